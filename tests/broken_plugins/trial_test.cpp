#include <sys/stat.h>

#include <algorithm>
#include <fstream>

#include "broken_plugins/temporary_folder.hpp"
#include "engine/host/exported_names.hpp"
#include "engine/host/plugin_host.hpp"
#include "support/catch.hpp"

using namespace eldercast;
namespace fs = std::filesystem;

namespace {

/// A folder with a sound rule and one that ends as `how` says when it is loaded.
class Loads {
 public:
  explicit Loads(const std::string& how) {
    const fs::path broken = ELDERCAST_TEST_BROKEN;
    fs::copy(broken / "ends_at_load/funding_ends_at_load.so", file());
    fs::copy(broken / "sound/funding_sound.so", sound());
    std::ofstream(folder_.path() / "how") << how;
  }
  [[nodiscard]] const fs::path& folder() const { return folder_.path(); }
  [[nodiscard]] fs::path file() const { return folder_.path() / "funding_ends_at_load.so"; }
  [[nodiscard]] fs::path sound() const { return folder_.path() / "funding_sound.so"; }

 private:
  test::TemporaryFolder folder_{"trial"};
};

std::string reason_of(const std::string& how) {
  const Loads loads(how);
  const PluginHost::Listing checked = check_plugin(loads.file());
  REQUIRE(checked.refusal);
  CHECK(checked.refusal->code == "plugin.load");
  return checked.refusal->message;
}

}  // namespace

TEST_CASE("a library that ends the program when it is loaded is refused, and the others are listed") {
  for (const std::string how : {"abort", "exit"}) {
    const Loads loads(how);
    PluginHost host({loads.folder()});
    const std::vector<PluginHost::Listing> rules = host.list();
    REQUIRE(rules.size() == 2);
    CHECK(rules[0].refusal->code == "plugin.load");
    CHECK(rules[1].state == "usable");
  }
}

TEST_CASE("the refusal says how loading ended") {
  CHECK(reason_of("abort").find("it ends the program that loads it (Aborted)") != std::string::npos);
  CHECK(reason_of("exit").find("it ends the program that loads it") != std::string::npos);
  // Sanitizers let a program have more than the limit says.
  if (std::getenv("ELDERCAST_SANITIZE") == nullptr) CHECK(reason_of("memory").find("bad_alloc") != std::string::npos);
}

TEST_CASE("a library that sleeps when it is loaded is refused after a while") {
  CHECK(reason_of("sleep").find("it is not done within 20 seconds") != std::string::npos);
}

TEST_CASE("a library is checked without being loaded here") {
  const Loads loads("nothing");
  const PluginHost::Listing sound = check_plugin(loads.file());
  CHECK(sound.state == "usable");
  CHECK(sound.id == "funding/ends_at_load");
  CHECK_FALSE(sound.version.empty());
  fs::rename(loads.file(), loads.folder() / "medical_other.so");
  CHECK(check_plugin(loads.folder() / "medical_other.so").refusal->code == "plugin.id-mismatch");
  CHECK(check_plugin(loads.folder()).refusal->code == "plugin.unreadable");
}

TEST_CASE("a library that is too large is not read") {
  const Loads loads("nothing");
  fs::resize_file(loads.file(), kLargestLibrary + 1);
  CHECK(check_plugin(loads.file()).refusal->message.find("has 268435457 bytes; at most 268435456 are read") != std::string::npos);
}

TEST_CASE("folders and libraries that others may write to are said") {
  const Loads loads("nothing");
  ::chmod(loads.folder().c_str(), 0755);
  ::chmod(loads.file().c_str(), 0644);
  ::chmod(loads.sound().c_str(), 0644);
  CHECK(PluginHost({loads.folder()}).doubts().empty());
  ::chmod(loads.folder().c_str(), 0777);
  ::chmod(loads.sound().c_str(), 0666);
  const std::vector<std::string> doubts = PluginHost({loads.folder()}).doubts();
  CHECK(doubts == std::vector<std::string>{"'" + loads.folder().string() + "' may be written to by everybody",
                                           "'" + loads.sound().string() + "' may be written to by everybody"});
}
