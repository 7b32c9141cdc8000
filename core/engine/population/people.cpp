#include "engine/population/people.hpp"

#include <algorithm>

namespace eldercast {

People::People(const District& district)
    : district_(&district),
      calendar_(static_cast<std::size_t>(district.scenario().months())),
      initial_residents_(district.scenario().settlements.size(), kCount<Need>),
      initial_by_birth_(kCount<Sex>, district.cohorts().births()) {
  const BasePopulation& base = district.base();
  const YearMonth before_start = district.scenario().start - 1;
  initial_.resize(base.slots());
  for (std::uint32_t slot = 0; slot < base.slots(); ++slot) {
    Person& person = initial_[slot];
    person.identity = base.identity[slot];
    person.traits = base.traits[slot];
    person.settlement = district.home_of_block(slot / kBlock);
    if (person.traits.has(Traits::kPadding)) {
      person.status = kGone;
      continue;
    }
    const int age = age_at_end_of(before_start, person.identity.birth());
    if (age >= 60) person.status |= kSixty;
    if (age >= 80) person.status |= kEighty;
    if (person.traits.has(Traits::kArrival)) continue;
    person.status |= kPresent;
    ++initial_by_birth_(person.identity.sex(), person.identity.birth() - district.cohorts().oldest_birth());
    if (age >= 60) ++initial_residents_(person.settlement, person.traits.need());
  }
}

void People::start(StreamKey stream) {
  stream_ = stream;
  people_ = initial_;
  residents_ = initial_residents_;
  by_birth_ = initial_by_birth_;
  flows_ = {};
  events_ = 0;
  std::fill(calendar_.begin(), calendar_.end(), kNobody);
  draw_first_events(stream);
}

/// Passes over all residents block by block: a block in which no number is below the bound needs no further look.
void People::draw_first_events(StreamKey stream) {
  const EventTables& events = district_->events();
  const BasePopulation& base = district_->base();
  const std::size_t blocks = base.slots() / kBlock;
  static_assert(kBlock == kLanes && sizeof(Identity) == sizeof(std::uint32_t));
  LaneWords words;
  for (std::size_t block = 0; block < blocks; ++block) {
    const std::uint32_t bound = district_->bound_of_block(block);
    if (bound == 0) continue;
    const std::uint32_t home = district_->home_of_block(block);
    draw_lanes(stream, &base.identity[block * kBlock].bits, district_->key_of_settlement(home), DrawFor::life_event, 0, words);
    std::uint32_t hits = 0;
    for (std::size_t i = 0; i < kLanes; ++i) hits |= static_cast<std::uint32_t>(words[0][i] < bound) << i;
    for (; hits != 0; hits &= hits - 1) {
      const auto lane = static_cast<std::size_t>(__builtin_ctz(hits));
      const auto slot = static_cast<std::uint32_t>(block * kBlock + lane);
      const Person& person = people_[slot];
      if ((person.status & kGone) != 0) continue;
      const std::uint32_t u = words[0][lane];
      schedule(slot, person.traits.has(Traits::kArrival) ? events.arrival_month(u)
                                                         : events.event_month(class_of_person(person), person.identity.birth(), 0, u));
    }
  }
}

void People::live(Month month, StandingListener& listener) {
  flows_ = {};
  birthdays(month, listener);
  std::uint32_t slot = calendar_[static_cast<std::size_t>(month.value)];
  while (slot != kNobody) {
    // The person may be put into another month's list, so look at the next one first.
    const std::uint32_t next = people_[slot].next;
    handle(slot, month, listener);
    slot = next;
  }
}

void People::birthdays(Month month, StandingListener& listener) {
  for (const auto& [slots, bit] :
       {std::pair{district_->turning_60().of(month.value), kSixty}, {district_->turning_80().of(month.value), kEighty}}) {
    for (const std::uint32_t slot : slots) {
      Person& person = people_[slot];
      const Standing before = standing(slot);
      person.status = static_cast<std::uint8_t>(person.status | bit);
      // Those who have not arrived yet grow older all the same; those who are gone do not matter.
      if ((person.status & kPresent) == 0) continue;
      const Standing after = standing(slot);
      if (!before.counted) {
        ++flows_[LifeFlow::turned_60];
        residents_(after.settlement, after.need) += 1;
      }
      if (before != after) listener.changed(slot, before, after, month);
    }
  }
}

void People::handle(std::uint32_t slot, Month month, StandingListener& listener) {
  Person& person = people_[slot];
  const EventTables& events = district_->events();
  const Standing before = standing(slot);
  ++person.spell;
  ++events_;
  const std::array<std::uint32_t, 4> words = draw(stream_, entity_of(slot), DrawFor::life_event, person.spell);
  count(person, before, -1);
  if ((person.status & kPresent) == 0) {
    person.status |= kPresent;
    flows_[LifeFlow::arrived] += static_cast<int>((person.status & kSixty) != 0);
  } else {
    apply(person, events.cause(class_of_person(person), person.identity.birth(), month.value, words[1]), words[2]);
  }
  const Standing after = standing(slot);
  count(person, after, 1);
  if (before != after) listener.changed(slot, before, after, month);
  if ((person.status & kGone) == 0 && month.value + 1 < events.months()) {
    schedule(slot, events.event_month(class_of_person(person), person.identity.birth(), month.value + 1, words[0]));
  }
}

void People::apply(Person& person, LifeEvent event, std::uint32_t destination_draw) {
  // Flows count residents; those who are not yet 60 live unseen.
  const int seen = (person.status & kSixty) != 0 ? 1 : 0;
  const Need need = person.traits.need();
  switch (event) {
    case LifeEvent::death:
      flows_[LifeFlow::died] += seen;
      person.status = kGone;
      break;
    case LifeEvent::departure:
      flows_[LifeFlow::departed] += seen;
      person.status = kGone;
      break;
    case LifeEvent::move:
      flows_[LifeFlow::moved] += seen;
      person.settlement = district_->move_destination(destination_draw);
      break;
    case LifeEvent::first_change:
    case LifeEvent::second_change: {
      const Need next = other_need(need, event == LifeEvent::first_change ? 0 : 1);
      flows_[next > need ? LifeFlow::worsened : LifeFlow::improved] += seen;
      person.traits.bits = static_cast<std::uint8_t>((person.traits.bits & ~Traits::kNeedMask) | static_cast<unsigned>(next));
      break;
    }
  }
}

void People::count(const Person& person, const Standing& standing, std::int32_t change) {
  if ((person.status & kPresent) != 0) {
    by_birth_(person.identity.sex(), person.identity.birth() - district_->cohorts().oldest_birth()) += change;
  }
  if (standing.counted) residents_(standing.settlement, standing.need) += change;
}

Standing People::standing(std::uint32_t slot) const {
  const Person& person = people_[slot];
  const bool aged_80_plus = (person.status & kEighty) != 0;
  return {(person.status & (kPresent | kSixty)) == (kPresent | kSixty), person.settlement, person.traits.need(),
          district_->groups().of(person.traits.need(), person.traits, aged_80_plus), person.traits.has(Traits::kHardship)};
}

std::size_t People::class_of_person(const Person& person) const {
  return class_of(district_->kind_of(person.settlement), person.traits.need(), person.identity.sex());
}

void People::schedule(std::uint32_t slot, int month) {
  if (month >= static_cast<int>(calendar_.size())) return;
  std::uint32_t& first = calendar_[static_cast<std::size_t>(month)];
  people_[slot].next = first;
  first = slot;
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
