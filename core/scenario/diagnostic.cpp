#include "scenario/diagnostic.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "scenario/utf8.hpp"

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

Picture picture_of(const Place& place) {
  struct Cell {
    char32_t code_point;
    int width;
  };
  std::vector<Cell> cells;
  const std::string_view line = place.source->line(place.line);
  int total = 0;
  for (std::size_t at = 0; at < line.size();) {
    const char32_t read = next_code_point(line, at);
    std::string one;
    append_code_point(one, read == '\t' ? U' ' : read);
    std::size_t zero = 0;
    const std::string safe = printable(one);
    const char32_t shown = next_code_point(safe, zero);
    cells.push_back({shown, display_width(shown)});
    total += cells.back().width;
  }
  const auto caret = static_cast<std::size_t>(std::max(0, place.column - 1));
  std::size_t first = 0;
  if (total > kWidestLine && caret > static_cast<std::size_t>(kBeforeCaret)) first = std::min(caret, cells.size()) - kBeforeCaret;

  Picture picture;
  int width = 0;
  if (first > 0) {
    picture.line = picture.carets = "...";
    picture.carets = "   ";
    width = 3;
  }
  std::size_t carets_left = static_cast<std::size_t>(std::max(1, place.length));
  for (std::size_t i = first; i < cells.size(); ++i) {
    if (width + cells[i].width > kWidestLine) {
      picture.line += "...";
      break;
    }
    width += cells[i].width;
    append_code_point(picture.line, cells[i].code_point);
    if (i < caret) {
      picture.carets.append(static_cast<std::size_t>(cells[i].width), ' ');
    } else if (carets_left > 0) {
      picture.carets.append(static_cast<std::size_t>(cells[i].width), '^');
      --carets_left;
    }
  }
  if (picture.carets.find('^') == std::string::npos) picture.carets += '^';
  return picture;
}

}  // namespace

std::string render(const Diagnostic& diagnostic, bool colour) {
  const Colours& c = colour ? kBright : kPlain;
  std::string text = fmt::format("{}{}:{} {}error[{}]:{} {}\n", c.bold, printable(text_of(diagnostic.place)), c.off, c.red, diagnostic.code,
                                 c.off, printable_lines(diagnostic.message));
  if (diagnostic.place.line > 0) {
    const Picture picture = picture_of(diagnostic.place);
    const std::string number = diagnostic.place.source->option() ? "" : std::to_string(diagnostic.place.line);
    const std::size_t margin = std::max<std::size_t>(5, number.size());
    text += fmt::format("{:>{}} | {}\n{:>{}} | {}{}{}\n", number, margin, picture.line, "", margin, c.red, picture.carets, c.off);
  }
  for (const Note& note : diagnostic.notes)
    text += fmt::format("  {}note:{} {} at {}\n", c.cyan, c.off, printable_lines(note.text), printable(text_of(note.place)));
  if (!diagnostic.help.empty()) text += fmt::format("  {}help:{} {}\n", c.cyan, c.off, printable_lines(diagnostic.help));
  return text;
}

void Diagnostics::add(Diagnostic diagnostic) {
  if (items_.size() < kKept) {
    items_.push_back(std::move(diagnostic));
  } else {
    ++dropped_;
  }
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

std::string Diagnostics::render(bool colour) const {
  const std::vector<Diagnostic> items = sorted();
  std::string text;
  for (std::size_t i = 0; i < std::min(items.size(), kShown); ++i) text += eldercast::render(items[i], colour);
  if (count() > kShown) text += fmt::format("... and {} more\n", count() - kShown);
  return text;
}

}  // namespace eldercast
