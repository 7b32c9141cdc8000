"""What the tests of this folder share: a folder of its own, and calls that may not wait."""
import hashlib
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv.pop(1)
SECRET = "machine bank login me password s3cret"


class Stranger(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="eldercast-security-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.temporary = self.folder / "tmp"
        self.temporary.mkdir()

    def call(self, *arguments, seconds=60):
        """Runs the program in the folder; a call that waits is a failure."""
        return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, errors="replace", timeout=seconds,
                              cwd=self.folder, env={"PATH": "/usr/bin:/bin", "TMPDIR": str(self.temporary)})

    def done(self, *arguments):
        result = self.call(*arguments)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result

    def toy(self, name="mail"):
        shutil.copytree("scenarios/toy", self.folder / name)
        return self.folder / name

    def assert_refused(self, result, code, *words):
        """Ended by a diagnostic that shows nothing of the secret."""
        talk = result.stdout + result.stderr
        self.assertEqual(result.returncode, code, talk)
        self.assertNotIn("s3cret", talk)
        for word in words:
            self.assertIn(word, talk)

    def results(self, name="r.h5"):
        """A results file without its checksum, which other programs may change."""
        self.done("run", self.toy("of-" + name) / "toy.toml", "--replicates", "2", "-q", "-o", name)
        return self.folder / name

    def study(self):
        self.done("study", "plan", self.toy("toy") / "toy.toml", "-o", "S", "--design", "lhs", "--points", "4", "--replicates", "1",
                  "--vary", "network.road_km_per_h=15..45")
        return self.folder / "S"

    @staticmethod
    def change_plan(study, change):
        """Changes what a plan says and states the digest anew, as anybody can."""
        file = study / "plan-0.json"
        plan = json.loads(file.read_text())
        change(plan)
        here = plan.pop("here")
        plan.pop("digest")
        digest = hashlib.sha256(json.dumps(plan, indent=1, ensure_ascii=False).encode()).hexdigest()
        file.write_text(json.dumps({**plan, "here": here, "digest": digest}, indent=1, ensure_ascii=False) + "\n")
