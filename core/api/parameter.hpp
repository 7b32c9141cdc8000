#pragma once
/// One row type describes every parameter: of scenario sections and of plugins. It drives parsing, checking, `plugins describe`, the
/// generated pages, sweeps and uncertainty.
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "api/calendar.hpp"
#include "api/ids.hpp"
#include "api/money.hpp"
#include "api/values.hpp"

namespace eldercast {

/// What a parameter holds. The first six are numbers; `values.hpp` has the others. A clause is a text that names a clause under which the
/// rule books money; left out in a table it is the name of the row. A payer, a purpose and a role are choices among those of the program
/// and those that the scenario names (since 4.3).
enum class ParameterType : std::uint8_t {
  number,
  integer,
  boolean,
  choice,
  year_month,
  money,
  text,
  clause,
  list,
  by_year,
  table,
  payer,
  purpose,
  role
};

/// True for a payer, a purpose and a role.
[[nodiscard]] constexpr bool is_named(ParameterType type) { return type >= ParameterType::payer; }
/// True for the types whose value is one number.
[[nodiscard]] constexpr bool is_scalar(ParameterType type) { return type <= ParameterType::money || is_named(type); }

/// "No value": a required parameter's fallback, or an absent low or high.
inline constexpr double kUnset = std::numeric_limits<double>::quiet_NaN();

/// A parameter as data; plain layout that only grows, because plugin cards carry arrays of it. All texts are UTF-8 with static lifetime.
/// Numbers travel as double: an integer as itself, a boolean as 0 or 1, a choice as its position in `choices`, a year-month as
/// YearMonth::count, money in yuan, a payer, a purpose and a role as their enumerator. `min` and `max` are those of each number of a list
/// and of values by year; of the bytes of a text; of the rows of a table; they mean nothing for a payer, a purpose and a role.
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
  const char* clause;  ///< clause id of the plan (F2, W1...), else ""
  const char* source;  ///< where the fallback and range come from, else ""
  /// Stores a checked value in its field.
  void (*assign)(void* target, const ParameterValue& value);
  const ParameterRow* columns = nullptr;  ///< of a table
  std::uint32_t column_count = 0;
  /// Of a text: used when the scenario is silent and `fallback` is not kUnset. Lists, values by year and tables are empty then.
  const char* fallback_text = "";
  /// Of a column of a table: another column that may say it in place of this one. One of the two is required, and not both may be given.
  /// Since 4.3.
  const char* instead = "";
};

