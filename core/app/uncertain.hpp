#pragma once
/// The way of `eldercast run --uncertain`.
#include <memory>
#include <string>

#include "app/run_watcher.hpp"
#include "app/terminal/exit_codes.hpp"
#include "engine/host/plugin_host.hpp"
#include "files/part_file.hpp"
#include "output/render/language.hpp"
#include "study/uncertainty/uncertain_run.hpp"

namespace eldercast {

struct UncertainCommand {
  UncertainRequest request;  ///< scenario, seed and threads included
  std::string output;
  Existing existing = Existing::refuse;
  bool json = false;
  bool split = true;  ///< tell chance from parameters, figure by figure, after the answer; the JSON is then that
  bool quiet = false;
  Language language = Language::en;
  RunWatcher* watcher = nullptr;  ///< who looks on, as the request's rule_watch has it; null: nobody
  bool timing = false;            ///< its times stand in the results and behind the answer
};

/// Runs it, writes the rows as the replicates of a results file, and shows the summary with the split of its spread below. `scenario` is as
/// it was read, `recorded` as the command line has it and as the results say.
[[nodiscard]] Exit run_with_uncertainty(const UncertainCommand& command, const Scenario& scenario, const Scenario& recorded,
                                        PluginHost& host);

}  // namespace eldercast
