#include "app/outcomes.hpp"

#include <fmt/format.h>

#include "app/options/threads_option.hpp"
#include "app/terminal/terminal.hpp"
#include "model/district.hpp"

namespace eldercast {

std::vector<Outcome> outcomes_of(const std::shared_ptr<const Scenario>& scenario, PluginHost& host, const RunOptions& options,
                                 const std::function<void()>& each) {
  const District district = compile_district(scenario, options);
  const std::vector<RuleEntry> rules = rules_of(*scenario, host);
  std::vector<Outcome> outcomes;
  ReplicateRunner(district, rules, options).run([&](Outcome&& outcome) {
    if (!outcome.failure.empty()) {
      print_problem("run.replicate-failed", fmt::format("{}, replicate {}: {}", scenario->id, outcome.replicate, outcome.failure));
    }
    outcomes.push_back(std::move(outcome));
    each();
  });
  return outcomes;
}

RunOptions plain_run(std::uint64_t seed, std::int32_t replicates, int threads, const std::atomic<bool>* stop) {
  RunOptions out;
  out.seed = seed;
  out.replicates = replicates;
  out.full_detail_replicates = 0;
  out.arena = arena_of(threads);
  out.stop = stop;
  return out;
}

}  // namespace eldercast
