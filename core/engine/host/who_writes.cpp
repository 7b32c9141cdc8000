#include "engine/host/who_writes.hpp"

#include <sys/stat.h>
#include <unistd.h>

namespace eldercast {
namespace {

bool is_trusted(uid_t owner) {
  struct stat program {};
  return owner == 0 || owner == ::geteuid() || (::stat("/proc/self/exe", &program) == 0 && owner == program.st_uid);
}

}  // namespace

std::optional<std::string> who_else_writes(const std::filesystem::path& path) {
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0) return std::nullopt;
  if ((about.st_mode & S_IWOTH) != 0) return "may be written to by everybody";
  const bool own_group = about.st_gid == ::getegid() && about.st_gid == ::geteuid();
  if ((about.st_mode & S_IWGRP) != 0 && !own_group && about.st_gid != 0) return "may be written to by a group of users";
  if (!is_trusted(about.st_uid)) return "belongs to another user";
  return std::nullopt;
}

}  // namespace eldercast
