#include "files/whole_file.hpp"

#include "files/file_error.hpp"
#include "files/part_file.hpp"

namespace eldercast {

std::string read_whole(const std::filesystem::path& path, Links links) { return read_document(path, kAnySize, links); }

std::string read_document(const std::filesystem::path& path, std::uintmax_t most, Links links) {
  auto read = read_regular(path, links, most);
  const FileRefusal* const refusal = std::get_if<FileRefusal>(&read);
  if (refusal == nullptr) return std::get<std::string>(std::move(read));
  throw FileError(path.string(), refusal->reason);
}

void write_whole(const std::filesystem::path& path, std::string_view text) {
  publish_text(path.string(), text, Existing::refuse, never_ours());
}

}  // namespace eldercast
