#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <span>

#include "app/commands/commands.hpp"
#include "app/commands/repeatable.hpp"
#include "app/compare_runs.hpp"
#include "app/options/draw_options.hpp"
#include "app/options/language_option.hpp"
#include "app/options/pack_options.hpp"
#include "app/options/scenario_options.hpp"
#include "app/options/seed_option.hpp"
#include "app/options/threads_option.hpp"
#include "app/refused_command.hpp"
#include "app/tables_file.hpp"
#include "app/terminal/checksum_note.hpp"
#include "app/terminal/progress.hpp"
#include "app/terminal/stop_signal.hpp"
#include "app/terminal/talk.hpp"
#include "app/terminal/terminal.hpp"
#include "app/terminal/usage.hpp"
#include "output/compare/comparison.hpp"
#include "output/export/workbook.hpp"
#include "output/file/results_reader.hpp"
#include "output/place_names.hpp"
#include "text/characters.hpp"
#include "text/suggest.hpp"

namespace eldercast {
namespace {

struct CompareCommand {
  std::vector<std::string> inputs;
  std::vector<std::string> with;  ///< changes of A, each a run of its own
  PackOptions packs;              ///< of A, all in one run
  std::vector<std::string> sets;
  std::vector<std::string> plugin_dirs;
  std::string output;
  std::optional<std::int32_t> replicates;
  std::optional<std::uint64_t> seed;
  int threads = 0;
  bool overwrite = false;
  bool json = false;
  bool quiet = false;
  bool chance_only = false;
  std::string posterior;
  bool waterfall = false;
  std::optional<Language> language;
  std::vector<std::string> towns;  ///< by code or name
  ComparisonView view;
};

bool is_hdf5(const std::string& path) {
  refuse_pipes(path);
  std::array<char, 4> head{};
  std::ifstream(path, std::ios::binary).read(head.data(), head.size());
  return head == std::array<char, 4>{'\x89', 'H', 'D', 'F'};
}

/// Options of --with are separated by spaces: "finance.own_funds=limited finance.town_share=0.1".
std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> out;
  std::size_t at = 0;
  while ((at = text.find_first_not_of(' ', at)) != std::string::npos) {
    const std::size_t end = text.find(' ', at);
    out.push_back(text.substr(at, end - at));
    at = end;
  }
  return out;
}

/// Reads the files, and the scenarios that --with and --pack make of the first one.
class InputReader {
 public:
  InputReader(const CompareCommand& command, PluginHost& host) : command_(command), host_(host) {}

  std::vector<ComparedInput> read() {
    for (const std::string& path : command_.inputs) {
      if (is_hdf5(path)) {
        out_.push_back({plain_line(path), path, nullptr, {}, {}});
        continue;
      }
      add(plain_line(path), {path, command_.sets, command_.plugin_dirs});
      if (out_.size() > 1 && out_.front().scenario)
        out_.back().changes = changes_between(base(), *out_.front().scenario, *out_.back().scenario, path);
    }
    add_changed();
    add_shocked();
    if (out_.size() < 2)
      refuse("there is one run only, and nothing to compare it with", "name another file, or use --with KEY=VALUE or --pack NAME");
    return std::move(out_);
  }

 private:
  [[nodiscard]] ScenarioOptions base() const { return {command_.inputs.front(), command_.sets, command_.plugin_dirs}; }

  void add(std::string label, const ScenarioOptions& options) {
    out_.push_back({std::move(label), "", unless_refused(load_scenario(options, host_)), options, {}});
  }

  void expect_scenario(const char* otherwise) const {
    if (!out_.front().scenario) refuse(otherwise, "name the scenario file as A");
  }

  void add_changed() {
    for (const std::string& change : command_.with) {
      expect_scenario("--with changes a scenario, and A is a results file");
      const std::vector<std::string> sets = words_of(change);
      if (sets.empty()) refuse("--with names no change", "write --with KEY=VALUE");
      ScenarioOptions changed = base();
      changed.sets.insert(changed.sets.end(), sets.begin(), sets.end());
      add("A with " + plain_line(change), changed);
      out_.back().changes = changes_of_sets(base(), sets);
    }
  }

  void add_shocked() {
    if (command_.packs.packs.empty()) return;
    expect_scenario("--pack shocks a scenario, and A is a results file");
    ScenarioOptions shocked = base();
    unless_refused(apply_packs(command_.packs, shocked, host_));
    add(plain_line(fmt::format("A under {}", fmt::join(command_.packs.packs, " and "))), shocked);
    out_.back().changes = changes_of_packs(base(), command_.packs, host_);
  }

