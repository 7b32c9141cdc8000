#pragma once
/// The facilities of the slow engine: what opens, closes, changes by plan, and who runs it.
#include <cmath>
#include <map>
#include <set>
#include <vector>

#include "oracle/slow_money.hpp"

namespace eldercast::test {

constexpr int kMostServices = 64;

/// What a resident has to do with one service.
struct Want {
  bool away = false;    ///< left a bed last month and may come back
  int leaves_in = -1;   ///< month in which the stay in a bed ends
  std::uint32_t u = 0;  ///< the resident's lasting number for the service
};

struct SlowPlaces : SlowMoney {
  using SlowMoney::SlowMoney;

  void build(int m) {
    for (std::size_t p = 0; p < projects_.size(); ++p) {
      const SlowProject& project = projects_[p];
      const std::size_t f = scenario_.existing.size() + p;
      if (!project.started || project.cancelled || m - project.start < project.open_after) continue;
      if (facilities_[f].status != FacilityStatus::planned) continue;
      facilities_[f].status = FacilityStatus::open;
      facilities_[f].opened = Month{m};
      facilities_[f].capacity = district_.network().facilities()[f].capacity;
      const FacilityId home = district_.network().facilities()[f].converts;
      if (!home.valid() || facilities_[home.index()].status != FacilityStatus::open) continue;
      for (auto& [id, entry] : queue_.people) {
        if (entry.facility == static_cast<int>(home.index())) entry.facility = static_cast<int>(f);
      }
      facilities_[f].capacity[Resource::nursing_bed] = facilities_[home.index()].capacity[Resource::nursing_bed];
      facilities_[f].capacity[Resource::other_bed] = facilities_[home.index()].capacity[Resource::other_bed];
      facilities_[home.index()].status = FacilityStatus::closed;
      facilities_[home.index()].capacity = {};
    }
    for (const int closed : slow_closures(scenario_, m, facilities_)) {
      ++headline_.facility_flows(year_of_month(m), FacilityFlow::closed);
      displace(queue_.evict(closed, m), m);
    }
    if (scenario_.operation.operators_decide) operators_go(m);
    for (std::size_t c = 0; c < scenario_.changes.size(); ++c) change(c, m);
    hand_over(m);
  }

  void operators_go(int m) {
    for (const int f : operators_.given_up(m, facilities_)) {
      facilities_[static_cast<std::size_t>(f)].status = FacilityStatus::closed;
      facilities_[static_cast<std::size_t>(f)].capacity = {};
      ++headline_.facility_flows(year_of_month(m), FacilityFlow::closed);
      displace(queue_.evict(f, m), m);
    }
    for (std::size_t f = 0; f < facilities_.size(); ++f) {
      if (!operators_.leaves(m, static_cast<int>(f), facilities_[f])) continue;
      facilities_[f].run_by = RunBy::government;
      ++headline_.facility_flows(year_of_month(m), FacilityFlow::left);
    }
  }

  void hand_over(int m) {
    for (std::size_t f = 0; f < facilities_.size(); ++f) {
      FacilityState& facility = facilities_[f];
      if (facility.run_by != RunBy::government || facility.status != FacilityStatus::open) continue;
      const bool decide = scenario_.operation.operators_decide;
      const std::optional<int> left = decide ? operators_.left(static_cast<int>(f)) : std::nullopt;
      if (!slow_tendered(district_, stream_, facility, m, left.value_or(facility.opened.value), left ? 3 : 1)) continue;
      if (decide && !operators_.takes(m, static_cast<int>(f), town_pays_[facility.town.index()])) continue;
      facility.run_by = RunBy::social;
      ++headline_.facility_flows(year_of_month(m), FacilityFlow::taken_over);
    }
  }

  void displace(const std::vector<int>& ids, int m) {
    for (const int id : ids) {
      wants_.at(id).leaves_in = -1;
      ++headline_.displaced(year_of_month(m), id % kMostServices);
    }
  }

  /// A planned change other than closing, once its month has come and the facilities are open.
  void change(std::size_t c, int m) {
    const FacilityChange& planned = scenario_.changes[c];
    FacilityState& facility = facilities_[planned.facility.index()];
    const auto f = static_cast<int>(planned.facility.index());
    if (made_.count(c) > 0 || planned.kind == ChangeKind::close || planned.month - scenario_.start > m) return;
    if (facility.status != FacilityStatus::open) return;
    if (planned.kind == ChangeKind::merge && facilities_[planned.into.index()].status != FacilityStatus::open) return;
    made_.insert(c);
    const auto fewer = [&](Resource resource, double places) {
      facility.capacity[resource] = static_cast<int>(places);
      displace(queue_.evict_beyond(f, resource, facility.capacity[resource], m), m);
    };
    const auto is_bed = [](std::size_t r) { return Resource(r) == Resource::nursing_bed || Resource(r) == Resource::other_bed; };
    if (planned.kind == ChangeKind::beds) {
      const int nursing = facility.capacity[Resource::nursing_bed];
      const int all = nursing + facility.capacity[Resource::other_bed];
      if (planned.value >= all) return;
      const double kept = std::floor(static_cast<double>(nursing) * planned.value / all + 0.5);
      fewer(Resource::nursing_bed, kept);
      fewer(Resource::other_bed, planned.value - kept);
    } else if (planned.kind == ChangeKind::hours) {
      // Nothing is changed twice in a random district.
      for (std::size_t r = 0; r < kCount<Resource>; ++r) {
        if (!is_bed(r)) fewer(Resource(r), std::floor(facility.capacity.cells[r] * planned.value / 100.0));
      }
    } else {
      FacilityState& to = facilities_[planned.into.index()];
      if (planned.kind == ChangeKind::move) {
        to.status = FacilityStatus::open;
        to.opened = facility.opened;
        to.run_by = facility.run_by;
        to.floor_area_m2 = facility.floor_area_m2;
      }
      for (std::size_t r = 0; r < kCount<Resource>; ++r) {
        to.capacity.cells[r] += facility.capacity.cells[r];
        if (!is_bed(r)) fewer(Resource(r), 0);
      }
      for (auto& [id, entry] : queue_.people) {
        if (entry.facility == f) entry.facility = static_cast<int>(planned.into.index());
      }
      facility.status = FacilityStatus::closed;
      facility.capacity = {};
      if (planned.kind == ChangeKind::merge) ++headline_.facility_flows(year_of_month(m), FacilityFlow::closed);
    }
  }

  void count_used() {
    for (std::size_t f = 0; f < facilities_.size(); ++f) facilities_[f].used = {};
    for (const auto& [id, entry] : queue_.people) {
      if (!entry.facility) continue;
      facilities_[static_cast<std::size_t>(*entry.facility)].used[entry.holds] +=
          scenario_.services[static_cast<std::size_t>(entry.service)].amount_per_month;
    }
  }

  std::set<std::size_t> made_;  ///< planned changes
  std::map<int, Want> wants_;   ///< by person and service
};

}  // namespace eldercast::test
