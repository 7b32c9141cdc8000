"""The catalogue of figures: each one recomputed from the results file with h5py alone, and one number for one figure wherever it is shown."""
import csv
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as xml
import zipfile

import h5py
import numpy

PROGRAM = sys.argv.pop(1)
JIANGJIN = "scenarios/jiangjin/baseline.toml"
PUBLIC = ("city", "lottery_fund", "district_budget", "town_government", "medical_insurance", "long_term_care_insurance")
SUMS = ("served_months", "cared_months", "delivered.", "bed_shortfall_months", "money.", "purpose.", "clause.", "projects_waited.", "people.",
        "facility_flows.", "displaced")


def call(*arguments):
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=240)
    if done.returncode != 0:
        raise AssertionError(f"{arguments}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def names(file, group, dimension):
    return [value.decode() for value in file[group][dimension][()]]


class Results:
    """The datasets of a results file by names of coordinates; money in yuan, one axis of replicates first."""

    def __init__(self, path):
        self.file = h5py.File(path, "r")
        months = names(self.file, "district", "month")
        self.years = sorted({month[:4] for month in months})
        self.of_year = [[i for i, month in enumerate(months) if month[:4] == year] for year in self.years]

    def data(self, path, **picks):
        """A dataset with coordinates picked by name; a list of names is summed over."""
        dataset = self.file[path]
        cells = dataset[()].astype(float)
        if dataset.attrs.get("scale_factor") is not None:
            cells = cells * dataset.attrs["scale_factor"]
        group = path.split("/")[0]
        for axis in reversed(range(1, cells.ndim)):
            dimension = list(dataset.dims[axis].keys())[0]
            if dimension not in picks:
                continue
            wanted = picks.pop(dimension)
            all_names = names(self.file, group, dimension)
            if wanted is all:
                cells = cells.sum(axis=axis)
            elif isinstance(wanted, str):
                cells = numpy.take(cells, all_names.index(wanted), axis=axis)
            else:
                cells = numpy.take(cells, [all_names.index(name) for name in wanted], axis=axis).sum(axis=axis)
        assert not picks, (path, picks)
        return cells

    def ends(self, by_month):
        return by_month[:, [months[-1] for months in self.of_year]]

    def sums(self, by_month):
        return numpy.stack([by_month[:, months].sum(axis=1) for months in self.of_year], axis=1)

    def figure(self, name):
        """One number a replicate and year, from the definition in docs."""
        head, _, rest = name.partition(".")
        district = lambda dataset, **picks: self.data("district/" + dataset, **picks)
        if head == "covered":
            kind, reading = rest.split(".")
            return self.ends(district("settlements_covered", settlement_kind=kind, reading=reading))
        if head == "residents_covered":
            return self.ends(district("residents_covered", strength=rest))
        if name in ("served_months", "cared_months"):
            return self.sums(district("residents_covered", strength="used" if name == "served_months" else "cared"))
        if name == "facilities_open":
            kinds = [kind for kind in names(self.file, "district", "facility_kind") if kind != "care_home"]
            return self.ends(district("facilities_open", facility_kind=kinds))
        if name == "facilities_social":
            return self.ends(district("facilities_social", facility_kind=all) if "facility_kind" in
                             list(self.file["district/facilities_social"].dims[-1].keys()) else district("facilities_social"))
        if head in ("seeking", "served", "waiting", "holding") and rest:
            return self.ends(district("demand", service=rest, priority_group=all, demand_count=head))
        if name == "waiting":
            return self.ends(district("demand", service=all, priority_group=all, demand_count="waiting"))
        if head == "delivered":
            return self.sums(district("service_volume", service=rest, volume="delivered"))
        if name == "travel":
            return district("travel", service=all)
        if head == "way":
            service = rest or all
            people = self.ends(district("demand", service=service, priority_group=all, demand_count=["served", "holding"]))
            with numpy.errstate(invalid="ignore", divide="ignore"):
                return numpy.where(people > 0, district("travel", service=service) / people, numpy.nan)
        if head == "beds":
            return self.ends(district("beds", bed_type=all, bed_count=rest))
        if name == "bed_shortfall":
            return self.ends(district("bed_shortfall", shortfall_cause=all))
        if name == "bed_shortfall_months":
            return self.sums(district("bed_shortfall", shortfall_cause=all))
        if name == "staff.posts":
            return self.ends(district("staff", role="carer", staff_count="posts"))
        if head == "staff":
            return self.ends(district("staff", role=rest, staff_count="in_post"))
        if head == "money":
            payers = {"all": all, "public": list(PUBLIC)}.get(rest, rest)
            return self.sums(district("accrued", payer=payers, purpose=all))
        if head == "recurrent":
            payers = {"all": all, "public": list(PUBLIC)}.get(rest, rest)
            monthly = district("accrued", payer=payers, purpose=["running", "service", "allowance", "interest"])
            yearly = district("accrued", payer=payers, purpose=["training", "award"])
            last = [months[-1] for months in self.of_year]
            return numpy.stack([12 * monthly[:, m] + yearly[:, max(0, m - 11):m + 1].mean(axis=1) * 12 for m in last], axis=1)
        if head == "care_cost":
            payers = {"all": all, "public": list(PUBLIC)}[rest]
            owed = district("accrued", payer=payers, purpose=all).cumsum(axis=1)
            care = district("residents_covered", strength="cared").cumsum(axis=1)
            return self.ends(owed / (care / 12))
        if head == "purpose":
            return self.sums(district("accrued", payer=all, purpose=rest))
        if head == "clause":
            return district("clause_accrued", clause=rest)
        if head == "projects_waited":
            return self.sums(district("projects_waiting", wait_for=rest))
        if name == "building_pace":
            return district("building_pace") / 1000
        if head == "grants_waiting":
            return district("grants_waiting", payer=rest)
        if name in ("break_even", "never_break_even"):
            per_mille = self.data("towns/hub_break_even")
            rows = [row[row >= 0] for row in per_mille]
            one = [numpy.percentile(row / 1000, 50) if len(row) else numpy.nan for row in rows] if name == "break_even" else [
                float((row > 1000).sum()) for row in rows]
            return numpy.repeat(numpy.array(one)[:, None], len(self.years), axis=1)
        if name == "prefinancing_peak":
            balance = numpy.maximum(district("prefinancing"), 0)
            return numpy.stack([balance[:, months].max(axis=1) for months in self.of_year], axis=1)
        if name == "lottery_fund":
            return self.ends(district("lottery_fund", fund_count="balance"))
        if head == "target":
            value = self.data("targets/value", target=rest)
            scale = self.file["targets/target_scale"][()][names(self.file, "targets", "target").index(rest)]
            return self.ends(numpy.where(value < 0, numpy.nan, value / scale))
        if name == "residents":
            return self.ends(district("residents", need=all))
        if name == "residents.in_need":
            return self.ends(district("residents", need=["partial", "full"]))
        if head == "people":
            return self.sums(district("life_flows", life_flow=rest))
        if head == "facility_flows":
            return district("facility_flows", facility_flow=rest)
        if name == "displaced":
            return district("displaced")
        return None

    def whole_run(self, name):
        by_year = self.figure(name)
        if name == "prefinancing_peak":
            return by_year.max(axis=1)
        if name.startswith(SUMS) and name not in ("bed_shortfall",):
            return by_year.sum(axis=1)
        return by_year[:, -1]


def grouped(value):
    """As screens and pages write a number of persons, beds or 10,000 yuan."""
    if abs(value) < 10 and abs(value - round(value)) > 0.05:
        return f"{value:.1f}"
    return f"{abs(value):,.0f}" if round(value) >= 0 else f"-{abs(value):,.0f}"


def figures_in(book):
    """The sheet of figures of a workbook: unit and mean by figure and year."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(book) as archive:
        texts = ["".join(part.text or "" for part in item.iter(space + "t")) for item in xml.fromstring(archive.read("xl/sharedStrings.xml"))]
        names = [sheet.get("name") for sheet in xml.fromstring(archive.read("xl/workbook.xml")).iter(space + "sheet")]
        sheet = xml.fromstring(archive.read(f"xl/worksheets/sheet{names.index('指标') + 1}.xml"))
    out = {}
    for row in list(sheet.iter(space + "row"))[4:]:
        cells = {}
        for cell in row.iter(space + "c"):
            value = cell.find(space + "v")
            if value is not None:
                cells[re.match("[A-Z]+", cell.get("r")).group()] = texts[int(value.text)] if cell.get("t") == "s" else float(value.text)
        out[cells["A"], cells["E"]] = cells.get("D", ""), cells.get("F")
    return out


class Figures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.result = str(pathlib.Path(cls.folder.name) / "r.h5")
        call("run", JIANGJIN, "--replicates", "4", "--full", "1", "-q", "-o", cls.result)
        cls.tables = str(pathlib.Path(cls.folder.name) / "tables")
        call("export", cls.result, "-o", cls.tables)
        cls.results = Results(cls.result)
        with open(pathlib.Path(cls.tables) / "figures.csv", encoding="utf-8") as file:
            cls.rows = list(csv.DictReader(file))

    def test_every_figure_is_what_h5py_makes_of_the_file(self):
        seen = set()
        for row in self.rows:
            name, year = row["figure"], self.results.years.index(row["year"])
            by_year = self.results.figure(name)
            self.assertIsNotNone(by_year, f"{name} has no definition here: add it")
            seen.add(name)
            values = by_year[:, year]
            values = values[~numpy.isnan(values)]
            if len(values) == 0:
                self.assertEqual(row["value"], "", name)
                continue
            for column, wanted in (("value", values.mean()), ("value_low", numpy.percentile(values, 5)), ("value_high", numpy.percentile(values, 95))):
                self.assertAlmostEqual(float(row[column]), wanted, delta=1e-6 * max(1.0, abs(wanted)), msg=f"{name} {row['year']} {column}")
        self.assertGreater(len(seen), 100)

    def test_compare_has_the_same_whole_run(self):
        compared = json.loads(call("compare", self.result, self.result, "--json"))["comparisons"][0]
        for one in compared["figures"]:
            values = self.results.whole_run(one["id"])
            values = values[~numpy.isnan(values)]
            if len(values) == 0:
                self.assertIsNone(one["whole_run"]["a"])
            else:
                self.assertAlmostEqual(one["whole_run"]["a"], values.mean(), delta=1e-6 * max(1.0, abs(values.mean())), msg=one["id"])

    def test_one_figure_is_one_number_on_screen_in_json_in_the_workbook_and_in_the_report(self):
        screen = call("summary", self.result, "--full", "--lang", "en")
        summary = json.loads(call("summary", self.result, "--json"))
        page = str(pathlib.Path(self.folder.name) / "r.html")
        call("report", self.result, "-o", page, "--drawings")
        report = re.sub("<[^>]+>", " ", pathlib.Path(page).read_text(encoding="utf-8"))
        book = str(pathlib.Path(self.folder.name) / "r.xlsx")
        call("export", self.result, "-o", book)
        sheet = figures_in(book)
        self.assertEqual(len(sheet), len(self.rows))
        for row in self.rows:
            # The workbook has money as the screens: in 10,000 yuan.
            unit, value = sheet[row["figure"], float(row["year"])]
            self.assertEqual(unit.startswith("万元"), row["unit"] == "CNY")
            if row["value"]:
                self.assertAlmostEqual(value * (10000 if row["unit"] == "CNY" else 1), float(row["value"]), delta=1e-6 * max(1.0, abs(value)), msg=row)
        shown = {"beds.open": ("beds", "open"), "beds.staffed": ("beds", "staffed"), "beds.occupied": ("beds", "occupied"),
                 "bed_shortfall": ("beds", "shortfall"), "money.all": None, "prefinancing_peak": None}
        for name, where in shown.items():
            mean = float(self.results.whole_run(name).mean())
            text = grouped(mean / 10000) if name in ("money.all", "prefinancing_peak") else grouped(mean)
            self.assertIn(text, screen, name)
            self.assertIn(text, report, name)
            if where:
                self.assertAlmostEqual(summary[where[0]][where[1]]["mean"], mean, places=6, msg=name)
        self.assertAlmostEqual(summary["budget"]["total"]["accrued"]["mean"], float(self.results.whole_run("money.all").mean()), places=2)


if __name__ == "__main__":
    unittest.main()
