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

Text named(const Summary& summary, const TargetLine& line) {
  const JudgedTarget& row = line.about;
  const std::string value = target_value_text(row.unit, when_due(summary.targets, line).mean);
  const std::string wanted = target_value_text(row.unit, *row.threshold);
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
  const int met = counts.by_model[TargetVerdict::met];
  const Text rest{fmt::format("{}项未定，{}项不达标。", counts.by_model[TargetVerdict::open], counts.by_model[TargetVerdict::missed]),
                  fmt::format("{} open, {} missed.", counts.by_model[TargetVerdict::open], counts.by_model[TargetVerdict::missed])};
  Text numbers{fmt::format("由模型判断的{}项目标中：{}项达标（至少九成模拟），{}", decided, met, rest.zh),
               fmt::format(" Of {} targets that the model decides {} {} met (in nine of ten replicates), {}", decided, met,
                           met == 1 ? "is" : "are", rest.en)};
  if (met == 0) {
    numbers = {fmt::format("由模型判断的{}项目标，没有一项能在九成模拟中达标：{}", decided, rest.zh),
               fmt::format(" None of the {} targets that the model decides is met in nine of ten replicates: {}", decided, rest.en)};
  }
  const Text cannot = cannot_be_met(counts);
  Text others{fmt::format("另有{}项取决于设定，{}。", counts.by_assumption, cannot.zh),
              fmt::format(" {} more only restate an assumption, {}.", counts.by_assumption, cannot.en)};
  Sentence out{{headline.zh + numbers.zh, headline.en + numbers.en}};
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
    return std::pair(!coverage, part_reached(summary.targets, *line));
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
    const Text empty{fmt::format("{}张有人员的床位空着", count(beds.vacant.mean)),
                     fmt::format("{} staffed beds stand empty", count(beds.vacant.mean))};
    out.push_back({fmt::format("期末有{}人{}需要床位而没有（{}），同时有{}。", count(beds.shortfall.mean), interval(beds.shortfall), why.zh,
                               empty.zh),
                   fmt::format("At the end {} people{} need a bed and have none ({}), while {}.", count(beds.shortfall.mean),
                               interval(beds.shortfall), why.en, empty.en)});
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
  if (beds.shortfall.mean >= 0.5 && beds.vacant.mean >= 0.5) {
    const std::string nursing = count(beds.vacant_by_type[BedType::nursing].mean);
    const std::string elsewhere = count(beds.vacant_elsewhere.mean);
    out.push_back({fmt::format("空床中护理型{}张，{}张在无人缺床的镇街。", nursing, elsewhere),
                   fmt::format(" Of the empty beds {} are nursing beds, {} stand in towns where nobody is short.", nursing, elsewhere)});
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
  return out;
}

/// What towns lend until grants come, and what stays theirs.
Text what_towns_pay(const Summary& summary) {
  const Text waiting = money_text(summary.grants_waiting_peak.mean);
  const Text good = money_text(summary.towns_for_good.mean);
  return {fmt::format("镇街最多垫资{}等待补助，另自筹建设费{}。", waiting.zh, good.zh),
          fmt::format("Towns advance at most {} until grants come and pay {} of building for good.", waiting.en, good.en)};
}

/// What towns pay for building, and projects that were due and found no money: how long, and whose.
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
  Sentence out;
  if (summary.grants_waiting_peak.mean > 0) out.push_back(what_towns_pay(summary));
  if (parts.empty()) return out;
  const Text list = joined(parts);
  out.push_back(
      {fmt::format("到期项目因缺资金共等待{}个项目月（{}）。", count(all), list.zh),
       fmt::format("{}Projects that were due waited {} project-months for money ({}).", out.empty() ? "" : " ", count(all), list.en)});
  return out;
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

Text empty_beds(const SummaryBeds& beds) {
  const std::string all = count(beds.vacant.mean);
  Text out{fmt::format("{}张有人员的床位空着", all), fmt::format("{} staffed beds stand empty", all)};
  if (beds.vacant.mean < 0.5) return out;
  const std::string nursing = count(beds.vacant_by_type[BedType::nursing].mean);
  const std::string elsewhere = count(beds.vacant_elsewhere.mean);
  if (elsewhere == all)
    return {fmt::format("{}（护理型{}张；都在无人缺床的镇街）", out.zh, nursing),
            fmt::format("{} ({} of them nursing beds; all where nobody is short)", out.en, nursing)};
  return {fmt::format("{}（护理型{}张；{}张在无人缺床的镇街）", out.zh, nursing, elsewhere),
          fmt::format("{} ({} of them nursing beds; {} in towns where nobody is short)", out.en, nursing, elsewhere)};
}

std::vector<std::vector<Text>> answer_sentences(const Summary& summary) {
  std::vector<std::vector<Text>> out{verdict(summary),  in_the_way(summary), who_waits(summary),
                                     who_pays(summary), what_waits(summary), not_known(summary)};
  out.erase(std::remove_if(out.begin(), out.end(), [](const Sentence& one) { return one.empty(); }), out.end());
  return out;
}

}  // namespace eldercast
