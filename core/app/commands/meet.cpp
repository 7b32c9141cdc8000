#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "app/commands/commands.hpp"
#include "app/commands/repeatable.hpp"
#include "app/commands/study_commands.hpp"
#include "app/options/companion_file.hpp"
#include "app/options/draw_options.hpp"
#include "app/options/language_option.hpp"
#include "app/options/scenario_options.hpp"
#include "app/options/seed_option.hpp"
#include "app/options/tables_option.hpp"
#include "app/options/threads_option.hpp"
#include "app/refused_command.hpp"
#include "app/spreadsheets.hpp"
#include "app/tables_file.hpp"
#include "app/terminal/progress.hpp"
#include "app/terminal/stop_signal.hpp"
#include "app/terminal/talk.hpp"
#include "app/terminal/terminal.hpp"
#include "app/terminal/usage.hpp"
#include "output/figures/figures.hpp"
#include "study/meet/answer_file.hpp"
#include "study/meet/meet.hpp"
#include "study/meet/pull_runner.hpp"
#include "study/stress/pack.hpp"
#include "study/stress/stress.hpp"
#include "study/uncertainty/shared_draws.hpp"

namespace eldercast {
namespace {

constexpr std::int32_t kSearchReplicates = 40;

struct MeetCommand {
  ScenarioOptions scenario;
  std::vector<std::string> targets;
  std::vector<std::string> levers;
  MeetOptions options;
  std::int32_t replicates = kSearchReplicates;
  std::optional<std::int32_t> fresh;
  std::optional<std::uint64_t> seed;
  std::string money = "money.public";
  std::string output;
  int threads = 0;
  bool chance_only = false;
  bool list = false;
  bool json = false;
  bool quiet = false;
  std::string posterior;
  std::string tables;
  bool overwrite = false;
};

/// The seed of the chance that sizes are searched with: any other one than that of the scenario, and always the same.
std::uint64_t search_seed(std::uint64_t seed) { return seed ^ (0x9e3779b97f4a7c15ULL >> 1); }

/// The levers asked for, or all beside the scenario.
std::vector<Lever> find_levers(const MeetCommand& command) {
  unless_refused(refuse_no_scenario(command.scenario.file));
  const std::filesystem::path folder = lever_folder(command.scenario.file);
  std::vector<std::string> names = command.levers;
  if (names.empty()) names = pack_names(folder);
  if (names.empty()) refuse(fmt::format("there are no levers in {}", folder.string()), "give the path of a file: --lever FILE");
  std::vector<Lever> levers;
  for (const std::string& typed : names) {
    const auto found = file_beside(typed, folder, "lever");
    if (const UsageProblem* problem = std::get_if<UsageProblem>(&found)) refuse(*problem);
    const std::string file = std::get<std::filesystem::path>(found).string();
    Diagnostics diagnostics;
    std::optional<Lever> lever = read_lever(file, file, diagnostics);
    if (!lever) refuse(diagnostics);
    const bool twice = std::any_of(levers.begin(), levers.end(), [&](const Lever& one) { return one.id == lever->id; });
    if (twice) refuse(fmt::format("two levers have the id '{}'", lever->id), "name each lever once");
    levers.push_back(std::move(*lever));
  }
  return levers;
}

/// One run of the command: what its steps share.
class MeetRun {
 public:
  MeetRun(const MeetCommand& command, PluginHost& host, std::vector<Lever> levers)
      : command_(command), host_(host), levers_(std::move(levers)) {}

  Exit run() {
    scenario_ = unless_refused(load_scenario(command_.scenario, host_));
    try_levers();
    const Description description = describe(*scenario_);
    std::vector<Goal> goals = target_goals(description);
    std::vector<std::size_t> asked;
    for (const std::string& text : command_.targets) {
      auto read = read_goal(text, description);
      if (const StudyMistake* mistake = std::get_if<StudyMistake>(&read)) refuse(*mistake);
      const Goal& goal = std::get<Goal>(read);
      auto known = std::find_if(goals.begin(), goals.end(), [&](const Goal& one) { return one.id == goal.id; });
      if (known == goals.end()) known = goals.insert(goals.end(), goal);
      const auto position = static_cast<std::size_t>(known - goals.begin());
      if (std::find(asked.begin(), asked.end(), position) == asked.end()) asked.push_back(position);
    }
    const std::vector<Figure> figures = figures_of(description);
    const Figure* money = find_figure(figures, command_.money);
    if (money == nullptr || money->unit != "CNY" || money->over != Over::sum) refuse_money(figures);
    if (!command_.output.empty()) {
      if (const auto mistake = cannot_hold_answers(place())) refuse(*mistake);
    }
    expect_place(command_.tables, {}, command_.overwrite);
    const Arena arena = arena_of(command_.threads);
    // Without a lever and with one.
    const std::int64_t kept = 2 * std::int64_t{std::max(command_.replicates, command_.fresh.value_or(scenario_->replicates))};
    if (!fits_into_memory(*scenario_, arena.threads(), kept)) return Exit::run_failed;
    try {
      return answer(description, std::move(goals), asked, *money, arena);
    } catch (const StudyStopped&) {
      progress_.reset();
      print_talk(interrupted_talk(), language());
      return Exit::interrupted;
    }
  }

