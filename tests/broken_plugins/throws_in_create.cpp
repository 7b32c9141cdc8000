/// A rule that cannot be constructed.
#include <stdexcept>

#include "small_rule.hpp"

namespace {

struct Unmade : broken::SmallRule {
  explicit Unmade(const Parameters& parameters) : SmallRule(parameters) { throw std::domain_error("no such share"); }
};

}  // namespace

ELDERCAST_PLUGIN(funding, throws_in_create, Unmade, broken::kText)
