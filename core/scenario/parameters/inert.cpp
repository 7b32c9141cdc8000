#include "scenario/parameters/inert.hpp"

#include <algorithm>
#include <array>

namespace eldercast {
namespace {

bool only_when_limited(std::string_view id) {
  constexpr std::array<std::string_view, 10> kIds{"finance.town_share",
                                                  "finance.credit_share",
                                                  "finance.operator_share",
                                                  "finance.credit_interest_per_year",
                                                  "finance.town_yuan_per_year",
                                                  "finance.street_yuan_per_year",
                                                  "finance.money_by_population_share",
                                                  "finance.money_spread",
                                                  "finance.carry_over_share",
                                                  "finance.running_from_own"};
  return std::find(kIds.begin(), kIds.end(), id) != kIds.end();
}

bool only_when_operators_decide(std::string_view id) {
  constexpr std::array<std::string_view, 6> kIds{"operation.exit_loss_share", "operation.patience_months", "operation.own_income_share",
                                                 "operation.top_up_share",    "operation.hours_in_loss",   "operation.closes_per_year"};
  return std::find(kIds.begin(), kIds.end(), id) != kIds.end();
}

}  // namespace

std::optional<Text> why_inert(const Scenario& scenario, std::string_view id) {
  if (scenario.finance.own_funds == OwnFunds::cover_the_rest && only_when_limited(id)) {
    return Text{"finance.own_funds 为 cover_the_rest，镇街总能筹到资金",
                "finance.own_funds is cover_the_rest, so that towns always find the money"};
  }
  if (!scenario.operation.operators_decide && only_when_operators_decide(id)) {
    return Text{"operation.operators_decide 为 false，无人核算收支",
                "operation.operators_decide is false, so that nobody looks at accounts"};
  }
  if (!scenario.as_of && id.starts_with("schedule.common_slip.")) {
    return Text{"运行未设截至日期（scenario.as_of），不学习共同进度",
                "the run is as of no date, so that nothing is learnt of the pace: scenario.as_of"};
  }
  if (id.starts_with("mend."))
    return Text{"只用于页面建议的报价，不影响运行", "it prices what a page proposes and changes nothing in a run"};
  if (id.starts_with("incomes."))
    return Text{"只在页面上与收费并列，不影响运行", "it stands beside fees on a page and changes nothing in a run"};
  if (id == "allocation.bed_stay_months" || id == "targets.beds_per_1000") {
    return Text{"属于与运行并列展示的简单模型，不影响运行",
                "it belongs to a simple model that is shown beside the run and changes nothing in it"};
  }
  if (id == "allocation.later_choice_minutes" && scenario.allocation.method == AllocationMethod::priority) {
    return Text{"allocation.method 为 priority，人人得到首个空闲的选择",
                "allocation.method is priority, which gives everybody the first choice that is free"};
  }
  return std::nullopt;
}

}  // namespace eldercast
