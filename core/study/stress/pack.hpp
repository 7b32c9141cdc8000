#pragma once
/// Packs of shocks: a question with the dated shocks and changes of parameters that ask it, and how far they may be turned up.
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "model/rule_catalog.hpp"
#include "model/scenario.hpp"
#include "scenario/source/diagnostic.hpp"
#include "scenario/source/toml_text.hpp"

namespace eldercast {

/// A pack as its file says it. Sizes are those of severity 1.
struct Pack {
  std::string id;
  std::string name_zh;
  std::string name_en;
  std::string question;
  std::string question_zh;  ///< the same as `question` where the file does not say it
  double severity_max = 1;
  TomlValue text;  ///< the whole file, with places
};

/// Largest severity_max that a file may give.
inline constexpr double kLargestSeverity = 100;

/// Reads a pack. Codes: scenario.file, .encoding, .syntax and .limit as for scenarios; pack.schema, pack.required, pack.type, pack.range,
/// pack.unknown-key, pack.empty (neither a shock nor a parameter). Shocks themselves are judged when the scenario is read with them.
/// `name` is what messages call the file.
[[nodiscard]] std::optional<Pack> read_pack(const std::filesystem::path& file, const std::string& name, Diagnostics& diagnostics);

/// The pack at a severity as a layer over the scenario `base`, which has been read without it (ReadOptions::layers); see change_layer().
/// Nothing at severity 0. Codes: pack.unknown-parameter, pack.type.
[[nodiscard]] TomlValue layer_of(const Pack& pack, double severity, const Scenario& base, const RuleCatalog& rules,
                                 Diagnostics& diagnostics);

/// A layer as options --set take it.
[[nodiscard]] std::vector<std::string> options_of(const TomlValue& layer);

/// The folder in which the packs of a scenario stand: "stress" beside its file.
[[nodiscard]] std::filesystem::path pack_folder(const std::filesystem::path& scenario_file);
/// Names of the packs of a folder (file names without ".toml"), sorted; none if there is no such folder.
[[nodiscard]] std::vector<std::string> pack_names(const std::filesystem::path& folder);

}  // namespace eldercast
