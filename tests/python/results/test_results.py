"""The results file as Python sees it: every group opens alone in xarray and shows named coordinates, units and names in two languages.

    test_results.py WRITE_SAMPLE     writes sample files with that program
    ELDERCAST_RESULT=FILE            looks at that file, too (any finished run)

Engines: h5netcdf always, netcdf4 where it is installed.
"""
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import h5py
import numpy as np
import xarray as xr

ENGINES = [engine for engine in ("h5netcdf", "netcdf4") if engine in xr.backends.list_engines()]
HEADLINE = ["district", "towns", "settlements", "facilities", "targets"]
MEANS = ["district", "towns", "settlements", "targets"]
GROUPS = [*HEADLINE, "detail", "projects", "postings", *("mean/" + group for group in MEANS), "scenario", "provenance"]
CHINESE = re.compile("[\u4e00-\u9fff]")
WRITE_SAMPLE = None

# Group -> coordinates that a reader selects by.
NAMED = {
    "district": {"month", "need", "service", "priority_group", "demand_count", "payer", "purpose", "clause", "reading", "strength", "volume",
                 "fund_count"},
    "towns": {"year", "town", "need", "service", "bed_count", "period", "progress"},
    "settlements": {"year", "settlement", "reading", "service"},
    "facilities": {"year", "facility"},
    "targets": {"month", "year", "town", "target"},
    "detail": {"detail_replicate", "month", "settlement", "facility", "resource"},
    "projects": {"detail_replicate", "project"},
    "postings": {"posting", "town", "facility", "service", "rule", "clause", "payer", "purpose"},
    "scenario": {"town", "settlement", "service", "parameter", "gap"},
    "provenance": {"library"},
}


def write_sample(path, *arguments):
    subprocess.run([WRITE_SAMPLE, str(path), *[str(argument) for argument in arguments]], check=True)


def datasets(file):
    """All datasets as (path, dataset)."""
    found = []
    file.visititems(lambda name, item: found.append((name, item)) if isinstance(item, h5py.Dataset) else None)
    return found


def cell(row, replicate, position):
    """What the sample writer puts into a cell: dataset number of the schema, replicate, position."""
    return row * 1_000_000 + replicate * 10_000 + position


