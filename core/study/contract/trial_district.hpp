#pragma once
/// Tables made by hand on which a rule is tried: no engine stands behind them, so that each can be changed alone.
#include <span>
#include <vector>

#include "api/views.hpp"
#include "model/rule_catalog.hpp"

namespace eldercast::contract {

/// First month and number of months of a trial.
inline constexpr YearMonth kTrialStart{2019, 1};
inline constexpr int kTrialMonths = 60;

struct TrialDistrict {
  std::vector<TownState> towns;
  std::vector<FacilityState> facilities;
  std::vector<ProjectState> projects;
  std::vector<ServiceState> services;
  LotteryFundState lottery_fund;
  TrainingState training;
  std::vector<NamedState> payers;  ///< the program's own, and what is named for the rule
  std::vector<NamedState> purposes;
  std::vector<NamedState> roles;

  /// Opens the facilities whose month has come.
  void reach(int month);
  /// What a rule sees; valid as long as the tables do not change. Draws are the caller's.
  [[nodiscard]] MonthView view(int month) const;
};

/// A street and two towns, every kind of facility old and planned, some beds free, some posts filled, five services. It names what the rule
/// needs; those texts outlive it.
[[nodiscard]] TrialDistrict trial_district(std::span<const NeededName> needs = {});
/// The same district with all tables listed backwards.
[[nodiscard]] TrialDistrict backwards(TrialDistrict district);

}  // namespace eldercast::contract
