"""Did you mean: whatever a user mistypes (command, option, value, key, name of a thing), the nearest valid name is offered and the exit code
is that of usage."""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv.pop(1)
TOY = "scenarios/toy/toy.toml"

MISTYPED = (  # arguments, what is offered, exit code
    (("runn", TOY), "did you mean 'run'", 2),
    (("sensitvity", "x.h5"), "did you mean 'sensitivity'", 2),
    (("study", "pln", TOY), "did you mean 'plan'", 2),
    (("plugins", "lst"), "did you mean 'list'", 2),
    (("run", TOY, "--replicate", "3"), "did you mean '--replicates'", 2),
    (("run", TOY, "--replicats=3"), "did you mean '--replicates'", 2),
    (("study", "plan", TOY, "--desing", "morris"), "did you mean '--design'", 2),
    (("compare", TOY, "--wiht", "a.b=1"), "did you mean '--with'", 2),
    (("--verson",), "did you mean '--version'", 2),
    (("study", "plan", TOY, "-o", "x", "--design", "moris", "--vary-all"), "did you mean 'morris'", 2),
    (("study", "script", "x", "--for", "slrm"), "did you mean 'slurm'", 2),
    (("run", TOY, "--uncertain", "--shape", "triangulr"), "did you mean 'triangular'", 2),
    (("export", "x.h5", "-o", "y", "--for", "exel"), "did you mean 'excel'", 2),
    (("docs", "parameter"), "did you mean 'parameters'", 2),
    (("completion", "bsh"), "did you mean 'bash'", 2),
    (("run", TOY, "--set", "network.detour_facto=1"), "did you mean 'detour_factor'", 2),
    (("run", TOY, "--set", "finance.own_funds=limitd"), "did you mean 'limited'", 2),
    (("run", TOY, "--set", "funding.constructon_grants.enabled=true"), "did you mean 'funding/construction_grants'", 3),
    (("stress", TOY, "--pack", "late_bulding"), "did you mean 'late_building'", 2),
    (("meet", TOY, "G1"), "did you mean 'G1.own' (社区设施覆盖率（自有）) or 'G1.with_centre'", 2),
    (("meet", TOY, "W1.carer"), "did you mean 'W1.carers'", 2),
    (("meet", TOY, "bed_shortfal<=5"), "did you mean 'bed_shortfall'", 2),
    (("meet", TOY, "--lever", "earlyer"), "did you mean 'earlier'", 2),
    (("meet", TOY, "--cost", "money.publc"), "did you mean 'money.public'", 2),
    (("meet", TOY, "--pair"), "did you mean '--pairs'", 2),
    (("schedule", TOY, "--goal", "servd"), "did you mean 'served'", 2),
    (("schedule", TOY, "--keep", "G1.owm"), "did you mean 'G1.own'", 2),
    (("schedule", TOY, "--capasity", "3"), "did you mean '--capacity'", 2),
    (("init", "x", "--from", "jiangjing"), "did you mean 'jiangjin'", 2),
    (("plugins", "describe", "funding/lotery_fund"), "did you mean 'funding/lottery_fund'", 3),
    (("study", "plan", TOY, "-o", "x", "--design", "grid", "--vary", "network.detour_facter=1,2"), "did you mean 'network.detour_factor'", 2),
    (("run", "scenarios/toy/toi.toml"), "did you mean", 2),
)


def call(*arguments, code=0):
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=120)
    if done.returncode != code:
        raise AssertionError(f"{arguments}: exit {done.returncode}, not {code}\n{done.stdout}{done.stderr}")
    return done


class Suggestions(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def test_every_mistyped_word_gets_its_neighbour(self):
        for arguments, offered, code in MISTYPED:
            with self.subTest(" ".join(arguments)):
                shown = call(*arguments, code=code)
                self.assertIn(offered, shown.stderr)
                self.assertEqual(shown.stdout, "")
        self.assertFalse(pathlib.Path("x").exists())

    def test_names_of_towns_and_figures(self):
        call("run", TOY, "--replicates", "2", "-q", "-o", self.path("r.h5"))
        self.assertIn("did you mean 'Birch Town'", call("progress", self.path("r.h5"), "--town", "Birch Twn", code=2).stderr)
        self.assertIn("did you mean", call("progress", self.path("r.h5"), "--town", "T9", code=2).stderr)
        call("study", "plan", TOY, "-o", self.path("s"), "--design", "morris", "--points", "2", "--replicates", "1", "--vary", "network.detour_factor")
        call("study", "run", self.path("s"), "-q")
        call("study", "merge", self.path("s"), "-o", self.path("m.h5"), "-q")
        for typed, offered in (("served_month", "'served_months'"), ("target.G44", "'target.G4'"), ("bed_shortfal@2021", "'bed_shortfall'")):
            self.assertIn("did you mean " + offered, call("sensitivity", self.path("m.h5"), "--figure", typed, code=2).stderr)
        self.assertIn("years go from", call("sensitivity", self.path("m.h5"), "--figure", "served_months@1999", code=2).stderr)

    def test_a_word_far_from_all_gets_the_list(self):
        self.assertIn("valid names: run, rerun", call("dance", code=2).stderr)
        self.assertIn("valid names: ", call("docs", "everything", code=2).stderr)
        self.assertIn("eldercast run --help", call("run", TOY, "--dance", code=2).stderr)


if __name__ == "__main__":
    unittest.main()
