#include "whatif/page/levers.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <variant>

#include "scenario/parameters/inert.hpp"
#include "scenario/parameters/keys_check.hpp"
#include "study/plan/varied.hpp"
#include "study/stress/change_file.hpp"
#include "text/suggest.hpp"

namespace eldercast {
namespace {

constexpr ChangeWords kWords{"whatif", "lever", "max"};
constexpr double kAnyNumber = 1e15;

/// "funding.grants.x" -> "funding/grants"; empty for a key of no rule.
std::string rule_of_key(std::string_view key) {
  const std::size_t first = key.find('.');
  if (first == std::string_view::npos || !is_rule_kind(key.substr(0, first))) return {};
  const std::size_t second = std::min(key.find('.', first + 1), key.size());
  return fmt::format("{}/{}", key.substr(0, first), key.substr(first + 1, second - first - 1));
}

class LeversReader {
 public:
  LeversReader(const TomlValue& text, const Scenario& scenario, const RuleCatalog& rules, Diagnostics& diagnostics)
      : text_(text),
        scenario_(scenario),
        rules_(rules),
        reader_(text, kWords, diagnostics),
        known_(sweepable_parameters(scenario, rules)) {}

  std::vector<WhatifLever> read() {
    std::vector<WhatifLever> levers;
    if (!reader_.schema()) return levers;
    reader_.keys({"schema", "lever"});
    const TomlEntry* all = text_.at("lever");
    if (all == nullptr || all->value.kind != TomlValue::Kind::table) {
      reader_.report("required", text_.place, "there is no lever", "write a table [lever.<id>] for each");
      return levers;
    }
    for (const TomlEntry& one : all->value.entries) levers.push_back(lever(one, levers));
    if (levers.size() < kFewestLevers || levers.size() > kMostLevers) {
      reader_.report("count", all->key_place,
                     fmt::format("there are {} levers; a page has {} to {}", levers.size(), kFewestLevers, kMostLevers));
    }
    return levers;
  }

 private:
  WhatifLever lever(const TomlEntry& entry, const std::vector<WhatifLever>& before) {
    const std::string path = "lever." + entry.key;
    WhatifLever out;
    out.id = entry.key;
    reader_.keys({"key", "name_zh", "name_en", "group", "unit_zh", "unit_en", "min", "max", "step", "shown_per"}, path);
    const auto line = [&](std::string_view key) { return reader_.line(fmt::format("{}.{}", path, key)); };
    const auto number = [&](std::string_view key, double low) {
      return reader_.number(fmt::format("{}.{}", path, key), low, kAnyNumber).value_or(0);
    };
    out.key = line("key");
    out.name_zh = line("name_zh");
    out.name_en = line("name_en");
    out.group = line("group");
    out.unit_zh = line("unit_zh");
    out.unit_en = line("unit_en");
    out.min = number("min", -kAnyNumber);
    out.max = number("max", -kAnyNumber);
    out.step = number("step", 1e-9);
    if (text_.at(path + ".shown_per") != nullptr) out.shown_per = number("shown_per", 1e-9);
    check_group(path, out);
    if (std::any_of(before.begin(), before.end(), [&](const WhatifLever& one) { return one.key == out.key; })) {
      reader_.report("range", entry.key_place, fmt::format("{} is moved by two levers", out.key));
    }
    if (!out.key.empty()) take_parameter(path, out);
    return out;
  }

  void check_group(const std::string& path, const WhatifLever& lever) {
    if (lever.group.empty() || std::find(kLeverGroups.begin(), kLeverGroups.end(), lever.group) != kLeverGroups.end()) return;
    reader_.report("group", text_.at(path + ".group")->value.place,
                   fmt::format("a lever stands in one of the groups {}", fmt::join(kLeverGroups, ", ")));
  }

  /// What the scenario and its rules say of the number.
  void take_parameter(const std::string& path, WhatifLever& lever) {
    const Place& place = text_.at(path + ".key")->value.place;
    const auto found = find_sweepable(lever.key, known_);
    if (const auto* mistake = std::get_if<StudyMistake>(&found)) {
      const std::string rule = rule_of_key(lever.key);
      const bool without = !rule.empty() && std::none_of(scenario_.rules.begin(), scenario_.rules.end(),
                                                         [&](const RuleSpec& one) { return one.id == rule; });
      if (without && std::holds_alternative<RuleDescription>(rules_.find(rule))) {
        lever.inert = Text{fmt::format("本方案未使用规则 {}", rule), fmt::format("the scenario does not use the rule {}", rule)};
        lever.base = lever.min;
      } else {
        reader_.report("unknown-parameter", place, mistake->message, mistake->help);
      }
      return;
    }
    const SweepableParameter& parameter = std::get<SweepableParameter>(found);
    lever.base = parameter.parameter.axis.base;
    if (parameter.ranged) {
      lever.evidence_low = parameter.parameter.axis.low;
      lever.evidence_high = parameter.parameter.axis.high;
    }
    lever.source = source_of(lever.key);
    lever.inert = why_inert(scenario_, lever.key);
    check_range(path, parameter, lever);
  }

  void check_range(const std::string& path, const SweepableParameter& parameter, const WhatifLever& lever) {
    const TomlEntry* min = text_.at(path + ".min");
    const TomlEntry* max = text_.at(path + ".max");
    if (min == nullptr || max == nullptr) return;
    for (const auto& [value, entry] : {std::pair(lever.min, min), std::pair(lever.max, max)}) {
      const auto refused = refused_value(parameter, value);
      if (refused) reader_.report("range", entry->value.place, refused->message, refused->help);
    }
    if (!(lever.min < lever.max)) reader_.report("range", max->value.place, "max must be above min");
    const bool whole = parameter.parameter.axis.integer;
    if (whole && lever.step != std::floor(lever.step))
      reader_.report("range", max->value.place, fmt::format("the step of {} must be a whole number", lever.key));
    if (lever.base < lever.min || lever.base > lever.max) {
      reader_.report("range", max->value.place,
                     fmt::format("the scenario's own value of {}, {:.6g}, lies outside of min to max", lever.key, lever.base));
    }
  }

  [[nodiscard]] std::string source_of(const std::string& key) const {
    for (const ParameterOrigin& origin : scenario_.origins) {
      if (origin.id == key) return origin.source;
    }
    const auto rule = rules_.find(rule_of_key(key));
    const auto* description = std::get_if<RuleDescription>(&rule);
    if (description == nullptr) return {};
    for (const ParameterRow& row : description->rows) {
      if (key.ends_with(fmt::format(".{}", row.path))) return row.source;
    }
    return {};
  }

  const TomlValue& text_;
  const Scenario& scenario_;
  const RuleCatalog& rules_;
  ChangeFileReader reader_;
  std::vector<SweepableParameter> known_;
};

}  // namespace

std::filesystem::path whatif_lever_file(const std::filesystem::path& scenario_file) {
  return scenario_file.parent_path() / "levers" / "whatif.toml";
}

std::optional<std::vector<WhatifLever>> read_whatif_levers(const std::filesystem::path& file, const std::string& name,
                                                           const Scenario& scenario, const RuleCatalog& rules, Diagnostics& diagnostics) {
  const std::optional<TomlValue> text = read_change_text(file, name, diagnostics);
  if (!text) return std::nullopt;
  std::vector<WhatifLever> levers = LeversReader(*text, scenario, rules, diagnostics).read();
  if (diagnostics.has_errors()) return std::nullopt;
  return levers;
}

}  // namespace eldercast
