#include <array>

#include "fuzz/place.hpp"
#include "model/district.hpp"
#include "scenario/reader.hpp"
#include "unit/scenario/fake_rules.hpp"

using namespace eldercast;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::array kTables{"towns",    "settlements", "census",   "age_shape", "mortality",  "disability", "moves",
                               "existing", "projects",    "services", "demand",    "parameters", "build"};
  static const test::Place place;
  static const RuleCatalog rules = test::fake_rules();
  if (size == 0) return 0;
  place.copy_from("tests/errors/good", "good");
  place.write("good/planned.toml", "schema = 1\nextends = \"base.toml\"\n[data]\nbuild = \"data/build.csv\"\n");
  place.write("good/data/build.csv", "project,opens,size_percent\n");
  place.write(std::string("good/data/") + kTables[data[0] % kTables.size()] + ".csv", test::bytes_of(data + 1, size - 1));
  ReadResult read = read_scenario(place.folder() / "good/planned.toml", {{}, &rules});
  if (!read.scenario && read.diagnostics.render(true).empty()) std::abort();
  // What the checks let through must be a district that can be made, as long as it is a small one.
  if (!read.scenario || read.scenario->settlements.size() > 500) return 0;
  double people = 0;
  for (const CensusGroup& group : read.scenario->census) people += static_cast<double>(group.population_first + group.population_second);
  if (people < 200'000) const District district(std::make_shared<const Scenario>(std::move(*read.scenario)));
  return 0;
}
