"""`eldercast explain`: every number of a results file can be traced, and the postings behind money add up to it exactly."""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

import h5py

PROGRAM = sys.argv.pop(1)
SCENARIOS = {"toy": "scenarios/toy/toy.toml", "jiangjin": "scenarios/jiangjin/baseline.toml"}


def call(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=120)


class Explain(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.files = {}
        for name, scenario in SCENARIOS.items():
            cls.files[name] = str(pathlib.Path(cls.folder.name) / f"{name}.h5")
            made = call("run", scenario, "-q", "--replicates", "2", "-o", cls.files[name])
            assert made.returncode == 0, made.stderr

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def explain(self, name, *arguments):
        done = call("explain", self.files[name], *arguments, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def test_every_dataset_of_the_file_can_be_explained(self):
        with h5py.File(self.files["toy"]) as file:
            paths = [f"/{group}/{name}" for group in ("district", "towns", "settlements", "facilities", "targets", "detail", "projects")
                     for name, item in file[group].items()
                     if item.ndim > 1 and name not in ("failed", "failure")]
        self.assertGreater(len(paths), 40)
        for path in paths:
            answer = self.explain("toy", path)
            self.assertTrue(answer["made"])
            self.assertTrue(answer["number"]["cells"], path)

    def test_postings_behind_money_add_up_to_the_stored_number(self):
        checked = 0
        for name in SCENARIOS:
            for path, months in (("/district/accrued", ("2019-01", "2020-12", "2022-12")), ("/district/paid", ("2021-06", "2022-12")),
                                 ("/district/clause_accrued", ("2020", "2022")), ("/district/clause_paid", ("2021", "2022")),
                                 ("/towns/accrued", ("2019", "2022"))):
                for month in months:
                    answer = self.explain(name, path, month)
                    self.assertEqual(len(answer["postings"]), 1)
                    for behind in answer["postings"]:
                        self.assertEqual(behind["fen"], behind["stored_fen"], (name, path, month))
                        self.assertEqual(behind["fen"], sum(group["fen"] for group in behind["groups"]))
                        checked += len(behind["groups"])
        self.assertGreater(checked, 200)

    def test_one_payer_of_one_town_leads_to_rules_clauses_and_sources(self):
        answer = self.explain("jiangjin", "/towns/accrued", "白沙镇", "2021", "--at", "payer=city")
        self.assertEqual(answer["number"]["picked"], {"year": "2021", "town": "500116108", "payer": "city"})
        clauses = {group["clause"] for group in answer["postings"][0]["groups"]}
        self.assertIn("F2", clauses)
        rules = {rule["id"]: rule for rule in answer["rules"]}
        self.assertIn("funding/construction_grants", rules)
        sources = " ".join(one["source"] for one in rules["funding/construction_grants"]["parameters"])
        self.assertIn("clause F2", sources)

    def test_values_behind_a_number_have_a_place_and_a_source(self):
        answer = self.explain("jiangjin", "/district/bed_shortfall", "2022-12")
        self.assertEqual({one["path"] for one in answer["behind"]}, {"/district/beds", "/district/demand", "/district/staff"})
        values = {one["id"]: one for one in answer["parameters"]}
        ratio = values["staff.residents_per_carer.nursing"]
        self.assertTrue(ratio["place"].startswith("data/parameters.csv:"))
        self.assertTrue(ratio["source"])
        self.assertIn("data/demand.csv", answer["tables"])

    def test_the_value_is_that_of_the_file(self):
        with h5py.File(self.files["jiangjin"]) as file:
            stored = file["mean/district/residents"][-1, 2]
        answer = self.explain("jiangjin", "/district/residents", "2022-12", "--at", "need=full")
        self.assertAlmostEqual(answer["number"]["cells"][0]["value"]["mean"], stored, places=6)

    def test_mistakes_are_explained(self):
        for arguments, said in ((["/district/bedshortfall"], "there is no dataset"), (["demand"], "/towns/demand"),
                                (["/district/residents", "白沙镇"], "not told apart by town"),
                                (["/towns/residents", "无此镇"], "is no town of this file"),
                                (["/district/residents", "2035-01"], "is no month of this file")):
            done = call("explain", self.files["jiangjin"], *arguments)
            self.assertEqual(done.returncode, 2, arguments)
            self.assertIn(said, done.stderr)


if __name__ == "__main__":
    unittest.main()
