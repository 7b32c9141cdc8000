#pragma once
/// Options that may be given several times.
#include <CLI/CLI.hpp>

namespace eldercast {

/// Each time with one value, which help calls `type`.
inline CLI::Option* repeatable(CLI::Option* option, const char* type) {
  return option->type_name(type)->allow_extra_args(false)->take_all();
}

}  // namespace eldercast
