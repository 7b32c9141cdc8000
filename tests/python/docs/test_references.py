"""References are what the program prints today, and what they say of codes, columns and commands is so."""
import csv
import io
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
ROOT = pathlib.Path.cwd()
sys.path.insert(0, str(ROOT / "script"))

from documents import commands, references  # noqa: E402

# Texts in the sources that look like codes of problems and are keys of scenarios, or names of files.
KEYS = {"scenario.end", "scenario.gaps", "scenario.id", "scenario.replicates", "scenario.seed", "scenario.start", "scenario.toml", "plugin.cpp",
        "run.threads-used"}


class References(unittest.TestCase):
    def test_generated_pages_are_current(self):
        for word, path in references.PAGES:
            with self.subTest(path):
                self.assertEqual(references.page(PROGRAM, word), (ROOT / path).read_text(encoding="utf-8"), "write it with: script/docs")

    def test_every_code_of_a_problem_is_listed_and_used(self):
        used = set()
        for path in sorted((ROOT / "core").rglob("*.cpp")):
            if path.name != "error_codes.cpp":
                used |= set(re.findall(r'"((?:scenario|plugin|run|study)\.[a-z-]+)"', path.read_text(encoding="utf-8")))
        listed = set(re.findall(r"^\| `([a-z.-]+)` \|", references.page(PROGRAM, "errors"), re.MULTILINE))
        dotted = {code for code in listed if "." in code}
        self.assertEqual(used - KEYS - dotted, set(), "codes that docs errors does not list")
        self.assertEqual(dotted - used, set(), "codes that nothing uses")

    def test_every_command_has_examples_of_its_own_and_says_how_long_it_takes(self):
        known = commands.Program(PROGRAM)
        seen = {}
        for path in known.commands:
            if not path or known.has_inner(path):
                continue
            text = subprocess.run([PROGRAM, *path, "--help"], capture_output=True, text=True, check=True).stdout
            examples = re.search(r"^Examples:\n((?:  .*\n?)+)", text, re.MULTILINE)
            name = " ".join(path)
            self.assertIsNotNone(examples, f"{name}: no examples")
            self.assertIn(f"eldercast {name}", examples.group(1), name)
            self.assertNotIn(examples.group(1), seen, f"{name} has the examples of {seen.get(examples.group(1))}")
            seen[examples.group(1)] = name
            self.assertRegex(text, r"(?m)^Takes ", f"{name} does not say how long it takes")


class InputTables(unittest.TestCase):
    """The limits of the page are those of the reader: a cell beyond them is refused at its place."""

    @classmethod
    def setUpClass(cls):
        page = references.page(PROGRAM, "tables")
        cls.tables = {}
        for name, body in re.findall(r"^## `(\w+)`.*?\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL):
            rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]*) \| ([^|]+) \| ([^|]+) \|$", body, re.MULTILINE)
            cls.tables[name] = {row[0]: row[1:3] for row in rows}

    def test_every_table_and_column_is_there(self):
        self.assertGreaterEqual(len(self.tables), 14)
        for name, columns in self.tables.items():
            file = ROOT / f"scenarios/toy/data/{name}.csv"
            if file.exists():
                header = next(line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")).split(",")
                self.assertEqual([c for c in header if c not in columns], [], name)
                must = [c for c, (need, _) in columns.items() if need != "may be left out"]
                self.assertEqual(sorted(must), sorted(header), name)

    def refused(self, table, column, cell):
        """The codes of problems in the column's table once its first row has this cell."""
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name, "toy")
            shutil.copytree(ROOT / "scenarios/toy", folder)
            file = folder / f"data/{table}.csv"
            lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
            rows = list(csv.DictReader(lines))
            at = next((i for i, row in enumerate(rows) if row[column]), 0)
            rows[at][column] = cell
            out = io.StringIO()
            writer = csv.DictWriter(out, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
            file.write_text(out.getvalue(), encoding="utf-8")
            done = subprocess.run([PROGRAM, "validate", folder / "toy.toml"], capture_output=True, text=True, timeout=60)
            return set(re.findall(r"error\[([a-z.-]+)\]", done.stderr))

    def test_numbers_beyond_the_limits_are_refused(self):
        checked = 0
        for table, columns in self.tables.items():
            if table in ("build", "observed", "parameters"):
                continue
            for column, (need, accepts) in columns.items():
                limits = re.match(r"(whole )?number, (\S+) to (\S+)$", accepts)
                if not limits or need != "always":
                    continue
                for cell in (f"{float(limits.group(3)) * 2 + 1:.0f}", f"{float(limits.group(2)) - 1:.10g}"):
                    if cell.startswith("-") and limits.group(2).startswith("-"):
                        cell = f"{float(limits.group(2)) * 2:.0f}"
                    with self.subTest(f"{table}.{column} = {cell}"):
                        if column not in ("lon", "lat"):
                            self.assertIn("scenario.range", self.refused(table, column, cell))
                            checked += 1
        self.assertGreater(checked, 60)

    def test_words_outside_of_the_list_are_refused(self):
        checked = 0
        for table, columns in self.tables.items():
            if table in ("build", "observed", "parameters", "existing"):
                continue
            for column, (need, accepts) in columns.items():
                if accepts.startswith("`") and need == "always":
                    with self.subTest(f"{table}.{column}"):
                        self.assertIn("scenario.choice", self.refused(table, column, "nonsense"))
                        checked += 1
        self.assertGreater(checked, 12)


if __name__ == "__main__":
    unittest.main()
