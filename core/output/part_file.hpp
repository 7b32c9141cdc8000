#pragma once
/// The file under its working name: `NAME.part` while it is being written, `NAME` once it is complete and on the disk.
#include <optional>
#include <string>

#include "output/errors.hpp"
#include "output/unfinished_files.hpp"

namespace eldercast {

/// What to do with a file that already has the wanted name.
enum class Existing : unsigned char {
  refuse,        ///< never replace anything
  replace_ours,  ///< replace a results file of this program, refuse everything else
};

/// Owns `NAME.part` and a lock on it, so that two runs never write the same file. Unless published, the part is removed in the end.
class PartFile {
 public:
  /// Throws FileError if the name is taken (see Existing), the folder is missing or read-only, or another run is writing the file.
  PartFile(std::string path, Existing existing);
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;
  ~PartFile();

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] const std::string& part_path() const { return part_path_; }
  /// Puts the bytes on the disk, gives the file its name and puts the folder on the disk. The file must be closed by its writer.
  void publish();

 private:
  void lock();
  /// On a file system without locks every writer has a part of its own, and the first to publish wins.
  void open_own_part();
  void refuse_if_taken() const;

  std::string path_;
  std::string part_path_;
  Existing existing_;
  int lock_ = -1;
  bool published_ = false;
  std::optional<UnfinishedFile> unfinished_;
};

}  // namespace eldercast
