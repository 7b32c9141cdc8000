#pragma once
/// From a scenario file to a checked Scenario, or to everything that is wrong with it.
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "model/rule_catalog.hpp"
#include "model/scenario.hpp"
#include "scenario/diagnostic.hpp"
#include "scenario/toml_text.hpp"

namespace eldercast {

struct ReadOptions {
  std::vector<std::string> sets;       ///< "section.parameter=value", stronger than the text
  const RuleCatalog* rules = nullptr;  ///< the rules that can be used; null: none
  /// Texts laid over the scenario key by key, after the options: packs of shocks. Problems with them are shown in their own files.
  std::vector<TomlValue> layers = {};
};

/// Either a scenario and no diagnostics, or diagnostics and no scenario.
struct ReadResult {
  std::optional<Scenario> scenario;
  Diagnostics diagnostics;
};

/// Reads a scenario file with what it extends and its data tables. Never throws on anything that a user wrote; `file` appears in messages
/// as given. Values: option, else text, else table of parameters, else fallback of the row, else scenario.required.
[[nodiscard]] ReadResult read_scenario(const std::filesystem::path& file, const ReadOptions& options);

}  // namespace eldercast
