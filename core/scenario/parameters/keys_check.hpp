#pragma once
/// Every key of a text must be known.
#include <string>

#include "scenario/parameters/sections.hpp"
#include "scenario/source/diagnostic.hpp"
#include "scenario/source/toml_text.hpp"

namespace eldercast {

/// Reports keys of `table`, which stands at dotted path `path` ("" is the root), that `keys` does not have (scenario.unknown-key) and
/// values where a table belongs (scenario.type). The tables of rules and of shocks at the
/// root are passed over: parameter_reader.hpp and shocks.hpp check them.
void check_keys(const TomlValue& table, const std::string& path, const KeyTree& keys, Diagnostics& diagnostics);

/// True for "funding", "staffing" and "medical".
[[nodiscard]] bool is_rule_kind(std::string_view name);

}  // namespace eldercast
