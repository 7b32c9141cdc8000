#include "engine/allocate/optimal_admission.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>
#include <utility>

#include "model/base/keys.hpp"
#include "model/base/require.hpp"

namespace eldercast {
namespace {

constexpr std::int32_t kUnseen = -1;
constexpr std::int32_t kNothingInReach = -2;
constexpr std::int32_t kNoOffer = -1;

}  // namespace

OptimalAdmission::OptimalAdmission(const Scenario& scenario, const Network& network, MinCostFlow solver)
    : scenario_(&scenario),
      network_(&network),
      solver_(std::move(solver)),
      facilities_by_key_(network.facilities().size()),
      settlement_order_(scenario.settlements.size()),
      alike_(scenario.services.size()),
      offer_at_(network.facilities().size()),
      free_of_town_(scenario.towns.size()),
      reaches_(scenario.settlements.size()),
      cell_at_(scenario.settlements.size(), kCount<Need>),
      seated_(scenario.services.size()) {
  for (std::size_t f = 0; f < facilities_by_key_.size(); ++f) facilities_by_key_[f] = FacilityId(f);
  std::sort(facilities_by_key_.begin(), facilities_by_key_.end(),
            [&](FacilityId a, FacilityId b) { return network.facilities()[a.index()].key < network.facilities()[b.index()].key; });
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

void OptimalAdmission::admit(Allocation& allocation, bool reseat) {
  for (ZoneAllocation& books : allocation.books_) books.forget_admitted();
  if (reseat) find_seated(allocation);
  for (std::size_t s = 0; s < scenario_->services.size(); ++s) admit_service(allocation, ServiceId(s));
  for (std::vector<SeekerId>& of_service : seated_) of_service.clear();
  held_.clear();
}

void OptimalAdmission::admit_service(Allocation& allocation, ServiceId service_id) {
  const Service& service = scenario_->services[service_id.index()];
  release_seated(allocation, service_id);
  collect_offers(allocation, service_id);
  cells_.clear();
  arcs_.clear();
  people_.clear();
  if (!offers_.empty()) std::fill(cell_at_.cells().begin(), cell_at_.cells().end(), kUnseen);
  collect_seated(allocation, service_id);
  for (std::size_t t = 0; t < scenario_->towns.size(); ++t) {
    const bool in_reach = free_of_town_[t] > 0 || (service.overflow && !offers_.empty());
    // The shortfall of beds is explained in the order of the lists.
    if (in_reach || service.given_at == GivenAt::bed) allocation.books_of(TownId(t)).sort(TownId(t), service_id);
    if (in_reach) collect_people(allocation, TownId(t), service_id);
  }
  for (const Offer& offer : offers_) offer_at_[offer.facility.index()][offer.resource] = kNoOffer;
  if (people_.empty()) return;
  order_people();
  settle_where_there_is_room(allocation);
  settle_parts(allocation);
  for (const SeekerId id : seated_[service_id.index()]) {
    require(allocation.seeker(id).at.valid(), "OptimalAdmission: somebody lost a place");
  }
}

void OptimalAdmission::collect_offers(const Allocation& allocation, ServiceId service_id) {
  const Service& service = scenario_->services[service_id.index()];
  PerEnum<Resource, bool> taken;
  for (const std::vector<Resource>& takes : service.takes) {
    for (const Resource resource : takes) taken[resource] = true;
  }
  offers_.clear();
  std::fill(free_of_town_.begin(), free_of_town_.end(), 0);
  for (const FacilityId f : facilities_by_key_) {
    const FacilityState& facility = allocation.tables_.facilities[f.index()];
    if (!AllocationTables::usable(facility, service)) continue;
    for (std::size_t r = 0; r < kCount<Resource>; ++r) {
      const std::int32_t free = taken.cells[r] ? (facility.staffed.cells[r] - facility.used.cells[r]) / service.amount_per_month : 0;
      if (free <= 0) continue;
      offer_at_[f.index()].cells[r] = static_cast<std::int32_t>(offers_.size());
      offers_.push_back({f, facility.settlement, static_cast<Resource>(r), free, free, 0});
      free_of_town_[facility.town.index()] += free;
    }
  }
}

/// Those of a town who wait and live in reach of something, as far as cells and their lists tell without a look at the people.
std::int64_t OptimalAdmission::people_in_reach(const Allocation& allocation, TownId town, ServiceId service) {
  std::int64_t people = 0;
  for (std::size_t s = allocation.tables_.first_settlement[town.index()]; s < allocation.tables_.first_settlement[town.index() + 1]; ++s) {
    const std::int32_t waiting = allocation.tables_.waiting(s, service);
    if (waiting == 0) continue;
    reaches_[s] = 0;
    for (std::size_t n = 0; n < kCount<Need>; ++n) {
      if (cell_of(SettlementId(s), static_cast<Need>(n), service) >= 0) reaches_[s] = 1;
    }
    if (reaches_[s] != 0) people += waiting;
  }
  return people;
}

/// The waiting of a town, each cell's in the order of the queue, and no more of a cell than there are places in its reach. Nobody behind
/// the turn by which all free places could be taken gets one, if no other town's people may come.
void OptimalAdmission::collect_people(Allocation& allocation, TownId town, ServiceId service_id) {
  std::int64_t unseen = people_in_reach(allocation, town, service_id);
  std::int64_t unfilled = scenario_->services[service_id.index()].overflow ? INT64_MAX : free_of_town_[town.index()];
  std::uint32_t turn = 0;
  ZoneAllocation& books = allocation.books_of(town);
  for (WaitingList::Line& line : books.list(town, service_id).lines()) {
    line.pass_through([&](const WaitingItem& item, const WaitingItem& ahead) {
      if (unseen <= 0) return WaitingList::Pass::stop;
      books.fetch(SeekerNumber(ahead.seeker));
      if (!books.waiting(item)) return WaitingList::Pass::drop;
      if (unfilled == 0 && turn_of(item) != turn) {
        unseen = 0;
        return WaitingList::Pass::stop;
      }
      turn = turn_of(item);
      const SeekerFacts& facts = books.seeker(SeekerNumber(item.seeker)).facts;
      const std::int32_t at = cell_at_(facts.settlement, alike_[service_id.index()][facts.need]);
      if (reaches_[facts.settlement.index()] != 0) --unseen;
      if (at >= 0) add_person(static_cast<std::uint32_t>(at), item, unfilled);
      return WaitingList::Pass::keep;
    });
  }
}

/// Fills the nearest offer that has room, to know when all could be full; the plan may send people elsewhere.
void OptimalAdmission::add_person(std::uint32_t at, const WaitingItem& item, std::int64_t& unfilled) {
  Cell& cell = cells_[at];
  if (cell.persons == cell.room) return;
  ++cell.persons;
  people_.push_back({at, item});
  const std::span<const Arc> arcs = arcs_of(cell);
  while (cell.next_arc < arcs.size() && offers_[arcs[cell.next_arc].offer].unfilled == 0) ++cell.next_arc;
  if (cell.next_arc == arcs.size()) return;
  --offers_[arcs[cell.next_arc].offer].unfilled;
  --unfilled;
}

std::int32_t OptimalAdmission::cell_of(SettlementId settlement, Need need, ServiceId service) {
  std::int32_t& at = cell_at_(settlement, alike_[service.index()][need]);
  if (at == kUnseen) at = add_cell(settlement, need, service);
  return at;
}

/// A cell with its ways to what is free, the least costly first.
std::int32_t OptimalAdmission::add_cell(SettlementId settlement, Need need, ServiceId service) {
  Cell cell;
  cell.town = scenario_->settlements[settlement.index()].town;
  cell.order = std::uint64_t{settlement_order_[settlement.index()]} * kCount<Need> + alike_[service.index()][need];
  cell.first_arc = arcs_.size();
  const auto later = static_cast<std::int32_t>(std::lround(scenario_->allocation.later_choice_minutes * 60));
  std::int32_t surcharge = 0;
  for (const Resource resource : scenario_->services[service.index()].takes[need]) {
    for (const std::span<const NearbyFacility> near : {network_->own(settlement, service), network_->overflow(settlement, service)}) {
      for (const NearbyFacility& one : near) {
        const std::int32_t offer = offer_at_[one.facility.index()][resource];
        if (offer == kNoOffer || offers_[static_cast<std::size_t>(offer)].site != one.site) continue;
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

/// Everybody who holds a place of a service without beds, by service.
void OptimalAdmission::find_seated(const Allocation& allocation) {
  held_.resize(allocation.books_.size());
  for (std::size_t zone = 0; zone < held_.size(); ++zone) {
    const ZoneAllocation& books = allocation.books_[zone];
    held_[zone].assign(books.seekers().size(), {});
    for (std::size_t i = 0; i < books.seekers().size(); ++i) {
      const Seeker& seeker = books.seekers()[i];
      if (!seeker.at.valid() || books.is_bed(seeker)) continue;
      seated_[seeker.facts.service.index()].push_back({static_cast<std::uint32_t>(zone), SeekerNumber(i)});
    }
  }
}

bool OptimalAdmission::may_move(const Allocation& allocation, SeekerId id) const {
  const Seeker& seeker = allocation.seeker(id);
  const SeekerFacts& facts = seeker.facts;
  const FacilityState& facility = allocation.tables_.facilities[seeker.at.index()];
  if (!AllocationTables::usable(facility, scenario_->services[facts.service.index()])) return false;
  if (facility.used[seeker.holds] > facility.staffed[seeker.holds]) return false;
  const auto holds = [&](const NearbyFacility& near) { return near.facility == seeker.at && near.site == facility.settlement; };
  const auto own = network_->own(facts.settlement, facts.service);
  const auto overflow = network_->overflow(facts.settlement, facts.service);
  return std::any_of(own.begin(), own.end(), holds) || std::any_of(overflow.begin(), overflow.end(), holds);
}

/// Their places are free for a moment, so that others may have them.
void OptimalAdmission::release_seated(Allocation& allocation, ServiceId service) {
  std::vector<SeekerId>& seated = seated_[service.index()];
  std::erase_if(seated, [&](SeekerId id) { return !may_move(allocation, id); });
  for (const SeekerId id : seated) {
    const Seeker& seeker = allocation.seeker(id);
    held_[id.zone][id.number.index()] = {seeker.at, seeker.holds};
    allocation.books_[id.zone].release(id.number);
  }
  allocation.settle();
  // By ties: seekers' numbers hang on how the district is cut.
  std::sort(seated.begin(), seated.end(), [&](SeekerId a, SeekerId b) {
    const Seeker& one = allocation.seeker(a);
    const Seeker& other = allocation.seeker(b);
    return std::pair(seated_key(one.key), one.facts.slot) < std::pair(seated_key(other.key), other.facts.slot);
  });
}

/// They stand before everybody who waits.
void OptimalAdmission::collect_seated(const Allocation& allocation, ServiceId service) {
  for (const SeekerId id : seated_[service.index()]) {
    const Seeker& seeker = allocation.seeker(id);
    const std::int32_t at = cell_of(seeker.facts.settlement, seeker.facts.need, service);
    require(at >= 0, "OptimalAdmission: a place is out of reach of the person who held it");
    const WaitingItem first{.key = seated_key(seeker.key), .slot = seeker.facts.slot, .seeker = id.number.value};
    add_person(static_cast<std::uint32_t>(at), first, free_of_town_[allocation.tables_.town_of(seeker.facts.settlement).index()]);
  }
}

/// People cell by cell, cells in an order that does not hang on the rows of tables.
void OptimalAdmission::order_people() {
  order_.clear();
  std::size_t first = 0;
  for (std::size_t c = 0; c < cells_.size(); ++c) {
    Cell& cell = cells_[c];
    if (cell.persons == 0) continue;
    order_.push_back(static_cast<std::uint32_t>(c));
    cell.first_person = first;
    first += static_cast<std::size_t>(cell.persons);
    for (const Arc& arc : arcs_of(cell)) offers_[arc.offer].sought += cell.persons;
    cell.persons = 0;
  }
  std::sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) { return cells_[a].order < cells_[b].order; });
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
    settle_part(allocation,
                std::span(order_).subspan(static_cast<std::size_t>(from - order_.begin()), static_cast<std::size_t>(to - from)));
    from = to;
  }
}

void OptimalAdmission::settle_part(Allocation& allocation, std::span<const std::uint32_t> cells) {
  if (first_choices_fit(cells)) {
    for (const std::uint32_t c : cells) give(allocation, cells_[c], 0, cells_[c].persons);
    return;
  }
  pose(cells);
  solver_.solve(problem_, flow_);
  std::size_t at = 0;
  for (const std::uint32_t c : cells) {
    Cell& cell = cells_[c];
    const std::span<const std::int32_t> flow = std::span(flow_).subspan(at, cell.arcs);
    at += cell.arcs;
    if (!held_.empty()) keep_where_they_were(cell, held_[allocation.zones_.of(cell.town)], flow);
    for (std::size_t arc = 0; arc < cell.arcs; ++arc) give(allocation, cell, arc, flow[arc]);
  }
}

bool OptimalAdmission::first_choices_fit(std::span<const std::uint32_t> cells) {
  const auto nearest = [&](std::uint32_t c) { return arcs_of(cells_[c]).front().offer; };
  load_.resize(std::max(load_.size(), offers_.size()));
  bool fit = true;
  for (const std::uint32_t c : cells) {
    load_[nearest(c)] += cells_[c].persons;
    fit &= load_[nearest(c)] <= offers_[nearest(c)].free;
  }
  for (const std::uint32_t c : cells) load_[nearest(c)] = 0;
  return fit;
}

/// Writes down the problem of a part: nothing here looks at offers or turns of others.
void OptimalAdmission::pose(std::span<const std::uint32_t> cells) {
  problem_.clear();
  turns_.clear();
  of_part_.clear();
  for (const std::uint32_t c : cells) {
    for (const Arc& arc : arcs_of(cells_[c])) of_part_.push_back(arc.offer);
    const auto people = std::span(in_order_).subspan(cells_[c].first_person, static_cast<std::size_t>(cells_[c].persons));
    for (const WaitingItem& item : people) {
      if (turns_.empty() || turns_.back() != turn_of(item)) turns_.push_back(turn_of(item));
    }
  }
  for (std::vector<std::uint32_t>* const numbers : {&turns_, &of_part_}) {
    std::sort(numbers->begin(), numbers->end());
    numbers->erase(std::unique(numbers->begin(), numbers->end()), numbers->end());
  }
  local_.resize(std::max(local_.size(), offers_.size()));
  for (const std::uint32_t offer : of_part_) {
    local_[offer] = static_cast<std::uint32_t>(problem_.offers.size());
    problem_.offers.push_back(offers_[offer].free);
  }
  for (const std::uint32_t c : cells) {
    const auto people = std::span(in_order_).subspan(cells_[c].first_person, static_cast<std::size_t>(cells_[c].persons));
    auto turn = turns_.begin();
    for (const WaitingItem& item : people) {
      while (*turn != turn_of(item)) ++turn;
      const auto number = static_cast<std::uint32_t>(turn - turns_.begin());
      if (problem_.turns.size() == problem_.first_turn.back() || problem_.turns.back().turn != number)
        problem_.turns.push_back({number, 0});
      ++problem_.turns.back().persons;
    }
    problem_.first_turn.push_back(problem_.turns.size());
    for (const Arc& arc : arcs_of(cells_[c])) problem_.arcs.push_back({local_[arc.offer], arc.cost});
    problem_.first_arc.push_back(problem_.arcs.size());
  }
}

/// Puts the people of a cell who are served, the first of its queue, into the order of its arcs: as many as can be where they were, the
/// others as they stood, people who were seated by their ties.
void OptimalAdmission::keep_where_they_were(const Cell& cell, std::span<const Held> held_by, std::span<const std::int32_t> flow) {
  const auto served = static_cast<std::size_t>(std::accumulate(flow.begin(), flow.end(), 0));
  std::vector<WaitingItem> people(in_order_.begin() + static_cast<std::ptrdiff_t>(cell.first_person),
                                  in_order_.begin() + static_cast<std::ptrdiff_t>(cell.first_person + served));
  std::sort(people.begin(), people.end());
  std::vector<std::vector<WaitingItem>> at_arc(flow.size());
  for (std::size_t arc = 0; arc < flow.size(); ++arc) {
    const Offer& offer = offers_[arcs_of(cell)[arc].offer];
    std::erase_if(people, [&](const WaitingItem& item) {
      const Held& held = held_by[item.seeker];
      if (held.at != offer.facility || held.holds != offer.resource) return false;
      if (at_arc[arc].size() == static_cast<std::size_t>(flow[arc])) return false;
      at_arc[arc].push_back(item);
      return true;
    });
  }
  auto next = people.begin();
  auto to = in_order_.begin() + static_cast<std::ptrdiff_t>(cell.first_person);
  for (std::size_t arc = 0; arc < flow.size(); ++arc) {
    while (at_arc[arc].size() < static_cast<std::size_t>(flow[arc])) at_arc[arc].push_back(*next++);
    to = std::copy(at_arc[arc].begin(), at_arc[arc].end(), to);
  }
}

/// The first so many people of the cell who have no place yet get one at the end of the arc.
void OptimalAdmission::give(Allocation& allocation, Cell& cell, std::size_t arc_number, std::int32_t persons) {
  const Arc& arc = arcs_of(cell)[arc_number];
  Offer& offer = offers_[arc.offer];
  ZoneAllocation& books = allocation.books_of(cell.town);
  for (std::int32_t k = 0; k < persons; ++k) {
    const WaitingItem& item = in_order_[cell.first_person + static_cast<std::size_t>(k)];
    const NearbyFacility place{offer.facility, offer.site, arc.seconds};
    const SeekerNumber number(item.seeker);
    if (!held_.empty() && held_[allocation.zones_.of(cell.town)][item.seeker].at.valid()) {
      books.put(number, place, offer.resource);
      continue;
    }
    if (network_->facilities()[offer.facility.index()].town == cell.town) {
      std::int32_t& worst = books.list(cell.town, books.seeker(number).facts.service).worst_admitted;
      worst = std::max(worst, rank_of(item));
    }
    books.give(number, place, offer.resource);
  }
  offer.free -= persons;
  cell.first_person += static_cast<std::size_t>(persons);
  cell.persons -= persons;
}

}  // namespace eldercast
