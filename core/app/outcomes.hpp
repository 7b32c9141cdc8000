#pragma once
/// Running a scenario in memory for a command that needs its outcomes and no file.
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "engine/host/plugin_host.hpp"
#include "engine/outcome.hpp"
#include "engine/replicate_runner.hpp"
#include "model/scenario.hpp"

namespace eldercast {

/// The outcomes of `options.replicates` replicates, in order, without detail. `each` is called after every one. Fewer come back only after
/// a stop. Failed replicates are reported on stderr as they come and kept with their failure.
[[nodiscard]] std::vector<Outcome> outcomes_of(const std::shared_ptr<const Scenario>& scenario, PluginHost& host, const RunOptions& options,
                                               const std::function<void()>& each);

/// A run that keeps no replicate in full detail, on so many threads (0: as many as this process may use).
[[nodiscard]] RunOptions plain_run(std::uint64_t seed, std::int32_t replicates, int threads, const std::atomic<bool>* stop = nullptr);

}  // namespace eldercast
