#pragma once
/// One line a town at the run's end: who lives there, what is covered, beds, carers, the money it advances and whether its centre pays.
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/outcome.hpp"
#include "output/description.hpp"
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
  Estimate bed_shortfall;
  Estimate carers;
  Estimate waited_for_money;            ///< project-months of the run in which its projects were due and money was missing, whosever
  Estimate prefinancing_peak;           ///< yuan, highest month-end balance of the run
  std::optional<YearMonth> peak_month;  ///< median over the replicates that advance money; absent if none does
  Estimate break_even;                  ///< occupancy at which the centre covers its cost, 0 to 1 and above; NaN without an open centre
};

struct TownReport {
  std::string name_zh;
  std::string name_en;
  YearMonth end;
  int replicates = 0;
  std::vector<TownReportRow> rows;
};

/// Failed replicates are left out.
[[nodiscard]] TownReport town_report(const Description& description, std::span<const Outcome> outcomes);
/// Means in lines of at most 100 columns; money in 万元.
[[nodiscard]] std::string render_text(const TownReport& report);
/// With intervals; "format" is "eldercast-towns", "version" 1; money in yuan.
[[nodiscard]] std::string render_json(const TownReport& report);

}  // namespace eldercast
