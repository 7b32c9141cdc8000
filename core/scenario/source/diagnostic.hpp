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

/// The words around problems, and how their texts are told. As it stands: in English, as the code writes them.
struct ProblemWords {
  std::string_view error = "error";
  std::string_view warning = "warning";
  std::string_view note = "note";
  std::string_view help = "help";
  std::string_view colon = ": ";
  std::string_view at = " at ";        ///< between a note and its place
  std::string_view at_end;             ///< behind the place
  std::string_view more = "... and ";  ///< before the number of problems that are not shown
  std::string_view more_end = " more";
  /// Says a text in another language: of the message of a problem with its code, else with none. Absent: texts stay as they are.
  std::string (*told)(std::string_view code, std::string_view text) = nullptr;

  [[nodiscard]] std::string text_of(std::string_view code, const std::string& text) const {
    return told == nullptr ? text : told(code, text);
  }
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
  [[nodiscard]] std::string render(bool colour, const ProblemWords& words = {}) const;

  static constexpr std::size_t kShown = 20;
  static constexpr std::size_t kKept = 2000;
  static constexpr std::size_t kLongestText = 4000;

 private:
  std::vector<Diagnostic> items_;
  std::size_t dropped_ = 0;
};

/// One problem as text: place, code, message, source line, caret, notes, help.
[[nodiscard]] std::string render(const Diagnostic& diagnostic, bool colour, const ProblemWords& words = {});

}  // namespace eldercast
