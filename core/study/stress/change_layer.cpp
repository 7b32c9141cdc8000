#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenario/parameters/parameter_value.hpp"
#include "scenario/parameters/retired.hpp"
#include "scenario/parameters/sections.hpp"
#include "study/stress/change_file.hpp"
#include "study/stress/toml_number.hpp"
#include "text/suggest.hpp"
#include "text/utf8.hpp"

namespace eldercast {
namespace {

using Kind = TomlValue::Kind;

/// A parameter of a scenario that has been read: its row and its value.
struct KnownParameter {
  std::string id;
  const ParameterRow* row = nullptr;
  double value = 0;
};

bool is_month(const ParameterRow& row) { return row.type == ParameterType::year_month; }

/// All numbers and months of the scenario that may be changed: those of the sections and of the rules that it lists. Names and the size of
/// the run are no part of a question.
std::vector<KnownParameter> parameters_of(const Scenario& base, const RuleCatalog& rules) {
  std::vector<KnownParameter> out;
  Diagnostics none;
  const auto source = std::make_shared<const SourceText>("resolved", "", base.resolved_text);
  const std::optional<TomlValue> text = parse_toml(source, 0, none);
  const auto add = [&](std::string id, const ParameterRow& row) {
    const TomlEntry* entry = text ? text->at(id) : nullptr;
    if (entry == nullptr) return;
    if (is_month(row)) {
      const std::optional<YearMonth> month = parse_year_month(entry->value.text);
      if (month) out.push_back({std::move(id), &row, static_cast<double>(month->count)});
    } else if (numeric(row) && is_number(entry->value)) {
      out.push_back({std::move(id), &row, number_of(entry->value)});
    }
  };
  for (const Section& section : scenario_sections()) {
    if (section.id == "scenario") continue;
    for (const ParameterRow& row : section.rows) add(parameter_id(section, row), row);
  }
  for (const RuleSpec& rule : base.rules) {
    const auto found = rules.find(rule.id);
    const RuleDescription* known = std::get_if<RuleDescription>(&found);
    if (known == nullptr) continue;
    std::string path = rule.id;
    std::replace(path.begin(), path.end(), '/', '.');
    for (const ParameterRow& row : known->rows) add(fmt::format("{}.{}", path, row.path), row);
  }
  return out;
}

/// Nine decimals are enough for every value, and spare the reader 0.8500000000000001.
double rounded(double value) { return std::round(value * 1e9) / 1e9; }

/// A new value at the place of the number that it comes from.
TomlValue as_value(double value, const Place& place, bool whole) {
  TomlValue out;
  out.place = place;
  out.kind = whole ? Kind::integer : Kind::number;
  out.integer = std::llround(value);
  out.number = rounded(value);
  return out;
}

TomlValue as_month(double count, const Place& place) {
  TomlValue out;
  out.place = place;
  out.kind = Kind::text;
  YearMonth month;
  month.count = static_cast<std::int32_t>(std::llround(count));
  out.text = year_month_text(month);
  return out;
}

/// The table inside `parent`, made if it is not there.
TomlValue& table_in(TomlValue& parent, const std::string& key, const TomlEntry& origin) {
  if (TomlEntry* known = parent.find(key)) return known->value;
  TomlValue table;
  table.place = origin.value.place;
  parent.entries.push_back({key, origin.key_place, origin.order, std::move(table)});
  return parent.entries.back().value;
}

double changed(const KnownParameter& parameter, const TomlValue& change, double size) {
  if (const TomlEntry* times = change.find("times")) return parameter.value * (1 + size * (number_of(times->value) - 1));
  if (const TomlEntry* to = change.find("to")) return parameter.value + size * (number_of(to->value) - parameter.value);
  const double add = number_of(change.find("add")->value);
  const double value = parameter.value + size * add;
  const TomlEntry* until = change.find("until");
  if (until == nullptr) return value;
  // A scenario beyond the limit stays where it is.
  const double limit = number_of(until->value);
  return add < 0 ? std::max(value, std::min(limit, parameter.value)) : std::min(value, std::max(limit, parameter.value));
}

class LayerMaker {
 public:
  LayerMaker(double size, const ChangeWords& words, const std::vector<KnownParameter>& known, Diagnostics& diagnostics)
      : size_(size), words_(words), known_(known), diagnostics_(diagnostics) {}

