#include "scenario/parameters/keys_check.hpp"

#include <fmt/format.h>

#include "scenario/names_reader.hpp"
#include "scenario/parameters/retired.hpp"
#include "scenario/shock_reader.hpp"
#include "text/utf8.hpp"

namespace eldercast {
namespace {

/// The key with what stands below it as far as there is no choice: "slip_ratio.median".
std::string longest_tail(const TomlEntry& entry) {
  std::string tail = entry.key;
  for (const TomlValue* value = &entry.value; value->entries.size() == 1; value = &value->entries.front().value) {
    tail += "." + value->entries.front().key;
  }
  return tail;
}

void report_unknown(const TomlEntry& entry, const std::string& path, const KeyTree& keys, Diagnostics& diagnostics) {
  std::vector<Candidate> candidates = keys.children(path);
  if (path.empty()) {
    for (const char* kind : {"funding", "staffing", "medical", "shock", "names"}) candidates.push_back({kind, ""});
  }
  std::string help = suggestion(entry.key, candidates);
  if (nearest(entry.key, candidates).empty()) {
    // A known parameter whose section was left out or mistaken.
    const std::vector<Candidate> elsewhere = keys.ending_in(longest_tail(entry));
    if (!elsewhere.empty() && elsewhere.size() <= 3) {
      help = "did you mean ";
      for (std::size_t i = 0; i < elsewhere.size(); ++i) help += fmt::format("{}'{}'", i == 0 ? "" : " or ", elsewhere[i].name);
      help += "?";
    }
  }
  const bool plain = path == "data" || path == "scenario";
  std::string message = fmt::format("'{}' is not a {} of {}", piece(entry.key), plain ? "key" : "parameter", path);
  if (auto instead = instead_of_retired(fmt::format("{}.{}", path, entry.key))) {
    message = fmt::format("'{}' is no longer a parameter of {}", piece(entry.key), path);
    help = std::move(*instead);
  }
  if (path.empty()) message = fmt::format("'{}' is not a section of a scenario", piece(entry.key));
  diagnostics.add({"scenario.unknown-key", entry.key_place, std::move(message), {}, std::move(help)});
}

}  // namespace

bool is_rule_kind(std::string_view name) { return name == "funding" || name == "staffing" || name == "medical"; }

void check_keys(const TomlValue& table, const std::string& path, const KeyTree& keys, Diagnostics& diagnostics) {
  for (const TomlEntry& entry : table.entries) {
    if (path.empty() && (is_rule_kind(entry.key) || is_shock_table(entry.key) || is_names_table(entry.key))) continue;
    const std::string own = path.empty() ? entry.key : path + "." + entry.key;
    if (keys.is_value(own)) continue;
    if (!keys.is_table(own)) {
      report_unknown(entry, path, keys, diagnostics);
    } else if (entry.value.kind == TomlValue::Kind::table) {
      check_keys(entry.value, own, keys, diagnostics);
    } else {
      diagnostics.add({"scenario.type",
                       entry.value.place,
                       fmt::format("{} must be a table, not {}", own, kind_name(entry.value.kind)),
                       {},
                       suggestion("", keys.children(own))});
    }
  }
}

}  // namespace eldercast
