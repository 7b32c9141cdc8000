#pragma once
/// Views of a district made by hand, and room for the flows of a rule: what a test of a rule needs in place of an engine.
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "api/plugin.hpp"
#include "api/rules.hpp"

namespace eldercast::test {

/// Slots that own their room.
template <class Flow, std::size_t Size = 256>
class Room {
 public:
  Slots<Flow>& slots() { return slots_; }
  [[nodiscard]] std::span<const Flow> flows() const { return slots_.flows(); }

 private:
  std::unique_ptr<std::array<Flow, Size>> room_ = std::make_unique<std::array<Flow, Size>>();
  Slots<Flow> slots_{std::span<Flow>(*room_)};
};

/// A good hash of (seed, entity, counter), the host's part of Draws.
inline std::uint32_t hashed_draw(const void* seed, std::uint64_t entity, std::uint32_t counter) {
  std::uint64_t x = *static_cast<const std::uint64_t*>(seed);
  for (const std::uint64_t part : {entity, std::uint64_t{counter}}) {
    x = (x ^ part) + 0x9E3779B97F4A7C15ULL;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
    x ^= x >> 31;
  }
  return static_cast<std::uint32_t>(x >> 32);
}

/// Tables that a test fills, seen month by month. Facilities open in their month `opened`, whatever their status says before.
struct SmallDistrict {
  YearMonth start{2019, 1};
  Month last{47};
  std::uint64_t seed = 1;
  Draws::Source source = &hashed_draw;
  std::vector<TownState> towns;
  std::vector<FacilityState> facilities;
  std::vector<ProjectState> projects;
  std::vector<ServiceState> services;
  LotteryFundState lottery_fund;
  TrainingState training;

  TownId add_town(std::int32_t residents) {
    TownState town;
    town.key = 7000 + towns.size();
    town.residents = residents;
    towns.push_back(town);
    return TownId(towns.size() - 1);
  }

  FacilityId add(FacilityKind kind, TownId town, bool from_project, int opened) {
    FacilityState facility;
    facility.key = 9000 + facilities.size();
    facility.kind = kind;
    facility.town = town;
    facility.from_project = from_project;
    facility.opened = Month{opened};
    facilities.push_back(facility);
    return FacilityId(facilities.size() - 1);
  }

  template <class Enum>
  static std::vector<NamedState> names_of_program() {
    std::vector<NamedState> out;
    for (const std::string_view name : Names<Enum>::kText) out.push_back({name.data()});
    return out;
  }
  template <class Enum>
  static Enum add_name(std::vector<NamedState>& names, const char* id) {
    names.push_back({id});
    return static_cast<Enum>(names.size() - 1);
  }
  std::vector<NamedState> payers = names_of_program<Payer>();
  std::vector<NamedState> purposes = names_of_program<Purpose>();
  std::vector<NamedState> roles = names_of_program<Role>();

  FacilityState& operator[](FacilityId id) { return facilities[id.index()]; }

  MonthView view(int month) {
    for (auto& facility : facilities) {
      if (facility.status != FacilityStatus::closed) {
        facility.status = facility.opened.value <= month ? FacilityStatus::open : FacilityStatus::planned;
      }
    }
    return {.month = Month{month},
            .calendar = start + month,
            .last = last,
            .towns = towns,
            .facilities = facilities,
            .projects = projects,
            .services = services,
            .training = training,
            .lottery_fund = lottery_fund,
            .draws = Draws(source, &seed),
            .payers = payers,
            .purposes = purposes,
            .roles = roles};
  }

  /// As a scenario names them; `id` has static lifetime.
  Payer name_payer(const char* id) { return add_name<Payer>(payers, id); }
  Purpose name_purpose(const char* id) { return add_name<Purpose>(purposes, id); }
  Role name_role(const char* id) { return add_name<Role>(roles, id); }

  MonthView view(YearMonth when) { return view(when - start); }
};

/// Flows of one month of any rule.
struct MonthFlows {
  Room<Support> supports;
  Room<Hold> holds;
  Room<FundIncome> fund_income;
  Room<Cover> covers;
  Room<StaffFlow> staff;
  Room<DistrictHires> hires;
  Room<TrainingFlow> training;
  Room<BedConversion> conversions;
  Room<MedicalArrangement> arrangements;
  Room<DemandChange> demand_changes;
  Room<HealthChange> health_changes;
  Room<Posting> postings;
  Room<Evaluation> evaluations;
  Room<PriceChange> prices;
  Room<Closing> closings;
  Room<CapacityChange> capacities;
  Room<ProjectChoice> choices;
  Room<StaffChange> staff_changes;
  Room<FigureValue> figures;
};

/// The phases of a month that a rule of its kind takes part in, in the engine's order.
inline void run_month(FundingRule& rule, const MonthView& month, MonthFlows& out) {
  rule.authorise(month, {out.supports.slots(), out.holds.slots(), out.fund_income.slots(), out.covers.slots(), out.prices.slots(),
                         out.closings.slots(), out.capacities.slots(), out.choices.slots()});
  rule.pay(month, {out.postings.slots(), out.evaluations.slots(), out.figures.slots()});
}
inline void run_month(StaffingRule& rule, const MonthView& month, MonthFlows& out) {
  rule.staff(month, {out.staff.slots(), out.hires.slots(), out.training.slots(), out.staff_changes.slots()});
  rule.pay(month, {out.postings.slots(), out.evaluations.slots(), out.figures.slots()});
}
inline void run_month(MedicalRule& rule, const MonthView& month, MonthFlows& out) {
  rule.arrange(month, {out.conversions.slots(), out.arrangements.slots(), out.covers.slots(), out.demand_changes.slots(),
                       out.health_changes.slots()});
  rule.pay(month, {out.postings.slots(), out.evaluations.slots(), out.figures.slots()});
}

/// The parameters of a rule with every default.
template <class RuleType>
typename RuleType::Parameters defaults_of() {
  typename RuleType::Parameters parameters{};
  for (const auto& row : RuleType::kRows) row.assign(&parameters, row.fallback);
  return parameters;
}

}  // namespace eldercast::test
