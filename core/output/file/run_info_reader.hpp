#pragma once
/// Reads what results say about the run that made them. Internal to core/output; throws h5::Error.
#include "output/file/h5.hpp"
#include "output/file/run_info.hpp"

namespace eldercast {

/// /provenance and /uncertainty; `replicates` and `program_version` are left as they are.
[[nodiscard]] RunInfo read_run_info(const h5::Handle& file);

}  // namespace eldercast
