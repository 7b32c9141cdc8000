#pragma once
/// What must hold of everything that a rule says, as one table a kind of flow. A flow is acted on only after all checks of its table.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "api/slots.hpp"
#include "api/views.hpp"

namespace eldercast {

/// No single flow of money may be larger: a hundred billion yuan, beyond any district, and times any shock still far below overflow.
inline constexpr std::int64_t kLargestFen = 10'000'000'000'000;
inline constexpr std::int32_t kMostPersons = 1'000'000;
inline constexpr std::int64_t kLargestFigure = 1'000'000'000'000;
inline constexpr std::int32_t kLongestDelayMonths = 120;

/// Who says a flow, and what is seen.
struct FlowContext {
  const MonthView& view;
  std::span<const std::string> clauses;           ///< that the rule's card declares
  std::span<const Stock> keeps;                   ///< stocks that the rule keeps
  std::span<const std::string> figures = {};      ///< of its own, that the card declares
  std::span<const std::string> keeps_roles = {};  ///< of the roles that the scenario names
};

/// One thing that must hold of a flow.
template <class Flow>
struct FlowCheck {
  /// What is said of the rule where it does not hold: "posts money for a town that does not exist".
  const char* refusal;
  bool (*holds)(const Flow& flow, const FlowContext& context);
  /// More about this flow, put behind the refusal after a colon; may be null.
  std::string (*detail)(const Flow& flow) = nullptr;
};

/// The table of a kind of flow: Support, Hold, FundIncome, Cover, StaffFlow, DistrictHires, TrainingFlow, BedConversion,
/// MedicalArrangement, DemandChange, Posting, Evaluation, StaffChange, PriceChange, Closing, CapacityChange, FigureValue,
/// HealthChange, ProjectChoice. Every field of the flow stands in it.
template <class Flow>
[[nodiscard]] std::span<const FlowCheck<Flow>> flow_checks();

/// The refusal of the first check that does not hold, with its detail.
template <class Flow>
[[nodiscard]] std::optional<std::string> refusal_of(const Flow& flow, const FlowContext& context) {
  for (const FlowCheck<Flow>& check : flow_checks<Flow>()) {
    if (check.holds(flow, context)) continue;
    return check.detail == nullptr ? std::string(check.refusal) : std::string(check.refusal) + ": " + check.detail(flow);
  }
  return std::nullopt;
}

/// What all rules have said in one replicate, added up, so that no sum that is made of it can overflow.
class FlowTotals {
 public:
  static constexpr std::int64_t kMostFen = 100'000'000'000'000'000;  ///< 1e15 yuan in a run
  static constexpr std::int64_t kMostHeads = 100'000'000;            ///< persons, beds and places in a run
  static constexpr std::int64_t kMostPerMille = 1'000'000;           ///< of changes of demand, health, prices and staff in a month
  static constexpr std::int64_t kMostOfFigures = 1'000'000'000'000'000'000;

  void start() { *this = {}; }
  void start_month() { per_mille_ = 0; }
  /// Adds a flow that has passed its checks. Returns what is to be said of the rule when the sum is too large, else null.
  [[nodiscard]] const char* add(const Support& flow) { return add_fen(flow.amount); }
  [[nodiscard]] const char* add(const Posting& flow) { return add_fen(flow.amount); }
  [[nodiscard]] const char* add(const FundIncome& flow) { return add_fen(flow.amount + flow.elsewhere + flow.carried); }
  [[nodiscard]] const char* add(const StaffFlow& flow) { return add_heads(std::int64_t{flow.hired} + flow.left); }
  [[nodiscard]] const char* add(const DistrictHires& flow) { return add_heads(flow.hired); }
  [[nodiscard]] const char* add(const TrainingFlow& flow) {
    return add_heads(std::int64_t{flow.entered} + flow.graduated + flow.dropped_out + flow.certified_in_post);
  }
  [[nodiscard]] const char* add(const BedConversion& flow) { return add_heads(flow.beds); }
  [[nodiscard]] const char* add(const MedicalArrangement& flow) { return add_heads(flow.doctor_places); }
  [[nodiscard]] const char* add(const DemandChange& flow);
  [[nodiscard]] const char* add(const StaffChange& flow);
  [[nodiscard]] const char* add(const HealthChange& flow);
  [[nodiscard]] const char* add(const PriceChange& flow);
  [[nodiscard]] const char* add(const CapacityChange& flow) {
    return add_heads(flow.places < 0 ? -std::int64_t{flow.places} : flow.places);
  }
  [[nodiscard]] const char* add(const FigureValue& flow);
  [[nodiscard]] const char* add(const Closing& /*flow*/) { return nullptr; }
  [[nodiscard]] const char* add(const ProjectChoice& /*flow*/) { return nullptr; }
  [[nodiscard]] const char* add(const Hold& /*flow*/) { return nullptr; }
  [[nodiscard]] const char* add(const Cover& /*flow*/) { return nullptr; }
  [[nodiscard]] const char* add(const Evaluation& /*flow*/) { return nullptr; }

 private:
  [[nodiscard]] const char* add_fen(Fen amount);
  [[nodiscard]] const char* add_heads(std::int64_t heads);

  std::int64_t fen_ = 0;
  std::int64_t heads_ = 0;
  std::int64_t per_mille_ = 0;
  std::int64_t figures_ = 0;
};

}  // namespace eldercast
