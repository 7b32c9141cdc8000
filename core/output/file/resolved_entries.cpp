#include "output/file/resolved_entries.hpp"

#include <charconv>
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

ResolvedNumbers::ResolvedNumbers(std::string_view resolved) {
  for (const ResolvedEntry& entry : resolved_entries(resolved)) {
    if (entry.value == "true") switches_.insert(entry.id);
    double value = 0;
    const char* end = entry.value.data() + entry.value.size();
    const auto [rest, error] = std::from_chars(entry.value.data(), end, value);
    if (error == std::errc{} && rest == end) values_.emplace(entry.id, value);
  }
}

std::optional<double> ResolvedNumbers::find(const std::string& id) const {
  const auto found = values_.find(id);
  return found == values_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace eldercast