class AnyFile:
    """What holds for every results file."""

    file = None

    def groups(self):
        with h5py.File(self.file) as file:
            return [group for group in GROUPS if group in file]

    def test_every_group_opens_alone_with_named_coordinates(self):
        for engine in ENGINES:
            for group in self.groups():
                with self.subTest(engine=engine, group=group), xr.open_dataset(self.file, group=group, engine=engine) as data:
                    missing = NAMED.get(group, set()) - set(data.coords)
                    self.assertFalse(missing, f"no coordinate {missing}")
                    for name in data.dims:
                        self.assertNotIn("phony", name)
                        self.assertIn(name, data.coords, f"dimension {name} has no coordinate")
                        self.assertEqual(data[name].dims, (name,))
                    for name, variable in data.variables.items():
                        self.assertNotEqual(variable.dtype.kind, "S", f"{name} is bytes, not text")
                        self.assertNotEqual(variable.dtype.kind, "m", f"{name} was taken for a duration")

    def test_every_dataset_says_what_it_is(self):
        with h5py.File(self.file) as file:
            for name, dataset in datasets(file):
                with self.subTest(name):
                    self.assertTrue(dataset.attrs["units"])
                    self.assertTrue(dataset.attrs["long_name"])
                    self.assertTrue(CHINESE.search(dataset.attrs["long_name_zh"]), dataset.attrs["long_name_zh"])

    def test_money_is_yuan_for_those_who_know_the_convention(self):
        with h5py.File(self.file) as file:
            found = 0
            for name, dataset in datasets(file):
                if dataset.attrs["units"] != "CNY":
                    self.assertNotIn("scale_factor", dataset.attrs, name)
                elif name.startswith("mean/"):
                    self.assertEqual(dataset.dtype, np.float64, name)
                else:
                    found += 1
                    self.assertEqual(dataset.dtype, np.int64, name)
                    self.assertEqual(dataset.attrs["scale_factor"], 0.01, name)
            self.assertGreaterEqual(found, 7)

    def test_means_are_the_means_of_the_replicates(self):
        for group in MEANS:
            with xr.open_dataset(self.file, group=group, engine="h5netcdf") as data, \
                    xr.open_dataset(self.file, group="mean/" + group, engine="h5netcdf") as means:
                self.assertTrue(means.data_vars)
                for name in means.data_vars:
                    values = data[name].astype("float64")
                    np.testing.assert_allclose(means[name], values.mean("replicate"), rtol=1e-12, err_msg=name)

    def test_a_cell_without_a_value_is_missing_and_no_number(self):
        """Occupancy of towns without a centre is nothing: -1 in a mean would pull it down."""
        with h5py.File(self.file) as file:
            missing = 0
            for path in ("towns/hub_occupied", "towns/hub_break_even", "targets/value", "targets/by_town", "projects/opened"):
                dataset = file[path]
                self.assertEqual(dataset.attrs["_FillValue"][0], np.iinfo(np.int32).min, path)
                cells = dataset[:]
                self.assertFalse((cells == -1).any(), path)
                missing += (cells == dataset.attrs["_FillValue"][0]).sum()
            self.assertGreater(missing, 0)

    def test_units_are_those_of_libraries_and_cf_is_not_claimed(self):
        with h5py.File(self.file) as file:
            self.assertNotIn("Conventions", file.attrs)
            for name, dataset in datasets(file):
                self.assertIn(dataset.attrs["units"], {"1", "1e-3", "1e-2", "month", "year", "min", "degrees_east", "degrees_north",
                                                       "days since 1970-01-01", "CNY"}, name)
            self.assertEqual(file["district/residents"].attrs["unit_name"], "persons")
            self.assertEqual(file["towns/hub_occupied"].attrs["units"], "1e-3")

    def test_large_datasets_are_compressed_by_replicate(self):
        with h5py.File(self.file) as file:
            for group in HEADLINE:
                for name, dataset in file[group].items():
                    if dataset.ndim > 1:
                        self.assertEqual(dataset.chunks, (1, *dataset.shape[1:]), name)
                        self.assertEqual((dataset.compression, dataset.compression_opts, dataset.shuffle), ("gzip", 7, True), name)

    def test_root_says_who_wrote_it(self):
        with h5py.File(self.file) as file:
            self.assertEqual(file.attrs["filetype"], "eldercast-results")
            self.assertEqual(file.attrs["status"], "complete")
            self.assertRegex(file.attrs["schema_version"], r"^2\.\d+$")
            self.assertTrue(CHINESE.search(file.attrs["title_zh"]))
            for name in ("program_version", "scenario", "scenario_digest", "seed", "replicates", "start", "end"):
                self.assertIn(name, file.attrs)

    def test_names_of_towns_stand_beside_their_codes(self):
        with xr.open_dataset(self.file, group="towns", engine="h5netcdf") as data:
            self.assertTrue(all(CHINESE.search(name) for name in data.town_name_zh.values))
            self.assertTrue(all(CHINESE.search(name) for name in data.service_name_zh.values))
            code = data.town.values[-1]
            self.assertEqual(data.residents.sel(town=code).town_name_zh.item(), data.town_name_zh.values[-1])


