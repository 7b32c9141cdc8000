#pragma once
/// What a page keeps of every replicate: the same row of numbers from the program, for the baseline, and from the engine in the page.
#include <cstdint>
#include <string>
#include <vector>

#include "engine/outcome.hpp"
#include "output/description.hpp"
#include "output/figures/figures.hpp"

namespace eldercast {

/// Some cells of an array of an outcome.
struct CellPick {
  std::string path;               ///< as in a results file, "/targets/value"
  std::vector<std::uint32_t> at;  ///< positions in the array
};

/// Which numbers: positions in figure_row(), then cells.
struct RecordPlan {
  std::vector<std::string> ids;        ///< of the figures of the district, in order
  std::vector<std::string> town_ids;   ///< of those that are kept of each town, in order
  std::vector<std::uint32_t> figures;  ///< positions in figure_row(): of the district, then town by town
  std::vector<CellPick> cells;
};

/// What a page shows of a scenario.
[[nodiscard]] RecordPlan record_plan(const Description& description, const std::vector<Figure>& figures);

/// The row of one replicate. NaN: nothing to measure.
[[nodiscard]] std::vector<double> record_of(const RecordPlan& plan, const std::vector<Figure>& figures, const Headline& headline,
                                            const Description& description);

}  // namespace eldercast
