/// Life events that happen because rules make them likelier than the scenario says.
///
/// Somebody to whom an event of the cause c happens in a month with the probability p_c, and any event with P, gets one of the cause c on
/// top, in a month without an event of the scenario, with (f_c - 1) p_c / (1 - P): together f_c p_c.
#include <algorithm>

#include "engine/population/people.hpp"

namespace eldercast {
namespace {

constexpr std::uint64_t kOne = std::uint64_t{1} << 32U;

/// Of a probability that something happens, as much as is on top of it, where `chance` is that of anything.
std::uint32_t on_top(std::uint64_t probability, PerMille factor, std::uint32_t chance) {
  if (factor <= kNormal) return 0;
  const std::uint64_t more = probability * static_cast<std::uint64_t>(factor - kNormal) / kNormal;
  return static_cast<std::uint32_t>(std::min((std::min(more, kOne - 1) << 32U) / (kOne - chance), kOne - 1));
}

}  // namespace

std::uint32_t People::bound_of_raised(Month month) const {
  const std::uint32_t highest = district_->events().highest_chance(month.value);
  return on_top(highest, health_->highest(), highest);
}

/// A pass over all residents of the worklist. Who has had an event this month has none again.
void People::raise(Worklist& worklist, Month month, StandingListener& listener) {
  mark(worklist.calendar[static_cast<std::size_t>(month.value)], true);
  worklist.raised.clear();
  const std::size_t end = worklist.end_slot / kBlock;
  for (std::size_t block = worklist.first_slot / kBlock; block < end; ++block) {
    const std::uint32_t key = district_->key_of_settlement(district_->home_of_block(block));
    const LaneKeys keys = neighbours(&district_->base().identity[block * kBlock].bits, key, static_cast<std::uint32_t>(month.value));
    LaneWords words;
    draw_lanes(stream_, {&keys, 1}, DrawFor::health, {&words, 1});
    for_each_bit(lanes_in(words[0], {0, raised_bound_}), [&](std::size_t lane) {
      const auto slot = static_cast<std::uint32_t>(block * kBlock + lane);
      const Person& person = people_[slot];
      if (!person.status.is_resident() || person.status.has(Status::kMarked)) return;
      if (const auto event = raised_event(slot, month, words[0][lane])) worklist.raised.push_back({slot, *event});
    });
  }
  mark(worklist.calendar[static_cast<std::size_t>(month.value)], false);
  if (worklist.raised.empty()) return;
  forget_next(worklist, month);
  for (const auto& [slot, event] : worklist.raised) {
    happen(worklist, slot, month, event, 0, listener);
    const Person& person = people_[slot];
    ++people_[slot].spell;
    if (person.status.has(Status::kGone) || month.value + 1 >= district_->events().months()) continue;
    const std::uint32_t u = draw(stream_, entity_of(slot), DrawFor::life_event, person.spell)[0];
    const Identity who = identity(slot);
    schedule(worklist, slot, district_->events().event_month(class_of_person(person, who.sex()), who.birth(), month.value + 1, u));
  }
}

/// What happens to a resident on top, for the uniform number `u`.
std::optional<LifeEvent> People::raised_event(std::uint32_t slot, Month month, std::uint32_t u) const {
  const Person& person = people_[slot];
  const Identity who = identity(slot);
  const std::size_t resident_class = class_of_person(person, who.sex());
  const EventTables& events = district_->events();
  const std::uint32_t chance = events.chance(resident_class, who.birth(), month.value);
  const std::array<std::uint32_t, 4>& shares = events.causes(resident_class, who.birth(), month.value);
  const TownId town = district_->town_of(person.settlement());
  std::uint64_t below = 0;
  std::uint32_t share_before = 0;
  for (const LifeEvent event : {LifeEvent::death, LifeEvent::first_change, LifeEvent::second_change}) {
    const std::uint32_t share = shares[static_cast<std::size_t>(event)];
    const Need need = person.traits.need();
    const std::uint64_t probability = std::uint64_t{chance} * (share - share_before) >> 32U;
    below += on_top(probability, health_->of(town, need, *health_event(need, event)), chance);
    share_before = share;
    if (u < below) return event;
  }
  return std::nullopt;
}

/// The next events of those to whom something happens on top are drawn anew: the old ones leave the calendar.
void People::forget_next(Worklist& worklist, Month month) {
  for (const Raised& raised : worklist.raised) people_[raised.slot].status.set(Status::kMarked);
  for (std::size_t m = static_cast<std::size_t>(month.value) + 1; m < worklist.calendar.size(); ++m) {
    std::erase_if(worklist.calendar[m], [&](std::uint32_t slot) { return people_[slot].status.has(Status::kMarked); });
  }
  for (const Raised& raised : worklist.raised) people_[raised.slot].status.clear(Status::kMarked);
}

void People::mark(std::span<const std::uint32_t> slots, bool marked) {
  for (const std::uint32_t slot : slots) {
    if (marked) {
      people_[slot].status.set(Status::kMarked);
    } else {
      people_[slot].status.clear(Status::kMarked);
    }
  }
}

}  // namespace eldercast
