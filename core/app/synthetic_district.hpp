#pragma once
/// Synthetic districts of any size: a shipped district laid beside itself again and again, to see how time and memory grow.
#include <filesystem>
#include <string>
#include <vector>

#include "model/rule_catalog.hpp"

namespace eldercast {

/// Most copies: about as many aged 60 and over as China has, three times.
inline constexpr int kMostTiles = 2'400;

/// Makes `folder`, a copy of a shipped scenario with baseline.toml and data/, into a district of `tiles` such districts: towns, settlements
/// and facilities under other codes and names, each copy some way from the last one; censuses and what counts for the whole district times
/// `tiles`. baseline.toml becomes base.toml, and a new baseline.toml extends it. Returns what could not grow in full: parameters at the end
/// of their range. Throws FileError for a folder that cannot be read or written, std::runtime_error if its scenario is not valid.
[[nodiscard]] std::vector<std::string> tile_district(const std::filesystem::path& folder, int tiles, const std::string& id,
                                                     const RuleCatalog& rules);

}  // namespace eldercast
