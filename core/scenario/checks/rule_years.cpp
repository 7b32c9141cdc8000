#include "scenario/checks/rule_years.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace eldercast {
namespace {

/// Looks through the values of a rule and of the rows of its tables.
void look(std::span<const ParameterRow> rows, std::span<const RuleValue> values, const std::string& path, int start,
          std::vector<Text>& notes) {
  for (std::size_t i = 0; i < std::min(rows.size(), values.size()); ++i) {
    const std::string own = fmt::format("{}.{}", path, rows[i].path);
    if (rows[i].type == ParameterType::table) {
      for (const RuleValue& row : values[i].cells) {
        look({rows[i].columns, rows[i].column_count}, row.cells, fmt::format("{}.{}", own, row.text), start, notes);
      }
    }
    if (rows[i].type != ParameterType::by_year || values[i].cells.empty()) continue;
    const int first = values[i].cells.front().year;
    if (first <= start) continue;
    notes.push_back(
        {fmt::format("{}自{}年起，运行自{}年起：此前该规则没有数值，funding/formula 按 0 计。请补上 {} = ...，或给出适用于各年的一个数",
                     own, first, start, start),
         fmt::format("{} begins in {}, the run in {}: until then the rule has no number, which funding/formula takes as 0. "
                     "Say {} = ... as well, or one number for all years",
                     own, first, start, start)});
  }
}

}  // namespace

std::vector<Text> notes_on_rule_years(const Scenario& scenario, const RuleCatalog& rules) {
  std::vector<Text> notes;
  for (const RuleSpec& spec : scenario.rules) {
    const auto found = rules.find(spec.id);
    const auto* const rule = std::get_if<RuleDescription>(&found);
    if (rule == nullptr) continue;
    std::string path = spec.id;
    std::replace(path.begin(), path.end(), '/', '.');
    look(rule->rows, spec.values, path, scenario.start.year(), notes);
  }
  return notes;
}

}  // namespace eldercast
