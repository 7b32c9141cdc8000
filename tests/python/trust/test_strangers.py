"""Files of strangers, made to do harm: plans, JSON, results, studies, scenarios. Each is refused by name and number, at once, in little memory."""
import hashlib
import json
import os
import pathlib
import random
import resource
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
VARY = ["--vary", "network.road_km_per_h=15..45", "--vary", "staff.residents_per_carer.nursing=2..6"]
SEAL_BYTES = 34
GIGABYTE = 1 << 30
# What the standard library and nlohmann-json say of their own accord, and no message of this program does.
RAW = ("vector::", "basic_string", "std::", "type_error", "out_of_range", "parse_error", "optional", "filesystem error", "internal")
ESCAPE = b"\x1b"


def call(*arguments, memory=GIGABYTE, timeout=60):
    def little_memory():
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, timeout=timeout, preexec_fn=little_memory)


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.place = pathlib.Path(folder.name)

    def well(self, *arguments):
        done = call(*arguments)
        self.assertEqual(done.returncode, 0, (arguments, done.stderr))
        return done

    def refused(self, *arguments, code=4, names="", **more):
        """Runs a command that must be refused, and gives what it says."""
        done = call(*arguments, **more)
        said = done.stderr.decode(errors="replace")
        self.assertEqual(done.returncode, code, (arguments, said[-500:]))
        self.assertIn(names, said)
        self.assertLess(len(said), 100_000)
        for raw in RAW:
            self.assertNotIn(raw, said)
        return said


