#pragma once
/// Samples of a posterior: tables of points, as calibrate writes them.
#include <cstdint>
#include <string>

namespace eldercast {

/// Points of such a table: its lines less the header. Throws FileError.
[[nodiscard]] std::int32_t points_in(const std::string& file);

}  // namespace eldercast
