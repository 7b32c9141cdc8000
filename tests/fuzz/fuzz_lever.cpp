#include "fuzz/place.hpp"
#include "study/meet/lever.hpp"

using namespace eldercast;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const test::Place place;
  const auto file = place.write("lever.toml", test::bytes_of(data, size));
  Diagnostics diagnostics;
  const auto lever = read_lever(file, "lever.toml", diagnostics);
  if (!lever && diagnostics.render(true).empty()) std::abort();
  return 0;
}
