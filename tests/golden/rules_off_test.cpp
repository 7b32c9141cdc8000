#include "golden/support.hpp"

#include "support/catch.hpp"

using namespace eldercast;

namespace {

using Paths = std::set<std::string>;

const Paths kMoney{"/district/accrued",     "/district/paid",         "/district/prefinancing",   "/district/clause_accrued",
                   "/district/clause_paid", "/towns/accrued",         "/towns/prefinancing_peak", "/towns/prefinancing_peak_month",
                   "/towns/two_monthly",    "/district/lottery_fund", "/towns/hub_break_even",    "/targets/value",
                   "/targets/by_town"};
/// What carers, helpers, doctors and prices move: who is served, never who lives or what is built.
const Paths kCare{"/district/demand",
                  "/district/new_seekers",
                  "/district/beds",
                  "/district/bed_shortfall",
                  "/district/staff",
                  "/towns/demand",
                  "/towns/beds",
                  "/towns/hub_occupied",
                  "/towns/bed_shortfall",
                  "/towns/carers",
                  "/district/service_volume",
                  "/district/travel",
                  "/facilities/paper",
                  "/settlements/unserved",
                  "/district/residents_covered"};

Paths both(const Paths& a, const Paths& b) {
  Paths all = a;
  all.insert(b.begin(), b.end());
  return all;
}

struct Governed {
  std::string rule;
  Paths datasets;  ///< that may differ without the rule
  Paths must;      ///< that do differ
  Paths targets;   ///< that may differ
};

const Paths kServed{"G5", "G6", "O1", "O2", "O3", "Q2", "M1", "W2"};

std::vector<Governed> governed() {
  return {
      {"funding.construction_grants", kMoney, {"/district/accrued", "/district/prefinancing"}, {}},
      {"funding.lottery_fund", kMoney, {"/district/lottery_fund", "/district/accrued"}, {"F1"}},
      {"funding.running_incentives", kMoney, {"/district/accrued", "/towns/hub_break_even"}, {"G7.policies"}},
      {"funding.service_purchase", both(kMoney, kCare), {"/district/accrued"}, kServed},
      {"funding.performance_awards", kMoney, {"/district/accrued"}, {"G7.supervision"}},
      {"funding.tax_and_utility_relief", kMoney, {"/district/accrued", "/towns/hub_break_even"}, {}},
      {"staffing.training_pipeline",
       both(kMoney, kCare),
       {"/district/staff"},
       both(kServed, {"W1.carers", "W1.supervisors", "W1.directors"})},
      {"staffing.care_workforce", both(kMoney, kCare), {"/district/staff", "/towns/carers"}, kServed},
      {"staffing.helpers_and_volunteers", both(kMoney, kCare), {"/district/staff", "/facilities/paper"}, kServed},
      {"medical.health_partnerships", both(kMoney, kCare), {"/targets/value", "/district/demand"}, both(kServed, {"G4", "M2", "M3"})},
      {"medical.nursing_beds", both(kMoney, kCare), {"/district/beds", "/district/accrued"}, kServed},
      {"medical.care_insurance", both(kMoney, kCare), {"/district/accrued"}, kServed},
  };
}

}  // namespace

TEST_CASE("turning a rule off changes only what it governs where money moves payers alone") {
  const std::vector<Outcome>& with = test::cached(test::kLinksOff, {}, 1);
  for (const Governed& rule : governed()) {
    INFO(rule.rule);
    const std::vector<Outcome>& without = test::cached(test::kLinksOff, {rule.rule + ".enabled=false"}, 1);
    REQUIRE(without.front().failure.empty());
    const Paths differ = test::changed(with, without);
    for (const std::string& path : differ) {
      INFO(path);
      CHECK(rule.datasets.count(path) == 1);
    }
    for (const std::string& path : rule.must) {
      INFO(path);
      CHECK(differ.count(path) == 1);
    }
    for (const std::string& target : test::changed_targets(with, without)) {
      INFO(target);
      CHECK(rule.targets.count(target) == 1);
    }
  }
}

TEST_CASE("a scenario of the baseline's rules in another order gives the same numbers") {
  // Rules run in the order in which the resolved scenario lists them; a rule that is switched off and on again goes to the end.
  const auto scenario = test::scenario(test::kBaseline);
  Scenario turned = *scenario;
  std::reverse(turned.rules.begin(), turned.rules.end());
  const std::vector<Outcome> there = test::run(scenario, 1, 1, 7, 0);
  const std::vector<Outcome> back = test::run(std::make_shared<const Scenario>(turned), 1, 1, 7, 0);
  Paths differ = test::changed(there, back);
  // Sums by clause stand in the order of the rules.
  differ.erase("/district/clause_accrued");
  differ.erase("/district/clause_paid");
  CHECK(differ == Paths{});
}
