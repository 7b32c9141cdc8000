#include <fmt/format.h>

#include "output/render/json_numbers.hpp"
#include "output/render/words.hpp"
#include "study/forecast/score.hpp"

namespace eldercast {
namespace {

std::vector<Cell> score_row(const std::string& name, const Text& kind, const Score& score) {
  std::vector<Cell> out{name, kind, static_cast<double>(score.outcomes)};
  if (score.outcomes == 0) {
    out.resize(7);
    return out;
  }
  out.emplace_back(score.in_half);
  out.emplace_back(score.in_ninety);
  out.emplace_back(fmt::format("{:.4f}", score.crps));
  out.emplace_back(fmt::format("{:+.4f}", score.bias));
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

Document document_of(std::span<const ForecastScore> scores) {
  Document out;
  out.title = {"预测评分：数值为占应有设施的比例；CRPS为0即完全正确，单一数值的CRPS即绝对误差",
               "Scores: shares of the denominator; CRPS 0 is perfect, of a single number it is the absolute error"};
  Table table{"scores", "评分", "", ""};
  table.columns = {{"forecast", "预测", "forecast", "", CellFormat::text},
                   {"kind", "类型", "kind", "", CellFormat::text},
                   {"outcomes", "结果数", "outcomes", "1", CellFormat::whole},
                   {"in_half", "在50%内", "in 50%", "1", CellFormat::share},
                   {"in_ninety", "在90%内", "in 90%", "1", CellFormat::share},
                   {"crps", "CRPS", "CRPS", "1", CellFormat::whole},
                   {"bias", "偏差", "bias", "1", CellFormat::whole}};
  for (const ForecastScore& score : scores) {
    for (const FacilityKind kind : kForecastKinds) table.rows.push_back(score_row(score.name, words_of(kind), score.kinds[index_of(kind)]));
    table.rows.push_back(score_row(score.name, {"合计", "all"}, score.all));
  }
  out.add(std::move(table));
  for (const ForecastScore& score : scores) {
    if (score.without_row > 0)
      out.say(worded("{}：有{}项结果的月份没有预测", "{}: {} outcomes of months that it does not forecast", score.name, score.without_row));
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
