#pragma once
/// Text that a user wrote, and places in it.
#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace eldercast {

/// A file or a command-line option, kept whole so that messages can show its lines.
class SourceText {
 public:
  /// `name` is what messages print: the path as the user typed it, or "--set 'a.b=1'". `path` is where relative paths inside the text
  /// start from. A byte order mark at the beginning is dropped. `bytes` is what the file holds, if `text` was converted from it.
  SourceText(std::string name, std::filesystem::path path, std::string text, bool option = false, std::string bytes = {});

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] const std::string& text() const { return text_; }
  /// The text as the file holds it, in its own encoding.
  [[nodiscard]] const std::string& bytes() const { return bytes_.empty() ? text_ : bytes_; }
  /// True for a command-line option, whose only line has no number.
  [[nodiscard]] bool option() const { return option_; }
  /// A line without its line end, counted from 1; empty outside the text.
  [[nodiscard]] std::string_view line(int number) const;
  /// The line that byte `offset` stands in.
  [[nodiscard]] int line_at(std::size_t offset) const;

 private:
  std::string name_;
  std::filesystem::path path_;
  std::string text_;
  std::string bytes_;  ///< empty: text_
  std::vector<std::size_t> line_starts_;
  bool option_;
};

using SourceRef = std::shared_ptr<const SourceText>;

/// A stretch of one line. Lines and columns count from 1, columns in code points. Line 0 means the text as a whole.
struct Place {
  SourceRef source;
  int line = 0;
  int column = 1;
  int length = 1;
};

/// "path:line:column", "--set 'text':column" or the name alone.
[[nodiscard]] std::string text_of(const Place& place);

/// What stands at a place, printable, cut to forty characters.
[[nodiscard]] std::string excerpt(const Place& place);

/// The place of byte `offset` of a text, `length` code points long.
[[nodiscard]] Place place_at(const SourceRef& source, std::size_t offset, int length = 1);

}  // namespace eldercast
