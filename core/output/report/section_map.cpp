#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "output/page/svg.hpp"
#include "output/report/map_layout.hpp"
#include "output/report/report_sections.hpp"
#include "text/counted.hpp"

namespace eldercast {

namespace {

constexpr int kNever = 9999;

/// From the end of which year on settlements have a facility of their own and towns a centre in most replicates: the last month of that
/// year. kNever: not in the run.
struct Openings {
  std::vector<int> settlements;
  std::vector<int> hubs;  ///< by town
};

Openings openings_of(const RunData& data) {
  const Description& about = data.description;
  Openings out{std::vector<int>(about.settlements.size(), kNever), std::vector<int>(about.towns.size(), kNever)};
  for (int year = about.years() - 1; year >= 0; --year) {
    const int month = about.last_month_of_year(year);
    for (std::size_t s = 0; s < about.settlements.size(); ++s) {
      if (data.sample.share([&](const Headline& h) { return h.settlement_covered(year, s, CoverageReading::own) > 0; }) > 0.5)
        out.settlements[s] = month;
    }
    for (std::size_t t = 0; t < about.towns.size(); ++t) {
      const double share = data.sample.share([&](const Headline& h) {
        return h.town_facilities_open(year, t, FacilityKind::street_centre) + h.town_facilities_open(year, t, FacilityKind::town_centre) >
               0;
      });
      if (share > 0.5) out.hubs[t] = month;
    }
  }
  return out;
}

/// Share of a town's settlements with a facility of their own at the end of the year of a month, the mean of all replicates; NaN without
/// settlements.
double covered_share(const RunData& data, std::size_t town, int month) {
  const int year = (data.description.start + month).year() - data.description.start.year();
  return data.towns.rows[town].covered_share[static_cast<std::size_t>(year)];
}

std::string fill_of(double share) { return std::isnan(share) ? "#f4f5f5" : mixed_colour(kAccent, share); }
std::string share_text(double share) { return std::isnan(share) ? "" : fmt::format("{:.0f}%", 100 * share); }

/// What is not open yet is marked so that the script and the style can hide or hollow it.
std::string since(std::string_view css, int month, int last) {
  return fmt::format(R"(class="{}{}" data-on="{}")", css, month > last ? " off" : "", month);
}

void draw_town(Drawing& drawing, const RunData& data, const MapPlace& place, std::size_t t) {
  const int last = data.description.months() - 1;
  std::string fills;
  std::string shares;
  for (int month = 0; month <= last; ++month) {
    const double share = covered_share(data, t, month);
    fills += (month == 0 ? "" : " ") + fill_of(share);
    shares += (month == 0 ? "" : " ") + share_text(share);
  }
  const double share = covered_share(data, t, last);
  drawing.begin_group(fmt::format(R"(class="town" data-fills="{}" data-shares="{}")", fills, shares));
  const TownLine& town = data.description.towns[t];
  drawing.circle(place.x, place.y, place.radius, fill_of(share), kAccent,
                 fmt::format("{} {}: {}", town.name_zh, town.name_en, share_text(share)));
  if (place.radius > 13) drawing.text(place.x, place.y + 4, Anchor::middle, same(share_text(share)), "small halo value");
  drawing.end_group();
}

/// A settlement, and its tie to the centre of its town from the month in which both are open.
void draw_settlement(Drawing& drawing, const RunData& data, const MapLayout& layout, const Openings& openings, std::size_t s) {
  const int last = data.description.months() - 1;
  const SettlementLine& line = data.description.settlements[s];
  const MapPlace& spot = layout.settlements[s];
  const MapPlace& town = layout.towns[line.town.index()];
  const int opened = openings.settlements[s];
  const int tied = std::max(opened, openings.hubs[line.town.index()]);
  const double distance = std::max(std::hypot(spot.x - town.x, spot.y - town.y), 1e-6);
  const double edge = town.radius / distance;
  if (tied < kNever) {
    drawing.begin_group(since("tie", tied, last));
    drawing.line(town.x + (spot.x - town.x) * edge, town.y + (spot.y - town.y) * edge, spot.x, spot.y, "tie");
    drawing.end_group();
  }
  drawing.begin_group(since(line.kind == SettlementKind::community ? "spot community" : "spot village", opened, last));
  const std::string when = opened == 0 ? "" : opened == kNever ? "–" : text_of(data.description.start + opened);
  drawing.circle(spot.x, spot.y, spot.radius, "#ffffff", "#8b959b",
                 fmt::format("{} {} {}", line.name_zh, line.name_en == line.name_zh ? "" : line.name_en, when));
  drawing.end_group();
}

void draw_hub(Drawing& drawing, const RunData& data, const MapPlace& place, int opened) {
  if (opened == kNever) return;
  constexpr double kHalf = 3.4;
  const double y = place.y - place.radius;
  drawing.begin_group(since("hub", opened, data.description.months() - 1));
  drawing.polygon({{place.x, y - kHalf}, {place.x + kHalf, y}, {place.x, y + kHalf}, {place.x - kHalf, y}}, kWarm, 1);
  drawing.end_group();
}

Drawing drawing_of(const RunData& data, const ChartText& text, const Openings& openings) {
  const MapLayout layout = map_layout(data);
  Drawing drawing(layout.width, layout.height, text.title, text.about);
  for (const auto& ring : layout.boundaries) drawing.path(ring, "#c3cbce");
  for (std::size_t s = 0; s < layout.settlements.size(); ++s) draw_settlement(drawing, data, layout, openings, s);
  // Small circles are drawn last, on top of large ones.
  std::vector<std::size_t> order;
  for (std::size_t t = 0; t < layout.towns.size(); ++t) order.push_back(t);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return layout.towns[a].radius > layout.towns[b].radius; });
  for (const std::size_t t : order) draw_town(drawing, data, layout.towns[t], t);
  for (std::size_t t = 0; t < layout.towns.size(); ++t) {
    draw_hub(drawing, data, layout.towns[t], openings.hubs[t]);
    drawing.text(layout.names[t].x, layout.names[t].y, layout.names[t].anchor, data.town_name(TownId(t)), "small halo");
  }
  return drawing;
}

