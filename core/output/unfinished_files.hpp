#pragma once
/// The files that are being written at the moment, so that they can be taken away when the program must end at once.
#include <cstddef>
#include <string>

namespace eldercast {

/// While it lives, `path` is one of the files that remove_unfinished_files() takes away. Of very many at the same time the last ones are
/// not remembered: they are left over after a sudden end, nothing else.
class UnfinishedFile {
 public:
  explicit UnfinishedFile(const std::string& path);
  ~UnfinishedFile();
  UnfinishedFile(const UnfinishedFile&) = delete;
  UnfinishedFile& operator=(const UnfinishedFile&) = delete;

 private:
  std::string path_;
  std::size_t slot_;
};

/// Takes all of them away. Async-signal-safe: for the last act of a program that crashes.
void remove_unfinished_files();

}  // namespace eldercast
