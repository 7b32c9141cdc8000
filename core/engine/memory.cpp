#include "engine/memory.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include "model/base_population.hpp"
#include "model/cohorts.hpp"
#include "model/demand.hpp"
#include "model/life_rates.hpp"
#include "model/people.hpp"

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
  const DemandTable demand(scenario);
  double sought = 0;
  for (std::size_t s = 0; s < scenario.services.size(); ++s) {
    sought += demand.at(s, SettlementKind::village, Need::independent, PriorityGroup::others).seeking * 0x1p-32;
  }
  return sought;
}

/// The number that a file of the system begins with, or that follows `name` in it.
std::optional<std::int64_t> number_in(const std::filesystem::path& path, const std::string& name = "") {
  std::ifstream file(path);
  std::int64_t number = 0;
  if (name.empty()) return file >> number ? std::optional(number) : std::nullopt;
  for (std::string word; file >> word;) {
    if (word == name && file >> number) return number;
  }
  return std::nullopt;
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

std::optional<std::int64_t> memory_available() {
  std::optional<std::int64_t> least;
  const auto take = [&](std::optional<std::int64_t> bytes) {
    if (bytes) least = least ? std::min(*least, *bytes) : *bytes;
  };
  if (const auto kilobytes = number_in("/proc/meminfo", "MemAvailable:")) take(*kilobytes * 1024);
  // Control groups, second version and first.
  for (const auto& [limit, used] : {std::pair{"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current"},
                                    {"/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory/memory.usage_in_bytes"}}) {
    const auto most = number_in(limit);
    const auto now = number_in(used);
    if (most && now) take(std::max<std::int64_t>(0, *most - *now));
  }
  for (const auto resource : {RLIMIT_AS, RLIMIT_DATA}) {
    rlimit set{};
    if (getrlimit(resource, &set) == 0 && set.rlim_cur < RLIM_INFINITY) take(static_cast<std::int64_t>(set.rlim_cur));
  }
  return least;
}

}  // namespace eldercast
