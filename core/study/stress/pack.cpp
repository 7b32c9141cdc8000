#include "study/stress/pack.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <system_error>

#include "scenario/file_text.hpp"
#include "scenario/merge.hpp"
#include "scenario/parameter_value.hpp"
#include "scenario/sections.hpp"
#include "scenario/suggest.hpp"
#include "scenario/utf8.hpp"

namespace eldercast {
namespace {

using Kind = TomlValue::Kind;

constexpr std::int64_t kPackSchema = 1;
constexpr double kLargestFactor = 10;

const std::vector<Candidate>& root_keys() {
  static const std::vector<Candidate> keys{{"schema", ""},   {"id", ""},           {"name_zh", ""}, {"name_en", ""},
                                           {"question", ""}, {"severity_max", ""}, {"shock", ""},   {"parameter", ""}};
  return keys;
}

bool is_number(const TomlValue& value) { return value.kind == Kind::integer || value.kind == Kind::number; }
double number_of(const TomlValue& value) { return value.kind == Kind::integer ? static_cast<double>(value.integer) : value.number; }

class PackReader {
 public:
  PackReader(TomlValue text, Diagnostics& diagnostics) : diagnostics_(diagnostics) { pack_.text = std::move(text); }

  std::optional<Pack> read() {
    const std::size_t before = diagnostics_.count();
    if (!check_schema()) return std::nullopt;
    for (const TomlEntry& entry : pack_.text.entries) check_root_key(entry);
    pack_.id = text("id");
    pack_.name_zh = text("name_zh");
    pack_.name_en = text("name_en");
    pack_.question = text("question");
    check_id();
    read_severity();
    check_shocks();
    check_parameters();
    if (diagnostics_.count() != before) return std::nullopt;
    return std::move(pack_);
  }

 private:
  void report(const char* code, const Place& place, std::string message, std::string help = "") {
    diagnostics_.add({code, place, std::move(message), {}, std::move(help)});
  }

  bool check_schema() {
    const TomlEntry* schema = pack_.text.find("schema");
    if (schema != nullptr && schema->value.kind == Kind::integer && schema->value.integer == kPackSchema) return true;
    report("pack.schema", schema == nullptr ? pack_.text.place : schema->value.place,
           schema == nullptr
               ? "the file does not say which schema it is written in"
               : fmt::format("schema {} is not supported; this program reads schema {}", excerpt(schema->value.place), kPackSchema),
           fmt::format("begin the file with: schema = {}", kPackSchema));
    return false;
  }

  void check_root_key(const TomlEntry& entry) {
    const auto known = std::any_of(root_keys().begin(), root_keys().end(), [&](const Candidate& key) { return key.name == entry.key; });
    if (known) return;
    report("pack.unknown-key", entry.key_place, fmt::format("'{}' is not a key of a pack", printable(entry.key)),
           suggestion(entry.key, root_keys()));
  }

  std::string text(std::string_view key) {
    const TomlEntry* entry = pack_.text.find(key);
    if (entry == nullptr) {
      report("pack.required", pack_.text.place, fmt::format("{} is required", key));
      return {};
    }
    if (entry->value.kind != Kind::text || entry->value.text.empty()) {
      report("pack.type", entry->value.place, fmt::format("{} must be text that is not empty", key));
      return {};
    }
    return plain_line(entry->value.text);
  }

  void check_id() {
    if (pack_.id.empty()) return;
    const bool plain = pack_.id.front() >= 'a' && pack_.id.front() <= 'z' &&
                       pack_.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
    if (!plain) {
      report("pack.type", pack_.text.find("id")->value.place, fmt::format("'{}' is not an id for a pack", printable(pack_.id)),
             "begin with a letter a-z and use only a-z, 0-9 and _");
    }
  }

