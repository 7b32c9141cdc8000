#include "app/commands/study_commands.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "app/options/language_option.hpp"
#include "app/options/scenario_options.hpp"
#include "app/options/threads_option.hpp"
#include "app/provenance.hpp"
#include "app/tables_file.hpp"
#include "app/terminal/progress.hpp"
#include "app/terminal/stop_signal.hpp"
#include "app/terminal/terminal.hpp"
#include "app/terminal/usage.hpp"
#include "output/answer/answer.hpp"
#include "output/batches/study_file.hpp"
#include "output/render/pace.hpp"
#include "output/render/text_cells.hpp"
#include "scenario/resolved.hpp"
#include "study/cluster/job_script.hpp"
#include "study/cluster/mpi_team.hpp"
#include "study/execute/case_runner.hpp"
#include "study/execute/merge_batches.hpp"
#include "study/execute/status.hpp"
#include "study/execute/study_runner.hpp"
#include "text/characters.hpp"
#include "text/shell_word.hpp"

namespace eldercast {
namespace {

/// Workers that end at their time limit without a single batch before the limit is called too short.
constexpr int kTriesInVain = 3;

struct StudyCommand {
  std::string folder;
  std::string scenario;
  std::vector<std::string> plugin_dirs;
  std::string shard;
  std::string time_limit;
  std::string output;
  std::int64_t max_failures = -1;
  int threads = 0;
  int case_number = 0;
  std::optional<std::int32_t> replicate;
  JobRequest job;
  bool image_given = false;
  bool overwrite = false;
  bool partial = false;
  bool json = false;
  bool quiet = false;
  std::optional<Language> language;
};

std::optional<int> whole_number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

/// "2/8".
std::variant<Shard, StudyMistake> shard_of(const std::string& text) {
  if (text.empty()) return Shard{};
  const std::size_t slash = text.find('/');
  const auto index = whole_number(std::string_view(text).substr(0, slash));
  const auto count = slash == std::string::npos ? std::nullopt : whole_number(std::string_view(text).substr(slash + 1));
  if (!index || !count || *index < 1 || *index > *count) {
    return StudyMistake{fmt::format("'{}' is no shard", text), "write I/N with I from 1 to N: --shard 1/4"};
  }
  return Shard{*index, *count};
}

/// "90s", "58m", "2h".
std::variant<std::optional<std::chrono::seconds>, StudyMistake> limit_of(const std::string& text) {
  if (text.empty()) return std::optional<std::chrono::seconds>{};
  const auto value = whole_number(std::string_view(text).substr(0, text.size() - 1));
  const int unit = text.back() == 's' ? 1 : text.back() == 'm' ? 60 : text.back() == 'h' ? 3600 : 0;
  if (!value || *value < 1 || unit == 0) return StudyMistake{fmt::format("'{}' is no time limit", text), "write 90s, 58m or 2h"};
  return std::optional(std::chrono::seconds(*value) * unit);
}

/// Shows how far the whole study is, whoever works on it: rows of finished batches from the folder, and this worker's own on top.
class StudyProgress {
 public:
  StudyProgress(const StudyPlan& plan, bool quiet, int threads, Language language)
      : plan_(plan), quiet_(quiet), language_(language), threads_(threads), at_start_(quiet ? 0 : status_of(plan).rows_done) {}
  void row(const std::string& failure) {
    const auto now = std::chrono::steady_clock::now();
    pace_.step(std::chrono::duration<double>(now - last_).count());
    last_ = now;
    if (!failure.empty() && failures_++ == 0) {
      clear();
      print_problem("study.row-failed", failure.substr(0, failure.find('\n')), "the study goes on; failed rows are kept with their reason");
    }
    if (quiet_ || now - shown_ < (LiveLine::possible() ? std::chrono::seconds(1) : std::chrono::seconds(10))) return;
    shown_ = now;
    show(std::chrono::duration<double>(now - start_).count());
  }
  void clear() { line_.clear(); }

