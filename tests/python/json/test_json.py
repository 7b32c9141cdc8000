"""--json: every command that has it prints one document that its schema in docs/reference/json describes, to the last key."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import jsonschema

PROGRAM = sys.argv.pop(1)
TOY = "scenarios/toy/toy.toml"
BACKCAST = tuple(f"scenarios/jiangjin/backcast/jiangjin_{year}.csv" for year in (2010, 2020))
SCHEMAS = pathlib.Path("docs/reference/json").resolve()
FORMAT = "eldercast-"


def schema_of(name):
    return json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))


def check(document, name):
    schema = schema_of(name)
    resolver = jsonschema.RefResolver((SCHEMAS / f"{name}.schema.json").as_uri(), schema)
    jsonschema.Draft202012Validator(schema, resolver=resolver).validate(document)


def call(*arguments, code=0):
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=120)
    if done.returncode != code:
        raise AssertionError(f"{arguments}: exit {done.returncode}, not {code}\n{done.stdout}{done.stderr}")
    return done.stdout


def commands_with_json(*path):
    """Paths of all commands that know --json, as --help tells them."""
    help_text = call(*path, "--help")
    listed = re.search(r"^Subcommands:\n((?:  .*\n)+)", help_text, re.MULTILINE)
    if not listed:
        return [path] if "--json" in help_text else []
    return [found for name in re.findall(r"^  (\S+)", listed.group(1), re.MULTILINE) for found in commands_with_json(*path, name)]


class Documents(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.result, cls.study, cls.merged = (os.path.join(cls.folder.name, name) for name in ("r.h5", "study", "m.h5"))
        call("run", TOY, "--replicates", "3", "-q", "-o", cls.result)
        for design in ("morris", "saltelli", "tornado"):
            call("study", "plan", TOY, "-o", cls.study + design, "--design", design, *(() if design == "tornado" else ("--points", "2")),
                 "--replicates", "2", "--vary", "network.detour_factor", "--vary", "staff.carers_at_start=1..9")
            call("study", "run", cls.study + design, "-q")
            call("study", "merge", cls.study + design, "-o", cls.merged + design, "-q")

    def documents(self):
        """Command, its arguments, schema, exit code."""
        for name in ("targets", "progress", "towns", "paper", "inspect", "summary"):
            yield (name,), (self.result,), name, 0
        yield ("rerun",), (self.result, "-q"), "rerun", 0
        yield ("explain",), (self.result, "/towns/accrued", "2021"), "explanation", 0
        yield ("explain",), (self.result, "/district/bed_shortfall"), "explanation", 0
        yield ("explain",), (self.result, "/district/facility_flows", "2022"), "explanation", 0
        yield ("explain",), (self.result, "F4"), "clause", 0
        backcast = "scenarios/jiangjin/backcast/jiangjin_"
        yield ("backcast",), (backcast + "2010.csv", backcast + "2020.csv", "--replicates", "1", "-q"), "backcast", 0
        yield ("progress",), (self.result, "--period", "2021-11"), "progress", 0
        yield ("run",), (TOY, "--replicates", "2", "-q"), "summary", 0
        yield ("run",), (TOY, "--replicates", "1", "-q", "--set", "scenario.end=2023-06"), "summary", 0
        yield ("run",), (TOY, "--uncertain", "--points", "3", "-q"), "uncertainty", 0
        yield ("compare",), (TOY, "--with", "staff.carers_at_start=9", "--replicates", "3", "-q"), "comparison", 0
        yield ("stress",), (TOY, "--pack", "late_building", "--replicates", "2", "-q"), "stress", 0
        yield ("stress",), (TOY, "--rank-projects", "--replicates", "2", "-q"), "stress", 0
        yield ("meet",), (TOY, "--replicates", "2", "--fresh", "3", "-q"), "meet", 0
        yield ("meet",), (TOY, "W1.carers", "G1.own", "--set", "targets.carers_trained=100", "--pairs", "--replicates", "2", "--fresh", "3", "-q"), "meet", 0
        yield ("schedule",), (TOY, "--from", "2020-01", "--evaluations", "60", "--fresh", "2", "-q"), "schedule", 0
        observed = os.path.join(self.folder.name, "observed.csv")
        pathlib.Path(observed).write_text("month,what,place,value,source\n2019-06,carers_in_post,,12,invented\n")
        shutil.copytree("scenarios/toy", os.path.join(self.folder.name, "toy"), dirs_exist_ok=True)
        shutil.copy(observed, os.path.join(self.folder.name, "toy"))
        toy = os.path.join(self.folder.name, "toy", "toy.toml")
        yield ("monthly",), (toy, "--set", "data.observed=observed.csv", "--dates", "1", "--replicates", "2", "-q"), "monthly", 0
        outcomes = os.path.join(self.folder.name, "outcomes.csv")
        pathlib.Path(outcomes).write_text("kind,month,value,source\ntown_centre,2020-12,0.4,invented\n")
        yield ("score",), (outcomes, "docs/trust/forecasts/forecast_2020-05.csv"), "score", 0
        yield ("validate",), (TOY,), "validation", 0
        yield ("validate",), (TOY, "--set", "network.detour=1"), "validation", 2
        yield ("validate",), ("no_such_file.toml",), "validation", 2
        yield ("explain",), (self.result, "/district/bed_shortfall"), "explanation", 0
        yield ("explain",), (self.result, "/district/accrued", "--at", "payer=city"), "explanation", 0
        yield ("rerun",), (self.result,), "rerun", 0
        yield ("backcast",), (*BACKCAST, "--replicates", "2", "-q"), "backcast", 0
        yield ("plugins", "list"), (), "plugins", 0
        yield ("study", "status"), (self.study + "morris",), "study-status", 0
        yield ("study", "replay"), (self.study + "morris", "1"), "summary", 0
        for design in ("morris", "saltelli", "tornado"):
            yield ("sensitivity",), (self.merged + design, "--figure", "served_months", "--figure", "bed_shortfall@2021"), "sensitivity", 0

    def test_every_command_with_json_keeps_its_schema(self):
        seen = set()
        for command, arguments, name, code in self.documents():
            with self.subTest(" ".join((*command, *arguments))):
                document = json.loads(call(*command, *arguments, "--json", code=code))
                self.assertEqual(document["format"], FORMAT + name)
                check(document, name)
                seen.add(command)
        self.assertEqual(seen, set(commands_with_json()))

    def test_names_and_targets_of_a_rule_keep_the_schemas(self):
        names = [f"names.{kind}.{name}.{lang}={text}" for kind, name in (("payer", "charity_federation"), ("role", "nurse"), ("purpose", "respite"))
                 for lang, text in (("zh", "名" + name), ("en", "called_" + name))]
        result = os.path.join(self.folder.name, "named.h5")
        call("run", TOY, "--replicates", "2", "-q", "-o", result, "--plugin-dir", "docs/howto/rules", "--set", "staffing.community_nurses.enabled=true",
             *(word for name in names for word in ("--set", name)))
        summary = json.loads(call("summary", result, "--json"))
        check(summary, "summary")
        self.assertEqual(summary["names"]["role"], [{"id": "nurse", "name_zh": "名nurse", "name_en": "called_nurse"}])
        self.assertEqual(summary["names"]["payer"][0]["public"], False)
        self.assertGreater(summary["budget"]["by_payer"]["charity_federation"]["accrued"]["mean"], 0)
        targets = json.loads(call("targets", result, "--json"))
        check(targets, "targets")
        self.assertEqual(targets["targets"][-1]["id"], "staffing/community_nurses.enough")
        self.assertEqual(targets["targets"][-1]["figure"], "staffing/community_nurses.nurses")
        explained = json.loads(call("explain", result, "/targets/value", "--at", "target=staffing/community_nurses.enough", "--json"))
        check(explained, "explanation")
        self.assertEqual(explained["behind"][0]["path"], "/district/rule_figures")
        self.assertEqual([rule["id"] for rule in explained["rules"]], ["staffing/community_nurses"])

    def test_a_schema_bites(self):
        document = json.loads(call("towns", self.result, "--json"))
        for spoil in (lambda d: d.update(more=1), lambda d: d.pop("rows"), lambda d: d["rows"][0].update(residents=7),
                      lambda d: d["rows"][0]["beds_open"].pop("low"), lambda d: d.update(version=2)):
            wrong = json.loads(json.dumps(document))
            spoil(wrong)
            with self.assertRaises(jsonschema.ValidationError):
                check(wrong, "towns")

    def test_every_schema_is_one_and_is_listed(self):
        page = pathlib.Path("docs/reference/json/README.md").read_text(encoding="utf-8")
        for path in sorted(SCHEMAS.glob("*.schema.json")):
            jsonschema.Draft202012Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))
            self.assertIn(path.name, page)

    def test_a_wrong_scenario_tells_where_in_the_document_too(self):
        problem = json.loads(call("validate", TOY, "--set", "network.detour_facto=1", "--json", code=2))["problems"][0]
        self.assertEqual(problem["code"], "scenario.unknown-key")
        self.assertIn("detour_factor", problem["help"])


if __name__ == "__main__":
    unittest.main()
