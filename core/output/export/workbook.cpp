#include "output/export/workbook.hpp"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <map>
#include <system_error>

namespace eldercast {

namespace {

constexpr lxw_row_t kTitleRow = 0;
constexpr lxw_row_t kChineseRow = 1;
constexpr lxw_row_t kEnglishRow = 2;
constexpr lxw_row_t kUnitRow = 3;
constexpr lxw_row_t kFirstRow = 4;
constexpr double kWidestColumn = 40;
constexpr std::size_t kSeriesMost = 12;

/// The formats of a workbook, which owns them.
struct Formats {
  lxw_format* title = nullptr;
  lxw_format* header = nullptr;
  lxw_format* note = nullptr;
  std::map<CellFormat, lxw_format*> numbers;

  explicit Formats(lxw_workbook* book) {
    title = workbook_add_format(book);
    format_set_bold(title);
    format_set_font_size(title, 14);
    header = workbook_add_format(book);
    format_set_bold(header);
    format_set_bg_color(header, 0xE8EEF4);
    format_set_text_wrap(header);
    note = workbook_add_format(book);
    format_set_font_color(note, 0x606060);
    format_set_italic(note);
    const std::map<CellFormat, const char*> shapes{
        {CellFormat::whole, "#,##0"}, {CellFormat::decimal, "#,##0.0##"}, {CellFormat::share, "0.0%"}, {CellFormat::money, "#,##0.00"}};
    for (const auto& [kind, shape] : shapes) {
      numbers[kind] = workbook_add_format(book);
      format_set_num_format(numbers[kind], shape);
    }
  }
  [[nodiscard]] lxw_format* of(CellFormat kind) const {
    const auto found = numbers.find(kind);
    return found == numbers.end() ? nullptr : found->second;
  }
};

lxw_col_t column_number(std::size_t column) { return static_cast<lxw_col_t>(column); }

void write_rows(lxw_worksheet* page, const Sheet& sheet, const Formats& formats) {
  lxw_row_t row = kFirstRow;
  for (const std::vector<Cell>& cells : sheet.rows) {
    for (std::size_t c = 0; c < cells.size(); ++c) {
      if (const auto* text = std::get_if<std::string>(&cells[c])) {
        worksheet_write_string(page, row, column_number(c), text->c_str(), nullptr);
      } else if (const auto* number = std::get_if<double>(&cells[c]); number != nullptr && std::isfinite(*number)) {
        worksheet_write_number(page, row, column_number(c), *number, formats.of(sheet.columns[c].format));
      }
    }
    ++row;
  }
}

void add_charts(lxw_workbook* book, lxw_worksheet* page, const Sheet& sheet) {
  if (sheet.rows.empty()) return;
  const auto last = static_cast<lxw_row_t>(kFirstRow + sheet.rows.size() - 1);
  lxw_row_t at = kUnitRow;
  for (const SheetChart& spec : sheet.charts) {
    lxw_chart* chart = workbook_add_chart(book, spec.kind == SheetChart::Kind::line ? LXW_CHART_LINE : LXW_CHART_COLUMN_STACKED);
    for (std::size_t i = 0; i < std::min(spec.columns.size(), kSeriesMost); ++i) {
      lxw_chart_series* series = chart_add_series(chart, nullptr, nullptr);
      chart_series_set_categories(series, sheet.name_zh.c_str(), kFirstRow, column_number(spec.over), last, column_number(spec.over));
      chart_series_set_values(series, sheet.name_zh.c_str(), kFirstRow, column_number(spec.columns[i]), last,
                              column_number(spec.columns[i]));
      chart_series_set_name_range(series, sheet.name_zh.c_str(), kChineseRow, column_number(spec.columns[i]));
    }
    chart_title_set_name(chart, fmt::format("{} {}", spec.title_zh, spec.title_en).c_str());
    worksheet_insert_chart(page, at, column_number(sheet.columns.size() + 1), chart);
    at += 18;
  }
}

void add_sheet(lxw_workbook* book, const Sheet& sheet, const Formats& formats) {
  lxw_worksheet* page = workbook_add_worksheet(book, sheet.name_zh.c_str());
  worksheet_write_string(page, kTitleRow, 0, fmt::format("{}  {}", sheet.title_zh, sheet.title_en).c_str(), formats.title);
  for (std::size_t c = 0; c < sheet.columns.size(); ++c) {
    const SheetColumn& column = sheet.columns[c];
    worksheet_write_string(page, kChineseRow, column_number(c), column.zh.c_str(), formats.header);
    worksheet_write_string(page, kEnglishRow, column_number(c), column.en.c_str(), formats.header);
    worksheet_write_string(page, kUnitRow, column_number(c), column.unit.c_str(), formats.note);
    const double width = column.format == CellFormat::text ? 18 : column.format == CellFormat::money ? 18 : 13;
    worksheet_set_column(page, column_number(c), column_number(c), std::min(kWidestColumn, width), nullptr);
  }
  worksheet_freeze_panes(page, kFirstRow, 1);
  write_rows(page, sheet, formats);
  if (!sheet.rows.empty()) {
    worksheet_autofilter(page, kUnitRow, 0, static_cast<lxw_row_t>(kFirstRow + sheet.rows.size() - 1),
                         column_number(sheet.columns.size() - 1));
  }
  add_charts(book, page, sheet);
}

void add_cover(lxw_workbook* book, const WorkbookTitle& title, std::span<const Sheet> sheets, const Formats& formats) {
  lxw_worksheet* page = workbook_add_worksheet(book, "说明");
  worksheet_set_column(page, 0, 0, 24, nullptr);
  worksheet_set_column(page, 1, 1, 60, nullptr);
  worksheet_write_string(page, 0, 0, title.name_zh.c_str(), formats.title);
  worksheet_write_string(page, 1, 0, title.name_en.c_str(), nullptr);
  lxw_row_t row = 3;
  const auto line = [&](const char* label, const std::string& text) {
    worksheet_write_string(page, row, 0, label, formats.header);
    worksheet_write_string(page, row++, 1, text.c_str(), nullptr);
  };
  line("模拟 simulated", title.about);
  line("程序 program", title.program);
  line("情景校验 digest", title.digest);
  line("数值 numbers", "重复模拟均值；5% 和 95% 为分位数；金额单位元。Means over replicates; 5% and 95% are percentiles; money in yuan.");
  ++row;
  for (const Sheet& sheet : sheets) line(sheet.name_zh.c_str(), sheet.title_zh + "  " + sheet.title_en);
}

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

std::string csv_cell(const Cell& cell, CsvFor reader) {
  if (const auto* number = std::get_if<double>(&cell)) return std::isfinite(*number) ? fmt::format("{}", *number) : "";
  const auto* text = std::get_if<std::string>(&cell);
  if (text == nullptr) return "";
  const bool like_a_formula = !text->empty() && std::string_view("=+-@\t\r").find(text->front()) != std::string_view::npos;
  return quoted(reader == CsvFor::excel && like_a_formula ? "'" + *text : *text);
}

std::string csv_text(const Sheet& sheet, CsvFor reader) {
  std::string out = reader == CsvFor::excel ? "\xEF\xBB\xBF" : "";
  for (std::size_t c = 0; c < sheet.columns.size(); ++c) out += (c == 0 ? "" : ",") + sheet.columns[c].key;
  out += "\n";
  for (const std::vector<Cell>& row : sheet.rows) {
    for (std::size_t c = 0; c < row.size(); ++c) out += (c == 0 ? "" : ",") + csv_cell(row[c], reader);
    out += "\n";
  }
  return out;
}

void refuse_if_taken(const std::string& path, bool overwrite) {
  if (!overwrite && std::filesystem::exists(path)) throw FileTaken(path, "exists already", "choose another name, or pass --overwrite");
}

void rename_or_throw(const std::string& part, const std::string& path) {
  std::error_code error;
  std::filesystem::rename(part, path, error);
  if (error) throw FileError(path, "cannot get its name: " + error.message());
}

}  // namespace

void write_workbook(const std::string& path, const WorkbookTitle& title, std::span<const Sheet> sheets, bool overwrite) {
  refuse_if_taken(path, overwrite);
  const std::string part = path + ".part";
  lxw_workbook* book = workbook_new(part.c_str());
  if (book == nullptr) throw FileError(path, "cannot be written");
  const Formats formats(book);
  add_cover(book, title, sheets, formats);
  for (const Sheet& sheet : sheets) add_sheet(book, sheet, formats);
  const lxw_error status = workbook_close(book);
  if (status != LXW_NO_ERROR) {
    std::remove(part.c_str());
    throw FileError(path, fmt::format("cannot be written: {}", lxw_strerror(status)));
  }
  rename_or_throw(part, path);
}

void write_csv_folder(const std::string& folder, std::span<const Sheet> sheets, CsvFor reader, bool overwrite) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw FileError(folder, "cannot be made: " + error.message());
  for (const Sheet& sheet : sheets) refuse_if_taken(folder + "/" + sheet.key + ".csv", overwrite);
  for (const Sheet& sheet : sheets) {
    const std::string path = folder + "/" + sheet.key + ".csv";
    const std::string part = path + ".part";
    const std::string text = csv_text(sheet, reader);
    std::FILE* file = std::fopen(part.c_str(), "wb");
    if (file == nullptr) throw FileError(path, "cannot be written");
    const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
    if (std::fclose(file) != 0 || !written) throw FileError(path, "cannot be written: the disk refuses");
    rename_or_throw(part, path);
  }
}

}  // namespace eldercast
