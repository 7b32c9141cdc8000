"""whatif: what the command refuses and says, and what a page is made of."""
import base64
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

from engine_at import WITHOUT, call, engine_is_built

PROGRAM = sys.argv.pop(1)
TOY = "scenarios/toy/toy.toml"
LEVER = """schema = 1
[lever.grant]
key = "funding.construction_grants.station_city_yuan"
name_zh = "站补助"
name_en = "Grant of a station"
group = "funding"
unit_zh = "元"
unit_en = "yuan"
min = 0
max = 400_000
step = 50_000
"""


class Command(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def levers(self, text):
        with open(self.path("levers.toml"), "w", encoding="utf-8") as file:
            file.write(text)
        return self.path("levers.toml")

    def refused(self, text, *words):
        done = call(PROGRAM, "whatif", TOY, "--levers", self.levers(text), "-o", self.path("page.html"), check=2)
        for word in words:
            self.assertIn(word, done.stderr)
        self.assertFalse(os.path.exists(self.path("page.html")))

    @unittest.skipUnless(engine_is_built(), WITHOUT)
    def test_levers_are_judged_with_their_place(self):
        self.refused(LEVER.replace("station_city_yuan", "station_citty_yuan"), "levers.toml:3:7", "whatif.unknown-parameter", "station_city_yuan")
        self.refused(LEVER.replace('"funding"\n', '"founding"\n'), "whatif.group", "funding, staff, care, building, money")
        self.refused(LEVER.replace("max = 400_000", "max = 100_000"), "whatif.range", "lies outside of min to max")
        self.refused(LEVER.replace("min = 0", "min = -5"), "whatif.range")
        self.refused(LEVER.replace("step = 50_000\n", ""), "whatif.required", "lever.grant.step is required")
        self.refused(LEVER + "stepp = 1\n", "whatif.unknown-key", "did you mean 'step'?")
        self.refused("schema = 1\n", "whatif.required", "there is no lever")
        self.refused(LEVER + LEVER[LEVER.index("[lever.grant]"):].replace("lever.grant", "lever.again"), "moved by two levers")

    @unittest.skipUnless(engine_is_built(), WITHOUT)
    def test_a_scenario_without_levers_says_where_they_stand(self):
        shutil.copytree("scenarios/toy", self.path("toy"))
        done = call(PROGRAM, "whatif", self.path("toy/toy.toml"), "-o", self.path("page.html"), check=2)
        self.assertIn("levers/whatif.toml", done.stderr)

    @unittest.skipUnless(engine_is_built(), WITHOUT)
    def test_the_policy_allows_this_code_alone(self):
        call(PROGRAM, "whatif", TOY, "--levers", self.levers(LEVER), "-o", self.path("page.html"), "--quiet")
        with open(self.path("page.html"), encoding="utf-8") as file:
            html = file.read()
        self.assertLess(len(html), 6_000_000)
        policy = re.search('Content-Security-Policy" content="([^"]*)"', html).group(1)
        self.assertIn("default-src 'none'", policy)
        self.assertIn("connect-src 'none'", policy)
        self.assertNotIn("unsafe-inline", policy)
        self.assertNotIn("'unsafe-eval'", policy)
        self.assertNotRegex(html, r"(?:src|href)=\"(?!data:,)")
        done = call(PROGRAM, "whatif", TOY, "--levers", self.levers(LEVER), "-o", self.path("page.html"), check=4)
        self.assertIn("exists already", done.stderr)
        call(PROGRAM, "whatif", TOY, "--levers", self.levers(LEVER), "-o", self.path("page.html"), "--overwrite", "--quiet")

    @unittest.skipUnless(engine_is_built(), WITHOUT)
    def test_results_stand_for_the_run_of_the_baseline(self):
        levers = self.levers(LEVER)
        call(PROGRAM, "whatif", TOY, "--levers", levers, "-o", self.path("ran.html"), "--quiet")
        call(PROGRAM, "run", TOY, "-q", "-o", self.path("plain.h5"))
        call(PROGRAM, "whatif", TOY, self.path("plain.h5"), "--levers", levers, "-o", self.path("plain.html"), "--quiet")
        call(PROGRAM, "run", TOY, "-q", "--set", "network.detour_factor=1.5", "-o", self.path("other.h5"))
        done = call(PROGRAM, "whatif", TOY, self.path("other.h5"), "--levers", levers, "-o", self.path("refused.html"), check=2)
        self.assertIn("whatif.result", done.stderr)
        self.assertFalse(os.path.exists(self.path("refused.html")))
        option = re.search(r"--set '([^']*)'", done.stderr).group(1)
        call(PROGRAM, "run", TOY, "-q", "--set", option, "-o", self.path("same.h5"))
        call(PROGRAM, "whatif", TOY, self.path("same.h5"), "--levers", levers, "-o", self.path("stored.html"), "--quiet")
        pages = []
        for name in ("ran.html", "plain.html", "stored.html"):
            with open(self.path(name), encoding="utf-8") as page:
                pages.append(page.read())
        self.assertEqual(pages[0], pages[1])
        self.assertEqual(pages[0], pages[2])

    @unittest.skipUnless(engine_is_built(), WITHOUT)
    def test_a_plain_run_that_draws_gives_its_seed_and_replicates(self):
        levers = self.levers(LEVER)
        drawn = ("--set", "scenario.draw_parameters=true")
        call(PROGRAM, "run", TOY, "-q", *drawn, "--replicates", "8", "--seed", "77", "-o", self.path("drawn.h5"))
        done = call(PROGRAM, "whatif", TOY, self.path("drawn.h5"), *drawn, "--levers", levers, "-o", self.path("drawn.html"), "--quiet")
        self.assertIn("draws what the levers of the page decide", done.stderr)
        call(PROGRAM, "whatif", TOY, *drawn, "--set", "scenario.seed=77", "--replicates", "8", "--levers", levers, "-o", self.path("ran.html"), "--quiet")
        with open(self.path("drawn.html"), encoding="utf-8") as drawn_page, open(self.path("ran.html"), encoding="utf-8") as ran:
            bases = [re.search(r'id="world">([^<]*)<', page.read()).group(1) for page in (drawn_page, ran)]
        worlds = [json.loads(gzip.decompress(base64.b64decode(base))) for base in bases]
        self.assertEqual(worlds[0]["baseline"], worlds[1]["baseline"])
        self.assertEqual(worlds[0]["draws"], worlds[1]["draws"])

    def test_a_program_without_the_engine_says_how_to_get_it(self):
        alone = self.path("build/bin/eldercast")
        os.makedirs(os.path.dirname(alone))
        shutil.copy(PROGRAM, alone)
        os.symlink(os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(PROGRAM))), "plugins"), self.path("build/plugins"))
        done = subprocess.run([alone, "whatif", TOY, "--levers", self.levers(LEVER), "-o", self.path("page.html")], capture_output=True, text=True)
        self.assertEqual(done.returncode, 4)
        self.assertIn("whatif.engine", done.stderr)
        self.assertIn("script/bootstrap --whatif", done.stderr)

    def test_levers_of_a_page_are_none_of_meet(self):
        done = call(PROGRAM, "meet", "scenarios/jiangjin/baseline.toml", "--list")
        self.assertIn("carer_courses", done.stdout)
        self.assertNotIn("whatif", done.stdout)

    def test_what_is_decided_is_not_drawn(self):
        key = "standards.village_point.day_places"
        text = f'schema = 1\nextends = "toy.toml"\n[scenario]\nid = "drawn"\nname_zh = "例"\nname_en = "drawn"\ndraw_parameters = true\n'
        shutil.copytree("scenarios/toy", self.path("toy"))
        for name, more in (("all", ""), ("decided", f'decided = ["{key}"]\n'), ("wrong", 'decided = ["standards.vilage_point.day_places", "x"]\n')):
            with open(self.path(f"toy/{name}.toml"), "w", encoding="utf-8") as file:
                file.write(text + more)
        counts = []
        for name in ("all", "decided"):
            shown = call(PROGRAM, "run", self.path(f"toy/{name}.toml"), "-q").stdout
            counts.append(int(re.search(r"Intervals hold (\d+)", shown).group(1)))
        self.assertEqual(counts[1], counts[0] - 1)
        done = call(PROGRAM, "validate", self.path("toy/wrong.toml"), check=2)
        self.assertEqual(done.stderr.count("scenario.decided"), 2)
        self.assertIn(f"did you mean '{key}'?", done.stderr.replace("' (", "'? ("))


if __name__ == "__main__":
    unittest.main()
