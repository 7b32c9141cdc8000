#pragma once
/// What a year costs that comes after a month.
#include "engine/outcome.hpp"

namespace eldercast {

/// What a payer would owe in a year like the months up to `last_month` (counted from the start), in fen: twelve times that month for
/// running, services, allowances and interest, the last twelve months for awards and training; construction does not come back.
[[nodiscard]] double recurrent_fen(const Headline& headline, int last_month, Payer payer);

}  // namespace eldercast
