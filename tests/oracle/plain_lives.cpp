#include "oracle/plain_lives.hpp"

namespace eldercast::test {

std::vector<PlainState> plain_life(const District& district, std::uint32_t slot, StreamKey stream) {
  const Scenario& scenario = district.scenario();
  const EventTables& events = district.events();
  const Identity who = district.base().identity[slot];
  const Traits traits = district.base().traits[slot];
  const std::uint32_t home = district.home_of_block(slot / kBlock);
  const Entity key{who.bits, district.key_of_settlement(home)};
  std::uint32_t spell = 0;
  bool present = !traits.has(Traits::kArrival);
  bool gone = false;
  PlainState state{false, home, traits.need()};
  const auto resident_class = [&] { return class_of(district.kind_of(state.settlement), state.need, who.sex()); };

  const std::uint32_t first = draw(stream, key, DrawFor::life_event, spell)[0];
  int next = present ? events.event_month(resident_class(), who.birth(), 0, first) : events.arrival_month(first);
  std::vector<PlainState> life;
  for (int m = 0; m < scenario.months(); ++m) {
    if (!gone && m == next) {
      const auto words = draw(stream, key, DrawFor::life_event, ++spell);
      if (!present) {
        present = true;
      } else {
        switch (events.cause(resident_class(), who.birth(), m, words[1])) {
          case LifeEvent::death:
          case LifeEvent::departure:
            gone = true;
            break;
          case LifeEvent::move:
            state.settlement = district.move_destination(words[2]);
            break;
          case LifeEvent::first_change:
            state.need = other_need(state.need, 0);
            break;
          case LifeEvent::second_change:
            state.need = other_need(state.need, 1);
            break;
        }
      }
      if (!gone && m + 1 < scenario.months()) next = events.event_month(resident_class(), who.birth(), m + 1, words[0]);
    }
    state.resident = present && !gone && age_at_end_of(scenario.start + m, who.birth()) >= 60;
    life.push_back(state);
  }
  return life;
}

}  // namespace eldercast::test
