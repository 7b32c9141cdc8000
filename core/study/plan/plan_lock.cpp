#include "study/plan/plan_lock.hpp"

#include <sys/file.h>

#include <cerrno>

#include "files/file_error.hpp"

namespace eldercast {

PlanLock::PlanLock(const std::filesystem::path& plan, bool wanted) {
  if (!wanted) return;
  auto opened = RegularFile::open(plan, Links::refuse);
  if (const FileRefusal* refusal = std::get_if<FileRefusal>(&opened)) throw FileError(plan.string(), refusal->reason);
  file_ = std::get<RegularFile>(std::move(opened));
  if (::flock(file_->descriptor(), LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) return;
  throw FileError(plan.string(), "is being expanded by somebody else", "wait for it, then expand again");
}

}  // namespace eldercast
