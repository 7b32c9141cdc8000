#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "output/render/text_cells.hpp"
#include "output/report/report_sections.hpp"
#include "text/counted.hpp"

namespace eldercast {

namespace {

constexpr double kYuanPerMillion = 1e6;
constexpr std::size_t kNamesShown = 6;

std::string plan_card(const RunData& data) {
  const TargetCounts counts = counts_of(data.summary.targets);
  std::string chips;
  for (const TargetLine& line : data.summary.targets.lines) {
    if (line.basis.by == DecidedBy::assumption || !line.met) continue;
    if (line.basis.by == DecidedBy::model && line.verdict() != TargetVerdict::missed) continue;
    const JudgedTarget& row = line.about;
    chips += fmt::format("<li><b>{}</b> {}</li>", row.clause, both({row.zh, row.en}));
  }
  const int decided = counts.judged - counts.by_assumption - counts.by_input;
  const int missed = counts.by_model[TargetVerdict::missed];
  Text headline{"未定", "open"};
  if (missed + counts.by_input > 0) headline = {"不能全部实现", "not in full"};
  if (missed + counts.by_input + counts.by_model[TargetVerdict::open] == 0) headline = {"能", "yes"};
  const int met = counts.by_model[TargetVerdict::met];
  const int open = counts.by_model[TargetVerdict::open];
  const Text cannot = cannot_be_met(counts);
  const Text others{fmt::format("；另有{}项取决于设定，{}。", counts.by_assumption, cannot.zh),
                    fmt::format("; {} more restate an assumption, {}.", counts.by_assumption, cannot.en)};
  Text sentence = Text{fmt::format("由模型判断的{}项目标中，{}项达标（至少九成模拟），{}项未定，{}项不达标", decided, met, open, missed),
                       fmt::format("Of {} targets that the model decides {} are met (in nine of ten replicates), {} open, {} missed",
                                   decided, met, open, missed)} +
                  others;
  if (met == 0) {
    sentence = Text{fmt::format("由模型判断的{}项目标，没有一项能在九成模拟中达标：{}项未定，{}项不达标", decided, open, missed),
                    fmt::format("None of the {} targets that the model decides is met in nine of ten replicates: {} open, {} missed",
                                decided, open, missed)} +
               others;
  }
  if (counts.judged == 0) {
    headline = {"不评判", "not judged"};
    sentence = {"模拟期内没有到期的目标。", "No target is due within the run."};
  }
  const std::string more = chips.empty() ? ""
                                         : folded(Text{"不达标和不可能达到的目标", "Targets that are missed or cannot be met"},
                                                  "<ul class=\"chips\">" + chips + "</ul>");
  return card({"规划能实现吗？", "Is the plan met?"}, headline, paragraph(sentence) + more);
}

/// Towns with the settlements that are left without a facility, on average, the most first; from one half on.
std::vector<Text> towns_left_out(const RunData& data) {
  std::map<std::string, double> count;
  for (const SummaryUncovered& place : data.summary.uncovered) count[place.town.zh] += place.share_without[CoverageReading::own];
  std::vector<std::pair<double, Text>> order;
  for (std::size_t t = 0; t < data.description.towns.size(); ++t) {
    const auto found = count.find(data.description.towns[t].name_zh);
    if (found == count.end()) continue;
    if (found->second >= 0.5) order.emplace_back(found->second, data.town_name(TownId(t)) + same(" " + grouped_text(found->second)));
    count.erase(found);
  }
  std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<Text> out;
  for (auto& [number, name] : order) out.push_back(std::move(name));
  return out;
}

/// Towns where at least one resident seeks a bed in vain, the most first.
std::vector<Text> towns_short_of_beds(const RunData& data) {
  std::vector<std::size_t> order;
  for (std::size_t t = 0; t < data.towns.rows.size(); ++t) {
    if (data.towns.rows[t].bed_shortfall.mean >= 1) order.push_back(t);
  }
  const auto shortfall = [&](std::size_t t) { return data.towns.rows[t].bed_shortfall.mean; };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return shortfall(a) > shortfall(b); });
  std::vector<Text> out;
  for (const std::size_t t : order) out.push_back(data.town_name(TownId(t)) + same(" " + grouped_text(shortfall(t))));
  return out;
}

