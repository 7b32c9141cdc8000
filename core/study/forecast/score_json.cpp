#include "output/render/json_numbers.hpp"
#include "study/forecast/score.hpp"

namespace eldercast {
namespace {

Json score_json(const Score& score) {
  const bool none = score.outcomes == 0;
  return {{"outcomes", score.outcomes},
          {"in_half", none ? Json(nullptr) : Json(score.in_half)},
          {"in_ninety", none ? Json(nullptr) : Json(score.in_ninety)},
          {"crps", none ? Json(nullptr) : Json(score.crps)},
          {"bias", none ? Json(nullptr) : Json(score.bias)}};
}

}  // namespace

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
