#include "study/stress/change_file.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "scenario/parameters/parameter_value.hpp"
#include "scenario/source/file_text.hpp"
#include "scenario/text_chain.hpp"
#include "study/stress/toml_number.hpp"
#include "text/suggest.hpp"
#include "text/utf8.hpp"

namespace eldercast {
namespace {

using Kind = TomlValue::Kind;

constexpr std::int64_t kChangeSchema = 1;
constexpr double kLargestFactor = 10;

/// A change of a parameter is one of times, to and add; `until` goes with add.
bool is_change(const TomlValue& value) {
  if (value.kind != Kind::table) return false;
  const bool numbers =
      std::all_of(value.entries.begin(), value.entries.end(), [](const TomlEntry& entry) { return is_number(entry.value); });
  const auto has = [&](std::string_view key) { return value.find(key) != nullptr; };
  if (value.entries.size() == 1) return numbers && (has("times") || has("to") || has("add"));
  return numbers && value.entries.size() == 2 && has("add") && has("until");
}

}  // namespace

std::optional<TomlValue> read_change_text(const std::filesystem::path& file, const std::string& name, Diagnostics& diagnostics) {
  const Place asked{std::make_shared<const SourceText>(name, file, ""), 0, 1, 1};
  const std::optional<std::filesystem::path> path = find_typed(file, kTomlEnding, asked, diagnostics);
  const SourceRef source = path ? read_text(*path, name, asked, diagnostics) : nullptr;
  if (!source) return std::nullopt;
  return parse_toml(source, kLongestChain, diagnostics);
}

void ChangeFileReader::report(std::string_view code, const Place& place, std::string message, std::string help) {
  diagnostics_.add({fmt::format("{}.{}", words_.thing, code), place, std::move(message), {}, std::move(help)});
}

bool ChangeFileReader::schema() {
  const TomlEntry* schema = text_.find("schema");
  if (schema != nullptr && schema->value.kind == Kind::integer && schema->value.integer == kChangeSchema) return true;
  report("schema", schema == nullptr ? text_.place : schema->value.place,
         schema == nullptr
             ? "the file does not say which schema it is written in"
             : fmt::format("schema {} is not supported; this program reads schema {}", excerpt(schema->value.place), kChangeSchema),
         fmt::format("begin the file with: schema = {}", kChangeSchema));
  return false;
}

void ChangeFileReader::keys(const std::vector<std::string_view>& known, std::string_view table) {
  const TomlEntry* entry = table.empty() ? nullptr : text_.at(table);
  const TomlValue& in = entry == nullptr ? text_ : entry->value;
  for (const TomlEntry& one : in.entries) {
    if (std::find(known.begin(), known.end(), one.key) != known.end()) continue;
    report("unknown-key", one.key_place,
           fmt::format("'{}' is not a key of {}", piece(one.key),
                       table.empty() ? fmt::format("a {}", words_.thing) : fmt::format("the table [{}]", table)),
           suggestion(one.key, candidates_of(known)));
  }
}

std::string ChangeFileReader::line(std::string_view path) {
  const TomlEntry* entry = text_.at(path);
  if (entry == nullptr) {
    report("required", text_.place, fmt::format("{} is required", path));
    return {};
  }
  if (entry->value.kind != Kind::text || entry->value.text.empty()) {
    report("type", entry->value.place, fmt::format("{} must be text that is not empty", path));
    return {};
  }
  return plain_line(entry->value.text);
}

std::string ChangeFileReader::line(std::string_view path, const std::string& absent) {
  return text_.at(path) == nullptr ? absent : line(path);
}

std::string ChangeFileReader::id() {
  std::string id = line("id");
  if (id.empty()) return id;
  const bool plain =
      id.front() >= 'a' && id.front() <= 'z' && id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
  if (!plain) {
    report("type", text_.find("id")->value.place, fmt::format("'{}' is not an id for a {}", piece(id), words_.thing),
           "begin with a letter a-z and use only a-z, 0-9 and _");
  }
  return id;
}

std::optional<double> ChangeFileReader::number(std::string_view path, double low, double high, std::string_view help) {
  const TomlEntry* entry = text_.at(path);
  if (entry == nullptr) {
    report("required", text_.place, fmt::format("{} is required", path), std::string(help));
    return std::nullopt;
  }
  if (!is_number(entry->value)) {
    report("type", entry->value.place, fmt::format("{} must be a number, not {}", path, kind_name(entry->value.kind)));
    return std::nullopt;
  }
  const double value = number_of(entry->value);
  if (value >= low && value <= high) return value;
  report("range", entry->value.place,
         fmt::format("{} = {} must be between {} and {}", path, excerpt(entry->value.place), number_text(low), number_text(high)));
  return std::nullopt;
}

/// The tables of `key`, or none after a problem.
const std::vector<TomlEntry>& ChangeFileReader::tables(std::string_view key, std::string_view help) {
  static const std::vector<TomlEntry> none;
  const TomlEntry* entry = text_.find(key);
  if (entry == nullptr) return none;
  if (entry->value.kind == Kind::table) return entry->value.entries;
  report("type", entry->value.place, fmt::format("{} must be a table, not {}", key, kind_name(entry->value.kind)), std::string(help));
  return none;
}

void ChangeFileReader::changes(double largest) {
  check_shocks(largest);
  check_parameters();
}

void ChangeFileReader::check_shocks(double largest) {
  const std::vector<TomlEntry>& shocks = tables("shock", "a shock is a table of its own: [shock.<name>]");
  if (shocks.empty() && tables("parameter", "").empty()) {
    report("empty", text_.place, fmt::format("the {} changes nothing", words_.thing), "add a table [shock.<name>] or [parameter]");
  }
  for (const TomlEntry& shock : shocks) {
    const TomlEntry* factor = shock.value.kind == Kind::table ? shock.value.find("factor") : nullptr;
    if (factor == nullptr || !is_number(factor->value)) continue;
    if (number_of(factor->value) < 0) {
      report("range", factor->value.place,
             fmt::format("shock.{}.factor = {} must not be negative", shock.key, excerpt(factor->value.place)));
      continue;
    }
    const double at_most = 1 + largest * (number_of(factor->value) - 1);
    if (at_most <= kLargestFactor) continue;
    report("range", factor->value.place,
           fmt::format("shock.{}.factor = {} becomes {} at {} {}, more than {}", shock.key, excerpt(factor->value.place),
                       number_text(at_most), words_.size, number_text(largest), kLargestFactor),
           fmt::format("lower it, or {}", words_.largest));
  }
}

void ChangeFileReader::check_parameters() {
  constexpr std::string_view kHelp =
      "write for instance \"staff.carers_at_start\" = { times = 0.8 }, { to = 300 }, { add = -10 } or { add = -10, until = 300 }";
  for (const TomlEntry& entry : tables("parameter", kHelp)) {
    if (is_change(entry.value)) continue;
    report("type", entry.value.place,
           fmt::format("parameter '{}' must be {{ times = number }}, {{ to = number }} or {{ add = number }}", piece(entry.key)),
           std::string(kHelp));
  }
}

}  // namespace eldercast
