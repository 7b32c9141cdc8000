#include <cmath>

#include "staffing_care_workforce/rule.hpp"
#include "support/catch.hpp"
#include "unit/plugins/small_district.hpp"

using namespace eldercast;
using namespace eldercast::test;
using care_workforce::CareWorkforce;

namespace {

/// A town of 10,000 carers, 3,000 of them with a certificate, and no post unfilled however many leave.
SmallDistrict many_carers() {
  SmallDistrict district;
  auto& town = district.towns[district.add_town(300'000).index()];
  town.staff[Role::carer] = 10'000;
  town.certified = 3000;
  return district;
}

/// A town without carers that would need very many.
SmallDistrict many_posts() {
  SmallDistrict district;
  district.towns[district.add_town(300'000).index()].posts = 100'000;
  return district;
}

MonthFlows flows_in(CareWorkforce& rule, SmallDistrict& district, YearMonth when) {
  MonthFlows flows;
  run_month(rule, district.view(when), flows);
  return flows;
}

std::int32_t left_of(const MonthFlows& flows) {
  std::int32_t left = 0;
  for (const auto& flow : flows.staff.flows()) {
    CHECK(flow.role == Role::carer);
    CHECK(flow.hired == 0);
    left += flow.left;
  }
  return left;
}

/// Mean leavers of a month over 48 months of a stock that does not change.
double mean_left(const CareWorkforce::Parameters& parameters, YearMonth from) {
  auto district = many_carers();
  CareWorkforce rule(parameters);
  double left = 0;
  for (int i = 0; i < 48; ++i) left += left_of(flows_in(rule, district, from + i));
  return left / 48;
}

std::vector<std::int32_t> hires(const CareWorkforce::Parameters& parameters, SmallDistrict district, YearMonth from, int months) {
  CareWorkforce rule(parameters);
  std::vector<std::int32_t> hired;
  for (int i = 0; i < months; ++i) {
    const auto flows = flows_in(rule, district, from + i);
    REQUIRE(flows.hires.flows().size() <= 1);
    hired.push_back(flows.hires.flows().empty() ? 0 : flows.hires.flows()[0].hired);
  }
  return hired;
}

CareWorkforce::Parameters with_allowance(std::int64_t amount) {
  auto parameters = defaults_of<CareWorkforce>();
  parameters.allowance = yuan(amount);
  return parameters;
}

}  // namespace

TEST_CASE("care_workforce: without an allowance carers leave by the law of the simple stock") {
  // 10,000 x (1 - exp(-0.35 / 12)) = 287.45 a month; the mean of 48 months has a standard deviation of 2.4.
  CHECK(mean_left(defaults_of<CareWorkforce>(), YearMonth(2019, 1)) == Approx(287.45).margin(8));
  auto nobody = defaults_of<CareWorkforce>();
  nobody.turnover_per_year = 0;
  CHECK(mean_left(nobody, YearMonth(2019, 1)) == 0);
}

TEST_CASE("care_workforce: an allowance keeps those who get it, from its first month on") {
  auto parameters = with_allowance(1000);
  parameters.turnover_cut_per_100_yuan = 0.03;
  parameters.allowance_first_month = YearMonth(2030, 1);
  CHECK(mean_left(parameters, YearMonth(2019, 1)) == Approx(287.45).margin(8));
  parameters.allowance_first_month = YearMonth(2019, 1);
  // 0.3 of the carers, cut by 30%: 0.35 x 0.91.
  CHECK(mean_left(parameters, YearMonth(2019, 1)) == Approx(10'000 * (1 - std::exp(-0.35 * 0.91 / 12))).margin(8));
  parameters.allowance_only_certified = false;
  CHECK(mean_left(parameters, YearMonth(2019, 1)) == Approx(10'000 * (1 - std::exp(-0.35 * 0.7 / 12))).margin(8));
  // No sum of money cuts turnover by more than half.
  parameters.turnover_cut_per_100_yuan = 1;
  CHECK(mean_left(parameters, YearMonth(2019, 1)) == Approx(10'000 * (1 - std::exp(-0.35 * 0.5 / 12))).margin(8));
}

TEST_CASE("care_workforce: the market's hires are those of the README, fractions carried over") {
  const YearMonth from(2021, 1);
  CHECK(hires(defaults_of<CareWorkforce>(), many_posts(), from, 3) == std::vector<std::int32_t>{13, 13, 13});
  CHECK(hires(with_allowance(200), many_posts(), from, 4) == std::vector<std::int32_t>{14, 14, 14, 15});
  CHECK(hires(with_allowance(200), many_posts(), YearMonth(2020, 11), 4) == std::vector<std::int32_t>{13, 13, 14, 14});
  auto generous = with_allowance(10'000);
  generous.market_hires_per_month = 10;
  CHECK(hires(generous, many_posts(), from, 2) == std::vector<std::int32_t>{15, 15});
}

TEST_CASE("care_workforce: nobody is hired beyond the unfilled posts, those of this month's leavers among them") {
  SmallDistrict district;
  auto& town = district.towns[district.add_town(1000).index()];
  town.staff[Role::carer] = 10;
  town.posts = 15;
  auto& full = district.towns[district.add_town(1000).index()];
  full.staff[Role::carer] = 50;
  full.posts = 20;
  auto parameters = defaults_of<CareWorkforce>();
  parameters.turnover_per_year = 0;
  CHECK(hires(parameters, district, YearMonth(2019, 1), 2) == std::vector<std::int32_t>{5, 5});

  auto leaving = many_carers();
  leaving.towns[0].posts = 10'000;
  parameters.turnover_per_year = 0.35;
  parameters.market_hires_per_month = 10'000;
  CareWorkforce rule(parameters);
  const auto flows = flows_in(rule, leaving, YearMonth(2019, 1));
  REQUIRE(flows.hires.flows().size() == 1);
  CHECK(flows.hires.flows()[0].hired == left_of(flows));
}

TEST_CASE("care_workforce: a tenth of the hires come certified, as near as whole persons allow") {
  auto district = many_posts();
  CareWorkforce rule(defaults_of<CareWorkforce>());
  std::vector<std::int32_t> certified;
  for (int month = 0; month < 5; ++month) certified.push_back(flows_in(rule, district, district.start + month).hires.flows()[0].certified);
  CHECK(certified == std::vector<std::int32_t>{1, 2, 1, 1, 2});

  for (const double share : {0.0, 1.0}) {
    auto parameters = defaults_of<CareWorkforce>();
    parameters.market_certified_share = share;
    CareWorkforce other(parameters);
    CHECK(flows_in(other, district, district.start).hires.flows()[0].certified == (share > 0 ? 13 : 0));
  }
}

TEST_CASE("care_workforce: a hundredth of those without a certificate get one each month from April 2020 on") {
  auto district = many_carers();
  CareWorkforce rule(defaults_of<CareWorkforce>());
  CHECK(flows_in(rule, district, YearMonth(2020, 3)).training.flows().empty());
  const auto april = flows_in(rule, district, YearMonth(2020, 4));
  REQUIRE(april.training.flows().size() == 1);
  const auto& flow = april.training.flows()[0];
  CHECK(flow.role == Role::carer);
  CHECK(flow.certified_in_post == 70);
  CHECK(flow.entered + flow.graduated + flow.dropped_out == 0);

  district.towns[0].certified = 9950;  // half a person a month
  CHECK(flows_in(rule, district, YearMonth(2020, 5)).training.flows().empty());
  CHECK(flows_in(rule, district, YearMonth(2020, 6)).training.flows()[0].certified_in_post == 1);
}

TEST_CASE("care_workforce: the allowance goes to carers with a certificate, or to all") {
  auto district = many_carers();
  auto parameters = with_allowance(200);
  const auto amount = [&](YearMonth when) {
    CareWorkforce rule(parameters);
    const auto flows = flows_in(rule, district, when);
    if (flows.postings.flows().empty()) return Fen{};
    const auto& posting = flows.postings.flows()[0];
    CHECK(posting.town == TownId(0));
    CHECK(posting.payer == Payer::district_budget);
    CHECK(posting.purpose == Purpose::allowance);
    CHECK_FALSE(posting.lottery_fund_first);
    CHECK(std::string(posting.clause) == "W2");
    return posting.amount;
  };
  CHECK(amount(YearMonth(2020, 12)) == Fen{});
  CHECK(amount(YearMonth(2021, 1)) == yuan(std::int64_t{600'000}));
  parameters.grading_supplement = yuan(std::int64_t{50});
  CHECK(amount(YearMonth(2021, 1)) == yuan(std::int64_t{750'000}));
  parameters.allowance_only_certified = false;
  CHECK(amount(YearMonth(2021, 1)) == yuan(std::int64_t{750'000 + 7000 * 200}));
  parameters = defaults_of<CareWorkforce>();
  CHECK(amount(YearMonth(2022, 12)) == Fen{});
}

TEST_CASE("care_workforce: a town without carers has neither leavers nor costs") {
  SmallDistrict district;
  district.add_town(0);
  CareWorkforce rule(with_allowance(500));
  const auto flows = flows_in(rule, district, YearMonth(2021, 1));
  CHECK(flows.staff.flows().empty());
  CHECK(flows.hires.flows().empty());
  CHECK(flows.training.flows().empty());
  CHECK(flows.postings.flows().empty());
}
