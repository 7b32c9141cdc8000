"""What a user's files, streams, signals, terminal, shell and names may do to the program: nothing is lost or changed in silence."""
import json
import os
import pathlib
import pty
import shlex
import signal
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM = os.path.abspath(sys.argv.pop(1))
VARY = ("--design", "lhs", "--points", "2", "--replicates", "2", "--vary", "network.road_km_per_h=15..45")


class Surroundings(unittest.TestCase):
    def setUp(self):
        self.holder = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.holder.name)
        self.call("init", "d")
        self.run_toy("r.h5")

    def tearDown(self):
        self.holder.cleanup()

    def call(self, *arguments, **more):
        return subprocess.run([PROGRAM, *arguments], capture_output=True, timeout=120, cwd=self.folder, **more)

    def run_toy(self, name, *more):
        result = self.call("run", "d/district.toml", "--replicates", "2", "-q", "-o", name, *more)
        self.assertEqual(result.returncode, 0, result.stderr)

    def test_a_place_that_cannot_be_written_is_told_before_the_work(self):
        # So many replicates would take hours: whoever runs them first is ended by the time limit of `call`.
        many = ("--replicates", "100000")
        commands = {
            "run": ("run", "d/district.toml", "-q", *many, "-o"),
            "trace": ("run", "d/district.toml", "-q", *many, "--trace-rule", "funding/construction_grants"),
            "drawn": ("run", "d/district.toml", "-q", "--uncertain", "--points", "50000", "--replicates", "2", "-o"),
            "compare": ("compare", "d/district.toml", "--with", "network.detour_factor=1.2", "-q", "--replicates", "100000", "-o"),
            "stress": ("stress", "d/district.toml", "--pack", "late_building", "-q", "--replicates", "50000", "-o"),
        }
        (self.folder / "taken.xlsx").write_text("mine")
        (self.folder / "taken.h5").write_text("mine")
        for name, words in commands.items():
            places = ["none/x.h5", "taken.h5"]
            places += ["none/x.xlsx", "taken.xlsx", "taken.h5/"] if name in ("compare", "stress") else []
            for place in places:
                result = self.call(*words, place)
                self.assertEqual(result.returncode, 4, (name, place, result.stderr))
                self.assertIn(place.rstrip("/").encode(), result.stderr)
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["d", "r.h5", "taken.h5", "taken.xlsx"])

    def test_what_is_said_beside_the_answer_is_in_its_language(self):
        inert = ("--set", "schedule.common_slip.median=1.1", "--set", "schedule.common_slip.low=1", "--set", "schedule.common_slip.high=1.2")
        for language, words in {"zh": ("警告[scenario.inert]", "次模拟，"), "en": ("warning[scenario.inert]", "replicates in")}.items():
            result = self.call("run", "d/district.toml", "--replicates", "2", "--lang", language, *inert)
            self.assertEqual(result.returncode, 0, result.stderr)
            for word in words:
                self.assertIn(word, result.stderr.decode())

    def test_overwrite_replaces_only_what_eldercast_wrote_of_the_same_kind(self):
        self.call("study", "plan", "d/district.toml", "-o", "s", "--design", "morris", "--points", "2", *VARY[4:], "--vary", "network.detour_factor=1.1..1.5")
        self.call("study", "run", "s", "-q")
        self.assertEqual(self.call("study", "merge", "s", "-o", "m.h5").returncode, 0)
        writers = {
            "run": ("run", "d/district.toml", "--replicates", "1"),
            "compare": ("compare", "r.h5", "r.h5"),
            "report": ("report", "r.h5"),
            "export": ("export", "r.h5"),
            "merge": ("study", "merge", "s"),
            "sensitivity": ("sensitivity", "m.h5"),
        }
        (self.folder / "mine.txt").write_text("mine")
        (self.folder / "mine.xlsx").write_text("mine")
        batch = "s/batches/0-00000.h5"
        for name, words in writers.items():
            others = ["mine.txt", "mine.xlsx", batch, "d/district.toml"]
            others += [] if name == "run" else ["r.h5"]
            others += [] if name == "merge" else ["m.h5"]
            for other in others:
                before = (self.folder / other).read_bytes()
                result = self.call(*words, "-o", other, "--overwrite")
                self.assertEqual(result.returncode, 4, (name, other, result.stderr))
                self.assertEqual((self.folder / other).read_bytes(), before, (name, other))
        for kind, words in {"p.html": writers["report"], "x.xlsx": writers["export"], "tables": writers["export"], "c.h5": writers["compare"]}.items():
            self.assertEqual(self.call(*words, "-o", kind).returncode, 0, kind)
            self.assertEqual(self.call(*words, "-o", kind).returncode, 4, kind)
            self.assertEqual(self.call(*words, "-o", kind, "--overwrite").returncode, 0, kind)

    def test_an_export_does_not_replace_the_tables_of_a_scenario(self):
        before = {path: path.read_bytes() for path in (self.folder / "d/data").iterdir()}
        self.assertEqual(self.call("export", "r.h5", "-o", "d/data", "--overwrite").returncode, 4)
        self.assertEqual({path: path.read_bytes() for path in (self.folder / "d/data").iterdir()}, before)

    def test_a_file_with_the_end_part_and_a_read_only_file_stay(self):
        for name in ("a.h5.part", "a.html.part", "a.xlsx.part"):
            (self.folder / name).write_text("mine")
        self.run_toy("a.h5")
        for name in ("a.html", "a.xlsx"):
            self.call("report" if name == "a.html" else "export", "r.h5", "-o", name)
            self.assertEqual((self.folder / (name + ".part")).read_text(), "mine")
        self.assertEqual((self.folder / "a.h5.part").read_text(), "mine")
        (self.folder / "a.h5").chmod(0o444)
        self.assertEqual(self.call("run", "d/district.toml", "-o", "a.h5", "--overwrite").returncode, 4)

    def test_names_as_long_as_file_systems_take(self):
        for end in (".h5", ".html"):
            name = "n" * (255 - len(end)) + end
            words = ("run", "d/district.toml", "--replicates", "1") if end == ".h5" else ("report", "r.h5")
            self.assertEqual(self.call(*words, "-o", name).returncode, 0)
        self.assertEqual(self.call("schedule", "d/district.toml", "-o", "n" * 250 + ".toml").returncode, 4)

    def test_closed_streams_do_not_reach_files(self):
        for closed, code in ((">&-", 4), ("2>&-", 0), ("<&-", 0), (">&- 2>&- <&-", 4)):
            line = f"exec {shlex.quote(PROGRAM)} run d/district.toml --replicates 200 -o c.h5 --overwrite {closed}"
            result = subprocess.run(["bash", "-c", line], capture_output=True, cwd=self.folder, timeout=120)
            self.assertEqual(result.returncode, code, closed)
            self.assertEqual(self.call("inspect", "c.h5").returncode, 0, closed)
        result = subprocess.run(["bash", "-c", f"exec {shlex.quote(PROGRAM)} --help >/dev/full"], capture_output=True, timeout=120)
        self.assertEqual(result.returncode, 4)

    def test_signals_leave_nothing_half(self):
        for number in (signal.SIGUSR1, signal.SIGUSR2, signal.SIGXCPU, signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGALRM):
            running = subprocess.Popen([PROGRAM, "run", "d/district.toml", "--replicates", "100000", "-o", "k.h5"], cwd=self.folder,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for _ in range(100):
                if (self.folder / "k.h5.eldercast.part").exists():
                    break
                time.sleep(0.05)
            running.send_signal(number)
            time.sleep(0.002)
            running.send_signal(number)
            self.assertEqual(running.wait(60), 130, number)
            self.assertEqual([path.name for path in self.folder.iterdir() if path.name.startswith("k.h5")], [], number)

    def test_a_file_that_grows_too_large_is_an_error_of_files(self):
        line = f"ulimit -f 200; exec {shlex.quote(PROGRAM)} run d/district.toml --replicates 200 -q -o big.h5"
        result = subprocess.run(["bash", "-c", line], capture_output=True, cwd=self.folder, timeout=120)
        self.assertEqual(result.returncode, 4, result.stderr)
        self.assertEqual(list(self.folder.glob("big.h5*")), [])

    def test_seeds_are_taken_as_they_are_or_refused(self):
        commands = {"run": ["run"], "compare": ["compare", "--with", "scenario.seed=2"], "stress": ["stress", "--rank-projects"],
                    "meet": ["meet"], "schedule": ["schedule"], "plan": ["study", "plan", "-o", "t", *VARY]}
        for name, words in commands.items():
            for seed in ("-1", "18446744073709551616", "9223372036854775808", "", "1e3", "0x10", "1.5"):
                result = self.call(*words, "d/district.toml", "--seed", seed)
                self.assertEqual(result.returncode, 2, (name, seed, result.stderr))
        self.assertIn(b"seed 9223372036854775807", self.call("run", "d/district.toml", "--replicates", "1", "--seed", "9223372036854775807").stdout)
        for option in ("--replicates", "--threads", "-o", "--set"):
            self.assertEqual(self.call("run", "d/district.toml", option, "").returncode, 2, option)

    def test_the_recorded_scenario_is_the_one_that_was_run(self):
        import h5py
        self.run_toy("b.h5", "--seed", "7", "--full", "1")
        with h5py.File(self.folder / "b.h5", "r") as file:
            text = file["scenario/resolved_text"][()].decode()
            stored = dict(zip(file["scenario/parameter"].asstr()[:], file["scenario/parameter_value"][:]))
            self.assertEqual((stored["scenario.replicates"], stored["scenario.full_detail_replicates"]), (2, 1))
            digest = file.attrs["scenario_digest"]
        for line in ("\nseed = 7 ", "\nreplicates = 2 ", "\nfull_detail_replicates = 1 "):
            self.assertIn(line, text)
        with h5py.File(self.folder / "r.h5", "r") as file:
            self.assertNotEqual(file.attrs["scenario_digest"], digest)
        self.assertEqual(self.call("rerun", "b.h5", "-q").returncode, 0)
        self.run_toy("u.h5", "--seed", "7", "--uncertain", "--points", "2")
        with h5py.File(self.folder / "u.h5", "r") as file:
            self.assertIn("\nseed = 7 ", file["scenario/resolved_text"][()].decode())
        self.assertEqual(self.call("rerun", "u.h5", "-q").returncode, 0)

    def test_replay_names_the_seed_of_the_study(self):
        self.call("study", "plan", "d/district.toml", "-o", "s", "--seed", "77", *VARY)
        self.assertIn(b"seed 77", self.call("study", "replay", "s", "1").stdout)
        self.assertEqual(json.loads(self.call("study", "replay", "s", "1", "--json").stdout)["scenario"]["seed"], 77)

    def test_a_lost_checksum_is_spoken_of(self):
        import h5py
        h5py.File(self.folder / "r.h5", "a").close()
        for words in (["inspect"], ["targets"], ["towns"], ["report", "-o", "p.html"], ["export", "-o", "x.xlsx"], ["rerun", "-q"], ["compare", "r.h5"]):
            self.assertIn(b"checksum", self.call(*words, "r.h5").stderr, words)

    def test_names_that_are_not_utf8(self):
        place = self.folder.joinpath(os.fsdecode(b"\xbd\xad\xbd\xf2"))
        (self.folder / "d").rename(place)
        scenario = os.fsdecode(b"\xbd\xad\xbd\xf2/district.toml")
        self.assertEqual(self.call("study", "plan", scenario, "-o", "s", *VARY).returncode, 0)
        self.assertEqual(self.call("study", "run", "s", "-q").returncode, 0)
        self.assertEqual(json.loads(self.call("validate", "none.toml", "--json").stdout)["valid"], False)
        self.assertEqual(json.loads(self.call("validate", os.fsdecode(b"\xbd.toml"), "--json").stdout)["valid"], False)
        result = self.call("schedule", scenario, "-o", "y.toml", "--budget-minutes", "0.01")
        self.assertEqual(result.returncode, 4, result.stderr)
        self.run_toy_in(scenario)

    def run_toy_in(self, scenario):
        name = os.fsdecode(b"\xbd.h5")
        self.assertEqual(self.call("run", scenario, "--replicates", "2", "-q", "-o", name).returncode, 0)
        self.assertEqual(self.call("report", name, name, "-o", "c.html").returncode, 0)
        (self.folder / "c.html").read_text(encoding="utf-8")

    def test_printed_commands_can_be_pasted(self):
        for name in ("my district", "it's", "-x", "江津", "a\nb", "$(x)"):
            shown = self.call("init", "--", name).stdout.decode()
            line = shown[shown.index("eldercast validate ") :].split("\n  eldercast run", 1)[0]
            pasted = subprocess.run(["bash", "-c", line.replace("eldercast", shlex.quote(PROGRAM), 1)], capture_output=True, cwd=self.folder, timeout=120)
            self.assertEqual(pasted.returncode, 0, (line, pasted.stderr))

    def test_a_terminal_gets_lines_that_it_can_show(self):
        for kind, columns in (("dumb", 80), ("xterm", 40)):
            master, slave = pty.openpty()
            subprocess.run(["stty", "cols", str(columns)], stdin=slave, check=True)
            environment = {**os.environ, "TERM": kind}
            running = subprocess.Popen([PROGRAM, "run", "d/district.toml", "--replicates", "2000"], cwd=self.folder, env=environment,
                                       stdout=subprocess.DEVNULL, stderr=slave)
            running.wait(120)
            os.close(slave)
            talk = b""
            try:
                while piece := os.read(master, 65536):
                    talk += piece
            except OSError:
                pass
            os.close(master)
            if kind == "dumb":
                self.assertNotIn(b"\x1b", talk)
            for line in talk.decode().split("\r\x1b[K")[1:-1]:
                self.assertLess(len(line), columns)

    def test_a_pipe_where_a_file_is_wanted_is_refused(self):
        os.mkfifo(self.folder / "f")
        for words in (["inspect"], ["targets"], ["report", "-o", "p.html"], ["compare", "r.h5"], ["sensitivity"], ["rerun"]):
            self.assertIn(self.call(*words, "f").returncode, (2, 4), words)

    def test_temporary_files_without_a_place(self):
        for place, code in (("/nonexistent", 4), ("", 0)):
            self.assertEqual(self.call("rerun", "r.h5", "-q", env={**os.environ, "TMPDIR": place}).returncode, code)


if __name__ == "__main__":
    unittest.main()
