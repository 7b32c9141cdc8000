#pragma once
/// The shipped scenarios for tests: read with the plugins of the build.
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/host/plugin_host.hpp"
#include "engine/replicate_runner.hpp"
#include "model/district.hpp"

namespace eldercast::test {

/// The host of the build's plugins.
PluginHost& host();
/// Reads a scenario with `--set` texts; throws with the diagnostics if it is not valid.
std::shared_ptr<const Scenario> scenario(const std::string& file, const std::vector<std::string>& sets = {});
/// Runs a scenario and returns all outcomes. `residents_a_zone` as in RunOptions; 1: every town is a zone of its own.
std::vector<Outcome> run(const std::shared_ptr<const Scenario>& scenario, std::int32_t replicates, int threads = 1, std::uint64_t seed = 1,
                         std::int32_t with_detail = 1, std::size_t residents_a_zone = 0);
/// Position of the month that ends a calendar year (12) or any other month.
int month_of(const Scenario& scenario, int year, int month);

}  // namespace eldercast::test
