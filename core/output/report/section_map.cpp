#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "output/report/sections.hpp"
#include "output/page/svg.hpp"
#include "output/text_cells.hpp"

namespace eldercast {

namespace {

constexpr double kWidth = 720;
constexpr double kHighest = 640;  ///< height of the part with centres of circles
constexpr double kMargin = 60;
constexpr double kLargest = 28;  ///< radius of the town with most residents

struct Place {
  double x = 0;
  double y = 0;
  double radius = 0;
};

struct Box {
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
  /// The area in both.
  [[nodiscard]] double shared(const Box& other) const {
    const double across = std::min(right, other.right) - std::max(left, other.left);
    const double down = std::min(bottom, other.bottom) - std::max(top, other.top);
    return across > 0 && down > 0 ? across * down : 0;
  }
};

struct Layout {
  std::vector<Place> places;
  double height = 0;
};

/// Moves circles that overlap apart, a little at a time: this is a scheme, and every town must be seen.
void spread(std::vector<Place>& places) {
  constexpr int kRounds = 200;
  constexpr double kBetween = 16;  // a name fits in
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t a = 0; a < places.size(); ++a) {
      for (std::size_t b = a + 1; b < places.size(); ++b) {
        double dx = places[b].x - places[a].x;
        double dy = places[b].y - places[a].y;
        if (dx == 0 && dy == 0) dx = 0.01;
        const double distance = std::hypot(dx, dy);
        const double lack = places[a].radius + places[b].radius + kBetween - distance;
        if (lack <= 0) continue;
        dx *= lack / distance / 4;
        dy *= lack / distance / 4;
        places[a].x -= dx;
        places[a].y -= dy;
        places[b].x += dx;
        places[b].y += dy;
      }
    }
  }
}

/// Longitude and latitude on a plane: degrees of longitude shrink with the cosine of the latitude, which is good enough for a district.
Layout layout_of(const RunData& data) {
  const auto& towns = data.description.towns;
  const auto [west, east] = std::minmax_element(towns.begin(), towns.end(), [](const auto& a, const auto& b) { return a.lon < b.lon; });
  const auto [south, north] = std::minmax_element(towns.begin(), towns.end(), [](const auto& a, const auto& b) { return a.lat < b.lat; });
  const double shrink = std::cos((south->lat + north->lat) / 2 * std::numbers::pi / 180);
  const double across = std::max((east->lon - west->lon) * shrink, 1e-6);
  const double scale = std::min((kWidth - 2 * kMargin) / across, kHighest / std::max(north->lat - south->lat, 1e-6));
  double most = 1;
  for (const TownReportRow& row : data.towns.rows) most = std::max(most, row.residents.mean);
  Layout out;
  out.height = (north->lat - south->lat) * scale + 2 * kMargin;
  const double indent = (kWidth - across * scale) / 2;
  for (std::size_t t = 0; t < towns.size(); ++t) {
    out.places.push_back({indent + (towns[t].lon - west->lon) * shrink * scale, kMargin + (north->lat - towns[t].lat) * scale,
                          std::max(5.0, kLargest * std::sqrt(std::max(0.0, data.towns.rows[t].residents.mean) / most))});
  }
  spread(out.places);
  return out;
}

/// Communities and villages of a town with a facility of their own, as a share; NaN without settlements.
double covered_share(const RunData& data, int year, std::size_t town) {
  const double total = data.towns.rows[town].communities + data.towns.rows[town].villages;
  const double covered = data.sample
                             .over([&](const Headline& h) {
                               return sum_over<SettlementKind>(
                                   [&](SettlementKind kind) { return h.town_settlements_covered(year, town, kind, CoverageReading::own); });
                             })
                             .mean;
  return covered / total;
}

Box circle_box(const Place& place) {
  return {place.x - place.radius, place.y - place.radius, place.x + place.radius, place.y + place.radius};
}

/// Where a name may stand, and which way it runs from there.
struct Side {
  Box box;
  Anchor anchor = Anchor::middle;
};

/// Below, above, right and left of a circle, then askew of it; the best first.
std::vector<Side> sides_of(const Place& at, double width) {
  constexpr double kTall = 15;
  const auto beside = [&](Anchor anchor, double dx, double bottom) {
    const double left = anchor == Anchor::start ? at.x + dx : anchor == Anchor::end ? at.x + dx - width : at.x - width / 2;
    return Side{{left, bottom - kTall, left + width, bottom}, anchor};
  };
  const double out = at.radius + 3;
  const double askew = 0.72 * at.radius + 3;
  return {beside(Anchor::middle, 0, at.y + out + kTall),  beside(Anchor::middle, 0, at.y - out + 2),
          beside(Anchor::start, out, at.y + 8),           beside(Anchor::end, -out, at.y + 8),
          beside(Anchor::start, askew, at.y - askew + 8), beside(Anchor::end, -askew, at.y - askew + 8),
          beside(Anchor::start, askew, at.y + askew + 8), beside(Anchor::end, -askew, at.y + askew + 8)};
}

