#include "app/memory.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <fstream>
#include <string>

#include "app/terminal.hpp"
#include "model/base_population.hpp"

namespace eldercast {
namespace {

// Measured with Jiangjin and with toys of one and ten million people, one to four workers (docs/validation.md).
constexpr double kSharedBytes = 12;           ///< of one individual, for all workers
constexpr double kWorkerBytes = 45;           ///< of one individual, in each replicate that runs
constexpr double kWorkerBytesService = 6.5;   ///< more, for each service
constexpr double kFixedBytes = 25.0e6;        ///< program, libraries, results
constexpr double kWorkerFixedBytes = 12.0e6;  ///< room that rules may write to
constexpr double kBytesOfMegabyte = 1.0e6;

/// Everybody who would be made an individual: residents of the base, and candidates for arrival.
double individuals(const Scenario& scenario, const LifeRates& rates, const Cohorts& cohorts) {
  double sum = 0;
  for (const Sex sex : {Sex::male, Sex::female}) {
    for (YearMonth birth = cohorts.oldest_birth(); birth < cohorts.end_birth(); birth = birth + 1) {
      sum += cohorts.at_start(sex, birth);
      sum += scenario.population.arrival_headroom * expected_arrivals(scenario, rates, cohorts, sex, birth);
    }
  }
  return sum + static_cast<double>(kBlock * scenario.settlements.size());
}

/// The number in a file that holds one; nothing for "max" and absent files.
std::optional<std::uint64_t> number_in(const char* file) {
  std::ifstream stream(file);
  std::uint64_t value = 0;
  return stream >> value ? std::optional(value) : std::nullopt;
}

std::optional<std::uint64_t> free_on_machine() {
  std::ifstream stream("/proc/meminfo");
  std::string word;
  std::uint64_t kilobytes = 0;
  while (stream >> word) {
    if (word == "MemAvailable:" && stream >> kilobytes) return kilobytes * 1024;
  }
  return std::nullopt;
}

}  // namespace

std::uint64_t memory_needed(const Scenario& scenario, int workers) {
  const LifeRates rates(scenario);
  const Cohorts cohorts(scenario, rates);
  const double people = individuals(scenario, rates, cohorts);
  const double tables = static_cast<double>(kClasses) * cohorts.births() * scenario.months() * sizeof(std::uint32_t);
  const double of_worker = kWorkerBytes + kWorkerBytesService * static_cast<double>(scenario.services.size());
  return static_cast<std::uint64_t>(kFixedBytes + tables + people * kSharedBytes + workers * (kWorkerFixedBytes + people * of_worker));
}

std::optional<std::uint64_t> memory_available() {
  std::optional<std::uint64_t> out = free_on_machine();
  const auto take = [&](std::uint64_t bytes) { out = std::min(out.value_or(bytes), bytes); };
  const auto limit = number_in("/sys/fs/cgroup/memory.max");
  const auto current = number_in("/sys/fs/cgroup/memory.current");
  if (limit && current) take(*limit - std::min(*limit, *current));
  for (const auto resource : {RLIMIT_AS, RLIMIT_DATA}) {
    rlimit set{};
    if (getrlimit(resource, &set) == 0 && set.rlim_cur != RLIM_INFINITY) take(set.rlim_cur);
  }
  return out;
}

bool fits_into_memory(const Scenario& scenario, int workers) {
  const std::optional<std::uint64_t> available = memory_available();
  const std::uint64_t needed = memory_needed(scenario, workers);
  if (!available || needed <= *available) return true;
  const std::uint64_t by_one = memory_needed(scenario, 1);
  print_talk(fmt::format("error[run.memory]: this run needs about {:.0f} MB, and {:.0f} MB are free\n",
                         static_cast<double>(needed) / kBytesOfMegabyte, static_cast<double>(*available) / kBytesOfMegabyte));
  print_talk(by_one <= *available
                 ? fmt::format("  help: --threads 1 needs about {:.0f} MB\n", static_cast<double>(by_one) / kBytesOfMegabyte)
                 : "  help: run it where there is more memory, or cut the district into parts\n");
  return false;
}

}  // namespace eldercast
