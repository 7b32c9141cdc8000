#include <fmt/format.h>

#include <algorithm>

#include "scenario/checks/checks.hpp"
#include "scenario/parameters/parameter_value.hpp"
#include "text/characters.hpp"
#include "text/suggest.hpp"

namespace eldercast {
namespace {

/// Every number that a design could draw, with its words.
std::vector<Candidate> numbers_of(const ReadNumbers& read) {
  std::vector<Candidate> out;
  for (const ReadSection& section : read.sections) {
    // How long and how often a scenario is run is no property of the district.
    if (section.section->id == "scenario") continue;
    for (const ReadValue& value : section.values) {
      if (numeric(*value.row)) out.push_back({parameter_id(*section.section, *value.row), value.row->en});
    }
  }
  for (const ReadRule& rule : read.rules) {
    for (const ReadRuleValue& value : rule.values) {
      if (numeric(*value.row)) out.push_back({fmt::format("{}.{}", rule.path, value.row->path), value.row->en});
    }
  }
  return out;
}

}  // namespace

void check_decided(const ReadNumbers& read, const TomlValue& text, Diagnostics& diagnostics) {
  const TomlEntry* entry = text.at("scenario.decided");
  if (entry == nullptr || entry->value.kind != TomlValue::Kind::array) return;
  const std::vector<Candidate> numbers = numbers_of(read);
  std::vector<std::string_view> seen;
  for (const TomlValue& item : entry->value.items) {
    if (item.kind != TomlValue::Kind::text) continue;
    const bool known = std::any_of(numbers.begin(), numbers.end(), [&](const Candidate& one) { return one.name == item.text; });
    if (!known) {
      diagnostics.add({"scenario.decided",
                       item.place,
                       fmt::format("'{}' is no number of this scenario", piece(item.text)),
                       {},
                       suggestion(item.text, numbers)});
    } else if (std::find(seen.begin(), seen.end(), item.text) != seen.end()) {
      diagnostics.add({"scenario.decided", item.place, fmt::format("'{}' stands twice in scenario.decided", item.text), {}, ""});
    }
    seen.push_back(item.text);
  }
}

}  // namespace eldercast
