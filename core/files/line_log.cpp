#include "files/line_log.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "files/file_error.hpp"

namespace eldercast {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& path) {
  throw FileError(path.string(), std::string("cannot be written: ") + std::strerror(errno));
}

/// Negative after a problem, as errno says.
int open_log(const std::filesystem::path& path, LogBegin begin) {
  const int fresh = begin == LogBegin::new_file ? O_EXCL : 0;
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | fresh, 0666);
  if (file < 0 && errno == ELOOP) throw FileError(path.string(), "is in the way: it is a link", "remove it");
  struct stat about {};
  if (file < 0 || (::fstat(file, &about) == 0 && S_ISREG(about.st_mode))) return file;
  ::close(file);
  throw FileError(path.string(), "is in the way: it is no file", "remove it");
}

}  // namespace

LineLog::LineLog(std::filesystem::path path, LogBegin begin) : path_(std::move(path)), file_(open_log(path_, begin)) {
  if (file_ < 0) refuse(path_);
}

LineLog::~LineLog() { ::close(file_); }

bool LineLog::lock() { return ::flock(file_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK; }

void LineLog::append(std::string_view lines) {
  while (!lines.empty()) {
    const ssize_t count = ::write(file_, lines.data(), lines.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) refuse(path_);
    lines.remove_prefix(static_cast<std::size_t>(count));
  }
  if (::fdatasync(file_) != 0) refuse(path_);
}

void LineLog::touch() noexcept { static_cast<void>(::futimens(file_, nullptr)); }

void LineLog::cut_to(std::uintmax_t bytes) {
  if (::ftruncate(file_, static_cast<off_t>(bytes)) != 0) refuse(path_);
}

}  // namespace eldercast
