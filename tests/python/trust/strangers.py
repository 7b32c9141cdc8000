"""What the tests of strangers' files share: a folder of their own, and commands that must be refused by name, at once, in little memory."""
import pathlib
import resource
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv.pop(1)
TOY = "scenarios/toy/toy.toml"
VARY = ["--vary", "network.road_km_per_h=15..45", "--vary", "staff.residents_per_carer.nursing=2..6"]
SEAL_BYTES = 34
GIGABYTE = 1 << 30
# What the standard library and nlohmann-json say of their own accord, and no message of this program does.
RAW = ("vector::", "basic_string", "std::", "type_error", "out_of_range", "parse_error", "optional", "filesystem error", "internal")
ESCAPE = b"\x1b"


def call(*arguments, memory=GIGABYTE, timeout=60):
    def little_memory():
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, timeout=timeout, preexec_fn=little_memory)


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.place = pathlib.Path(folder.name)

    def well(self, *arguments):
        done = call(*arguments)
        self.assertEqual(done.returncode, 0, (arguments, done.stderr))
        return done

    def refused(self, *arguments, code=4, names="", **more):
        """Runs a command that must be refused, and gives what it says."""
        done = call(*arguments, **more)
        said = done.stderr.decode(errors="replace")
        self.assertEqual(done.returncode, code, (arguments, said[-500:]))
        self.assertIn(names, said)
        self.assertLess(len(said), 100_000)
        for raw in RAW:
            self.assertNotIn(raw, said)
        return said
