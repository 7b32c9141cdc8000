#include "engine/population/people.hpp"

#include <algorithm>
#include <utility>

#include "model/prefetch.hpp"
#include "model/require.hpp"

namespace eldercast {
namespace {

/// Changes that are told together: enough to fill lanes, few enough to stay in the nearest cache.
constexpr std::size_t kToldTogether = 256;

/// Events whose numbers are drawn in one call: two sets of lanes, whose rounds overlap.
constexpr std::size_t kHandledTogether = 2 * kLanes;

}  // namespace

People::People(const District& district) : People(district, Sectors(district.scenario())) {}

People::People(const District& district, Sectors sectors) : People(district, std::move(sectors), {}) {}

People::People(const District& district, Sectors sectors, Memory memory)
    : district_(&district), sectors_(std::move(sectors)), people_(std::move(memory.people_)), desks_(std::move(memory.desks_)) {
  require(district.scenario().settlements.size() <= kMostSettlements, "People: more settlements than three bytes can number");
  people_.clear();
  people_.resize(district.base().slots());
  desks_.resize(sectors_.size());
  for (std::size_t s = 0; s < desks_.size(); ++s) {
    Desk& desk = desks_[s];
    desk.sector = sectors_[s];
    desk.first_slot = district.base().first_slot[desk.sector.first_settlement];
    desk.end_slot = district.base().first_slot[desk.sector.end_settlement];
    desk.calendar.resize(static_cast<std::size_t>(district.scenario().months()));
    desk.changes.reserve(kToldTogether);
    desk.presences.reserve(kToldTogether);
  }
}

People::Memory People::release() && {
  Memory memory;
  memory.people_ = std::move(people_);
  memory.desks_ = std::move(desks_);
  return memory;
}

void People::start(StreamKey stream) {
  stream_ = stream;
  residents_ = district_->base().residents;
  by_birth_ = district_->base().by_birth;
  flows_ = {};
  events_ = 0;
  sectors_.each([&](std::size_t s) { start_desk(desks_[s]); });
}

void People::start_desk(Desk& desk) {
  for (std::vector<StandingChange>* const told : {&desk.changes, &desk.away, &desk.guests, &desk.movers}) told->clear();
  desk.elsewhere.clear();
  desk.presences.clear();
  desk.flows = {};
  desk.events = 0;
  const BasePopulation& base = district_->base();
  for (std::uint32_t slot = desk.first_slot; slot < desk.end_slot; ++slot) {
    people_[slot] = {district_->home_of_block(slot / kBlock), base.traits[slot], base.status(slot)};
  }
  for (std::vector<std::uint32_t>& slots : desk.calendar) slots.clear();
  draw_first_events(desk);
  // Further events of the same people are fewer than their first ones, so that the months allocate nothing.
  for (std::vector<std::uint32_t>& slots : desk.calendar) slots.reserve(2 * slots.size() + 64);
}

/// Passes over all residents of a sector, two blocks at a time: a block in which no number is below the bound needs no further look.
void People::draw_first_events(Desk& desk) {
  static_assert(kBlock == kLanes && sizeof(Identity) == sizeof(std::uint32_t));
  const std::size_t end = desk.end_slot / kBlock;
  std::array<LaneKeys, 2> keys;
  std::array<LaneWords, 2> words;
  for (std::size_t first = desk.first_slot / kBlock; first < end; first += keys.size()) {
    const std::size_t sets = std::min(keys.size(), end - first);
    for (std::size_t k = 0; k < sets; ++k) {
      const std::uint32_t key = district_->key_of_settlement(district_->home_of_block(first + k));
      keys[k] = neighbours(&district_->base().identity[(first + k) * kBlock].bits, key, 0);
    }
    draw_lanes(stream_, std::span(keys).first(sets), DrawFor::life_event, words);
    for (std::size_t k = 0; k < sets; ++k) schedule_block(desk, first + k, words[k][0]);
  }
}

void People::schedule_block(Desk& desk, std::size_t block, const Lanes& drawn) {
  const EventTables& events = district_->events();
  for_each_bit(lanes_in(drawn, {0, district_->bound_of_block(block)}), [&](std::size_t lane) {
    const auto slot = static_cast<std::uint32_t>(block * kBlock + lane);
    const Person& person = people_[slot];
    if (person.status.has(Status::kGone)) return;
    const Identity who = identity(slot);
    schedule(desk, slot,
             person.traits.has(Traits::kArrival) ? events.arrival_month(drawn[lane])
                                                 : events.event_month(class_of_person(person, who.sex()), who.birth(), 0, drawn[lane]));
  });
}

void People::live(Month month, StandingListener& listener) {
  flows_ = {};
  sectors_.each([&](std::size_t s) { live_at(desks_[s], month, listener); });
  for (Desk& desk : desks_) {
    settle(desk);
    sort_away(desk);
  }
  // Nobody changes again in the month after a move.
  sectors_.each([&](std::size_t s) {
    if (!desks_[s].guests.empty()) listener.changed(s, desks_[s].guests, month);
    desks_[s].guests.clear();
  });
  for (Desk& desk : desks_) {
    if (!desk.movers.empty()) listener.moved(desk.movers, month);
    desk.movers.clear();
  }
}

void People::live_at(Desk& desk, Month month, StandingListener& listener) {
  birthdays(desk, month, listener);
  const std::span<const std::uint32_t> slots = desk.calendar[static_cast<std::size_t>(month.value)];
  for (std::size_t first = 0; first < slots.size(); first += kHandledTogether) {
    for (std::size_t i = first + kHandledTogether; i < std::min(first + 2 * kHandledTogether, slots.size()); ++i) fetch(slots[i]);
    handle_together(desk, slots.subspan(first, std::min(kHandledTogether, slots.size() - first)), month, listener);
  }
  tell_rest(desk, month, listener);
}

/// Enters what the desk may not count itself, because others count there at the same time.
void People::settle(Desk& desk) {
  for (const auto& [settlement, need, change] : desk.elsewhere) residents_(settlement, need) += change;
  for (const auto& [identity, change] : desk.presences) {
    by_birth_(identity.sex(), identity.birth() - district_->cohorts().oldest_birth()) += change;
  }
  for (std::size_t f = 0; f < kCount<LifeFlow>; ++f) flows_.cells[f] += desk.flows.cells[f];
  events_ += desk.events;
  desk.elsewhere.clear();
  desk.presences.clear();
  desk.flows = {};
  desk.events = 0;
}

/// Changes of people who live elsewhere, to those who know of them.
void People::sort_away(Desk& desk) {
  for (const StandingChange& change : desk.away) {
    const std::size_t before = sectors_.of(district_->town_of(change.before.settlement));
    const std::size_t after = sectors_.of(district_->town_of(change.after.settlement));
    (before == after ? desks_[after].guests : desk.movers).push_back(change);
  }
  desk.away.clear();
}

/// Those of the slots, which stand in order, that are at the desk.
std::span<const std::uint32_t> People::of_desk(std::span<const std::uint32_t> slots, const Desk& desk) {
  const auto first = std::lower_bound(slots.begin(), slots.end(), desk.first_slot);
  return {first, std::lower_bound(first, slots.end(), desk.end_slot)};
}

void People::birthdays(Desk& desk, Month month, StandingListener& listener) {
  for (const auto& [all, bit] :
       {std::pair{district_->turning_60().of(month.value), Status::kSixty}, {district_->turning_80().of(month.value), Status::kEighty}}) {
    const std::span<const std::uint32_t> slots = of_desk(all, desk);
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
        ++desk.flows[LifeFlow::turned_60];
        count(desk, person, 1);
      }
      if (before != after) tell(desk, {slot, before, after}, month, listener);
    }
  }
}

