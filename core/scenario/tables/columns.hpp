#pragma once
/// Every column of every data table: its name, what a cell may hold, what it means. The reader takes the names from here, and the page of
/// input tables everything.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace eldercast {

/// How much a column is needed.
enum class ColumnNeed : std::uint8_t {
  filled,  ///< every row has a value
  empty,   ///< the column stands in the header; a cell may be empty
  absent   ///< the column may be left out altogether
};

struct ColumnRow {
  std::string_view name;
  ColumnNeed need = ColumnNeed::filled;
  std::string_view accepts;                            ///< "number, 0 to 1"; empty where words_of says it
  std::vector<std::string_view> (*words)() = nullptr;  ///< the closed list of words of a cell
  std::string_view en;
  std::string_view zh;
};

/// One table by its name in [data].
struct TableRow {
  std::string_view name;
  bool optional = false;  ///< a scenario may do without
  std::string_view en;
  std::string_view zh;
  std::span<const ColumnRow> columns;
};

/// All tables, in the order in which people fill them; `parameters` among them.
[[nodiscard]] std::span<const TableRow> table_rows();

/// docs/reference/input-tables.md.
[[nodiscard]] std::string tables_page();

}  // namespace eldercast
