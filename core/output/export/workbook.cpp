#include "output/export/workbook.hpp"

#include <unistd.h>

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <system_error>
#include <vector>

#include "files/part_file.hpp"
#include "output/export/column_meanings.hpp"
#include "output/render/text_cells.hpp"
#include "text/characters.hpp"
#include "text/csv_text.hpp"

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
    const std::map<CellFormat, const char*> shapes{{CellFormat::whole, "#,##0"}, {CellFormat::decimal, "#,##0.0##"},
                                                   {CellFormat::share, "0.0%"},  {CellFormat::money, "#,##0.00"},
                                                   {CellFormat::year, "0"},      {CellFormat::month, "yyyy-mm"}};
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

/// Writes texts into cells, and counts those that are longer than a cell may be: the library leaves such a cell empty.
class TextCells {
 public:
  void write(lxw_worksheet* page, lxw_row_t row, lxw_col_t column, const std::string& text, lxw_format* format) {
    std::string shown = escaped(text);
    if (units_of(shown) > kMostUnits) {
      shown = cut(shown) + " …（单元格放不下，此处截断；CSV 中有全文 cut here: a cell holds no more; CSV files have all of it）";
      ++cut_;
    }
    worksheet_write_string(page, row, column, shown.c_str(), format);
  }
  [[nodiscard]] std::size_t cut() const { return cut_; }

 private:
  /// A cell holds 32,767 units of UTF-16; some are left for what is said behind a cut.
  static constexpr std::size_t kMostUnits = 32'600;

  /// Units of UTF-16 that a byte of UTF-8 begins: characters of four bytes take two.
  static std::size_t units_at(char byte) {
    const auto code = static_cast<unsigned char>(byte);
    return (code & 0xC0U) == 0x80U ? 0 : code >= 0xF0U ? 2 : 1;
  }
  static std::size_t units_of(const std::string& text) {
    std::size_t units = 0;
    for (const char byte : text) units += units_at(byte);
    return units;
  }
  static std::string cut(const std::string& text) {
    std::size_t bytes = 0;
    for (std::size_t units = 0; bytes < text.size(); ++bytes) {
      units += units_at(text[bytes]);
      if (units > kMostUnits) break;
    }
    return text.substr(0, bytes);
  }
  /// Spreadsheets read _x0041_ as A, unless its first stroke is written as _x005F_ (ISO/IEC 29500, ST_Xstring).
  static std::string escaped(const std::string& text) {
    static constexpr std::string_view kHex = "0123456789abcdefABCDEF";
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const std::string_view code = std::string_view(text).substr(i, 7);
      const bool read_as_code = code.size() == 7 && code.starts_with("_x") && code[6] == '_' &&
                                code.substr(2, 4).find_first_not_of(kHex) == std::string_view::npos;
      out += read_as_code ? std::string("_x005F_") : std::string(1, text[i]);
    }
    return out;
  }

  std::size_t cut_ = 0;
};

bool is_year(const std::string& text) { return text.size() == 4 && text.find_first_not_of("0123456789") == std::string::npos; }

/// A head that is a year is a number, as the years in cells are.
void write_head(lxw_worksheet* page, lxw_row_t row, lxw_col_t column, const std::string& text, const Formats& formats, TextCells& texts) {
  if (is_year(text)) {
    worksheet_write_number(page, row, column, std::stod(text), formats.header);
  } else {
    texts.write(page, row, column, text, formats.header);
  }
}

/// The column whose cells say the unit of numbers beside them; past the end where there is none.
std::size_t unit_column(const Table& sheet) {
  const auto found =
      std::find_if(sheet.columns.begin(), sheet.columns.end(), [](const TableColumn& column) { return column.key == "unit"; });
  return static_cast<std::size_t>(found - sheet.columns.begin());
}

/// How the numbers stand that the unit of a row speaks of.
CellFormat format_of_row(const Table& sheet, const std::string& unit) {
  const auto of_figure =
      std::find_if(sheet.columns.begin(), sheet.columns.end(), [](const TableColumn& column) { return column.unit == kUnitOfFigure; });
  return of_figure == sheet.columns.end() ? CellFormat::text : sheet_format(*of_figure, unit);
}

void write_rows(lxw_worksheet* page, const Table& sheet, const Formats& formats, TextCells& texts) {
  lxw_row_t row = kFirstRow;
  const std::size_t units = unit_column(sheet);
  for (const std::vector<Cell>& cells : sheet.rows) {
    const auto* said = units < cells.size() ? std::get_if<std::string>(&cells[units]) : nullptr;
    const std::string unit = said == nullptr ? std::string() : *said;
    for (std::size_t c = 0; c < cells.size(); ++c) {
      if (const auto* text = std::get_if<std::string>(&cells[c])) {
        texts.write(page, row, column_number(c), c == units ? sheet_unit(unit, format_of_row(sheet, unit)) : *text, nullptr);
      } else if (const auto* month = std::get_if<YearMonth>(&cells[c])) {
        lxw_datetime first{month->year(), month->month(), 1, 0, 0, 0};
        worksheet_write_datetime(page, row, column_number(c), &first, formats.of(CellFormat::month));
      } else if (const auto* number = std::get_if<double>(&cells[c]); number != nullptr && std::isfinite(*number)) {
        const CellFormat format = sheet_format(sheet.columns[c], unit);
        const double shown = format == CellFormat::money ? *number / kYuanPer10000 : *number;
        worksheet_write_number(page, row, column_number(c), shown, formats.of(format));
      }
    }
    ++row;
  }
}

