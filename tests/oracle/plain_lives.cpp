#include "oracle/plain_lives.hpp"

#include <algorithm>

namespace eldercast::test {
namespace {

constexpr std::uint64_t kOne = std::uint64_t{1} << 32U;

/// Thousandths of the scenario's probability that an event happens to a resident of the town and need.
std::int64_t factor_of(const std::vector<HealthChange>& changes, TownId town, Need need, LifeEvent event) {
  std::int64_t factor = 1000;
  for (const HealthChange& change : changes) {
    const bool here = !change.town.valid() || change.town == town;
    const bool such = change.need == ForNeed::all || static_cast<int>(change.need) == static_cast<int>(need) + 1;
    bool this_one = change.event == HealthEvent::death && event == LifeEvent::death;
    if (event == LifeEvent::first_change || event == LifeEvent::second_change) {
      const bool worse = other_need(need, event == LifeEvent::second_change ? 1 : 0) > need;
      this_one = change.event == (worse ? HealthEvent::worsening : HealthEvent::improvement);
    }
    if (here && such && this_one) factor += change.per_mille;
  }
  return std::clamp<std::int64_t>(factor, 0, 2000);
}

/// As much of a probability as is on top of it, in a month without an event.
std::uint64_t on_top(std::uint64_t probability, std::int64_t factor, std::uint64_t any) {
  if (factor <= 1000) return 0;
  const std::uint64_t more = std::min(probability * static_cast<std::uint64_t>(factor - 1000) / 1000, kOne - 1);
  return std::min(more * kOne / (kOne - any), kOne - 1);
}

}  // namespace

std::vector<PlainState> plain_life(const District& district, std::uint32_t slot, StreamKey stream, const PlainHealth& health) {
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
  const auto happen = [&](LifeEvent event, std::uint32_t destination) {
    if (event == LifeEvent::death || event == LifeEvent::departure) gone = true;
    if (event == LifeEvent::move) state.settlement = district.move_destination(destination);
    if (event == LifeEvent::first_change) state.need = other_need(state.need, 0);
    if (event == LifeEvent::second_change) state.need = other_need(state.need, 1);
  };
  const auto go_on = [&](int m, std::uint32_t u) {
    if (!gone && m + 1 < scenario.months()) next = events.event_month(resident_class(), who.birth(), m + 1, u);
  };
  for (int m = 0; m < scenario.months(); ++m) {
    const bool said = m >= health.from && age_at_end_of(scenario.start + m, who.birth()) >= 60;
    const TownId town = district.town_of(state.settlement);
    if (!gone && m == next) {
      const auto words = draw(stream, key, DrawFor::life_event, ++spell);
      if (!present) {
        present = true;
      } else {
        const LifeEvent event = events.cause(resident_class(), who.birth(), m, words[1]);
        const bool on_health = event != LifeEvent::move && event != LifeEvent::departure;
        const std::int64_t factor = said && on_health ? factor_of(health.changes, town, state.need, event) : 1000;
        if (static_cast<std::int64_t>(std::uint64_t{words[3]} * 1000 / kOne) < factor) happen(event, words[2]);
      }
      go_on(m, words[0]);
    } else if (!gone && present && said && !health.changes.empty()) {
      const std::uint64_t before = m == 0 ? 0 : events.passed_by(resident_class(), who.birth(), m - 1);
      const std::uint64_t any = (events.passed_by(resident_class(), who.birth(), m) - before) * kOne / (kOne - before);
      const auto& shares = events.causes(resident_class(), who.birth(), m);
      const std::uint64_t u = draw(stream, key, DrawFor::health, static_cast<std::uint32_t>(m))[0];
      std::uint64_t below = 0;
      for (std::size_t cause = 0; cause < 3; ++cause) {
        const auto event = static_cast<LifeEvent>(cause);
        const std::uint64_t probability = any * (shares[cause] - (cause == 0 ? 0 : shares[cause - 1])) / kOne;
        const std::uint64_t until = below + on_top(probability, factor_of(health.changes, town, state.need, event), any);
        if (below <= u && u < until) {
          happen(event, 0);
          go_on(m, draw(stream, key, DrawFor::life_event, ++spell)[0]);
          break;
        }
        below = until;
      }
    }
    state.resident = present && !gone && age_at_end_of(scenario.start + m, who.birth()) >= 60;
    life.push_back(state);
  }
  return life;
}

}  // namespace eldercast::test
