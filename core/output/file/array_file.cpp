#include "output/file/array_file.hpp"

#include "output/file/own_hdf5.hpp"
#include "output/file/published_file.hpp"
#include "output/file/scales.hpp"

namespace eldercast {
namespace {

void write_all(hid_t file, const ArrayFile& content) {
  h5::write_attribute(file, "filetype", content.filetype);
  h5::write_attribute(file, "format_version", content.format_version);
  h5::write_attribute(file, "program", "eldercast");
  for (const auto& [name, text] : content.attributes) h5::write_attribute(file, name, text);
  for (const ArrayGroup& group : content.groups) write_group(file, group);
}

}  // namespace

void write_array_file(const std::string& path, const ArrayFile& content, Existing existing) {
  PartFile part(path, existing, own_hdf5(content.filetype));
  write_published(part, Checksummed::yes, [&](hid_t file) { write_all(file, content); });
}

}  // namespace eldercast