void add_charts(lxw_workbook* book, lxw_worksheet* page, const Table& sheet) {
  if (sheet.rows.empty()) return;
  const auto last = static_cast<lxw_row_t>(kFirstRow + sheet.rows.size() - 1);
  lxw_row_t at = kUnitRow;
  for (const TableChart& spec : sheet.charts) {
    lxw_chart* chart = workbook_add_chart(book, spec.kind == TableChart::Kind::line ? LXW_CHART_LINE : LXW_CHART_COLUMN_STACKED);
    for (std::size_t i = 0; i < std::min(spec.columns.size(), kSeriesMost); ++i) {
      lxw_chart_series* series = chart_add_series(chart, nullptr, nullptr);
      chart_series_set_categories(series, sheet.name_zh.c_str(), kFirstRow, column_number(spec.over), last, column_number(spec.over));
      chart_series_set_values(series, sheet.name_zh.c_str(), kFirstRow, column_number(spec.columns[i]), last,
                              column_number(spec.columns[i]));
      chart_series_set_name_range(series, sheet.name_zh.c_str(), kChineseRow, column_number(spec.columns[i]));
    }
    if (!spec.columns.empty()) chart_axis_set_name(chart->y_axis, sheet_unit(sheet.columns[spec.columns.front()]).c_str());
    if (sheet.columns[spec.over].format == CellFormat::month) chart_axis_set_num_format(chart->x_axis, "yyyy-mm");
    chart_title_set_name(chart, fmt::format("{} {}", spec.title_zh, spec.title_en).c_str());
    worksheet_insert_chart(page, at, column_number(sheet.columns.size() + 1), chart);
    at += 18;
  }
}

void add_sheet(lxw_workbook* book, const Table& sheet, const Formats& formats, TextCells& texts) {
  lxw_worksheet* page = workbook_add_worksheet(book, sheet.name_zh.c_str());
  texts.write(page, kTitleRow, 0, fmt::format("{}  {}", sheet.title_zh, sheet.title_en), formats.title);
  for (std::size_t c = 0; c < sheet.columns.size(); ++c) {
    const TableColumn& column = sheet.columns[c];
    write_head(page, kChineseRow, column_number(c), column.zh, formats, texts);
    write_head(page, kEnglishRow, column_number(c), column.en, formats, texts);
    texts.write(page, kUnitRow, column_number(c), sheet_unit(column), formats.note);
    const double width = column.format == CellFormat::text ? 18 : column.format == CellFormat::money ? 18 : 13;
    worksheet_set_column(page, column_number(c), column_number(c), std::min(kWidestColumn, width), nullptr);
  }
  worksheet_freeze_panes(page, kFirstRow, 1);
  write_rows(page, sheet, formats, texts);
  if (!sheet.rows.empty()) {
    worksheet_autofilter(page, kUnitRow, 0, static_cast<lxw_row_t>(kFirstRow + sheet.rows.size() - 1),
                         column_number(sheet.columns.size() - 1));
  }
  add_charts(book, page, sheet);
}

void add_cover(lxw_workbook* book, const WorkbookTitle& title, std::span<const Table> sheets, const Formats& formats, TextCells& texts) {
  lxw_worksheet* page = workbook_add_worksheet(book, "说明");
  worksheet_set_column(page, 0, 0, 24, nullptr);
  worksheet_set_column(page, 1, 1, 60, nullptr);
  texts.write(page, 0, 0, title.name_zh, formats.title);
  texts.write(page, 1, 0, title.name_en, nullptr);
  lxw_row_t row = 3;
  const auto line = [&](const char* label, const std::string& text) {
    texts.write(page, row, 0, label, formats.header);
    texts.write(page, row++, 1, text, nullptr);
  };
  line("模拟 simulated", title.about);
  line("程序 program", title.program);
  if (!title.digest.empty() || title.scenarios.empty()) line("情景校验 digest", title.digest);
  for (const std::string& scenario : title.scenarios) line("情景 scenario", scenario);
  line("数值 numbers",
       "重复模拟均值；5% 和 95% 为分位数；金额单位万元（CSV文件为元）。Means over replicates; 5% and 95% are percentiles; money in 10,000 "
       "yuan (CSV files: yuan). 各列含义见末表，the last sheet says what each column is.");
  ++row;
  for (const Table& sheet : sheets) line(sheet.name_zh.c_str(), sheet.title_zh + "  " + sheet.title_en);
}

