#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "output/answer/equity.hpp"
#include "output/page/svg.hpp"
#include "output/render/text_cells.hpp"
#include "output/render/words.hpp"
#include "output/report/report_sections.hpp"

namespace eldercast {

namespace {

constexpr int kTenths = 10;

/// The height of a Lorenz curve at a share of the people.
double height_at(const std::vector<LorenzPoint>& curve, double people) {
  for (std::size_t i = 1; i < curve.size(); ++i) {
    if (curve[i].people + 1e-12 < people) continue;
    const double width = curve[i].people - curve[i - 1].people;
    const double part = width > 0 ? (people - curve[i - 1].people) / width : 1;
    return curve[i - 1].share + part * (curve[i].share - curve[i - 1].share);
  }
  return 1;
}

std::string lorenz_chart(const EquityReport& report) {
  LineChart chart;
  chart.text = {{"洛伦兹曲线：得到最少的老年人占有多少", "Lorenz curves: what those who get least have"},
                {"占全部", "share of all"},
                {"横轴：按镇街比率从低到高排列的老年人占比；纵轴：他们所占份额。直线为人人相同。",
                 "Below: share of older people, towns with the lowest rate first; beside: what they have of all. A straight line: all have "
                 "the same."},
                Show::share,
                {"老年人占比", "older people"}};
  LineChart::Series same_for_all{{{"人人相同", "all the same"}, std::string(kGrey), true}, {}, false};
  for (int i = 0; i <= kTenths; ++i) {
    const double share = static_cast<double>(i) / kTenths;
    chart.over.push_back(fmt::format("{:.0f}%", 100 * share));
    same_for_all.values.push_back({share, share, share, share});
  }
  chart.series.push_back(std::move(same_for_all));
  std::size_t colour = 0;
  for (const TownSpread& one : report.spreads) {
    const std::vector<LorenzPoint> curve = lorenz(report.older_people, one.by_town);
    if (curve.size() < 2) continue;
    LineChart::Series series{{words_of(one.what), std::string(part_colour(colour++))}, {}, false};
    for (int i = 0; i <= kTenths; ++i) {
      const double height = height_at(curve, static_cast<double>(i) / kTenths);
      series.values.push_back({height, height, height, height});
    }
    chart.series.push_back(std::move(series));
  }
  return block(chart);
}

std::string number_cell_of(const Estimate& value) {
  if (std::isnan(value.mean)) return "-";
  return shown_cell(fmt::format("{} [{}, {}]", decimal_text(value.mean), decimal_text(value.low), decimal_text(value.high)));
}

std::string indices(const EquityReport& report) {
  HtmlTable table({{"内容", "what"}, {"基尼系数", "Gini"}, {"按距离的集中指数", "concentration by distance"}});
  for (const TownSpread& one : report.spreads)
    table.add({both(words_of(one.what)), number_cell_of(one.gini), number_cell_of(one.by_distance)});
  return table.html({"均衡指数", "Indices"});
}

std::string groups(const EquityReport& report) {
  HtmlTable table({{"群体", "group"}, {"有意使用照护，人×项", "want care, persons x services"}, {"得到的占比", "share that is served"}});
  for (const GroupUse& one : report.groups) {
    if (std::isnan(one.served.mean)) continue;
    table.add({both(words_of(one.group)), shown_cell(shown(one.wanting, Show::number)), shown_cell(shown(one.served, Show::share))});
  }
  return table.empty() ? "" : "<h3>" + both({"各优先群体", "Priority groups"}) + "</h3>" + table.html({"各优先群体", "Priority groups"});
}

std::string distance_chart(const RunData& data, const EquityReport& report) {
  const TownSpread& care = report.spreads[index_of(SpreadOf::care)];
  Scatter chart;
  chart.text = {{"离得远，得到得少吗？", "Do those far away get less?"},
                words_of(SpreadOf::care),
                {"每一点是一个镇街。", "Each point is a town."},
                Show::number,
                {"镇街", "town"}};
  chart.x = Text{"距" + data.description.towns[report.seat].name_zh + "公里", "km from " + data.description.towns[report.seat].name_en};
  chart.y = words_of(SpreadOf::care);
  chart.colour = kAccent;
  for (std::size_t t = 0; t < data.description.towns.size(); ++t)
    chart.points.push_back({data.town_name(TownId(t)), report.distance_km[t], care.by_town[t]});
  return block(chart);
}

}  // namespace

std::string equity_section(const RunData& data) {
  const EquityReport report = equity_report(data.description, data.outcomes);
  if (data.description.towns.size() < 2 || report.spreads.empty())
    return paragraph({"只有一个镇街：无可比较。", "There is one town alone: nothing to compare."});
  const TownLine& seat = data.description.towns[report.seat];
  const Text how{"基尼系数：0为各镇街每位老年人相同，越近1越集中于少数镇街。按距离的集中指数：负值表示离老年人最多的" + seat.name_zh +
                     "越远得到越少，正值相反。均为期末值，资金为全程；镇街之内视为相同。",
                 "Gini: 0 where all towns have the same per older person, nearer 1 where few have it. Concentration by distance: below 0 "
                 "where those far from " +
                     seat.name_en +
                     ", the town with most older people, have less, above 0 where they have more. At the end of the run, money over all of "
                     "it; within a town all count as equal."};
  return paragraph(how) + "<div class=\"charts\">" + lorenz_chart(report) + distance_chart(data, report) + "</div>" + indices(report) +
         groups(report);
}

}  // namespace eldercast
