#pragma once
/// Small text files that are there whole or not at all.
#include <filesystem>
#include <string>
#include <string_view>

#include "files/regular_file.hpp"

namespace eldercast {

/// The bytes of a regular file. Throws FileError. Files of a study are read with Links::refuse: its folder may come from a stranger.
[[nodiscard]] std::string read_whole(const std::filesystem::path& path, Links links = Links::follow);

/// Writes under a working name, puts it on the disk and renames it; the file must not exist. Throws FileError.
void write_whole(const std::filesystem::path& path, std::string_view text);

}  // namespace eldercast
