"""Names that bite: escape sequences, marks of direction, line ends, markup, formulas and emoji in the names of a scenario or a results file
break no screen, and nobody can write on a terminal with them."""
import csv
import json
import os
import re
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import unittest

import h5py

PROGRAM = sys.argv.pop(1)
TOY = "scenarios/toy"
ESCAPE = "\x1b]0;title\x07\x1b[31m"
# What a scenario may hold, though no screen shows the marks of direction.
EVIL = ["\u202e右<script>alert(1)</script>", "=HYPERLINK(\"x\")&'", "\u2066丙😀e\u0301镇"]
SCREENS = ("targets", "progress", "towns", "paper", "summary", "inspect")


def call(*arguments, check=0):
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=120)
    if done.returncode != check:
        raise AssertionError(f"{arguments}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done


def acting(text):
    """Characters that a terminal would act on, but for line ends."""
    turning = [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x2028, 0x2029]
    return [c for c in text if (unicodedata.category(c) == "Cc" and c != "\n") or ord(c) in turning]


def columns(text):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


class Names(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.toy = self.path("toy")
        shutil.copytree(TOY, self.toy)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def rename(self, table, column, names):
        path = pathlib.Path(self.toy, "data", table + ".csv")
        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.reader(line for line in file if not line.startswith("#")))
        for row, name in zip(rows[1:], names):
            row[rows[0].index(column)] = name
        with open(path, "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)

    def evil_district(self):
        for table in ("towns", "settlements", "services"):
            self.rename(table, "name_zh", EVIL)
        self.rename("towns", "name_en", EVIL)
        scenario = pathlib.Path(self.toy, "toy.toml")
        text = scenario.read_text(encoding="utf-8").replace('"三镇小例"', '"\\u202E三镇<b>😀"').replace('"Toy, three towns"', "'\u2067\"quoted\" =1+1'")
        scenario.write_text(text, encoding="utf-8")
        return str(scenario)

    def check(self, shown):
        for text in (shown.stdout, shown.stderr):
            self.assertEqual(acting(text), [], text)
        for line in shown.stdout.splitlines():
            self.assertLessEqual(columns(line), 100, line)

    def test_no_screen_is_broken(self):
        scenario = self.evil_district()
        self.check(call("validate", scenario))
        self.check(call("run", scenario, "--replicates", "3", "-o", self.path("r.h5")))
        for screen in SCREENS[:-1]:
            self.check(call(screen, self.path("r.h5")))
        self.check(call("progress", self.path("r.h5"), "--period", "2021-11"))
        self.assertIn("did you mean", call("progress", self.path("r.h5"), "--town", "T11", check=2).stderr)
        self.check(call("compare", scenario, "--with", "network.detour_factor=2", "--replicates", "2", "--towns", "--all", "-q"))
        self.check(call("stress", scenario, "--pack", "late_building", "--replicates", "2", "--rank-projects", "-q"))
        self.check(call("run", scenario, "--uncertain", "--points", "3", "-q"))

    def test_a_table_stays_aligned(self):
        self.evil_district()
        call("run", os.path.join(self.toy, "toy.toml"), "--replicates", "2", "-q", "-o", self.path("r.h5"))
        lines = [line for line in call("towns", self.path("r.h5")).stdout.split("\n\n", 1)[1].splitlines() if re.search("[▁-█]", line)]
        self.assertGreater(len(lines), 1)
        self.assertEqual(len({columns(line) for line in lines}), 1, lines)

    def test_studies_show_nothing_that_acts(self):
        scenario = self.evil_district()
        study = self.path("study")
        call("study", "plan", scenario, "-o", study, "--design", "morris", "--points", "2", "--replicates", "1", "--vary", "network.detour_factor",
             "--vary", "schedule.slip_ratio.median=1..2")
        call("study", "run", study, "-q")
        self.check(call("study", "status", study))
        call("study", "merge", study, "-o", self.path("m.h5"), "-q")
        self.check(call("sensitivity", self.path("m.h5")))

    def test_a_control_character_is_refused_where_it_stands(self):
        self.rename("towns", "name_zh", ["甲" + ESCAPE])
        shown = call("validate", os.path.join(self.toy, "toy.toml"), check=2)
        self.assertIn("data/towns.csv:2:4: error", shown.stderr)
        self.assertEqual(acting(shown.stderr), [])
        quiet = call("validate", TOY + "/toy.toml", "--set", 'scenario.name_en="a\\u001B[2J"', check=2)
        self.assertIn("error[scenario.text]", quiet.stderr)
        self.assertEqual(acting(quiet.stderr), [])

    def test_a_foreign_results_file_cannot_act_on_a_terminal(self):
        call("run", TOY + "/toy.toml", "--replicates", "2", "-q", "-o", self.path("r.h5"))
        with h5py.File(self.path("r.h5"), "r+") as file:
            for name in ("title", "title_zh"):
                file.attrs.modify(name, "evil" + ESCAPE + "\nSECOND LINE")
            for name in ("town_name_zh", "settlement_name_zh", "service_name_zh", "gap"):
                data = file["scenario/" + name]
                data[...] = ["evil" + ESCAPE + "\nSECOND"] * len(data)
            file["district"].attrs.modify("long_name", "evil" + ESCAPE) if "long_name" in file["district"].attrs else None
        for screen in SCREENS:
            shown = call(screen, self.path("r.h5")).stdout
            self.assertEqual(acting(shown), [], screen)
            self.assertFalse([line for line in shown.splitlines() if line.startswith("SECOND")], screen)
            json.loads(call(screen, self.path("r.h5"), "--json").stdout)

    def test_what_was_typed_is_shown_harmless(self):
        for arguments in (("run", "no" + ESCAPE + ".toml"), ("runn" + ESCAPE,), ("run", TOY, "--se" + ESCAPE), ("inspect", ESCAPE + ".h5"),
                          ("study", "plan", TOY + "/toy.toml", "-o", "x", "--design", "mor" + ESCAPE)):
            shown = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=60)
            self.assertIn(shown.returncode, (2, 4))
            self.assertEqual(acting(shown.stderr), [], arguments)


if __name__ == "__main__":
    unittest.main()
