#include "output/file/resolved_entries.hpp"

#include <utility>

#include "text/characters.hpp"

namespace eldercast {

std::vector<ResolvedEntry> resolved_entries(std::string_view resolved) {
  const std::string shown = printable_lines(resolved);
  std::string_view text = shown;
  std::vector<ResolvedEntry> out;
  std::string table;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    if (line.starts_with('[') && line.ends_with(']')) {
      table = line.substr(1, line.size() - 2);
      continue;
    }
    const std::size_t equals = line.find(" = ");
    // The origin is a path and a line: it holds no such mark, while a text value may.
    const std::size_t mark = line.rfind("  # ");
    if (equals == std::string_view::npos || mark == std::string_view::npos || mark < equals) continue;
    std::string id = table;
    if (!table.empty()) id += '.';
    id += line.substr(0, equals);
    out.push_back({std::move(id), std::string(line.substr(equals + 3, mark - equals - 3)), std::string(line.substr(mark + 4))});
  }
  return out;
}

}  // namespace eldercast
