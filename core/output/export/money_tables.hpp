#pragma once
/// Money by town, year and payer, and by clause and year.
#include "output/figures/sample.hpp"
#include "output/render/table.hpp"

namespace eldercast {

/// One row a town, year and payer with money; what belongs to no town (training, and whatever is paid for the district as a whole) stands
/// in rows of its own, so that the sum over all rows is the district's.
[[nodiscard]] Table town_money_table(const Sample& sample);

/// One row a clause and year, the largest clause first; "none" is money under no clause: fees, own building money, running costs.
[[nodiscard]] Table clauses_table(const Sample& sample);

}  // namespace eldercast
