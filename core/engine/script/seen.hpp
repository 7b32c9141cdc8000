#pragma once
/// Views as a script sees them: rows and lists that can be read and nothing else. A row is one value for the whole run, so that it may be a
/// key of a table; what it shows is always that of the month that is asked about.
#include <cstddef>
#include <cstdint>

struct lua_State;

namespace eldercast::script {

enum class Table : std::uint8_t { town, facility, project, service, training, lottery_fund };
inline constexpr std::size_t kTables = 6;
/// Names of the tables in this order, as messages have them.
inline constexpr const char* kTableNames[kTables] = {"town", "facility", "project", "service", "training", "lottery_fund"};

/// A row of a table of the view.
struct RowRef {
  Table table = Table::town;
  std::uint32_t index = 0;
};

/// Makes the kinds of values that views are made of. Once for a machine; may raise errors of Lua, as may all functions here.
void make_views(lua_State* lua);
/// Pushes the value that a phase gets as its first argument.
void push_month(lua_State* lua);
/// Pushes a row; the same value every time.
void push_row(lua_State* lua, RowRef row);
/// The row at a place of the stack, null if something else stands there.
[[nodiscard]] const RowRef* row_at(lua_State* lua, int index);
/// The stable key of a row or number at a place of the stack, for draws.
[[nodiscard]] std::uint64_t key_at_argument(lua_State* lua, int argument);

}  // namespace eldercast::script
