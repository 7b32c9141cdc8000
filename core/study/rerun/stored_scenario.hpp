#pragma once
/// The scenario that a results file holds, ready to be read again.
#include <filesystem>
#include <string>

#include "model/scenario.hpp"
#include "output/description.hpp"

namespace eldercast {

/// The resolved text and the tables of a results file in a folder of their own, readable by this user alone, which lives as long as this.
class StoredScenario {
 public:
  /// Unpacks `description`, which was read from `result`. Throws FileError if text and tables do not have the digest that the file states,
  /// if a table is no CSV file inside the folder, or if the folder cannot be written; nothing is left behind then.
  StoredScenario(const std::string& result, const Description& description);
  StoredScenario(const StoredScenario&) = delete;
  StoredScenario& operator=(const StoredScenario&) = delete;
  ~StoredScenario();

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  /// The scenario file, in a folder of its own inside the folder: a text that extends another finds nothing beside it.
  [[nodiscard]] std::filesystem::path file() const { return folder_ / "scenario" / "scenario.toml"; }

 private:
  void unpack(const std::string& result, const Description& description) const;
  void remove() const;

  std::filesystem::path folder_;
};

/// Gives `scenario`, read from the unpacked file, the identity of the one that was run: origins of values, resolved text, tables, digest.
/// In the unpacked text every value is typed, so that its own would all say "scenario.toml".
void restore_identity(const Description& description, Scenario& scenario);

}  // namespace eldercast
