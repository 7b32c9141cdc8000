#pragma once
/// Text files from the disk.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

#include "scenario/diagnostic.hpp"
#include "scenario/source_text.hpp"

namespace eldercast {

/// Largest file that is read.
inline constexpr std::uintmax_t kLargestFile = std::uintmax_t{64} * 1024 * 1024;

/// Most lines of a file: a place is kept for each.
inline constexpr std::ptrdiff_t kMostLines = 6'000'000;
/// Most bytes of all tables of a scenario together.
inline constexpr std::uintmax_t kLargestTables = std::uintmax_t{256} * 1024 * 1024;

/// Reads a UTF-8 text. A missing or unreadable file (scenario.file) or one that is too large (scenario.limit) is reported at `asked`, the
/// place that names it; bytes that are not UTF-8 (scenario.encoding) in the file itself. Null after a problem.
[[nodiscard]] SourceRef read_text(const std::filesystem::path& path, const std::string& name, const Place& asked, Diagnostics& diagnostics);

/// The same for a table as a spreadsheet writes it: UTF-8, or else GB18030, which is converted. Bytes that are neither, a table that is
/// UTF-8 but for some lines, and UTF-16 are scenario.encoding.
[[nodiscard]] SourceRef read_table_text(const std::filesystem::path& path, const std::string& name, const Place& asked,
                                        Diagnostics& diagnostics);

}  // namespace eldercast