std::vector<LegendEntry> legend() {
  std::vector<LegendEntry> out;
  for (const double share : {0.0, 0.25, 0.5, 0.75, 1.0})
    out.push_back({same(fmt::format("{:.0f}%", 100 * share)), mixed_colour(kAccent, share)});
  out.push_back({{"◆ 中心", "◆ centre"}, std::string(kWarm)});
  out.push_back({{"社区站", "station of a community"}, std::string(part_colour(3))});
  out.push_back({{"村点", "point of a village"}, std::string(part_colour(1))});
  return out;
}

std::string month_control(const RunData& data) {
  std::string months;
  for (const std::string& month : data.months) months += (months.empty() ? "" : " ") + month;
  const int last = data.description.months() - 1;
  constexpr int kStep = 12;
  return fmt::format(
      R"(<p class="months" hidden><label>{0} <input type="range" id="month" min="{4}" max="{1}" value="{1}" step="{3}" data-months="{2}" )"
      R"(aria-valuetext="{5}"></label> <output id="month-shown">{5}</output></p>)",
      both({"年末", "End of year"}), last, months, kStep, last % kStep, data.months.back());
}

std::string shares_table(const RunData& data, const Text& title) {
  std::vector<Text> header{{"镇街", "town"}, {"60岁及以上", "aged 60+"}};
  for (const std::string& year : data.years) header.push_back(same(year));
  HtmlTable table(std::move(header));
  for (std::size_t t = 0; t < data.towns.rows.size(); ++t) {
    std::vector<std::string> cells{both(data.town_name(TownId(t))), shown(data.towns.rows[t].residents, Show::number)};
    const double total = data.towns.rows[t].communities + data.towns.rows[t].villages;
    for (const Estimate& covered : data.by_year([&](const Headline&h, int year) {
           return sum_over<SettlementKind>(
               [&](SettlementKind kind) { return h.town_settlements_covered(year, t, kind, CoverageReading::own); });
         }))
      cells.push_back(shown(covered.mean / total, Show::share));
    table.add(cells);
  }
  return table.html(title);
}

ChartText map_text(const RunData& data) {
  ChartText text{
      {"各镇街有设施的社区和村", "Settlements with a facility, by town"},
      {fmt::format("比例，{}年底，{}次模拟的平均", data.years.back(), data.sample.outcomes.size()),
       fmt::format("share at the end of {}, mean of {}", data.years.back(),
                   counted(static_cast<std::int64_t>(data.sample.outcomes.size()), "replicate"))},
      {"圆的大小表示60岁及以上老年人数，数字和颜色深浅表示有设施的社区和村的平均比例；周围每个小点是一个社区或村，半数以上模拟中设施已开放"
       "的"
       "填色，镇街中心也已开放的连线。",
       "Circles are sized by residents aged 60+; number and shade say which part of the settlements has a facility, on average. Each dot "
       "around is a community or village, filled where its facility is open in more than half of the replicates, and tied to the centre "
       "where that is open, too."}};
  if (!data.options.boundaries) text.title = Text{"示意图：", "Schematic map: "} + text.title;
  return text;
}

}  // namespace

std::string map_figure(const RunData& data) {
  if (data.description.towns.empty()) return "";
  const ChartText text = map_text(data);
  return chart_block(text, {legend(), drawing_of(data, text, openings_of(data)).svg(), "", "map", {}});
}

std::string map_section(const RunData& data) {
  if (data.description.towns.empty()) return "";
  const bool scheme = !data.options.boundaries;
  const ChartText text = map_text(data);
  const Text how =
      scheme ? Text{"位置按经纬度示意，重叠处已挪开；小点的位置没有地理意义，不是地图。",
                    "Towns lie by longitude and latitude, moved apart where they overlap; dots have no geographic meaning: this is no map."}
             : Text{"小点的位置没有地理意义。", "Dots have no geographic meaning."};
  return paragraph(text.about) + paragraph(how, "note") + month_control(data) +
         chart_block(text, {legend(), drawing_of(data, text, openings_of(data)).svg(), shares_table(data, text.title), "map", {}});
}

}  // namespace eldercast
