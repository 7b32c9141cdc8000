#include "scenario/parameters/rule_names.hpp"

#include <algorithm>
#include <deque>
#include <memory>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "text/suggest.hpp"

namespace eldercast {
namespace {

/// Rows of a rule for one scenario, and the texts that they point at.
struct ListedRows {
  std::shared_ptr<const void> before;
  std::string payers;
  std::string purposes;
  std::string roles;
  std::vector<ParameterRow> rows;
  std::deque<std::vector<ParameterRow>> columns;
};

bool has_named(std::span<const ParameterRow> rows) {
  return std::any_of(rows.begin(), rows.end(),
                     [](const ParameterRow& row) { return is_named(row.type) || has_named(std::span(row.columns, row.column_count)); });
}

std::vector<ParameterRow> listed(std::span<const ParameterRow> rows, ListedRows& all) {
  std::vector<ParameterRow> out(rows.begin(), rows.end());
  for (ParameterRow& row : out) {
    if (row.type == ParameterType::payer) row.choices = all.payers.c_str();
    if (row.type == ParameterType::purpose) row.choices = all.purposes.c_str();
    if (row.type == ParameterType::role) row.choices = all.roles.c_str();
    if (row.type == ParameterType::table) row.columns = all.columns.emplace_back(listed({row.columns, row.column_count}, all)).data();
  }
  return out;
}

std::vector<std::string> spellings(const std::string& kind, const OwnNames& names) {
  if (kind == "payer") return spellings_of<Payer>(names);
  return kind == "purpose" ? spellings_of<Purpose>(names) : spellings_of<Role>(names);
}

}  // namespace

RuleDescription with_names(RuleDescription rule, const OwnNames& names) {
  if (!has_named(rule.rows)) return rule;
  const auto own = std::make_shared<ListedRows>();
  own->before = rule.owner;
  own->payers = fmt::format("{}", fmt::join(spellings_of<Payer>(names), "|"));
  own->purposes = fmt::format("{}", fmt::join(spellings_of<Purpose>(names), "|"));
  own->roles = fmt::format("{}", fmt::join(spellings_of<Role>(names), "|"));
  own->rows = listed(rule.rows, *own);
  rule.rows = own->rows;
  rule.owner = own;
  return rule;
}

void check_needs(const RuleDescription& rule, const OwnNames& names, const Place& place, Diagnostics& diagnostics) {
  for (const NeededName& need : rule.needs) {
    const std::vector<std::string> known = spellings(need.kind, names);
    if (std::find(known.begin(), known.end(), need.id) != known.end()) continue;
    std::string help = fmt::format(R"(name it in a table [names.{}.{}] with zh = "..." and en = "...")", need.kind, need.id);
    const std::vector<Candidate> near = nearest(need.id, candidates_of(known));
    if (!near.empty()) help += fmt::format("; the nearest that there is is '{}'", near.front().name);
    diagnostics.add({"scenario.required",
                     place,
                     fmt::format("rule '{}' needs the {} '{}', which the scenario does not name", rule.id, need.kind, need.id),
                     {},
                     std::move(help)});
  }
}

std::vector<OwnTarget> targets_with(const RuleDescription& rule, std::span<const RuleValue> values) {
  std::vector<OwnTarget> out;
  if (values.size() != rule.rows.size()) return out;
  const auto value_of = [&](const std::string& path) {
    const auto row = std::find_if(rule.rows.begin(), rule.rows.end(), [&](const ParameterRow& one) { return path == one.path; });
    return values[static_cast<std::size_t>(row - rule.rows.begin())].number;
  };
  for (const RuleTarget& target : rule.targets) {
    const auto figure =
        std::find_if(rule.figures.begin(), rule.figures.end(), [&](const RuleFigure& one) { return one.id == target.figure; });
    const int year = target.due.empty() ? target.due_year : static_cast<int>(value_of(target.due));
    out.push_back({fmt::format("{}.{}", rule.id, target.id), static_cast<std::size_t>(figure - rule.figures.begin()), target.zh, target.en,
                   target.clause, target.at_most, value_of(target.value), YearMonth(year, 12)});
  }
  return out;
}

}  // namespace eldercast
