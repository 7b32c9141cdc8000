#pragma once
/// The tables of a run for people who work in spreadsheets: targets, coverage, services, beds, money, staff, towns, progress, paper
/// coverage, parameters, gaps.
#include <span>
#include <vector>

#include "engine/outcome.hpp"
#include "output/description.hpp"
#include "output/render/table.hpp"

namespace eldercast {

/// All sheets in the order in which they stand in the workbook. Numbers are means over the replicates that ended well, with the 5th and
/// 95th percentile beside them where they vary; money in yuan. The list of settlements has people where outcomes were read with detail.
/// Money sheets add up: their total is the run's.
[[nodiscard]] std::vector<Table> sheets_of(const Description& description, std::span<const Outcome> outcomes);

}  // namespace eldercast
