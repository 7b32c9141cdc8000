#include "study/sensitivity/sensitivity_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "text/suggest.hpp"

namespace eldercast {
namespace {

constexpr std::string_view kUsual[] = {"covered.community.own", "covered.village.own", "cared_months", "served_months", "beds.occupied",
                                       "bed_shortfall",         "staff.carer",         "money.public", "money.all"};

std::size_t index_of_figure(const StudyFigures& study, const std::string& id) {
  return static_cast<std::size_t>(std::find(study.figures.begin(), study.figures.end(), id) - study.figures.begin());
}

std::vector<DesignPoint> points_of(const StudyFigures& study) {
  std::vector<DesignPoint> out;
  const std::size_t width = study.parameters.size();
  for (std::size_t c = 0; c < study.block.size(); ++c) {
    const auto first = study.values.begin() + static_cast<std::ptrdiff_t>(c * width);
    out.push_back({study.block[c], study.step[c], study.axis[c], {first, first + static_cast<std::ptrdiff_t>(width)}});
  }
  return out;
}

std::vector<Axis> axes_of(const StudyFigures& study) {
  std::vector<Axis> out;
  for (std::size_t i = 0; i < study.parameters.size(); ++i) {
    Axis axis;
    axis.low = study.low[i];
    axis.high = study.high[i];
    axis.base = study.base[i];
    out.push_back(axis);
  }
  return out;
}

Response response_of(const StudyFigures& study, const FigureRequest& request) {
  Response out;
  out.replicates = static_cast<std::size_t>(study.replicates);
  const std::size_t figure = index_of_figure(study, request.id);
  const std::size_t figures = study.figures.size();
  const std::size_t years = study.years.size();
  const std::size_t rows = static_cast<std::size_t>(study.cases) * out.replicates;
  for (std::size_t row = 0; row < rows; ++row) {
    if (request.year) {
      const auto year = static_cast<std::size_t>(*request.year - study.years.front());
      out.values.push_back(study.by_year[(row * figures + figure) * years + year]);
    } else {
      out.values.push_back(study.whole_run[row * figures + figure]);
    }
  }
  return out;
}

std::optional<DesignKind> design_of(const StudyFigures& study) {
  for (std::size_t i = 0; i < kCount<DesignKind>; ++i) {
    if (Names<DesignKind>::kText[i] == study.design) return static_cast<DesignKind>(i);
  }
  return std::nullopt;
}

/// The axis that a step of a block moves by its design; nothing: any axis, once its value has changed.
std::optional<int> moved_axis(DesignKind design, int step) {
  if (design == DesignKind::saltelli) return step < 2 ? -1 : step - 2;
  if (design == DesignKind::one_at_a_time) return step == 0 ? -1 : (step - 1) / 2;
  return step == 0 ? std::optional(-1) : std::nullopt;
}

/// Whether the points are those of the design, as a file that somebody changed may not have them: the indices rely on it.
bool stands_in_order(DesignKind design, const std::vector<DesignPoint>& points, const std::vector<Axis>& axes) {
  const std::size_t width = axes.size();
  const std::size_t steps = design == DesignKind::saltelli ? width + 2 : design == DesignKind::morris ? width + 1 : 2 * width + 1;
  if (width == 0 || points.empty() || points.size() % steps != 0) return false;
  if (design == DesignKind::one_at_a_time && points.size() != steps) return false;
  for (std::size_t at = 0; at < points.size(); ++at) {
    const DesignPoint& point = points[at];
    const auto step = static_cast<int>(at % steps);
    if (point.step != step || point.block != points[at - at % steps].block) return false;
    if (const auto axis = moved_axis(design, step)) {
      if (point.axis != *axis) return false;
      continue;
    }
    if (point.axis < 0 || point.axis >= static_cast<int>(width)) return false;
    const auto moved = static_cast<std::size_t>(point.axis);
    if (point.values[moved] == points[at - 1].values[moved] || axes[moved].low == axes[moved].high) return false;
  }
  return true;
}

FigureSensitivity figure_of(const StudyFigures& study, DesignKind design, const std::vector<DesignPoint>& points,
                            const FigureRequest& request) {
  const std::size_t figure = index_of_figure(study, request.id);
  FigureSensitivity out{
      request.id, study.figure_names_zh[figure], study.figure_names_en[figure], study.figure_units[figure], request.year, 0, {}};
  const Response response = response_of(study, request);
  out.rows_failed = static_cast<std::size_t>(
      std::count_if(response.values.begin(), response.values.end(), [](double value) { return std::isnan(value); }));
  const std::size_t width = study.parameters.size();
  if (design == DesignKind::morris) out.indices = morris_indices(axes_of(study), points, response);
  if (design == DesignKind::saltelli) out.indices = sobol_indices(width, points, response);
  if (design == DesignKind::one_at_a_time) out.indices = tornado(width, points, response);
  return out;
}

}  // namespace

std::variant<FigureRequest, StudyMistake> read_figure_request(const std::string& text, const StudyFigures& study) {
  const std::size_t at = std::min(text.find('@'), text.size());
  FigureRequest out{text.substr(0, at), std::nullopt};
  if (index_of_figure(study, out.id) == study.figures.size()) {
    return StudyMistake{fmt::format("there is no figure '{}' in this study", out.id), suggestion(out.id, candidates_of(study.figures))};
  }
  if (at == text.size()) return out;
  std::int32_t year = 0;
  const auto [end, error] = std::from_chars(text.data() + at + 1, text.data() + text.size(), year);
  if (error != std::errc{} || end != text.data() + text.size() ||
      std::find(study.years.begin(), study.years.end(), year) == study.years.end()) {
    return StudyMistake{fmt::format("'{}' is no year of this study", text.substr(at + 1)),
                        fmt::format("years go from {} to {}", study.years.front(), study.years.back())};
  }
  out.year = year;
  return out;
}

std::vector<FigureRequest> usual_figures(const StudyFigures& study) {
  std::vector<FigureRequest> out;
  for (const std::string_view id : kUsual) {
    if (index_of_figure(study, std::string(id)) < study.figures.size()) out.push_back({std::string(id), std::nullopt});
  }
  return out;
}

std::variant<SensitivityReport, StudyMistake> sensitivity_report(const StudyFigures& study, const std::vector<FigureRequest>& figures) {
  const std::optional<DesignKind> design = design_of(study);
  if (design != DesignKind::morris && design != DesignKind::saltelli && design != DesignKind::one_at_a_time) {
    return StudyMistake{fmt::format("a {} study has no sensitivity indices", study.design),
                        "plan one with --design morris (screening), saltelli (Sobol indices) or tornado (one at a time)"};
  }
  SensitivityReport out{study, {}};
  const std::vector<DesignPoint> points = points_of(study);
  if (!stands_in_order(*design, points, axes_of(study))) {
    return StudyMistake{fmt::format("the points of the study are not those of a {} design", study.design),
                        "the file was changed after it was merged: merge the study again"};
  }
  for (const FigureRequest& request : figures) out.figures.push_back(figure_of(study, *design, points, request));
  return out;
}

}  // namespace eldercast
