#pragma once
/// Reads the description of the scenario back from a results file. Internal to core/output.
#include "output/description.hpp"
#include "output/file/h5.hpp"

namespace eldercast {

/// Throws h5::Error if something is missing or does not fit.
[[nodiscard]] Description read_description(const h5::Handle& file);

}  // namespace eldercast
