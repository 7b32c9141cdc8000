#pragma once
/// The one rule for files that a file names, so that a text from a stranger does not read whatever the user can read.
#include <filesystem>
#include <string_view>
#include <variant>

namespace eldercast {

/// Why a file may not be named.
enum class Misplaced : unsigned char {
  outside,  ///< absolute, or out of the folders that may be named, after all links were followed
  hidden,   ///< a part of the path below the folders that may be named begins with a dot
  ending,   ///< the name, or that of the file that it leads to, ends otherwise
};

/// Which files a text may name.
struct NamedFiles {
  std::filesystem::path folder;  ///< canonical; where relative paths start
  std::filesystem::path tree;    ///< canonical; files of it and of the folders below it may be named
  std::string_view ending;       ///< ".toml"; small and large letters are one
};

/// `path` with all links followed, as far as it exists; `path` itself where that cannot be said.
[[nodiscard]] std::filesystem::path canonical_or_same(const std::filesystem::path& path);

/// The folder whose files a scenario in `folder` (canonical) may extend: the one above, so that folders beside it count; `folder` itself
/// where the one above is the root of the file system.
[[nodiscard]] std::filesystem::path tree_of(const std::filesystem::path& folder);

/// Whether a canonical path lies in a canonical folder or below it. In the root folder lies only what is directly there.
[[nodiscard]] bool lies_in(const std::filesystem::path& path, const std::filesystem::path& tree);

/// The canonical path of the file that a text names by `relative`, to be opened without following links.
[[nodiscard]] std::variant<std::filesystem::path, Misplaced> resolve_named(const std::filesystem::path& relative, const NamedFiles& rule);

/// The same for a file that the user names on the command line: it may lie anywhere and be called anything, but a link there leads no
/// further than a name in a scenario of its folder could.
[[nodiscard]] std::variant<std::filesystem::path, Misplaced> resolve_typed(const std::filesystem::path& typed, std::string_view ending);

}  // namespace eldercast
