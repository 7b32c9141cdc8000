#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>

#include "app/commands/commands.hpp"
#include "app/commands/repeatable.hpp"
#include "app/commands/study_commands.hpp"
#include "app/options/draw_options.hpp"
#include "app/options/language_option.hpp"
#include "app/options/scenario_options.hpp"
#include "app/options/seed_option.hpp"
#include "app/options/tables_option.hpp"
#include "app/options/threads_option.hpp"
#include "app/outcomes.hpp"
#include "app/refused_command.hpp"
#include "app/spreadsheets.hpp"
#include "app/tables_file.hpp"
#include "app/terminal/progress.hpp"
#include "app/terminal/stop_signal.hpp"
#include "app/terminal/talk.hpp"
#include "app/terminal/terminal.hpp"
#include "app/terminal/usage.hpp"
#include "scenario/parameters/parameter_value.hpp"
#include "scenario/source/sha256.hpp"
#include "study/schedule/fresh.hpp"
#include "study/schedule/schedule_scenario.hpp"
#include "study/stress/stress.hpp"
#include "study/uncertainty/shared_draws.hpp"
#include "text/suggest.hpp"

namespace eldercast {
namespace {

/// The search looks at another chance than `run`, so that the scenario's own seed is fresh for the last word.
constexpr std::uint64_t kSearchSeed = 0x5EA2C4ED;

struct ScheduleCommand {
  ScenarioOptions scenario;
  std::string goal = "care";
  std::string by;
  std::vector<std::string> money;
  double money_factor = 1;
  std::vector<std::string> capacity;
  std::vector<std::int32_t> sizes;
  bool lapses = false;
  std::string from;
  std::vector<std::string> keep;
  std::int32_t replicates = 8;
  std::int32_t fresh = 40;
  std::optional<std::int64_t> evaluations;
  double minutes = 10;
  std::optional<std::uint64_t> seed;
  std::string output;
  int threads = 0;
  bool resume = false;
  bool json = false;
  bool quiet = false;
  bool chance_only = false;
  bool candidates = false;
  std::string tables;
  bool overwrite = false;
};

std::string word_of(GoalKind kind) {
  std::string out(name_of(kind));
  std::replace(out.begin(), out.end(), '_', '-');
  return out;
}

std::vector<std::string> goal_words() {
  std::vector<std::string> out;
  for (std::size_t k = 0; k < kCount<GoalKind>; ++k) out.push_back(word_of(static_cast<GoalKind>(k)));
  return out;
}

YearMonth month_of(const std::string& text, const std::string& option, const Scenario& scenario) {
  const std::optional<YearMonth> month = parse_year_month(text);
  if (!month) refuse(fmt::format("{}: '{}' is not a year and month", option, text), "write it as 2021-12");
  if (*month < scenario.start || scenario.end < *month) {
    refuse(fmt::format("{}: {} is outside the run, {} to {}", option, text, text_of(scenario.start), text_of(scenario.end)), "");
  }
  return *month;
}

/// "2021=30" or "30"; the year is absent in the second.
struct OfYear {
  std::optional<std::int32_t> year;
  double amount = 0;
};

std::optional<double> number_in(std::string_view text) {
  double out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size() && out >= 0 && out < 1e15 ? std::optional(out) : std::nullopt;
}

OfYear of_year(const std::string& text, const std::string& option, const Scenario& scenario) {
  const std::size_t equals = text.find('=');
  const std::optional<double> amount = number_in(equals == std::string::npos ? text : text.substr(equals + 1));
  if (!amount) {
    refuse(fmt::format("{}: '{}' is neither YEAR=NUMBER nor a number", option, text), fmt::format("for instance {} 2021=30", option));
  }
  if (equals == std::string::npos) return OfYear{{}, *amount};
  const std::optional<double> year = number_in(text.substr(0, equals));
  if (!year || *year < scenario.start.year() || *year > scenario.end.year()) {
    refuse(fmt::format("{}: '{}' is not a year of the run", option, text.substr(0, equals)),
           fmt::format("the run has the years {} to {}", scenario.start.year(), scenario.end.year()));
  }
  return OfYear{static_cast<std::int32_t>(*year), *amount};
}

/// One run of the command: what its steps share.
class ScheduleRun {
 public:
  ScheduleRun(const ScheduleCommand& command, PluginHost& host) : command_(command), host_(host) {}

