#pragma once
/// A checked number and where it came from.
#include <cstdint>

#include "api/parameter.hpp"
#include "scenario/source/diagnostic.hpp"

namespace eldercast {

/// The first place that had a value.
enum class From : std::uint8_t { text, option, table, fallback };

struct ReadValue {
  using From = eldercast::From;

  const ParameterRow* row = nullptr;
  double value = 0;
  From from = From::fallback;
  Place place;  ///< unset for a fallback
};

}  // namespace eldercast
