#include "files/part_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include <array>
#include <atomic>
#include <boost/crc.hpp>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

namespace eldercast {

namespace {

namespace fs = std::filesystem;

std::string reason_of(int error) { return std::generic_category().message(error); }

void sync_folder(const std::string& path) {
  const fs::path folder = fs::path(path).has_parent_path() ? fs::path(path).parent_path() : fs::path(".");
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) throw FileError(path, "cannot open its folder: " + reason_of(errno));
  const int status = ::fsync(descriptor);
  const int error = errno;
  ::close(descriptor);
  // Some network file systems do not know fsync of folders (EINVAL); the rename itself has succeeded there.
  if (status != 0 && error != EINVAL) throw FileError(path, "cannot put its folder on the disk: " + reason_of(error));
}

/// Renames without replacing anything where the file system has no flag for it: a second name is refused if there is one. Without second
/// names, too, the look before is all that can be had. The status of the call; errno says why.
int name_first(const std::string& part, const std::string& path) {
  if (::link(part.c_str(), path.c_str()) == 0) return ::unlink(part.c_str());
  return errno == EEXIST ? -1 : ::rename(part.c_str(), path.c_str());
}

unsigned checksum(const std::string& text) {
  boost::crc_32_type crc;
  crc.process_bytes(text.data(), text.size());
  return crc.checksum();
}

/// A regular file that has no other name: what is written there stands nowhere else.
bool is_own_file(int descriptor) {
  struct stat about {};
  return ::fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode) && about.st_nlink <= 1;
}

/// Places of the parts of this program, for remove_parts. A signal handler can reach nothing but static objects, and may not take locks.
class PartList {
 public:
  static constexpr std::size_t kMost = 2048;

  /// The place, or kMost if there is none left or the path is too long: such a part is not removed by a signal.
  std::size_t add(const std::string& path) {
    if (path.size() >= kPathBytes) return kMost;
    for (std::size_t i = 0; i < kMost; ++i) {
      State free = State::free;
      if (!places_[i].state.compare_exchange_strong(free, State::being_written)) continue;
      if (!places_[i].path) places_[i].path = std::make_unique<Path>();
      std::memcpy(places_[i].path->data(), path.c_str(), path.size() + 1);
      places_[i].state.store(State::taken);
      return i;
    }
    return kMost;
  }
  void remove(std::size_t place) {
    if (place < kMost) places_[place].state.store(State::free);
  }
  void unlink_all() noexcept {
    for (const Place& place : places_) {
      if (place.state.load() == State::taken) ::unlink(place.path->data());
    }
  }

 private:
  static constexpr std::size_t kPathBytes = 4096;
  using Path = std::array<char, kPathBytes>;
  enum class State : unsigned char { free, being_written, taken };
  struct Place {
    std::atomic<State> state{State::free};
    std::unique_ptr<Path> path;
  };
  std::array<Place, kMost> places_;
};

PartList& parts() {
  static PartList list;
  return list;
}

bool same_file(int descriptor, const std::string& path) {
  struct stat open_file {};
  struct stat named_file {};
  return ::fstat(descriptor, &open_file) == 0 && ::stat(path.c_str(), &named_file) == 0 && open_file.st_dev == named_file.st_dev &&
         open_file.st_ino == named_file.st_ino;
}

}  // namespace

std::string part_name(const std::string& path) {
  constexpr std::string_view kEnd = ".eldercast.part";
  constexpr std::size_t kLongest = 255;
  constexpr std::size_t kDigits = 8;
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : path.substr(0, slash + 1);
  std::string name = path.substr(folder.size());
  if (name.size() + kEnd.size() > kLongest && name.size() <= kLongest)
    name = fmt::format("{}.{:08x}", name.substr(0, kLongest - kEnd.size() - kDigits - 1), checksum(name));
  return folder + name + std::string(kEnd);
}

PartFile::PartFile(std::string path, Existing existing, OwnKind kind)
    : path_(std::move(path)), part_path_(part_name(path_)), existing_(existing), kind_(std::move(kind)) {
  refuse_if_taken();
  lock();
  // Another run may have published between the look and the lock.
  try {
    refuse_if_taken();
    if (::ftruncate(lock_, 0) != 0) throw FileError(part_path_, "cannot be written: " + reason_of(errno));
  } catch (const FileError&) {
    give_up();
    throw;
  }
}