  Exit run() {
    scenario_ = unless_refused(load_scenario(command_.scenario, host_));
    read_options();
    if (!command_.output.empty()) files_ = schedule_files(command_.output, command_.scenario.file);
    fresh_ = plain_run(command_.seed.value_or(scenario_->seed), command_.fresh, command_.threads, &stop_.flag());
    if (!fits_into_memory(*scenario_, fresh_.arena.threads(), 0)) return Exit::run_failed;
    draw();
    return search();
  }

 private:
  [[nodiscard]] Language language() const { return language_of(command_.scenario.language); }

  void read_options() {
    const std::vector<std::string> words = goal_words();
    goal_.kind = static_cast<GoalKind>(std::find(words.begin(), words.end(), command_.goal) - words.begin());
    goal_.by = scenario_->end;
    if (!command_.by.empty()) {
      if (goal_.kind != GoalKind::coverage) refuse("--by belongs to --goal coverage", "leave it out");
      goal_.by = month_of(command_.by, "--by", *scenario_);
    }
    first_start_ = command_.from.empty() ? scenario_->start : month_of(command_.from, "--from", *scenario_);
    for (const std::string& option : command_.scenario.sets) {
      if (option.starts_with("data.") && !command_.output.empty()) {
        refuse("--output cannot write a scenario whose tables are named by --set", "name them in a scenario that extends yours");
      }
    }
    if (command_.resume && command_.output.empty()) {
      refuse("--resume goes on with the journal beside the file of --output, and none is named", "name the file of the first call");
    }
    read_kept();
    std::vector<PerMille> sizes;
    for (const std::int32_t percent : command_.sizes) sizes.push_back(percent * kNormal / 100);
    choices_ = choices_of(*scenario_, Month{first_start_ - scenario_->start}, sizes);
    if (choices_.movable.empty()) {
      refuse(fmt::format("no project of the scenario can be moved: all are built, or must start before {}", text_of(first_start_)),
             "move --from to an earlier month, or add projects");
    }
    read_limits();
  }

  void read_kept() {
    const Description description = describe(*scenario_);
    for (const std::string& word : command_.keep) {
      std::vector<std::string> names;
      const std::vector<Target> found = targets_named(word, description, names);
      if (found.empty()) refuse(fmt::format("--keep: '{}' is not a target that can be kept", word), suggestion(word, candidates_of(names)));
      for (const Target target : found) {
        if (std::find(goal_.kept.begin(), goal_.kept.end(), target) == goal_.kept.end()) goal_.kept.push_back(target);
      }
    }
  }

  void read_limits() {
    limits_ = limits_of_plan(choices_);
    limits_.carry_over = !command_.lapses;
    for (Fen& money : limits_.money) money = Fen{static_cast<std::int64_t>(static_cast<double>(money.value) * command_.money_factor)};
    const auto each = [&](const std::vector<std::string>& texts, const std::string& option, const auto& set) {
      for (const std::string& text : texts) {
        const OfYear one = of_year(text, option, *scenario_);
        for (std::size_t y = 0; y < limits_.money.size(); ++y) {
          if (!one.year || *one.year == choices_.first_year + static_cast<std::int32_t>(y)) set(y, one.amount);
        }
      }
    };
    each(command_.money, "--money", [&](std::size_t y, double amount) { limits_.money[y] = yuan(amount); });
    each(command_.capacity, "--capacity",
         [&](std::size_t y, double amount) { limits_.openings[y] = static_cast<std::int32_t>(std::min(amount, 1e9)); });
  }