  void read_severity() {
    const TomlEntry* entry = pack_.text.find("severity_max");
    if (entry == nullptr) {
      report("pack.required", pack_.text.place, "severity_max is required", "the largest severity that makes sense: 1 or more");
      return;
    }
    if (!is_number(entry->value)) {
      report("pack.type", entry->value.place, fmt::format("severity_max must be a number, not {}", kind_name(entry->value.kind)));
      return;
    }
    pack_.severity_max = number_of(entry->value);
    if (pack_.severity_max >= 1 && pack_.severity_max <= kLargestSeverity) return;
    report("pack.range", entry->value.place,
           fmt::format("severity_max = {} must be between 1 and {}", excerpt(entry->value.place), kLargestSeverity));
    pack_.severity_max = 1;
  }

  /// The tables of `key`, or none after a problem.
  const std::vector<TomlEntry>& tables(std::string_view key, std::string_view help) {
    static const std::vector<TomlEntry> none;
    const TomlEntry* entry = pack_.text.find(key);
    if (entry == nullptr) return none;
    if (entry->value.kind == Kind::table) return entry->value.entries;
    report("pack.type", entry->value.place, fmt::format("{} must be a table, not {}", key, kind_name(entry->value.kind)),
           std::string(help));
    return none;
  }

  void check_shocks() {
    const std::vector<TomlEntry>& shocks = tables("shock", "a shock is a table of its own: [shock.<name>]");
    if (shocks.empty() && tables("parameter", "").empty()) {
      report("pack.empty", pack_.text.place, "the pack changes nothing", "add a table [shock.<name>] or [parameter]");
    }
    for (const TomlEntry& shock : shocks) {
      const TomlEntry* factor = shock.value.kind == Kind::table ? shock.value.find("factor") : nullptr;
      if (factor == nullptr || !is_number(factor->value)) continue;
      if (number_of(factor->value) < 0) {
        report("pack.range", factor->value.place,
               fmt::format("shock.{}.factor = {} must not be negative", shock.key, excerpt(factor->value.place)));
        continue;
      }
      const double largest = 1 + pack_.severity_max * (number_of(factor->value) - 1);
      if (largest <= kLargestFactor) continue;
      report("pack.range", factor->value.place,
             fmt::format("shock.{}.factor = {} becomes {} at severity {}, more than {}", shock.key, excerpt(factor->value.place),
                         number_text(largest), number_text(pack_.severity_max), kLargestFactor),
             "lower it, or severity_max");
    }
  }

  void check_parameters() {
    constexpr std::string_view kHelp = "write for instance \"staff.carers_at_start\" = { times = 0.8 }, or { to = 300 }";
    for (const TomlEntry& entry : tables("parameter", kHelp)) {
      const bool one = entry.value.kind == Kind::table && entry.value.entries.size() == 1;
      const bool known = one && (entry.value.entries[0].key == "times" || entry.value.entries[0].key == "to");
      if (known && is_number(entry.value.entries[0].value)) continue;
      report("pack.type", entry.value.place,
             fmt::format("parameter '{}' must be {{ times = number }} or {{ to = number }}", printable(entry.key)), std::string(kHelp));
    }
  }

