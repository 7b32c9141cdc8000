#include "files/own_file.hpp"

#include <filesystem>
#include <fstream>
#include <system_error>

#include "files/file_error.hpp"

namespace eldercast {

namespace {

/// So many bytes from `offset`, counted from the end if negative; fewer if the file is shorter.
std::string bytes_at(const std::string& path, std::streamoff offset, std::size_t count) {
  std::ifstream stream(path, std::ios::binary);
  stream.seekg(offset, offset < 0 ? std::ios::end : std::ios::beg);
  std::string out(count, '\0');
  stream.read(out.data(), static_cast<std::streamsize>(count));
  out.resize(static_cast<std::size_t>(stream.gcount()));
  return out;
}

}  // namespace

void refuse_pipes(const std::string& path) {
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::status(path, error);
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status) && !std::filesystem::is_directory(status))
    throw FileError(path, "is no file but a pipe or a device");
}

OwnKind never_ours() {
  return {"", [](const std::string&) { return false; }};
}

OwnKind own_text(std::string_view name, std::string_view begin) {
  return {std::string(name), [begin = std::string(begin)](const std::string& path) { return bytes_at(path, 0, begin.size()) == begin; }};
}

OwnKind own_tail(std::string_view name, std::string_view end) {
  return {std::string(name), [end = std::string(end)](const std::string& path) {
            return bytes_at(path, -static_cast<std::streamoff>(end.size()), end.size()) == end;
          }};
}

}  // namespace eldercast
