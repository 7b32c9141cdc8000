#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

#include "app/commands/commands.hpp"
#include "app/options/language_option.hpp"
#include "app/options/scenario_options.hpp"
#include "app/outcomes.hpp"
#include "app/terminal/progress.hpp"
#include "app/terminal/terminal.hpp"
#include "engine/machine/machine.hpp"
#include "engine/memory.hpp"
#include "output/figures/target_basis.hpp"
#include "output/file/schema.hpp"
#include "output/render/json_numbers.hpp"
#include "output/render/table.hpp"
#include "output/render/text_cells.hpp"
#include "scenario/checks/sums.hpp"

namespace eldercast {
namespace {

struct ValidateCommand {
  ScenarioOptions scenario;
  bool resolved = false;
  bool json = false;
};

std::string overview(const Scenario& scenario, const MemoryNeed& need) {
  std::size_t assumptions = 0;
  for (const ParameterOrigin& origin : scenario.origins) assumptions += origin.quality == "assumption" ? 1 : 0;
  const auto in_place =
      std::count_if(scenario.existing.begin(), scenario.existing.end(), [](const ExistingFacility& one) { return !one.site_of_move; });
  return fmt::format(
      "{} ({}) is valid.\n"
      "  {} months from {:04}-{:02}, {} replicates, seed {}\n"
      "  {} towns, {} settlements, {} facilities in place, {} projects, {} services, {} rules\n"
      "  about {} individuals: residents, those who turn 60 within the run, those who may arrive\n"
      "  {} parameters with an origin, {} of them assumptions with a range\n",
      scenario.id, scenario.name_en, scenario.months(), scenario.start.year(), scenario.start.month(), scenario.replicates, scenario.seed,
      scenario.towns.size(), scenario.settlements.size(), in_place, scenario.projects.size(), scenario.services.size(),
      scenario.rules.size(), need.individuals, scenario.origins.size(), assumptions);
}

/// Targets that no run of the scenario can meet, and those that restate an input.
std::string targets_of_input(const Scenario& scenario) {
  const Description description = describe(scenario);
  const std::vector<TargetBasis> bases = target_bases(description);
  std::string out;
  for (const TargetRow& row : target_table()) {
    const TargetBasis& basis = bases[index_of(row.target)];
    if (!row.threshold(description.targets) || basis.by == DecidedBy::model) continue;
    const bool forbidden = basis.by == DecidedBy::input;
    const std::string note =
        fmt::format("  note: {} {}: {}{}", name_of(row.target), forbidden ? "cannot be met as written" : "is no forecast", basis.why.en,
                    basis.parameter.empty() ? "" : " (" + basis.parameter + ")");
    out += wrapped_text(note, text_width(), 4) + "\n";
  }
  return out;
}

/// Tables that say different sums of the same people.
std::string sums_of_tables(const Scenario& scenario) {
  std::string out;
  for (const std::string& note : notes_on_sums(scenario)) out += wrapped_text("  note: " + note, text_width(), 4) + "\n";
  return out;
}

/// A district of the size of a country takes its time; nobody should have to guess whether the program still lives.
void announce_measuring(const MemoryNeed& need) {
  constexpr std::int64_t kManyIndividuals = 5'000'000;
  constexpr double kSecondsAnIndividual = 1e-6;  // of setting up and two replicates, on a slow core
  if (need.individuals < kManyIndividuals) return;
  print_talk(fmt::format("measuring what a run of {} individuals costs, for about {}; --json leaves it out\n", need.individuals,
                         duration_text(static_cast<double>(need.individuals) * kSecondsAnIndividual)));
}

/// What a run would cost: seconds of one core from one replicate, memory from the number of people.
std::string cost(const std::shared_ptr<const Scenario>& scenario, const MemoryNeed& need, PluginHost& host) {
  using Clock = std::chrono::steady_clock;
  const auto start = Clock::now();
  RunOptions options;
  options.seed = scenario->seed;
  options.replicates = 2;
  options.full_detail_replicates = 0;
  Clock::time_point first = start;
  const std::vector<Outcome> outcomes = outcomes_of(scenario, host, options, [&] {
    if (first == start) first = Clock::now();
  });
  if (!outcomes.front().failure.empty()) return "  its first replicate fails: see above\n";
  const double set_up = std::chrono::duration<double>(first - start).count();
  const double replicate = std::chrono::duration<double>(Clock::now() - first).count();
  const int threads = usable_threads();
  return fmt::format(
      "  a run of {} replicates takes about {} on {} cores, measured now ({:.3f} s a replicate and core),\n"
      "  and memory of about {:.2f} GB\n",
      scenario->replicates, duration_text(set_up + replicate * scenario->replicates / threads), threads, replicate,
      static_cast<double>(need.bytes(std::min(threads, scenario->replicates)) +
                          headline_bytes(describe(*scenario)) * scenario->replicates) /
          1e9);
}

std::string overview_json(const Scenario& scenario) {
  const MemoryNeed need = memory_need(scenario);
  const nlohmann::ordered_json json = {
      {"format", "eldercast-validation"},
      {"version", 1},
      {"valid", true},
      {"scenario", scenario.id},
      {"digest", scenario.digest},
      {"months", scenario.months()},
      {"towns", scenario.towns.size()},
      {"settlements", scenario.settlements.size()},
      {"projects", scenario.projects.size()},
      {"memory", {{"individuals", need.individuals}, {"bytes", need.bytes(1) + headline_bytes(describe(scenario)) * scenario.replicates}}},
      {"gaps", scenario.data_gaps},
      {"notes", notes_on_sums(scenario)}};
  return json_text(json);
}

/// What is wrong, for an editor or a pipeline: the same problems as on stderr.
std::string problems_json(const Diagnostics& diagnostics) {
  nlohmann::ordered_json problems = nlohmann::ordered_json::array();
  for (const Diagnostic& one : diagnostics.sorted()) {
    problems.push_back({{"code", one.code},
                        {"file", one.place.source->name()},
                        {"line", one.place.line},
                        {"column", one.place.column},
                        {"message", one.message},
                        {"help", one.help}});
  }
  const nlohmann::ordered_json json = {
      {"format", "eldercast-validation"}, {"version", 1}, {"valid", false}, {"count", diagnostics.count()}, {"problems", problems}};
  return json_text(json);
}

Exit validate(const ValidateCommand& command) {
  const std::unique_ptr<PluginHost> host = make_host(command.scenario.plugin_dirs);
  const auto report = [&](const Diagnostics& diagnostics) {
    if (command.json) print_data(problems_json(diagnostics));
  };
  auto loaded = load_scenario(command.scenario, *host, report);
  if (const Exit* exit = std::get_if<Exit>(&loaded)) return *exit;
  const auto scenario = std::get<std::shared_ptr<const Scenario>>(loaded);
  if (command.resolved) {
    print_data(scenario->resolved_text);
  } else if (command.json) {
    print_data(overview_json(*scenario));
  } else {
    const MemoryNeed need = memory_need(*scenario);
    print_data(overview(*scenario, need) + sums_of_tables(*scenario) + targets_of_input(*scenario));
    if (!fits_into_memory(*scenario, 1, scenario->replicates)) return Exit::run_failed;
    announce_measuring(need);
    print_data(cost(scenario, need, *host));
  }
  return Exit::done;
}

}  // namespace

void add_validate(CLI::App& program, Action& action) {
  CLI::App* sub = program.add_subcommand("validate", "Check a scenario; all problems at once, and what a run would cost");
  auto command = std::make_shared<ValidateCommand>();
  add_scenario_options(*sub, command->scenario);
  CLI::Option* resolved = sub->add_flag("--resolved", command->resolved, "Print the scenario with every value written out");
  sub->add_flag("--json", command->json, "Print the overview, or the problems, as JSON")->excludes(resolved);
  sub->footer(
      "Examples:\n  eldercast validate mydistrict/district.toml\n  eldercast validate scenarios/jiangjin/baseline.toml --resolved\n"
      "A problem is shown with file, line, column, a stable code, the line itself and help. Exit code 2 if there is any.");
  sub->callback([command, &action] { action = [command] { return validate(*command); }; });
}

}  // namespace eldercast
