#pragma once
/// Values of the sections and rules, each from the first place that has it: option, text, table of parameters, fallback of the row.
#include <map>
#include <string>
#include <vector>

#include "model/rule_catalog.hpp"
#include "model/scenario.hpp"
#include "scenario/parameters/read_value.hpp"
#include "scenario/parameters/rule_values.hpp"
#include "scenario/parameters/sections.hpp"
#include "scenario/source/csv.hpp"
#include "scenario/source/diagnostic.hpp"
#include "scenario/source/toml_text.hpp"

namespace eldercast {

struct ReadSection {
  const Section* section = nullptr;
  std::vector<ReadValue> values;
};

struct ReadRule {
  std::string path;  ///< "funding.construction_grants"
  Place place;       ///< of its name in the text
  std::vector<ReadRuleValue> values;
  std::string id;            ///< "funding/construction_grants"
  std::vector<Stock> keeps;  ///< as RuleDescription::keeps
  std::vector<std::string> keeps_roles = {};
  std::shared_ptr<const void> owner = {};  ///< of the rows that its values point at
};

/// A row of the table of parameters.
struct ParameterDefault {
  double value = 0;
  ParameterOrigin origin;
  Place place;
};

using ParameterDefaults = std::map<std::string, ParameterDefault, std::less<>>;

/// Reads the table of parameters: known ids, once each, checked values, low <= value <= high.
[[nodiscard]] ParameterDefaults read_defaults(const CsvTable& table, Diagnostics& diagnostics);

/// Reads all sections into `scenario` and fills its origins. Without `defaults` (their table could not be read) a missing number is not
/// reported a second time.
[[nodiscard]] std::vector<ReadSection> read_sections(const TomlValue& text, const ParameterDefaults* defaults, Scenario& scenario,
                                                     Diagnostics& diagnostics);

/// Reads the rules in the order in which they were first written, without those that are not enabled.
[[nodiscard]] std::vector<ReadRule> read_rules(const TomlValue& text, const RuleCatalog* catalog, Scenario& scenario,
                                               Diagnostics& diagnostics);

}  // namespace eldercast
