#include "model/rule_value.hpp"

#include <algorithm>
#include <cmath>

namespace eldercast {

RuleValue fallback_of(const ParameterRow& row, const std::string& name) {
  if (is_named(row.type)) return named_value(row.type, std::isnan(row.fallback) ? 0 : static_cast<std::size_t>(row.fallback));
  RuleValue value;
  if (is_scalar(row.type)) value.number = std::isnan(row.fallback) ? row.min : row.fallback;
  if (row.type == ParameterType::text || row.type == ParameterType::clause) value.text = row.fallback_text;
  if (row.type == ParameterType::clause && value.text.empty()) value.text = name;
  return value;
}

std::span<const std::string_view> names_for(ParameterType type) {
  if (type == ParameterType::payer) return Names<Payer>::kText;
  if (type == ParameterType::purpose) return Names<Purpose>::kText;
  return Names<Role>::kText;
}

RuleValue named_value(ParameterType type, std::size_t position) {
  RuleValue value(static_cast<double>(position));
  value.text = names_for(type)[position];
  return value;
}

std::vector<std::string> clauses_in(std::span<const ParameterRow> rows, std::span<const RuleValue> values) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < std::min(rows.size(), values.size()); ++i) {
    if (rows[i].type == ParameterType::clause && !values[i].text.empty()) out.push_back(values[i].text);
    if (rows[i].type != ParameterType::table) continue;
    for (const RuleValue& row : values[i].cells) {
      for (std::string& clause : clauses_in(std::span(rows[i].columns, rows[i].column_count), row.cells)) out.push_back(std::move(clause));
    }
  }
  return out;
}

std::span<const EldercastValue> LentValues::lend(std::span<const RuleValue> values) {
  std::vector<EldercastValue>& lent = cells_.emplace_back();
  for (const RuleValue& value : values) {
    const std::span<const EldercastValue> cells = value.cells.empty() ? std::span<const EldercastValue>() : lend(value.cells);
    lent.push_back({value.number, value.text.c_str(), cells.data(), static_cast<std::uint32_t>(cells.size()), value.year});
  }
  return lent;
}

}  // namespace eldercast
