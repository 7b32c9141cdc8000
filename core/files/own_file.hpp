#pragma once
/// How files that eldercast wrote are known from all others: only those may be replaced, and only by a file of the same kind.
#include <functional>
#include <string>
#include <string_view>

namespace eldercast {

/// A kind of file that this program writes.
struct OwnKind {
  std::string name;                                    ///< "results file", for "is not a ... of eldercast"
  std::function<bool(const std::string& path)> holds;  ///< whether the regular file is one; false also if it cannot be read
};

/// Throws FileError if there is something at `path` that is neither a file nor a folder: opening a pipe would wait for ever.
void refuse_pipes(const std::string& path);

/// Nothing is of this kind: files that are never replaced.
[[nodiscard]] OwnKind never_ours();
/// Files that begin with this text.
[[nodiscard]] OwnKind own_text(std::string_view name, std::string_view begin);
/// Files that end with this text.
[[nodiscard]] OwnKind own_tail(std::string_view name, std::string_view end);

}  // namespace eldercast
