#pragma once
/// What a search for a schedule found, as plain data: what the screen, the JSON and the page show.
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "api/calendar.hpp"
#include "api/ids.hpp"
#include "output/render/document.hpp"
#include "study/schedule/objective.hpp"

namespace eldercast {

/// A mean with its 90% interval (Student's t over replicates; of differences over pairs of replicates). NaN: not known.
struct MeanInterval {
  double mean = 0;
  double low = 0;
  double high = 0;
};

struct ScheduledProject {
  std::string id;
  FacilityKind kind = FacilityKind::village_point;
  std::string town_zh;
  std::string town_en;
  double cost_yuan = 0;             ///< expected in the size of the schedule, without overrun
  std::int32_t size_percent = 100;  ///< in the schedule, of the standard of its kind
  std::int32_t plan_size_percent = 100;
  std::optional<YearMonth> plan;  ///< absent: not built
  std::optional<YearMonth> opens;

  [[nodiscard]] bool resized() const { return plan && opens && size_percent != plan_size_percent; }
  [[nodiscard]] bool changed() const { return plan != opens || resized(); }
};

struct ScheduleStep {
  std::vector<std::string> projects;
  MeanInterval gain;     ///< over the steps before, on the search's replicates
  double cost_yuan = 0;  ///< of the step
};

/// The first `steps` of the order of worth, or the plan, on fresh replicates.
struct FrontierPoint {
  std::optional<std::int64_t> steps;  ///< absent: the plan
  std::int64_t projects = 0;
  double cost_yuan = 0;
  MeanInterval gain;  ///< over building none of the projects that can be moved; more is better
};

struct ScheduleFigure {
  std::string id;
  std::string name_zh;
  std::string name_en;
  std::string unit;
  double plan = 0;
  double schedule = 0;
  MeanInterval change;
};

struct ScheduleTown {
  std::string code;
  std::string name_zh;
  std::string name_en;
  double plan = 0;
  double schedule = 0;
  MeanInterval change;
};

struct ScheduleTarget {
  Target target = Target::g1_own;
  bool kept = false;    ///< asked to be kept
  double met_plan = 0;  ///< share of the fresh replicates
  double met_schedule = 0;
};

struct ScheduleYear {
  std::int32_t year = 0;
  double money_yuan = 0;  ///< that the choices may cost
  std::int32_t openings = 0;
  double plan_yuan = 0;
  double schedule_yuan = 0;
  std::int32_t plan_openings = 0;
  std::int32_t schedule_openings = 0;
};

struct ScheduleResult {
  std::string scenario_id;
  std::string scenario_zh;
  std::string scenario_en;
  YearMonth start;
  YearMonth end;
  ScheduleGoal goal;
  std::vector<ScheduleYear> years;
  bool carry_over = true;
  YearMonth first_start;  ///< no choice starts earlier
  std::int64_t fixed_projects = 0;

  std::uint64_t search_seed = 0;
  std::int32_t search_replicates = 0;
  std::int32_t screen_replicates = 0;
  std::int64_t counted = 0;  ///< replicates of the search
  std::int64_t failed = 0;
  bool greedy_finished = false;
  bool local_finished = false;
  bool order_finished = true;  ///< else the last step of `order` is all that the time did not suffice for
  bool started_from_plan = false;
  std::int64_t moves_tried = 0;
  std::vector<std::string> moves;                 ///< kinds of the moves taken, in order
  std::vector<std::vector<std::string>> grouped;  ///< village points taken together
  bool kept = true;                               ///< kept targets are missed by no more than under the plan, on the search's replicates

  std::uint64_t fresh_seed = 0;
  std::int32_t fresh_replicates = 0;
  std::int32_t draws = 0;           ///< of the parameters that so many replicates would share; 0: none
  std::int32_t fresh_wanted = 0;    ///< as asked for; fewer were run where the time did not suffice
  MeanInterval search_greedy_gain;  ///< over the plan, on the search's replicates; more is better
  MeanInterval search_gain;
  MeanInterval fresh_gain;  ///< over the plan, on fresh replicates; more is better
  double plan_value = 0;    ///< of the goal, on fresh replicates
  double schedule_value = 0;
  double plan_yuan = 0;
  double schedule_yuan = 0;

  std::vector<ScheduledProject> projects;
  std::vector<ScheduleStep> order;
  std::vector<FrontierPoint> frontier;
  std::vector<ScheduleFigure> figures;
  std::vector<ScheduleTarget> targets;
  std::string town_figure_zh;  ///< what `towns` counts
  std::string town_figure_en;
  std::vector<ScheduleTown> towns;
  std::string written;  ///< scenario that was written; empty: none
};

/// Goal, years, order, changes, towns, figures, cost and gain, and how it was searched.
[[nodiscard]] Document document_of(const ScheduleResult& result);
/// "format" is "eldercast-schedule", "version" 1.
[[nodiscard]] std::string render_json(const ScheduleResult& result);
/// Reads what render_json() wrote. `path` names it in errors. Throws FileError for anything else.
[[nodiscard]] ScheduleResult read_schedule(const std::string& path, const std::string& text);

}  // namespace eldercast
