#pragma once
/// The one error that reading and writing results can raise because of the world outside: a file that cannot be used.
#include <stdexcept>
#include <string>

namespace eldercast {

/// A file that cannot be read or written: which one, why, and what to do. Exit code 4 of the program.
class FileError : public std::runtime_error {
 public:
  /// `help` may be empty.
  FileError(std::string path, std::string reason, std::string help = {});

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] const std::string& reason() const { return reason_; }
  [[nodiscard]] const std::string& help() const { return help_; }

 private:
  std::string path_;
  std::string reason_;
  std::string help_;
};

/// The name is taken: the file is there, or another run is writing it. Whoever shares work catches this one.
class FileTaken : public FileError {
 public:
  using FileError::FileError;
};

}  // namespace eldercast