std::string where_card(const RunData& data) {
  const Summary& summary = data.summary;
  const auto average = [&](auto counts) {
    double sum = 0;
    for (const SummaryUncovered& place : summary.uncovered) sum += counts(place);
    return grouped_text(sum);
  };
  const auto of_kind = [&](SettlementKind kind) {
    return average([&](const SummaryUncovered& place) { return place.kind == kind ? place.share_without[CoverageReading::own] : 0.0; });
  };
  const std::string no_centre = average([](const SummaryUncovered& place) { return place.share_without[CoverageReading::with_centre]; });
  Text sentence = summary.uncovered.empty()
                      ? Text{fmt::format("到{}，所有社区和村都有自己的设施。", text_of(summary.end)),
                             fmt::format("By {} every community and village has a facility of its own. ", text_of(summary.end))}
                      : Text{fmt::format("到{}，平均{}个社区和{}个村没有自己的设施，其中{}个连中心也没有。", text_of(summary.end),
                                         of_kind(SettlementKind::community), of_kind(SettlementKind::village), no_centre),
                             fmt::format("By {}, {} and {} on average have no facility of their own, {} of them not even a centre. ",
                                         text_of(summary.end), counted(of_kind(SettlementKind::community), "community"),
                                         counted(of_kind(SettlementKind::village), "village"), no_centre)};
  const std::vector<Text> places = towns_left_out(data);
  if (!places.empty()) sentence = sentence + Text{"主要在", "Most lie in "} + joined(places, kNamesShown) + Text{"。", ". "};
  const std::vector<Text> beds = towns_short_of_beds(data);
  sentence = sentence + Text{fmt::format("床位缺口{}人", estimate_text(summary.beds.shortfall, false)),
                             fmt::format("{} persons seek a bed in vain", estimate_text(summary.beds.shortfall, false))};
  if (!beds.empty()) sentence = sentence + Text{"，最多的是", ", most in "} + joined(beds, kNamesShown);
  return card({"哪里没有实现？", "Where is it not met?"},
              same(grouped_text(std::round(summary.uncovered_count.mean))) + Text{" 个村社没有设施", " settlements left out"},
              paragraph(sentence + Text{"。", "."}));
}

/// Yuan as each language says it.
Text money(const Estimate& yuan) {
  return {ten_thousands(yuan) + "万元", "CNY " + estimate_text(yuan, false, kYuanPerMillion) + " million"};
}

std::string cost_card(const RunData& data) {
  const Summary& summary = data.summary;
  const Estimate accrued = data.sample.over([&](const Headline& h) { return public_fen(data, h) / 100.0; });
  const Text period = same(fmt::format("{}–{}", summary.start.year(), summary.end.year()));
  const Text all = money(summary.recurrent.total);
  const Text part = money(summary.recurrent.public_money);
  const Text peak = money(summary.prefinancing_peak);
  const Text sentence = period +
                        Text{"年公共资金（市、区、镇街、福彩、医保和长护险）应计",
                             ": public payers (city, district, towns, lottery fund, insurances) accrue "} +
                        money(accrued) +
                        Text{fmt::format("；{}年起每年经常性费用", summary.recurrent.from_year),
                             fmt::format("; from {} it costs ", summary.recurrent.from_year)} +
                        all + Text{"，其中公共资金", " a year, of which public "} + part +
                        Text{"；镇街垫资和自筹建设费未收回余额最高时", "; for building towns are out of pocket by at most "} + peak +
                        Text{"。", "."};
  const Text figure = money({accrued.mean, accrued.mean, accrued.mean, accrued.mean});
  return card({"要花多少公共资金？", "What does it cost public payers?"}, figure, paragraph(sentence));
}

}  // namespace

std::string answer_section(const RunData& data) {
  const Text one{"只有一次重复模拟：没有区间，概率只能是0或100%。",
                 "One replicate alone: no intervals, and probabilities of 0 or 100% only."};
  const Text many{"方括号内是90%区间：二十次中有一次更低、一次更高。概率是重复模拟中的比例。",
                  "Square brackets hold the 90% interval: one replicate in twenty lies below it and one above. Probabilities are shares of "
                  "the replicates."};
  return "<div class=\"cards\">" + plan_card(data) + where_card(data) + cost_card(data) + "</div>\n" + coverage_overview(data) +
         paragraph(data.summary.replicates == 1 ? one : many, "note");
}

}  // namespace eldercast
