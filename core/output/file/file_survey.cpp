#include "output/file/file_survey.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace eldercast {
namespace {

/// Of a text: its pointer, and what the standard library takes for it.
constexpr double kBytesAText = 40;

class Survey {
 public:
  explicit Survey(std::uintmax_t file_bytes) : room_(static_cast<double>(room_of(file_bytes))) {}

  void group(const h5::Handle& group, const std::string& path, int depth) {
    if (depth > kDeepestGroup) {
      throw h5::Error(fmt::format("groups lie more than {} deep in each other, or stand in a circle: {}", kDeepestGroup, path));
    }
    H5G_info_t info{};
    h5::check(H5Gget_info(group.id(), &info), "list a group");
    objects_ += info.nlinks;
    if (objects_ > kMostObjects) throw h5::Error(fmt::format("there are more than {} objects in the file", kMostObjects));
    for (hsize_t i = 0; i < info.nlinks; ++i) {
      char name[256];
      h5::check(static_cast<hid_t>(H5Lget_name_by_idx(group.id(), ".", H5_INDEX_NAME, H5_ITER_INC, i, name, sizeof name, H5P_DEFAULT)),
                "list a group");
      object(group, name, path + "/" + name, depth);
    }
  }

 private:
  void object(const h5::Handle& parent, const char* name, const std::string& path, int depth) {
    H5L_info_t link{};
    h5::check(H5Lget_info(parent.id(), name, &link, H5P_DEFAULT), "read the link " + path);
    if (link.type != H5L_TYPE_HARD) throw h5::Error(path + " is a link to another place, which results files do not have");
    const h5::Handle one(H5Oopen(parent.id(), name, H5P_DEFAULT), H5Oclose, "open " + path);
    const H5I_type_t kind = H5Iget_type(one.id());
    if (kind == H5I_GROUP) group(one, path, depth + 1);
    if (kind == H5I_DATASET) dataset(h5::open_dataset(parent.id(), name), path);
  }

  void dataset(const h5::Handle& dataset, const std::string& path) {
    const h5::Handle type(H5Dget_type(dataset.id()), H5Tclose, "read a type");
    const double cell = H5Tis_variable_str(type.id()) > 0 ? kBytesAText : static_cast<double>(H5Tget_size(type.id()));
    const h5::Handle properties(H5Dget_create_plist(dataset.id()), H5Pclose, "read " + path);
    const bool in_chunks = H5Pget_layout(properties.id()) == H5D_CHUNKED;
    const h5::Handle space(H5Dget_space(dataset.id()), H5Sclose, "read sizes");
    const auto rank = static_cast<std::size_t>(std::max(0, H5Sget_simple_extent_ndims(space.id())));
    h5::Sizes sizes(rank);
    h5::Sizes limits(rank);
    h5::check(static_cast<herr_t>(H5Sget_simple_extent_dims(space.id(), sizes.data(), limits.data())), "read sizes");
    const bool along_replicates = rank > 1 && limits.front() == H5S_UNLIMITED;
    if (!along_replicates) add(cell, sizes, path);
    if (!in_chunks) return;
    h5::Sizes chunk(rank);
    h5::check(static_cast<herr_t>(H5Pget_chunk(properties.id(), static_cast<int>(rank), chunk.data())), "read " + path);
    // The library makes room for a chunk before it reads one cell of it.
    const double before = held_;
    add(cell, chunk, path);
    held_ = before;
  }

  void add(double bytes, const h5::Sizes& sizes, const std::string& path) {
    for (const hsize_t size : sizes) bytes *= static_cast<double>(size);
    held_ += bytes;
    if (held_ > room_) {
      throw h5::Error(fmt::format("it wants {:.0f} MB of memory up to {}, and a file of its size has no more than {:.0f}", held_ / 1e6,
                                  path, room_ / 1e6));
    }
  }

  double room_;
  double held_ = 0;
  hsize_t objects_ = 0;
};

}  // namespace

void survey(const h5::Handle& file, std::uintmax_t file_bytes) { Survey(file_bytes).group(h5::open_group(file.id(), "/"), "", 0); }

}  // namespace eldercast
