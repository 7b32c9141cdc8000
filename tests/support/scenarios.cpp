#include "support/scenarios.hpp"

#include <stdexcept>

#include "scenario/reader.hpp"

namespace eldercast::test {

PluginHost& host() {
  static PluginHost plugins({ELDERCAST_TEST_PLUGINS});
  return plugins;
}

std::shared_ptr<const Scenario> scenario(const std::string& file, const std::vector<std::string>& sets) {
  const RuleCatalog catalog = host().catalog();
  ReadResult result = read_scenario(file, {sets, &catalog});
  if (!result.scenario) throw std::runtime_error(result.diagnostics.render(false));
  return std::make_shared<const Scenario>(std::move(*result.scenario));
}

std::vector<Outcome> run(const std::shared_ptr<const Scenario>& scenario, std::int32_t replicates, int threads, std::uint64_t seed,
                         std::int32_t with_detail, std::size_t residents_a_zone) {
  const std::vector<RuleEntry> rules = rules_of(*scenario, host());
  RunOptions options;
  options.seed = seed;
  options.replicates = replicates;
  options.arena = Arena(threads);
  options.full_detail_replicates = with_detail;
  options.residents_a_zone = residents_a_zone;
  const District district = compile_district(scenario, options);
  std::vector<Outcome> outcomes;
  ReplicateRunner(district, rules, options).run([&](Outcome&& outcome) { outcomes.push_back(std::move(outcome)); });
  return outcomes;
}

int month_of(const Scenario& scenario, int year, int month) { return YearMonth(year, month) - scenario.start; }

}  // namespace eldercast::test
