#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <filesystem>
#include <optional>

#include "app/commands/commands.hpp"
#include "app/commands/study_commands.hpp"
#include "app/options/draw_options.hpp"
#include "app/options/language_option.hpp"
#include "app/options/scenario_options.hpp"
#include "app/options/threads_option.hpp"
#include "app/outcomes.hpp"
#include "app/provenance.hpp"
#include "app/refused_command.hpp"
#include "app/terminal/progress.hpp"
#include "app/terminal/stop_signal.hpp"
#include "app/terminal/talk.hpp"
#include "app/terminal/terminal.hpp"
#include "output/file/results_reader.hpp"
#include "output/page/page_file.hpp"
#include "scenario/resolved.hpp"
#include "scenario/source/toml_text.hpp"
#include "study/uncertainty/shared_draws.hpp"
#include "text/shell_word.hpp"
#include "whatif/page/whatif_page.hpp"

namespace eldercast {
namespace {

struct WhatifCommand {
  ScenarioOptions scenario;
  std::string result;
  std::string levers;
  std::string output;
  std::optional<std::int32_t> replicates;
  int threads = 0;
  bool chance_only = false;
  bool overwrite = false;
  bool quiet = false;
};

/// The baseline of a page, and what its replicates draw.
struct Baseline {
  std::vector<std::vector<std::string>> draws;
  std::int32_t uncertain = 0;
  std::int32_t replicates_a_draw = 1;
  std::vector<Outcome> outcomes;
};

/// What a reader decides is not drawn: the levers, and what the scenario decides without them.
std::string decided_option(const std::vector<WhatifLever>& levers, const Scenario& scenario) {
  std::vector<std::string> ids = scenario.decided;
  for (const WhatifLever& lever : levers) {
    if (!lever.inert && std::find(ids.begin(), ids.end(), lever.key) == ids.end()) ids.push_back(lever.key);
  }
  std::string out;
  for (const std::string& id : ids) out += (out.empty() ? "" : ", ") + toml_string(id);
  return "scenario.decided=[" + out + "]";
}

std::int32_t replicates_of(const WhatifCommand& command, const Scenario& scenario) {
  return command.replicates.value_or(scenario.replicates);
}

SharedDraws page_draws(const WhatifCommand& command, const Scenario& scenario) {
  return shared_draws(scenario, replicates_of(command, scenario), command.chance_only);
}

/// What the page starts from: the scenario with its levers decided, and its replicates where a file has them.
struct Start {
  std::shared_ptr<const Scenario> scenario;
  std::vector<Outcome> outcomes;  ///< empty: to be run
};

/// What makes a results file another one than the page would be of.
std::string difference(const WhatifCommand& command, const Description& about, std::int32_t replicates) {
  if (command.replicates && *command.replicates != replicates) {
    return fmt::format("it has {} replicates, --replicates says {}", replicates, *command.replicates);
  }
  if (command.chance_only && about.uncertain_parameters > 0) return "it draws parameters, and --chance-only draws none";
  return fmt::format("the scenario, tables or options that it was run with are not those of {} here", command.scenario.file);
}

/// A run whose results the page would take as they are.
std::string run_command(const WhatifCommand& command, const std::string& decided) {
  std::string out = "eldercast run " + shell_path(command.scenario.file);
  for (const std::string& set : command.scenario.sets) out += " --set " + shell_word(set);
  out += " --set " + shell_word(decided);
  if (command.replicates) out += fmt::format(" --replicates {}", *command.replicates);
  return out + (command.chance_only ? " --chance-only -o RESULT" : " -o RESULT");
}

/// The same from a results file, with its seed and number of replicates; where it is none of the page, the command ends with how to make
/// one. A result of the scenario that draws what the levers decide says which run is meant, but its replicates are others than those of the
/// page.
Start start_from(const WhatifCommand& command, const Scenario& as_read, const Scenario& decided, const std::vector<WhatifLever>& levers) {
  const ResultsReader reader(command.result);
  const Description& about = reader.description();
  const std::uint64_t seed = reader.attributes().seed;
  const std::int32_t replicates = reader.attributes().replicates;
  const auto as_stored = [&](const Scenario& scenario) { return restated(scenario, seed, replicates, reader.detail_replicates()); };
  Start out{std::make_shared<const Scenario>(as_stored(decided)), {}};
  const bool same_chance =
      (about.uncertain_parameters > 0) == page_draws(command, *out.scenario).any() && replicates_of(command, *out.scenario) == replicates;
  const bool decided_there = about.digest == out.scenario->digest;
  if (same_chance && (decided_there || about.digest == as_stored(as_read).digest)) {
    if (decided_there || about.uncertain_parameters == 0) {
      out.outcomes = reader.read_outcomes();
    } else {
      print_talk(
          worded("{}抽取了页面拨杆所定的参数：页面的基线按拨杆的值重新模拟\n",
                 "{} draws what the levers of the page decide: its baseline is run with the levers at their values\n", command.result),
          language_of(command.scenario.language));
    }
    return out;
  }
  print_problem("whatif.result", fmt::format("{} is no result for this page: {}", command.result, difference(command, about, replicates)),
                run_command(command, decided_option(levers, as_read)));
  throw Refusal{};
}

/// Runs the scenario as `eldercast run` would, with the levers decided, or takes what was stored of that. `decided` is what `options` say,
/// `scenario` the same with the seed and replicates of the page.
Baseline run_baseline(const WhatifCommand& command, const ScenarioOptions& options, const Scenario& decided, const Scenario& scenario,
                      PluginHost& host, std::vector<Outcome> stored) {
  const StopOnSignal stop;
  const std::int32_t replicates = replicates_of(command, scenario);
  const Language language = language_of(command.scenario.language);
  ProgressLine progress(replicates_talk(), replicates, command.quiet, language);
  Baseline out;
  const RunOptions run = plain_run(scenario.seed, replicates, command.threads, &stop.flag());
  if (const SharedDraws draws = page_draws(command, scenario); draws.any()) {
    UncertainRequest request = request_of(draws, options.file, options.sets, run);
    request.row_done = [&] { progress.step(); };
    const StudyPlan plan = unless_mistaken(plan_uncertain(request, decided, host));
    for (const StudyCase& one : plan.cases) out.draws.push_back(plan.settings_of(one));
    out.uncertain = static_cast<std::int32_t>(plan.parameters.size());
    out.replicates_a_draw = draws.replicates;
    if (stored.empty()) out.outcomes = run_points(plan, host, request);
  } else if (stored.empty()) {
    const auto shared = std::make_shared<const Scenario>(scenario);
    const District district = compile_district(shared, run);
    const std::vector<RuleEntry> rules = rules_of(scenario, host);
    ReplicateRunner(district, rules, run).run([&](Outcome&& outcome) {
      out.outcomes.push_back(std::move(outcome));
      progress.step();
    });
  }
  if (!stored.empty()) out.outcomes = std::move(stored);
  progress.clear();
  if (stop.flag().load()) {
    print_talk(interrupted_talk(), language);
    throw Refusal{Exit::interrupted};
  }
  return out;
}

Exit no_engine() {
  print_problem("whatif.engine", "this program was built without the engine that a page carries",
                "script/bootstrap --whatif installs what builds it, then: cmake --preset whatif && cmake --build --preset whatif");
  return Exit::file;
}

Exit write_whatif(const WhatifCommand& command) {
  const std::optional<EngineFiles> engine = engine_files(std::filesystem::read_symlink("/proc/self/exe"));
  if (!engine) return no_engine();
  expect_page_place(command.output, command.overwrite);
  const auto host = make_host(command.scenario.plugin_dirs);
  const auto first = unless_refused(load_scenario(command.scenario, *host));
  const std::filesystem::path file =
      command.levers.empty() ? whatif_lever_file(command.scenario.file) : std::filesystem::path(command.levers);
  Diagnostics diagnostics;
  const auto levers = read_whatif_levers(file, file.string(), *first, host->catalog(), diagnostics);
  if (!levers) refuse(diagnostics);
  ScenarioOptions options = command.scenario;
  options.sets.push_back(decided_option(*levers, *first));
  const auto decided = unless_refused(load_scenario(options, *host));
  Start start{decided, {}};
  if (!command.result.empty()) start = start_from(command, *first, *decided, *levers);
  const auto scenario = start.scenario;
  const Baseline baseline = run_baseline(command, options, *decided, *scenario, *host, std::move(start.outcomes));
  const std::string html =
      whatif_page({*scenario, std::filesystem::path(command.scenario.file).filename().string(), *levers, baseline.draws, baseline.uncertain,
                   baseline.replicates_a_draw, baseline.outcomes, program_version(), language_of(command.scenario.language)},
                  *engine);
  write_page(command.output, html, command.overwrite);
  const double megabytes = static_cast<double>(html.size()) / 1e6;
  print_talk(worded("{}：{:.1f} MB；用浏览器打开即可，不需要网络\n",
                    "{}: {:.1f} MB; open it in a browser: it needs no network and nothing else\n", command.output, megabytes),
             language_of(command.scenario.language));
  return Exit::done;
}

}  // namespace

void add_whatif(CLI::App& program, Action& action) {
  auto command = std::make_shared<WhatifCommand>();
  CLI::App* sub = program.add_subcommand("whatif", "Write a page that answers while a lever moves: the engine inside one file, offline");
  add_scenario_options(*sub, command->scenario);
  sub->add_option("result", command->result,
                  "Results of the scenario: its seed and replicates, and the run itself where it decides the levers")
      ->type_name("RESULT");
  sub->add_option("--levers", command->levers, "The levers of the page (default: levers/whatif.toml beside the scenario)")
      ->type_name("FILE");
  sub->add_option("-o,--output", command->output, "Page to write (HTML)")->required()->type_name("FILE");
  sub->add_option("--replicates", command->replicates, "Replicates of the page (default: those of the scenario)")
      ->check(CLI::Range(1, 1000));
  add_chance_only_option(*sub, command->chance_only);
  sub->add_flag("--overwrite", command->overwrite, "Replace an older page");
  sub->add_flag("--quiet", command->quiet, "Say nothing on the way");
  add_threads_option(*sub, command->threads);
  add_language_option(*sub, command->scenario.language);
  sub->footer("Examples:\n  eldercast whatif scenarios/jiangjin/baseline.toml -o whatif.html");
  sub->callback([command, &action] { action = [command] { return write_whatif(*command); }; });
}

}  // namespace eldercast
