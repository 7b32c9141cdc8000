/// A plugin built with the headers of a newer program: it may say what this one does not know.
#include "small_rule.hpp"

extern "C" __attribute__((visibility("default"))) const EldercastCard* ELDERCAST_DETAIL_NAME(funding, newer_minor, ELDERCAST_ABI,
                                                                                             ELDERCAST_LAYOUT)() {
  static const EldercastCard card = [] {
    auto made = eldercast::make_card<broken::SmallRule>("newer_minor", broken::kText);
    made.abi_minor = ELDERCAST_ABI_MINOR + 8;
    return made;
  }();
  return &card;
}
