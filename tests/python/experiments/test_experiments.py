"""compare, sensitivity, draws of parameters and run --uncertain from outside: what they print, what they write, what they refuse."""
import csv
import json
import os
import shutil
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

    def path(self, *names):
        return os.path.join(self.folder.name, *names)


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


class Decided(Folder):
    """What somebody sets runs as it was set; what nobody set is drawn from its range."""

    KEY = "network.detour_factor"
    OTHER = "standards.village_point.day_places"

    def values(self, *arguments):
        """The values that a parameter had in each replicate: none if it was not drawn."""
        file = self.path("drawn.h5")
        call("run", *arguments, "-q", "--replicates", "8", "-o", file, "--overwrite")
        with h5py.File(file) as results:
            ids = [name.decode() for name in results["uncertainty/uncertain_parameter"]]
            value = results["uncertainty/value"][:]
        return lambda key: set(value[:, ids.index(key)]) if key in ids else set()

    def scenario(self, text):
        shutil.copytree("scenarios/toy", self.path("toy"), dirs_exist_ok=True)
        with open(self.path("toy/own.toml"), "w", encoding="utf-8") as file:
            file.write('schema = 1\nextends = "toy.toml"\n[scenario]\nid = "own"\nname_zh = "例"\nname_en = "own"\ndraw_parameters = true\n' + text)
        return self.path("toy/own.toml")

    def test_an_option_and_a_text_that_extends_decide(self):
        drawn = ("--set", "scenario.draw_parameters=true")
        plain = self.values(TOY, *drawn)
        for key in (self.KEY, self.OTHER):
            self.assertGreater(len(plain(key)), 1, key)
        by_option = self.values(TOY, *drawn, "--set", f"{self.OTHER}=3")
        by_text = self.values(self.scenario("[standards.village_point]\nday_places = 3\n"))
        for decided in (by_option, by_text):
            self.assertEqual(decided(self.OTHER), set())
            self.assertEqual(decided(self.KEY), plain(self.KEY), "what another scenario sets moves no draw")
        named = self.values(TOY, *drawn, "--set", f"{self.OTHER}=3", "--uncertain", "--points", "4", "--vary", self.OTHER)
        self.assertGreater(len(named(self.OTHER)), 1)

    def test_the_value_that_was_set_is_the_one_that_runs(self):
        told = call("run", TOY, "-q", "--set", "scenario.draw_parameters=true", "--set", f"{self.OTHER}=3", "--replicates", "4", "-o", self.path("set.h5"))
        self.assertEqual(told.returncode, 0)
        with h5py.File(self.path("set.h5")) as results:
            text = results["scenario/resolved_text"][()].decode()
        self.assertIn(f'decided = ["{self.OTHER}"]', text)
        self.assertIn("day_places = 3  # --set", text)
        self.assertIn("identical", call("rerun", self.path("set.h5")).stdout)

    def test_validate_lists_what_is_decided_and_drawn(self):
        shown = " ".join(call("validate", self.scenario("[standards.village_point]\nday_places = 3\n")).stdout.split())
        self.assertRegex(shown, r"a run draws \d+ parameters 1 with a range is decided and not drawn: " + self.OTHER)

    def test_a_pair_is_the_same_from_files_and_from_scenarios(self):
        drawn = ("--set", "scenario.draw_parameters=true")
        change = f"{self.KEY}=1.2"
        for name, more in (("a.h5", ()), ("b.h5", ("--set", change))):
            call("run", TOY, *drawn, *more, "--replicates", "8", "-q", "-o", self.path(name))
        files = json.loads(call("compare", self.path("a.h5"), self.path("b.h5"), "--json").stdout)["comparisons"][0]
        pair = json.loads(call("compare", TOY, "--with", change, *drawn, "--replicates", "8", "--json", "-q").stdout)["comparisons"][0]
        third = json.loads(call("compare", TOY, "--with", change, "--with", f"{self.OTHER}=1", *drawn, "--replicates", "8", "--json",
                                "-q").stdout)["comparisons"][0]
        self.assertTrue(files["paired"])
        self.assertEqual(files["figures"], pair["figures"])
        self.assertEqual(pair["figures"], third["figures"], "a further alternative changes nothing for the first")


