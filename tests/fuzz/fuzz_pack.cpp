#include "fuzz/place.hpp"
#include "study/stress/pack.hpp"

using namespace eldercast;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const test::Place place;
  const auto file = place.write("pack.toml", test::bytes_of(data, size));
  Diagnostics diagnostics;
  const auto pack = read_pack(file, "pack.toml", diagnostics);
  if (!pack && diagnostics.render(true).empty()) std::abort();
  return 0;
}
