#include "study/plan/whole_file.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include "output/errors.hpp"
#include "output/part_file.hpp"

namespace eldercast {

std::string read_whole(const std::filesystem::path& path) {
  refuse_pipes(path.string());
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw FileError(path.string(), std::string("cannot be read: ") + std::strerror(errno));
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

void write_whole(const std::filesystem::path& path, std::string_view text) {
  publish_text(path.string(), text, Existing::refuse, never_ours());
}

}  // namespace eldercast
