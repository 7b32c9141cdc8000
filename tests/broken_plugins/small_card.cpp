/// A card that is shorter than the interface says.
#include "small_rule.hpp"

extern "C" __attribute__((visibility("default"))) const EldercastCard* ELDERCAST_DETAIL_NAME(funding, small_card, ELDERCAST_ABI,
                                                                                             ELDERCAST_LAYOUT)() {
  static const std::uint32_t only_its_size = sizeof only_its_size;
  return reinterpret_cast<const EldercastCard*>(&only_its_size);
}
