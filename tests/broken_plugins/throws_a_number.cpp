/// A rule that throws what nobody can read.
#include "small_rule.hpp"

namespace {

struct Numbered : broken::SmallRule {
  explicit Numbered(const Parameters& parameters) : SmallRule(parameters) { throw 7; }
};

}  // namespace

ELDERCAST_PLUGIN(funding, throws_a_number, Numbered, broken::kText)
