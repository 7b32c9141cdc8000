"""Libraries of rules that are damaged, wrong or open to others."""
import os
import pathlib
import shutil
import struct
import subprocess
import unittest

from stranger import PROGRAM, Stranger


def relocations_of(file):
    """Offset of the table of relocations in a library."""
    for line in subprocess.run(["readelf", "-SW", file], capture_output=True, text=True, check=True).stdout.splitlines():
        words = line.split()
        if ".rela.dyn" in words:
            return int(words[words.index("RELA") + 2], 16)
    raise AssertionError("no relocations")


class Plugins(Stranger):
    def setUp(self):
        super().setUp()
        # A program without plugins beside it.
        (self.folder / "bin").mkdir()
        self.program = self.folder / "bin/eldercast"
        shutil.copy(PROGRAM, self.program)
        self.rules = self.folder / "rules"
        self.rules.mkdir(mode=0o755)
        for library in (pathlib.Path(PROGRAM).parent.parent / "plugins").glob("*.so"):
            shutil.copyfile(library, self.rules / library.name)
        self.first = sorted(self.rules.iterdir())[0]

    def list(self):
        return subprocess.run([self.program, "plugins", "list", "--plugin-dir", self.rules], capture_output=True, text=True, timeout=60)

    def test_a_damaged_library_does_not_hide_the_others(self):
        data = bytearray(self.first.read_bytes())
        at = relocations_of(self.first) + 8
        data[at:at + 4] = b"\xff\xff\xff\xff"
        self.first.write_bytes(data)
        listed = self.list()
        self.assertEqual(listed.returncode, 3)
        self.assertEqual(listed.stdout.count(" usable"), len(list(self.rules.iterdir())) - 1)
        self.assertIn("refused [plugin.load]", listed.stdout)
        checked = self.call("plugins", "check", self.first)
        self.assert_refused(checked, 3, "plugin.load", "it ends the program that loads it")

    def test_damage_anywhere_ends_in_a_list(self):
        data = self.first.read_bytes()
        for step in range(0, len(data), max(1, len(data) // 40)):
            self.first.write_bytes(data[:step] + struct.pack("<q", -step) + data[step + 8:])
            listed = self.list()
            self.assertIn(listed.returncode, (0, 3), listed.stderr)
            self.assertGreaterEqual(listed.stdout.count(" usable"), len(list(self.rules.iterdir())) - 1)

    def test_a_sound_library_is_said_to_be_usable(self):
        checked = self.done("plugins", "check", self.first)
        self.assertIn("usable", checked.stdout)

    def test_what_is_no_library_is_said(self):
        os.mkfifo(self.folder / "pipe.so")
        (self.folder / "text.so").write_text("text")
        for name in ("pipe.so", "text.so", "/dev/zero", "bin", "absent.so"):
            self.assert_refused(self.call("plugins", "check", name, seconds=10), 3, "plugin.unreadable")

    def test_folders_and_files_that_others_write_to_are_said(self):
        self.assertNotIn("plugin.writers", self.list().stderr)
        self.rules.chmod(0o777)
        self.first.chmod(0o666)
        for result in (self.list(), self.call("validate", self.toy() / "toy.toml", "--plugin-dir", self.rules)):
            self.assertIn(f"warning[plugin.writers]: '{self.rules}' may be written to by everybody", result.stderr)
            self.assertIn(f"'{self.first}' may be written to by everybody", result.stderr)


if __name__ == "__main__":
    unittest.main()
