#include "study/execute/journal.hpp"

#include <cstdlib>
#include <fstream>

#include "support/catch.hpp"

using namespace eldercast;

TEST_CASE("lines of a journal that no worker wrote are passed over, and the others are read") {
  std::string folder = "/tmp/eldercast-journal-XXXXXX";
  REQUIRE(mkdtemp(folder.data()) != nullptr);
  std::filesystem::create_directory(folder + "/journal");
  std::ofstream(folder + "/journal/one.jsonl") << R"({"event":"start","threads":3}
{"event":1}
["event","batch"]
"start"
{"event":"batch","batch":["p0-b0"],"rows":4}
{"event":"batch","batch":"p0-b1","rows":"four"}
not json
{"event":"start","threads":1e300}
{"event":"start","threads":3}
{"event":"batch","batch":"p0-b3","rows":-9223372036854775808,"failed":1e300,"seconds":-1e308,"x":)" +
                                                      std::string(5000, '[') + R"(
{"event":"batch","batch":"p0-b2","rows":4,"failed":1,"seconds":1.5,"sha256":"00"}
{"event":"end","why":)";
  const std::vector<JournalWorker> workers = read_journals(folder);
  std::filesystem::remove_all(folder);
  REQUIRE(workers.size() == 1);
  CHECK(workers.front().threads == 3);
  CHECK(workers.front().ended.empty());
  REQUIRE(workers.front().batches.size() == 1);
  CHECK(workers.front().batches.front().batch == "p0-b2");
  CHECK(workers.front().batches.front().failed == 1);
}
