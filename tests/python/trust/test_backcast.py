"""`eldercast backcast`: the people of 2010 grown to 2020 beside the census, and tables that are not as they should be."""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv.pop(1)
PLACE = "scenarios/jiangjin/backcast/"
JIANGJIN = (PLACE + "jiangjin_2010.csv", PLACE + "jiangjin_2020.csv")


def call(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=300)


class Backcast(unittest.TestCase):
    def grow(self, *arguments):
        done = call("backcast", *JIANGJIN, "-q", "--json", *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def test_jiangjin_closed_and_with_moves(self):
        answer = self.grow("--replicates", "3")
        self.assertEqual(answer["counted"], 340077)  # the census of 2020, 60 and over
        # By hand: the groups of 2010 survived ten years with the same rates, single years by the national shape, give 0.9640.
        self.assertAlmostEqual(answer["closed_ratio"], 0.964, delta=0.003)
        self.assertAlmostEqual(answer["with_moves_ratio"], 1.0, delta=0.005)
        for group in answer["groups"]:
            self.assertAlmostEqual(group["with_moves"] / group["counted"], 1.0, delta=0.03, msg=str(group))

    def test_without_deaths_only_those_who_moved_are_missing(self):
        low = self.grow("--replicates", "1", "--set", "population.mortality_multiplier.male=0.5", "--set",
                        "population.mortality_multiplier.female=0.5")
        self.assertGreater(low["closed_ratio"], 1.0)
        self.assertGreater(low["mortality_factor"], 1.0)

    def test_need_stays_near_its_table_over_ten_years(self):
        for group in self.grow("--replicates", "3")["need"]:
            for need in ("partial", "full"):
                self.assertAlmostEqual(group[need] / group[need + "_table"], 1.0, delta=0.12, msg=str(group))

    def test_tables_that_are_not_as_they_should_be(self):
        with tempfile.TemporaryDirectory() as folder:
            bad = pathlib.Path(folder) / "bad.csv"
            good = pathlib.Path(JIANGJIN[0]).read_text(encoding="utf-8")
            for text, said in ((good.replace("male,60,64", "male,61,64", 1), "the groups are"),
                               (good.replace("2010-11,female,50", "2011-11,female,50", 1), "of one date"),
                               ("\n".join(line for line in good.splitlines() if ",male,75," not in line), "no row for male aged 75 to 79"),
                               (good + good.splitlines()[2] + "\n", "a second time"), (good.replace("2010-11", "2010-13"), "is not a month"),
                               ("sex,population\n", "error")):
                bad.write_text(text, encoding="utf-8")
                done = call("backcast", str(bad), JIANGJIN[1], "-q")
                self.assertEqual(done.returncode, 2, said)
                self.assertIn(said, done.stderr)
                self.assertIn("bad.csv", done.stderr)
        self.assertEqual(call("backcast", "absent.csv", JIANGJIN[1]).returncode, 2)
        self.assertEqual(call("backcast", JIANGJIN[1], JIANGJIN[0]).returncode, 2)


if __name__ == "__main__":
    unittest.main()
