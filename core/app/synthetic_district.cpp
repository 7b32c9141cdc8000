#include "app/synthetic_district.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <map>
#include <memory>
#include <stdexcept>
#include <string_view>

#include "files/whole_file.hpp"
#include "scenario/parameters/sections.hpp"
#include "scenario/reader.hpp"
#include "scenario/source/csv.hpp"
#include "scenario/source/file_text.hpp"
#include "scenario/tables/tables.hpp"
#include "text/csv_text.hpp"

namespace eldercast {
namespace {

namespace fs = std::filesystem;

/// Distance between the edges of two copies, degrees: farther than anybody goes for a bed.
constexpr double kGap = 0.3;
/// Copies stand in rows from west to east, twice as many as there are rows, so that even a country stays on the map.
constexpr double kRowsToColumns = 2.0;

/// The towns of a copy stand behind those of the copies before it.
constexpr std::int64_t kOrders = 1000;

/// Where a copy lies, degrees from the first one.
struct Shift {
  double lon = 0;
  double lat = 0;
};

class Tiler {
 public:
  Tiler(fs::path folder, int tiles, const Scenario& scenario) : folder_(std::move(folder)), tiles_(tiles) {
    const auto [west, east] =
        std::minmax_element(scenario.towns.begin(), scenario.towns.end(), [](const Town& a, const Town& b) { return a.lon < b.lon; });
    const auto [south, north] =
        std::minmax_element(scenario.towns.begin(), scenario.towns.end(), [](const Town& a, const Town& b) { return a.lat < b.lat; });
    width_ = east->lon - west->lon + kGap;
    height_ = north->lat - south->lat + kGap;
  }

  void write_tables() const {
    for (const char* table : {"towns", "settlements", "census", "existing", "projects"}) write_table(table);
  }

 private:
  using Row = std::map<std::string_view, std::string>;

  [[nodiscard]] Shift shift(int tile) const {
    const int columns = static_cast<int>(std::ceil(std::sqrt(kRowsToColumns * tiles_)));
    const int row = tile / columns;
    return {tile % columns * width_, row * height_};
  }

  /// The first copy keeps its codes and names.
  [[nodiscard]] static std::string numbered(const std::string& name, int tile) {
    return name.empty() || tile == 0 ? name : fmt::format("{}-{}", name, tile + 1);
  }

  [[nodiscard]] static std::string moved(const std::string& degrees, double by) {
    return degrees.empty() ? degrees : fmt::format("{:.5f}", std::stod(degrees) + by);
  }

  void change(Row& row, std::string_view column, int tile) const {
    std::string& cell = row.at(column);
    const bool name = column == "code" || column == "id" || column == "town" || column == "settlement" || column == "converts" ||
                      column == "name_zh" || column == "name_en";
    if (name) cell = numbered(cell, tile);
    if (column == "lon") cell = moved(cell, shift(tile).lon);
    if (column == "lat") cell = moved(cell, shift(tile).lat);
    if (column == "order" && !cell.empty()) cell = std::to_string(std::stoll(cell) + std::int64_t{tile} * kOrders);
    if (column == "population_first" || column == "population_second") cell = std::to_string(std::stoll(cell) * tiles_);
  }

  void write_table(std::string_view table) const {
    const fs::path path = folder_ / "data" / fmt::format("{}.csv", table);
    const Place asked{std::make_shared<const SourceText>(path.string(), path, ""), 0, 1, 1};
    Diagnostics diagnostics;
    const std::span<const std::string_view> optional = optional_columns_of(table);
    const SourceRef source = read_table_text(fs::canonical(path), path.string(), asked, diagnostics);
    const std::optional<CsvTable> rows = source ? CsvTable::parse(source, columns_of(table), diagnostics, optional) : std::nullopt;
    if (!rows || !rows->complete()) throw std::runtime_error(diagnostics.render(false));
    std::vector<std::string_view> columns(columns_of(table).begin(), columns_of(table).end());
    std::copy_if(optional.begin(), optional.end(), std::back_inserter(columns), [&](std::string_view one) { return rows->has(one); });
    // The census counts the whole district: its rows stay as many.
    const int copies = table == "census" ? 1 : tiles_;
    std::string text;
    const auto write_row = [&](const auto& cell_of) {
      for (std::size_t c = 0; c < columns.size(); ++c) text += (c == 0 ? "" : ",") + csv_quoted(cell_of(columns[c]));
      text += "\n";
    };
    write_row([](std::string_view column) { return std::string(column); });
    for (int tile = 0; tile < copies; ++tile) {
      for (std::size_t r = 0; r < rows->rows(); ++r) {
        Row row;
        for (const std::string_view column : columns) {
          row[column] = rows->text(r, column);
          change(row, column, tile);
        }
        write_row([&](std::string_view column) { return row.at(column); });
      }
    }
    fs::remove(path);
    write_whole(path, text);
  }

