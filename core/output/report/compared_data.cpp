#include "output/report/compared_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "output/page/svg.hpp"
#include "output/render/chinese.hpp"

namespace eldercast {

namespace {

/// As figures are shown: money in 万元, shares in per cent.
Text unit_text(const std::string& unit) {
  if (unit == "CNY") return {"万元", "10,000 CNY"};
  if (unit == "1") return same("%");
  return unit == "1 each" ? Text{} : Text{std::string(chinese_unit(unit)), unit};
}

}  // namespace

ComparedData::ComparedData(std::span<const ComparedRun> all) : runs(all) {
  const Description& first = runs.front().description;
  for (const ComparedRun& run : runs) samples.emplace_back(run.description, run.outcomes);
  for (std::size_t i = 1; i < runs.size(); ++i) comparisons.push_back(compare(runs.front(), runs[i]));
  for (int month = 0; month < first.months(); ++month) months.push_back(text_of(first.start + month));
}

std::string ComparedData::letter(std::size_t run) {
  constexpr std::size_t kLetters = 26;
  const std::string out(1, static_cast<char>('A' + static_cast<int>(run % kLetters)));
  return run < kLetters ? out : out + std::to_string(run / kLetters);
}

Text ComparedData::name(std::size_t run) const {
  const Description& about = runs[run].description;
  const std::string& zh = about.name_zh.empty() ? about.id : about.name_zh;
  const std::string& en = about.name_en.empty() ? about.id : about.name_en;
  return {letter(run) + " " + zh, letter(run) + " " + en};
}

std::string ComparedData::colour(std::size_t run) {
  constexpr std::array<std::string_view, 9> kRuns{kGrey, kAccent, kWarm, "#c9a24b", "#4f6487", "#8e6bb0", "#6f9a3f", "#4aa3c7", "#c75d8f"};
  return std::string(run == 0 ? kRuns[0] : kRuns[1 + (run - 1) % (kRuns.size() - 1)]);
}

Text figure_text(const Figure& figure) {
  Text out{figure.name_zh, figure.name_en};
  if (figure.over != Over::end) out = out + Text{"，全程", ", whole run"};
  const Text unit = unit_text(figure.unit);
  return unit.en.empty() ? out : out + Text{"（" + unit.zh + "）", " (" + unit.en + ")"};
}

}  // namespace eldercast
