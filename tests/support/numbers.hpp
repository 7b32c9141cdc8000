#pragma once
/// All that a replicate says as one list of numbers.
#include "output/file/outcome_numbers.hpp"

namespace eldercast::test {

inline std::vector<std::int64_t> numbers(const Outcome& outcome) { return outcome_numbers(outcome); }

}  // namespace eldercast::test
