"""The second table of docs/reference/clauses.md: every clause of the plan has a place in the program, parameters, results and tests, and all of them exist."""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import h5py

PROGRAM = sys.argv.pop(1)
ROOT = pathlib.Path(".")
CLAUSES = """G1 G2 G3u G3r G4 G5 G6 G7 L1 L2 O0 O1 O2 O3 Q1 Q2 M1 M2 M3 W1 W2 S1 F1 F2 F3 F4 F5 F6 F7""".split()
ANNEXES = ["annex 1", "annex 2", "annex 3"]
COLUMNS = ["id", "lives in", "parameters", "results", "tests"]


def read_table():
    rows = {}
    page = (ROOT / "docs/reference/clauses.md").read_text(encoding="utf-8")
    section = page[page.index("## Where each clause lives") :]
    for line in section.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|") or cells == COLUMNS or set(line) <= set("|-"):
            continue
        assert len(cells) == len(COLUMNS), line
        assert cells[0] not in rows, f"{cells[0]} stands twice"
        rows[cells[0]] = [re.findall(r"`([^`]+)`(?: \[([^\]]+)\])?", cell) for cell in cells[1:]]
    return rows


class Clauses(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rows = read_table()
        cls.folder = tempfile.TemporaryDirectory()
        file = str(pathlib.Path(cls.folder.name) / "result.h5")
        command = [PROGRAM, "run", "scenarios/jiangjin/baseline.toml", "--replicates", "1", "-q", "-o", file]
        subprocess.run(command, check=True, capture_output=True, timeout=200)
        cls.result = h5py.File(file)
        page = subprocess.run([PROGRAM, "docs", "parameters"], check=True, capture_output=True, text=True).stdout
        cls.parameters = set()
        section = ""
        for line in page.splitlines():
            if line.startswith("#"):
                rule = re.match(r"#+ `\[(.+?)\]`", line)
                section = rule.group(1) + "." if rule else ""
            row = re.match(r"\| `(.+?)` \|", line)
            if row:
                cls.parameters.add(section + row.group(1))

    @classmethod
    def tearDownClass(cls):
        cls.result.close()
        cls.folder.cleanup()

    def test_every_clause_has_all_four(self):
        self.assertEqual(list(self.rows), CLAUSES + ANNEXES)
        for clause, cells in self.rows.items():
            for column, items in zip(COLUMNS[1:], cells):
                self.assertTrue(items, f"{clause} has nothing under '{column}'")

    def test_places_exist(self):
        for clause, (places, _, _, _) in self.rows.items():
            for place, _ in places:
                path = ROOT / place if place.startswith("core/") else ROOT / "plugins" / place.replace("/", "_")
                self.assertTrue(path.exists(), f"{clause}: {place}")

    def test_rules_declare_their_clauses(self):
        for clause, (places, _, _, _) in self.rows.items():
            for place, _ in places:
                if place.startswith("core/"):
                    continue
                text = (ROOT / "plugins" / place.replace("/", "_") / "plugin.cpp").read_text(encoding="utf-8")
                declared = re.search(r'\.clauses = "([^"]*)"', text).group(1).split()
                # G7 reads what the running incentive does; its money stands under F4.
                if (clause, place) != ("G7", "funding/running_incentives"):
                    self.assertIn(clause, declared, place)

    def test_parameters_exist(self):
        for clause, (_, parameters, _, _) in self.rows.items():
            for parameter, _ in parameters:
                # The order of the priority groups is a list of its own, without a row.
                if parameter != "allocation.priority":
                    self.assertTrue(parameter in self.parameters, f"{clause}: {parameter}")

    def test_results_exist(self):
        for clause, (_, _, results, _) in self.rows.items():
            for path, coordinates in results:
                self.assertIn(path, self.result, clause)
                if not coordinates:
                    continue
                dataset = self.result[path]
                scale = "target" if path.startswith("/targets") else "clause"
                names = [name.decode() if isinstance(name, bytes) else name for name in self.result[str(pathlib.PurePosixPath(path).parent)][scale][:]]
                self.assertEqual(dataset.dims[dataset.ndim - 1].label or scale, scale, path)
                for coordinate in coordinates.split(","):
                    self.assertIn(coordinate.strip(), names, f"{clause}: {path}")

    def test_tests_exist(self):
        for clause, (_, _, _, tests) in self.rows.items():
            for test, _ in tests:
                self.assertTrue((ROOT / test).is_file(), f"{clause}: {test}")


if __name__ == "__main__":
    unittest.main()
