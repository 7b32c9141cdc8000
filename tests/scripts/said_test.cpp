#include <set>

#include "api/sub_key.hpp"
#include "scripts/small_script.hpp"

using namespace eldercast;
using namespace eldercast::test;

namespace {

std::string in_pay(const std::string& statement) { return "function pay(month, out)\n" + statement + "\nend\n"; }
std::string in_authorise(const std::string& statement) { return "function authorise(month, out)\n" + statement + "\nend\n"; }

}  // namespace

TEST_CASE("a posting is what the script says, field by field") {
  const MonthFlows flows = play(in_pay(R"(out.posting{town = month.towns[1], facility = month.facilities[1], service = month.services.meals,
    payer = "operator", purpose = "award", amount = 12345, paid_after_months = 3, relieves = "town_government", clause = "X2"})"));
  REQUIRE(flows.postings.flows().size() == 1);
  const Posting& posting = flows.postings.flows().front();
  CHECK(posting.town == TownId(0));
  CHECK(posting.facility == FacilityId(0));
  CHECK(posting.service == ServiceId(0));
  CHECK(posting.payer == Payer::operator_);
  CHECK(posting.purpose == Purpose::award);
  CHECK(posting.amount == Fen{12345});
  CHECK(posting.paid_after_months == 3);
  CHECK(posting.relieves == Relieves::town_government);
  CHECK(std::string(posting.clause) == "X2");
  CHECK_FALSE(posting.lottery_fund_first);
}

TEST_CASE("what a script leaves out of a posting is as a posting begins") {
  const MonthFlows flows = play(in_pay("out.posting{amount = yuan(12.5)}"));
  const Posting posting = flows.postings.flows().front();
  CHECK(posting.amount == Fen{1250});
  CHECK_FALSE(posting.town.valid());
  CHECK(posting.payer == Payer::city);
  CHECK(posting.purpose == Purpose::running);
  CHECK(std::string(posting.clause).empty());
}

TEST_CASE("a funding script says all that a funding rule may") {
  const std::string head = R"(rule{version = "1", zh = "试", en = "Tries", keeps = "lottery_fund", clauses = "X1"})"
                           "\n";
  SmallScript script(head + in_authorise(R"(
    out.support{project = month.projects[1], amount = 7, payer = "district_budget", lottery_fund_first = true, clause = "X1"}
    out.hold{project = month.projects[1], reason = "spent in " .. month.year}
    out.fund_income{amount = 9, elsewhere = 1}
    out.cover{service = month.services[1], group = "full", users_share = 0.5, per_unit = 3})") +
                     in_pay("out.evaluation{facility = month.facilities[1], grade = \"good\"}"));
  const RulePtr rule = script.make();
  SmallDistrict district = two_towns();
  MonthFlows flows;
  run_month(static_cast<FundingRule&>(*rule), district.view(0), flows);
  CHECK(flows.supports.flows().front().amount == Fen{7});
  CHECK(flows.supports.flows().front().lottery_fund_first);
  CHECK(std::string(flows.holds.flows().front().reason) == "spent in 2019");
  CHECK(flows.fund_income.flows().front().amount == Fen{9});
  CHECK(flows.covers.flows().front().users_share == 0.5);
  CHECK(flows.covers.flows().front().group == PriorityGroup::full);
  CHECK(flows.evaluations.flows().front().grade == Grade::good);
}

TEST_CASE("a staffing script says all that a staffing rule may") {
  SmallScript script(R"(rule{version = "1", zh = "试", en = "Tries", keeps = "carer"}
    function staff(month, out)
      out.staff{town = month.towns[1], role = "carer", hired = 2, left = month.towns[1].staff.carer}
      out.district_hires{role = "carer", hired = 5, certified = 1}
      out.training{role = "director", entered = 4, graduated = 3, dropped_out = 2, certified_in_post = 1}
    end)",
                     "staffing");
  const RulePtr rule = script.make();
  SmallDistrict district = two_towns();
  MonthFlows flows;
  run_month(static_cast<StaffingRule&>(*rule), district.view(0), flows);
  CHECK(flows.staff.flows().front().left == 12);
  CHECK(flows.hires.flows().front().certified == 1);
  CHECK(flows.training.flows().front().role == Role::director);
  CHECK(flows.training.flows().front().certified_in_post == 1);
}

TEST_CASE("a medical script says all that a medical rule may") {
  SmallScript script(R"(rule{version = "1", zh = "试", en = "Tries"}
    function arrange(month, out)
      out.bed_conversion{facility = month.facilities[1], beds = 6}
      out.arrangement{facility = month.facilities[1], kind = "in_house", doctor_places = 100}
      out.cover{service = month.services[1], group = "others", per_unit = 3}
      out.demand_change{service = month.services[1], per_mille = -50}
    end)",
                     "medical");
  const RulePtr rule = script.make();
  SmallDistrict district = two_towns();
  MonthFlows flows;
  run_month(static_cast<MedicalRule&>(*rule), district.view(0), flows);
  CHECK(flows.conversions.flows().front().beds == 6);
  CHECK(flows.arrangements.flows().front().kind == Arrangement::in_house);
  CHECK(flows.covers.flows().size() == 1);
  CHECK(flows.demand_changes.flows().front().per_mille == -50);
}

