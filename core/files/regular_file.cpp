#include "files/regular_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <system_error>

namespace eldercast {
namespace {

using Kind = FileRefusal::Kind;

std::string words_of(int error) { return std::generic_category().message(error); }

FileRefusal refusal_of(int error) {
  if (error == ENOENT || error == ENOTDIR) return {Kind::missing, "does not exist"};
  if (error == ELOOP) return {Kind::link, "is a link, which is not followed here"};
  return {Kind::unreadable, "cannot be read: " + words_of(error)};
}

/// Nothing for a regular file.
std::optional<FileRefusal> judge(const struct stat& about) {
  if (S_ISREG(about.st_mode)) return std::nullopt;
  if (S_ISDIR(about.st_mode)) return FileRefusal{Kind::folder, "is a folder"};
  if (S_ISLNK(about.st_mode)) return FileRefusal{Kind::link, "is a link, which is not followed here"};
  return FileRefusal{Kind::no_file, "is no file but a pipe or a device"};
}

std::optional<FileRefusal> judge(const std::filesystem::path& path, Links links) {
  struct stat about {};
  if ((links == Links::follow ? ::stat : ::lstat)(path.c_str(), &about) != 0) return refusal_of(errno);
  return judge(about);
}

}  // namespace

std::variant<RegularFile, FileRefusal> RegularFile::open(const std::filesystem::path& path, Links links) {
  // Opening a device may already do something.
  if (auto refusal = judge(path, links)) return std::move(*refusal);
  const int follow = links == Links::refuse ? O_NOFOLLOW : 0;
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | follow);
  if (descriptor < 0) return refusal_of(errno);
  RegularFile file(descriptor, 0);
  struct stat about {};
  if (::fstat(descriptor, &about) != 0) return refusal_of(errno);
  if (auto refusal = judge(about)) return std::move(*refusal);
  file.bytes_ = static_cast<std::uintmax_t>(about.st_size);
  return file;
}

RegularFile& RegularFile::operator=(RegularFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(bytes_, other.bytes_);
  return *this;
}

RegularFile::~RegularFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::variant<std::string, FileRefusal> RegularFile::read(std::uintmax_t most) const {
  const auto too_large = [&](std::uintmax_t bytes) {
    return FileRefusal{Kind::too_large, "has " + std::to_string(bytes) + " bytes; at most " + std::to_string(most) + " are read"};
  };
  if (bytes_ > most) return too_large(bytes_);
  std::string text;
  text.reserve(static_cast<std::size_t>(bytes_));
  std::array<char, 1U << 16U> buffer{};
  for (;;) {
    const ssize_t count = ::pread(descriptor_, buffer.data(), buffer.size(), static_cast<off_t>(text.size()));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return refusal_of(errno);
    if (count == 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(count));
    if (text.size() > most) return too_large(text.size());
  }
}

std::variant<std::string, FileRefusal> read_regular(const std::filesystem::path& path, Links links, std::uintmax_t most) {
  auto opened = RegularFile::open(path, links);
  if (auto* refusal = std::get_if<FileRefusal>(&opened)) return std::move(*refusal);
  return std::get<RegularFile>(opened).read(most);
}

std::variant<std::monostate, FileRefusal> look_at(const std::filesystem::path& path) {
  if (auto refusal = judge(path, Links::follow)) return std::move(*refusal);
  return std::monostate{};
}

}  // namespace eldercast
