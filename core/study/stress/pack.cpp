#include "study/stress/pack.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <system_error>

#include "scenario/parameters/parameter_value.hpp"
#include "study/stress/change_file.hpp"

namespace eldercast {
namespace {

constexpr ChangeWords kWords{"pack", "severity", "severity_max"};

std::string value_text(const TomlValue& value) {
  switch (value.kind) {
    case TomlValue::Kind::boolean:
      return value.boolean ? "true" : "false";
    case TomlValue::Kind::integer:
      return std::to_string(value.integer);
    case TomlValue::Kind::number:
      return number_text(value.number);
    case TomlValue::Kind::array: {
      std::vector<std::string> items;
      for (const TomlValue& item : value.items) items.push_back(value_text(item));
      return fmt::format("[{}]", fmt::join(items, ", "));
    }
    default:
      return toml_string(value.text);
  }
}

void add_options(const TomlValue& table, const std::string& path, std::vector<std::string>& out) {
  for (const TomlEntry& entry : table.entries) {
    const std::string key = path + entry.key;
    if (entry.value.kind == TomlValue::Kind::table) {
      add_options(entry.value, key + ".", out);
    } else {
      out.push_back(key + "=" + value_text(entry.value));
    }
  }
}

}  // namespace

std::optional<Pack> read_pack(const std::filesystem::path& file, const std::string& name, Diagnostics& diagnostics) {
  std::optional<TomlValue> text = read_change_text(file, name, diagnostics);
  if (!text) return std::nullopt;
  const std::size_t before = diagnostics.count();
  ChangeFileReader reader(*text, kWords, diagnostics);
  if (!reader.schema()) return std::nullopt;
  reader.keys({"schema", "id", "name_zh", "name_en", "question", "question_zh", "severity_max", "shock", "parameter"});
  Pack pack;
  pack.id = reader.id();
  pack.name_zh = reader.line("name_zh");
  pack.name_en = reader.line("name_en");
  pack.question = reader.line("question");
  pack.question_zh = reader.line("question_zh", pack.question);
  pack.severity_max = reader.number("severity_max", 1, kLargestSeverity, "the largest severity that makes sense: 1 or more").value_or(1);
  reader.changes(pack.severity_max);
  if (diagnostics.count() != before) return std::nullopt;
  pack.text = std::move(*text);
  return pack;
}

TomlValue layer_of(const Pack& pack, double severity, const Scenario& base, const RuleCatalog& rules, Diagnostics& diagnostics) {
  return change_layer(pack.text, pack.id, severity, base, rules, kWords, diagnostics);
}

std::vector<std::string> options_of(const TomlValue& layer) {
  std::vector<std::string> out;
  add_options(layer, "", out);
  return out;
}

std::filesystem::path pack_folder(const std::filesystem::path& scenario_file) { return scenario_file.parent_path() / "stress"; }

std::vector<std::string> pack_names(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    // Beside the levers of meet stand those of a page, all in one file (whatif/page/levers.hpp).
    const bool of_page = folder.filename() == "levers" && entry.path().stem() == "whatif";
    if (entry.path().extension() == ".toml" && !of_page) names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace eldercast