class Sample(AnyFile, unittest.TestCase):
    """A small file with a failed replicate, whose every number is known."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.file = Path(cls.folder.name, "sample.h5")
        write_sample(cls.file, 4, 2, "numbered", "small", 3)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_values_are_found_by_name(self):
        for engine in ENGINES:
            with self.subTest(engine), xr.open_dataset(self.file, group="district", engine=engine) as data:
                # residents is dataset 1; month 2020-06 is number 17 of 24, `full` the last of three needs.
                self.assertEqual(data.residents.sel(replicate=2, month="2020-06", need="full").item(), cell(1, 2, 17 * 3 + 2))
                self.assertEqual(data.need_name_zh.sel(need="full").item(), "失能")
                self.assertEqual(data.month_start.sel(month="2020-06").values, np.datetime64("2020-06-01"))
                # accrued is dataset 12: 8 payers x 7 purposes; fen in the file, yuan here.
                yuan = data.accrued.sel(replicate=1, month="2019-01", payer="resident", purpose="award").item()
                self.assertAlmostEqual(yuan, cell(12, 1, 7 * 7 + 4) / 100)

    def test_failed_replicate_is_missing_and_explained(self):
        for engine in ENGINES:
            with self.subTest(engine), xr.open_dataset(self.file, group="district", engine=engine) as data:
                self.assertEqual(data.failed.values.tolist(), [0, 0, 0, 1])
                self.assertTrue(np.isnan(data.residents.sel(replicate=3)).all())
                self.assertTrue(np.isnan(data.accrued.sel(replicate=3)).all())
                self.assertFalse(np.isnan(data.residents.sel(replicate=2)).any())
                self.assertIn("2020-05", data.failure.sel(replicate=3).item())
        with h5py.File(self.file) as file:
            self.assertEqual(file.attrs["replicates_failed"], 1)
            self.assertEqual(file["mean/district"].attrs["n"], 3)

    def test_postings_name_their_rule_clause_and_town(self):
        for engine in ENGINES:
            with self.subTest(engine), xr.open_dataset(self.file, group="postings", engine=engine) as data:
                self.assertEqual(data.sizes["posting"], 20)
                self.assertEqual(set(data.replicate.values), {0, 1})
                third = data.isel(posting=3)
                self.assertEqual(data.rule.values[third.rule_index.item()], "funding/construction_grants")
                self.assertEqual(data.rule_index.isel(posting=1).item(), -1)
                self.assertEqual(data.clause.values[third.clause_index.item()], "none")
                self.assertEqual(data.clause.values[data.clause_index.isel(posting=4).item()], "F2")
                self.assertEqual(data.town_name_zh.values[data.town_index.isel(posting=4).item()], "第1镇")
                self.assertEqual(third.amount.item(), 1003)

    def test_targets_and_periods_are_found_by_name(self):
        for engine in ENGINES:
            with self.subTest(engine), xr.open_dataset(self.file, group="targets", engine=engine) as data:
                self.assertEqual(data.target.values[0], "G1.own")
                self.assertEqual(data.sizes["target"], 29)
                self.assertEqual(set(data.target_scale.values), {1, 10000})
                self.assertEqual(data.target_threshold.sel(target="G1.own").item(), 0.95)
                self.assertTrue(np.isnan(data.target_threshold.sel(target="O3").item()))
                self.assertEqual(data.target_due.sel(target="G1.own").item(), "2020-12")
                self.assertTrue(all(CHINESE.search(name) for name in data.target_name_zh.values))
                self.assertEqual(data.value.sel(target="G4", month="2020-12").dims, ("replicate",))
            with self.subTest(engine), xr.open_dataset(self.file, group="towns", engine=engine) as data:
                self.assertEqual(data.period.values.tolist()[:2], ["2019-01/02", "2019-03/04"])
                self.assertEqual(data.period_end.values[-1], "2020-12")
                self.assertEqual(data.progress_unit.sel(progress="money_paid_yuan").item(), "CNY")
                self.assertEqual(data.two_monthly.sel(period="2019-03/04", progress="places_used").dims, ("replicate", "town"))

    def test_detail_knows_its_replicates(self):
        with xr.open_dataset(self.file, group="detail", engine="h5netcdf") as data:
            self.assertEqual(data.detail_replicate.values.tolist(), [0, 1])
            self.assertEqual(data.facility_kind.values[0], "care_home")
            self.assertEqual(set(data.facility_siting_assumed.values), {1})

    def test_scenario_keeps_where_values_come_from(self):
        with xr.open_dataset(self.file, group="scenario", engine="h5netcdf") as data:
            self.assertEqual(data.parameter_source.sel(parameter="staff.carers_at_start").item(), "年鉴")
            self.assertIn("schema = 1", data.resolved_text.item())

    def test_groups_are_complete_and_keep_their_order(self):
        with h5py.File(self.file) as file:
            self.assertEqual(set(file), {*HEADLINE, "detail", "projects", "postings", "mean", "scenario", "provenance"})
            tracked = h5py.h5p.CRT_ORDER_TRACKED | h5py.h5p.CRT_ORDER_INDEXED
            for group in self.groups():
                self.assertEqual(file[group].id.get_create_plist().get_link_creation_order(), tracked, group)

    def test_no_times_outside_provenance(self):
        with h5py.File(self.file) as file:
            for name, dataset in datasets(file):
                self.assertFalse(dataset.id.get_create_plist().get_obj_track_times(), name)

    def test_equal_runs_have_equal_data(self):
        other = Path(self.folder.name, "other.h5")
        write_sample(other, 4, 2, "numbered", "small", 3)
        with h5py.File(self.file) as first, h5py.File(other) as second:
            self.assertEqual([name for name, _ in datasets(first)], [name for name, _ in datasets(second)])
            for name, dataset in datasets(first):
                if not name.startswith("provenance"):
                    # Numbers that are absent are NaN, which equals nothing.
                    self.assertTrue(np.array_equal(dataset[()], second[name][()], equal_nan=dataset.dtype.kind == "f"), name)


@unittest.skipUnless(os.environ.get("ELDERCAST_RESULT"), "ELDERCAST_RESULT names no file")
class GivenFile(AnyFile, unittest.TestCase):
    """The file of a real run."""

    file = os.environ.get("ELDERCAST_RESULT")


if __name__ == "__main__":
    WRITE_SAMPLE = sys.argv.pop(1)
    unittest.main()
