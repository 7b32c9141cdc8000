/// A plugin whose function gives no rule.
#include "small_rule.hpp"

extern "C" __attribute__((visibility("default"))) const EldercastCard* ELDERCAST_DETAIL_NAME(funding, makes_nothing, ELDERCAST_ABI,
                                                                                             ELDERCAST_LAYOUT)() {
  static const EldercastCard card = [] {
    auto made = eldercast::make_card<broken::SmallRule>("makes_nothing", broken::kText);
    made.create = [](const EldercastValue* /*values*/, std::uint32_t /*count*/, EldercastFailure* /*failure*/) -> void* { return nullptr; };
    return made;
  }();
  return &card;
}
