#include "output/file/h5_contained.hpp"

#include <fmt/format.h>

#include <set>
#include <vector>

#include "files/file_error.hpp"
#include "output/file/h5.hpp"
#include "text/characters.hpp"

namespace eldercast::h5 {
namespace {

constexpr const char* kHelp =
    "eldercast writes everything into the file itself: somebody changed this one. Do not use it, ask for the original";

/// What a walk over the links of one group finds out. Nothing may be thrown through the library.
struct Links {
  std::vector<std::string> names;
  std::string elsewhere;  ///< a link that leads out
  int left = 0;           ///< how many may still come
  bool too_many = false;
};

herr_t note_link(hid_t /*group*/, const char* name, const H5L_info_t* link, void* out) {
  auto& links = *static_cast<Links*>(out);
  if (links.left-- <= 0) {
    links.too_many = true;
    return 1;
  }
  if (link->type != H5L_TYPE_HARD && link->type != H5L_TYPE_SOFT) {
    links.elsewhere = name;
    return 1;
  }
  if (link->type == H5L_TYPE_HARD) links.names.emplace_back(name);
  return 0;
}

class Walk {
 public:
  explicit Walk(const std::string& path) : path_(path) {}

  void run(hid_t file) {
    const Handle root = open_group(file, "/");
    const H5O_info_t about = info(root.id());
    groups_.insert({about.fileno, about.addr});
    std::vector<std::string> waiting{""};
    while (!waiting.empty()) {
      const std::string group = std::move(waiting.back());
      waiting.pop_back();
      for (const std::string& name : links_of(file, group.empty() ? "/" : group)) {
        std::string object = group;
        object.append("/").append(name);
        if (is_new_group(file, object)) waiting.push_back(object);
      }
    }
  }

 private:
  using Address = std::pair<unsigned long, haddr_t>;

  [[noreturn]] void refuse(const std::string& reason) const { throw FileError(path_, reason, kHelp); }

  static H5O_info_t info(hid_t object) {
    H5O_info_t about{};
    check(H5Oget_info2(object, &about, H5O_INFO_BASIC), "look at an object");
    return about;
  }

  std::vector<std::string> links_of(hid_t file, const std::string& group) {
    const Handle opened = open_group(file, group);
    Links links;
    links.left = kMostLinks - seen_;
    check(H5Literate(opened.id(), H5_INDEX_NAME, H5_ITER_NATIVE, nullptr, &note_link, &links), "look at the links of " + group);
    if (links.too_many) refuse(fmt::format("holds more than {} groups and datasets", kMostLinks));
    if (!links.elsewhere.empty())
      refuse(fmt::format("its {}/{} lies in another file", group == "/" ? "" : plain_line(group), plain_line(links.elsewhere)));
    seen_ = kMostLinks - links.left;
    return std::move(links.names);
  }

  /// Looks at what a hard link leads to; true for a group that has not been seen.
  bool is_new_group(hid_t file, const std::string& path) {
    const Handle object(H5Oopen(file, path.c_str(), H5P_DEFAULT), H5Oclose, "open " + path);
    const H5O_info_t about = info(object.id());
    if (about.type == H5O_TYPE_DATASET) require_stored_here(object.id(), path);
    if (about.type != H5O_TYPE_GROUP) return false;
    if (!groups_.insert({about.fileno, about.addr}).second) refuse(fmt::format("its groups go round in a circle: {}", plain_line(path)));
    return true;
  }

  void require_stored_here(hid_t dataset, const std::string& path) const {
    const Handle properties(H5Dget_create_plist(dataset), H5Pclose, "look at " + path);
    if (H5Pget_layout(properties.id()) == H5D_VIRTUAL || H5Pget_external_count(properties.id()) != 0)
      refuse(fmt::format("its {} lies in another file", plain_line(path)));
  }

  const std::string& path_;
  std::set<Address> groups_;
  int seen_ = 0;
};

}  // namespace

void require_self_contained(hid_t file, const std::string& path) { Walk(path).run(file); }

}  // namespace eldercast::h5
