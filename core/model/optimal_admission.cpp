#include "model/optimal_admission.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "model/keys.hpp"

namespace eldercast {
namespace {

constexpr std::int32_t kUnseen = -1;
constexpr std::int32_t kNothingInReach = -2;
constexpr std::int32_t kNoOffer = -1;
/// How far ahead in a list people are fetched from memory.
constexpr std::size_t kAhead = 8;

}  // namespace

OptimalAdmission::OptimalAdmission(const Scenario& scenario, const Network& network, TransportSolver& solver)
    : scenario_(&scenario),
      network_(&network),
      solver_(&solver),
      facilities_by_key_(network.facilities().size()),
      settlement_order_(scenario.settlements.size()),
      alike_(scenario.services.size()),
      offer_at_(network.facilities().size()),
      offers_of_town_(scenario.towns.size()),
      cell_at_(scenario.settlements.size(), kCount<Need>) {
  for (std::size_t f = 0; f < facilities_by_key_.size(); ++f) facilities_by_key_[f] = FacilityId(f);
  std::sort(facilities_by_key_.begin(), facilities_by_key_.end(), [&](FacilityId a, FacilityId b) {
    return network.facilities()[a.index()].key < network.facilities()[b.index()].key;
  });
  std::vector<std::pair<std::uint64_t, std::size_t>> keys;
  for (std::size_t s = 0; s < settlement_order_.size(); ++s) keys.emplace_back(key_of(scenario.settlements[s].code), s);
  std::sort(keys.begin(), keys.end());
  for (std::size_t k = 0; k < keys.size(); ++k) settlement_order_[keys[k].second] = static_cast<std::uint32_t>(k);
  for (std::size_t s = 0; s < alike_.size(); ++s) {
    const PerEnum<Need, std::vector<Resource>>& takes = scenario.services[s].takes;
    for (std::size_t n = 0; n < kCount<Need>; ++n) {
      const auto first = std::find(takes.begin(), takes.end(), takes.cells[n]);
      alike_[s].cells[n] = static_cast<std::uint8_t>(first - takes.begin());
    }
  }
  for (PerEnum<Resource, std::int32_t>& at : offer_at_) at.cells.fill(kNoOffer);
}

void OptimalAdmission::admit(Allocation& allocation) {
  allocation.admitted_.clear();
  for (WaitingList& list : allocation.lists_) list.worst_admitted = -1;
  for (std::size_t s = 0; s < scenario_->services.size(); ++s) admit_service(allocation, ServiceId(s));
}

void OptimalAdmission::admit_service(Allocation& allocation, ServiceId service_id) {
  const Service& service = scenario_->services[service_id.index()];
  collect_offers(allocation, service_id);
  cells_.clear();
  arcs_.clear();
  people_.clear();
  if (!offers_.empty()) std::fill(cell_at_.cells().begin(), cell_at_.cells().end(), kUnseen);
  for (std::size_t t = 0; t < scenario_->towns.size(); ++t) {
    const bool in_reach = offers_of_town_[t] != 0 || (service.overflow && !offers_.empty());
    // The shortfall of beds is explained in the order of the lists.
    if (in_reach || service.given_at == GivenAt::bed) allocation.list(TownId(t), service_id).sort_in(allocation.scratch_);
    if (in_reach) collect_people(allocation, TownId(t), service_id);
  }
  for (const Offer& offer : offers_) offer_at_[offer.facility.index()][offer.resource] = kNoOffer;
  if (people_.empty()) return;
  order_people();
  settle_where_there_is_room(allocation);
  settle_parts(allocation);
}

void OptimalAdmission::collect_offers(const Allocation& allocation, ServiceId service_id) {
  const Service& service = scenario_->services[service_id.index()];
  PerEnum<Resource, bool> taken;
  for (const std::vector<Resource>& takes : service.takes) {
    for (const Resource resource : takes) taken[resource] = true;
  }
  offers_.clear();
  std::fill(offers_of_town_.begin(), offers_of_town_.end(), std::uint8_t{0});
  for (const FacilityId f : facilities_by_key_) {
    const FacilityState& facility = allocation.facilities_[f.index()];
    if (!allocation.usable(facility, service)) continue;
    for (std::size_t r = 0; r < kCount<Resource>; ++r) {
      const std::int32_t free = taken.cells[r] ? (facility.staffed.cells[r] - facility.used.cells[r]) / service.amount_per_month : 0;
      if (free <= 0) continue;
      offer_at_[f.index()].cells[r] = static_cast<std::int32_t>(offers_.size());
      offers_.push_back({f, static_cast<Resource>(r), free, 0});
      offers_of_town_[facility.town.index()] = 1;
    }
  }
}

/// The waiting of a town, each cell's in the order of the queue, and no more of a cell than there are places in its reach.
void OptimalAdmission::collect_people(Allocation& allocation, TownId town, ServiceId service_id) {
  const Service& service = scenario_->services[service_id.index()];
  std::size_t open = kCount<Need> * (allocation.first_settlement_[town.index() + 1] - allocation.first_settlement_[town.index()]);
  for (WaitingList::Line& line : allocation.list(town, service_id).lines()) {
    std::vector<WaitingItem>& items = line.items;
    std::size_t kept = 0;
    std::size_t next = 0;
    for (; next < items.size() && open > 0; ++next) {
      will_read(allocation.seekers_[items[std::min(next + kAhead, items.size() - 1)].seeker]);
      const WaitingItem item = items[next];
      if (!allocation.waiting(item)) continue;
      items[kept++] = item;
      const SeekerFacts& facts = allocation.seekers_[item.seeker].facts;
      const bool first_seen = cell_at_(facts.settlement, alike_[service_id.index()][facts.need]) == kUnseen;
      const std::int32_t at = cell_of(facts, service);
      if (at == kNothingInReach) {
        open -= first_seen ? 1 : 0;
        continue;
      }
      Cell& cell = cells_[static_cast<std::size_t>(at)];
      if (cell.persons == cell.room) continue;
      ++cell.persons;
      if (cell.persons == cell.room) --open;
      people_.push_back({static_cast<std::uint32_t>(at), item});
    }
    items.erase(items.begin() + static_cast<std::ptrdiff_t>(kept), items.begin() + static_cast<std::ptrdiff_t>(next));
    line.sorted = items.size();
  }
}

std::int32_t OptimalAdmission::cell_of(const SeekerFacts& facts, const Service& service) {
  std::int32_t& at = cell_at_(facts.settlement, alike_[facts.service.index()][facts.need]);
  if (at == kUnseen) at = add_cell(facts, service);
  return at;
}

/// A cell with its ways to what is free, the least costly first.
std::int32_t OptimalAdmission::add_cell(const SeekerFacts& facts, const Service& service) {
  Cell cell;
  cell.order = std::uint64_t{settlement_order_[facts.settlement.index()]} * kCount<Need> + alike_[facts.service.index()][facts.need];
  cell.first_arc = arcs_.size();
  const auto later = static_cast<std::int32_t>(std::lround(scenario_->allocation.later_choice_minutes * 60));
  std::int32_t surcharge = 0;
  for (const Resource resource : service.takes[facts.need]) {
    for (const std::span<const NearbyFacility> near :
         {network_->own(facts.settlement, facts.service), network_->overflow(facts.settlement, facts.service)}) {
      for (const NearbyFacility& one : near) {
        const std::int32_t offer = offer_at_[one.facility.index()][resource];
        if (offer == kNoOffer) continue;
        arcs_.push_back({static_cast<std::uint32_t>(offer), one.seconds + surcharge, one.seconds});
        cell.room += offers_[static_cast<std::size_t>(offer)].free;
      }
    }
    surcharge += later;
  }
  cell.arcs = arcs_.size() - cell.first_arc;
  if (cell.arcs == 0) return kNothingInReach;
  std::sort(arcs_.begin() + static_cast<std::ptrdiff_t>(cell.first_arc), arcs_.end(),
            [](const Arc& a, const Arc& b) { return std::tuple(a.cost, a.offer) < std::tuple(b.cost, b.offer); });
  cells_.push_back(cell);
  return static_cast<std::int32_t>(cells_.size() - 1);
}

/// People cell by cell, cells in an order that does not hang on the rows of tables.
void OptimalAdmission::order_people() {
  order_.resize(cells_.size());
  std::iota(order_.begin(), order_.end(), 0U);
  std::sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) { return cells_[a].order < cells_[b].order; });
  std::size_t first = 0;
  for (Cell& cell : cells_) {
    cell.first_person = first;
    first += static_cast<std::size_t>(cell.persons);
    for (const Arc& arc : arcs_of(cell)) offers_[arc.offer].sought += cell.persons;
    cell.persons = 0;
  }
  in_order_.resize(people_.size());
  for (const Person& person : people_) {
    Cell& cell = cells_[person.cell];
    in_order_[cell.first_person + static_cast<std::size_t>(cell.persons++)] = person.item;
  }
}

