#include "scenario/source/source_text.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "text/utf8.hpp"

namespace eldercast {

SourceText::SourceText(std::string name, std::filesystem::path path, std::string text, bool option, std::string bytes)
    : name_(std::move(name)), path_(std::move(path)), text_(std::move(text)), bytes_(std::move(bytes)), option_(option) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text_.starts_with(kByteOrderMark)) text_.erase(0, kByteOrderMark.size());
  line_starts_.push_back(0);
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '\n') line_starts_.push_back(i + 1);
  }
}

std::string_view SourceText::line(int number) const {
  const auto index = static_cast<std::size_t>(number - 1);
  if (number < 1 || index >= line_starts_.size()) return {};
  const std::size_t begin = line_starts_[index];
  std::size_t end = index + 1 < line_starts_.size() ? line_starts_[index + 1] - 1 : text_.size();
  if (end > begin && text_[end - 1] == '\r') --end;
  return std::string_view(text_).substr(begin, end - begin);
}

std::string text_of(const Place& place) {
  if (place.line == 0) return place.source->name();
  if (place.source->option()) return fmt::format("{}:{}", place.source->name(), place.column);
  return fmt::format("{}:{}:{}", place.source->name(), place.line, place.column);
}

std::string excerpt(const Place& place) {
  constexpr int kLongest = 40;
  const std::string_view line = place.source->line(place.line);
  std::string result;
  int column = 1;
  for (std::size_t at = 0; at < line.size(); ++column) {
    const std::size_t begin = at;
    static_cast<void>(next_code_point(line, at));
    if (column < place.column) continue;
    if (column >= place.column + place.length) break;
    if (column >= place.column + kLongest) return printable(result) + "...";
    result.append(line.substr(begin, at - begin));
  }
  return printable(result);
}

int SourceText::line_at(std::size_t offset) const {
  return static_cast<int>(std::upper_bound(line_starts_.begin(), line_starts_.end(), offset) - line_starts_.begin());
}

Place place_at(const SourceRef& source, std::size_t offset, int length) {
  const int line = source->line_at(offset);
  const std::string_view text = source->line(line);
  const auto begin = static_cast<std::size_t>(text.data() - source->text().data());
  return {source, line, count_code_points(text.substr(0, offset - begin)) + 1, length};
}

}  // namespace eldercast
