#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <nlohmann/json.hpp>

#include "app/commands/commands.hpp"
#include "app/options/language_option.hpp"
#include "app/options/scenario_options.hpp"
#include "app/options/threads_option.hpp"
#include "app/provenance.hpp"
#include "app/refused_command.hpp"
#include "app/terminal/checksum_note.hpp"
#include "app/terminal/progress.hpp"
#include "app/terminal/stop_signal.hpp"
#include "app/terminal/talk.hpp"
#include "app/terminal/terminal.hpp"
#include "output/file/difference.hpp"
#include "output/file/results_reader.hpp"
#include "output/file/results_writer.hpp"
#include "output/render/json_numbers.hpp"
#include "study/rerun/rerun.hpp"
#include "study/rerun/stored_scenario.hpp"

namespace eldercast {
namespace {

struct RerunCommand {
  std::string result;
  std::string output;
  std::vector<std::string> plugin_dirs;
  int threads = 0;
  bool json = false;
  bool quiet = false;
  std::optional<Language> language;
};

constexpr std::size_t kShown = 20;

Document document_of(const FileDifferences& differences, const std::vector<std::string>& changes, std::int32_t replicates) {
  Document out;
  const std::size_t found = differences.found.size();
  if (found == 0) {
    out.say(worded("相同：{}次模拟、{}个数据集，逐格相同", "identical: {} replicates, {} datasets, every cell", replicates,
                   differences.compared));
  } else {
    out.say(worded("不同：{}个数据集和属性中有{}个", "different: {1} of {0} datasets and attributes", differences.compared, found));
  }
  for (std::size_t i = 0; i < found && i < kShown; ++i) {
    const std::string line = fmt::format("{}: {}", differences.found[i].path, differences.found[i].what);
    out.say(line, line, 2);
  }
  if (found > kShown) out.say(worded("另有{}个（--json 显示全部）", "and {} more (--json shows all)", found - kShown), 2);
  for (const std::string& change : changes) out.say("此后改变：" + change, "since then: " + change, 2);
  if (found > 0 && changes.empty())
    out.say("程序和规则文件均未改变：请报告此问题", "program and rules are the same files: please report this", 2);
  return out;
}

std::string json_of(const FileDifferences& differences, const std::vector<std::string>& changes, std::int32_t replicates) {
  nlohmann::ordered_json found = nlohmann::ordered_json::array();
  for (const FileDifference& one : differences.found) found.push_back({{"path", one.path}, {"what", one.what}});
  const nlohmann::ordered_json json = {{"format", "eldercast-rerun"},
                                       {"version", 1},
                                       {"identical", differences.found.empty()},
                                       {"replicates", replicates},
                                       {"datasets", differences.compared},
                                       {"differences", found},
                                       {"changed_since", changes}};
  return json_text(json);
}

RerunRequest request_of(const RerunCommand& command, const StoredScenario& folder, const ResultsReader& then, PluginHost& host) {
  ScenarioOptions options;
  options.file = folder.file().string();
  options.plugin_dirs = command.plugin_dirs;
  Scenario scenario = *unless_refused(load_scenario(options, host));
  RerunRequest request;
  request.scenario_file = options.file;
  request.file_digest = scenario.digest;
  restore_identity(then.description(), scenario);
  scenario.seed = then.attributes().seed;
  scenario.replicates = then.attributes().replicates;
  scenario.full_detail_replicates = then.detail_replicates();
  request.scenario = std::make_shared<const Scenario>(std::move(scenario));
  request.arena = arena_of(command.threads);
  return request;
}

Exit run_again(const RerunCommand& command) {
  const ResultsReader then(command.result);
  note_missing_checksum(command.result);
  const RunInfo info_then = then.read_run_info();
  // From here on a signal must not end the program before the folder is gone.
  const StopOnSignal stop;
  const StoredScenario folder(command.result, then.description());
  const std::unique_ptr<PluginHost> host = make_host(command.plugin_dirs);
  RerunRequest request = request_of(command, folder, then, *host);
  request.uncertain = info_then.uncertain;
  request.stop = &stop.flag();

  const std::string output = command.output.empty() ? (folder.folder() / "again.h5").string() : command.output;
  RunInfo info = run_info(*request.scenario, *host, request.scenario->replicates, request.arena.threads());
  const std::vector<std::string> changes = changes_between(info_then, info);
  info.uncertain = info_then.uncertain;
  ResultsWriter writer(output, *request.scenario, std::move(info));
  const Language language = language_of(command.language);
  ProgressLine progress(replicates_talk(), request.scenario->replicates, command.quiet, language);
  const std::int32_t done = rerun(request, *host, [&](Outcome&& outcome) {
    writer.append(std::move(outcome));
    progress.step();
  });
  progress.clear();
  if (done < request.scenario->replicates) {
    print_talk(worded("已中断：完成{}/{}次模拟\n", "interrupted after {} of {} replicates\n", done, request.scenario->replicates),
               language);
    return Exit::interrupted;
  }
  writer.finish();
  const FileDifferences found = differences(command.result, output);
  print_data(command.json ? json_of(found, changes, done) : document_text(document_of(found, changes, done), text_form(command.language)));
  return found.found.empty() ? Exit::done : Exit::run_failed;
}

}  // namespace

void add_rerun(CLI::App& program, Action& action) {
  CLI::App* sub = program.add_subcommand("rerun", "Repeat the run of a results file and say whether it gives the same data");
  auto command = std::make_shared<RerunCommand>();
  sub->add_option("result", command->result, "Results file (HDF5); it holds the scenario and its tables")->required()->type_name("RESULT");
  sub->add_option("-o,--output", command->output, "Keep the new results in this file")->type_name("FILE");
  sub->add_option("--threads", command->threads, "Worker threads (default: all cores); results do not depend on it")
      ->check(CLI::Range(1, 1024));
  add_plugin_dir_option(*sub, command->plugin_dirs);
  sub->add_flag("--json", command->json, "Print the answer as JSON");
  add_language_option(*sub, command->language);
  sub->add_flag("-q,--quiet", command->quiet, "No progress");
  sub->footer(
      "Examples:\n"
      "  eldercast rerun results/baseline.h5\n"
      "  eldercast rerun results/baseline.h5 -o again.h5 --json\n"
      "Exit codes: 0 identical, 1 different, 2 the scenario inside is not valid for this program, 3 rule refused, 4 file, 130 "
      "interrupted.");
  sub->callback([command, &action] { action = [command] { return run_again(*command); }; });
}

}  // namespace eldercast
