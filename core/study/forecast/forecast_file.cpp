#include "study/forecast/forecast_file.hpp"

#include <set>
#include <utility>

#include "scenario/parameters/month_cell.hpp"
#include "scenario/source/csv.hpp"
#include "scenario/source/csv_cells.hpp"
#include "scenario/source/file_text.hpp"

namespace eldercast {
namespace {

constexpr Limits kShareOpen{0, 100};
constexpr std::array<std::string_view, 7> kForecastColumns{"kind", "month", "p5", "p25", "p50", "p75", "p95"};
constexpr std::array<std::string_view, 4> kOutcomeColumns{"kind", "month", "value", "source"};

/// Reads each row of a table by `read(cells)`, which reads what is its own; kind and month are read and looked at here.
template <class Row, class Read>
std::optional<std::vector<Row>> read_rows(const std::filesystem::path& file, std::span<const std::string_view> columns,
                                          Diagnostics& diagnostics, Read read) {
  const Place asked{std::make_shared<const SourceText>(file.string(), file, ""), 0, 1, 1};
  const std::optional<std::filesystem::path> path = find_typed(file, kCsvEnding, asked, diagnostics);
  const SourceRef source = path ? read_table_text(*path, file.string(), asked, diagnostics) : nullptr;
  if (!source) return std::nullopt;
  const std::optional<CsvTable> table = CsvTable::parse(source, columns, diagnostics, std::array<std::string_view, 1>{"note"});
  if (!table || !table->complete()) return std::nullopt;
  std::vector<Row> out;
  std::set<std::pair<FacilityKind, YearMonth>> seen;
  for (std::size_t r = 0; r < table->rows(); ++r) {
    CellReader cells(*table, r, diagnostics);
    Row row;
    row.kind = cells.choice<FacilityKind>("kind");
    row.month = month_cell(cells, "month");
    read(cells, row);
    if (cells.ok() && !seen.insert({row.kind, row.month}).second) {
      cells.report("scenario.duplicate", "month", "this month of the kind stands here a second time");
    }
    if (cells.ok()) out.push_back(row);
  }
  if (diagnostics.has_errors()) return std::nullopt;
  return out;
}

}  // namespace

std::optional<std::vector<ForecastRow>> read_forecast(const std::filesystem::path& file, Diagnostics& diagnostics) {
  return read_rows<ForecastRow>(file, kForecastColumns, diagnostics, [](CellReader& cells, ForecastRow& row) {
    for (std::size_t level = 0; level < kForecastLevels.size(); ++level) {
      row.quantiles[level] = cells.number(kForecastColumns[level + 2], kShareOpen);
      if (level > 0 && cells.ok() && row.quantiles[level] < row.quantiles[level - 1]) {
        cells.report("scenario.range", kForecastColumns[level + 2], "a quantile is smaller than that of a lower level");
      }
    }
  });
}

std::optional<std::vector<OutcomeRow>> read_outcome_rows(const std::filesystem::path& file, Diagnostics& diagnostics) {
  return read_rows<OutcomeRow>(file, kOutcomeColumns, diagnostics, [](CellReader& cells, OutcomeRow& row) {
    row.value = cells.number("value", kShareOpen);
    static_cast<void>(cells.text("source"));
  });
}

}  // namespace eldercast
