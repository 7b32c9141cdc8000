/// Tables in a fixed order: Lua goes over a table as it lies in memory, and sorts with random pivots.
#include <algorithm>
#include <string_view>
#include <tuple>
#include <vector>

#include "engine/script/lua.hpp"
#include "engine/script/lua_machine.hpp"
#include "engine/script/sandbox.hpp"
#include "engine/script/seen.hpp"

namespace eldercast::script {
namespace {

/// A key of a table: a whole number, a text or a row of a view, in this order.
struct Key {
  int kind = 0;
  std::int64_t number = 0;
  std::string_view text;
  RowRef row;

  [[nodiscard]] auto rank() const { return std::tuple(kind, number, text, row.table, row.index); }
};

Key key_at(lua_State* lua, int index) {
  if (lua_isinteger(lua, index)) return {0, lua_tointeger(lua, index), {}, {}};
  if (lua_type(lua, index) == LUA_TSTRING) {
    std::size_t length = 0;
    const char* const text = lua_tolstring(lua, index, &length);
    return {1, 0, {text, length}, {}};
  }
  if (const RowRef* row = row_at(lua, index)) return {2, 0, {}, *row};
  luaL_error(lua, "pairs goes over whole numbers, texts and rows of views; here a key is a %s", luaL_typename(lua, index));
  return {};
}

void push_key(lua_State* lua, const Key& key) {
  if (key.kind == 0) lua_pushinteger(lua, key.number);
  if (key.kind == 1) lua_pushlstring(lua, key.text.data(), key.text.size());
  if (key.kind == 2) push_row(lua, key.row);
}

/// Upvalues: the keys in order, and how many of them are done.
int next_pair(lua_State* lua) {
  lua_Integer at = lua_tointeger(lua, lua_upvalueindex(2));
  for (;;) {
    lua_rawgeti(lua, lua_upvalueindex(1), ++at);
    if (lua_isnil(lua, -1)) return 1;
    lua_pushvalue(lua, -1);
    lua_rawget(lua, 1);
    // What was taken out meanwhile is passed over.
    if (!lua_isnil(lua, -1)) break;
    lua_pop(lua, 2);
  }
  lua_pushinteger(lua, at);
  lua_replace(lua, lua_upvalueindex(2));
  return 2;
}

/// Whether the value of the table at `list` at place `i` comes before that at `j`; `lua` has the function that says so at 2, or nil.
bool comes_before(lua_State* lua, int list, lua_Integer i, lua_Integer j) {
  const bool own = !lua_isnil(lua, 2);
  if (own) lua_pushvalue(lua, 2);
  lua_rawgeti(lua, list, i);
  lua_rawgeti(lua, list, j);
  if (own) lua_call(lua, 2, 1);
  const bool before = own ? lua_toboolean(lua, -1) != 0 : lua_compare(lua, -2, -1, LUA_OPLT) != 0;
  lua_pop(lua, own ? 1 : 2);
  return before;
}

/// Merges the runs [first, middle) and [middle, last) of `from` into `to`.
void merge_runs(lua_State* lua, int from, int to, lua_Integer first, lua_Integer middle, lua_Integer last) {
  lua_Integer left = first;
  lua_Integer right = middle;
  for (lua_Integer at = first; at < last; ++at) {
    const bool take_right = left == middle || (right < last && comes_before(lua, from, right, left));
    lua_rawgeti(lua, from, take_right ? right++ : left++);
    lua_rawseti(lua, to, at);
  }
}

}  // namespace

int ordered_pairs(lua_State* lua) {
  luaL_checktype(lua, 1, LUA_TTABLE);
  std::vector<Key> keys;
  lua_pushnil(lua);
  while (lua_next(lua, 1) != 0) {
    lua_pop(lua, 1);
    keys.push_back(key_at(lua, -1));
  }
  Machine::of(lua).charge(static_cast<std::int64_t>(keys.size()));
  std::sort(keys.begin(), keys.end(), [](const Key& a, const Key& b) { return a.rank() < b.rank(); });
  lua_createtable(lua, static_cast<int>(keys.size()), 0);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    push_key(lua, keys[i]);
    lua_rawseti(lua, -2, static_cast<lua_Integer>(i) + 1);
  }
  lua_pushinteger(lua, 0);
  lua_pushcclosure(lua, &next_pair, 2);
  lua_pushvalue(lua, 1);
  return 2;
}

int stable_sort(lua_State* lua) {
  luaL_checktype(lua, 1, LUA_TTABLE);
  if (!lua_isnoneornil(lua, 2)) luaL_checktype(lua, 2, LUA_TFUNCTION);
  lua_settop(lua, 2);
  const auto size = static_cast<lua_Integer>(lua_rawlen(lua, 1));
  lua_createtable(lua, static_cast<int>(size), 0);
  int from = 1;
  int to = 3;
  for (lua_Integer width = 1; width < size; width *= 2) {
    Machine::of(lua).charge(size);
    for (lua_Integer first = 1; first <= size; first += 2 * width) {
      merge_runs(lua, from, to, first, std::min(first + width, size + 1), std::min(first + 2 * width, size + 1));
    }
    std::swap(from, to);
  }
  for (lua_Integer at = 1; from != 1 && at <= size; ++at) {
    lua_rawgeti(lua, from, at);
    lua_rawseti(lua, 1, at);
  }
  return 0;
}

}  // namespace eldercast::script
