#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <optional>
#include <utility>
#include <variant>

#include "app/commands/commands.hpp"
#include "app/commands/study_commands.hpp"
#include "app/options/companion_file.hpp"
#include "app/options/draw_options.hpp"
#include "app/options/language_option.hpp"
#include "app/options/pack_options.hpp"
#include "app/options/scenario_options.hpp"
#include "app/options/seed_option.hpp"
#include "app/options/threads_option.hpp"
#include "app/outcomes.hpp"
#include "app/refused_command.hpp"
#include "app/tables_file.hpp"
#include "app/terminal/progress.hpp"
#include "app/terminal/stop_signal.hpp"
#include "app/terminal/talk.hpp"
#include "app/terminal/terminal.hpp"
#include "app/terminal/usage.hpp"
#include "files/part_file.hpp"
#include "output/figures/figures.hpp"
#include "scenario/text_chain.hpp"
#include "study/stress/pack.hpp"
#include "study/stress/stress.hpp"
#include "study/uncertainty/shared_draws.hpp"
#include "text/suggest.hpp"

namespace eldercast {
namespace {

struct StressCommand {
  ScenarioOptions scenario;
  PackOptions packs;
  std::optional<std::int32_t> replicates;
  std::optional<std::uint64_t> seed;
  std::int32_t slip_months = 6;
  std::string output;
  int threads = 0;
  bool chance_only = false;
  bool list = false;
  bool rank = false;
  bool overwrite = false;
  bool json = false;
  bool quiet = false;
  std::string figure = "cared_months";
};

Exit list_packs(const StressCommand& command) {
  unless_refused(refuse_no_scenario(command.scenario.file));
  const std::filesystem::path folder = pack_folder(command.scenario.file);
  const std::vector<std::string> names = pack_names(folder);
  if (names.empty()) refuse(fmt::format("there are no packs in {}", folder.string()), "");
  std::vector<Pack> packs;
  for (const std::string& name : names) {
    auto found = find_pack(name, command.scenario.file);
    if (Pack* pack = std::get_if<Pack>(&found)) packs.push_back(std::move(*pack));
  }
  print_data(document_text(packs_document(packs), text_form(command.scenario.language)));
  return packs.size() == names.size() ? Exit::done : Exit::usage_or_scenario;
}

/// One run of the command: what its steps share.
class StressRun {
 public:
  StressRun(const StressCommand& command, PluginHost& host) : command_(command), host_(host) {}

  Exit run() {
    std::vector<Pack> packs;
    for (const std::string& typed : command_.packs.packs) {
      packs.push_back(unless_refused(find_pack(typed, command_.scenario.file)));
      unless_refused(refuse_severity(packs.back(), command_.packs.severity));
    }
    scenario_ = with_seed(*unless_refused(load_scenario(command_.scenario, host_)));
    const std::int32_t asked = command_.replicates.value_or(scenario_->replicates);
    draws_ = shared_draws(*scenario_, asked, command_.chance_only);
    options_ = plain_run(scenario_->seed, draws_.all_replicates(asked), command_.threads, &stop_.flag());
    // Without a pack, with it, and with the severity that is being looked at.
    constexpr std::int64_t kRunsKept = 3;
    if (!fits_into_memory(*scenario_, options_.arena.threads(), kRunsKept * options_.replicates)) return Exit::run_failed;
    expect_figure();
    if (draws_.any()) {
      plan_ =
          unless_mistaken(plan_uncertain(request_of(draws_, command_.scenario.file, command_.scenario.sets, options_), *scenario_, host_));
      report_held(plan_->held, language());
    }
    // A pack that cannot be read at its largest severity is refused before anything is run.
    for (const Pack& pack : packs) static_cast<void>(read_at(pack, pack.severity_max));
    expect_place(command_.output, kStressFiletype, command_.overwrite);
    try {
      return study(packs);
    } catch (const StudyStopped&) {
      print_talk(interrupted_talk(), language());
      return Exit::interrupted;
    }
  }

