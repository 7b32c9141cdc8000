#include "output/file/array_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "output/file/own_hdf5.hpp"
#include "output/file/published_file.hpp"
#include "output/file/scales.hpp"

namespace eldercast {
namespace {

const ArrayAxis& axis_of(const ArrayGroup& group, const std::string& name) {
  const auto found = std::find_if(group.axes.begin(), group.axes.end(), [&](const ArrayAxis& axis) { return axis.name == name; });
  if (found == group.axes.end()) throw std::logic_error(fmt::format("/{} has no axis {}", group.name, name));
  return *found;
}

void write_array(const ScaledGroup& target, const ArrayGroup& group, const ArrayData& array) {
  h5::Sizes sizes;
  std::size_t cells = 1;
  for (const std::string& name : array.axes) {
    sizes.push_back(length(axis_of(group, name).coordinates));
    cells *= sizes.back();
  }
  if (cells != array.cells.size()) {
    throw std::logic_error(fmt::format("/{}/{} has {} cells, its axes want {}", group.name, array.name, array.cells.size(), cells));
  }
  const h5::Handle dataset = h5::create_fixed(target.id(), array.name, h5::file_type<double>(), sizes, true);
  if (cells > 0) {
    h5::check(H5Dwrite(dataset.id(), h5::memory_type<double>(), H5S_ALL, H5S_ALL, H5P_DEFAULT, array.cells.data()), "write " + array.name);
  }
  describe_dataset(dataset, array.units, array.long_name, array.long_name_zh);
  for (std::size_t i = 0; i < array.axes.size(); ++i) target.attach(dataset, array.axes[i], static_cast<unsigned>(i));
}

void write_group(hid_t file, const ArrayGroup& group) {
  ScaledGroup target(file, group.name, group.long_name, group.long_name_zh);
  for (const ArrayAxis& axis : group.axes) {
    target.add_scale(axis.name, axis.long_name, axis.long_name_zh, axis.coordinates);
    for (const AxisLabel& label : axis.labels) {
      target.add_label(axis.name, label.name, label.units, label.long_name, label.long_name_zh, label.values);
    }
  }
  for (const ArrayData& array : group.arrays) write_array(target, group, array);
  target.finish_labels();
}

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
