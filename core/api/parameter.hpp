#pragma once
/// One row type describes every parameter: of scenario sections and of plugins. It drives parsing, checking, `plugins describe`, the
/// generated pages, sweeps and uncertainty.
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <type_traits>

#include "api/calendar.hpp"
#include "api/money.hpp"

namespace eldercast {

enum class ParameterType : std::uint8_t { number, integer, boolean, choice, year_month, money };

/// "No value": a required parameter's fallback, or an absent low or high.
inline constexpr double kUnset = std::numeric_limits<double>::quiet_NaN();

/// A parameter as data; plain layout, because plugin cards carry arrays of it. All texts are UTF-8 with static lifetime. Values travel as
/// double: an integer as itself, a boolean as 0 or 1, a choice as its position in `choices`, a year-month as YearMonth::count, money in
/// yuan.
struct ParameterRow {
  const char* path;  ///< key in the scenario, relative to the section or rule, lower snake case, dots between tables
  const char* unit;  ///< "CNY", "months", "1" for shares and counts
  ParameterType type;
  double min;       ///< smallest accepted value
  double max;       ///< largest accepted value
  double fallback;  ///< used when the scenario is silent; kUnset makes the parameter required
  double low;       ///< plausible range for sweeps; kUnset when the value is a fact
  double high;
  const char* choices;  ///< for ParameterType::choice: "a|b|c", else ""
  const char* zh;
  const char* en;
  const char* clause;                          ///< clause id of the plan (F2, W1...), else ""
  const char* source;                          ///< where the fallback and range come from, else ""
  void (*assign)(void* target, double value);  ///< stores a checked value in its field
};

namespace detail {

template <class Owner, class Field>
Field field_type(Field Owner::*);
template <class Owner, class Field>
Owner owner_type(Field Owner::*);

template <auto Member>
void assign_member(void* target, double value) {
  using Owner = decltype(owner_type(Member));
  using Field = decltype(field_type(Member));
  Field& field = static_cast<Owner*>(target)->*Member;
  if constexpr (std::is_same_v<Field, Fen>) {
    field = yuan(value);
  } else if constexpr (std::is_same_v<Field, YearMonth>) {
    field.count = static_cast<std::int32_t>(value);
  } else if constexpr (std::is_same_v<Field, bool>) {
    field = value != 0.0;
  } else {
    field = static_cast<Field>(value);
  }
}

template <auto Member>
constexpr ParameterType type_of_member() {
  using Field = decltype(field_type(Member));
  if constexpr (std::is_same_v<Field, Fen>) {
    return ParameterType::money;
  } else if constexpr (std::is_same_v<Field, YearMonth>) {
    return ParameterType::year_month;
  } else if constexpr (std::is_same_v<Field, bool>) {
    return ParameterType::boolean;
  } else if constexpr (std::is_enum_v<Field>) {
    return ParameterType::choice;
  } else if constexpr (std::is_integral_v<Field>) {
    return ParameterType::integer;
  } else {
    static_assert(std::is_same_v<Field, double>, "a parameter is a double, integer, bool, enum, Fen or YearMonth");
    return ParameterType::number;
  }
}

constexpr bool same_text(const char* a, const char* b) { return std::string_view(a) == std::string_view(b); }

}  // namespace detail

/// What a row says beyond its path and field; named so that a table reads like a form.
struct ParameterText {
  const char* unit = "1";
  double min = 0.0;
  double max = 1.0;
  double fallback = kUnset;
  double low = kUnset;
  double high = kUnset;
  const char* choices = "";
  const char* zh = "";
  const char* en = "";
  const char* clause = "";
  const char* source = "";
};

/// A row bound to one field of a parameter struct, `parameter<&Grants::street_centre>("street_centre_yuan", {...})`.
template <auto Member>
constexpr ParameterRow parameter(const char* path, ParameterText text) {
  return {path,
          text.unit,
          detail::type_of_member<Member>(),
          text.min,
          text.max,
          text.fallback,
          text.low,
          text.high,
          text.choices,
          text.zh,
          text.en,
          text.clause,
          text.source,
          &detail::assign_member<Member>};
}

/// Checks a table at compile time: a repeated path, a field bound twice, an empty range or a fallback outside it does not compile.
template <std::size_t N>
consteval std::array<ParameterRow, N> parameter_table(const std::array<ParameterRow, N>& rows) {
  for (std::size_t i = 0; i < N; ++i) {
    if (!(rows[i].min <= rows[i].max)) throw "empty range";
    if (rows[i].fallback == rows[i].fallback && (rows[i].fallback < rows[i].min || rows[i].fallback > rows[i].max)) {
      throw "fallback out of range";
    }
    for (std::size_t j = i + 1; j < N; ++j) {
      if (detail::same_text(rows[i].path, rows[j].path)) throw "path used twice";
      if (rows[i].assign == rows[j].assign) throw "field bound twice";
    }
  }
  return rows;
}

}  // namespace eldercast
