#pragma once
/// Runs the scenario of a results file again as it was run.
#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/host/plugin_host.hpp"
#include "engine/outcome.hpp"
#include "engine/parallel/arena.hpp"
#include "model/scenario.hpp"
#include "output/file/run_info.hpp"

namespace eldercast {

struct RerunRequest {
  std::string scenario_file;                  ///< the unpacked one
  std::string file_digest;                    ///< of the unpacked one, before it got the identity of the run
  std::shared_ptr<const Scenario> scenario;   ///< the same, read, with seed and number of replicates of the results file
  std::vector<UncertainParameter> uncertain;  ///< of the results file; empty: every replicate has the scenario's values
  Arena arena;                                ///< the threads that work
  const std::atomic<bool>* stop = nullptr;
};

/// Hands every outcome to `sink`, in order. Returns how many; fewer than the scenario's replicates only after a stop.
std::int32_t rerun(const RerunRequest& request, PluginHost& host, const std::function<void(Outcome&&)>& sink);

/// One line for everything of the program that has changed between two runs: "program 0.1.0, now 0.2.0", "rule funding/lottery_fund is
/// another file".
[[nodiscard]] std::vector<std::string> changes_between(const RunInfo& then, const RunInfo& now);

}  // namespace eldercast
