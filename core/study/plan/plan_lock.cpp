#include "study/plan/plan_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "output/errors.hpp"

namespace eldercast {

PlanLock::PlanLock(const std::filesystem::path& plan, bool wanted) {
  if (!wanted) return;
  descriptor_ = ::open(plan.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor_ < 0) throw FileError(plan.string(), std::string("cannot be read: ") + std::strerror(errno));
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) return;
  ::close(descriptor_);
  throw FileError(plan.string(), "is being expanded by somebody else", "wait for it, then expand again");
}

PlanLock::~PlanLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace eldercast
