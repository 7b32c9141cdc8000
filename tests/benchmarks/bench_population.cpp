/// The population kernel against the month-by-month scan of the tests, on the same people; the counter "ratio" is scan time over kernel
/// time.
#include <benchmark/benchmark.h>

#include <chrono>

#include "engine/population/people.hpp"
#include "oracle/month_scan.hpp"
#include "support/scenarios.hpp"

namespace {

using namespace eldercast;

class NobodyListens final : public StandingListener {
 public:
  void changed(std::span<const StandingChange>, Month) override {}
};

const District& district() {
  static const District jiangjin(test::scenario("scenarios/jiangjin/baseline.toml"));
  return jiangjin;
}

void one_life(People& people, std::uint32_t replicate) {
  NobodyListens nobody;
  people.start(stream_key(1, replicate));
  for (int m = 0; m < district().scenario().months(); ++m) people.live(Month{m}, nobody);
}

double scan_seconds() {
  std::mt19937_64 random(1);
  const auto start = std::chrono::steady_clock::now();
  benchmark::DoNotOptimize(test::scan_months(district(), random));
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void population_kernel(benchmark::State& state) {
  People people(district());
  std::uint32_t replicate = 0;
  const auto start = std::chrono::steady_clock::now();
  for ([[maybe_unused]] auto _ : state) one_life(people, replicate++);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() / replicate;
  const auto person_months = static_cast<double>(district().base().slots()) * district().scenario().months();
  state.counters["million_person_months_a_second"] = person_months / seconds / 1e6;
  state.counters["events"] = static_cast<double>(people.events());
  state.counters["ratio_to_scan"] = scan_seconds() / seconds;
}
BENCHMARK(population_kernel)->Unit(benchmark::kMillisecond);

}  // namespace
