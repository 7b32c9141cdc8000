#include <fmt/format.h>

#include "output/render/json_numbers.hpp"
#include "output/render/text_cells.hpp"
#include "study/forecast/score.hpp"

namespace eldercast {
namespace {

std::vector<std::string> score_line(const std::string& name, std::string_view kind, const Score& score) {
  std::vector<std::string> out{name, std::string(kind), std::to_string(score.outcomes)};
  if (score.outcomes == 0) {
    out.resize(7, "-");
    return out;
  }
  out.push_back(percent_text(score.in_half));
  out.push_back(percent_text(score.in_ninety));
  out.push_back(fmt::format("{:.4f}", score.crps));
  out.push_back(fmt::format("{:+.4f}", score.bias));
  return out;
}

Json score_json(const Score& score) {
  const bool none = score.outcomes == 0;
  return {{"outcomes", score.outcomes},
          {"in_half", none ? Json(nullptr) : Json(score.in_half)},
          {"in_ninety", none ? Json(nullptr) : Json(score.in_ninety)},
          {"crps", none ? Json(nullptr) : Json(score.crps)},
          {"bias", none ? Json(nullptr) : Json(score.bias)}};
}

}  // namespace

std::string render_text(std::span<const ForecastScore> scores) {
  std::vector<std::vector<std::string>> table{{"forecast", "kind", "outcomes", "in 50%, %", "in 90%, %", "CRPS", "bias"}};
  for (const ForecastScore& score : scores) {
    for (const FacilityKind kind : kForecastKinds) table.push_back(score_line(score.name, name_of(kind), score.kinds[index_of(kind)]));
    table.push_back(score_line(score.name, "all", score.all));
  }
  std::string out =
      "SCORES 预测评分  shares of the denominator; CRPS 0 is perfect, of a single number it is the absolute error\n" + table_text(table);
  for (const ForecastScore& score : scores) {
    if (score.without_row > 0) out += fmt::format("{}: {} outcomes of months that it does not forecast\n", score.name, score.without_row);
  }
  return out;
}

std::string render_json(std::span<const ForecastScore> scores) {
  Json rows = Json::array();
  for (const ForecastScore& score : scores) {
    Json one{{"forecast", score.name}, {"all", score_json(score.all)}, {"without_row", score.without_row}};
    for (const FacilityKind kind : kForecastKinds) one[std::string(name_of(kind))] = score_json(score.kinds[index_of(kind)]);
    rows.push_back(one);
  }
  return json_text(Json{{"format", "eldercast-score"}, {"version", 1}, {"scores", rows}});
}

}  // namespace eldercast
