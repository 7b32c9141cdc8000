#include "oracle/random_months.hpp"

#include <algorithm>
#include <cmath>

#include "oracle/small_district.hpp"

namespace eldercast::test {
namespace {

int between(std::mt19937& random, int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); }

/// Neighbouring towns help each other out with some services.
Scenario district_of(std::uint32_t seed) {
  std::mt19937 random(seed);
  Scenario scenario = small_district(random);
  for (Service& service : scenario.services) service.overflow = between(random, 0, 1) == 0;
  scenario.allocation.later_choice_minutes = between(random, 0, 60);
  return scenario;
}

}  // namespace

RandomMonths::RandomMonths(std::uint32_t seed) : RandomMonths(seed, district_of(seed), 25) {}

RandomMonths::RandomMonths(std::uint32_t seed, Scenario scenario, int arrivals)
    : random_(seed),
      scenario_(std::move(scenario)),
      network_(scenario_),
      allocation_(scenario_, network_, seed % 2 == 0 ? Zones(scenario_) : zone_a_town(scenario_)),
      // Few arcs at first, so that further ones have to be found.
      optimal_(scenario_, network_, MinCostFlow(static_cast<std::size_t>(between(random_, 1, 4)))),
      arrivals_(arrivals) {
  for (const NetworkFacility& facility : network_.facilities()) {
    FacilityState state;
    state.kind = facility.kind;
    state.town = facility.town;
    state.settlement = facility.settlement;
    state.capacity = facility.capacity;
    facilities_.push_back(state);
  }
  allocation_.start(facilities_);
}

void RandomMonths::arrive(int m) {
  const auto settlement = static_cast<std::size_t>(between(random_, 0, static_cast<int>(scenario_.settlements.size()) - 1));
  const auto service = static_cast<std::size_t>(between(random_, 0, static_cast<int>(scenario_.services.size()) - 1));
  const auto need = static_cast<Need>(between(random_, 0, 2));
  const auto group = static_cast<PriorityGroup>(between(random_, 0, 5));
  const int slot = next_slot_++;
  // Few ties, so that many are equal.
  const auto tie = static_cast<std::uint64_t>(between(random_, 0, 3));
  ids_[slot] = allocation_.add(
      {static_cast<std::uint32_t>(slot), SettlementId(settlement), ServiceId(service), need, group, between(random_, 0, 1) == 0}, tie,
      Month{m});
}

void RandomMonths::change(int slot, int m) {
  const SeekerId id = ids_.at(slot);
  const auto anywhere = static_cast<std::size_t>(between(random_, 0, static_cast<int>(scenario_.settlements.size()) - 1));
  const SettlementId settlement = between(random_, 0, 2) == 0 ? SettlementId(anywhere) : allocation_.seeker(id).facts.settlement;
  const auto need = static_cast<Need>(between(random_, 0, 2));
  const auto group = static_cast<PriorityGroup>(between(random_, 0, 5));
  ids_[slot] = allocation_.change(id, need, group, settlement, Month{m});
}

void RandomMonths::live(int m) {
  for (FacilityState& facility : facilities_) {
    if (facility.status == FacilityStatus::planned && between(random_, 0, 2) == 0) facility.status = FacilityStatus::open;
    const bool open = facility.status == FacilityStatus::open;
    facility.hub_working = open && between(random_, 0, 2) > 0;
    for (std::size_t r = 0; r < kCount<Resource>; ++r) {
      facility.staffed.cells[r] = open ? between(random_, 0, facility.capacity.cells[r]) : 0;
    }
  }
  for (int k = between(random_, 0, arrivals_); k > 0; --k) arrive(m);
  std::vector<int> slots;
  for (const auto& [slot, id] : ids_) slots.push_back(slot);
  for (const int slot : slots) {
    if (between(random_, 0, 9) == 0) {
      allocation_.remove(ids_.at(slot));
      ids_.erase(slot);
    } else if (between(random_, 0, 5) == 0) {
      change(slot, m);
    }
  }
}

bool RandomMonths::usable(const FacilityState& facility, const Service& service) const {
  return facility.status == FacilityStatus::open && (!service.needs_hub || facility.hub_working);
}

