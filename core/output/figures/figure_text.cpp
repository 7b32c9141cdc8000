#include "output/figures/figure_text.hpp"

#include <fmt/format.h>

#include <cmath>

#include "output/render/text_cells.hpp"

namespace eldercast {

double shown_per_unit(std::string_view unit) { return unit == "CNY" ? 1 / kYuanPer10000 : unit == "1" ? 100.0 : 1.0; }

Text unit_words(std::string_view unit) {
  if (unit == "CNY") return {"，万元", ", 10k CNY"};
  if (unit == "1") return {"，%", ", %"};
  return {};
}

Text figure_label(const Figure& figure) {
  const Text unit = unit_words(figure.unit);
  const bool whole = figure.over != Over::end;
  return {figure.name_zh + unit.zh + (whole ? "，全程" : ""), figure.name_en + unit.en + (whole ? ", whole run" : "")};
}

std::string figure_number(const Figure& figure, double value) { return decimal_text(value * shown_per_unit(figure.unit)); }

namespace {

std::pair<double, double> ends_of(const Difference& difference, Brackets brackets) {
  return brackets == Brackets::mean ? std::pair(difference.mean_low, difference.mean_high) : std::pair(difference.low, difference.high);
}

}  // namespace

std::string difference_text(const Figure& figure, const Difference& difference, Brackets brackets) {
  if (difference.replicates == 0) return "-";
  if (difference.zero) return "0";
  const double unit = shown_per_unit(figure.unit);
  std::string out = signed_text(difference.mean * unit);
  if (!std::isnan(difference.mean_low)) {
    const auto [low, high] = ends_of(difference, brackets);
    out += fmt::format(" [{}, {}]", signed_text(low * unit), signed_text(high * unit));
  }
  return out;
}

Text worth_words(const Figure& figure, const Difference& difference) {
  const Direction direction = direction_of(difference);
  if (figure.better == Better::neither || (direction != Direction::certain && direction != Direction::on_average)) return {};
  const bool better = (difference.mean > 0) == (figure.better == Better::more);
  if (direction == Direction::certain) return better ? Text{"改善", "better"} : Text{"变差", "worse"};
  return better ? Text{"平均改善", "on average better"} : Text{"平均变差", "on average worse"};
}

std::vector<TableColumn> difference_columns(const Text& a, const Text& b, Brackets brackets) {
  const Text change = brackets == Brackets::mean ? Text{"变化：均值 [其90%区间]", "change: mean [its 90%]"}
                                                 : Text{"变化：均值 [90%的模拟]", "change: mean [90% of replicates]"};
  constexpr auto kScreens = ShownIn::screens;
  constexpr auto kFiles = ShownIn::files;
  return {{"figure", "指标编号", "figure", "", CellFormat::text, false, kFiles},
          {"name", "指标", "figure", "", CellFormat::text},
          {"unit", "单位", "unit", "", CellFormat::text, false, kFiles},
          {"a_shown", a.zh, a.en, "", CellFormat::whole, false, kScreens},
          {"b_shown", b.zh, b.en, "", CellFormat::whole, false, kScreens},
          {"change_shown", change.zh, change.en, "", CellFormat::whole, false, kScreens},
          {"a", a.zh, a.en, kUnitOfFigure, CellFormat::decimal, false, kFiles},
          {"b", b.zh, b.en, kUnitOfFigure, CellFormat::decimal, false, kFiles},
          {"change", "变化", "change", kUnitOfFigure, CellFormat::decimal, true, kFiles}};
}

std::vector<Cell> difference_cells(const Figure& figure, const Difference& difference, Brackets brackets) {
  const auto [low, high] = ends_of(difference, brackets);
  return {figure.id,
          figure_label(figure),
          figure.unit,
          figure_number(figure, difference.a),
          figure_number(figure, difference.b),
          difference_text(figure, difference, brackets),
          number_cell(difference.a),
          number_cell(difference.b),
          Estimate{difference.mean, kUnknown, low, high}};
}

}  // namespace eldercast
