#include "output/report/compared_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "output/figures/figure_text.hpp"
#include "output/page/svg.hpp"
#include "output/render/chinese.hpp"

namespace eldercast {

namespace {

/// Where the last of these marks ends within the first `length` bytes: a name is taken apart there and nowhere else.
std::size_t after_mark(const std::string& name, std::size_t length) {
  std::size_t out = 0;
  for (const std::string_view mark : {"（", "，", "：", ", ", ": ", " ("}) {
    const std::size_t at = name.rfind(mark, length);
    if (at != std::string::npos && at + mark.size() <= length) out = std::max(out, at + mark.size());
  }
  return out;
}

/// Takes from all names what they begin with: "full coverage, baseline" becomes "baseline". Returns that without its mark.
std::string take_common(const std::vector<std::string*>& names) {
  const std::string first = *names.front();
  std::size_t length = first.size();
  for (const std::string* name : names)
    length = std::min<std::size_t>(length, std::mismatch(first.begin(), first.end(), name->begin(), name->end()).first - first.begin());
  const std::size_t end = after_mark(first, length);
  const auto whole = [end](const std::string* name) { return name->size() == end; };
  if (end == 0 || std::any_of(names.begin(), names.end(), whole)) return "";
  std::string common = first.substr(0, end);
  for (const std::string_view mark : {"（", "，", "：", ", ", ": ", " ("}) {
    if (common.ends_with(mark)) common.resize(common.size() - mark.size());
  }
  for (std::string* name : names) {
    name->erase(0, end);
    for (const std::string_view close : {"）", ")"}) {
      if (name->ends_with(close) && end < first.size()) name->resize(name->size() - close.size());
    }
  }
  return common;
}

/// Behind a change that has no word: how certain its direction is.
std::string mark_behind(const Difference& change) {
  const Direction direction = direction_of(change);
  return direction == Direction::unsure ? "?" : direction == Direction::on_average ? "~" : "";
}

}  // namespace

ComparedData::ComparedData(std::span<const ComparedRun> all, const ReportOptions& chosen) : runs(all), options(chosen) {
  const Description& first = runs.front().description;
  for (const ComparedRun& run : runs) {
    const Description& about = run.description;
    samples.emplace_back(about, run.outcomes);
    targets.push_back(target_report(about, run.outcomes));
    names.push_back({about.name_zh.empty() ? about.id : about.name_zh, about.name_en.empty() ? about.id : about.name_en});
  }
  for (std::size_t i = 1; i < runs.size(); ++i) comparisons.push_back(compare(runs.front(), runs[i]));
  for (int month = 0; month < first.months(); ++month) months.push_back(text_of(first.start + month));
  std::vector<std::string*> zh;
  std::vector<std::string*> en;
  for (Text& name : names) {
    zh.push_back(&name.zh);
    en.push_back(&name.en);
  }
  common = {take_common(zh), take_common(en)};
}

std::string ComparedData::letter(std::size_t run) {
  constexpr std::size_t kLetters = 26;
  const std::string out(1, static_cast<char>('A' + static_cast<int>(run % kLetters)));
  return run < kLetters ? out : out + std::to_string(run / kLetters);
}

Text ComparedData::name(std::size_t run) const { return same(letter(run) + " ") + names[run]; }

std::string ComparedData::colour(std::size_t run) {
  constexpr std::array<std::string_view, 9> kRuns{kGrey, kAccent, kWarm, "#c9a24b", "#4f6487", "#8e6bb0", "#6f9a3f", "#4aa3c7", "#c75d8f"};
  return std::string(run == 0 ? kRuns[0] : kRuns[1 + (run - 1) % (kRuns.size() - 1)]);
}

Text shown_unit(const Figure& figure) {
  if (figure.unit == "CNY") return {"万元", "10,000 CNY"};
  if (figure.unit == "1") return same("%");
  return figure.unit == "1 each" ? Text{} : Text{chinese_unit(figure.unit), figure.unit};
}

Text figure_text(const Figure& figure) {
  Text out{figure.name_zh, figure.name_en};
  if (figure.over != Over::end) out = out + Text{"，全程", ", whole run"};
  const Text unit = shown_unit(figure);
  return unit.en.empty() ? out : out + Text{"（" + unit.zh + "）", " (" + unit.en + ")"};
}

std::string change_cell(const Figure& figure, const Difference& change, bool words) {
  const std::string value = figure_number(figure, change.b);
  if (change.zero) return value;
  const Text word = words ? worth_words(figure, change) : Text{};
  return value + "<br>" + shown_cell(difference_text(figure, change) + (word.en.empty() ? mark_behind(change) : "")) +
         (word.en.empty() ? "" : " <small>" + both(word) + "</small>");
}

}  // namespace eldercast
