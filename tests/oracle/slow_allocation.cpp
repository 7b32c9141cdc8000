#include "oracle/slow_allocation.hpp"

#include <algorithm>
#include <tuple>

#include "model/base/keys.hpp"
#include "model/places/geography.hpp"

namespace eldercast::test {

SlowAllocation::SlowAllocation(const Scenario& scenario) : scenario_(&scenario) {
  for (const ExistingFacility& facility : scenario.existing) {
    places_.push_back({key_of(facility.id), facility.kind, static_cast<int>(facility.settlement.index())});
  }
  for (const Project& project : scenario.projects) {
    places_.push_back({key_of(project.id), project.kind, static_cast<int>(project.settlement.index())});
  }
  const std::vector<Position> positions = settlement_positions(scenario);
  for (const Position& a : positions) {
    std::vector<std::int32_t> row;
    for (const Position& b : positions) row.push_back(great_circle_m(a, b));
    distance_m_.push_back(row);
  }
}

int SlowAllocation::town_of(int settlement) const {
  return static_cast<int>(scenario_->settlements[static_cast<std::size_t>(settlement)].town.index());
}

void SlowAllocation::change(int slot, Need need, PriorityGroup group, int settlement, int month) {
  SlowPerson& person = people.at(slot);
  const bool moved_town = town_of(settlement) != town_of(person.settlement);
  person.need = need;
  person.group = group;
  person.settlement = settlement;
  if (!person.facility) return;
  const std::vector<Resource>& takes = scenario_->services[static_cast<std::size_t>(person.service)].takes[need];
  if (!moved_town && std::count(takes.begin(), takes.end(), person.holds) > 0) return;
  person.facility.reset();
  person.since = month;
}

std::vector<int> SlowAllocation::evict(int facility, int month) {
  std::vector<int> evicted;
  for (auto& [slot, person] : people) {
    if (person.facility != facility) continue;
    person.facility.reset();
    person.since = month;
    evicted.push_back(slot);
  }
  return evicted;
}

std::vector<int> SlowAllocation::evict_beyond(int facility, Resource resource, int places, int month) {
  std::vector<int> evicted;
  while (used(facility, resource) > places) {
    std::optional<int> last;
    const auto turn = [&](int slot) {
      const SlowPerson& person = people.at(slot);
      return std::tuple(scenario_->allocation.rank[person.group], person.tie % (std::uint64_t{1} << 40U), slot);
    };
    for (const auto& [slot, person] : people) {
      if (person.facility != facility || person.holds != resource) continue;
      if (!last || turn(*last) < turn(slot)) last = slot;
    }
    people.at(*last).facility.reset();
    people.at(*last).since = month;
    evicted.push_back(*last);
  }
  return evicted;
}

int SlowAllocation::used(int facility, Resource resource) const {
  int sum = 0;
  for (const auto& [slot, person] : people) {
    if (person.facility == facility && person.holds == resource) {
      sum += scenario_->services[static_cast<std::size_t>(person.service)].amount_per_month;
    }
  }
  return sum;
}

std::vector<SlowAllocation::Near> SlowAllocation::near(const SlowPerson& person, bool own_town) const {
  const Service& service = scenario_->services[static_cast<std::size_t>(person.service)];
  const int town = town_of(person.settlement);
  const bool street = scenario_->towns[static_cast<std::size_t>(town)].kind == TownKind::street;
  std::vector<Near> found;
  for (std::size_t f = 0; f < places_.size(); ++f) {
    const FacilityKind kind = places_[f].kind;
    const bool hub = kind == FacilityKind::street_centre || kind == FacilityKind::town_centre;
    const bool home = kind == FacilityKind::care_home;
    bool fits = false;
    if (service.given_at == GivenAt::bed) fits = hub || home;
    if (service.given_at == GivenAt::hub_or_spoke) fits = !home;
    if (service.given_at == GivenAt::home || service.given_at == GivenAt::hub) fits = hub;
    const int there = places_[f].settlement;
    if (!fits || (town_of(there) == town) != own_town) continue;
    const std::int32_t distance = distance_m_[static_cast<std::size_t>(person.settlement)][static_cast<std::size_t>(there)];
    const bool walk = own_town && street && service.given_at != GivenAt::bed && service.given_at != GivenAt::home;
    const std::int32_t seconds = travel_seconds(distance, walk, scenario_->network);
    const double limit_minutes = own_town ? service.reach_minutes : scenario_->network.overflow_minutes;
    if (seconds <= limit_minutes * 60) found.push_back({static_cast<int>(f), seconds});
  }
  std::sort(found.begin(), found.end(), [&](const Near& a, const Near& b) {
    const auto key = [&](const Near& n) { return places_[static_cast<std::size_t>(n.facility)].key; };
    return std::tuple(a.seconds, key(a)) < std::tuple(b.seconds, key(b));
  });
  return found;
}

std::vector<int> SlowAllocation::waiting_in_order(std::optional<int> town, int service) const {
  std::vector<int> slots;
  for (const auto& [slot, person] : people) {
    if (!person.facility && person.service == service && (!town || town_of(person.settlement) == *town)) slots.push_back(slot);
  }
  std::sort(slots.begin(), slots.end(), [&](int a, int b) {
    const auto order = [&](int slot) {
      const SlowPerson& p = people.at(slot);
      return std::tuple(scenario_->allocation.rank[p.group], p.since, p.tie & 0xFFFFFFFFFFULL, slot);
    };
    return order(a) < order(b);
  });
  return slots;
}

bool SlowAllocation::place(int slot, const std::vector<FacilityState>& facilities, bool own_town,
                           std::map<std::pair<int, Resource>, int>& taken) {
  SlowPerson& person = people.at(slot);
  const Service& service = scenario_->services[static_cast<std::size_t>(person.service)];
  for (const Resource resource : service.takes[person.need]) {
    for (const Near& candidate : near(person, own_town)) {
      const FacilityState& facility = facilities[static_cast<std::size_t>(candidate.facility)];
      if (facility.status != FacilityStatus::open || (service.needs_hub && !facility.hub_working)) continue;
      int& used_there = taken[{candidate.facility, resource}];
      if (used_there + service.amount_per_month > facility.staffed[resource]) continue;
      used_there += service.amount_per_month;
      person.facility = candidate.facility;
      person.holds = resource;
      return true;
    }
  }
  return false;
}

void SlowAllocation::admit(const std::vector<FacilityState>& facilities) {
  std::map<std::pair<int, Resource>, int> taken;
  for (const auto& [slot, person] : people) {
    if (person.facility)
      taken[{*person.facility, person.holds}] += scenario_->services[static_cast<std::size_t>(person.service)].amount_per_month;
  }
  for (int town = 0; town < static_cast<int>(scenario_->towns.size()); ++town) {
    for (int service = 0; service < static_cast<int>(scenario_->services.size()); ++service) {
      for (const int slot : waiting_in_order(town, service)) place(slot, facilities, true, taken);
    }
  }
  for (int service = 0; service < static_cast<int>(scenario_->services.size()); ++service) {
    if (!scenario_->services[static_cast<std::size_t>(service)].overflow) continue;
    for (const int slot : waiting_in_order(std::nullopt, service)) place(slot, facilities, false, taken);
  }
}

Cube<std::int32_t, 2> SlowAllocation::bed_shortfall(const std::vector<FacilityState>& facilities) const {
  Cube<std::int32_t, 2> shortfall(scenario_->towns.size(), kCount<ShortfallCause>);
  std::map<std::pair<int, Resource>, int> unstaffed;
  std::map<Resource, int> vacant;
  for (int f = 0; f < static_cast<int>(facilities.size()); ++f) {
    const FacilityState& facility = facilities[static_cast<std::size_t>(f)];
    if (facility.status != FacilityStatus::open) continue;
    for (const Resource bed : {Resource::nursing_bed, Resource::other_bed}) {
      const int staffed = std::max(facility.staffed[bed], used(f, bed));
      unstaffed[{f, bed}] = facility.capacity[bed] - staffed;
      vacant[bed] += staffed - used(f, bed);
    }
  }
  std::vector<int> towns;
  for (int t = 0; t < static_cast<int>(scenario_->towns.size()); ++t) towns.push_back(t);
  std::sort(towns.begin(), towns.end(), [&](int a, int b) {
    return key_of(scenario_->towns[static_cast<std::size_t>(a)].code) < key_of(scenario_->towns[static_cast<std::size_t>(b)].code);
  });
  for (int service = 0; service < static_cast<int>(scenario_->services.size()); ++service) {
    if (scenario_->services[static_cast<std::size_t>(service)].given_at != GivenAt::bed) continue;
    for (const int town : towns) {
      for (const int slot : waiting_in_order(town, service)) {
        const SlowPerson& person = people.at(slot);
        const std::vector<Resource>& takes = scenario_->services[static_cast<std::size_t>(service)].takes[person.need];
        std::optional<ShortfallCause> cause;
        for (const bool own_town : {true, false}) {
          for (const Resource bed : takes) {
            for (const Near& candidate : near(person, own_town)) {
              int& free = unstaffed[{candidate.facility, bed}];
              if (cause || free <= 0) continue;
              --free;
              cause = ShortfallCause::no_staff;
            }
          }
        }
        for (const Resource bed : takes) {
          if (cause || vacant[bed] <= 0) continue;
          --vacant[bed];
          cause = ShortfallCause::out_of_reach;
        }
        ++shortfall(static_cast<std::size_t>(town), cause.value_or(ShortfallCause::no_bed));
      }
    }
  }
  return shortfall;
}

}  // namespace eldercast::test
