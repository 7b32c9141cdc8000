#pragma once
/// Columns of a results file: texts or numbers along one dimension, and how they come of lines of a table.
#include <cstdint>
#include <functional>
#include <limits>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace eldercast {

/// One dataset's worth of values along one dimension.
using Column = std::variant<std::vector<std::string>, std::vector<std::int32_t>, std::vector<double>, std::vector<std::uint8_t>>;

/// Number of values of a column.
[[nodiscard]] inline std::size_t length(const Column& column) {
  return std::visit([](const auto& cells) { return cells.size(); }, column);
}

/// 0, 1, ... `count` - 1.
[[nodiscard]] inline std::vector<std::int32_t> counting(auto count) {
  std::vector<std::int32_t> out(static_cast<std::size_t>(count));
  std::iota(out.begin(), out.end(), 0);
  return out;
}

/// What stands in the file for a value: flags are bytes, enumerators their names, an absent number NaN.
template <class Value>
auto stored(const Value& value) {
  if constexpr (std::is_convertible_v<Value, std::string_view>) {
    return std::string(value);
  } else if constexpr (std::is_same_v<Value, bool>) {
    return static_cast<std::uint8_t>(value);
  } else if constexpr (std::is_enum_v<Value>) {
    return std::string(name_of(value));
  } else if constexpr (std::is_same_v<Value, std::optional<double>>) {
    return value.value_or(std::numeric_limits<double>::quiet_NaN());
  } else {
    return value;
  }
}

template <class Lines, auto Member>
using StoredCell = decltype(stored(std::invoke(Member, std::declval<typename Lines::value_type&>())));

/// The column that a member of every line makes.
template <auto Member, class Lines>
[[nodiscard]] Column column_of(const Lines& lines) {
  std::vector<StoredCell<Lines, Member>> out;
  for (const auto& line : lines) out.push_back(stored(std::invoke(Member, line)));
  return out;
}

}  // namespace eldercast
