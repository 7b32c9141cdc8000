"""`eldercast rerun`: a results file holds all that is needed to repeat its run, and says so when something is not as it was."""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import h5py

PROGRAM = sys.argv.pop(1)
PROBES = sys.argv.pop(1)
TOY = "scenarios/toy/toy.toml"


def call(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=120)


class Rerun(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.place = pathlib.Path(self.folder.name)
        self.file = str(self.place / "result.h5")

    def tearDown(self):
        self.folder.cleanup()

    def run_toy(self, *arguments, scenario=TOY):
        made = call("run", scenario, "-q", "-o", self.file, *arguments)
        self.assertEqual(made.returncode, 0, made.stderr)

    def test_a_run_is_repeated_from_its_file_alone(self):
        copy = self.place / "toy"
        shutil.copytree("scenarios/toy", copy)
        self.run_toy("--replicates", "4", "--seed", "7", "--full", "2", "--set", "staff.carers_at_start=3", scenario=str(copy / "toy.toml"))
        shutil.rmtree(copy)
        again = call("rerun", self.file, "-q", "--threads", "1")
        self.assertEqual(again.returncode, 0, again.stdout + again.stderr)
        self.assertIn("identical: 4 replicates", again.stdout)

    def test_rules_that_fold_all_they_see_into_postings_see_the_same_again(self):
        probes = [f"--set={kind}.probe.enabled=true" for kind in ("funding", "staffing", "medical")]
        self.run_toy("--replicates", "3", "--full", "3", "--threads", "2", "--plugin-dir", PROBES, *probes)
        again = call("rerun", self.file, "-q", "--threads", "1", "--plugin-dir", PROBES)
        self.assertEqual(again.returncode, 0, again.stdout + again.stderr)
        self.assertIn("identical: 3 replicates", again.stdout)

    def test_rows_with_uncertain_parameters_are_repeated_too(self):
        self.run_toy("--uncertain", "--points", "3")
        again = call("rerun", self.file, "-q")
        self.assertEqual(again.returncode, 0, again.stdout + again.stderr)
        self.assertIn("identical: 6 replicates", again.stdout)

    def test_the_new_file_can_be_kept_and_nothing_is_overwritten(self):
        self.run_toy("--replicates", "2")
        kept = str(self.place / "kept.h5")
        self.assertEqual(call("rerun", self.file, "-q", "-o", kept).returncode, 0)
        self.assertEqual(call("rerun", kept, "-q").returncode, 0)
        self.assertEqual(call("rerun", self.file, "-q", "-o", kept).returncode, 4)

    def test_one_changed_cell_is_found_and_named(self):
        self.run_toy("--replicates", "2")
        with h5py.File(self.file, "r+") as file:
            file["district/residents"][1, 5, 2] += 1
        again = call("rerun", self.file, "-q", "--json")
        self.assertEqual(again.returncode, 1)
        answer = json.loads(again.stdout)
        self.assertEqual((answer["format"], answer["identical"]), ("eldercast-rerun", False))
        self.assertEqual([one["path"] for one in answer["differences"]], ["/district/residents"])
        self.assertIn("first at [1, 5, 2]", answer["differences"][0]["what"])

    def test_a_changed_rule_is_named_beside_what_it_changes(self):
        self.run_toy("--replicates", "2")
        with h5py.File(self.file, "r+") as file:
            file["provenance/plugin_sha256"][0] = "0" * 64
            file.attrs["program_version"] = "0.0.9"
        again = call("rerun", self.file, "-q")
        self.assertEqual(again.returncode, 0)
        self.assertIn("since then: program 0.0.9, now", again.stdout)
        self.assertIn("is another file", again.stdout)

    def test_a_changed_scenario_inside_is_refused(self):
        self.run_toy("--replicates", "2")
        with h5py.File(self.file, "r+") as file:
            text = file["scenario/resolved_text"][()].decode()
            file["scenario/resolved_text"][()] = text.replace("carers_at_start = ", "carers_at_start = 9")
        refused = call("rerun", self.file, "-q")
        self.assertEqual(refused.returncode, 4)
        self.assertIn("do not have the digest", refused.stderr)

    def test_a_path_that_leaves_the_folder_is_refused(self):
        self.run_toy("--replicates", "2")
        with h5py.File(self.file, "r+") as file:
            file["scenario/data_table_path"][0] = "../../outside.csv"
        refused = call("rerun", self.file, "-q")
        self.assertEqual(refused.returncode, 4)
        self.assertIn("../../outside.csv", refused.stderr)

    def test_nothing_is_left_in_the_temporary_folder(self):
        self.run_toy("--replicates", "2")
        before = set(pathlib.Path(tempfile.gettempdir()).glob("eldercast-rerun-*"))
        call("rerun", self.file, "-q")
        call("rerun", str(self.place / "absent.h5"), "-q")
        self.assertEqual(set(pathlib.Path(tempfile.gettempdir()).glob("eldercast-rerun-*")) - before, set())


if __name__ == "__main__":
    unittest.main()
