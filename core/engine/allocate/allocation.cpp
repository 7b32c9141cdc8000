#include "engine/allocate/allocation.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "model/base/keys.hpp"

namespace eldercast {

Allocation::Allocation(const Scenario& scenario, const Network& network) : Allocation(scenario, network, Zones(scenario)) {}

Allocation::Allocation(const Scenario& scenario, const Network& network, Zones zones, Memory memory)
    : scenario_(&scenario),
      network_(&network),
      zones_(std::move(zones)),
      tables_(scenario, network),
      towns_by_key_(scenario.towns.size()),
      best_waiting_(scenario.settlements.size(), scenario.services.size(), kCount<Need>),
      best_of_town_(scenario.towns.size(), scenario.services.size()),
      violations_(zones_.size()),
      reach_(scenario.settlements.size(), kCount<Need>),
      unstaffed_(network.facilities().size()) {
  memory.resize(zones_.size());
  books_.reserve(zones_.size());
  for (std::size_t s = 0; s < zones_.size(); ++s) books_.emplace_back(tables_, zones_[s], std::move(memory[s]));
  std::iota(towns_by_key_.begin(), towns_by_key_.end(), 0U);
  std::sort(towns_by_key_.begin(), towns_by_key_.end(),
            [&](std::uint32_t a, std::uint32_t b) { return key_of(scenario.towns[a].code) < key_of(scenario.towns[b].code); });
}

Allocation::Memory Allocation::release() && {
  Memory memory;
  for (ZoneAllocation& books : books_) memory.push_back(std::move(books).release());
  return memory;
}

void Allocation::start(std::span<FacilityState> facilities, const Cube<std::int32_t, 3>& expected) {
  tables_.facilities = facilities;
  tables_.clear();
  zones_.each([&](std::size_t s) { books_[s].start(expected); });
}

SeekerId Allocation::add(const SeekerFacts& facts, std::uint64_t tie, Month month) {
  const std::size_t zone = zones_.of(tables_.town_of(facts.settlement));
  return {static_cast<std::uint32_t>(zone), books_[zone].add(facts, tie, month)};
}

void Allocation::seat(SeekerId id, FacilityId facility, Resource resource) { books_[id.zone].seat(id.number, facility, resource); }

void Allocation::remove(SeekerId id) {
  books_[id.zone].remove(id.number);
  books_[id.zone].settle_elsewhere();
}

SeekerId Allocation::change(SeekerId id, Need need, PriorityGroup group, SettlementId settlement, Month month) {
  ZoneAllocation& here = books_[id.zone];
  if (zones_.of(tables_.town_of(settlement)) == id.zone) {
    here.change(id.number, need, group, settlement, month);
    here.settle_elsewhere();
    return id;
  }
  SeekerFacts facts = here.seeker(id.number).facts;
  facts.need = need;
  facts.group = group;
  facts.settlement = settlement;
  const std::uint64_t tie = here.seeker(id.number).key;
  const Month since = here.waits_since(id.number, month);
  remove(id);
  return add(facts, tie, since);
}

void Allocation::transfer(FacilityId from, FacilityId to) {
  const TownId town = tables_.facilities[from.index()].town;
  note_in_town(from, town, tables_.facilities[to.index()].town);
  for (const SeekerId id : tables_.in_beds[tables_.facilities[to.index()].town.index()]) books_[id.zone].follow(id.number, from, to);
  PerEnum<Resource, std::int32_t>& left = tables_.facilities[from.index()].used;
  for (std::size_t r = 0; r < kCount<Resource>; ++r) tables_.facilities[to.index()].used.cells[r] += left.cells[r];
  left = {};
}

void Allocation::moved(FacilityId facility, TownId before) { note_in_town(facility, before, tables_.facilities[facility.index()].town); }

/// Those in beds of a facility are noted with the town in which they are now.
void Allocation::note_in_town(FacilityId facility, TownId before, TownId now) {
  std::vector<SeekerId>& of_town = tables_.in_beds[before.index()];
  std::erase_if(of_town, [&](SeekerId id) { return !seeker(id).at.valid() || !books_[id.zone].is_bed(seeker(id)); });
  if (now == before) return;
  std::vector<SeekerId>& there = tables_.in_beds[now.index()];
  std::erase_if(of_town, [&](SeekerId id) {
    if (seeker(id).at != facility) return false;
    there.push_back(id);
    return true;
  });
}

void Allocation::settle() {
  for (ZoneAllocation& books : books_) books.settle_elsewhere();
}

void Allocation::admit() {
  zones_.each([&](std::size_t s) { books_[s].admit(); });
  for (std::size_t s = 0; s < scenario_->services.size(); ++s) {
    if (scenario_->services[s].overflow) admit_overflow(ServiceId(s));
  }
}

/// Those who live in reach of nothing free are left out before all are put in order: most people, in most months.
void Allocation::admit_overflow(ServiceId service) {
  std::fill(reach_.cells().begin(), reach_.cells().end(), Reach::unknown);
  overflow_.clear();
  for (std::size_t t = 0; t < scenario_->towns.size(); ++t) {
    const ZoneAllocation& books = books_of(TownId(t));
    for (const WaitingList::Line& line : books.list(TownId(t), service).lines()) {
      for (const WaitingItem& item : line.items()) {
        const SettlementId settlement(tables_.first_settlement[t] + item.cell / kCount<Need>);
        const auto need = static_cast<Need>(item.cell % kCount<Need>);
        Reach& reach = reach_(settlement, need);
        if (reach == Reach::unknown) reach = overflows(settlement, need, service) ? Reach::something : Reach::nothing;
        if (reach == Reach::something && books.waiting(item)) overflow_.push_back({TownId(t), item});
      }
    }
  }
  std::sort(overflow_.begin(), overflow_.end(), [](const OfTown& a, const OfTown& b) { return a.item < b.item; });
  for (const auto& [town, item] : overflow_) {
    ZoneAllocation& books = books_of(town);
    const SeekerNumber number(item.seeker);
    books.take_place(number, network_->overflow(books.seeker(number).facts.settlement, service));
  }
}

/// Whether a place is free that people of the settlement with the need would go to in another town.
bool Allocation::overflows(SettlementId settlement, Need need, ServiceId service_id) const {
  const Service& service = scenario_->services[service_id.index()];
  const auto near_by = network_->overflow(settlement, service_id);
  const auto& takes = service.takes[need];
  return std::any_of(near_by.begin(), near_by.end(), [&](const NearbyFacility& near) {
    const FacilityState& facility = tables_.facilities[near.facility.index()];
    return AllocationTables::usable(facility, service) && facility.settlement == near.site &&
           std::any_of(takes.begin(), takes.end(),
                       [&](Resource resource) { return facility.used[resource] + service.amount_per_month <= facility.staffed[resource]; });
  });
}

std::vector<SeekerId> Allocation::admitted() const {
  std::vector<SeekerId> all;
  for (std::size_t s = 0; s < books_.size(); ++s) {
    for (const SeekerNumber number : books_[s].admitted()) all.push_back({static_cast<std::uint32_t>(s), number});
  }
  return all;
}

void Allocation::waiting_by_settlement(Cube<std::int32_t, 2>& waiting) const { waiting.cells() = tables_.waiting.cells(); }

void Allocation::bed_shortfall(Cube<std::int32_t, 2>& shortfall) {
  std::fill(shortfall.cells().begin(), shortfall.cells().end(), 0);
  PerEnum<Resource, std::int64_t> vacant_anywhere;
  for (std::size_t f = 0; f < tables_.facilities.size(); ++f) {
    const FacilityState& facility = tables_.facilities[f];
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
        if (tables_.stands(candidate) && unstaffed_[candidate.facility.index()][bed] > 0) {
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
  const auto explain = [&](const SeekerFacts& facts, TownId town) {
    ShortfallCause cause = ShortfallCause::no_bed;
    // What is unstaffed only becomes less: where one finds nothing, nobody does later.
    Reach& reach = reach_(facts.settlement, facts.need);
    if (reach != Reach::nothing && (unstaffed_in_reach(facts, network_->own(facts.settlement, facts.service)) ||
                                    unstaffed_in_reach(facts, network_->overflow(facts.settlement, facts.service)))) {
      cause = ShortfallCause::no_staff;
    } else {
      reach = Reach::nothing;
      if (vacant_elsewhere(facts)) cause = ShortfallCause::out_of_reach;
    }
    ++shortfall(town, cause);
  };
  for (std::size_t s = 0; s < scenario_->services.size(); ++s) {
    if (scenario_->services[s].given_at != GivenAt::bed) continue;
    std::fill(reach_.cells().begin(), reach_.cells().end(), Reach::unknown);
    for (const std::uint32_t t : towns_by_key_) {
      const ZoneAllocation& books = books_of(TownId(t));
      for (const WaitingList::Line& line : books.list(TownId(t), ServiceId(s)).lines()) {
        for (const WaitingItem& item : line.items()) {
          if (books.waiting(item)) explain(books.seeker(SeekerNumber(item.seeker)).facts, TownId(t));
        }
      }
    }
  }
}

}  // namespace eldercast
