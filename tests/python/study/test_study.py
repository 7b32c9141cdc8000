"""`eldercast study` as its users meet it: killed at random moments, dealt among threads, shards and MPI ranks, expanded, merged."""
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import h5py
import numpy as np

PROGRAM = sys.argv.pop(1)
TOY = "scenarios/toy/toy.toml"
VARY = ["--vary", "staff.residents_per_carer.nursing=2..6", "--vary", "network.road_km_per_h=15..45"]


def call(*arguments, check=0, timeout=120):
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=timeout)
    if check is not None and done.returncode != check:
        raise AssertionError(f"{arguments}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done


def data_equal(a, b):
    """Whether two merged files hold the same data, by HDF5's own tool; provenance is what depends on the moment."""
    done = subprocess.run(["h5diff", "--exclude-path", "/provenance", a, b], capture_output=True, text=True)
    return done.returncode == 0, done.stdout + done.stderr


class Folder(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def plan(self, name, points=24, design="lhs", more=()):
        folder = self.path(name)
        call("study", "plan", TOY, "-o", folder, "--design", design, "--points", str(points), "--replicates", "3", *VARY, *more)
        return folder

    def merged(self, folder):
        file = folder + ".h5"
        call("study", "merge", folder, "-o", file, "-q")
        return file

    def assert_same(self, a, b):
        same, talk = data_equal(a, b)
        self.assertTrue(same, talk)


class Interruptions(Folder):
    def test_killed_five_times_and_resumed_equals_uninterrupted(self):
        whole = self.plan("whole", points=300)
        start = time.monotonic()
        call("study", "run", whole, "-q", "--threads", "2")
        seconds = time.monotonic() - start
        broken = self.plan("broken", points=300)
        chance = random.Random(5)
        killed = 0
        while killed < 5:
            worker = subprocess.Popen([PROGRAM, "study", "run", broken, "-q", "--threads", "2"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0.03, max(0.1, seconds / 8)))
            worker.send_signal(signal.SIGKILL)
            worker.wait()
            killed += 1
        before = json.loads(call("study", "status", broken, "--json").stdout)
        self.assertLess(before["batches_done"], before["batches"], "nothing was left to resume: the test is too slow to kill")
        call("study", "resume", broken, "-q")
        self.assert_same(self.merged(whole), self.merged(broken))
        self.assertEqual([name for name in os.listdir(broken + "/batches") if name.endswith(".part")], [])

    def test_a_polite_signal_and_a_time_limit_end_with_75_and_what_is_done_stays(self):
        folder = self.plan("polite", points=3000)
        worker = subprocess.Popen([PROGRAM, "study", "run", folder, "-q", "--threads", "1"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(0.8)
        worker.send_signal(signal.SIGTERM)
        self.assertEqual(worker.wait(timeout=30), 75)
        done = json.loads(call("study", "status", folder, "--json").stdout)["batches_done"]
        call("study", "run", folder, "-q", "--threads", "1", "--time-limit", "1s", check=75)
        self.assertGreaterEqual(json.loads(call("study", "status", folder, "--json").stdout)["batches_done"], done)


class Dealing(Folder):
    def test_threads_shards_and_ranks_give_the_same_data(self):
        threads = self.plan("threads")
        call("study", "run", threads, "-q", "--threads", "2")
        shards = self.plan("shards")
        call("study", "run", shards, "-q", "--shard", "1/2", "--threads", "1")
        call("study", "run", shards, "-q", "--shard", "2/2", "--threads", "1")
        one = self.merged(threads)
        self.assert_same(one, self.merged(shards))
        if shutil.which("mpirun") is None:
            self.skipTest("no mpirun here: ranks were not tried")
        ranks = self.plan("ranks")
        command = ["mpirun", "--allow-run-as-root", "--oversubscribe", "-n", "2", PROGRAM, "study", "run", ranks, "-q"]
        # Open MPI never gives back some of its memory; a sanitizer would call that ours.
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, env={**os.environ, "ASAN_OPTIONS": "detect_leaks=0"})
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(os.listdir(ranks + "/journal")), 2, "both ranks work on one study")
        self.assert_same(one, self.merged(ranks))

    def test_two_workers_at_once_share_the_work(self):
        folder = self.plan("both", points=100)
        workers = [subprocess.Popen([PROGRAM, "study", "run", folder, "-q", "--threads", "1"]) for _ in range(2)]
        for worker in workers:
            self.assertEqual(worker.wait(timeout=60), 0)
        status = json.loads(call("study", "status", folder, "--json").stdout)
        self.assertTrue(status["complete"])
        self.assertEqual(sum(worker["batches"] for worker in status["workers"]), status["batches"], "no batch was run twice")


class Growing(Folder):
    def bytes_of(self, folder):
        return {path.name: path.read_bytes() for path in pathlib.Path(folder, "batches").iterdir()}

    def test_expand_adds_and_touches_nothing(self):
        folder = self.plan("grown", points=6, design="morris")
        call("study", "run", folder, "-q")
        first = self.merged(folder)
        before = self.bytes_of(folder)
        call("study", "expand", folder, "--replicates", "2")
        call("study", "resume", folder, "-q")
        call("study", "expand", folder, "--points", "2")
        call("study", "resume", folder, "-q")
        after = self.bytes_of(folder)
        for name, content in before.items():
            self.assertEqual(after[name], content, name)
        os.rename(first, self.path("first.h5"))
        with h5py.File(self.path("first.h5")) as old, h5py.File(self.merged(folder)) as new:
            self.assertEqual(new["figures/value"].shape[:2], (8 * 3, 5))
            np.testing.assert_array_equal(new["figures/value"][:18, :3], old["figures/value"][:])
            np.testing.assert_array_equal(new["district/accrued"][:18, :3], old["district/accrued"][:])
            np.testing.assert_array_equal(new["design/value"][:18], old["design/value"][:])

    def test_a_row_is_what_run_gives_with_the_same_values(self):
        folder = self.plan("rows", points=2)
        call("study", "run", folder, "-q")
        with h5py.File(self.merged(folder)) as study:
            names = [name.decode() for name in study["design/parameter"][:]]
            sets = [part for name, value in zip(names, study["design/value"][1]) for part in ("--set", f"{name}={float(value)!r}")]
            call("run", TOY, "--replicates", "3", *sets, "-q", "-o", self.path("run.h5"))
            with h5py.File(self.path("run.h5")) as run:
                for path in ("district/residents", "district/accrued", "towns/demand", "targets/value"):
                    np.testing.assert_array_equal(study[path][1], run[path][:], path)


class Failures(Folder):
    def test_failed_rows_are_kept_with_their_reason_and_can_be_replayed(self):
        listed = self.path("points.csv")
        with open(listed, "w", encoding="utf-8") as file:
            file.write("schedule.slip_ratio.low,staff.residents_per_carer.nursing\n0.5,4\n1.5,4\n0.7,4\n")
        folder = self.path("failing")
        planned = call("study", "plan", TOY, "-o", folder, "--design", "list", "--list", listed, "--replicates", "2")
        self.assertIn("study.cases", planned.stderr)
        call("study", "run", folder, "-q", check=6)
        call("study", "merge", folder, "-o", folder + ".h5", "-q", check=6)
        with h5py.File(folder + ".h5") as study:
            np.testing.assert_array_equal(study["rows/status"][:], [[1, 1], [2, 2], [1, 1]])
            self.assertIn(b"scenario.range-order", study["rows/failure_message"][0])
            self.assertTrue(np.isnan(study["figures/value"][1]).all())
            self.assertFalse(np.isnan(study["figures/whole_run"][2]).all())
        self.assertIn("scenario.range-order", call("study", "replay", folder, "1", check=6).stderr)
        self.assertIn("It costs", call("study", "replay", folder, "0").stdout)


class Leftovers(Folder):
    def test_a_killed_expansion_stands_in_nobodys_way(self):
        folder = self.plan("cut", points=2)
        pathlib.Path(folder, "points-1.csv").write_text("half of a table")
        call("study", "expand", folder, "--replicates", "1")
        call("study", "run", folder, "-q")
        self.merged(folder)

    def test_failed_rows_of_a_batch_that_was_never_noted_are_counted(self):
        listed = self.path("points.csv")
        pathlib.Path(listed).write_text("schedule.slip_ratio.low\n1.5\n", encoding="utf-8")
        folder = self.path("unnoted")
        call("study", "plan", TOY, "-o", folder, "--design", "list", "--list", listed, "--replicates", "2")
        call("study", "run", folder, "-q", check=6)
        shutil.rmtree(folder + "/journal")
        os.mkdir(folder + "/journal")
        self.assertEqual(json.loads(call("study", "status", folder, "--json").stdout)["rows_failed"], 2)
        call("study", "run", folder, "-q", check=6)


class Trust(Folder):
    def test_a_plan_that_was_edited_is_refused(self):
        folder = self.plan("edited", points=2)
        points = pathlib.Path(folder, "points-0.csv")
        points.write_text(points.read_text().replace("\n0,", "\n9,"))
        refused = call("study", "run", folder, check=4)
        self.assertIn("changed after the plan was made", refused.stderr)

    def test_a_scenario_that_changed_is_refused(self):
        copy = self.path("toy")
        shutil.copytree("scenarios/toy", copy)
        folder = self.path("study")
        call("study", "plan", copy + "/toy.toml", "-o", folder, "--design", "lhs", "--points", "2", *VARY)
        towns = pathlib.Path(copy, "data/parameters.csv")
        towns.write_text(towns.read_text() + "\n")
        refused = call("study", "run", folder, check=4)
        self.assertIn("has changed since the plan was made", refused.stderr)

    def test_an_incomplete_study_is_merged_only_on_demand(self):
        folder = self.plan("holes", points=8)
        call("study", "run", folder, "-q", "--shard", "1/2")
        refused = call("study", "merge", folder, "-o", folder + ".h5", check=4)
        self.assertIn("have not been run", refused.stderr)
        call("study", "merge", folder, "-o", folder + ".h5", "--partial", "-q")
        with h5py.File(folder + ".h5") as study:
            self.assertEqual(sorted(set(study["rows/status"][:].ravel())), [0, 1])

    def test_a_batch_that_rotted_is_found(self):
        folder = self.plan("rot", points=4)
        call("study", "run", folder, "-q")
        batch = sorted(pathlib.Path(folder, "batches").iterdir())[0]
        content = bytearray(batch.read_bytes())
        content[-200] ^= 1
        batch.write_bytes(bytes(content))
        refused = call("study", "merge", folder, "-o", folder + ".h5", check=4)
        self.assertIn(batch.name, refused.stderr)


class Damage(Folder):
    def damaged(self):
        folder = self.plan("damage", points=16)
        call("study", "run", folder, "-q")
        batches = sorted(pathlib.Path(folder, "batches").iterdir())
        self.assertGreater(len(batches), 5)
        batches[0].write_bytes(b"")
        batches[1].write_bytes(batches[1].read_bytes()[:4000])
        batches[2].write_bytes(b"something else" * 999)
        batches[4].unlink()
        return folder, batches

    def test_status_does_not_count_what_cannot_be_read_and_says_what_to_do(self):
        folder, batches = self.damaged()
        status = json.loads(call("study", "status", folder, "--json").stdout)
        self.assertFalse(status["complete"])
        self.assertEqual((status["batches_damaged"], status["batches_done"]), (3, len(batches) - 4))
        self.assertIn("3 batches are damaged; `eldercast study resume` sets their files aside", call("study", "status", folder).stdout)
        self.assertIn("their files are damaged (3 of them: batches/0-00000.h5", call("study", "merge", folder, "-o", folder + ".h5", check=4).stderr)

    def test_resume_sets_damaged_batches_aside_and_runs_all_that_is_missing(self):
        whole = self.plan("whole", points=16)
        call("study", "run", whole, "-q")
        folder, batches = self.damaged()
        self.assertIn("3 damaged, set aside and run again", call("study", "resume", folder).stderr)
        self.assertEqual(pathlib.Path(str(batches[0]) + ".damaged").read_bytes(), b"")
        batches[0].write_bytes(b"again")
        call("study", "resume", folder, "-q")
        self.assertEqual(pathlib.Path(str(batches[0]) + ".damaged-2").read_bytes(), b"again")
        self.assert_same(self.merged(whole), self.merged(folder))

    def test_two_expansions_without_locks_leave_a_study_that_can_be_read(self):
        source = self.path("n.c")
        pathlib.Path(source).write_text("#include <errno.h>\nint flock(int f,int o){(void)f;(void)o;errno=EBADF;return -1;}\n")
        library = self.path("n.so")
        if shutil.which("gcc") is None or subprocess.run(["gcc", "-shared", "-fPIC", "-o", library, source]).returncode != 0:
            self.skipTest("no compiler")
        environment = {**os.environ, "LD_PRELOAD": library}
        for turn in range(8):
            folder = self.plan(f"two{turn}", points=8)
            workers = [subprocess.Popen([PROGRAM, "study", "expand", folder, "--points", points], env=environment,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) for points in ("8", "16")]
            ends = [(worker.communicate()[1], worker.returncode) for worker in workers]
            cases = json.loads(call("study", "status", folder, "--json").stdout)["rows"] // 3
            self.assertEqual(cases, 8 + sum(more for (_, code), more in zip(ends, (8, 16)) if code == 0), ends)
            for talk, code in ends:
                self.assertTrue(code == 0 or "was expanded by somebody else" in talk, talk)


class Limits(Folder):
    def test_a_limit_below_one_batch_is_no_reason_to_start_again(self):
        listed = self.path("one.csv")
        pathlib.Path(listed).write_text("network.road_km_per_h\n20\n")
        folder = self.path("long")
        call("study", "plan", TOY, "-o", folder, "--design", "list", "--list", listed, "--replicates", "3000")
        for code in (75, 75, 2):
            short = call("study", "run", folder, "-q", "--threads", "1", "--time-limit", "1s", check=code)
            self.assertIn("not a single batch was done within --time-limit", short.stderr)
        plan = pathlib.Path(folder, "plan-0.json")
        text = json.loads(plan.read_text())
        text["here"]["seconds_a_replicate"] = 1
        plan.write_text(json.dumps(text))
        self.assertIn("nothing would ever be done", call("study", "script", folder, "--for", "slurm", "--minutes", "3", check=2).stderr)

    def test_an_expansion_says_what_is_left(self):
        folder = self.plan("left", points=4)
        call("study", "run", folder, "-q")
        self.assertIn("12 rows are done; the other 4 take about", call("study", "expand", folder, "--replicates", "1").stdout)


class Options(Folder):
    def refused(self, *arguments):
        return call("study", "plan", TOY, "-o", self.path("never"), *arguments, check=2).stderr

    def test_an_option_that_the_design_does_not_use_is_refused(self):
        listed = self.path("list.csv")
        pathlib.Path(listed).write_text("network.road_km_per_h\n20\n")
        for design, more in {"list": [["--vary", "finance.town_share"], ["--vary-all"], ["--points", "4"], ["--design-seed", "2"]],
                             "grid": [["--points", "4"], ["--list", listed], ["--shape", "triangular"]],
                             "lhs": [["--levels", "3"], ["--list", listed]], "morris": [["--shape", "triangular"]],
                             "tornado": [["--points", "4"], ["--levels", "3"]]}.items():
            given = ["--list", listed] if design == "list" else VARY
            for option in more:
                talk = self.refused("--design", design, *given, *option)
                self.assertIn(f"{option[0]} means nothing to the design", talk, (design, option))
        self.assertFalse(os.path.exists(self.path("never")))
        for words in (["--points", "4"], ["--vary", "network.road_km_per_h"], ["--shape", "uniform"]):
            self.assertIn("--uncertain", call("run", TOY, *words, check=2).stderr)
        self.assertIn("--image", call("study", "script", self.plan("jobs", points=2), "--for", "slurm", "--image", "x", check=2).stderr)

    def test_values_that_a_parameter_cannot_have_are_named_with_file_and_line(self):
        listed = self.path("list.csv")
        for table, words in {"staff.carers_at_start\n3\n2.5\n": ["list.csv:3", "must be a whole number"],
                             "network.road_km_per_h\n20\n-4\n": ["list.csv:3", "is outside what it may be"],
                             "network.road_km_per_h\nabc\n": ["list.csv:2", "'abc' is no number"],
                             "network.road_km_per_hour\n20\n": ["list.csv:1", "did you mean 'network.road_km_per_h'"]}.items():
            pathlib.Path(listed).write_text(table)
            talk = self.refused("--design", "list", "--list", listed)
            for word in words:
                self.assertIn(word, talk, table)
        self.assertIn("is outside what it may be", self.refused("--design", "lhs", "--points", "4", "--vary", "network.road_km_per_h=-5..20"))
        self.assertIn("did you mean", self.refused("--design", "lhs", "--points", "4", "--vary", "network.road_km_per_hour=5..20"))

    def test_packs_shock_every_case_and_a_case_is_what_run_gives(self):
        folder = self.path("shocked")
        call("study", "plan", TOY, "-o", folder, "--design", "lhs", "--points", "2", "--replicates", "2", *VARY, "--pack", "late_building",
             "--pack", "staff_exodus", "--severity", "0.5")
        call("study", "run", folder, "-q")
        talk = call("study", "replay", folder, "1").stderr
        line = talk[talk.index("eldercast run"):].splitlines()[0]
        self.assertIn("--set 'shock.", line)
        subprocess.run(["bash", "-c", line.replace("eldercast", PROGRAM, 1) + " -q -o " + self.path("r.h5")], check=True,
                       stdout=subprocess.DEVNULL)
        with h5py.File(self.merged(folder)) as study, h5py.File(self.path("r.h5")) as run:
            for name in ("district/residents", "district/accrued", "towns/demand", "towns/hub_occupied"):
                np.testing.assert_array_equal(study[name][1], run[name][:], name)


class Scripts(Folder):
    def test_job_files_name_folder_shards_and_the_resumable_exit(self):
        folder = self.plan("jobs", points=2)
        for engine, words in {"slurm": ["#SBATCH --array=1-8", "75", "requeue"], "condor": ["queue 8", "ExitCode != 75"],
                              "k8s": ["completionMode: Indexed", "completions: 8"], "parallel": ["seq 8"]}.items():
            text = call("study", "script", folder, "--for", engine, "--shards", "8").stdout
            for word in [*words, "study run", os.path.realpath(folder), "--time-limit 58m"]:
                self.assertIn(word, text, engine)
        texts = {engine: call("study", "script", folder, "--for", engine).stdout for engine in ("slurm", "condor", "k8s")}
        for engine, words in {"slurm": ["#SBATCH --mem=", "--dependency=afterany:JOB", "study merge"],
                              "condor": ["request_memory = ", "should_transfer_files = NO"],
                              "k8s": ["memory: ", "  name: eldercast-jobs-"]}.items():
            for word in words:
                self.assertIn(word, texts[engine], engine)
        self.assertIn("pods see the volume at /studies", call("study", "script", folder, "--for", "k8s").stderr)
        script = self.path("job.sh")
        pathlib.Path(script).write_text(call("study", "script", folder, "--for", "slurm", "--shards", "2", "--program", PROGRAM).stdout)
        self.assertIn("shards will have nothing to do",
                      call("study", "script", folder, "--for", "slurm", "--shards", "8").stderr)
        for shard in "12":
            subprocess.run(["bash", script], check=True, env={**os.environ, "SLURM_ARRAY_TASK_ID": shard}, capture_output=True)
        self.assertTrue(json.loads(call("study", "status", folder, "--json").stdout)["complete"])


if __name__ == "__main__":
    unittest.main()
