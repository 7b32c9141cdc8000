#pragma once
/// One target, town by town: how likely each falls short when it is due, why, and what it would take.
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/outcome.hpp"
#include "model/targets.hpp"
#include "output/description.hpp"
#include "output/render/table.hpp"

namespace eldercast {

/// Why a settlement has no facility when the target is due: nothing stands or is planned there; it opens within the run, but later; it is
/// not open by the run's end.
enum class ShortCause : std::uint8_t { no_project, late, not_built };
template <>
struct Names<ShortCause> {
  static constexpr std::array<std::string_view, 3> kText{"no_project", "late", "not_built"};
};

struct TargetTown {
  std::string name_zh;
  std::string name_en;
  double share_short = 0;                   ///< of the replicates
  double value = 0;                         ///< mean when due, in the unit of the target; NaN: nothing to measure
  PerEnum<ShortCause, double> settlements;  ///< without a facility when due, on average; zero for targets that count no settlements
  std::optional<double> mend_yuan;          ///< building of a facility for each settlement without a project; absent: there is none
  std::optional<double> short_after;        ///< share of replicates that fall short if those were open when due
};

struct TargetTowns {
  std::string name_zh;
  std::string name_en;
  JudgedTarget about;
  int replicates = 0;
  bool late_possible = true;             ///< the run goes on after the target is due
  std::optional<double> district_met;    ///< share of replicates in which the district meets it; for targets that count settlements
  std::optional<double> district_after;  ///< the same if all settlements without a project had a facility when due
  std::vector<TargetTown> towns;         ///< that fall short in some replicate, the likeliest first
};

/// Failed replicates are left out. The target has a threshold and is due within the run; see by_town_mistake().
[[nodiscard]] TargetTowns target_towns(const Description& description, std::span<const Outcome> outcomes, Target target);
/// Why a target cannot be told by town; empty if it can.
[[nodiscard]] std::string by_town_mistake(const Description& description, Target target);
[[nodiscard]] std::string render_text(const TargetTowns& towns, Language language, std::size_t width);

}  // namespace eldercast
