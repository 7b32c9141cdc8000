#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "output/answer/target_report.hpp"
#include "output/figures/figure_text.hpp"
#include "output/page/html.hpp"
#include "output/page/svg.hpp"
#include "output/report/compared_data.hpp"
#include "output/report/run_data.hpp"

namespace eldercast {

namespace {

const std::array<Text, kCount<Subject>> kSubjects{Text{"覆盖", "Coverage"}, Text{"服务", "Services"}, Text{"床位", "Beds"},
                                                  Text{"人员", "Staff"},    Text{"资金", "Money"},    Text{"目标指标", "Targets"},
                                                  Text{"老年人", "People"}};

/// The change of the main figures as a share of A, which has no unit and so stands on one axis.
std::string relative_chart(const ComparedData& data, std::size_t run) {
  const Comparison& comparison = data.comparisons[run - 1];
  Bars chart;
  chart.text = {Text{"相对变化：", "Relative change: "} + data.name(run) + Text{" 对 A", " against A"},
                {"占A的比例", "share of A"},
                {"主要指标的平均变化及90%置信区间；横线不跨过0的变化是确定的。",
                 "Mean change of the main figures with its 90% confidence interval; a change is certain where the line keeps off 0."},
                Show::share,
                {"指标", "figure"}};
  chart.colour = ComparedData::colour(run);
  chart.dots = true;
  for (const std::string_view id : main_figures()) {
    const FigureDifference* one = find_difference(comparison, id);
    if (one == nullptr || !(one->run.a > 0)) continue;
    const Difference& change = one->run;
    const double a = change.a;
    const bool known = !std::isnan(change.mean_low);
    chart.rows.push_back(
        {{one->figure.name_zh, one->figure.name_en},
         {change.mean / a, change.mean / a, (known ? change.mean_low : change.mean) / a, (known ? change.mean_high : change.mean) / a},
         ""});
  }
  return block(chart);
}

std::string verdict(Better better, const Difference& one) {
  if (better == Better::neither || !is_certain(one)) return "";
  return (one.mean > 0) == (better == Better::more) ? " <small>" + both({"更好", "better"}) + "</small>"
                                                    : " <small>" + both({"更差", "worse"}) + "</small>";
}

std::string subject_table(const ComparedData& data, Subject subject) {
  std::vector<Text> header{{"指标", "figure"}, same("A")};
  for (std::size_t run = 1; run < data.runs.size(); ++run) {
    header.push_back(same(ComparedData::letter(run)));
    header.push_back(same(ComparedData::letter(run) + " − A"));
  }
  HtmlTable table(std::move(header));
  std::size_t equal = 0;
  for (const FigureDifference& first : data.comparisons.front().figures) {
    if (first.figure.subject != subject) continue;
    std::vector<std::string> cells{both(figure_text(first.figure)), figure_number(first.figure, first.run.a)};
    bool differs = false;
    for (const Comparison& comparison : data.comparisons) {
      const FigureDifference* one = find_difference(comparison, first.figure.id);
      if (one == nullptr) {
        cells.insert(cells.end(), {"–", "–"});
        continue;
      }
      differs |= !one->run.zero;
      cells.push_back(figure_number(one->figure, one->run.b));
      cells.push_back(shown_cell(difference_text(one->figure, one->run)) + verdict(one->figure.better, one->run));
    }
    if (differs) table.add(cells);
    equal += differs ? 0 : 1;
  }
  const Text& name = kSubjects[index_of(subject)];
  std::string out = "<h3>" + both(name) + "</h3>";
  if (!table.empty()) out += table.html(name);
  if (equal == 0) return out;
  return out + paragraph({fmt::format("{}项指标在每次重复模拟中完全相同。", equal),
                          fmt::format("{} figures are exactly equal in every replicate.", equal)},
                         "note");
}

}  // namespace

std::string compared_figures(const ComparedData& data) {
  std::string out = "<div class=\"charts\">";
  for (std::size_t run = 1; run < data.runs.size(); ++run) {
    if (data.comparisons[run - 1].replicates > 0) out += relative_chart(data, run);
  }
  out += "</div>";
  for (const Subject subject : all_of<Subject>()) out += subject_table(data, subject);
  return out;
}

namespace {

template <class Value>
std::string by_month(const ComparedData& data, ChartText text, Value value) {
  LineChart chart;
  chart.text = std::move(text);
  chart.over = data.months;
  for (std::size_t run = 0; run < data.runs.size(); ++run) {
    LineChart::Series series{{data.name(run), ComparedData::colour(run), run == 0}, {}};
    for (int month = 0; month < data.runs.front().description.months(); ++month)
      series.values.push_back(data.samples[run].over([&](const Headline& h) { return static_cast<double>(value(h, month)); }));
    chart.series.push_back(std::move(series));
  }
  return block(chart);
}

}  // namespace

std::string compared_months(const ComparedData& data) {
  const Text about{"各情景各月的平均值与90%区间。", "Means by month with 90% bands, one line a run."};
  std::string out = "<div class=\"charts\">";
  out +=
      by_month(data, {{"有自己设施的社区", "Communities with a facility"}, {"个", "settlements"}, about},
               [](const Headline& h, int month) { return h.settlements_covered(month, SettlementKind::community, CoverageReading::own); });
  out += by_month(data, {{"有自己设施的村", "Villages with a facility"}, {"个", "settlements"}, about},
                  [](const Headline& h, int month) { return h.settlements_covered(month, SettlementKind::village, CoverageReading::own); });
  out += by_month(data, {{"获得服务的老年人", "Residents served"}, kPersons, about},
                  [](const Headline& h, int month) { return h.residents_covered(month, CoverageStrength::used); });
  out += by_month(data, {{"床位缺口", "Bed shortfall"}, kPersons, about}, [](const Headline& h, int month) {
    return sum_over<ShortfallCause>([&](ShortfallCause cause) { return h.bed_shortfall(month, cause); });
  });
  out += by_month(data, {{"在岗养老护理员", "Carers in post"}, kPersons, about},
                  [](const Headline& h, int month) { return h.staff(month, Role::carer, StaffCount::in_post); });
  out += by_month(data, {{"镇街垫资余额", "Advanced by towns"}, kTenThousandYuan, about},
                  [](const Headline& h, int month) { return static_cast<double>(h.prefinancing_fen(month)) / 1e6; });
  return out + "</div>";
}

std::string compared_targets(const ComparedData& data) {
  std::vector<Text> header{{"目标", "target"}};
  for (std::size_t run = 0; run < data.runs.size(); ++run) header.push_back(same(ComparedData::letter(run)));
  HtmlTable table(std::move(header));
  const auto share = [](const std::optional<double>& met) { return met ? fmt::format("{:.0f}%", 100 * *met) : std::string("–"); };
  const std::vector<TargetDifference>& first = data.comparisons.front().targets;
  for (std::size_t t = 0; t < first.size(); ++t) {
    const JudgedTarget& row = first[t].about;
    std::vector<std::string> cells{fmt::format("<b>{}</b> {}", row.clause, both({std::string(row.zh), std::string(row.en)})),
                                   share(first[t].met_a)};
    for (const Comparison& one : data.comparisons) {
      const std::string text = share(one.targets[t].met_b);
      cells.push_back(one.targets[t].met_a == one.targets[t].met_b ? text : "<b>" + text + "</b>");
    }
    table.add(cells);
  }
  return paragraph({"按期达到各目标的重复模拟比例；与A不同的用粗体。",
                    "Share of the replicates that meet a target when it is due; bold where "
                    "it is not that of A."}) +
         table.html({"目标", "Targets"});
}

}  // namespace eldercast
