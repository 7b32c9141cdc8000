#include "engine/allocate/zone_allocation.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "model/base/require.hpp"
#include "model/places/geography.hpp"

namespace eldercast {

AllocationTables::AllocationTables(const Scenario& its_scenario, const Network& its_network)
    : scenario(&its_scenario),
      network(&its_network),
      first_settlement(its_scenario.towns.size() + 1),
      in_beds(its_scenario.towns.size()),
      way_seconds(its_scenario.towns.size(), its_scenario.services.size()),
      waiting(its_scenario.settlements.size(), its_scenario.services.size()),
      seeking(its_scenario.towns.size(), its_scenario.services.size(), kCount<PriorityGroup>),
      served_of_group(its_scenario.towns.size(), its_scenario.services.size(), kCount<PriorityGroup>),
      served(its_scenario.towns.size(), its_scenario.services.size(), kCount<PriorityGroup>, kCount<Need>),
      served_in_hardship(its_scenario.towns.size(), its_scenario.services.size(), kCount<PriorityGroup>, kCount<Need>) {
  for (const Settlement& settlement : scenario->settlements) ++first_settlement[settlement.town.index() + 1];
  std::partial_sum(first_settlement.begin(), first_settlement.end(), first_settlement.begin());
  for (std::size_t at = 0; at < scenario->settlements.size(); ++at) {
    const TownId town = scenario->settlements[at].town;
    place_of.push_back({town, static_cast<std::uint32_t>(at - first_settlement[town.index()])});
  }
}

void AllocationTables::clear() {
  for (std::vector<SeekerId>& of_town : in_beds) of_town.clear();
  std::fill(way_seconds.cells().begin(), way_seconds.cells().end(), 0);
  std::fill(waiting.cells().begin(), waiting.cells().end(), 0);
  std::fill(seeking.cells().begin(), seeking.cells().end(), 0);
  std::fill(served_of_group.cells().begin(), served_of_group.cells().end(), 0);
  std::fill(served.cells().begin(), served.cells().end(), 0);
  std::fill(served_in_hardship.cells().begin(), served_in_hardship.cells().end(), 0);
}

bool AllocationTables::usable(const FacilityState& facility, const Service& service) {
  return facility.status == FacilityStatus::open && (!service.needs_hub || facility.hub_working) &&
         (!service.needs_arrangement || facility.arrangement != Arrangement::none);
}

ZoneAllocation::ZoneAllocation(AllocationTables& tables, const Zone& zone, Memory memory)
    : tables_(&tables),
      zone_(zone),
      services_(tables.scenario->services.size()),
      seekers_(std::move(memory.seekers)),
      generations_(std::move(memory.generations)),
      free_(std::move(memory.free)),
      lists_(std::move(memory.lists)),
      admitted_(std::move(memory.admitted)),
      scratch_(std::move(memory.scratch)) {
  lists_.resize((zone.end_town - zone.first_town) * services_);
  std::size_t most = 0;
  for (std::size_t t = zone.first_town; t < zone.end_town; ++t) {
    most = std::max(most, tables.first_settlement[t + 1] - tables.first_settlement[t]);
  }
  turned_away_.resize(most * kCount<Need>);
}

ZoneAllocation::Memory ZoneAllocation::release() && {
  return {std::move(seekers_), std::move(generations_), std::move(free_), std::move(lists_), std::move(admitted_), std::move(scratch_)};
}

void ZoneAllocation::start(const Cube<std::int32_t, 3>& expected) {
  seekers_.clear();
  generations_.clear();
  free_.clear();
  admitted_.clear();
  freed_elsewhere_.clear();
  for (WaitingList& list : lists_) list.clear();
  make_room(expected);
}

/// What grows by itself doubles: too much where there are millions.
void ZoneAllocation::make_room(const Cube<std::int32_t, 3>& expected) {
  if (expected.cells().empty()) return;
  std::size_t all = 0;
  for (std::size_t t = zone_.first_town; t < zone_.end_town; ++t) {
    for (std::size_t s = 0; s < services_; ++s) {
      for (std::size_t g = 0; g < kCount<PriorityGroup>; ++g) {
        const auto persons = static_cast<std::size_t>(expected(t, s, g));
        const auto rank = static_cast<std::size_t>(tables_->scenario->allocation.rank.cells[g]);
        list(TownId(t), ServiceId(s)).lines()[rank].reserve(persons + persons / 8);
        all += persons;
      }
    }
  }
  seekers_.reserve(all + all / 4 + 64);
  generations_.reserve(seekers_.capacity());
}

SeekerNumber ZoneAllocation::add(const SeekerFacts& facts, std::uint64_t tie, Month since) {
  SeekerNumber number(seekers_.size());
  if (free_.empty()) {
    seekers_.emplace_back();
    generations_.push_back(0);
  } else {
    number = free_.back();
    free_.pop_back();
  }
  Seeker& seeker = seekers_[number.index()];
  seeker.facts = facts;
  seeker.at = {};
  seeker.key = tie;
  ++tables_->seeking(tables_->town_of(facts.settlement), facts.service, facts.group);
  enqueue(number, since.value);
  return number;
}

void ZoneAllocation::seat(SeekerNumber number, FacilityId facility, Resource resource) {
  Seeker& seeker = seekers_[number.index()];
  require(!seeker.at.valid(), "seat: already served");
  --tables_->waiting(seeker.facts.settlement, seeker.facts.service);
  ++generations_[number.index()];
  ++seeker.stay;
  seeker.at = facility;
  seeker.holds = resource;
  FacilityState& state = tables_->facilities[facility.index()];
  state.used[resource] += service_of(seeker).amount_per_month;
  require(state.used[resource] <= state.capacity[resource], "seat: no place");
  note_bed(number);
  seeker.way_seconds = way_to(seeker, facility);
  count_served(number, 1);
}

void ZoneAllocation::remove(SeekerNumber number) {
  Seeker& seeker = seekers_[number.index()];
  if (seeker.at.valid()) {
    release(number);
  } else {
    --tables_->waiting(seeker.facts.settlement, seeker.facts.service);
  }
  --tables_->seeking(tables_->town_of(seeker.facts.settlement), seeker.facts.service, seeker.facts.group);
  ++generations_[number.index()];
  free_.push_back(number);
}

void ZoneAllocation::change(SeekerNumber number, Need need, PriorityGroup group, SettlementId settlement, Month month) {
  Seeker& seeker = seekers_[number.index()];
  const TownId town = tables_->town_of(settlement);
  const TownId town_before = tables_->town_of(seeker.facts.settlement);
  const std::vector<Resource>& takes = service_of(seeker).takes[need];
  const bool was_served = seeker.at.valid();
  const bool keeps = was_served && town == town_before && std::find(takes.begin(), takes.end(), seeker.holds) != takes.end();

  if (was_served) {
    count_served(number, -1);
  } else {
    --tables_->waiting(seeker.facts.settlement, seeker.facts.service);
  }
  --tables_->seeking(town_before, seeker.facts.service, seeker.facts.group);
  seeker.facts.need = need;
  seeker.facts.group = group;
  seeker.facts.settlement = settlement;
  ++tables_->seeking(town, seeker.facts.service, group);
  if (was_served) count_served(number, 1);
  if (keeps) return;

  const Month since = waits_since(number, month);
  if (was_served) release(number);
  ++generations_[number.index()];
  enqueue(number, since.value);
}

Month ZoneAllocation::waits_since(SeekerNumber number, Month month) const {
  const Seeker& seeker = seekers_[number.index()];
  return seeker.at.valid() ? month : Month{since_of(seeker.key)};
}

void ZoneAllocation::release(SeekerNumber number) {
  Seeker& seeker = seekers_[number.index()];
  FacilityState& facility = tables_->facilities[seeker.at.index()];
  const std::int32_t amount = service_of(seeker).amount_per_month;
  if (zone_.has(facility.town)) {
    facility.used[seeker.holds] -= amount;
  } else {
    freed_elsewhere_.push_back({seeker.at, seeker.holds, amount});
  }
  count_served(number, -1);
  seeker.at = {};
}

void ZoneAllocation::evict(SeekerNumber number, Month month) {
  release(number);
  ++generations_[number.index()];
  enqueue(number, month.value);
}

void ZoneAllocation::follow(SeekerNumber number, FacilityId from, FacilityId to) {
  Seeker& seeker = seekers_[number.index()];
  if (seeker.at == from) seeker.at = to;
}

void ZoneAllocation::settle_elsewhere() {
  for (const Freed& freed : freed_elsewhere_) tables_->facilities[freed.facility.index()].used[freed.resource] -= freed.amount;
  freed_elsewhere_.clear();
}

void ZoneAllocation::count_served(SeekerNumber number, std::int32_t change) {
  const Seeker& seeker = seekers_[number.index()];
  const auto& [slot, settlement, service, need, group, hardship] = seeker.facts;
  const TownId town = tables_->town_of(settlement);
  tables_->way_seconds(town, service) += std::int64_t{change} * seeker.way_seconds;
  tables_->served_of_group(town, service, group) += change;
  tables_->served(town, service, group, need) += change;
  if (hardship) tables_->served_in_hardship(town, service, group, need) += change;
}

void ZoneAllocation::enqueue(SeekerNumber number, std::int32_t since) {
  Seeker& seeker = seekers_[number.index()];
  const SeekerFacts& facts = seeker.facts;
  ++tables_->waiting(facts.settlement, facts.service);
  seeker.key = waiting_key(tables_->scenario->allocation.rank[facts.group], since, seeker.key);
  list(tables_->town_of(facts.settlement), facts.service)
      .add({seeker.key, facts.slot, number.value, generations_[number.index()], tables_->cell_of(facts.settlement, facts.need)},
           [&](const WaitingItem& item) { return !waiting(item); });
}

void ZoneAllocation::note_bed(SeekerNumber number) {
  const Seeker& seeker = seekers_[number.index()];
  if (!is_bed(seeker)) return;
  const TownId town = tables_->facilities[seeker.at.index()].town;
  tables_->in_beds[town.index()].push_back({static_cast<std::uint32_t>(zone_.number), number});
}

bool ZoneAllocation::is_bed(const Seeker& seeker) const { return service_of(seeker).given_at == GivenAt::bed; }

/// As the lists of the network have it; a resident of an institution may come from farther away than people go.
std::int32_t ZoneAllocation::way_to(const Seeker& seeker, FacilityId facility) const {
  const Network& network = *tables_->network;
  const SettlementId settlement = seeker.facts.settlement;
  const ServiceId service = seeker.facts.service;
  for (const std::span<const NearbyFacility> near : {network.own(settlement, service), network.overflow(settlement, service)}) {
    const auto found =
        std::find_if(near.begin(), near.end(), [&](const NearbyFacility& one) { return one.facility == facility && tables_->stands(one); });
    if (found != near.end()) return found->seconds;
  }
  return travel_seconds(network.ways()->distance_m(settlement, tables_->facilities[facility.index()].settlement), false,
                        tables_->scenario->network);
}

bool ZoneAllocation::take_place(SeekerNumber number, std::span<const NearbyFacility> candidates) {
  const Seeker& seeker = seekers_[number.index()];
  const Service& service = service_of(seeker);
  for (const Resource resource : service.takes[seeker.facts.need]) {
    for (const NearbyFacility& candidate : candidates) {
      const FacilityState& facility = tables_->facilities[candidate.facility.index()];
      if (!AllocationTables::usable(facility, service) || facility.settlement != candidate.site) continue;
      if (facility.used[resource] + service.amount_per_month > facility.staffed[resource]) continue;
      give(number, candidate, resource);
      return true;
    }
  }
  return false;
}

void ZoneAllocation::give(SeekerNumber number, const NearbyFacility& place, Resource resource) {
  Seeker& seeker = seekers_[number.index()];
  --tables_->waiting(seeker.facts.settlement, seeker.facts.service);
  ++seeker.stay;
  put(number, place, resource);
  admitted_.push_back(number);
  note_bed(number);
}

void ZoneAllocation::put(SeekerNumber number, const NearbyFacility& place, Resource resource) {
  Seeker& seeker = seekers_[number.index()];
  tables_->facilities[place.facility.index()].used[resource] += service_of(seeker).amount_per_month;
  seeker.at = place.facility;
  seeker.holds = resource;
  ++generations_[number.index()];
  seeker.way_seconds = place.seconds;
  count_served(number, 1);
}

void ZoneAllocation::forget_admitted() {
  admitted_.clear();
  for (WaitingList& list : lists_) list.worst_admitted = -1;
}

void ZoneAllocation::admit() {
  forget_admitted();
  for (std::size_t t = zone_.first_town; t < zone_.end_town; ++t) {
    for (std::size_t s = 0; s < services_; ++s) {
      const Service& service = tables_->scenario->services[s];
      WaitingList& waiting = list(TownId(t), ServiceId(s));
      const std::int64_t free = free_places(TownId(t), service);
      // Nobody looks at a list in order while there is nothing to give, except those who may go elsewhere.
      if (free == 0 && !service.overflow && service.given_at != GivenAt::bed) continue;
      waiting.sort_in(scratch_);
      if (free > 0) admit_from(waiting, free);
    }
  }
}

/// Staffed places of a town that are free for a service, whatever the reach and the need.
std::int64_t ZoneAllocation::free_places(TownId town, const Service& service) const {
  PerEnum<Resource, bool> taken;
  for (const std::vector<Resource>& takes : service.takes) {
    for (const Resource resource : takes) taken[resource] = true;
  }
  std::int64_t free = 0;
  for (const FacilityId f : tables_->network->facilities_of(town)) {
    const FacilityState& facility = tables_->facilities[f.index()];
    if (!AllocationTables::usable(facility, service) || facility.town != town) continue;
    for (std::size_t r = 0; r < kCount<Resource>; ++r) {
      if (taken.cells[r]) free += std::max(0, (facility.staffed.cells[r] - facility.used.cells[r]) / service.amount_per_month);
    }
  }
  return free;
}

/// Long lists without a free place are passed over, and left as they are as soon as the last one is taken. Where nobody finds a place, the
/// next one of the same settlement and need finds none either: places only become fewer.
void ZoneAllocation::admit_from(WaitingList& list, std::int64_t free) {
  std::fill(turned_away_.begin(), turned_away_.end(), std::uint8_t{0});
  for (WaitingList::Line& line : list.lines()) {
    line.pass_through([&](const WaitingItem& item, const WaitingItem& ahead) {
      if (free == 0) return WaitingList::Pass::stop;
      will_read(generations_[ahead.seeker]);
      if (turned_away_[ahead.cell] == 0) will_read(seekers_[ahead.seeker]);
      if (!waiting(item)) return WaitingList::Pass::drop;
      std::uint8_t& turned_away = turned_away_[item.cell];
      if (turned_away == 0) {
        const SeekerNumber number(item.seeker);
        const SeekerFacts& facts = seekers_[item.seeker].facts;
        if (take_place(number, tables_->network->own(facts.settlement, facts.service))) {
          --free;
          list.worst_admitted = std::max(list.worst_admitted, rank_of(item));
          return WaitingList::Pass::drop;
        }
      }
      turned_away = 1;
      return WaitingList::Pass::keep;
    });
  }
}

}  // namespace eldercast
