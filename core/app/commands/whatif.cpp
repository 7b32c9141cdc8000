#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <filesystem>
#include <optional>

#include "app/commands/commands.hpp"
#include "app/commands/study_commands.hpp"
#include "app/options/language_option.hpp"
#include "app/options/scenario_options.hpp"
#include "app/options/threads_option.hpp"
#include "app/provenance.hpp"
#include "app/terminal/progress.hpp"
#include "app/terminal/stop_signal.hpp"
#include "app/terminal/talk.hpp"
#include "app/terminal/terminal.hpp"
#include "output/file/results_reader.hpp"
#include "output/page/page_file.hpp"
#include "scenario/resolved.hpp"
#include "scenario/source/toml_text.hpp"
#include "study/uncertainty/uncertain_run.hpp"
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

constexpr std::int32_t kReplicatesOfADraw = 2;

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

bool draws_parameters(const WhatifCommand& command, const Scenario& scenario) {
  return scenario.draw_parameters && !command.chance_only && replicates_of(command, scenario) / kReplicatesOfADraw >= 2;
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

/// The same from a results file, with its seed and number of replicates, or the exit code after saying how to make one. A result of the
/// scenario that draws what the levers decide says which run is meant, but its replicates are others than those of the page.
std::variant<Start, Exit> start_from(const WhatifCommand& command, const Scenario& as_read, const Scenario& decided,
                                     const std::vector<WhatifLever>& levers) {
  const ResultsReader reader(command.result);
  const Description& about = reader.description();
  const std::uint64_t seed = reader.attributes().seed;
  const std::int32_t replicates = reader.attributes().replicates;
  const auto as_stored = [&](const Scenario& scenario) { return restated(scenario, seed, replicates, reader.detail_replicates()); };
  Start out{std::make_shared<const Scenario>(as_stored(decided)), {}};
  const bool same_chance =
      (about.uncertain_parameters > 0) == draws_parameters(command, *out.scenario) && replicates_of(command, *out.scenario) == replicates;
  const bool decided_there = about.digest == out.scenario->digest;
  if (same_chance && (decided_there || about.digest == as_stored(as_read).digest)) {
    if (decided_there || about.uncertain_parameters == 0) {
      out.outcomes = reader.read_outcomes();
    } else {
      print_talk({fmt::format("{}抽取了页面拨杆所定的参数：页面的基线按拨杆的值重新模拟\n", command.result),
                  fmt::format("{} draws what the levers of the page decide: its baseline is run with the levers at their values\n",
                              command.result)},
                 language_of(command.scenario.language));
    }
    return out;
  }
  print_problem("whatif.result", fmt::format("{} is no result for this page: {}", command.result, difference(command, about, replicates)),
                run_command(command, decided_option(levers, as_read)));
  return Exit::usage_or_scenario;
}

/// Runs the scenario as `eldercast run` would, with the levers decided, or takes what was stored of that. `decided` is what `options` say,
/// `scenario` the same with the seed and replicates of the page.
std::variant<Baseline, Exit> run_baseline(const WhatifCommand& command, const ScenarioOptions& options, const Scenario& decided,
                                          const Scenario& scenario, PluginHost& host, std::vector<Outcome> stored) {
  const StopOnSignal stop;
  const std::int32_t replicates = replicates_of(command, scenario);
  const Language language = language_of(command.scenario.language);
  ProgressLine progress(replicates_talk(), replicates, command.quiet, language);
  Baseline out;
  if (draws_parameters(command, scenario)) {
    UncertainRequest request;
    request.scenario_file = options.file;
    request.sets = options.sets;
    request.shape = Shape::triangular;
    request.points = replicates / kReplicatesOfADraw;
    request.replicates = kReplicatesOfADraw;
    request.seed = scenario.seed;
    request.arena = arena_of(command.threads);
    request.stop = &stop.flag();
    request.row_done = [&] { progress.step(); };
    auto made = plan_uncertain(request, decided, host);
    if (const StudyMistake* mistake = std::get_if<StudyMistake>(&made)) return report_mistake(*mistake);
    const StudyPlan& plan = std::get<StudyPlan>(made);
    for (const StudyCase& one : plan.cases) out.draws.push_back(plan.settings_of(one));
    out.uncertain = static_cast<std::int32_t>(plan.parameters.size());
    out.replicates_a_draw = kReplicatesOfADraw;
    if (stored.empty()) out.outcomes = run_points(plan, host, request);
  } else if (stored.empty()) {
    RunOptions run;
    run.seed = scenario.seed;
    run.replicates = replicates;
    run.full_detail_replicates = 0;
    run.arena = arena_of(command.threads);
    run.stop = &stop.flag();
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
    return Exit::interrupted;
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
  auto loaded = load_scenario(command.scenario, *host);
  if (const Exit* exit = std::get_if<Exit>(&loaded)) return *exit;
  const auto first = std::get<std::shared_ptr<const Scenario>>(loaded);
  const std::filesystem::path file =
      command.levers.empty() ? whatif_lever_file(command.scenario.file) : std::filesystem::path(command.levers);
  Diagnostics diagnostics;
  const auto levers = read_whatif_levers(file, file.string(), *first, host->catalog(), diagnostics);
  if (!levers) {
    print_problems(diagnostics);
    return Exit::usage_or_scenario;
  }
  ScenarioOptions options = command.scenario;
  options.sets.push_back(decided_option(*levers, *first));
  loaded = load_scenario(options, *host);
  if (const Exit* exit = std::get_if<Exit>(&loaded)) return *exit;
  const auto decided = std::get<std::shared_ptr<const Scenario>>(loaded);
  Start start{decided, {}};
  if (!command.result.empty()) {
    auto read = start_from(command, *first, *decided, *levers);
    if (const Exit* exit = std::get_if<Exit>(&read)) return *exit;
    start = std::get<Start>(std::move(read));
  }
  const auto scenario = start.scenario;
  auto ran = run_baseline(command, options, *decided, *scenario, *host, std::move(start.outcomes));
  if (const Exit* exit = std::get_if<Exit>(&ran)) return *exit;
  const Baseline& baseline = std::get<Baseline>(ran);
  const std::string html =
      whatif_page({*scenario, std::filesystem::path(command.scenario.file).filename().string(), *levers, baseline.draws, baseline.uncertain,
                   baseline.replicates_a_draw, baseline.outcomes, program_version(), language_of(command.scenario.language)},
                  *engine);
  write_page(command.output, html, command.overwrite);
  const double megabytes = static_cast<double>(html.size()) / 1e6;
  print_talk({fmt::format("{}：{:.1f} MB；用浏览器打开即可，不需要网络\n", command.output, megabytes),
              fmt::format("{}: {:.1f} MB; open it in a browser: it needs no network and nothing else\n", command.output, megabytes)},
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
  sub->add_flag("--chance-only", command->chance_only, "Keep every parameter at its value where the scenario draws them");
  sub->add_flag("--overwrite", command->overwrite, "Replace an older page");
  sub->add_flag("--quiet", command->quiet, "Say nothing on the way");
  add_threads_option(*sub, command->threads);
  add_language_option(*sub, command->scenario.language);
  sub->footer("Examples:\n  eldercast whatif scenarios/jiangjin/baseline.toml -o whatif.html");
  sub->callback([command, &action] { action = [command] { return write_whatif(*command); }; });
}

}  // namespace eldercast
