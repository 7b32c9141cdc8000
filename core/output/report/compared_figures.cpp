#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "output/answer/target_report.hpp"
#include "output/figures/figure_text.hpp"
#include "output/page/html.hpp"
#include "output/page/svg.hpp"
#include "output/report/compared_data.hpp"
#include "output/report/run_data.hpp"
#include "text/counted.hpp"

namespace eldercast {

namespace {

const std::array<Text, kCount<Subject>> kSubjects{Text{"覆盖", "Coverage"}, Text{"服务", "Services"}, Text{"床位", "Beds"},
                                                  Text{"人员", "Staff"},    Text{"资金", "Money"},    Text{"目标指标", "Targets"},
                                                  Text{"老年人", "People"}};

/// Names of the main figures that fit beside a bar.
Text short_name(const Figure& figure) {
  static const std::map<std::string_view, Text> kNames{{"cared_months", {"照护人月", "care given"}},
                                                       {"served_months", {"获服务人月", "served, lists too"}},
                                                       {"covered.community.own", {"有设施的社区", "communities"}},
                                                       {"covered.village.own", {"有设施的村", "villages"}},
                                                       {"residents_covered.used", {"期末获服务老年人", "served at the end"}},
                                                       {"facilities_open", {"开放设施", "facilities open"}},
                                                       {"beds.staffed", {"有人员床位", "beds with carers"}},
                                                       {"beds.occupied", {"在住", "beds occupied"}},
                                                       {"bed_shortfall_months", {"缺床人月", "months without a bed"}},
                                                       {"staff.carer", {"在岗护理员", "carers in post"}},
                                                       {"money.all", {"全部费用", "all costs"}},
                                                       {"money.public", {"公共资金", "public money"}},
                                                       {"money.town_government", {"镇街承担", "borne by towns"}}};
  const auto found = kNames.find(figure.id);
  return found == kNames.end() ? Text{figure.name_zh, figure.name_en} : found->second;
}

}  // namespace

std::string relative_chart(const ComparedData& data, std::size_t run) {
  const Comparison& comparison = data.comparisons[run - 1];
  Bars chart;
  chart.text = {Text{"相对变化：", "Relative change: "} + data.name(run) + Text{" 对 A", " against A"},
                {"占A的比例", "share of A"},
                {"方向已知的主要指标：平均变化，横线为90%的重复模拟。",
                 "Main figures whose direction is known: mean change, and as a line 90% of the replicates."},
                Show::share,
                {"指标", "figure"}};
  chart.colour = ComparedData::colour(run);
  chart.dots = true;
  for (const std::string_view id : main_figures()) {
    const FigureDifference* one = find_difference(comparison, id);
    if (one == nullptr || !(one->run.a > 0) || !is_told(one->run)) continue;
    const Difference& change = one->run;
    const double a = change.a;
    chart.rows.push_back({short_name(one->figure), {change.mean / a, change.mean / a, change.low / a, change.high / a}, ""});
  }
  std::stable_sort(chart.rows.begin(), chart.rows.end(),
                   [](const Bars::Row& x, const Bars::Row& y) { return std::abs(x.value.mean) > std::abs(y.value.mean); });
  return chart.rows.empty() ? "" : block(chart);
}

namespace {

/// Of a target when it is due, of all else over the whole run.
const Difference& shown_difference(const Comparison& comparison, const FigureDifference& one) {
  constexpr std::string_view kPrefix = "target.";
  if (!one.figure.id.starts_with(kPrefix)) return one.run;
  const auto target = std::find_if(comparison.targets.begin(), comparison.targets.end(), [&](const TargetDifference& other) {
    return other.due && one.figure.id.substr(kPrefix.size()) == other.about.id;
  });
  return target == comparison.targets.end() ? one.run : target->when_due;
}

/// "12 figures change; 3 are exactly equal in every replicate, 1 changes in no certain direction."
Text counts_of_figures(std::size_t told, std::size_t equal, std::size_t unsure) {
  std::vector<Text> parts;
  const auto say = [&](std::size_t count, const char* zh, const char* one, const char* many) {
    if (count == 0) return;
    parts.push_back({fmt::format("{}项{}", count, zh), counted(static_cast<std::int64_t>(count), "figure") + (count == 1 ? one : many)});
  };
  say(told, "有变化", " changes", " change");
  say(equal, "在每次重复模拟中完全相同", " is exactly equal in every replicate", " are exactly equal in every replicate");
  say(unsure, "变化方向不确定", " changes in no certain direction", " change in no certain direction");
  Text out;
  for (std::size_t i = 0; i < parts.size(); ++i) out = out + (i == 0 ? Text{} : Text{"，", ", "}) + parts[i];
  return out + Text{"。", "."};
}

/// Long tables are folded: paper leaves them out.
std::string subject_table(const ComparedData& data, Subject subject) {
  constexpr std::size_t kLong = 12;
  std::vector<Text> header{{"指标", "figure"}};
  for (std::size_t run = 0; run < data.runs.size(); ++run) header.push_back(data.name(run));
  HtmlTable table(std::move(header));
  std::size_t listed = 0;
  std::size_t equal = 0;
  std::size_t unsure = 0;
  for (const FigureDifference& first : data.comparisons.front().figures) {
    if (first.figure.subject != subject) continue;
    std::vector<std::string> cells{both(figure_text(first.figure)),
                                   figure_number(first.figure, shown_difference(data.comparisons.front(), first).a)};
    bool differs = false;
    bool told = false;
    for (const Comparison& comparison : data.comparisons) {
      const FigureDifference* one = find_difference(comparison, first.figure.id);
      cells.push_back(one == nullptr ? "–" : change_cell(one->figure, shown_difference(comparison, *one), true));
      if (one == nullptr) continue;
      differs |= !shown_difference(comparison, *one).zero;
      told |= is_told(shown_difference(comparison, *one));
    }
    if (told) table.add(cells);
    listed += told ? 1 : 0;
    equal += differs ? 0 : 1;
    unsure += differs && !told ? 1 : 0;
  }
  if (listed + equal + unsure == 0) return "";
  const Text& name = kSubjects[index_of(subject)];
  std::string out = "<h3>" + both(name) + "</h3>" + paragraph(counts_of_figures(listed, equal, unsure), "note");
  if (subject == Subject::targets)
    out += paragraph({"目标取到期时的值；没有期限的取期末值。", "Values are those when a target is due; at the end where it has no date."},
                     "note");
  if (listed == 0) return out;
  return out + (listed > kLong ? folded(name + Text{"：有变化的指标", ": figures that change"}, table.html(name)) : table.html(name));
}

}  // namespace

std::string compared_figures(const ComparedData& data) {
  std::string out;
  for (std::size_t run = 1; run < data.runs.size() && data.runs.size() > 2; ++run) {
    if (data.comparisons[run - 1].replicates > 0) out += relative_chart(data, run);
  }
  out = "<div class=\"charts\">" + out + "</div><div class=\"glance\">";
  for (const Subject subject : all_of<Subject>()) out += subject_table(data, subject);
  return out + "</div>";
}

namespace {

template <class Value>
std::string by_month(const ComparedData& data, ChartText text, Value value) {
  LineChart chart;
  chart.text = std::move(text);
  chart.over = data.months;
  for (std::size_t run = 0; run < data.runs.size(); ++run) {
    LineChart::Series series{{data.name(run), ComparedData::colour(run), run == 0}, {}, run == 0};
    for (int month = 0; month < data.runs.front().description.months(); ++month)
      series.values.push_back(data.samples[run].over([&](const Headline& h) { return static_cast<double>(value(h, month)); }));
    chart.series.push_back(std::move(series));
  }
  return block(chart);
}

}  // namespace

std::string compared_months(const ComparedData& data) {
  const Text about{"各情景各月的平均值；色带为A的90%区间。", "Means by month, one line a run; the band is the 90% interval of A."};
  std::string out = "<div class=\"charts\">";
  out +=
      by_month(data, {{"有自己设施的社区", "Communities with a facility"}, {"个", "settlements"}, about},
               [](const Headline& h, int month) { return h.settlements_covered(month, SettlementKind::community, CoverageReading::own); });
  out += by_month(data, {{"有自己设施的村", "Villages with a facility"}, {"个", "settlements"}, about},
                  [](const Headline& h, int month) { return h.settlements_covered(month, SettlementKind::village, CoverageReading::own); });
  out += by_month(data, {{"获照护的老年人", "Older people given care"}, kPersons, about},
                  [](const Headline& h, int month) { return h.residents_covered(month, CoverageStrength::cared); });
  out += by_month(data, {{"床位缺口", "Bed shortfall"}, kPersons, about}, [](const Headline& h, int month) {
    return sum_over<ShortfallCause>([&](ShortfallCause cause) { return h.bed_shortfall(month, cause); });
  });
  out += by_month(data, {{"在岗养老护理员", "Carers in post"}, kPersons, about},
                  [](const Headline& h, int month) { return h.staff(month, Role::carer, StaffCount::in_post); });
  out += by_month(data, {{"镇街已付建设费中未收回的", "Paid by towns for building and not repaid"}, kTenThousandYuan, about},
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
      const bool differs = one.targets[t].met_b && one.targets[t].met_a != one.targets[t].met_b;
      cells.push_back(one.targets[t].chance_changes() ? "<b>" + text + "</b>" : differs ? text + "?" : text);
    }
    table.add(cells);
  }
  return paragraph({"按期达到各目标的重复模拟比例；与A确有不同的用粗体，可能是偶然的加“?”（配对重复模拟的精确符号检验，5%）。",
                    "Share of the replicates that meet a target when it is due; bold where it is not that of A for certain, with a ? where "
                    "luck may make the difference (exact sign test over paired replicates at 5%)."}) +
         table.html({"目标", "Targets"});
}

}  // namespace eldercast
