#include "study/contract/whole_runs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <stdexcept>
#include <vector>

#include "model/district.hpp"
#include "output/file/outcome_numbers.hpp"
#include "scenario/reader.hpp"

namespace eldercast::contract {
namespace {

std::string dotted(std::string id) {
  std::replace(id.begin(), id.end(), '/', '.');
  return id;
}

std::shared_ptr<const Scenario> read_with(PluginHost& host, const RuleDescription& rule, const std::filesystem::path& file) {
  const RuleCatalog catalog = host.catalog();
  const std::string& id = rule.id;
  std::vector<std::string> with{dotted(id) + ".enabled=true"};
  for (const NeededName& need : rule.needs) {
    with.push_back(fmt::format("names.{0}.{1}.zh={1}", need.kind, need.id));
    with.push_back(fmt::format("names.{0}.{1}.en={1}", need.kind, need.id));
  }
  ReadResult both = read_scenario(file.string(), {with, &catalog});
  if (both.scenario) return std::make_shared<const Scenario>(std::move(*both.scenario));
  std::vector<std::string> alone = with;
  const ReadResult others = read_scenario(file.string(), {{}, &catalog});
  if (others.scenario) {
    for (const RuleSpec& other : others.scenario->rules) {
      if (other.id != id) alone.push_back(dotted(other.id) + ".enabled=false");
    }
  }
  ReadResult one = read_scenario(file.string(), {alone, &catalog});
  if (one.scenario) return std::make_shared<const Scenario>(std::move(*one.scenario));
  throw std::runtime_error("it cannot stand in a scenario:\n" + both.diagnostics.render(false));
}

using Numbers = std::map<std::int32_t, std::vector<std::int64_t>>;

/// Runs these replicates in this order.
Numbers numbers_of(const District& district, const std::vector<RuleEntry>& rules, const std::vector<std::int32_t>& order, int threads,
                   RuleWatch watch, NumbersOf which) {
  RunOptions options;
  options.arena = Arena(threads);
  options.full_detail_replicates = 100;
  options.rule_watch = watch;
  std::vector<Job> jobs;
  for (const std::int32_t replicate : order) jobs.push_back({replicate, {}});
  Numbers out;
  ReplicateRunner(district, rules, options).run(jobs, [&](std::size_t, Outcome&& outcome) {
    if (!outcome.failure.empty()) throw RuleFailure(outcome.failure);
    out[outcome.replicate] = outcome_numbers(outcome, which);
  });
  return out;
}

}  // namespace

WholeRuns run_whole(PluginHost& host, const RuleDescription& rule, const std::filesystem::path& scenario_file, RuleWatch watch) {
  WholeRuns out;
  try {
    const auto scenario = read_with(host, rule, scenario_file);
    const District district = compile_district(scenario, {});
    std::vector<RuleEntry> rules = rules_of(*scenario, host);
    const auto run = [&](const std::vector<std::int32_t>& order, int threads, NumbersOf which) {
      return numbers_of(district, rules, order, threads, watch, which);
    };
    const Numbers plain = run({0, 1, 2, 3}, 1, NumbersOf::everything);
    for (const int threads : {2, 3}) {
      if (run({0, 1, 2, 3}, threads, NumbersOf::everything) != plain) {
        out.threads = fmt::format("{} threads give other numbers than one: rule objects share something (static data?)", threads);
      }
    }
    if (run({3, 1, 0, 2}, 1, NumbersOf::everything) != plain || run({2}, 1, NumbersOf::everything).at(2) != plain.at(2)) {
      out.replicates = "a replicate gives other numbers behind others than alone: something is kept from one to the next";
    }
    const Numbers listed = run({0, 1}, 1, NumbersOf::all_orders_of_rules);
    std::reverse(rules.begin(), rules.end());
    if (run({0, 1}, 1, NumbersOf::all_orders_of_rules) != listed) out.rules = "rules in another order give other numbers";
  } catch (const std::exception& error) {
    out.fails = error.what();
  }
  return out;
}

}  // namespace eldercast::contract
