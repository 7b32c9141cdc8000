#pragma once
/// What the program knows about itself.
#include <string>

#include "engine/host/plugin_host.hpp"
#include "model/scenario.hpp"
#include "output/file/run_info.hpp"

namespace eldercast {

[[nodiscard]] std::string program_version();
/// Version, build and libraries, for `--version`.
[[nodiscard]] std::string version_text();
/// What a results file says about this run.
[[nodiscard]] RunInfo run_info(const Scenario& scenario, PluginHost& host, std::int32_t replicates, int threads);

}  // namespace eldercast
