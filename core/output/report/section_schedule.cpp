#include <fmt/format.h>

#include <algorithm>

#include "output/page/svg.hpp"
#include "output/place_names.hpp"
#include "output/report/report_sections.hpp"
#include "text/counted.hpp"

namespace eldercast {

namespace {

constexpr double kTimelineWidth = 1120;
constexpr double kNames = 130;
constexpr double kTop = 26;
constexpr double kRow = 8;
constexpr double kGap = 6;      ///< between towns
constexpr double kBeyond = 40;  ///< strip for what does not open in the run

/// Projects by town and planned year; those that stood before the run are left out.
std::vector<std::size_t> drawn_projects(const Description& about) {
  std::vector<std::size_t> out;
  for (std::size_t p = 0; p < about.projects.size(); ++p) {
    if (!about.projects[p].built) out.push_back(p);
  }
  const auto key = [&](std::size_t p) {
    const ProjectLine& line = about.projects[p];
    return std::pair(about.settlements[line.settlement.index()].town.index(), line.planned_year);
  };
  std::stable_sort(out.begin(), out.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
  return out;
}

std::string colour_of(FacilityKind kind) { return std::string(is_hub(kind) ? kWarm : kAccent); }

/// Months of opening, one a replicate kept in detail; -1: not in the run.
std::vector<int> openings_of(const std::vector<const Outcome*>& detailed, std::size_t project) {
  std::vector<int> out;
  for (const Outcome* outcome : detailed) out.push_back(outcome->detail.project_opened(project));
  return out;
}

class Gantt {
 public:
  Gantt(const RunData& data, std::vector<const Outcome*> detailed)
      : data_(data), about_(data.description), detailed_(std::move(detailed)), projects_(drawn_projects(about_)) {}

  [[nodiscard]] std::string html() const {
    const std::size_t count = detailed_.size();
    const ChartText text{{count == 1 ? fmt::format("建设进度：第{}次模拟（示例）", detailed_.front()->replicate + 1)
                                     : fmt::format("建设进度：{}次模拟（示例）", count),
                          count == 1 ? fmt::format("Build schedule: replicate {}, an example", detailed_.front()->replicate + 1)
                                     : fmt::format("Build schedule: {} replicates, examples", count)},
                         {"每行一个项目", "a row a project"},
                         {"浅色条为规划年份，圆点为模拟的开放月份。", "Pale bars: planned year; dots: simulated month of opening."}};
    Drawing drawing(kTimelineWidth, height(), text.title, text.about);
    draw_years(drawing);
    double y = kTop;
    std::size_t last = about_.towns.size();
    for (const std::size_t p : projects_) {
      const std::size_t town = town_of(p);
      if (town != last) {
        y += kGap;
        drawing.line(0, y - kGap / 2, kTimelineWidth, y - kGap / 2, "grid");
        drawing.text(kNames - 8, y + 9, Anchor::end, data_.town_name(TownId(town)), "small");
        if (count_of(town) < 2) y += kRow / 2;
      }
      draw_project(drawing, p, y);
      y += kRow;
      if (count_of(town) < 2) y += kRow / 2;
      last = town;
    }
    const std::vector<LegendEntry> legend{{{"规划年份", "planned year"}, "#d8dee0"},
                                          {{"站、点开放", "station or point opens"}, std::string(kAccent)},
                                          {{"中心开放", "centre opens"}, std::string(kWarm)}};
    return chart_block(text, {legend, drawing.svg(), table(), "broad", {}});
  }

 private:
  [[nodiscard]] std::size_t town_of(std::size_t project) const {
    return about_.settlements[about_.projects[project].settlement.index()].town.index();
  }
  [[nodiscard]] std::ptrdiff_t count_of(std::size_t town) const {
    return std::count_if(projects_.begin(), projects_.end(), [&](std::size_t p) { return town_of(p) == town; });
  }
  [[nodiscard]] double height() const {
    double out = kTop + 10;
    for (std::size_t t = 0; t < about_.towns.size(); ++t) {
      const auto count = static_cast<double>(count_of(t));
      if (count > 0) out += kGap + kRow * std::max(2.0, count);
    }
    return out;
  }
  /// The left edge of a month, counted from the start; months outside the run lie on its edge.
  [[nodiscard]] double x(int month) const {
    const double share = static_cast<double>(std::clamp(month, 0, about_.months())) / about_.months();
    return kNames + (kTimelineWidth - kNames - kBeyond) * share;
  }

  void draw_years(Drawing& drawing) const {
    for (int month = 0; month < about_.months(); ++month) {
      const YearMonth now = about_.start + month;
      if (now.month() != 1 && month != 0) continue;
      drawing.line(x(month), kTop - 6, x(month), height(), "grid");
      drawing.text(x(month) + 4, 15, Anchor::start, same(std::to_string(now.year())), "strong");
    }
    drawing.line(x(about_.months()), kTop - 6, x(about_.months()), height(), "grid");
    drawing.text(kTimelineWidth - 2, 15, Anchor::end, {"未开放", "never"}, "small");
  }

  void draw_project(Drawing& drawing, std::size_t p, double y) const {
    const ProjectLine& line = about_.projects[p];
    const int from = YearMonth(line.planned_year, 1) - about_.start;
    drawing.rectangle(x(from), y + 1, x(from + 12) - x(from), kRow - 2, "#d8dee0");
    for (const int month : openings_of(detailed_, p)) {
      const double at = month < 0 ? kTimelineWidth - kBeyond / 2 : (x(month) + x(month + 1)) / 2;
      drawing.circle(at, y + kRow / 2, 3.2, month < 0 ? "#ffffff" : colour_of(line.kind), colour_of(line.kind), hint(p, month));
    }
  }

  [[nodiscard]] std::string hint(std::size_t p, int month) const {
    const ProjectLine& line = about_.projects[p];
    return fmt::format("{} {}: {} → {}", chinese_of(line.kind), about_.settlements[line.settlement.index()].name_zh, line.planned_year,
                       month < 0 ? "–" : text_of(about_.start + month));
  }

  [[nodiscard]] std::string table() const {
    HtmlTable out(
        {{"项目", "project"}, {"类型", "kind"}, {"镇街", "town"}, {"村社", "settlement"}, {"规划年份", "planned"}, {"开放月份", "opens"}},
        4);
    for (const std::size_t p : projects_) {
      const ProjectLine& line = about_.projects[p];
      std::string opens;
      for (const int month : openings_of(detailed_, p))
        opens += (opens.empty() ? "" : ", ") + (month < 0 ? std::string("–") : text_of(about_.start + month));
      out.add({escape(line.id), both(name_text(line.kind)), both(data_.town_name(TownId(town_of(p)))),
               both(place_name(about_.settlements[line.settlement.index()])), std::to_string(line.planned_year), opens});
    }
    return out.html({"建设进度", "Build schedule"});
  }

  const RunData& data_;
  const Description& about_;
  std::vector<const Outcome*> detailed_;
  std::vector<std::size_t> projects_;
};

/// What a plan closes or merges, by month.
std::string planned_ends(const Description& about) {
  std::vector<std::pair<YearMonth, const FacilityLine*>> ends;
  for (const FacilityLine& facility : about.facilities) {
    if (facility.gone && *facility.gone <= about.end) ends.emplace_back(*facility.gone, &facility);
  }
  if (ends.empty()) return "";
  std::stable_sort(ends.begin(), ends.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  Text list;
  for (const auto& [month, facility] : ends) {
    const SettlementLine& place = about.settlements[facility->settlement.index()];
    list.zh += fmt::format("{}{}（{}，{}）", list.zh.empty() ? "" : "；", facility->id, place.name_zh, text_of(month));
    list.en += fmt::format("{}{} ({}, {})", list.en.empty() ? "" : "; ", facility->id, place.name_en, text_of(month));
  }
  return paragraph(
      {fmt::format("计划关停或合并{}处：{}。", ends.size(), list.zh),
       fmt::format("By plan {} closed or merged: {}.",
                   counted(static_cast<std::int64_t>(ends.size()), "facility") + (ends.size() == 1 ? " is" : " are"), list.en)});
}

}  // namespace

std::string schedule_section(const RunData& data) {
  std::vector<const Outcome*> detailed;
  for (const Outcome* outcome : data.sample.outcomes) {
    if (!data.description.projects.empty() && outcome->detail.project_opened.cells().size() == data.description.projects.size())
      detailed.push_back(outcome);
  }
  if (detailed.empty()) {
    return planned_ends(data.description) +
           paragraph({"没有保留逐项明细的重复模拟，因此没有开放月份。用 --full 1 重新模拟即可得到。",
                      "No replicate was kept in detail, so months of opening are not known. Run again with --full 1 to see them."},
                     "note");
  }
  const std::size_t count = detailed.size();
  return planned_ends(data.description) +
         paragraph({fmt::format("图中是保留逐项明细的{}次重复模拟，不是平均值：每个项目每次一个圆点。空心圆表示模拟期内没有开放。", count),
                    fmt::format("Shown {} kept in detail, not a mean: one dot a project in each. Hollow dots did not open in the run.",
                                count == 1 ? "is the one replicate" : fmt::format("are the {} replicates", count))}) +
         Gantt(data, std::move(detailed)).html();
}

}  // namespace eldercast