class Plans(Case):
    def setUp(self):
        super().setUp()
        self.study = self.place / "study"
        self.well("study", "plan", TOY, "-o", self.study, "--design", "morris", "--points", 2, "--replicates", 1, *VARY)
        self.whole = json.loads((self.study / "plan-0.json").read_text())
        self.points = (self.study / "points-0.csv").read_text()

    def write(self, plan, points=None):
        """With digests that hold: whoever changes a plan can make them anew."""
        if points is not None:
            (self.study / "points-0.csv").write_text(points)
            plan["points_sha256"] = hashlib.sha256(points.encode()).hexdigest()
        here = plan.pop("here")
        plan.pop("digest")
        digest = hashlib.sha256(json.dumps(plan, indent=1, ensure_ascii=False).encode()).hexdigest()
        (self.study / "plan-0.json").write_text(json.dumps({**plan, "here": here, "digest": digest}, indent=1, ensure_ascii=False) + "\n")

    def refused_everywhere(self, names="plan-0.json"):
        for command in (["status"], ["run", "-q"], ["merge", "-o", self.place / "m.h5"], ["expand", "--replicates", 1], ["replay", 0]):
            self.refused("study", command[0], self.study, *command[1:], names=names)

    def test_a_plan_that_is_written_anew_unchanged_is_read(self):
        self.write(json.loads(json.dumps(self.whole)), self.points)
        self.well("study", "status", self.study)

    def test_every_number_of_a_plan_has_its_kind_and_range(self):
        wrong = (-1, -5, 2**31 - 1, 2_000_000_000, 2**63, 1e300, 2.5, "4", None, True, [], {})
        luck = random.Random(4)
        for path in (["cases"], ["first_case"], ["first_block"], ["blocks"], ["first_replicate"], ["replicates"], ["here", "cases_a_batch"],
                     ["study", "design", "block_points"], ["study", "design", "morris_levels"], ["study", "parameters", 0, "levels"]):
            for value in wrong + (0,):
                plan = json.loads(json.dumps(self.whole))
                at = plan
                for key in path[:-1]:
                    at = at[key]
                if at[path[-1]] == value and type(at[path[-1]]) is type(value):
                    continue
                at[path[-1]] = value
                self.write(plan)
                with self.subTest(path=path, value=value):
                    self.refused("study", luck.choice(["status", "run"]), self.study, names="plan-0.json")

    def test_every_field_may_be_missing_or_of_another_kind(self):
        def places(node, path=()):
            for key, value in node.items() if isinstance(node, dict) else enumerate(node):
                yield path + (key,)
                if isinstance(value, (dict, list)):
                    yield from places(value, path + (key,))
        for path in places(self.whole):
            # The digests are made anew, and a longer path to the scenario is another test.
            if path[0] in ("digest", "points_sha256") or path == ("here", "scenario_file"):
                continue
            for wrong in (None, [["x"]], "\x1b[2J"):
                plan = json.loads(json.dumps(self.whole))
                at = plan
                for key in path[:-1]:
                    at = at[key]
                at[path[-1]] = wrong
                self.write(plan)
                done = call("study", "status", self.study)
                said = done.stderr.decode(errors="replace")
                self.assertIn(done.returncode, (0, 4), (path, said))
                self.assertNotIn(ESCAPE, done.stdout + done.stderr, path)
                for raw in RAW:
                    self.assertNotIn(raw, said, path)

    def test_points_agree_with_the_plan(self):
        lines = self.points.splitlines()
        cells = lines[1].split(",")
        for points in ("", "\n", lines[0] + "\n", self.points + lines[-1] + "\n", self.points.replace(lines[2], "1"), self.points + "x,y\n",
                       "case,block,step,axis\n" + "\n".join(lines[1:]) + "\n", self.points.replace(lines[1], ",".join(["7"] + cells[1:])),
                       self.points.replace(lines[1], ",".join(cells[:1] + ["9"] + cells[2:])),
                       self.points.replace(lines[1], ",".join(cells[:3] + ["5"] + cells[4:])),
                       self.points.replace(lines[1], ",".join(cells[:4] + ["nan"] + cells[5:])),
                       self.points.replace(lines[1], lines[1] + ",1"), self.points.replace(lines[1], lines[1] + "," * 100_000)):
            with self.subTest(points=points[:80]):
                self.write(json.loads(json.dumps(self.whole)), points)
                self.refused_everywhere("points-0.csv")

    def test_a_plan_of_too_many_cases_is_refused_before_it_is_made_and_where_it_is_read(self):
        said = self.refused("study", "plan", TOY, "-o", self.place / "large", "--design", "saltelli", "--points", 1_000_000, *VARY, code=2)
        self.assertIn("at most 1000000", said)
        said = self.refused("study", "expand", self.study, "--points", 1_000_000, code=2)
        self.assertIn("at most 1000000", said)
        self.refused("study", "expand", self.study, "--replicates", 100_000, code=2)

    def test_a_list_of_points_has_limits(self):
        for text, limit in (("network.road_km_per_h\n" + "1\n" * 1_100_000, "1000000 cases"), ("x," * 100_000 + "\n1\n", "131072 bytes")):
            (self.place / "list.csv").write_text(text)
            said = self.refused("study", "plan", TOY, "-o", self.place / "listed", "--design", "list", "--list", self.place / "list.csv", code=2)
            self.assertIn(limit, said)


