#pragma once
/// The parameters of a scenario as tables of rows. One table drives parsing, checking, the resolved text, the parameters page and sweeps.
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/parameter.hpp"
#include "model/rule_catalog.hpp"
#include "model/scenario.hpp"
#include "text/suggest.hpp"

namespace eldercast {

/// A table of rows and the part of the scenario that they fill. The id of a parameter is "<section id>.<row path>".
struct Section {
  std::string_view id;  ///< "schedule", "schedule.slip_ratio", "standards.town_centre"
  std::string_view zh;
  std::string_view en;
  std::span<const ParameterRow> rows;
  void* (*target)(Scenario& scenario);  ///< what ParameterRow::assign of these rows takes
};

/// All sections in the order in which they are written and documented.
[[nodiscard]] std::span<const Section> scenario_sections();

/// A parameter by its id.
struct ParameterAddress {
  const Section* section = nullptr;
  const ParameterRow* row = nullptr;
};
[[nodiscard]] std::optional<ParameterAddress> find_parameter(std::string_view id);

/// "<section id>.<row path>".
[[nodiscard]] std::string parameter_id(const Section& section, const ParameterRow& row);

/// The keys that a text may have: tables and values by dotted path. Values without a row (names, paths, lists) have a null row.
class KeyTree {
 public:
  /// Adds a value and the tables above it.
  void add(const std::string& path, const ParameterRow* row);

  [[nodiscard]] bool is_value(std::string_view path) const { return values_.find(path) != values_.end(); }
  [[nodiscard]] bool is_table(std::string_view path) const { return tables_.find(path) != tables_.end(); }
  /// The names directly inside a table ("" is the root), with what each accepts as label.
  [[nodiscard]] std::vector<Candidate> children(std::string_view table) const;
  /// Ids of values that end in ".<tail>".
  [[nodiscard]] std::vector<Candidate> ending_in(std::string_view tail) const;

 private:
  std::map<std::string, const ParameterRow*, std::less<>> values_;
  std::set<std::string, std::less<>> tables_;
};

/// Tables that every scenario names in [data].
[[nodiscard]] const std::vector<std::string_view>& data_tables();
/// Tables that it may name beside them: `build`, months in which projects open, `changes`, what becomes of facilities, and `observed`, what
/// is told of the past.
[[nodiscard]] const std::vector<std::string_view>& optional_data_tables();
/// The keys of a scenario text without its rules.
[[nodiscard]] KeyTree scenario_keys();
/// The keys of a rule's table, below `path` ("funding.construction_grants").
[[nodiscard]] KeyTree rule_keys(const std::string& path, std::span<const ParameterRow> rows);

/// docs/reference/parameters.md: every parameter of the sections and of the known rules, as Markdown.
[[nodiscard]] std::string parameters_page(const RuleCatalog& rules);

}  // namespace eldercast
