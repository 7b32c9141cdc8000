#pragma once
/// Payers, purposes and roles that a scenario names: [names.payer.<id>], [names.purpose.<id>], [names.role.<id>].
#include <string_view>

#include "model/own_names.hpp"
#include "scenario/source/diagnostic.hpp"
#include "scenario/source/toml_text.hpp"

namespace eldercast {

/// True for "names", the one table whose keys are read here.
[[nodiscard]] bool is_names_table(std::string_view name);

/// The names of a text, in the order in which it first writes them. Problems: a kind that is none (scenario.unknown-key), an id that is no
/// lower snake case (scenario.type), that is one of the program's or means something else already, or a text that another one has
/// (scenario.duplicate), a text that is absent or empty (scenario.required) or cannot be shown (scenario.text), more than there is room for
/// (scenario.limit).
[[nodiscard]] OwnNames read_names(const TomlValue& text, Diagnostics& diagnostics);

}  // namespace eldercast