class Documents(Case):
    """Every reader of JSON."""

    def hostile(self):
        deep = '{"format":"eldercast-meet","x":' + "[" * 200_000 + "]" * 200_000 + "}"
        many = '{"format":"eldercast-meet","x":[' + "[]," * 9_000_000 + "[]]}"
        wide = '{"format":"eldercast-meet",' + ",".join(f'"k{i}":0' for i in range(200_000)) + "}"
        return (deep, "64 levels"), (many, "8000000 values"), (wide, "1000 members")

    def test_documents_for_a_report_and_boundaries(self):
        result = self.place / "r.h5"
        self.well("run", TOY, "--replicates", 1, "-q", "-o", result)
        for text, limit in self.hostile():
            for kind in ("eldercast-meet", "eldercast-schedule"):
                (self.place / "d.json").write_text(text.replace("eldercast-meet", kind))
                said = self.refused("report", self.place / "d.json", "-o", self.place / "d.html")
                self.assertIn(limit, said)
            said = self.refused("report", result, "--boundaries", self.place / "d.json", "--approval", "x", "-o", self.place / "d.html")
            self.assertIn(limit, said)

    def test_a_document_beyond_64_mb_is_not_read(self):
        with open(self.place / "d.json", "wb") as file:
            file.write(b'{"format":"eldercast-meet"}')
            file.truncate(65 << 20)
        self.assertIn("at most 67108864", self.refused("report", self.place / "d.json", "-o", self.place / "d.html"))

    def test_plans(self):
        study = self.place / "study"
        self.well("study", "plan", TOY, "-o", study, "--design", "lhs", "--points", 2, *VARY)
        whole = (study / "plan-0.json").read_text()
        for text, limit in self.hostile():
            inner = text[text.index(",") + 1:-1]
            (study / "plan-0.json").write_text(whole.replace('"version": 1,', '"version": 1, ' + inner + ",", 1))
            said = self.refused("study", "status", study, names="plan-0.json")
            self.assertIn(limit, said)

    def test_journals(self):
        study = self.place / "study"
        self.well("study", "plan", TOY, "-o", study, "--design", "lhs", "--points", 2, *VARY)
        journal = study / "journal"
        (journal / "deep.jsonl").write_text("[" * 200_000 + "]" * 200_000 + "\n" + '{"event":' + "[" * 1000 + "]" * 1000 + "}\n")
        (journal / "large.jsonl").write_text("".join(
            '{"event":"%s","threads":%s,"batch":"0-00000","rows":%s,"failed":%s,"seconds":%s}\n' % (event, value, value, value, value)
            for event in ("start", "batch") for value in ("1e308", "-1e308", "9223372036854775807", "-9223372036854775808", "18446744073709551615")))
        with open(os.fsencode(journal) + b"/\xff\x1b[31m.jsonl", "wb") as file:
            file.write(b'{"event":"start","threads":1}\n')
        status = json.loads(self.well("study", "status", study, "--json").stdout)
        self.assertEqual(len(status["workers"]), 3)
        self.well("study", "status", study)
        with open(journal / "long.jsonl", "wb") as file:
            file.truncate(65 << 20)
        self.assertIn("at most 67108864", self.refused("study", "status", study, names="long.jsonl"))


