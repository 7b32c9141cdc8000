#pragma once
/// Units as libraries of units read them.
#include <string_view>

namespace eldercast {

/// The unit as UDUNITS writes it: "1" for whatever is counted ("persons", "beds", positions), "1e-3" for per mille. Money stays CNY: no
/// such library knows currencies.
[[nodiscard]] std::string_view udunits_text(std::string_view unit);

}  // namespace eldercast
