#include "study/meet/pull_runner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "scenario/source/toml_writer.hpp"
#include "scenario/text_chain.hpp"
#include "study/stress/stress.hpp"
#include "study/uncertainty/posterior.hpp"
#include "study/uncertainty/uncertain_run.hpp"

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
  ReadResult read = reader_.read(settings);
  if (!read.scenario) throw std::runtime_error(fmt::format("{} cannot be read\n{}", what, read.diagnostics.render(false)));
  const auto scenario = std::make_shared<const Scenario>(std::move(*read.scenario));
  if (!options_.posterior.empty()) {
    const RunOptions& asked = chance == Chance::search ? options_.search : options_.fresh;
    if (options_.begin) options_.begin(what, asked.replicates);
    return run_drawn(settings, asked);
  }
  auto district = std::make_unique<const District>(scenario, std::array{plan_.get(), last_.get()});
  RunOptions options = chance == Chance::search ? options_.search : options_.fresh;
  options.full_detail_replicates = 0;
  if (options_.begin) options_.begin(what, options.replicates);
  std::vector<Outcome> outcomes;
  const std::vector<RuleEntry> rules = rules_of(*scenario, host_);
  ReplicateRunner(*district, rules, options).run([&](Outcome&& outcome) {
    if (options_.each) options_.each(outcome);
    outcomes.push_back(std::move(outcome));
  });
  last_ = std::move(district);
  if (outcomes.size() < static_cast<std::size_t>(options.replicates)) throw StudyStopped();
  return outcomes;
}

std::vector<Outcome> PullRunner::run_drawn(const std::vector<std::string>& settings, const RunOptions& options) {
  UncertainRequest request;
  request.scenario_file = options_.file.string();
  request.sets = options_.sets;
  request.sets.insert(request.sets.end(), settings.begin(), settings.end());
  request.list_file = options_.posterior;
  request.points = points_in(options_.posterior);
  const ReadResult read = read_scenario(options_.file, {request.sets, &catalog_});
  if (!read.scenario) throw std::runtime_error(read.diagnostics.render(false));
  request.replicates = std::max(1, options.replicates / std::max(1, request.points));
  request.seed = options.seed;
  request.arena = options.arena;
  request.stop = options.stop;
  auto made = run_uncertain(request, *read.scenario, host_);
  if (const StudyMistake* mistake = std::get_if<StudyMistake>(&made)) throw std::runtime_error(mistake->message);
  std::vector<Outcome>& outcomes = std::get<UncertainRows>(made).outcomes;
  for (const Outcome& outcome : outcomes) {
    if (options_.each) options_.each(outcome);
  }
  if (outcomes.size() < static_cast<std::size_t>(request.points) * static_cast<std::size_t>(request.replicates)) throw StudyStopped();
  return std::move(outcomes);
}

std::string text_of(const Pulls& pulls, const std::vector<Lever>& levers) {
  std::string out;
  for (const Pull& pull : pulled(pulls)) {
    out += fmt::format("{}{} {:.6g}", out.empty() ? "" : ", ", levers[pull.lever].id, levers[pull.lever].size_at(pull.step));
  }
  return out.empty() ? "the scenario itself" : out;
}

}  // namespace eldercast
