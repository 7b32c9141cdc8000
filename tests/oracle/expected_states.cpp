#include <array>

#include "oracle/month_scan.hpp"

namespace eldercast::test {
namespace {

/// Probability of being present with this need in this kind of place.
using States = std::array<std::array<double, 3>, 2>;

}  // namespace

PopulationEnd expected_states(const District& district, std::span<const HealthChange> said) {
  const Scenario& scenario = district.scenario();
  const BasePopulation& base = district.base();
  PopulationEnd end;
  for (std::uint32_t slot = 0; slot < base.slots(); ++slot) {
    const Traits traits = base.traits[slot];
    if (traits.has(Traits::kPadding)) continue;
    const Sex sex = base.identity[slot].sex();
    const YearMonth birth = base.identity[slot].birth();
    const double net = district.cohorts().net_move(sex, birth);
    const std::size_t home = index_of(district.kind_of(district.home_of_block(slot / kBlock)));
    States at{};
    if (!traits.has(Traits::kArrival)) at[home][index_of(traits.need())] = 1;
    for (int m = 0; m < scenario.months(); ++m) {
      const int age_months = scenario.start + m - birth;
      States next{};
      for (std::size_t kind = 0; kind < 2; ++kind) {
        for (std::size_t n = 0; n < 3; ++n) {
          const double here = at[kind][n];
          if (here == 0) continue;
          const auto need = static_cast<Need>(n);
          const Hazards h = shaken_by_hand(life_hazards(district.rates(), net, static_cast<TownKind>(kind), need, sex, age_months / 12),
                                           need, scenario, scenario.start + m);
          const MonthChances chances = month_chances(h, need, age_months, said);
          const auto part = [&](LifeEvent cause) { return here * chances[static_cast<std::size_t>(cause)]; };
          next[kind][n] += here * chances.back();
          next[kind][index_of(other_need(need, 0))] += part(LifeEvent::first_change);
          next[kind][index_of(other_need(need, 1))] += part(LifeEvent::second_change);
          next[index_of(TownKind::street)][n] += part(LifeEvent::move);
          if (age_months >= 720) end.deaths += part(LifeEvent::death);
        }
      }
      if (traits.has(Traits::kArrival)) {
        next[home][index_of(traits.need())] +=
            hazard_factors(scenario, scenario.start + m).arrivals / scenario.population.arrival_headroom / scenario.months();
      }
      at = next;
    }
    if (scenario.end - birth < 720) continue;
    for (std::size_t kind = 0; kind < 2; ++kind) {
      for (std::size_t n = 0; n < 3; ++n) {
        end.residents[static_cast<Need>(n)] += at[kind][n];
        if (kind == index_of(TownKind::street)) end.in_streets += at[kind][n];
      }
    }
  }
  return end;
}

}  // namespace eldercast::test
