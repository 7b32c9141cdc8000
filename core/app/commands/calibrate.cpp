#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <map>

#include "app/commands/commands.hpp"
#include "app/options/language_option.hpp"
#include "app/options/scenario_options.hpp"
#include "app/options/seed_option.hpp"
#include "app/options/threads_option.hpp"
#include "app/terminal/progress.hpp"
#include "app/terminal/stop_signal.hpp"
#include "app/terminal/terminal.hpp"
#include "app/terminal/usage.hpp"
#include "files/part_file.hpp"
#include "files/whole_file.hpp"
#include "output/description.hpp"
#include "study/calibrate/fit_scenario.hpp"
#include "study/stress/stress.hpp"

namespace eldercast {
namespace {

struct CalibrateCommand {
  ScenarioOptions scenario;
  std::string observed;
  std::vector<std::string> vary;
  CalibrateOptions options;
  std::string output;
  int threads = 0;
  bool resume = false;
  bool quiet = false;
};

Exit calibrate_scenario(const CalibrateCommand& command) {
  const std::unique_ptr<PluginHost> host = make_host(command.scenario.plugin_dirs);
  const auto loaded = load_scenario(command.scenario, *host);
  if (const Exit* exit = std::get_if<Exit>(&loaded)) return *exit;
  const auto scenario = std::get<std::shared_ptr<const Scenario>>(loaded);
  const Description description = describe(*scenario);
  Diagnostics diagnostics;
  const auto figures = read_fit_targets(command.observed, description, diagnostics);
  if (!figures) {
    print_problems(diagnostics);
    return Exit::usage_or_scenario;
  }
  if (std::filesystem::exists(command.output))
    return usage(fmt::format("{} is there already", command.output), "name another file, or move it away");
  expect_publishable(command.output, Existing::refuse, never_ours());
  const StopOnSignal stop;
  FitRequest request;
  request.runs.scenario_file = command.scenario.file;
  request.runs.sets = command.scenario.sets;
  request.runs.vary = command.vary;
  request.runs.shape = Shape::uniform;
  request.runs.seed = scenario->seed;
  request.runs.arena = arena_of(command.threads);
  request.runs.stop = &stop.flag();
  request.options = command.options;
  request.journal = command.output + ".journal";
  request.resume = command.resume;
  const Language language = language_of(command.scenario.language);
  ProgressLine progress({"次模拟", "simulations"}, 0, command.quiet, language);
  request.runs.row_done = [&] { progress.step(); };
  try {
    const auto made = fit_scenario(request, *figures, *scenario, *host);
    progress.clear();
    if (const StudyMistake* mistake = std::get_if<StudyMistake>(&made)) return usage(*mistake);
    const ScenarioFit& fit = std::get<ScenarioFit>(made);
    print_data(document_text(document_of(fit), text_form(command.scenario.language)));
    if (fit.fit.posterior.empty()) return Exit::run_failed;
    write_whole(command.output, posterior_csv(fit));
  } catch (const StudyStopped&) {
    progress.clear();
    print_talk({fmt::format("已停止，已模拟部分在{}；加--resume继续\n", request.journal.string()),
                fmt::format("stopped; go on with it by --resume, {} has what was simulated\n", request.journal.string())},
               language);
    return Exit::resumable;
  }
  return Exit::done;
}

}  // namespace

void add_calibrate(CLI::App& program, Action& action) {
  CLI::App* sub = program.add_subcommand("calibrate", "Fit parameters to observed figures: a posterior sample to run with");
  auto command = std::make_shared<CalibrateCommand>();
  add_scenario_options(*sub, command->scenario);
  sub->add_option("--observed", command->observed, "What was observed: figure,place,month,value,error,source")
      ->required()
      ->type_name("FILE");
  sub->add_option("--vary", command->vary, "A parameter to fit, ID or ID=LOW..HIGH (repeatable; default: all with a range)")
      ->type_name("ID[=RANGE]")
      ->allow_extra_args(false)
      ->take_all();
  sub->add_option("-o,--output", command->output, "Write the posterior sample to this table (CSV)")->required()->type_name("FILE");
  sub->add_flag("--resume", command->resume, "Go on with a fit that was stopped");
  sub->add_option("--points", command->options.wave_points, "Points of a wave (default 40)")->check(CLI::Range(4, 10000));
  sub->add_option("--waves", command->options.waves, "Waves of history matching (default 2)")->check(CLI::Range(1, 20));
  sub->add_option("--particles", command->options.particles, "Points of the posterior sample (default 100)")->check(CLI::Range(10, 100000));
  sub->add_option("--generations", command->options.generations, "Generations of the sequential sampler (default 5)")
      ->check(CLI::Range(1, 50));
  add_seed_option(*sub, "--design-seed", command->options.seed, "Seed of the fit's own numbers (default 1)");
  add_threads_option(*sub, command->threads);
  add_language_option(*sub, command->scenario.language);
  sub->add_flag("-q,--quiet", command->quiet, "No progress");
  sub->footer(
      "Examples:\n"
      "  eldercast calibrate scenarios/toy/toy.toml --observed counted.csv --vary staffing.care_workforce.turnover_per_year=0.1..0.6 -o "
      "posterior.csv\n"
      "  eldercast run scenarios/toy/toy.toml --posterior posterior.csv\n"
      "Method, and what a fit may be trusted for: docs/howto/calibrate.md.");
  sub->callback([command, &action] { action = [command] { return calibrate_scenario(*command); }; });
}

}  // namespace eldercast