 private:
  void show(double passed) {
    const StudyStatus status = status_of(plan_, false);
    const std::int64_t done = std::min(status.rows, std::max(status.rows_done, at_start_ + pace_.steps()));
    // This worker's own pace, scaled to all threads that are at work.
    const double helpers = std::max(1.0, static_cast<double>(status.active_threads) / threads_);
    const TimeLeft alone = pace_.left(status.rows - done);
    const Text left = left_text({alone.low / helpers, alone.high / helpers});
    const std::int64_t percent = 100 * done / status.rows;
    const std::string line = in(language_, {fmt::format("{}/{}行（{}%），失败{}，已用{}，{}", done, status.rows, percent,
                                                        status.rows_failed, duration_text(passed), left.zh),
                                            fmt::format("{} of {} rows ({}%), {} failed, {} passed, {}", done, status.rows, percent,
                                                        status.rows_failed, duration_text(passed), left.en)});
    if (LiveLine::possible()) {
      line_.show(line);
    } else {
      print_talk(line + "\n");
    }
  }

  const StudyPlan& plan_;
  bool quiet_;
  Language language_;
  int threads_;
  std::int64_t at_start_;
  Pace pace_;
  std::int64_t failures_ = 0;
  LiveLine line_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point last_ = start_;
  std::chrono::steady_clock::time_point shown_ = start_;
};

/// One line on what a worker did.
Text worked_talk(const StudyStatus& status, const StudyRunResult& result, std::int64_t rows, std::int64_t failed) {
  Text out{fmt::format("运行{}行，失败{}行；全部{}行中已有{}行", rows, failed, status.rows, status.rows_done),
           fmt::format("{} rows run, {} failed; the study has {} of {} rows", rows, failed, status.rows_done, status.rows)};
  if (result.taken > 0 && !status.complete()) {
    out.zh += fmt::format("；{}批在其他进程中", result.taken);
    out.en += fmt::format("; {} batches are with other workers", result.taken);
  }
  if (result.damaged > 0) {
    out.zh += fmt::format("；{}批损坏，已移开重做", result.damaged);
    out.en += fmt::format("; {} damaged, set aside and run again", result.damaged);
  }
  return {out.zh + "\n", out.en + "\n"};
}

Exit report_run(const StudyPlan& plan, const StudyRunResult& result, std::int64_t rows, std::int64_t failed, bool quiet,
                Language language) {
  const StudyStatus status = status_of(plan);
  if (!quiet) print_talk(worked_talk(status, result, rows, failed), language);
  if (result.short_limit) {
    print_problem("study.time-limit", "not a single batch was done within --time-limit: the same limit never gets farther",
                  "give more time, or more threads; `eldercast study plan --cores` with a larger number makes smaller batches");
    // A busy machine may have been the cause once or twice; whoever starts it for ever has to be told.
    const auto in_vain = std::count_if(status.workers.begin(), status.workers.end(),
                                       [](const JournalWorker& worker) { return worker.ended == "time limit" && worker.batches.empty(); });
    if (in_vain >= kTriesInVain) return Exit::usage_or_scenario;
  }
  if (result.end == StudyEnd::too_many_failures) {
    print_problem("study.failures", "more rows failed than --max-failures allows");
    return Exit::failed_cases;
  }
  if (result.end != StudyEnd::done) {
    const std::string folder = shell_path(plan.folder.string());
    print_talk(worded("已停止；继续：eldercast study resume {}\n", "stopped; go on with: eldercast study resume {}\n", folder), language);
    return Exit::resumable;
  }
  return status.rows_failed > 0 || failed > 0 ? Exit::failed_cases : Exit::done;
}

Exit run(const StudyCommand& command) {
  const Shard shard = unless_mistaken(shard_of(command.shard));
  const auto limit = unless_mistaken(limit_of(command.time_limit));
  if (launched_by_mpi() && !built_with_mpi()) {
    return report_mistake({"this build does not know MPI: every rank would do all the work",
                           "build with Open MPI installed, or use --shard I/N in a job array"});
  }
  MpiTeam team;
  const StudyPlan plan = read_plan(command.folder, command.scenario);
  const std::unique_ptr<PluginHost> host = make_host(command.plugin_dirs);
  const StopOnSignal stop;
  StudyRunOptions options;
  options.arena = arena_of(command.threads == 0 && team.size() > 1 ? 1 : command.threads);
  options.shard = shard;
  options.time_limit = limit;
  options.max_failures = command.max_failures;
  options.stop = &stop.flag();
  if (team.size() > 1) options.next = [&](std::size_t count) { return team.next(count); };
  const bool quiet = command.quiet || team.rank() > 0;
  const Language language = language_of(command.language);
  StudyProgress progress(plan, quiet, options.arena.threads(), language);
  options.row_done = [&](const std::string& failure) { progress.row(failure); };
  try {
    const StudyRunResult result = run_study(plan, *host, options);
    progress.clear();
    const std::int64_t rows = team.sum(result.rows);
    const std::int64_t failed = team.sum(result.failed);
    return report_run(plan, result, rows, failed, quiet, language);
  } catch (const std::exception& error) {
    progress.clear();
    if (team.size() == 1) throw;
    print_problem("study", fmt::format("rank {}: {}", team.rank(), error.what()));
    team.abort(static_cast<int>(Exit::file));
  }
}

Exit show_status(const StudyCommand& command) {
  const StudyPlan plan = read_plan(command.folder);
  const StudyStatus status = status_of(plan);
  print_data(command.json ? render_json(plan, status) : document_text(document_of(plan, status), text_form(command.language)));
  return Exit::done;
}

Exit merge(const StudyCommand& command) {
  const StudyPlan plan = read_plan(command.folder, command.scenario);
  expect_place(command.output, kStudyFiletype, command.overwrite);
  const std::unique_ptr<PluginHost> host = make_host(command.plugin_dirs);
  const std::shared_ptr<const Scenario> scenario = planned_scenario(plan, *host);
  const MergeResult result = merge_study(plan, *host, run_info(*scenario, *host, plan.replicates(), 1), command.output,
                                         command.overwrite ? Existing::replace_ours : Existing::refuse, command.partial);
  if (!command.quiet) {
    print_talk(
        {fmt::format("{}行，失败{}行，未运行{}行；已合并到{}\n", result.rows, result.failed, result.not_run, command.output),
         fmt::format("{} rows, {} failed, {} not run; merged into {}\n", result.rows, result.failed, result.not_run, command.output)},
        language_of(command.language));
  }
  return result.failed > 0 ? Exit::failed_cases : Exit::done;
}

/// The command that gives the values of a case.
std::string same_as_run(const StudyPlan& plan, const StudyCase& one, const std::vector<std::string>& plugin_dirs) {
  std::string out =
      fmt::format("eldercast run {} --seed {} --replicates {}", shell_path(plan.scenario_file.string()), plan.seed, plan.replicates());
  for (const std::string& set : plan.options_of(one)) out += " --set " + shell_word(set);
  for (const std::string& folder : plugin_dirs) out += " --plugin-dir " + shell_word(folder);
  return out;
}

Exit replay(const StudyCommand& command) {
  const StudyPlan plan = read_plan(command.folder, command.scenario);
  if (command.case_number < 0 || command.case_number >= static_cast<int>(plan.cases.size())) {
    return report_mistake(
        {fmt::format("there is no case {}", command.case_number), fmt::format("cases go from 0 to {}", plan.cases.size() - 1)});
  }
  if (command.replicate && (*command.replicate < 0 || *command.replicate >= plan.replicates())) {
    return report_mistake(
        {fmt::format("there is no replicate {}", *command.replicate), fmt::format("replicates go from 0 to {}", plan.replicates() - 1)});
  }
  const StudyCase& one = plan.cases[static_cast<std::size_t>(command.case_number)];
  const std::unique_ptr<PluginHost> host = make_host(command.plugin_dirs);
  const std::shared_ptr<const Scenario> scenario = planned_scenario(plan, *host);
  print_talk(fmt::format("case {}: {}\n", one.number, same_as_run(plan, one, command.plugin_dirs)));
  if (command.replicate) print_talk(fmt::format("of its {} replicates number {} alone is run\n", plan.replicates(), *command.replicate));
  const std::int32_t first = command.replicate.value_or(0);
  const std::int32_t count = command.replicate ? 1 : plan.replicates();
  std::vector<Outcome> outcomes;
  std::string failure;
  const std::atomic<bool> never{false};
  run_case(plan, one, *host, first, count, never, [&](StudyRow&& row) {
    if (!row.outcome.failure.empty()) failure = row.outcome.failure;
    outcomes.push_back(std::move(row.outcome));
  });
  if (!failure.empty()) {
    print_problem("study.row-failed", failure);
    return Exit::failed_cases;
  }
  Description description = describe(restated(*scenario, plan.seed, count, scenario->full_detail_replicates));
  description.clauses = outcomes.front().clauses;
  const Summary summary = summarise(description, outcomes);
  print_data(command.json ? render_json(summary)
                          : render_answer(summary, {language_of(command.language), colour_on_stdout(), text_width(), {}}));
  return Exit::done;
}

Exit write_script(const StudyCommand& command) {
  const StudyPlan plan = read_plan(command.folder);
  const auto batches = static_cast<int>(plan.batches().size());
  const JobRequest& job = command.job;
  if (job.shards > batches) {
    print_talk(fmt::format("note: the study has {} batch{}: {} of {} shards will have nothing to do\n", batches, batches == 1 ? "" : "es",
                           job.shards - batches, job.shards));
  }
  if (command.image_given && job.engine != JobEngine::k8s) return report_mistake({"--image is for k8s", "leave it out"});
  if (const double minutes = minutes_of_largest_batch(plan) / job.threads; minutes > own_limit_minutes(job)) {
    return report_mistake({fmt::format("a batch takes about {:.0f} minutes, and --minutes {} leave {} for it: nothing would ever be done",
                                       std::ceil(minutes), job.time_limit_minutes, own_limit_minutes(job)),
                           "give more minutes; `eldercast study plan --cores` with a larger number makes smaller batches"});
  }
  const std::string folder = std::filesystem::weakly_canonical(plan.folder).string();
  if (job.engine == JobEngine::k8s && !folder.starts_with("/studies/")) {
    print_talk(fmt::format("note: pods see the volume at /studies, and this study is at {}: plan it where the volume is mounted there\n",
                           plain_line(folder)));
  }
  print_data(job_script(plan, job));
  return Exit::done;
}

CLI::App* add(CLI::App& study, Action& action, const char* name, const char* about, const std::shared_ptr<StudyCommand>& command,
              Exit (*act)(const StudyCommand&)) {
  CLI::App* sub = study.add_subcommand(name, about);
  sub->add_option("folder", command->folder, "Folder of the study")->required()->type_name("FOLDER");
  sub->callback([command, act, &action] { action = [command, act] { return act(*command); }; });
  return sub;
}

void add_place_options(CLI::App& sub, const std::shared_ptr<StudyCommand>& command) {
  sub.add_option("--scenario", command->scenario, "Where the scenario stands now (default: where it stood)")->type_name("FILE");
  add_plugin_dir_option(sub, command->plugin_dirs);
}

void add_run_options(CLI::App& sub, const std::shared_ptr<StudyCommand>& command) {
  add_place_options(sub, command);
  sub.add_option("--threads", command->threads, "Worker threads (default: all cores; one a rank under mpirun)")->check(CLI::Range(1, 1024));
  sub.add_option("--shard", command->shard, "Only share I of N, for job arrays")->type_name("I/N");
  sub.add_option("--time-limit", command->time_limit, "Stop cleanly after 90s, 58m or 2h, with exit code 75")->type_name("TIME");
  sub.add_option("--max-failures", command->max_failures, "Stop after more failed rows than this (default: never)")
      ->check(CLI::Range(std::int64_t{0}, std::int64_t{1'000'000'000}));
  sub.add_flag("-q,--quiet", command->quiet, "No progress, no closing line");
}

}  // namespace

void add_study(CLI::App& program, Action& action) {
  CLI::App* study = program.add_subcommand("study", "Many cases of one scenario: sweeps that survive any interruption");
  study->require_subcommand(1);
  study->footer(
      "Examples:\n"
      "  eldercast study plan scenarios/jiangjin/baseline.toml -o screening --design morris --points 4 --replicates 2 --vary-all\n"
      "  eldercast study run screening\n"
      "  eldercast study merge screening -o screening.h5\n"
      "  eldercast sensitivity screening.h5 --figure served_months");
  add_study_planning(*study, action);
  for (const char* name : {"run", "resume"}) {
    const auto command = std::make_shared<StudyCommand>();
    CLI::App* sub = add(*study, action, name, "Run what the plan still lacks; start as many workers as you like", command, &run);
    add_run_options(*sub, command);
    add_language_option(*sub, command->language);
    sub->footer(
        fmt::format("Examples:\n  eldercast study {0} screening\n  eldercast study {0} screening --shard 1/4 --time-limit 58m\n"
                    "Exit codes: 0 nothing left to take, 6 rows have failed, 75 stopped and to be resumed.",
                    name));
  }
  const auto status = std::make_shared<StudyCommand>();
  CLI::App* status_sub = add(*study, action, "status", "How far a study is, from any shell", status, &show_status);
  status_sub->add_flag("--json", status->json, "As JSON");
  status_sub->footer("Examples:\n  eldercast study status screening\n  eldercast study status screening --json");
  add_language_option(*status_sub, status->language);
  const auto merged = std::make_shared<StudyCommand>();
  CLI::App* merge_sub = add(*study, action, "merge", "One file of all rows", merged, &merge);
  add_place_options(*merge_sub, merged);
  merge_sub->add_option("-o,--output", merged->output, "The merged HDF5 file")->required()->type_name("FILE");
  merge_sub->add_flag("--overwrite", merged->overwrite, "Replace FILE if eldercast wrote it");
  merge_sub->add_flag("--partial", merged->partial, "Merge a study that is not complete, its holes marked");
  merge_sub->add_flag("-q,--quiet", merged->quiet, "No closing line");
  add_language_option(*merge_sub, merged->language);
  merge_sub->footer("Examples:\n  eldercast study merge screening -o screening.h5\n  eldercast study merge screening -o part.h5 --partial");
  const auto again = std::make_shared<StudyCommand>();
  CLI::App* replay_sub = add(*study, action, "replay", "Run one case again, and show its answer or its failure", again, &replay);
  replay_sub->add_option("case", again->case_number, "Number of the case")->required();
  replay_sub->add_option("--replicate", again->replicate, "Only this replicate (default: all)");
  add_place_options(*replay_sub, again);
  replay_sub->add_flag("--json", again->json, "Print the summary as JSON");
  add_language_option(*replay_sub, again->language);
  replay_sub->footer("Examples:\n  eldercast study replay screening 17\n  eldercast study replay screening 17 --replicate 0 --json");
  const auto script = std::make_shared<StudyCommand>();
  script->job.program = "eldercast";
  script->job.image = "eldercast:latest";
  CLI::App* script_sub = add(*study, action, "script", "A ready job file for a cluster", script, &write_script);
  std::map<std::string, JobEngine> engines;
  for (std::size_t i = 0; i < kCount<JobEngine>; ++i) engines.emplace(Names<JobEngine>::kText[i], static_cast<JobEngine>(i));
  script_sub->add_option("--for", script->job.engine, "slurm, condor, k8s or parallel")
      ->required()
      ->transform(one_of(engines))
      ->type_name("ENGINE");
  script_sub->add_option("--shards", script->job.shards, "Number of shards (default 4)")->check(CLI::Range(1, 100'000));
  script_sub->add_option("--threads", script->job.threads, "Threads of a shard (default 1)")->check(CLI::Range(1, 1024));
  script_sub->add_option("--minutes", script->job.time_limit_minutes, "Time limit of the engine (default 60)")
      ->check(CLI::Range(3, 100'000));
  script_sub->add_option("--program", script->job.program, "How the cluster calls eldercast");
  script_sub->add_option("--image", script->job.image, "k8s: the container image")->each([script](const std::string&) {
    script->image_given = true;
  });
  script_sub->footer("Examples:\n  eldercast study script screening --for slurm --shards 4 --minutes 60 > screening.sh");
}

}  // namespace eldercast
