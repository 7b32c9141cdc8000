#include "study/plan/whole_file.hpp"

#include "output/errors.hpp"
#include "output/part_file.hpp"

namespace eldercast {

std::string read_whole(const std::filesystem::path& path, Links links) {
  auto read = read_regular(path, links);
  if (const FileRefusal* refusal = std::get_if<FileRefusal>(&read)) throw FileError(path.string(), refusal->reason);
  return std::get<std::string>(std::move(read));
}

void write_whole(const std::filesystem::path& path, std::string_view text) {
  publish_text(path.string(), text, Existing::refuse, never_ours());
}

}  // namespace eldercast