/// Where everybody who might come finds room at an offer, those to whom it is the least costly go there: nobody else loses by it. Each such
/// cell leaves more room to the others.
void OptimalAdmission::settle_where_there_is_room(Allocation& allocation) {
  for (bool changed = true; changed;) {
    changed = false;
    for (const std::uint32_t c : order_) {
      Cell& cell = cells_[c];
      if (cell.settled) continue;
      const Offer& nearest = offers_[arcs_of(cell).front().offer];
      if (nearest.sought > nearest.free) continue;
      for (const Arc& arc : arcs_of(cell)) offers_[arc.offer].sought -= cell.persons;
      give(allocation, cell, 0, cell.persons);
      cell.settled = true;
      changed = true;
    }
  }
  std::erase_if(order_, [&](std::uint32_t c) { return cells_[c].settled; });
}

/// What is left falls into parts that have no offer in common.
void OptimalAdmission::settle_parts(Allocation& allocation) {
  part_of_.resize(offers_.size());
  std::iota(part_of_.begin(), part_of_.end(), 0U);
  const auto root = [&](std::uint32_t offer) {
    while (part_of_[offer] != offer) offer = part_of_[offer] = part_of_[part_of_[offer]];
    return offer;
  };
  for (const std::uint32_t c : order_) {
    for (const Arc& arc : arcs_of(cells_[c])) {
      const std::uint32_t a = root(arcs_of(cells_[c]).front().offer);
      const std::uint32_t b = root(arc.offer);
      part_of_[std::max(a, b)] = std::min(a, b);
    }
  }
  const auto part = [&](std::uint32_t c) { return root(arcs_of(cells_[c]).front().offer); };
  std::stable_sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) { return part(a) < part(b); });
  for (auto from = order_.begin(); from != order_.end();) {
    const auto to = std::find_if(from, order_.end(), [&](std::uint32_t c) { return part(c) != part(*from); });
    settle_part(allocation, {from, to});
    from = to;
  }
}

