"""Plans, documents, journals, batches and merged studies of strangers: every value has its kind, its range and its agreement with the others."""
import hashlib
import json
import os
import random
import unittest

import h5py
import numpy as np

from strangers import Case, ESCAPE, RAW, SEAL_BYTES, TOY, VARY, call


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
        for text, limit in (("network.road_km_per_h\n" + "1\n" * 1_100_000, "1000000 rows"), ("x," * 100_000 + "\n1\n", "20000 cells")):
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

    def test_damaged_batches_bring_no_command_down(self):
        batch = next((self.study / "batches").iterdir())
        whole = batch.read_bytes()
        for journal in (self.study / "journal").iterdir():
            journal.unlink()
        luck = random.Random(8)
        for trial in range(20):
            bad = bytearray(whole)
            for _ in range(luck.choice((1, 10, 100))):
                bad[luck.randrange(len(bad))] = luck.randrange(256)
            batch.write_bytes(bad)
            for command in (["status", self.study], ["merge", self.study, "-o", self.place / f"{trial}.h5"]):
                self.assertIn(call("study", *command).returncode, (0, 4), (trial, command))

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


if __name__ == "__main__":
    unittest.main()
