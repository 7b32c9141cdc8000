#include "study/forecast/score.hpp"

#include <algorithm>

#include "model/base/require.hpp"

namespace eldercast {
namespace {

/// Integral of 2 (1{outcome <= q} - level)(q - outcome) over levels from `a` to `b`, on which q goes from `qa` to `qb` in a straight line
/// and does not cross the outcome.
double piece_without_crossing(double a, double b, double qa, double qb, double outcome) {
  const double below = (qa + qb) / 2 >= outcome ? 1.0 : 0.0;
  // (below - level) and (q - outcome) are both linear: Simpson's rule is exact.
  const auto at = [&](double level, double q) { return 2 * (below - level) * (q - outcome); };
  return (b - a) / 6 * (at(a, qa) + 4 * at((a + b) / 2, (qa + qb) / 2) + at(b, qb));
}

double piece(double a, double b, double qa, double qb, double outcome) {
  if (qa < outcome && outcome < qb) {
    const double crossing = a + (b - a) * (outcome - qa) / (qb - qa);
    return piece_without_crossing(a, crossing, qa, outcome, outcome) + piece_without_crossing(crossing, b, outcome, qb, outcome);
  }
  return piece_without_crossing(a, b, qa, qb, outcome);
}

void add(Score& score, const ForecastRow& row, double outcome) {
  ++score.outcomes;
  const auto& q = row.quantiles;
  score.in_half += q[1] <= outcome && outcome <= q[3] ? 1 : 0;
  score.in_ninety += q[0] <= outcome && outcome <= q[4] ? 1 : 0;
  score.crps += crps_of_quantiles(kForecastLevels, q, outcome);
  score.bias += q[2] - outcome;
}

void divide(Score& score) {
  if (score.outcomes == 0) return;
  for (double* one : {&score.in_half, &score.in_ninety, &score.crps, &score.bias}) *one /= score.outcomes;
}

}  // namespace

double crps_of_quantiles(std::span<const double> levels, std::span<const double> quantiles, double outcome) {
  require(!levels.empty() && levels.size() == quantiles.size(), "crps_of_quantiles: one quantile a level");
  double sum = piece(0, levels.front(), quantiles.front(), quantiles.front(), outcome);
  for (std::size_t i = 0; i + 1 < levels.size(); ++i) sum += piece(levels[i], levels[i + 1], quantiles[i], quantiles[i + 1], outcome);
  return sum + piece(levels.back(), 1, quantiles.back(), quantiles.back(), outcome);
}

ForecastScore score_forecast(std::string name, std::span<const ForecastRow> forecast, std::span<const OutcomeRow> outcomes) {
  ForecastScore out;
  out.name = std::move(name);
  for (const OutcomeRow& outcome : outcomes) {
    const auto row = std::find_if(forecast.begin(), forecast.end(),
                                  [&](const ForecastRow& one) { return one.kind == outcome.kind && one.month == outcome.month; });
    if (row == forecast.end()) {
      ++out.without_row;
      continue;
    }
    add(out.kinds[index_of(outcome.kind)], *row, outcome.value);
    add(out.all, *row, outcome.value);
  }
  for (Score& kind : out.kinds) divide(kind);
  divide(out.all);
  return out;
}

}  // namespace eldercast
