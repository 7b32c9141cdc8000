#include "engine/memory.hpp"

#include "model/people/base_population.hpp"
#include "model/people/cohorts.hpp"
#include "model/people/demand_thresholds.hpp"
#include "model/people/life_rates.hpp"
#include "model/people/resident.hpp"

namespace eldercast {
namespace {

// Bytes of the arrays: identity, traits, class and the lists of birthdays of an individual; state, links and pending events of the
// same in a replicate; a seeker with its places in the chain and in a waiting list.
constexpr double kSharedBytesAnIndividual = 9;
constexpr double kWorkerBytesAnIndividual = 14;
constexpr double kBytesASeeker = 98;
// Names and codes, ways to facilities, waiting lists and results of a settlement with its share of town and facilities.
constexpr double kSharedBytesASettlement = 2'500;
constexpr double kWorkerBytesASettlement = 2'500;
constexpr double kBytesOfTheProgram = 35e6;

std::int64_t people_of(const Scenario& scenario) {
  const LifeRates rates(scenario);
  const Cohorts cohorts(scenario, rates);
  double people = 0;
  for (const Sex sex : {Sex::male, Sex::female}) {
    for (YearMonth birth = cohorts.oldest_birth(); birth < cohorts.end_birth(); birth = birth + 1) {
      people +=
          cohorts.at_start(sex, birth) + scenario.population.arrival_headroom * expected_arrivals(scenario, rates, cohorts, sex, birth);
    }
  }
  return static_cast<std::int64_t>(people) + static_cast<std::int64_t>(kBlock / 2 * scenario.settlements.size());
}

/// Services that a resident without need or particular group seeks: most people are such, and people who do not seek yet make up for the
/// others.
double services_sought(const Scenario& scenario) {
  const DemandThresholds demand(scenario);
  double sought = 0;
  for (std::size_t s = 0; s < scenario.services.size(); ++s) {
    sought += demand.at(s, SettlementKind::village, Need::independent, PriorityGroup::others).seeking * 0x1p-32;
  }
  return sought;
}

}  // namespace

MemoryNeed memory_need(const Scenario& scenario) {
  MemoryNeed need;
  need.individuals = people_of(scenario);
  const auto individuals = static_cast<double>(need.individuals);
  const auto settlements = static_cast<double>(scenario.settlements.size());
  need.shared_bytes =
      static_cast<std::int64_t>(kBytesOfTheProgram + individuals * kSharedBytesAnIndividual + settlements * kSharedBytesASettlement);
  need.worker_bytes = static_cast<std::int64_t>(individuals * (kWorkerBytesAnIndividual + services_sought(scenario) * kBytesASeeker) +
                                                settlements * kWorkerBytesASettlement);
  return need;
}

}  // namespace eldercast
