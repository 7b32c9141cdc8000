#include "model/people/inhabitants.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <unordered_set>

#include "model/base/keys.hpp"
#include "model/base/require.hpp"

namespace eldercast {
namespace {

/// Slots of residents whose birthday of `age` falls into each month of the run.
SlotsByMonth birthdays(const BasePopulation& base, const Scenario& scenario, int age) {
  SlotsByMonth result;
  const auto months = static_cast<std::size_t>(scenario.months());
  std::vector<std::vector<std::uint32_t>> by_month(months);
  for (std::uint32_t slot = 0; slot < base.slots(); ++slot) {
    if (base.traits[slot].has(Traits::kPadding)) continue;
    const int month = base.identity[slot].birth() + 12 * age - scenario.start;
    if (month >= 0 && month < scenario.months()) by_month[static_cast<std::size_t>(month)].push_back(slot);
  }
  result.first.push_back(0);
  for (const std::vector<std::uint32_t>& slots : by_month) {
    result.slots.insert(result.slots.end(), slots.begin(), slots.end());
    result.first.push_back(static_cast<std::uint32_t>(result.slots.size()));
  }
  return result;
}

/// Among 32-bit keys of a country's settlements some are alike. The one with the smaller code keeps it, the other ones take the next key of
/// their code that is free, so that nobody else's key depends on them.
void make_unique(std::vector<std::uint32_t>& keys, const std::vector<Settlement>& settlements) {
  std::unordered_set<std::uint32_t> taken(keys.begin(), keys.end());
  if (taken.size() == keys.size()) return;
  std::vector<std::uint32_t> order(keys.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::tie(keys[a], settlements[a].code) < std::tie(keys[b], settlements[b].code);
  });
  for (std::size_t i = 1; i < order.size(); ++i) {
    const std::uint32_t s = order[i];
    if (eldercast::settlement_key(settlements[s]) != eldercast::settlement_key(settlements[order[i - 1]])) continue;
    std::uint64_t next = key_of(settlements[s].code);
    do {
      next = mix64(next);
      keys[s] = static_cast<std::uint32_t>(next >> 32U);
    } while (!taken.insert(keys[s]).second);
  }
}

}  // namespace

Inhabitants::Inhabitants(const Scenario& scenario, const Executor& together)
    : rates(scenario),
      cohorts(scenario, rates),
      base(make_base_population(scenario, rates, cohorts, together)),
      events(scenario, rates, cohorts) {
  compile_settlements(scenario);
  compile_blocks(together);
  turning_60 = birthdays(base, scenario, 60);
  turning_80 = birthdays(base, scenario, 80);
  compile_moves(scenario);
}

void Inhabitants::compile_settlements(const Scenario& scenario) {
  for (const Settlement& settlement : scenario.settlements) {
    settlement_key.push_back(eldercast::settlement_key(settlement));
    kind_of_settlement.push_back(scenario.towns[settlement.town.index()].kind);
    settlement_kind.push_back(settlement.kind);
    town_of_settlement.push_back(settlement.town);
  }
  make_unique(settlement_key, scenario.settlements);
  first_slot_of_town.push_back(0);
  std::size_t end = 0;
  for (std::size_t t = 0; t < scenario.towns.size(); ++t) {
    while (end < town_of_settlement.size() && town_of_settlement[end] == TownId(t)) ++end;
    first_slot_of_town.push_back(base.first_slot[end]);
  }
}

/// Probability of an event within the run by class and birth month: one number where the tables hold a row.
std::vector<std::uint32_t> Inhabitants::chance_within_run() const {
  std::vector<std::uint32_t> chance;
  for (std::size_t k = 0; k < kClasses; ++k) {
    for (int b = 0; b < cohorts.births(); ++b) chance.push_back(events.passed_by(k, cohorts.oldest_birth() + b, events.months() - 1));
  }
  return chance;
}

void Inhabitants::compile_blocks(const Executor& together) {
  const auto births = static_cast<std::size_t>(cohorts.births());
  const auto position = [&](YearMonth birth) { return static_cast<std::size_t>(birth - cohorts.oldest_birth()); };
  home_of_block.resize(base.slots() / kBlock);
  bound_of_block.assign(home_of_block.size(), 0);
  const std::vector<std::uint32_t> chance = chance_within_run();
  together(kind_of_settlement.size(), [&](std::size_t s) {
    for (std::uint32_t slot = base.first_slot[s]; slot < base.first_slot[s + 1]; ++slot) {
      home_of_block[slot / kBlock] = static_cast<std::uint32_t>(s);
      const Traits traits = base.traits[slot];
      if (traits.has(Traits::kPadding)) continue;
      const Identity identity = base.identity[slot];
      const std::uint32_t bound =
          traits.has(Traits::kArrival)
              ? events.arrival_threshold()
              : chance[class_of(kind_of_settlement[s], traits.need(), identity.sex()) * births + position(identity.birth())];
      bound_of_block[slot / kBlock] = std::max(bound_of_block[slot / kBlock], bound);
    }
  });
}

void Inhabitants::compile_moves(const Scenario& scenario) {
  const auto slots_in = [&](std::uint32_t s) { return static_cast<double>(base.first_slot[s + 1] - base.first_slot[s]); };
  double total = 0;
  for (std::uint32_t s = 0; s < scenario.settlements.size(); ++s) {
    if (kind_of_settlement[s] == TownKind::street) total += slots_in(s);
  }
  // Streets in which nobody of that age lives yet are all alike.
  const auto weight = [&](std::uint32_t s) { return total > 0 ? slots_in(s) : 1.0; };
  if (total == 0) total = static_cast<double>(std::count(kind_of_settlement.begin(), kind_of_settlement.end(), TownKind::street));
  double sum = 0;
  for (std::uint32_t s = 0; s < scenario.settlements.size(); ++s) {
    if (kind_of_settlement[s] != TownKind::street || weight(s) == 0) continue;
    sum += weight(s);
    destinations_.push_back(s);
    destination_thresholds_.push_back(to_threshold(sum / total));
  }
}

std::uint32_t Inhabitants::move_destination(std::uint32_t u) const {
  require(!destinations_.empty(), "move_destination: the district has no streets");
  const auto at = std::upper_bound(destination_thresholds_.begin(), destination_thresholds_.end() - 1, u);
  return destinations_[static_cast<std::size_t>(at - destination_thresholds_.begin())];
}

bool same_inhabitants(const Scenario& a, const Scenario& b) {
  const auto hazards = [](const Scenario& scenario) {
    std::vector<HazardFactors> factors;
    for (int m = 0; m < scenario.months(); ++m) factors.push_back(hazard_factors(scenario, scenario.start + m));
    return factors;
  };
  return a.start == b.start && a.end == b.end && a.population == b.population && a.census == b.census && a.age_shape == b.age_shape &&
         a.mortality == b.mortality && a.disability == b.disability && a.moves == b.moves && a.towns == b.towns &&
         a.settlements == b.settlements && hazards(a) == hazards(b);
}

}  // namespace eldercast