class SharedDraws(Folder):
    """What changes nothing says what `run` says, to the last digit: stress, meet and schedule draw what run draws, and share it between variants."""

    DRAWN = ("--set", "scenario.draw_parameters=true")

    def setUp(self):
        super().setUp()
        shutil.copytree("scenarios/toy", self.path("toy"))
        self.toy = self.path("toy/toy.toml")
        self.count = 0

    def run_of(self, scenario, *words):
        """Figures over the whole run, and shares of the replicates that meet a target."""
        self.count += 1
        file = self.path(f"{self.count}.h5")
        call("run", scenario, *words, "-q", "-o", file)
        itself = json.loads(call("compare", file, file, "--json").stdout)["comparisons"][0]["figures"]
        met = {one["id"]: one["met"] for one in json.loads(call("targets", file, "--json").stdout)["targets"]}
        return {one["id"]: one["whole_run"]["a"] for one in itself}, met

    def test_severities_are_those_runs(self):
        words = (*self.DRAWN, "--replicates", "8")
        pack = ("--pack", "late_building")
        told = json.loads(call("stress", self.toy, *words, *pack, "--json", "-q").stdout)
        self.assertEqual((told["draws"], told["replicates"]), (4, 8))
        for key, more in (("at_0", ()), ("at_severity", pack)):
            figures, met = self.run_of(self.toy, *words, *more)
            for one in told["packs"][0]["figures"]:
                self.assertEqual(one[key], figures[one["id"]], one["id"])
            for one in told["packs"][0]["targets"]:
                self.assertEqual(one[f"met_{key}"], met[one["target"]], one["target"])

    def test_a_pack_decides_what_it_sets(self):
        with open(self.path("pace.toml"), "w", encoding="utf-8") as file:
            file.write('schema = 1\nid = "pace"\nname_zh = "例"\nname_en = "pace"\nquestion = "What if?"\nseverity_max = 1\n'
                       '[parameter]\n"network.road_km_per_h" = { times = 0.5 }\n')
        words = (*self.DRAWN, "--replicates", "8", "--pack", self.path("pace.toml"))
        told = json.loads(call("stress", self.toy, *words, "--json", "-q").stdout)["packs"][0]
        figures, _ = self.run_of(self.toy, *words)
        self.assertEqual({one["id"]: one["at_severity"] for one in told["figures"]}, {one["id"]: figures[one["id"]] for one in told["figures"]})

    def test_projects_are_ranked_from_that_run(self):
        words = (*self.DRAWN, "--replicates", "8")
        told = json.loads(call("stress", self.toy, *words, "--rank-projects", "--json", "-q").stdout)["ranking"]
        figures, _ = self.run_of(self.toy, *words)
        self.assertAlmostEqual(told["without_delay"], figures["cared_months"])
        alone = json.loads(call("stress", self.toy, *words, "--chance-only", "--rank-projects", "--json", "-q").stdout)["ranking"]
        self.assertNotEqual(told["without_delay"], alone["without_delay"])

    def test_meet_judges_on_that_run_and_its_answers_repeat(self):
        words = (*self.DRAWN, "--seed", "5", "--set", "targets.carers_trained=60")
        told = json.loads(call("meet", self.toy, "W1.carers", *words, "--fresh", "8", "--replicates", "8", "-q", "--json", "-o",
                               self.path("answers")).stdout)
        self.assertEqual(told["draws"], 4)
        _, met = self.run_of(self.toy, *words, "--replicates", "8")
        target = told["targets"][0]
        self.assertEqual(target["today"]["share"], met["W1.carers"])
        answers = [one["answer"] for one in target["levers"] if one["answer"]]
        self.assertTrue(answers)
        for answer in answers:
            _, met = self.run_of(self.path("answers", answer["scenario"]))
            self.assertEqual(answer["fresh"]["share"], met["W1.carers"])

    def test_the_last_word_on_a_schedule_is_that_run(self):
        told = json.loads(call("schedule", self.toy, *self.DRAWN, "--from", "2020-01", "--evaluations", "200", "--replicates", "4", "--fresh", "8",
                               "-q", "--json", "-o", self.path("toy/new.toml")).stdout)["fresh"]
        self.assertEqual(told["draws"], 4)
        for key, scenario in (("plan", self.toy), ("schedule", self.path("toy/new.toml"))):
            figures, _ = self.run_of(scenario, *(self.DRAWN if key == "plan" else ()), "--replicates", "8")
            self.assertAlmostEqual(told[key], figures["cared_months"])

    def test_threads_do_not_matter(self):
        words = (self.toy, *self.DRAWN, "-q", "--json")
        for command in (("stress", "--pack", "late_building", "--rank-projects", "--replicates", "20"),
                        ("meet", "W1.carers", "--fresh", "8", "--replicates", "8"),
                        ("schedule", "--from", "2020-01", "--evaluations", "150", "--replicates", "12", "--fresh", "20")):
            one, two = (call(command[0], *words, *command[1:], "--threads", threads).stdout for threads in ("1", "2"))
            self.assertEqual(one, two, command[0])


class Fund(Folder):
    def test_what_the_lottery_fund_had_before_is_no_income_and_no_shock_acts_on_it(self):
        # The baseline has a shock on the lottery income of 2019.
        had = 1_234_567
        call("run", "scenarios/jiangjin/baseline.toml", "-q", "--chance-only", "--replicates", "1", "--set",
             f"funding.lottery_fund.balance_at_start_yuan={had}", "-o", self.path("fund.h5"))
        with h5py.File(self.path("fund.h5")) as results:
            counts = [name.decode() for name in results["district/fund_count"]]
            income, drawn, balance = (results["district/lottery_fund"][0, :, counts.index(name)] for name in ("income", "drawn", "balance"))
            targets = [name.decode() for name in results["targets/target"]]
            kept = results["targets/value"][0, -1, targets.index("F1")] / 10_000
        self.assertTrue(np.array_equal(balance, had * 100 + np.cumsum(income - drawn)))
        self.assertEqual(kept, 0.8)


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
