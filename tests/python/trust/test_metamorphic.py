"""What must not matter does not, and what must double doubles: the same question asked in two ways."""
import csv
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import unittest

import h5py
import numpy as np

PROGRAM = sys.argv.pop(1)
BROKEN = pathlib.Path(sys.argv.pop(1))


class Metamorphic(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.place = pathlib.Path(self.folder.name)
        self.runs = 0

    def tearDown(self):
        self.folder.cleanup()

    def copy(self):
        target = self.place / f"toy{self.runs}"
        shutil.copytree("scenarios/toy", target)
        return target

    def run_it(self, folder=pathlib.Path("scenarios/toy"), replicates=3, *arguments):
        self.runs += 1
        file = self.place / f"result{self.runs}.h5"
        done = subprocess.run([PROGRAM, "run", str(folder / "toy.toml"), "--replicates", str(replicates), "-q", "-o", str(file), *arguments],
                              capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        return file

    @staticmethod
    def read(path):
        """Lines of comment, header, rows as dictionaries."""
        lines = path.read_text(encoding="utf-8").splitlines()
        comments = [line for line in lines if line.startswith("#")]
        rows = list(csv.DictReader(line for line in lines if line and not line.startswith("#")))
        return comments, rows

    @staticmethod
    def write(path, comments, rows):
        with path.open("w", encoding="utf-8", newline="") as file:
            file.write("".join(line + "\n" for line in comments))
            writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def change(self, path, each):
        comments, rows = self.read(path)
        for row in rows:
            each(row)
        self.write(path, comments, rows)

    @staticmethod
    def by_name(file, path, *scales):
        """A dataset with the named dimensions in the order of their coordinates, so that the order of rows plays no part."""
        group = path.rsplit("/", 1)[0]
        with h5py.File(file) as data:
            dataset = data[path]
            cells = dataset[()]
            for axis, dim in enumerate(dataset.dims):
                name = dim[0].name.rsplit("/", 1)[1]
                if name in scales:
                    cells = np.take(cells, np.argsort(data[f"{group}/{name}"][()]), axis=axis)
        return cells

    def shuffled(self, names):
        shuffled = self.copy()
        luck = random.Random(38)
        for name in names:
            path = shuffled / "data" / f"{name}.csv"
            comments, rows = self.read(path)
            before = list(rows)
            while rows == before:
                luck.shuffle(rows)
            self.write(path, comments, rows)
        return shuffled

    def test_the_order_of_rows_does_not_matter(self):
        # The order of services says who gets a resource that two of them take: it is meant to matter where two do. In the toy none do.
        names = ("towns", "settlements", "census", "age_shape", "mortality", "disability", "moves", "existing", "projects", "demand",
                 "parameters", "services")
        one, other = self.run_it(), self.run_it(self.shuffled(names))
        checked = 0
        for group in ("district", "towns", "settlements", "facilities", "targets"):
            with h5py.File(one) as data:
                names = [name for name, item in data[group].items() if item.ndim > 1]
            for name in names:
                scales = ("town", "settlement", "facility", "project", "service")
                self.assertTrue(np.array_equal(self.by_name(one, f"{group}/{name}", *scales), self.by_name(other, f"{group}/{name}", *scales)),
                                f"/{group}/{name}")
                checked += 1
        self.assertGreater(checked, 30)

    def test_the_order_of_rules_never_matters(self):
        turned = self.copy()
        text = (turned / "toy.toml").read_text(encoding="utf-8")
        start = min(text.index(f"[{kind}.") for kind in ("funding", "staffing", "medical"))
        blocks = ["[" + block for block in text[start:].split("\n[")]
        blocks[0] = blocks[0][1:]
        (turned / "toy.toml").write_text(text[:start] + "\n".join(block.strip() + "\n" for block in reversed(blocks)), encoding="utf-8")
        one, other = self.run_it(), self.run_it(turned)
        with h5py.File(one) as a, h5py.File(other) as b:
            for group in ("district", "towns", "settlements", "targets"):
                for name, item in a[group].items():
                    if item.ndim > 1 and not name.startswith("clause"):
                        self.assertTrue(np.array_equal(item[()], b[group][name][()]), f"/{group}/{name}")

    def test_a_rule_that_does_nothing_changes_nothing(self):
        one = self.run_it()
        other = self.run_it(pathlib.Path("scenarios/toy"), 3, "--plugin-dir", str(BROKEN / "sound"), "--set", "funding.sound.enabled=true")
        with h5py.File(one) as a, h5py.File(other) as b:
            self.assertIn("funding/sound", [text.decode() for text in b["scenario/rule"][()]])
            for group in ("district", "towns", "settlements", "facilities", "targets", "detail"):
                for name, item in a[group].items():
                    if item.ndim > 1:
                        self.assertTrue(np.array_equal(item[()], b[group][name][()]), f"/{group}/{name}")

    def test_doubled_prices_double_what_services_cost_to_the_fen(self):
        dear = self.copy()

        def double(row):
            for column in ("price_yuan", "price_partial_yuan", "price_full_yuan"):
                if row[column]:
                    row[column] = str(2 * float(row[column]))
        self.change(dear / "data" / "services.csv", double)
        one, other = self.run_it(), self.run_it(dear)
        with h5py.File(one) as a, h5py.File(other) as b:
            purpose = [text.decode() for text in a["district/purpose"][()]].index("service")
            self.assertGreater(a["district/accrued"][..., purpose].sum(), 0)
            self.assertTrue(np.array_equal(2 * a["district/accrued"][..., purpose], b["district/accrued"][..., purpose]))
            self.assertTrue(np.array_equal(a["district/demand"][()], b["district/demand"][()]))

    def test_a_district_of_twice_the_size_has_twice_of_everything(self):
        large = self.copy()

        def people(row):
            for column in ("population_first", "population_second"):
                row[column] = str(2 * int(row[column]))

        def beds(row):
            for column in ("beds", "nursing_beds"):
                if row[column]:
                    row[column] = str(2 * int(row[column]))

        def places(row):
            last = row["id"].rsplit(".", 1)[-1]
            whole = {"beds", "day_places", "activity_places", "health_places", "baths_per_day", "meals_per_day", "call_lines", "short_stay_beds",
                     "visit_carers", "carers_at_start"}
            if last in whole:
                row["value"] = str(2 * float(row["value"])).removesuffix(".0")
                if row.get("high"):
                    row["high"] = str(2 * float(row["high"]))
        self.change(large / "data" / "census.csv", people)
        self.change(large / "data" / "existing.csv", beds)
        self.change(large / "data" / "parameters.csv", places)
        training = ["--set", "staffing.training_pipeline.carer_intake_per_month=2"]
        one, other = self.run_it(pathlib.Path("scenarios/toy"), 60), self.run_it(large, 60, *training)
        with h5py.File(one) as a, h5py.File(other) as b:
            # Persons of the small district are few: the means of 60 replicates are known to some per cent.
            for name, within in (("residents", 0.02), ("demand", 0.04), ("service_volume", 0.05)):
                ratio = b[f"mean/district/{name}"][()].sum() / a[f"mean/district/{name}"][()].sum()
                self.assertAlmostEqual(ratio, 2.0, delta=2 * within, msg=name)
            self.assertTrue(np.array_equal(a["district/facilities_open"][()], b["district/facilities_open"][()]))

    def test_a_town_split_in_two_has_the_same_people(self):
        split = self.copy()
        _, settlements = self.read(split / "data" / "settlements.csv")
        members = [row["code"] for row in settlements if row["town"] == "T2"]
        moved = members[len(members) // 2:]
        _, existing = self.read(split / "data" / "existing.csv")
        comments, towns = self.read(split / "data" / "towns.csv")
        old = next(row for row in towns if row["code"] == "T2")
        weights = {row["code"]: float(row["weight"]) for row in settlements if row["town"] == "T2"}
        part = sum(weights[code] for code in moved) / sum(weights.values())
        new = dict(old, code="T9", name_zh="新镇", name_en="New Town")
        for column in ("population_2010", "population_2020", "area_km2"):
            whole = float(old[column])
            new[column], old[column] = str(whole * part), str(whole * (1 - part))
        self.write(split / "data" / "towns.csv", comments, [*towns, new])
        self.change(split / "data" / "settlements.csv", lambda row: row.update(town="T9") if row["code"] in moved else None)
        one, other = self.run_it(pathlib.Path("scenarios/toy"), 20), self.run_it(split, 20)
        with h5py.File(one) as a, h5py.File(other) as b:
            # One month after the start hardly anybody has died or moved.
            first = a["mean/district/residents_by_age"][0], b["mean/district/residents_by_age"][0]
            np.testing.assert_allclose(*first, atol=3)
            np.testing.assert_allclose(a["mean/district/residents"][-1].sum(), b["mean/district/residents"][-1].sum(), rtol=0.02)

    def test_a_facility_that_opens_earlier_is_never_missed(self):
        earlier = self.copy()
        _, projects = self.read(earlier / "data" / "projects.csv")
        late = max(int(row["planned_year"]) for row in projects)
        self.change(earlier / "data" / "projects.csv",
                    lambda row: row.update(planned_year=str(late - 1)) if int(row["planned_year"]) == late else None)
        one, other = self.run_it(), self.run_it(earlier)
        with h5py.File(one) as a, h5py.File(other) as b:
            self.assertTrue((b["district/facilities_open"][()] >= a["district/facilities_open"][()]).all())
            self.assertGreater(b["district/facilities_open"][()].sum(), a["district/facilities_open"][()].sum())
            self.assertTrue((b["district/settlements_covered"][()] >= a["district/settlements_covered"][()]).all())
            self.assertTrue(np.array_equal(a["district/residents"][()], b["district/residents"][()]))


if __name__ == "__main__":
    unittest.main()
