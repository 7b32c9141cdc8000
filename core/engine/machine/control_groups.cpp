#include "engine/machine/control_groups.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace eldercast {
namespace {

namespace fs = std::filesystem;

/// The number that a file begins with; nothing if it has none, such as "max".
std::optional<std::int64_t> first_number(const fs::path& path) {
  std::ifstream file(path);
  std::int64_t number = 0;
  return file >> number ? std::optional(number) : std::nullopt;
}

/// The number behind `name` in a file of names and numbers.
std::optional<std::int64_t> number_of(const fs::path& path, const std::string& name) {
  std::ifstream file(path);
  std::int64_t number = 0;
  for (std::string word; file >> word;) {
    if (word == name && file >> number) return number;
  }
  return std::nullopt;
}

template <class Number>
void keep_least(std::optional<Number>& least, std::optional<Number> value) {
  if (value) least = least ? std::min(*least, *value) : *value;
}

/// Microseconds of processor time in each period of as many: "quota period" in one file, or each in a file of its own.
std::optional<double> share(std::optional<std::int64_t> quota, std::optional<std::int64_t> period) {
  if (!quota || !period || *quota <= 0 || *period <= 0) return std::nullopt;
  return static_cast<double>(*quota) / static_cast<double>(*period);
}

std::optional<double> processors_of(const fs::path& group) {
  std::ifstream both(group / "cpu.max");
  std::int64_t quota = 0;
  std::int64_t period = 0;
  if (both >> quota >> period) return share(quota, period);
  return share(first_number(group / "cpu.cfs_quota_us"), first_number(group / "cpu.cfs_period_us"));
}

std::optional<std::int64_t> memory_of(const fs::path& group) {
  const bool second_version = fs::exists(group / "memory.current");
  const auto most = first_number(group / (second_version ? "memory.max" : "memory.limit_in_bytes"));
  const auto now = first_number(group / (second_version ? "memory.current" : "memory.usage_in_bytes"));
  if (!most || !now) return std::nullopt;
  const auto given_up = number_of(group / "memory.stat", second_version ? "inactive_file" : "total_inactive_file");
  const std::int64_t used = std::max<std::int64_t>(0, *now - given_up.value_or(0));
  return std::max<std::int64_t>(0, *most - used);
}

/// A line of /proc/self/cgroup: "number:controllers:path", without controllers in the second version.
struct Membership {
  std::string controllers;
  fs::path path;
};

std::vector<Membership> memberships(const fs::path& root) {
  std::vector<Membership> out;
  std::ifstream file(root / "proc/self/cgroup");
  for (std::string line; std::getline(file, line);) {
    const std::size_t first = line.find(':');
    const std::size_t second = line.find(':', first + 1);
    if (first == std::string::npos || second == std::string::npos) continue;
    out.push_back({line.substr(first + 1, second - first - 1), fs::path(line.substr(second + 1)).relative_path()});
  }
  // Where nothing is said, the outermost groups are looked at.
  out.push_back({"", {}});
  out.push_back({"cpu", {}});
  out.push_back({"memory", {}});
  return out;
}

/// Folders that the groups of a list of controllers hang in: of the second version at the top, of the first in one of their own, which may
/// have the name of the list or of one of them.
std::vector<fs::path> mounts(const fs::path& root, const std::string& controllers) {
  const fs::path top = root / "sys/fs/cgroup";
  if (controllers.empty()) return {top};
  std::vector<fs::path> out{top / controllers};
  std::istringstream words(controllers);
  for (std::string one; std::getline(words, one, ',');) out.push_back(top / one);
  return out;
}

}  // namespace

ControlGroups read_control_groups(const fs::path& root) {
  ControlGroups out;
  for (const Membership& member : memberships(root)) {
    for (const fs::path& mount : mounts(root, member.controllers)) {
      // A container may see its own group as the outermost one under a path that only its host knows: the walk ends there all the same.
      for (fs::path group = member.path;; group = group.parent_path()) {
        keep_least(out.processors, processors_of(mount / group));
        keep_least(out.memory_bytes, memory_of(mount / group));
        if (group.empty()) break;
      }
    }
  }
  return out;
}

}  // namespace eldercast
