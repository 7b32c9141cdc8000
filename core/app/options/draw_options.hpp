#pragma once
/// The options --posterior and --chance-only, which mean the same in every command that draws parameters.
#include <string>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace eldercast {

CLI::Option* add_posterior_option(CLI::App& command, std::string& file);
CLI::Option* add_chance_only_option(CLI::App& command, bool& chance_only);

}  // namespace eldercast
