"""Builds a plugin in a project of its own against an installed eldercast and lets the host list it.

    outside_test.py CMAKE BUILD_FOLDER PLUGIN_TOOL CXX_COMPILER
"""
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"failed: {' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


def expect(text, wanted, where):
    if wanted not in text:
        sys.exit(f"'{wanted}' is missing in {where}:\n{text}")


def main():
    cmake, build_folder, plugin_tool, compiler = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="eldercast-outside-") as folder:
        prefix, source, build = Path(folder, "prefix"), Path(folder, "source"), Path(folder, "build")
        for component in ("eldercast_sdk", "eldercast_plugins"):
            run(cmake, "--install", build_folder, "--component", component, "--prefix", prefix)
        # A copy, so that nothing beside the sources can be found by a relative path.
        shutil.copytree(Path(__file__).parent / "outside", source)
        run(cmake, "-S", source, "-B", build, f"-DCMAKE_PREFIX_PATH={prefix}", f"-DCMAKE_CXX_COMPILER={compiler}",
            "-DCMAKE_CXX_FLAGS=-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror", "-DCMAKE_BUILD_TYPE=Release")
        run(cmake, "--build", build)
        wanted = "funding/outside_rule 0.1.0 usable"
        installed = prefix / "lib/eldercast/plugins"
        listed = run(plugin_tool, "list", build / "plugins", installed)
        expect(listed, wanted, "the list of the build folder")
        expect(listed, "funding/construction_grants 1.1.0 usable", "the list of the installed folder")
        run(cmake, "--install", build, "--prefix", prefix, "--strip")
        expect(run(plugin_tool, "list", installed), wanted, "the list after stripping and installing it")
    print(f"a plugin built by {compiler} outside the tree is usable")


if __name__ == "__main__":
    main()