namespace detail {

template <class Owner, class Field>
Field field_type(Field Owner::*);
template <class Owner, class Field>
Owner owner_type(Field Owner::*);

template <class Field>
struct RowOf {
  static constexpr bool kIsTable = false;
};
template <class Row>
struct RowOf<NamedRows<Row>> {
  static constexpr bool kIsTable = true;
  using Type = Row;
};

template <class Field>
void store(Field& field, const ParameterValue& value) {
  if constexpr (std::is_same_v<Field, Fen>) {
    field = yuan(value.number);
  } else if constexpr (std::is_same_v<Field, YearMonth>) {
    field.count = static_cast<std::int32_t>(value.number);
  } else if constexpr (std::is_same_v<Field, bool>) {
    field = value.number != 0.0;
  } else if constexpr (std::is_same_v<Field, std::string>) {
    field = value.text;
  } else if constexpr (std::is_same_v<Field, Clause>) {
    field.id = value.text;
  } else if constexpr (std::is_same_v<Field, std::vector<double>>) {
    field.clear();
    for (std::uint32_t i = 0; i < value.count; ++i) field.push_back(value.cells[i].number);
  } else if constexpr (std::is_same_v<Field, ByYear>) {
    field = {};
    for (std::uint32_t i = 0; i < value.count; ++i) field.add(value.cells[i].year, value.cells[i].number);
  } else if constexpr (RowOf<Field>::kIsTable) {
    field.clear();
    for (std::uint32_t i = 0; i < value.count; ++i) {
      const EldercastValue& row = value.cells[i];
      auto& made = field.emplace_back();
      made.name = row.text;
      const auto& columns = RowOf<Field>::Type::kColumns;
      for (std::uint32_t c = 0; c < row.count && c < columns.size(); ++c) columns[c].assign(&made.row, ParameterValue(row.cells[c]));
    }
  } else {
    field = static_cast<Field>(value.number);
  }
}

template <auto Member>
void assign_member(void* target, const ParameterValue& value) {
  using Owner = decltype(owner_type(Member));
  store(static_cast<Owner*>(target)->*Member, value);
}

/// `has_choices`: its row lists them, so that it is a choice and never one of what the scenario names.
template <auto Member>
constexpr ParameterType type_of_member(bool has_choices = false) {
  using Field = decltype(field_type(Member));
  if constexpr (std::is_same_v<Field, Fen>) {
    return ParameterType::money;
  } else if constexpr (std::is_same_v<Field, YearMonth>) {
    return ParameterType::year_month;
  } else if constexpr (std::is_same_v<Field, bool>) {
    return ParameterType::boolean;
  } else if constexpr (std::is_same_v<Field, Payer>) {
    return has_choices ? ParameterType::choice : ParameterType::payer;
  } else if constexpr (std::is_same_v<Field, Purpose>) {
    return has_choices ? ParameterType::choice : ParameterType::purpose;
  } else if constexpr (std::is_same_v<Field, Role>) {
    return has_choices ? ParameterType::choice : ParameterType::role;
  } else if constexpr (std::is_enum_v<Field>) {
    return ParameterType::choice;
  } else if constexpr (std::is_integral_v<Field>) {
    return ParameterType::integer;
  } else if constexpr (std::is_same_v<Field, std::string>) {
    return ParameterType::text;
  } else if constexpr (std::is_same_v<Field, Clause>) {
    return ParameterType::clause;
  } else if constexpr (std::is_same_v<Field, std::vector<double>>) {
    return ParameterType::list;
  } else if constexpr (std::is_same_v<Field, ByYear>) {
    return ParameterType::by_year;
  } else if constexpr (RowOf<Field>::kIsTable) {
    return ParameterType::table;
  } else {
    static_assert(
        std::is_same_v<Field, double>,
        "a parameter is a double, integer, bool, enum, Fen, YearMonth, std::string, Clause, std::vector<double>, ByYear or NamedRows");
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
  const char* fallback_text = "";
  const char* instead = "";
};

/// A row bound to one field of a parameter struct, `parameter<&Grants::street_centre>("street_centre_yuan", {...})`.
template <auto Member>
constexpr ParameterRow parameter(const char* path, ParameterText text) {
  const ParameterRow* columns = nullptr;
  std::uint32_t column_count = 0;
  using Field = decltype(detail::field_type(Member));
  if constexpr (detail::RowOf<Field>::kIsTable) {
    columns = detail::RowOf<Field>::Type::kColumns.data();
    column_count = static_cast<std::uint32_t>(detail::RowOf<Field>::Type::kColumns.size());
  }
  return {path,
          text.unit,
          detail::type_of_member<Member>(text.choices[0] != '\0'),
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
          &detail::assign_member<Member>,
          columns,
          column_count,
          text.fallback_text,
          text.instead};
}

/// Checks a table at compile time: a repeated path, a field bound twice, an empty range or a fallback outside it does not compile.
template <std::size_t N>
consteval std::array<ParameterRow, N> parameter_table(const std::array<ParameterRow, N>& rows) {
  for (std::size_t i = 0; i < N; ++i) {
    if (!(rows[i].min <= rows[i].max)) throw "empty range";
    if (is_scalar(rows[i].type) && !is_named(rows[i].type) && rows[i].fallback == rows[i].fallback &&
        (rows[i].fallback < rows[i].min || rows[i].fallback > rows[i].max)) {
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
