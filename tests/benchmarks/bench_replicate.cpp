/// Whole replicates of the Jiangjin baseline on one core; the median is the number that counts. The counters say what the heap is asked
/// for, by a replicate and by each month of it.
#include <benchmark/benchmark.h>

#include "benchmarks/counting.hpp"
#include "engine/simulation/simulation.hpp"
#include "support/scenarios.hpp"

namespace {

using namespace eldercast;

/// A scenario with all that a replicate needs.
struct Stage {
  explicit Stage(const std::vector<std::string>& sets = {})
      : scenario(test::scenario("scenarios/jiangjin/baseline.toml", sets)), district(scenario), rules(rules_of(*scenario, test::host())) {}

  std::shared_ptr<const Scenario> scenario;
  District district;
  std::vector<RuleEntry> rules;
  Watchdog watchdog;
  Simulation replicate{district, rules, watchdog, Zones(district.scenario())};
};

/// Allocations of a replicate whose memory has grown to its size.
std::int64_t allocations_of(Simulation& replicate) {
  for (std::int32_t number = 0; number < 3; ++number) benchmark::DoNotOptimize(replicate.run(1, number, false));
  const std::int64_t before = bench::allocations();
  benchmark::DoNotOptimize(replicate.run(1, 1, false));
  return bench::allocations() - before;
}

void whole_replicate(benchmark::State& state) {
  Stage stage;
  std::int32_t number = 0;
  for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(stage.replicate.run(1, number++, false));
  Stage shorter({"scenario.end=2022-06"});
  const std::int64_t of_all = allocations_of(stage.replicate);
  const int months = stage.scenario->months() - shorter.scenario->months();
  state.counters["individuals"] = static_cast<double>(stage.district.base().slots());
  state.counters["allocations"] = static_cast<double>(of_all);
  state.counters["allocations_a_month"] = static_cast<double>(of_all - allocations_of(shorter.replicate)) / months;
}
BENCHMARK(whole_replicate)->Unit(benchmark::kMillisecond)->Iterations(20);

}  // namespace
