#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <filesystem>

#include "output/compare/comparison.hpp"
#include "output/figures/figure_text.hpp"
#include "output/render/fitted_text.hpp"
#include "output/render/text_cells.hpp"
#include "text/counted.hpp"

namespace eldercast {

namespace {

constexpr std::size_t kAnswerLines = 24;
constexpr std::size_t kMostTold = 4;  ///< of each kind, where there is room

/// What planners ask of people and places first, as it stands behind "3,915 fewer".
struct Asked {
  std::string_view id;
  Text noun;
};
const std::array<Asked, 5>& asked_first() {
  static const std::array<Asked, 5> kAsked{
      {{"residents_covered.effective", {"可及运转中心的老年人", "older people in reach of a working centre"}},
       {"residents_covered.cared", {"得到照护的老年人", "older people given care"}},
       {"bed_shortfall", {"缺床的人", "people without the bed they need"}},
       {"covered.community.own", {"有自有设施的社区", "communities with a facility"}},
       {"covered.village.own", {"有自有设施的村", "villages with a facility"}}}};
  return kAsked;
}

double relative_size(const FigureDifference& one) { return std::abs(one.run.mean) / std::max(1.0, std::abs(one.run.a)); }

/// "~3,915 fewer older people in reach of a working centre".
Text more_or_fewer(const Figure& figure, const Difference& change, const Text& noun) {
  const std::string size = mark_of(change) + grouped_text(std::abs(change.mean) * shown_per_unit(figure.unit));
  return {fmt::format("{}{}{}", noun.zh, change.mean > 0 ? "多" : "少", size),
          fmt::format("{} {} {}", size, change.mean > 0 ? "more" : "fewer", noun.en)};
}

/// "Home visits: served +550".
Text name_and_change(const FigureDifference& one) {
  const std::string change = mark_of(one.run) + signed_text(one.run.mean * shown_per_unit(one.figure.unit));
  return {one.figure.name_zh + " " + change, one.figure.name_en + " " + change};
}

/// What changes of people and places: what is certain first, then the largest share of A; of services where nothing else does.
std::vector<Text> people_told(const Comparison& comparison, const MostChanged& most) {
  constexpr double kCertain = 1e9;
  std::vector<std::pair<double, Text>> found;
  for (const Asked& asked : asked_first()) {
    const FigureDifference* one = find_difference(comparison, asked.id);
    if (one != nullptr && is_told(one->run))
      found.emplace_back(relative_size(*one) + (direction_of(one->run) == Direction::certain ? kCertain : 0),
                         more_or_fewer(one->figure, one->run, asked.noun));
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<Text> out;
  for (const auto& [size, text] : found) out.push_back(text);
  for (std::size_t i = 0; out.empty() && i < std::min(kMostTold, most.people.size()); ++i) out.push_back(name_and_change(*most.people[i]));
  return out;
}

/// "city -1,535".
Text payer_and_change(const FigureDifference& one) {
  Text text = name_and_change(one);
  for (const auto& [all, words] : {std::pair{&text.en, std::string_view("borne by ")}, std::pair{&text.zh, std::string_view("承担")}}) {
    if (const std::size_t at = all->find(words); at != std::string::npos) all->erase(at, words.size());
  }
  return text;
}

/// Money that is owed and not paid, a fund that is emptied, projects that wait.
Text unpaid_told(const FigureDifference& one) {
  return one.figure.unit == "CNY" ? name_and_change(one) : more_or_fewer(one.figure, one.run, {one.figure.name_zh, one.figure.name_en});
}

/// Adds a sentence of parts: `first` begins it, the parts behind the first two are for where there is room.
void add_list(const Text& first, const std::vector<Text>& parts, int spare, SpareParagraph& out) {
  for (std::size_t i = 0; i < std::min(kMostTold, parts.size()); ++i) {
    const Text before = i == 0 ? first : Text{"、", ", "};
    out.push_back({{before.zh + parts[i].zh, before.en + parts[i].en}, i < 2 ? 0 : spare + static_cast<int>(i)});
  }
  if (!parts.empty()) out.push_back({{"。", ". "}, 0});
}

template <class Told>
std::vector<Text> texts_of(const std::vector<const FigureDifference*>& figures, Told told) {
  std::vector<Text> out;
  for (const FigureDifference* one : figures) out.push_back(told(*one));
  return out;
}

Text sentence(Text text) {
  text.en.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.en.front())));
  return {text.zh + "。", text.en + ". "};
}

