#pragma once
/// Projects of one replicate: when each may start, how long it takes, what it costs, and when its facility opens.
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "api/views.hpp"
#include "engine/build/known_past.hpp"
#include "engine/random/keyed.hpp"
#include "engine/shock/shocks.hpp"
#include "model/district.hpp"

namespace eldercast {

/// Calendar months in which a project is planned to open, by table order of projects: the openings of one kind and printed year are spread
/// from ScheduleParameters::first_month to last_month, evenly or as opening_skew says, in the order of the projects' keys. A month of the
/// build table takes the place of its project's and moves no other; kNever: left out.
[[nodiscard]] std::vector<Month> planned_openings(const Scenario& scenario);

/// In place of a month: when the scenario plans it, in the size that it has there.
inline constexpr Month kAsPlanned{INT32_MIN / 2};

/// When a project is planned to open, and in which size.
struct PlannedOpening {
  Month month = kNever;     ///< kNever: not built; kAsPlanned
  PerMille size = kNormal;  ///< of places, floor area, land and cost, against the standard of its kind

  [[nodiscard]] bool built() const { return month != kNever; }
  friend auto operator<=>(const PlannedOpening&, const PlannedOpening&) = default;
};

/// planned_openings() with the sizes of the build table, by table order of projects.
[[nodiscard]] std::vector<PlannedOpening> build_plan(const Scenario& scenario);

/// Median months from the start of each project to its opening, without slip, by table order of projects.
[[nodiscard]] std::vector<std::int32_t> median_durations(const Scenario& scenario);

/// What each project is expected to cost in the size of its standard, without overrun, by table order of projects.
[[nodiscard]] std::vector<Fen> project_budgets(const Scenario& scenario);

/// Construction money that a project costs in one month.
struct ConstructionCost {
  ProjectId project;
  Fen amount;
  Fen rise = {};  ///< the part of it that shocks on the cost of building add; negative where they save money
};

/// A project that stands still for its first months in the run and so opens that many months later.
struct Delay {
  ProjectId project;  ///< not valid: none
  std::int32_t months = 0;
};

class BuildingSite {
 public:
  explicit BuildingSite(const District& district);

  /// Draws the fate of every project and opens the existing stock in `facilities`; projects that started before the run are under way.
  /// The project that `delay` names makes no progress in the months that follow its start, or the run's if it started before, whatever
  /// holds it up besides; one that was ready before the run is not delayed.
  /// `openings`, by table order of projects, takes the place of build_plan() where it is not kAsPlanned; empty: that of the scenario. A
  /// home that a centre takes over keeps its own beds, whatever the centre's size. Where the scenario knows the past (Scenario::as_of),
  /// projects are as observed until then, and those that are not open by then have their durations, and whether they are ever built, drawn
  /// given that; `shocks`, of this replicate, say how much work a month was. Where the pace of all is uncertain
  /// (ScheduleParameters::common_slip), it is drawn at the end of that month given all that was seen, and what is not open by then goes on
  /// at that pace.
  void start(StreamKey stream, std::span<FacilityState> facilities, Delay delay = {}, std::span<const PlannedOpening> openings = {},
             const Shocks* shocks = nullptr);

  [[nodiscard]] std::span<const ProjectState> projects() const { return projects_; }
  /// Whether the project asks to start in this month: planned, due, not cancelled.
  [[nodiscard]] bool asks(ProjectId project, Month month) const;
  /// Whether the project is known to have started by this month: no rule and no lack of money can undo that.
  [[nodiscard]] bool known_to_start(ProjectId project, Month month) const;
  /// What the project is expected to cost without overrun.
  [[nodiscard]] Fen budget(ProjectId project) const { return Fen{scaled(budget_[project.index()].value, planned_[project.index()].size)}; }
  /// A project that is offered and not chosen yet asks to start from this month on.
  void choose(ProjectId project, Month month);
  /// A month begins: nobody has asked in vain.
  void open_month();
  /// A project that asked could not start in this month, for this.
  void wait(ProjectId project, WaitFor what);
  /// Months in which it could not, in all and by what was missing.
  [[nodiscard]] std::int32_t waited(ProjectId project) const;
  [[nodiscard]] const PerEnum<WaitFor, std::int32_t>& waited_for(ProjectId project) const { return waited_[project.index()]; }
  /// What it waits for in this month; nothing: it did not ask, or has started.
  [[nodiscard]] std::optional<WaitFor> waits_for(ProjectId project) const { return waits_[project.index()]; }
  /// Lets a project start in this month.
  void authorise(ProjectId project, Month month);
  /// Moves all projects on by one month: statuses, openings (written to `facilities`), costs of the month. Where a shock slows building, a
  /// month counts for less than one; where one raises the cost of building, the cost of the month and with it ProjectState::cost rise.
  void build(Month month, const Shocks& shocks, std::span<FacilityState> facilities);

