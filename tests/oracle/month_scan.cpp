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

MonthChances month_chances(const Hazards& hazards, Need need, int age_months, std::span<const HealthChange> said) {
  // What a change of need is for the worse or the better: by hand, as which other need comes first.
  const HealthEvent first = need == Need::independent ? HealthEvent::worsening : HealthEvent::improvement;
  const HealthEvent second = need == Need::full ? HealthEvent::improvement : HealthEvent::worsening;
  std::array<double, 5> times{1, 1, 1, 1, 1};
  for (const HealthChange& change : said) {
    if (age_months < 720 || (change.need != ForNeed::all && index_of(change.need) != index_of(need) + 1)) continue;
    if (change.event == HealthEvent::death) times[0] += change.per_mille / 1000.0;
    if (change.event == first) times[1] += change.per_mille / 1000.0;
    if (change.event == second) times[2] += change.per_mille / 1000.0;
  }
  double total = 0;
  for (const double hazard : hazards) total += hazard;
  MonthChances out{};
  out.back() = 1;
  for (std::size_t cause = 0; cause < hazards.size() && total > 0; ++cause) {
    out[cause] = (1.0 - std::exp(-total / 12)) * hazards[cause] / total * times[cause];
    out.back() -= out[cause];
  }
  return out;
}

PopulationEnd scan_months(const District& district, std::mt19937_64& random, std::span<const HealthChange> said) {
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
      const MonthChances chances = month_chances(hazards, need, age_months, said);
      double pick = uniform(random);
      std::size_t cause = 0;
      while (cause + 1 < chances.size() && pick >= chances[cause]) pick -= chances[cause++];
      if (cause + 1 == chances.size()) continue;
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
