#pragma once
/// Small text files that are there whole or not at all.
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "files/regular_file.hpp"

namespace eldercast {

/// The bytes of a regular file. Throws FileError. Files of a study are read with Links::refuse: its folder may come from a stranger.
[[nodiscard]] std::string read_whole(const std::filesystem::path& path, Links links = Links::follow);

/// Largest text that is read of a study, an answer or a map.
inline constexpr std::uintmax_t kLargestDocument = std::uintmax_t{64} * 1024 * 1024;
/// The same of a text that somebody else may have written: one of more than `most` bytes is a FileError that says so.
[[nodiscard]] std::string read_document(const std::filesystem::path& path, std::uintmax_t most = kLargestDocument,
                                        Links links = Links::follow);

/// Writes under a working name, puts it on the disk and renames it; the file must not exist. Throws FileError.
void write_whole(const std::filesystem::path& path, std::string_view text);

}  // namespace eldercast
