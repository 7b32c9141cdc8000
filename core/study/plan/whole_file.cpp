#include "study/plan/whole_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>

#include "output/errors.hpp"
#include "output/part_file.hpp"

namespace eldercast {

std::string read_whole(const std::filesystem::path& path) {
  refuse_pipes(path.string());
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw FileError(path.string(), std::string("cannot be read: ") + std::strerror(errno));
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::string read_document(const std::filesystem::path& path, std::uintmax_t most) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (!error && size > most) throw FileError(path.string(), fmt::format("has {} bytes; at most {} are read of such a file", size, most));
  return read_whole(path);
}

void write_whole(const std::filesystem::path& path, std::string_view text) {
  publish_text(path.string(), text, Existing::refuse, never_ours());
}

}  // namespace eldercast
