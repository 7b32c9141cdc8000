#include "engine/host/card_check.hpp"
#include "engine/host/exported_names.hpp"
#include "fuzz/place.hpp"

using namespace eldercast;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const test::Place place;
  const std::string_view bytes = test::bytes_of(data, size);
  static_cast<void>(parse_card_name(bytes.substr(0, 300)));
  const auto file = place.write("plugin.so", bytes);
  const auto names = exported_names(file);
  if (const auto* found = std::get_if<std::vector<std::string>>(&names)) {
    for (const std::string& name : *found) static_cast<void>(parse_card_name(name));
  }
  return 0;
}
