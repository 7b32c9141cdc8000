"""eldercast calibrate from outside: a truth that is found again, kills, threads, what cannot be."""
import csv
import json
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import h5py

PROGRAM = sys.argv.pop(1)
TOY = "scenarios/toy/toy.toml"
TURNOVER = "staffing.care_workforce.turnover_per_year"
VARY = ["--vary", TURNOVER + "=0.05..0.9", "--vary", "network.detour_factor=1.1..1.6"]
SMALL = ["--points", "12", "--particles", "20", "--generations", "3", "-q"]


def call(*arguments, code=0):
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=250)
    if done.returncode != code:
        raise AssertionError(f"{arguments}: exit {done.returncode}, not {code}\n{done.stdout}{done.stderr}")
    return done


class Calibrations(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.observed = self.folder / "counted.csv"
        result = self.folder / "truth.h5"
        call("run", TOY, "--set", TURNOVER + "=0.6", "--replicates", 1, "--seed", 99, "-q", "-o", result)
        with h5py.File(result) as file:
            items = [name.decode() for name in file["towns/progress"]]
            carers = file["towns/two_monthly"][0].sum(axis=1)[:, items.index("carers_in_post")]
        lines = ["figure,place,month,value,error,source"]
        lines += [f"progress.carers_in_post,,{year}-12,{carers[6 * (year - 2018) - 1]},1,a run of its own" for year in (2019, 2020)]
        self.observed.write_text("\n".join(lines) + "\n")

    def fit(self, name, *more, code=0):
        done = call("calibrate", TOY, "--observed", self.observed, *VARY, *SMALL, "-o", self.folder / name, *more, code=code)
        return done, (self.folder / name).read_text() if code == 0 else None

    def test_the_truth_is_within_the_sample_and_runs_draw_from_it(self):
        done, text = self.fit("p.csv")
        values = sorted(float(row[TURNOVER]) for row in csv.DictReader(text.splitlines()))
        self.assertEqual(len(values), 20)
        self.assertTrue(values[0] <= 0.6 <= values[-1], values)
        self.assertGreater(values[0], 0.1)
        self.assertIn("tell nothing of: network.detour_factor", done.stdout)
        summary = json.loads(call("run", TOY, "--posterior", self.folder / "p.csv", "--replicates", 1, "-q", "--json").stdout)
        self.assertEqual(summary["format"], "eldercast-uncertainty")
        self.assertEqual(call("study", "plan", TOY, "-o", self.folder / "s", "--design", "list", "--list", self.folder / "p.csv", "--replicates", 1).returncode, 0)

    def test_threads_and_kills_change_nothing(self):
        one = self.fit("one.csv", "--threads", 1)[1]
        self.assertEqual(self.fit("two.csv", "--threads", 2)[1], one)
        killed = [PROGRAM, "calibrate", TOY, "--observed", self.observed, *VARY, *SMALL, "-o", self.folder / "k.csv"]
        process = subprocess.Popen(list(map(str, killed)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        journal = self.folder / "k.csv.journal"
        for _ in range(2000):
            if process.poll() is not None or (journal.exists() and journal.stat().st_size > 4000):
                break
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
        process.wait()
        if not (self.folder / "k.csv").exists():
            self.fit("k.csv", code=4)
            done, text = self.fit("k.csv", "--resume")
            self.assertNotIn("(0 of them known before)", done.stdout)
            self.assertEqual(text, one)

    def test_what_cannot_be_is_named(self):
        text = self.observed.read_text().splitlines()
        self.observed.write_text("\n".join([*text[:2], "progress.carers_in_post,,2020-12,5000,1,a slip of the pen"]) + "\n")
        self.assertIn("NOT TO BE MET", self.fit("x.csv", code=1)[0].stdout)
        self.observed.write_text(text[0] + "\nprogress.carer_in_post,T9,2020-12,1,1,x\nbeds.free,,2031-12,1,1,x\n")
        told = self.fit("y.csv", code=2)[0].stderr
        self.assertIn("did you mean 'progress.carers_in_post'", told)


if __name__ == "__main__":
    unittest.main()
