#include "study/meet/pull_runner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "scenario/source/toml_writer.hpp"
#include "scenario/text_chain.hpp"
#include "study/stress/stress.hpp"

namespace eldercast {

PullRunner::PullRunner(std::shared_ptr<const Scenario> base, const std::vector<Lever>& levers, PluginHost& host, PullRunnerOptions options)
    : base_(std::move(base)),
      levers_(levers),
      host_(host),
      options_(std::move(options)),
      catalog_(host.catalog()),
      reader_(options_.file, options_.sets, catalog_),
      plan_(std::make_unique<const District>(base_)) {}

TomlValue PullRunner::layer(const Pulls& pulls) const {
  TomlValue out;
  Diagnostics diagnostics;
  for (const Pull& pull : pulled(pulls)) {
    const Lever& lever = levers_[pull.lever];
    merge(out, layer_of(lever, lever.size_at(pull.step), *base_, catalog_, diagnostics), true);
  }
  if (diagnostics.has_errors()) throw std::runtime_error(diagnostics.render(false));
  return out;
}

std::vector<Outcome> PullRunner::run(const Pulls& pulls, Chance chance) {
  const std::string what = text_of(pulls, levers_);
  const std::vector<std::string> settings = settings_of(layer(pulls));
  RunOptions options = chance == Chance::search ? options_.search : options_.fresh;
  options.full_detail_replicates = 0;
  if (options_.begin) options_.begin(what, options.replicates);
  const SharedDraws& draws = chance == Chance::search ? options_.search_draws : options_.fresh_draws;
  if (draws.any()) return run_drawn(settings, options, draws);
  ReadResult read = reader_.read(settings);
  if (!read.scenario) throw std::runtime_error(fmt::format("{} cannot be read\n{}", what, read.diagnostics.render(false)));
  const auto scenario = std::make_shared<const Scenario>(std::move(*read.scenario));
  auto district = std::make_unique<const District>(scenario, std::array{plan_.get(), last_.get()});
  std::vector<Outcome> outcomes;
  const std::vector<RuleEntry> rules = rules_of(*scenario, host_);
  ReplicateRunner(*district, rules, options).run([&](Outcome&& outcome) {
    if (options_.step) options_.step();
    if (options_.each) options_.each(outcome);
    outcomes.push_back(std::move(outcome));
  });
  last_ = std::move(district);
  if (outcomes.size() < static_cast<std::size_t>(options.replicates)) throw StudyStopped();
  return outcomes;
}

std::vector<Outcome> PullRunner::run_drawn(const std::vector<std::string>& settings, const RunOptions& options, const SharedDraws& draws) {
  std::vector<std::string> sets = options_.sets;
  sets.insert(sets.end(), settings.begin(), settings.end());
  UncertainRequest request = request_of(draws, options_.file.string(), sets, options);
  request.row_done = options_.step;
  std::vector<Outcome> outcomes = drawn_outcomes(request, host_);
  for (const Outcome& outcome : outcomes) {
    if (options_.each) options_.each(outcome);
  }
  if (outcomes.size() < static_cast<std::size_t>(options.replicates)) throw StudyStopped();
  return outcomes;
}

std::string text_of(const Pulls& pulls, const std::vector<Lever>& levers) {
  std::string out;
  for (const Pull& pull : pulled(pulls)) {
    out += fmt::format("{}{} {:.6g}", out.empty() ? "" : ", ", levers[pull.lever].id, levers[pull.lever].size_at(pull.step));
  }
  return out.empty() ? "the scenario itself" : out;
}

}  // namespace eldercast
