#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "output/answer/target_report.hpp"
#include "output/place_names.hpp"
#include "output/render/text_cells.hpp"
#include "text/counted.hpp"

namespace eldercast {

namespace {

constexpr double kListedFrom = 0.1;  ///< of the replicates

std::string wanted(const JudgedTarget& row, double threshold) { return (row.at_most ? "≤" : "≥") + target_value_text(row.unit, threshold); }

/// A word; what is not decided by the model has a mark that the notes take up.
Text said(const TargetLine& line) {
  if (!line.about.threshold) return {"无定数", "no number"};
  if (!line.met) return {"不到期", "not due"};
  if (line.basis.by == DecidedBy::input) return {"不可能", "cannot"};
  const Text word = verdict_words(line.verdict());
  if (line.basis.by == DecidedBy::model) return word;
  return {word.zh + "*", word.en + "*"};
}

/// Why some cannot be met, and what sets those with a mark.
std::string notes(const TargetReport& report, Language language, std::size_t width) {
  const bool zh = language == Language::zh;
  std::string out;
  for (const DecidedBy by : {DecidedBy::input, DecidedBy::assumption}) {
    std::string text;
    for (const TargetLine& line : report.lines) {
      if (!line.met || line.basis.by != by) continue;
      text += (text.empty() ? "" : zh ? "；" : "; ") + line.about.id + " " + in(language, line.basis.why);
    }
    if (text.empty()) continue;
    const std::string head =
        by == DecidedBy::input ? (zh ? "不可能：" : "cannot: ") : (zh ? "* 取决于设定而非模型：" : "* set by an input, not by the model: ");
    out += wrapped_text(head + text, width) + "\n";
  }
  return out;
}

std::string about(const TargetReport& report, Language language, std::size_t width) {
  const bool zh = language == Language::zh;
  const TargetCounts counts = counts_of(report);
  std::string text =
      zh ? fmt::format("{}次模拟；达标：至少90%的模拟达到，不达标：至多10%，其余未定。", report.replicates)
         : fmt::format("{}; met: in at least 90% of them, missed: in at most 10%, else open. ", counted(report.replicates, "replicate"));
  if (!report.chosen) {
    const Text cannot = cannot_be_met(counts);
    const int decided = counts.judged - counts.by_assumption - counts.by_input;
    text += zh ? fmt::format("评判的{}项中，由模型判断{}项，取决于设定{}项，{}。", counts.judged, decided, counts.by_assumption, cannot.zh)
               : fmt::format("Of {} judged the model decides {}, an assumption {}, and {}.", counts.judged, decided, counts.by_assumption,
                             cannot.en);
  }
  if (report.chosen)
    text += zh ? "首达：首次达到的月份（中位数）；缺：期限时平均未达标的镇街或村社数。"
               : "First: month first met, median; short: towns or settlements that fall short when due, on average.";
  if (report.uncertain_parameters > 0)
    text += zh ? fmt::format("区间含{}个不确定参数。", report.uncertain_parameters)
               : fmt::format(" Intervals hold {} uncertain parameters.", report.uncertain_parameters);
  if (report.siting_assumed)
    text += zh ? "村社名称为假定：计划只列镇街。" : " Names of settlements are assumed: the plan names their town alone.";
  return wrapped_text(text, width) + "\n";
}

}  // namespace

std::string target_value_text(TargetUnit unit, double value) {
  if (std::isnan(value)) return "-";
  switch (unit) {
    case TargetUnit::share:
      return percent_text(value) + "%";
    case TargetUnit::m2_per_resident:
      return fmt::format("{:.3f}", value);
    case TargetUnit::count:
      break;
  }
  return grouped_text(value);
}

Table targets_table(const TargetReport& report) {
  Table out{"targets", "目标", "规划目标", "Targets of the plan", {}, {}, {}};
  out.columns = {{"target", "编号", "id", "", CellFormat::text, false, ShownIn::screens},
                 {"name", "目标", "target", "", CellFormat::text},
                 {"due", "期限", "due", "", CellFormat::year},
                 {"wanted", "要求", "asked", "", CellFormat::whole},
                 {"value", "届时", "then", "", CellFormat::whole},
                 {"chance", "概率", "chance", "1", CellFormat::whole},
                 {"verdict", "结论", "verdict", "", CellFormat::text}};
  // All targets beside each other have no room for when and for what is in the way.
  if (report.chosen) {
    out.columns.push_back({"first_met", "首达", "first", "", CellFormat::month});
    out.columns.push_back({"short", "缺", "short", "count", CellFormat::whole, false, ShownIn::screens});
  }
  for (const TargetLine& line : report.lines) {
    const JudgedTarget& row = line.about;
    std::vector<Cell> cells{row.id,
                            Text{row.zh, row.en},
                            row.threshold ? Cell{static_cast<double>(row.due.year())} : Cell{},
                            row.threshold ? Cell{wanted(row, *row.threshold)} : Cell{},
                            target_value_text(row.unit, when_due(report, line).mean),
                            line.met ? Cell{fmt::format("{:.0f}%", 100 * *line.met)} : Cell{},
                            said(line)};
    if (report.chosen) {
      cells.push_back(line.first_met ? Cell{*line.first_met} : Cell{});
      cells.push_back(line.in_the_way.empty() ? Cell{} : number_cell(short_on_average(line)));
    }
    out.rows.push_back(std::move(cells));
  }
  return out;
}

Table obstacles_table(const TargetReport& report) {
  Table out{"obstacles", "未达标", "可能不达标的镇街和村社", "Towns and settlements that may fall short", {}, {}, {}};
  out.columns = {{"target", "目标", "target", "", CellFormat::text, false, ShownIn::screens},
                 {"place", "镇街或村社", "town or settlement", "", CellFormat::text},
                 {"code", "代码", "code", "", CellFormat::text, false, ShownIn::screens},
                 {"chance", "不达标概率", "chance to fall short", "1", CellFormat::share},
                 {"value", "均值", "mean value", "", CellFormat::whole}};
  for (const TargetLine& line : report.lines) {
    for (const TargetObstacle& one : line.in_the_way) {
      if (one.share_short < kListedFrom) break;
      out.rows.push_back({line.about.id, place_in_town(one.town, one.name), one.code, number_cell(one.share_short),
                          one.value ? Cell{target_value_text(line.about.unit, *one.value)} : Cell{}});
    }
  }
  return out;
}

std::string render_text(const TargetReport& report, bool towns, Language language, std::size_t width) {
  const bool zh = language == Language::zh;
  std::string out = wrapped_text((zh ? "规划目标：" : "Targets: ") + (zh ? report.name_zh : report.name_en), width) + "\n";
  if (report.replicates == 0) return out + (zh ? "没有一次模拟正常结束：没有结果\n" : "no replicate ended well: there are no results\n");
  out += about(report, language, width) + "\n" + table_text(targets_table(report), language, width) + notes(report, language, width);
  if (!towns) return out;
  const Table obstacles = obstacles_table(report);
  return out + "\n" + wrapped_text(zh ? obstacles.title_zh : obstacles.title_en, width) + "\n" + table_text(obstacles, language, width);
}

}  // namespace eldercast