void OptimalAdmission::settle_part(Allocation& allocation, std::span<const std::uint32_t> cells) {
  if (first_choices_fit(cells)) {
    for (const std::uint32_t c : cells) give(allocation, cells_[c], 0, cells_[c].persons);
    return;
  }
  pose(cells);
  solver_->solve(problem_, flow_);
  std::size_t at = 0;
  for (const std::uint32_t c : cells) {
    for (std::size_t arc = 0; arc < cells_[c].arcs; ++arc) give(allocation, cells_[c], arc, flow_[at++]);
  }
}

bool OptimalAdmission::first_choices_fit(std::span<const std::uint32_t> cells) {
  load_.assign(offers_.size(), 0);
  for (const std::uint32_t c : cells) {
    const std::uint32_t nearest = arcs_of(cells_[c]).front().offer;
    load_[nearest] += cells_[c].persons;
    if (load_[nearest] > offers_[nearest].free) return false;
  }
  return true;
}

void OptimalAdmission::pose(std::span<const std::uint32_t> cells) {
  constexpr std::uint32_t kAbsent = 0xFFFFFFFFU;
  problem_.clear();
  local_.assign(offers_.size(), kAbsent);
  turns_.clear();
  for (const std::uint32_t c : cells) {
    for (const Arc& arc : arcs_of(cells_[c])) local_[arc.offer] = 0;
    const auto people = std::span(in_order_).subspan(cells_[c].first_person, static_cast<std::size_t>(cells_[c].persons));
    for (const WaitingItem& item : people) turns_.push_back(turn_of(item));
  }
  std::sort(turns_.begin(), turns_.end());
  turns_.erase(std::unique(turns_.begin(), turns_.end()), turns_.end());
  for (std::size_t o = 0; o < offers_.size(); ++o) {
    if (local_[o] == kAbsent) continue;
    local_[o] = static_cast<std::uint32_t>(problem_.offers.size());
    problem_.offers.push_back(offers_[o].free);
  }
  for (const std::uint32_t c : cells) {
    const auto people = std::span(in_order_).subspan(cells_[c].first_person, static_cast<std::size_t>(cells_[c].persons));
    for (const WaitingItem& item : people) {
      const auto turn = static_cast<std::uint32_t>(std::lower_bound(turns_.begin(), turns_.end(), turn_of(item)) - turns_.begin());
      if (problem_.turns.size() == problem_.first_turn.back() || problem_.turns.back().turn != turn) problem_.turns.push_back({turn, 0});
      ++problem_.turns.back().persons;
    }
    problem_.first_turn.push_back(problem_.turns.size());
    for (const Arc& arc : arcs_of(cells_[c])) problem_.arcs.push_back({local_[arc.offer], arc.cost});
    problem_.first_arc.push_back(problem_.arcs.size());
  }
}

/// The first so many people of the cell who have no place yet get one at the end of the arc.
void OptimalAdmission::give(Allocation& allocation, Cell& cell, std::size_t arc_number, std::int32_t persons) {
  const Arc& arc = arcs_of(cell)[arc_number];
  Offer& offer = offers_[arc.offer];
  for (std::int32_t k = 0; k < persons; ++k) {
    const WaitingItem& item = in_order_[cell.first_person + static_cast<std::size_t>(k)];
    const SeekerFacts& facts = allocation.seekers_[item.seeker].facts;
    const TownId town = allocation.town_of(facts.settlement);
    if (network_->facilities()[offer.facility.index()].town == town) {
      std::int32_t& worst = allocation.list(town, facts.service).worst_admitted;
      worst = std::max(worst, rank_of(item));
    }
    allocation.give(SeekerId(item.seeker), {offer.facility, arc.seconds}, offer.resource);
  }
  offer.free -= persons;
  cell.first_person += static_cast<std::size_t>(persons);
  cell.persons -= persons;
}

}  // namespace eldercast