 private:
  [[nodiscard]] Language language() const { return language_of(command_.scenario.language); }

  /// What is lost must be something of which more or less is better.
  void expect_figure() const {
    const std::vector<Figure> figures = figures_of(describe(*scenario_));
    const Figure* found = find_figure(figures, command_.figure);
    if (found != nullptr && found->better != Better::neither) return;
    std::vector<Candidate> names;
    for (const Figure& figure : figures) {
      if (figure.better != Better::neither) names.push_back({figure.id, figure.name_zh});
    }
    refuse(fmt::format("'{}' is no figure of which more or less is better", command_.figure), suggestion(command_.figure, names));
  }

  [[nodiscard]] Existing existing() const { return command_.overwrite ? Existing::replace_ours : Existing::refuse; }

  std::shared_ptr<const Scenario> with_seed(const Scenario& scenario) const {
    auto seeded = std::make_shared<Scenario>(scenario);
    seeded->seed = command_.seed.value_or(scenario.seed);
    return seeded;
  }

  ScenarioWithSets read_at(const Pack& pack, double severity) {
    Diagnostics diagnostics;
    ScenarioOptions options = command_.scenario;
    options.layers = {layer_of(pack, severity, *scenario_, host_.catalog(), diagnostics)};
    if (diagnostics.has_errors()) refuse(diagnostics);
    return {with_seed(*unless_refused(load_scenario(options, host_))), joined_options(options.sets, options_of(options.layers.front()))};
  }

  std::vector<Outcome> simulate_all(const ScenarioWithSets& one, const std::string& what) {
    ProgressLine progress(replicates_talk_of(what), options_.replicates, command_.quiet, language());
    std::vector<Outcome> outcomes;
    if (draws_.any()) {
      UncertainRequest request = request_of(draws_, command_.scenario.file, one.sets, options_);
      request.row_done = [&] { progress.step(); };
      outcomes = drawn_outcomes(request, host_);
    } else {
      outcomes = outcomes_of(one.scenario, host_, options_, [&] { progress.step(); });
    }
    progress.clear();
    if (options_.stop->load()) throw StudyStopped();
    for (const Outcome& outcome : outcomes) failed_ = failed_ || !outcome.failure.empty();
    return outcomes;
  }

  void write(const StressResult& result, const Document& document) const {
    if (command_.output.empty()) return;
    if (!names_tables(command_.output)) {
      write_array_file(command_.output, stress_file(result), existing());
      return;
    }
    const WorkbookTitle title{
        "压力测试：" + result.scenario_zh, "Stress test: " + result.scenario_en,
        fmt::format("{} – {}, {} replicates, seed {}", text_of(result.start), text_of(result.end), result.replicates, result.seed),
        scenario_->digest, made_by()};
    write_tables(command_.output, title, tables_of(document), command_.overwrite, language());
  }

  Ranking rank() {
    DrawnRunner runner(scenario_, host_, options_, plan_, draws_.replicates);
    std::optional<ProgressLine> progress;
    RankingOptions options;
    options.replicates = options_.replicates;
    options.slip_months = command_.slip_months;
    options.figure = command_.figure;
    options.plan = [&](std::size_t jobs) {
      progress.reset();
      progress.emplace(Text{"次模拟：项目延误", "replicates of late projects"}, static_cast<std::int64_t>(jobs), command_.quiet,
                       language());
    };
    options.each = [&] { progress->step(); };
    Ranking ranking = rank_projects(runner, options);
    failed_ = failed_ || ranking.failed > 0;
    return ranking;
  }