class Results(Case):
    def setUp(self):
        super().setUp()
        self.sealed = self.place / "sealed.h5"
        self.well("run", TOY, "--replicates", 2, "-q", "-o", self.sealed)
        self.file = self.place / "x.h5"

    def changed(self, change):
        self.file.write_bytes(self.sealed.read_bytes()[:-SEAL_BYTES])
        with h5py.File(self.file, "r+") as file:
            change(file)

    def refused_everywhere(self, **more):
        page = self.place / "x.html"
        said = []
        for command in (["inspect", self.file], ["report", self.file, "-o", page], ["compare", self.sealed, self.file],
                        ["export", self.file, "-o", self.place / "tables"], ["targets", self.file], ["explain", self.file, "/district/accrued"],
                        ["rerun", self.file]):
            said.append(self.refused(*command, names="x.h5", **more))
        return said

    def put(self, name, *arguments, **more):
        def change(file):
            del file[name]
            file.create_dataset(name, *arguments, **more)
        return change

    def test_sizes_that_cost_the_file_nothing_cost_no_memory(self):
        text = h5py.string_dtype()
        for change in (self.put("scenario/town_name_zh", (10**8,), text, chunks=(65536,), compression="gzip"),
                       self.put("scenario/town_lon", (10**9,), "f8", chunks=(65536,), compression="gzip"),
                       self.put("scenario/town_lon", (3,), "f8", chunks=(2**28,), maxshape=(None,)),
                       self.put("district/failure", (10**7,), text, chunks=(65536,)),
                       self.put("detail/town_prefinancing", (1, 10**5, 10**5), "i8", chunks=(1, 100, 100)),
                       self.put("postings/amount", (10**9,), "i8", chunks=(65536,))):
            self.changed(change)
            self.refused_everywhere(timeout=20)

    def test_packed_sizes_are_held_to_the_size_of_the_file(self):
        self.changed(lambda file: file.create_dataset("scenario/more", data=np.zeros(10**8), chunks=(10**6,), compression="gzip"))
        for said in self.refused_everywhere(timeout=30):
            self.assertIn("MB of memory", said)

    def test_many_cells_that_point_at_one_long_text(self):
        def change(file):
            del file["scenario/town_name_zh"]
            names = file.create_dataset("scenario/town_name_zh", (3,), h5py.string_dtype())
            names[:] = ["x" * 50_000_000, "y", "z"]
        self.changed(change)
        for said in self.refused_everywhere():
            self.assertIn("bytes", said)

        def long_title(file):
            file.attrs["title"] = "x" * 60_000
            file.attrs["title_zh"] = "\x1b[31m"
        self.changed(long_title)
        self.assertNotIn(ESCAPE, call("inspect", self.file).stdout)

    def test_groups_in_circles_too_deep_or_too_many(self):
        def loop(file):
            file["district/loop"] = file["/"]

        def soft(file):
            file["district/loop"] = h5py.SoftLink("/")

        def elsewhere(file):
            file["district/loop"] = h5py.ExternalLink(str(self.sealed), "/")

        def deep(file):
            file.create_group("/".join("abcdefghijkl"))

        def many(file):
            group = file.create_group("many", track_order=True)
            for i in range(25_000):
                group[f"{i}"] = file["district/failure"]
        for change in (loop, soft, elsewhere, deep, many):
            with self.subTest(change=change.__name__):
                self.changed(change)
                self.refused_everywhere(timeout=20)

    def test_dates_replicates_and_places_are_within_their_tables(self):
        def attribute(name, value):
            return lambda file: file.attrs.modify(name, value)

        def posting(column, value):
            def change(file):
                file[f"postings/{column}"][0] = value
            return change
        changes = [attribute("end", "2999999999-01"), attribute("end", "999999-12"), attribute("start", "-5-01"), attribute("end", "2018-01"),
                   attribute("replicates", np.int32(2**31 - 1)), attribute("replicates", np.int32(-1)), attribute("replicates", np.int32(3))]
        for change in changes:
            self.changed(change)
            self.refused_everywhere(timeout=20)
        for column in ("town_index", "facility_index", "service_index", "rule_index", "clause_index", "payer_index", "purpose_index"):
            with self.subTest(column=column):
                self.changed(posting(column, 100))
                self.refused("explain", self.file, "/district/accrued", names="x.h5")

    def test_damage_without_a_checksum_brings_no_command_down(self):
        whole = self.sealed.read_bytes()[:-SEAL_BYTES]
        luck = random.Random(6)
        for trial in range(40):
            bad = bytearray(whole)
            for _ in range(luck.choice((1, 3, 10, 100))):
                bad[luck.randrange(len(bad))] = luck.randrange(256)
            self.file.write_bytes(bad)
            command = (["inspect", self.file], ["report", self.file, "-o", self.place / f"{trial}.html"], ["compare", self.sealed, self.file],
                       ["export", self.file, "-o", self.place / f"{trial}.xlsx"], ["rerun", self.file])[trial % 5]
            done = call(*command)
            # A rerun that finds other numbers ends with 1.
            self.assertIn(done.returncode, (0, 1, 4) if command[0] == "rerun" else (0, 4), (trial, command, done.stderr))
            for raw in RAW:
                self.assertNotIn(raw, done.stderr.decode(errors="replace"))


