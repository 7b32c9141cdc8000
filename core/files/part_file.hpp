#pragma once
/// The one way in which this program publishes a file: under a working name while it is being written, under its own once it is whole and
/// on the disk. What stands there already is replaced only if it is told to, and if eldercast wrote it.
#include <string>
#include <string_view>

#include "files/file_error.hpp"
#include "files/own_file.hpp"

namespace eldercast {

/// What to do with a file that already has the wanted name.
enum class Existing : unsigned char {
  refuse,        ///< never replace anything
  replace_ours,  ///< replace a file of the same kind that this program wrote, refuse everything else
};

/// The working name of a file, in the same folder and with an end that nothing else uses: "NAME.eldercast.part". A name that would become
/// longer than file systems take is cut, and told apart by its checksum.
[[nodiscard]] std::string part_name(const std::string& path);

/// Owns the file under its working name and a lock on it, so that two runs never write the same file. Unless published, the part is removed
/// in the end, also when a signal ends the program (remove_parts).
class PartFile {
 public:
  /// Throws FileError if the name is taken (see Existing; `kind` says what may be replaced), the folder is missing or read-only, or another
  /// run is writing the file.
  PartFile(std::string path, Existing existing, OwnKind kind = never_ours());
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;
  ~PartFile();

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] const std::string& part_path() const { return part_path_; }
  /// Appends to the part. Throws FileError.
  void write(std::string_view bytes);
  /// Puts the bytes on the disk, gives the file its name and puts the folder on the disk. The file must be closed by its writer.
  void publish();

 private:
  void lock();
  /// On a file system without locks every writer has a part of its own, and the first to publish wins.
  void open_own_part();
  void refuse_if_taken() const;
  void give_up();

  std::string path_;
  std::string part_path_;
  Existing existing_;
  OwnKind kind_;
  int lock_ = -1;
  std::size_t listed_ = 0;  ///< place in the list that remove_parts goes through
  bool published_ = false;
};

/// Throws FileError where a file of this name could not be published now, as PartFile does, and leaves nothing behind. Asked before long
/// work, at whose end nobody wants to hear that the folder is missing or the name taken.
void expect_publishable(const std::string& path, Existing existing, OwnKind kind);

/// A file of this text, whole or not at all. Throws FileError as PartFile does.
void publish_text(const std::string& path, std::string_view text, Existing existing, OwnKind kind);

/// Removes the parts of all files that are being written. May be called from a signal handler; the program has to end after it.
void remove_parts() noexcept;

}  // namespace eldercast
