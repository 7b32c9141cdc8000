"""The manual page: every command and option that --help knows stands in it, and groff sets it without a word."""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv.pop(1)


def call(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=60, check=True).stdout


def subcommands(*path):
    listed = re.search(r"^Subcommands:\n((?:  .*\n)+)", call(*path, "--help"), re.MULTILINE)
    return re.findall(r"^  (\S+)", listed.group(1), re.MULTILINE) if listed else []


def commands(*path):
    inner = subcommands(*path)
    return [path] if not inner else [found for name in inner for found in commands(*path, name)]


def options(path):
    return set(re.findall(r"^  (?:-\w, )?(--[a-z-]+)", call(*path, "--help"), re.MULTILINE)) - {"--help"}


class Manual(unittest.TestCase):
    def setUp(self):
        self.page = call("docs", "man")
        # What a reader sees, near enough.
        plain = re.sub(r"\\f[BIR]", "", self.page).replace("\\-", "-")
        self.sections = dict(re.findall(r"^\.SS eldercast ([a-z ]+?)(?= [A-Z\[])[^\n]*\n(.*?)(?=^\.S[SH])", plain, re.MULTILINE | re.DOTALL))

    def test_every_command_and_option_is_there(self):
        paths = commands()
        self.assertEqual(set(self.sections), {" ".join(path) for path in paths})
        for path in paths:
            found = set(re.findall(r"(?<![\w-])(--[a-z][a-z-]*)", self.sections[" ".join(path)]))
            self.assertEqual(options(path) - found, set(), path)

    def test_it_has_the_sections_that_people_look_for(self):
        headings = re.findall(r"^\.SH (.*)", self.page, re.MULTILINE)
        self.assertEqual(headings, ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "COMMANDS", "EXIT STATUS", "ENVIRONMENT", "FILES", "EXAMPLES"])
        for code in ("0", "1", "2", "3", "4", "6", "75", "130"):
            self.assertIn(f".B {code}\n", self.page)

    def test_it_is_installed_beside_the_program(self):
        with tempfile.TemporaryDirectory() as prefix:
            build = pathlib.Path(PROGRAM).resolve().parents[1]
            subprocess.run(["cmake", "--install", build, "--component", "eldercast_program", "--prefix", prefix], capture_output=True, check=True, timeout=60)
            self.assertEqual(pathlib.Path(prefix, "share/man/man1/eldercast.1").read_text(encoding="utf-8"), self.page)

    @unittest.skipUnless(shutil.which("groff"), "groff is not installed")
    def test_groff_has_nothing_to_say(self):
        done = subprocess.run(["groff", "-man", "-ww", "-K", "utf8", "-T", "utf8"], input=self.page, capture_output=True, text=True, timeout=60)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("--replicates", re.sub("\x1b\\[[0-9;]*m|.\b", "", done.stdout))


if __name__ == "__main__":
    unittest.main()