  const CompareCommand& command_;
  PluginHost& host_;
  std::vector<ComparedInput> out_;
};

ComparedRun read_results(const std::string& path) {
  const ResultsReader reader(path);
  note_missing_checksum(path);
  return {plain_line(path), reader.description(), reader.read_outcomes()};
}

/// Seed and replicates of the scenarios: as asked for, else as the first results file has them, so that they pair, else as A says.
RunOptions options_of(const CompareCommand& command, const std::vector<ComparedInput>& inputs) {
  RunOptions out;
  out.full_detail_replicates = 0;
  out.arena = arena_of(command.threads);
  const auto results = std::find_if(inputs.begin(), inputs.end(), [](const ComparedInput& input) { return !input.results.empty(); });
  const auto scenario = std::find_if(inputs.begin(), inputs.end(), [](const ComparedInput& input) { return input.results.empty(); });
  if (results != inputs.end()) {
    const ResultsReader reader(results->results);
    out.seed = reader.attributes().seed;
    out.replicates = reader.attributes().replicates;
  } else {
    out.seed = scenario->scenario->seed;
    out.replicates = scenario->scenario->replicates;
  }
  out.seed = command.seed.value_or(out.seed);
  out.replicates = command.replicates.value_or(out.replicates);
  return out;
}

/// As the name says: a workbook, a folder of tables, or an HDF5 file.
void write_comparisons(const CompareCommand& command, std::span<const Comparison> comparisons) {
  if (!names_tables(command.output)) {
    write_array_file(command.output, comparison_file(comparisons), command.overwrite ? Existing::replace_ours : Existing::refuse);
    return;
  }
  const Comparison& first = comparisons.front();
  WorkbookTitle title{
      "与A的比较：" + first.name_a_zh, "Against A: " + first.name_a_en,
      fmt::format("A = {}; {} – {}, {} replicates", first.label_a, text_of(first.start), text_of(first.end), first.replicates), "",
      made_by()};
  const auto scenario = [&](char letter, const std::string& label, const std::string& zh, const std::string& en,
                            const std::string& digest) {
    title.scenarios.push_back(fmt::format("{} = {}  {}  {}  {}", letter, label, zh, en, digest));
  };
  scenario('A', first.label_a, first.name_a_zh, first.name_a_en, first.digest_a);
  char letter = 'A';
  for (const Comparison& one : comparisons) scenario(++letter, one.label_b, one.name_b_zh, one.name_b_en, one.digest_b);
  write_tables(command.output, title, comparison_tables(comparisons), command.overwrite, language_of(command.language));
}

/// What the screen is asked to show alone, in the words of the first run.
void pick_rows(const ComparedInput& first, const std::vector<std::string>& towns, ComparisonView& view) {
  const Description about = first.results.empty() ? describe(*first.scenario) : ResultsReader(first.results).description();
  const std::vector<Figure> figures = figures_of(about);
  for (const std::string& word : view.figures) {
    if (std::any_of(figures.begin(), figures.end(), [&](const Figure& figure) { return names_figure(word, figure.id); })) continue;
    std::vector<Candidate> known;
    for (const Figure& figure : figures) {
      const std::string group = figure.id.substr(0, figure.id.find('.'));
      if (group != figure.id && (known.empty() || !names_figure(group, known.back().name))) known.push_back({group, "all of " + group});
      known.push_back({figure.id, figure.name_en, figure.name_zh});
    }
    refuse(fmt::format("there is no figure '{}'", word), suggestion(word, known) + "; eldercast figures lists them");
  }
  for (const std::string& name : towns) {
    const auto found = std::find_if(about.towns.begin(), about.towns.end(), [&](const TownLine& town) {
      return name == town.code || name == town.name_zh || name == town.name_en || town.name_en.starts_with(name + " ");
    });
    if (found == about.towns.end()) {
      std::vector<Candidate> known;
      for (const TownLine& town : about.towns)
        known.push_back({place_name(town).en.substr(0, place_name(town).en.find(' ')), town.code, town.name_zh});
      refuse(fmt::format("there is no town '{}'", name), suggestion(name, known));
    }
    view.town_codes.push_back(found->code);
  }
  view.towns = view.towns || !towns.empty();
}

/// Refuses inputs of which no waterfall can be made.
void expect_waterfall(const std::vector<ComparedInput>& inputs) {
  constexpr std::size_t kMostChanges = 20;
  for (const ComparedInput& input : std::span(inputs).subspan(1)) {
    if (!inputs.front().scenario || !input.scenario)
      refuse("--waterfall runs A with some of the changes, and there is a results file", "name scenario files");
    const std::size_t changes = input.changes.names.size();
    if (changes < 2)
      refuse(fmt::format("{} differs from A by {} that can be made alone: there is nothing to share out", input.label,
                         changes == 0 ? "nothing" : "one change"),
             "leave --waterfall out");
    if (changes > kMostChanges)
      refuse(fmt::format("{} differs from A by {} changes, and a waterfall has at most {}", input.label, changes, kMostChanges),
             "compare with fewer changes: --with \"KEY=VALUE KEY=VALUE\"");
  }
}

/// One run of the command: what its steps share.
class CompareRun {
 public:
  CompareRun(const CompareCommand& command, const std::vector<ComparedInput>& inputs, PluginHost& host)
      : command_(command), inputs_(inputs), host_(host), options_(options_of(command, inputs)) {
    options_.stop = &stop_.flag();
  }

