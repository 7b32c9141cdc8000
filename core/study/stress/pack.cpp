#include "study/stress/pack.hpp"

#include <algorithm>
#include <system_error>

#include "study/stress/change_file.hpp"

namespace eldercast {
namespace {

constexpr ChangeWords kWords{"pack", "severity", "severity_max"};

}  // namespace

std::optional<Pack> read_pack(const std::filesystem::path& file, const std::string& name, Diagnostics& diagnostics) {
  std::optional<TomlValue> text = read_change_text(file, name, diagnostics);
  if (!text) return std::nullopt;
  const std::size_t before = diagnostics.count();
  ChangeFileReader reader(*text, kWords, diagnostics);
  if (!reader.schema()) return std::nullopt;
  reader.keys({"schema", "id", "name_zh", "name_en", "question", "severity_max", "shock", "parameter"});
  Pack pack;
  pack.id = reader.id();
  pack.name_zh = reader.line("name_zh");
  pack.name_en = reader.line("name_en");
  pack.question = reader.line("question");
  pack.severity_max = reader.number("severity_max", 1, kLargestSeverity, "the largest severity that makes sense: 1 or more").value_or(1);
  reader.changes(pack.severity_max);
  if (diagnostics.count() != before) return std::nullopt;
  pack.text = std::move(*text);
  return pack;
}

TomlValue layer_of(const Pack& pack, double severity, const Scenario& base, const RuleCatalog& rules, Diagnostics& diagnostics) {
  return change_layer(pack.text, pack.id, severity, base, rules, kWords, diagnostics);
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
