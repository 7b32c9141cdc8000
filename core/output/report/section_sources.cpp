#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "output/report/report_sections.hpp"

namespace eldercast {

namespace {

std::string number(double value) { return std::isnan(value) ? "-" : fmt::format("{:.6g}", value); }

std::string origins_table(const RunData& data, std::string_view quality) {
  HtmlTable table({{"参数", "parameter"}, {"数值", "value"}, {"范围", "range"}, {"单位", "unit"}, {"来源", "source"}}, 1);
  for (const ParameterOrigin& origin : data.description.origins) {
    if (origin.quality != quality) continue;
    const auto known = data.options.names.find(origin.id);
    const std::string name = known == data.options.names.end() ? "" : both(known->second.name) + " ";
    table.add({name + "<code>" + escape(origin.id) + "</code>", number(origin.value),
               origin.low && origin.high ? number(*origin.low) + " – " + number(*origin.high) : "–",
               both({chinese_unit(origin.unit), origin.unit}), escape(origin.source)});
  }
  return "<div class=\"origins\">" + table.html({"参数", "Parameters"}) + "</div>";
}

std::string gaps(const RunData& data) {
  std::string out = "<h3>" + both({"数据缺口", "Gaps in the data"}) + "</h3>";
  if (data.summary.data_gaps.empty()) return out + paragraph({"情景没有列出数据缺口。", "The scenario lists none."});
  out += "<ul>";
  for (const Text& gap : data.summary.data_gaps) out += "<li>" + both(gap) + "</li>";
  return out + "</ul>";
}

std::string assumptions(const RunData& data) {
  const auto& origins = data.description.origins;
  const auto count =
      std::count_if(origins.begin(), origins.end(), [](const ParameterOrigin& origin) { return origin.quality == "assumption"; });
  const Text sentence{fmt::format("{}个有来源记录的参数中，{}个是假定。", origins.size(), count),
                      fmt::format("Of {} parameters with a recorded origin {} are assumptions.", origins.size(), count)};
  return "<h3>" + both({"假定", "Assumptions"}) + "</h3>" + paragraph(sentence) +
         paragraph({"全部参数及其来源见附录；打印时展开才会印出。",
                    "All parameters with their sources stand in the appendix, which is printed where "
                    "it is unfolded."},
                   "note");
}

/// All parameters of one quality, folded away.
std::string parameters_of(const RunData& data, std::string_view quality, const Text& heading) {
  const auto& origins = data.description.origins;
  const auto count =
      std::count_if(origins.begin(), origins.end(), [&](const ParameterOrigin& origin) { return origin.quality == quality; });
  if (count == 0) return "";
  return folded(heading + Text{fmt::format("（{}个）", count), fmt::format(" ({})", count)}, origins_table(data, quality));
}

std::string provenance(const RunData& data) {
  const Summary& summary = data.summary;
  std::string rules;
  for (const std::string& rule : data.description.rules) rules += (rules.empty() ? "" : ", ") + rule;
  HtmlTable table({{"项目", "item"}, {"内容", "content"}}, 2);
  table.add({both({"情景", "scenario"}), escape(summary.scenario_id)});
  table.add({both({"情景校验值", "digest of the scenario"}), "<code>" + escape(summary.digest) + "</code>"});
  table.add({both({"随机种子", "seed"}), std::to_string(summary.seed)});
  table.add({both({"重复模拟", "replicates"}),
             fmt::format("{} ({})", summary.replicates,
                         both({fmt::format("失败{}次", summary.replicates_failed), fmt::format("{} failed", summary.replicates_failed)}))});
  table.add({both({"模拟程序", "simulated by"}), escape("eldercast " + data.options.program_version)});
  table.add({both({"报告程序", "page made by"}), escape("eldercast " + data.options.report_version)});
  table.add({both({"结果格式版本", "schema of the results"}), escape(data.options.schema_version)});
  table.add({both({"规则", "rules"}), escape(rules)});
  if (!summary.first_failure.empty()) table.add({both({"首个失败", "first failure"}), escape(summary.first_failure)});
  return "<h3>" + both({"版本与再现", "Versions, and how to repeat this"}) + "</h3>" + table.html({"版本", "Versions"});
}

}  // namespace

Text parameter_text(const ParameterNames& names, const std::string& id) {
  const auto found = names.find(id);
  if (found == names.end()) return {};
  const std::string& unit = found->second.unit;
  return found->second.name + (unit == "1" || unit.empty() ? Text{} : Text{"（" + chinese_unit(unit) + "）", " (" + unit + ")"});
}

std::string sources_section(const RunData& data) { return gaps(data) + assumptions(data) + provenance(data); }

std::string parameters_section(const RunData& data) {
  return paragraph({"参数的来源按原文引用。", "Sources are quoted as they are written."}, "note") +
         parameters_of(data, "measured", {"实测", "Measured"}) +
         parameters_of(data, "published_estimate", {"公开发表的估计", "Published estimates"}) +
         parameters_of(data, "assumption", {"假定", "Assumptions"});
}

}  // namespace eldercast
