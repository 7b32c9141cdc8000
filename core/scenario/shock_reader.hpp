#pragma once
/// Dated shocks of a scenario: the tables [shock.<name>].
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/scenario.hpp"
#include "scenario/checks/checks.hpp"
#include "scenario/parameters/parameter_reader.hpp"
#include "scenario/source/diagnostic.hpp"
#include "scenario/source/toml_text.hpp"
#include "scenario/tables/tables.hpp"

namespace eldercast {

/// A shock as it stands in the text.
struct ReadShock {
  std::string path;               ///< "shock.late"
  const Shock* shock = nullptr;   ///< in Scenario::shocks, the first of its towns; those of the others follow
  std::vector<ReadValue> values;  ///< those that were written, in the order of the rows
  const TomlEntry* town = nullptr;
  std::vector<TownId> towns;  ///< those that `town` names
  const TomlEntry* facility = nullptr;
};

/// What may limit a shock, by what it acts on.
struct ShockLimits {
  bool town = true;
  bool kind = true;  ///< and one facility
  bool chance = true;
  std::string_view why;
};
[[nodiscard]] ShockLimits limits_of(ShockOn on);

/// docs/reference/shocks.md.
[[nodiscard]] std::string shocks_page();

/// The rows of a shock without `town` and `facility`, which are names and no numbers.
[[nodiscard]] std::span<const ParameterRow> shock_rows();

/// True for the table at the root that holds shocks; its keys are checked here.
[[nodiscard]] bool is_shock_table(std::string_view name);

/// Reads the shocks that are enabled into `scenario`, sorted by name, after the towns. The result points into `scenario` and `text`.
[[nodiscard]] std::vector<ReadShock> read_shocks(const TomlValue& text, const Tables& tables, Scenario& scenario, Diagnostics& diagnostics);

/// A shock must not end before it begins (scenario.range-order) nor lie outside the run (scenario.date); shocks together must not bring
/// more arrivals than there are candidates (scenario.shock).
void check_shocks(const std::vector<ReadShock>& shocks, const Scenario& scenario, const ValueIndex& values, Diagnostics& diagnostics);

}  // namespace eldercast