TEST_CASE("a script says payers, purposes and roles that the scenario names, and keeps a role of them") {
  const std::string head =
      R"(rule{version = "1", zh = "试", en = "Tries", keeps = "nurse", names = "role.nurse payer.charity purpose.respite",
    clauses = "X1"})"
      "\n";
  SmallScript script(head + R"(
    function staff(month, out)
      out.staff{town = month.towns[1], role = "nurse", hired = #month.roles, left = month.towns[1].staff.nurse}
    end
    function pay(month, out)
      out.posting{amount = #month.payers, payer = "charity", purpose = month.purposes[#month.purposes], clause = "X1"}
    end)",
                     "staffing");
  if (const auto refused = script.refusal()) FAIL(refused->message);
  CHECK(script.description().keeps.empty());
  CHECK(script.description().keeps_roles == std::vector<std::string>{"nurse"});
  CHECK(script.description().needs == std::vector<NeededName>{{"role", "nurse"}, {"payer", "charity"}, {"purpose", "respite"}});
  const RulePtr rule = script.make();
  SmallDistrict district = two_towns();
  const Role nurse = district.name_role("nurse");
  const Payer charity = district.name_payer("charity");
  const Purpose respite = district.name_purpose("respite");
  district.towns[0].staff[nurse] = 4;
  MonthFlows flows;
  run_month(static_cast<StaffingRule&>(*rule), district.view(0), flows);
  CHECK(flows.staff.flows().front().role == nurse);
  CHECK(flows.staff.flows().front().hired == 7);
  CHECK(flows.staff.flows().front().left == 4);
  CHECK(flows.postings.flows().front().payer == charity);
  CHECK(flows.postings.flows().front().purpose == respite);
  CHECK(flows.postings.flows().front().amount == Fen{9});
}

TEST_CASE("nobody but its keeper lets persons of a role that the scenario names go") {
  SmallScript script(R"(rule{version = "1", zh = "试", en = "Tries", names = "role.nurse"}
    function staff(month, out) out.staff{town = month.towns[1], role = "nurse", left = 1} end)",
                     "staffing");
  const RulePtr rule = script.make();
  SmallDistrict district = two_towns();
  district.name_role("nurse");
  MonthFlows flows;
  CHECK_THROWS_WITH(run_month(static_cast<StaffingRule&>(*rule), district.view(0), flows),
                    contains_text("loses persons of a role, which its card does not say that it keeps: the scenario's own number 1"));
}

TEST_CASE("a wrong flow is named with the line that says it") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"out.posting{}", "posting lacks 'amount'"},
      {"out.posting(5)", "bad argument #1 to 'posting' (table expected, got number)"},
      {"out.posting{amonut = 5}", "posting has no field 'amonut'; its fields are town, facility, service, payer"},
      {"out.posting{amount = 5, 7}", "posting has no field 'number'; its fields are"},
      {"out.posting{amount = -5}", "posts a negative amount: -5 fen"},
      {"out.posting{amount = 2.5}", "'amount' is 2.5: it must be whole fen; yuan(x) makes fen of yuan"},
      {"out.posting{amount = 15 * (1 - 0.9)}", "'amount' is 1.4999999999999996: it must be whole fen"},
      {"out.posting{amount = 1 / 0}", "'amount' is inf: it must be whole fen"},
      {"out.posting{amount = 0 / 0}", "nan: it must be whole fen"},
      {"out.posting{amount = nil}", "posting lacks 'amount'"},
      {"out.posting{amount = \"5\"}",
       "'amount' is the text \"5\": it must be whole fen; yuan(x) makes fen of yuan; leave the quotes out: amount = 5"},
      {"out.posting{amount = 5, paid_after_months = \"soon\"}", "'paid_after_months' is the text \"soon\": it must be a whole number"},
      {"out.posting{amount = math.maxinteger}", "posts an impossible amount"},
      {"out.posting{amount = math.mininteger}", "posts an impossible amount: not a number"},
      {"out.posting{amount = 1e18}", "posts an impossible amount"},
      {"out.posting{amount = 5, payer = \"citty\"}", "'payer' is the text \"citty\": it must be one of city, lottery_fund"},
      {"out.posting{amount = 5, payer = 3}", "'payer' is 3: it must be one of city, lottery_fund"},
      {"out.posting{amount = 5, clause = \"F2\"}", "posts money under a clause that its card does not declare: 'F2'"},
      {"out.posting{amount = 5, clause = 2}", "'clause' is 2: it must be a text"},
      {"out.posting{amount = 5, town = month.facilities[1]}",
       "'town' is a facility: it must be a town of the month that the phase got; the facility has one: .town"},
      {"out.posting{amount = 5, facility = month.projects[1]}",
       "'facility' is a project: it must be a facility of the month that the phase got; the project has one: .facility"},
      {"out.posting{amount = 5, service = month.towns[1]}", "'service' is a town: it must be a service of the month that the phase got"},
      {"out.posting{amount = 5, payer = \"citi\"}", "resident; did you mean 'city'?"},
      {"out.posting{amount = 5, payer = \"charity_federation\"}", "resident; a scenario names others in tables [names.payer.<id>]"},
      {"out.posting{amount = 5, town = 1}", "'town' is 1: it must be a town of the month that the phase got"},
      {"out.posting{amount = 5, paid_after_months = 121}", "posts money that is paid at an impossible time"},
      {"out.posting{amount = 5, paid_after_months = 1e12}", "'paid_after_months' is 1000000000000.0: it must be a number that is possible"},
      {"out.posting{amount = 5, lottery_fund_first = true}", "asks the lottery fund to pay for another payer"},
      {"out.posting{amount = 5, lottery_fund_first = 1}", "'lottery_fund_first' is 1: it must be true or false"},
      {"out.hold{project = month.projects[1], reason = \"no\"}", "there is no 'hold' in pay; a rule can say posting, evaluation"},
      {"for i = 1, 20000 do out.posting{amount = i} end", "says more than 256 of these in one call"},
      {"out.evaluation{facility = month.facilities[1], grade = \"best\"}", "'grade' is the text \"best\": it must be one of none, fail"},
  };
  for (const auto& [statement, said] : cases) {
    INFO(statement);
    CHECK_THAT(failure_of(in_pay(statement)), StartsWith("funding_small.lua:3: "));
    CHECK_THAT(failure_of(in_pay(statement)), contains_text(said));
  }
  CHECK_THAT(failure_of(in_authorise("out.fund_income{amount = 5}")),
             StartsWith("funding_small.lua:3: gives the lottery fund an income, which its card does not say that it keeps"));
}

