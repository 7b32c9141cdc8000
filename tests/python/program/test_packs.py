"""Packs of shocks and the towns that they name: alike in every command, found by name and by path, several at once; towns by any name they have."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import h5py
import numpy as np

PROGRAM = os.path.abspath(sys.argv.pop(1))
FLOOD = """schema = 1
id = "flood"
name_zh = "洪水"
name_en = "Flood"
question = "What if?"
severity_max = 1
[shock.homes]
on = "building"
town = {towns}
from = "2019-01"
to = "2022-12"
factor = 0.1
[parameter]
"staffing.care_workforce.market_hires_per_month" = {{ times = 0.5 }}
"""


class Packs(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)
        shutil.copytree("scenarios/toy", self.folder / "toy")

    def call(self, *arguments, check=0):
        done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=120, cwd=self.folder)
        self.assertEqual(done.returncode, check, done.stdout + done.stderr)
        return done

    def write(self, name, towns):
        (self.folder / name).write_text(FLOOD.format(towns=towns), encoding="utf-8")

    def numbers(self, name, *words):
        self.call("run", "toy/toy.toml", "--replicates", "2", "-q", "-o", name, *words)
        with h5py.File(self.folder / name) as file:
            return {path: file[path][:] for path in ("district/service_volume", "district/accrued", "towns/demand")}

    def assert_same(self, one, other):
        for path, cells in one.items():
            np.testing.assert_array_equal(cells, other[path], path)

    def test_a_town_by_any_name_and_several_in_a_list(self):
        found = []
        for number, towns in enumerate(('["T2", "T3"]', '["乙镇", "丙镇"]', '["Cedar Town", "T2"]')):
            self.write("flood.toml", towns)
            found.append(self.numbers(f"{number}.h5", "--pack", "flood.toml"))
        self.assert_same(found[0], found[1])
        self.assert_same(found[0], found[2])
        self.write("flood.toml", '"乙镇"')
        alone = self.numbers("alone.h5", "--pack", "flood.toml")
        self.assertFalse(np.array_equal(alone["district/accrued"], found[0]["district/accrued"]))
        self.assertIn("identical", self.call("rerun", "0.h5").stdout)
        for towns, word in {'["T2", "乙镇"]': "twice", '["T2", "T9"]': "'T9' is not a town", "[]": "names no town", '["T2", 3]': "must be text"}.items():
            self.write("flood.toml", towns)
            self.assertIn(word, self.call("run", "toy/toy.toml", "--pack", "flood.toml", check=2).stderr)

    def test_every_command_takes_the_same_packs(self):
        self.write("flood.toml", '["T2", "T3"]')
        both = self.numbers("both.h5", "--pack", "late_building", "--pack", "./flood.toml")
        for name, words in {"flood": ["flood.toml"], "late": ["late_building"]}.items():
            one = self.numbers(f"{name}.h5", "--pack", *words)
            self.assertFalse(np.array_equal(one["district/accrued"], both["district/accrued"]), name)
        compared = json.loads(self.call("compare", "toy/toy.toml", "--pack", "late_building", "--pack", "flood.toml", "--replicates", "2", "--json").stdout)
        files = self.call("run", "toy/toy.toml", "--replicates", "2", "-q", "-o", "plain.h5") and json.loads(
            self.call("compare", "plain.h5", "both.h5", "--json").stdout)
        self.assertEqual(compared["comparisons"][0]["figures"], files["comparisons"][0]["figures"])
        self.assertIn("A under late_building and flood.toml", json.dumps(compared))
        uncertain = self.call("run", "toy/toy.toml", "--uncertain", "--points", "2", "--pack", "flood.toml", "-q", "--json").stdout
        self.assertNotEqual(uncertain, self.call("run", "toy/toy.toml", "--uncertain", "--points", "2", "-q", "--json").stdout)
        stressed = json.loads(self.call("stress", "toy/toy.toml", "--pack", "flood.toml", "--replicates", "2", "--json").stdout)
        self.assertEqual(stressed["packs"][0]["pack"], "flood")

    def test_what_cannot_be_is_said(self):
        self.write("flood.toml", '"T2"')
        self.write("late_building.toml", '"T2"')
        for words, said in ((["--pack", "late_building.toml"], "write ./late_building.toml"), (["--pack", "fire"], "there is no pack 'fire'"),
                            (["--pack", "flood.toml", "--pack", "./flood.toml"], "is given twice"),
                            (["--pack", "flood.toml", "--severity", "2"], "beyond what pack flood allows"), (["--severity", "1"], "--pack")):
            self.assertIn(said, self.call("run", "toy/toy.toml", *words, check=2).stderr, words)
        self.call("run", "toy/toy.toml", "--replicates", "1", "-q", "-o", "r.h5")
        self.assertIn("A is a results file", self.call("compare", "r.h5", "--pack", "flood.toml", check=2).stderr)
        self.assertIn("for scenarios", self.call("compare", "r.h5", "r.h5", "--seed", "3", check=2).stderr)

    def test_towns_of_one_name_are_told_apart(self):
        towns = self.folder / "toy/data/towns.csv"
        towns.write_text(towns.read_text(encoding="utf-8").replace("T2,乙镇", "T2,甲街道"), encoding="utf-8")
        self.call("run", "toy/toy.toml", "--replicates", "2", "-q", "-o", "r.h5")
        for words in (["explain", "r.h5", "/towns/accrued", "甲街道", "2021"], ["progress", "r.h5", "--town", "甲街道"]):
            self.assertIn("say which by its code: T1, T2", self.call(*words, check=2).stderr)
        self.call("progress", "r.h5", "--town", "甲街道 (T2)")
        names = [town["name_zh"] for town in json.loads(self.call("towns", "r.h5", "--json").stdout)["rows"]]
        self.assertEqual(names, ["甲街道 (T1)", "甲街道 (T2)", "丙镇"])
        self.write("flood.toml", '"甲街道"')
        self.assertIn("say which by its code: T1, T2", self.call("run", "toy/toy.toml", "--pack", "flood.toml", check=2).stderr)


if __name__ == "__main__":
    unittest.main()
