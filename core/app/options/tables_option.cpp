#include "app/options/tables_option.hpp"

#include <CLI/CLI.hpp>

#include "app/tables_file.hpp"

namespace eldercast {

CLI::Option* add_tables_option(CLI::App& command, std::string& path, bool& overwrite) {
  CLI::Option* option =
      command.add_option("--tables", path, "Write all tables for spreadsheets: NAME.xlsx a workbook, FOLDER/ CSV files")
          ->type_name("FILE")
          ->check([](const std::string& name) {
            return names_tables(name) ? std::string() : "end the name in .xlsx for a workbook, or in / for a folder of CSV files";
          });
  command.add_flag("--overwrite", overwrite, "Replace tables of that name that eldercast wrote")->needs(option);
  return option;
}

}  // namespace eldercast
