"""eldercast forecast and score from outside: files that repeat to the byte, nothing that came later, scores that are right."""
import csv
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv.pop(1)
TABLES = pathlib.Path("scenarios/chongqing")
KINDS = ["street_centre", "community_station", "town_centre", "village_point"]
LEVELS = ["p5", "p25", "p50", "p75", "p95"]


def call(*arguments, code=0):
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=200)
    if done.returncode != code:
        raise AssertionError(f"{arguments}: exit {done.returncode}, not {code}\n{done.stdout}{done.stderr}")
    return done


def rows_of(path):
    with open(path, encoding="utf-8") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


class Forecasts(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.tables = self.folder / "city"
        shutil.copytree(TABLES, self.tables)

    def forecast(self, name, as_of="2020-10", *more, code=0):
        done = call("forecast", self.tables, "--as-of", as_of, "-q", "-o", self.folder / name, *more, code=code)
        return (self.folder / name).read_bytes() if code == 0 else done.stderr

    def add(self, table, line):
        with open(self.tables / table, "a", encoding="utf-8") as file:
            file.write(line + "\n")

    def test_the_files_that_are_kept_are_what_the_command_gives(self):
        for as_of in ("2020-05", "2020-10"):
            self.assertEqual(self.forecast(f"{as_of}.csv", as_of), pathlib.Path(f"docs/trust/forecasts/forecast_{as_of}.csv").read_bytes())

    def test_every_kind_and_month_has_quantiles_that_rise_with_level_and_month(self):
        months = [f"{year}-{month:02}" for year in range(2020, 2024) for month in range(1, 13)]
        months = months[months.index("2020-06"):months.index("2023-05") + 1]
        for as_of in ("2020-05", "2020-10"):
            rows = rows_of(f"docs/trust/forecasts/forecast_{as_of}.csv")
            self.assertEqual(list(rows[0]), ["kind", "month", *LEVELS])
            self.assertEqual([(row["kind"], row["month"]) for row in rows], [(kind, month) for kind in KINDS for month in months])
            for kind in KINDS:
                before = [0.0] * len(LEVELS)
                for row in (row for row in rows if row["kind"] == kind):
                    now = [float(row[level]) for level in LEVELS]
                    self.assertEqual(now, sorted(now), row)
                    self.assertTrue(all(a <= b for a, b in zip(before, now)), row)
                    self.assertTrue(0 < now[0] and now[-1] < 1.3, row)
                    before = now

    def test_what_became_known_later_is_not_read(self):
        small = ("--worlds", "400")
        plain = self.forecast("plain.csv", "2020-10", *small)
        self.add("counts.csv", "town_centre,2021-12,2021-12,1,2022-01,invented,")
        self.add("plans.csv", "town_centre,later,1,add,2022-12,nonsense,,,2020-11,invented,")
        self.assertEqual(self.forecast("later.csv", "2020-10", *small), plain)
        self.assertNotEqual(self.forecast("may.csv", "2020-05", *small), plain)

    def test_no_table_of_the_city_holds_anything_of_after_october_2020(self):
        for table in TABLES.glob("*.csv"):
            for row in rows_of(table):
                self.assertLessEqual(row["known"], "2020-10", row)
                for later in ("2912", "743", "8000"):
                    self.assertNotIn(later, [row.get(name) for name in ("facilities", "open", "most", "median", "projects", "denominator")])

    def test_a_count_moves_the_forecast_towards_it(self):
        def at_the_end(name):
            return [float(row["p50"]) for row in rows_of(self.folder / name) if row["kind"] == "town_centre" and row["month"] == "2020-12"][0]

        self.forecast("before.csv", "2020-10", "--worlds", "4000")
        self.add("counts.csv", "town_centre,2020-10,2020-10,80,2020-10,invented,")
        self.forecast("after.csv", "2020-10", "--worlds", "4000")
        self.assertLess(at_the_end("after.csv"), at_the_end("before.csv") - 0.05)

    def test_mistakes_are_told_where_they_stand(self):
        self.assertIn("write them as 2020-05", call("forecast", self.tables, "--as-of", "May", code=2).stderr)
        self.add("counts.csv", "town_centre,2020-13,2020-10,80,2020-10,invented,")
        self.add("parameters.csv", "pull_month,,1,,,assumption,2020-05,invented,")
        told = self.forecast("x.csv", "2020-10", code=2)
        for word in ("counts.csv:", "scenario.date", "did you mean 'pull_months'"):
            self.assertIn(word, told)
        self.assertFalse((self.folder / "x.csv").exists())

    def test_a_file_that_is_there_is_kept(self):
        (self.folder / "mine.csv").write_text("mine")
        self.forecast("mine.csv", "2020-10", "--worlds", "100", "--overwrite", code=4)
        self.assertEqual((self.folder / "mine.csv").read_text(), "mine")

    def test_scores(self):
        header = "kind,month,p5,p25,p50,p75,p95\n"
        (self.folder / "sure.csv").write_text(header + "street_centre,2020-12" + ",0.5" * 5 + "\nstreet_centre,2021-12" + ",0.8" * 5 + "\n")
        (self.folder / "wide.csv").write_text(header + "street_centre,2020-12,0.2,0.4,0.5,0.6,0.8\n")
        (self.folder / "came.csv").write_text("kind,month,value,source\nstreet_centre,2020-12,0.7,invented\nstreet_centre,2021-12,0.8,invented\n")
        told = json.loads(call("score", self.folder / "came.csv", self.folder / "sure.csv", self.folder / "wide.csv", "--json").stdout)
        sure, wide = told["scores"]
        self.assertAlmostEqual(sure["street_centre"]["crps"], 0.1)
        self.assertAlmostEqual(sure["all"]["bias"], -0.1)
        self.assertEqual(sure["all"]["in_half"], 0.5)
        self.assertEqual((wide["all"]["outcomes"], wide["without_row"], wide["all"]["in_ninety"], wide["all"]["in_half"]), (1, 1, 1, 0))
        self.assertLess(wide["all"]["crps"], 0.2)
        (self.folder / "bad.csv").write_text(header + "street_centre,2020-12,0.5,0.4,0.5,0.6,0.8\n")
        self.assertIn("smaller than that of a lower level", call("score", self.folder / "came.csv", self.folder / "bad.csv", code=2).stderr)

    def test_simple_forecasts(self):
        def december(name, kind):
            return [row for row in rows_of(self.folder / name) if row["kind"] == kind and row["month"] == "2020-12"][0]

        self.forecast("plan.csv", "2020-10", "--naive", "plan")
        self.forecast("pace.csv", "2020-10", "--naive", "pace")
        self.assertEqual({december("plan.csv", "community_station")[level] for level in LEVELS}, {"1.0000"})
        # 171 in ten months, two months more.
        self.assertEqual(float(december("pace.csv", "community_station")["p50"]), round((2020 + 171 / 10 * 2) / 2901, 4))


if __name__ == "__main__":
    unittest.main()