/// A few events, their numbers drawn together. No two of them are of one resident.
void People::handle_together(Desk& desk, std::span<const std::uint32_t> slots, Month month, StandingListener& listener) {
  std::array<LaneKeys, kHandledTogether / kLanes> keys;
  std::array<LaneWords, kHandledTogether / kLanes> words;
  for (std::size_t i = 0; i < slots.size(); ++i) keys[i / kLanes].set(i % kLanes, entity_of(slots[i]), ++people_[slots[i]].spell);
  const std::size_t sets = (slots.size() + kLanes - 1) / kLanes;
  draw_lanes(stream_, std::span(keys).first(sets), DrawFor::life_event, words);
  const auto drawn = [&](std::size_t i, std::size_t word) { return words[i / kLanes][word][i % kLanes]; };
  const EventTables& events = district_->events();
  for (std::size_t i = 0; i < slots.size(); ++i) handle(desk, slots[i], month, drawn(i, 1), drawn(i, 2), listener);
  if (month.value + 1 >= events.months()) return;
  for (std::size_t i = 0; i < slots.size(); ++i) {
    const Person& person = people_[slots[i]];
    if (person.status.has(Status::kGone)) continue;
    const Identity who = identity(slots[i]);
    schedule(desk, slots[i], events.event_month(class_of_person(person, who.sex()), who.birth(), month.value + 1, drawn(i, 0)));
  }
}

