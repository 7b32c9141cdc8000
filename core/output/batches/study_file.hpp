#pragma once
/// The merged file of a study: every headline dataset of a results file along `case` and `replicate`, the design beside it, and the figures
/// of every row. Written and published like a results file; root attribute `filetype` is "eldercast-study".
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "output/batches/batch_file.hpp"
#include "output/description.hpp"
#include "output/file/array_file.hpp"
#include "output/file/run_info.hpp"

namespace eldercast {

inline constexpr std::string_view kStudyFiletype = "eldercast-study";

/// Where a row of the study stands; no batch: it has not been run.
struct RowPlace {
  const BatchReader* batch = nullptr;
  std::size_t row = 0;
};

/// What the merged file is made of.
struct StudyContent {
  Description description;  ///< of the study's scenario, with the clauses
  RunInfo info;             ///< `replicates` is not read
  std::int32_t cases = 0;
  std::int32_t replicates = 0;
  std::vector<std::pair<std::string, std::string>> attributes;  ///< of the root: design, digest of the plan
  /// Axes `case` and `parameter` with its labels, and arrays along both or `case` alone.
  ArrayGroup design;
  /// The place of a row. Called for one case after the other, in order: a batch may be closed when its last case is past.
  std::function<RowPlace(std::int32_t case_number, std::int32_t replicate)> row;
};

/// Writes and publishes the file. Rows that have not been run, and those that failed, hold the fill value; `/rows/status` tells them apart.
/// Throws FileError.
void write_study_file(const std::string& path, const StudyContent& content, Existing existing);

/// What was varied in a study, and how.
struct StudyHead {
  std::string scenario;
  std::string scenario_zh;
  std::string design;
  std::int32_t cases = 0;
  std::int32_t replicates = 0;
  std::vector<std::string> parameters;
  std::vector<std::string> parameter_names_zh;
  std::vector<std::string> parameter_units;
  std::vector<double> low;
  std::vector<double> high;
  std::vector<double> base;
};

/// What a sensitivity analysis needs of a merged study.
struct StudyFigures : StudyHead {
  std::string plan_digest;
  std::vector<std::int32_t> block;  ///< of each case
  std::vector<std::int32_t> step;
  std::vector<std::int32_t> axis;
  std::vector<double> values;  ///< case, parameter
  std::vector<std::string> figures;
  std::vector<std::string> figure_names_zh;
  std::vector<std::string> figure_names_en;
  std::vector<std::string> figure_units;
  std::vector<std::int32_t> years;
  std::vector<double> by_year;    ///< case, replicate, figure, year; NaN: failed or not run
  std::vector<double> whole_run;  ///< case, replicate, figure
};

/// Throws FileError if it is no finished merged study.
[[nodiscard]] StudyFigures read_study_figures(const std::string& path);

}  // namespace eldercast
