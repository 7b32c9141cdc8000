#pragma once
/// A merged study as tables for spreadsheets.
#include <vector>

#include "output/batches/study_file.hpp"
#include "output/render/table.hpp"

namespace eldercast {

/// `parameters`: one row a parameter with its range. `rows`: one row a case and replicate, with the value of every parameter and of every
/// figure over the whole run; empty cells where a row failed or was not run. `figures`: what each figure's column is. `years`: one row a
/// figure and calendar year, mean and 90% interval over all rows.
[[nodiscard]] std::vector<Table> study_tables(const StudyFigures& study);

}  // namespace eldercast
