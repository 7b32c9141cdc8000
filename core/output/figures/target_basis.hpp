#pragma once
/// Who decides whether a target is met: the model, or a number that somebody wrote into the scenario. A forecast is worth something only
/// where the model decides.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "api/ids.hpp"
#include "engine/outcome.hpp"
#include "model/targets.hpp"
#include "output/description.hpp"
#include "output/render/language.hpp"

namespace eldercast {

enum class DecidedBy : std::uint8_t {
  model,       ///< what happens in the run
  assumption,  ///< the value restates a parameter: it is met or missed because of how that was chosen
  input        ///< it cannot be met as written: the input forbids it whatever happens
};
template <>
struct Names<DecidedBy> {
  static constexpr std::array<std::string_view, 3> kText{"model", "assumption", "input"};
};

struct TargetBasis {
  DecidedBy by = DecidedBy::model;
  std::string parameter;  ///< "operation.social_new.urban", "data.projects"; empty where the model decides, or a rule of allocation
  Text why;               ///< one sentence without a full stop; empty where the model decides
  bool assumed = false;   ///< of `input`: an assumption of the scenario forbids it, and not what the plan prints
};

/// A target that counts settlements, and how.
struct SettlementReading {
  SettlementKind kind = SettlementKind::community;
  CoverageReading reading = CoverageReading::own;
};
/// Absent for targets that count something else.
[[nodiscard]] std::optional<SettlementReading> settlement_reading(Target target);

/// For each settlement, whether something that counts stands there or is planned to by the year of `by`, and is not planned to be gone by
/// then: a station or point, or with centres a centre, too.
[[nodiscard]] std::vector<bool> within_plan(const Description& description, CoverageReading reading, YearMonth by);

/// One for each target, in the order of judged_targets(); those of rules are decided by the model. From the resolved text, the projects and
/// the settlements of a scenario.
[[nodiscard]] std::vector<TargetBasis> target_bases(const Description& description);

/// What a run says of a target when it is due.
enum class TargetVerdict : std::uint8_t {
  met,        ///< in at least 90% of the replicates
  open,       ///< in more than 10% and fewer than 90%
  missed,     ///< in at most 10%
  not_judged  ///< no threshold, or not due within the run
};
template <>
struct Names<TargetVerdict> {
  static constexpr std::array<std::string_view, 4> kText{"met", "open", "missed", "not_judged"};
};
/// Shares of replicates from which a target counts as met, and up to which as missed.
inline constexpr double kMetFrom = 0.9;
inline constexpr double kMissedTo = 0.1;
/// `share` of the replicates meet it.
[[nodiscard]] constexpr TargetVerdict verdict_of(double share) {
  return share >= kMetFrom ? TargetVerdict::met : share <= kMissedTo ? TargetVerdict::missed : TargetVerdict::open;
}
[[nodiscard]] Text verdict_words(TargetVerdict verdict);

}  // namespace eldercast
