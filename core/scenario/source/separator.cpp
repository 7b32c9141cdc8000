#include "scenario/source/separator.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include <fmt/format.h>

namespace eldercast {
namespace {

/// Those that spreadsheets write, and what an input method for Chinese types instead of a comma.
constexpr std::array<std::string_view, 6> kForeign{";", "\t", "|", "\xEF\xBC\x8C", "\xEF\xBC\x9B", "\xE3\x80\x81"};

Separator named(std::string_view text) {
  if (text == "\t") return {std::string(text), "a tab"};
  const bool full_width = text == kForeign[3];
  return {std::string(text), full_width ? fmt::format("the full-width comma '{}'", text) : fmt::format("'{}'", text)};
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kAround = " \t\r\"";
  const std::size_t begin = text.find_first_not_of(kAround);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kAround) - begin + 1);
}

std::size_t columns_by(std::string_view header, std::string_view separator, const std::function<bool(std::string_view)>& is_column) {
  std::size_t found = 0;
  for (std::size_t at = 0; at <= header.size();) {
    const std::size_t end = std::min(header.find(separator, at), header.size());
    if (is_column(trimmed(header.substr(at, end - at)))) ++found;
    at = end + separator.size();
  }
  return found;
}

}  // namespace

std::optional<Separator> foreign_separator(std::string_view header, const std::function<bool(std::string_view)>& is_column) {
  std::size_t most = std::max<std::size_t>(1, columns_by(header, ",", is_column));
  std::optional<Separator> best;
  for (const std::string_view one : kForeign) {
    const std::size_t found = columns_by(header, one, is_column);
    if (found <= most) continue;
    most = found;
    best = named(one);
  }
  return best;
}

std::optional<Separator> separator_in(std::string_view row) {
  const auto found =
      std::find_if(kForeign.begin(), kForeign.end(), [&](std::string_view one) { return row.find(one) != std::string_view::npos; });
  return found == kForeign.end() ? std::nullopt : std::optional(named(*found));
}

bool is_separator_hint(std::string_view line) {
  constexpr std::string_view kHint = "sep=";
  line = trimmed(line);
  // Saved once more by a spreadsheet, the line ends in the commas of empty cells.
  return line.starts_with(kHint) && line.size() > kHint.size() &&
         line.find_first_not_of(",; \"", kHint.size() + 1) == std::string_view::npos;
}

}  // namespace eldercast