  /// What is drawn: for the last word as `run` does it, for the search, whose replicates are few, one draw a replicate.
  void draw() {
    draws_ = shared_draws(*scenario_, fresh_.replicates, command_.chance_only);
    fresh_.replicates = draws_.all_replicates(fresh_.replicates);
    if (!draws_.any()) return;
    const auto plan_of = [&](const SharedDraws& draws, std::uint64_t seed) {
      UncertainRequest request = request_of(draws, command_.scenario.file, command_.scenario.sets, fresh_);
      request.seed = seed;
      return unless_mistaken(plan_uncertain(request, *scenario_, host_));
    };
    fresh_plan_ = plan_of(draws_, fresh_.seed);
    search_plan_ = plan_of({command_.replicates, 1}, fresh_.seed ^ kSearchSeed);
    report_held(fresh_plan_->held, language());
  }

  /// Digest of all that the numbers of the search hang on.
  [[nodiscard]] std::string identity() const {
    std::string text = scenario_->digest + " " + command_.goal + " " + text_of(goal_.by) + " " + text_of(first_start_);
    for (const Target target : goal_.kept) text += " " + std::string(name_of(target));
    text += fmt::format(" {} {}", fresh_.seed, command_.replicates);
    for (std::size_t y = 0; y < limits_.money.size(); ++y) text += fmt::format(" {} {}", limits_.money[y].value, limits_.openings[y]);
    for (const std::int32_t percent : command_.sizes) text += fmt::format(" {}%", percent);
    return sha256(text + (limits_.carry_over ? " carry" : " lapse") + (draws_.any() ? " drawn" : ""));
  }

  [[nodiscard]] std::string budget_text() const {
    return command_.evaluations ? fmt::format("at most {} in the search", *command_.evaluations)
                                : fmt::format("all of it ends after {:.4g} min", command_.minutes);
  }

  void begin(Text what, std::int64_t total) {
    progress_.reset();
    progress_.emplace(std::move(what), total, command_.quiet, language());
  }

  Exit search() {
    expect_place(command_.tables, {}, command_.overwrite);
    std::optional<SearchJournal> journal;
    const std::filesystem::path journal_path = command_.output + ".journal";
    if (files_) journal.emplace(journal_path, identity(), command_.resume);
    if (journal && journal->read() > 0 && !command_.quiet)
      print_talk(
          {fmt::format("继续：已有{}次模拟\n", journal->read()), fmt::format("going on: {} replicates are known\n", journal->read())},
          language());
    try {
      const ScheduleResult result = search_and_judge(journal ? &*journal : nullptr);
      progress_.reset();
      if (journal) journal->remove();
      const Document document = document_of(result);
      if (!command_.tables.empty())
        write_tables(command_.tables, schedule_title(result), tables_of(document), command_.overwrite, language());
      print_data(command_.json ? render_json(result) : document_text(document, text_form(command_.scenario.language)));
      return result.failed > 0 ? Exit::plugin : Exit::done;
    } catch (const StudyStopped&) {
      progress_.reset();
      if (!journal) {
        print_talk(interrupted_talk(), language());
        return Exit::interrupted;
      }
      print_talk(worded("已停止，已完成部分在{}；用同一命令加--resume继续\n",
                        "stopped; what is done is in {}; go on by the same command with --resume\n", journal_path.string()),
                 language());
      return Exit::resumable;
    }
  }

