#pragma once
/// The option --posterior, which means the same in every command that draws parameters.
#include <string>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace eldercast {

CLI::Option* add_posterior_option(CLI::App& command, std::string& file);

}  // namespace eldercast