  Exit run() {
    const auto scenarios = std::count_if(inputs_.begin(), inputs_.end(), [](const ComparedInput& input) { return input.results.empty(); });
    if (scenarios == 0 && (command_.seed || command_.replicates || !command_.sets.empty()))
      refuse("--set, --seed and --replicates are for scenarios, and here are results files only", "leave them out");
    if (!command_.posterior.empty() && scenarios < std::ssize(inputs_))
      refuse("--posterior draws parameters of scenarios, and there is a results file", "name scenario files");
    if (command_.waterfall) expect_waterfall(inputs_);
    const auto first = std::find_if(inputs_.begin(), inputs_.end(), [](const ComparedInput& input) { return input.results.empty(); });
    const auto kept = static_cast<std::int64_t>(inputs_.size()) * options_.replicates;
    if (first != inputs_.end() && !fits_into_memory(*first->scenario, options_.arena.threads(), kept)) return Exit::run_failed;
    expect_place(command_.output, kComparisonFiletype, command_.overwrite);
    const ComparedRunner runner(inputs_, options_, command_.chance_only, command_.posterior, host_);
    std::int64_t sets = scenarios;
    for (const ComparedInput& input : inputs_) sets += command_.waterfall ? waterfall_runs(input.changes.names.size()) : 0;
    ProgressLine progress(replicates_talk(), sets * runner.replicates(), command_.quiet, language_of(command_.language));
    outcomes(runner, progress);
    std::vector<Comparison> comparisons;
    for (std::size_t i = 1; i < runs_.size(); ++i) comparisons.push_back(compare(runs_.front(), runs_[i]));
    for (std::size_t i = 1; command_.waterfall && i < runs_.size(); ++i) {
      auto shared = share_out(inputs_[i], runs_.front(), runs_[i], runner, host_, [&] { progress.step(); });
      if (options_.stop->load()) interrupt(progress);
      comparisons[i - 1].waterfall = unless_refused(std::move(shared));
    }
    progress.clear();
    if (!command_.output.empty()) write_comparisons(command_, comparisons);
    print_data(command_.json ? render_json(comparisons)
                             : render_text(comparisons, command_.view, language_of(command_.language), text_width()));
    return failed_ ? Exit::plugin : Exit::done;
  }

 private:
  [[noreturn]] void interrupt(ProgressLine& progress) const {
    progress.clear();
    print_talk(interrupted_talk(), language_of(command_.language));
    throw Refusal{Exit::interrupted};
  }

  void outcomes(const ComparedRunner& runner, ProgressLine& progress) {
    for (const ComparedInput& input : inputs_) {
      if (!input.results.empty()) {
        runs_.push_back(read_results(input.results));
      } else {
        auto found = unless_refused(runner.run(input.scenario, input.options, [&] { progress.step(); }));
        Description description = describe(*input.scenario);
        description.seed = options_.seed;
        runs_.push_back({input.label, std::move(description), std::move(found)});
      }
      note_failures(input, runner, progress);
      if (options_.stop->load()) interrupt(progress);
    }
  }

  void note_failures(const ComparedInput& input, const ComparedRunner& runner, ProgressLine& progress) {
    for (const Outcome& outcome : runs_.back().outcomes) {
      if (!outcome.failure.empty() && !failed_ && runner.draws()) {
        progress.clear();
        print_problem("run.replicate-failed", fmt::format("{}, replicate {}: {}", input.label, outcome.replicate, outcome.failure));
      }
      failed_ = failed_ || !outcome.failure.empty();
      if (outcome.failure.empty()) runs_.back().description.clauses = outcome.clauses;
    }
  }

