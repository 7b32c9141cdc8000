#pragma once
/// What is known of the projects of a scenario until the month as_of, and what that leaves of their durations.
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/build/common_pace.hpp"
#include "engine/random/keyed.hpp"
#include "model/district.hpp"

namespace eldercast {

/// What was observed of a project; kNever: nothing.
struct SeenProject {
  Month begun = kNever;
  Month opened = kNever;
  Month cancelled = kNever;

  [[nodiscard]] bool any() const { return begun != kNever || opened != kNever || cancelled != kNever; }
};

/// The fate of a project, drawn given what is known.
struct PastDraw {
  bool cancelled = false;
  std::int32_t build_after = 0;
  std::int32_t open_after = 1;
};

class KnownPast {
 public:
  /// Takes the observations of the scenario until its as_of; without one nothing is known.
  explicit KnownPast(const District& district);

  [[nodiscard]] bool known() const { return as_of_.has_value(); }
  /// The last month of which the past is known; only if known().
  [[nodiscard]] Month as_of() const { return *as_of_; }
  [[nodiscard]] const SeenProject& project(std::size_t project) const { return seen_[project]; }
  /// The latest month in which the project can have started, as far as that was seen: before it opened, or when works began. kNever: it was
  /// not seen.
  [[nodiscard]] Month started(std::size_t project) const;

  /// Months after which a project of a kind begins to be built and opens. `may_be_cancelled`: that it is not open may mean that it never
  /// will be, by Bayes' rule from schedule.never_built_share. What cannot be by the distributions is taken as it was seen, divided as the
  /// medians are. With timing by printed year a project that is late opens in the month that follows.
  [[nodiscard]] PastDraw draw(FacilityKind kind, const DelayKnown& known, bool may_be_cancelled, StreamKey stream, Entity key);
  /// The same at a pace of pace().
  [[nodiscard]] PastDraw draw_at(std::size_t pace, FacilityKind kind, const DelayKnown& known, bool may_be_cancelled, StreamKey stream,
                                 Entity key);

  /// The pace that the projects have in common.
  [[nodiscard]] CommonPace& pace() { return pace_; }

 private:
  using Words = std::array<std::uint32_t, 4>;
  [[nodiscard]] PastDraw from(ConditionedDelay& delay, FacilityKind kind, const DelayKnown& known, bool may_be_cancelled,
                              const Words& words) const;
  /// The month in which it opens at the earliest, divided as the medians are.
  [[nodiscard]] PastDraw as_seen(FacilityKind kind, const DelayKnown& known) const;

  const District* district_;
  std::optional<Month> as_of_;
  std::vector<SeenProject> seen_;
  PerEnum<FacilityKind, std::optional<ConditionedDelay>> delays_;
  CommonPace pace_;
};

}  // namespace eldercast
