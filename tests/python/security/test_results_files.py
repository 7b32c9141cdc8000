"""Results files hold all their data: what leads to another file is refused by every reader; and nothing waits at a pipe."""
import math
import os
import shutil
import unittest

import h5py
from h5py import h5d, h5p, h5s, h5t

from stranger import Stranger

DATASET = "district/bed_shortfall"


class ResultsFiles(Stranger):
    def setUp(self):
        super().setUp()
        self.file = self.results()
        (self.folder / "secret").write_bytes(b"TOPSECRET..." * 2000)
        os.mkfifo(self.folder / "pipe")

    def readers(self, file):
        return [("inspect", file), ("report", file, "-o", "page.html"), ("export", file, "-o", "tables"), ("compare", file, file),
                ("rerun", file), ("targets", file), ("progress", file), ("towns", file), ("paper", file), ("sensitivity", file),
                ("run", "toy/toy.toml", "-o", file, "--overwrite", "--replicates", "1", "-q")]

    def assert_nobody_reads(self, file, words):
        shutil.copytree("scenarios/toy", self.folder / "toy", dirs_exist_ok=True)
        for arguments in self.readers(file):
            with self.subTest(command=arguments[0]):
                self.assert_refused(self.call(*arguments, seconds=20), 4, *(words if arguments[0] != "run" else ()))
        for name in ("page.html", "tables"):
            self.assertFalse((self.folder / name).exists())

    def with_dataset(self, make):
        """The file with another dataset in the place of one, which keeps its attributes."""
        with h5py.File(self.file, "r+") as file:
            kept = {name: value for name, value in file[DATASET].attrs.items() if name not in ("DIMENSION_LIST", "REFERENCE_LIST")}
            shape = file[DATASET].shape
            del file[DATASET]
            make(file, shape)
            for name, value in kept.items():
                file[DATASET].attrs[name] = value
        return self.file

    def test_external_raw_storage(self):
        def make(file, shape):
            properties = h5p.create(h5p.DATASET_CREATE)
            properties.set_external(str(self.folder / "secret").encode(), 0, 4 * math.prod(shape))
            h5d.create(file["district"].id, b"bed_shortfall", h5t.NATIVE_INT32, h5s.create_simple(shape), properties)

        self.assert_nobody_reads(self.with_dataset(make), ["/district/bed_shortfall lies in another file"])

    def test_virtual_datasets(self):
        for source in ("other.h5", "pipe"):
            with self.subTest(source=source):
                def make(file, shape, source=source):
                    layout = h5py.VirtualLayout(shape=shape, dtype="i4")
                    layout[...] = h5py.VirtualSource(str(self.folder / source), DATASET, shape=shape)
                    file.create_virtual_dataset(DATASET, layout)

                self.assert_nobody_reads(self.with_dataset(make), ["/district/bed_shortfall lies in another file"])
                self.file.unlink()
                shutil.rmtree(self.folder / "of-r.h5")
                self.file = self.results()

    def test_external_links(self):
        shutil.copy(self.file, self.folder / "other.h5")
        for place, target in (("district", "other.h5"), ("scenario", "pipe"), ("district/further", "/dev/zero")):
            with self.subTest(place=place):
                copy = self.folder / f"{target.strip('/').replace('/', '-')}-link.h5"
                shutil.copy(self.folder / "other.h5", copy)
                with h5py.File(copy, "r+") as file:
                    if place in file:
                        del file[place]
                    file[place] = h5py.ExternalLink(str(self.folder / target), "/district")
                self.assert_nobody_reads(copy, [f"/{place} lies in another file"])

    def test_groups_in_circles(self):
        with h5py.File(self.file, "r+") as file:
            file["district/loop"] = file["/"]
        self.assert_nobody_reads(self.file, ["go round in a circle"])

    def test_links_within_the_file(self):
        with h5py.File(self.file, "r+") as file:
            file["district/soft"] = h5py.SoftLink("/towns")
        for command in ("inspect", "report", "export", "rerun", "targets"):
            with self.subTest(command=command):
                more = {"report": ["-o", "page.html"], "export": ["-o", "tables"]}.get(command, [])
                self.assert_refused(self.call(command, self.file, *more, seconds=20), 4, "is a link to another place, which results files do not have")

    def test_pipes_devices_and_folders_are_refused_at_once(self):
        for name in ("pipe", "/dev/zero", "tmp"):
            for arguments in self.readers(name):
                if arguments[0] == "run" or (name == "tmp" and arguments[0] == "compare"):
                    continue
                with self.subTest(command=arguments[0], name=name):
                    self.assert_refused(self.call(*arguments, seconds=10), 4)
            self.assert_refused(self.call("report", self.file, "--boundaries", name, "-o", "page.html", seconds=10), 4)
            plan = self.call("study", "plan", "of-r.h5/toy.toml", "-o", "S", "--design", "list", "--list", name, seconds=10)
            self.assert_refused(plan, 2)


if __name__ == "__main__":
    unittest.main()
