"""plugins check and plugins new: shipped rules keep their contract, broken ones are named with their month, new ones build and run."""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import h5py

PROGRAM = pathlib.Path(sys.argv.pop(1))
BROKEN = pathlib.Path(sys.argv.pop(1))
SHIPPED = PROGRAM.parent.parent / "plugins"
TOY = "scenarios/toy/toy.toml"
QUESTIONS = ["flows", "values", "again", "apart", "threads", "order of tables", "whole runs", "threads of a run", "order of replicates", "order of rules"]

# What each broken rule of tests/broken_plugins is told, with its month where it got as far as that.
NAMED = {
    "absurd_amounts": ("flows", "funding/absurd_amounts, 2019-01: posts a negative amount"),
    "throws_in_pay": ("flows", "funding/throws_in_pay, 2019-03: threw: the till is locked"),
    "writes_too_much": ("flows", "funding/writes_too_much, 2019-01: wrote more than 16384 postings"),
    "not_a_number": ("flows", "funding/not_a_number, 2019-01: covers a price for an impossible share of users"),
    "writes_views": ("flows", "funding/writes_views, 2019-02: wrote into the table of facilities"),
    "throws_in_create": ("flows", "rule 'funding/throws_in_create' cannot be made: no such share"),
    "throws_a_number": ("flows", "it threw something that is not a std::exception"),
    "makes_nothing": ("flows", "its plugin returned no rule"),
    "shares_static": ("again", "one says '2019-06: posting"),
    "goes_by_position": ("order of tables", "one says '2019-05: posting"),
}
ENDS = {
    "hangs": "error[plugin.hang]: rule funding/hangs has not returned for 2 seconds (month 2019-03)",
    "ends_badly": "error[plugin.crash]: rule funding/ends_badly, 2019-03: crashed",
    "no_card": "error[plugin.no-card]", "newer_minor": "error[plugin.abi]", "old_abi": "error[plugin.abi]", "other_layout": "error[plugin.layout]",
    "id_mismatch": "error[plugin.id-mismatch]", "two_cards": "error[plugin.card]", "undefined_symbol": "error[plugin.load]",
    "small_card": "error[plugin.card]", "wrong_rows": "error[plugin.card]", "wrong_kind": "error[plugin.card]",
    "no_texts": "error[plugin.card]", "wrong_stock": "error[plugin.card]",
}
SCRIPTS = {
    "endless loop": ("while true do end", "funding_broken.lua:3: takes more than 20000000 steps"),
    "memory": ("local t = {} for i = 1, 1e9 do t[i] = {} end", "funding_broken.lua:3: takes more than 32 MB"),
    "recursion": ("local function f() return 1 + f() end f()", "funding_broken.lua:3: "),
    "long text": ("local s = (\"x\"):rep(1e9)", "funding_broken.lua:3: makes too long a text"),
    "nothing": ("return month.facilities[1].town.name.x", "funding_broken.lua:3: a town has no 'name'"),
    "infinite": ("out.posting{amount = 1 / 0}", "funding_broken.lua:3: 'amount' is inf"),
    "fraction": ("out.posting{amount = 0.5}", "funding_broken.lua:3: 'amount' is 0.5"),
    "negative": ("out.posting{amount = -1}", "funding_broken.lua:3: posts a negative amount"),
    "undeclared clause": ("out.posting{amount = 1, clause = \"F2\"}", "funding_broken.lua:3: posts money under a clause that its card does not declare"),
    "wrong slot": ("out.hold{}", "funding_broken.lua:3: there is no 'hold' in pay"),
    "swallowed": ("pcall(function() while true do end end)", "funding_broken.lua:3: attempt to call a nil value (global 'pcall')"),
    "order": ("out.posting{amount = 7, town = month.towns[1]}", "one says '2019-04: posting"),
}


def call(*arguments, timeout=240):
    # A wide screen, so that no sentence is cut in two.
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=timeout, env={**os.environ, "COLUMNS": "1000"})


def verdicts(text):
    return dict(re.findall(r"^  (\S.{19}) (kept|BROKEN|not asked) ", text.replace("  not asked", "  not asked"), re.MULTILINE))


