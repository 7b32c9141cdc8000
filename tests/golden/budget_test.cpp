#include <filesystem>

#include "output/file/results_writer.hpp"
#include "support/catch.hpp"
#include "support/scenarios.hpp"
#include "unit/output/temporary_folder.hpp"

using namespace eldercast;

TEST_CASE("a replicate of the Jiangjin baseline stays within the headline budget of 64 kB") {
  const auto scenario = test::scenario("scenarios/jiangjin/baseline.toml");
  const std::vector<Outcome> outcomes = test::run(scenario, 13, 2, 1, 0);
  const test::TemporaryFolder folder;
  const auto size_with = [&](const std::string& name, std::size_t replicates) {
    RunInfo info;
    info.replicates = static_cast<std::int32_t>(replicates);
    Scenario copy = *scenario;
    copy.replicates = info.replicates;
    copy.full_detail_replicates = 0;
    ResultsWriter writer(folder.file(name), copy, info);
    for (std::size_t r = 0; r < replicates; ++r) {
      Outcome outcome = outcomes[r];
      writer.append(std::move(outcome));
    }
    writer.finish();
    return std::filesystem::file_size(folder.file(name));
  };
  const auto one_more = (size_with("thirteen.h5", 13) - size_with("three.h5", 3)) / 10;
  INFO(one_more << " bytes a replicate");
  CHECK(one_more < 64 * 1024);
  CHECK(one_more > 16 * 1024);  // a much smaller number would mean that something is missing
}
