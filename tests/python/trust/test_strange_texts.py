"""Scenarios and names of strangers: texts and tables have limits, a problem quotes a piece, and nothing acts on a terminal."""
import hashlib
import json
import shutil
import signal
import subprocess
import time
import unittest

from strangers import Case, ESCAPE, PROGRAM, TOY, VARY, call


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
