#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include <array>
#include <fstream>
#include <optional>

#include "app/commands/commands.hpp"
#include "app/options/language_option.hpp"
#include "app/options/pack_options.hpp"
#include "app/options/scenario_options.hpp"
#include "app/options/seed_option.hpp"
#include "app/options/threads_option.hpp"
#include "app/outcomes.hpp"
#include "app/provenance.hpp"
#include "app/terminal/checksum_note.hpp"
#include "app/terminal/progress.hpp"
#include "app/terminal/stop_signal.hpp"
#include "app/terminal/terminal.hpp"
#include "app/terminal/usage.hpp"
#include "output/compare/comparison.hpp"
#include "output/export/workbook.hpp"
#include "output/file/results_reader.hpp"
#include "study/uncertainty/uncertain_run.hpp"
#include "text/characters.hpp"

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
  std::optional<Language> language;
  ComparisonView view;
};

/// An input before it is run: a results file, or a scenario that has been read.
struct Input {
  std::string label;
  std::string results;  ///< path, or empty
  std::shared_ptr<const Scenario> scenario;
  std::string file;               ///< of the scenario
  std::vector<std::string> sets;  ///< on top of it
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

std::variant<std::vector<Input>, Exit> read_inputs(const CompareCommand& command, PluginHost& host) {
  std::vector<Input> out;
  for (const std::string& path : command.inputs) {
    if (is_hdf5(path)) {
      out.push_back({plain_line(path), path, nullptr, {}, {}});
      continue;
    }
    auto loaded = load_scenario({path, command.sets, command.plugin_dirs}, host);
    if (const Exit* exit = std::get_if<Exit>(&loaded)) return *exit;
    out.push_back({plain_line(path), "", std::get<std::shared_ptr<const Scenario>>(loaded), path, command.sets});
  }
  for (const std::string& change : command.with) {
    if (!out.front().results.empty()) return usage("--with changes a scenario, and A is a results file", "name the scenario file as A");
    std::vector<std::string> sets = command.sets;
    for (const std::string& word : words_of(change)) sets.push_back(word);
    auto loaded = load_scenario({command.inputs.front(), sets, command.plugin_dirs}, host);
    if (const Exit* exit = std::get_if<Exit>(&loaded)) return *exit;
    out.push_back({"A with " + plain_line(change), "", std::get<std::shared_ptr<const Scenario>>(loaded), command.inputs.front(), sets});
  }
  if (!command.packs.packs.empty()) {
    if (!out.front().results.empty()) return usage("--pack shocks a scenario, and A is a results file", "name the scenario file as A");
    ScenarioOptions shocked{command.inputs.front(), command.sets, command.plugin_dirs};
    if (const auto exit = apply_packs(command.packs, shocked, host)) return *exit;
    auto loaded = load_scenario(shocked, host);
    if (const Exit* exit = std::get_if<Exit>(&loaded)) return *exit;
    out.push_back({plain_line(fmt::format("A under {}", fmt::join(command.packs.packs, " and "))), "",
                   std::get<std::shared_ptr<const Scenario>>(loaded), shocked.file, shocked.sets});
  }
  if (out.size() < 2)
    return usage("there is one run only, and nothing to compare it with", "name another file, or use --with KEY=VALUE or --pack NAME");
  return out;
}

ComparedRun read_results(const std::string& path) {
  const ResultsReader reader(path);
  note_missing_checksum(path);
  return {plain_line(path), reader.description(), reader.read_outcomes()};
}

/// Seed and replicates of the scenarios: as asked for, else as the first results file has them, so that they pair, else as A says.
RunOptions options_of(const CompareCommand& command, const std::vector<Input>& inputs) {
  RunOptions out;
  out.full_detail_replicates = 0;
  out.arena = arena_of(command.threads);
  const auto results = std::find_if(inputs.begin(), inputs.end(), [](const Input& input) { return !input.results.empty(); });
  const auto scenario = std::find_if(inputs.begin(), inputs.end(), [](const Input& input) { return input.results.empty(); });
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

/// What the scenarios of a comparison draw, if they do: their outcomes come from the same points.
class SharedDraws {
 public:
  SharedDraws(const CompareCommand& command, const std::vector<Input>& inputs, const RunOptions& options, PluginHost& host)
      : options_(options), host_(host) {
    std::vector<std::shared_ptr<const Scenario>> scenarios;
    for (const Input& input : inputs) {
      if (input.scenario) scenarios.push_back(input.scenario);
    }
    const bool wanted = !scenarios.empty() && scenarios.size() == inputs.size() && scenarios.front()->draw_parameters;
    if (!wanted || command.chance_only || options.replicates < 2 * kReplicatesOfADraw) return;
    drawn_ = drawn_in_all(scenarios, host.catalog());
  }

  [[nodiscard]] bool any() const { return !drawn_.empty(); }
  [[nodiscard]] std::int32_t replicates() const {
    return any() ? options_.replicates / kReplicatesOfADraw * kReplicatesOfADraw : options_.replicates;
  }

  [[nodiscard]] std::variant<std::vector<Outcome>, Exit> outcomes_of(const Input& input, const std::function<void()>& each) const {
    UncertainRequest request;
    request.scenario_file = input.file;
    request.sets = input.sets;
    request.vary = drawn_;
    request.points = options_.replicates / kReplicatesOfADraw;
    request.replicates = kReplicatesOfADraw;
    request.seed = options_.seed;
    request.arena = options_.arena;
    request.rule_watch = options_.rule_watch;
    request.stop = options_.stop;
    request.row_done = each;
    auto made = run_uncertain(request, *input.scenario, host_);
    if (const StudyMistake* mistake = std::get_if<StudyMistake>(&made)) return usage(*mistake);
    return std::get<UncertainRows>(std::move(made)).outcomes;
  }

 private:
  static constexpr std::int32_t kReplicatesOfADraw = 2;

  const RunOptions& options_;
  PluginHost& host_;
  std::vector<std::string> drawn_;
};

/// As the name says: a workbook, a folder of tables, or an HDF5 file.
void write_comparisons(const CompareCommand& command, std::span<const Comparison> comparisons) {
  const std::string& path = command.output;
  if (path.ends_with('/')) {
    write_csv_folder(path.substr(0, path.size() - 1), comparison_tables(comparisons), CsvFor::programs, command.overwrite);
  } else if (path.ends_with(".xlsx")) {
    const Comparison& first = comparisons.front();
    const WorkbookTitle title{
        "与A的比较：" + first.name_a_zh, "Against A: " + first.name_a_en,
        fmt::format("A = {}; {} – {}, {} replicates", first.label_a, text_of(first.start), text_of(first.end), first.replicates), "",
        "eldercast " + program_version()};
    static_cast<void>(write_workbook(path, title, comparison_tables(comparisons), command.overwrite));
  } else {
    write_array_file(path, comparison_file(comparisons), command.overwrite ? Existing::replace_ours : Existing::refuse);
  }
}

Exit run_compare(const CompareCommand& command) {
  const std::unique_ptr<PluginHost> host = make_host(command.plugin_dirs);
  auto read = read_inputs(command, *host);
  if (const Exit* exit = std::get_if<Exit>(&read)) return *exit;
  const auto& inputs = std::get<std::vector<Input>>(read);
  const bool runs_something = std::any_of(inputs.begin(), inputs.end(), [](const Input& input) { return input.results.empty(); });
  if (!runs_something && (command.seed || command.replicates || !command.sets.empty())) {
    return usage("--set, --seed and --replicates are for scenarios, and here are results files only", "leave them out");
  }
  RunOptions options = options_of(command, inputs);
  const StopOnSignal stop;
  options.stop = &stop.flag();
  const auto first = std::find_if(inputs.begin(), inputs.end(), [](const Input& input) { return input.results.empty(); });
  const auto kept = static_cast<std::int64_t>(inputs.size()) * options.replicates;
  if (first != inputs.end() && !fits_into_memory(*first->scenario, options.arena.threads(), kept)) return Exit::run_failed;
  const auto scenarios = std::count_if(inputs.begin(), inputs.end(), [](const Input& input) { return input.results.empty(); });
  const SharedDraws draws(command, inputs, options, *host);
  ProgressLine progress("replicates", scenarios * draws.replicates(), command.quiet);
  std::vector<ComparedRun> runs;
  bool failed = false;
  for (const Input& input : inputs) {
    if (!input.results.empty()) {
      runs.push_back(read_results(input.results));
    } else if (draws.any()) {
      auto outcomes = draws.outcomes_of(input, [&] { progress.step(); });
      if (const Exit* exit = std::get_if<Exit>(&outcomes)) return *exit;
      auto seeded = std::make_shared<Scenario>(*input.scenario);
      seeded->seed = options.seed;
      runs.push_back({input.label, describe(*seeded), std::get<std::vector<Outcome>>(std::move(outcomes))});
    } else {
      auto seeded = std::make_shared<Scenario>(*input.scenario);
      seeded->seed = options.seed;
      runs.push_back({input.label, describe(*seeded), outcomes_of(seeded, *host, options, [&] { progress.step(); })});
    }
    for (const Outcome& outcome : runs.back().outcomes) {
      if (!outcome.failure.empty() && !failed && draws.any()) {
        progress.clear();
        print_problem("run.replicate-failed", fmt::format("{}, replicate {}: {}", input.label, outcome.replicate, outcome.failure));
      }
      failed = failed || !outcome.failure.empty();
      if (outcome.failure.empty()) runs.back().description.clauses = outcome.clauses;
    }
    if (options.stop->load()) {
      progress.clear();
      print_talk("interrupted; nothing was compared\n");
      return Exit::interrupted;
    }
  }
  progress.clear();
  std::vector<Comparison> comparisons;
  for (std::size_t i = 1; i < runs.size(); ++i) comparisons.push_back(compare(runs.front(), runs[i]));
  if (!command.output.empty()) {
    write_comparisons(command, comparisons);
  }
  print_data(command.json ? render_json(comparisons) : render_text(comparisons, command.view, language_of(command.language), text_width()));
  return failed ? Exit::plugin : Exit::done;
}

Exit compare_or_explain(const CompareCommand& command) {
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
  sub->add_option("--with", command->with, "Another B: scenario A with KEY=VALUE, several between spaces (repeatable)")
      ->type_name("CHANGES")
      ->allow_extra_args(false)
      ->take_all();
  add_pack_options(*sub, command->packs, "Another B: scenario A under this pack of shocks, under all of them if there are several");
  sub->add_option("--set", command->sets, "Change one value in every scenario (repeatable)")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false)
      ->take_all();
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
  sub->add_flag("--towns", command->view.towns, "Show every town that differs, at the end");
  sub->add_flag("--all", command->view.all, "Show what does not differ, too");
  sub->add_flag("--chance-only", command->chance_only,
                "Keep every parameter at its value where A draws them (draw_parameters): differences hold chance alone");
  sub->add_flag("--json", command->json, "Print all of it as JSON");
  add_language_option(*sub, command->language);
  sub->add_flag("-q,--quiet", command->quiet, "No progress");
  sub->footer(
      "Examples:\n"
      "  eldercast compare scenarios/jiangjin/baseline.toml scenarios/jiangjin/no_lottery.toml --replicates 20\n"
      "  eldercast compare scenarios/jiangjin/baseline.toml --with \"finance.own_funds=limited finance.town_share=0.1\"\n"
      "  eldercast compare results/a.h5 results/b.h5 --towns\n"
      "Runs of one seed are paired replicate by replicate, so that chance cancels out of their difference.");
  sub->callback([command, &action] { action = [command] { return compare_or_explain(*command); }; });
}

}  // namespace eldercast
