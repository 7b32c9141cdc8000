#pragma once
/// A table as data: named columns with units, rows of texts and numbers. Screens, workbooks, CSV files and pages are made from these and
/// from nothing else.
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "api/calendar.hpp"
#include "output/render/language.hpp"
#include "output/statistics.hpp"

namespace eldercast {

/// Nothing, a text that is the same in both languages, a text in each, a number, a number over replicates, or a month. NaN counts as
/// nothing.
using Cell = std::variant<std::monostate, std::string, Text, double, Estimate, YearMonth>;

/// How numbers of a column are shown; the stored number is always in the column's unit.
enum class CellFormat : std::uint8_t { text, whole, decimal, share, money, year, month };

/// Unit of a column whose numbers have each another one: the column `unit` of their row says it. Numbers of figures, which sheets show as
/// screens do, and values of inputs, which everybody shows as they are typed.
inline constexpr const char* kUnitOfFigure = "unit of the row's figure";
inline constexpr const char* kUnitOfInput = "unit of the row's input";

/// Where a column is shown.
enum class ShownIn : std::uint8_t {
  everywhere,
  files,   ///< workbooks and CSV files: codes and whatever a screen has no room for
  screens  ///< screens and pages: what a file has in another form, as small drawings and without units
};

/// A column with `interval` holds estimates: in files three columns, `key`, `key`_low and `key`_high; on a screen "12 [10, 14]".
struct TableColumn {
  std::string key;  ///< header of CSV files: lower snake case
  std::string zh;
  std::string en;
  std::string unit;  ///< "persons", "CNY", "1"
  CellFormat format = CellFormat::whole;
  bool interval = false;
  ShownIn shown = ShownIn::everywhere;
};

/// A line chart or column chart over the rows of a table: one series for each of `columns`, over the texts of column `over`.
struct TableChart {
  enum class Kind : std::uint8_t { line, column };
  Kind kind = Kind::line;
  std::string title_zh;
  std::string title_en;
  std::size_t over = 0;
  std::vector<std::size_t> columns;
};

struct Table {
  std::string key;      ///< name of the CSV file
  std::string name_zh;  ///< tab of the workbook: at most 31 characters, none of []:*?/\.
  std::string title_zh;
  std::string title_en;
  std::vector<TableColumn> columns = {};
  std::vector<std::vector<Cell>> rows = {};
  std::vector<TableChart> charts = {};
  ShownIn shown = ShownIn::everywhere;
  std::size_t rows_on_terminals = 0;  ///< how many a terminal shows; 0: all
};

/// A number as a cell; nothing if it is not known.
[[nodiscard]] Cell number_cell(double value);

/// The table as files have it: estimates in three columns, texts of two languages in Chinese, no columns for screens alone; keys of columns
/// of money say that it is in yuan.
[[nodiscard]] Table table_for_files(const Table& table);

/// The table in one language as aligned lines of at most `width` columns as far as that goes: the widest column of texts is broken into
/// lines, and nothing is ever left out. Texts stand to the left, numbers to the right, two spaces between.
[[nodiscard]] std::string table_text(const Table& table, Language language, std::size_t width);
/// A cell as table_text() shows it.
[[nodiscard]] std::string cell_text(const Cell& cell, const TableColumn& column, Language language);
/// The head of a column as table_text() shows it; columns of money say that it is in 10,000 yuan, unless they are for screens alone.
[[nodiscard]] std::string head_text(const TableColumn& column, Language language);

/// Words of a text in lines of at most `width` columns, the second and later ones behind `indent` spaces: broken at spaces, and between
/// Chinese characters where no closing mark follows. A word that is longer than a line is broken where the line ends.
[[nodiscard]] std::string wrapped_text(std::string_view text, std::size_t width, std::size_t indent = 0);

}  // namespace eldercast
