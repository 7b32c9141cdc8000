#pragma once
/// What the columns of exported tables are: unit as a spreadsheet shows it, and one sentence.
#include <span>
#include <string>
#include <string_view>

#include "output/render/language.hpp"
#include "output/render/table.hpp"

namespace eldercast {

/// Whether files say the unit in yuan: columns of money.
[[nodiscard]] bool is_money(const TableColumn& column);
/// A unit for people who read a sheet: "人 persons", "万元 10k CNY" of "CNY", "%" of a share ("1").
[[nodiscard]] std::string unit_in_sheet(std::string_view unit);
/// What a column of the table `table` counts; empty where nobody said it. Of a figure's column the figure's definition.
[[nodiscard]] Text meaning_of_column(std::string_view table, const TableColumn& column);

/// The table `columns`: one row a column of `tables`, which are as files have them, with its names, unit and meaning. `scaled`: units are
/// those of a sheet, money in 10,000 yuan; else those of CSV files, money in yuan.
[[nodiscard]] Table columns_table(std::span<const Table> tables, bool scaled);

}  // namespace eldercast
