#pragma once
/// A shipped scenario as the beginning of somebody's own.
#include <filesystem>
#include <string>

namespace eldercast {

/// The folder's name as a scenario id: lower case, digits and hyphens.
[[nodiscard]] std::string id_of_folder(const std::filesystem::path& folder);

/// Copies a scenario into a folder that is new or empty, so that its owner may write all of it. Throws FileError; what cannot be finished
/// is taken away.
void copy_scenario(const std::filesystem::path& from, const std::filesystem::path& folder);

/// The toy as a district of one's own: its tables under the name of the folder, with the guide `filling.md` of `scenarios` as its README.
void name_new_district(const std::filesystem::path& scenarios, const std::filesystem::path& folder);

/// Any other copy: ids and names of its scenarios say whose copy they are, so that a comparison with the original tells them apart; its
/// pages say where they come from, lose links that lead out of the folder, and get the guide as FILLING.md beside them.
void name_copy(const std::filesystem::path& scenarios, const std::string& from, const std::filesystem::path& folder);

}  // namespace eldercast
