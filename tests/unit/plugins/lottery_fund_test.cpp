#include <algorithm>
#include <string>

#include "funding_lottery_fund/rule.hpp"
#include "support/catch.hpp"
#include "unit/plugins/small_district.hpp"

using namespace eldercast;
using namespace eldercast::test;
using lottery_fund::LotteryFund;

namespace {

ProjectId add_project(SmallDistrict& district, FacilityKind kind, int planned_year = 2019, int opens = 1000) {
  if (district.towns.empty()) district.add_town(1000);
  ProjectState project;
  project.key = 500 + district.projects.size();
  project.facility = district.add(kind, TownId(std::size_t{0}), true, opens);
  project.kind = kind;
  project.town = TownId(std::size_t{0});
  project.planned_year = planned_year;
  project.scheduled_start = Month{0};
  district.projects.push_back(project);
  return ProjectId(district.projects.size() - 1);
}

void add_stations(SmallDistrict& district, int count) {
  for (int i = 0; i < count; ++i) add_project(district, FacilityKind::community_station);
}

/// Asks the rule for one month, books its income and lets everything start that is not held. Returns how many start.
int start_month(LotteryFund& rule, SmallDistrict& district, int month, Fen spent = {}) {
  MonthFlows flows;
  run_month(rule, district.view(month), flows);
  CHECK(flows.postings.flows().empty());
  for (const auto& income : flows.fund_income.flows()) district.lottery_fund.balance += income.amount + income.carried;
  district.lottery_fund.balance -= spent;
  int started = 0;
  for (std::size_t i = 0; i < district.projects.size(); ++i) {
    auto& project = district.projects[i];
    const auto held = [&](const Hold& hold) { return hold.project == ProjectId(i); };
    if (project.status != ProjectStatus::planned || project.scheduled_start > Month{month}) continue;
    if (std::any_of(flows.holds.flows().begin(), flows.holds.flows().end(), held)) continue;
    project.status = ProjectStatus::preparing;
    ++started;
  }
  return started;
}

LotteryFund::Parameters no_income() {
  auto parameters = defaults_of<LotteryFund>();
  parameters.yearly_income = {};
  return parameters;
}

std::vector<std::uint32_t> held_in(LotteryFund& rule, SmallDistrict& district, int month) {
  MonthFlows flows;
  run_month(rule, district.view(month), flows);
  std::vector<std::uint32_t> held;
  for (const auto& hold : flows.holds.flows()) held.push_back(hold.project.value);
  return held;
}

}  // namespace

TEST_CASE("eight million yuan come in a year, to the fen, and the balance at the start is there beside the first month's") {
  SmallDistrict district;
  auto parameters = defaults_of<LotteryFund>();
  parameters.balance_at_start = yuan(std::int64_t{500});
  LotteryFund rule(parameters);
  std::vector<Fen> incomes;
  Fen first_year;
  for (int month = 0; month < 12; ++month) {
    MonthFlows flows;
    run_month(rule, district.view(month), flows);
    REQUIRE(flows.fund_income.flows().size() == 1);
    CHECK(flows.fund_income.flows()[0].carried == yuan(std::int64_t{month == 0 ? 500 : 0}));
    incomes.push_back(flows.fund_income.flows()[0].amount);
    first_year += incomes.back();
  }
  CHECK(incomes[0] == Fen{66'666'666});
  CHECK(incomes[1] == Fen{66'666'667});
  CHECK(incomes[2] == Fen{66'666'667});
  CHECK(first_year == yuan(std::int64_t{8'000'000}));
}

TEST_CASE("nothing comes in from an income of nothing, or when nothing of it is for elderly care") {
  for (const bool no_share : {false, true}) {
    SmallDistrict district;
    auto parameters = no_share ? defaults_of<LotteryFund>() : no_income();
    if (no_share) parameters.elderly_care_share = 0.0;
    LotteryFund rule(parameters);
    MonthFlows flows;
    run_month(rule, district.view(0), flows);
    CHECK(flows.fund_income.flows().empty());
  }
}

TEST_CASE("an empty fund lets 26 of 30 stations start in its first month and the last four in the second") {
  SmallDistrict district;
  add_stations(district, 30);
  LotteryFund rule(defaults_of<LotteryFund>());
  CHECK(start_month(rule, district, 0) == 26);
  CHECK(start_month(rule, district, 1) == 4);
}

TEST_CASE("without income twenty stations start in every year, and what a year leaves lapses") {
  SmallDistrict district;
  add_stations(district, 60);
  LotteryFund rule(no_income());
  CHECK(start_month(rule, district, 0) == 20);
  for (int month = 1; month < 12; ++month) CHECK(start_month(rule, district, month) == 0);
  CHECK(start_month(rule, district, 12) == 20);
  // Nobody asks in the third year: its budget does not add to the next one.
  for (auto& project : district.projects) project.scheduled_start = Month{36};
  for (int month = 13; month < 36; ++month) CHECK(start_month(rule, district, month) == 0);
  add_stations(district, 20);
  CHECK(start_month(rule, district, 36) == 20);
}

