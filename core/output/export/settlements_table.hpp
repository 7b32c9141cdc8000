#pragma once
/// Every settlement: what it has at each year's end, who lives there and waits, and why it may have nothing.
#include "output/figures/sample.hpp"
#include "output/render/table.hpp"

namespace eldercast {

/// One row a settlement. People, and what is in reach, are means of the replicates that were read with their detail; empty without any.
[[nodiscard]] Table settlements_table(const Sample& sample);

}  // namespace eldercast
