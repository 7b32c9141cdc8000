#pragma once
/// The scenario written out: every value, where it came from, and the files it was read from. Reading the text again gives the same
/// scenario.
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "model/scenario.hpp"
#include "scenario/parameters/parameter_reader.hpp"
#include "scenario/shock_reader.hpp"
#include "scenario/source/toml_text.hpp"

namespace eldercast {

/// A data table as the text names it.
struct DataFile {
  std::string_view name;         ///< "towns"
  std::filesystem::path folder;  ///< canonical folder of the text that names it
  std::filesystem::path path;    ///< canonical path of the table
  SourceRef source;              ///< null if it could not be read
};

/// The deepest folder that contains the folders of all texts that name data tables: where the resolved text must stand to be read again.
[[nodiscard]] std::filesystem::path data_root(const std::vector<DataFile>& files);

/// TOML with every value; each line ends with a comment that names its origin relative to data_root, so that the text does not depend on
/// where the folder lies or how its path was typed.
[[nodiscard]] std::string resolved_text(const Scenario& scenario, const TomlValue& text, const std::vector<ReadSection>& sections,
                                        const std::vector<ReadShock>& shocks, const std::vector<ReadRule>& rules,
                                        const std::vector<DataFile>& files);

/// The scenario as a command runs it: with another seed, number of replicates and of those kept in full detail, which its resolved text and
/// digest say, too.
[[nodiscard]] Scenario restated(const Scenario& scenario, std::uint64_t seed, std::int32_t replicates, std::int32_t full_detail);

/// The tables with their paths as the resolved text names them.
[[nodiscard]] std::vector<DataTable> data_tables_of(const std::vector<DataFile>& files);

/// SHA-256 of a resolved text and of its tables, each with its name and length, in the order of `tables`.
[[nodiscard]] std::string digest_of(const std::string& resolved_text, const std::vector<DataTable>& tables);

}  // namespace eldercast
