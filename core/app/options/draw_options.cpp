#include "app/options/draw_options.hpp"

#include <CLI/CLI.hpp>

namespace eldercast {

CLI::Option* add_posterior_option(CLI::App& command, std::string& file) {
  return command.add_option("--posterior", file, "Draw parameters from this table of points (CSV, header of ids), which calibrate writes")
      ->type_name("FILE");
}

CLI::Option* add_chance_only_option(CLI::App& command, bool& chance_only) {
  return command.add_flag("--chance-only", chance_only,
                          "Keep every parameter at its value where the scenario draws them (draw_parameters): intervals hold chance alone");
}

}  // namespace eldercast
