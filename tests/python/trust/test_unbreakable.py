"""What a hostile world does to the program: kills, full disks, damaged files, rules that misbehave, districts of any size."""
import os
import pathlib
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import h5py

PROGRAM = sys.argv.pop(1)
BROKEN = pathlib.Path(sys.argv.pop(1))
TOY = "scenarios/toy/toy.toml"


def call(*arguments, timeout=120, **more):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=timeout, **more)


def is_whole(file):
    with h5py.File(file) as data:
        return data.attrs.get("status") == "complete" and "provenance" in data


class Unbreakable(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.place = pathlib.Path(self.folder.name)
        self.file = str(self.place / "result.h5")

    def tearDown(self):
        self.folder.cleanup()

    def toy_with(self, change):
        """A copy of the toy whose tables and text `change(folder)` may touch."""
        copy = self.place / "toy"
        shutil.copytree("scenarios/toy", copy)
        change(copy)
        return str(copy / "toy.toml")

    def test_a_kill_at_any_of_fifty_points_leaves_the_old_file_or_the_whole_new_one(self):
        command = [PROGRAM, "run", TOY, "--replicates", "40", "-q", "--overwrite", "-o", self.file]
        started = time.monotonic()
        subprocess.run(command, check=True, capture_output=True)
        whole = time.monotonic() - started
        old = pathlib.Path(self.file).read_bytes()
        killed = 0
        for point in range(50):
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            # Most points lie in the writing of the file at the end.
            share = point / 50 if point % 2 else 0.7 + 0.4 * point / 50
            time.sleep(whole * share)
            process.send_signal(signal.SIGKILL)
            killed += process.wait() == -signal.SIGKILL
            now = pathlib.Path(self.file).read_bytes()
            self.assertTrue(now == old or is_whole(self.file), point)
            old = now
        self.assertGreater(killed, 20)
        # And the next run is in nobody's way.
        self.assertEqual(subprocess.run(command, capture_output=True).returncode, 0)
        self.assertEqual(sorted(path.name for path in self.place.iterdir()), ["result.h5"])

    def test_two_processes_that_write_one_file_end_with_one_whole_file(self):
        command = [PROGRAM, "run", TOY, "--replicates", "60", "-q", "-o", self.file]
        both = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) for _ in range(2)]
        ends = sorted((process.communicate()[1], process.returncode)[::-1] for process in both)
        self.assertEqual([code for code, _ in ends], [0, 4], ends)
        self.assertTrue(is_whole(self.file))

    def test_a_disk_that_fills_up_is_told_and_leaves_nothing(self):
        def small_files():
            resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        done = call("run", TOY, "--replicates", "20", "-q", "-o", self.file, preexec_fn=small_files)
        self.assertEqual(done.returncode, 4, done.stderr)
        self.assertIn("result.h5", done.stderr)
        self.assertEqual(list(self.place.iterdir()), [])

    def test_a_folder_that_cannot_be_written_is_told_before_the_work(self):
        for name in ("/proc/result.h5", "/dev/null/result.h5", str(self.place / "absent" / "result.h5")):
            done = call("run", TOY, "--replicates", "100000", "-q", "-o", name, timeout=20)
            self.assertEqual(done.returncode, 4, name)
            self.assertIn(name, done.stderr)

    def test_a_missing_permission_is_told(self):
        nobody = 65534
        as_other = {"user": nobody, "group": nobody, "extra_groups": []} if os.geteuid() == 0 else {}
        if not as_other:
            self.place.chmod(0o555)
        elif subprocess.run(["test", "-x", PROGRAM], **as_other).returncode != 0:
            self.skipTest("another user cannot reach the program")
        else:
            self.place.chmod(0o755)
        done = call("run", TOY, "--replicates", "1", "-q", "-o", self.file, **as_other)
        self.assertEqual(done.returncode, 4, done.stderr)
        self.assertIn("Permission denied", done.stderr)
        self.place.chmod(0o755)
        self.assertEqual(list(self.place.iterdir()), [])
        secret = self.place / "secret.h5"
        secret.write_bytes(b"x")
        secret.chmod(0)
        done = call("inspect", str(secret), **as_other)
        self.assertEqual(done.returncode, 4, done.stderr)

    def test_no_damage_to_a_results_file_brings_a_reader_down(self):
        self.assertEqual(call("run", TOY, "--replicates", "2", "-q", "-o", self.file).returncode, 0)
        whole = pathlib.Path(self.file).read_bytes()
        luck = random.Random(6)
        damaged = str(self.place / "damaged.h5")
        readers = (["inspect"], ["targets"], ["explain", "/district/accrued"], ["compare"], ["export"], ["rerun"])
        for trial in range(60):
            bad = bytearray(whole)
            if trial % 3 == 0:
                bad = bad[:luck.randrange(len(bad))]
            else:
                for _ in range(luck.choice((1, 8, 200))):
                    bad[luck.randrange(len(bad))] = luck.randrange(256)
            pathlib.Path(damaged).write_bytes(bad)
            reader = readers[trial % len(readers)]
            more = {"compare": [self.file], "export": ["-o", str(self.place / f"out{trial}.xlsx")], "rerun": ["-q"]}.get(reader[0], [])
            done = call(reader[0], damaged, *reader[1:], *more, timeout=60)
            self.assertIn(done.returncode, (0, 1, 2, 4), (trial, reader, done.stderr))
            if done.returncode == 4:
                self.assertIn("error[file]", done.stderr)

    def test_rules_that_misbehave_are_named_and_end_the_run_with_3(self):
        for name, said in (("throws_in_pay", "the till is locked"), ("writes_too_much", "wrote more than"), ("absurd_amounts", "posts a negative amount"),
                           ("not_a_number", "impossible share")):
            scenario = self.toy_with(lambda copy: None) if not (self.place / "toy").exists() else str(self.place / "toy" / "toy.toml")
            done = call("run", scenario, "--replicates", "2", "-q", "--plugin-dir", str(BROKEN / name), "--set", f"funding.{name}.enabled=true")
            self.assertEqual(done.returncode, 3, (name, done.stderr))
            self.assertIn(f"funding/{name}", done.stderr)
            self.assertIn(said, done.stderr)

    def test_absurd_postings_are_refused_each_for_its_own_reason(self):
        for what, said in (("negative", "posts a negative amount"), ("huge", "posts an impossible amount"), ("overflowing", "says more money than all rules together may"),
                           ("late", "paid at an impossible time"), ("nowhere", "town that does not exist"), ("not_a_number", "impossible amount: not a number"),
                           ("undeclared", "does not declare")):
            with self.subTest(what):
                done = call("run", TOY, "--replicates", "1", "-q", "--plugin-dir", str(BROKEN / "absurd_amounts"),
                            "--set", "funding.absurd_amounts.enabled=true", "--set", f"funding.absurd_amounts.what={what}")
                self.assertEqual(done.returncode, 3, done.stderr)
                self.assertIn("funding/absurd_amounts, 2019-0", done.stderr)
                self.assertIn(said, done.stderr)

    def test_rules_that_bring_the_program_down_are_named_and_leave_no_half_file(self):
        for how in ("null_pointer", "endless_recursion", "abort", "division", "exit", "quick_exit"):
            with self.subTest(how):
                for command in (["run", TOY, "-o", self.file], ["stress", TOY, "--pack", "late_building", "-o", self.file]):
                    done = call(*command, "--replicates", "2", "-q", "--plugin-dir", str(BROKEN / "ends_badly"),
                                "--set", "funding.ends_badly.enabled=true", "--set", f"funding.ends_badly.how={how}")
                    self.assertEqual(done.returncode, 3, (command[0], done.stderr))
                    self.assertIn("funding/ends_badly", done.stderr)
                    self.assertIn("2019-03", done.stderr)
                    self.assertEqual(list(self.place.glob("*.h5*")), [])

    def test_a_rule_that_writes_into_a_view_is_named_when_views_are_watched(self):
        for where in ("towns", "facilities", "projects", "services"):
            with self.subTest(where):
                rule = ["--plugin-dir", str(BROKEN / "writes_views"), "--set", "funding.writes_views.enabled=true",
                        "--set", f"funding.writes_views.where={where}"]
                done = call("run", TOY, "--replicates", "1", "-q", "--check-rules", *rule)
                self.assertEqual(done.returncode, 3, done.stderr)
                self.assertIn("funding/writes_views, 2019-02", done.stderr)
        self.assertEqual(call("run", TOY, "--replicates", "1", "-q", "--check-rules").returncode, 0)

    def test_a_rule_that_hangs_is_named_when_its_time_is_up(self):
        started = time.monotonic()
        done = call("run", TOY, "--replicates", "1", "-q", "--plugin-dir", str(BROKEN / "hangs"), "--set", "funding.hangs.enabled=true",
                    "--rule-limit", "2", "-o", self.file)
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("error[plugin.hang]: rule funding/hangs", done.stderr)
        self.assertIn("2019-03", done.stderr)
        self.assertLess(time.monotonic() - started, 30)
        self.assertFalse(pathlib.Path(self.file).exists())

    def scaled_toy(self, people):
        """The toy with `people(count)` for every count of its censuses."""
        def change(copy):
            table = copy / "data" / "census.csv"
            lines = table.read_text(encoding="utf-8").splitlines()
            out = []
            for line in lines:
                cells = line.split(",")
                if cells[0] in ("male", "female"):
                    cells[3], cells[4] = str(people(int(cells[3]))), str(people(int(cells[4])))
                out.append(",".join(cells))
            table.write_text("\n".join(out) + "\n", encoding="utf-8")
            (copy / "data" / "existing.csv").write_text("\n".join(
                ",".join(cell if number != 6 or cell in ("occupancy", "") else "0" for number, cell in enumerate(line.split(",")))
                if not line.startswith("#") else line
                for line in (copy / "data" / "existing.csv").read_text(encoding="utf-8").splitlines()) + "\n", encoding="utf-8")
        return self.toy_with(change)

    def test_a_district_without_people_is_refused_or_runs_empty(self):
        done = call("run", self.scaled_toy(lambda count: 0), "--replicates", "1", "-q", "--json")
        self.assertIn(done.returncode, (0, 2), done.stderr)
        self.assertIsNone(re.search(r"\bnan\b", done.stdout, re.IGNORECASE))

    def test_a_district_of_one_person_runs(self):
        first = []

        def one(count):
            first.append(count)
            return 1 if len(first) in (15, 16) else 0
        done = call("run", self.scaled_toy(one), "--replicates", "2", "-q")
        self.assertEqual(done.returncode, 0, done.stderr)

    @unittest.skipIf(os.environ.get("ELDERCAST_SANITIZE"), "sanitizers take more address space than any limit")
    def test_a_run_that_does_not_fit_into_memory_is_refused_before_it_starts(self):
        scenario = self.scaled_toy(lambda count: count * 20_000)
        limit = 2_000_000_000
        started = time.monotonic()
        done = call("run", scenario, "--replicates", "4", "-q",
                    preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)))
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("error[run.memory]", done.stderr)
        self.assertIn("are free", done.stderr)
        self.assertLess(time.monotonic() - started, 10)


if __name__ == "__main__":
    unittest.main()
