"""The program from outside: exit codes, what goes to stdout and stderr, files that are kept or refused, generated pages."""
import json
import os
import pathlib
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
TOY = "scenarios/toy/toy.toml"
JIANGJIN = "scenarios/jiangjin/baseline.toml"


def call(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=120)


class Commands(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.file = str(pathlib.Path(self.folder.name) / "result.h5")

    def tearDown(self):
        self.folder.cleanup()

    def test_help_teaches(self):
        self.assertEqual(call("--help").returncode, 0)
        self.assertIn("First steps", call("--help").stdout)
        self.assertIn("Exit codes", call("run", "--help").stdout)
        self.assertEqual(call().returncode, 2)

    def test_a_mistyped_command_gets_a_suggestion(self):
        result = call("runn", TOY)
        self.assertEqual(result.returncode, 2)
        self.assertIn("did you mean 'run'", result.stderr)

    def test_the_summary_fits_one_screen(self):
        for scenario in (TOY, JIANGJIN):
            lines = call("run", scenario, "--replicates", "2", "--quiet").stdout.splitlines()
            self.assertLessEqual(len(lines), 45, scenario)

    def test_what_the_answer_names_as_the_next_step_runs(self):
        for language in ("zh", "en"):
            with self.subTest(language=language):
                shown = call("run", TOY, "--replicates", "2", "--quiet", "--lang", language, "-o", self.file, "--overwrite").stdout
                steps = [line.split("eldercast ", 1)[1] for line in shown.splitlines() if " eldercast " in line or "：eldercast " in line]
                self.assertEqual([step.split()[0] for step in steps], ["targets", "towns", "report"])
                for step in steps:
                    done = subprocess.run([PROGRAM, *shlex.split(step)], capture_output=True, cwd=self.folder.name, timeout=120)
                    self.assertEqual(done.returncode, 0, f"{step}: {done.stderr.decode()}")
            (pathlib.Path(self.folder.name) / "report.html").unlink()

    def test_json_is_versioned_data_on_stdout_only(self):
        result = call("run", TOY, "--replicates", "2", "--json", "--quiet")
        summary = json.loads(result.stdout)
        self.assertEqual((summary["format"], summary["version"]), ("eldercast-summary", 3))
        self.assertEqual(result.stderr, "")

    def test_a_result_is_written_once_and_not_overwritten(self):
        self.assertEqual(call("run", TOY, "--replicates", "2", "-o", self.file).returncode, 0)
        before = pathlib.Path(self.file).read_bytes()
        refused = call("run", TOY, "--replicates", "2", "-o", self.file)
        self.assertEqual(refused.returncode, 4)
        self.assertEqual(pathlib.Path(self.file).read_bytes(), before)
        self.assertEqual(call("run", TOY, "--replicates", "3", "-o", self.file, "--overwrite").returncode, 0)
        shown = call("inspect", self.file)
        self.assertEqual(shown.returncode, 0)
        self.assertIn("district", shown.stdout)
        self.assertEqual(json.loads(call("inspect", self.file, "--json").stdout)["format"], "eldercast-inspect")
        chosen = call("targets", self.file, "G2").stdout
        self.assertIn("G2.own", chosen)
        self.assertNotIn("G1.own", chosen)
        self.assertIn("G2.own", call("targets", self.file, "G2.onw").stderr)
        explained = call("explain", self.file, "G4").stdout
        self.assertIn("/targets/value", explained)
        self.assertIn("asked ≥100%", explained)
        self.assertIn("say one of: G2.own", call("explain", self.file, "G2").stderr)

    def test_init_makes_a_district_that_is_valid_runs_and_says_how_to_fill_it(self):
        district = pathlib.Path(self.folder.name) / "My Place"
        made = call("init", str(district))
        self.assertEqual(made.returncode, 0, made.stderr)
        scenario = str(district / "district.toml")
        self.assertIn('id = "my-place"', pathlib.Path(scenario).read_text(encoding="utf-8"))
        self.assertIn("data/census.csv", (district / "README.md").read_text(encoding="utf-8"))
        checked = call("validate", scenario)
        self.assertEqual((checked.returncode, checked.stderr), (0, ""))
        self.assertIn("a run of 100 replicates takes about", checked.stdout)
        self.assertEqual(call("run", scenario, "--replicates", "1", "-q").returncode, 0)
        (district / "data" / "towns.csv").write_text("code,name_zh\n", encoding="utf-8")
        self.assertEqual(call("validate", scenario).returncode, 2)
        self.assertEqual(call("init", str(district)).returncode, 4)

    def test_init_copies_a_shipped_scenario(self):
        copy = pathlib.Path(self.folder.name) / "copy"
        self.assertEqual(call("init", str(copy), "--from", "jiangjin").returncode, 0)
        there, here = (json.loads(call("validate", path, "--json").stdout) for path in (JIANGJIN, str(copy / "baseline.toml")))
        # The same but for the name: neither is the digest.
        self.assertEqual({**there, "scenario": "", "digest": ""}, {**here, "scenario": "", "digest": ""})
        self.assertEqual(here["scenario"], there["scenario"] + "-copy")
        self.assertIn("did you mean 'jiangjin'", call("init", str(copy) + "2", "--from", "jiangjing").stderr)

    def test_tiles_lay_a_district_beside_itself(self):
        tiled = pathlib.Path(self.folder.name) / "tiled"
        self.assertEqual(call("init", str(tiled), "--from", "jiangjin", "--tile", "3").returncode, 0)
        file = str(tiled / "baseline.toml")
        one, three = (json.loads(call("validate", path, "--json").stdout) for path in (JIANGJIN, file))
        for what in ("towns", "settlements", "projects"):
            self.assertEqual(three[what], 3 * one[what], what)
        people = [document["memory"]["individuals"] for document in (one, three)]
        self.assertAlmostEqual(people[1] / people[0], 3, places=3)
        ran = call("run", file, "--quiet")
        self.assertEqual(ran.returncode, 0, ran.stderr)
        self.assertIn("of 327", ran.stdout)
        # Copies are made of a shipped scenario, not of the table of one's own.
        self.assertEqual(call("init", str(tiled) + "2", "--tile", "3").returncode, 2)

    def test_completion_offers_commands_and_options(self):
        script = pathlib.Path(self.folder.name) / "completion.bash"
        script.write_text(call("completion", "bash").stdout, encoding="utf-8")
        for typed, wanted in ((["eldercast", "st"], {"stress", "study"}), (["eldercast", "study", "pl"], {"plan"}),
                              (["eldercast", "run", "x.toml", "--repl"], {"--replicates"})):
            words = " ".join(f"'{word}'" for word in typed)
            command = f"source {script}; COMP_WORDS=({words}); COMP_CWORD={len(typed) - 1}; _eldercast; printf '%s\\n' \"${{COMPREPLY[@]}}\""
            shown = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=20)
            self.assertEqual(set(shown.stdout.split()), wanted, shown.stderr)
        for shell in ("zsh", "fish"):
            self.assertIn("eldercast", call("completion", shell).stdout)

    def test_reports_are_made_from_a_result(self):
        self.assertEqual(call("run", TOY, "--replicates", "2", "-o", self.file).returncode, 0)
        for command in ("targets", "progress", "towns", "paper", "summary"):
            shown = call(command, self.file)
            self.assertEqual((shown.returncode, shown.stderr), (0, ""), command)
            chinese = call(command, self.file, "--lang", "zh")
            self.assertNotEqual(shown.stdout, chinese.stdout, command)
            self.assertRegex(chinese.stdout, "[\u4e00-\u9fff]", command)
            if command == "summary":
                continue
            data = json.loads(call(command, self.file, "--json").stdout)
            self.assertEqual((data["format"], data["version"]), ("eldercast-" + command, 2 if command == "targets" else 1))
        whole = call("summary", self.file, "--full").stdout
        for heading in ("Targets of the plan", "Money over the run", "Staff at the end"):
            self.assertIn(heading, whole)
        self.assertEqual(call("towns", self.file, "--year", "1999").returncode, 2)
        short = [line.split()[-4] for line in call("towns", self.file, "--sort", "money").stdout.splitlines() if "/" in line]
        self.assertGreater(len(short), 1)
        self.assertEqual(call("progress", self.file, "--period", "1999-01").returncode, 2)
        wrong = call("progress", self.file, "--town", "no such town")
        self.assertEqual(wrong.returncode, 2)
        self.assertIn("there is no town", wrong.stderr)
        self.assertEqual(call("targets", "no_such.h5").returncode, 4)

    def test_stress_says_what_breaks_and_which_project_must_not_be_late(self):
        listed = call("stress", TOY, "--list")
        self.assertIn("late_building", listed.stdout)
        stress = ["stress", TOY, "--replicates", "2", "--quiet"]
        shown = call(*stress, "--pack", "late_building", "--pack", "scenarios/toy/stress/staff_exodus.toml", "--rank-projects", "-o", self.file)
        self.assertEqual(shown.returncode, 0, shown.stderr)
        self.assertEqual(shown.stderr, "")
        for text in ("Pack late_building", "breaks at", "Projects"):
            self.assertIn(text, shown.stdout)
        data = json.loads(call(*stress, "--pack", "late_building", "--severity", "2", "--json").stdout)
        self.assertEqual((data["format"], data["version"]), ("eldercast-stress", 1))
        self.assertEqual(data["packs"][0]["severity"], 2)
        again = call(*stress, "--pack", "late_building", "-o", self.file)
        self.assertEqual(again.returncode, 4)
        mistyped = call(*stress, "--pack", "late_bulding")
        self.assertEqual(mistyped.returncode, 2)
        self.assertIn("did you mean 'late_building'", mistyped.stderr)
        self.assertEqual(call(*stress, "--pack", "late_building", "--severity", "3").returncode, 2)
        self.assertEqual(call("stress", TOY).returncode, 2)

    def test_threads_do_not_change_the_data(self):
        other = self.file + ".2"
        for file, threads in ((self.file, "1"), (other, "2")):
            self.assertEqual(call("run", JIANGJIN, "--replicates", "3", "--threads", threads, "-o", file).returncode, 0)
        diff = subprocess.run(["h5diff", "--exclude-path", "/provenance", self.file, other], capture_output=True, text=True)
        self.assertEqual((diff.returncode, diff.stdout), (0, ""))

    def test_wrong_input_and_missing_files_have_their_codes(self):
        self.assertEqual(call("run", "no_such.toml").returncode, 2)
        self.assertEqual(call("run", TOY, "--set", "staff.carers_at_strt=3").returncode, 2)
        self.assertEqual(call("inspect", "no_such.h5").returncode, 4)
        self.assertEqual(call("run", TOY, "-o", "no/such/folder/x.h5").returncode, 4)
        self.assertEqual(call("plugins", "describe", "funding/no_such").returncode, 3)

    def test_the_resolved_scenario_gives_the_same_run(self):
        text = call("validate", TOY, "--resolved").stdout
        copy = pathlib.Path("scenarios/toy") / ("resolved-%d.toml" % time.time_ns())
        copy.write_text(text)
        try:
            one = call("run", TOY, "--replicates", "2", "--json", "--quiet").stdout
            two = call("run", str(copy), "--replicates", "2", "--json", "--quiet").stdout
        finally:
            copy.unlink()
        # The digest tells the texts apart; the numbers must be the same.
        without_digest = [re.sub(r"[0-9a-f]{64}", "", text) for text in (one, two)]
        self.assertEqual(without_digest[0], without_digest[1])

    def test_a_terminal_is_told_how_long_it_will_take_and_left_clean(self):
        leader, follower = os.openpty()
        process = subprocess.Popen([PROGRAM, "run", JIANGJIN, "--replicates", "30"], stdout=subprocess.DEVNULL, stderr=follower,
                                   env={**os.environ, "TERM": "xterm"})
        os.close(follower)
        talk = b""
        while True:
            try:
                part = os.read(leader, 65536)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            talk += part
        os.close(leader)
        self.assertEqual(process.wait(timeout=120), 0)
        lines = talk.decode("utf-8").split("\r\x1b[K")
        self.assertRegex(lines[1], r"^\d+ of 30 replicates \(\d+%\), .* passed, (.* to .*|about .*) left$")
        self.assertRegex(lines[-1], r"^30 replicates in .* s on \d+ threads\r?\n$")

    def test_an_interrupted_run_leaves_no_file(self):
        process = subprocess.Popen([PROGRAM, "run", JIANGJIN, "--replicates", "5000", "-o", self.file],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        time.sleep(2)
        process.send_signal(signal.SIGINT)
        _, talk = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, talk)
        self.assertEqual(list(pathlib.Path(self.folder.name).iterdir()), [])


if __name__ == "__main__":
    unittest.main()
