#pragma once
/// What the columns of exported tables are: unit as a spreadsheet shows it, and one sentence.
#include <span>
#include <string>
#include <string_view>

#include "output/render/language.hpp"
#include "output/render/table.hpp"

namespace eldercast {

/// How a sheet shows the numbers of a column, or of a row whose figure has this unit: money in 10,000 yuan, shares in per cent.
[[nodiscard]] CellFormat sheet_format(const TableColumn& column, std::string_view unit_of_row);
/// The unit of these numbers in both languages: "人 persons", "万元 10k CNY", "%".
[[nodiscard]] std::string sheet_unit(std::string_view unit, CellFormat format);
/// The same of a column; where each row has its own, that they do.
[[nodiscard]] std::string sheet_unit(const TableColumn& column);
/// What a column of the table `table` counts; empty where nobody said it. Of a figure's column the figure's definition.
[[nodiscard]] Text meaning_of_column(std::string_view table, const TableColumn& column);

/// The table `columns`: one row a column of `tables`, which are as files have them, with its names, unit and meaning. `scaled`: units are
/// those of a sheet, money in 10,000 yuan; else those of CSV files, money in yuan.
[[nodiscard]] Table columns_table(std::span<const Table> tables, bool scaled);

}  // namespace eldercast
