#include "model/allocation.hpp"

#include <algorithm>
#include <numeric>

#include "model/keys.hpp"
#include "model/require.hpp"

namespace eldercast {
namespace {

constexpr std::uint64_t kTieBits = 40;
constexpr std::uint64_t kSinceBits = 16;

}  // namespace

Allocation::Allocation(const Scenario& scenario, const Network& network)
    : scenario_(&scenario),
      network_(&network),
      services_(scenario.services.size()),
      facilities_of_(scenario.towns.size()),
      first_settlement_(scenario.towns.size() + 1),
      queues_(scenario.towns.size() * services_),
      towns_by_key_(scenario.towns.size()),
      seeking_(scenario.towns.size(), services_, kCount<PriorityGroup>),
      served_(scenario.towns.size(), services_, kCount<PriorityGroup>, kCount<Need>),
      served_hardship_(scenario.towns.size(), services_, kCount<PriorityGroup>, kCount<Need>),
      best_waiting_(scenario.settlements.size(), kCount<Need>),
      unstaffed_(network.facilities().size()) {
  for (std::size_t f = 0; f < network.facilities().size(); ++f)
    facilities_of_[network.facilities()[f].town.index()].push_back(FacilityId(f));
  for (const Settlement& settlement : scenario.settlements) ++first_settlement_[settlement.town.index() + 1];
  std::partial_sum(first_settlement_.begin(), first_settlement_.end(), first_settlement_.begin());
  std::iota(towns_by_key_.begin(), towns_by_key_.end(), 0U);
  std::sort(towns_by_key_.begin(), towns_by_key_.end(),
            [&](std::uint32_t a, std::uint32_t b) { return key_of(scenario.towns[a].code) < key_of(scenario.towns[b].code); });
}

void Allocation::start(std::span<FacilityState> facilities) {
  facilities_ = facilities;
  seekers_.clear();
  free_.clear();
  admitted_.clear();
  for (Queue& queue : queues_) {
    queue.sorted.clear();
    queue.incoming.clear();
  }
  std::fill(seeking_.cells().begin(), seeking_.cells().end(), 0);
  std::fill(served_.cells().begin(), served_.cells().end(), 0);
  std::fill(served_hardship_.cells().begin(), served_hardship_.cells().end(), 0);
}

SeekerId Allocation::add(const SeekerFacts& facts, Month month) {
  std::uint32_t position = 0;
  if (free_.empty()) {
    position = static_cast<std::uint32_t>(seekers_.size());
    seekers_.emplace_back();
  } else {
    position = free_.back();
    free_.pop_back();
  }
  Seeker& seeker = seekers_[position];
  seeker.facts = facts;
  seeker.at = {};
  seeker.since = static_cast<std::int16_t>(month.value);
  ++seeking_(town_of(facts.settlement), facts.service, facts.group);
  const SeekerId id(position);
  enqueue(id);
  return id;
}

void Allocation::seat(SeekerId id, FacilityId facility, Resource resource) {
  Seeker& seeker = seekers_[id.index()];
  require(!seeker.at.valid(), "seat: already served");
  ++seeker.generation;
  ++seeker.stay;
  seeker.at = facility;
  seeker.holds = resource;
  facilities_[facility.index()].used[resource] += scenario_->services[seeker.facts.service.index()].amount_per_month;
  require(facilities_[facility.index()].used[resource] <= facilities_[facility.index()].capacity[resource], "seat: no place");
  count_served(seeker, 1);
}

void Allocation::remove(SeekerId id) {
  Seeker& seeker = seekers_[id.index()];
  if (seeker.at.valid()) release(seeker);
  --seeking_(town_of(seeker.facts.settlement), seeker.facts.service, seeker.facts.group);
  ++seeker.generation;
  free_.push_back(id.value);
}

void Allocation::change(SeekerId id, Need need, PriorityGroup group, SettlementId settlement, Month month) {
  Seeker& seeker = seekers_[id.index()];
  const Service& service = scenario_->services[seeker.facts.service.index()];
  const bool same_town = town_of(settlement) == town_of(seeker.facts.settlement);
  const std::vector<Resource>& takes = service.takes[need];
  const bool was_served = seeker.at.valid();
  const bool keeps = was_served && same_town && std::find(takes.begin(), takes.end(), seeker.holds) != takes.end();

  if (was_served) count_served(seeker, -1);
  --seeking_(town_of(seeker.facts.settlement), seeker.facts.service, seeker.facts.group);
  seeker.facts.need = need;
  seeker.facts.group = group;
  seeker.facts.settlement = settlement;
  ++seeking_(town_of(settlement), seeker.facts.service, group);
  if (was_served) count_served(seeker, 1);
  if (keeps) return;

  if (was_served) {
    release(seeker);
    seeker.since = static_cast<std::int16_t>(month.value);
  }
  ++seeker.generation;
  enqueue(id);
}

void Allocation::transfer(FacilityId from, FacilityId to) {
  for (Seeker& seeker : seekers_) {
    if (seeker.at == from) seeker.at = to;
  }
  PerEnum<Resource, std::int32_t>& left = facilities_[from.index()].used;
  for (std::size_t r = 0; r < kCount<Resource>; ++r) facilities_[to.index()].used.cells[r] += left.cells[r];
  left = {};
}

void Allocation::release(Seeker& seeker) {
  facilities_[seeker.at.index()].used[seeker.holds] -= scenario_->services[seeker.facts.service.index()].amount_per_month;
  count_served(seeker, -1);
  seeker.at = {};
}

void Allocation::count_served(const Seeker& seeker, std::int32_t change) {
  const TownId town = town_of(seeker.facts.settlement);
  served_(town, seeker.facts.service, seeker.facts.group, seeker.facts.need) += change;
  if (seeker.facts.hardship) served_hardship_(town, seeker.facts.service, seeker.facts.group, seeker.facts.need) += change;
}

void Allocation::enqueue(SeekerId id) {
  const Seeker& seeker = seekers_[id.index()];
  const auto rank = static_cast<std::uint64_t>(scenario_->allocation.rank[seeker.facts.group]);
  // Months before the start are possible for those who wait at the start, hence the offset.
  const auto since = static_cast<std::uint64_t>(seeker.since + (1 << 15));
  const std::uint64_t key = rank << (kSinceBits + kTieBits) | since << kTieBits | (seeker.facts.tie & ((std::uint64_t{1} << kTieBits) - 1));
  queue(town_of(seeker.facts.settlement), seeker.facts.service).incoming.push_back({key, seeker.facts.slot, id.value, seeker.generation});
}

std::int32_t Allocation::rank_of(const QueueItem& item) { return static_cast<std::int32_t>(item.key >> (kSinceBits + kTieBits)); }

bool Allocation::waiting(const QueueItem& item) const {
  const Seeker& seeker = seekers_[item.seeker];
  return seeker.generation == item.generation && !seeker.at.valid();
}

bool Allocation::usable(const FacilityState& facility, const Service& service) const {
  return facility.status == FacilityStatus::open && (!service.needs_hub || facility.hub_working) &&
         (!service.needs_arrangement || facility.arrangement != Arrangement::none);
}

/// Sorts what came in since the last month into the list.
void Allocation::merge(Queue& queue) {
  if (queue.incoming.empty()) return;
  std::sort(queue.incoming.begin(), queue.incoming.end());
  merged_.resize(queue.sorted.size() + queue.incoming.size());
  std::merge(queue.sorted.begin(), queue.sorted.end(), queue.incoming.begin(), queue.incoming.end(), merged_.begin());
  queue.sorted.swap(merged_);
  queue.incoming.clear();
}

bool Allocation::take_place(SeekerId id, std::span<const NearbyFacility> candidates) {
  Seeker& seeker = seekers_[id.index()];
  const Service& service = scenario_->services[seeker.facts.service.index()];
  for (const Resource resource : service.takes[seeker.facts.need]) {
    for (const NearbyFacility& candidate : candidates) {
      FacilityState& facility = facilities_[candidate.facility.index()];
      if (!usable(facility, service) || facility.used[resource] + service.amount_per_month > facility.staffed[resource]) continue;
      facility.used[resource] += service.amount_per_month;
      seeker.at = candidate.facility;
      seeker.holds = resource;
      ++seeker.stay;
      count_served(seeker, 1);
      admitted_.push_back(id);
      return true;
    }
  }
  return false;
}

void Allocation::admit() {
  admitted_.clear();
  for (std::size_t t = 0; t < scenario_->towns.size(); ++t) {
    for (std::size_t s = 0; s < services_; ++s) {
      Queue& list = queue(TownId(t), ServiceId(s));
      list.worst_admitted = -1;
      const std::int64_t free = free_places(TownId(t), ServiceId(s));
      // Nobody looks at a list in order while there is nothing to give, except those who may go elsewhere.
      if (free == 0 && !scenario_->services[s].overflow && scenario_->services[s].given_at != GivenAt::bed) continue;
      merge(list);
      if (free > 0) admit_own(list, free);
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

/// Long lists without a free place are passed over, and left as they are as soon as the last one is taken.
void Allocation::admit_own(Queue& list, std::int64_t free) {
  std::size_t kept = 0;
  std::size_t next = 0;
  for (; next < list.sorted.size() && free > 0; ++next) {
    const QueueItem item = list.sorted[next];
    if (!waiting(item)) continue;
    const SeekerFacts& facts = seekers_[item.seeker].facts;
    if (take_place(SeekerId(item.seeker), network_->own(facts.settlement, facts.service))) {
      --free;
      list.worst_admitted = std::max(list.worst_admitted, scenario_->allocation.rank[facts.group]);
    } else {
      list.sorted[kept++] = item;
    }
  }
  list.sorted.erase(list.sorted.begin() + static_cast<std::ptrdiff_t>(kept), list.sorted.begin() + static_cast<std::ptrdiff_t>(next));
}

void Allocation::admit_overflow(ServiceId service) {
  overflow_.clear();
  for (std::size_t t = 0; t < scenario_->towns.size(); ++t) {
    for (const QueueItem& item : queue(TownId(t), service).sorted) {
      if (waiting(item)) overflow_.push_back(item);
    }
  }
  std::sort(overflow_.begin(), overflow_.end());
  for (const QueueItem& item : overflow_) {
    take_place(SeekerId(item.seeker), network_->overflow(seekers_[item.seeker].facts.settlement, service));
  }
}

void Allocation::waiting_by_settlement(Cube<std::int32_t, 2>& waiting_persons) const {
  std::fill(waiting_persons.cells().begin(), waiting_persons.cells().end(), 0);
  for (const Queue& list : queues_) {
    for (const std::vector<QueueItem>* items : {&list.sorted, &list.incoming}) {
      for (const QueueItem& item : *items) {
        if (!waiting(item)) continue;
        const SeekerFacts& facts = seekers_[item.seeker].facts;
        ++waiting_persons(facts.settlement, facts.service);
      }
    }
  }
}

std::int32_t Allocation::priority_violations() {
  constexpr std::int32_t kNobody = INT32_MAX;
  const PerEnum<PriorityGroup, std::int32_t>& rank = scenario_->allocation.rank;
  std::int32_t violations = 0;
  for (std::size_t s = 0; s < services_; ++s) {
    const ServiceId service(s);
    std::fill(best_waiting_.cells().begin(), best_waiting_.cells().end(), kNobody);
    for (std::size_t t = 0; t < scenario_->towns.size(); ++t) {
      const Queue& list = queue(TownId(t), service);
      for (const QueueItem& item : list.sorted) {
        // Lists are in order of rank: nobody further back could have been passed over.
        if (rank_of(item) >= list.worst_admitted) break;
        if (!waiting(item)) continue;
        const SeekerFacts& facts = seekers_[item.seeker].facts;
        std::int32_t& best = best_waiting_(facts.settlement, facts.need);
        best = std::min(best, rank[facts.group]);
      }
    }
    for (const SeekerId id : admitted_) {
      const Seeker& seeker = seekers_[id.index()];
      if (seeker.facts.service != service || !seeker.at.valid()) continue;
      violations += static_cast<std::int32_t>(passed_over(seeker, rank[seeker.facts.group]));
    }
  }
  return violations;
}

/// Whether somebody of a better rank in the same list could have had the person's place.
bool Allocation::passed_over(const Seeker& seeker, std::int32_t own_rank) const {
  const TownId town = town_of(seeker.facts.settlement);
  if (facilities_[seeker.at.index()].town != town) return false;  // the overflow pass is one list for all towns
  const Service& service = scenario_->services[seeker.facts.service.index()];
  for (std::size_t s = first_settlement_[town.index()]; s < first_settlement_[town.index() + 1]; ++s) {
    for (std::size_t n = 0; n < kCount<Need>; ++n) {
      if (best_waiting_(s, n) >= own_rank) continue;
      const std::vector<Resource>& takes = service.takes[static_cast<Need>(n)];
      if (std::find(takes.begin(), takes.end(), seeker.holds) == takes.end()) continue;
      const std::span<const NearbyFacility> reach = network_->own(SettlementId(s), seeker.facts.service);
      if (std::any_of(reach.begin(), reach.end(), [&](const NearbyFacility& near) { return near.facility == seeker.at; })) return true;
    }
  }
  return false;
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
  for (std::size_t s = 0; s < services_; ++s) {
    if (scenario_->services[s].given_at != GivenAt::bed) continue;
    const ServiceId service(s);
    for (const std::uint32_t t : towns_by_key_) {
      for (const QueueItem& item : queue(TownId(t), service).sorted) {
        if (!waiting(item)) continue;
        const SeekerFacts& facts = seekers_[item.seeker].facts;
        ShortfallCause cause = ShortfallCause::no_bed;
        if (unstaffed_in_reach(facts, network_->own(facts.settlement, service)) ||
            unstaffed_in_reach(facts, network_->overflow(facts.settlement, service))) {
          cause = ShortfallCause::no_staff;
        } else if (vacant_elsewhere(facts)) {
          cause = ShortfallCause::out_of_reach;
        }
        ++shortfall(TownId(t), cause);
      }
    }
  }
}

}  // namespace eldercast
