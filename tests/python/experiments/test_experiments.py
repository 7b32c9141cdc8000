"""compare, sensitivity and run --uncertain from outside: what they print, what they write, what they refuse."""
import csv
import json
import os
import subprocess
import sys
import tempfile
import unittest
import zipfile

import h5py
import numpy as np
import xarray as xr

PROGRAM = sys.argv.pop(1)
TOY = "scenarios/toy/toy.toml"


def call(*arguments, check=0):
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=120)
    if done.returncode != check:
        raise AssertionError(f"{arguments}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done


class Folder(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, name):
        return os.path.join(self.folder.name, name)


class Compare(Folder):
    CHANGE = "staff.residents_per_carer.nursing=0.2"

    def test_a_scenario_with_itself_is_exactly_zero(self):
        data = json.loads(call("compare", TOY, TOY, "--replicates", "3", "--json", "-q").stdout)["comparisons"][0]
        self.assertTrue(data["paired"])
        for figure in data["figures"]:
            for one in [figure["whole_run"], *figure["years"], *(town for year in figure["years"] for town in year.get("towns", []))]:
                if one["replicates"] > 0:
                    self.assertEqual((one["difference"], one["interval"]), (0, [0, 0]), figure["id"])

    def test_scenarios_and_results_files_give_the_same_comparison(self):
        for name, sets in (("a.h5", []), ("b.h5", ["--set", self.CHANGE])):
            call("run", TOY, "--replicates", "4", *sets, "-q", "-o", self.path(name))
        by_file = json.loads(call("compare", self.path("a.h5"), self.path("b.h5"), "--json").stdout)
        by_run = json.loads(call("compare", TOY, "--with", self.CHANGE, "--replicates", "4", "--json", "-q").stdout)
        mixed = json.loads(call("compare", self.path("a.h5"), TOY, "--set", self.CHANGE, "--json", "-q").stdout)
        self.assertEqual(by_file["comparisons"][0]["figures"], by_run["comparisons"][0]["figures"])
        self.assertEqual(by_file["comparisons"][0]["figures"], mixed["comparisons"][0]["figures"])

    def test_the_file_opens_with_names(self):
        call("compare", TOY, "--with", self.CHANGE, "--with", "network.road_km_per_h=15", "--replicates", "3", "-q", "-o", self.path("c.h5"))
        with xr.open_dataset(self.path("c.h5"), group="towns", engine="h5netcdf") as towns:
            self.assertEqual(towns["difference"].dims, ("comparison", "figure", "year", "town"))
            self.assertEqual(towns.sizes["comparison"], 2)
            one = towns["difference"].sel(figure="beds.staffed", year=2022).isel(comparison=0)
            self.assertLess(float(one.sum()), 0, "five carers for a bed staff fewer of them")
        call("compare", TOY, "--with", self.CHANGE, "--replicates", "3", "-q", "-o", self.path("c.h5"), check=4)
        call("compare", TOY, "--with", self.CHANGE, "--replicates", "3", "-q", "-o", self.path("c.h5"), "--overwrite")

    def test_a_comparison_goes_into_a_spreadsheet_with_the_numbers_of_its_json(self):
        out = call("compare", TOY, "--with", self.CHANGE, "--replicates", "3", "-q", "--json", "-o", self.path("tables/")).stdout
        figures = {one["id"]: one["whole_run"] for one in json.loads(out)["comparisons"][0]["figures"]}
        with open(self.path("tables/comparison.csv"), encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if not row["year"]]
        self.assertEqual({row["figure"] for row in rows}, set(figures))
        for row in rows:
            for key in ("a", "b", "difference"):
                wanted = figures[row["figure"]][key]
                self.assertEqual(float(row[key]) if row[key] else None, wanted, (row["figure"], key))
        call("compare", TOY, "--with", self.CHANGE, "--replicates", "2", "-q", "-o", self.path("c.xlsx"))
        with zipfile.ZipFile(self.path("c.xlsx")) as book:
            self.assertIn("xl/worksheets/sheet3.xml", book.namelist())

    def test_a_figure_or_a_town_can_be_asked_for(self):
        runs = ("compare", TOY, "--with", self.CHANGE, "--replicates", "3", "-q", "--lang", "en")
        money = call(*runs, "--figure", "money").stdout
        self.assertIn("borne by the city", money)
        self.assertNotIn("Beds", money)
        beds = call(*runs, "--figure", "beds.staffed", "--towns").stdout
        self.assertIn("beds staffed", beds)
        self.assertIn("Birch Town", beds)
        self.assertNotIn("乙镇", beds, "English screens have English names")
        one = call(*runs, "--figure", "beds.staffed", "--town", "Birch").stdout
        self.assertIn("Birch Town", one)
        self.assertNotIn("Cedar Town", one)
        wrong = call(*runs, "--figure", "mony", check=2).stderr
        self.assertIn("did you mean 'money'", wrong)
        self.assertIn("there is no town 'Nowhere'", call(*runs, "--town", "Nowhere", check=2).stderr)

    def test_other_seeds_are_not_called_paired(self):
        call("run", TOY, "--replicates", "3", "-q", "-o", self.path("a.h5"))
        call("run", TOY, "--replicates", "3", "--seed", "9", "-q", "-o", self.path("b.h5"))
        self.assertIn("unpaired", call("compare", self.path("a.h5"), self.path("b.h5")).stdout)

    def test_other_districts_and_single_runs_are_refused(self):
        refused = call("compare", TOY, "scenarios/jiangjin/baseline.toml", "--replicates", "1", "-q", check=2)
        self.assertIn("cannot be compared", refused.stderr)
        self.assertIn("nothing to compare", call("compare", TOY, check=2).stderr)


class Sensitivity(Folder):
    VARY = ["--vary", "staff.residents_per_carer.nursing=0.2..1", "--vary", "network.road_km_per_h=15..45"]

    def merged(self, design, points=()):
        folder = self.path(design)
        call("study", "plan", TOY, "-o", folder, "--design", design, *points, "--replicates", "3", *self.VARY)
        call("study", "run", folder, "-q")
        call("study", "merge", folder, "-o", folder + ".h5", "-q")
        return folder + ".h5"

    def test_each_design_has_its_indices(self):
        for design, points, index in (("morris", ["--points", "6"], "mu_star"), ("saltelli", ["--points", "8"], "total"), ("tornado", [], "low")):
            file = self.merged(design, points)
            data = json.loads(call("sensitivity", file, "--figure", "beds.staffed", "--json").stdout)
            rows = {row["parameter"]: row[index] for row in data["figures"][0]["parameters"]}
            self.assertGreater(abs(rows["staff.residents_per_carer.nursing"]), abs(rows["network.road_km_per_h"] or 0), design)
            call("sensitivity", file, "--figure", "beds.staffed@2021", "-o", file + ".s.h5")
            with xr.open_dataset(file + ".s.h5", group="sensitivity", engine="h5netcdf") as table:
                self.assertEqual(table[index].dims, ("figure", "parameter"))
                self.assertEqual(list(table["figure"].values), ["beds.staffed@2021"])
            for line in call("sensitivity", file).stdout.splitlines():
                self.assertLessEqual(len(line), 110, line)

    def test_a_tornado_swing_is_the_difference_of_two_runs(self):
        file = self.merged("tornado")
        data = json.loads(call("sensitivity", file, "--figure", "beds.staffed", "--json").stdout)
        row = data["figures"][0]["parameters"][0]
        pair = json.loads(call("compare", TOY, "--with", "staff.residents_per_carer.nursing=0.2", "--replicates", "3", "--json", "-q").stdout)
        figures = {one["id"]: one["whole_run"] for one in pair["comparisons"][0]["figures"]}
        self.assertAlmostEqual(row["low"], figures["beds.staffed"]["difference"], places=9)

    def test_what_has_no_indices_is_refused(self):
        file = self.merged("lhs", ["--points", "4"])
        self.assertIn("has no sensitivity indices", call("sensitivity", file, check=2).stderr)
        self.assertIn("did you mean 'beds.staffed'", call("sensitivity", file, "--figure", "beds.stafed", check=2).stderr)
        self.assertIn("merge it first", call("sensitivity", self.path("lhs"), check=4).stderr)


class Uncertain(Folder):
    RUN = ["run", TOY, "--uncertain", "--shape", "uniform", "--points", "12", "--vary", "staff.residents_per_carer.nursing=0.2..1", "--vary", "network.road_km_per_h=15..45"]

    def test_the_file_has_each_replicates_parameters_and_the_spread_is_split(self):
        call(*self.RUN, "-q", "-o", self.path("u.h5"))
        with xr.open_dataset(self.path("u.h5"), group="uncertainty", engine="h5netcdf") as drawn:
            values = drawn["value"].sel(uncertain_parameter="staff.residents_per_carer.nursing").values
            self.assertEqual(len(values), 24)
            np.testing.assert_array_equal(values[0::2], values[1::2])
            self.assertEqual(len(set(values)), 12)
            self.assertTrue(((values >= 0.2) & (values <= 1)).all())
        data = json.loads(call(*self.RUN, "-q", "--json").stdout)
        split = {one["id"]: one for one in data["figures"]}
        self.assertGreater(split["beds.staffed"]["share_of_parameters"], 0.5)
        # Nobody's life depends on carers or roads; what is left is the error of an estimate from twelve points.
        self.assertLess(split["residents"]["share_of_parameters"], 0.6)

    def test_threads_do_not_matter(self):
        for threads in ("1", "2"):
            call(*self.RUN, "-q", "--threads", threads, "-o", self.path(threads + ".h5"))
        done = subprocess.run(["h5diff", "--exclude-path", "/provenance", self.path("1.h5"), self.path("2.h5")], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_intervals_are_wider_than_without(self):
        call(*self.RUN, "-q", "-o", self.path("u.h5"))
        call("run", TOY, "--replicates", "24", "-q", "-o", self.path("r.h5"))
        spread = []
        for name in ("u.h5", "r.h5"):
            with h5py.File(self.path(name)) as file:
                staffed = file["district/beds"][:, -1, :, 1].sum(axis=1)
                spread.append(np.percentile(staffed, 95) - np.percentile(staffed, 5))
        self.assertGreater(spread[0], spread[1])


if __name__ == "__main__":
    unittest.main()
