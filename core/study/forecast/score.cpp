#include "study/forecast/score.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "model/base/require.hpp"
#include "scenario/parameters/month_cell.hpp"
#include "scenario/source/csv.hpp"
#include "scenario/source/csv_cells.hpp"
#include "scenario/source/file_text.hpp"

namespace eldercast {
namespace {

/// Integral of 2 (1{outcome <= q} - level)(q - outcome) over levels from `a` to `b`, on which q goes from `qa` to `qb` in a straight line
/// and does not cross the outcome.
double piece_without_crossing(double a, double b, double qa, double qb, double outcome) {
  const double below = (qa + qb) / 2 >= outcome ? 1.0 : 0.0;
  // (below - level) and (q - outcome) are both linear: Simpson's rule is exact.
  const auto at = [&](double level, double q) { return 2 * (below - level) * (q - outcome); };
  return (b - a) / 6 * (at(a, qa) + 4 * at((a + b) / 2, (qa + qb) / 2) + at(b, qb));
}

double piece(double a, double b, double qa, double qb, double outcome) {
  if (qa < outcome && outcome < qb) {
    const double crossing = a + (b - a) * (outcome - qa) / (qb - qa);
    return piece_without_crossing(a, crossing, qa, outcome, outcome) + piece_without_crossing(crossing, b, outcome, qb, outcome);
  }
  return piece_without_crossing(a, b, qa, qb, outcome);
}

void add(Score& score, const ForecastRow& row, double outcome) {
  ++score.outcomes;
  const auto& q = row.quantiles;
  score.in_half += q[1] <= outcome && outcome <= q[3] ? 1 : 0;
  score.in_ninety += q[0] <= outcome && outcome <= q[4] ? 1 : 0;
  score.crps += crps_of_quantiles(kForecastLevels, q, outcome);
  score.bias += q[2] - outcome;
}

void divide(Score& score) {
  if (score.outcomes == 0) return;
  for (double* one : {&score.in_half, &score.in_ninety, &score.crps, &score.bias}) *one /= score.outcomes;
}

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

double crps_of_quantiles(std::span<const double> levels, std::span<const double> quantiles, double outcome) {
  require(!levels.empty() && levels.size() == quantiles.size(), "crps_of_quantiles: one quantile a level");
  double sum = piece(0, levels.front(), quantiles.front(), quantiles.front(), outcome);
  for (std::size_t i = 0; i + 1 < levels.size(); ++i) sum += piece(levels[i], levels[i + 1], quantiles[i], quantiles[i + 1], outcome);
  return sum + piece(levels.back(), 1, quantiles.back(), quantiles.back(), outcome);
}

ForecastScore score_forecast(std::string name, std::span<const ForecastRow> forecast, std::span<const OutcomeRow> outcomes) {
  ForecastScore out;
  out.name = std::move(name);
  for (const OutcomeRow& outcome : outcomes) {
    const auto row = std::find_if(forecast.begin(), forecast.end(),
                                  [&](const ForecastRow& one) { return one.kind == outcome.kind && one.month == outcome.month; });
    if (row == forecast.end()) {
      ++out.without_row;
      continue;
    }
    add(out.kinds[index_of(outcome.kind)], *row, outcome.value);
    add(out.all, *row, outcome.value);
  }
  for (Score& kind : out.kinds) divide(kind);
  divide(out.all);
  return out;
}

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
