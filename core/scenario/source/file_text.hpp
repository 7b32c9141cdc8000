#pragma once
/// Text files from the disk.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "scenario/source/diagnostic.hpp"
#include "scenario/source/source_text.hpp"

namespace eldercast {

/// Largest file that is read.
inline constexpr std::uintmax_t kLargestFile = std::uintmax_t{64} * 1024 * 1024;

/// Most lines of a file: a place is kept for each.
inline constexpr std::ptrdiff_t kMostLines = 6'000'000;
/// Most bytes of all tables of a scenario together.
inline constexpr std::uintmax_t kLargestTables = std::uintmax_t{256} * 1024 * 1024;

inline constexpr std::string_view kTomlEnding = ".toml";
inline constexpr std::string_view kCsvEnding = ".csv";

/// The path to read of a file that the user names (files/named_file.hpp), or nothing after scenario.path: it is a link
/// that leads out, or to a file that ends otherwise.
[[nodiscard]] std::optional<std::filesystem::path> find_typed(const std::filesystem::path& typed, std::string_view ending,
                                                              const Place& asked, Diagnostics& diagnostics);

/// Reads a UTF-8 text. `path` is canonical: a link is not followed. A missing or unreadable file (scenario.file) or one that is too large
/// (scenario.limit) is reported at `asked`, the place that names it; bytes that are not UTF-8 (scenario.encoding) in the file itself. Null
/// after a problem.
[[nodiscard]] SourceRef read_text(const std::filesystem::path& path, const std::string& name, const Place& asked, Diagnostics& diagnostics);

/// The same for a table as a spreadsheet writes it: UTF-8, or else GB18030, which is converted. Bytes that are neither, a table that is
/// UTF-8 but for some lines, and UTF-16 are scenario.encoding.
[[nodiscard]] SourceRef read_table_text(const std::filesystem::path& path, const std::string& name, const Place& asked,
                                        Diagnostics& diagnostics);

}  // namespace eldercast
