#include "scenario/parameters/inert.hpp"

#include "support/catch.hpp"
#include "unit/scenario/workshop.hpp"

using namespace eldercast;

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

TEST_CASE("parameters that are no more are refused with what to write instead") {
  const test::Workshop workshop;
  for (const std::string key : {"carer_turnover_per_year", "market_hires_per_month"}) {
    const std::string told = workshop.read("base.toml", {"staff." + key + "=1"}).diagnostics.render(false);
    INFO(told);
    CHECK_THAT(told, contains_text("'" + key + "' is no longer a parameter of staff"));
    CHECK_THAT(told, contains_text("staffing.care_workforce."));
    CHECK_FALSE(told.find("did you mean") != std::string::npos);
  }
  workshop.change("data/parameters.csv", "staff.minutes_per_month,",
                  "staff.market_hires_per_month,1,,,persons a month,assumption,invented,,\nstaff.minutes_per_month,");
  CHECK_THAT(workshop.read().diagnostics.render(false), contains_text("'staff.market_hires_per_month' is no longer a parameter\n"));
}
