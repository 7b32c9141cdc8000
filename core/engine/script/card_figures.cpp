#include "engine/script/card_figures.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "engine/script/lua.hpp"

namespace eldercast::script {
namespace {

constexpr lua_Integer kMostFigures = 50;

/// A text of the table on top of the stack.
std::string text_of_figure(lua_State* lua, const char* key, const char* otherwise, const char* whose = "figure") {
  const int found = lua_getfield(lua, -1, key);
  if (found != LUA_TSTRING && (found != LUA_TNIL || otherwise == nullptr)) luaL_error(lua, "a %s has no text as its '%s'", whose, key);
  std::string out = found == LUA_TNIL ? otherwise : lua_tostring(lua, -1);
  lua_pop(lua, 1);
  return out;
}

/// The target on top of the stack. Its number is that of the parameter which either at_least or at_most names; `due` is a year, or the path
/// of the parameter that says it.
RuleTarget read_target(lua_State* lua) {
  static constexpr std::array<std::string_view, 8> kKeys{"id", "figure", "at_least", "at_most", "due", "clause", "zh", "en"};
  lua_pushnil(lua);
  while (lua_next(lua, -2) != 0) {
    lua_pop(lua, 1);
    const std::string_view key = lua_type(lua, -1) == LUA_TSTRING ? lua_tostring(lua, -1) : luaL_typename(lua, -1);
    if (std::find(kKeys.begin(), kKeys.end(), key) == kKeys.end()) {
      luaL_error(lua, "a target has the unknown key '%s'; keys are id, figure, at_least, at_most, due, clause, zh, en", key.data());
    }
  }
  const auto text = [&](const char* key, const char* otherwise) { return text_of_figure(lua, key, otherwise, "target"); };
  RuleTarget out;
  out.id = text("id", nullptr);
  out.figure = text("figure", nullptr);
  out.zh = text("zh", nullptr);
  out.en = text("en", nullptr);
  out.clause = text("clause", "");
  const std::string at_least = text("at_least", "");
  out.value = text("at_most", "");
  if (at_least.empty() == out.value.empty()) {
    luaL_error(lua, "target '%s' needs one of at_least and at_most: the path of the parameter that says the number", out.id.c_str());
  }
  out.at_most = at_least.empty();
  if (!out.at_most) out.value = at_least;
  const int due = lua_getfield(lua, -1, "due");
  if (due == LUA_TSTRING) {
    out.due = lua_tostring(lua, -1);
  } else if (lua_isinteger(lua, -1)) {
    out.due_year = static_cast<std::int32_t>(std::clamp<lua_Integer>(lua_tointeger(lua, -1), 0, 9999));
  } else {
    luaL_error(lua, "target '%s': 'due' must be a year, or the path of the parameter that says it", out.id.c_str());
  }
  lua_pop(lua, 1);
  return out;
}

}  // namespace

/// `figures = {{id = "grants", unit = "1", kind = "sum", zh = ..., en = ...}}`.
void read_figures(lua_State* lua, Card& card) {
  const int found = lua_getfield(lua, 1, "figures");
  if (found == LUA_TTABLE) {
    for (lua_Integer i = 1; lua_rawgeti(lua, -1, i) != LUA_TNIL; ++i) {
      if (!lua_istable(lua, -1)) luaL_error(lua, "figure %d is no table", static_cast<int>(i));
      if (i > kMostFigures) luaL_error(lua, "a rule has at most %d figures", static_cast<int>(kMostFigures));
      Card::Figure figure{text_of_figure(lua, "id", nullptr), text_of_figure(lua, "unit", "1"), text_of_figure(lua, "zh", nullptr),
                          text_of_figure(lua, "en", nullptr), FigureKind::sum};
      const std::string kind = text_of_figure(lua, "kind", "sum");
      if (kind != "sum" && kind != "state")
        luaL_error(lua, "figure '%s' has the kind '%s'; kinds are sum, state", figure.id.c_str(), kind.c_str());
      if (kind == "state") figure.kind = FigureKind::state;
      card.figures.push_back(std::move(figure));
      lua_pop(lua, 1);
    }
    lua_pop(lua, 1);
  } else if (found != LUA_TNIL) {
    luaL_error(lua, "'figures' is no list of tables");
  }
  lua_pop(lua, 1);
}

/// `targets = {{id = "reached", figure = "grants", at_least = "wanted", due = 2022, zh = ..., en = ...}}`.
void read_targets(lua_State* lua, Card& card) {
  const int found = lua_getfield(lua, 1, "targets");
  if (found == LUA_TTABLE) {
    for (lua_Integer i = 1; lua_rawgeti(lua, -1, i) != LUA_TNIL; ++i) {
      if (!lua_istable(lua, -1)) luaL_error(lua, "target %d is no table", static_cast<int>(i));
      if (i > kMostFigures) luaL_error(lua, "a rule has at most %d targets", static_cast<int>(kMostFigures));
      card.targets.push_back(read_target(lua));
      lua_pop(lua, 1);
    }
    lua_pop(lua, 1);
  } else if (found != LUA_TNIL) {
    luaL_error(lua, "'targets' is no list of tables");
  }
  lua_pop(lua, 1);
}

}  // namespace eldercast::script
