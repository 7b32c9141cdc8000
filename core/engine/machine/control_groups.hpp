#pragma once
/// What the control groups of Linux leave a process: containers, job schedulers and services are limited by them.
#include <cstdint>
#include <filesystem>
#include <optional>

namespace eldercast {

/// Limits of all control groups that this process is in, from its own up to the outermost that can be seen; both versions (cgroups(7)).
struct ControlGroups {
  /// Processors' worth of time, from cpu.max or cpu.cfs_quota_us and cpu.cfs_period_us: the least.
  std::optional<double> processors;
  /// Bytes that may still be used: limit less use, of memory.max and memory.current, or memory.limit_in_bytes and memory.usage_in_bytes;
  /// the least. Pages of files that the kernel gives up when asked (inactive_file of memory.stat) are not counted as used.
  std::optional<std::int64_t> memory_bytes;
};

/// Reads them below `root`, which is that of the system but in tests. What cannot be read is no limit.
[[nodiscard]] ControlGroups read_control_groups(const std::filesystem::path& root = "/");

}  // namespace eldercast
