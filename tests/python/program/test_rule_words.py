"""What rules can say beside money: who leaves, prices, places, closings, figures of their own; and grants written as formulas."""
import csv
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

import h5py

PROGRAM = pathlib.Path(sys.argv.pop(1))
TOY = pathlib.Path("scenarios/toy/toy.toml").resolve()
JIANGJIN = pathlib.Path("scenarios/jiangjin/baseline.toml").resolve()


def call(*arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=240)


class Words(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def result(self, name, *options):
        file = self.folder / f"{name}.h5"
        done = call("run", TOY, "--replicates", "2", "-q", "-o", file, "--overwrite", *options)
        self.assertEqual(done.returncode, 0, done.stderr)
        return file

    def with_rule(self, kind, phase, statement, head="", *options):
        """A results file of the toy with a script that says one thing in every month."""
        (self.folder / f"{kind}_own.lua").write_text(
            f'rule{{version = "1", zh = "试", en = "Tries", clauses = "X1", {head}}}\n'
            f"function {phase}(month, out)\n{statement}\nend\n")
        return self.result("with", "--plugin-dir", self.folder, "--set", f"{kind}.own.enabled=true", *options)

    def sum_of(self, file, path, *cell):
        with h5py.File(file) as results:
            return int(results[path][(slice(None), *cell)].sum())

    def position(self, file, path, name):
        with h5py.File(file) as results:
            return list(results[path].asstr()[()]).index(name)

    def test_fewer_carers_leave(self):
        leaving = ["--set", "staffing.care_workforce.turnover_per_year=0.3"]
        def carers(left, hired=0):
            say = f'out.staff_change{{role = "carer", left_per_mille = {left}, hired_per_mille = {hired}}}'
            return self.sum_of(self.with_rule("staffing", "staff", say, "", *leaving), "towns/carers")
        self.assertEqual(carers(0), self.sum_of(self.result("plain", *leaving), "towns/carers"))
        # Where nobody is hired it shows who leaves.
        self.assertGreater(carers(-1000, -1000), carers(0, -1000))
        self.assertGreater(carers(0, -1000), carers(4000, -1000))

    def test_those_who_stay_for_a_year_are_known(self):
        leaving = ["--set", "staffing.care_workforce.turnover_per_year=0.9", "--set", "staffing.care_workforce.market_hires_per_month=1"]
        say = 'for _, town in ipairs(month.towns) do out.figure{figure = "stayed", town = town, value = town.stayed_a_year} end'
        file = self.with_rule("funding", "pay", say, 'figures = {{id = "stayed", unit = "persons", kind = "state", zh = "留任", en = "Stayed"}}',
                              *leaving)
        with h5py.File(file) as results:
            stayed = results["district/rule_figures"][..., 0]
            role = list(results["district/role"].asstr()[()]).index("carer")
            carers = results["district/staff"][..., role, 0]
        self.assertTrue((stayed <= carers).all())
        self.assertTrue((stayed[:, :12] < carers[:, :12]).any())
        self.assertTrue((stayed[:, 1:12] <= stayed[:, :11]).all(), "nobody is new and has stayed in the first year")
        self.assertTrue((stayed[:, 12:] > 0).any())

    def test_prices_are_paid_by_users(self):
        def by_residents(file):
            return self.sum_of(file, "district/accrued", slice(None), self.position(file, "district/payer", "resident"))
        plain = self.result("plain")
        say = 'for _, service in ipairs(month.services) do out.price_change{{service = service, per_mille = {}}} end'
        dearer = self.with_rule("funding", "authorise", say.format(100))
        self.assertGreater(by_residents(dearer), by_residents(plain))
        free = self.with_rule("funding", "authorise", say.format(-1000))
        self.assertEqual(by_residents(free), 0)

    def test_places_and_closings(self):
        plain = self.result("plain")
        find = 'for _, facility in ipairs(month.facilities) do if facility.kind == "care_home" then {} end end'
        more = self.with_rule("funding", "authorise",
                              "if month.month == 3 then " + find.format('out.capacity_change{facility = facility, resource = "other_bed", places = 7}') + " end")
        self.assertGreater(self.sum_of(more, "district/beds"), self.sum_of(plain, "district/beds"))
        # Never fewer than are in use.
        fewer = self.with_rule("funding", "authorise", find.format('out.capacity_change{facility = facility, resource = "other_bed", places = -10000}'))
        with h5py.File(fewer) as results:
            capacity, used = results["detail/facility_capacity"][()], results["detail/facility_used"][()]
            self.assertTrue((capacity >= 0).all())
        closed = self.with_rule("funding", "authorise",
                                "if month.month == 5 then " + find.format('out.closing{facility = facility, reason = "sold"}') + " end")
        with h5py.File(closed) as results, h5py.File(plain) as before:
            kind = list(results["district/facility_kind"].asstr()[()]).index("care_home")
            self.assertGreater(before["district/facilities_open"][0, 10, kind], 0)
            self.assertEqual(results["district/facilities_open"][0, 10, kind], 0)

    def test_demand_of_one_group(self):
        say = 'out.demand_change{{service = month.services[1], per_mille = -1000, group = "{}"}}'
        plain = self.result("plain")
        group = self.position(plain, "district/priority_group", "others")
        one = self.with_rule("medical", "arrange", say.format("others"))
        seeking = self.position(plain, "district/demand_count", "seeking")
        def sought(file, of_group):
            return self.sum_of(file, "district/demand", slice(None), 0, of_group, seeking)
        self.assertLess(sought(one, group), sought(plain, group))
        others = [g for g in range(6) if g != group]
        self.assertEqual([sought(one, g) for g in others], [sought(plain, g) for g in others])

    def test_demand_of_one_town_and_need(self):
        town_demand = "towns/demand"
        say = 'out.demand_change{{service = month.services[1], per_mille = -1000, town = month.towns[2]{}}}'
        plain = self.result("plain")
        seeking = self.position(plain, "district/demand_count", "seeking")
        def sought(file, town):
            return self.sum_of(file, town_demand, slice(None), town, 0, seeking)
        every_need = self.with_rule("medical", "arrange", say.format(""))
        self.assertEqual([sought(every_need, 0), sought(every_need, 2)], [sought(plain, 0), sought(plain, 2)])
        nobody = sought(every_need, 1)
        self.assertLess(nobody, sought(plain, 1) / 10)
        one_need = self.with_rule("medical", "arrange", say.format(', need = "full"'))
        self.assertTrue(nobody < sought(one_need, 1) < sought(plain, 1))

    def test_what_happens_to_health(self):
        plain = self.result("plain")
        def happened(event, per_mille, flow, more=""):
            file = self.with_rule("medical", "arrange", f'out.health_change{{event = "{event}", per_mille = {per_mille}{more}}}')
            return self.sum_of(file, "district/life_flows", slice(None), self.position(file, "district/life_flow", flow))
        for event, flow in (("death", "died"), ("worsening", "worsened"), ("improvement", "improved")):
            usual = self.sum_of(plain, "district/life_flows", slice(None), self.position(plain, "district/life_flow", flow))
            self.assertEqual(happened(event, 0, flow), usual)
            self.assertEqual(happened(event, -1000, flow), 0)
            # Twice as likely; fewer are left to whom it could happen.
            self.assertTrue(1.5 * usual < happened(event, 1000, flow) < 2.1 * usual, event)
            self.assertTrue(0 < happened(event, -1000, flow, ", town = month.towns[1]") < usual)
            self.assertTrue(0 < happened(event, -1000, flow, ', need = "partial"') < usual)

    def test_residents_by_age(self):
        head = 'figures = {{id = "aged", unit = "persons", kind = "state", zh = "岁", en = "By age"}, {id = "all", unit = "persons", kind = "state", zh = "全", en = "All"}}'
        ages = ("60-64", "65-69", "70-74", "75-79", "80-84", "85+")
        say = ("for _, town in ipairs(month.towns) do out.figure{figure = 'all', town = town, value = town.residents}"
               + "".join(f" out.figure{{figure = 'aged', town = town, value = town.residents_by_age['{age}']}}" for age in ages) + " end")
        file = self.with_rule("funding", "pay", say, head)
        with h5py.File(file) as results:
            figures = results["district/rule_figures"][()]
            self.assertTrue((figures[:, :, 0] == figures[:, :, 1]).all())
            by_age = results["district/residents_by_age"][()].sum(axis=2)
        for position, age in enumerate(ages):
            own = self.with_rule("funding", "pay", "for _, town in ipairs(month.towns) do out.figure{figure = 'aged', town = town, value = "
                                 f"town.residents_by_age['{age}']}} end", head)
            with h5py.File(own) as results:
                self.assertTrue((results["district/rule_figures"][:, :, 0] == by_age[:, :, position]).all(), age)

    def test_candidates_are_chosen(self):
        say = ('for _, project in ipairs(month.projects) do if project.offered and month.month == 3 and project.kind == "village_point" then '
               'out.choice{project = project, reason = "nothing is planned there"} end end')
        (self.folder / "funding_own.lua").write_text('rule{version = "1", zh = "试", en = "Tries", clauses = "X1"}\n'
                                                     f"function authorise(month, out)\n{say}\nend\n")
        def covered(name, *options):
            file = self.folder / f"{name}.h5"
            done = call("run", JIANGJIN, "--replicates", "2", "--chance-only", "-q", "-o", file, "--plugin-dir", self.folder,
                        "--set", "schedule.candidates_offered=19", "--set", "schedule.never_built_share=0", *options)
            self.assertEqual(done.returncode, 0, done.stderr)
            with h5py.File(file) as results:
                village = list(results["district/settlement_kind"].asstr()[()]).index("village")
                own = list(results["district/reading"].asstr()[()]).index("own")
                lives = results["district/life_flows"][()]
                return results["district/settlements_covered"][:, :, village, own], lives
        without, lives = covered("without")
        chosen, same_lives = covered("chosen", "--set", "funding.own.enabled=true")
        self.assertTrue((chosen[:, :4] == without[:, :4]).all())
        self.assertTrue((chosen[:, -1] > without[:, -1]).all())
        self.assertTrue((lives == same_lives).all())
        (self.folder / "funding_own.lua").write_text('rule{version = "1", zh = "试", en = "Tries", clauses = "X1"}\nfunction authorise(month, out)\n'
                                                     'out.choice{project = month.projects[1], reason = "mine"}\nend\n')
        done = call("run", JIANGJIN, "--replicates", "1", "-q", "--plugin-dir", self.folder, "--set", "funding.own.enabled=true")
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("funding_own.lua:3: chooses a project that is not offered beside the plan", done.stderr)

    FIGURES = ('figures = {{id = "towns", unit = "towns", zh = "镇数", en = "Towns looked at"}, '
               '{id = "last", unit = "months", kind = "state", zh = "月份", en = "Month of the run"}}')
    SAYS = ('for _, town in ipairs(month.towns) do out.figure{figure = "towns", town = town, value = 1} '
            'out.figure{figure = "last", town = town, value = month.month} end out.figure{figure = "last", value = 1000}')

    def test_a_figure_of_its_own_is_known_everywhere(self):
        file = self.with_rule("funding", "pay", self.SAYS, self.FIGURES)
        with h5py.File(file) as results:
            self.assertEqual(list(results["scenario/rule_figure"].asstr()[()]), ["funding/own.towns", "funding/own.last"])
            self.assertEqual(list(results["scenario/rule_figure_unit"].asstr()[()]), ["towns", "months"])
            self.assertEqual(results["district/rule_figures"].shape, (2, 48, 2))
            self.assertEqual([int(x) for x in results["district/rule_figures"][0, 5]], [3, 3 * 5 + 1000])
            self.assertEqual([int(x) for x in results["towns/rule_figures"][0, 1, 2]], [12, 23])
            self.assertEqual(float(results["mean/district/rule_figures"][5, 0]), 3)
        full = call("summary", file, "--full").stdout
        self.assertIn("Towns looked at", full)
        self.assertIn("Month of the run", full)
        figures = {one["figure"]: one for one in json.loads(call("summary", file, "--json").stdout)["rule_figures"]}
        self.assertEqual(figures["funding/own.towns"]["value"]["mean"], 3 * 48)
        self.assertEqual(figures["funding/own.last"]["value"]["mean"], 3 * 47 + 1000)
        explained = call("explain", file, "/district/rule_figures", "2020-05", "--at", "rule_figure=funding/own.last")
        self.assertEqual(explained.returncode, 0, explained.stderr)
        self.assertIn("What rules say of their own", explained.stdout)
        done = call("export", file, "-o", self.folder / "tables")
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(self.folder / "tables/figures.csv", encoding="utf-8-sig") as table:
            rows = [row for row in csv.reader(table) if row and row[0] == "rule.funding/own.towns"]
        self.assertEqual(len(rows), 4)
        with open(self.folder / "tables/rule_figures.csv", encoding="utf-8-sig") as table:
            rows = list(csv.DictReader(table))
        of_last = [row for row in rows if row["figure"] == "rule.funding/own.last" and row["year"] == "2022"]
        self.assertEqual([(row["town_en"] == "not by town", float(row["value"])) for row in of_last], [(False, 47.0)] * 3 + [(True, 1000.0)])
        report = call("report", file, "-o", self.folder / "report.html", "--lang", "en")
        self.assertEqual(report.returncode, 0, report.stderr)
        page = (self.folder / "report.html").read_text()
        self.assertIn('id="rules"', page)
        self.assertIn("Month of the run", page)
        self.assertIn("1,141", page)
        compared = call("compare", file, self.result("other", "--plugin-dir", self.folder, "--set", "funding.own.enabled=true", "--seed", "9"), "--json")
        self.assertIn("rule.funding/own.last", compared.stdout)

    def test_a_figure_that_is_not_declared_is_refused(self):
        (self.folder / "funding_own.lua").write_text('rule{version = "1", zh = "试", en = "Tries"}\n'
                                                     'function pay(month, out) out.figure{figure = "x", value = 1} end\n')
        done = call("run", TOY, "--replicates", "1", "-q", "--plugin-dir", self.folder, "--set", "funding.own.enabled=true")
        self.assertEqual(done.returncode, 3)
        self.assertIn("funding_own.lua:2: says a figure that its card does not declare: 'x'", done.stderr)

    # Formulas.

    def scenario(self, text):
        folder = self.folder / "scenario"
        if not folder.exists():
            call("init", folder, "--from", "toy")
        base = next(file for file in folder.glob("*.toml") if file.name != "formula.toml").name
        file = folder / "formula.toml"
        file.write_text(f'schema = 1\nextends = "{base}"\n' + text)
        return file

    GOOD = ('[funding.formula.number.rate]\nvalue = 300\nunit = "yuan/m2"\n[funding.formula.grant.stations]\n'
            'when = "from_project and opened_now"\namount = "rate * floor_area"\npaid = "once"\npayer = "city"\n'
            'year_at_most_yuan = {2020 = 100_000, 2022 = 5_000_000}\n')

    def test_what_is_wrong_with_a_formula_is_shown_at_its_place(self):
        file = self.scenario('[funding.formula.grant.stations]\nwhen = "kind == vilage_point"\namount = "300 yuan/m2 * flor_area"\npayr = "city"\npaid = "once"\n')
        done = call("validate", file)
        self.assertEqual(done.returncode, 2)
        self.assertIn('formula.toml:4:17: error[scenario.rule-value]: funding.formula.grant.stations.when: there is no \'vilage_point\' here\n'
                      '    4 | when = "kind == vilage_point"\n      |                 ^^^^^^^^^^^^\n  help: did you mean \'village_point\'?', done.stderr)
        self.assertIn("formula.toml:5:25: error[scenario.rule-value]: funding.formula.grant.stations.amount: there is no 'flor_area'", done.stderr)
        self.assertIn("help: did you mean 'floor_area'?", done.stderr)
        self.assertIn("formula.toml:6:1: error[scenario.unknown-key]: 'payr' is not a column of funding.formula.grant.stations", done.stderr)

    def test_what_is_not_said_is_asked_for_or_noted(self):
        done = call("validate", self.scenario(self.GOOD.replace('paid = "once"\n', "")))
        self.assertEqual(done.returncode, 2)
        self.assertIn("funding.formula.grant.stations.paid is required", done.stderr)
        noted = "funding.formula.grant.stations.year_at_most_yuan begins in 2020, the run in 2019"
        self.assertIn(noted, " ".join(call("validate", self.scenario(self.GOOD)).stdout.split()))
        self.assertIn(noted, json.loads(call("validate", "--json", self.scenario(self.GOOD)).stdout)["notes"][0])
        both = self.GOOD.replace("{2020 = 100_000, 2022 = 5_000_000}", "100_000")
        self.assertNotIn("begins in", call("validate", self.scenario(both)).stdout)
        result = self.folder / "all.h5"
        done = call("run", self.scenario(both), "--replicates", "1", "-q", "-o", result)
        self.assertEqual(done.returncode, 0, done.stderr)
        with h5py.File(result) as results:
            clause = list(results["district/clause"].asstr()[()]).index("stations")
            accrued = [int(x) // 100 for x in results["district/clause_accrued"][0, :, clause]]
        self.assertEqual(max(accrued), 100_000)
        self.assertIn("identical", call("rerun", result).stdout)
        wrong = call("validate", self.scenario(self.GOOD.replace("{2020 = 100_000, 2022 = 5_000_000}", '"much"')))
        self.assertIn("must be a number for all years, or a table of years as {2020 = 1, 2021 = 2}", wrong.stderr)

    def test_units_are_checked(self):
        for formula, told in (("300 * floor_area", "it is m2, and must be yuan"), ("1 yuan + beds", "yuan is added to bed"),
                              ("rate", "it is yuan/m2, and must be yuan")):
            done = call("validate", self.scenario(self.GOOD.replace("rate * floor_area", formula)))
            self.assertEqual(done.returncode, 2)
            self.assertIn(told, done.stderr)

    def test_every_cell_is_known_by_its_name(self):
        file = self.scenario(self.GOOD)
        result = self.folder / "formula.h5"
        done = call("run", file, "--replicates", "1", "-q", "-o", result, "--set", "funding.formula.grant.stations.year_at_most_yuan.2021=0",
                    "--set", "funding.formula.number.rate.value=310")
        self.assertEqual(done.returncode, 0, done.stderr)
        with h5py.File(result) as results:
            resolved = results["scenario/resolved_text"].asstr()[()]
            resolved = resolved if isinstance(resolved, str) else resolved[0]
            clause = list(results["district/clause"].asstr()[()]).index("stations")
            accrued = [int(x) // 100 for x in results["district/clause_accrued"][0, :, clause]]
        self.assertEqual(accrued[0], 0)
        self.assertEqual(accrued[1], 100_000)
        self.assertEqual(accrued[2], 0)
        self.assertGreater(accrued[3], 0)
        self.assertIn("number.rate.value = 310  # --set", resolved)
        self.assertIn("grant.stations.year_at_most_yuan.2021 = 0  # --set", resolved)
        self.assertIn('grant.stations.amount = "rate * floor_area"  # ', resolved)
        self.assertIn("identical", call("rerun", result).stdout)
        explained = call("explain", result, "/district/clause_accrued", "2020", "--at", "clause=stations").stdout
        self.assertIn("funding.formula.grant.stations.amount", explained)
        self.assertIn("funding/formula", explained)

    def test_numbers_of_formulas_can_be_varied(self):
        done = call("study", "plan", self.scenario(self.GOOD), "-o", self.folder / "study", "--design", "grid", "--replicates", "1",
                    "--vary", "funding.formula.number.rate.value=200,400", "--vary", "funding.formula.grant.stations.year_at_most_yuan.2022=0,9000000")
        self.assertEqual(done.returncode, 0, done.stderr)
        done = call("study", "run", self.folder / "study", "-q")
        self.assertEqual(done.returncode, 0, done.stderr)


if __name__ == "__main__":
    unittest.main()
