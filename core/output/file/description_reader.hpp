#pragma once
/// Reads the description of the scenario, and what is said of the run, back from a results file. Internal to core/output.
#include "output/description.hpp"
#include "output/file/h5.hpp"
#include "output/file/run_info.hpp"

namespace eldercast {

/// Throws h5::Error if something is missing or does not fit.
[[nodiscard]] Description read_description(const h5::Handle& file);
/// All but `replicates` and `program_version`. Throws h5::Error as well.
[[nodiscard]] RunInfo read_run_info(const h5::Handle& file);

}  // namespace eldercast
