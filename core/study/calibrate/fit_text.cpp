#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "output/render/text_cells.hpp"
#include "scenario/parameters/parameter_value.hpp"
#include "study/calibrate/fit_scenario.hpp"

namespace eldercast {
namespace {

constexpr double kToldNothing = 0.9;  ///< posterior spread over prior spread from which on the data tell nothing

std::vector<double> sorted(std::vector<double> values) {
  std::erase_if(values, [](double value) { return std::isnan(value); });
  std::sort(values.begin(), values.end());
  return values;
}

std::string range_text(const std::vector<double>& values) {
  return values.empty()
             ? "-"
             : fmt::format("{:.4g} [{:.4g}, {:.4g}]", percentile(values, 0.5), percentile(values, 0.05), percentile(values, 0.95));
}

double value_of(const VariedParameter& parameter, double unit) {
  return parameter.usable(value_at(parameter.axis, std::min(unit, 1 - 1e-12)));
}

std::vector<double> prior_of(const VariedParameter& parameter) {
  constexpr int kPoints = 200;
  std::vector<double> out;
  for (int i = 0; i < kPoints; ++i) out.push_back(value_of(parameter, (i + 0.5) / kPoints));
  return out;
}

std::string parameters_text(const ScenarioFit& fit) {
  std::vector<std::vector<std::string>> table{{"parameter", "before", "after", "spread left"}};
  std::string untold;
  for (std::size_t a = 0; a < fit.parameters.size(); ++a) {
    const VariedParameter& parameter = fit.parameters[a];
    std::vector<double> after;
    for (const UnitPoint& point : fit.fit.posterior) after.push_back(value_of(parameter, point[a]));
    const std::vector<double> before = prior_of(parameter);
    const double left = std::sqrt(variance(after) / variance(before));
    table.push_back(
        {parameter.id, range_text(sorted(before)), range_text(sorted(after)), std::isnan(left) ? "-" : percent_text(left) + "%"});
    if (left >= kToldNothing) untold += (untold.empty() ? "" : ", ") + parameter.id;
  }
  std::string out = table_text(table);
  if (!untold.empty()) out += "The observations tell nothing of: " + untold + "\n";
  return out;
}

std::string targets_text(const ScenarioFit& fit) {
  std::vector<std::vector<std::string>> table{{"observed", "value", "error", "before", "after", "nearest, sd"}};
  for (std::size_t t = 0; t < fit.targets.size(); ++t) {
    const auto column = [&](const std::vector<std::vector<double>>& rows) {
      std::vector<double> out;
      for (const auto& row : rows) out.push_back(row[t]);
      return sorted(std::move(out));
    };
    const double nearest = fit.fit.waves.empty() ? kUnknown : fit.fit.waves.back().least_implausible[t];
    table.push_back({fit.targets[t].name, fmt::format("{:.4g}", fit.targets[t].value), fmt::format("{:.3g}", fit.targets[t].error),
                     range_text(column(fit.fit.prior_runs)), range_text(column(fit.fit.fitted)), fmt::format("{:.1f}", nearest)});
  }
  return table_text(table);
}

}  // namespace

std::string posterior_csv(const ScenarioFit& fit) {
  std::string out;
  for (std::size_t a = 0; a < fit.parameters.size(); ++a) out += (a == 0 ? "" : ",") + fit.parameters[a].id;
  out += "\n";
  for (const UnitPoint& point : fit.fit.posterior) {
    for (std::size_t a = 0; a < point.size(); ++a) out += (a == 0 ? "" : ",") + number_text(value_of(fit.parameters[a], point[a]));
    out += "\n";
  }
  return out;
}

std::string render_text(const ScenarioFit& fit) {
  std::string out = fmt::format("CALIBRATION 校准  {} parameters, {} observations, {} simulations ({} of them known before)\n",
                                fit.parameters.size(), fit.targets.size(), fit.fit.simulated, fit.from_journal);
  for (std::size_t w = 0; w < fit.fit.waves.size(); ++w) {
    out += fmt::format("wave {}: {}% of the ranges is not ruled out\n", w + 1, percent_text(fit.fit.waves[w].left));
  }
  for (const std::size_t t : fit.fit.beyond_reach) {
    out +=
        fmt::format("NOT TO BE MET 无法吻合: {} = {:.4g}: nothing in the ranges comes near to it. The observation is wrong, or the model\n",
                    fit.targets[t].name, fit.targets[t].value);
  }
  if (fit.fit.together_beyond_reach)
    out += "NOT TO BE MET TOGETHER 无法同时吻合: each observation can be met, but nothing in the ranges meets all\n";
  if (!fit.fit.tolerances.empty()) {
    out += fmt::format("{} generations, the last within {:.3g} standard errors (error of counting and chance)\n", fit.fit.tolerances.size(),
                       fit.fit.tolerances.back());
  }
  if (!fit.fit.posterior.empty()) out += "\n" + parameters_text(fit);
  return out + "\n" + targets_text(fit);
}

}  // namespace eldercast
