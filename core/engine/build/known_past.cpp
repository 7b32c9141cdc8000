#include "engine/build/known_past.hpp"

#include <algorithm>
#include <cmath>

namespace eldercast {

KnownPast::KnownPast(const District& district)
    : district_(&district), seen_(district.scenario().projects.size()), pace_(district.spreads(), district.scenario().schedule) {
  const Scenario& scenario = district.scenario();
  if (!scenario.as_of) return;
  as_of_ = Month{*scenario.as_of - scenario.start};
  for (const Observation& row : scenario.observed) {
    if (!of_project(row.what) || row.month > *scenario.as_of) continue;
    SeenProject& seen = seen_[row.project.index()];
    const Month month{row.month - scenario.start};
    if (row.what == ObservedWhat::begun) seen.begun = month;
    if (row.what == ObservedWhat::opened) seen.opened = month;
    if (row.what == ObservedWhat::cancelled) seen.cancelled = month;
  }
}

Month KnownPast::started(std::size_t project) const {
  const SeenProject& seen = seen_[project];
  if (seen.begun != kNever) return seen.opened == kNever ? seen.begun : std::min(seen.begun, seen.opened + -1);
  return seen.opened == kNever ? kNever : seen.opened + -1;
}

PastDraw KnownPast::as_seen(FacilityKind kind, const DelayKnown& known) const {
  const ScheduleParameters& schedule = district_->scenario().schedule;
  const double prepare = schedule.prepare_months[kind].median;
  const double whole = std::max(prepare + schedule.build_months[kind].median, 1.0);
  PastDraw out;
  out.open_after = std::max(known.until.value_or(known.after + 1), 1);
  out.build_after = std::min(static_cast<std::int32_t>(std::lround(out.open_after * prepare / whole)), out.open_after - 1);
  if (known.prepared_before)
    out.build_after = std::clamp(out.build_after, known.prepared_from, std::max(known.prepared_from, *known.prepared_before - 1));
  return out;
}

PastDraw KnownPast::draw(FacilityKind kind, const DelayKnown& known, bool may_be_cancelled, StreamKey stream, Entity key) {
  const ScheduleParameters& schedule = district_->scenario().schedule;
  const std::array<std::uint32_t, 4> words = eldercast::draw(stream, key, DrawFor::project, 0);
  if (schedule.timing == Timing::printed_year) {
    PastDraw out = as_seen(kind, known);
    const auto median = static_cast<std::int32_t>(std::lround(schedule.prepare_months[kind].median + schedule.build_months[kind].median));
    if (!known.until) out.open_after = std::max(median, known.after + 1);
    out.cancelled = may_be_cancelled && open_unit(words[0]) < schedule.never_built_share;
    return out;
  }
  std::optional<ConditionedDelay>& delay = delays_[kind];
  if (!delay) delay.emplace(district_->spreads(), schedule.prepare_months[kind], schedule.build_months[kind], schedule.slip_ratio);
  return from(*delay, kind, known, may_be_cancelled, words);
}

PastDraw KnownPast::draw_at(std::size_t pace, FacilityKind kind, const DelayKnown& known, bool may_be_cancelled, StreamKey stream,
                            Entity key) {
  return from(pace_.delay(kind, pace), kind, known, may_be_cancelled, eldercast::draw(stream, key, DrawFor::project, 0));
}

PastDraw KnownPast::from(ConditionedDelay& delay, FacilityKind kind, const DelayKnown& known, bool may_be_cancelled,
                         const Words& words) const {
  const std::optional<DrawnDelay> drawn = delay.draw(known, words[1], words[2], words[3]);
  PastDraw out = as_seen(kind, known);
  if (drawn) {
    out.open_after =
        std::max(static_cast<std::int32_t>(std::ceil(drawn->prepare_months + drawn->build_months)), std::max(known.after + 1, 1));
    if (known.until) out.open_after = std::min(out.open_after, std::max(*known.until, 1));
    out.build_after = std::min(static_cast<std::int32_t>(std::floor(drawn->prepare_months)), out.open_after - 1);
  }
  if (may_be_cancelled) {
    const double never = district_->scenario().schedule.never_built_share;
    const double late = (1 - never) * delay.share(known);
    out.cancelled = never > 0 && open_unit(words[0]) < never / (never + late);
  }
  return out;
}

}  // namespace eldercast
