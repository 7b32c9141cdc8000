#include "output/export/rule_figures_table.hpp"

#include <string>
#include <vector>

#include "output/figures/figures.hpp"

namespace eldercast {

Table rule_figures_table(const Sample& sample) {
  const Description& description = sample.description;
  Table out{
      "rule_figures", "规则自定指标", "规则自定指标（年份×镇街）", "Figures that rules say of their own, by year and town", {}, {}, {}};
  out.columns = {{"figure", "指标编号", "figure", "", CellFormat::text},
                 {"name_zh", "指标", "Chinese name", "", CellFormat::text},
                 {"name_en", "英文名称", "English name", "", CellFormat::text},
                 {"unit", "单位", "unit", "", CellFormat::text},
                 {"year", "年份", "year", "", CellFormat::year},
                 {"town", "代码", "code, empty: not by town", "", CellFormat::text},
                 {"town_zh", "镇街", "town", "", CellFormat::text},
                 {"town_en", "镇街英文名", "English name of the town", "", CellFormat::text},
                 {"value", "数值", "value", kUnitOfFigure, CellFormat::decimal, true}};
  const std::size_t towns = description.towns.size();
  const std::vector<Figure> figures = figures_of(description);
  for (const RuleFigureLine& line : description.rule_figures) {
    const Figure& figure = *find_figure(figures, "rule." + line.id);
    for (int year = 0; year < description.years(); ++year) {
      for (std::size_t town = 0; town <= towns; ++town) {
        const Estimate value = sample.over([&](const Headline& h) {
          if (town < towns) return figure.town(h, year, town);
          double rest = figure.district(h, year);
          for (std::size_t t = 0; t < towns; ++t) rest -= figure.town(h, year, t);
          return rest;
        });
        if (value.low == 0 && value.high == 0) continue;
        out.rows.push_back({figure.id, line.name_zh, line.name_en, line.unit, static_cast<double>(description.start.year() + year),
                            town < towns ? description.towns[town].code : std::string(),
                            town < towns ? description.towns[town].name_zh : std::string("不分镇街"),
                            town < towns ? description.towns[town].name_en : std::string("not by town"), value});
      }
    }
  }
  return out;
}

}  // namespace eldercast
