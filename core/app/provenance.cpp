#include "app/provenance.hpp"

#include <fmt/core.h>
#include <fmt/format.h>

#include <optional>
#include <variant>

#include "api/plugin.hpp"
#include "files/whole_file.hpp"
#include "scenario/source/sha256.hpp"

namespace eldercast {
std::string program_version() { return ELDERCAST_VERSION; }

std::string version_text() {
  return fmt::format("eldercast {} ({}, {})\nplugin interface {} ({}), scenario schema 1, fmt {}", program_version(), ELDERCAST_BUILD_TAG,
                     ELDERCAST_COMPILER, ELDERCAST_ABI, ELDERCAST_LAYOUT_TEXT, FMT_VERSION);
}

RunInfo run_info(const Scenario& scenario, PluginHost& host, std::int32_t replicates, int threads) {
  RunInfo info;
  info.replicates = replicates;
  info.program_version = program_version();
  info.build_tag = ELDERCAST_BUILD_TAG;
  info.compiler = ELDERCAST_COMPILER;
  info.threads = threads;
  info.libraries.push_back({"fmt", std::to_string(FMT_VERSION), std::to_string(FMT_VERSION)});
  for (const RuleSpec& rule : scenario.rules) {
    // Only what the scenario names: looking at every library of the folders would run code that this run does not need.
    const std::variant<RuleDescription, RuleRefusal> found = host.find(rule.id);
    const std::optional<std::filesystem::path> file = host.file_of(rule.id);
    const auto* description = std::get_if<RuleDescription>(&found);
    if (description == nullptr || !file) continue;
    info.plugins.push_back({rule.id, description->version, file->filename().string(), sha256(read_whole(*file))});
  }
  return info;
}

}  // namespace eldercast
