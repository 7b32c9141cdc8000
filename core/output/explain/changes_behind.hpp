#pragma once
/// What happened to facilities behind a number: the rows of tables, the shocks and the decisions.
#include <cstdint>
#include <string>
#include <vector>

#include "engine/outcome.hpp"
#include "output/explain/picked_cells.hpp"
#include "output/file/resolved_entries.hpp"
#include "output/render/language.hpp"

namespace eldercast {

/// One thing that happened to a facility in a month of a replicate.
struct ChangeBehind {
  std::int32_t replicate = 0;
  std::string month;     ///< "2020-07"
  std::string facility;  ///< id
  FacilityEvent event = FacilityEvent::closed;
  std::int32_t displaced = 0;  ///< persons who lost a place there in the month, by all that happened to it
  /// Where it was said, or who decided: "data/changes.csv:4", "shock.flood (baseline.toml:30)", a decision.
  Text said;
};

/// Of every replicate that is kept in detail, in the order of months: the events in the time that `picked` names, of the facility and of
/// the flow that it names, if any. `only_displaced`: those alone by which somebody lost a place. Empty where none is kept.
[[nodiscard]] std::vector<ChangeBehind> changes_behind(const PickedCells& picked, bool only_displaced, const ResultsReader& reader,
                                                       const std::vector<ResolvedEntry>& entries);

/// What an event is called.
[[nodiscard]] Text words_for(FacilityEvent event);

/// Where a row of a table stands, "data/changes.csv:4": the last one of which each of `wanted` (column, text) holds, and whose column
/// `month`, if `until` is given, is not later. Empty if there is none.
[[nodiscard]] std::string row_saying(const DataTable& table, const std::vector<std::pair<std::string, std::string>>& wanted,
                                     const std::string& until = "");

}  // namespace eldercast
