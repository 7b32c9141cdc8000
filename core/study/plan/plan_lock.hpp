#pragma once
/// One expansion of a plan at a time.
#include <filesystem>
#include <optional>

#include "files/regular_file.hpp"

namespace eldercast {

class PlanLock {
 public:
  /// Locks the plan's first file while it lives, if `wanted`. Throws FileError if somebody else holds the lock; a file system without locks
  /// is taken at its word.
  PlanLock(const std::filesystem::path& plan, bool wanted);
  PlanLock(const PlanLock&) = delete;
  PlanLock& operator=(const PlanLock&) = delete;

 private:
  std::optional<RegularFile> file_;
};

}  // namespace eldercast
