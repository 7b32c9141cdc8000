#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "output/answer/answer.hpp"
#include "output/figures/sample.hpp"
#include "output/render/text_cells.hpp"
#include "output/render/words.hpp"

namespace eldercast {

namespace {

using Sentence = SpareParagraph;

constexpr std::size_t kNamed = 4;  ///< targets that a sentence names, where there is room

/// Parts for which there may be no room, in the order of what a reader misses most.
enum Spare : int {
  kPayers = 1,
  kTownsPay,
  kGapsOfData,
  kSecondTarget,
  kWaitForMoney,
  kWaitForService,
  kThirdTarget,
  kEmptyBeds,
  kFourthTarget,
  kVariance
};

std::string interval(const Estimate& value, double unit = 1) {
  if (std::isnan(value.low) || grouped_text(value.low / unit) == grouped_text(value.high / unit)) return "";
  return fmt::format(" [{}, {}]", grouped_text(value.low / unit), grouped_text(value.high / unit));
}

std::string count(double value) { return grouped_text(std::round(value)); }

/// "the name (68.9% by 2020, 95.0% asked)": the table below it may be of another year.
Text named(const Summary& summary, const TargetLine& line) {
  const JudgedTarget& row = line.about;
  const std::string value = target_value_text(row.unit, when_due(summary.targets, line).mean);
  const std::string wanted = target_value_text(row.unit, *row.threshold);
  return {fmt::format("{}（{}年底{}，要求{}）", row.zh, row.due.year(), value, wanted),
          fmt::format("{} ({} by {}, {} asked)", row.en, value, row.due.year(), wanted)};
}

/// A text that becomes part of a sentence.
std::string without_stop(std::string text) {
  for (const std::string_view stop : {std::string_view("."), std::string_view("。")}) {
    if (text.ends_with(stop)) text.resize(text.size() - stop.size());
  }
  return text;
}

/// A name inside a sentence: "Home visits" does not begin one.
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
  if (counts.judged == 0) return {{{"规划目标在模拟期内均不到期。", "No target of the plan is due within the run."}}};
  const int met = counts.by_model[TargetVerdict::met];
  const int open = counts.by_model[TargetVerdict::open];
  const int missed = counts.by_model[TargetVerdict::missed];
  Text headline{"照此实施，规划能否实现尚不确定。", "Whether the plan will be met is open."};
  if (counts.by_input + missed > 0) headline = {"规划将不能全部实现。", "The plan will not be met in full."};
  if (counts.by_input + missed + open == 0) headline = {"规划将实现。", "The plan will be met."};
  const Text rest{fmt::format("{}项未定，{}项不达标。", open, missed),
                  fmt::format("{} {} open, {} missed.", open, open == 1 ? "is" : "are", missed)};
  Text numbers{fmt::format("由模型判断的{}项目标中：{}项达标（至少九成模拟），{}", met + open + missed, met, rest.zh),
               fmt::format(" Of {} targets that the model decides {} {} met (in nine of ten replicates), {}", met + open + missed, met,
                           met == 1 ? "is" : "are", rest.en)};
  if (met == 0) {
    numbers = {fmt::format("由模型判断的{}项目标，没有一项能在九成模拟中达标：{}", open + missed, rest.zh),
               fmt::format(" None of the {} targets that the model decides is met in nine of ten replicates: {}", open + missed, rest.en)};
  }
  Sentence out{{{headline.zh + numbers.zh, headline.en + numbers.en}}};
  if (counts.by_assumption + counts.by_input > 0)
    out.push_back({{fmt::format("另有{}项由设定而非模型决定，{}项按现有数据不可能达到。", counts.by_assumption, counts.by_input),
                    fmt::format(" {} more {} set by an assumption, {} cannot be met as written.", counts.by_assumption,
                                counts.by_assumption == 1 ? "is" : "are", counts.by_input)}});
  return out;
}

Sentence in_the_way(const Summary& summary) {
  std::vector<const TargetLine*> missed;
  for (const TargetLine& line : summary.targets.lines) {
    const bool other_reading = line.about.target == Target::g1_with_centre || line.about.target == Target::g2_with_centre;
    const bool set = line.basis.by == DecidedBy::assumption || line.basis.assumed;
    if (line.met && !other_reading && !set && verdict_of(*line.met) != TargetVerdict::met) missed.push_back(&line);
  }
  // Coverage of communities is what the plan is for; then whatever is furthest from what is asked.
  const auto order = [&](const TargetLine* line) {
    return std::pair(line->about.target != Target::g1_own, part_reached(summary.targets, *line));
  };
  std::stable_sort(missed.begin(), missed.end(), [&](const TargetLine* a, const TargetLine* b) { return order(a) < order(b); });
  constexpr std::array<int, kNamed> kSpare{0, kSecondTarget, kThirdTarget, kFourthTarget};
  Sentence out;
  for (std::size_t i = 0; i < std::min(kNamed, missed.size()); ++i) {
    const Text one = named(summary, *missed[i]);
    out.push_back({i == 0 ? Text{"主要差距：" + one.zh, "Furthest behind: " + one.en} : Text{"；" + one.zh, "; " + one.en}, kSpare[i]});
  }
  return out;
}

/// "no carer for a bed"; with numbers where there are several causes.
Text why_without_bed(const SummaryBeds& beds) {
  std::vector<Text> causes;
  Text only;
  for (const ShortfallCause cause : all_of<ShortfallCause>()) {
    const double persons = beds.shortfall_by_cause[cause].mean;
    if (persons < 0.5) continue;
    only = words_of(cause);
    causes.push_back({fmt::format("{}{}人", only.zh, count(persons)), fmt::format("{} {}", count(persons), only.en)});
  }
  return causes.size() == 1 ? only : joined(causes);
}

Sentence who_waits(const Summary& summary) {
  const SummaryBeds& beds = summary.beds;
  if (beds.shortfall.mean < 0.5) return {{{"期末需要床位者都有床位。", "At the end everybody who seeks a bed has one."}}};
  const Text why = why_without_bed(beds);
  const bool empty = beds.vacant.mean >= 0.5;
  const std::string vacant = count(beds.vacant.mean);
  return {{{fmt::format("期末有{}人{}需要床位而没有（{}）{}。", count(beds.shortfall.mean), interval(beds.shortfall), why.zh,
                        empty ? fmt::format("，同时有{}张有护理员的床位空着", vacant) : ""),
            fmt::format("At the end {} people{} need a bed and have none ({}){}.", count(beds.shortfall.mean), interval(beds.shortfall),
                        why.en, empty ? fmt::format(", while {} beds with carers stand empty", vacant) : "")}}};
}

/// Who waits beside those who wait for a bed, and where the empty beds are.
void add_other_waits(const Summary& summary, Sentence& out) {
  const SummaryDemand* most = nullptr;
  for (const SummaryDemand& line : summary.demand_by_service) {
    if (line.id == summary.bed_service || line.list) continue;
    if (most == nullptr || line.counts[DemandCount::waiting].mean > most->counts[DemandCount::waiting].mean) most = &line;
  }
  const SummaryBeds& beds = summary.beds;
  if (beds.shortfall.mean >= 0.5 && beds.vacant.mean >= 0.5) {
    const std::string nursing = count(beds.vacant_by_type[BedType::nursing].mean);
    const std::string elsewhere = count(beds.vacant_elsewhere.mean);
    const bool all = elsewhere == count(beds.vacant.mean);
    out.push_back({{fmt::format("空床{}在无人缺床的镇街，护理型{}张。", all ? "都" : "有" + elsewhere + "张", nursing),
                    fmt::format(" {} of the empty beds stand in towns where nobody is short; {} are nursing beds.", all ? "All" : elsewhere,
                                nursing)},
                   kEmptyBeds});
  }
  if (most == nullptr || most->counts[DemandCount::waiting].mean < 0.5) return;
  const std::string seek = count(most->counts[DemandCount::seeking].mean);
  const std::string wait = count(most->counts[DemandCount::waiting].mean);
  out.push_back({{fmt::format("等待最多的服务是{}：{}人寻求，{}人在等。", most->name_zh, seek, wait),
                  fmt::format(" Of {} who seek {} {} wait.", seek, lower_first(most->name_en), wait)},
                 kWaitForService});
}

Sentence who_pays(const Summary& summary) {
  const Estimate& all = summary.money.accrued;
  const Text mean = money_text(all.mean);
  Text range;
  if (!std::isnan(all.low) && all.low != all.high)
    range = {interval(all, kYuanPer10000), fmt::format(" [{:.3g}, {:.3g}]", all.low / 1e6, all.high / 1e6)};
  std::vector<Payer> payers;
  double public_yuan = 0;
  for (const Payer payer : all_of<Payer>(summary.names)) {
    const double yuan = summary.by_payer[payer].accrued.mean;
    if (yuan > 0) payers.push_back(payer);
    if (is_public(payer, summary.names)) public_yuan += yuan;
  }
  std::stable_sort(payers.begin(), payers.end(),
                   [&](Payer a, Payer b) { return summary.by_payer[a].accrued.mean > summary.by_payer[b].accrued.mean; });
  Text parts;
  for (const Payer payer : payers) {
    const Text words = words_of(payer, summary.names);
    const double yuan = summary.by_payer[payer].accrued.mean;
    parts.zh += fmt::format("{}{}{}", parts.zh.empty() ? "" : "、", words.zh, grouped_text(yuan / kYuanPer10000));
    parts.en += fmt::format("{}{} {:.3g}", parts.en.empty() ? "" : ", ", words.en, yuan / 1e6);
  }
  Sentence out{{{fmt::format("全程费用{}{}，其中公共资金{}", mean.zh, range.zh, money_text(public_yuan).zh),
                 fmt::format("It costs {}{} over the run, {:.3g} of it public", mean.en, range.en, public_yuan / 1e6)}}};
  if (!payers.empty())
    out.push_back({{fmt::format("。承担（万元）：{}。", parts.zh), fmt::format(". By payer: {} million.", parts.en)}, kPayers});
  return out;
}

/// What towns lend until grants come, and what stays theirs.
Text what_towns_pay(const Summary& summary) {
  const Text waiting = money_text(summary.grants_waiting_peak.mean);
  const Text good = money_text(summary.towns_for_good.mean);
  return {fmt::format("镇街自筹建设费{}（不再收回），另最多垫资{}等待补助。", good.zh, waiting.zh),
          fmt::format("Towns pay {} of building for good and advance up to {}.", good.en, waiting.en.substr(0, waiting.en.rfind(" yuan")))};
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
  if (summary.grants_waiting_peak.mean > 0) out.push_back({what_towns_pay(summary), kTownsPay});
  if (parts.empty()) return out;
  const Text list = joined(parts);
  out.push_back(
      {{fmt::format("到期项目等待资金共{}个项目月（{}）。", count(all), list.zh),
        fmt::format("{}Projects that were due waited {} months in all for money ({}).", out.empty() ? "" : " ", count(all), list.en)},
       kWaitForMoney});
  return out;
}

Sentence not_known(const Summary& summary) {
  Sentence out;
  if (summary.uncertain_parameters > 0) {
    out.push_back({{fmt::format("区间含{}个不确定参数和偶然性。", summary.uncertain_parameters),
                    fmt::format("Intervals hold {} uncertain parameters and chance.", summary.uncertain_parameters)}});
  } else {
    out.push_back({{"区间只含偶然性，不含参数的不确定性（见 run --uncertain）。",
                    "Intervals hold chance alone, not what is unknown of the parameters (run --uncertain)."}});
  }
  if (!summary.data_gaps.empty()) {
    Text gaps;
    for (const Text& gap : summary.data_gaps) {
      gaps.zh += (gaps.zh.empty() ? "" : "；") + without_stop(gap.zh);
      gaps.en += (gaps.en.empty() ? "" : "; ") + without_stop(gap.en);
    }
    out.push_back({{fmt::format("数据缺口{}项：{}。", summary.data_gaps.size(), gaps.zh), fmt::format(" Gaps of the data: {}.", gaps.en)},
                   kGapsOfData});
  }
  if (!std::isnan(summary.doubt.money) && !std::isnan(summary.doubt.shortfall)) {
    const std::string money = fmt::format("{:.0f}%", 100 * summary.doubt.money);
    const std::string shortfall = fmt::format("{:.0f}%", 100 * summary.doubt.shortfall);
    out.push_back({{fmt::format("参数占费用方差的{}、缺床人数方差的{}。", money, shortfall),
                    fmt::format(" Parameters make {} of the variance of money and {} of that of missing beds; chance makes the rest.",
                                money, shortfall)},
                   kVariance});
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

std::vector<SpareParagraph> answer_parts(const Summary& summary) {
  Sentence waits = who_waits(summary);
  add_other_waits(summary, waits);
  std::vector<Sentence> out{verdict(summary), in_the_way(summary), waits, who_pays(summary), what_waits(summary), not_known(summary)};
  std::erase_if(out, [](const Sentence& one) { return one.empty(); });
  return out;
}

std::vector<std::vector<Text>> answer_sentences(const Summary& summary) {
  std::vector<std::vector<Text>> out;
  for (const Sentence& one : answer_parts(summary)) {
    std::vector<Text>& texts = out.emplace_back();
    for (const SparePart& part : one) texts.push_back(part.text);
  }
  return out;
}

}  // namespace eldercast
