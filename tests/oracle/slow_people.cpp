#include "oracle/slow_people.hpp"

namespace eldercast::test {

SlowPeople::SlowPeople(const District& district, StreamKey stream) : district_(district), stream_(stream) {
  const BasePopulation& base = district.base();
  for (std::size_t s = 0; s < district.scenario().settlements.size(); ++s) {
    for (std::uint32_t slot = base.first_slot[s]; slot < base.first_slot[s + 1]; ++slot) {
      if (base.traits[slot].has(Traits::kPadding)) continue;
      SlowResident resident;
      resident.slot = slot;
      resident.identity = base.identity[slot];
      resident.traits = base.traits[slot];
      resident.home = resident.settlement = s;
      resident.present = !resident.traits.has(Traits::kArrival);
      const std::uint32_t u = draw(stream, entity_of(resident), DrawFor::life_event, 0)[0];
      resident.next = resident.present ? event_month(resident, 0, u) : district.events().arrival_month(u);
      if (resident.next >= district.scenario().months()) resident.next = -1;
      all.push_back(resident);
    }
  }
}

Entity SlowPeople::entity_of(const SlowResident& resident) const {
  return {resident.identity.bits, district_.key_of_settlement(resident.home)};
}

std::size_t SlowPeople::class_of_resident(const SlowResident& resident) const {
  return class_of(district_.kind_of(resident.settlement), resident.traits.need(), resident.identity.sex());
}

/// Month by month through the cumulative curve, given that nothing happened before `from`.
int SlowPeople::event_month(const SlowResident& resident, int from, std::uint32_t u) const {
  const auto curve = [&](int month) { return district_.events().passed_by(class_of_resident(resident), resident.identity.birth(), month); };
  const std::uint64_t passed = from == 0 ? 0 : curve(from - 1);
  const std::uint64_t point = passed + (((std::uint64_t{1} << 32U) - passed) * u >> 32U);
  for (int month = from; month < district_.scenario().months(); ++month) {
    if (point < curve(month)) return month;
  }
  return -1;
}

SlowStanding SlowPeople::standing(const SlowResident& resident, int month) const {
  const int age_months = district_.scenario().start + month - resident.identity.birth();
  SlowStanding out;
  out.counted = resident.present && !resident.gone && age_months >= 720;
  out.settlement = resident.settlement;
  out.need = resident.traits.need();
  out.group = district_.groups().of(out.need, resident.traits, age_months >= 960);
  return out;
}

void SlowPeople::live(SlowResident& resident, int month) const {
  if (resident.gone || resident.next != month) return;
  ++resident.events;
  const std::array<std::uint32_t, 4> words = draw(stream_, entity_of(resident), DrawFor::life_event, resident.events);
  if (!resident.present) {
    resident.present = true;
  } else {
    switch (district_.events().cause(class_of_resident(resident), resident.identity.birth(), month, words[1])) {
      case LifeEvent::death:
      case LifeEvent::departure:
        resident.gone = true;
        break;
      case LifeEvent::move:
        resident.settlement = district_.move_destination(words[2]);
        break;
      case LifeEvent::first_change:
        resident.traits.bits = static_cast<std::uint8_t>((resident.traits.bits & ~3U) | index_of(other_need(resident.traits.need(), 0)));
        break;
      case LifeEvent::second_change:
        resident.traits.bits = static_cast<std::uint8_t>((resident.traits.bits & ~3U) | index_of(other_need(resident.traits.need(), 1)));
        break;
    }
  }
  resident.next = resident.gone || month + 1 == district_.scenario().months() ? -1 : event_month(resident, month + 1, words[0]);
}

}  // namespace eldercast::test
