"""Builds rules in projects of their own against an installed eldercast, and runs them with the installed program.

    outside_test.py CMAKE BUILD_FOLDER PLUGIN_TOOL CXX_COMPILER
"""
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

TOY = "share/eldercast/scenarios/toy/toy.toml"


def run(*command, **more):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, **more)
    if done.returncode != 0:
        sys.exit(f"failed: {' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


def expect(text, wanted, where):
    if wanted not in text:
        sys.exit(f"'{wanted}' is missing in {where}:\n{text}")


class Outside:
    def __init__(self, cmake, build_folder, compiler, folder):
        self.cmake, self.compiler, self.folder = cmake, compiler, Path(folder)
        self.prefix = self.folder / "prefix"
        for component in ("eldercast_sdk", "eldercast_plugins", "eldercast_program"):
            run(cmake, "--install", build_folder, "--component", component, "--prefix", self.prefix)
        self.program = self.prefix / "bin/eldercast"

    def build(self, source):
        """Configures and builds a project in a folder beside it."""
        build = source.parent / (source.name + "-build")
        run(self.cmake, "-S", source, "-B", build, f"-DCMAKE_PREFIX_PATH={self.prefix}", f"-DCMAKE_CXX_COMPILER={self.compiler}",
            "-DCMAKE_CXX_FLAGS=-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror", "-DCMAKE_BUILD_TYPE=Release")
        run(self.cmake, "--build", build)
        return build

    def result(self, name, rule, *more):
        """Runs the installed toy with a rule; the results file."""
        file = self.folder / f"{name}.h5"
        run(self.program, "run", self.prefix / TOY, "--replicates", "2", "-q", "-o", file, "--set", f"{rule}.enabled=true", *more)
        return file


def a_rule_is_listed_and_runs(outside, plugin_tool):
    # A copy, so that nothing beside the sources can be found by a relative path.
    source = outside.folder / "source"
    shutil.copytree(Path(__file__).parent / "outside", source)
    build = outside.build(source)
    wanted = "funding/outside_rule 0.1.0 usable"
    installed = outside.prefix / "lib/eldercast/plugins"
    listed = run(plugin_tool, "list", build / "plugins", installed)
    expect(listed, wanted, "the list of the build folder")
    expect(listed, "funding/construction_grants 1.1.0 usable", "the list of the installed folder")
    run(outside.cmake, "--install", build, "--prefix", outside.prefix, "--strip")
    expect(run(plugin_tool, "list", installed), wanted, "the list after stripping and installing it")
    # Installed, it is found without being named.
    outside.result("outside", "funding.outside_rule")


def new_rules_build_pass_their_test_and_run(outside):
    for kind in ("funding", "staffing", "medical"):
        folder = outside.folder / f"new-{kind}"
        run(outside.program, "plugins", "new", kind, "my_own", "--to", folder)
        build = outside.build(folder)
        run("ctest", "--test-dir", build, "--output-on-failure", "--no-tests=error")
        outside.result(f"new-{kind}", f"{kind}.my_own", "--plugin-dir", build / "plugins")


def the_worked_example_gives_the_same_books_in_both_languages(outside):
    rules = outside.prefix / "share/doc/eldercast/rules"
    expect((rules.parent / "plugins.md").read_text(encoding="utf-8"), "area_grant", "the installed page on rules")
    source = outside.folder / "area_grant"
    shutil.copytree(rules / "cpp_area_grant", source)
    build = outside.build(source)
    run("ctest", "--test-dir", build, "--output-on-failure", "--no-tests=error")
    more = ["--set", "funding.area_grant.yuan_per_m2=111.11", "--set", "funding.area_grant.cap_yuan_per_year=50000"]
    native = outside.result("native", "funding.area_grant", "--plugin-dir", build / "plugins", *more)
    script = outside.result("script", "funding.area_grant", "--plugin-dir", rules, *more)
    run("h5diff", "--exclude-path", "/provenance", native, script)


def main():
    cmake, build_folder, plugin_tool, compiler = sys.argv[1:]
    os.environ.pop("ELDERCAST_PLUGIN_PATH", None)
    with tempfile.TemporaryDirectory(prefix="eldercast-outside-") as folder:
        outside = Outside(cmake, build_folder, compiler, folder)
        a_rule_is_listed_and_runs(outside, plugin_tool)
        new_rules_build_pass_their_test_and_run(outside)
        the_worked_example_gives_the_same_books_in_both_languages(outside)
    print(f"rules built by {compiler} outside the tree are usable, keep their contract and run")


if __name__ == "__main__":
    main()
