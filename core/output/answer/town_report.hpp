#pragma once
/// One line a town at the end of a year: who lives there, what is covered, beds, carers, the money it advances and whether its centre pays.
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/outcome.hpp"
#include "output/description.hpp"
#include "output/render/table.hpp"
#include "output/statistics.hpp"

namespace eldercast {

struct TownReportRow {
  std::string code;
  std::string name_zh;
  std::string name_en;
  Estimate residents;
  Estimate communities_covered;  ///< with a facility of their own
  int communities = 0;
  Estimate villages_covered;
  int villages = 0;
  std::vector<double> covered_share;  ///< year: mean share of its settlements with a facility of their own
  Estimate beds_open;
  Estimate beds_occupied;
  Estimate beds_staffed;
  Estimate bed_shortfall;
  PerEnum<ShortfallCause, Estimate> bed_shortfall_by_cause;
  Estimate carers;
  Estimate waited_for_money;            ///< project-months until the end of the year in which its projects were due and money was missing
  Estimate accrued;                     ///< yuan of all payers, over the run until the end of the year
  Estimate prefinancing_peak;           ///< yuan, highest month-end balance until the end of the year of building money that nobody repaid
  std::optional<YearMonth> peak_month;  ///< of the run: median over the replicates that advance money; absent if none does
  Estimate break_even;                  ///< at the run's end: occupancy at which the centre covers its cost; NaN without an open centre
};

struct TownReport {
  std::string name_zh;
  std::string name_en;
  YearMonth end;  ///< the month whose state is shown
  int replicates = 0;
  std::vector<TownReportRow> rows;
  Estimate accrued_by_no_town;  ///< yuan of all payers for what no town has, over the run until the end of the year
  Estimate accrued;             ///< the same of the district: of all towns, and of none
  Estimate grants_waiting;      ///< yuan that grants will repay to all towns together, the most at a month's end so far
};

/// By what the rows of a report can be sorted; the order of the scenario otherwise. Covered ascends, all others descend.
enum class TownOrder : std::uint8_t { scenario, residents, covered, short_of_beds, carers, money, advanced };
template <>
struct Names<TownOrder> {
  static constexpr std::array<std::string_view, 7> kText{"scenario", "residents", "covered", "short", "carers", "money", "advanced"};
};

/// `year`: number of a calendar year of the run, absent: its last. Failed replicates are left out.
[[nodiscard]] TownReport town_report(const Description& description, std::span<const Outcome> outcomes, std::optional<int> year = {});
void sort_rows(TownReport& report, TownOrder order);
/// Towns in which at least one person is short of a bed on average, the most first, and the causes; empty where there is none.
[[nodiscard]] Text short_of_beds(const TownReport& report);
/// One row a town.
[[nodiscard]] Table towns_table(const TownReport& report);
[[nodiscard]] std::string render_text(const TownReport& report, Language language, std::size_t width);
/// With intervals; "format" is "eldercast-towns", "version" 1; money in yuan.
[[nodiscard]] std::string render_json(const TownReport& report);

}  // namespace eldercast
