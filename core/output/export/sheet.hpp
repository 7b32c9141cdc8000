#pragma once
/// A table as people read it: named columns with units, rows of text and numbers. Workbooks and CSV files are made from these.
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "api/calendar.hpp"

namespace eldercast {

/// Nothing, text, a number or a month. NaN counts as nothing.
using Cell = std::variant<std::monostate, std::string, double, YearMonth>;

/// How numbers of a column are shown; the stored number is always in the column's unit.
enum class CellFormat : std::uint8_t { text, whole, decimal, share, money, year, month };

struct SheetColumn {
  std::string key;  ///< header of CSV files: lower snake case
  std::string zh;
  std::string en;
  std::string unit;  ///< "persons", "CNY", "1"
  CellFormat format = CellFormat::whole;
};

/// A line chart or column chart over the rows of a sheet: one series for each of `columns`, over the texts of column `over`.
struct SheetChart {
  enum class Kind : std::uint8_t { line, column };
  Kind kind = Kind::line;
  std::string title_zh;
  std::string title_en;
  std::size_t over = 0;
  std::vector<std::size_t> columns;
};

struct Sheet {
  std::string key;      ///< name of the CSV file
  std::string name_zh;  ///< tab of the workbook: at most 31 characters, none of []:*?/\.
  std::string title_zh;
  std::string title_en;
  std::vector<SheetColumn> columns;
  std::vector<std::vector<Cell>> rows;
  std::vector<SheetChart> charts;
};

}  // namespace eldercast
