#include <fmt/format.h>

#include <algorithm>

#include "scenario/checks/checks.hpp"
#include "scenario/parameters/parameter_value.hpp"
#include "text/characters.hpp"
#include "text/suggest.hpp"

namespace eldercast {
namespace {

/// Whether a design could draw a number of it.
bool holds_numbers(const ParameterRow& row) {
  return numeric(row) || row.type == ParameterType::by_year || row.type == ParameterType::table;
}

bool written(From from) { return from == From::text || from == From::option; }

/// Calls `act` with the id, the row, and the text that wrote it of every value that holds numbers; null: a table of data or a default.
template <class Act>
void for_numbers(const ReadNumbers& read, Act&& act) {
  for (const ReadSection& section : read.sections) {
    // How long and how often a scenario is run is no property of the district.
    if (section.section->id == "scenario") continue;
    for (const ReadValue& value : section.values) {
      if (holds_numbers(*value.row))
        act(parameter_id(*section.section, *value.row), *value.row, written(value.from) ? value.place.source.get() : nullptr);
    }
  }
  for (const ReadRule& rule : read.rules) {
    for (const ReadRuleValue& value : rule.values) {
      if (holds_numbers(*value.row)) act(fmt::format("{}.{}", rule.path, value.row->path), *value.row, value.place.source.get());
    }
  }
}

/// Every number that a design could draw, with its words.
std::vector<Candidate> numbers_of(const ReadNumbers& read) {
  std::vector<Candidate> out;
  for_numbers(read, [&](std::string id, const ParameterRow& row, const SourceText*) { out.push_back({std::move(id), row.en}); });
  return out;
}

/// Whether an id is of a rule that the text switches off: its numbers are not read, and naming them is no mistake.
bool switched_off(const TomlValue& text, std::string_view id) {
  const std::size_t name = id.find('.');
  const std::size_t end = name == std::string_view::npos ? name : id.find('.', name + 1);
  if (end == std::string_view::npos) return false;
  const TomlEntry* enabled = text.at(fmt::format("{}.enabled", id.substr(0, end)));
  return enabled != nullptr && enabled->value.kind == TomlValue::Kind::boolean && !enabled->value.boolean;
}

}  // namespace

void decide_what_was_set(const ReadNumbers& read, const SourceText& first, std::vector<std::string>& decided) {
  for_numbers(read, [&](std::string id, const ParameterRow&, const SourceText* writer) {
    const bool known = std::find(decided.begin(), decided.end(), id) != decided.end();
    if (!known && writer != nullptr && writer != &first) decided.push_back(std::move(id));
  });
}

void check_decided(const ReadNumbers& read, const TomlValue& text, Diagnostics& diagnostics) {
  const TomlEntry* entry = text.at("scenario.decided");
  if (entry == nullptr || entry->value.kind != TomlValue::Kind::array) return;
  const std::vector<Candidate> numbers = numbers_of(read);
  std::vector<std::string_view> seen;
  for (const TomlValue& item : entry->value.items) {
    if (item.kind != TomlValue::Kind::text) continue;
    const bool known = std::any_of(numbers.begin(), numbers.end(), [&](const Candidate& one) { return one.name == item.text; });
    if (!known && !switched_off(text, item.text)) {
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
