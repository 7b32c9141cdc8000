#include <fmt/format.h>

#include "output/place_names.hpp"
#include "output/render/text_cells.hpp"
#include "output/report/report_sections.hpp"
#include "text/counted.hpp"

namespace eldercast {

namespace {

std::string value_text(TargetUnit unit, const Estimate& value) {
  if (unit != TargetUnit::m2_per_resident) return shown(value, unit == TargetUnit::share ? Show::share : Show::number);
  if (value.mean != value.mean) return "-";
  if (value.low == value.high) return fmt::format("{:.3f}", value.mean);
  return fmt::format("{:.3f} [{:.3f}, {:.3f}]", value.mean, value.low, value.high);
}

/// A bar as long as the probability, and the number: colour alone says nothing to some readers.
std::string probability(const std::optional<double>& share, int replicates) {
  if (!share) return "–";
  const ShareInterval interval = share_interval(*share, replicates);
  return fmt::format(
      R"(<span class="prob"><svg viewBox="0 0 60 8" role="img"><title>{0:.0f}%</title><rect width="60" height="8" fill="#e6eaeb"/>)"
      R"(<rect width="{1:.1f}" height="8" fill="{2}"/></svg> {0:.0f}%</span> <small>[{3:.0f}, {4:.0f}]</small>)",
      100 * *share, 60 * *share, *share >= 0.5 ? "#0f6b6e" : "#b5532f", 100 * interval.low, 100 * interval.high);
}

constexpr double kListedFrom = 0.1;  ///< of the replicates

/// Met, open, missed; or that the input forbids it.
std::string verdict(const TargetLine& line) {
  if (!line.met) return "";
  return "<b>" + both(line.basis.by == DecidedBy::input ? Text{"不可能", "cannot"} : verdict_words(line.verdict())) + "</b><br>";
}

/// What the input has to do with it, if anything.
std::string why(const TargetLine& line) {
  return !line.met || line.basis.by == DecidedBy::model ? "" : "<p class=\"why\">" + both(line.basis.why) + "</p>";
}

std::string falling_short(const TargetLine& line) {
  if (line.in_the_way.empty()) return "–";
  const TargetUnit unit = line.about.unit;
  std::string items;
  for (const TargetObstacle& one : line.in_the_way) {
    if (one.share_short < kListedFrom) break;
    items += "<li>" + both(place_in_town(one.town, one.name));
    if (one.value) items += " " + target_value_text(unit, *one.value);
    items += fmt::format(" <small>{:.0f}%</small></li>", 100 * one.share_short);
  }
  const bool towns = line.in_the_way.front().town.zh.empty();
  const std::string count = grouped_text(short_on_average(line));
  const Text average{fmt::format("平均{}个{}", count, towns ? "镇街" : "村社"),
                     counted(count, towns ? "town" : "settlement") + " on average"};
  return items.empty() ? both(average) : folded(average, "<ul class=\"names\">" + items + "</ul>");
}

std::string requirement(const JudgedTarget& row, const TargetLine& line) {
  if (!line.about.threshold) return both({"未定数值", "no number"});
  return fmt::format("{} {} <small>{}</small>", row.at_most ? "≤" : "≥", target_value_text(row.unit, *line.about.threshold),
                     text_of(line.about.due));
}

}  // namespace

Text target_name(const JudgedTarget& target) {
  return {target.zh + (target.unit == TargetUnit::m2_per_resident ? "（平方米）" : ""), target.en};
}

std::string targets_section(const RunData& data) {
  std::vector<Text> header{{"目标", "target"},
                           {"要求与期限", "wanted, by"},
                           {"结论，按期达到的概率", "verdict, probability"},
                           {"首次达到", "first met"},
                           {"未达到的地方，原因", "who falls short, and why"}};
  for (const std::string& year : data.years) header.push_back(same(year));
  HtmlTable table(std::move(header), 5);
  for (const TargetLine& line : data.summary.targets.lines) {
    const JudgedTarget& row = line.about;
    std::vector<std::string> cells{fmt::format("<b>{}</b> {}", row.clause, both(target_name(row))), requirement(row, line),
                                   verdict(line) + probability(line.met, data.summary.replicates),
                                   line.first_met ? text_of(*line.first_met) : "–", falling_short(line) + why(line)};
    for (const Estimate& year : line.years) cells.push_back(shown_cell(value_text(row.unit, year)));
    table.add(cells);
  }
  std::string out = paragraph(
      {"各目标在年末的数值、按期达到的概率（及其由重复次数决定的90%"
       "区间）、首次达到的月份（中位数），以及可能未达到的镇街或村社（至少一成模拟）和平均个数。达标：至少九成模拟；不达标：至多一成；其余"
       "未定。",
       "Each target at the end of the years, how likely it is met on time (with the 90% interval that so few replicates leave), the month "
       "in which it is first met (median), "
       "and the towns or settlements that fall short in at least one replicate of ten, with how many do on average. Met: in nine of ten "
       "replicates at least; missed: in one of ten at most; open between."});
  if (data.summary.siting_assumed)
    out += paragraph(
        {"规划只写到镇街：村社名称为按选址规则假定。", "The plan names towns only: names of settlements follow an assumed siting rule."},
        "note");
  return out + "<div class=\"wide\">" + table.html({"规划目标", "Targets of the plan"}) + "</div>";
}

}  // namespace eldercast