  const CompareCommand& command_;
  const std::vector<ComparedInput>& inputs_;
  PluginHost& host_;
  RunOptions options_;
  StopOnSignal stop_;
  std::vector<ComparedRun> runs_;
  bool failed_ = false;
};

Exit run_compare(CompareCommand& command) {
  const std::unique_ptr<PluginHost> host = make_host(command.plugin_dirs);
  const std::vector<ComparedInput> inputs = InputReader(command, *host).read();
  if (!command.view.figures.empty() || !command.towns.empty()) pick_rows(inputs.front(), command.towns, command.view);
  return CompareRun(command, inputs, *host).run();
}

Exit compare_or_explain(CompareCommand& command) {
  try {
    return run_compare(command);
  } catch (const NotComparable& error) {
    return usage(fmt::format("these runs cannot be compared: {}", error.what()), "compare runs of one district over the same months");
  }
}

}  // namespace

void add_compare(CLI::App& program, Action& action) {
  CLI::App* sub = program.add_subcommand("compare", "What runs change against the first: coverage, people served, beds, money, targets");
  auto command = std::make_shared<CompareCommand>();
  sub->add_option("runs", command->inputs, "Scenario or results files; the first is A, each other one a B")->required()->type_name("A B");
  repeatable(sub->add_option("--with", command->with, "Another B: scenario A with KEY=VALUE, several between spaces (repeatable)"),
             "CHANGES");
  add_pack_options(*sub, command->packs, "Another B: scenario A under this pack of shocks, under all of them if there are several");
  repeatable(sub->add_option("--set", command->sets, "Change one value in every scenario (repeatable)"), "KEY=VALUE");
  add_plugin_dir_option(*sub, command->plugin_dirs);
  CLI::Option* output =
      sub->add_option("-o,--output", command->output, "Write all differences: NAME.xlsx a workbook, FOLDER/ CSV files, else an HDF5 file")
          ->type_name("FILE");
  sub->add_flag("--overwrite", command->overwrite, "Replace FILE if eldercast wrote it")->needs(output);
  sub->add_option("--replicates", command->replicates, "How many replicates of scenarios (default: those of a results file, else of A)")
      ->check(CLI::Range(1, 100000));
  add_seed_option(*sub, "--seed", command->seed, "Seed of scenarios (default: that of a results file, else of A)");
  add_threads_option(*sub, command->threads);
  sub->add_flag("--years", command->view.years, "Show every calendar year");
  sub->add_flag("--towns", command->view.towns, "Show towns over the whole run: of each figure those that change most, for certain");
  repeatable(sub->add_option("--figure", command->view.figures,
                             "Show this figure alone, or those that begin so: money (repeatable; eldercast figures)"),
             "FIGURE");
  repeatable(sub->add_option("--town", command->towns, "Show this town alone, by name or code (repeatable)"), "TOWN");
  sub->add_flag("--intervals", command->view.intervals, "With several B: show between what 90% of the replicates lie, too");
  sub->add_flag("--all", command->view.all, "Show what does not differ, too");
  CLI::Option* posterior = add_posterior_option(*sub, command->posterior);
  sub->add_flag("--waterfall", command->waterfall,
                "What each of several changes brought: shares by Shapley over the paired runs, for up to 4 changes 15 more runs");
  add_chance_only_option(*sub, command->chance_only)->excludes(posterior);
  sub->add_flag("--json", command->json, "Print all of it as JSON");
  add_language_option(*sub, command->language);
  sub->add_flag("-q,--quiet", command->quiet, "No progress");
  sub->footer(
      "Examples:\n"
      "  eldercast compare scenarios/jiangjin/baseline.toml scenarios/jiangjin/no_lottery.toml --replicates 20\n"
      "  eldercast compare scenarios/jiangjin/baseline.toml --with \"finance.own_funds=limited finance.town_share=0.1\"\n"
      "  eldercast compare scenarios/jiangjin/baseline.toml --with \"finance.own_funds=limited finance.town_share=0.1\" --waterfall\n"
      "  eldercast compare results/a.h5 results/b.h5 --towns --figure money\n"
      "  eldercast compare results/a.h5 results/b.h5 results/c.h5 --intervals -o compared.xlsx\n"
      "Runs of one seed are paired replicate by replicate, so that chance cancels out of their difference.");
  sub->callback([command, &action] { action = [command] { return compare_or_explain(*command); }; });
}

}  // namespace eldercast
