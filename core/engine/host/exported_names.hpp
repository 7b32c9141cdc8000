#pragma once
/// The names that a shared library exports, read from the file: nothing of it is loaded or run.
#include <cstdint>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

namespace eldercast {

/// Largest library that is read.
inline constexpr std::uintmax_t kLargestLibrary = std::uintmax_t{256} * 1024 * 1024;

/// Why a file cannot be read as a shared library of this machine; completes the sentence "'file' ...".
struct UnreadableLibrary {
  std::string reason;
};

/// Defined, global, visible names of the dynamic symbol table, in file order. Reads stripped files too; every offset and size in the file
/// is checked against the file's length, so that a damaged file gives a reason and never a crash.
[[nodiscard]] std::variant<std::vector<std::string>, UnreadableLibrary> exported_names(const std::filesystem::path& file);

}  // namespace eldercast
