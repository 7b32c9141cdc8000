// Limits of control groups, read from folders that look like those of Linux.
#include "engine/machine/control_groups.hpp"

#include <filesystem>
#include <fstream>
#include <string>

#include "engine/machine/machine.hpp"
#include "support/catch.hpp"

using namespace eldercast;

namespace {

namespace fs = std::filesystem;

/// A system of its own below the temporary folder.
class System {
 public:
  explicit System(const std::string& name) : root_(fs::temp_directory_path() / ("eldercast-groups-" + name)) { fs::remove_all(root_); }
  ~System() { fs::remove_all(root_); }
  System(const System&) = delete;
  System& operator=(const System&) = delete;

  System& with(const std::string& path, const std::string& text) {
    fs::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path) << text;
    return *this;
  }
  [[nodiscard]] ControlGroups read() const { return read_control_groups(root_); }

 private:
  fs::path root_;
};

}  // namespace

TEST_CASE("a system without control groups limits nothing") {
  const ControlGroups groups = System("none").read();
  CHECK_FALSE(groups.processors);
  CHECK_FALSE(groups.memory_bytes);
}

TEST_CASE("the least of all groups above the process counts, second version") {
  System system("second");
  system.with("proc/self/cgroup", "0::/jobs/one\n")
      .with("sys/fs/cgroup/jobs/one/cpu.max", "max 100000\n")
      .with("sys/fs/cgroup/jobs/cpu.max", "150000 100000\n")
      .with("sys/fs/cgroup/jobs/one/memory.max", "9000000\n")
      .with("sys/fs/cgroup/jobs/one/memory.current", "1000000\n")
      .with("sys/fs/cgroup/jobs/memory.max", "5000000\n")
      .with("sys/fs/cgroup/jobs/memory.current", "4500000\n")
      .with("sys/fs/cgroup/jobs/memory.stat", "anon 100\nfile 4000000\ninactive_file 2500000\n");
  const ControlGroups groups = system.read();
  CHECK(groups.processors == Approx(1.5));
  CHECK(groups.memory_bytes == 3'000'000);
}

TEST_CASE("controllers of the first version have folders of their own") {
  System system("first");
  system.with("proc/self/cgroup", "9:name=systemd:/\n4:memory:/a/b\n2:cpu,cpuacct:/a\n")
      .with("sys/fs/cgroup/memory/a/b/memory.limit_in_bytes", "40000000\n")
      .with("sys/fs/cgroup/memory/a/b/memory.usage_in_bytes", "30000000\n")
      .with("sys/fs/cgroup/memory/a/b/memory.stat", "cache 5\ninactive_file 1\ntotal_inactive_file 10000000\n")
      .with("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n")
      .with("sys/fs/cgroup/memory/memory.usage_in_bytes", "30000000\n")
      .with("sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_quota_us", "50000\n")
      .with("sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_period_us", "100000\n")
      .with("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "-1\n")
      .with("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000\n");
  const ControlGroups groups = system.read();
  CHECK(groups.processors == Approx(0.5));
  CHECK(groups.memory_bytes == 20'000'000);
}

TEST_CASE("a container that knows the path of its host alone sees its own group as the outermost") {
  System system("container");
  system.with("proc/self/cgroup", "0::/docker/0123456789abcdef\n")
      .with("sys/fs/cgroup/cpu.max", "200000 100000\n")
      .with("sys/fs/cgroup/memory.max", "1000\n")
      .with("sys/fs/cgroup/memory.current", "2000\n");
  const ControlGroups groups = system.read();
  CHECK(groups.processors == Approx(2));
  CHECK(groups.memory_bytes == 0);  // used up, and not less than nothing
}

TEST_CASE("what stands in no group's form is no limit") {
  System system("odd");
  system.with("proc/self/cgroup", "nonsense\n0::\n")
      .with("sys/fs/cgroup/cpu.max", "many\n")
      .with("sys/fs/cgroup/memory.max", "max\n")
      .with("sys/fs/cgroup/memory.current", "12\n");
  const ControlGroups groups = system.read();
  CHECK_FALSE(groups.processors);
  CHECK_FALSE(groups.memory_bytes);
}

TEST_CASE("this machine lets at least one thread run and has some memory left") {
  CHECK(usable_threads() >= 1);
  REQUIRE(memory_available());
  CHECK(*memory_available() > 1'000'000);
}
