#pragma once
/// One expansion of a plan at a time.
#include <filesystem>

namespace eldercast {

class PlanLock {
 public:
  /// Locks the plan's first file while it lives, if `wanted`. Throws FileError if somebody else holds the lock; a file system without locks
  /// is taken at its word.
  PlanLock(const std::filesystem::path& plan, bool wanted);
  ~PlanLock();
  PlanLock(const PlanLock&) = delete;
  PlanLock& operator=(const PlanLock&) = delete;

 private:
  int descriptor_ = -1;
};

}  // namespace eldercast