/// Names go where they hide least of circles and of other names.
void draw_names(Drawing& drawing, const RunData& data, const Layout& layout) {
  std::vector<Box> taken;
  for (const Place& place : layout.places) taken.push_back(circle_box(place));
  for (std::size_t t = 0; t < layout.places.size(); ++t) {
    const Place& at = layout.places[t];
    const Text name = data.town_name(TownId(t));
    const std::vector<Side> sides =
        sides_of(at, std::max(6.2 * static_cast<double>(name.en.size()), 4.0 * static_cast<double>(name.zh.size())));
    const auto hidden = [&](const Side& side) {
      double out = std::max(0.0, -side.box.left) + std::max(0.0, side.box.right - kWidth);
      for (const Box& other : taken) out += other.shared(side.box);
      return out;
    };
    const Side& side = *std::min_element(sides.begin(), sides.end(), [&](const Side& a, const Side& b) { return hidden(a) < hidden(b); });
    taken.push_back(side.box);
    const double x = side.anchor == Anchor::start ? side.box.left : side.anchor == Anchor::end ? side.box.right : at.x;
    drawing.text(x, side.box.bottom - 4, side.anchor, name, "small halo");
  }
}

void draw_year(Drawing& drawing, const RunData& data, const Layout& layout, int year) {
  const bool last = year + 1 == data.description.years();
  drawing.begin_group(fmt::format(R"(class="of-year{}" data-year="{}")", last ? "" : " off", data.years[static_cast<std::size_t>(year)]));
  // Small circles are drawn last, on top of large ones.
  std::vector<std::size_t> order;
  for (std::size_t t = 0; t < layout.places.size(); ++t) order.push_back(t);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return layout.places[a].radius > layout.places[b].radius; });
  for (const std::size_t t : order) {
    const double share = covered_share(data, year, t);
    const Place& place = layout.places[t];
    drawing.circle(
        place.x, place.y, place.radius, std::isnan(share) ? "#f4f5f5" : mixed_colour(kAccent, share), "#0f6b6e",
        fmt::format("{} {}: {}", data.description.towns[t].name_zh, data.description.towns[t].name_en, shown(share, Show::share)));
    if (place.radius > 14)
      drawing.text(place.x, place.y + 4, Anchor::middle, same(fmt::format("{:.0f}%", 100 * share)),
                   share > 0.8 ? "onfull small" : "small value");
  }
  drawing.end_group();
}

std::vector<LegendEntry> shades() {
  std::vector<LegendEntry> out;
  for (const double share : {0.25, 0.5, 0.75, 1.0})
    out.push_back({same(fmt::format("{:.0f}%", 100 * share)), mixed_colour(kAccent, share)});
  return out;
}

std::string month_control(const RunData& data) {
  const std::string last = data.years.back();
  return fmt::format(
      R"(<p class="years" hidden><label>{0} <input type="range" id="year" min="{1}" max="{2}" value="{2}" step="1"></label> )"
      R"(<output id="year-shown">{2}</output></p>)",
      both({"年份", "Year"}), data.years.front(), last);
}

}  // namespace

std::string map_section(const RunData& data) {
  if (data.description.towns.empty()) return "";
  const ChartText text{{"示意图：各镇街有设施的社区和村", "Schematic map: settlements with a facility, by town"},
                       {"比例，年末", "share, at year's end"},
                       {"圆的大小表示60岁及以上老年人数，颜色深浅表示覆盖比例；位置按经纬度示意，重叠处已挪开，不是地图。",
                        "Circles are sized by residents aged 60+, and darker where more is covered; places follow longitude and latitude, "
                        "moved apart where they overlap."}};
  const Layout layout = layout_of(data);
  Drawing drawing(kWidth, layout.height, text.title, text.about);
  for (int year = 0; year < data.description.years(); ++year) draw_year(drawing, data, layout, year);
  draw_names(drawing, data, layout);
  std::vector<Text> header{{"镇街", "town"}, {"60岁及以上", "aged 60+"}};
  for (const std::string& year : data.years) header.push_back(same(year));
  Table table(std::move(header));
  for (std::size_t t = 0; t < data.towns.rows.size(); ++t) {
    std::vector<std::string> cells{both(data.town_name(TownId(t))), shown(data.towns.rows[t].residents, Show::number)};
    for (int year = 0; year < data.description.years(); ++year) cells.push_back(shown(covered_share(data, year, t), Show::share));
    table.add(cells);
  }
  return paragraph(text.about) + month_control(data) + chart_block(text, {shades(), drawing.svg(), table.html(text.title), "map", {}});
}

}  // namespace eldercast
