#pragma once
/// How a shared library offers a rule. The library exports one function whose *name* carries kind, id, interface number and layout tag, so
/// that the host can refuse a stranger before any of its code runs; the card that the function returns repeats them as text.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <limits>
#include <string>
#include <type_traits>

#include "api/border.hpp"
#include "api/parameter.hpp"
#include "api/rules.hpp"

// The layout tag says what must agree between a library and the program for C structs to be the same.
#if defined(__LP64__) && defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define ELDERCAST_LAYOUT lp64_little
#elif defined(__LP64__)
#define ELDERCAST_LAYOUT lp64_big
#else
#define ELDERCAST_LAYOUT unknown
#endif

#define ELDERCAST_DETAIL_TEXT2(x) #x
#define ELDERCAST_DETAIL_TEXT(x) ELDERCAST_DETAIL_TEXT2(x)
#define ELDERCAST_DETAIL_NAME2(kind, id, abi, layout) eldercast_plugin__##kind##__##id##__abi##abi##__##layout
#define ELDERCAST_DETAIL_NAME(kind, id, abi, layout) ELDERCAST_DETAIL_NAME2(kind, id, abi, layout)

/// The layout tag as text.
#define ELDERCAST_LAYOUT_TEXT ELDERCAST_DETAIL_TEXT(ELDERCAST_LAYOUT)

extern "C" {
/// The card of a rule. Fields are only ever appended; a library's own length is `card_size`.
struct EldercastCard {
  std::uint32_t card_size;
  std::uint32_t abi;
  std::uint32_t abi_minor;
  std::uint32_t row_size;  ///< of `rows` and of their columns
  const char* layout;
  const char* kind;     ///< "funding", "staffing" or "medical"
  const char* id;       ///< "construction_grants"; the scenario names a rule "<kind>/<id>"
  const char* version;  ///< "1.0.0"
  const char* zh;
  const char* en;
  const char* clauses;  ///< clause ids that the rule carries out, "F2 F3"
  const char* keeps;    ///< stocks that the rule keeps, "carer"; names of Stock separated by spaces
  const eldercast::ParameterRow* rows;
  std::uint32_t row_count;
  std::uint32_t unused;
  /// Makes a rule from checked values in row order, null where it fails; the host gives it back to `destroy`.
  void* (*create)(const EldercastValue* values, std::uint32_t count, EldercastFailure* failure);
  void (*destroy)(void* rule);
  void (*call)(void* rule, const EldercastCall* call);
  /// Says what is wrong with values that fit their rows; null: nothing is.
  void (*check)(const EldercastValue* values, std::uint32_t count, const EldercastProblems* problems);
  // Since 4.1.
  const EldercastFigure* figures;  ///< of its own, of which it says values; null: none
  std::uint32_t figure_count;
  std::uint32_t figure_size;
  // Since 4.3.
  const EldercastTarget* targets;  ///< of its own; null: none
  std::uint32_t target_count;
  std::uint32_t target_size;
  const char* names;  ///< that a scenario has to name for it, "payer.charity role.nurse"; null: none
};
}

namespace eldercast {

/// The texts of a plugin; the macro adds the rest of the card.
struct PluginText {
  const char* version;
  const char* zh;
  const char* en;
  const char* clauses;
  /// The stocks that this rule keeps (ids.hpp, Stock): it alone lets persons leave them, or gives the lottery fund its income. Two rules
  /// that keep one stock cannot stand in one scenario. Rules that only add to a stock do not keep it. A role of `names` is kept likewise.
  const char* keeps = "";
  /// What the rule looks up by a text of its own and a scenario must therefore name, as "payer.charity role.nurse". Since 4.3.
  const char* names = "";
};

/// A row of `static constexpr std::array kFigures`: a figure of a rule's own.
[[nodiscard]] constexpr EldercastFigure figure_row(const char* id, const char* unit, FigureKind kind, const char* zh, const char* en) {
  return {id, unit, zh, en, static_cast<std::uint32_t>(kind), 0};
}

/// A row of `static constexpr std::array kTargets`: a target of a rule's own. It is judged at the end of the year `due_year`, or of the
/// year that the parameter `due` says, by a figure of the rule and the number that the parameter `value` says, in the figure's unit: 1 (of
/// `at_most` 0) to 2,000,000,000. Since 4.3.
struct TargetText {
  const char* id = "";
  const char* figure = "";
  const char* zh = "";
  const char* en = "";
  const char* clause = "";
  const char* value = "";
  const char* due = "";
  std::int32_t due_year = 0;
  bool at_most = false;
};
[[nodiscard]] constexpr EldercastTarget target_row(const TargetText& text) {
  return {text.id, text.figure, text.zh, text.en, text.clause, text.value, text.due, text.due_year, text.at_most ? 1U : 0U};
}

template <class RuleType>
constexpr const char* kind_of_rule() {
  if constexpr (std::is_base_of_v<FundingRule, RuleType>) {
    return "funding";
  } else if constexpr (std::is_base_of_v<StaffingRule, RuleType>) {
    return "staffing";
  } else {
    static_assert(std::is_base_of_v<MedicalRule, RuleType>, "a rule is a FundingRule, StaffingRule or MedicalRule");
    return "medical";
  }
}

/// What a rule finds wrong with its values, said in `static void check(const Parameters&, Problems&)`: it is shown at its place in the
/// scenario.
class Problems {
 public:
  explicit Problems(const EldercastProblems& across) : across_(across) {}
  /// `parameter` is the position of its row in kRows; `row` and `column` those in a table. `offset` and `length` are bytes of a text.
  void add(std::size_t parameter, std::size_t row, std::size_t column, std::size_t offset, std::size_t length, const std::string& message,
           const std::string& help = "") {
    const auto small = [](std::size_t number) { return static_cast<std::uint32_t>(number); };
    const EldercastProblem problem{small(parameter), small(row),      small(column), small(offset),
                                   small(length),    message.c_str(), help.c_str()};
    across_.add(across_.host, &problem);
  }

