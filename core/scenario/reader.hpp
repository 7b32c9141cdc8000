#pragma once
/// From a scenario file to a checked Scenario, or to everything that is wrong with it.
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/rule_catalog.hpp"
#include "model/scenario.hpp"
#include "scenario/source/diagnostic.hpp"
#include "scenario/source/toml_text.hpp"

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

/// A scenario that is read again and again with other options, as the cases of a study are. Files and tables are read once; a case costs
/// the sections, the rules and the checks.
class ScenarioReader {
 public:
  /// Reads the file with the base options `sets`; `rules` outlives the reader.
  ScenarioReader(std::filesystem::path file, std::vector<std::string> sets, const RuleCatalog& rules);
  ~ScenarioReader();
  ScenarioReader(const ScenarioReader&) = delete;
  ScenarioReader& operator=(const ScenarioReader&) = delete;

  /// As read_scenario() with the base options and then `sets`, but the resolved text and the digest may stay empty. Thread-safe.
  [[nodiscard]] ReadResult read(const std::vector<std::string>& sets) const;

 private:
  struct Prepared;

  std::filesystem::path file_;
  std::vector<std::string> sets_;
  const RuleCatalog* rules_;
  std::unique_ptr<const Prepared> prepared_;  ///< null: the file has a problem, or nothing can be kept
};

}  // namespace eldercast
