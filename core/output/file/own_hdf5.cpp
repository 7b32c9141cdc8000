#include "output/file/own_hdf5.hpp"

#include <string>

#include "files/file_error.hpp"
#include "output/file/h5.hpp"

namespace eldercast {
namespace {

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

OwnKind own_hdf5(std::string_view filetype) {
  return {hdf5_name(filetype), [filetype = std::string(filetype)](const std::string& path) { return has_filetype(path, filetype); }};
}

}  // namespace eldercast
