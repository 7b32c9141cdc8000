#include "oracle/month_scan.hpp"

#include <cmath>

namespace eldercast::test {

Hazards shaken_by_hand(Hazards hazards, Need need, const Scenario& scenario, YearMonth month) {
  for (const Shock& shock : scenario.shocks) {
    if (month < shock.from || shock.to < month) continue;
    if (shock.on == ShockOn::deaths) hazards[0] *= shock.factor;
    // From independent both changes are for the worse, from partial the second, from full none.
    if (shock.on == ShockOn::worsening && need == Need::independent) hazards[1] *= shock.factor;
    if (shock.on == ShockOn::worsening && need != Need::full) hazards[2] *= shock.factor;
    if (shock.on == ShockOn::departures) hazards[4] *= shock.factor;
  }
  return hazards;
}

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
    double passed = 0;  // probability that a candidate has come
    for (int m = 0; m < scenario.months() && !gone; ++m) {
      const int age_months = scenario.start + m - birth;
      if (!present) {
        // One over the headroom arrive, spread evenly over the months: the hazard of a month given that nothing happened before.
        const double usual = 1.0 / scenario.population.arrival_headroom / scenario.months();
        const double now = usual * hazard_factors(scenario, scenario.start + m).arrivals;
        present = uniform(random) < now / (1.0 - passed);
        passed += now;
        continue;
      }
      const Hazards hazards =
          test::shaken_by_hand(life_hazards(district.rates(), net, kind, need, sex, age_months / 12), need, scenario, scenario.start + m);
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
