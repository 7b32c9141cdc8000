/// Writes a results file of synthetic outcomes, for tests in other languages and for measuring: write_sample FILE REPLICATES DETAIL
/// [numbered|lifelike] [small|district] [failed replicate]
#include <cstdlib>
#include <cstring>
#include <exception>
#include <iostream>
#include <string>

#include "output/file/results_writer.hpp"
#include "synthetic.hpp"

int main(int argc, char** argv) {
  using namespace eldercast;
  if (argc < 4) {
    std::cerr << "use: write_sample FILE REPLICATES DETAIL [numbered|lifelike] [small|district] [failed replicate]\n";
    return 2;
  }
  try {
    const int replicates = std::atoi(argv[2]);
    const int detail = std::atoi(argv[3]);
    const bool lifelike = argc > 4 && std::strcmp(argv[4], "lifelike") == 0;
    const bool district = argc > 5 && std::strcmp(argv[5], "district") == 0;
    const int failed = argc > 6 ? std::atoi(argv[6]) : -1;
    const test::Extent extent = district ? test::district_extent() : test::Extent{};
    const Scenario scenario = test::make_scenario(extent);
    const Description description = test::make_description(extent);
    ResultsWriter writer(argv[1], scenario, test::make_run_info(replicates), Existing::replace_ours);
    for (int i = 0; i < replicates; ++i) {
      Outcome outcome = lifelike ? test::lifelike_outcome(description, i, i < detail) : test::numbered_outcome(description, i, i < detail);
      if (i == failed) outcome.failure = "funding/test_rule in 2020-05: not a number";
      writer.append(std::move(outcome));
    }
    writer.finish();
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 4;
  }
  return 0;
}
