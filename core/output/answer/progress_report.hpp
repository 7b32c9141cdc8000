#pragma once
/// The two-monthly progress table: what is planned, open, paid for, staffed and used, for the district, a town, or all towns at once.
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/outcome.hpp"
#include "output/description.hpp"
#include "output/render/table.hpp"
#include "output/statistics.hpp"

namespace eldercast {

/// What is shown. Without anything: the district, period by period. With `period`: every town at its end. With both: the one row.
struct ProgressQuery {
  std::optional<TownId> town;
  std::optional<int> period;
};

/// A period of the district or a town, or a town at the end of a period. `money_paid_yuan` is in yuan.
struct ProgressRow {
  std::string period;  ///< "2019-01/02"
  std::string town;    ///< code; empty: the district
  std::string name_zh;
  std::string name_en;
  PerEnum<Progress, Estimate> cells;
};

struct ProgressReport {
  std::string name_zh;
  std::string name_en;
  Text about;  ///< town or period that was asked for; empty: the district
  bool by_town = false;
  int replicates = 0;
  std::vector<ProgressRow> rows;  ///< by town: all towns together last
  Estimate paid_by_no_town;       ///< yuan paid until the last period shown for what no town has (courses, for instance): in no row
};

/// Number of the period that a month of the run lies in; absent outside the run.
[[nodiscard]] std::optional<int> period_of(const Description& description, YearMonth month);
/// Failed replicates are left out.
[[nodiscard]] ProgressReport progress_report(const Description& description, std::span<const Outcome> outcomes, const ProgressQuery& query);
/// One row a period, or a town.
[[nodiscard]] Table progress_table(const ProgressReport& report);
[[nodiscard]] std::string render_text(const ProgressReport& report, Language language, std::size_t width);
/// "format" is "eldercast-progress", "version" 1; money in yuan.
[[nodiscard]] std::string render_json(const ProgressReport& report);

}  // namespace eldercast
