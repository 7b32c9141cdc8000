#include "scenario/parameters/parameter_reader.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "scenario/parameters/keys_check.hpp"
#include "scenario/parameters/parameter_value.hpp"
#include "scenario/parameters/retired.hpp"
#include "scenario/parameters/rule_names.hpp"
#include "scenario/source/csv_cells.hpp"
#include "text/utf8.hpp"

namespace eldercast {
namespace {

constexpr std::array<std::string_view, 3> kQualities{"measured", "published_estimate", "assumption"};
constexpr Limits kAnyNumber{-1e300, 1e300};

std::vector<Candidate> all_ids() {
  std::vector<Candidate> ids;
  for (const Section& section : scenario_sections()) {
    for (const ParameterRow& row : section.rows) ids.push_back({parameter_id(section, row), ""});
  }
  return ids;
}

void read_default(CellReader& cells, ParameterDefaults& defaults, Diagnostics& diagnostics) {
  ParameterDefault read;
  read.place = cells.place("value");
  ParameterOrigin& origin = read.origin;
  origin.id = cells.text("id");
  origin.low = cells.optional_number("low", kAnyNumber);
  origin.high = cells.optional_number("high", kAnyNumber);
  origin.unit = cells.text("unit");
  origin.quality = cells.text("quality");
  cells.choose("quality", origin.quality, candidates_of(kQualities));
  origin.source = cells.text("source");
  const std::string value = cells.text("value");
  if (origin.id.empty()) return;
  const auto address = find_parameter(origin.id);
  if (const auto instead = instead_of_retired(origin.id); !address && instead) {
    cells.report("scenario.unknown-parameter", "id", fmt::format("'{}' is no longer a parameter", origin.id), *instead);
    return;
  }
  if (!address) {
    cells.report("scenario.unknown-parameter", "id", fmt::format("'{}' is not a parameter", piece(origin.id)),
                 suggestion(origin.id, all_ids()));
    return;
  }
  if (const auto first = defaults.find(origin.id); first != defaults.end()) {
    cells.report("scenario.duplicate", "id", fmt::format("'{}' has two rows", origin.id), "",
                 {{"the first row has its value", first->second.place}});
    return;
  }
  if (value.empty()) return;
  const auto checked = checked_cell(*address->row, origin.id, value, read.place, diagnostics);
  if (checked) {
    read.value = origin.value = *checked;
    const double low = origin.low.value_or(*checked);
    const double high = origin.high.value_or(*checked);
    if (numeric(*address->row) && (low > *checked || high < *checked)) {
      cells.report("scenario.range-order", "value",
                   fmt::format("{} = {} is not between its low {} and its high {}", origin.id, value, number_text(low), number_text(high)));
    }
  }
  // A row with a bad value still counts as given, so that its parameter is not reported as missing.
  defaults.emplace(origin.id, std::move(read));
}

/// The table that a missing key belongs to, or the first line of the text.
Place header_place(const TomlValue& text, std::string_view path) {
  for (;;) {
    const TomlEntry* entry = text.at(path);
    if (entry != nullptr && entry->value.kind == TomlValue::Kind::table) return entry->value.place;
    const std::size_t dot = path.rfind('.');
    if (dot == std::string_view::npos) return text.place;
    path = path.substr(0, dot);
  }
}

/// A value of the text or of an option; `given` tells a bad value from an absent one.
std::optional<ReadValue> from_text(const TomlValue& text, const std::string& id, const ParameterRow& row, bool& given,
                                   Diagnostics& diagnostics) {
  const TomlEntry* entry = text.at(id);
  given = entry != nullptr;
  if (!given) return std::nullopt;
  const auto value = checked_value(row, id, entry->value, diagnostics);
  if (!value) return std::nullopt;
  const bool option = entry->value.place.source->option();
  return ReadValue{&row, *value, option ? ReadValue::From::option : ReadValue::From::text, entry->value.place};
}

void report_missing(const TomlValue& text, std::string_view table, const std::string& id, const ParameterRow& row, bool in_table,
                    Diagnostics& diagnostics) {
  std::string help = fmt::format("{}: {}", row.en, accepted(row));
  if (in_table) help += "; a row of the table of parameters may give it too";
  diagnostics.add({"scenario.required", header_place(text, table), fmt::format("{} is required", id), {}, std::move(help)});
}

void add_origin(const ReadValue& read, const std::string& id, const ParameterDefault* known, Scenario& scenario) {
  if (!numeric(*read.row)) return;
  ParameterOrigin origin;
  if (known != nullptr) origin = known->origin;
  origin.id = id;
  origin.value = read.value;
  if (known == nullptr) {
    origin.unit = read.row->unit;
    if (read.row->low == read.row->low) origin.low = read.row->low;
    if (read.row->high == read.row->high) origin.high = read.row->high;
  }
  if (read.from == ReadValue::From::text || read.from == ReadValue::From::option) {
    origin.quality = "scenario";
    origin.source =
        read.from == ReadValue::From::option ? read.place.source->name() : fmt::format("{}:{}", read.place.source->name(), read.place.line);
  } else if (read.from == ReadValue::From::fallback) {
    origin.quality = "assumption";
    origin.source = fmt::format("default of the program: {}", read.row->source);
  }
  scenario.origins.push_back(std::move(origin));
}

struct ListedRule {
  std::string kind;
  const TomlEntry* entry = nullptr;
};

std::vector<ListedRule> listed_rules(const TomlValue& text, Diagnostics& diagnostics) {
  std::vector<ListedRule> rules;
  for (const TomlEntry& kind : text.entries) {
    if (!is_rule_kind(kind.key)) continue;
    if (kind.value.kind != TomlValue::Kind::table) {
      diagnostics.add({"scenario.type",
                       kind.value.place,
                       fmt::format("{} must be a table, not {}", kind.key, kind_name(kind.value.kind)),
                       {},
                       fmt::format("a rule is a table of its own: [{}.<rule>]", kind.key)});
      continue;
    }
    for (const TomlEntry& entry : kind.value.entries) rules.push_back({kind.key, &entry});
  }
  std::stable_sort(rules.begin(), rules.end(), [](const ListedRule& a, const ListedRule& b) { return a.entry->order < b.entry->order; });
  return rules;
}

/// False, perhaps with a problem, if the rule is not to be used.
bool enabled(const std::string& path, const TomlEntry& entry, Diagnostics& diagnostics) {
  if (entry.value.kind != TomlValue::Kind::table) {
    diagnostics.add({"scenario.type",
                     entry.value.place,
                     fmt::format("{} must be a table, not {}", path, kind_name(entry.value.kind)),
                     {},
                     "a rule is a table that holds its parameters"});
    return false;
  }
  const TomlEntry* flag = entry.value.find("enabled");
  if (flag == nullptr) return true;
  if (flag->value.kind == TomlValue::Kind::boolean) return flag->value.boolean;
  diagnostics.add({"scenario.type",
                   flag->value.place,
                   fmt::format("{}.enabled must be true or false, not {}", path, kind_name(flag->value.kind)),
                   {},
                   ""});
  return false;
}

}  // namespace

ParameterDefaults read_defaults(const CsvTable& table, Diagnostics& diagnostics) {
  ParameterDefaults defaults;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    CellReader cells(table, row, diagnostics);
    read_default(cells, defaults, diagnostics);
  }
  return defaults;
}

