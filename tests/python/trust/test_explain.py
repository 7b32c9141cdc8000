"""`eldercast explain`: every number of a results file can be traced, and the postings behind money add up to it exactly."""
import json
import pathlib
import shutil
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

    def test_each_clause_with_money_has_a_chain_from_its_amounts_to_what_people_get(self):
        for clause in ("F1", "F2", "F3", "F4", "F5", "F6", "F7", "M3", "W2"):
            with self.subTest(clause=clause):
                answer = self.explain("jiangjin", clause)
                self.assertEqual(answer["clause"], clause)
                self.assertTrue(answer["has_rule"])
                sources = " ".join(one["source"] for one in answer["parameters"])
                self.assertIn(f"clause {clause}", sources)
                if clause == "F1":  # income, which is drawn upon under other clauses
                    paths = {one["path"] for one in answer["decides"]}
                    self.assertIn("/district/lottery_fund", paths)
                else:
                    self.assertGreater(sum(cell["value"]["mean"] for one in answer["money"] for cell in one["cells"]), 0)
                self.assertTrue(answer["decides"] and answer["gets"])
                for one in answer["decides"] + answer["gets"]:
                    self.assertTrue(one["cells"], one["path"])
                    # The number itself leads back to the rule of the clause.
                    rules = {rule["id"] for rule in self.explain("jiangjin", one["path"])["rules"]}
                    self.assertTrue(answer["rule"] in rules or one["path"] in ("/district/prefinancing", "/district/demand"),
                                    (one["path"], rules))

    def test_money_under_the_clauses_of_a_rule_stands_beside_it(self):
        answer = self.explain("jiangjin", "/district/facilities_social", "2021-12")
        rules = {rule["id"]: rule for rule in answer["rules"]}
        with h5py.File(self.files["jiangjin"]) as file:
            clauses = [name.decode() if isinstance(name, bytes) else name for name in file["mean/district/clause"][()]]
            stored = file["mean/district/clause_accrued"][2, clauses.index("F4")]
        self.assertAlmostEqual(rules["funding/running_incentives"]["accrued_in_year"]["F4"]["mean"], stored, places=2)

    def test_who_lost_a_place_is_traced_to_the_row_the_shock_and_the_column_that_took_it(self):
        with tempfile.TemporaryDirectory() as folder:
            toy = pathlib.Path(folder) / "toy"
            shutil.copytree("scenarios/toy", toy)
            (toy / "data/changes.csv").write_text(
                "month,facility,kind,value,target,source\n"
                "2019-03,home-alder-private-1,beds,4,,invented\n"
                "2019-03,station-alder-1,hours,1,,invented\n", encoding="utf-8")
            (toy / "flood.toml").write_text(
                'schema = 1\nextends = "toy.toml"\n[data]\nchanges = "data/changes.csv"\n'
                '[shock.flood]\non = "facilities"\nfacility = "home-birch-rural-1"\nfrom = "2019-05"\nto = "2019-06"\nfactor = 0.2\n',
                encoding="utf-8")
            result = str(pathlib.Path(folder) / "flood.h5")
            made = call("run", str(toy / "flood.toml"), "-q", "--replicates", "2", "--full", "1", "-o", result)
            self.assertEqual(made.returncode, 0, made.stderr)
            done = call("explain", result, "/district/displaced", "2019", "--json")
            self.assertEqual(done.returncode, 0, done.stderr)
            answer = json.loads(done.stdout)
            said = {(one["facility"], one["event"]): one for one in answer["changes"]}
            self.assertTrue(said["home-alder-private-1", "fewer_beds"]["said"].endswith("data/changes.csv:2"))
            self.assertTrue(said["station-alder-1", "fewer_hours"]["said"].endswith("data/changes.csv:3"))
            self.assertIn("shock.flood (", said["home-birch-rural-1", "part_lost"]["said"])
            # Of the one replicate that is kept in detail all are named.
            with h5py.File(result) as file:
                stored = file["district/displaced"][0, 0].sum()
                ids = [name.decode() if isinstance(name, bytes) else name for name in file["detail/facility"][()]]
            self.assertEqual(sum(one["displaced"] for one in answer["changes"]), stored)
            self.assertEqual(len(ids), len(set(ids)))
            screen = call("explain", result, "/district/displaced", "2019", "--lang", "en")
            self.assertIn("fewer beds", screen.stdout)

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
