#pragma once
/// Cells of a table as text.
#include <string>
#include <string_view>

namespace eldercast {

/// A cell of a CSV file (RFC 4180): in quotes where it holds a comma, a quote or a line end, else as it is.
[[nodiscard]] std::string csv_quoted(std::string_view cell);

}  // namespace eldercast