std::vector<ReadSection> read_sections(const TomlValue& text, const ParameterDefaults* defaults, Scenario& scenario,
                                       Diagnostics& diagnostics) {
  std::vector<ReadSection> sections;
  for (const Section& section : scenario_sections()) {
    sections.push_back({&section, {}});
    for (const ParameterRow& row : section.rows) {
      const std::string id = parameter_id(section, row);
      const auto known = defaults != nullptr ? defaults->find(id) : ParameterDefaults::const_iterator{};
      const ParameterDefault* given_by_table = defaults != nullptr && known != defaults->end() ? &known->second : nullptr;
      bool given = false;
      std::optional<ReadValue> read = from_text(text, id, row, given, diagnostics);
      if (!given && given_by_table != nullptr) {
        read = ReadValue{&row, given_by_table->value, ReadValue::From::table, given_by_table->place};
      } else if (!given && row.fallback == row.fallback) {
        read = ReadValue{&row, row.fallback, ReadValue::From::fallback, {}};
      } else if (!given && (defaults != nullptr || !numeric(row))) {
        report_missing(text, section.id, id, row, true, diagnostics);
      }
      if (!read) continue;
      row.assign(section.target(scenario), read->value);
      add_origin(*read, id, given_by_table, scenario);
      sections.back().values.push_back(*read);
    }
  }
  return sections;
}

std::vector<ReadRule> read_rules(const TomlValue& text, const RuleCatalog* catalog, Scenario& scenario, Diagnostics& diagnostics) {
  std::vector<ReadRule> rules;
  for (const ListedRule& listed : listed_rules(text, diagnostics)) {
    const TomlEntry& entry = *listed.entry;
    const std::string path = listed.kind + "." + entry.key;
    const std::string id = listed.kind + "/" + entry.key;
    if (!enabled(path, entry, diagnostics)) continue;
    std::variant<RuleDescription, RuleRefusal> found = RuleRefusal{"plugin.not-found", fmt::format("no rule '{}' is known", id), ""};
    if (catalog != nullptr) found = catalog->find(id);
    if (const auto* refusal = std::get_if<RuleRefusal>(&found)) {
      std::string help = refusal->help;
      if (help.empty() && refusal->code == "plugin.not-found" && catalog != nullptr)
        help = suggestion(id, candidates_of(catalog->known_ids()));
      diagnostics.add({refusal->code, entry.key_place, refusal->message, {}, std::move(help)});
      continue;
    }
    const RuleDescription rule = with_names(std::get<RuleDescription>(found), scenario.names);
    check_needs(rule, scenario.names, entry.key_place, diagnostics);
    check_keys(entry.value, path, rule_keys(path, rule.rows), diagnostics);
    rules.push_back({path, entry.key_place, read_rule_values(text, path, rule, diagnostics), id, rule.keeps, rule.keeps_roles, rule.owner});
    ask_rule(rule, path, rules.back().values, entry.key_place, diagnostics);
    RuleSpec spec{id, {}, rule.figures, {}};
    for (const ReadRuleValue& value : rules.back().values) spec.values.push_back(value.value);
    spec.targets = targets_with(rule, spec.values);
    scenario.rules.push_back(std::move(spec));
  }
  return rules;
}

}  // namespace eldercast
