#pragma once
/// What the sections of a comparison are made from, computed once. Internal to core/output/report.
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "output/answer/target_report.hpp"
#include "output/compare/comparison.hpp"
#include "output/figures/sample.hpp"
#include "output/page/charts.hpp"
#include "output/page/page.hpp"
#include "output/report/report.hpp"

namespace eldercast {

struct ComparedData {
  std::span<const ComparedRun> runs;
  const ReportOptions& options;
  std::vector<Sample> samples;          ///< of the runs
  std::vector<TargetReport> targets;    ///< of the runs
  std::vector<Comparison> comparisons;  ///< of each run but the first with the first
  std::vector<std::string> months;
  Text common;              ///< what the names of all runs begin with; empty: nothing
  std::vector<Text> names;  ///< of the runs, without that

  ComparedData(std::span<const ComparedRun> all, const ReportOptions& chosen);

  /// "A", "B", ...; after Z "A1", "B1", ...
  [[nodiscard]] static std::string letter(std::size_t run);
  /// "B 取消福彩", "B No lottery".
  [[nodiscard]] Text name(std::size_t run) const;
  /// The colour of a run: the first is grey.
  [[nodiscard]] static std::string colour(std::size_t run);
};

/// As figures are shown: money in 万元, shares in per cent.
[[nodiscard]] Text shown_unit(const Figure& figure);
/// The name of a figure with its unit, "全程" where years are summed.
[[nodiscard]] Text figure_text(const Figure& figure);
/// What B has, and below it the change with its interval and, in words or as a mark, what it is worth, as HTML.
[[nodiscard]] std::string change_cell(const Figure& figure, const Difference& change, bool words);
/// "+174", without brackets; "0" where no replicate differs.
[[nodiscard]] std::string mean_text(const FigureDifference& one);
/// Towns in which a figure changes most, by the size of a certain change over the whole run, with that change; at most so many.
[[nodiscard]] Text towns_that_change(const ComparedData& data, const FigureDifference& one, std::size_t most);
/// Figures as rows, scenarios as columns; first the targets that the model decides: met, open and missed. Figures that are 0 throughout
/// are left out.
[[nodiscard]] std::string figures_at_a_glance(const ComparedData& data, const std::vector<std::string>& ids);
/// The costs of the run by payer, one column a scenario.
[[nodiscard]] std::string payers_chart(const ComparedData& data, bool wide);
/// The change of the main figures as a share of A, which has no unit and so stands on one axis; empty where none is told.
[[nodiscard]] std::string relative_chart(const ComparedData& data, std::size_t run);
/// What each run changes most, in a few lines.
[[nodiscard]] std::string in_short(const ComparedData& data, std::size_t run);
/// The payer alone: "镇街".
[[nodiscard]] Text payer_name(const Figure& figure);
/// How differences come about, and what brackets and marks behind them are.
[[nodiscard]] Text how_to_read(const ComparedData& data);

/// The page without its sections.
[[nodiscard]] Page comparison_frame(const ComparedData& data);

/// A key whose value is not the same in all runs.
struct DifferingKey {
  std::string id;
  std::vector<std::string> values;  ///< one a run, as people write them; "–" where a run has none
};
/// Without the names of the runs, and without what merely lists other keys.
[[nodiscard]] std::vector<DifferingKey> differing_keys(const ComparedData& data);
/// Figures for which towns are told.
inline constexpr std::array<std::string_view, 6> kTownFigures{"facilities_open", "money.town_government", "prefinancing_peak",
                                                              "bed_shortfall",   "beds.occupied",         "staff.carer"};
/// The towns that change most, at most so many: a row a figure, a column a run.
[[nodiscard]] std::string towns_table(const ComparedData& data, std::span<const std::string_view> figures, std::size_t most);

// Sections, in the order of the story.
[[nodiscard]] std::string compared_answer(const ComparedData& data);
[[nodiscard]] std::string compared_figures(const ComparedData& data);
[[nodiscard]] std::string compared_months(const ComparedData& data);
[[nodiscard]] std::string compared_targets(const ComparedData& data);
[[nodiscard]] std::string compared_towns(const ComparedData& data);
/// Where the scenarios differ, key by key.
[[nodiscard]] std::string compared_inputs(const ComparedData& data);

}  // namespace eldercast
