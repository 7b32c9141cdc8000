#include <fmt/format.h>

#include "output/page/svg.hpp"
#include "output/report/report_sections.hpp"

namespace eldercast {

namespace {

std::string settlements_chart(const RunData& data, SettlementKind kind) {
  const bool community = kind == SettlementKind::community;
  const int total = data.summary.settlements[kind];
  LineChart chart;
  chart.text = {community ? Text{"有设施的社区", "Communities covered"} : Text{"有设施的村", "Villages covered"},
                {fmt::format("个，共{}个", total), fmt::format("of {}", total)},
                {"各月有开放设施的数量、90%区间和目标线。", "Number with an open facility by month, 90% band and target."}};
  chart.over = data.months;
  const auto values = [&](CoverageReading reading) {
    return data.by_month([=](const Headline& h, int month) { return h.settlements_covered(month, kind, reading); });
  };
  chart.series.push_back({{{"自有设施", "own facility"}, std::string(kAccent)}, values(CoverageReading::own)});
  chart.series.push_back(
      {{{"含中心所在地", "or a centre in it"}, std::string(part_colour(3)), true}, values(CoverageReading::with_centre), false});
  const int year = community ? data.description.targets.communities_year : data.description.targets.villages_year;
  chart.levels.push_back({{fmt::format("目标：{}年底{:.0f}%", year, 100 * data.summary.basically),
                           fmt::format("target: {:.0f}% by the end of {}", 100 * data.summary.basically, year)},
                          data.summary.basically * total});
  return total > 0 ? block(chart) : "";
}

std::string residents_chart(const RunData& data) {
  LineChart chart;
  chart.text = {{"覆盖的老年人", "Residents covered"},
                {"占60岁及以上老年人", "share of residents aged 60+"},
                {"各月四种口径的覆盖率。", "Share covered by month, at four strengths."},
                Show::share};
  chart.over = data.months;
  const std::array<Text, kCount<CoverageStrength>> names{Text{"名义：附近有开放的设施", "nominal: an open facility in reach"},
                                                         Text{"有效：设施有运转的中心依托", "effective: its hub works"},
                                                         Text{"实际：当月至少获得一项服务", "used: given at least one service"},
                                                         Text{"照护：不含家庭医生签约", "cared for: without family doctors' lists"}};
  const std::array<std::string_view, kCount<CoverageStrength>> colours{kGrey, part_colour(2), kAccent, kWarm};
  for (const CoverageStrength strength : all_of<CoverageStrength>()) {
    const auto values = data.by_month([=](const Headline& h, int month) {
      return h.residents_covered(month, strength) / sum_over<Need>([&](Need need) { return h.residents(month, need); });
    });
    chart.series.push_back({{names[index_of(strength)], std::string(colours[index_of(strength)])}, values});
  }
  return block(chart);
}

std::string facilities_chart(const RunData& data) {
  StackedColumns chart;
  chart.text = {{"开放的设施", "Open facilities"}, {"个", "facilities"}, {"各月按类型。", "By month and kind."}};
  chart.over = data.months;
  for (const FacilityKind kind : all_of<FacilityKind>()) {
    chart.parts.push_back({{name_text(kind), kind == FacilityKind::care_home ? "#cdd4d6" : std::string(part_colour(index_of(kind)))},
                           data.by_month([=](const Headline& h, int month) { return h.facilities_open(month, kind); })});
  }
  return block(chart);
}

}  // namespace

std::string coverage_overview(const RunData& data) {
  LineChart chart;
  chart.text = {{"有自有设施的社区和村", "Communities and villages with a facility of their own"},
                {"占比", "share"},
                {"各月占比、90%区间和目标线。", "Share by month, 90% band and target."},
                Show::share};
  chart.text.wide = true;
  chart.over = data.months;
  for (const SettlementKind kind : all_of<SettlementKind>()) {
    const int total = data.summary.settlements[kind];
    if (total == 0) continue;
    const bool community = kind == SettlementKind::community;
    const auto values = data.by_month([=](const Headline& h, int month) {
      return static_cast<double>(h.settlements_covered(month, kind, CoverageReading::own)) / total;
    });
    chart.series.push_back(
        {{community ? Text{"社区", "communities"} : Text{"村", "villages"}, std::string(community ? kAccent : kWarm)}, values});
  }
  const double basically = data.summary.basically;
  chart.levels.push_back({{fmt::format("目标{:.0f}%", 100 * basically), fmt::format("target {:.0f}%", 100 * basically)}, basically});
  return block(chart);
}

std::string coverage_section(const RunData& data) {
  return "<div class=\"charts\">" + settlements_chart(data, SettlementKind::community) + settlements_chart(data, SettlementKind::village) +
         residents_chart(data) + facilities_chart(data) + "</div>";
}

}  // namespace eldercast