PartFile::~PartFile() {
  if (lock_ < 0) return;
  if (published_) {
    ::close(lock_);
  } else {
    give_up();
  }
}

void PartFile::give_up() {
  // After a failed write HDF5 may keep the file open until the program ends; emptying it gives the space back now.
  static_cast<void>(::ftruncate(lock_, 0) == 0);
  ::unlink(part_path_.c_str());
  parts().remove(listed_);
  ::close(lock_);
}

void PartFile::refuse_if_taken() const {
  std::error_code error;
  const fs::file_status status = fs::symlink_status(path_, error);
  if (status.type() == fs::file_type::not_found) return;
  if (status.type() == fs::file_type::none) throw FileError(path_, "cannot be looked at: " + error.message());
  if (fs::is_directory(path_, error)) throw FileError(path_, "is a folder", "name a file");
  if (existing_ == Existing::refuse) {
    throw FileTaken(
        path_, "exists already",
        kind_.name.empty() ? "choose another name" : "choose another name, or pass --overwrite to replace an older " + kind_.name);
  }
  if (!fs::is_regular_file(path_, error) || !kind_.holds(path_)) {
    throw FileError(path_, "exists and is not a " + kind_.name + " of eldercast, so it is not replaced", "choose another name");
  }
  constexpr fs::perms kWritable = fs::perms::owner_write | fs::perms::group_write | fs::perms::others_write;
  if ((fs::status(path_, error).permissions() & kWritable) == fs::perms::none) {
    throw FileError(path_, "is read-only, so it is not replaced", "choose another name");
  }
}

void PartFile::lock() {
  // A part that another run publishes between open and lock has lost its working name; then the name is opened afresh.
  for (int attempt = 0; attempt < 10; ++attempt) {
    const int descriptor = ::open(part_path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666);
    if (descriptor < 0) {
      const int error = errno;
      if (error == ELOOP) throw FileError(part_path_, "is in the way: it is a link", "remove it");
      const std::string help = error == ENOENT ? "make the folder first" : "";
      throw FileError(path_, "cannot be written: " + reason_of(error), help);
    }
    if (!is_own_file(descriptor)) {
      ::close(descriptor);
      throw FileError(part_path_, "is in the way: it is no file, or one that has another name, too", "remove it");
    }
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
      const bool locked = errno == EWOULDBLOCK;
      ::close(descriptor);
      if (!locked) return open_own_part();
      throw FileTaken(path_, "is being written by another run", "wait for it or choose another name");
    }
    if (same_file(descriptor, part_path_)) {
      lock_ = descriptor;
      listed_ = parts().add(part_path_);
      return;
    }
    ::close(descriptor);
  }
  throw FileError(part_path_, "is being renamed by other runs again and again");
}

void PartFile::open_own_part() {
  std::array<char, 256> host{};
  static_cast<void>(::gethostname(host.data(), host.size() - 1));
  part_path_ = part_name(path_ + "." + host.data() + "-" + std::to_string(::getpid()));
  lock_ = ::open(part_path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (lock_ < 0) throw FileError(part_path_, "cannot be written: " + reason_of(errno));
  listed_ = parts().add(part_path_);
}

void PartFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(lock_, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw FileError(path_, "cannot be written: " + reason_of(errno));
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

void PartFile::publish() {
  if (::fsync(lock_) != 0) throw FileError(part_path_, "cannot be put on the disk: " + reason_of(errno));
  refuse_if_taken();
  const unsigned flags = existing_ == Existing::refuse ? RENAME_NOREPLACE : 0U;
  int status = ::renameat2(AT_FDCWD, part_path_.c_str(), AT_FDCWD, path_.c_str(), flags);
  if (status != 0 && errno == EINVAL && flags != 0) status = name_first(part_path_, path_);
  if (status != 0 && errno == EEXIST) throw FileTaken(path_, "exists already", "choose another name");
  if (status != 0) throw FileError(path_, "cannot get its name: " + reason_of(errno));
  parts().remove(listed_);
  published_ = true;
  sync_folder(path_);
}

void expect_publishable(const std::string& path, Existing existing, OwnKind kind) { const PartFile tried(path, existing, std::move(kind)); }

void publish_text(const std::string& path, std::string_view text, Existing existing, OwnKind kind) {
  PartFile part(path, existing, std::move(kind));
  part.write(text);
  part.publish();
}

void remove_parts() noexcept { parts().unlink_all(); }

}  // namespace eldercast
