#include "study/forecast/forecast.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace eldercast {
namespace {

/// Quantiles of equally many values and weights; `order` is room to sort in.
std::array<double, kForecastLevels.size()> weighted_quantiles(const std::vector<double>& values, const std::vector<double>& weights,
                                                              std::vector<std::size_t>& order) {
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  const double all = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::array<double, kForecastLevels.size()> out{};
  double sum = 0;
  std::size_t level = 0;
  for (const std::size_t i : order) {
    sum += weights[i];
    while (level < out.size() && sum >= kForecastLevels[level] * all) out[level++] = values[i];
  }
  for (; level < out.size(); ++level) out[level] = values[order.back()];
  return out;
}

/// The heaviest reading of a plan.
const PlanVariant& heaviest(const Pool& pool) {
  return *std::max_element(pool.variants.begin(), pool.variants.end(),
                           [](const PlanVariant& a, const PlanVariant& b) { return a.weight < b.weight; });
}

/// Open at the end of the month if every year's plan opens evenly over its year; the authority's own aim for a month, if it named one.
double open_by_plan(const PlanVariant& plan, YearMonth month) {
  double sum = 0;
  for (const PoolPlan& row : plan.rows) {
    const double months_before_due = row.due - month;
    if (row.part == PlannedAs::stock) sum += row.facilities.median;
    if (row.part == PlannedAs::add) sum += row.facilities.median * std::clamp(1 - months_before_due / 12, 0.0, 1.0);
  }
  return sum;
}

/// The last number that was counted, and when: a count, else the projects accepted by the date of the stages, else the stock of the plan.
struct LastCount {
  YearMonth month;
  double open = 0;
};

LastCount last_count(const Pool& pool, YearMonth as_of) {
  const PlanVariant& plan = heaviest(pool);
  LastCount out{YearMonth(as_of.year() - 1, 12), open_by_plan(plan, YearMonth(as_of.year() - 1, 12))};
  for (const StageCount& stage : pool.stages) {
    if (stage.stage == Stage::accepted) out = {stage.month, out.open + stage.projects};
  }
  for (const OpenCount& count : pool.counts) out = {count.month, count.open};
  return out;
}

Forecast empty_of(const ForecastTables& tables, const ForecastRequest& request) {
  Forecast out;
  out.as_of = tables.as_of;
  out.left_out = tables.left_out;
  for (const FacilityKind kind : kForecastKinds) {
    for (YearMonth month = request.first; month <= request.last; month = month + 1) out.rows.push_back({kind, month, {}});
  }
  return out;
}

}  // namespace

Forecast make_forecast(const ForecastTables& tables, const ForecastRequest& request) {
  Forecast out = empty_of(tables, request);
  out.worlds = request.worlds;
  const CitySetting setting(tables);
  const auto worlds = static_cast<std::size_t>(request.worlds);
  std::vector<std::vector<double>> values(out.rows.size(), std::vector<double>(worlds));
  std::vector<double> weights(worlds);
  for (std::size_t w = 0; w < worlds; ++w) {
    const CityPath path = draw_city_path(setting, {request.first, request.last}, request.seed, static_cast<std::uint32_t>(w));
    weights[w] = path.log_weight;
    std::size_t row = 0;
    for (const std::vector<double>& pool : path.open) {
      for (const double open : pool) values[row++][w] = open;
    }
    if (request.step && (w + 1) % (worlds / 100 + 1) == 0) request.step();
  }
  const double best = *std::max_element(weights.begin(), weights.end());
  double sum = 0;
  double squares = 0;
  for (double& weight : weights) {
    weight = std::exp(weight - best);
    sum += weight;
    squares += weight * weight;
  }
  out.effective_worlds = sum * sum / squares;
  std::vector<std::size_t> order(worlds);
  for (std::size_t row = 0; row < out.rows.size(); ++row) {
    out.rows[row].quantiles = weighted_quantiles(values[row], weights, order);
    for (double& quantile : out.rows[row].quantiles) quantile /= tables.pools[index_of(out.rows[row].kind)].denominator;
  }
  return out;
}

Forecast naive_forecast(const ForecastTables& tables, const ForecastRequest& request, Naive naive) {
  Forecast out = empty_of(tables, request);
  out.worlds = 1;
  out.effective_worlds = 1;
  for (ForecastRow& row : out.rows) {
    const Pool& pool = tables.pools[index_of(row.kind)];
    const LastCount last = last_count(pool, tables.as_of);
    const PlanVariant& plan = heaviest(pool);
    double open = open_by_plan(plan, row.month);
    if (naive == Naive::pace) {
      const YearMonth year_start(last.month.year() - 1, 12);
      const double since = last.open - open_by_plan(plan, year_start);
      const int months = last.month - year_start;
      // Without a count in the year the plan's own pace of the year before goes on.
      const double pace = months > 0 ? since / months : (open_by_plan(plan, year_start) - open_by_plan(plan, year_start - 12)) / 12;
      open = last.open + pace * (row.month - last.month);
    }
    row.quantiles.fill(std::clamp(open, 0.0, pool.most) / pool.denominator);
  }
  return out;
}

}  // namespace eldercast
