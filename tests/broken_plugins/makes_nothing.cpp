/// A plugin whose function gives no rule.
#include "small_rule.hpp"

extern "C" __attribute__((visibility("default"))) const EldercastCard* ELDERCAST_DETAIL_NAME(funding, makes_nothing, ELDERCAST_ABI,
                                                                                             ELDERCAST_LAYOUT_LIBRARY,
                                                                                             ELDERCAST_LAYOUT_DEBUG)() {
  static const EldercastCard card = [] {
    auto made = eldercast::make_card<broken::SmallRule>("makes_nothing", broken::kText);
    made.create = [](const double* /*values*/, std::uint32_t /*count*/) -> eldercast::Rule* { return nullptr; };
    return made;
  }();
  return &card;
}
