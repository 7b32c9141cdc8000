#include "output/part_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

#include "output/h5.hpp"
#include "output/schema.hpp"

namespace eldercast {

namespace {

namespace fs = std::filesystem;

std::string reason_of(int error) { return std::generic_category().message(error); }

bool is_results_file(const std::string& path) {
  try {
    h5::silence();
    if (!fs::is_regular_file(path) || H5Fis_hdf5(path.c_str()) <= 0) return false;
    const h5::Handle file = h5::open_file(path);
    return h5::read_text_attribute(file.id(), "filetype").rfind("eldercast-", 0) == 0;
  } catch (const h5::Error&) {
    return false;
  }
}

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

bool same_file(int descriptor, const std::string& path) {
  struct stat open_file {};
  struct stat named_file {};
  return ::fstat(descriptor, &open_file) == 0 && ::stat(path.c_str(), &named_file) == 0 && open_file.st_dev == named_file.st_dev &&
         open_file.st_ino == named_file.st_ino;
}

}  // namespace

PartFile::PartFile(std::string path, Existing existing) : path_(std::move(path)), part_path_(path_ + ".part"), existing_(existing) {
  refuse_if_taken();
  lock();
  // Another run may have published between the look and the lock.
  try {
    refuse_if_taken();
  } catch (const FileError&) {
    ::unlink(part_path_.c_str());
    ::close(lock_);
    throw;
  }
  unfinished_.emplace(part_path_);
}

PartFile::~PartFile() {
  if (lock_ < 0) return;
  if (!published_) {
    // After a failed write HDF5 may keep the file open until the program ends; emptying it gives the space back now.
    static_cast<void>(::ftruncate(lock_, 0) == 0);
    ::unlink(part_path_.c_str());
  }
  ::close(lock_);
}

void PartFile::refuse_if_taken() const {
  std::error_code error;
  const fs::file_status status = fs::symlink_status(path_, error);
  if (status.type() == fs::file_type::not_found) return;
  if (status.type() == fs::file_type::none) throw FileError(path_, "cannot be looked at: " + error.message());
  if (existing_ == Existing::refuse)
    throw FileTaken(path_, "exists already", "choose another name, or pass --overwrite to replace an older results file");
  if (!is_results_file(path_)) {
    throw FileError(path_, "exists and is not a results file of eldercast, so it is not replaced", "choose another name");
  }
}

void PartFile::lock() {
  // A part that another run publishes between open and lock has lost its working name; then the name is opened afresh.
  for (int attempt = 0; attempt < 10; ++attempt) {
    const int descriptor = ::open(part_path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor < 0) {
      const int error = errno;
      const std::string help = error == ENOENT ? "make the folder first" : "";
      throw FileError(part_path_, "cannot be written: " + reason_of(error), help);
    }
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
      const bool locked = errno == EWOULDBLOCK;
      ::close(descriptor);
      if (!locked) return open_own_part();
      throw FileTaken(path_, "is being written by another run", "wait for it or choose another name");
    }
    if (same_file(descriptor, part_path_)) {
      lock_ = descriptor;
      return;
    }
    ::close(descriptor);
  }
  throw FileError(part_path_, "is being renamed by other runs again and again");
}

void PartFile::open_own_part() {
  std::array<char, 256> host{};
  static_cast<void>(::gethostname(host.data(), host.size() - 1));
  part_path_ = path_ + ".part." + host.data() + "-" + std::to_string(::getpid());
  lock_ = ::open(part_path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (lock_ < 0) throw FileError(part_path_, "cannot be written: " + reason_of(errno));
}

void PartFile::publish() {
  if (::fsync(lock_) != 0) throw FileError(part_path_, "cannot be put on the disk: " + reason_of(errno));
  refuse_if_taken();
  const unsigned flags = existing_ == Existing::refuse ? RENAME_NOREPLACE : 0U;
  int status = ::renameat2(AT_FDCWD, part_path_.c_str(), AT_FDCWD, path_.c_str(), flags);
  // File systems without the no-replace flag answer EINVAL; the look above is all that can be had there.
  if (status != 0 && errno == EINVAL && flags != 0) status = ::rename(part_path_.c_str(), path_.c_str());
  if (status != 0 && errno == EEXIST) throw FileTaken(path_, "exists already", "choose another name");
  if (status != 0) throw FileError(path_, "cannot get its name: " + reason_of(errno));
  published_ = true;
  unfinished_.reset();
  sync_folder(path_);
}

}  // namespace eldercast