std::string csv_cell(const Cell& cell, CsvFor reader) {
  if (const auto* number = std::get_if<double>(&cell)) return std::isfinite(*number) ? fmt::format("{}", *number) : "";
  if (const auto* month = std::get_if<YearMonth>(&cell)) return text_of(*month);
  const auto* text = std::get_if<std::string>(&cell);
  if (text == nullptr) return "";
  return csv_quoted(reader != CsvFor::raw && like_a_formula(*text) ? "'" + *text : *text);
}

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string csv_header(const Table& sheet) {
  std::string out;
  for (std::size_t c = 0; c < sheet.columns.size(); ++c) out += (c == 0 ? "" : ",") + sheet.columns[c].key;
  return out + "\n";
}

std::string csv_text(const Table& sheet, CsvFor reader) {
  std::string out = std::string(reader == CsvFor::excel ? kByteOrderMark : "") + csv_header(sheet);
  for (const std::vector<Cell>& row : sheet.rows) {
    for (std::size_t c = 0; c < row.size(); ++c) out += (c == 0 ? "" : ",") + csv_cell(row[c], reader);
    out += "\n";
  }
  return out;
}

/// Tables have no room for a mark: one is known by the header that this program gives it, with a byte-order mark or without.
OwnKind own_table(const Table& sheet) {
  const OwnKind plain = own_text("table", csv_header(sheet));
  const OwnKind marked = own_text("table", std::string(kByteOrderMark) + csv_header(sheet));
  return {"table", [plain, marked](const std::string& path) { return plain.holds(path) || marked.holds(path); }};
}

/// Stands behind a workbook as the comment of its archive (APPNOTE.TXT 4.3.16). A workbook that was changed by another program has none,
/// and is not replaced.
constexpr std::string_view kWorkbookMark = "a workbook of eldercast";

void mark_workbook(const std::string& path) {
  std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
  // The last two bytes of an archive without a comment are the comment's length.
  file.seekp(-2, std::ios::end);
  file.put(static_cast<char>(kWorkbookMark.size()));
  file.put('\0');
  file << kWorkbookMark;
  file.close();
  if (!file) throw FileError(path, "cannot be written: the disk refuses");
}

OwnKind own_workbook() { return own_tail("workbook", kWorkbookMark); }

Existing existing_of(bool overwrite) { return overwrite ? Existing::replace_ours : Existing::refuse; }

}  // namespace

bool like_a_formula(std::string_view text) {
  constexpr std::u32string_view kBlanks = U" \u00A0\u200B\u3000\uFEFF";
  constexpr std::u32string_view kBegins = U"=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";
  for (std::size_t at = 0; at < text.size();) {
    const char32_t read = next_code_point(text, at);
    if (kBegins.find(read) != std::u32string_view::npos) return true;
    if (kBlanks.find(read) == std::u32string_view::npos) return false;
  }
  return false;
}

void expect_workbook_place(const std::string& path, bool overwrite) { expect_publishable(path, existing_of(overwrite), own_workbook()); }

void expect_csv_folder(const std::string& folder) {
  namespace fs = std::filesystem;
  std::error_code error;
  fs::path there = fs::absolute(folder, error);
  while (!fs::exists(there, error) && there.has_relative_path()) there = there.parent_path();
  if (!fs::is_directory(there, error)) throw FileError(there.string(), "is no folder", "choose another name");
  if (::access(there.c_str(), W_OK | X_OK) != 0) {
    throw FileError(folder, "cannot be made: " + std::generic_category().message(errno), "choose another place");
  }
}

std::size_t write_workbook(const std::string& path, const WorkbookTitle& title, std::span<const Table> sheets, bool overwrite) {
  PartFile part(path, existing_of(overwrite), own_workbook());
  lxw_workbook* book = workbook_new(part.part_path().c_str());
  if (book == nullptr) throw FileError(path, "cannot be written");
  const Formats formats(book);
  TextCells texts;
  std::vector<Table> shown;
  for (const Table& sheet : sheets) shown.push_back(table_for_files(sheet));
  shown.push_back(columns_table(shown, true));
  add_cover(book, title, shown, formats, texts);
  for (const Table& sheet : shown) add_sheet(book, sheet, formats, texts);
  const lxw_error status = workbook_close(book);
  if (status != LXW_NO_ERROR) throw FileError(path, fmt::format("cannot be written: {}", lxw_strerror(status)));
  mark_workbook(part.part_path());
  part.publish();
  return texts.cut();
}

void write_csv_folder(const std::string& folder, std::span<const Table> sheets, CsvFor reader, bool overwrite) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw FileError(folder, "cannot be made: " + error.message());
  std::vector<std::unique_ptr<PartFile>> parts;
  std::vector<Table> shown;
  for (const Table& table : sheets) shown.push_back(table_for_files(table));
  shown.push_back(columns_table(shown, false));
  for (const Table& sheet : shown) {
    parts.push_back(std::make_unique<PartFile>(folder + "/" + sheet.key + ".csv", existing_of(overwrite), own_table(sheet)));
    parts.back()->write(csv_text(sheet, reader));
  }
  for (const auto& part : parts) part->publish();
}

}  // namespace eldercast