 private:
  [[nodiscard]] Language language() const { return language_of(command_.scenario.language); }
  [[nodiscard]] AnswerFolder place() const { return {command_.output, command_.scenario.file, command_.scenario.sets}; }

  /// A lever that makes no valid scenario at its largest size is refused before anything is run, at its place in its file.
  void try_levers() {
    for (const Lever& lever : levers_) {
      Diagnostics diagnostics;
      ScenarioOptions options = command_.scenario;
      options.layers = {layer_of(lever, lever.size_max, *scenario_, host_.catalog(), diagnostics)};
      if (diagnostics.has_errors()) refuse(diagnostics);
      static_cast<void>(unless_refused(load_scenario(options, host_)));
    }
  }

  [[noreturn]] void refuse_money(const std::vector<Figure>& figures) const {
    std::vector<std::string> names;
    for (const Figure& figure : figures) {
      if (figure.unit == "CNY" && figure.over == Over::sum) names.push_back(figure.id);
    }
    refuse(fmt::format("'{}' is not a figure of money that is spent", command_.money), suggestion(command_.money, candidates_of(names)));
  }

  PullRunnerOptions runner_options(const Arena& arena) {
    PullRunnerOptions out;
    out.file = command_.scenario.file;
    out.sets = command_.scenario.sets;
    out.fresh.seed = command_.seed.value_or(scenario_->seed);
    out.fresh.replicates = command_.fresh.value_or(scenario_->replicates);
    out.fresh.arena = arena;
    out.fresh.stop = &stop_.flag();
    out.search = out.fresh;
    out.search.seed = search_seed(out.fresh.seed);
    out.search.replicates = command_.replicates;
    for (const auto& [run, draws] : {std::pair(&out.search, &out.search_draws), std::pair(&out.fresh, &out.fresh_draws)}) {
      *draws = command_.posterior.empty() ? shared_draws(*scenario_, run->replicates, command_.chance_only)
                                          : posterior_draws(command_.posterior, run->replicates, 1);
      run->replicates = draws->all_replicates(run->replicates);
    }
    out.begin = [this](const std::string& what, std::int32_t replicates) {
      progress_.reset();
      progress_.emplace(replicates_talk_of(what), replicates, command_.quiet, language());
    };
    out.step = [this] { progress_->step(); };
    out.each = [this](const Outcome& outcome) {
      if (outcome.failure.empty()) return;
      failed_ = true;
      progress_->clear();
      print_problem("run.replicate-failed", fmt::format("replicate {}: {}", outcome.replicate, outcome.failure));
    };
    return out;
  }

  Exit answer(const Description& description, std::vector<Goal> goals, const std::vector<std::size_t>& asked, const Figure& money,
              const Arena& arena) {
    const PullRunnerOptions options = runner_options(arena);
    if (options.fresh_draws.any()) {
      const auto made =
          plan_uncertain(request_of(options.fresh_draws, command_.scenario.file, command_.scenario.sets, options.fresh), *scenario_, host_);
      if (const StudyMistake* mistake = std::get_if<StudyMistake>(&made)) return report_mistake(*mistake);
      report_held(std::get<StudyPlan>(made).held, language());
    }
    PullRunner runner(scenario_, levers_, host_, options);
    Trials trials(description, std::move(goals), money, [&](const Pulls& pulls, Chance chance) { return runner.run(pulls, chance); });
    MeetResult result = meet(levers_, asked, command_.options, trials);
    progress_.reset();
    result.scenario_id = scenario_->id;
    result.scenario_zh = scenario_->name_zh;
    result.scenario_en = scenario_->name_en;
    result.start = scenario_->start;
    result.end = scenario_->end;
    result.seed = options.fresh.seed;
    result.search_seed = options.search.seed;
    result.search_replicates = options.search.replicates;
    result.fresh_replicates = options.fresh.replicates;
    result.draws = options.fresh_draws.points;
    result.money = money.id;
    result.money_zh = money.name_zh;
    result.money_en = money.name_en;
    result.levers = levers_;
    if (!command_.output.empty()) write_answers(result, place(), runner);
    const Document document = document_of(result);
    if (!command_.tables.empty()) write_tables(command_.tables, meet_title(result), tables_of(document), command_.overwrite, language());
    print_data(command_.json ? render_json(result) : document_text(document, text_form(command_.scenario.language)));
    if (!command_.quiet && !command_.output.empty())
      print_talk(worded("各答案的情景和{}在{}\n", "answers as scenarios, and {}, in {}\n", kMeetDocument, command_.output), language());
    return failed_ ? Exit::plugin : Exit::done;
  }

