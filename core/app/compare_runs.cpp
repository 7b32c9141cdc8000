#include "app/compare_runs.hpp"

#include <algorithm>

#include "app/outcomes.hpp"
#include "app/terminal/usage.hpp"
#include "output/description.hpp"

namespace eldercast {
namespace {

FigureValues values_of(const std::vector<Figure>& figures, const std::vector<Outcome>& outcomes, const Description& description) {
  FigureValues out(figures.size());
  for (std::size_t f = 0; f < figures.size(); ++f) {
    for (const Outcome& outcome : outcomes)
      out[f].push_back(outcome.failure.empty() ? whole_run(figures[f], outcome.headline, description) : kUnknown);
  }
  return out;
}

}  // namespace

ComparedRunner::ComparedRunner(const std::vector<ComparedInput>& inputs, const RunOptions& options, bool chance_only,
                               const std::string& posterior, PluginHost& host)
    : options_(options), host_(host) {
  const bool scenarios = std::all_of(inputs.begin(), inputs.end(), [](const ComparedInput& input) { return input.scenario != nullptr; });
  if (!posterior.empty()) {
    draws_ = posterior_draws(posterior, options.replicates);
  } else if (scenarios) {
    draws_ = shared_draws(*inputs.front().scenario, options.replicates, chance_only);
  }
}

std::int32_t ComparedRunner::replicates() const { return draws_.all_replicates(options_.replicates); }

std::variant<std::vector<Outcome>, Exit> ComparedRunner::run(const std::shared_ptr<const Scenario>& scenario,
                                                             const ScenarioOptions& options, const std::function<void()>& each) const {
  if (!draws()) {
    auto seeded = std::make_shared<Scenario>(*scenario);
    seeded->seed = options_.seed;
    return outcomes_of(seeded, host_, options_, each);
  }
  UncertainRequest request = request_of(draws_, options.file, options.sets, options_);
  request.row_done = each;
  auto made = run_uncertain(request, *scenario, host_);
  if (const StudyMistake* mistake = std::get_if<StudyMistake>(&made)) return usage(*mistake);
  return std::get<UncertainRows>(std::move(made)).outcomes;
}

std::variant<Waterfall, Exit> share_out(const ComparedInput& input, const ComparedRun& a, const ComparedRun& b,
                                        const ComparedRunner& runner, PluginHost& host, const std::function<void()>& each) {
  const std::vector<Figure> in_a = figures_of(a.description);
  const std::vector<Figure> in_b = figures_of(b.description);
  std::vector<Figure> figures;
  for (const Figure& figure : in_a) {
    if (find_figure(in_b, figure.id) != nullptr) figures.push_back(figure);
  }
  Exit exit = Exit::done;
  const auto run_with = [&](const std::vector<bool>& made) -> FigureValues {
    FigureValues nothing(figures.size(), std::vector<double>(a.outcomes.size(), kUnknown));
    if (exit != Exit::done) return nothing;
    const auto options = input.changes.with(made);
    if (const Exit* failed = std::get_if<Exit>(&options)) exit = *failed;
    if (exit != Exit::done) return nothing;
    auto loaded = load_scenario(std::get<ScenarioOptions>(options), host);
    if (const Exit* failed = std::get_if<Exit>(&loaded)) exit = *failed;
    if (exit != Exit::done) return nothing;
    const auto scenario = std::get<std::shared_ptr<const Scenario>>(loaded);
    auto outcomes = runner.run(scenario, std::get<ScenarioOptions>(options), each);
    if (const Exit* failed = std::get_if<Exit>(&outcomes)) exit = *failed;
    if (exit != Exit::done) return nothing;
    auto& found = std::get<std::vector<Outcome>>(outcomes);
    if (found.size() != a.outcomes.size()) {
      exit = Exit::interrupted;
      return nothing;
    }
    // Figures of the same ids, which the scenario with some of the changes has if both ends have them.
    const Description description = describe(*scenario);
    const std::vector<Figure> own = figures_of(description);
    std::vector<Figure> same;
    for (const Figure& figure : figures) {
      const Figure* one = find_figure(own, figure.id);
      same.push_back(one == nullptr ? figure : *one);
    }
    return values_of(same, found, description);
  };
  Waterfall out = waterfall(figures, values_of(figures, a.outcomes, a.description), values_of(figures, b.outcomes, b.description),
                            input.changes.names, run_with);
  if (exit != Exit::done) return exit;
  out.label_a = a.label;
  out.label_b = b.label;
  return out;
}

}  // namespace eldercast
