"""Runs whose past is known, and the report of a plan under way, from outside."""
import csv
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import h5py

PROGRAM = sys.argv.pop(1)
HEADER = "month,what,place,value,source\n"


def call(*arguments, code=0):
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=250)
    if done.returncode != code:
        raise AssertionError(f"{arguments}: exit {done.returncode}, not {code}\n{done.stdout}{done.stderr}")
    return done


class Monthly(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        shutil.copytree("scenarios/toy", self.folder / "toy")
        self.toy = self.folder / "toy" / "toy.toml"
        self.result = self.folder / "r.h5"

    def observe(self, *lines):
        (self.folder / "toy" / "observed.csv").write_text(HEADER + "".join(line + "\n" for line in lines), encoding="utf-8")

    def run_as_of(self, month, *more):
        call("run", self.toy, "--set", "data.observed=observed.csv", "--as-of", month, "--replicates", 6, "--full", 6, "-q", "-o", self.result,
             "--overwrite", *more)
        with h5py.File(self.result) as file:
            names = [name.decode() for name in file["projects/project"]]
            return [dict(zip(names, (int(month) for month in row))) for row in file["projects/opened"]]

    def monthly(self, *more, code=0):
        return call("monthly", self.toy, "--set", "data.observed=observed.csv", "--replicates", 4, "-q", *more, code=code)

    def test_the_past_is_as_observed_and_what_was_not_seen_opens_later(self):
        self.observe("2020-02,opened,station-birch-1,,invented", "2021-01,opened,centre-cedar,,invented")
        for opened in self.run_as_of("2020-09"):
            self.assertEqual(opened["station-birch-1"], 13)
            for project, month in opened.items():
                if project not in ("station-birch-1", "centre-alder", "station-alder-2"):
                    self.assertTrue(month == -1 or month > 20, (project, month))
        # The row of 2021 was not known yet; later it is.
        self.assertEqual({opened["centre-cedar"] for opened in self.run_as_of("2021-03")}, {24})
        self.assertIn("identical", call("rerun", self.result).stdout)

    def test_carers_and_graduates_are_put_to_what_was_counted(self):
        self.observe("2020-03,carers_in_post,,7,invented")
        self.run_as_of("2020-03")
        with h5py.File(self.result) as file:
            roles = [role.decode() for role in file["district/role"]]
            counts = [name.decode() for name in file["district/staff_count"]]
            staff = file["district/staff"][:, 14, roles.index("carer"), counts.index("in_post")]
        self.assertEqual(set(staff), {7})

    def test_the_pace_that_was_learnt_is_told(self):
        slips = {"median": 1, "low": 0.5, "high": 2}
        learns = ["--set", "schedule.timing=durations"] + [word for name, value in slips.items() for word in ("--set", f"schedule.common_slip.{name}={value}")]
        self.observe("2020-02,opened,station-birch-1,,invented", "2020-06,carers_in_post,,9,invented")
        told = json.loads(self.monthly("--json", "--dates", 2, *learns).stdout)
        self.assertEqual([one["as_of"] for one in told["paces"]], ["2020-04", "2020-06"])
        self.run_as_of("2020-06", *learns)
        with h5py.File(self.result) as file:
            pace = file["district/building_pace"][:]
        self.assertEqual(set(pace[:, 0]), {1000})
        self.assertNotEqual(set(pace[:, -1]), {1000})
        mean = pace[:, -1].mean() / 1000
        self.assertIn(f"delays of projects are {mean:.2f} [", " ".join(call("progress", self.result).stdout.split()))
        self.assertNotIn("learnt", self.monthly().stdout)

    def test_the_report_has_plan_actual_and_forecast(self):
        self.observe("2020-02,opened,station-birch-1,,invented", "2020-02,money_paid_yuan,,1234567,invented", "2020-06,carers_in_post,,9,invented")
        told = json.loads(self.monthly("--json", "--dates", 2, "-o", self.folder / "m.csv").stdout)
        self.assertEqual(told["as_of"], "2020-06")
        self.assertEqual([date["as_of"] for date in told["targets"][0]["dates"]], [None, "2020-04", "2020-06"])
        district = {row["period"]: row for row in told["rows"] if row["town"] is None}
        paid = district["2020-01/02"]["money_paid_yuan"]
        self.assertEqual((paid["actual"], paid["forecast"]), (1234567, None))
        # Money goes on from what was observed.
        self.assertGreater(district["2020-03/04"]["money_paid_yuan"]["forecast"]["low"], 1234567)
        for period, row in district.items():
            known = period <= "2020-05/06"
            self.assertEqual(row["facilities_open"]["actual"] is not None, known, period)
            self.assertEqual(row["facilities_open"]["forecast"] is None, known, period)
        with open(self.folder / "m.csv", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual(len(rows), len(told["rows"]) * 5)
        self.assertEqual({row["actual"] for row in rows if row["period"] == "2020-05/06" and not row["town"] and row["item"] == "carers_in_post"}, {"9"})

    def test_next_month_is_one_row_and_the_same_command(self):
        self.observe("2020-02,opened,station-birch-1,,invented")
        self.assertIn("as of the end of 2020-02", self.monthly("--dates", 1).stdout)
        self.observe("2020-02,opened,station-birch-1,,invented", "2020-04,opened,centre-birch,,invented")
        report = self.monthly("--dates", 1).stdout
        self.assertIn("as of the end of 2020-04", report)
        self.assertEqual(report, self.monthly("--dates", 1, "--threads", 1).stdout)
        self.assertIn("as of the end of 2020-02", self.monthly("--dates", 1, "--as-of", "2020-02").stdout)

    def test_progress_of_a_result_shows_it_too(self):
        self.observe("2020-02,opened,station-birch-1,,invented")
        self.run_as_of("2020-04")
        shown = call("progress", self.result).stdout
        self.assertIn("actual", shown)
        self.assertNotIn("TARGETS", shown)
        self.assertIn("2020-06", call("progress", self.result, "--period", "2020-05").stdout)
        self.assertEqual(json.loads(call("progress", self.result, "--json").stdout)["format"], "eldercast-progress")

    def test_mistakes(self):
        self.assertIn("tells nothing of the past", call("monthly", self.toy, "-q", code=2).stderr)
        self.observe()
        self.assertIn("needs a table", call("run", self.toy, "--as-of", "2020-04", "-q", code=2).stderr)
        self.assertIn("not a year and month", self.monthly("--as-of", "May", code=2).stderr)
        self.assertIn("there is no town", self.monthly("--as-of", "2020-04", "--town", "Nowhere", code=2).stderr)


if __name__ == "__main__":
    unittest.main()
