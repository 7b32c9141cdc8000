"""The workbook in a spreadsheet program: LibreOffice opens what `export` writes and gives every sheet back with the numbers of the CSV files, and the
money adds up to the results file. Exit code 77 (skipped) without LibreOffice."""
import csv
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import h5py

PROGRAM = sys.argv.pop(1)
HEADER_ROWS = 4  # title, Chinese and English header, unit
# Comma, quote, UTF-8, values as stored and not as shown, every sheet a file.
FILTER = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def same(shown, exact):
    """Shares come as they are shown, with two digits of a per cent; everything else to the last digit but rounding."""
    if shown == exact:
        return True
    try:
        if shown.endswith("%"):
            return abs(float(shown[:-1]) / 100 - float(exact)) <= 0.5e-4 + 1e-12
        return abs(float(shown) - float(exact)) <= 1e-9 * max(1.0, abs(float(exact)))
    except ValueError:
        return False


class Spreadsheet(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.call(PROGRAM, "run", "scenarios/jiangjin/baseline.toml", "--replicates", "5", "-q", "-o", cls.folder / "r.h5")
        cls.call(PROGRAM, "export", cls.folder / "r.h5", "-o", cls.folder / "r.xlsx")
        cls.call(PROGRAM, "export", cls.folder / "r.h5", "-o", cls.folder / "tables")
        cls.call("soffice", f"-env:UserInstallation=file://{cls.folder}/profile", "--headless", "--convert-to", FILTER, "--outdir", cls.folder / "sheets",
                 cls.folder / "r.xlsx")

    @staticmethod
    def call(*arguments):
        subprocess.run([str(argument) for argument in arguments], check=True, stdout=subprocess.DEVNULL, timeout=300)

    def sheets(self):
        return {path.stem.removeprefix("r-"): rows_of(path) for path in sorted((self.folder / "sheets").iterdir())}

    def test_every_sheet_comes_back_with_the_numbers_of_its_table(self):
        # A sheet and its table have the same header: the English names and the number of rows tell which belong together.
        sheets = [rows for rows in self.sheets().values() if len(rows) > HEADER_ROWS]
        for path in sorted((self.folder / "tables").iterdir()):
            header, *table = rows_of(path)
            with self.subTest(path.name):
                match = [rows for rows in sheets if len(rows) == len(table) + HEADER_ROWS and all(
                    same(a, b) for a, b in zip(rows[HEADER_ROWS][:len(header)], table[0]))]
                self.assertGreaterEqual(len(match), 1, path.name)
                wrong = [(i, a, b) for i, (sheet_row, row) in enumerate(zip(match[0][HEADER_ROWS:], table)) for a, b in zip(sheet_row, row)
                         if not same(a, b)]
                self.assertEqual(wrong[:3], [])

    def test_money_adds_up_to_the_results_file(self):
        with h5py.File(self.folder / "r.h5") as file:
            accrued = file["district/accrued"][:].sum() / file["district/accrued"].shape[0] / 100
        rows = self.sheets()["资金"]
        column = rows[2].index("accrued, mean")
        self.assertAlmostEqual(sum(float(row[column] or 0) for row in rows[HEADER_ROWS:]), accrued, places=2)


if __name__ == "__main__":
    if shutil.which("soffice") is None:
        print("skipped: no LibreOffice")
        sys.exit(77)
    unittest.main()
