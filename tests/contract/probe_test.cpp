/// Rules that fold every field of every view of every phase into what they post (probe/fold.hpp): whatever else ran, they see the same.
#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "engine/replicate_runner.hpp"
#include "model/district.hpp"
#include "scenario/reader.hpp"
#include "support/catch.hpp"
#include "support/numbers.hpp"

using namespace eldercast;

namespace {

/// A scenario with the three probes beside its own rules.
struct Probed {
  explicit Probed(const std::string& file, const std::vector<std::string>& more = {})
      : host({ELDERCAST_TEST_PROBES, ELDERCAST_TEST_PLUGINS}) {
    std::vector<std::string> sets{"funding.probe.enabled=true", "staffing.probe.enabled=true", "medical.probe.enabled=true"};
    sets.insert(sets.end(), more.begin(), more.end());
    const RuleCatalog catalog = host.catalog();
    ReadResult read = read_scenario(file, {sets, &catalog});
    if (!read.scenario) throw std::runtime_error(read.diagnostics.render(false));
    scenario = std::make_shared<const Scenario>(std::move(*read.scenario));
    rules = rules_of(*scenario, host);
    district = std::make_unique<const District>(scenario);
  }

  /// Runs these replicates in this order; the numbers of each by its own number.
  [[nodiscard]] std::map<std::int32_t, std::vector<std::int64_t>> run(const std::vector<std::int32_t>& order, int threads) const {
    RunOptions options;
    options.arena = Arena(threads);
    options.full_detail_replicates = 100;
    std::vector<Job> jobs;
    for (const std::int32_t replicate : order) jobs.push_back({replicate, {}});
    std::map<std::int32_t, std::vector<std::int64_t>> out;
    ReplicateRunner(*district, rules, options).run(jobs, [&](std::size_t, Outcome&& outcome) {
      CHECK(outcome.failure.empty());
      out[outcome.replicate] = test::numbers(outcome);
    });
    return out;
  }

  PluginHost host;
  std::shared_ptr<const Scenario> scenario;
  std::vector<RuleEntry> rules;
  std::unique_ptr<const District> district;
};

}  // namespace

TEST_CASE("what rules see hangs on no thread, no order of replicates and no other replicate") {
  for (const char* file : {"scenarios/toy/toy.toml", "scenarios/jiangjin/baseline.toml"}) {
    INFO(file);
    const Probed probed(file);
    const auto wanted = probed.run({0, 1, 2, 3}, 1);
    for (const int threads : {2, 3}) CHECK((probed.run({0, 1, 2, 3}, threads) == wanted));
    CHECK((probed.run({3, 2, 1, 0}, 1) == wanted));
    CHECK((probed.run({2, 0, 3, 1}, 2) == wanted));
    for (const auto& [replicate, numbers] : wanted) CHECK((probed.run({replicate}, 1).at(replicate) == numbers));
  }
}

TEST_CASE("the probes would notice: they see another replicate as another one") {
  const Probed probed("scenarios/toy/toy.toml");
  const auto all = probed.run({0, 1, 2}, 1);
  std::set<std::vector<std::int64_t>> different;
  for (const auto& [replicate, numbers] : all) different.insert(numbers);
  CHECK(different.size() == 3);
}
