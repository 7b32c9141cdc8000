#pragma once
/// What a rule looks at: which field of a view, altered alone, makes it say something else.
#include <string>
#include <vector>

#include "study/contract/spoken.hpp"

namespace eldercast::contract {

/// A field that moves what the rule says, and in which phases it is looked at.
struct Look {
  std::string field;  ///< "facilities.floor_area_m2"
  std::vector<Asked> phases;
};

/// Tries every field of the tables of a view in every phase. What only acts beyond the trial is not found.
[[nodiscard]] std::vector<Look> looks_of(const RuleEntry& rule, std::span<const NeededName> needs, Watchdog& watchdog, std::uint64_t seed);

}  // namespace eldercast::contract
