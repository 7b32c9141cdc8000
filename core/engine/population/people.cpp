#include "engine/population/people.hpp"

#include <algorithm>
#include <utility>

#include "model/base/prefetch.hpp"
#include "model/base/require.hpp"

namespace eldercast {
namespace {

/// Changes that are told together: enough to fill lanes, few enough to stay in the nearest cache.
constexpr std::size_t kToldTogether = 256;

/// Events whose numbers are drawn in one call: two sets of lanes, whose rounds overlap.
constexpr std::size_t kHandledTogether = 2 * kLanes;

/// Births, counted from the oldest, of those who are in an age group at the end of a month: the first and the last of them.
struct Births {
  int first = 0;
  int last = 0;
};
Births births_in(const District& district, AgeGroup group, Month month) {
  const YearMonth end_of = district.scenario().start + month.value;
  const int age_from = 60 + 5 * static_cast<int>(group);
  // Born in these months: (to - 60 months, to], and everybody older in the open group.
  const int last = end_of - 12 * age_from - district.cohorts().oldest_birth();
  const int first = group == AgeGroup::from_85 ? 0 : std::max(0, last - 59);
  return {first, std::min(last, district.cohorts().births() - 1)};
}

}  // namespace

People::People(const District& district) : People(district, Zones(district.scenario())) {}

People::People(const District& district, Zones zones) : People(district, std::move(zones), {}) {}

People::People(const District& district, Zones zones, Memory memory)
    : district_(&district), zones_(std::move(zones)), people_(std::move(memory.people_)), worklists_(std::move(memory.worklists_)) {
  require(district.scenario().settlements.size() <= kMostSettlements, "People: more settlements than three bytes can number");
  people_.clear();
  people_.resize(district.base().slots());
  worklists_.resize(zones_.size());
  for (std::size_t s = 0; s < worklists_.size(); ++s) {
    Worklist& worklist = worklists_[s];
    worklist.zone = zones_[s];
    worklist.first_slot = district.base().first_slot[worklist.zone.first_settlement];
    worklist.end_slot = district.base().first_slot[worklist.zone.end_settlement];
    worklist.calendar.resize(static_cast<std::size_t>(district.scenario().months()));
    worklist.changes.reserve(kToldTogether);
    worklist.presences.reserve(kToldTogether);
    worklist.moves.reserve(kToldTogether);
  }
}

People::Memory People::release() && {
  Memory memory;
  memory.people_ = std::move(people_);
  memory.worklists_ = std::move(worklists_);
  return memory;
}

void People::start(StreamKey stream) {
  stream_ = stream;
  residents_ = district_->base().residents;
  by_birth_ = district_->base().by_birth;
  of_town_ = district_->base().of_town;
  by_age_ = Cube<std::int32_t, 2>(district_->scenario().towns.size(), kCount<AgeGroup>);
  count_ages(Month{-1});
  flows_ = {};
  events_ = 0;
  zones_.each([&](std::size_t s) { start_worklist(worklists_[s]); });
}

void People::start_worklist(Worklist& worklist) {
  for (std::vector<StandingChange>* const told : {&worklist.changes, &worklist.away, &worklist.guests, &worklist.movers}) told->clear();
  worklist.elsewhere.clear();
  worklist.presences.clear();
  worklist.moves.clear();
  worklist.flows = {};
  worklist.events = 0;
  const BasePopulation& base = district_->base();
  for (std::uint32_t slot = worklist.first_slot; slot < worklist.end_slot; ++slot) {
    people_[slot] = {district_->home_of_block(slot / kBlock), base.traits[slot], base.status(slot)};
  }
  for (std::vector<std::uint32_t>& slots : worklist.calendar) slots.clear();
  draw_first_events(worklist);
  // Further events of the same people are fewer than their first ones, so that the months allocate nothing.
  for (std::vector<std::uint32_t>& slots : worklist.calendar) slots.reserve(2 * slots.size() + 64);
}

/// Passes over all residents of a zone, two blocks at a time: a block in which no number is below the bound needs no further look.
void People::draw_first_events(Worklist& worklist) {
  static_assert(kBlock == kLanes && sizeof(Identity) == sizeof(std::uint32_t));
  const std::size_t end = worklist.end_slot / kBlock;
  std::array<LaneKeys, 2> keys;
  std::array<LaneWords, 2> words;
  for (std::size_t first = worklist.first_slot / kBlock; first < end; first += keys.size()) {
    const std::size_t sets = std::min(keys.size(), end - first);
    for (std::size_t k = 0; k < sets; ++k) {
      const std::uint32_t key = district_->key_of_settlement(district_->home_of_block(first + k));
      keys[k] = neighbours(&district_->base().identity[(first + k) * kBlock].bits, key, 0);
    }
    draw_lanes(stream_, std::span(keys).first(sets), DrawFor::life_event, words);
    for (std::size_t k = 0; k < sets; ++k) schedule_block(worklist, first + k, words[k][0]);
  }
}

void People::schedule_block(Worklist& worklist, std::size_t block, const Lanes& drawn) {
  const EventTables& events = district_->events();
  for_each_bit(lanes_in(drawn, {0, district_->bound_of_block(block)}), [&](std::size_t lane) {
    const auto slot = static_cast<std::uint32_t>(block * kBlock + lane);
    const Person& person = people_[slot];
    if (person.status.has(Status::kGone)) return;
    const Identity who = identity(slot);
    schedule(worklist, slot,
             person.traits.has(Traits::kArrival) ? events.arrival_month(drawn[lane])
                                                 : events.event_month(class_of_person(person, who.sex()), who.birth(), 0, drawn[lane]));
  });
}

void People::live(Month month, StandingListener& listener, const HealthFactors* health) {
  flows_ = {};
  health_ = health != nullptr && health->changed() ? health : nullptr;
  raised_bound_ = health_ != nullptr && health_->raised() ? bound_of_raised(month) : 0;
  zones_.each([&](std::size_t s) { live_at(worklists_[s], month, listener); });
  for (Worklist& worklist : worklists_) {
    settle(worklist);
    sort_away(worklist);
  }
  count_ages(month);
  // Nobody changes again in the month after a move.
  zones_.each([&](std::size_t s) {
    if (!worklists_[s].guests.empty()) listener.changed(s, worklists_[s].guests, month);
    worklists_[s].guests.clear();
  });
  for (Worklist& worklist : worklists_) {
    if (!worklist.movers.empty()) listener.moved(worklist.movers, month);
    worklist.movers.clear();
  }
}

void People::live_at(Worklist& worklist, Month month, StandingListener& listener) {
  birthdays(worklist, month, listener);
  const std::span<const std::uint32_t> slots = worklist.calendar[static_cast<std::size_t>(month.value)];
  for (std::size_t first = 0; first < slots.size(); first += kHandledTogether) {
    for (std::size_t i = first + kHandledTogether; i < std::min(first + 2 * kHandledTogether, slots.size()); ++i) fetch(slots[i]);
    handle_together(worklist, slots.subspan(first, std::min(kHandledTogether, slots.size() - first)), month, listener);
  }
  if (raised_bound_ > 0) raise(worklist, month, listener);
  tell_rest(worklist, month, listener);
}

/// Sums of births that stand together: less work than to follow every birthday.
void People::count_ages(Month month) {
  for (std::size_t g = 0; g < kCount<AgeGroup>; ++g) {
    const auto [first, last] = births_in(*district_, static_cast<AgeGroup>(g), month);
    for (std::size_t t = 0; t < by_age_.sizes()[0]; ++t) {
      std::int32_t persons = 0;
      for (int birth = first; birth <= last; ++birth) persons += of_town_(t, birth);
      by_age_(t, g) = persons;
    }
  }
}

/// Enters what the worklist may not count itself, because others count there at the same time.
void People::settle(Worklist& worklist) {
  for (const auto& [settlement, need, change] : worklist.elsewhere) residents_(settlement, need) += change;
  const YearMonth oldest = district_->cohorts().oldest_birth();
  for (const auto& [identity, settlement, change] : worklist.presences) {
    const int birth = identity.birth() - oldest;
    by_birth_(identity.sex(), birth) += change;
    of_town_(district_->town_of(settlement), birth) += change;
  }
  for (const auto& [identity, from, to] : worklist.moves) {
    --of_town_(district_->town_of(from), identity.birth() - oldest);
    ++of_town_(district_->town_of(to), identity.birth() - oldest);
  }
  for (std::size_t f = 0; f < kCount<LifeFlow>; ++f) flows_.cells[f] += worklist.flows.cells[f];
  events_ += worklist.events;
  worklist.elsewhere.clear();
  worklist.presences.clear();
  worklist.moves.clear();
  worklist.flows = {};
  worklist.events = 0;
}

/// Changes of people who live elsewhere, to those who know of them.
void People::sort_away(Worklist& worklist) {
  for (const StandingChange& change : worklist.away) {
    const std::size_t before = zones_.of(district_->town_of(change.before.settlement));
    const std::size_t after = zones_.of(district_->town_of(change.after.settlement));
    (before == after ? worklists_[after].guests : worklist.movers).push_back(change);
  }
  worklist.away.clear();
}

/// Those of the slots, which stand in order, that are at the worklist.
std::span<const std::uint32_t> People::of_worklist(std::span<const std::uint32_t> slots, const Worklist& worklist) {
  const auto first = std::lower_bound(slots.begin(), slots.end(), worklist.first_slot);
  return {first, std::lower_bound(first, slots.end(), worklist.end_slot)};
}

void People::birthdays(Worklist& worklist, Month month, StandingListener& listener) {
  for (const auto& [all, bit] :
       {std::pair{district_->turning_60().of(month.value), Status::kSixty}, {district_->turning_80().of(month.value), Status::kEighty}}) {
    const std::span<const std::uint32_t> slots = of_worklist(all, worklist);
    for (std::size_t i = 0; i < slots.size(); ++i) {
      if (i + kLanes < slots.size()) fetch(slots[i + kLanes]);
      const std::uint32_t slot = slots[i];
      Person& person = people_[slot];
      const Standing before = standing(slot);
      person.status.set(bit);
      // Those who have not arrived yet grow older all the same; those who are gone do not matter.
      if (!person.status.has(Status::kPresent)) continue;
      const Standing after = standing(slot);
      if (!before.counted) {
        ++worklist.flows[LifeFlow::turned_60];
        count(worklist, person, 1);
      }
      if (before != after) tell(worklist, {slot, before, after}, month, listener);
    }
  }
}

/// A few events, their numbers drawn together. No two of them are of one resident.
void People::handle_together(Worklist& worklist, std::span<const std::uint32_t> slots, Month month, StandingListener& listener) {
  std::array<LaneKeys, kHandledTogether / kLanes> keys;
  std::array<LaneWords, kHandledTogether / kLanes> words;
  for (std::size_t i = 0; i < slots.size(); ++i) keys[i / kLanes].set(i % kLanes, entity_of(slots[i]), ++people_[slots[i]].spell);
  const std::size_t sets = (slots.size() + kLanes - 1) / kLanes;
  draw_lanes(stream_, std::span(keys).first(sets), DrawFor::life_event, words);
  const auto drawn = [&](std::size_t i, std::size_t word) { return words[i / kLanes][word][i % kLanes]; };
  const EventTables& events = district_->events();
  for (std::size_t i = 0; i < slots.size(); ++i) handle(worklist, slots[i], month, {drawn(i, 1), drawn(i, 2), drawn(i, 3)}, listener);
  if (month.value + 1 >= events.months()) return;
  for (std::size_t i = 0; i < slots.size(); ++i) {
    const Person& person = people_[slots[i]];
    if (person.status.has(Status::kGone)) continue;
    const Identity who = identity(slots[i]);
    schedule(worklist, slots[i], events.event_month(class_of_person(person, who.sex()), who.birth(), month.value + 1, drawn(i, 0)));
  }
}

void People::handle(Worklist& worklist, std::uint32_t slot, Month month, const EventWords& words, StandingListener& listener) {
  const Person& person = people_[slot];
  if (!person.status.has(Status::kPresent)) return arrive(worklist, slot, month, listener);
  const Identity who = identity(slot);
  const LifeEvent event = district_->events().cause(class_of_person(person, who.sex()), who.birth(), month.value, words.cause);
  if (allowed(person, event, words.allowed)) {
    happen(worklist, slot, month, event, words.destination, listener);
  } else {
    ++worklist.events;
  }
}

/// Whether rules let an event happen that the scenario brings.
bool People::allowed(const Person& person, LifeEvent event, std::uint32_t u) const {
  if (health_ == nullptr || !person.status.is_resident()) return true;
  const Need need = person.traits.need();
  const auto on_health = health_event(need, event);
  if (!on_health) return true;
  const PerMille factor = health_->of(district_->town_of(person.settlement()), need, *on_health);
  return static_cast<PerMille>(std::uint64_t{u} * kNormal >> 32U) < factor;
}

void People::arrive(Worklist& worklist, std::uint32_t slot, Month month, StandingListener& listener) {
  Person& person = people_[slot];
  const Standing before = standing(slot);
  ++worklist.events;
  person.status.set(Status::kPresent);
  worklist.flows[LifeFlow::arrived] += static_cast<int>(person.status.has(Status::kSixty));
  worklist.presences.push_back({identity(slot), person.settlement(), 1});
  count(worklist, person, 1);
  const Standing after = standing(slot);
  if (before != after) tell(worklist, {slot, before, after}, month, listener);
}

void People::happen(Worklist& worklist, std::uint32_t slot, Month month, LifeEvent event, std::uint32_t destination_draw,
                    StandingListener& listener) {
  Person& person = people_[slot];
  const Standing before = standing(slot);
  ++worklist.events;
  count(worklist, person, -1);
  apply(worklist, person, event, destination_draw);
  if (!person.status.has(Status::kPresent)) worklist.presences.push_back({identity(slot), person.settlement(), -1});
  if (event == LifeEvent::move) worklist.moves.push_back({identity(slot), before.settlement, person.settlement()});
  count(worklist, person, 1);
  const Standing after = standing(slot);
  if (before != after) tell(worklist, {slot, before, after}, month, listener);
}

void People::apply(Worklist& worklist, Person& person, LifeEvent event, std::uint32_t destination_draw) {
  // Flows count residents; those who are not yet 60 live unseen.
  const int seen = person.status.has(Status::kSixty) ? 1 : 0;
  const Need need = person.traits.need();
  switch (event) {
    case LifeEvent::death:
      worklist.flows[LifeFlow::died] += seen;
      person.status = Status{Status::kGone};
      break;
    case LifeEvent::departure:
      worklist.flows[LifeFlow::departed] += seen;
      person.status = Status{Status::kGone};
      break;
    case LifeEvent::move:
      worklist.flows[LifeFlow::moved] += seen;
      person.move_to(district_->move_destination(destination_draw));
      break;
    case LifeEvent::first_change:
    case LifeEvent::second_change: {
      const Need next = other_need(need, event == LifeEvent::first_change ? 0 : 1);
      worklist.flows[next > need ? LifeFlow::worsened : LifeFlow::improved] += seen;
      person.traits.bits = static_cast<std::uint8_t>((person.traits.bits & ~Traits::kNeedMask) | static_cast<unsigned>(next));
      break;
    }
  }
}

void People::count(Worklist& worklist, const Person& person, std::int32_t change) {
  if (!person.status.is_resident()) return;
  if (worklist.zone.has(SettlementId(std::size_t{person.settlement()}))) {
    residents_(person.settlement(), person.traits.need()) += change;
  } else {
    worklist.elsewhere.push_back({person.settlement(), person.traits.need(), change});
  }
}

/// The resident's memory will be needed soon.
void People::fetch(std::uint32_t slot) const {
  will_read(people_[slot]);
  will_read(district_->base().identity[slot]);
}

void People::tell(Worklist& worklist, const StandingChange& change, Month month, StandingListener& listener) {
  const auto is_here = [&](const Standing& standing) { return worklist.zone.has(SettlementId(std::size_t{standing.settlement})); };
  if (!is_here(change.before) || !is_here(change.after)) {
    worklist.away.push_back(change);
    return;
  }
  worklist.changes.push_back(change);
  if (worklist.changes.size() == kToldTogether) tell_rest(worklist, month, listener);
}

void People::tell_rest(Worklist& worklist, Month month, StandingListener& listener) {
  if (!worklist.changes.empty()) listener.changed(worklist.zone.number, worklist.changes, month);
  worklist.changes.clear();
}

Standing People::standing(std::uint32_t slot) const {
  const Person& person = people_[slot];
  return {person.status.is_resident(), person.settlement(), person.traits.need(),
          district_->groups().of(person.traits.need(), person.traits, person.status.has(Status::kEighty)),
          person.traits.has(Traits::kHardship)};
}

std::size_t People::class_of_person(const Person& person, Sex sex) const {
  return class_of(district_->kind_of(person.settlement()), person.traits.need(), sex);
}

void People::schedule(Worklist& worklist, std::uint32_t slot, int month) {
  if (month < static_cast<int>(worklist.calendar.size())) worklist.calendar[static_cast<std::size_t>(month)].push_back(slot);
}

std::int32_t People::in_age_group(Sex sex, AgeGroup group, Month month) const {
  const auto [first, last] = births_in(*district_, group, month);
  std::int32_t persons = 0;
  for (int birth = first; birth <= last; ++birth) persons += by_birth_(sex, birth);
  return persons;
}

}  // namespace eldercast
