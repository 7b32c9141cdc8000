#pragma once
/// Small text files that are there whole or not at all.
#include <filesystem>
#include <string>
#include <string_view>

namespace eldercast {

/// The bytes of a file. Throws FileError.
[[nodiscard]] std::string read_whole(const std::filesystem::path& path);

/// Writes under a working name, puts it on the disk and renames it; the file must not exist. Throws FileError.
void write_whole(const std::filesystem::path& path, std::string_view text);

}  // namespace eldercast