  fs::path folder_;
  int tiles_;
  double width_ = 0;
  double height_ = 0;
};

/// Parameters of rules that count for the whole district.
constexpr std::array<std::string_view, 10> kRuleTotals{"funding.lottery_fund.yearly_income_yuan",
                                                       "funding.lottery_fund.district_budget_yuan_per_year",
                                                       "funding.service_purchase.yearly_budget_yuan",
                                                       "staffing.care_workforce.market_hires_per_month",
                                                       "staffing.helpers_and_volunteers.district_helpers_per_quarter",
                                                       "staffing.training_pipeline.carer_intake_per_month",
                                                       "staffing.training_pipeline.supervisor_intake_per_quarter",
                                                       "staffing.training_pipeline.director_intake_per_year",
                                                       "staffing.training_pipeline.carer_target",
                                                       "staffing.training_pipeline.supervisor_target"};

/// Values times the number of copies, as text that extends the base.
class Totals {
 public:
  explicit Totals(int tiles) : tiles_(tiles) {}

  void add(const std::string& table, const std::string& key, double value, double largest) {
    const double wanted = value * tiles_;
    if (wanted > largest) short_.push_back(fmt::format("{}.{} stays at {:.0f}, the end of its range", table, key, largest));
    tables_[table] += fmt::format("{} = {:.0f}\n", key, std::min(wanted, largest));
  }
  void add_section(const std::string& table, const std::string& key, double value) {
    if (const auto found = find_parameter(table + "." + key)) add(table, key, value, found->row->max);
  }
  [[nodiscard]] std::string text() const {
    std::string out;
    for (const auto& [table, lines] : tables_) out += fmt::format("\n[{}]\n{}", table, lines);
    return out;
  }
  [[nodiscard]] const std::vector<std::string>& at_the_end() const { return short_; }

 private:
  int tiles_;
  std::map<std::string, std::string> tables_;
  std::vector<std::string> short_;
};

Totals totals_of(const Scenario& scenario, int tiles, const RuleCatalog& rules) {
  Totals totals(tiles);
  totals.add_section("staff", "carers_at_start", scenario.staff.carers_at_start);
  totals.add_section("targets", "carers_trained", scenario.targets.carers_trained);
  totals.add_section("targets", "supervisors_trained", scenario.targets.supervisors_trained);
  totals.add_section("targets", "directors_trained", scenario.targets.directors_trained);
  for (const RuleSpec& spec : scenario.rules) {
    const auto found = rules.find(spec.id);
    const auto* description = std::get_if<RuleDescription>(&found);
    if (description == nullptr) continue;
    std::string table = spec.id;
    std::replace(table.begin(), table.end(), '/', '.');
    for (std::size_t i = 0; i < description->rows.size(); ++i) {
      const ParameterRow& row = description->rows[i];
      const std::string id = fmt::format("{}.{}", table, row.path);
      if (std::find(kRuleTotals.begin(), kRuleTotals.end(), id) != kRuleTotals.end())
        totals.add(table, row.path, spec.values[i].number, row.max);
    }
  }
  return totals;
}

}  // namespace

std::vector<std::string> tile_district(const fs::path& folder, int tiles, const std::string& id, const RuleCatalog& rules) {
  const ReadResult read = read_scenario(folder / "baseline.toml", {{}, &rules});
  if (!read.scenario) throw std::runtime_error(read.diagnostics.render(false));
  Tiler(folder, tiles, *read.scenario).write_tables();
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().filename() != "baseline.toml") fs::remove(entry.path());
  }
  fs::rename(folder / "baseline.toml", folder / "base.toml");
  const Totals totals = totals_of(*read.scenario, tiles, rules);
  write_whole(
      folder / "baseline.toml",
      fmt::format("schema = 1\nextends = \"base.toml\"\n\n"
                  "# {0} times the district of base.toml, side by side: invented, to see how time and memory grow. What counts for the\n"
                  "# whole district stands here, {0} times as large.\n\n"
                  "[scenario]\nid = \"{1}\"\nname_zh = \"{1}\"\nname_en = \"{0} x {2}\"\nreplicates = 1\n"
                  "full_detail_replicates = 0\n{3}",
                  tiles, id, read.scenario->id, totals.text()));
  return totals.at_the_end();
}

}  // namespace eldercast
