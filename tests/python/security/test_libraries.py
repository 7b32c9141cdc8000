"""Programs and libraries look for libraries in folders of the system alone: no empty and no relative part in any search path."""
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

CMAKE = sys.argv.pop(2)
BUILD = pathlib.Path(sys.argv.pop(1))
PATH = re.compile(r"\((RPATH|RUNPATH)\).*\[(.*)\]")


def elf_files(folder):
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.is_symlink() and "CMakeFiles" not in file.parts and "_CPack_Packages" not in file.parts:
            with open(file, "rb") as stream:
                if stream.read(4) == b"\x7fELF" and file.suffix not in (".o", ".a"):
                    yield file


def wrong_paths(folder):
    """Lines of what carries a search path with a part that is no folder from the root, and how many files were looked at."""
    wrong = []
    count = 0
    for file in elf_files(folder):
        count += 1
        listed = subprocess.run(["readelf", "-d", file], capture_output=True, text=True, check=True).stdout
        for kind, path in PATH.findall(listed):
            wrong += [f"{file}: {kind} [{path}]" for part in path.split(":") if not part.startswith("/") or "/../" in part + "/"]
    return wrong, count


class Libraries(unittest.TestCase):
    def test_nothing_of_the_build_looks_into_the_current_folder(self):
        wrong, count = wrong_paths(BUILD)
        self.assertEqual(wrong, [])
        self.assertGreater(count, 15)

    def test_nothing_that_is_installed_carries_a_path(self):
        with tempfile.TemporaryDirectory() as prefix:
            subprocess.run([CMAKE, "--install", BUILD, "--prefix", prefix, "--component", "eldercast_program"], check=True, capture_output=True)
            subprocess.run([CMAKE, "--install", BUILD, "--prefix", prefix, "--component", "eldercast_plugins"], check=True, capture_output=True)
            wrong, count = wrong_paths(pathlib.Path(prefix))
            self.assertEqual(wrong, [])
            self.assertGreater(count, 12)

    def test_the_loader_tries_no_file_of_the_current_folder(self):
        with tempfile.TemporaryDirectory() as folder:
            run = subprocess.run([BUILD / "bin/eldercast", "--version"], capture_output=True, text=True, cwd=folder, env={"LD_DEBUG": "libs"})
            tried = re.findall(r"trying file=(\S+)", run.stderr)
            self.assertTrue(tried)
            self.assertEqual([file for file in tried if not file.startswith("/")], [])


if __name__ == "__main__":
    unittest.main()
