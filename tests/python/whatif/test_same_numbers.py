"""whatif: a replicate in the engine of a page is that of the program, to the last bit of every array."""
import json
import os
import subprocess
import sys
import tempfile
import unittest

import h5py
import numpy

from engine_at import BUILT, WITHOUT, call, engine_is_built

PROGRAM = sys.argv.pop(1)
ROOT = "scenarios/jiangjin"
REPLICATES = int(sys.argv.pop(1))
CODE = os.path.abspath("core/whatif/page/web")
# The baseline, money, people (set-up with logarithms and powers), chance of building and carers with their rules.
VARIANTS = {
    "baseline": [],
    "money": ["finance.town_yuan_per_year=1200000", "finance.city_yuan_per_year=7000000"],
    "people": ["population.mortality_multiplier.male=1.03", "population.living_alone_share=0.11"],
    "building": ["schedule.slip_ratio.median=1.37", "schedule.never_built_share=0.08", "schedule.earlier_months=3"],
    "carers": ["staffing.care_workforce.allowance_yuan_per_month=350", "staffing.training_pipeline.carer_intake_per_month=31",
               "staffing.care_workforce.turnover_per_year=0.31"],
}


def headline_datasets(file):
    """Paths of the datasets that every replicate has, in the order of the file, with their cells."""
    found = []
    for group in ("district", "towns", "settlements", "facilities", "targets"):
        for name, data in file[group].items():
            if data.ndim > 1 and data.shape[0] == REPLICATES and not name.endswith("_mean") and data.dtype.kind in "iu":
                found.append((f"/{group}/{name}", data[...]))
    return found


@unittest.skipUnless(engine_is_built(), WITHOUT)
class SameNumbers(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def node(self, plan):
        with open(self.path("plan.json"), "w", encoding="utf-8") as file:
            json.dump(plan, file)
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "run_variants.js")
        done = subprocess.run(["node", script, self.path("plan.json")], capture_output=True, text=True, timeout=600)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def test_replicates_of_five_variants(self):
        results = {}
        for name, sets in VARIANTS.items():
            options = [word for one in sets for word in ("--set", one)]
            call(PROGRAM, "run", f"{ROOT}/baseline.toml", "--chance-only", "--replicates", str(REPLICATES), "-q", "-o",
                 self.path(name + ".h5"), *options)
            with h5py.File(self.path(name + ".h5")) as file:
                results[name] = headline_datasets(file)
        paths = [path for path, _ in results["baseline"]]
        self.assertGreater(len(paths), 35)
        self.node({"engine": BUILT, "code": CODE, "root": ROOT, "first": "baseline.toml", "replicates": REPLICATES, "paths": paths,
                   "variants": VARIANTS, "out": self.folder.name})
        for name, datasets in results.items():
            with self.subTest(name):
                self.compare(datasets, self.path(name))
        first = dict(results["baseline"])
        for name in VARIANTS:
            if name != "baseline":
                self.assertTrue(any(not numpy.array_equal(cells, first[path]) for path, cells in results[name]), name)

    def compare(self, datasets, file):
        with open(file, "rb") as stream:
            for r in range(REPLICATES):
                for path, cells in datasets:
                    wanted = cells[r]
                    found = numpy.frombuffer(stream.read(wanted.nbytes), dtype=wanted.dtype).reshape(wanted.shape)
                    if wanted.dtype.kind == "i":  # "nothing to measure" is -1 in an outcome and a fill value in a file
                        wanted = numpy.where(wanted == numpy.iinfo(wanted.dtype).min, -1, wanted)
                    self.assertTrue(numpy.array_equal(wanted, found), f"{path}, replicate {r}")
            self.assertEqual(stream.read(1), b"")

    def test_a_page_holds_what_its_engine_would_give_with_drawn_parameters(self):
        call(PROGRAM, "whatif", f"{ROOT}/baseline.toml", "-o", self.path("page.html"), "--replicates", "8", "--quiet")
        said = json.loads(self.node({"engine": BUILT, "code": CODE, "page": self.path("page.html"), "rows": list(range(8))}))
        self.assertEqual(said, {"compared": 8, "different": 0})


if __name__ == "__main__":
    unittest.main()
