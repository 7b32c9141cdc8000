#pragma once
/// The one way in which files are opened for reading.
#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>
#include <utility>
#include <variant>

namespace eldercast {

/// What to do with a symbolic link as the last part of a path.
enum class Links : unsigned char { follow, refuse };

/// Why a file is not read. `reason` completes the sentence "'name' ...".
struct FileRefusal {
  enum class Kind : unsigned char { missing, folder, no_file, link, unreadable, too_large };
  Kind kind;
  std::string reason;
};

/// No limit on the size of a file.
inline constexpr std::uintmax_t kAnySize = std::numeric_limits<std::uintmax_t>::max();

/// An open regular file; closes itself.
class RegularFile {
 public:
  /// Opens a file for reading. Never waits: what is no regular file is refused before it is opened.
  [[nodiscard]] static std::variant<RegularFile, FileRefusal> open(const std::filesystem::path& path, Links links);

  RegularFile(RegularFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)), bytes_(other.bytes_) {}
  RegularFile& operator=(RegularFile&& other) noexcept;
  RegularFile(const RegularFile&) = delete;
  RegularFile& operator=(const RegularFile&) = delete;
  ~RegularFile();

  [[nodiscard]] int descriptor() const { return descriptor_; }
  /// Its size when it was opened.
  [[nodiscard]] std::uintmax_t bytes() const { return bytes_; }
  /// The whole text from its beginning; refused if it has, or meanwhile grows to, more than `most` bytes.
  [[nodiscard]] std::variant<std::string, FileRefusal> read(std::uintmax_t most = kAnySize) const;

 private:
  RegularFile(int descriptor, std::uintmax_t bytes) : descriptor_(descriptor), bytes_(bytes) {}
  int descriptor_ = -1;
  std::uintmax_t bytes_ = 0;
};

/// Opens and reads a whole file.
[[nodiscard]] std::variant<std::string, FileRefusal> read_regular(const std::filesystem::path& path, Links links,
                                                                  std::uintmax_t most = kAnySize);

/// Why `path` cannot be opened as a regular file, without opening it: for libraries that open files by their names. Links are followed.
[[nodiscard]] std::variant<std::monostate, FileRefusal> look_at(const std::filesystem::path& path);

}  // namespace eldercast
