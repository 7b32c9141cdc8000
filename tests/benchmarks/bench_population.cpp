/// The population kernel against the month-by-month scan of the tests, on the same people; the counter "ratio_to_scan" is scan
/// time over kernel time.
#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdlib>

#include "engine/population/people.hpp"
#include "oracle/month_scan.hpp"
#include "support/scenarios.hpp"

namespace {

using namespace eldercast;

class NobodyListens final : public StandingListener {
 public:
  void changed(std::size_t, std::span<const StandingChange>, Month) override {}
  void moved(std::span<const StandingChange>, Month) override {}
};

void one_life(const District& district, People& people, std::uint32_t replicate) {
  NobodyListens nobody;
  people.start(stream_key(1, replicate));
  for (int m = 0; m < district.scenario().months(); ++m) people.live(Month{m}, nobody);
}

double scan_seconds(const District& district) {
  std::mt19937_64 random(1);
  const auto start = std::chrono::steady_clock::now();
  benchmark::DoNotOptimize(test::scan_months(district, random));
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Returns the seconds of one run of the kernel.
double measure(benchmark::State& state, const District& district) {
  People people(district);
  one_life(district, people, 0);
  std::uint32_t replicate = 0;
  const auto start = std::chrono::steady_clock::now();
  for ([[maybe_unused]] auto _ : state) one_life(district, people, ++replicate);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() / replicate;
  const auto person_months = static_cast<double>(district.base().slots()) * district.scenario().months();
  state.counters["million_person_months_a_second"] = person_months / seconds / 1e6;
  state.counters["events"] = static_cast<double>(people.events());
  return seconds;
}

void population_kernel(benchmark::State& state) {
  const District district(test::scenario("scenarios/jiangjin/baseline.toml"));
  const double seconds = measure(state, district);
  state.counters["ratio_to_scan"] = scan_seconds(district) / seconds;
}
BENCHMARK(population_kernel)->Unit(benchmark::kMillisecond);

/// The same on a larger district, the file of which the environment names.
void population_kernel_large(benchmark::State& state) {
  const char* const file = std::getenv("ELDERCAST_BENCH_LARGE");
  if (file == nullptr) {
    state.SkipWithError("ELDERCAST_BENCH_LARGE names no scenario");
    return;
  }
  measure(state, District(test::scenario(file)));
}
BENCHMARK(population_kernel_large)->Unit(benchmark::kMillisecond);

}  // namespace
