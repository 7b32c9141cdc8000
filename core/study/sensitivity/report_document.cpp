#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "output/figures/figure_text.hpp"
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
                      {"name", "参数名称", "name", "", CellFormat::text, false, ShownIn::files}};
  }

  Table operator()(const MorrisIndices& indices) {
    add({screen_column("mu_star_shown", "mu*", "mu*"), screen_column("interval_shown", "90%", "90%"),
         screen_column("sigma_shown", "sigma", "sigma"), screen_column("mu_shown", "mu", "mu"),
         screen_column("noise_shown", "偶然性", "noise"), file_column("mu_star", "mu*", "mu*", "see figure", true),
         file_column("sigma", "sigma", "sigma", "see figure"), file_column("mu", "mu", "mu", "see figure"),
         file_column("noise", "偶然性", "noise", "see figure"), file_column("effects", "效应数", "effects", "1")});
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
         file_column("at_low", "取低值时", "at its low", "see figure", true),
         file_column("at_high", "取高值时", "at its high", "see figure", true)});
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
                          report_.parameter_names_zh[at]};
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

}  // namespace eldercast
