#include "engine/build/building_site.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>

#include "model/base/keys.hpp"
#include "model/base/require.hpp"

namespace eldercast {
namespace {

/// Whole months of `months` after which the part `above` / `below` of a year's openings are planned.
int planned_part(int above, int below, int months, double skew) {
  if (skew == 1) return above * months / below;
  return std::min(static_cast<int>(months * std::pow(static_cast<double>(above) / below, 1 / skew)), months - 1);
}

}  // namespace

std::vector<Month> planned_openings(const Scenario& scenario) {
  // Candidates stand beside the plan: what is built of them moves nothing of it.
  std::map<std::tuple<bool, FacilityKind, std::int32_t>, std::vector<std::size_t>> of_year;
  for (std::size_t p = 0; p < scenario.projects.size(); ++p) {
    const Project& project = scenario.projects[p];
    of_year[{project.candidate, project.kind, project.planned_year}].push_back(p);
  }
  std::vector<Month> planned(scenario.projects.size());
  const int months = scenario.schedule.last_month - scenario.schedule.first_month + 1;
  for (auto& [group, members] : of_year) {
    std::sort(members.begin(), members.end(),
              [&](std::size_t a, std::size_t b) { return key_of(scenario.projects[a].id) < key_of(scenario.projects[b].id); });
    const auto n = static_cast<int>(members.size());
    for (int k = 0; k < n; ++k) {
      const int month = scenario.schedule.first_month + planned_part(2 * k + 1, 2 * n, months, scenario.schedule.opening_skew);
      planned[members[static_cast<std::size_t>(k)]] = Month{YearMonth(std::get<std::int32_t>(group), month) - scenario.start};
    }
  }
  for (std::size_t p = 0; p < scenario.projects.size(); ++p) {
    const Project& project = scenario.projects[p];
    if (project.opens) planned[p] = Month{*project.opens - scenario.start};
    if (project.left_out) planned[p] = kNever;
  }
  return planned;
}

std::vector<PlannedOpening> build_plan(const Scenario& scenario) {
  const std::vector<Month> months = planned_openings(scenario);
  std::vector<PlannedOpening> out;
  for (std::size_t p = 0; p < months.size(); ++p) out.push_back({months[p], scenario.projects[p].size_percent * kNormal / 100});
  return out;
}

std::vector<std::int32_t> median_durations(const Scenario& scenario) {
  std::vector<std::int32_t> out;
  for (const Project& project : scenario.projects) {
    const double months = scenario.schedule.prepare_months[project.kind].median + scenario.schedule.build_months[project.kind].median;
    out.push_back(static_cast<std::int32_t>(std::lround(months)));
  }
  return out;
}

std::vector<Fen> project_budgets(const Scenario& scenario) {
  std::vector<Fen> out;
  for (const Project& project : scenario.projects) {
    out.push_back(building_budget(scenario.standards[project.kind], project.floor_area_m2, beds_of(project)));
  }
  return out;
}

BuildingSite::BuildingSite(const District& district)
    : district_(&district),
      of_scenario_(build_plan(district.scenario())),
      planned_(of_scenario_),
      median_months_(median_durations(district.scenario())),
      budget_(project_budgets(district.scenario())),
      past_(district) {}

BuildingSite::Fate BuildingSite::draw_fate(std::size_t p, StreamKey stream, double& cost_ratio) const {
  const Scenario& scenario = district_->scenario();
  const ScheduleParameters& schedule = scenario.schedule;
  const Project& project = scenario.projects[p];
  const Spread& prepare = schedule.prepare_months[project.kind];
  const Spread& build = schedule.build_months[project.kind];
  Fate fate;
  cost_ratio = 1.0;
  if (project.built || schedule.timing == Timing::printed_year) {
    fate.build_after = std::min(static_cast<std::int32_t>(std::lround(prepare.median)), std::max(median_months_[p] - 1, 0));
    fate.open_after = median_months_[p];
  }
  const Entity key = entity(key_of(project.id));
  const std::array<std::uint32_t, 4> words = draw(stream, key, DrawFor::project, 0);
  if (project.built) return fate;
  cost_ratio = district_->spreads().at(schedule.cost_ratio, draw(stream, key, DrawFor::project, 1)[0]);
  fate.cancelled = open_unit(words[0]) < schedule.never_built_share;
  if (schedule.timing == Timing::printed_year) return fate;

  const double slip = district_->spreads().at(schedule.slip_ratio, words[3]) * pace_;
  const double prepare_months = district_->spreads().at(prepare, words[1]) * slip;
  const double build_months = district_->spreads().at(build, words[2]) * slip;
  fate.open_after = std::max<std::int32_t>(1, static_cast<std::int32_t>(std::ceil(prepare_months + build_months)));
  fate.build_after = std::min(static_cast<std::int32_t>(std::floor(prepare_months)), fate.open_after - 1);
  return fate;
}

void BuildingSite::start(StreamKey stream, std::span<FacilityState> facilities, Delay delay, std::span<const PlannedOpening> openings,
                         const Shocks* shocks) {
  const Scenario& scenario = district_->scenario();
  shocks_ = shocks;
  stream_ = stream;
  pace_ = 1;
  seen_.clear();
  evidence_.clear();
  require(openings.empty() || openings.size() == of_scenario_.size(), "BuildingSite: one opening for each project");
  planned_ = of_scenario_;
  for (std::size_t p = 0; p < openings.size(); ++p) {
    if (openings[p].month != kAsPlanned) planned_[p] = openings[p];
  }
  const std::span<const NetworkFacility> network = district_->network().facilities();
  for (std::size_t f = 0; f < network.size(); ++f) {
    FacilityState& state = facilities[f];
    state = {};
    state.key = network[f].key;
    state.kind = network[f].kind;
    state.town = network[f].town;
    state.settlement = network[f].settlement;
    state.from_project = network[f].project.valid();
    const PerMille size = state.from_project ? planned_[network[f].project.index()].size : kNormal;
    state.floor_area_m2 = static_cast<std::int32_t>(scaled(network[f].floor_area_m2, size));
    if (state.from_project) continue;
    state.status = FacilityStatus::open;
    state.opened = Month{-1};
    state.capacity = network[f].capacity;
  }
  projects_.clear();
  fates_.clear();
  costs_.clear();
  costs_before_start_.clear();
  opened_.clear();
  opened_in_.assign(scenario.projects.size(), -1);
  waited_.assign(scenario.projects.size(), {});
  waits_.assign(scenario.projects.size(), std::nullopt);
  const std::size_t existing = scenario.existing.size();
  for (std::size_t p = 0; p < scenario.projects.size(); ++p) {
    double cost_ratio = 1.0;
    fates_.push_back(draw_fate(p, stream, cost_ratio));
    ProjectState state;
    state.key = network[existing + p].key;
    state.facility = FacilityId(existing + p);
    state.kind = network[existing + p].kind;
    state.town = network[existing + p].town;
    state.planned_year = planned_[p].built() ? (scenario.start + planned_[p].month.value).year() : scenario.projects[p].planned_year;
    state.scheduled_start = scheduled_start(p);
    state.offered = scenario.projects[p].candidate && !planned_[p].built();
    state.cost = Fen{static_cast<std::int64_t>(std::llround(static_cast<double>(budget(ProjectId(p)).value) * cost_ratio))};
    fates_[p].cost = state.cost;
    projects_.push_back(state);
    // A project that is due before the run began to be built then, whoever paid for it.
    if (state.scheduled_start < Month{0}) authorise(ProjectId(p), state.scheduled_start);
    fates_[p].stands_still = stands_still(p, delay);
    if (fates_[p].started == kNever) continue;
    fates_[p].progress = std::int64_t{Month{-1} - fates_[p].started} * kNormal;
    if (const Fen spent = cost_until(p, fates_[p].progress); spent.value != 0) costs_before_start_.push_back({ProjectId(p), spent});
  }
}

Month BuildingSite::scheduled_start(std::size_t p) const {
  const Scenario& scenario = district_->scenario();
  const Month by_plan = planned_[p].month + -median_months_[p];
  if (past_.started(p) != kNever) return std::min(by_plan, past_.started(p));
  if (!planned_[p].built() || scenario.projects[p].built || by_plan < Month{0}) return by_plan;
  return std::max(Month{0}, by_plan + -scenario.schedule.earlier_months);
}

std::int32_t BuildingSite::stands_still(std::size_t p, Delay delay) const {
  if (delay.project != ProjectId(p)) return 0;
  const Fate& fate = fates_[p];
  const bool ready = fate.started != kNever && Month{-1} - fate.started >= fate.open_after;
  return ready ? 0 : delay.months;
}

bool BuildingSite::asks(ProjectId project, Month month) const {
  const ProjectState& state = projects_[project.index()];
  return state.status == ProjectStatus::planned && state.scheduled_start <= month;
}

bool BuildingSite::known_to_start(ProjectId project, Month month) const {
  if (fates_[project.index()].taken_up) return true;
  return past_.started(project.index()) != kNever && projects_[project.index()].scheduled_start <= month;
}

std::int64_t BuildingSite::work_by(std::size_t p, Month start, Month end) const {
  std::int64_t work = std::int64_t{std::max(0, std::min(end, Month{-1}) - start)} * kNormal;
  const NetworkFacility& facility = district_->network().facilities()[projects_[p].facility.index()];
  const ShockPlace place{facility.town, &facility.kind, projects_[p].facility};
  for (Month month = std::max(start + 1, Month{0}); month <= end; month = month + 1) {
    work += shocks_ == nullptr ? kNormal : shocks_->factor(ShockOn::building, month, place);
  }
  return work;
}

void BuildingSite::condition(std::size_t p, Month start) {
  const SeenProject& seen = past_.project(p);
  Fate& fate = fates_[p];
  if (district_->scenario().projects[p].built && !seen.any()) return;
  fate.cancelled = seen.cancelled != kNever;
  fate.begun_in = seen.begun;
  fate.opens_in = seen.opened;
  const DelayKnown known = known_of(p, start);
  const FacilityKind kind = projects_[p].kind;
  const PastDraw drawn = past_.draw(kind, known, !seen.any(), stream_, entity(key_of(district_->scenario().projects[p].id)));
  fate.cancelled = fate.cancelled || drawn.cancelled;
  fate.open_after = drawn.open_after;
  fate.build_after = drawn.build_after;
  if (past_.pace().uncertain()) remember({p, start, known, !seen.any()});
}

DelayKnown BuildingSite::known_of(std::size_t p, Month start) const {
  const SeenProject& seen = past_.project(p);
  const auto months_by = [&](Month month) { return static_cast<std::int32_t>(work_by(p, start, month) / kNormal); };
  DelayKnown known;
  known.after = months_by(seen.opened == kNever ? past_.as_of() : seen.opened + -1);
  if (seen.opened != kNever) known.until = months_by(seen.opened);
  if (seen.begun != kNever) {
    known.prepared_from = seen.begun > start ? months_by(seen.begun + -1) + 1 : 0;
    known.prepared_before = months_by(seen.begun) + 1;
  }
  return known;
}

void BuildingSite::remember(const Seen& what) {
  const std::size_t p = what.project;
  const SeenProject& seen = past_.project(p);
  if (seen.cancelled != kNever) return;
  if (seen.opened == kNever) seen_.push_back(what);
  // Whoever began before the plan wanted it, or was built by report, began in a month that nobody saw.
  const Month by_plan = planned_[p].month + -median_months_[p];
  if (district_->scenario().projects[p].built || past_.started(p) < by_plan) return;
  PaceEvidence evidence{projects_[p].kind, what.known, what.may_be_cancelled ? district_->scenario().schedule.never_built_share : 0};
  // What waited in this run for money or a rule, and was seen to be under way all the same, began at some time before: bounds from one
  // side.
  if (seen.any() && waited(ProjectId(p)) > 0 && what.start >= past_.started(p)) {
    const DelayKnown longest = known_of(p, projects_[p].scheduled_start);
    evidence.known.prepared_from = 0;
    evidence.known.prepared_before = longest.prepared_before;
    if (longest.until) evidence.known = {0, longest.until, 0, longest.prepared_before};
  }
  evidence_.push_back(evidence);
}

void BuildingSite::learn_pace() {
  const std::size_t pace = past_.pace().draw(evidence_, draw(stream_, entity(0), DrawFor::common_pace, 0)[0]);
  pace_ = past_.pace().paces()[pace];
  for (std::size_t p = 0; p < projects_.size(); ++p) {
    if (projects_[p].status != ProjectStatus::planned) continue;
    double cost_ratio = 1.0;
    const Fate later = draw_fate(p, stream_, cost_ratio);
    fates_[p].build_after = later.build_after;
    fates_[p].open_after = later.open_after;
  }
  for (const Seen& seen : seen_) draw_again(seen, pace);
}

void BuildingSite::draw_again(const Seen& seen, std::size_t pace) {
  const std::size_t p = seen.project;
  Fate& fate = fates_[p];
  ProjectState& project = projects_[p];
  const Entity key = entity(key_of(district_->scenario().projects[p].id));
  const PastDraw drawn = past_.draw_at(pace, project.kind, seen.known, seen.may_be_cancelled, stream_, key);
  if (drawn.cancelled) {
    fate.cancelled = true;
    fate.started = kNever;
    project.status = ProjectStatus::cancelled;
    return;
  }
  if (fate.cancelled) {
    // It is not given up at this pace, only late: it starts next month with what is done of it, that month's work included.
    fate.cancelled = false;
    fate.taken_up = true;
    fate.progress = work_by(p, seen.start, past_.as_of()) + kNormal;
    project.status = ProjectStatus::planned;
  } else {
    fate.spent = cost_until(p, fate.progress);
    fate.spent_until = fate.progress;
  }
  fate.open_after = drawn.open_after;
  // Works that have begun do not end.
  const bool building = project.status == ProjectStatus::building;
  fate.build_after = building ? std::min(drawn.build_after, static_cast<std::int32_t>(fate.progress / kNormal)) : drawn.build_after;
}

void BuildingSite::choose(ProjectId project, Month month) {
  ProjectState& state = projects_[project.index()];
  PlannedOpening& planned = planned_[project.index()];
  if (!state.offered || planned.built()) return;
  planned.month = month + median_months_[project.index()];
  state.planned_year = (district_->scenario().start + planned.month.value).year();
  state.scheduled_start = month;
}

void BuildingSite::open_month() { std::fill(waits_.begin(), waits_.end(), std::nullopt); }

void BuildingSite::wait(ProjectId project, WaitFor what) {
  ++waited_[project.index()][what];
  waits_[project.index()] = what;
}

std::int32_t BuildingSite::waited(ProjectId project) const {
  const PerEnum<WaitFor, std::int32_t>& months = waited_[project.index()];
  return std::accumulate(months.begin(), months.end(), 0);
}

void BuildingSite::authorise(ProjectId project, Month month) {
  if (past_.known() && month <= past_.as_of()) condition(project.index(), month);
  Fate& fate = fates_[project.index()];
  projects_[project.index()].status = fate.cancelled ? ProjectStatus::cancelled : ProjectStatus::preparing;
  if (!fate.cancelled) fate.started = month;
}

/// Construction cost accrues evenly from the beginning of construction to the opening.
Fen BuildingSite::cost_until(std::size_t p, std::int64_t progress) const {
  const Fate& fate = fates_[p];
  const std::int64_t begins = std::int64_t{fate.build_after} * kNormal - kNormal;
  std::int64_t whole = std::max<std::int64_t>(fate.open_after - fate.build_after, 1) * kNormal;
  std::int64_t passed = progress - begins;
  if (fate.spent_until >= 0) {
    // What had been spent before the pace was learnt stays; the rest is spread over the months that are left.
    const std::int64_t from = std::max(begins, fate.spent_until);
    whole = std::max<std::int64_t>(std::int64_t{fate.open_after} * kNormal - kNormal - from, 1);
    passed = progress - from;
  }
  passed = std::clamp<std::int64_t>(passed, 0, whole);
  const Fen rest = fate.cost - fate.spent;
  return fate.spent + Fen{rest.value / whole * passed + rest.value % whole * passed / whole};
}

void BuildingSite::build(Month month, const Shocks& shocks, std::span<FacilityState> facilities) {
  opened_.clear();
  costs_.clear();
  for (std::size_t p = 0; p < projects_.size(); ++p) {
    Fate& fate = fates_[p];
    ProjectState& project = projects_[p];
    if (fate.started == kNever || project.status == ProjectStatus::open) continue;
    const bool first = fate.started == month;
    // In its first month a project has just been decided; nothing has passed yet.
    const Fen before = first ? Fen{} : cost_until(p, fate.progress);
    const ShockPlace place{project.town, &project.kind, project.facility};
    if (!first && fate.stands_still > 0) {
      --fate.stands_still;
    } else if (!first) {
      fate.progress += shocks.factor(ShockOn::building, month, place);
    }
    if (fate.opens_in <= month) fate.progress = std::max(fate.progress, std::int64_t{fate.open_after} * kNormal);
    const bool begun = fate.begun_in != kNever ? fate.begun_in <= month : fate.progress >= std::int64_t{fate.build_after} * kNormal;
    project.status = begun ? ProjectStatus::building : ProjectStatus::preparing;
    if (const Fen normal = cost_until(p, fate.progress) - before; normal.value != 0) {
      const Fen cost{scaled(normal.value, shocks.factor(ShockOn::building_cost, month, place))};
      project.cost += cost - normal;
      costs_.push_back({ProjectId(p), cost, cost - normal});
    }
    const bool done = fate.opens_in != kNever ? fate.opens_in <= month : fate.progress >= std::int64_t{fate.open_after} * kNormal;
    if (done) open(p, month, facilities);
  }
  if (past_.known() && month == past_.as_of() && past_.pace().uncertain()) learn_pace();
}

void BuildingSite::open(std::size_t p, Month month, std::span<FacilityState> facilities) {
  projects_[p].status = ProjectStatus::open;
  FacilityState& state = facilities[projects_[p].facility.index()];
  state.status = FacilityStatus::open;
  state.opened = month;
  opened_in_[p] = month.value;
  state.capacity = district_->network().facilities()[projects_[p].facility.index()].capacity;
  for (std::int32_t& places : state.capacity.cells) places = static_cast<std::int32_t>(scaled(places, planned_[p].size));
  opened_.push_back(projects_[p].facility);
}

}  // namespace eldercast