/// What B changes: people first, then who pays, what that leaves unpaid, and what a gain costs.
SpareParagraph changes_of(const Comparison& comparison, char letter) {
  enum Spare : int { kPrice = 1, kUnpaid = 2, kMorePeople = 10, kMorePayers = 20, kMoreUnpaid = 30 };
  const MostChanged most = most_changed(comparison);
  SpareParagraph out{{{fmt::format("{}  ", letter), fmt::format("{}  ", letter)}, 0}};
  add_list({}, people_told(comparison, most), kMorePeople, out);
  add_list({"资金（万元）：", "Money, 10k CNY: "}, texts_of(most.payers, payer_and_change), kMorePayers, out);
  if (!most.payers.empty() && most.people.empty())
    out.push_back({{"覆盖、服务和床位不变：此情景中资金只改变由谁承担。",
                    "Coverage, services and beds do not change: here this only moves who pays. "},
                   0});
  if (out.size() == 1 && most.unpaid.empty()) out.push_back({{"没有确定的变化。", "Nothing changes for certain."}, 0});
  for (std::size_t i = 0; i < most.unpaid.size(); ++i) {
    out.push_back({sentence(unpaid_told(*most.unpaid[i])), i == 0 ? kUnpaid : kMoreUnpaid + static_cast<int>(i)});
  }
  for (const Text& price : price_sentences(comparison)) {
    out.push_back({sentence(price), kPrice});
  }
  return out;
}

/// A name without the folder and the ending of a file.
std::string short_label(const std::string& label) {
  const bool file = label.ends_with(".toml") || label.ends_with(".h5");
  return file ? std::filesystem::path(label).stem().string() : label;
}

/// What A, B, C are: short names where these tell them apart.
std::string names_of(std::span<const Comparison> comparisons, const TextForm& form) {
  const bool zh = form.language == Language::zh;
  const Comparison& first = comparisons.front();
  std::vector<std::pair<std::string, std::string>> runs{{first.label_a, zh ? first.name_a_zh : first.name_a_en}};
  for (const Comparison& one : comparisons) runs.emplace_back(one.label_b, zh ? one.name_b_zh : one.name_b_en);
  std::vector<std::string> labels;
  for (const auto& [label, name] : runs) labels.push_back(short_label(label));
  std::vector<std::string> sorted = labels;
  std::sort(sorted.begin(), sorted.end());
  const bool alike = std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end();
  std::string out;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const auto& [label, name] = runs[i];
    // A copy with other values has the name of the original.
    const bool again = i > 0 && name == runs.front().second;
    out += wrapped_text(fmt::format("{}  {}{}", run_letter(i), alike ? label : labels[i], again ? "" : (zh ? "：" : ": ") + name),
                        form.width, 3) +
           "\n";
  }
  return out;
}

/// Months, replicates and how they pair; with `changes` also what the answer below tells of them.
std::string about_runs(std::span<const Comparison> comparisons, bool changes, const TextForm& form) {
  const bool zh = form.language == Language::zh;
  const Comparison& first = comparisons.front();
  const std::string paired = first.paired ? (zh ? "成对" : "paired") : (zh ? "不成对（种子不同）" : "unpaired (other seeds)");
  Text text{fmt::format("{} 至 {}，{}次{}模拟。", text_of(first.start), text_of(first.end), first.replicates, paired),
            fmt::format("{} to {}, {}. ", text_of(first.start), text_of(first.end), counted(first.replicates, paired + " replicate"))};
  if (first.replicates == 1) {
    text.zh += "只有一次模拟：没有区间，变化的方向也不确定。";
    text.en += "One replicate alone: no intervals, and no direction is certain.";
  } else if (changes) {
    const bool several = comparisons.size() > 1;
    text.zh += (several ? "各方案相对A" : "B相对A") +
               std::string("的变化（均值；人数为期末，资金为全程）；~ 只有均值的方向确定，单次模拟可能相反。");
    text.en += fmt::format(
        "Change of {} from A: means, people at the end, money over the run; ~: the mean is certain, a single replicate may "
        "go the other way.",
        several ? "each" : "B");
  }
  return wrapped_text(in(form.language, text), form.width) + "\n";
}

}  // namespace

std::string mark_of(const Difference& one) {
  const Direction direction = direction_of(one);
  return direction == Direction::on_average ? "~" : direction == Direction::unsure ? "?" : "";
}

char run_letter(std::size_t run) { return static_cast<char>('A' + run); }

std::string first_answer(std::span<const Comparison> comparisons, bool changes, const TextForm& form) {
  std::string out = names_of(comparisons, form) + about_runs(comparisons, changes, form);
  if (!changes) return out;
  std::vector<SpareParagraph> paragraphs;
  for (std::size_t i = 0; i < comparisons.size(); ++i) paragraphs.push_back(changes_of(comparisons[i], run_letter(i + 1)));
  return out + fitted_text(paragraphs, {form.language, form.width, false}, kAnswerLines - std::min(kAnswerLines, lines_in(out)), 3);
}

}  // namespace eldercast
