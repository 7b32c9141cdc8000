#include "study/plan/whole_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include "output/errors.hpp"

namespace eldercast {

namespace {

/// Owns a file descriptor.
class Descriptor {
 public:
  explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
  ~Descriptor() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return descriptor_; }

 private:
  int descriptor_;
};

[[noreturn]] void refuse(const std::filesystem::path& path, const char* what) {
  throw FileError(path.string(), std::string(what) + ": " + std::strerror(errno));
}

}  // namespace

std::string read_whole(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) refuse(path, "cannot be read");
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

void write_whole(const std::filesystem::path& path, std::string_view text) {
  if (std::filesystem::exists(path)) throw FileError(path.string(), "exists already");
  const std::filesystem::path part = path.string() + ".part";
  {
    const Descriptor file(::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
    if (file.get() < 0) refuse(part, "cannot be written");
    for (std::size_t done = 0; done < text.size();) {
      const ssize_t count = ::write(file.get(), text.data() + done, text.size() - done);
      if (count < 0) refuse(part, "cannot be written");
      done += static_cast<std::size_t>(count);
    }
    if (::fsync(file.get()) != 0) refuse(part, "cannot be put on the disk");
  }
  if (::rename(part.c_str(), path.c_str()) != 0) refuse(path, "cannot be written");
}

}  // namespace eldercast
