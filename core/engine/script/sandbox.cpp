#include "engine/script/sandbox.hpp"

#include <algorithm>
#include <string>

#include "api/calendar.hpp"
#include "api/money.hpp"
#include "engine/script/lua.hpp"
#include "engine/script/lua_machine.hpp"

namespace eldercast::script {
namespace {

/// A text that says nothing of where a value lies in memory.
void check_plain(lua_State* lua, int argument) {
  const int type = lua_type(lua, argument);
  if (type == LUA_TNIL || type == LUA_TBOOLEAN || type == LUA_TNUMBER || type == LUA_TSTRING) return;
  if (type == LUA_TUSERDATA && luaL_getmetafield(lua, argument, "__tostring") != LUA_TNIL) {
    lua_pop(lua, 1);
    return;
  }
  luaL_error(lua, "a %s has no text", luaL_typename(lua, argument));
}

int to_text(lua_State* lua) {
  luaL_checkany(lua, 1);
  check_plain(lua, 1);
  luaL_tolstring(lua, 1, nullptr);
  return 1;
}

/// Calls the function of Lua that this one stands for.
int call_original(lua_State* lua) {
  lua_pushvalue(lua, lua_upvalueindex(1));
  lua_insert(lua, 1);
  lua_call(lua, lua_gettop(lua) - 1, LUA_MULTRET);
  return lua_gettop(lua);
}

int format(lua_State* lua) {
  const std::string_view spec = luaL_checkstring(lua, 1);
  for (std::size_t at = spec.find('%'); at != std::string_view::npos; at = spec.find('%', at)) {
    at = std::min(spec.find_first_not_of("-+ #0123456789.", at + 1), spec.size());
    if (at < spec.size() && spec[at] == 'p') return luaL_error(lua, "a value has no place that could be shown: '%%p' is not known");
    if (at < spec.size()) ++at;
  }
  for (int i = 2; i <= lua_gettop(lua); ++i) check_plain(lua, i);
  return call_original(lua);
}

int repeat(lua_State* lua) {
  std::size_t length = 0;
  luaL_checklstring(lua, 1, &length);
  const lua_Integer times = luaL_checkinteger(lua, 2);
  if (length > 0 && times > static_cast<lua_Integer>(kLongestText / length)) return luaL_error(lua, "makes too long a text");
  return call_original(lua);
}

/// A function that goes through the whole of its table when it has more arguments than its second upvalue says.
int charged(lua_State* lua) {
  if (lua_istable(lua, 1) && lua_gettop(lua) > lua_tointeger(lua, lua_upvalueindex(2))) {
    Machine::of(lua).charge(static_cast<std::int64_t>(lua_rawlen(lua, 1)) / 8);
  }
  return call_original(lua);
}

int to_fen(lua_State* lua) {
  const Fen fen = lua_isinteger(lua, 1) ? yuan(std::int64_t{lua_tointeger(lua, 1)}) : yuan(luaL_checknumber(lua, 1));
  if (!fen.is_money()) return luaL_error(lua, "yuan(%s) is no amount of money", luaL_tolstring(lua, 1, nullptr));
  lua_pushinteger(lua, fen.value);
  return 1;
}

int to_year_month(lua_State* lua) {
  const lua_Integer year = luaL_checkinteger(lua, 1);
  const lua_Integer month = luaL_checkinteger(lua, 2);
  luaL_argcheck(lua, year >= 0 && year <= 9999, 1, "a year is 0 to 9999");
  luaL_argcheck(lua, month >= 1 && month <= 12, 2, "a month is 1 to 12");
  lua_pushinteger(lua, YearMonth(static_cast<int>(year), static_cast<int>(month)).count);
  return 1;
}

struct Library {
  const char* name;
  lua_CFunction open;
  std::vector<const char*> kept;
};

/// Copies the kept entries of a library into a new table, which stays on the stack.
void keep(lua_State* lua, const Library& library) {
  luaL_requiref(lua, library.name, library.open, 0);
  lua_newtable(lua);
  for (const char* entry : library.kept) {
    lua_getfield(lua, -2, entry);
    lua_setfield(lua, -2, entry);
  }
  lua_remove(lua, -2);
}

/// Puts a function of ours over the one of Lua in the table on top of the stack.
void wrap(lua_State* lua, const char* name, lua_CFunction ours, int arguments = 0) {
  lua_getfield(lua, -1, name);
  lua_pushinteger(lua, arguments);
  lua_pushcclosure(lua, ours, 2);
  lua_setfield(lua, -2, name);
}

void put(lua_State* lua, const char* name, lua_CFunction ours) {
  lua_pushcfunction(lua, ours);
  lua_setfield(lua, -2, name);
}

}  // namespace

void make_globals(lua_State* lua) {
  keep(lua, {"_G", &luaopen_base, {"assert", "error", "ipairs", "select", "tonumber", "type"}});
  put(lua, "pairs", &ordered_pairs);
  put(lua, "tostring", &to_text);
  put(lua, "yuan", &to_fen);
  put(lua, "year_month", &to_year_month);

  keep(lua, {"math",
             &luaopen_math,
             {"abs", "ceil", "floor", "fmod", "max", "min", "sqrt", "tointeger", "type", "ult", "huge", "maxinteger", "mininteger"}});
  lua_setfield(lua, -2, "math");

  keep(lua, {"table", &luaopen_table, {"concat", "insert", "remove", "unpack"}});
  wrap(lua, "concat", &charged);
  wrap(lua, "insert", &charged, 2);
  wrap(lua, "remove", &charged, 1);
  wrap(lua, "unpack", &charged);
  put(lua, "sort", &stable_sort);
  lua_setfield(lua, -2, "table");

  keep(lua, {"string", &luaopen_string, {"byte", "char", "format", "len", "lower", "rep", "reverse", "sub", "upper"}});
  wrap(lua, "format", &format);
  wrap(lua, "rep", &repeat);
  // What ("text"):name() finds.
  lua_pushliteral(lua, "");
  lua_getmetatable(lua, -1);
  lua_pushvalue(lua, -3);
  lua_setfield(lua, -2, "__index");
  lua_pop(lua, 2);
  lua_setfield(lua, -2, "string");

  lua_rawseti(lua, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
}

}  // namespace eldercast::script
