#include <fmt/format.h>

#include <limits>

#include "output/answer/answer.hpp"
#include "output/page/svg.hpp"
#include "output/report/report_sections.hpp"

namespace eldercast {

namespace {

template <class Value>
std::string town_map(const RunData& data, const ChartText& text, std::string_view colour, std::optional<double> full, Value value) {
  HeatMap chart{text, data.years, {}, std::string(colour), full};
  for (std::size_t t = 0; t < data.description.towns.size(); ++t) {
    chart.rows.push_back({data.town_name(TownId(t)), data.by_year([&](const Headline& h, int year) { return value(h, year, t); })});
  }
  return block(chart);
}

std::string shortfall_map(const RunData& data) {
  return town_map(data,
                  {{"床位缺口", "Bed shortfall"},
                   {"人，年末", "persons, at year's end"},
                   {"各镇街各年末想住而没有床位的人数。", "Residents who seek a bed and have none, by town and year."}},
                  kWarm, std::nullopt, [](const Headline& h, int year, std::size_t t) {
                    return sum_over<ShortfallCause>([&](ShortfallCause cause) { return h.town_bed_shortfall(year, t, cause); });
                  });
}

std::string occupancy_map(const RunData& data) {
  return town_map(data,
                  {{"床位入住率", "Bed occupancy"},
                   {"在住/开放，年末", "occupied / open, at year's end"},
                   {"各镇街各年末床位入住率。", "Share of open beds that are occupied, by town and year."},
                   Show::share},
                  kAccent, 1.0, [](const Headline& h, int year, std::size_t t) {
                    const double open = h.town_beds(year, t, BedCount::open);
                    return open > 0 ? h.town_beds(year, t, BedCount::occupied) / open : std::numeric_limits<double>::quiet_NaN();
                  });
}

std::string beds_chart(const RunData& data) {
  LineChart chart;
  chart.text = {{"床位", "Beds"}, kBeds, {"各月开放、有人员和在住的床位。", "Beds open, staffed and occupied by month."}};
  chart.over = data.months;
  const std::array<std::string_view, kCount<BedCount>> colours{kGrey, part_colour(2), kAccent};
  for (const BedCount count : all_of<BedCount>()) {
    chart.series.push_back({{name_text(count), std::string(colours[index_of(count)])}, data.by_month([=](const Headline& h, int month) {
                              return sum_over<BedType>([&](BedType type) { return h.beds(month, type, count); });
                            })});
  }
  return block(chart);
}

std::string waiting_chart(const RunData& data) {
  const auto& services = data.description.services;
  for (std::size_t s = 0; s < services.size(); ++s) {
    if (!services[s].bed) continue;
    StackedColumns chart;
    chart.text = {{"等待床位的人", "Waiting for a bed"}, kPersons, {"各月按优先人群。", "By month and priority group."}};
    chart.over = data.months;
    for (const PriorityGroup group : all_of<PriorityGroup>()) {
      chart.parts.push_back({{name_text(group), group == PriorityGroup::others ? "#cdd4d6" : std::string(part_colour(index_of(group)))},
                             data.by_month([=](const Headline& h, int month) { return h.demand(month, s, group, DemandCount::waiting); })});
    }
    return block(chart);
  }
  return "";
}

std::string services_table(const RunData& data) {
  std::vector<Text> header{{"服务", "service"}};
  for (const DemandCount count : all_of<DemandCount>()) header.push_back(name_text(count));
  header.push_back({"平均单程（分钟）", "mean way, minutes"});
  HtmlTable table(std::move(header));
  for (std::size_t s = 0; s < data.summary.demand_by_service.size(); ++s) {
    const SummaryDemand& line = data.summary.demand_by_service[s];
    const std::string& en = data.description.services[s].name_en;
    std::vector<std::string> cells{both({line.name_zh, en.empty() ? line.name_zh : en})};
    for (const DemandCount count : all_of<DemandCount>()) cells.push_back(shown(line.counts[count], Show::number));
    cells.push_back(shown(*line.way_minutes, Show::number));
    table.add(cells);
  }
  const Text title{fmt::format("各项服务的需求（人，{}）", text_of(data.description.end)),
                   fmt::format("Demand by service (persons, {})", text_of(data.description.end))};
  return folded(title, table.html(title));
}

/// Beds at the end by kind, and why some stand empty while people wait.
std::string kinds_of_beds(const RunData& data) {
  const SummaryBeds& beds = data.summary.beds;
  HtmlTable table({{"床位，期末", "beds at the end"}, {"全部", "all"}, {"护理型", "nursing"}, {"其他", "other"}});
  const auto add = [&](Text name, const Estimate& all, const Estimate& nursing, const Estimate& other) {
    std::vector<std::string> cells{both(name)};
    for (const Estimate* one : {&all, &nursing, &other}) cells.push_back(shown_cell(shown(*one, Show::number)));
    table.add(cells);
  };
  const auto of = [&](BedType type, BedCount count) -> const Estimate& { return beds.by_type[type][count]; };
  add({"开放", "open"}, beds.open, of(BedType::nursing, BedCount::open), of(BedType::other, BedCount::open));
  add({"有人员", "staffed"}, beds.staffed, of(BedType::nursing, BedCount::staffed), of(BedType::other, BedCount::staffed));
  add({"在住", "occupied"}, beds.occupied, of(BedType::nursing, BedCount::occupied), of(BedType::other, BedCount::occupied));
  add({"有人员而空置", "staffed and empty"}, beds.vacant, beds.vacant_by_type[BedType::nursing], beds.vacant_by_type[BedType::other]);
  const Text empty = empty_beds(beds);
  const Text causes = short_of_beds(data.towns);
  std::string out = table.html({"各类床位", "Beds by kind"}) +
                    paragraph({fmt::format("{}人需要床位而没有；{}。", shown(beds.shortfall, Show::number), empty.zh),
                               fmt::format("{} people need a bed and have none; {}.", shown(beds.shortfall, Show::number), empty.en)});
  return causes.zh.empty() ? out : out + paragraph(causes);
}

}  // namespace

std::string beds_section(const RunData& data) {
  return kinds_of_beds(data) + "<div class=\"charts\">" + beds_chart(data) + waiting_chart(data) + shortfall_map(data) +
         occupancy_map(data) + "</div>" + services_table(data);
}

}  // namespace eldercast
