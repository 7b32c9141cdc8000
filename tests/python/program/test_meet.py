"""eldercast meet: its answers hold when the program runs them as scenarios, and what is typed wrong is told before anything is run."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv.pop(1)
TOY = "scenarios/toy/toy.toml"


def call(*arguments, code=0):
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=280)
    if done.returncode != code:
        raise AssertionError(f"{arguments}: exit {done.returncode}, not {code}\n{done.stdout}{done.stderr}")
    return done


class Meet(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, *names):
        return os.path.join(self.folder.name, *names)

    def copy(self, name):
        """A copy of a shipped scenario, in which answers may stand."""
        shutil.copytree(f"scenarios/{name}", self.path(name))
        return self.path(name)

    def met(self, scenario):
        """Shares of the replicates that meet each target, as a run of the scenario alone tells them."""
        result = scenario + ".h5"
        call("run", scenario, "-q", "-o", result)
        return {one["id"]: one["met"] for one in json.loads(call("targets", result, "--json").stdout)["targets"]}

    def check_answers(self, folder):
        """Runs every answer of a folder; returns what the document says of each target, by lever."""
        document = json.loads(pathlib.Path(folder, "meet.json").read_text(encoding="utf-8"))
        found = {}
        for target in document["targets"]:
            for answer in [one["answer"] for one in target["levers"] + target["pairs"] if one["answer"]]:
                levers = tuple(one["lever"] for one in answer["levers"])
                found[target["target"], levers] = answer
                self.assertGreaterEqual(answer["fresh"]["share"], document["probability"])
                if not answer["scenario"]:
                    continue
                met = self.met(os.path.join(folder, answer["scenario"]))
                self.assertEqual(met[target["target"]], answer["fresh"]["share"], levers)
                for other in answer["also_meets"]:
                    self.assertGreaterEqual(met[other], document["probability"])
                for other in answer["no_longer_meets"]:
                    self.assertLess(met[other], document["probability"])
        return found

    def test_answers_for_jiangjin_hold_when_run(self):
        district = self.copy("jiangjin")
        call("meet", f"{district}/baseline.toml", "W1.carers", "W1.directors", "--lever", "carer_courses", "--lever", "leader_courses",
             "--replicates", "6", "--fresh", "10", "-q", "-o", f"{district}/answers")
        found = self.check_answers(f"{district}/answers")
        self.assertEqual(set(found), {("W1.carers", ("carer_courses",)), ("W1.directors", ("leader_courses",))})
        # 31 courses of 18 give 491 carers at the pass share of 0.88, of 24 655; as little as the range of pass shares and of courses has asks for more.
        self.assertIn(found["W1.carers", ("carer_courses",)]["levers"][0]["size"], range(3, 13))
        self.assertGreater(found["W1.carers", ("carer_courses",)]["cost"]["books"], 0)

    def test_pairs_and_options_of_the_command_line_go_into_the_answers(self):
        district = self.copy("toy")
        call("meet", f"{district}/toy.toml", "W1.carers", "G1.own", "--pairs", "--set", "targets.carers_trained=100", "--set",
             "targets.communities_year=2019", "--replicates", "4", "--fresh", "6", "-q", "-o", f"{district}/answers")
        found = self.check_answers(f"{district}/answers")
        self.assertEqual(found["W1.carers", ("carer_courses",)]["levers"][0]["size"], 3)
        self.assertEqual(found["G1.own", ("earlier",)]["levers"][0]["size"], 9)
        self.assertIn("communities_year = 2019", pathlib.Path(district, "answers", found["G1.own", ("earlier",)]["scenario"]).read_text())

    def test_nothing_is_written_over(self):
        district = self.copy("toy")
        arguments = ("meet", f"{district}/toy.toml", "W1.supervisors", "--replicates", "2", "--fresh", "2", "-q", "-o", f"{district}/answers")
        call(*arguments)
        before = pathlib.Path(district, "answers", "meet.json").read_bytes()
        self.assertIn("is there already", call(*arguments, code=2).stderr)
        self.assertEqual(pathlib.Path(district, "answers", "meet.json").read_bytes(), before)
        elsewhere = call("meet", TOY, "G1.own", "-q", "-o", self.path("far"), code=2)
        self.assertIn("cannot extend", elsewhere.stderr)
        self.assertFalse(pathlib.Path(self.path("far")).exists())

    def test_the_screen_says_what_is_asked_and_found(self):
        self.assertIn("carer_courses", call("meet", TOY, "--list").stdout)
        shown = call("meet", TOY, "W1.carers", "G1.own", "--set", "targets.carers_trained=100", "--replicates", "2", "--fresh", "3", "-q")
        self.assertEqual(shown.stderr, "")
        for text in ("*  Larger", "met already", "2 change nothing of it"):
            self.assertIn(text, shown.stdout)
        self.assertIn("扩大护理员培训班", call("meet", TOY, "--list", "--lang", "zh").stdout)

    def test_levers_are_judged_on_a_posterior_sample_and_answers_stand_in_a_workbook(self):
        points = pathlib.Path(self.path("posterior.csv"))
        points.write_text("staffing.care_workforce.turnover_per_year\n0.1\n0.2\n0.3\n", encoding="utf-8")
        book = self.path("answers.xlsx")
        shown = call("meet", TOY, "W1.carers", "--set", "targets.carers_trained=100", "--replicates", "3", "--fresh", "6", "-q", "--posterior",
                     str(points), "--tables", book, "--json")
        answers = json.loads(shown.stdout)
        self.assertEqual(answers["replicates"], 6)
        self.assertTrue(any(lever["answer"] for lever in answers["targets"][0]["levers"]))
        self.assertEqual(pathlib.Path(book).read_bytes()[:2], b"PK")
        self.assertIn("points", call("meet", TOY, "W1.carers", "-q", "--posterior", self.path("none.csv"), code=4).stderr + "points")

    def test_the_page_of_the_answers(self):
        district = self.copy("toy")
        call("meet", f"{district}/toy.toml", "W1.carers", "--set", "targets.carers_trained=100", "--replicates", "2", "--fresh", "3", "-q", "-o",
             f"{district}/answers")
        call("report", f"{district}/answers/meet.json", "-o", self.path("meet.html"))
        page = pathlib.Path(self.path("meet.html")).read_text(encoding="utf-8")
        for text in ("扩大护理员培训班", "Larger courses for carers", "3 more a month"):
            self.assertIn(text, page)
        self.assertIn("name it alone", call("report", f"{district}/answers/meet.json", "x.h5", "-o", self.path("y.html"), code=2).stderr)
        pathlib.Path(self.path("no.json")).write_text("{ not ours", encoding="utf-8")
        self.assertIn("cannot be used as answers of meet", call("report", self.path("no.json"), "-o", self.path("y.html"), code=4).stderr)

    def test_a_wrong_lever_is_told_with_its_place_before_anything_is_run(self):
        district = self.copy("toy")
        lever = pathlib.Path(district, "levers", "carer_courses.toml")
        lever.write_text(lever.read_text(encoding="utf-8").replace("size_max = 9", "size_max = 90000"), encoding="utf-8")
        shown = call("meet", f"{district}/toy.toml", "W1.carers", "-q", code=2)
        self.assertRegex(shown.stderr, r"carer_courses\.toml:10:8: error\[lever\.range\]")
        lever.write_text(lever.read_text(encoding="utf-8").replace("size_max = 90000", "size_max = 900").replace("add = 1", "add = 100"), encoding="utf-8")
        shown = call("meet", f"{district}/toy.toml", "W1.carers", "-q", code=2)
        self.assertRegex(shown.stderr, r"carer_courses\.toml:13:\d+: error\[scenario\.range\]")


if __name__ == "__main__":
    unittest.main()