  void add(const TomlEntry& entry, TomlValue& layer) {
    const auto parameter = std::find_if(known_.begin(), known_.end(), [&](const KnownParameter& one) { return one.id == entry.key; });
    if (parameter == known_.end()) return refuse_unknown(entry);
    const bool month = is_month(*parameter->row);
    if (month && (entry.value.find("add") == nullptr || entry.value.entries.size() > 1)) {
      report("type", entry.value.place, fmt::format("'{}' is a month: it takes {{ add = number of months }}", piece(entry.key)), "");
      return;
    }
    const bool whole = parameter->row->type == ParameterType::integer;
    double value = changed(*parameter, entry.value, size_);
    if (parameter->row->type == ParameterType::money) value = std::round(value * 100) / 100;
    TomlValue* at = &layer;
    std::string_view path = parameter->id;
    for (std::size_t dot = path.find('.'); dot != std::string_view::npos; dot = path.find('.')) {
      at = &table_in(*at, std::string(path.substr(0, dot)), entry);
      path.remove_prefix(dot + 1);
    }
    const Place& place = entry.value.entries.front().value.place;
    at->entries.push_back(
        {std::string(path), entry.key_place, entry.order, month ? as_month(value, place) : as_value(value, place, whole)});
  }

 private:
  void report(std::string_view code, const Place& place, std::string message, std::string help) {
    diagnostics_.add({fmt::format("{}.{}", words_.thing, code), place, std::move(message), {}, std::move(help)});
  }
  void refuse_unknown(const TomlEntry& entry) {
    if (auto instead = instead_of_retired(entry.key)) {
      return report("unknown-parameter", entry.key_place, fmt::format("'{}' is no longer a parameter", entry.key), std::move(*instead));
    }
    std::vector<Candidate> ids;
    for (const KnownParameter& one : known_) ids.push_back({one.id, accepted(*one.row)});
    report("unknown-parameter", entry.key_place,
           fmt::format("'{}' is not a number of the scenario that a {} can change", piece(entry.key), words_.thing),
           suggestion(entry.key, ids));
  }

  double size_;
  const ChangeWords& words_;
  const std::vector<KnownParameter>& known_;
  Diagnostics& diagnostics_;
};

}  // namespace

TomlValue change_layer(const TomlValue& text, const std::string& id, double size, const Scenario& base, const RuleCatalog& rules,
                       const ChangeWords& words, Diagnostics& diagnostics) {
  TomlValue layer;
  layer.place = text.place;
  if (size == 0) return layer;
  if (const TomlEntry* shocks = text.find("shock")) {
    TomlEntry copy = *shocks;
    for (TomlEntry& shock : copy.value.entries) {
      shock.key = fmt::format("{}_{}", id, shock.key);
      TomlEntry* beds = shock.value.kind == Kind::table ? shock.value.find("beds_lost") : nullptr;
      if (beds != nullptr && is_number(beds->value)) beds->value = as_value(size * number_of(beds->value), beds->value.place, true);
      TomlEntry* factor = shock.value.kind == Kind::table ? shock.value.find("factor") : nullptr;
      if (factor == nullptr || !is_number(factor->value)) continue;
      factor->value = as_value(std::max(0.0, 1 + size * (number_of(factor->value) - 1)), factor->value.place, false);
    }
    layer.entries.push_back(std::move(copy));
  }
  if (const TomlEntry* changes = text.find("parameter")) {
    const std::vector<KnownParameter> known = parameters_of(base, rules);
    LayerMaker maker(size, words, known, diagnostics);
    for (const TomlEntry& change : changes->value.entries) maker.add(change, layer);
  }
  return layer;
}

}  // namespace eldercast