  const MeetCommand& command_;
  PluginHost& host_;
  std::vector<Lever> levers_;
  StopOnSignal stop_;
  std::shared_ptr<const Scenario> scenario_;
  std::optional<ProgressLine> progress_;
  bool failed_ = false;
};

Exit run_meet(const MeetCommand& command) {
  std::vector<Lever> levers = find_levers(command);
  if (command.list) {
    print_data(document_text(levers_document(levers), text_form(command.scenario.language)));
    return Exit::done;
  }
  const std::unique_ptr<PluginHost> host = make_host(command.scenario.plugin_dirs);
  return MeetRun(command, *host, std::move(levers)).run();
}

}  // namespace

void add_meet(CLI::App& program, Action& action) {
  CLI::App* sub = program.add_subcommand("meet", "What it would take to meet a target: the smallest size of each lever, and what it costs");
  auto command = std::make_shared<MeetCommand>();
  add_scenario_options(*sub, command->scenario);
  sub->add_option("target", command->targets,
                  "Target (W1.carers), or FIGURE<=NUMBER or FIGURE>=NUMBER, with @YEAR for one year (default: all targets that are missed)")
      ->type_name("TARGET");
  repeatable(sub->add_option("--lever", command->levers,
                             "Lever: a name from the folder levers beside SCENARIO, or a path (repeatable; default: all of the folder)"),
             "LEVER");
  CLI::Option* list = sub->add_flag("--list", command->list, "Show the levers beside SCENARIO and what they ask");
  sub->add_flag("--pairs", command->options.pairs, "Also two levers at a time: takes many times as long");
  sub->add_option("--probability", command->options.probability, "Share of the replicates that is to meet it (default 0.9)")
      ->check(CLI::Range(0.01, 1.0));
  sub->add_flag("--surely", command->options.surely, "The lower end of the share's 90% interval has to reach it, not the share itself");
  sub->add_option("--cost", command->money, "Figure of money that counts as cost, over the run (default: money.public)")
      ->type_name("FIGURE");
  CLI::Option* output =
      sub->add_option("-o,--output", command->output, "Write a scenario for each answer, and meet.json, to this new folder")
          ->type_name("FOLDER");
  sub->add_option("--replicates", command->replicates, "How many replicates a size is searched with (default 40)")
      ->check(CLI::Range(2, 100000));
  sub->add_option("--fresh", command->fresh, "How many other replicates an answer is judged on (default: as the scenario says)")
      ->check(CLI::Range(2, 100000));
  add_seed_option(*sub, "--seed", command->seed, "Seed of those (default: that of the scenario)");
  add_threads_option(*sub, command->threads);
  add_chance_only_option(*sub, command->chance_only)->excludes(add_posterior_option(*sub, command->posterior));
  CLI::Option* tables = add_tables_option(*sub, command->tables, command->overwrite);
  CLI::Option* json = sub->add_flag("--json", command->json, "Print all of it as JSON");
  add_language_option(*sub, command->scenario.language);
  list->excludes(output)->excludes(json)->excludes(tables);
  sub->add_flag("-q,--quiet", command->quiet, "No progress");
  sub->footer(
      "Examples:\n"
      "  eldercast meet scenarios/jiangjin/baseline.toml --list\n"
      "  eldercast meet scenarios/jiangjin/baseline.toml W1.carers\n"
      "  eldercast meet scenarios/jiangjin/baseline.toml 'bed_shortfall<=50@2022' --lever more_hires --lever more_places --pairs\n"
      "  eldercast meet scenarios/jiangjin/baseline.toml W1.carers M2 -o scenarios/jiangjin/answers\n"
      "What it may be trusted for: docs/howto/meet.md.");
  sub->callback([command, &action] { action = [command] { return run_meet(*command); }; });
}

}  // namespace eldercast