  ScheduleResult search_and_judge(SearchJournal* journal) {
    RunOptions searched = fresh_;
    searched.seed = fresh_.seed ^ kSearchSeed;
    DrawnRunner runner(scenario_, host_, searched, search_plan_);
    EvaluatorOptions options;
    options.most = command_.evaluations;
    FreshOptions last;
    if (!command_.evaluations) {
      // Of all that is asked: the fresh replicates of plan, schedule and frontier are part of it.
      last.until = begin_ + std::chrono::milliseconds(static_cast<std::int64_t>(command_.minutes * 60'000));
      options.until = last.until;
      options.reserve = static_cast<std::int64_t>(last.frontier_points + 3) * fresh_.replicates;
    }
    options.each = [&] { progress_->step(); };
    Evaluator evaluator(runner, choices_, goal_, journal, options);
    Judge judge(evaluator, goal_, choices_.plan_openings());
    SearchOptions search;
    search.limits = limits_;
    search.replicates = command_.replicates;
    search.phase = [&](std::string_view what, std::int64_t) {
      begin({"次模拟", fmt::format("replicates: {} ({})", what, budget_text())}, 0);
    };
    begin(replicates_talk(), 0);
    const SearchResult found = search_schedule(choices_, judge, search);

    ScheduleResult result = describe_search(*scenario_, choices_, goal_, limits_, found);
    result.first_start = first_start_;
    result.search_seed = searched.seed;
    result.draws = draws_.points;
    result.search_replicates = command_.replicates;
    result.screen_replicates = std::min(search.screen, search.replicates);
    result.counted = evaluator.counted();
    result.failed = evaluator.failed();
    last.replicates = fresh_.replicates;
    last.plan = [&](std::int64_t replicates) { begin({"次新的模拟", "fresh replicates"}, replicates); };
    last.each = [&] { progress_->step(); };
    DrawnRunner judge_runner(scenario_, host_, fresh_, fresh_plan_, draws_.replicates);
    judge_afresh(judge_runner, choices_, goal_, found, last, result);
    if (files_) write(found, result);
    return result;
  }

  void write(const SearchResult& found, ScheduleResult& result) {
    const std::string about = fmt::format(
        "Written by eldercast schedule: best {} within the money and openings of each year that were given.\n"
        "On {} fresh replicates it gains {:.4g} [{:.4g}, {:.4g}] {} over the plan of {}.",
        row_of(goal_.kind).en, result.fresh_replicates, result.fresh_gain.mean, result.fresh_gain.low, result.fresh_gain.high,
        row_of(goal_.kind).unit_en, scenario_->id);
    write_schedule(*files_, command_.scenario.file, *scenario_, command_.scenario.sets, choices_, found.best, about);
    result.written = files_->scenario.string();
  }

  const ScheduleCommand& command_;
  PluginHost& host_;
  StopOnSignal stop_;
  std::shared_ptr<const Scenario> scenario_;
  ScheduleGoal goal_;
  YearMonth first_start_;
  Choices choices_;
  BuildLimits limits_;
  std::optional<ScheduleFiles> files_;
  RunOptions fresh_;
  SharedDraws draws_;  ///< of the last word
  std::optional<StudyPlan> fresh_plan_;
  std::optional<StudyPlan> search_plan_;
  std::optional<ProgressLine> progress_;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

Exit run_schedule(const ScheduleCommand& command) {
  const std::unique_ptr<PluginHost> host = make_host(command.scenario.plugin_dirs);
  if (!command.candidates) return ScheduleRun(command, *host).run();
  ScheduleCommand offered = command;
  offered.scenario.sets.emplace_back("schedule.candidates_offered=100000");
  return ScheduleRun(offered, *host).run();
}

void add_limits(CLI::App& sub, ScheduleCommand& command) {
  repeatable(
      sub.add_option(
          "--money", command.money,
          "Yuan that the projects of a year may be expected to cost (repeatable; without a year: of every year; default: as the plan)"),
      "[YEAR=]YUAN");
  sub.add_option("--money-factor", command.money_factor, "So many times the plan's own money of each year that --money leaves (default: 1)")
      ->type_name("FACTOR")
      ->check(CLI::Range(0.0, 100.0));
  sub.add_flag("--money-lapses", command.lapses, "What is not spent in a year is lost (default: it carries over)");
  repeatable(
      sub.add_option("--capacity", command.capacity,
                     "Projects that may open in a year (repeatable; without a year: in every year; default: the plan's busiest year)"),
      "[YEAR=]NUMBER");
  sub.add_option("--sizes", command.sizes, "Sizes that a project may also have, in per cent of the standard of its kind, as 75,150")
      ->type_name("PERCENT,...")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::Range(10, 1000));
  sub.add_option(
         "--from", command.from,
         "First month in which a project may start; those that had to start earlier stay as planned (default: the start of the run)")
      ->type_name("YEAR-MONTH");
  sub.add_option("--keep", command.keep, "Targets that must be missed by no more than under the plan, as G1,G2,M1")
      ->type_name("TARGET,...")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->take_all();
}

}  // namespace

void add_schedule(CLI::App& program, Action& action) {
  CLI::App* sub =
      program.add_subcommand("schedule", "Which projects to build when, so that a goal is best within yearly money and capacity");
  auto command = std::make_shared<ScheduleCommand>();
  add_scenario_options(*sub, command->scenario);
  sub->add_option("--goal", command->goal, "care (default), served, reach, bed-shortfall, coverage, cost-per-care or cost-per-served")
      ->type_name("GOAL")
      ->check(one_of(goal_words()));
  sub->add_option("--by", command->by, "Month that counts for --goal coverage (default: the last)")->type_name("YEAR-MONTH");
  add_limits(*sub, *command);
  sub->add_option("-o,--output", command->output, "Write the schedule as a scenario, and its build table beside it")->type_name("NEW.toml");
  sub->add_flag("--resume", command->resume, "Go on with a search that was stopped or killed: the same command, with this");
  CLI::Option* minutes = sub->add_option("--budget-minutes", command->minutes, "How long all of it may take (default: 10)")
                             ->type_name("MINUTES")
                             ->check(CLI::Range(0.0, 100000.0));
  sub->add_option("--evaluations", command->evaluations, "Search with at most so many replicates, however long: the same result every time")
      ->type_name("NUMBER")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1'000'000'000}))
      ->excludes(minutes);
  sub->add_option("--replicates", command->replicates, "Replicates of the search's last heats (default: 8)")->check(CLI::Range(2, 1000));
  sub->add_option("--fresh", command->fresh, "Fresh replicates of the last word (default: 40)")->check(CLI::Range(2, 100000));
  add_seed_option(*sub, "--seed", command->seed,
                  "Seed of the last word, from which that of the search is made (default: that of the scenario)");
  add_threads_option(*sub, command->threads);
  add_chance_only_option(*sub, command->chance_only);
  sub->add_flag("--candidates", command->candidates,
                "Also choose among the candidates of the scenario (data.candidates), which the plan does not build");
  add_tables_option(*sub, command->tables, command->overwrite);
  sub->add_flag("--json", command->json, "Print all of it as JSON, from which report makes a page");
  add_language_option(*sub, command->scenario.language);
  sub->add_flag("-q,--quiet", command->quiet, "No progress");
  sub->footer(
      "Examples:\n"
      "  eldercast schedule scenarios/jiangjin/baseline.toml --from 2020-04 -o scenarios/jiangjin/better.toml\n"
      "  eldercast schedule scenarios/jiangjin/baseline.toml --goal coverage --by 2020-12 --keep M1\n"
      "  eldercast schedule scenarios/jiangjin/baseline.toml --money 2020=30000000 --money 2021=10000000 --capacity 60\n"
      "  eldercast schedule scenarios/jiangjin/baseline.toml --json > schedule.json && eldercast report schedule.json -o schedule.html\n"
      "What it may be trusted for: docs/howto/schedule.md.");
  sub->callback([command, &action] { action = [command] { return run_schedule(*command); }; });
}

}  // namespace eldercast
