"""Results files of strangers: sizes, groups, dates and damage, with and without a checksum."""
import random
import unittest

import h5py
import numpy as np

from strangers import Case, ESCAPE, RAW, SEAL_BYTES, TOY, call


class Results(Case):
    def setUp(self):
        super().setUp()
        self.sealed = self.place / "sealed.h5"
        self.well("run", TOY, "--replicates", 2, "-q", "-o", self.sealed)
        self.file = self.place / "x.h5"

    def changed(self, change):
        self.file.write_bytes(self.sealed.read_bytes()[:-SEAL_BYTES])
        with h5py.File(self.file, "r+") as file:
            change(file)

    def refused_everywhere(self, **more):
        page = self.place / "x.html"
        said = []
        for command in (["inspect", self.file], ["report", self.file, "-o", page], ["compare", self.sealed, self.file],
                        ["export", self.file, "-o", self.place / "tables"], ["targets", self.file], ["explain", self.file, "/district/accrued"],
                        ["rerun", self.file]):
            said.append(self.refused(*command, names="x.h5", **more))
        return said

    def put(self, name, *arguments, **more):
        def change(file):
            del file[name]
            file.create_dataset(name, *arguments, **more)
        return change

    def test_sizes_that_cost_the_file_nothing_cost_no_memory(self):
        text = h5py.string_dtype()
        for change in (self.put("scenario/town_name_zh", (10**8,), text, chunks=(65536,), compression="gzip"),
                       self.put("scenario/town_lon", (10**9,), "f8", chunks=(65536,), compression="gzip"),
                       self.put("scenario/town_lon", (3,), "f8", chunks=(2**28,), maxshape=(None,)),
                       self.put("district/failure", (10**7,), text, chunks=(65536,)),
                       self.put("detail/town_prefinancing", (1, 10**5, 10**5), "i8", chunks=(1, 100, 100)),
                       self.put("postings/amount", (10**9,), "i8", chunks=(65536,))):
            self.changed(change)
            self.refused_everywhere(timeout=20)

    def test_packed_sizes_are_held_to_the_size_of_the_file(self):
        self.changed(lambda file: file.create_dataset("scenario/more", data=np.zeros(10**8), chunks=(10**6,), compression="gzip"))
        for said in self.refused_everywhere(timeout=30):
            self.assertIn("MB of memory", said)

    def test_many_cells_that_point_at_one_long_text(self):
        def change(file):
            del file["scenario/town_name_zh"]
            names = file.create_dataset("scenario/town_name_zh", (3,), h5py.string_dtype())
            names[:] = ["x" * 50_000_000, "y", "z"]
        self.changed(change)
        for said in self.refused_everywhere():
            self.assertIn("bytes", said)

        def long_title(file):
            file.attrs["title"] = "x" * 60_000
            file.attrs["title_zh"] = "\x1b[31m"
        self.changed(long_title)
        self.assertNotIn(ESCAPE, call("inspect", self.file).stdout)

    def test_groups_in_circles_too_deep_or_too_many(self):
        def loop(file):
            file["district/loop"] = file["/"]

        def soft(file):
            file["district/loop"] = h5py.SoftLink("/")

        def elsewhere(file):
            file["district/loop"] = h5py.ExternalLink(str(self.sealed), "/")

        def deep(file):
            file.create_group("/".join("abcdefghijkl"))

        def many(file):
            group = file.create_group("many", track_order=True)
            for i in range(25_000):
                group[f"{i}"] = file["district/failure"]
        for change in (loop, soft, elsewhere, deep, many):
            with self.subTest(change=change.__name__):
                self.changed(change)
                self.refused_everywhere(timeout=20)

    def test_dates_replicates_and_places_are_within_their_tables(self):
        def attribute(name, value):
            return lambda file: file.attrs.modify(name, value)

        def posting(column, value):
            def change(file):
                file[f"postings/{column}"][0] = value
            return change
        changes = [attribute("end", "2999999999-01"), attribute("end", "999999-12"), attribute("start", "-5-01"), attribute("end", "2018-01"),
                   attribute("replicates", np.int32(2**31 - 1)), attribute("replicates", np.int32(-1)), attribute("replicates", np.int32(3))]
        for change in changes:
            self.changed(change)
            self.refused_everywhere(timeout=20)
        for column in ("town_index", "facility_index", "service_index", "rule_index", "clause_index", "payer_index", "purpose_index"):
            with self.subTest(column=column):
                self.changed(posting(column, 100))
                self.refused("explain", self.file, "/district/accrued", names="x.h5")

    def test_damage_without_a_checksum_brings_no_command_down(self):
        whole = self.sealed.read_bytes()[:-SEAL_BYTES]
        luck = random.Random(6)
        for trial in range(40):
            bad = bytearray(whole)
            for _ in range(luck.choice((1, 3, 10, 100))):
                bad[luck.randrange(len(bad))] = luck.randrange(256)
            self.file.write_bytes(bad)
            command = (["inspect", self.file], ["report", self.file, "-o", self.place / f"{trial}.html"], ["compare", self.sealed, self.file],
                       ["export", self.file, "-o", self.place / f"{trial}.xlsx"], ["rerun", self.file])[trial % 5]
            done = call(*command)
            # A rerun that finds other numbers ends with 1.
            self.assertIn(done.returncode, (0, 1, 4) if command[0] == "rerun" else (0, 4), (trial, command, done.stderr))
            for raw in RAW:
                self.assertNotIn(raw, done.stderr.decode(errors="replace"))


if __name__ == "__main__":
    unittest.main()