 private:
  const EldercastProblems& across_;
};

namespace detail {

/// Does what may throw; nothing is thrown on.
template <class Work>
void end_exceptions(EldercastFailure& failure, Work work) {
  try {
    work();
  } catch (const std::exception& error) {
    failure.failed = 1;
    std::snprintf(failure.text, sizeof failure.text, "%s", error.what());
  } catch (...) {
    failure.failed = 2;
  }
}

template <class RuleType>
typename RuleType::Parameters parameters_from(const EldercastValue* values, std::uint32_t count) {
  typename RuleType::Parameters parameters{};
  for (std::uint32_t i = 0; i < count && i < RuleType::kRows.size(); ++i) RuleType::kRows[i].assign(&parameters, ParameterValue(values[i]));
  return parameters;
}

inline MonthView view_of(const EldercastMonth& month) {
  MonthView view{.month = Month{month.month},
                 .calendar = {},
                 .last = Month{month.last},
                 .towns = ViewRows<TownState>(month.towns),
                 .facilities = ViewRows<FacilityState>(month.facilities),
                 .projects = ViewRows<ProjectState>(month.projects),
                 .services = ViewRows<ServiceState>(month.services),
                 .training = *static_cast<const TrainingState*>(month.training.rows),
                 .lottery_fund = *static_cast<const LotteryFundState*>(month.lottery_fund.rows),
                 .draws = Draws(month.draw, month.host)};
  view.calendar.count = month.calendar;
  view.payers = ViewRows<NamedState>(month.payers);
  view.purposes = ViewRows<NamedState>(month.purposes);
  view.roles = ViewRows<NamedState>(month.roles);
  return view;
}

template <class Flow>
Slots<Flow> slots_of(const EldercastCall& call, SlotNumber number) {
  return Slots<Flow>(*call.slots[static_cast<std::size_t>(number)]);
}

template <class RuleType>
void call_rule(RuleType& rule, const EldercastCall& call) {
  const MonthView view = view_of(*call.month);
  const auto phase = static_cast<RulePhase>(call.phase);
  if (phase == RulePhase::pay) {
    auto postings = slots_of<Posting>(call, SlotNumber::posting);
    auto evaluations = slots_of<Evaluation>(call, SlotNumber::evaluation);
    auto figures = slots_of<FigureValue>(call, SlotNumber::figure);
    rule.pay(view, {postings, evaluations, figures});
  }
  if constexpr (std::is_base_of_v<FundingRule, RuleType>) {
    if (phase != RulePhase::authorise) return;
    auto supports = slots_of<Support>(call, SlotNumber::support);
    auto holds = slots_of<Hold>(call, SlotNumber::hold);
    auto fund_income = slots_of<FundIncome>(call, SlotNumber::fund_income);
    auto covers = slots_of<Cover>(call, SlotNumber::cover);
    auto prices = slots_of<PriceChange>(call, SlotNumber::price_change);
    auto closings = slots_of<Closing>(call, SlotNumber::closing);
    auto capacities = slots_of<CapacityChange>(call, SlotNumber::capacity_change);
    auto choices = slots_of<ProjectChoice>(call, SlotNumber::choice);
    rule.authorise(view, {supports, holds, fund_income, covers, prices, closings, capacities, choices});
  } else if constexpr (std::is_base_of_v<StaffingRule, RuleType>) {
    if (phase != RulePhase::staff) return;
    auto staff = slots_of<StaffFlow>(call, SlotNumber::staff);
    auto district_hires = slots_of<DistrictHires>(call, SlotNumber::district_hires);
    auto training = slots_of<TrainingFlow>(call, SlotNumber::training);
    auto changes = slots_of<StaffChange>(call, SlotNumber::staff_change);
    rule.staff(view, {staff, district_hires, training, changes});
  } else {
    if (phase != RulePhase::arrange) return;
    auto conversions = slots_of<BedConversion>(call, SlotNumber::bed_conversion);
    auto arrangements = slots_of<MedicalArrangement>(call, SlotNumber::arrangement);
    auto covers = slots_of<Cover>(call, SlotNumber::cover);
    auto demand_changes = slots_of<DemandChange>(call, SlotNumber::demand_change);
    auto health_changes = slots_of<HealthChange>(call, SlotNumber::health_change);
    rule.arrange(view, {conversions, arrangements, covers, demand_changes, health_changes});
  }
}

}  // namespace detail

/// Builds the card of `RuleType`, which has a `Parameters` struct, a constexpr table `kRows` made by parameter_table, and a constructor
/// from `const Parameters&`.
template <class RuleType>
EldercastCard make_card(const char* id, const PluginText& text) {
  EldercastCard card{};
  card.card_size = sizeof(EldercastCard);
  card.abi = ELDERCAST_ABI;
  card.abi_minor = ELDERCAST_ABI_MINOR;
  card.row_size = sizeof(ParameterRow);
  card.layout = ELDERCAST_LAYOUT_TEXT;
  card.kind = kind_of_rule<RuleType>();
  card.id = id;
  card.version = text.version;
  card.zh = text.zh;
  card.en = text.en;
  card.clauses = text.clauses;
  card.keeps = text.keeps;
  card.rows = RuleType::kRows.data();
  card.row_count = static_cast<std::uint32_t>(RuleType::kRows.size());
  card.create = [](const EldercastValue* values, std::uint32_t count, EldercastFailure* failure) -> void* {
    RuleType* made = nullptr;
    detail::end_exceptions(*failure, [&] { made = new RuleType(detail::parameters_from<RuleType>(values, count)); });
    return made;
  };
  card.destroy = [](void* rule) { delete static_cast<RuleType*>(rule); };
  card.call = [](void* rule, const EldercastCall* call) {
    detail::end_exceptions(*call->failure, [&] { detail::call_rule(*static_cast<RuleType*>(rule), *call); });
  };
  if constexpr (requires { RuleType::kFigures.size(); }) {
    card.figures = RuleType::kFigures.data();
    card.figure_count = static_cast<std::uint32_t>(RuleType::kFigures.size());
  }
  card.figure_size = sizeof(EldercastFigure);
  if constexpr (requires { RuleType::kTargets.size(); }) {
    card.targets = RuleType::kTargets.data();
    card.target_count = static_cast<std::uint32_t>(RuleType::kTargets.size());
  }
  card.target_size = sizeof(EldercastTarget);
  card.names = text.names;
  if constexpr (requires(const typename RuleType::Parameters& parameters, Problems& problems) { RuleType::check(parameters, problems); }) {
    card.check = [](const EldercastValue* values, std::uint32_t count, const EldercastProblems* across) {
      EldercastFailure failure{};
      Problems problems(*across);
      detail::end_exceptions(failure, [&] { RuleType::check(detail::parameters_from<RuleType>(values, count), problems); });
      if (failure.failed != 0) problems.add(0, 0, 0, 0, 0, failure.failed == 1 ? failure.text : "the check of the rule failed");
    };
  }
  return card;
}

}  // namespace eldercast

/// The only macro of the interface: `ELDERCAST_PLUGIN(funding, construction_grants, ConstructionGrants, (PluginText{...}))`.
#define ELDERCAST_PLUGIN(kind, id, RuleType, text)                                                                      \
  extern "C" __attribute__((visibility("default"))) const EldercastCard* ELDERCAST_DETAIL_NAME(kind, id, ELDERCAST_ABI, \
                                                                                               ELDERCAST_LAYOUT)() {    \
    static const EldercastCard card = eldercast::make_card<RuleType>(#id, text);                                        \
    return &card;                                                                                                       \
  }
