#pragma once
/// The words of an expression, each with its place.
#include <string_view>
#include <variant>
#include <vector>

#include "expression.hpp"

namespace eldercast::formula {

struct Token {
  enum class Kind : std::uint8_t { number, name, sign, end };
  Kind kind = Kind::end;
  std::string_view text;
  std::size_t offset = 0;
  double number = 0;  ///< "1_000", "12.5", "40%"
};

[[nodiscard]] std::variant<std::vector<Token>, Mistake> tokens_of(std::string_view text);

}  // namespace eldercast::formula
