#include "app/tables_file.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/provenance.hpp"
#include "app/terminal/terminal.hpp"
#include "files/part_file.hpp"
#include "output/file/own_hdf5.hpp"

namespace eldercast {

bool names_workbook(const std::string& path) {
  constexpr std::string_view kEnding = ".xlsx";
  if (path.size() < kEnding.size()) return false;
  return std::equal(kEnding.begin(), kEnding.end(), path.end() - static_cast<std::ptrdiff_t>(kEnding.size()),
                    [](char wanted, char there) { return wanted == (there >= 'A' && there <= 'Z' ? there - 'A' + 'a' : there); });
}

bool names_tables(const std::string& path) { return names_workbook(path) || path.ends_with('/'); }

void expect_place(const std::string& path, std::string_view filetype, bool overwrite) {
  if (path.empty()) return;
  if (names_workbook(path)) return expect_workbook_place(path, overwrite);
  if (names_tables(path)) return expect_csv_folder(path);
  expect_publishable(path, overwrite ? Existing::replace_ours : Existing::refuse, own_hdf5(filetype));
}

void write_tables(const std::string& path, const WorkbookTitle& title, std::span<const Table> tables, bool overwrite, Language language,
                  CsvFor reader) {
  if (!names_workbook(path)) {
    const std::string folder = path.size() > 1 && path.ends_with('/') ? path.substr(0, path.size() - 1) : path;
    write_csv_folder(folder, tables, reader, overwrite);
    print_talk(worded("{}张表在{}\n", "{} tables in {}\n", tables.size() + 1, path), language);
    return;
  }
  const std::size_t cut = write_workbook(path, title, tables, overwrite);
  print_talk(worded("{}个工作表在{}\n", "{} sheets in {}\n", tables.size() + 2, path), language);
  if (cut > 0)
    print_talk({fmt::format("注：{}处文字超出工作表单元格的长度而被截断；CSV文件中是全文\n", cut),
                fmt::format("note: {} too long for a cell of a workbook and cut there; CSV files have all of it\n",
                            cut == 1 ? "a text is" : fmt::format("{} texts are", cut))},
               language);
}

std::string made_by() { return "eldercast " + program_version(); }

}  // namespace eldercast
