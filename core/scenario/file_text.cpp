#include "scenario/file_text.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "scenario/suggest.hpp"
#include "scenario/utf8.hpp"

namespace eldercast {
namespace {

SourceRef refuse(Diagnostics& diagnostics, const char* code, const Place& place, std::string message, std::string help) {
  diagnostics.add({code, place, std::move(message), {}, std::move(help)});
  return nullptr;
}

/// Suggests files of the same folder with a similar name.
std::string neighbours(const std::filesystem::path& path) {
  std::vector<std::string> names;
  std::error_code error;
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
  for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    if (entry->is_regular_file(error)) names.push_back(entry->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  const std::string typed = path.filename().string();
  const std::vector<Candidate> candidates = candidates_of(names);
  return nearest(typed, candidates).empty() ? "" : suggestion(typed, candidates);
}

}  // namespace

SourceRef read_text(const std::filesystem::path& path, const std::string& name, const Place& asked, Diagnostics& diagnostics) {
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) {
    return refuse(diagnostics, "scenario.file", asked, fmt::format("the file '{}' does not exist", name), neighbours(path));
  }
  if (!std::filesystem::is_regular_file(status)) {
    return refuse(diagnostics, "scenario.file", asked, fmt::format("'{}' is not a file", name),
                  std::filesystem::is_directory(status) ? "name the file inside the folder" : "");
  }
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (!error && size > kLargestFile) {
    return refuse(diagnostics, "scenario.limit", asked, fmt::format("'{}' has {} bytes; at most {} are read", name, size, kLargestFile),
                  "");
  }
  errno = 0;
  std::ifstream stream(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  if (!stream.is_open() || stream.bad()) {
    return refuse(diagnostics, "scenario.file", asked, fmt::format("'{}' cannot be read: {}", name, std::strerror(errno)), "");
  }
  const std::filesystem::path absolute = std::filesystem::weakly_canonical(path, error);
  auto source = std::make_shared<const SourceText>(name, error ? path : absolute, std::move(text));
  if (const auto invalid = find_invalid_utf8(source->text())) {
    const auto byte = static_cast<unsigned char>(source->text()[*invalid]);
    return refuse(diagnostics, "scenario.encoding", place_at(source, *invalid), fmt::format("byte 0x{:02X} is not UTF-8 text", byte),
                  "save the file as UTF-8; text saved as GBK or GB18030, the default of some programs in China, gives this error");
  }
  return source;
}

}  // namespace eldercast
