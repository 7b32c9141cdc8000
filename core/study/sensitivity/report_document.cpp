#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "output/figures/figure_text.hpp"
#include "output/render/json_numbers.hpp"
#include "output/render/text_cells.hpp"
#include "study/sensitivity/doubt.hpp"
#include "study/sensitivity/sensitivity_report.hpp"

namespace eldercast {
namespace {

std::string interval_text(const Interval& one, double unit = 1) {
  return std::isnan(one.low) ? std::string("-") : fmt::format("[{}, {}]", decimal_text(one.low * unit), decimal_text(one.high * unit));
}

/// Positions of rows, the largest key first, NaN last.
template <class Rows, class Key>
std::vector<std::size_t> sorted_by(const Rows& rows, Key key) {
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto value = [&](std::size_t i) { return std::isnan(key(rows[i])) ? -1.0 : key(rows[i]); };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return value(a) > value(b); });
  return order;
}

TableColumn screen_column(const char* key, const char* zh, const char* en) {
  return {key, zh, en, "", CellFormat::whole, false, ShownIn::screens};
}
TableColumn file_column(const char* key, const char* zh, const char* en, const char* unit, bool interval = false) {
  return {key, zh, en, unit, CellFormat::decimal, interval, ShownIn::files};
}

/// Builds the table of one figure: what screens show of each parameter, and the numbers of all of them for files.
class IndicesTable {
 public:
  IndicesTable(const SensitivityReport& report, const FigureSensitivity& figure, std::size_t most)
      : report_(report), figure_(figure), most_(most), unit_(shown_per_unit(figure.unit)) {
    table_ = {"indices", "敏感性", "", ""};
    table_.columns = {{"figure", "指标编号", "figure", "", CellFormat::text, false, ShownIn::files},
                      {"year", "年份", "year", "", CellFormat::year, false, ShownIn::files},
                      {"parameter", "参数", "parameter", "", CellFormat::text},
                      {"name", "参数名称", "name", "", CellFormat::text, false, ShownIn::files},
                      {"unit", "单位", "unit", "", CellFormat::text, false, ShownIn::files}};
  }

  Table operator()(const MorrisIndices& indices) {
    add({screen_column("mu_star_shown", "mu*", "mu*"), screen_column("interval_shown", "90%", "90%"),
         screen_column("sigma_shown", "sigma", "sigma"), screen_column("mu_shown", "mu", "mu"),
         screen_column("noise_shown", "偶然性", "noise"), file_column("mu_star", "mu*", "mu*", kUnitOfFigure, true),
         file_column("sigma", "sigma", "sigma", kUnitOfFigure), file_column("mu", "mu", "mu", kUnitOfFigure),
         file_column("noise", "偶然性", "noise", kUnitOfFigure), file_column("effects", "效应数", "effects", "1")});
    for (const std::size_t i : sorted_by(indices.rows, [](const MorrisRow& row) { return row.mu_star; })) {
      const MorrisRow& row = indices.rows[i];
      if (row.mu_star == 0) note_inert(row.axis);
      add(row.axis, {shown(row.mu_star), interval_text(row.mu_star_interval, unit_), shown(row.sigma), shown(row.mu), shown(row.noise),
                     with_interval(row.mu_star, row.mu_star_interval), number_cell(row.sigma), number_cell(row.mu), number_cell(row.noise),
                     static_cast<double>(row.effects)});
    }
    return finished();
  }

  Table operator()(const SobolIndices& indices) {
    add({screen_column("first_shown", "主效应", "first"), screen_column("first_interval", "90%", "90%"),
         screen_column("total_shown", "总效应", "total"), screen_column("total_interval", "90%", "90%"),
         file_column("first", "主效应", "first", "1", true), file_column("total", "总效应", "total", "1", true),
         file_column("base_points", "基点数", "base points", "1")});
    for (const std::size_t i : sorted_by(indices.rows, [](const SobolRow& row) { return row.total; })) {
      const SobolRow& row = indices.rows[i];
      add(row.axis, {decimal_text(row.first), interval_text(row.first_interval), decimal_text(row.total), interval_text(row.total_interval),
                     with_interval(row.first, row.first_interval), with_interval(row.total, row.total_interval),
                     static_cast<double>(row.base_points)});
    }
    return finished();
  }

  Table operator()(const std::vector<TornadoRow>& rows) {
    add({screen_column("at_low_shown", "取低值时", "at its low"), screen_column("at_high_shown", "取高值时", "at its high"),
         file_column("at_low", "取低值时", "at its low", kUnitOfFigure, true),
         file_column("at_high", "取高值时", "at its high", kUnitOfFigure, true)});
    for (const TornadoRow& row : rows) {
      if (row.low.mean == 0 && row.high.mean == 0) {
        note_inert(row.axis);
        continue;
      }
      add(row.axis, {swing(row.low), swing(row.high), with_interval(row.low.mean, row.low.interval),
                     with_interval(row.high.mean, row.high.interval)});
    }
    return finished();
  }

  /// Parameters that move nothing, and their ids.
  [[nodiscard]] std::size_t still() const { return still_; }
  [[nodiscard]] const std::string& inert() const { return inert_; }

