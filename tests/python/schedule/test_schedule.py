"""eldercast schedule from outside: what it writes, what it survives, what it refuses."""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM = sys.argv.pop(1)


def call(*arguments, code=0):
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=200)
    if done.returncode != code:
        raise AssertionError(f"{arguments}: exit {done.returncode}, not {code}\n{done.stdout}{done.stderr}")
    return done


class Schedule(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name) / "toy"
        shutil.copytree("scenarios/toy", self.folder)
        self.base = self.folder / "toy.toml"
        self.new = self.folder / "better.toml"

    def schedule(self, *arguments, code=0):
        return call("schedule", self.base, "--from", "2020-01", "-q", *arguments, code=code)

    def test_what_is_written_runs_and_gains_what_was_said(self):
        data = json.loads(self.schedule("--set", "network.detour_factor=1.25", "--evaluations", "400", "--fresh", "5", "-o", self.new, "--json").stdout)
        self.assertEqual(data["written"], str(self.new))
        self.assertFalse(os.path.exists(f"{self.new}.journal"))
        compared = json.loads(self.compared())
        served = next(one for one in compared["comparisons"][0]["figures"] if one["id"] == "cared_months")["whole_run"]
        self.assertAlmostEqual(served["a"], data["fresh"]["plan"])
        self.assertAlmostEqual(served["b"], data["fresh"]["schedule"])
        opens = {one["project"]: one["opens"] for one in data["projects"]}
        rows = [line.split(",") for line in (self.folder / "better-build.csv").read_text().splitlines() if line[0] != "#"][1:]
        moved = {one["project"] for one in data["projects"] if one["opens"] != one["plan"]}
        self.assertEqual({row[0]: row[1] or None for row in rows}, {project: opens[project] for project in moved})

    def compared(self):
        base = self.folder / "base.toml"
        base.write_text('schema = 1\nextends = "toy.toml"\n[network]\ndetour_factor = 1.25\n')
        return call("compare", base, self.new, "--replicates", "5", "-q", "--json").stdout

    def test_a_killed_search_goes_on_and_finds_the_same(self):
        self.check_killed()

    def test_a_killed_search_that_draws_goes_on_and_not_without_draws(self):
        self.check_killed("--set", "scenario.draw_parameters=true", replicates="100")

    def check_killed(self, *sets, replicates="500"):
        options = (*sets, "--evaluations", "100000", "--replicates", replicates, "--fresh", "4", "--json")
        whole = json.loads(self.schedule(*options, "-o", self.new).stdout)
        journal = pathlib.Path(f"{self.new}.journal")
        for kill, code in ((signal.SIGKILL, -signal.SIGKILL), (signal.SIGTERM, 75)):
            for file in (self.new, self.folder / "better-build.csv"):
                file.unlink(missing_ok=True)
            command = [PROGRAM, "schedule", self.base, "--from", "2020-01", "-q", *options, "-o", self.new]
            process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            deadline = time.monotonic() + 60
            while time.monotonic() < deadline and not (journal.exists() and journal.read_bytes().count(b"\n") > 100):
                time.sleep(0.005)
            process.send_signal(kill)
            process.communicate()
            self.assertEqual(process.returncode, code)
            self.assertFalse(self.new.exists())
            known = journal.read_bytes().count(b"\n")
            self.assertGreater(known, 100)
            # Without --resume the journal is not touched; with another goal it is refused.
            self.schedule(*options, "-o", self.new, code=4)
            self.schedule(*options, "-o", self.new, "--resume", "--goal", "reach", code=4)
            if sets:
                self.schedule(*options, "-o", self.new, "--resume", "--chance-only", code=4)
            self.assertGreaterEqual(journal.read_bytes().count(b"\n"), known - 1)
            again = json.loads(self.schedule(*options, "-o", self.new, "--resume").stdout)
            self.assertEqual(again, whole)
            self.assertFalse(journal.exists())

    def test_nothing_is_overwritten_and_mistakes_are_named(self):
        self.new.write_text("mine")
        self.assertIn("exists already", self.schedule("-o", self.new, code=4).stderr)
        self.assertEqual(self.new.read_text(), "mine")
        other = self.folder / "x" / "y"
        other.mkdir(parents=True)
        self.assertIn("beside", self.schedule("-o", other / "new.toml", code=4).stderr)
        for arguments, wanted in (
            (("--goal", "servd"), "did you mean 'served'"),
            (("--keep", "G1.owm"), "did you mean 'G1.own'"),
            (("--by", "2020-12"), "--by belongs to --goal coverage"),
            (("--goal", "coverage", "--by", "2030-12"), "outside the run"),
            (("--money", "2030=1"), "not a year of the run"),
            (("--money", "much"), "neither YEAR=NUMBER nor a number"),
            (("--capacity", "2020=-1"), "neither YEAR=NUMBER nor a number"),
            (("--resume",), "none is named"),
        ):
            self.assertIn(wanted, self.schedule(*arguments, code=2).stderr, arguments)
        late = call("schedule", self.base, "--from", "2022-12", "-q", code=2)
        self.assertIn("no project of the scenario can be moved", late.stderr)

    def test_limits_and_kept_targets_are_kept(self):
        data = json.loads(self.schedule("--evaluations", "300", "--fresh", "3", "--money", "2021=1600000", "--money", "2020=0", "--capacity", "1",
                                        "--money-lapses", "--json").stdout)
        for year in data["limits"]["years"]:
            self.assertLessEqual(year["schedule_yuan"], year["money_yuan"])
            self.assertLessEqual(year["schedule_openings"], 1)
        self.assertEqual(data["limits"]["years"][1]["schedule_openings"], 0)
        kept = json.loads(self.schedule("--evaluations", "300", "--fresh", "5", "--goal", "cost-per-served", "--keep", "G2", "--json").stdout)
        self.assertTrue(kept["search"]["targets_kept"])
        for target in kept["fresh"]["targets"]:
            if target["kept"]:
                self.assertGreaterEqual(target["met_schedule"], target["met_plan"], target)

    def test_the_json_becomes_a_page(self):
        file = self.folder / "schedule.json"
        file.write_text(self.schedule("--evaluations", "200", "--fresh", "3", "--json").stdout)
        page = self.folder / "schedule.html"
        call("report", file, "-o", page, "--drawings")
        html = page.read_text(encoding="utf-8")
        for text in ("费用与效果", "Cost against effect", "Who gains, who loses", "point-birch-02"):
            self.assertIn(text, html)
        call("report", file, file, "-o", self.folder / "two.html", code=2)
        file.write_text("{}")
        call("report", file, "-o", self.folder / "none.html", code=4)

    def test_a_budget_of_minutes_is_that_of_all(self):
        """Search, order of worth and fresh replicates together; whatever was cut is said."""
        start = time.monotonic()
        data = json.loads(self.schedule("--budget-minutes", "0.03", "--fresh", "3000", "--json").stdout)
        self.assertLess(time.monotonic() - start, 30)
        self.assertLess(data["fresh"]["replicates"], 3000)
        self.assertEqual(data["fresh"]["replicates_wanted"], 3000)
        self.assertIn("the budget left time for ", self.schedule("--budget-minutes", "0.03", "--fresh", "3000").stdout)
        pathlib.Path(self.folder, "s.json").write_text(json.dumps(data))
        call("report", self.folder / "s.json", "-o", self.folder / "s.html")
        self.assertIn("--budget-minutes", self.schedule("--budget-minutes", "1", "--evaluations", "9", code=2).stderr)


if __name__ == "__main__":
    unittest.main()