TEST_CASE("a station that is held says why") {
  SmallDistrict district;
  add_stations(district, 1);
  auto parameters = no_income();
  parameters.district_budget_per_year = {};
  LotteryFund rule(parameters);
  MonthFlows flows;
  run_month(rule, district.view(0), flows);
  REQUIRE(flows.holds.flows().size() == 1);
  CHECK(std::string(flows.holds.flows()[0].reason) == "the lottery fund and the district's budget for the year are spent");
}

TEST_CASE("projects that claim no district grant are never held, and those not yet due are not spoken of") {
  SmallDistrict district;
  add_project(district, FacilityKind::street_centre);
  add_project(district, FacilityKind::town_centre);
  add_project(district, FacilityKind::village_point);
  add_project(district, FacilityKind::care_home);
  const auto later = add_project(district, FacilityKind::community_station);
  district.projects[later.index()].scheduled_start = Month{1};
  auto parameters = no_income();
  parameters.district_budget_per_year = {};
  LotteryFund rule(parameters);
  // A fund in debt, as no engine would report it.
  district.lottery_fund.balance = yuan(std::int64_t{-1});
  CHECK(held_in(rule, district, 0).empty());
  CHECK(held_in(rule, district, 1) == std::vector<std::uint32_t>{later.value});
}

TEST_CASE("the earlier planned year goes first, then the smaller key, and a smaller project behind may still fit") {
  SmallDistrict district;
  const auto late = add_project(district, FacilityKind::community_station, 2020);
  const auto centre = add_project(district, FacilityKind::street_centre, 2019);
  const auto second = add_project(district, FacilityKind::community_station, 2019);
  const auto first = add_project(district, FacilityKind::community_station, 2019);
  district.projects[first.index()].key = 1;
  district.projects[centre.index()].key = 2;
  auto parameters = no_income();
  parameters.district_budget_per_year = yuan(std::int64_t{250'000});
  parameters.street_centre_commitment = yuan(std::int64_t{200'000});
  LotteryFund rule(parameters);
  CHECK(held_in(rule, district, 0) == std::vector<std::uint32_t>{centre.value, late.value});
  CHECK(district.projects[second.index()].status == ProjectStatus::planned);
}

TEST_CASE("a commitment stays until the claim months after the opening are over, or the project is cancelled") {
  SmallDistrict district;
  add_project(district, FacilityKind::community_station, 2019, 3);
  add_project(district, FacilityKind::community_station);
  district.projects[0].status = ProjectStatus::building;
  district.lottery_fund.balance = yuan(std::int64_t{100'000});
  auto parameters = no_income();
  parameters.district_budget_per_year = {};
  LotteryFund rule(parameters);
  const std::vector<std::uint32_t> second{1};
  CHECK(held_in(rule, district, 0) == second);
  district.projects[0].status = ProjectStatus::open;
  CHECK(held_in(rule, district, 3 + 6) == second);
  CHECK(held_in(rule, district, 3 + 7).empty());
  district.projects[0].status = ProjectStatus::building;
  CHECK(held_in(rule, district, 11) == second);
  district.projects[0].status = ProjectStatus::cancelled;
  CHECK(held_in(rule, district, 12).empty());
}

TEST_CASE("a project that was let through and did not start takes nothing with it") {
  SmallDistrict district;
  add_stations(district, 20);
  LotteryFund rule(no_income());
  for (int month = 0; month < 5; ++month) CHECK(held_in(rule, district, month).empty());
  CHECK(start_month(rule, district, 5) == 20);
}

TEST_CASE("what other rules draw from the fund is not there for projects") {
  SmallDistrict district;
  add_stations(district, 60);
  LotteryFund rule(defaults_of<LotteryFund>());
  int started = 0;
  for (int month = 0; month < 12; ++month) started += start_month(rule, district, month, Fen{66'666'666});
  // January's income is still there when it is asked for; whatever is drawn later lies on the budget.
  CHECK(started >= 20);
  CHECK(started <= 27);
}

TEST_CASE("a commitment takes the fund before the budget of the year, so that it is still owed in the next year") {
  SmallDistrict district;
  add_stations(district, 3);
  district.projects[0].scheduled_start = Month{11};
  for (const std::size_t i : {1U, 2U}) district.projects[i].scheduled_start = Month{12};
  district.lottery_fund.balance = yuan(std::int64_t{100'000});
  auto parameters = no_income();
  parameters.district_budget_per_year = yuan(std::int64_t{100'000});
  LotteryFund rule(parameters);
  CHECK(start_month(rule, district, 11) == 1);
  // The new year's budget is enough for one; the fund is set aside for the station of December.
  CHECK(start_month(rule, district, 12) == 1);
}
