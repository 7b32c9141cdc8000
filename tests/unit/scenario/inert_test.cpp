#include "scenario/parameters/inert.hpp"

#include "support/catch.hpp"

using namespace eldercast;

TEST_CASE("a parameter of the simple stock of carers cannot act beside a rule that keeps them, and the one that acts is named") {
  Scenario scenario;
  scenario.staff.built_in_carers = true;
  CHECK_FALSE(why_inert(scenario, "staff.carer_turnover_per_year"));
  scenario.staff.built_in_carers = false;
  scenario.rules.push_back({"staffing/care_workforce", {}});
  for (const char* const name : {"carer_turnover_per_year", "market_hires_per_month"}) {
    const auto why = why_inert(scenario, std::string("staff.") + name);
    REQUIRE(why);
    CHECK_THAT(why->en, contains_text("staffing.care_workforce."));
    CHECK_THAT(why->zh, contains_text("staffing.care_workforce."));
  }
  CHECK_FALSE(why_inert(scenario, "staff.carers_at_start"));
}

TEST_CASE("money of towns cannot act where towns always find it, nor accounts where nobody looks at them") {
  Scenario scenario;
  for (const char* const id : {"finance.town_yuan_per_year", "finance.town_share", "finance.credit_share", "finance.operator_share"}) {
    scenario.finance.own_funds = OwnFunds::cover_the_rest;
    CHECK(why_inert(scenario, id));
    scenario.finance.own_funds = OwnFunds::limited;
    CHECK_FALSE(why_inert(scenario, id));
  }
  for (const char* const id : {"operation.exit_loss_share", "operation.patience_months", "operation.top_up_share"}) {
    scenario.operation.operators_decide = false;
    CHECK(why_inert(scenario, id));
    scenario.operation.operators_decide = true;
    CHECK_FALSE(why_inert(scenario, id));
  }
}

TEST_CASE("what stands on pages alone is said to change nothing in a run, and what is unknown may act") {
  const Scenario scenario;
  for (const char* const id : {"mend.helper_yuan_per_year", "incomes.employee_pension_yuan", "allocation.bed_stay_months"}) {
    CHECK(why_inert(scenario, id));
  }
  CHECK_FALSE(why_inert(scenario, "network.detour_factor"));
  CHECK_FALSE(why_inert(scenario, "no.such.parameter"));
}