TEST_CASE("texts of a script are kept for the run, and there may not be many") {
  SmallScript script(kHead +
                     in_authorise("for i = 1, 200 do out.hold{project = month.projects[1], reason = month.month .. \" no \" .. i} end"));
  const RulePtr rule = script.make();
  SmallDistrict district = two_towns();
  const auto authorise = [&](int month) {
    MonthFlows flows;
    run_month(static_cast<FundingRule&>(*rule), district.view(month), flows);
  };
  for (int month = 0; month < 5; ++month) CHECK_NOTHROW(authorise(month));
  CHECK_THROWS_WITH(authorise(5), "funding_small.lua:3: 'reason' has had 1000 different texts: it must be one of few");
}

TEST_CASE("what a phase got cannot be used outside of it") {
  CHECK_THAT(failure_of("local kept\n" + in_authorise("kept = out") + in_pay("kept.hold{project = month.projects[1], reason = \"x\"}")),
             contains_text("funding_small.lua:7: what a phase got is used outside of that phase"));
}

TEST_CASE("keys of decisions never meet") {
  std::set<std::uint64_t> keys;
  for (std::uint64_t key = 9000; key < 9100; ++key) {
    for (std::uint64_t n = 0; n < 100; ++n) keys.insert(sub_key(key, n));
    keys.insert(key);
    keys.insert(sub_key(sub_key(key, 1), 2));
  }
  CHECK(keys.size() == 100 * 102);
  // A promise: results hang on it.
  CHECK(sub_key(9000, 1) == 0xC27CB15A1A7F6996ULL);
}

TEST_CASE("a view shows what the rule's own kind of view shows") {
  CHECK_NOTHROW(play(in_pay(R"(
    assert(month.month == 5 and month.year == 2019 and month.month_of_year == 6 and month.calendar == year_month(2019, 6) and month.last == 47)
    assert(#month.towns == 2 and month.towns[1].kind == "street" and month.towns[2].residents == 4000)
    assert(month.towns[1].staff.carer == 12 and month.towns[1] == month.facilities[1].town)
    local hub = month.facilities[1]
    assert(hub.status == "open" and hub.kind == "street_centre" and hub.capacity.nursing_bed == 40 and hub.settlement == nil)
    assert(hub.run_by == "government" and hub.opened == 0 and hub.from_project and hub.floor_area_m2 == 1600 and hub.key == 9000)
    assert(month.facilities[2].status == "planned" and month.facilities[3] == nil)
    assert(month.projects[1].facility == month.facilities[2] and month.projects[1].cost == yuan(500000) and month.projects[1].status == "planned")
    assert(month.services.meals == month.services[1] and month.services.none == nil and month.services.meals.served.full == 25)
    assert(month.services.meals.takes.meal == false and month.services.meals.price.full == 0)
    assert(month.training.graduates.carer == 0 and month.lottery_fund.balance == 0)
    assert(month.draw(hub, 1) == month.draw(hub.key, 1) and month.draw(hub, 1) ~= month.draw(hub, 2))
    assert(month.sub_key(hub, 1) ~= month.sub_key(hub, 2) and month.sub_key(hub, 1) == month.sub_key(hub.key, 1))
    assert(month.draw(month.sub_key(hub, 1), 0) ~= month.draw(hub, 0))
    assert(month.chance(1, hub, 0) and not month.chance(0, hub, 0))
    local count = 0
    for i, town in ipairs(month.towns) do count = count + i * town.residents end
    assert(count == 17000))"),
                     5));
}