class Studies(Case):
    def setUp(self):
        super().setUp()
        self.study = self.place / "study"
        self.well("study", "plan", TOY, "-o", self.study, "--design", "morris", "--points", 2, "--replicates", 2, *VARY)
        self.well("study", "run", self.study, "-q")

    def test_a_batch_with_other_sizes_is_refused(self):
        batch = next((self.study / "batches").iterdir())
        for name, change in (("district/accrued", lambda data: np.concatenate([data, data], axis=1)), ("rows/case", lambda data: data[:1]),
                             ("figures/value", lambda data: data[:, :1])):
            whole = batch.read_bytes()
            with h5py.File(batch, "r+") as file:
                data = change(file[name][:])
                del file[name]
                file[name] = data
            for journal in (self.study / "journal").iterdir():
                journal.unlink()
            self.refused("study", "merge", self.study, "-o", self.place / "m.h5", names="batches")
            batch.write_bytes(whole)

    def test_a_merged_study_whose_tables_do_not_fit_is_refused(self):
        merged = self.place / "m.h5"
        self.well("study", "merge", self.study, "-o", merged, "-q")
        whole = merged.read_bytes()[:-SEAL_BYTES]

        def cells(name, value):
            def change(file):
                data = file[name][:]
                data.flat[-1] = value
                file[name][...] = data
            return change
        for change, code in ((lambda file: file.attrs.modify("cases", np.int32(10**9)), 4), (lambda file: file.attrs.modify("replicates", np.int32(0)), 4),
                             (cells("design/axis", 7), 4), (cells("design/axis", np.nan), 4), (cells("design/axis", -1), 2),
                             (cells("design/step", 0), 2), (cells("design/block", 5), 2), (cells("figures/year", 5), 4)):
            merged.write_bytes(whole)
            with h5py.File(merged, "r+") as file:
                change(file)
            self.refused("sensitivity", merged, code=code)
            self.assertIn(call("report", merged, "-o", self.place / "m.html", "--overwrite").returncode, (0, 2, 4))


