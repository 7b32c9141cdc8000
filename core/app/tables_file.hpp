#pragma once
/// Tables as files for spreadsheets, by what their name says.
#include <span>
#include <string>
#include <string_view>

#include "output/export/workbook.hpp"
#include "output/render/language.hpp"

namespace eldercast {

/// Whether the name ends in .xlsx, in letters of either size.
[[nodiscard]] bool names_workbook(const std::string& path);
/// Whether the name asks for tables: a workbook, or a folder, which ends in a slash.
[[nodiscard]] bool names_tables(const std::string& path);

/// Throws FileError where the output of a command could not be written to `path`: tables, or an HDF5 file of `filetype`. To be asked before
/// long work. An empty path is no output.
void expect_place(const std::string& path, std::string_view filetype, bool overwrite);

/// Writes a workbook, or a folder of CSV files, and says to stderr what was written. Throws FileError.
void write_tables(const std::string& path, const WorkbookTitle& title, std::span<const Table> tables, bool overwrite, Language language,
                  CsvFor reader = CsvFor::programs);

/// "eldercast 0.1.0", as workbooks name what made them.
[[nodiscard]] std::string made_by();

}  // namespace eldercast
