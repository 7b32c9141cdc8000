#pragma once
/// Files that change a scenario by a size: packs of shocks and levers. What both have in common: a head of texts and numbers, tables
/// [shock.<name>] as in a scenario, and a table [parameter].
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/rule_catalog.hpp"
#include "model/scenario.hpp"
#include "scenario/source/diagnostic.hpp"
#include "scenario/source/toml_text.hpp"

namespace eldercast {

/// How a kind of file is spoken of.
struct ChangeWords {
  std::string_view thing;    ///< "pack": in messages, and before the point of every code
  std::string_view size;     ///< "severity"
  std::string_view largest;  ///< "severity_max": the key of the largest size
};

/// Reads a file of this kind as TOML. Codes: scenario.file, .encoding, .syntax and .limit as for scenarios. `name` is what messages call
/// it.
[[nodiscard]] std::optional<TomlValue> read_change_text(const std::filesystem::path& file, const std::string& name,
                                                        Diagnostics& diagnostics);

/// Checks such a text and takes its values. Problems are collected under the codes <thing>.schema, .required, .type, .range, .unknown-key
/// and .empty.
class ChangeFileReader {
 public:
  /// All three outlive the reader.
  ChangeFileReader(const TomlValue& text, const ChangeWords& words, Diagnostics& diagnostics)
      : text_(text), words_(words), diagnostics_(diagnostics) {}

  /// False unless the file says schema = 1: then nothing else of it can be judged.
  [[nodiscard]] bool schema();
  /// Keys of `table` ("" is the root) that are none of `known` are problems.
  void keys(const std::vector<std::string_view>& known, std::string_view table = "");
  /// A required text that is not empty, without line breaks; empty after a problem.
  [[nodiscard]] std::string line(std::string_view path);
  /// The same, and `absent` where the key is not there.
  [[nodiscard]] std::string line(std::string_view path, const std::string& absent);
  /// The required key "id": a-z, 0-9 and _.
  [[nodiscard]] std::string id();
  /// A number between `low` and `high`, both included; absent after a problem. `help` says what is wanted when the key is missing.
  [[nodiscard]] std::optional<double> number(std::string_view path, double low, double high, std::string_view help = "");
  /// The tables [shock.<name>] and [parameter], whose sizes are those of size 1; `largest` is the largest size. Shocks themselves are
  /// judged when the scenario is read with them.
  void changes(double largest);
  void report(std::string_view code, const Place& place, std::string message, std::string help = "");

 private:
  [[nodiscard]] const std::vector<TomlEntry>& tables(std::string_view key, std::string_view help);
  void check_shocks(double largest);
  void check_parameters();

  const TomlValue& text_;
  const ChangeWords& words_;
  Diagnostics& diagnostics_;
};

/// What a file changes, at a size, as a layer over the scenario `base`, which has been read without it (ReadOptions::layers). The factor of
/// a shock becomes 1 + size x (factor - 1), never below 0; shocks are named "<id>_<shock>". A parameter becomes value x (1 + size x (times
/// - 1)), value + size x (to - value), or value + size x add, there at most (for add below 0: at least) `until` if that is given; whole
/// where the parameter is, two decimals where it is money. A month takes `add` alone, in months. Nothing at size 0. Codes:
/// <thing>.unknown-parameter, <thing>.type.
[[nodiscard]] TomlValue change_layer(const TomlValue& text, const std::string& id, double size, const Scenario& base,
                                     const RuleCatalog& rules, const ChangeWords& words, Diagnostics& diagnostics);

}  // namespace eldercast