class Rules(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def script(self, statement):
        file = self.folder / "funding_broken.lua"
        file.write_text('rule{version = "1", zh = "坏", en = "Broken", clauses = "X1"}\nfunction pay(month, out) if month.month_of_year == 4 then\n'
                        + statement + "\nend end\n")
        return file

    def assert_kept(self, file):
        done = call("plugins", "check", file)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        answers = {question.strip(): verdict for question, verdict in verdicts(done.stdout).items()}
        # Asked where there is something to fill that the rule takes.
        self.assertIn(answers.pop("filled", "kept"), ("kept", "not asked"), done.stdout)
        self.assertEqual(answers, {question: "kept" for question in QUESTIONS}, done.stdout)
        return done.stdout

    def test_every_shipped_rule_keeps_its_contract(self):
        files = sorted(SHIPPED.glob("*.so")) + sorted(pathlib.Path("plugins").glob("*/*.lua")) + sorted(pathlib.Path("docs/howto/rules").glob("*.lua"))
        self.assertGreaterEqual(len(files), 17)
        for file in files:
            with self.subTest(file.name):
                said = self.assert_kept(file)
                # Formulas say what their rows say, and by default there are none.
                if "funding_formula" not in file.name:
                    self.assertNotIn("says 0 flows", said)

    def test_it_says_what_a_rule_looks_at(self):
        said = self.assert_kept(SHIPPED / "funding_running_incentives.so")
        for field in ("facilities.kind (pay)", "facilities.floor_area_m2 (pay)", "facilities.run_by (pay)", "draws"):
            self.assertIn(field, said)
        self.assertNotIn("towns.residents", said)

    def test_every_broken_rule_is_named_with_its_month(self):
        cases = set(path.name for path in BROKEN.iterdir() if (path / f"funding_{path.name}.so").exists())
        self.assertEqual(cases - set(NAMED) - set(ENDS), {"sound", "ends_at_load"})
        for name in sorted(cases - {"sound", "ends_at_load"}):
            with self.subTest(name):
                done = call("plugins", "check", BROKEN / name / f"funding_{name}.so", "--rule-limit", "2")
                self.assertEqual(done.returncode, 3, done.stdout + done.stderr)
                if name in ENDS:
                    self.assertIn(ENDS[name], done.stderr)
                    continue
                question, said = NAMED[name]
                self.assertRegex(done.stdout, rf"(?m)^  {question} +BROKEN")
                self.assertIn(said, done.stdout)
                self.assertIn("error[plugin.contract]", done.stderr)

    def test_every_broken_script_is_named_with_its_line_and_month(self):
        for name, (statement, said) in SCRIPTS.items():
            with self.subTest(name):
                file = self.script(statement)
                done = call("plugins", "check", file)
                self.assertEqual(done.returncode, 3, done.stdout + done.stderr)
                self.assertIn(said, done.stdout)
                if name == "order":
                    continue
                self.assertIn("funding/broken, 2019-04: ", done.stdout)
                run = call("run", TOY, "--replicates", "2", "-q", "--plugin-dir", self.folder, "--set", "funding.broken.enabled=true")
                self.assertEqual(run.returncode, 3, run.stderr)
                self.assertIn("replicate 1: funding/broken, 2019-04: ", run.stderr)
                self.assertIn(said, run.stderr)

    def test_what_is_more_than_a_number_is_tried_filled(self):
        row = 'zh = "数", en = "Number", source = "an example"'
        rows = {
            "years": ('{path = "rate", type = "by_year", max = 10, default = {}, %s}' % row,
                      'for _ in pairs(p.rate) do out.posting{amount = p.rate[month.year] * 100} end', "with rate = 0: funding/broken, 2019-04: "),
            "list": ('{path = "parts", type = "list", max = 10, default = {}, %s}' % row,
                     'for i in ipairs(p.parts) do out.posting{amount = yuan(p.parts[i + 1])} end', "with parts = [0]: funding/broken, 2019-04: "),
            "table": ('{path = "school", type = "table", max = 9, default = {}, %s, columns = {{path = "places", type = "integer", max = 30, %s}}}' % (row, row),
                      'for name, school in pairs(p.school) do out.posting{amount = 100 // school.places} end', "with school = low {places = 0}: funding/broken, "),
            "text": ('{path = "service", type = "text", max = 9, default = "", %s}' % row,
                     'if p.service ~= "" then out.posting{service = month.services[p.service .. "?"].id, amount = 1} end', "with service = meals: funding/broken, "),
        }
        for name, (parameter, statement, said) in rows.items():
            with self.subTest(name):
                file = self.folder / "funding_broken.lua"
                file.write_text('local p = rule{version = "1", zh = "坏", en = "Broken", clauses = "X1", parameters = {' + parameter + "}}\n"
                                "function pay(month, out) if month.month_of_year == 4 then\n" + statement + "\nend end\n")
                done = call("plugins", "check", file)
                self.assertEqual(done.returncode, 3, done.stdout + done.stderr)
                self.assertIn(said, done.stdout)
                self.assertIn("filled               BROKEN", done.stdout)

    def test_a_script_that_says_too_much_or_cannot_be_read_is_named(self):
        for text, said in (("rule{", "funding_broken.lua:1: unexpected symbol near <eof>"), ("", "has no card"), ("\x1bLua", "binary chunk"),
                           ("while true do end", "funding_broken.lua:1: takes more than 20000000 steps"), ("rule{}", "no text as its 'version'")):
            with self.subTest(text):
                file = self.folder / "funding_broken.lua"
                file.write_text(text)
                for command in (["plugins", "check", file], ["plugins", "describe", "funding/broken", "--plugin-dir", self.folder],
                                ["run", TOY, "--plugin-dir", self.folder, "--set", "funding.broken.enabled=true", "--replicates", "1", "-q"]):
                    done = call(*command)
                    self.assertEqual(done.returncode, 3, done.stderr)
                    self.assertIn("plugin.script", done.stderr)
                    self.assertIn(said, done.stderr)

    def test_a_script_beside_a_scenario_is_not_found(self):
        (self.script("")).rename(self.folder / "funding_near.lua")
        scenario = self.folder / "mine.toml"
        scenario.write_text(pathlib.Path(TOY).read_text())
        for table in pathlib.Path("scenarios/toy").glob("data/*"):
            (self.folder / "data").mkdir(exist_ok=True)
            (self.folder / "data" / table.name).write_text(table.read_text())
        done = call("run", scenario, "--replicates", "1", "-q", "--set", "funding.near.enabled=true")
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("plugin.not-found", done.stderr)

    def test_a_library_is_found_before_a_script_of_one_folder(self):
        for file in (SHIPPED / "funding_running_incentives.so", pathlib.Path("plugins/funding_running_incentives/funding_running_incentives.lua")):
            (self.folder / file.name).write_bytes(file.read_bytes())
        listed = call("plugins", "list", "--plugin-dir", self.folder).stdout
        self.assertIn(f"not used: '{self.folder}/funding_running_incentives.so' is found first", listed)
        # Asked for by its file, the script is checked itself.
        self.assertIn("usable", call("plugins", "check", self.folder / "funding_running_incentives.lua").stdout)

    def test_a_new_script_of_every_kind_keeps_its_contract_and_runs(self):
        for kind in ("funding", "staffing", "medical"):
            with self.subTest(kind):
                place = self.folder / kind
                made = call("plugins", "new", kind, "my_rule", "--lua", "--to", place)
                self.assertEqual(made.returncode, 0, made.stderr)
                self.assert_kept(place / f"{kind}_my_rule.lua")
                run = call("run", TOY, "--replicates", "2", "-q", "--plugin-dir", place, "--set", f"{kind}.my_rule.enabled=true",
                           "-o", self.folder / f"{kind}.h5")
                self.assertEqual(run.returncode, 0, run.stderr)
                again = call("rerun", self.folder / f"{kind}.h5", "--plugin-dir", place, "--threads", "2")
                self.assertEqual(again.returncode, 0, again.stdout + again.stderr)
                self.assertIn("identical", again.stdout)

    def test_the_page_of_a_new_rule_is_in_the_language_that_is_asked_for(self):
        for extra, said in (([], "The rule is"), (["--lang", "zh"], "规则写在")):
            for more in ([], ["--lua"]):
                place = self.folder / f"rule{len(extra)}{len(more)}"
                self.assertEqual(call("plugins", "new", "medical", "my_rule", "--to", place, *more, *extra).returncode, 0)
                page = (place / "README.md").read_text(encoding="utf-8")
                self.assertIn(said, page)
                self.assertIn("medical.my_rule.enabled=true", page)
                self.assertNotIn("@", page)

    def test_a_rule_that_looks_for_a_service_alone_is_not_said_to_look_at_nothing(self):
        call("plugins", "new", "medical", "my_rule", "--lua", "--to", self.folder / "rule")
        said = self.assert_kept(self.folder / "rule" / "medical_my_rule.lua")
        self.assertIn("at which towns, facilities, projects and services there are, and at nothing of their state", said)

    def test_names_of_a_scenario_and_a_target_of_a_rule_stand_everywhere(self):
        result, rules = self.folder / "named.h5", ["--plugin-dir", "docs/howto/rules"]
        named = [word for key, text in (("payer.charity_federation.zh", "慈善总会"), ("payer.charity_federation.en", "charity"), ("role.nurse.zh", "护士"),
                                        ("role.nurse.en", "nurse")) for word in ("--set", f"names.{key}={text}")]
        on = ["--set", "staffing.community_nurses.enabled=true"]
        refused = call("validate", TOY, *rules, *on)
        self.assertEqual(refused.returncode, 2, refused.stdout)
        self.assertIn("needs the payer 'charity_federation', which the scenario does not name", refused.stderr)
        wrong = call("validate", TOY, *rules, *on, *named, "--set", "staffing.community_nurses.second_payer=charity_federatoin")
        self.assertIn("did you mean 'charity_federation'", wrong.stderr)
        ran = call("run", TOY, "--replicates", "3", "-o", result, *rules, *on, *named)
        self.assertEqual(ran.returncode, 0, ran.stderr)
        self.assertIn("charity ", ran.stdout)
        self.assertIn("staffing/community_nurses.enough", call("targets", result).stdout)
        by_town = call("towns", result, "--target", "staffing/community_nurses.enough")
        self.assertEqual(by_town.returncode, 2)
        self.assertIn("it counts for the district as a whole", by_town.stderr)
        nearest = call("towns", result, "--target", "staffing/community_nurses.enouh")
        self.assertIn("did you mean 'staffing/community_nurses.enough'", nearest.stderr)
        with h5py.File(result) as file:
            district = file["district"]
            self.assertEqual(district["payer"].asstr()[-1], "charity_federation")
            self.assertEqual(district["payer_name_zh"].asstr()[-1], "慈善总会")
            self.assertEqual(district["payer_name_en"].asstr()[-1], "charity")
            self.assertEqual(list(district["payer_public"][-2:]), [0, 0])
            self.assertEqual(district["role"].asstr()[-1], "nurse")
            self.assertEqual(file["targets/target"].asstr()[-1], "staffing/community_nurses.enough")
            self.assertEqual(file["targets/target_figure"].asstr()[-1], "staffing/community_nurses.nurses")
            self.assertGreater(district["staff"][0, -1, -1, 0], 0)
        self.assertEqual(call("export", result, "-o", self.folder / "tables").returncode, 0)
        self.assertIn("charity_federation,慈善总会", (self.folder / "tables" / "money.csv").read_text(encoding="utf-8"))
        self.assertIn("staffing/community_nurses.enough", (self.folder / "tables" / "targets.csv").read_text(encoding="utf-8"))
        self.assertEqual(call("report", result, "-o", self.folder / "page.html").returncode, 0)
        page = (self.folder / "page.html").read_text(encoding="utf-8")
        for words in ("慈善总会", "社区护士人数", "护士"):
            self.assertIn(words, page)
        paid = call("explain", result, "/towns/accrued", "T1", "2021", "--at", "payer=charity_federation", *rules)
        self.assertIn("they add up to the number of this replicate exactly", paid.stdout)
        again = call("rerun", result, *rules)
        self.assertIn("identical", again.stdout, again.stderr)

    def test_new_refuses_what_it_cannot_name_and_touches_nothing(self):
        for kind, name in (("money", "x"), ("funding", "Mine"), ("funding", "a__b"), ("funding", "../x"), ("funding", "9a"), ("funding", "a" * 41)):
            done = call("plugins", "new", kind, name, "--lua", "--to", self.folder / "new")
            self.assertEqual(done.returncode, 2, (kind, name, done.stdout))
            self.assertFalse((self.folder / "new").exists())
        (self.folder / "mine.txt").write_text("mine")
        done = call("plugins", "new", "funding", "x", "--to", self.folder)
        self.assertEqual(done.returncode, 4, done.stderr)
        self.assertEqual([path.name for path in self.folder.iterdir()], ["mine.txt"])

    def test_timing_tells_phases_and_rules_and_changes_no_number(self):
        plain, timed = self.folder / "plain.h5", self.folder / "timed.h5"
        self.assertEqual(call("run", TOY, "--replicates", "3", "-q", "-o", plain).returncode, 0)
        done = call("run", TOY, "--replicates", "3", "-q", "--timing", "-o", timed)
        self.assertEqual(done.returncode, 0, done.stderr)
        parts = ["phase " + phase for phase in ("authorise", "build", "staff", "arrange", "live", "allocate", "pay", "record")]
        for part in parts + ["rule funding/construction_grants pay", "rule medical/nursing_beds arrange"]:
            self.assertIn(part, done.stderr)
        with h5py.File(timed) as file:
            self.assertEqual(list(file["provenance/timed_part"].asstr()[()])[:8], parts)
            self.assertTrue((file["provenance/timed_part_seconds"][()] > 0).all())
        self.assertEqual(subprocess.run(["h5diff", "--exclude-path", "/provenance", plain, timed], capture_output=True).returncode, 0)

    def trace(self, rule, *more):
        file = self.folder / "trace.jsonl"
        file.unlink(missing_ok=True)
        result = self.folder / "traced.h5"
        done = call("run", TOY, "--replicates", "2", "-q", "--overwrite", "-o", result, *more, "--trace-rule", rule, file)
        self.assertEqual(done.returncode, 0, done.stderr)
        with h5py.File(result) as results:
            postings = results["postings"]
            mine = (postings["rule_index"][()] == list(postings["rule"].asstr()[()]).index(rule)) & (postings["replicate"][()] == 0)
            amounts = postings["amount"][()][mine]
            # What somebody else goes without is booked with the other sign.
            booked = int(amounts[amounts > 0].sum())
        return [json.loads(line) for line in file.read_text().splitlines()], booked

    def test_a_trace_tells_what_a_rule_said_and_a_script_read(self):
        calls, booked = self.trace("funding/area_grant", "--plugin-dir", "docs/howto/rules", "--set", "funding.area_grant.enabled=true")
        said = [flow for one in calls for flow in one["said"]]
        self.assertGreater(booked, 0)
        self.assertEqual(booked, sum(flow["amount_fen"] for flow in said))
        self.assertEqual({flow["flow"] for flow in said}, {"posting"})
        paying = [one for one in calls if one["said"]]
        self.assertEqual({one["phase"] for one in paying}, {"pay"})
        self.assertIn("facility.floor_area_m2", paying[0]["reads"])
        self.assertEqual([one["month"] for one in calls if one["phase"] == "pay"], sorted({one["month"] for one in calls}))

    def test_a_trace_of_a_library_tells_what_it_said(self):
        calls, _ = self.trace("medical/nursing_beds")
        self.assertEqual({one["reads"] for one in calls if one["reads"] is None}, {None})
        self.assertIn("bed_conversion", {flow["flow"] for one in calls for flow in one["said"]})

    def test_a_trace_replaces_nothing_and_knows_its_rule(self):
        file = self.folder / "mine"
        file.write_text("mine")
        self.assertEqual(call("run", TOY, "--replicates", "1", "-q", "--trace-rule", "medical/nursing_beds", file).returncode, 4)
        self.assertEqual(file.read_text(), "mine")
        for option in (["--trace-rule", "medical/nursing_bed", self.folder / "x"], ["--only-rule", "medical/nursing_bed"]):
            done = call("run", TOY, "--replicates", "1", "-q", *option)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn("did you mean 'medical/nursing_beds'?", done.stderr)

    def test_only_one_rule_runs_and_the_results_say_so(self):
        result = self.folder / "only.h5"
        done = call("run", TOY, "--replicates", "1", "-q", "--only-rule", "medical/nursing_beds", "-o", result)
        self.assertEqual(done.returncode, 0, done.stderr)
        with h5py.File(result) as file:
            self.assertEqual(list(file["provenance/plugin"].asstr()[()]), ["medical/nursing_beds"])
        self.assertIn("identical", call("rerun", result).stdout)

    def area_grant(self, cap):
        """What the worked example pays at 10 yuan for a square metre, fen by calendar year."""
        result = self.folder / f"{cap}.h5"
        done = call("run", TOY, "--replicates", "1", "-q", "--plugin-dir", "docs/howto/rules", "--set", "funding.area_grant.enabled=true",
                    "--set", "funding.area_grant.yuan_per_m2=10", "--set", f"funding.area_grant.cap_yuan_per_year={cap}", "-o", result)
        self.assertEqual(done.returncode, 0, done.stderr)
        with h5py.File(result) as file:
            postings = file["postings"]
            mine = postings["clause_index"][()] == list(postings["clause"].asstr()[()]).index("X1")
            years = 2019 + postings["month_accrued"][()][mine] // 12
            amounts = postings["amount"][()][mine]
        return {int(year): int(amounts[years == year].sum()) for year in sorted(set(years))}

    def test_the_area_grant_keeps_its_cap_and_owes_the_rest(self):
        free = self.area_grant(1_000_000)
        capped = self.area_grant(3000)
        # More is owed in every year than 3,000 yuan.
        self.assertEqual(capped, {year: 300_000 for year in (2020, 2021, 2022)})
        self.assertGreater(sum(free.values()), sum(capped.values()))
        # Floor areas are whole square metres.
        self.assertEqual({amount % 1000 for amount in free.values()}, {0})


if __name__ == "__main__":
    unittest.main()
