#include "fuzz/place.hpp"
#include "scenario/reader.hpp"
#include "unit/scenario/fake_rules.hpp"

using namespace eldercast;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const test::Place place;
  static const RuleCatalog rules = [] {
    place.copy_from("tests/errors/good", "good");
    return test::fake_rules();
  }();
  const auto file = place.write("one/scenario.toml", test::bytes_of(data, size));
  const ReadResult read = read_scenario(file, {{}, &rules});
  // Either a scenario, or a reason that can be shown.
  if (!read.scenario && read.diagnostics.render(true).empty()) std::abort();
  return 0;
}
