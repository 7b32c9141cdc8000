#pragma once
/// What a file that the program has written tells of.
#include <cstdint>
#include <string>
#include <string_view>

namespace eldercast {

enum class ResultKind : std::uint8_t { run, study, meet, schedule };

/// By its first bytes: answers of meet and schedules are JSON, all else is HDF5. A file that is neither counts as a run, whose reader says
/// what is wrong with it. Throws FileError for a file that cannot be read.
[[nodiscard]] ResultKind kind_of_result(const std::string& file);
/// "results of a run".
[[nodiscard]] std::string_view words_of(ResultKind kind);

}  // namespace eldercast
