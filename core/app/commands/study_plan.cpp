#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <optional>

#include "app/commands/repeatable.hpp"
#include "app/commands/study_commands.hpp"
#include "app/options/language_option.hpp"
#include "app/options/pack_options.hpp"
#include "app/options/scenario_options.hpp"
#include "app/options/seed_option.hpp"
#include "app/provenance.hpp"
#include "app/refused_command.hpp"
#include "app/terminal/terminal.hpp"
#include "app/terminal/usage.hpp"
#include "engine/machine/machine.hpp"
#include "files/file_error.hpp"
#include "output/render/text_cells.hpp"
#include "study/execute/case_runner.hpp"
#include "study/execute/status.hpp"
#include "study/plan/planner.hpp"
#include "text/shell_word.hpp"

namespace eldercast {
namespace {

struct PlanCommand {
  ScenarioOptions scenario;
  PackOptions packs;
  StudyRequest request;
  std::string folder;
  std::optional<std::int32_t> replicates;
  std::optional<std::uint64_t> seed;
  std::optional<int> cores;
  std::function<bool(const char*)> given;  ///< whether an option stands on the command line
};

/// An option that this design does not look at: nobody should think that it did.
std::optional<StudyMistake> unused_option(const PlanCommand& command) {
  using enum DesignKind;
  static const std::array<std::pair<const char*, std::vector<DesignKind>>, 7> kUsers{
      {{"--vary", {grid, latin_hypercube, sobol_sequence, morris, saltelli, one_at_a_time}},
       {"--vary-all", {grid, latin_hypercube, sobol_sequence, morris, saltelli, one_at_a_time}},
       {"--list", {list}},
       {"--points", {latin_hypercube, sobol_sequence, morris, saltelli}},
       {"--levels", {grid, morris}},
       {"--shape", {latin_hypercube, sobol_sequence, saltelli}},
       {"--design-seed", {latin_hypercube, morris, sobol_sequence, saltelli}}}};
  const DesignKind design = command.request.design;
  for (const auto& [option, users] : kUsers) {
    if (!command.given(option) || std::find(users.begin(), users.end(), design) != users.end()) continue;
    std::vector<std::string> names;
    for (const DesignKind user : users) names.emplace_back(name_of(user));
    return StudyMistake{fmt::format("{} means nothing to the design {}", option, name_of(design)),
                        fmt::format("leave it out; it is for {}", fmt::join(names, ", "))};
  }
  return std::nullopt;
}

struct ExpandCommand {
  std::string folder;
  std::string scenario;
  std::vector<std::string> plugin_dirs;
  int points = 0;
  std::int32_t replicates = 0;
  std::optional<Language> language;
};

/// What people call the designs.
const std::map<std::string, DesignKind>& design_names() {
  static const std::map<std::string, DesignKind> names{{"grid", DesignKind::grid},
                                                       {"list", DesignKind::list},
                                                       {"lhs", DesignKind::latin_hypercube},
                                                       {"latin_hypercube", DesignKind::latin_hypercube},
                                                       {"sobol", DesignKind::sobol_sequence},
                                                       {"sobol_sequence", DesignKind::sobol_sequence},
                                                       {"morris", DesignKind::morris},
                                                       {"saltelli", DesignKind::saltelli},
                                                       {"tornado", DesignKind::one_at_a_time},
                                                       {"one_at_a_time", DesignKind::one_at_a_time}};
  return names;
}

Exit make(PlanCommand command) {
  if (const auto mistake = unused_option(command)) return report_mistake(*mistake);
  const std::unique_ptr<PluginHost> host = make_host(command.scenario.plugin_dirs);
  unless_refused(apply_packs(command.packs, command.scenario, *host));
  const auto scenario = unless_refused(load_scenario(command.scenario, *host));
  StudyRequest request = command.request;
  request.folder = command.folder;
  request.scenario_file = command.scenario.file;
  request.sets = command.scenario.sets;
  request.seed = command.seed.value_or(scenario->seed);
  request.replicates = command.replicates.value_or(5);
  request.cores = command.cores.value_or(usable_threads());
  request.program_version = program_version();
  StudyPlan plan = unless_mistaken(make_plan(request, *scenario, *host));
  std::vector<std::string> varied;
  for (const auto& parameter : plan.parameters) varied.push_back(parameter.id);
  warn_of_inert(*scenario, varied, language_of(command.scenario.language));
  write_part(plan);
  report_held(plan.held, language_of(command.scenario.language));
  if (const PlanLook look = look_at_cases(plan, *host); look.invalid > 0) {
    print_warning("study.cases", fmt::format("{} of {} cases looked at are not valid and will fail; the first:\n{}", look.invalid,
                                             look.looked_at, look.first_reason));
  }
  print_data(document_text(document_of(plan, request.cores), text_form(command.scenario.language)));
  print_data(fmt::format("plan {:.12} in {}; next: eldercast study run {}\n", plan.digest(), command.folder, shell_path(command.folder)));
  return Exit::done;
}

Exit expand(const ExpandCommand& command) {
  if ((command.points > 0) == (command.replicates > 0)) {
    return report_mistake({"say either --points or --replicates: what is to be added", ""});
  }
  StudyPlan plan = read_plan(command.folder, command.scenario);
  int blocks = command.points;
  if (plan.design.kind == DesignKind::latin_hypercube && command.points > 0) {
    if (command.points % plan.design.block_points != 0) {
      return report_mistake({fmt::format("a Latin hypercube of {} points grows by whole hypercubes", plan.design.block_points),
                             fmt::format("--points {} or a multiple", plan.design.block_points)});
    }
    blocks = command.points / plan.design.block_points;
  }
  if (command.points > 0 && blocks_at_most(plan.design) != kUnlimitedBlocks) {
    return report_mistake(
        {fmt::format("a {} has all its points already", name_of(plan.design.kind)), "add --replicates, or plan a new study"});
  }
  if (const auto mistake = part_mistake(plan, blocks, command.replicates)) return report_mistake(*mistake);
  // What is added must be of the same scenario as what is there.
  const std::unique_ptr<PluginHost> host = make_host(command.plugin_dirs);
  static_cast<void>(planned_scenario(plan, *host));
  add_part(plan, blocks, command.replicates, usable_threads());
  write_part(plan);
  print_data(document_text(document_of(plan, usable_threads()), text_form(command.language)));
  const StudyStatus status = status_of(plan);
  if (status.rows_done > 0) {
    print_data(fmt::format("{} rows are done; the other {} take about {}\n", status.rows_done, status.rows - status.rows_done,
                           duration_text(status.seconds_left(usable_threads()))));
  }
  print_data(fmt::format("plan {:.12}; what is done stays as it is; next: eldercast study resume {}\n", plan.digest(),
                         shell_path(command.folder)));
  return Exit::done;
}

}  // namespace

Exit report_mistake(const StudyMistake& mistake) {
  print_problem("study", mistake.message, mistake.help);
  return Exit::usage_or_scenario;
}

void report_held(const std::vector<std::string>& held, Language language) {
  if (held.empty()) return;
  const std::string names = fmt::format("{}", fmt::join(held, ", "));
  print_talk(worded("注：{}个参数不抽取，因为情景所设的值在数据范围之外：{}\n",
                    "note: {0} parameter{2} kept, because the scenario sets {3} outside the range of the data: {1}\n", held.size(), names,
                    held.size() == 1 ? " is" : "s are", held.size() == 1 ? "it" : "them"),
             language);
}

void add_study_planning(CLI::App& study, Action& action) {
  auto command = std::make_shared<PlanCommand>();
  CLI::App* sub = study.add_subcommand("plan", "Freeze what a study will run, and say what it will cost");
  add_scenario_options(*sub, command->scenario);
  add_pack_options(*sub, command->packs, "Every case under this pack of shocks");
  StudyRequest& request = command->request;
  sub->add_option("-o,--output", command->folder, "New folder of the study")->required()->type_name("FOLDER");
  sub->add_option("--design", request.design, "grid, list, lhs, sobol, morris, saltelli, tornado")
      ->required()
      ->transform(one_of(design_names()))
      ->type_name("DESIGN");
  repeatable(
      sub->add_option("--vary", request.vary, "A parameter: ID (range of the data), ID=LOW..HIGH, or of a grid ID=V1,V2 (repeatable)"),
      "ID[=RANGE]");
  sub->add_flag("--vary-all", request.vary_all, "Every parameter with a range in the data or in its rule");
  sub->add_option("--list", request.list_file, "CSV of a list: header of parameter ids, one row a point")->type_name("FILE");
  sub->add_option("--points", request.points, "Points; of morris trajectories, of saltelli base points")->check(CLI::Range(1, 1'000'000));
  sub->add_option("--levels", request.levels, "Levels of a grid (default 3) or of morris (default 4)")->check(CLI::Range(1, 1000));
  sub->add_option("--shape", request.shape, "uniform, or triangular with its mode at the scenario's value (lhs, sobol, saltelli)")
      ->transform(one_of(std::map<std::string, Shape>{{"uniform", Shape::uniform}, {"triangular", Shape::triangular}}))
      ->type_name("SHAPE");
  sub->add_option("--replicates", command->replicates, "Replicates of every case (default 5)")->check(CLI::Range(1, 100'000));
  sub->add_option("--cores", command->cores, "Cores that will run it, on all machines together: decides how small batches are")
      ->check(CLI::Range(1, 100'000));
  add_seed_option(*sub, "--seed", command->seed, "Seed of the simulation (default: the scenario's)");
  add_seed_option(*sub, "--design-seed", request.design_seed, "Seed of a random design (default 1)");
  sub->footer(
      "Examples:\n"
      "  eldercast study plan scenarios/jiangjin/baseline.toml -o screening --design morris --points 4 --replicates 2 --vary-all\n"
      "  eldercast study plan scenarios/toy/toy.toml -o roads --design lhs --points 100 --vary network.road_km_per_h=15..45");
  add_language_option(*sub, command->scenario.language);
  sub->callback([command, sub, &action] {
    command->given = [sub](const char* option) { return sub->count(option) > 0; };
    action = [command] { return make(*command); };
  });

  auto more = std::make_shared<ExpandCommand>();
  CLI::App* grow = study.add_subcommand("expand", "Add points or replicates without touching what is done");
  grow->add_option("folder", more->folder, "Folder of the study")->required()->type_name("FOLDER");
  grow->add_option("--points", more->points, "More points (trajectories, base points)")->check(CLI::Range(1, 1'000'000));
  grow->add_option("--replicates", more->replicates, "More replicates of every case")->check(CLI::Range(1, 100'000));
  grow->add_option("--scenario", more->scenario, "Where the scenario stands now")->type_name("FILE");
  add_plugin_dir_option(*grow, more->plugin_dirs);
  grow->footer("Examples:\n  eldercast study expand roads --replicates 2\n  eldercast study expand roads --points 100");
  add_language_option(*grow, more->language);
  grow->callback([more, &action] { action = [more] { return expand(*more); }; });
}

}  // namespace eldercast
