#pragma once
/// Sheets as an Excel workbook, or as CSV files.
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "files/file_error.hpp"
#include "output/description.hpp"
#include "output/render/table.hpp"

namespace eldercast {

/// What stands on the first sheet of a workbook.
struct WorkbookTitle {
  std::string name_zh;
  std::string name_en;
  std::string about;  ///< months, replicates, seed
  std::string digest;
  std::string program;                      ///< "eldercast 0.1.0"
  std::vector<std::string> scenarios = {};  ///< of a comparison: letter, name and digest of each
};

/// Throws FileError where write_workbook could not publish `path` now; to be asked before long work.
void expect_workbook_place(const std::string& path, bool overwrite);
/// Throws FileError where `folder` is no folder and cannot be made.
void expect_csv_folder(const std::string& folder);

/// Writes `path`: a cover, one sheet a table with titles, headers in Chinese and English, a row of units, frozen headers, number formats
/// and charts, and a sheet that says what each column is. Money stands in 10,000 yuan, as on screens. Text is written as text, whatever it
/// looks like: no cell becomes a formula; years are numbers and months dates. A text that is longer than a cell may be is cut and says so.
/// The file appears whole or not at all; `overwrite` replaces a workbook that this program wrote and nothing else. Returns how many texts
/// were cut. Throws FileError.
[[nodiscard]] std::size_t write_workbook(const std::string& path, const WorkbookTitle& title, std::span<const Table> sheets,
                                         bool overwrite);

/// How CSV files are meant to be read. Nobody knows who opens a file in a spreadsheet one day, so text that one would take for a formula
/// starts with an apostrophe, unless it is to be raw.
enum class CsvFor : std::uint8_t {
  programs,  ///< UTF-8, numbers in full precision
  excel,     ///< the same after a byte-order mark
  raw        ///< as for programs, with every text as it is
};

/// True for a text that a spreadsheet may calculate: behind blanks of any kind it begins with =, +, - or @, in half or full width, or it
/// begins with a tab or a line end.
[[nodiscard]] bool like_a_formula(std::string_view text);

/// One file a table, `folder`/<key>.csv, and columns.csv that says what each column is: a header of column keys, one line a row, quoted as
/// RFC 4180 says; money in yuan. The folder is made if it is not
/// there; `overwrite` replaces tables that this program wrote
/// and nothing else, and nothing is written if one file is in the way. Throws FileError.
void write_csv_folder(const std::string& folder, std::span<const Table> sheets, CsvFor reader, bool overwrite);

}  // namespace eldercast