  Pack pack_;
  Diagnostics& diagnostics_;
};

/// A parameter of a scenario that has been read: its row and its value.
struct KnownParameter {
  std::string id;
  const ParameterRow* row = nullptr;
  double value = 0;
};

/// All numbers of the scenario that a pack may change: those of the sections and of the rules that it lists. Names, months and the size of
/// the run are no part of a question.
std::vector<KnownParameter> parameters_of(const Scenario& base, const RuleCatalog& rules) {
  std::vector<KnownParameter> out;
  Diagnostics none;
  const auto source = std::make_shared<const SourceText>("resolved", "", base.resolved_text);
  const std::optional<TomlValue> text = parse_toml(source, 0, none);
  const auto add = [&](std::string id, const ParameterRow& row) {
    if (!numeric(row) || !text) return;
    const TomlEntry* entry = text->at(id);
    if (entry != nullptr && is_number(entry->value)) out.push_back({std::move(id), &row, number_of(entry->value)});
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

/// The table inside `parent`, made if it is not there.
TomlValue& table_in(TomlValue& parent, const std::string& key, const TomlEntry& origin) {
  if (TomlEntry* known = parent.find(key)) return known->value;
  TomlValue table;
  table.place = origin.value.place;
  parent.entries.push_back({key, origin.key_place, origin.order, std::move(table)});
  return parent.entries.back().value;
}

void add_parameter(TomlValue& layer, const TomlEntry& entry, double severity, const std::vector<KnownParameter>& known,
                   Diagnostics& diagnostics) {
  const auto parameter = std::find_if(known.begin(), known.end(), [&](const KnownParameter& one) { return one.id == entry.key; });
  if (parameter == known.end()) {
    std::vector<Candidate> ids;
    for (const KnownParameter& one : known) ids.push_back({one.id, accepted(*one.row)});
    diagnostics.add({"pack.unknown-parameter",
                     entry.key_place,
                     fmt::format("'{}' is not a number of the scenario that a pack can change", printable(entry.key)),
                     {},
                     suggestion(entry.key, ids)});
    return;
  }
  const TomlEntry& change = entry.value.entries.front();
  const double size = number_of(change.value);
  double value =
      change.key == "times" ? parameter->value * (1 + severity * (size - 1)) : parameter->value + severity * (size - parameter->value);
  const bool whole = parameter->row->type == ParameterType::integer;
  if (parameter->row->type == ParameterType::money) value = std::round(value * 100) / 100;
  TomlValue* at = &layer;
  std::string_view path = parameter->id;
  for (std::size_t dot = path.find('.'); dot != std::string_view::npos; dot = path.find('.')) {
    at = &table_in(*at, std::string(path.substr(0, dot)), entry);
    path.remove_prefix(dot + 1);
  }
  at->entries.push_back({std::string(path), entry.key_place, entry.order, as_value(value, change.value.place, whole)});
}

}  // namespace

std::optional<Pack> read_pack(const std::filesystem::path& file, const std::string& name, Diagnostics& diagnostics) {
  const Place asked{std::make_shared<const SourceText>(name, file, ""), 0, 1, 1};
  const SourceRef source = read_text(file, name, asked, diagnostics);
  if (!source) return std::nullopt;
  std::optional<TomlValue> text = parse_toml(source, kLongestChain, diagnostics);
  if (!text) return std::nullopt;
  return PackReader(std::move(*text), diagnostics).read();
}

TomlValue layer_of(const Pack& pack, double severity, const Scenario& base, const RuleCatalog& rules, Diagnostics& diagnostics) {
  TomlValue layer;
  layer.place = pack.text.place;
  if (severity == 0) return layer;
  if (const TomlEntry* shocks = pack.text.find("shock")) {
    TomlEntry copy = *shocks;
    for (TomlEntry& shock : copy.value.entries) {
      shock.key = fmt::format("{}_{}", pack.id, shock.key);
      TomlEntry* factor = shock.value.kind == Kind::table ? shock.value.find("factor") : nullptr;
      if (factor == nullptr || !is_number(factor->value)) continue;
      factor->value = as_value(std::max(0.0, 1 + severity * (number_of(factor->value) - 1)), factor->value.place, false);
    }
    layer.entries.push_back(std::move(copy));
  }
  if (const TomlEntry* changes = pack.text.find("parameter")) {
    const std::vector<KnownParameter> known = parameters_of(base, rules);
    for (const TomlEntry& change : changes->value.entries) add_parameter(layer, change, severity, known, diagnostics);
  }
  return layer;
}

std::filesystem::path pack_folder(const std::filesystem::path& scenario_file) { return scenario_file.parent_path() / "stress"; }

std::vector<std::string> pack_names(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".toml") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace eldercast