 private:
  void add(const std::vector<TableColumn>& columns) { table_.columns.insert(table_.columns.end(), columns.begin(), columns.end()); }
  void add(int axis, std::vector<Cell> cells) {
    const auto at = static_cast<std::size_t>(axis);
    std::vector<Cell> row{figure_.id, figure_.year ? Cell{static_cast<double>(*figure_.year)} : Cell{}, report_.parameters[at],
                          report_.parameter_names_zh[at], figure_.unit};
    row.insert(row.end(), cells.begin(), cells.end());
    table_.rows.push_back(std::move(row));
  }
  void note_inert(int axis) {
    ++still_;
    inert_ += (inert_.empty() ? "" : ", ") + report_.parameters[static_cast<std::size_t>(axis)];
  }
  Table finished() {
    table_.rows_on_terminals = most_;
    return std::move(table_);
  }

  [[nodiscard]] std::string shown(double value) const { return decimal_text(value * unit_); }
  static Cell with_interval(double value, const Interval& interval) { return Estimate{value, kUnknown, interval.low, interval.high}; }
  [[nodiscard]] std::string swing(const Swing& one) const {
    if (std::isnan(one.mean)) return "-";
    return signed_text(one.mean * unit_) + " " + interval_text(one.interval, unit_);
  }

  const SensitivityReport& report_;
  const FigureSensitivity& figure_;
  std::size_t most_;
  double unit_;
  Table table_;
  std::size_t still_ = 0;
  std::string inert_;
};

/// An estimate of a variance may be negative; what is not known stays so.
double root_of(double variance) { return variance < 0 ? 0.0 : std::sqrt(variance); }

/// How much of the variance is chance; one replicate a case says nothing of it.
void add_spread(Document& out, const SobolIndices& indices, double unit) {
  const std::string mean = decimal_text(indices.mean * unit);
  const std::string spread = decimal_text(root_of(indices.variance) * unit);
  Text chance{"偶然性未知：每种情况只有一次模拟", "by chance unknown: one replicate a case"};
  if (indices.noise_known) {
    const double share = indices.noise_share;
    const std::string noise = decimal_text(root_of(indices.noise_variance) * unit);
    const Text part = std::isnan(share) ? Text{"-", "-"}
                      : share > 1       ? Text{"全部方差", "all of the variance"}
                                        : Text{"方差的" + percent_text(share) + "%", percent_text(share) + "% of the variance"};
    chance = {fmt::format("单次模拟的偶然性{}（{}）", noise, part.zh), fmt::format("by chance in one replicate {} ({})", noise, part.en)};
  }
  out.say(fmt::format("均值{}，参数引起的标准差{}，{}", mean, spread, chance.zh),
          fmt::format("mean {}, standard deviation by parameters {}, {}", mean, spread, chance.en), 2);
}

Text explanation(const SensitivityReport& report) {
  if (report.design == "morris")
    return {"mu*：从低值到高值的平均绝对效应；sigma：效应随其他参数的变化；偶然性：单个效应中的偶然误差",
            "mu*: mean absolute effect from low to high; sigma: how it depends on others; noise: by chance"};
  if (report.design == "saltelli")
    return {"均值（对重复模拟）的方差所占份额；主效应：单独作用，总效应：含交互作用",
            "shares of the variance of the mean over replicates; first: alone, total: with interactions"};
  return {"其他参数不变，一个参数取低值或高值时的变化 [均值的90%区间]",
          "change when one parameter goes to its low or high and all others stay [90% interval of the mean]"};
}

void add_figure(Document& out, const SensitivityReport& report, const FigureSensitivity& figure, std::size_t most) {
  const Text unit = unit_words(figure.unit);
  const std::string year = figure.year ? std::to_string(*figure.year) : "";
  out.begin(fmt::format("{} {}{}{}", figure.id, figure.name_zh, unit.zh, year.empty() ? "" : "，" + year),
            fmt::format("{} {}{}{}", figure.id, figure.name_en, unit.en, year.empty() ? "" : ", " + year));
  if (figure.rows_failed > 0) out.say(worded("{}行没有数值，未计入", "{} rows without a value are left out", figure.rows_failed), 2);
  if (const auto* sobol = std::get_if<SobolIndices>(&figure.indices)) add_spread(out, *sobol, shown_per_unit(figure.unit));
  IndicesTable made(report, figure, most);
  Table table = std::visit([&](const auto& indices) { return made(indices); }, figure.indices);
  const std::size_t hidden = table.rows.size() > most ? table.rows.size() - most : 0;
  Table told = table;
  told.rows.resize(table.rows.size() - hidden);
  told.shown = ShownIn::screens;
  table.shown = ShownIn::files;
  out.add(std::move(told));
  out.add(std::move(table));
  if (hidden > 0) out.say(worded("另有{}个影响更小（--most）", "{} more matter less (--most)", hidden), 2);
  if (made.still() > 0) out.say(worded("{}个毫无作用：{}", "{} move nothing: {}", made.still(), made.inert()), 2);
  if (const auto doubt = doubt_of(figure)) out.say("不可据此判断：" + doubt->zh, "do not build on these: " + doubt->en, 2);
}

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

Document document_of(const SensitivityReport& report, std::size_t most) {
  Document out;
  out.title = {"敏感性：" + report.scenario_zh, "Sensitivity: " + report.scenario};
  out.say(worded("{}：{}种情况×{}次模拟，{}个参数", "{}: {} cases x {} replicates, {} parameters", report.design, report.cases,
                 report.replicates, report.parameters.size()));
  const Text words = explanation(report);
  out.say(words.zh, words.en);
  for (const FigureSensitivity& figure : report.figures) add_figure(out, report, figure, most);
  return out;
}

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