  /// Month in which the plan wants the project to open.
  [[nodiscard]] Month planned_opening(ProjectId project) const { return planned_[project.index()].month; }
  /// Month in which the project's facility opened, -1 if it has not.
  [[nodiscard]] std::int32_t opened_in(ProjectId project) const { return opened_in_[project.index()]; }
  /// Facilities that opened in the last month built.
  [[nodiscard]] std::span<const FacilityId> opened() const { return opened_; }
  /// The pace learnt at the end of the known past; 1 before, and where there is nothing to learn.
  [[nodiscard]] double pace() const { return pace_; }
  /// What construction cost in the last month built.
  [[nodiscard]] std::span<const ConstructionCost> costs() const { return costs_; }
  /// What projects under way had cost by the start of the run.
  [[nodiscard]] std::span<const ConstructionCost> costs_before_start() const { return costs_before_start_; }

 private:
  /// The fate of a project once it has started, months after its start.
  struct Fate {
    bool cancelled = false;
    std::int32_t build_after = 0;  ///< construction begins
    std::int32_t open_after = 0;   ///< the facility opens
    Month started = kNever;
    std::int64_t progress = 0;      ///< thousandths of a normal month since the start
    std::int32_t stands_still = 0;  ///< months without progress that are left
    Month begun_in = kNever;        ///< construction, as observed; kNever: when what is prepared is done
    Month opens_in = kNever;        ///< as observed; kNever: when the work is done
    Fen cost;                       ///< without what shocks add
    Fen spent;                      ///< of it at the pace of the scenario, before the pace was learnt
    std::int64_t spent_until = -1;  ///< progress then; -1: nothing was learnt
    bool taken_up = false;          ///< taken for given up until the pace was learnt
  };

  [[nodiscard]] Fate draw_fate(std::size_t project, StreamKey stream, double& cost_ratio) const;
  /// Redraws the fate of a project that starts in `start`, by the end of what is known, given what is known of it.
  void condition(std::size_t project, Month start);
  /// A project that had started by the end of the known past, and what is known of its delay.
  struct Seen {
    std::size_t project = 0;
    Month start;
    DelayKnown known;
    bool may_be_cancelled = false;
  };
  /// What is known of the delay of a project that started then.
  [[nodiscard]] DelayKnown known_of(std::size_t project, Month start) const;
  /// Keeps for learn_pace() what a project tells of the pace.
  void remember(const Seen& seen);
  /// Draws the common pace given all that was seen, and from it what follows.
  void learn_pace();
  /// What is left of a project that is not open, at the pace learnt.
  void draw_again(const Seen& seen, std::size_t pace);
  /// Thousandths of normal months that a project which starts in `start` has behind it at the end of a month.
  [[nodiscard]] std::int64_t work_by(std::size_t project, Month start, Month end) const;
  /// Month in which a project asks to start at first: the plan's, or earlier by ScheduleParameters::earlier_months, but not before the
  /// run for that, and not what is reported as built.
  [[nodiscard]] Month scheduled_start(std::size_t project) const;
  [[nodiscard]] std::int32_t stands_still(std::size_t project, Delay delay) const;
  [[nodiscard]] Fen cost_until(std::size_t project, std::int64_t progress) const;
  void open(std::size_t project, Month month, std::span<FacilityState> facilities);

  const District* district_;
  std::vector<PlannedOpening> of_scenario_;
  std::vector<PlannedOpening> planned_;      ///< of this replicate
  std::vector<std::int32_t> median_months_;  ///< from start to opening without slip
  std::vector<Fen> budget_;                  ///< in the size of the standard
  KnownPast past_;
  const Shocks* shocks_ = nullptr;  ///< of the replicate
  StreamKey stream_;
  std::vector<Seen> seen_;  ///< not open by the end of the known past
  std::vector<PaceEvidence> evidence_;
  double pace_ = 1;
  std::vector<Fate> fates_;
  std::vector<ProjectState> projects_;
  std::vector<FacilityId> opened_;
  std::vector<std::int32_t> opened_in_;
  std::vector<PerEnum<WaitFor, std::int32_t>> waited_;
  std::vector<std::optional<WaitFor>> waits_;  ///< of the month
  std::vector<ConstructionCost> costs_;
  std::vector<ConstructionCost> costs_before_start_;
};

}  // namespace eldercast
