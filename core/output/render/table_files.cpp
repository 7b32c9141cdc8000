#include "output/render/table.hpp"

namespace eldercast {
namespace {

TableColumn percentile_column(const TableColumn& of, const char* suffix, const char* percent) {
  return {of.key + suffix, of.zh + percent, of.en + percent, of.unit, of.format, false, ShownIn::files};
}

void add_columns(const TableColumn& column, std::vector<TableColumn>& out) {
  out.push_back(column);
  if (!column.interval) return;
  out.back().interval = false;
  out.push_back(percentile_column(column, "_low", " 5%"));
  out.push_back(percentile_column(column, "_high", " 95%"));
}

void add_cells(const Cell& cell, const TableColumn& column, std::vector<Cell>& out) {
  const auto* estimate = std::get_if<Estimate>(&cell);
  const Estimate value = estimate == nullptr ? Estimate() : *estimate;
  if (column.interval) {
    out.insert(out.end(), {number_cell(value.mean), number_cell(value.low), number_cell(value.high)});
  } else if (estimate != nullptr) {
    out.push_back(number_cell(value.mean));
  } else if (const auto* text = std::get_if<Text>(&cell)) {
    out.emplace_back(text->zh);
  } else {
    out.push_back(cell);
  }
}

}  // namespace

Table table_for_files(const Table& table) {
  Table out{table.key, table.name_zh, table.title_zh, table.title_en, {}, {}, table.charts};
  std::vector<std::size_t> moved;
  for (const TableColumn& column : table.columns) {
    moved.push_back(out.columns.size());
    if (column.shown != ShownIn::screens) add_columns(column, out.columns);
  }
  for (const std::vector<Cell>& row : table.rows) {
    std::vector<Cell>& cells = out.rows.emplace_back();
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (table.columns[c].shown != ShownIn::screens) add_cells(row[c], table.columns[c], cells);
    }
  }
  for (TableChart& chart : out.charts) {
    chart.over = moved[chart.over];
    for (std::size_t& column : chart.columns) column = moved[column];
  }
  return out;
}

}  // namespace eldercast
