#pragma once
/// What several commands say beside their answer, in both languages.
#include <cstdint>
#include <string>

#include "text/bilingual.hpp"

namespace eldercast {

/// What progress counts where replicates are run.
[[nodiscard]] Text replicates_talk();
/// The same of a name: "replicates of Flood in June".
[[nodiscard]] Text replicates_talk_of(const std::string& name);
/// A line on how long a run took and where its results are; `output` may be empty.
[[nodiscard]] Text run_talk(std::int64_t replicates, double seconds, int threads, const std::string& output);
/// A line on a command that a signal ended: nothing stands on the disk.
[[nodiscard]] Text interrupted_talk();

}  // namespace eldercast
