#pragma once
/// What is wrong with a scenario, where, and what to do about it. All problems of a reading are collected and shown together.
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/source/source_text.hpp"

namespace eldercast {

/// A second place that belongs to the problem; shown as "note: <text> at <place>".
struct Note {
  std::string text;
  Place place;
};

/// One problem. Codes are stable ("scenario.range"); README.md lists them.
struct Diagnostic {
  std::string code;
  Place place;
  std::string message;
  std::vector<Note> notes;
  std::string help;  ///< may be empty
};

class Diagnostics {
 public:
  /// Collects a problem. Beyond kKept only their number is kept, so that a broken table of millions of rows cannot fill the memory; texts
  /// are cut to kLongestText bytes.
  void add(Diagnostic diagnostic);

  [[nodiscard]] bool has_errors() const { return !items_.empty(); }
  /// True if there are problems and every one has a code "plugin.*": the text is fine, a rule cannot be used (exit code 3, not 2).
  [[nodiscard]] bool only_plugin_errors() const;
  /// Problems found, shown or not.
  [[nodiscard]] std::size_t count() const { return items_.size() + dropped_; }
  /// The problems kept, sorted by name of the text, line and column.
  [[nodiscard]] std::vector<Diagnostic> sorted() const;
  /// The text for the user: at most kShown problems, then "... and N more". Ends with a line end; empty without problems.
  [[nodiscard]] std::string render(bool colour) const;

  static constexpr std::size_t kShown = 20;
  static constexpr std::size_t kKept = 2000;
  static constexpr std::size_t kLongestText = 4000;

 private:
  std::vector<Diagnostic> items_;
  std::size_t dropped_ = 0;
};

/// One problem as text: place, code, message, source line, caret, notes, help.
[[nodiscard]] std::string render(const Diagnostic& diagnostic, bool colour);

}  // namespace eldercast
