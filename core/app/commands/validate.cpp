#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

#include "app/commands/commands.hpp"
#include "app/options/language_option.hpp"
#include "app/options/scenario_options.hpp"
#include "app/outcomes.hpp"
#include "app/refused_command.hpp"
#include "app/terminal/progress.hpp"
#include "app/terminal/terminal.hpp"
#include "app/validation.hpp"
#include "engine/machine/machine.hpp"
#include "engine/memory.hpp"
#include "output/file/schema.hpp"
#include "output/render/json_numbers.hpp"
#include "output/render/text_cells.hpp"
#include "text/counted.hpp"

namespace eldercast {
namespace {

struct ValidateCommand {
  ScenarioOptions scenario;
  bool resolved = false;
  bool json = false;
};

/// A district of the size of a country takes its time; nobody should have to guess whether the program still lives.
void announce_measuring(const MemoryNeed& need) {
  constexpr std::int64_t kManyIndividuals = 5'000'000;
  constexpr double kSecondsAnIndividual = 1e-6;  // of setting up and two replicates, on a slow core
  if (need.individuals < kManyIndividuals) return;
  print_talk(fmt::format("measuring what a run of {} individuals costs, for about {}; --json leaves it out\n", need.individuals,
                         duration_text(static_cast<double>(need.individuals) * kSecondsAnIndividual)));
}

/// What a run would cost: seconds of one core from one replicate, memory from the number of people.
Document cost(const std::shared_ptr<const Scenario>& scenario, const MemoryNeed& need, PluginHost& host) {
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
  Document out;
  constexpr std::size_t kIndent = 2;
  if (!outcomes.front().failure.empty()) {
    out.say("首次重复模拟失败：见上文", "its first replicate fails: see above", kIndent);
    return out;
  }
  const double set_up = std::chrono::duration<double>(first - start).count();
  const double replicate = std::chrono::duration<double>(Clock::now() - first).count();
  const int threads = usable_threads();
  const double gigabytes = static_cast<double>(need.bytes(std::min(threads, scenario->replicates)) +
                                               headline_bytes(describe(*scenario)) * scenario->replicates) /
                           1e9;
  const std::string all = duration_text(set_up + replicate * scenario->replicates / threads);
  out.say(fmt::format("运行{}次重复模拟在{}核上约需{}（现场实测，每次每核{:.3f}秒），内存约{:.2f} GB", scenario->replicates, threads, all,
                      replicate, gigabytes),
          fmt::format("a run of {} takes about {} on {}, measured now ({:.3f} s a replicate and core), and memory of about "
                      "{:.2f} GB",
                      counted(scenario->replicates, "replicate"), all, counted(threads, "core"), replicate, gigabytes),
          kIndent);
  return out;
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
  const auto scenario = unless_refused(load_scenario(command.scenario, *host, report));
  if (command.resolved) {
    print_data(scenario->resolved_text);
  } else if (command.json) {
    print_data(json_text(validation_json(*scenario, memory_need(*scenario), host->catalog())));
  } else {
    const MemoryNeed need = memory_need(*scenario);
    const TextForm form = text_form(command.scenario.language);
    print_data(document_text(validation_document(*scenario, need, host->catalog()), form));
    if (!fits_into_memory(*scenario, 1, scenario->replicates)) return Exit::run_failed;
    announce_measuring(need);
    Document rest = cost(scenario, need, *host);
    rest.add(people_of_towns(*scenario));
    print_data(document_text(rest, form));
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
  add_language_option(*sub, command->scenario.language);
  sub->footer(
      "Examples:\n  eldercast validate mydistrict/district.toml\n  eldercast validate scenarios/jiangjin/baseline.toml --resolved\n"
      "A problem is shown with file, line, column, a stable code, the line itself and help. Exit code 2 if there is any.");
  sub->callback([command, &action] { action = [command] { return validate(*command); }; });
}

}  // namespace eldercast
