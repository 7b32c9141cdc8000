#include "app/options/posterior_option.hpp"

#include <CLI/CLI.hpp>

namespace eldercast {

CLI::Option* add_posterior_option(CLI::App& command, std::string& file) {
  return command.add_option("--posterior", file, "Draw parameters from this table of points (CSV, header of ids), which calibrate writes")
      ->type_name("FILE");
}

}  // namespace eldercast
