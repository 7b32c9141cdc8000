/// Whole replicates of the Jiangjin baseline on one core; the median is the number that counts.
#include <benchmark/benchmark.h>

#include "engine/replicate/replicate.hpp"
#include "support/scenarios.hpp"

namespace {

using namespace eldercast;

void whole_replicate(benchmark::State& state) {
  const auto scenario = test::scenario("scenarios/jiangjin/baseline.toml");
  const District district(scenario);
  const std::vector<RuleEntry> rules = rules_of(*scenario, test::host());
  Watchdog watchdog;
  Replicate replicate(district, rules, watchdog);
  std::int32_t number = 0;
  for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(replicate.run(1, number++, false));
  state.counters["individuals"] = static_cast<double>(district.base().slots());
}
BENCHMARK(whole_replicate)->Unit(benchmark::kMillisecond)->Iterations(1)->Repetitions(20)->DisplayAggregatesOnly(true);

}  // namespace
