#include "output/own_file.hpp"

#include <filesystem>
#include <fstream>
#include <system_error>

#include "output/errors.hpp"
#include "output/h5.hpp"

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

bool has_filetype(const std::string& path, const std::string& filetype) {
  try {
    h5::silence();
    refuse_pipes(path);
    if (H5Fis_hdf5(path.c_str()) <= 0) return false;
    const h5::Handle file = h5::open_file(path);
    return h5::has_attribute(file.id(), "filetype") && h5::read_text_attribute(file.id(), "filetype") == filetype;
  } catch (const h5::Error&) {
    return false;
  } catch (const FileError&) {
    return false;
  }
}

std::string hdf5_name(std::string_view filetype) {
  if (filetype == "eldercast-results") return "results file";
  if (filetype == "eldercast-study") return "merged study";
  return std::string(filetype.substr(filetype.find('-') + 1)) + " file";
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

OwnKind own_hdf5(std::string_view filetype) {
  return {hdf5_name(filetype), [filetype = std::string(filetype)](const std::string& path) { return has_filetype(path, filetype); }};
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
