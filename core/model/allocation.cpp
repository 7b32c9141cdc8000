#include "model/allocation.hpp"

#include <algorithm>
#include <numeric>

#include "model/geography.hpp"
#include "model/keys.hpp"
#include "model/require.hpp"

namespace eldercast {

Allocation::Allocation(const Scenario& scenario, const Network& network, Allocation* old)
    : scenario_(&scenario),
      network_(&network),
      services_(scenario.services.size()),
      facilities_of_(scenario.towns.size()),
      first_settlement_(scenario.towns.size() + 1),
      towns_by_key_(scenario.towns.size()),
      way_seconds_(scenario.towns.size(), services_),
      waiting_(scenario.settlements.size(), services_),
      seeking_(scenario.towns.size(), services_, kCount<PriorityGroup>),
      served_of_group_(scenario.towns.size(), services_, kCount<PriorityGroup>),
      served_(scenario.towns.size(), services_, kCount<PriorityGroup>, kCount<Need>),
      served_hardship_(scenario.towns.size(), services_, kCount<PriorityGroup>, kCount<Need>),
      best_waiting_(services_, scenario.settlements.size(), kCount<Need>),
      best_of_town_(services_, scenario.towns.size()),
      unstaffed_(network.facilities().size()) {
  if (old != nullptr) {
    seekers_ = std::move(old->seekers_);
    generations_ = std::move(old->generations_);
    free_ = std::move(old->free_);
    lists_ = std::move(old->lists_);
    in_beds_ = std::move(old->in_beds_);
    admitted_ = std::move(old->admitted_);
    overflow_ = std::move(old->overflow_);
    scratch_ = std::move(old->scratch_);
  }
  lists_.resize(scenario.towns.size() * services_);
  in_beds_.resize(scenario.towns.size());
  for (std::size_t f = 0; f < network.facilities().size(); ++f)
    facilities_of_[network.facilities()[f].town.index()].push_back(FacilityId(f));
  for (const Settlement& settlement : scenario.settlements) ++first_settlement_[settlement.town.index() + 1];
  std::partial_sum(first_settlement_.begin(), first_settlement_.end(), first_settlement_.begin());
  std::size_t most = 0;
  for (std::size_t t = 0; t < scenario.towns.size(); ++t) most = std::max(most, first_settlement_[t + 1] - first_settlement_[t]);
  turned_away_.resize(most * kCount<Need>);
  std::iota(towns_by_key_.begin(), towns_by_key_.end(), 0U);
  std::sort(towns_by_key_.begin(), towns_by_key_.end(),
            [&](std::uint32_t a, std::uint32_t b) { return key_of(scenario.towns[a].code) < key_of(scenario.towns[b].code); });
}

void Allocation::start(std::span<FacilityState> facilities, const Cube<std::int32_t, 3>& expected) {
  facilities_ = facilities;
  seekers_.clear();
  generations_.clear();
  free_.clear();
  admitted_.clear();
  for (std::vector<SeekerId>& of_town : in_beds_) of_town.clear();
  for (WaitingList& list : lists_) list.clear();
  make_room(expected);
  std::fill(waiting_.cells().begin(), waiting_.cells().end(), 0);
  std::fill(way_seconds_.cells().begin(), way_seconds_.cells().end(), 0);
  std::fill(seeking_.cells().begin(), seeking_.cells().end(), 0);
  std::fill(served_of_group_.cells().begin(), served_of_group_.cells().end(), 0);
  std::fill(served_.cells().begin(), served_.cells().end(), 0);
  std::fill(served_hardship_.cells().begin(), served_hardship_.cells().end(), 0);
}

/// What grows by itself doubles: too much where there are millions.
void Allocation::make_room(const Cube<std::int32_t, 3>& expected) {
  if (expected.cells().empty()) return;
  std::size_t all = 0;
  for (std::size_t t = 0; t < scenario_->towns.size(); ++t) {
    for (std::size_t s = 0; s < services_; ++s) {
      for (std::size_t g = 0; g < kCount<PriorityGroup>; ++g) {
        const auto persons = static_cast<std::size_t>(expected(t, s, g));
        const auto rank = static_cast<std::size_t>(scenario_->allocation.rank.cells[g]);
        list(TownId(t), ServiceId(s)).lines()[rank].reserve(persons + persons / 8);
        all += persons;
      }
    }
  }
  seekers_.reserve(all + all / 4 + 1024);
  generations_.reserve(seekers_.capacity());
}

SeekerId Allocation::add(const SeekerFacts& facts, std::uint64_t tie, Month month) {
  std::uint32_t position = 0;
  if (free_.empty()) {
    position = static_cast<std::uint32_t>(seekers_.size());
    seekers_.emplace_back();
    generations_.push_back(0);
  } else {
    position = free_.back();
    free_.pop_back();
  }
  Seeker& seeker = seekers_[position];
  seeker.facts = facts;
  seeker.at = {};
  seeker.key = tie;
  ++seeking_(town_of(facts.settlement), facts.service, facts.group);
  const SeekerId id(position);
  enqueue(id, month.value);
  return id;
}

void Allocation::seat(SeekerId id, FacilityId facility, Resource resource) {
  Seeker& seeker = seekers_[id.index()];
  require(!seeker.at.valid(), "seat: already served");
  --waiting_(seeker.facts.settlement, seeker.facts.service);
  ++generations_[id.index()];
  ++seeker.stay;
  seeker.at = facility;
  seeker.holds = resource;
  facilities_[facility.index()].used[resource] += scenario_->services[seeker.facts.service.index()].amount_per_month;
  require(facilities_[facility.index()].used[resource] <= facilities_[facility.index()].capacity[resource], "seat: no place");
  note_bed(id);
  seeker.way_seconds = way_to(seeker, facility);
  count_served(id, 1);
}

void Allocation::remove(SeekerId id) {
  Seeker& seeker = seekers_[id.index()];
  if (seeker.at.valid()) {
    release(id);
  } else {
    --waiting_(seeker.facts.settlement, seeker.facts.service);
  }
  --seeking_(town_of(seeker.facts.settlement), seeker.facts.service, seeker.facts.group);
  ++generations_[id.index()];
  free_.push_back(id.value);
}

void Allocation::change(SeekerId id, Need need, PriorityGroup group, SettlementId settlement, Month month) {
  Seeker& seeker = seekers_[id.index()];
  const Service& service = scenario_->services[seeker.facts.service.index()];
  const bool same_town = town_of(settlement) == town_of(seeker.facts.settlement);
  const std::vector<Resource>& takes = service.takes[need];
  const bool was_served = seeker.at.valid();
  const bool keeps = was_served && same_town && std::find(takes.begin(), takes.end(), seeker.holds) != takes.end();

  if (was_served) {
    count_served(id, -1);
  } else {
    --waiting_(seeker.facts.settlement, seeker.facts.service);
  }
  --seeking_(town_of(seeker.facts.settlement), seeker.facts.service, seeker.facts.group);
  seeker.facts.need = need;
  seeker.facts.group = group;
  seeker.facts.settlement = settlement;
  ++seeking_(town_of(settlement), seeker.facts.service, group);
  if (was_served) count_served(id, 1);
  if (keeps) return;

  const std::int32_t since = was_served ? month.value : since_of(seeker.key);
  if (was_served) release(id);
  ++generations_[id.index()];
  enqueue(id, since);
}

void Allocation::transfer(FacilityId from, FacilityId to) {
  std::vector<SeekerId>& of_town = in_beds_[network_->facilities()[from.index()].town.index()];
  std::erase_if(of_town, [&](SeekerId id) { return !is_bed(seekers_[id.index()]) || !seekers_[id.index()].at.valid(); });
  for (const SeekerId id : of_town) {
    if (seekers_[id.index()].at == from) seekers_[id.index()].at = to;
  }
  PerEnum<Resource, std::int32_t>& left = facilities_[from.index()].used;
  for (std::size_t r = 0; r < kCount<Resource>; ++r) facilities_[to.index()].used.cells[r] += left.cells[r];
  left = {};
}

void Allocation::release(SeekerId id) {
  Seeker& seeker = seekers_[id.index()];
  facilities_[seeker.at.index()].used[seeker.holds] -= scenario_->services[seeker.facts.service.index()].amount_per_month;
  count_served(id, -1);
  seeker.at = {};
}

void Allocation::count_served(SeekerId id, std::int32_t change) {
  const Seeker& seeker = seekers_[id.index()];
  const TownId town = town_of(seeker.facts.settlement);
  way_seconds_(town, seeker.facts.service) += std::int64_t{change} * seeker.way_seconds;
  served_of_group_(town, seeker.facts.service, seeker.facts.group) += change;
  served_(town, seeker.facts.service, seeker.facts.group, seeker.facts.need) += change;
  if (seeker.facts.hardship) served_hardship_(town, seeker.facts.service, seeker.facts.group, seeker.facts.need) += change;
}

void Allocation::enqueue(SeekerId id, std::int32_t since) {
  Seeker& seeker = seekers_[id.index()];
  const SeekerFacts& facts = seeker.facts;
  ++waiting_(facts.settlement, facts.service);
  seeker.key = waiting_key(scenario_->allocation.rank[facts.group], since, seeker.key);
  list(town_of(facts.settlement), facts.service)
      .add({seeker.key, facts.slot, id.value, generations_[id.index()], cell_of(facts.settlement, facts.need)},
           [&](const WaitingItem& item) { return !waiting(item); });
}

void Allocation::note_bed(SeekerId id) {
  const Seeker& seeker = seekers_[id.index()];
  if (is_bed(seeker)) in_beds_[network_->facilities()[seeker.at.index()].town.index()].push_back(id);
}

bool Allocation::is_bed(const Seeker& seeker) const { return scenario_->services[seeker.facts.service.index()].given_at == GivenAt::bed; }

bool Allocation::usable(const FacilityState& facility, const Service& service) const {
  return facility.status == FacilityStatus::open && (!service.needs_hub || facility.hub_working) &&
         (!service.needs_arrangement || facility.arrangement != Arrangement::none);
}

/// As the lists of the network have it; a resident of an institution may come from farther away than people go.
std::int32_t Allocation::way_to(const Seeker& seeker, FacilityId facility) const {
  const auto [slot, settlement, service, need, group, hardship] = seeker.facts;
  for (const std::span<const NearbyFacility> near : {network_->own(settlement, service), network_->overflow(settlement, service)}) {
    const auto found = std::find_if(near.begin(), near.end(), [&](const NearbyFacility& one) { return one.facility == facility; });
    if (found != near.end()) return found->seconds;
  }
  return travel_seconds(network_->ways()->distance_m(settlement, network_->facilities()[facility.index()].settlement), false,
                        scenario_->network);
}

bool Allocation::take_place(SeekerId id, std::span<const NearbyFacility> candidates) {
  const Seeker& seeker = seekers_[id.index()];
  const Service& service = scenario_->services[seeker.facts.service.index()];
  for (const Resource resource : service.takes[seeker.facts.need]) {
    for (const NearbyFacility& candidate : candidates) {
      const FacilityState& facility = facilities_[candidate.facility.index()];
      if (!usable(facility, service) || facility.used[resource] + service.amount_per_month > facility.staffed[resource]) continue;
      give(id, candidate, resource);
      return true;
    }
  }
  return false;
}

bool Allocation::take_place_at_own_hub(SeekerId id) {
  const SeekerFacts& facts = seekers_[id.index()].facts;
  return take_place(id, network_->own(facts.settlement, facts.service));
}

/// Somebody who waits is admitted.
void Allocation::give(SeekerId id, const NearbyFacility& place, Resource resource) {
  Seeker& seeker = seekers_[id.index()];
  --waiting_(seeker.facts.settlement, seeker.facts.service);
  ++seeker.stay;
  put(id, place, resource);
  admitted_.push_back(id);
  note_bed(id);
}

void Allocation::put(SeekerId id, const NearbyFacility& place, Resource resource) {
  Seeker& seeker = seekers_[id.index()];
  facilities_[place.facility.index()].used[resource] += scenario_->services[seeker.facts.service.index()].amount_per_month;
  seeker.at = place.facility;
  seeker.holds = resource;
  ++generations_[id.index()];
  seeker.way_seconds = place.seconds;
  count_served(id, 1);
}

void Allocation::admit() {
  admitted_.clear();
  for (std::size_t t = 0; t < scenario_->towns.size(); ++t) {
    for (std::size_t s = 0; s < services_; ++s) {
      WaitingList& waiting = list(TownId(t), ServiceId(s));
      waiting.worst_admitted = -1;
      const std::int64_t free = free_places(TownId(t), ServiceId(s));
      // Nobody looks at a list in order while there is nothing to give, except those who may go elsewhere.
      if (free == 0 && !scenario_->services[s].overflow && scenario_->services[s].given_at != GivenAt::bed) continue;
      waiting.sort_in(scratch_);
      if (free > 0) admit_own(waiting, free);
    }
  }
  for (std::size_t s = 0; s < services_; ++s) {
    if (scenario_->services[s].overflow) admit_overflow(ServiceId(s));
  }
}

/// Staffed places of a town that are free for a service, whatever the reach and the need.
std::int64_t Allocation::free_places(TownId town, ServiceId service_id) const {
  const Service& service = scenario_->services[service_id.index()];
  PerEnum<Resource, bool> taken;
  for (const std::vector<Resource>& takes : service.takes) {
    for (const Resource resource : takes) taken[resource] = true;
  }
  std::int64_t free = 0;
  for (const FacilityId f : facilities_of_[town.index()]) {
    const FacilityState& facility = facilities_[f.index()];
    if (!usable(facility, service)) continue;
    for (std::size_t r = 0; r < kCount<Resource>; ++r) {
      if (taken.cells[r]) free += std::max(0, (facility.staffed.cells[r] - facility.used.cells[r]) / service.amount_per_month);
    }
  }
  return free;
}

/// Long lists without a free place are passed over, and left as they are as soon as the last one is taken. Where nobody finds a place, the
/// next one of the same settlement and need finds none either: places only become fewer.
void Allocation::admit_own(WaitingList& list, std::int64_t free) {
  std::fill(turned_away_.begin(), turned_away_.end(), std::uint8_t{0});
  for (WaitingList::Line& line : list.lines()) {
    line.pass_through([&](const WaitingItem& item, const WaitingItem& ahead) {
      if (free == 0) return WaitingList::Pass::stop;
      will_read(generations_[ahead.seeker]);
      if (turned_away_[ahead.cell] == 0) will_read(seekers_[ahead.seeker]);
      if (!waiting(item)) return WaitingList::Pass::drop;
      std::uint8_t& turned_away = turned_away_[item.cell];
      if (turned_away == 0 && take_place_at_own_hub(SeekerId(item.seeker))) {
        --free;
        list.worst_admitted = std::max(list.worst_admitted, rank_of(item));
        return WaitingList::Pass::drop;
      }
      turned_away = 1;
      return WaitingList::Pass::keep;
    });
  }
}

void Allocation::admit_overflow(ServiceId service) {
  overflow_.clear();
  for (std::size_t t = 0; t < scenario_->towns.size(); ++t) {
    for (const WaitingList::Line& line : list(TownId(t), service).lines()) {
      for (const WaitingItem& item : line.items()) {
        if (waiting(item)) overflow_.push_back(item);
      }
    }
  }
  std::sort(overflow_.begin(), overflow_.end());
  for (const WaitingItem& item : overflow_) {
    take_place(SeekerId(item.seeker), network_->overflow(seekers_[item.seeker].facts.settlement, service));
  }
}

void Allocation::waiting_by_settlement(Cube<std::int32_t, 2>& waiting_persons) const {
  std::fill(waiting_persons.cells().begin(), waiting_persons.cells().end(), 0);
  for (const WaitingList& list : lists_) {
    for (const WaitingList::Line& line : list.lines()) {
      for (const WaitingItem& item : line.items()) {
        if (!waiting(item)) continue;
        const SeekerFacts& facts = seekers_[item.seeker].facts;
        ++waiting_persons(facts.settlement, facts.service);
      }
    }
  }
}

void Allocation::bed_shortfall(Cube<std::int32_t, 2>& shortfall) {
  std::fill(shortfall.cells().begin(), shortfall.cells().end(), 0);
  PerEnum<Resource, std::int64_t> vacant_anywhere;
  for (std::size_t f = 0; f < facilities_.size(); ++f) {
    const FacilityState& facility = facilities_[f];
    for (const Resource bed : {Resource::nursing_bed, Resource::other_bed}) {
      const bool open = facility.status == FacilityStatus::open;
      const std::int32_t staffed = std::max(facility.staffed[bed], facility.used[bed]);
      unstaffed_[f][bed] = open ? facility.capacity[bed] - staffed : 0;
      vacant_anywhere[bed] += open ? staffed - facility.used[bed] : 0;
    }
  }
  const auto unstaffed_in_reach = [&](const SeekerFacts& facts, std::span<const NearbyFacility> candidates) {
    for (const Resource bed : scenario_->services[facts.service.index()].takes[facts.need]) {
      for (const NearbyFacility& candidate : candidates) {
        if (unstaffed_[candidate.facility.index()][bed] > 0) {
          --unstaffed_[candidate.facility.index()][bed];
          return true;
        }
      }
    }
    return false;
  };
  const auto vacant_elsewhere = [&](const SeekerFacts& facts) {
    for (const Resource bed : scenario_->services[facts.service.index()].takes[facts.need]) {
      if (vacant_anywhere[bed] > 0) {
        --vacant_anywhere[bed];
        return true;
      }
    }
    return false;
  };
  const auto explain = [&](const WaitingItem& item, TownId town) {
    const SeekerFacts& facts = seekers_[item.seeker].facts;
    ShortfallCause cause = ShortfallCause::no_bed;
    if (unstaffed_in_reach(facts, network_->own(facts.settlement, facts.service)) ||
        unstaffed_in_reach(facts, network_->overflow(facts.settlement, facts.service))) {
      cause = ShortfallCause::no_staff;
    } else if (vacant_elsewhere(facts)) {
      cause = ShortfallCause::out_of_reach;
    }
    ++shortfall(town, cause);
  };
  for (std::size_t s = 0; s < services_; ++s) {
    if (scenario_->services[s].given_at != GivenAt::bed) continue;
    for (const std::uint32_t t : towns_by_key_) {
      for (const WaitingList::Line& line : list(TownId(t), ServiceId(s)).lines()) {
        for (const WaitingItem& item : line.items()) {
          if (waiting(item)) explain(item, TownId(t));
        }
      }
    }
  }
}

}  // namespace eldercast
