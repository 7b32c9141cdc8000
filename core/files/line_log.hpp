#pragma once
/// A file that grows line by line, each on the disk before the next, so that a process that is killed loses at most the line that it was
/// writing.
#include <cstdint>
#include <filesystem>
#include <string_view>

namespace eldercast {

/// Whether a log may be there already.
enum class LogBegin : unsigned char { new_file, go_on };

class LineLog {
 public:
  /// Opens the file, never through a link and never a pipe. Throws FileError; with new_file also where there is something of this name.
  LineLog(std::filesystem::path path, LogBegin begin);
  ~LineLog();
  LineLog(const LineLog&) = delete;
  LineLog& operator=(const LineLog&) = delete;

  /// Keeps other processes that lock from writing it until this one closes it. False if one has done so.
  [[nodiscard]] bool lock();
  /// Appends whole lines and puts them on the disk. Throws FileError.
  void append(std::string_view lines);
  /// Gives the file the time of now. One that fails is no reason to stop, and not told.
  void touch() noexcept;
  /// Takes off what stands behind so many bytes. Throws FileError.
  void cut_to(std::uintmax_t bytes);

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  int file_ = -1;
};

}  // namespace eldercast
