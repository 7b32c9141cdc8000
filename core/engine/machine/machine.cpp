#include "engine/machine/machine.hpp"

#include <sched.h>
#include <sys/resource.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <string>
#include <thread>

#include "engine/machine/control_groups.hpp"

namespace eldercast {
namespace {

/// More processors than a set of the usual size holds: as many as the machine has, then.
int processors_to_run_on() {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (sched_getaffinity(0, sizeof(set), &set) == 0) return CPU_COUNT(&set);
  return static_cast<int>(std::thread::hardware_concurrency());
}

std::optional<std::int64_t> free_in_system() {
  std::ifstream file("/proc/meminfo");
  std::int64_t kilobytes = 0;
  for (std::string word; file >> word;) {
    if (word == "MemAvailable:" && file >> kilobytes) return kilobytes * 1024;
  }
  return std::nullopt;
}

}  // namespace

int usable_threads() {
  int threads = processors_to_run_on();
  if (const std::optional<double> given = read_control_groups().processors) {
    threads = std::min(threads, static_cast<int>(std::ceil(std::min(*given, 1e6))));
  }
  return std::max(1, threads);
}

std::optional<std::int64_t> memory_available() {
  std::optional<std::int64_t> least = free_in_system();
  const auto take = [&](std::optional<std::int64_t> bytes) {
    if (bytes) least = least ? std::min(*least, *bytes) : *bytes;
  };
  take(read_control_groups().memory_bytes);
  for (const auto resource : {RLIMIT_AS, RLIMIT_DATA}) {
    rlimit set{};
    if (getrlimit(resource, &set) == 0 && set.rlim_cur < RLIM_INFINITY) take(static_cast<std::int64_t>(set.rlim_cur));
  }
  return least;
}

}  // namespace eldercast
