#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "output/answer/answer.hpp"
#include "output/figures/figure_text.hpp"
#include "output/page/page.hpp"
#include "output/report/compared_data.hpp"
#include "output/report/comparison_report.hpp"
#include "output/report/report_sections.hpp"
#include "text/counted.hpp"

namespace eldercast {

namespace {

constexpr std::size_t kKeysTold = 4;
constexpr std::size_t kCards = 3;
constexpr std::size_t kPayerCards = 2;

/// A figure with the run in which it changes most.
struct Largest {
  std::string id;
  std::size_t run = 0;
  double size = 0;
};

/// Keeps of every figure the largest change, the largest first.
void keep_largest(std::vector<Largest>& all, Largest one) {
  const auto same_id = std::find_if(all.begin(), all.end(), [&](const Largest& other) { return other.id == one.id; });
  if (same_id == all.end()) {
    all.push_back(std::move(one));
  } else if (one.size > same_id->size) {
    *same_id = std::move(one);
  }
  std::stable_sort(all.begin(), all.end(), [](const Largest& a, const Largest& b) { return a.size > b.size; });
}

std::vector<Largest> largest_payers(const ComparedData& data) {
  std::vector<Largest> out;
  for (std::size_t i = 0; i < data.comparisons.size(); ++i) {
    for (const FigureDifference* one : most_changed(data.comparisons[i]).payers)
      keep_largest(out, {one->figure.id, i + 1, std::abs(one->run.mean)});
  }
  return out;
}

/// What older people get, by the share of A that changes.
std::vector<Largest> largest_for_people(const ComparedData& data) {
  std::vector<Largest> out;
  for (const std::string_view id : {"covered.community.own", "covered.village.own", "residents_covered.effective",
                                    "residents_covered.cared", "bed_shortfall", "beds.staffed"}) {
    for (std::size_t i = 0; i < data.comparisons.size(); ++i) {
      const FigureDifference* one = find_difference(data.comparisons[i], id);
      if (one != nullptr && is_told(one->run) && one->run.a > 0)
        keep_largest(out, {std::string(id), i + 1, std::abs(one->run.mean) / one->run.a});
    }
  }
  return out;
}

/// The largest change of a figure, and below it what all runs have.
std::string change_card(const ComparedData& data, const Largest& largest) {
  const FigureDifference* most = find_difference(data.comparisons[largest.run - 1], largest.id);
  const Text unit = shown_unit(most->figure);
  const std::string letter = ComparedData::letter(largest.run);
  const double mean = most->run.mean;
  const bool money = most->figure.unit == "CNY";
  const Text answer{fmt::format("{}：{}{}", letter, mean_text(*most), unit.zh),
                    money ? fmt::format("{}: {}{}", letter, mean < 0 ? "-" : "+", money_text(std::abs(mean)).en)
                          : fmt::format("{}: {} {}", letter, mean_text(*most), unit.en)};
  std::string values = "A " + figure_number(most->figure, most->run.a);
  for (std::size_t i = 0; i < data.comparisons.size(); ++i) {
    const FigureDifference* one = find_difference(data.comparisons[i], largest.id);
    if (one == nullptr) continue;
    values += fmt::format(" · {} {}", ComparedData::letter(i + 1), figure_number(one->figure, one->run.b));
  }
  const bool whole = most->figure.over != Over::end;
  const int year = data.comparisons.front().end.year();
  const Text when = whole ? Text{"，全程", ", whole run"} : Text{fmt::format("，{}年底", year), fmt::format(", end of {}", year)};
  return card(Text{most->figure.name_zh, most->figure.name_en} + when, answer,
              paragraph(same(values) + Text{"（" + unit.zh + "）", " (" + unit.en + ")"}));
}

std::string three_changes(const ComparedData& data) {
  std::vector<Largest> chosen = largest_payers(data);
  const std::vector<Largest> people = largest_for_people(data);
  chosen.resize(std::min(chosen.size(), people.empty() ? kCards : kPayerCards));
  for (const Largest& one : people) {
    if (chosen.size() < kCards) chosen.push_back(one);
  }
  if (chosen.empty()) return paragraph({"没有一个指标有方向确定的变化。", "No figure changes in a direction that is certain."});
  std::string out;
  for (const Largest& one : chosen) out += change_card(data, one);
  return "<div class=\"cards\">" + out + "</div>\n";
}

/// What a run sets otherwise than A: "city grant for a station (CNY) 200,000 → 100,000", as HTML.
std::string what_differs(const ComparedData& data, const std::vector<DifferingKey>& keys, std::size_t run) {
  std::string out;
  std::size_t count = 0;
  for (const DifferingKey& key : keys) {
    if (key.values[run] == key.values.front() || ++count > kKeysTold) continue;
    const Text name = parameter_text(data.options.names, key.id);
    out += (out.empty() ? "" : both({"；", "; "})) + both(name.en.empty() ? same(key.id) : name) + " " + key.values.front() +
           "&nbsp;→&nbsp;" + key.values[run];
  }
  if (count > kKeysTold) {
    const std::size_t more = count - kKeysTold;
    out += both({fmt::format("；另有{}项", more), fmt::format("; {} more", more)});
  }
  return out.empty() ? both({"参数相同；表格可能不同", "no key; tables may differ"}) : out;
}

/// What becomes of the plan, and which targets become surer or less sure than in A.
Text verdict_of_run(const ComparedData& data, std::size_t run) {
  const TargetCounts counts = counts_of(data.targets[run]);
  const int met = counts.by_model[TargetVerdict::met];
  const int open = counts.by_model[TargetVerdict::open];
  const int missed = counts.by_model[TargetVerdict::missed];
  const Text out{fmt::format("{}项达标，{}项未定，{}项不达标", met, open, missed),
                 fmt::format("{} met, {} open, {} missed", met, open, missed)};
  if (run == 0) return out;
  std::size_t surer = 0;
  std::size_t less_sure = 0;
  for (const TargetDifference& one : data.comparisons[run - 1].targets) {
    if (one.met_a && one.met_b && *one.met_a != *one.met_b && one.chance_changes()) ++(*one.met_b > *one.met_a ? surer : less_sure);
  }
  if (surer + less_sure == 0) return out + Text{"；把握不变", "; as surely as A"};
  return out +
         Text{fmt::format("；{}项更有把握，{}项更没把握", surer, less_sure), fmt::format("; {} surer, {} less sure", surer, less_sure)};
}

std::string question(const ComparedData& data) {
  const std::vector<DifferingKey> keys = differing_keys(data);
  HtmlTable table({{"情景", "scenario"}, {"与A的差别", "what differs from A"}, {"由模型判断的目标", "targets that the model decides"}}, 4);
  for (std::size_t run = 0; run < data.runs.size(); ++run)
    table.add({both(data.name(run)), run == 0 ? "–" : what_differs(data, keys, run), both(verdict_of_run(data, run))});
  return "<div class=\"words question\">" + table.html({"各情景", "The scenarios"}) + "</div>";
}

std::string table_of(const ComparedData& data) {
  std::vector<std::string> ids{
      "covered.community.own", "covered.village.own",  "residents_covered.cared", "bed_shortfall", "money.all", "money.city",
      "money.district_budget", "money.town_government"};
  constexpr std::size_t kMorePayers = 2;
  std::size_t more = 0;
  for (const Largest& one : largest_payers(data)) {
    if (more == kMorePayers || std::find(ids.begin(), ids.end(), one.id) != ids.end()) continue;
    ids.push_back(one.id);
    ++more;
  }
  return figures_at_a_glance(data, ids);
}

std::string repeat(const ComparedData& data) {
  Text out;
  for (std::size_t run = 0; run < data.runs.size(); ++run) {
    const Description& about = data.runs[run].description;
    const std::string what = fmt::format("{} {} {}", ComparedData::letter(run), about.id, about.digest.substr(0, 12));
    out = out + (run == 0 ? Text{"情景与校验值：", "Scenarios and digests: "} : Text{"；", "; "}) + same(what);
  }
  const Description& about = data.runs.front().description;
  return paragraph(out + Text{fmt::format("。种子{}，eldercast {}。", about.seed, data.options.program_version),
                              fmt::format(". Seed {}, eldercast {}.", about.seed, data.options.program_version)});
}

}  // namespace

std::string render_comparison_brief(std::span<const ComparedRun> runs, const ReportOptions& options, const BriefHelps& helps) {
  const ComparedData data(runs, options);
  const ComparedRun& first = runs.front();
  const Summary summary = summarise(first.description, first.outcomes);
  const std::vector<std::vector<Text>> sentences = answer_sentences(summary);
  Page page = comparison_frame(data);
  page.form = PageForm::brief;
  page.interactive = false;
  page.subtitle = Text{"决策简报：改变什么，得到什么，谁来出钱", "Brief for decision: what is changed, what comes of it, who pays"};
  page.sections.push_back(
      {"answer",
       {"结论", "The answer"},
       paragraph(Text{"A：", "A: "} + put_together(sentences.front()), "verdict") + question(data) + three_changes(data) + table_of(data)});
  std::string changes;
  for (std::size_t run = 1; run < runs.size(); ++run) changes += in_short(data, run);
  const std::string towns = towns_table(data, std::span(kTownFigures).first(4), 2);
  page.sections.push_back({"help",
                           {"谁出钱、哪些镇街、怎么办", "Who pays, which towns, what to do"},
                           payers_chart(data, true) + changes + towns + (helps.list.empty() ? "" : what_helps(summary, helps)) + "<h3>" +
                               both({"不知道的", "What is not known"}) + "</h3>" + paragraph(put_together(sentences.back())) +
                               paragraph(how_to_read(data), "note")});
  page.footer = repeat(data);
  return page_html(page, options.language);
}

}  // namespace eldercast
