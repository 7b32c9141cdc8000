#include "output/file/checksum.hpp"

#include <fstream>
#include <iterator>
#include <random>

#include "output/file/results_reader.hpp"
#include "output/file/results_writer.hpp"
#include "support/catch.hpp"
#include "synthetic.hpp"
#include "temporary_folder.hpp"

using namespace eldercast;

namespace {

std::string contents(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

void write(const std::string& path, const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }

}  // namespace

TEST_CASE("the seal is CRC-64/XZ, whose check value everybody can look up") {
  const test::TemporaryFolder folder;
  const std::string path = folder.file("nine");
  write(path, "123456789");
  CHECK(check_seal(path) == Seal::absent);
  seal_file(path);
  CHECK(contents(path) == "123456789\neldercast-crc64 995dc9bbdf1939fa\n");
  CHECK(check_seal(path) == Seal::holds);
}

TEST_CASE("any changed byte breaks the seal, and the reader says so before HDF5 sees the file") {
  const test::TemporaryFolder folder;
  const std::string path = folder.file("result.h5");
  const Scenario scenario = test::make_scenario({});
  ResultsWriter writer(path, scenario, test::make_run_info(1));
  writer.append(test::numbered_outcome(test::make_description({}), 0, false));
  writer.finish();
  CHECK(check_seal(path) == Seal::holds);
  const std::string whole = contents(path);
  std::mt19937 random(5);
  for (int trial = 0; trial < 200; ++trial) {
    std::string bad = whole;
    const auto at = std::uniform_int_distribution<std::size_t>(0, whole.size() - 40)(random);
    bad[at] = static_cast<char>(bad[at] ^ (1 << std::uniform_int_distribution<int>(0, 7)(random)));
    write(folder.file("bad.h5"), bad);
    REQUIRE(check_seal(folder.file("bad.h5")) == Seal::broken);
    // The signature of HDF5 is looked at first.
    if (at < 8) continue;
    REQUIRE_THROWS_WITH(ResultsReader(folder.file("bad.h5")), contains_text("was damaged"));
  }
}
