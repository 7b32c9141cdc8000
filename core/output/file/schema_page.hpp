#pragma once
/// The page that describes the results file, made from the tables that write it.
#include <string>

namespace eldercast {

/// The text of results/SCHEMA.md. A test compares the two.
[[nodiscard]] std::string schema_page();

}  // namespace eldercast
