/// A plugin that needs a function which no library has.
#include "small_rule.hpp"

extern "C" double eldercast_missing_on_purpose(double);

namespace {

struct Needy : broken::SmallRule {
  explicit Needy(const Parameters& parameters) : SmallRule({eldercast_missing_on_purpose(parameters.share)}) {}
};

}  // namespace

ELDERCAST_PLUGIN(funding, undefined_symbol, Needy, broken::kText)
