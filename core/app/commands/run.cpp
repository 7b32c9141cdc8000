#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>

#include "app/commands/commands.hpp"
#include "app/commands/repeatable.hpp"
#include "app/options/draw_options.hpp"
#include "app/options/language_option.hpp"
#include "app/options/pack_options.hpp"
#include "app/options/scenario_options.hpp"
#include "app/options/seed_option.hpp"
#include "app/options/threads_option.hpp"
#include "app/provenance.hpp"
#include "app/refused_command.hpp"
#include "app/run_watcher.hpp"
#include "app/terminal/progress.hpp"
#include "app/terminal/stop_signal.hpp"
#include "app/terminal/talk.hpp"
#include "app/terminal/terminal.hpp"
#include "app/terminal/usage.hpp"
#include "app/uncertain.hpp"
#include "engine/replicate_runner.hpp"
#include "files/part_file.hpp"
#include "files/whole_file.hpp"
#include "output/answer/answer.hpp"
#include "output/file/results_writer.hpp"
#include "scenario/resolved.hpp"
#include "study/uncertainty/posterior.hpp"
#include "study/uncertainty/shared_draws.hpp"
#include "text/suggest.hpp"

namespace eldercast {
namespace {

struct RunCommand {
  ScenarioOptions scenario;
  PackOptions packs;
  std::string output;
  std::optional<std::int32_t> replicates;
  std::optional<std::uint64_t> seed;
  std::optional<std::int32_t> full_detail;
  int threads = 0;
  int rule_limit = 60;
  bool check_rules = false;
  bool overwrite = false;
  bool json = false;
  bool quiet = false;
  bool uncertain = false;
  bool chance_only = false;
  std::optional<int> points;
  std::vector<std::string> vary;
  std::string posterior;
  Shape shape = Shape::triangular;
  std::string only_rule;
  std::vector<std::string> trace_rule;  ///< rule and file
  bool timing = false;
};

constexpr int kPoints = 50;

/// How a run draws parameters: as it was asked to, or because the scenario says so.
SharedDraws asked_draws(const RunCommand& command, const Scenario& scenario) {
  const std::int32_t each = command.replicates.value_or(kReplicatesOfADraw);
  if (command.uncertain) return {command.points.value_or(kPoints), each};
  if (!command.posterior.empty()) return {points_in(command.posterior), each, command.posterior};
  return shared_draws(scenario, command.replicates.value_or(scenario.replicates), command.chance_only);
}

Exit run_uncertain_command(const RunCommand& command, const SharedDraws& draws, const RunOptions& options, const Scenario& scenario,
                           const Scenario& recorded, PluginHost& host) {
  // Names and positions are those of the scenario, whatever is drawn.
  std::optional<District> district;
  std::vector<RuleEntry> rules;
  std::optional<RunWatcher> watcher;
  const std::string traced = command.trace_rule.empty() ? "" : command.trace_rule[0];
  if (command.timing || !traced.empty()) {
    rules = rules_of(scenario, host);
    district.emplace(std::make_shared<const Scenario>(scenario));
    watcher.emplace(*district, rules, traced);
  }
  UncertainCommand uncertain;
  uncertain.request = request_of(draws, command.scenario.file, command.scenario.sets, options);
  uncertain.request.vary = command.vary;
  uncertain.request.shape = command.shape;
  uncertain.request.rule_watch.observer = watcher ? &*watcher : nullptr;
  uncertain.watcher = watcher ? &*watcher : nullptr;
  uncertain.timing = command.timing;
  uncertain.output = command.output;
  uncertain.existing = command.overwrite ? Existing::replace_ours : Existing::refuse;
  uncertain.json = command.json;
  uncertain.split = command.uncertain || !command.posterior.empty();
  uncertain.quiet = command.quiet;
  uncertain.language = language_of(command.scenario.language);
  const Exit exit = run_with_uncertainty(uncertain, scenario, recorded, host);
  if (!traced.empty() && exit != Exit::interrupted) write_whole(command.trace_rule[1], watcher->trace());
  return exit;
}

/// The rules of the scenario, of which `rule` has to be one.
std::vector<std::string> rules_with(const std::string& rule, const Scenario& scenario) {
  std::vector<std::string> ids;
  for (const RuleSpec& each : scenario.rules) ids.push_back(each.id);
  if (std::find(ids.begin(), ids.end(), rule) == ids.end())
    refuse(fmt::format("the scenario does not list the rule '{}'", rule), suggestion(rule, candidates_of(ids)));
  return ids;
}

/// Switches every rule of the scenario off but one.
void keep_only(const std::string& rule, ScenarioOptions& options, const Scenario& scenario) {
  for (std::string id : rules_with(rule, scenario)) {
    if (id == rule) continue;
    std::replace(id.begin(), id.end(), '/', '.');
    options.sets.push_back(id + ".enabled=false");
  }
}

Exit run(RunCommand command) {
  const std::unique_ptr<PluginHost> host = make_host(command.scenario.plugin_dirs);
  unless_refused(apply_packs(command.packs, command.scenario, *host));
  auto scenario = unless_refused(load_scenario(command.scenario, *host));
  if (!command.only_rule.empty()) {
    keep_only(command.only_rule, command.scenario, *scenario);
    scenario = unless_refused(load_scenario(command.scenario, *host));
  }
  const std::string traced = command.trace_rule.empty() ? "" : command.trace_rule[0];
  if (!traced.empty()) {
    static_cast<void>(rules_with(traced, *scenario));
    expect_publishable(command.trace_rule[1], Existing::refuse, never_ours());
  }

  RunOptions options;
  options.seed = command.seed.value_or(scenario->seed);
  const SharedDraws draws = asked_draws(command, *scenario);
  options.replicates = draws.all_replicates(command.replicates.value_or(scenario->replicates));
  options.full_detail_replicates = command.full_detail.value_or(scenario->full_detail_replicates);
  options.arena = arena_of(command.threads);
  options.rule_watch = {std::chrono::seconds(command.rule_limit), command.check_rules};
  const StopOnSignal stop;
  options.stop = &stop.flag();
  // What was asked for on the command line is what the results say.
  const auto resolved =
      std::make_shared<const Scenario>(restated(*scenario, options.seed, options.replicates, options.full_detail_replicates));

  const std::int64_t kept = options.replicates;
  const int workers = static_cast<int>(std::min<std::int64_t>(options.arena.threads(), kept));
  if (!fits_into_memory(*resolved, workers, kept)) return Exit::run_failed;
  if (draws.any()) return run_uncertain_command(command, draws, options, *scenario, *resolved, *host);

  std::optional<ResultsWriter> writer;
  if (!command.output.empty()) {
    writer.emplace(command.output, *resolved, run_info(*resolved, *host, options.replicates, options.arena.threads()),
                   command.overwrite ? Existing::replace_ours : Existing::refuse);
  }

  const auto start = std::chrono::steady_clock::now();
  const District district = compile_district(resolved, options);
  const std::vector<RuleEntry> rules = rules_of(*resolved, *host);
  std::optional<RunWatcher> watcher;
  if (command.timing || !traced.empty()) options.rule_watch.observer = &watcher.emplace(district, rules, traced);
  std::vector<Outcome> outcomes;
  const Language language = language_of(command.scenario.language);
  ProgressLine progress(replicates_talk(), options.replicates, command.quiet, language);
  std::int32_t failed = 0;
  const std::int32_t done = ReplicateRunner(district, rules, options).run([&](Outcome&& outcome) {
    if (!outcome.failure.empty()) {
      ++failed;
      progress.clear();
      print_problem("run.replicate-failed", fmt::format("replicate {}: {}", outcome.replicate, outcome.failure));
    }
    outcomes.push_back(std::move(outcome));
    if (writer) {
      Outcome copy = outcomes.back();
      writer->append(std::move(copy));
      // The file has them; the summary needs single postings of no replicate.
      outcomes.back().detail = {};
      outcomes.back().has_detail = false;
    }
    progress.step();
  });
  progress.clear();
  if (done < options.replicates) {
    print_talk(worded("已中断：完成{}/{}次模拟，未写结果\n", "interrupted after {} of {} replicates; no results were written\n", done,
                      options.replicates),
               language);
    return Exit::interrupted;
  }
  if (writer && command.timing) writer->set_timing(watcher->timing());
  if (writer) writer->finish();
  if (!traced.empty()) write_whole(command.trace_rule[1], watcher->trace());

  const Summary summary = summarise(*resolved, outcomes);
  print_data(command.json ? render_json(summary) : render_answer(summary, {language, colour_on_stdout(), text_width(), command.output}));
  if (command.timing) print_talk(watcher->timing_text(done));
  if (!command.quiet) {
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    print_talk(run_talk(done, seconds, options.arena.threads(), command.output), language);
  }
  return failed > 0 ? Exit::plugin : Exit::done;
}

}  // namespace

void add_run(CLI::App& program, Action& action) {
  CLI::App* sub = program.add_subcommand("run", "Simulate a scenario and show the answer");
  auto command = std::make_shared<RunCommand>();
  add_scenario_options(*sub, command->scenario);
  add_pack_options(*sub, command->packs, "Run under this pack of shocks");
  CLI::Option* output = sub->add_option("-o,--output", command->output, "Write all results to this HDF5 file")->type_name("FILE");
  sub->add_flag("--overwrite", command->overwrite, "Replace FILE if it is an older results file")->needs(output);
  sub->add_option("--replicates", command->replicates, "How many replicates (default: the scenario's)")->check(CLI::Range(1, 100000));
  add_seed_option(*sub, "--seed", command->seed, "Seed of the random numbers (default: the scenario's)");
  add_threads_option(*sub, command->threads);
  sub->add_option("--rule-limit", command->rule_limit,
                  "Seconds after which a rule that does not return is named and ends the run (default 60)")
      ->check(CLI::Range(1, 86400));
  sub->add_flag("--check-rules", command->check_rules,
                "Look after every call of a rule whether it wrote into what it may only read, and name it");
  sub->add_option("--full", command->full_detail, "Keep full detail of the first N replicates (default: the scenario's)")
      ->check(CLI::Range(0, 1000));
  CLI::Option* uncertain =
      sub->add_flag("--uncertain", command->uncertain, "Draw parameters from their ranges: intervals hold what is not known of them, too");
  add_chance_only_option(*sub, command->chance_only)->excludes(uncertain);
  sub->add_option("--points", command->points, "With --uncertain: points, each with --replicates (default 2) of its own (default 50)")
      ->check(CLI::Range(2, 100'000))
      ->needs(uncertain);
  repeatable(sub->add_option("--vary", command->vary,
                             "With --uncertain: only this parameter, ID or ID=LOW..HIGH (repeatable; default: all with a range)"),
             "ID[=RANGE]")
      ->needs(uncertain);
  sub->add_option("--shape", command->shape, "With --uncertain: triangular (mode at the scenario's value) or uniform")
      ->transform(one_of(std::map<std::string, Shape>{{"uniform", Shape::uniform}, {"triangular", Shape::triangular}}))
      ->type_name("SHAPE")
      ->needs(uncertain);
  add_posterior_option(*sub, command->posterior)->excludes(uncertain);
  sub->add_option("--only-rule", command->only_rule, "Switch every rule of the scenario off but this one")->type_name("RULE");
  sub->add_option("--trace-rule", command->trace_rule,
                  "Write what this rule reads (of a script) and says in the first replicate to a file, a line of JSON a call")
      ->type_name("RULE FILE")
      ->expected(2);
  sub->add_flag("--timing", command->timing, "Say how long each phase and each rule takes, also in the provenance of the results");
  sub->add_flag("--json", command->json, "Print the summary as JSON");
  add_language_option(*sub, command->scenario.language);
  sub->add_flag("-q,--quiet", command->quiet, "No progress, no closing line");
  sub->footer(
      "Examples:\n"
      "  eldercast run scenarios/jiangjin/baseline.toml -o results/baseline.h5\n"
      "  eldercast run scenarios/jiangjin/baseline.toml --set finance.own_funds=cover_the_rest --replicates 20\n"
      "Exit codes: 0 done, 1 run failed, 2 usage or scenario, 3 rule refused or failed, 4 file, 130 interrupted.");
  sub->callback([command, &action] { action = [command] { return run(*command); }; });
}

}  // namespace eldercast
