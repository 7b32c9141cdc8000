#pragma once
/// What drives the figures of a study: the indices that its design allows, for each figure asked for.
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "output/batches/study_file.hpp"
#include "output/file/array_file.hpp"
#include "output/render/document.hpp"
#include "study/plan/varied.hpp"
#include "study/sensitivity/morris.hpp"
#include "study/sensitivity/sobol.hpp"
#include "study/sensitivity/tornado.hpp"

namespace eldercast {

/// A figure of the study, over the whole run (flows summed, else at its end) or in one year.
struct FigureRequest {
  std::string id;
  std::optional<std::int32_t> year;
};

struct FigureSensitivity {
  std::string id;
  std::string name_zh;
  std::string name_en;
  std::string unit;
  std::optional<std::int32_t> year;
  std::size_t rows_failed = 0;  ///< rows that failed, were not run or have nothing to measure
  std::variant<MorrisIndices, SobolIndices, std::vector<TornadoRow>> indices;
};

struct SensitivityReport : StudyHead {
  std::vector<FigureSensitivity> figures;
};

/// Reads "ID" or "ID@2020".
[[nodiscard]] std::variant<FigureRequest, StudyMistake> read_figure_request(const std::string& text, const StudyFigures& study);

/// The figures that are looked at when nobody asks for others.
[[nodiscard]] std::vector<FigureRequest> usual_figures(const StudyFigures& study);

/// The indices of every figure, or why the study's design has none: only morris, saltelli and one_at_a_time do.
[[nodiscard]] std::variant<SensitivityReport, StudyMistake> sensitivity_report(const StudyFigures& study,
                                                                               const std::vector<FigureRequest>& figures);

/// For each figure the parameters by what they matter: screens show the `most` first ones, files all.
[[nodiscard]] Document document_of(const SensitivityReport& report, std::size_t most);
/// "format" is "eldercast-sensitivity", "version" 1.
[[nodiscard]] std::string render_json(const SensitivityReport& report);
/// One array an index along figure and parameter.
[[nodiscard]] ArrayFile sensitivity_file(const SensitivityReport& report);

}  // namespace eldercast
