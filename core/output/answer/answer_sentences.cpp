#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "output/answer/answer.hpp"
#include "output/figures/sample.hpp"
#include "output/render/text_cells.hpp"
#include "output/render/words.hpp"

namespace eldercast {

namespace {

using Sentence = std::vector<Text>;

constexpr std::size_t kNamed = 3;  ///< targets, services and payers that a sentence names

std::string interval(const Estimate& value, double unit = 1) {
  if (std::isnan(value.low) || grouped_text(value.low / unit) == grouped_text(value.high / unit)) return "";
  return fmt::format(" [{}, {}]", grouped_text(value.low / unit), grouped_text(value.high / unit));
}

std::string count(double value) { return grouped_text(std::round(value)); }

/// The value of a target when it is due, as the mean over replicates.
double value_when_due(const Summary& summary, const TargetLine& line) {
  const int year = std::clamp(line.about.due.year() - summary.start.year(), 0, static_cast<int>(line.years.size()) - 1);
  return line.years[static_cast<std::size_t>(year)].mean;
}

/// How much of what is asked for is there, 0 to 1 and above.
double part_reached(const Summary& summary, const TargetLine& line) {
  const double value = value_when_due(summary, line);
  if (line.about.at_most) return value <= *line.about.threshold ? 1 : 0;
  return *line.about.threshold > 0 ? value / *line.about.threshold : 1;
}

Text named(const Summary& summary, const TargetLine& line) {
  const JudgedTarget& row = line.about;
  const std::string value = target_value_text(row.unit, value_when_due(summary, line));
  const std::string wanted = target_value_text(row.unit, *line.about.threshold);
  return {fmt::format("{}（{}，要求{}）", row.zh, value, wanted), fmt::format("{} ({} of {})", row.en, value, wanted)};
}

/// A name inside a sentence: "Home visits" does not begin one.
/// A text that becomes part of a sentence.
std::string without_stop(std::string text) {
  for (const std::string_view stop : {std::string_view("."), std::string_view("。")}) {
    if (text.ends_with(stop)) text.resize(text.size() - stop.size());
  }
  return text;
}

std::string lower_first(std::string name) {
  if (name.size() > 1 && name[1] >= 'a' && name[1] <= 'z' && name[0] >= 'A' && name[0] <= 'Z')
    name[0] = static_cast<char>(name[0] - 'A' + 'a');
  return name;
}

Text joined(const std::vector<Text>& parts) {
  Text out;
  for (const Text& part : parts) {
    out.zh += (out.zh.empty() ? "" : "；") + part.zh;
    out.en += (out.en.empty() ? "" : "; ") + part.en;
  }
  return out;
}

Sentence verdict(const Summary& summary) {
  const TargetCounts counts = counts_of(summary.targets);
  if (counts.judged == 0) return {{"规划目标在模拟期内均不到期。", "No target of the plan is due within the run."}};
  Text headline{"照此实施，规划能否实现尚不确定。", "Whether the plan will be met is open."};
  if (counts.by_input + counts.by_model[TargetVerdict::missed] > 0)
    headline = {"规划将不能全部实现。", "The plan will not be met in full."};
  if (counts.by_input + counts.by_model[TargetVerdict::missed] + counts.by_model[TargetVerdict::open] == 0)
    headline = {"规划将实现。", "The plan will be met."};
  const int decided = counts.by_model[TargetVerdict::met] + counts.by_model[TargetVerdict::open] + counts.by_model[TargetVerdict::missed];
  Text numbers{
      fmt::format("由模型判断的{}项目标中：{}项达标（把握九成以上），{}项未定，{}项不达标。", decided, counts.by_model[TargetVerdict::met],
                  counts.by_model[TargetVerdict::open], counts.by_model[TargetVerdict::missed]),
      fmt::format(" Of {} targets that the model decides {} {} met (90% sure), {} open, {} missed.", decided,
                  counts.by_model[TargetVerdict::met], counts.by_model[TargetVerdict::met] == 1 ? "is" : "are",
                  counts.by_model[TargetVerdict::open], counts.by_model[TargetVerdict::missed])};
  Text others{fmt::format("另有{}项取决于设定，{}项按现有数据不可能达到。", counts.by_assumption, counts.by_input),
              fmt::format(" {} more only restate an assumption, {} cannot be met as written.", counts.by_assumption, counts.by_input)};
  Sentence out{headline, numbers};
  if (counts.by_assumption + counts.by_input > 0) out.push_back(others);
  return out;
}

Sentence in_the_way(const Summary& summary) {
  std::vector<const TargetLine*> missed;
  for (const TargetLine& line : summary.targets.lines) {
    const bool other_reading = line.about.target == Target::g1_with_centre || line.about.target == Target::g2_with_centre;
    if (line.met && !other_reading && line.basis.by != DecidedBy::assumption && verdict_of(*line.met) != TargetVerdict::met)
      missed.push_back(&line);
  }
  if (missed.empty()) return {};
  // Coverage of communities and villages is what the plan is for; then whatever is furthest from what is asked.
  const auto order = [&](const TargetLine* line) {
    const bool coverage = line->about.target == Target::g1_own || line->about.target == Target::g2_own;
    return std::pair(!coverage, part_reached(summary, *line));
  };
  std::stable_sort(missed.begin(), missed.end(), [&](const TargetLine* a, const TargetLine* b) { return order(a) < order(b); });
  Sentence out;
  for (std::size_t i = 0; i < std::min(kNamed, missed.size()); ++i) {
    const Text one = named(summary, *missed[i]);
    out.push_back(i == 0 ? Text{"主要差距：" + one.zh, "What is missing: " + one.en} : Text{"；" + one.zh, "; " + one.en});
  }
  return out;
}

Sentence who_waits(const Summary& summary) {
  Sentence out;
  const SummaryBeds& beds = summary.beds;
  if (beds.shortfall.mean >= 0.5) {
    std::vector<Text> causes;
    for (const ShortfallCause cause : all_of<ShortfallCause>()) {
      const double persons = beds.shortfall_by_cause[cause].mean;
      if (persons < 0.5) continue;
      const Text words = words_of(cause);
      causes.push_back({fmt::format("{}{}人", words.zh, count(persons)), fmt::format("{} {}", count(persons), words.en)});
    }
    const Text why = joined(causes);
    out.push_back({fmt::format("期末有{}人{}需要床位而没有（{}），同时有{}张有人员的床位空着。", count(beds.shortfall.mean),
                               interval(beds.shortfall), why.zh, count(beds.vacant.mean)),
                   fmt::format("At the end {} people{} need a bed and have none ({}), while {} staffed beds stand empty.",
                               count(beds.shortfall.mean), interval(beds.shortfall), why.en, count(beds.vacant.mean))});
  } else {
    out.push_back({"期末需要床位者都有床位。", "At the end everybody who seeks a bed has one."});
  }
  const SummaryDemand* most = nullptr;
  for (const SummaryDemand& line : summary.demand_by_service) {
    if (line.id == summary.bed_service || line.list) continue;
    if (most == nullptr || line.counts[DemandCount::waiting].mean > most->counts[DemandCount::waiting].mean) most = &line;
  }
  if (most != nullptr && most->counts[DemandCount::waiting].mean >= 0.5) {
    out.push_back({fmt::format("等待最多的服务是{}：{}人寻求，{}人在等。", most->name_zh, count(most->counts[DemandCount::seeking].mean),
                               count(most->counts[DemandCount::waiting].mean)),
                   fmt::format(" Of {} who seek {} {} wait.", count(most->counts[DemandCount::seeking].mean), lower_first(most->name_en),
                               count(most->counts[DemandCount::waiting].mean))});
  }
  return out;
}

Sentence who_pays(const Summary& summary) {
  const auto shown = [](const Estimate& value) {
    const Text mean = money_text(value.mean);
    if (std::isnan(value.low) || value.low == value.high) return mean;
    return Text{fmt::format("{} [{}, {}]", mean.zh, grouped_text(value.low / kYuanPer10000), grouped_text(value.high / kYuanPer10000)),
                fmt::format("{} [{:.3g}, {:.3g}]", mean.en, value.low / 1e6, value.high / 1e6)};
  };
  const Text all = shown(summary.money.accrued);
  Sentence out{{fmt::format("全程费用{}", all.zh), fmt::format("It costs {} over the run", all.en)}};
  std::vector<Payer> payers;
  for (const Payer payer : all_of<Payer>(summary.names)) {
    if (summary.by_payer[payer].accrued.mean > 0) payers.push_back(payer);
  }
  std::stable_sort(payers.begin(), payers.end(),
                   [&](Payer a, Payer b) { return summary.by_payer[a].accrued.mean > summary.by_payer[b].accrued.mean; });
  Text parts;
  for (const Payer payer : payers) {
    const Text words = words_of(payer, summary.names);
    const double yuan = summary.by_payer[payer].accrued.mean;
    parts.zh += fmt::format("{}{}{}", parts.zh.empty() ? "：" : "、", words.zh, grouped_text(yuan / kYuanPer10000));
    parts.en += fmt::format("{}{} {:.3g}", parts.en.empty() ? ": " : ", ", words.en, yuan / 1e6);
  }
  out.push_back({parts.zh + "。", parts.en + "."});
  const Text waiting = money_text(summary.grants_waiting_peak.mean);
  const Text good = money_text(summary.towns_for_good.mean);
  if (summary.grants_waiting_peak.mean > 0) {
    out.push_back({fmt::format("镇街最多垫资{}等待补助，另自筹建设费{}。", waiting.zh, good.zh),
                   fmt::format(" Towns advance at most {} until grants come and pay {} of building for good.", waiting.en, good.en)});
  }
  return out;
}

/// Projects that were due and found no money: how long, and whose.
Sentence what_waits(const Summary& summary) {
  std::vector<Text> parts;
  double all = 0;
  for (const WaitFor what : {WaitFor::town, WaitFor::city, WaitFor::district}) {
    const double months = summary.projects_waited[what].mean;
    if (months < 0.5) continue;
    all += months;
    const char* zh = what == WaitFor::town ? "镇街" : what == WaitFor::city ? "市级" : "区级";
    const char* en = what == WaitFor::town ? "towns" : what == WaitFor::city ? "the city" : "the district";
    parts.push_back({fmt::format("{}{}", zh, count(months)), fmt::format("{} of {}", count(months), en)});
  }
  if (parts.empty()) return {};
  const Text list = joined(parts);
  return {{fmt::format("到期项目因缺资金共等待{}个项目月（{}）。", count(all), list.zh),
           fmt::format("Projects that were due waited {} project-months for money ({}).", count(all), list.en)}};
}

Sentence not_known(const Summary& summary) {
  Sentence out;
  if (summary.uncertain_parameters > 0) {
    out.push_back({fmt::format("区间含{}个不确定参数和偶然性。", summary.uncertain_parameters),
                   fmt::format("Intervals hold {} uncertain parameters and chance.", summary.uncertain_parameters)});
  } else {
    out.push_back({"区间只含偶然性，不含参数的不确定性（见 run --uncertain）。",
                   "Intervals hold chance alone, not what is unknown of the parameters (run --uncertain)."});
  }
  if (!summary.data_gaps.empty()) {
    Text gaps;
    for (const Text& gap : summary.data_gaps) {
      gaps.zh += (gaps.zh.empty() ? "" : "；") + without_stop(gap.zh);
      gaps.en += (gaps.en.empty() ? "" : "; ") + without_stop(gap.en);
    }
    out.push_back({fmt::format("数据缺口{}项：{}。", summary.data_gaps.size(), gaps.zh), fmt::format(" Gaps of the data: {}.", gaps.en)});
  }
  if (!std::isnan(summary.doubt.money) && !std::isnan(summary.doubt.shortfall)) {
    const std::string money = fmt::format("{:.0f}%", 100 * summary.doubt.money);
    const std::string shortfall = fmt::format("{:.0f}%", 100 * summary.doubt.shortfall);
    out.push_back({fmt::format("参数占费用方差的{}、缺床人数方差的{}。", money, shortfall),
                   fmt::format(" Of the variance of money {} is of parameters, of missing beds {}.", money, shortfall)});
  }
  return out;
}

}  // namespace

Text money_text(double yuan) {
  const double million = yuan / 1e6;
  return {grouped_text(yuan / kYuanPer10000) + "万元",
          (std::abs(million) >= 100 ? fmt::format("{:.0f}", million) : fmt::format("{:.1f}", million)) + " million yuan"};
}

std::vector<std::vector<Text>> answer_sentences(const Summary& summary) {
  std::vector<std::vector<Text>> out{verdict(summary),  in_the_way(summary), who_waits(summary),
                                     who_pays(summary), what_waits(summary), not_known(summary)};
  out.erase(std::remove_if(out.begin(), out.end(), [](const Sentence& one) { return one.empty(); }), out.end());
  return out;
}

}  // namespace eldercast