class Scenarios(Case):
    def setUp(self):
        super().setUp()
        shutil.copytree("scenarios/toy", self.place / "toy")
        self.text = self.place / "toy" / "toy.toml"

    def test_texts_and_tables_have_limits(self):
        whole = self.text.read_text(encoding="utf-8")
        head = whole.index("[scenario]")
        for more, limit in (("x = [" + "0," * 8_000_000 + "]\n", "500000"), ("x = '" + "x" * (17 << 20) + "'\n", "16777216"),
                            ("".join(f"k{i} = 1\n" for i in range(5000)), "2000 entries"),
                            ("".join(f"{'.'.join('abcdefghijklmnopqrstuvwxyz')}{i} = 1\n" for i in range(30_000)), "500000")):
            self.text.write_text(whole[:head] + more + whole[head:], encoding="utf-8")
            self.assertIn(limit, self.refused("validate", self.text, code=2, timeout=20))
        self.text.write_text(whole, encoding="utf-8")
        towns = self.place / "toy" / "data" / "towns.csv"
        for table, limit in ((b"x" * 20_000_000, "131072"), (b"\"" + b"x" * 20_000_000 + b"\"\n", "131072"), (b"x," * 1_000_000 + b"\n", "20000 cells"),
                             (b"\n" * (50 << 20), "6000000 lines")):
            towns.write_bytes(table)
            self.assertIn(limit, self.refused("validate", self.text, code=2, timeout=20))

    def test_texts_that_extend_each_other_are_counted_together(self):
        whole = self.text.read_text(encoding="utf-8")
        (self.place / "toy" / "base.toml").write_text(whole + "\nx = [" + "0," * 300_000 + "]\n", encoding="utf-8")
        self.text.write_text('schema = 1\nextends = "base.toml"\ny = [' + "0," * 300_000 + "]\n", encoding="utf-8")
        self.assertIn("with the files that it extends", self.refused("validate", self.text, code=2))

    def test_a_problem_quotes_a_piece(self):
        towns = self.place / "toy" / "data" / "towns.csv"
        lines = towns.read_text(encoding="utf-8").splitlines()
        cells = lines[2].split(",")
        towns.write_text("\n".join(lines[:2] + [",".join([cells[0], cells[1], cells[2], "k" * 100_000] + cells[4:])] + lines[3:]) + "\n", encoding="utf-8")
        self.assertLess(len(self.refused("validate", self.text, code=2)), 5_000)

    def test_a_signal_ends_the_check_of_a_country_at_once(self):
        census = self.place / "toy" / "data" / "census.csv"
        lines = []
        for line in census.read_text(encoding="utf-8").splitlines():
            cells = line.split(",")
            if cells[0] in ("male", "female"):
                cells[3] = cells[4] = "800000"
            lines.append(",".join(cells))
        census.write_text("\n".join(lines) + "\n", encoding="utf-8")
        process = subprocess.Popen([PROGRAM, "validate", str(self.text)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        said = process.stderr.readline().decode()
        self.assertIn("measuring", said)
        time.sleep(0.5)
        process.send_signal(signal.SIGTERM)
        started = time.monotonic()
        process.communicate(timeout=20)
        self.assertLess(time.monotonic() - started, 3)
        self.assertEqual(process.returncode, 130)


class Terminals(Case):
    """What a terminal would act on comes from names of files and from files, and is shown as U+FFFD."""

    def shown(self, *arguments):
        done = call(*arguments)
        for stream in (done.stdout, done.stderr):
            self.assertNotIn(ESCAPE, stream, arguments)
            self.assertNotIn("\x9b".encode(), stream, arguments)
            self.assertNotIn("\u202e".encode(), stream, arguments)
        return done

    def test_names_of_files_and_folders(self):
        evil = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e"
        result = self.place / (evil + "r.h5")
        study = self.place / (evil + "study")
        shutil.copytree("scenarios/toy", self.place / (evil + "toy"))
        scenario = self.place / (evil + "toy") / "toy.toml"
        self.shown("run", scenario, "--replicates", 2, "-o", result)
        self.shown("validate", scenario)
        for command in ("inspect", "targets", "towns", "progress", "paper", "rerun"):
            self.assertEqual(self.shown(command, result).returncode, 0, command)
        for command in ("inspect", "targets"):
            json.loads(self.shown(command, result, "--json").stdout)
        self.shown("compare", result, result)
        self.shown("explain", result, "/district/accrued")
        self.shown("export", result, "-o", self.place / (evil + "tables"))
        self.shown("report", result, "-o", self.place / (evil + "r.html"))
        self.assertEqual(self.shown("study", "plan", scenario, "-o", study, "--design", "lhs", "--points", 2, *VARY).returncode, 0)
        self.shown("study", "status", study)
        self.shown("study", "run", study)
        self.shown("study", "status", study)
        json.loads(self.shown("study", "status", study, "--json").stdout)
        self.shown("study", "merge", study, "-o", self.place / (evil + "m.h5"))
        self.shown("plugins", "list", "--plugin-dir", self.place / (evil + "toy"))
        for command in (["inspect"], ["run"], ["validate"], ["compare"], ["sensitivity"], ["study", "status"], ["study", "run"]):
            self.assertNotEqual(self.shown(*command, self.place / (evil + "absent")).returncode, 0)

    def test_texts_of_a_plan(self):
        study = self.place / "study"
        self.well("study", "plan", TOY, "-o", study, "--design", "lhs", "--points", 2, *VARY)
        plan = json.loads((study / "plan-0.json").read_text())
        here = plan.pop("here")
        plan.pop("digest")
        plan["study"]["scenario"]["id"] = "\x1b]0;owned\x07\x9b2J\u202e\nerror[file]: nothing"
        digest = hashlib.sha256(json.dumps(plan, indent=1, ensure_ascii=False).encode()).hexdigest()
        (study / "plan-0.json").write_text(json.dumps({**plan, "here": here, "digest": digest}, indent=1, ensure_ascii=False) + "\n")
        self.assertNotIn(b"\nerror[file]", self.shown("study", "status", study).stdout)
        self.shown("study", "status", study, "--json")


if __name__ == "__main__":
    unittest.main()
