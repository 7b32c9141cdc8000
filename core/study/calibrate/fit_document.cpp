#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

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

/// Median and 90% interval.
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

void add_parameters(Document& out, const ScenarioFit& fit) {
  Table table{"parameters", "参数", "参数：中位数 [90%区间]", "Parameters: median [90% interval]"};
  table.columns = {{"parameter", "参数", "parameter", "", CellFormat::text},
                   {"before", "拟合前", "before", "", CellFormat::whole},
                   {"after", "拟合后", "after", "", CellFormat::whole},
                   {"left", "剩余离散", "spread left", "1", CellFormat::share}};
  std::vector<std::string> untold;
  for (std::size_t a = 0; a < fit.parameters.size(); ++a) {
    const VariedParameter& parameter = fit.parameters[a];
    std::vector<double> after;
    for (const UnitPoint& point : fit.fit.posterior) after.push_back(value_of(parameter, point[a]));
    const std::vector<double> before = prior_of(parameter);
    const double left = std::sqrt(variance(after) / variance(before));
    table.rows.push_back({parameter.id, range_text(sorted(before)), range_text(sorted(after)), number_cell(left)});
    if (left >= kToldNothing) untold.push_back(parameter.id);
  }
  out.add(std::move(table));
  if (!untold.empty())
    out.say(fmt::format("观测对下列参数毫无说明：{}", fmt::join(untold, "、")),
            fmt::format("The observations tell nothing of: {}", fmt::join(untold, ", ")));
}

Table targets_table(const ScenarioFit& fit) {
  Table out{"observed", "观测", "观测与拟合", "Observation and fit"};
  out.columns = {{"observed", "观测", "observed", "", CellFormat::text}, {"value", "数值", "value", "", CellFormat::whole},
                 {"error", "误差", "error", "", CellFormat::whole},      {"before", "拟合前", "before", "", CellFormat::whole},
                 {"after", "拟合后", "after", "", CellFormat::whole},    {"nearest", "最近，标准差", "nearest, sd", "", CellFormat::whole}};
  for (std::size_t t = 0; t < fit.targets.size(); ++t) {
    const auto column = [&](const std::vector<std::vector<double>>& rows) {
      std::vector<double> values;
      for (const auto& row : rows) values.push_back(row[t]);
      return range_text(sorted(std::move(values)));
    };
    const double nearest = fit.fit.waves.empty() ? kUnknown : fit.fit.waves.back().least_implausible[t];
    out.rows.push_back({fit.targets[t].name, fmt::format("{:.4g}", fit.targets[t].value), fmt::format("{:.3g}", fit.targets[t].error),
                        column(fit.fit.prior_runs), column(fit.fit.fitted), fmt::format("{:.1f}", nearest)});
  }
  return out;
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

Document document_of(const ScenarioFit& fit) {
  Document out;
  out.title = worded("校准：{}个参数，{}项观测，{}次模拟（其中{}次此前已知）",
                     "Calibration: {} parameters, {} observations, {} simulations ({} of them known before)", fit.parameters.size(),
                     fit.targets.size(), fit.fit.simulated, fit.from_journal);
  for (std::size_t w = 0; w < fit.fit.waves.size(); ++w) {
    const std::string left = percent_text(fit.fit.waves[w].left);
    out.say(worded("第{}轮：参数范围尚有{}%未被排除", "wave {}: {}% of the ranges is not ruled out", w + 1, left));
  }
  for (const std::size_t t : fit.fit.beyond_reach) {
    const FitTarget& target = fit.targets[t];
    out.say(worded("无法吻合：{} = {:.4g}：参数范围内没有接近者。观测有误，或模型有误",
                   "NOT TO BE MET: {} = {:.4g}: nothing in the ranges comes near to it. The observation is wrong, or the model",
                   target.name, target.value));
  }
  if (fit.fit.together_beyond_reach)
    out.say("无法同时吻合：各项观测可分别吻合，但没有参数能同时吻合全部",
            "NOT TO BE MET TOGETHER: each observation can be met, but nothing in the ranges meets all");
  if (!fit.fit.tolerances.empty()) {
    out.say(worded("{}代，末代在{:.3g}个标准误之内（计数误差与偶然性）",
                   "{} generations, the last within {:.3g} standard errors (error of counting and chance)", fit.fit.tolerances.size(),
                   fit.fit.tolerances.back()));
  }
  if (!fit.fit.posterior.empty()) add_parameters(out, fit);
  out.add(targets_table(fit));
  return out;
}

}  // namespace eldercast