/// Facilities in reach that give the service now, for the resources that the person would take.
std::vector<Choice> RandomMonths::choices_of(const SeekerFacts& facts) const {
  const Service& service = scenario_.services[facts.service.index()];
  std::vector<Choice> choices;
  std::int64_t more = 0;
  for (const Resource resource : service.takes[facts.need]) {
    for (const auto& near : {network_.own(facts.settlement, facts.service), network_.overflow(facts.settlement, facts.service)}) {
      for (const NearbyFacility& one : near) {
        if (!usable(facilities_[one.facility.index()], service)) continue;
        choices.push_back({static_cast<int>(one.facility.index()), resource, one.seconds + more});
      }
    }
    more += std::lround(scenario_.allocation.later_choice_minutes * 60);
  }
  return choices;
}

std::vector<ServiceMonth> RandomMonths::before_admission(bool reseat) const {
  std::vector<ServiceMonth> services(scenario_.services.size());
  for (std::size_t s = 0; s < services.size(); ++s) {
    const Service& service = scenario_.services[s];
    for (std::size_t f = 0; f < facilities_.size(); ++f) {
      for (std::size_t r = 0; r < kCount<Resource>; ++r) {
        const int left = facilities_[f].staffed.cells[r] - facilities_[f].used.cells[r];
        const int free = usable(facilities_[f], service) ? std::max(0, left / service.amount_per_month) : 0;
        services[s].free[{static_cast<int>(f), static_cast<Resource>(r)}] = free;
      }
    }
  }
  for (const auto& [slot, id] : ids_) {
    const Seeker& seeker = allocation_.seeker(id);
    const std::size_t service = seeker.facts.service.index();
    Waited waited;
    waited.slot = slot;
    waited.choices = choices_of(seeker.facts);
    if (!seeker.at.valid()) {
      const auto rank = static_cast<std::uint64_t>(scenario_.allocation.rank[seeker.facts.group]);
      waited.turn = 1 + rank * 1000 + static_cast<std::uint64_t>(since_of(seeker.key));
    } else {
      const auto held = std::find_if(waited.choices.begin(), waited.choices.end(), [&](const Choice& choice) {
        return choice.facility == static_cast<int>(seeker.at.index()) && choice.resource == seeker.holds;
      });
      const FacilityState& facility = facilities_[seeker.at.index()];
      if (!reseat || scenario_.services[service].given_at == GivenAt::bed || held == waited.choices.end()) continue;
      if (facility.used[seeker.holds] > facility.staffed[seeker.holds]) continue;
      waited.priority = *held;
      ++services[service].free[{held->facility, held->resource}];
    }
    services[service].people.push_back(std::move(waited));
  }
  return services;
}

SlowAllocation RandomMonths::by_priority() const {
  SlowAllocation slow(scenario_);
  for (const auto& [slot, id] : ids_) {
    const Seeker& seeker = allocation_.seeker(id);
    SlowPerson& person = slow.people[slot];
    person.settlement = static_cast<int>(seeker.facts.settlement.index());
    person.service = static_cast<int>(seeker.facts.service.index());
    person.need = seeker.facts.need;
    person.group = seeker.facts.group;
    person.hardship = seeker.facts.hardship;
    person.tie = seated_key(seeker.key);
    person.since = since_of(seeker.key);
    if (seeker.at.valid()) person.facility = static_cast<int>(seeker.at.index());
    person.holds = seeker.holds;
  }
  slow.admit(facilities_);
  return slow;
}

std::vector<ServiceMonth> RandomMonths::month(int m) {
  live(m);
  const bool reseat = m % 3 == 2;
  std::vector<ServiceMonth> services = before_admission(reseat);
  const SlowAllocation slow = by_priority();
  optimal_.admit(allocation_, reseat);
  for (ServiceMonth& service : services) {
    for (Waited& waited : service.people) {
      for (const Choice& choice : waited.choices) {
        const Seeker& seeker = allocation_.seeker(ids_.at(waited.slot));
        if (seeker.at.valid() && static_cast<int>(seeker.at.index()) == choice.facility && seeker.holds == choice.resource) {
          waited.optimal = choice;
        }
        const SlowPerson& person = slow.people.at(waited.slot);
        if (person.facility == choice.facility && person.holds == choice.resource) waited.priority = choice;
      }
    }
  }
  return services;
}

}  // namespace eldercast::test
