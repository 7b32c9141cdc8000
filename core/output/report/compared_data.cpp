#include "output/report/compared_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "output/chinese.hpp"
#include "output/page/svg.hpp"
#include "output/text_cells.hpp"

namespace eldercast {

namespace {

/// As figures are shown: money in 万元, shares in per cent.
Text unit_text(const std::string& unit) {
  if (unit == "CNY") return {"万元", "10,000 CNY"};
  if (unit == "1") return same("%");
  return unit == "1 each" ? Text{} : Text{std::string(chinese_unit(unit)), unit};
}

/// Shown are 1/10,000 of a yuan and 100 times a share.
double factor_of(const Figure& figure) { return figure.unit == "CNY" ? 1 / kYuanPer10000 : figure.unit == "1" ? 100.0 : 1.0; }

std::string number(double value) {
  if (std::isnan(value)) return "-";
  const double size = std::abs(value);
  if (size == 0) return "0";
  if (size < 0.1) return fmt::format("{:.3f}", value);
  if (size < 10 && value != std::round(value)) return fmt::format("{:.2f}", value);
  if (size < 100 && value != std::round(value)) return fmt::format("{:.1f}", value);
  return grouped_text(value);
}

std::string with_sign(double value) { return (value > 0 ? "+" : "") + number(value); }

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

std::string ComparedData::colour(std::size_t run) { return std::string(run == 0 ? kGrey : run == 1 ? kAccent : part_colour(run)); }

Text figure_text(const Figure& figure) {
  Text out{figure.name_zh, figure.name_en};
  if (figure.flow) out = out + Text{"，全程", ", whole run"};
  const Text unit = unit_text(figure.unit);
  return unit.en.empty() ? out : out + Text{"（" + unit.zh + "）", " (" + unit.en + ")"};
}

std::string figure_number(const Figure& figure, double value) { return number(value * factor_of(figure)); }

std::string difference_text(const Figure& figure, const Difference& difference) {
  if (difference.replicates == 0) return "-";
  if (difference.zero) return "0";
  const double factor = factor_of(figure);
  std::string out = with_sign(difference.mean * factor);
  if (!std::isnan(difference.mean_low))
    out += fmt::format(" [{}, {}]", with_sign(difference.mean_low * factor), with_sign(difference.mean_high * factor));
  return out;
}

bool is_certain(const Difference& difference) { return difference.mean_low > 0 || difference.mean_high < 0; }

const FigureDifference* find_difference(const Comparison& comparison, std::string_view id) {
  const auto found =
      std::find_if(comparison.figures.begin(), comparison.figures.end(), [&](const FigureDifference& one) { return one.figure.id == id; });
  return found == comparison.figures.end() ? nullptr : &*found;
}

}  // namespace eldercast
