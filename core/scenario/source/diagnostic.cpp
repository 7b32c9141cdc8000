#include "scenario/source/diagnostic.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "text/utf8.hpp"

namespace eldercast {
namespace {

constexpr int kWidestLine = 120;  ///< terminal columns of a source line that are shown
constexpr int kBeforeCaret = 40;  ///< of them before the caret, when the line is longer

struct Colours {
  const char* bold;
  const char* red;
  const char* cyan;
  const char* off;
};

constexpr Colours kPlain{"", "", "", ""};
constexpr Colours kBright{"\x1b[1m", "\x1b[1;31m", "\x1b[36m", "\x1b[0m"};

/// The source line and the line with the carets below it, both cut to what fits a terminal.
struct Picture {
  std::string line;
  std::string carets;
};

/// A character as a picture shows it.
char32_t shown_as(char32_t read) {
  constexpr char32_t kReplacement = 0xFFFD;
  return read == U'\t' ? U' ' : acts_on_terminal(read) ? kReplacement : read;
}

/// Whether a line is wider than a picture; a line of any length is not looked at for long.
bool is_wide(std::string_view line) {
  int width = 0;
  for (std::size_t at = 0; at < line.size() && width <= kWidestLine;) width += display_width(shown_as(next_code_point(line, at)));
  return width > kWidestLine;
}

Picture picture_of(const Place& place) {
  const std::string_view line = place.source->line(place.line);
  const int caret = std::max(0, place.column - 1);
  const int first = caret > kBeforeCaret && is_wide(line) ? std::min(caret, count_code_points(line)) - kBeforeCaret : 0;
  Picture picture;
  int width = 0;
  if (first > 0) {
    picture.line = "...";
    picture.carets = "   ";
    width = 3;
  }
  int carets_left = std::max(1, place.length);
  int character = 0;
  for (std::size_t at = 0; at < line.size(); ++character) {
    const char32_t one = shown_as(next_code_point(line, at));
    if (character < first) continue;
    const auto columns = static_cast<std::size_t>(display_width(one));
    width += display_width(one);
    if (width > kWidestLine) {
      picture.line += "...";
      break;
    }
    append_code_point(picture.line, one);
    if (character < caret) {
      picture.carets.append(columns, ' ');
    } else if (carets_left > 0) {
      picture.carets.append(columns, '^');
      --carets_left;
    }
  }
  if (picture.carets.find('^') == std::string::npos) picture.carets += '^';
  return picture;
}

}  // namespace

std::string render(const Diagnostic& diagnostic, bool colour, const ProblemWords& words) {
  const Colours& c = colour ? kBright : kPlain;
  std::string text = fmt::format("{}{}:{} {}{}[{}]{}{}{}\n", c.bold, printable(text_of(diagnostic.place)), c.off, c.red, words.error,
                                 diagnostic.code, words.colon, c.off, printable_lines(words.text_of(diagnostic.code, diagnostic.message)));
  if (diagnostic.place.line > 0) {
    const Picture picture = picture_of(diagnostic.place);
    const std::string number = diagnostic.place.source->option() ? "" : std::to_string(diagnostic.place.line);
    const std::size_t margin = std::max<std::size_t>(5, number.size());
    text += fmt::format("{:>{}} | {}\n{:>{}} | {}{}{}\n", number, margin, picture.line, "", margin, c.red, picture.carets, c.off);
  }
  for (const Note& note : diagnostic.notes)
    text += fmt::format("  {}{}{}{}{}{}{}{}\n", c.cyan, words.note, words.colon, c.off, printable_lines(words.text_of("", note.text)),
                        words.at, printable(text_of(note.place)), words.at_end);
  if (!diagnostic.help.empty())
    text += fmt::format("  {}{}{}{}{}\n", c.cyan, words.help, words.colon, c.off, printable_lines(words.text_of("", diagnostic.help)));
  return text;
}

void Diagnostics::add(Diagnostic diagnostic) {
  if (items_.size() >= kKept) {
    ++dropped_;
    return;
  }
  diagnostic.message = cut_to(diagnostic.message, kLongestText);
  diagnostic.help = cut_to(diagnostic.help, kLongestText);
  for (Note& note : diagnostic.notes) note.text = cut_to(note.text, kLongestText);
  items_.push_back(std::move(diagnostic));
}

bool Diagnostics::only_plugin_errors() const {
  return has_errors() && std::all_of(items_.begin(), items_.end(), [](const Diagnostic& item) { return item.code.starts_with("plugin."); });
}

std::vector<Diagnostic> Diagnostics::sorted() const {
  std::vector<Diagnostic> items = items_;
  std::stable_sort(items.begin(), items.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::forward_as_tuple(a.place.source->name(), a.place.line, a.place.column) <
           std::forward_as_tuple(b.place.source->name(), b.place.line, b.place.column);
  });
  return items;
}

std::string Diagnostics::render(bool colour, const ProblemWords& words) const {
  const std::vector<Diagnostic> items = sorted();
  std::string text;
  for (std::size_t i = 0; i < std::min(items.size(), kShown); ++i) text += eldercast::render(items[i], colour, words);
  if (count() > kShown) text += fmt::format("{}{}{}\n", words.more, count() - kShown, words.more_end);
  return text;
}

}  // namespace eldercast
