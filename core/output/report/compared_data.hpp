#pragma once
/// What the sections of a comparison are made from, computed once. Internal to core/output/report.
#include <span>
#include <string>
#include <vector>

#include "output/compare/comparison.hpp"
#include "output/figures/sample.hpp"
#include "output/page/charts.hpp"
#include "output/report/report.hpp"

namespace eldercast {

struct ComparedData {
  std::span<const ComparedRun> runs;
  std::vector<Sample> samples;          ///< of the runs
  std::vector<Comparison> comparisons;  ///< of each run but the first with the first
  std::vector<std::string> months;

  explicit ComparedData(std::span<const ComparedRun> all);

  /// "A", "B", ...; after Z "A1", "B1", ...
  [[nodiscard]] static std::string letter(std::size_t run);
  /// "B 取消福彩", "B No lottery".
  [[nodiscard]] Text name(std::size_t run) const;
  /// The colour of a run: the first is grey.
  [[nodiscard]] static std::string colour(std::size_t run);
};

/// The name of a figure with its unit, "全程" where years are summed.
[[nodiscard]] Text figure_text(const Figure& figure);

// Sections, in the order of the story.
[[nodiscard]] std::string compared_answer(const ComparedData& data);
[[nodiscard]] std::string compared_figures(const ComparedData& data);
[[nodiscard]] std::string compared_months(const ComparedData& data);
[[nodiscard]] std::string compared_targets(const ComparedData& data);
[[nodiscard]] std::string compared_towns(const ComparedData& data);
/// Where the scenarios differ, key by key.
[[nodiscard]] std::string compared_inputs(const ComparedData& data);

}  // namespace eldercast
