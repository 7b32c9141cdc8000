#include <fmt/format.h>

#include <algorithm>

#include "output/figures/figures.hpp"
#include "output/page/svg.hpp"
#include "output/report/report_sections.hpp"

namespace eldercast {

namespace {

/// Figures of rules, in the order of the description.
std::vector<Figure> own_figures(const RunData& data) {
  std::vector<Figure> out;
  const std::vector<Figure> all = figures_of(data.description);
  for (const RuleFigureLine& line : data.description.rule_figures) out.push_back(*find_figure(all, "rule." + line.id));
  return out;
}

Text name_of_figure(const RuleFigureLine& line) { return {line.name_zh, line.name_en}; }

std::string month_chart(const RunData& data, std::size_t f) {
  const RuleFigureLine& line = data.description.rule_figures[f];
  LineChart chart;
  chart.text = {
      name_of_figure(line), same(line.unit), {"各月数值，由规则" + line.id + "所报。", "By month, as the rule says it: " + line.id + "."}};
  chart.over = data.months;
  chart.series.push_back({{name_of_figure(line), std::string(kAccent)},
                          data.by_month([f](const Headline& h, int month) { return h.rule_figures(month, f); })});
  return block(chart);
}

std::string year_table(const RunData& data, std::span<const Figure> figures) {
  std::vector<Text> header{{"指标", "figure"}, {"单位", "unit"}, {"年度口径", "a year is"}};
  for (const std::string& year : data.years) header.push_back(same(year));
  HtmlTable table(header, 3);
  for (std::size_t f = 0; f < figures.size(); ++f) {
    const RuleFigureLine& line = data.description.rule_figures[f];
    const bool state = line.kind == FigureKind::state;
    std::vector<std::string> cells{both(name_of_figure(line)), escape(line.unit),
                                   both(state ? Text{"年末值", "its last month"} : Text{"各月之和", "the sum of its months"})};
    for (const Estimate& year : data.by_year([&](const Headline&h, int at) { return figures[f].district(h, at); }))
      cells.push_back(shown(year, Show::number));
    table.add(cells);
  }
  return table.html({"各年", "By year"});
}

/// What rules say of towns: the sum of all years, or what it is at the end.
std::string town_table(const RunData& data, std::span<const Figure> figures) {
  const int years = data.description.years();
  std::vector<Text> header{{"镇街", "town"}};
  for (std::size_t f = 0; f < figures.size(); ++f) header.push_back(name_of_figure(data.description.rule_figures[f]));
  HtmlTable table(header);
  bool any = false;
  for (std::size_t t = 0; t < data.description.towns.size(); ++t) {
    std::vector<std::string> cells{both(data.town_name(TownId(t)))};
    for (std::size_t f = 0; f < figures.size(); ++f) {
      const bool state = data.description.rule_figures[f].kind == FigureKind::state;
      const Estimate whole = data.sample.over([&](const Headline& h) {
        double sum = 0;
        for (int year = state ? years - 1 : 0; year < years; ++year) sum += figures[f].town(h, year, t);
        return sum;
      });
      any = any || whole.mean != 0;
      cells.push_back(shown(whole, Show::number));
    }
    table.add(cells);
  }
  const Text heading{"按镇街：整个模拟期之和，年末值取期末", "By town: the sum of the whole run, or what it is at its end"};
  return any ? folded(heading, table.html(heading)) : "";
}

}  // namespace

std::string rules_section(const RunData& data) {
  const std::vector<Figure> figures = own_figures(data);
  std::string charts;
  for (std::size_t f = 0; f < figures.size(); ++f) charts += month_chart(data, f);
  return paragraph({"以下数值由规则自行上报，模型不据此计算其他结果。",
                    "Rules say these numbers of themselves; nothing else is computed from them."}) +
         "<div class=\"charts\">" + charts + "</div>" + year_table(data, figures) + town_table(data, figures);
}

}  // namespace eldercast
