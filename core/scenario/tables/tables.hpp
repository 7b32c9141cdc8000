#pragma once
/// The data tables of a scenario: which there are, and reading each into the scenario with the checks that need only this table and the
/// names of earlier ones.
#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/scenario.hpp"
#include "scenario/source/csv.hpp"
#include "scenario/source/csv_cells.hpp"
#include "scenario/source/diagnostic.hpp"
#include "text/suggest.hpp"

namespace eldercast {

/// The names that one table gives to its rows, for references from other tables.
class CodeIndex {
 public:
  /// Adds the name in `column` of this row; a name that is taken is scenario.duplicate and cites the first row. A name that a spreadsheet
  /// has made a rounded number of is scenario.code, told once: then nobody can say which names are known.
  /// `label` and `also` are what the row is called in Chinese and in English.
  void add(CellReader& cells, std::string_view column, const std::string& code, std::string label, std::string also = {});
  /// States which item of the scenario a name stands for. A name without an item belongs to a row with an error.
  void set_item(const std::string& code, std::size_t item);
  /// The item that `code`, read from `column`, stands for. An unknown name is reported as `problem`: "'x' is not a <what> of <table>", with
  /// the codes that are near to it or that bear it as a name, and the row that may be missing; not so when rows of the table could not be
  /// read, because the name may be theirs.
  std::optional<std::size_t> resolve(CellReader& cells, std::string_view column, const std::string& code, const char* problem,
                                     std::string_view what) const;
  /// Where the name is given, or nothing.
  [[nodiscard]] std::optional<Place> place(const std::string& code) const;
  /// Says which table gives the names, once all are added; null if it could not be read.
  void close(const CsvTable* table) { table_ = table; }

 private:
  struct Entry {
    Place place;
    std::optional<std::size_t> item;
  };
  [[nodiscard]] std::string help_for(const std::string& code) const;
  void refuse_rounded(CellReader& cells, std::string_view column, const std::string& code);

  std::map<std::string, Entry, std::less<>> entries_;
  std::vector<Candidate> candidates_;  ///< in the order of the table
  const CsvTable* table_ = nullptr;
  bool rounded_ = false;
};

/// Items of the scenario and the rows that they came from: item i came from row rows[i]. Rows with an error have no item.
struct RowsOf {
  const CsvTable* table = nullptr;  ///< null if the table could not be read
  std::vector<std::size_t> rows;
  bool complete = true;  ///< every row of the file has its item

  [[nodiscard]] bool usable() const { return table != nullptr && complete; }
  [[nodiscard]] Place place(std::size_t item, std::string_view column) const { return table->place(rows[item], column); }
};

/// What is known of the tables while and after they are read.
struct Tables {
  std::map<std::string_view, CsvTable> csv;  ///< by the name in [data]; a table that could not be read is absent

  CodeIndex town_codes;
  CodeIndex settlement_codes;
  CodeIndex facility_ids;  ///< existing facilities and projects share one space of names
  CodeIndex service_ids;

  RowsOf towns, settlements, census, age_shape, mortality, disability, moves, existing, projects, candidates, services, demand, build,
      changes, observed;
  std::vector<std::size_t> build_projects;  ///< position of the project of each item of `build`: among projects, then candidates
};

/// The columns of a table by its name in [data].
[[nodiscard]] std::span<const std::string_view> columns_of(std::string_view table);
/// Those that it may have besides.
[[nodiscard]] std::span<const std::string_view> optional_columns_of(std::string_view table);

/// Reads all tables that are in `tables.csv` into `scenario`.
void read_tables(Tables& tables, Scenario& scenario, Diagnostics& diagnostics);

// The steps of read_tables, in their order.
void read_places(Tables& tables, Scenario& scenario, Diagnostics& diagnostics);
void read_population_tables(Tables& tables, Scenario& scenario, Diagnostics& diagnostics);
void read_facilities(Tables& tables, Scenario& scenario, Diagnostics& diagnostics);
/// After the facilities: what moves has a row of its own among those of the start, for its new site.
void read_changes(Tables& tables, Scenario& scenario, Diagnostics& diagnostics);
void read_services(Tables& tables, Scenario& scenario, Diagnostics& diagnostics);
void read_observed(Tables& tables, Scenario& scenario, Diagnostics& diagnostics);

/// A month, or nothing in an empty cell, which means `empty_means`; "": a cell that is never empty.
[[nodiscard]] std::optional<YearMonth> read_month(CellReader& cells, std::string_view column, std::string_view empty_means);
/// Each kind of facility belongs to one kind of town or settlement; if not, scenario.kind at the cell `kind`.
void check_fit(CellReader& cells, FacilityKind kind, SettlementId id, const Scenario& scenario, const Tables& tables);

/// Calls `read(cells)` for every row, which returns an item; keeps the items of rows without a problem.
template <class T, class Read>
void read_rows(Tables& tables, std::string_view name, RowsOf& rows, std::vector<T>& items, Diagnostics& diagnostics, Read read) {
  const auto found = tables.csv.find(name);
  if (found == tables.csv.end()) {
    rows.complete = false;
    return;
  }
  const CsvTable& table = found->second;
  rows.table = &table;
  rows.complete = table.complete();
  for (std::size_t row = 0; row < table.rows(); ++row) {
    CellReader cells(table, row, diagnostics);
    T item = read(cells);
    if (!cells.ok()) {
      rows.complete = false;
      continue;
    }
    items.push_back(std::move(item));
    rows.rows.push_back(row);
  }
}

/// What choices of the scenario change in its tables: with AllocationParameters::nursing_beds_for_all whoever takes a bed takes a nursing
/// bed last; candidates that are built or offered, by ScheduleParameters or by the build table, become projects.
void apply_choices(Scenario& scenario);

}  // namespace eldercast
