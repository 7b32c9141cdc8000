#pragma once
/// A study as one page like that of a run: what drives its figures, how far they spread, which parameters were varied.
#include <optional>
#include <string>

#include "output/batches/study_file.hpp"
#include "output/page/page.hpp"
#include "study/sensitivity/sensitivity_report.hpp"

namespace eldercast {

struct StudyPageOptions {
  Language language = Language::zh;
  std::string report_version;  ///< that makes the page
  bool interactive = true;     ///< see Page::interactive
};

/// The page. `sensitivity` is absent where the design has no indices; then only the spread is shown. Rows that failed or were not run are
/// left out and counted. Equal arguments give equal pages.
[[nodiscard]] std::string render_study_page(const StudyFigures& study, const std::optional<SensitivityReport>& sensitivity,
                                            const StudyPageOptions& options);

/// "在住 2021", "beds.occupied 2021". Internal to the page.
[[nodiscard]] Text name_of_figure(const FigureSensitivity& figure);
/// Charts of the indices of one figure, the `most` parameters that matter most; empty if none does. Internal to the page.
[[nodiscard]] std::string driver_charts(const SensitivityReport& report, const FigureSensitivity& figure, std::size_t most);
/// The names of the parameters that matter most for a figure, the most first; at most `most`. Internal to the page.
[[nodiscard]] std::vector<Text> drivers_of(const SensitivityReport& report, const FigureSensitivity& figure, std::size_t most);

}  // namespace eldercast
