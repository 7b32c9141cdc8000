"""export: the workbook and the CSV files hold the numbers of the results file, and nobody's name becomes a formula."""
import csv
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as xml
import zipfile

import h5py

PROGRAM = sys.argv.pop(1)
TOY = "scenarios/toy/toy.toml"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def call(*arguments, check=0):
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=120)
    if done.returncode != check:
        raise AssertionError(f"{arguments}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done


class Workbook:
    """Just enough of a reader: sheets by name, cells as text or numbers, and whether there are formulas."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as archive:
            self.parts = {name: archive.read(name).decode("utf-8") for name in archive.namelist() if name.endswith(".xml")}
        self.texts = ["".join(part.text or "" for part in item.iter(MAIN + "t")) for item in xml.fromstring(self.parts["xl/sharedStrings.xml"])]
        self.names = [sheet.get("name") for sheet in xml.fromstring(self.parts["xl/workbook.xml"]).iter(MAIN + "sheet")]

    def rows(self, name):
        root = xml.fromstring(self.parts[f"xl/worksheets/sheet{self.names.index(name) + 1}.xml"])
        out = []
        for row in root.iter(MAIN + "row"):
            cells = {}
            for cell in row.iter(MAIN + "c"):
                value = cell.find(MAIN + "v")
                if value is None:
                    continue
                column = re.match("[A-Z]+", cell.get("r")).group()
                cells[column] = self.texts[int(value.text)] if cell.get("t") == "s" else float(value.text)
            out.append(cells)
        return out

    def has_formulas(self):
        return any("<f>" in part or "<f " in part for name, part in self.parts.items() if name.startswith("xl/worksheets/"))


class Export(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def exported(self, scenario=TOY, more=()):
        call("run", scenario, "--replicates", "3", "-q", "-o", self.path("r.h5"))
        call("export", self.path("r.h5"), "-o", self.path("r.xlsx"))
        call("export", self.path("r.h5"), "-o", self.path("tables"), *more)

    def table(self, name):
        with open(self.path(f"tables/{name}.csv"), encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def test_money_adds_up_to_the_results_file_in_both(self):
        self.exported()
        with h5py.File(self.path("r.h5")) as file:
            accrued = file["district/accrued"][:].sum() / 3 / 100
            paid = file["district/paid"][:].sum() / 3 / 100
        rows = self.table("money")
        self.assertAlmostEqual(sum(float(row["accrued_yuan"]) for row in rows), accrued, places=4)
        self.assertAlmostEqual(sum(float(row["paid_yuan"]) for row in rows), paid, places=4)
        self.assertAlmostEqual(sum(float(value) for row in self.table("payers") for key, value in row.items() if key != "year"), accrued, places=4)
        book = Workbook(self.path("r.xlsx"))
        # As on screens: in 10,000 yuan, which the row of units says.
        self.assertEqual(book.rows("资金")[3]["F"], "万元 10k CNY")
        self.assertAlmostEqual(sum(row.get("F", 0) for row in book.rows("资金")[4:]), accrued / 10000, places=8)

    def test_sheets_have_headers_in_two_languages_units_frozen_panes_and_charts(self):
        self.exported()
        book = Workbook(self.path("r.xlsx"))
        for name in ("目标", "覆盖", "服务", "床位", "资金", "人员", "镇街", "进度", "参数"):
            self.assertIn(name, book.names)
        rows = book.rows("床位")
        self.assertEqual((rows[1]["A"], rows[2]["A"], rows[3]["B"]), ("月份", "month", "张床 beds"))
        self.assertIn('state="frozen"', book.parts[f"xl/worksheets/sheet{book.names.index('床位') + 1}.xml"])
        self.assertGreaterEqual(sum(name.startswith("xl/charts/chart") for name in book.parts), 4)

    def test_csv_and_workbook_hold_the_same_rows(self):
        self.exported()
        self.say_what_columns_are("tables")
        book = Workbook(self.path("r.xlsx"))
        for key, name in (("towns", "镇街"), ("beds", "床位"), ("targets", "目标"), ("settlements", "村社"), ("columns", "列说明")):
            self.assertEqual(len(self.table(key)), len(book.rows(name)) - 4, name)

    def test_settlements_have_what_the_results_file_says_of_them(self):
        self.exported()
        rows = self.table("settlements")
        with h5py.File(self.path("r.h5")) as file:
            covered = file["settlements/covered"][()].mean(axis=0)
            unserved = file["settlements/unserved"][()].sum(axis=2).mean(axis=0)
            people = file["detail/settlement_residents"][()][:, -1].mean(axis=0)
            codes = [code.decode() for code in file["settlements/settlement"][()]]
        self.assertEqual([row["code"] for row in rows], codes)
        for s, row in enumerate(rows):
            self.assertEqual([float(row[f"own_{year}"]) for year in (2019, 2020, 2021, 2022)], [float(year[s][0]) for year in covered])
            self.assertEqual((float(row["with_centre"]), float(row["people"])), (covered[-1][s][1], people[s]))
            self.assertAlmostEqual(float(row["waiting"]), unserved[s])
            self.assertEqual(bool(row["why_en"]), covered[-1][s][0] < 1, row)
            self.assertLessEqual(float(row["used"]), covered[-1][s][0])

    def say_what_columns_are(self, folder):
        """Every column of every file is defined in both languages, and none has a placeholder for a unit."""
        rows = self.rows_of(folder, "columns")
        defined = {(row["table"], row["column"]) for row in rows}
        for file in pathlib.Path(self.path(folder)).glob("*.csv"):
            with open(file, encoding="utf-8", newline="") as table:
                header = next(csv.reader(table))
            if file.stem != "columns":
                self.assertEqual([column for column in header if (file.stem, column) not in defined], [], file.stem)
        self.assertEqual([row for row in rows if not row["meaning_zh"] or not row["meaning_en"]], [])
        self.assertEqual([row for row in rows if row["unit"].startswith("see ")], [])
        self.assertEqual([row for row in rows if row["unit"] == "CNY" and "yuan" not in row["column"] and row["column"] != "mend_cost"], [])

    def test_names_stay_text(self):
        copy = self.path("toy")
        shutil.copytree("scenarios/toy", copy)
        towns = pathlib.Path(copy, "data/towns.csv")
        lines = towns.read_text(encoding="utf-8").splitlines()
        column = lines[1].split(",").index("name_zh")
        evil = ['"=HYPERLINK(""x"")"', '"<script>alert(1)</script>"', '"\u202e右""左\U0001f600"']
        for i, name in enumerate(evil):
            cells = lines[i + 2].split(",")
            cells[column] = name
            lines[i + 2] = ",".join(cells)
        towns.write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.exported(copy + "/toy.toml", ("--for", "excel"))
        book = Workbook(self.path("r.xlsx"))
        self.assertFalse(book.has_formulas())
        self.assertIn('=HYPERLINK("x")', [row.get("B") for row in book.rows("镇街")])
        names = [row["name_zh"] for row in self.table("towns")]
        self.assertIn("'=HYPERLINK(\"x\")", names)
        self.assertTrue(pathlib.Path(self.path("tables/towns.csv")).read_bytes().startswith(b"\xef\xbb\xbf"))

    def test_no_csv_has_a_formula_unless_it_is_to_be_raw(self):
        copy = self.path("toy")
        shutil.copytree("scenarios/toy", copy)
        towns = pathlib.Path(copy, "data/towns.csv")
        lines = towns.read_text(encoding="utf-8").splitlines()
        column = lines[1].split(",").index("name_zh")
        evil = ["=cmd|x!A0", "　＝1+1", " @x"]
        for i, name in enumerate(evil):
            cells = lines[i + 2].split(",")
            cells[column] = name
            lines[i + 2] = ",".join(cells)
        towns.write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.exported(copy + "/toy.toml")
        guarded = [row["name_zh"] for row in self.table("towns")]
        self.assertEqual(guarded, ["'" + name for name in evil])
        for file in pathlib.Path(self.path("tables")).iterdir():
            for row in csv.reader(file.read_text(encoding="utf-8").splitlines()):
                for cell in row:
                    self.assertFalse(cell.lstrip(" \u3000")[:1] in tuple("=+@＝＋＠"), (file, cell))
        call("export", self.path("r.h5"), "-o", self.path("raw"), "--raw")
        raw = list(csv.DictReader(open(self.path("raw/towns.csv"), encoding="utf-8", newline="")))
        self.assertEqual([row["name_zh"] for row in raw], evil)
        # Numbers are numbers in both, those below zero too.
        self.assertEqual([row["residents"] for row in raw], [row["residents"] for row in self.table("towns")])
        call("export", self.path("r.h5"), "-o", self.path("no"), "--raw", "--for", "excel", check=2)
        call("export", self.path("r.h5"), "-o", self.path("no.xlsx"), "--raw", check=2)

    def rows_of(self, folder, name):
        with open(self.path(f"{folder}/{name}.csv"), encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def test_answers_schedules_and_studies_stand_in_tables_too(self):
        copy = self.path("toy")
        shutil.copytree("scenarios/toy", copy)
        call("meet", f"{copy}/toy.toml", "W1.carers", "--set", "targets.carers_trained=100", "--replicates", "2", "--fresh", "3", "-q", "-o", f"{copy}/answers")
        call("export", f"{copy}/answers/meet.json", "-o", self.path("meet"))
        answers = self.rows_of("meet", "answers")
        self.assertEqual([row["levers"] for row in answers], ["carer_courses"])
        self.assertGreater(float(answers[0]["met"]), 0.8)
        self.assertTrue(self.rows_of("meet", "sizes"))
        schedule = call("schedule", TOY, "--evaluations", "40", "--fresh", "2", "-q", "--json", "--tables", self.path("s") + "/").stdout
        pathlib.Path(self.path("schedule.json")).write_text(schedule, encoding="utf-8")
        call("export", self.path("schedule.json"), "-o", self.path("schedule"))
        self.assertEqual(self.rows_of("schedule", "projects"), self.rows_of("s", "projects"))
        call("study", "plan", TOY, "-o", self.path("study"), "--design", "tornado", "--vary", "staffing.care_workforce.turnover_per_year=0.1..0.5", "--replicates", "2")
        call("study", "run", self.path("study"), "-q")
        call("study", "merge", self.path("study"), "-o", self.path("study.h5"), "-q")
        call("export", self.path("study.h5"), "-o", self.path("rows"))
        rows = self.rows_of("rows", "rows")
        self.assertEqual(len(rows), 6)
        with h5py.File(self.path("study.h5")) as file:
            names = [name.decode() for name in file["figures/figure"][()]]
            whole = file["figures/whole_run"][()]
        self.assertAlmostEqual(float(rows[3]["cared_months"]), whole[1, 1, names.index("cared_months")])
        for folder in ("meet", "schedule", "rows"):
            self.say_what_columns_are(folder)
        call("sensitivity", self.path("study.h5"), "-o", self.path("indices") + "/")
        self.say_what_columns_are("indices")
        call("sensitivity", self.path("study.h5"), "-o", self.path("indices.XLSX"))
        self.assertIn("敏感性", Workbook(self.path("indices.XLSX")).names)

    def test_stress_and_compare_write_workbooks_and_folders(self):
        call("stress", TOY, "--pack", "staff_exodus", "--replicates", "2", "-q", "-o", self.path("stress.xlsx"))
        self.assertIn("强度", Workbook(self.path("stress.xlsx")).names)
        call("compare", TOY, "--with", "staffing.care_workforce.turnover_per_year=0.3 staffing.care_workforce.market_hires_per_month=1", "--waterfall", "--replicates", "2", "-q", "-o",
             self.path("compared") + "/")
        shares = self.rows_of("compared", "waterfall")
        for figure in {row["figure"] for row in shares}:
            rows = [row for row in shares if row["figure"] == figure and row["share"]]
            total = [float(row["share"]) for row in rows if row["change"] == ""]
            parts = [float(row["share"]) for row in rows if row["change"]]
            if total:
                self.assertAlmostEqual(sum(parts), total[0], delta=1e-6 * max(1, abs(total[0])), msg=figure)
        self.say_what_columns_are("compared")
        call("stress", TOY, "--pack", "staff_exodus", "--replicates", "2", "-q", "-o", self.path("stressed") + "/")
        self.say_what_columns_are("stressed")
        self.assertIn("end the name in", call("meet", TOY, "--tables", self.path("x.txt"), check=2).stderr)

    def test_nothing_is_overwritten_unasked(self):
        self.exported()
        self.assertIn("exists already", call("export", self.path("r.h5"), "-o", self.path("r.xlsx"), check=4).stderr)
        self.assertIn("exists already", call("export", self.path("r.h5"), "-o", self.path("tables"), check=4).stderr)
        call("export", self.path("r.h5"), "-o", self.path("r.xlsx"), "--overwrite")
        call("export", self.path("r.h5"), "-o", "/no/such/place/r.xlsx", check=4)


if __name__ == "__main__":
    unittest.main()
