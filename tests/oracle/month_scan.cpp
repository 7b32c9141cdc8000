#include "oracle/month_scan.hpp"

#include <cmath>

namespace eldercast::test {

PopulationEnd scan_months(const District& district, std::mt19937_64& random) {
  const Scenario& scenario = district.scenario();
  const BasePopulation& base = district.base();
  std::uniform_real_distribution<double> uniform(0, 1);
  PopulationEnd end;
  for (std::uint32_t slot = 0; slot < base.slots(); ++slot) {
    const Traits traits = base.traits[slot];
    if (traits.has(Traits::kPadding)) continue;
    const Sex sex = base.identity[slot].sex();
    const YearMonth birth = base.identity[slot].birth();
    const double net = district.cohorts().net_move(sex, birth);
    Need need = traits.need();
    TownKind kind = district.kind_of(district.home_of_block(slot / kBlock));
    bool present = !traits.has(Traits::kArrival);
    bool gone = false;
    for (int m = 0; m < scenario.months() && !gone; ++m) {
      const int age_months = scenario.start + m - birth;
      if (!present) {
        // One over the headroom arrive, spread evenly over the months: the hazard of a month given that nothing happened before.
        const double per_month = 1.0 / scenario.population.arrival_headroom / scenario.months();
        present = uniform(random) < per_month / (1.0 - per_month * m);
        continue;
      }
      const Hazards hazards = life_hazards(district.rates(), net, kind, need, sex, age_months / 12);
      double total = 0;
      for (const double hazard : hazards) total += hazard;
      if (uniform(random) >= 1.0 - std::exp(-total / 12)) continue;
      double pick = uniform(random) * total;
      std::size_t cause = 0;
      while (cause + 1 < hazards.size() && pick >= hazards[cause]) pick -= hazards[cause++];
      switch (static_cast<LifeEvent>(cause)) {
        case LifeEvent::death:
          gone = true;
          if (age_months >= 720) ++end.deaths;
          break;
        case LifeEvent::first_change:
          need = other_need(need, 0);
          break;
        case LifeEvent::second_change:
          need = other_need(need, 1);
          break;
        case LifeEvent::move:
          kind = TownKind::street;
          break;
        case LifeEvent::departure:
          gone = true;
          break;
      }
    }
    if (gone || !present || scenario.end - birth < 720) continue;
    ++end.residents[need];
    end.in_streets += kind == TownKind::street ? 1 : 0;
  }
  return end;
}

}  // namespace eldercast::test
