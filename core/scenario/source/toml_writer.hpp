#pragma once
/// A tree of TOML back as text.
#include <string>
#include <vector>

#include "scenario/source/toml_text.hpp"

namespace eldercast {

/// Every value of a tree as "a.b.c=value", as --set takes it, in the order of the tree.
[[nodiscard]] std::vector<std::string> settings_of(const TomlValue& tree);
/// A tree as a text: values of the root first, then a table under its header, each after an empty line.
[[nodiscard]] std::string toml_of(const TomlValue& tree);

}  // namespace eldercast
