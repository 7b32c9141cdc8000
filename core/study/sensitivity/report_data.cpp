#include <fmt/format.h>

#include <limits>

#include "output/render/json_numbers.hpp"
#include "study/sensitivity/doubt.hpp"
#include "study/sensitivity/sensitivity_report.hpp"

namespace eldercast {
namespace {

/// One index of an axis under the name that JSON and the file give it.
struct Part {
  const char* name;
  const char* long_name;
  const char* long_name_zh;
  double value = std::numeric_limits<double>::quiet_NaN();
};

std::vector<Part> parts_of(const MorrisRow& row) {
  return {{"mu", "mean elementary effect, per range of the parameter", "平均效应", row.mu},
          {"mu_star", "mean absolute elementary effect", "平均绝对效应", row.mu_star},
          {"mu_star_low", "5% bootstrap end of mu_star", "平均绝对效应下限", row.mu_star_interval.low},
          {"mu_star_high", "95% bootstrap end of mu_star", "平均绝对效应上限", row.mu_star_interval.high},
          {"sigma", "standard deviation of effects, without noise", "效应标准差", row.sigma},
          {"noise", "standard error that replicates alone give one effect", "随机误差", row.noise},
          {"effects", "effects that were counted", "效应个数", static_cast<double>(row.effects)}};
}

std::vector<Part> parts_of(const SobolRow& row) {
  return {{"first", "first-order index of the mean over replicates", "一阶指数", row.first},
          {"first_low", "5% bootstrap end", "一阶指数下限", row.first_interval.low},
          {"first_high", "95% bootstrap end", "一阶指数上限", row.first_interval.high},
          {"total", "total index of the mean over replicates", "总指数", row.total},
          {"total_low", "5% bootstrap end", "总指数下限", row.total_interval.low},
          {"total_high", "95% bootstrap end", "总指数上限", row.total_interval.high},
          {"base_points", "base points that were used", "基点个数", static_cast<double>(row.base_points)}};
}

std::vector<Part> parts_of(const TornadoRow& row) {
  return {{"low", "change at the parameter's low", "低值变化", row.low.mean},
          {"low_low", "5% end", "低值变化下限", row.low.interval.low},
          {"low_high", "95% end", "低值变化上限", row.low.interval.high},
          {"high", "change at the parameter's high", "高值变化", row.high.mean},
          {"high_low", "5% end", "高值变化下限", row.high.interval.low},
          {"high_high", "95% end", "高值变化上限", row.high.interval.high}};
}

/// The parts of every axis, in the order of axes.
std::vector<std::vector<Part>> by_axis(const FigureSensitivity& figure, std::size_t axes) {
  std::vector<std::vector<Part>> out(axes);
  const auto take = [&](const auto& rows) {
    for (const auto& row : rows) out[static_cast<std::size_t>(row.axis)] = parts_of(row);
  };
  std::visit(
      [&]<class Indices>(const Indices& indices) {
        if constexpr (std::is_same_v<Indices, std::vector<TornadoRow>>) {
          take(indices);
        } else {
          take(indices.rows);
        }
      },
      figure.indices);
  return out;
}

std::string label_of(const FigureSensitivity& figure) { return figure.year ? fmt::format("{}@{}", figure.id, *figure.year) : figure.id; }

}  // namespace

std::string render_json(const SensitivityReport& report) {
  Json figures = Json::array();
  for (const FigureSensitivity& figure : report.figures) {
    Json rows = Json::array();
    const auto axes = by_axis(figure, report.parameters.size());
    for (std::size_t i = 0; i < axes.size(); ++i) {
      Json row{{"parameter", report.parameters[i]}};
      for (const Part& part : axes[i]) row[part.name] = json_of(part.value);
      rows.push_back(std::move(row));
    }
    Json one{{"figure", figure.id},
             {"year", figure.year ? Json(*figure.year) : Json(nullptr)},
             {"unit", figure.unit},
             {"rows_left_out", figure.rows_failed}};
    if (const auto* sobol = std::get_if<SobolIndices>(&figure.indices)) {
      one["mean"] = json_of(sobol->mean);
      one["variance"] = json_of(sobol->variance);
      one["noise_variance"] = json_of(sobol->noise_variance);
      one["noise_share"] = json_of(sobol->noise_share);
    }
    const std::optional<Text> doubt = doubt_of(figure);
    one["doubt"] = doubt ? Json(doubt->en) : Json(nullptr);
    one["parameters"] = std::move(rows);
    figures.push_back(std::move(one));
  }
  const Json out{{"format", "eldercast-sensitivity"}, {"version", 1},
                 {"design", report.design},           {"cases", report.cases},
                 {"replicates", report.replicates},   {"figures", std::move(figures)}};
  return json_text(out);
}

ArrayFile sensitivity_file(const SensitivityReport& report) {
  std::vector<std::string> labels;
  std::vector<ArrayData> arrays;
  for (const FigureSensitivity& figure : report.figures) {
    labels.push_back(label_of(figure));
    const auto axes = by_axis(figure, report.parameters.size());
    for (const auto& parts : axes) {
      for (std::size_t i = 0; i < parts.size(); ++i) {
        const Part& part = parts[i];
        if (i == arrays.size())
          arrays.push_back({part.name, {"figure", "parameter"}, "see long_name", part.long_name, part.long_name_zh, {}});
        arrays[i].cells.push_back(part.value);
      }
    }
  }
  ArrayGroup group{"sensitivity",
                   "indices of the study",
                   "敏感性指数",
                   {{"figure",
                     "figure, and its year after @",
                     "指标",
                     labels,
                     {{"figure_name_zh", "1", "Chinese name", "中文名称", column_of<&FigureSensitivity::name_zh>(report.figures)},
                      {"figure_unit", "1", "unit; 1: a share", "单位", column_of<&FigureSensitivity::unit>(report.figures)}}},
                    {"parameter",
                     "parameter, as --set takes it",
                     "参数",
                     report.parameters,
                     {{"parameter_name_zh", "1", "Chinese name", "中文名称", report.parameter_names_zh},
                      {"parameter_low", "units of the parameter", "low end of the range", "取值下限", report.low},
                      {"parameter_high", "units of the parameter", "high end of the range", "取值上限", report.high}}}},
                   std::move(arrays)};
  return {"eldercast-sensitivity", "1.0", {{"design", report.design}}, {std::move(group)}};
}

}  // namespace eldercast
