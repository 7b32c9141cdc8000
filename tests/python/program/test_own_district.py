"""A district of one's own: a copy says that it is one, nothing in it leads nowhere, and a town that was added to one table alone is told."""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()

TOWN = "T4,丁镇,Dock Town,town,1000,1100,6,100.05,30.05,assumption,mine\n"
SETTLEMENTS = "T4C1,丁东社区,T4,community,1,100.05,30.05\nT4V1,丁一村,T4,village,1,,\n"


def call(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=120)


class OwnDistrict(unittest.TestCase):
    def setUp(self):
        self._home = tempfile.TemporaryDirectory()
        self.addCleanup(self._home.cleanup)
        self.folder = pathlib.Path(self._home.name, "mine")

    def append(self, table, text):
        file = self.folder / "data" / table
        file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")

    def test_a_copy_says_whose_it_is(self):
        self.assertEqual(call("init", self.folder, "--from", "jiangjin").returncode, 0)
        for file in self.folder.glob("*.toml"):
            text = file.read_text(encoding="utf-8")
            for key, tail in (("id", "-mine"), ("name_zh", "〔mine〕"), ("name_en", " [mine]")):
                for value in re.findall(rf'^{key} = "([^"]*)"', text, re.MULTILINE)[:1]:
                    self.assertTrue(value.endswith(tail), f"{file.name}: {value}")
        overview = json.loads(call("validate", self.folder / "baseline.toml", "--json").stdout)
        self.assertEqual((overview["scenario"], overview["notes"]), ("jiangjin-baseline-mine", []))
        self.assertEqual(call("validate", self.folder / "no_lottery.toml", "--json").returncode, 0)

    def test_nothing_in_a_copy_leads_nowhere(self):
        for source in ((), ("--from", "jiangjin")):
            folder = self.folder.with_name("copy" + str(len(source)))
            self.assertEqual(call("init", folder, *source).returncode, 0)
            for page in folder.rglob("*.md"):
                for link in re.findall(r"\]\(([^)#\s]+)\)", page.read_text(encoding="utf-8")):
                    self.assertTrue("://" in link or (page.parent / link).exists(), f"{page}: {link}")
            guide = (folder / ("FILLING.md" if source else "README.md")).read_text(encoding="utf-8")
            self.assertIn("data/census.csv", guide)

    def test_what_the_model_makes_of_a_towns_own_number_is_shown(self):
        call("init", self.folder)
        table = self.folder / "data" / "towns.csv"
        lines = table.read_text(encoding="utf-8").splitlines()
        cells = {"code": "residents_60_plus", "T2": "810"}
        table.write_text("".join(line + ("" if line.startswith("#") else "," + cells.get(line.split(",")[0], "")) + "\n" for line in lines),
                         encoding="utf-8")
        file = self.folder / "district.toml"
        towns = {town["town"]: town for town in json.loads(call("validate", file, "--json").stdout)["towns_at_census"]}
        # By hand: 690 of 1,500 are left, shared by 2,820 x 0.2 and 1,500 x 0.35.
        self.assertEqual([towns[code]["aged_60_plus"] for code in ("T1", "T2", "T3")], [357, 810, 333])
        self.assertEqual([towns[code]["own_number"] for code in ("T1", "T2", "T3")], [False, True, False])
        self.assertRegex(call("validate", file).stdout, r"Birch Town +1,700 +810 .*own number")

    def test_a_town_without_people_in_the_census_is_told(self):
        call("init", self.folder)
        file = self.folder / "district.toml"
        self.assertEqual(json.loads(call("validate", file, "--json").stdout)["notes"], [])
        self.append("towns.csv", TOWN)
        self.append("settlements.csv", SETTLEMENTS)
        notes = json.loads(call("validate", file, "--json").stdout)["notes"]
        self.assertEqual(len(notes), 2)
        # By hand: 6,020 of the census over 7,120 of the towns, times 1,100.
        for words in ("2020-11", "7,120", "6,020", "Alder Street gets 2,384 for its 2,820", "Dock Town gets 930 for its 1,100", "to the census"):
            self.assertIn(words, notes[1])
        self.assertIn("note: people at the census of 2020-11", call("validate", file).stdout)

    def test_people_without_a_town_are_told_too(self):
        call("init", self.folder)
        towns = self.folder / "data/towns.csv"
        towns.write_text(re.sub(r",2820,", ",1000,", towns.read_text(encoding="utf-8")), encoding="utf-8")
        notes = json.loads(call("validate", self.folder / "district.toml", "--json").stdout)["notes"]
        self.assertEqual(len(notes), 1)
        self.assertIn("add them to a town", notes[0])

    def test_a_small_difference_is_none(self):
        call("init", self.folder)
        towns = self.folder / "data/towns.csv"
        towns.write_text(re.sub(r",2820,", ",2860,", towns.read_text(encoding="utf-8")), encoding="utf-8")
        self.assertEqual(json.loads(call("validate", self.folder / "district.toml", "--json").stdout)["notes"], [])


if __name__ == "__main__":
    unittest.main()
