#include "study/forecast/forecast_tables.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "scenario/parameters/month_cell.hpp"
#include "scenario/source/csv.hpp"
#include "scenario/source/csv_cells.hpp"
#include "scenario/source/file_text.hpp"

namespace eldercast {
namespace {

constexpr Limits kCount0{0, 1e7};
constexpr Limits kJudgedValue{0, 1e4};

struct ParameterName {
  std::string_view name;
  Judged ForecastParameters::*values;
};

constexpr std::array kParameterNames{ParameterName{"prepare_months", &ForecastParameters::prepare_months},
                                     ParameterName{"build_months", &ForecastParameters::build_months},
                                     ParameterName{"slip_ratio", &ForecastParameters::slip_ratio},
                                     ParameterName{"common_slip", &ForecastParameters::common_slip},
                                     ParameterName{"kind_slip", &ForecastParameters::kind_slip},
                                     ParameterName{"year_end_share", &ForecastParameters::year_end_share},
                                     ParameterName{"pull_months", &ForecastParameters::pull_months},
                                     ParameterName{"campaign_probability", &ForecastParameters::campaign_probability},
                                     ParameterName{"interim_campaign_probability", &ForecastParameters::interim_campaign_probability},
                                     ParameterName{"campaign_share", &ForecastParameters::campaign_share},
                                     ParameterName{"never_built_share", &ForecastParameters::never_built_share},
                                     ParameterName{"unsited_wait_months", &ForecastParameters::unsited_wait_months},
                                     ParameterName{"opening_skew", &ForecastParameters::opening_skew},
                                     ParameterName{"outbreak_months", &ForecastParameters::outbreak_months},
                                     ParameterName{"wave_probability", &ForecastParameters::wave_probability},
                                     ParameterName{"wave_months", &ForecastParameters::wave_months},
                                     ParameterName{"growth_probability", &ForecastParameters::growth_probability},
                                     ParameterName{"growth_per_year", &ForecastParameters::growth_per_year},
                                     ParameterName{"closed_per_year", &ForecastParameters::closed_per_year},
                                     ParameterName{"count_error", &ForecastParameters::count_error},
                                     ParameterName{"aim_binds_probability", &ForecastParameters::aim_binds_probability}};

class ForecastReader {
 public:
  ForecastReader(std::filesystem::path folder, YearMonth as_of, Diagnostics& diagnostics)
      : folder_(std::move(folder)), diagnostics_(diagnostics) {
    out_.as_of = as_of;
  }

  std::optional<ForecastTables> read() {
    each_row("kinds.csv", std::array<std::string_view, 5>{"kind", "denominator", "most", "known", "source"},
             [&](CellReader& cells) { read_kind(cells); });
    each_row("plans.csv",
             std::array<std::string_view, 10>{"kind", "variant", "weight", "part", "due", "facilities", "low", "high", "known", "source"},
             [&](CellReader& cells) { read_plan(cells); });
    each_row("stages.csv", std::array<std::string_view, 6>{"kind", "month", "stage", "projects", "known", "source"},
             [&](CellReader& cells) { read_stage(cells); });
    each_row("counts.csv", std::array<std::string_view, 6>{"kind", "earliest", "month", "open", "known", "source"},
             [&](CellReader& cells) { read_count(cells); });
    each_row("parameters.csv", std::array<std::string_view, 8>{"parameter", "kind", "median", "low", "high", "quality", "known", "source"},
             [&](CellReader& cells) { read_parameter(cells); });
    if (!diagnostics_.has_errors()) check();
    if (diagnostics_.has_errors()) return std::nullopt;
    return std::move(out_);
  }

 private:
  template <std::size_t N, class Read>
  void each_row(const char* name, const std::array<std::string_view, N>& columns, Read read) {
    const std::filesystem::path file = folder_ / name;
    const Place asked{std::make_shared<const SourceText>(file.string(), file, ""), 0, 1, 1};
    const std::optional<std::filesystem::path> path = find_typed(file, kCsvEnding, asked, diagnostics_);
    const SourceRef source = path ? read_table_text(*path, file.string(), asked, diagnostics_) : nullptr;
    if (!source) return;
    header_ = asked;
    const std::optional<CsvTable> table = CsvTable::parse(source, columns, diagnostics_, std::array<std::string_view, 1>{"note"});
    if (!table) return;
    header_ = table->header();
    for (std::size_t row = 0; row < table->rows(); ++row) {
      CellReader cells(*table, row, diagnostics_);
      const YearMonth known = month_cell(cells, "known");
      static_cast<void>(cells.text("source"));
      if (cells.ok() && known > out_.as_of) {
        ++out_.left_out;
        continue;
      }
      read(cells);
    }
  }

  /// Number of the pool that the cell names.
  static std::size_t pool_cell(CellReader& cells) {
    const auto kind = cells.choice<FacilityKind>("kind");
    if (kind != FacilityKind::care_home) return index_of(kind);
    cells.report("scenario.choice", "kind", "care homes are not of the plan and are not forecast");
    return 0;
  }

