#include "output/file/units.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace eldercast {

std::string_view udunits_text(std::string_view unit) {
  // Months are told to readers by this unit.
  if (unit.starts_with("days since ")) return unit;
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kMeasures{{{"CNY", "CNY"},
                                                                                            {"per mille", "1e-3"},
                                                                                            {"%", "1e-2"},
                                                                                            {"months", "month"},
                                                                                            {"years", "year"},
                                                                                            {"person-minutes", "min"},
                                                                                            {"minutes", "min"},
                                                                                            {"degrees_east", "degrees_east"},
                                                                                            {"degrees_north", "degrees_north"},
                                                                                            {"km", "km"},
                                                                                            {"m2", "m2"}}};
  const auto found = std::find_if(kMeasures.begin(), kMeasures.end(), [&](const auto& one) { return one.first == unit; });
  return found == kMeasures.end() ? "1" : found->second;
}

}  // namespace eldercast
