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
    for (const auto& [f, whole] : whole_) facilities_[f].capacity = whole;
    whole_.clear();
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
    open_after_floods(m);
    for (std::size_t f = 0; f < facilities_.size(); ++f) {
      if (facilities_[f].status == FacilityStatus::open && flooded(f, m).per_mille == 0 && !slow_closes(scenario_, f, m)) {
        shut_[f] = facilities_[f].capacity;
        close(static_cast<int>(f), m);
      }
    }
    for (std::size_t f = 0; f < facilities_.size(); ++f) {
      if (facilities_[f].status == FacilityStatus::open && slow_closes(scenario_, f, m)) close(static_cast<int>(f), m);
    }
    if (scenario_.operation.operators_decide) operators_go(m);
    for (std::size_t c = 0; c < scenario_.changes.size(); ++c) change(c, m);
    lose_to_floods(m);
    hand_over(m);
  }

  void close(int f, int m) {
    facilities_[static_cast<std::size_t>(f)].status = FacilityStatus::closed;
    facilities_[static_cast<std::size_t>(f)].capacity = {};
    ++headline_.facility_flows(year_of_month(m), FacilityFlow::closed);
    displace(queue_.evict(f, m), m);
  }

  /// What shocks leave of a facility.
  struct Flooded {
    int per_mille = 1000;
    int beds_gone = 0;
  };
  [[nodiscard]] Flooded flooded(std::size_t f, int m) const {
    Flooded left;
    for (const Shock& shock : scenario_.shocks) {
      if (shock.on != ShockOn::facilities || shock.from - scenario_.start > m || shock.to - scenario_.start < m) continue;
      if (shock.town && *shock.town != facilities_[f].town) continue;
      if (shock.kind && *shock.kind != facilities_[f].kind) continue;
      if (shock.facility && shock.facility->index() != f) continue;
      left.per_mille = left.per_mille * static_cast<int>(std::lround(shock.factor * 1000)) / 1000;
      left.beds_gone += shock.beds_lost;
    }
    return left;
  }

  void open_after_floods(int m) {
    for (auto it = shut_.begin(); it != shut_.end();) {
      const auto& [f, whole] = *it;
      if (flooded(f, m).per_mille == 0) {
        ++it;
        continue;
      }
      bool for_good = slow_closes(scenario_, f, m);
      for (const FacilityChange& planned : scenario_.changes) {
        for_good |= planned.kind == ChangeKind::close && planned.facility.index() == f && planned.month - scenario_.start <= m;
      }
      if (!for_good) {
        facilities_[f].status = FacilityStatus::open;
        facilities_[f].capacity = whole;
        ++headline_.facility_flows(year_of_month(m), FacilityFlow::reopened);
      }
      it = shut_.erase(it);
    }
  }

  void lose_to_floods(int m) {
    for (std::size_t f = 0; f < facilities_.size(); ++f) {
      const Flooded left = flooded(f, m);
      const int hours = scenario_.operation.operators_decide ? operators_.hours(static_cast<int>(f), facilities_[f], town_pays_) : 1000;
      if (facilities_[f].status != FacilityStatus::open) continue;
      if (left.per_mille == 1000 && left.beds_gone == 0 && hours == 1000) continue;
      PerEnum<Resource, std::int32_t>& has = facilities_[f].capacity;
      const PerEnum<Resource, std::int32_t> whole = has;
      whole_[f] = whole;
      const int all = whole[Resource::nursing_bed] + whole[Resource::other_bed];
      const int beds = std::max(0, all - left.beds_gone) * left.per_mille / 1000;
      for (std::size_t r = 0; r < kCount<Resource>; ++r) {
        if (Resource(r) != Resource::doctor_place) has.cells[r] = whole.cells[r] * left.per_mille / 1000 * hours / 1000;
      }
      has[Resource::nursing_bed] =
          all == 0 ? 0 : static_cast<int>(std::floor(static_cast<double>(whole[Resource::nursing_bed]) * beds / all + 0.5));
      has[Resource::other_bed] = beds - has[Resource::nursing_bed];
      for (std::size_t r = 0; r < kCount<Resource>; ++r) {
        if (Resource(r) != Resource::doctor_place) displace(queue_.evict_beyond(static_cast<int>(f), Resource(r), has.cells[r], m), m);
      }
    }
  }

  void operators_go(int m) {
    for (const int f : operators_.given_up(m, facilities_)) close(f, m);
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

  /// A planned change, once its month has come and the facilities are open.
  void change(std::size_t c, int m) {
    const FacilityChange& planned = scenario_.changes[c];
    FacilityState& facility = facilities_[planned.facility.index()];
    const auto f = static_cast<int>(planned.facility.index());
    if (made_.count(c) > 0 || planned.month - scenario_.start > m) return;
    if (facility.status != FacilityStatus::open) return;
    if (planned.kind == ChangeKind::merge && facilities_[planned.into.index()].status != FacilityStatus::open) return;
    made_.insert(c);
    if (planned.kind == ChangeKind::close) return close(f, m);
    if (planned.kind == ChangeKind::move) return move(f, static_cast<int>(planned.to.index()), m);
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
      for (std::size_t r = 0; r < kCount<Resource>; ++r) {
        to.capacity.cells[r] += facility.capacity.cells[r];
        if (!is_bed(r)) fewer(Resource(r), 0);
      }
      for (auto& [id, entry] : queue_.people) {
        if (entry.facility == f) entry.facility = static_cast<int>(planned.into.index());
      }
      facility.status = FacilityStatus::closed;
      facility.capacity = {};
      ++headline_.facility_flows(year_of_month(m), FacilityFlow::closed);
    }
  }

  void move(int f, int to, int m) {
    FacilityState& facility = facilities_[static_cast<std::size_t>(f)];
    if (facility.settlement.index() == static_cast<std::size_t>(to)) return;
    for (std::size_t r = 0; r < kCount<Resource>; ++r) {
      if (Resource(r) != Resource::nursing_bed && Resource(r) != Resource::other_bed)
        displace(queue_.evict_beyond(f, Resource(r), 0, m), m);
    }
    facility.settlement = SettlementId(static_cast<std::size_t>(to));
    facility.town = TownId(town_of(static_cast<std::size_t>(to)));
    queue_.stands(f, to);
  }

  void count_used() {
    for (std::size_t f = 0; f < facilities_.size(); ++f) facilities_[f].used = {};
    for (const auto& [id, entry] : queue_.people) {
      if (!entry.facility) continue;
      facilities_[static_cast<std::size_t>(*entry.facility)].used[entry.holds] +=
          scenario_.services[static_cast<std::size_t>(entry.service)].amount_per_month;
    }
  }

  std::map<std::size_t, PerEnum<Resource, std::int32_t>> whole_;  ///< what facilities have that lost a part to a flood
  std::map<std::size_t, PerEnum<Resource, std::int32_t>> shut_;   ///< what those have that a flood keeps closed
  std::set<std::size_t> made_;                                    ///< planned changes
  std::map<int, Want> wants_;                                     ///< by person and service
};

}  // namespace eldercast::test
