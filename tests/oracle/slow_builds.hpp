#pragma once
/// Projects, operators and carers of the slow engine.
#include <vector>

#include "api/views.hpp"
#include "engine/random/keyed.hpp"
#include "model/district.hpp"

namespace eldercast::test {

struct SlowProject {
  int asks_from = 0;
  bool cancelled = false;
  int build_after = 0;
  int open_after = 0;
  std::int64_t cost_fen = 0;
  bool started = false;
  int start = 0;
};

/// What was to be built in a replicate, in the order of the table of projects.
[[nodiscard]] std::vector<SlowProject> slow_projects(const District& district, StreamKey stream);
/// Construction cost from the start of the project to the end of `month`.
[[nodiscard]] std::int64_t slow_cost_until(const SlowProject& project, int month);

/// Whether a facility's own row says that it is no more in a month.
[[nodiscard]] bool slow_closes(const Scenario& scenario, std::size_t facility, int month);

/// Whether a facility is run by a social operator at the start, or when it opens.
[[nodiscard]] bool slow_social_at_start(const District& district, StreamKey stream, const FacilityState& facility);

/// Working time of carers that `units` of a resource take at a facility.
[[nodiscard]] std::int64_t slow_minutes(const District& district, std::size_t facility, Resource resource, std::int64_t units);
/// Carers that the open places of a town would need.
[[nodiscard]] int slow_posts(const District& district, const std::vector<FacilityState>& facilities, std::size_t town);
/// Splits `total` by weights: whole parts first, then one each to the largest remainders, earlier ones first.
[[nodiscard]] std::vector<std::int64_t> slow_split(const std::vector<std::int64_t>& weights, std::int64_t total);
/// Carers in post who leave in a month, by town, and those hired in their place and for open posts. `visitors`: those of them who visit
/// homes, where these are apart; `carried`: thousandths of one who has yet to leave; `hires_carried`: of one not yet offered.
void slow_staff_month(const District& district, StreamKey stream, int month, const std::vector<FacilityState>& facilities,
                      std::vector<std::int64_t>& carers, std::vector<std::int64_t>& visitors, std::vector<std::int64_t>& carried,
                      std::int64_t& hires_carried);
/// Gives every open facility the places that its town's carers and helpers can staff, and says which hubs work.
void slow_staffed(const District& district, int month, const std::vector<std::int64_t>& carers, const std::vector<std::int64_t>& visitors,
                  const std::vector<std::int64_t>& helpers, std::vector<FacilityState>& facilities);

}  // namespace eldercast::test
