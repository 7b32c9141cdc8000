#include "engine/script/refusal.hpp"

#include <array>
#include <cmath>
#include <cstdio>
#include <string>

#include "engine/script/lua.hpp"
#include "engine/script/lua_machine.hpp"
#include "engine/script/seen.hpp"

namespace eldercast::script {
namespace {

/// All digits of a fraction: Lua's own text of 160799.99999999997 is 160800.0, which would look whole.
const char* text_of_top(lua_State* lua) {
  const double number = lua_type(lua, -1) == LUA_TNUMBER ? lua_tonumber(lua, -1) : 0;
  if (number == std::floor(number)) return luaL_tolstring(lua, -1, nullptr);
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.17g", number);
  return lua_pushstring(lua, text.data());
}

/// What stands on top of the stack, in words: a text where a number is wanted, a facility where a town is.
std::string words_of_top(lua_State* lua) {
  if (const RowRef* const row = row_at(lua, -1)) return std::string("a ") + kTableNames[static_cast<std::size_t>(row->table)];
  const int type = lua_type(lua, -1);
  if (type == LUA_TSTRING) return std::string("the text \"") + lua_tostring(lua, -1) + "\"";
  return type == LUA_TBOOLEAN || type == LUA_TNUMBER ? text_of_top(lua) : std::string("a ") + luaL_typename(lua, -1);
}

}  // namespace

[[noreturn]] void refuse_value(lua_State* lua, const char* name, const char* wanted) {
  luaL_error(lua, "'%s' is %s: it must be %s", name, words_of_top(lua).c_str(), wanted);
  throw ScriptError(name);  // luaL_error does not return
}

[[noreturn]] void refuse_number(lua_State* lua, const char* name, const char* wanted) {
  const bool in_quotes = lua_type(lua, -1) == LUA_TSTRING && lua_isnumber(lua, -1) != 0;
  const std::string hint = in_quotes ? std::string(wanted) + "; leave the quotes out: " + name + " = " + lua_tostring(lua, -1) : wanted;
  refuse_value(lua, name, hint.c_str());
}

}  // namespace eldercast::script
