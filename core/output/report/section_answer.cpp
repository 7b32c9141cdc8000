#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "output/render/text_cells.hpp"
#include "output/report/report_sections.hpp"

namespace eldercast {

namespace {

constexpr double kYuanPerMillion = 1e6;
constexpr std::size_t kNamesShown = 6;

std::string card(const Text& question, const Text& figure, const Text& sentence, const std::string& more = {}) {
  return "<div class=\"card\"><h3>" + both(question) + "</h3><p class=\"figure\">" + both(figure) + "</p>" + paragraph(sentence) + more +
         "</div>\n";
}

std::string plan_card(const RunData& data) {
  std::size_t assessed = 0;
  std::vector<Text> missed;
  std::string chips;
  for (const TargetLine& line : data.summary.targets.lines) {
    if (!line.met) continue;
    ++assessed;
    if (*line.met >= 0.5) continue;
    const TargetRow& row = row_of(line.target);
    missed.push_back({std::string(row.zh), std::string(row.en)});
    chips += fmt::format("<li><b>{}</b> {}</li>", row.clause, both(missed.back()));
  }
  const std::size_t met = assessed - missed.size();
  const std::string count = fmt::format("{} / {}", met, assessed);
  Text sentence{fmt::format("规划{}：{}项可评估的目标中，{}项在至少一半的重复模拟中按期达到，{}项没有。",
                            missed.empty() ? "按期实现" : "未全部按期实现", assessed, met, missed.size()),
                fmt::format("The plan is {}: of {} targets that can be assessed, {} are met on time in at least half of the replicates, "
                            "{} are not.",
                            missed.empty() ? "met" : "not met in full", assessed, met, missed.size())};
  if (assessed == 0) sentence = {"模拟期内没有到期的目标。", "No target is due within the run."};
  const std::string more =
      missed.empty() ? ""
                     : folded(Text{"未达到的目标", "Targets that are not met"}, "<ul class=\"chips\">" + chips + "</ul>", OnPaper::open);
  return card({"规划能实现吗？", "Is the plan met?"}, same(count) + Text{" 项目标达到", " targets met"}, sentence, more);
}

/// Towns with the settlements that are left without a facility, the most first.
std::vector<Text> towns_left_out(const RunData& data) {
  std::map<std::string, int> count;
  for (const SummaryUncovered& place : data.summary.uncovered) ++count[place.town_zh];
  std::vector<std::pair<int, Text>> order;
  for (std::size_t t = 0; t < data.description.towns.size(); ++t) {
    const auto found = count.find(data.description.towns[t].name_zh);
    if (found == count.end()) continue;
    order.emplace_back(found->second, data.town_name(TownId(t)) + same(fmt::format(" {}", found->second)));
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
  const auto of_kind = [&](SettlementKind kind) {
    return std::count_if(summary.uncovered.begin(), summary.uncovered.end(), [&](const auto& place) { return place.kind == kind; });
  };
  const auto no_centre = std::count_if(summary.uncovered.begin(), summary.uncovered.end(), [](const SummaryUncovered& place) {
    return place.share_without[CoverageReading::with_centre] > 0.5;
  });
  Text sentence =
      summary.uncovered.empty()
          ? Text{fmt::format("到{}，所有社区和村在多数重复模拟中都有自己的设施。", text_of(summary.end)),
                 fmt::format("By {} every community and village has a facility of its own in most replicates.", text_of(summary.end))}
          : Text{fmt::format("到{}，{}个社区和{}个村在多数重复模拟中没有自己的设施，其中{}个连中心也没有，分布在", text_of(summary.end),
                             of_kind(SettlementKind::community), of_kind(SettlementKind::village), no_centre),
                 fmt::format("By {}, {} communities and {} villages have no facility of their own in most replicates, {} of them "
                             "not even a centre; they lie in ",
                             text_of(summary.end), of_kind(SettlementKind::community), of_kind(SettlementKind::village), no_centre)};
  if (!summary.uncovered.empty()) sentence = sentence + joined(towns_left_out(data), kNamesShown) + Text{"。", ". "};
  const std::vector<Text> beds = towns_short_of_beds(data);
  sentence = sentence + Text{fmt::format("床位缺口{}人", estimate_text(summary.beds.shortfall, false)),
                             fmt::format("{} persons seek a bed in vain", estimate_text(summary.beds.shortfall, false))};
  if (!beds.empty()) sentence = sentence + Text{"，最多的是", ", most in "} + joined(beds, kNamesShown);
  return card({"哪里没有实现？", "Where is it not met?"},
              same(std::to_string(summary.uncovered.size())) + Text{" 个村社没有设施", " places left out"}, sentence + Text{"。", "."});
}

/// Yuan as each language says it.
Text money(const Estimate& yuan) {
  return {ten_thousands(yuan) + "万元", "CNY " + estimate_text(yuan, false, kYuanPerMillion) + " million"};
}

std::string cost_card(const RunData& data) {
  const Summary& summary = data.summary;
  const Estimate accrued = data.sample.over([&](const Headline& h) {
    double fen = 0;
    for (int month = 0; month <= data.sample.last_month; ++month) {
      for (const Payer payer : all_of<Payer>())
        fen += is_public(payer) ? sum_over<Purpose>([&](Purpose purpose) { return h.accrued_fen(month, payer, purpose); }) : 0.0;
    }
    return fen / 100.0;
  });
  const Text period = same(fmt::format("{}–{}", summary.start.year(), summary.end.year()));
  const Text all = money(summary.recurrent.total);
  const Text part = money(summary.recurrent.public_money);
  const Text peak = money(summary.prefinancing_peak);
  const Text sentence = period + Text{"年公共资金应计", ": public payers accrue "} + money(accrued) +
                        Text{fmt::format("；{}年起每年经常性费用", summary.recurrent.from_year),
                             fmt::format("; from {} it costs ", summary.recurrent.from_year)} +
                        all + Text{"，其中公共资金", " a year, of which public "} + part +
                        Text{"；镇街垫资最高时", "; towns advance at most "} + peak + Text{"。", "."};
  const Text figure = money({accrued.mean, accrued.mean, accrued.mean, accrued.mean});
  return card({"要花多少钱？", "What does it cost?"}, figure, sentence);
}

}  // namespace

std::string answer_section(const RunData& data) {
  const Text one{"只有一次重复模拟：没有区间，概率只能是0或100%。",
                 "One replicate alone: no intervals, and probabilities of 0 or 100% only."};
  const Text many{"方括号内是90%区间：二十次中有一次更低、一次更高。概率是重复模拟中的比例。",
                  "Square brackets hold the 90% interval: one replicate in twenty lies below it and one above. Probabilities are shares of "
                  "the replicates."};
  return "<div class=\"cards\">" + plan_card(data) + where_card(data) + cost_card(data) + "</div>\n" +
         paragraph(data.summary.replicates == 1 ? one : many, "note");
}

}  // namespace eldercast
