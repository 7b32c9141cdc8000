#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "output/page/svg.hpp"
#include "output/report/map_layout.hpp"
#include "output/report/report_sections.hpp"

namespace eldercast {

namespace {

constexpr int kNever = 9999;

/// From which month on settlements have a facility of their own and towns a centre: the median over the replicates kept in detail, else
/// the last month of the first year in which it is so in most replicates. kNever: not in the run.
struct Openings {
  bool by_month = false;
  std::vector<int> settlements;
  std::vector<int> hubs;  ///< by town
};

int median(std::vector<int> months) {
  std::sort(months.begin(), months.end());
  return months.empty() ? kNever : months[(months.size() - 1) / 2];
}

/// Months of opening of every facility, existing ones first: existing ones are open from the start.
std::vector<int> opened_in(const Description& about, const std::vector<const Outcome*>& detailed) {
  const std::size_t existing = about.facilities.size() - about.projects.size();
  std::vector<int> out(about.facilities.size(), 0);
  for (std::size_t p = 0; p < about.projects.size(); ++p) {
    std::vector<int> months;
    for (const Outcome* outcome : detailed) {
      const int month = outcome->detail.project_opened(p);
      months.push_back(month < 0 ? kNever : month);
    }
    out[existing + p] = median(std::move(months));
  }
  return out;
}

Openings openings_by_month(const Description& about, const std::vector<const Outcome*>& detailed) {
  Openings out{true, std::vector<int>(about.settlements.size(), kNever), std::vector<int>(about.towns.size(), kNever)};
  const std::vector<int> opened = opened_in(about, detailed);
  for (std::size_t f = 0; f < opened.size(); ++f) {
    const FacilityLine& facility = about.facilities[f];
    if (facility.kind == FacilityKind::care_home) continue;
    int& first = is_hub(facility.kind) ? out.hubs[about.settlements[facility.settlement.index()].town.index()]
                                       : out.settlements[facility.settlement.index()];
    first = std::min(first, opened[f]);
  }
  return out;
}

Openings openings_by_year(const RunData& data) {
  const Description& about = data.description;
  Openings out{false, std::vector<int>(about.settlements.size(), kNever), std::vector<int>(about.towns.size(), kNever)};
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

Openings openings_of(const RunData& data) {
  std::vector<const Outcome*> detailed;
  for (const Outcome* outcome : data.sample.outcomes) {
    if (outcome->detail.project_opened.cells().size() == data.description.projects.size() && !data.description.projects.empty())
      detailed.push_back(outcome);
  }
  return detailed.empty() ? openings_by_year(data) : openings_by_month(data.description, detailed);
}

/// Share of a town's settlements with a facility of their own in a month; NaN without settlements.
double covered_share(const Description& about, const Openings& openings, std::size_t town, int month) {
  int all = 0;
  int covered = 0;
  for (std::size_t s = 0; s < about.settlements.size(); ++s) {
    if (about.settlements[s].town.index() != town) continue;
    ++all;
    covered += openings.settlements[s] <= month ? 1 : 0;
  }
  return all > 0 ? static_cast<double>(covered) / all : std::numeric_limits<double>::quiet_NaN();
}

std::string fill_of(double share) { return std::isnan(share) ? "#f4f5f5" : mixed_colour(kAccent, share); }
std::string share_text(double share) { return std::isnan(share) ? "" : fmt::format("{:.0f}%", 100 * share); }

/// What is not open yet is marked so that the script and the style can hide or hollow it.
std::string since(std::string_view css, int month, int last) {
  return fmt::format(R"(class="{}{}" data-on="{}")", css, month > last ? " off" : "", month);
}

void draw_town(Drawing& drawing, const RunData& data, const Openings& openings, const MapPlace& place, std::size_t t) {
  const int last = data.description.months() - 1;
  std::string fills;
  std::string shares;
  for (int month = 0; month <= last; ++month) {
    const double share = covered_share(data.description, openings, t, month);
    fills += (month == 0 ? "" : " ") + fill_of(share);
    shares += (month == 0 ? "" : " ") + share_text(share);
  }
  const double share = covered_share(data.description, openings, t, last);
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
  for (const std::size_t t : order) draw_town(drawing, data, openings, layout.towns[t], t);
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

std::string month_control(const RunData& data, const Openings& openings) {
  std::string months;
  for (const std::string& month : data.months) months += (months.empty() ? "" : " ") + month;
  const int last = data.description.months() - 1;
  const int step = openings.by_month ? 1 : 12;
  return fmt::format(
      R"(<p class="months" hidden><label>{0} <input type="range" id="month" min="{4}" max="{1}" value="{1}" step="{3}" data-months="{2}" )"
      R"(aria-valuetext="{5}"></label> <output id="month-shown">{5}</output></p>)",
      both({"月份", "Month"}), last, months, step, last % step, data.months.back());
}

/// All replicates, by year: what the drawing, of few replicates, is not.
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
      {"比例", "share"},
      {"圆的大小表示60岁及以上老年人数，颜色深浅表示有设施的社区和村的比例；周围每个小点是一个社区或村，开放后填色，有运行中心依托的连线。",
       "Circles are sized by residents aged 60+, and darker where more settlements have a facility; each dot around is a community or "
       "village, filled when its facility is open and tied to the centre when that is open, too."}};
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
  const Openings openings = openings_of(data);
  const bool scheme = !data.options.boundaries;
  const ChartText text = map_text(data);
  const Text how =
      scheme ? Text{"位置按经纬度示意，重叠处已挪开；小点的位置没有地理意义，不是地图。",
                    "Towns lie by longitude and latitude, moved apart where they overlap; dots have no geographic meaning: this is no map."}
             : Text{"小点的位置没有地理意义。", "Dots have no geographic meaning."};
  const Text which = openings.by_month ? Text{"逐月状态取保留明细的重复模拟的中位数；数据表是全部重复模拟的平均值。",
                                              "Months are the median of the replicates kept in detail; the table has the means of all."}
                                       : Text{"没有保留明细，只能按年显示（用 --full 1 重新模拟可得逐月状态）。",
                                              "No replicate was kept in detail, so it moves by years; run again with --full 1 for months."};
  return paragraph(text.about) + paragraph(how + Text{"", " "} + which, "note") + month_control(data, openings) +
         chart_block(text, {legend(), drawing_of(data, text, openings).svg(), shares_table(data, text.title), "map", {}});
}

}  // namespace eldercast