  Spread range_cells(CellReader& cells, std::string_view middle, Limits limits) {
    Spread out;
    out.median = cells.number(middle, limits);
    out.low = cells.optional_number("low", limits).value_or(out.median);
    out.high = cells.optional_number("high", limits).value_or(out.median);
    if (cells.ok() && (out.low > out.median || out.high < out.median)) {
      cells.report("scenario.range", "low", fmt::format("low, {} and high must ascend", middle));
    }
    if (cells.ok() && out.low <= 0 && out.high > out.low) {
      cells.report("scenario.range", "low", "a range is log-normal: its low end must be above 0");
    }
    return out;
  }

  void read_kind(CellReader& cells) {
    Pool& pool = out_.pools[pool_cell(cells)];
    pool.denominator = cells.number("denominator", {1, kCount0.max});
    pool.most = cells.number("most", {1, kCount0.max});
  }

  void read_plan(CellReader& cells) {
    Pool& pool = out_.pools[pool_cell(cells)];
    const std::string name = cells.name("variant");
    const double weight = cells.number("weight", kShare);
    PoolPlan row;
    row.part = cells.choice<PlannedAs>("part");
    row.due = month_cell(cells, "due");
    row.facilities = range_cells(cells, "facilities", kCount0);
    if (!cells.ok()) return;
    auto found = std::find_if(pool.variants.begin(), pool.variants.end(), [&](const PlanVariant& v) { return v.name == name; });
    if (found == pool.variants.end()) found = pool.variants.insert(pool.variants.end(), PlanVariant{name, weight, {}});
    if (found->weight != weight) cells.report("scenario.range", "weight", fmt::format("the rows of '{}' have one weight", name));
    found->rows.push_back(row);
  }

  void read_stage(CellReader& cells) {
    Pool& pool = out_.pools[pool_cell(cells)];
    StageCount count;
    count.month = month_cell(cells, "month");
    count.stage = cells.choice<Stage>("stage");
    count.projects = cells.number("projects", kCount0);
    if (!cells.ok()) return;
    if (!pool.stages.empty() && pool.stages.front().month > count.month) return;
    if (!pool.stages.empty() && pool.stages.front().month < count.month) pool.stages.clear();
    pool.stages.push_back(count);
  }

  void read_count(CellReader& cells) {
    Pool& pool = out_.pools[pool_cell(cells)];
    OpenCount count;
    count.earliest = month_cell(cells, "earliest");
    count.month = month_cell(cells, "month");
    count.open = cells.number("open", kCount0);
    if (cells.ok() && count.earliest > count.month) cells.report("scenario.date", "earliest", "earliest lies after month");
    if (cells.ok()) pool.counts.push_back(count);
  }

  void read_parameter(CellReader& cells) {
    std::vector<Candidate> names;
    for (const ParameterName& one : kParameterNames) names.push_back({std::string(one.name), ""});
    const std::size_t which = cells.choose("parameter", cells.text("parameter"), names);
    const bool all = cells.empty("kind");
    const std::size_t pool = all ? 0 : pool_cell(cells);
    const Spread value = range_cells(cells, "median", kJudgedValue);
    if (!cells.ok()) return;
    for (std::size_t k = 0; k < kForecastKinds.size(); ++k) {
      if (!all && k != pool) continue;
      if (seen_[which][k]) cells.report("scenario.duplicate", "parameter", "this parameter has a second value for a kind");
      seen_[which][k] = true;
      (out_.parameters.*kParameterNames[which].values)[k] = value;
    }
  }

  void check() {
    for (std::size_t k = 0; k < kForecastKinds.size(); ++k) {
      const std::string_view kind = name_of(kForecastKinds[k]);
      if (out_.pools[k].denominator <= 0) missing(fmt::format("kinds.csv has no row for {} that was known by then", kind));
      if (out_.pools[k].variants.empty()) missing(fmt::format("plans.csv has no row for {} that was known by then", kind));
      for (std::size_t p = 0; p < kParameterNames.size(); ++p) {
        if (!seen_[p][k]) missing(fmt::format("there is no {} for {} that was known by then", kParameterNames[p].name, kind));
      }
    }
  }
  void missing(std::string message) { diagnostics_.add({"scenario.required", header_, std::move(message), {}, ""}); }

  std::filesystem::path folder_;
  Diagnostics& diagnostics_;
  ForecastTables out_;
  Place header_;
  std::array<PerPool<bool>, kParameterNames.size()> seen_{};
};

}  // namespace

std::optional<ForecastTables> read_forecast_tables(const std::filesystem::path& folder, YearMonth as_of, Diagnostics& diagnostics) {
  return ForecastReader(folder, as_of, diagnostics).read();
}

}  // namespace eldercast
