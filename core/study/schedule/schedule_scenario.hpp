#pragma once
/// The schedule as a scenario that `run` accepts: a TOML file that extends the base, and beside it the build table with every project's
/// month.
#include <filesystem>
#include <string>
#include <vector>

#include "model/scenario.hpp"
#include "study/schedule/choices.hpp"

namespace eldercast {

/// Where a schedule is to be written.
struct ScheduleFiles {
  std::filesystem::path scenario;  ///< "better.toml"
  std::filesystem::path build;     ///< "better-build.csv"
};

/// The files for a scenario file name. Throws FileError if the name does not end in .toml, if one of them is there already, and if `base`
/// does not lie in the same folder or one beside it, where a scenario may extend it.
[[nodiscard]] ScheduleFiles schedule_files(const std::filesystem::path& output, const std::filesystem::path& base);

/// Writes both, the build table first, so that a scenario that is there is whole. `sets` are the options that the base was read with. Never
/// replaces a file. Throws FileError.
void write_schedule(const ScheduleFiles& files, const std::filesystem::path& base, const Scenario& scenario,
                    const std::vector<std::string>& sets, const Choices& choices, const Openings& openings, const std::string& about);

}  // namespace eldercast
