#pragma once
/// What a script may use of Lua. Nothing of it reaches files, the clock, the environment, other code or chance, and nothing depends on
/// where something lies in memory.
#include <string_view>
#include <vector>

struct lua_State;

namespace eldercast::script {

/// Makes the globals of a script; may raise errors of Lua.
/// - assert, error, ipairs, pairs, select, tonumber, tostring, type; yuan(x): yuan as whole fen; year_month(year, month): months as
///   MonthView::calendar counts them;
/// - math: abs ceil floor fmod max min sqrt tointeger type ult huge maxinteger mininteger;
/// - string: byte char format len lower rep reverse sub upper;
/// - table: concat insert remove sort unpack.
/// `pairs` goes over whole numbers, then texts, then rows of views, each in rising order; `table.sort` is stable. There are no metatables,
/// no coroutines, no patterns of text, and nothing that catches errors.
void make_globals(lua_State* lua);

/// Functions of `table` that are stable or in a fixed order (tables.cpp).
int ordered_pairs(lua_State* lua);
int stable_sort(lua_State* lua);

}  // namespace eldercast::script
