#pragma once
/// The option --tables of commands whose -o writes something else.
#include <string>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace eldercast {

/// Declares --tables and, where the command has none, --overwrite. A name that asks for neither a workbook nor a folder is a mistake.
CLI::Option* add_tables_option(CLI::App& command, std::string& path, bool& overwrite);

}  // namespace eldercast
