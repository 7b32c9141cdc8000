#include "study/monthly/stored_past.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "output/file/resolved_entries.hpp"
#include "scenario/parameters/parameter_value.hpp"
#include "scenario/source/csv.hpp"
#include "scenario/source/toml_text.hpp"

namespace eldercast {
namespace {

constexpr std::array<std::string_view, 5> kObservedColumns{"month", "what", "place", "value", "source"};

std::optional<TownId> town_of(const Description& description, const std::string& place) {
  for (std::size_t t = 0; t < description.towns.size(); ++t) {
    if (place == description.towns[t].code || place == description.towns[t].name_zh) return TownId(t);
  }
  return std::nullopt;
}

void read_row(const CsvTable& table, std::size_t row, const Description& description, Scenario& out) {
  const auto& names = Names<ObservedWhat>::kText;
  const auto what = std::find(names.begin(), names.end(), table.text(row, "what"));
  const auto month = parse_year_month(table.text(row, "month"));
  const auto value = parse_number(table.text(row, "value"));
  if (what == names.end() || !month || !value) return;
  Observation told{static_cast<ObservedWhat>(what - names.begin()), *month, {}, {}, *value};
  const std::string place = table.text(row, "place");
  const auto town = town_of(description, place);
  if (!place.empty() && !town) return;
  if (town) told.town = *town;
  out.observed.push_back(told);
}

/// What was held of the pace beforehand; no width where the run had none to learn.
Spread stored_pace(const Description& description) {
  const ResolvedNumbers numbers(description.resolved_text);
  const auto median = numbers.find("schedule.common_slip.median");
  const auto low = numbers.find("schedule.common_slip.low");
  const auto high = numbers.find("schedule.common_slip.high");
  return median && low && high ? Spread{*median, *low, *high} : Spread{};
}

}  // namespace

std::optional<Scenario> stored_past(const Description& description) {
  Diagnostics ignored;
  const auto text = std::make_shared<const SourceText>("scenario", "", description.resolved_text);
  const std::optional<TomlValue> tree = parse_toml(text, 0, ignored);
  const TomlEntry* entry = tree ? tree->at("scenario.as_of") : nullptr;
  const auto as_of = entry != nullptr ? parse_year_month(entry->value.text) : std::nullopt;
  if (!as_of) return std::nullopt;
  Scenario out;
  out.as_of = as_of;
  out.schedule.common_slip = stored_pace(description);
  out.towns.resize(description.towns.size());
  for (const DataTable& stored : description.tables) {
    if (stored.name != "observed") continue;
    const auto source = std::make_shared<const SourceText>(stored.path, "", stored.text);
    const auto table = CsvTable::parse(source, kObservedColumns, ignored, std::array<std::string_view, 1>{"note"});
    for (std::size_t row = 0; table && row < table->rows(); ++row) read_row(*table, row, description, out);
  }
  return out;
}

}  // namespace eldercast
