#pragma once
/// The stable codes of problems, as a page.
#include <span>
#include <string>
#include <string_view>

namespace eldercast {

struct ErrorCode {
  std::string_view code;
  std::string_view exit;  ///< what the program ends with, mostly
  std::string_view en;
  std::string_view zh;
};
[[nodiscard]] std::span<const ErrorCode> error_codes();

/// docs/reference/errors.md.
[[nodiscard]] std::string errors_page();

}  // namespace eldercast
