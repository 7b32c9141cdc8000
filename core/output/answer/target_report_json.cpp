#include "output/answer/target_report.hpp"
#include "output/file/dimension.hpp"
#include "output/render/json_numbers.hpp"

namespace eldercast {

namespace {

Json or_null(const std::optional<double>& value) { return value ? json_of(*value) : Json(nullptr); }

Json years_json(const TargetReport& report, const TargetLine& line) {
  Json out = Json::array();
  for (std::size_t i = 0; i < line.years.size(); ++i) {
    out.push_back({{"year", report.start.year() + static_cast<int>(i)}, {"value", json_of(line.years[i])}});
  }
  return out;
}

Json obstacles_json(const TargetLine& line) {
  Json out = Json::array();
  for (const TargetObstacle& obstacle : line.in_the_way) {
    const bool of_town = !obstacle.town.zh.empty();
    Json one{
        {"kind", of_town ? "settlement" : "town"}, {"code", obstacle.code}, {"name_zh", obstacle.name.zh}, {"name_en", obstacle.name.en}};
    if (of_town) {
      one["town_zh"] = obstacle.town.zh;
      one["town_en"] = obstacle.town.en;
    }
    one["share_short"] = obstacle.share_short;
    if (obstacle.value) one["value"] = *obstacle.value;
    out.push_back(one);
  }
  return out;
}

}  // namespace

Json targets_json(const TargetReport& report) {
  Json out = Json::array();
  for (const TargetLine& line : report.lines) {
    const JudgedTarget& row = line.about;
    out.push_back({{"id", line.about.id},
                   {"clause", row.clause},
                   {"name_zh", row.zh},
                   {"name_en", row.en},
                   {"unit", unit_text(row.unit)},
                   {"at_most", row.at_most},
                   {"threshold", or_null(line.about.threshold)},
                   {"strict_threshold", or_null(line.about.strict)},
                   {"due", text_of(line.about.due)},
                   {"years", years_json(report, line)},
                   {"met", or_null(line.met)},
                   {"strict_met", or_null(line.strict_met)},
                   {"first_met", line.first_met ? Json(text_of(*line.first_met)) : Json(nullptr)},
                   {"never_met", or_null(line.never_met)},
                   {"verdict", name_of(line.verdict())},
                   {"decided_by", name_of(line.basis.by)},
                   {"decided_by_parameter", line.basis.parameter.empty() ? Json(nullptr) : Json(line.basis.parameter)},
                   {"forbidden_by_assumption", line.basis.assumed},
                   {"why", line.basis.why.en},
                   {"why_zh", line.basis.why.zh},
                   {"short_on_average", json_of(short_on_average(line))},
                   {"in_the_way", obstacles_json(line)}});
    if (!row.figure.empty()) {
      out.back()["figure"] = row.figure;
      out.back()["figure_unit"] = row.figure_unit;
    }
  }
  return out;
}

std::string render_json(const TargetReport& report) {
  const Json out{
      {"format", "eldercast-targets"},
      {"version", 2},
      {"scenario",
       {{"name_zh", report.name_zh}, {"name_en", report.name_en}, {"start", text_of(report.start)}, {"end", text_of(report.end)}}},
      {"replicates", report.replicates},
      {"uncertain_parameters", report.uncertain_parameters},
      {"siting_assumed", report.siting_assumed},
      {"targets", targets_json(report)}};
  return json_text(out);
}

}  // namespace eldercast
