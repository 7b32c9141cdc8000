#pragma once
/// How figures and what changes of them are shown: screens and pages have money in 10,000 yuan and shares in per cent, files have the
/// figure's own unit.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "output/figures/figures.hpp"
#include "output/figures/paired.hpp"
#include "output/render/language.hpp"
#include "output/render/table.hpp"

namespace eldercast {

/// What a screen shows for one of `unit`: 1/10,000 for yuan, 100 for shares, else 1.
[[nodiscard]] double shown_per_unit(std::string_view unit);
/// ", 10k CNY", "，%", or nothing: behind a name, what its numbers are in.
[[nodiscard]] Text unit_words(std::string_view unit);
/// Name, unit and, where it is not the value at the end, that it is of the whole run.
[[nodiscard]] Text figure_label(const Figure& figure);

/// The number of a figure as screens and pages show it, without the unit; "-" if it is not known.
[[nodiscard]] std::string figure_number(const Figure& figure, double value);
/// What brackets behind a mean difference hold: 90% of the replicates (what may happen), or the 90% interval of the mean (what is known of
/// it).
enum class Brackets : std::uint8_t { replicates, mean };

/// "+12 [+7, +19]": the mean difference; "0" if no replicate differs, "-" without a pair, no brackets where there is one pair alone.
[[nodiscard]] std::string difference_text(const Figure& figure, const Difference& difference, Brackets brackets = Brackets::replicates);
/// "better", "on average worse": what a difference is worth, as direction_of() decides; empty where no direction is told or none is good.
[[nodiscard]] Text worth_words(const Figure& figure, const Difference& difference);

/// Columns of a table that has a figure a row: its name, then what it is in two runs that `a` and `b` name, and the change. Screens show
/// texts, files numbers in the unit that stands beside them.
[[nodiscard]] std::vector<TableColumn> difference_columns(const Text& a, const Text& b, Brackets brackets = Brackets::replicates);
/// The cells of such a row.
[[nodiscard]] std::vector<Cell> difference_cells(const Figure& figure, const Difference& difference,
                                                 Brackets brackets = Brackets::replicates);

}  // namespace eldercast
