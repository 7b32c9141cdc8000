#pragma once
/// A private folder of a fuzzer, in memory where the system has such a place.
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace eldercast::test {

class Place {
 public:
  Place() {
    std::string name = std::filesystem::exists("/dev/shm") ? "/dev/shm/eldercast-fuzz-XXXXXX" : "/tmp/eldercast-fuzz-XXXXXX";
    if (mkdtemp(name.data()) == nullptr) std::abort();
    folder_ = name;
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  ~Place() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  /// A file with these bytes; what stood there is replaced.
  std::filesystem::path write(const std::string& name, std::string_view bytes) const {
    const std::filesystem::path path = folder_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  void copy_from(const std::string& shipped, const std::string& name) const {
    std::filesystem::copy(std::filesystem::path(ELDERCAST_SOURCE) / shipped, folder_ / name,
                          std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
  }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
};

inline std::string_view bytes_of(const std::uint8_t* data, std::size_t size) { return {reinterpret_cast<const char*>(data), size}; }

}  // namespace eldercast::test