void People::handle(Desk& desk, std::uint32_t slot, Month month, std::uint32_t cause_draw, std::uint32_t destination_draw,
                    StandingListener& listener) {
  Person& person = people_[slot];
  const Identity who = identity(slot);
  const Standing before = standing(slot);
  ++desk.events;
  count(desk, person, -1);
  if (!person.status.has(Status::kPresent)) {
    person.status.set(Status::kPresent);
    desk.flows[LifeFlow::arrived] += static_cast<int>(person.status.has(Status::kSixty));
    desk.presences.push_back({who, 1});
  } else {
    apply(desk, person, district_->events().cause(class_of_person(person, who.sex()), who.birth(), month.value, cause_draw),
          destination_draw);
    if (!person.status.has(Status::kPresent)) desk.presences.push_back({who, -1});
  }
  count(desk, person, 1);
  const Standing after = standing(slot);
  if (before != after) tell(desk, {slot, before, after}, month, listener);
}

void People::apply(Desk& desk, Person& person, LifeEvent event, std::uint32_t destination_draw) {
  // Flows count residents; those who are not yet 60 live unseen.
  const int seen = person.status.has(Status::kSixty) ? 1 : 0;
  const Need need = person.traits.need();
  switch (event) {
    case LifeEvent::death:
      desk.flows[LifeFlow::died] += seen;
      person.status = Status{Status::kGone};
      break;
    case LifeEvent::departure:
      desk.flows[LifeFlow::departed] += seen;
      person.status = Status{Status::kGone};
      break;
    case LifeEvent::move:
      desk.flows[LifeFlow::moved] += seen;
      person.move_to(district_->move_destination(destination_draw));
      break;
    case LifeEvent::first_change:
    case LifeEvent::second_change: {
      const Need next = other_need(need, event == LifeEvent::first_change ? 0 : 1);
      desk.flows[next > need ? LifeFlow::worsened : LifeFlow::improved] += seen;
      person.traits.bits = static_cast<std::uint8_t>((person.traits.bits & ~Traits::kNeedMask) | static_cast<unsigned>(next));
      break;
    }
  }
}

void People::count(Desk& desk, const Person& person, std::int32_t change) {
  if (!person.status.is_resident()) return;
  if (desk.sector.has(SettlementId(std::size_t{person.settlement()}))) {
    residents_(person.settlement(), person.traits.need()) += change;
  } else {
    desk.elsewhere.push_back({person.settlement(), person.traits.need(), change});
  }
}

/// The resident's memory will be needed soon.
void People::fetch(std::uint32_t slot) const {
  will_read(people_[slot]);
  will_read(district_->base().identity[slot]);
}

void People::tell(Desk& desk, const StandingChange& change, Month month, StandingListener& listener) {
  const auto is_here = [&](const Standing& standing) { return desk.sector.has(SettlementId(std::size_t{standing.settlement})); };
  if (!is_here(change.before) || !is_here(change.after)) {
    desk.away.push_back(change);
    return;
  }
  desk.changes.push_back(change);
  if (desk.changes.size() == kToldTogether) tell_rest(desk, month, listener);
}

void People::tell_rest(Desk& desk, Month month, StandingListener& listener) {
  if (!desk.changes.empty()) listener.changed(desk.sector.number, desk.changes, month);
  desk.changes.clear();
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

void People::schedule(Desk& desk, std::uint32_t slot, int month) {
  if (month < static_cast<int>(desk.calendar.size())) desk.calendar[static_cast<std::size_t>(month)].push_back(slot);
}

std::int32_t People::in_age_group(Sex sex, AgeGroup group, Month month) const {
  const YearMonth end_of = district_->scenario().start + month.value;
  const int age_from = 60 + 5 * static_cast<int>(group);
  // Born in these months: (to - 60 months, to], and everybody older in the open group.
  const int last = end_of - 12 * age_from - district_->cohorts().oldest_birth();
  const int first = group == AgeGroup::from_85 ? 0 : std::max(0, last - 59);
  std::int32_t persons = 0;
  for (int birth = first; birth <= std::min(last, district_->cohorts().births() - 1); ++birth) persons += by_birth_(sex, birth);
  return persons;
}

}  // namespace eldercast