  Exit study(const std::vector<Pack>& packs) {
    StressResult result;
    result.scenario_zh = scenario_->name_zh;
    result.scenario_en = scenario_->name_en;
    result.start = scenario_->start;
    result.end = scenario_->end;
    result.seed = options_.seed;
    result.replicates = options_.replicates;
    result.draws = draws_.points;
    const Simulate simulate = [&](const ScenarioWithSets& one, const std::string& what) { return simulate_all(one, what); };
    if (!packs.empty()) {
      const ComparedRun alone = run_alone({scenario_, command_.scenario.sets}, simulate);
      for (const Pack& pack : packs) {
        const ScenarioAt scenario_at = [&](double severity) { return read_at(pack, severity); };
        result.packs.push_back(run_pack(pack, command_.packs.severity, alone, simulate, scenario_at));
      }
    }
    if (command_.rank) result.ranking = rank();
    const Document document = document_of(result);
    write(result, document);
    print_data(command_.json ? render_json(result) : document_text(document, text_form(command_.scenario.language)));
    return failed_ ? Exit::plugin : Exit::done;
  }

  const StressCommand& command_;
  PluginHost& host_;
  StopOnSignal stop_;
  RunOptions options_;
  SharedDraws draws_;
  std::optional<StudyPlan> plan_;  ///< of the draws of the scenario itself; absent: none
  std::shared_ptr<const Scenario> scenario_;
  bool failed_ = false;
};

Exit run_stress(const StressCommand& command) {
  if (command.list) return list_packs(command);
  if (command.packs.packs.empty() && !command.rank)
    refuse("nothing is asked", "name a pack with --pack, rank projects with --rank-projects, or see the packs with --list");
  const std::unique_ptr<PluginHost> host = make_host(command.scenario.plugin_dirs);
  return StressRun(command, *host).run();
}

}  // namespace

void add_stress(CLI::App& program, Action& action) {
  CLI::App* sub = program.add_subcommand(
      "stress", "Whether targets still hold under packs of shocks, when they break, which projects must not be late");
  auto command = std::make_shared<StressCommand>();
  add_scenario_options(*sub, command->scenario);
  add_pack_options(*sub, command->packs, "Pack of shocks, each looked at alone");
  CLI::Option* list = sub->add_flag("--list", command->list, "Show the packs beside SCENARIO and what they ask");
  CLI::Option* rank = sub->add_flag("--rank-projects", command->rank, "Which projects cost most care if they alone are late");
  sub->add_option("--slip", command->slip_months, "How late, for --rank-projects (default: 6)")
      ->type_name("MONTHS")
      ->check(CLI::Range(1, 120))
      ->needs(rank);
  sub->add_option("--figure", command->figure, "What is lost, for --rank-projects (default: cared_months; see `eldercast figures`)")
      ->type_name("FIGURE")
      ->needs(rank);
  CLI::Option* output =
      sub->add_option("-o,--output", command->output, "Write all of it: NAME.xlsx a workbook, FOLDER/ CSV files, else an HDF5 file")
          ->type_name("FILE");
  sub->add_flag("--overwrite", command->overwrite, "Replace FILE if eldercast wrote it")->needs(output);
  sub->add_option("--replicates", command->replicates, "How many replicates a severity (default: as the scenario says)")
      ->check(CLI::Range(1, 100000));
  add_seed_option(*sub, "--seed", command->seed, "Seed (default: that of the scenario)");
  add_threads_option(*sub, command->threads);
  add_chance_only_option(*sub, command->chance_only);
  CLI::Option* json = sub->add_flag("--json", command->json, "Print all of it as JSON");
  add_language_option(*sub, command->scenario.language);
  list->excludes(output)->excludes(json)->excludes(rank);
  sub->add_flag("-q,--quiet", command->quiet, "No progress");
  sub->footer(
      "Examples:\n"
      "  eldercast stress scenarios/jiangjin/baseline.toml --list\n"
      "  eldercast stress scenarios/jiangjin/baseline.toml --pack staff_exodus --pack late_building --replicates 40\n"
      "  eldercast stress scenarios/jiangjin/baseline.toml --pack my_packs/flood.toml --severity 0.5\n"
      "  eldercast stress scenarios/jiangjin/baseline.toml --rank-projects --slip 12 --replicates 30\n"
      "A pack at severity s has factors 1 + s (factor - 1), so that 0 is the scenario and 1 the pack as written.");
  sub->callback([command, &action] { action = [command] { return run_stress(*command); }; });
}

}  // namespace eldercast
