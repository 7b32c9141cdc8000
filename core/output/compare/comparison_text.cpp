#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

#include "output/compare/comparison.hpp"
#include "output/text_cells.hpp"
#include "text/width.hpp"

namespace eldercast {

namespace {

constexpr std::size_t kLabel = 34;
constexpr std::size_t kNumber = 10;
constexpr std::size_t kChange = 30;
constexpr std::size_t kSign = 6;

constexpr std::string_view kHeadings[] = {"COVERAGE 覆盖", "SERVICES 服务", "BEDS 床位",    "STAFF 人员",
                                          "BUDGET 资金",   "TARGETS 目标",  "PEOPLE 老年人"};

void add(std::string& out, std::string_view text) {
  const std::string cut = shorten(text, kColumns);
  out += cut.substr(0, cut.find_last_not_of(' ') + 1) + "\n";
}

/// The number that is shown for one of the figure's unit: 1/10,000 for yuan, 100 for a share.
double shown_unit(const Figure& figure) { return figure.unit == "CNY" ? 1 / kYuanPer10000 : figure.unit == "1" ? 100.0 : 1.0; }

std::string number(double value) {
  if (std::isnan(value)) return "-";
  const double size = std::abs(value);
  if (size == 0) return "0";
  if (size < 0.1) return fmt::format("{:.3f}", value);
  if (size < 10 && value != std::round(value)) return fmt::format("{:.2f}", value);
  if (size < 100 && value != std::round(value)) return fmt::format("{:.1f}", value);
  return grouped_text(value);
}

std::string signed_number(double value) { return (value > 0 ? "+" : "") + number(value); }

/// "better" or "worse" where the interval of the mean lies on one side of zero.
std::string verdict(Better better, const Difference& one) {
  if (better == Better::neither || !(one.mean_low > 0 || one.mean_high < 0)) return "";
  return (one.mean > 0) == (better == Better::more) ? "better" : "worse";
}

void add_line(std::string& out, const std::string& label, const Figure& figure, const Difference& one) {
  const std::string sign = std::isnan(one.sign_share) || one.zero ? "" : percent_text(one.sign_share) + "%";
  add(out, "  " + pad_right(shorten(label, kLabel - 1), kLabel) + pad_left(figure_number(figure, one.a), kNumber) +
               pad_left(figure_number(figure, one.b), kNumber) + pad_left(difference_text(figure, one), kChange) +
               pad_left(sign, kSign + 1) + " " + verdict(figure.better, one));
}

std::string label_of(const Figure& figure) {
  const char* unit = figure.unit == "CNY" ? ", 万元" : figure.unit == "1" ? ", %" : "";
  return fmt::format("{}{}{}", figure.name_zh, unit, figure.over != Over::end ? ", 全程" : "");
}

void add_figure(std::string& out, const Comparison& comparison, const FigureDifference& one, const ComparisonView& view) {
  add_line(out, label_of(one.figure), one.figure, one.run);
  if (view.years) {
    for (std::size_t year = 0; year < one.years.size(); ++year) {
      add_line(out, fmt::format("  {}", comparison.start.year() + static_cast<int>(year)), one.figure, one.years[year]);
    }
  }
  if (!view.towns) return;
  const std::string when = one.figure.over == Over::end ? std::to_string(comparison.end.year()) : "全程";
  for (std::size_t t = 0; t < one.run_towns.size(); ++t) {
    const Difference& town = one.run_towns[t];
    if (town.zero && !view.all) continue;
    add_line(out, fmt::format("  {}, {}", comparison.town_names_zh[t], when), one.figure, town);
  }
}

/// Whether the sign of the mean difference is known, as far as the replicates tell.
bool certain(const Difference& one) { return std::isnan(one.mean_low) || one.mean_low > 0 || one.mean_high < 0; }

void add_subject(std::string& out, const Comparison& comparison, Subject subject, const ComparisonView& view) {
  int equal = 0;
  int uncertain = 0;
  std::string lines;
  for (const FigureDifference& one : comparison.figures) {
    if (one.figure.subject != subject) continue;
    if (view.all || (!one.zero() && certain(one.run) && !one.run.zero)) {
      add_figure(lines, comparison, one, view);
    } else {
      ++(one.zero() ? equal : uncertain);
    }
  }
  const std::string heading = std::string(kHeadings[static_cast<std::size_t>(subject)]);
  if (lines.empty() && uncertain == 0) {
    add(out, fmt::format("{}: {} figures, all exactly equal", heading, equal));
    return;
  }
  add(out, pad_right(heading, kLabel + 2) + pad_left("A", kNumber) + pad_left("B", kNumber) + pad_left("B - A", kChange) +
               pad_left("sign", kSign + 1));
  out += lines;
  std::string rest;
  if (uncertain > 0) rest = fmt::format("in no certain direction: {}", uncertain);
  if (equal > 0) rest += fmt::format("{}exactly equal: {}", rest.empty() ? "" : "; ", equal);
  if (!rest.empty()) add(out, "  " + rest);
}

void add_targets_met(std::string& out, const Comparison& comparison) {
  std::string changed;
  int same = 0;
  for (const TargetDifference& one : comparison.targets) {
    if (!one.met_a || !one.met_b) continue;
    if (*one.met_a == *one.met_b) {
      ++same;
      continue;
    }
    add(changed, fmt::format("  {} {}", pad_right(name_of(one.target), 16),
                             fmt::format("met in {}% of replicates, then in {}%", percent_text(*one.met_a), percent_text(*one.met_b))));
  }
  add(out, fmt::format("MET WHEN DUE 达标, {} targets as surely as before", same));
  out += changed;
}

void add_cost(std::string& out, std::string_view what, const CostOfGain& cost) {
  const auto text = [](const PairedRatio& ratio) {
    return ratio.known ? fmt::format("{} [{}, {}] yuan", grouped_text(ratio.ratio), grouped_text(ratio.low), grouped_text(ratio.high))
                       : std::string("- (no certain gain)");
  };
  if (!cost.public_money.known && !cost.all_money.known) {
    add(out, fmt::format("  {}: no certain gain", what));
    return;
  }
  add(out, fmt::format("  {}: public money {}", what, text(cost.public_money)));
  add(out, fmt::format("  {} all payers {}", pad_right("", display_width(what)), text(cost.all_money)));
}

}  // namespace

std::string figure_number(const Figure& figure, double value) { return number(value * shown_unit(figure)); }

std::string difference_text(const Figure& figure, const Difference& difference) {
  if (difference.replicates == 0) return "-";
  if (difference.zero) return "0";
  const double unit = shown_unit(figure);
  std::string out = signed_number(difference.mean * unit);
  if (!std::isnan(difference.mean_low))
    out += fmt::format(" [{}, {}]", signed_number(difference.mean_low * unit), signed_number(difference.mean_high * unit));
  return out;
}

std::string render_text(const Comparison& comparison, ComparisonView view) {
  std::string out;
  add(out, fmt::format("COMPARE 比较  A: {}  {}", comparison.label_a, comparison.name_a_zh));
  add(out, fmt::format("              B: {}  {}", comparison.label_b, comparison.name_b_zh));
  if (comparison.replicates == 0) {
    add(out, "no replicate ended well in both: there is nothing to compare");
    return out;
  }
  add(out,
      fmt::format("{} to {}, {} {} replicates; at the end (全程: whole run); B - A: mean [its 90% interval]", text_of(comparison.start),
                  text_of(comparison.end), comparison.replicates, comparison.paired ? "paired" : "unpaired (other seeds)"));
  for (std::size_t i = 0; i < kCount<Subject>; ++i) add_subject(out, comparison, static_cast<Subject>(i), view);
  add_targets_met(out, comparison);
  add(out, "COST OF WHAT IS GAINED 增量成本, whole run");
  add_cost(out, "a person-year more in which somebody is served", comparison.per_served_year);
  add_cost(out, "a person-year less of bed shortfall", comparison.per_bed_year);
  if (comparison.paired && std::isfinite(comparison.median_narrowing)) {
    add(out, fmt::format("Without pairing the intervals would be {:.1f} times as wide (median of the figures that differ).",
                         comparison.median_narrowing));
  }
  if (!comparison.only_in_one.empty()) {
    add(out, fmt::format("{} figures are in one run only: {}", comparison.only_in_one.size(), list_text(comparison.only_in_one, 60)));
  }
  return out;
}

}  // namespace eldercast
