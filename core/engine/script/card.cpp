#include "engine/script/card.hpp"

#include <array>
#include <cmath>
#include <string_view>

#include "engine/script/card_figures.hpp"
#include "engine/script/lua.hpp"

namespace eldercast::script {
namespace {

constexpr std::array<std::string_view, 14> kTypes{"number", "integer", "boolean", "choice", "year_month", "money",   "text",
                                                  "clause", "list",    "by_year", "table",  "payer",      "purpose", "role"};
constexpr lua_Integer kMostParameters = 200;
constexpr lua_Integer kMostColumns = 50;
constexpr double kMostOfMany = 1000;

/// A parameter as it stands in the head, `row` on top of the stack.
class RowReader {
 public:
  RowReader(lua_State* lua, Card& card, lua_Integer number, bool is_column = false)
      : lua_(lua), card_(card), number_(number), is_column_(is_column) {}

  ParameterRow read() {
    check_keys();
    row_.path = text("path", nullptr);
    row_.type = type();
    row_.choices = choices();
    const double last_choice = static_cast<double>(choice_names_.size()) - 1.0;
    row_.unit = text("unit", row_.type == ParameterType::money ? "CNY" : row_.type == ParameterType::year_month ? "year-month" : "1");
    const bool is_choice = row_.type == ParameterType::choice;
    const bool is_month = row_.type == ParameterType::year_month;
    row_.min = value("min", is_month ? YearMonth(1900, 1).count : 0.0);
    row_.max = value("max", is_choice ? last_choice : is_month ? YearMonth(2199, 12).count : is_many() ? kMostOfMany : 1.0);
    read_default();
    row_.low = value("low", kUnset);
    row_.high = value("high", kUnset);
    row_.zh = text("zh", "");
    row_.en = text("en", "");
    row_.clause = text("clause", "");
    row_.source = text("source", "");
    row_.assign = [](void*, const ParameterValue&) {};
    read_columns();
    return row_;
  }

 private:
  void check_keys() {
    static constexpr std::array<std::string_view, 14> kKeys{"path", "type", "unit", "min",    "max",    "default", "low",
                                                            "high", "zh",   "en",   "clause", "source", "choices", "columns"};
    lua_pushnil(lua_);
    while (lua_next(lua_, -2) != 0) {
      lua_pop(lua_, 1);
      const std::string_view key = lua_type(lua_, -1) == LUA_TSTRING ? lua_tostring(lua_, -1) : luaL_typename(lua_, -1);
      bool known = false;
      for (const std::string_view each : kKeys) known = known || each == key;
      if (!known) {
        luaL_error(lua_,
                   "parameter %d has the unknown key '%s'; keys are path, type, unit, min, max, default, low, high, choices, columns, zh, "
                   "en, clause, source",
                   static_cast<int>(number_), key.data());
      }
    }
  }

  const char* keep(std::string text) { return card_.texts.emplace_back(std::move(text)).c_str(); }

  /// `otherwise` null: the key is needed.
  const char* text(const char* key, const char* otherwise) {
    const int found = lua_getfield(lua_, -1, key);
    if (found != LUA_TSTRING && (found != LUA_TNIL || otherwise == nullptr)) {
      luaL_error(lua_, "parameter %d has no text as its '%s'", static_cast<int>(number_), key);
    }
    const char* const out = keep(found == LUA_TNIL ? otherwise : lua_tostring(lua_, -1));
    lua_pop(lua_, 1);
    return out;
  }

  ParameterType type() {
    const std::string_view name = text("type", "number");
    for (std::size_t t = 0; t < kTypes.size(); ++t) {
      if (kTypes[t] == name) return static_cast<ParameterType>(t);
    }
    luaL_error(lua_,
               "parameter '%s' has the type '%s'; types are number, integer, boolean, choice, year_month, money, text, clause, list, "
               "by_year, table, payer, purpose, role",
               row_.path, name.data());
    return ParameterType::number;
  }

  /// Texts and tables, whose limits are those of their length.
  [[nodiscard]] bool is_many() const {
    return row_.type == ParameterType::text || row_.type == ParameterType::clause || row_.type == ParameterType::table;
  }

  /// Of a text its text; of a list, of values by year and of a table the empty table.
  void read_default() {
    row_.fallback_text = "";
    if (is_scalar(row_.type)) {
      row_.fallback = value("default", kUnset);
      if (is_named(row_.type)) row_.min = row_.max = 0;
      return;
    }
    const int found = lua_getfield(lua_, -1, "default");
    const bool is_text = row_.type == ParameterType::text || row_.type == ParameterType::clause;
    if (found != LUA_TNIL && found != (is_text ? LUA_TSTRING : LUA_TTABLE)) {
      luaL_error(lua_, "parameter '%s': 'default' must be %s", row_.path, is_text ? "a text" : "the empty table {}");
    }
    if (found == LUA_TTABLE) {
      lua_pushnil(lua_);
      if (lua_next(lua_, -2) != 0) luaL_error(lua_, "parameter '%s': 'default' must be the empty table {}", row_.path);
    }
    if (found == LUA_TSTRING) row_.fallback_text = keep(lua_tostring(lua_, -1));
    row_.fallback = found == LUA_TNIL ? kUnset : 0.0;
    lua_pop(lua_, 1);
  }

  void read_columns() {
    const int found = lua_getfield(lua_, -1, "columns");
    if (is_column_ && found != LUA_TNIL) luaL_error(lua_, "column '%s' has columns itself", row_.path);
    if (found == LUA_TTABLE) {
      std::vector<ParameterRow> columns;
      for (lua_Integer i = 1; lua_rawgeti(lua_, -1, i) != LUA_TNIL; ++i) {
        if (!lua_istable(lua_, -1)) luaL_error(lua_, "parameter '%s': column %d is no table", row_.path, static_cast<int>(i));
        if (i > kMostColumns) luaL_error(lua_, "parameter '%s' has more than %d columns", row_.path, static_cast<int>(kMostColumns));
        columns.push_back(RowReader(lua_, card_, i, true).read());
        lua_pop(lua_, 1);
      }
      lua_pop(lua_, 1);
      const std::vector<ParameterRow>& kept = card_.columns.emplace_back(std::move(columns));
      row_.columns = kept.data();
      row_.column_count = static_cast<std::uint32_t>(kept.size());
    } else if (found != LUA_TNIL) {
      luaL_error(lua_, "parameter '%s' has columns that are no list of tables", row_.path);
    }
    lua_pop(lua_, 1);
  }

  /// Texts of the list `choices`, in one.
  const char* choices() {
    std::string all;
    const int found = lua_getfield(lua_, -1, "choices");
    if (found == LUA_TTABLE) {
      for (lua_Integer i = 1; lua_rawgeti(lua_, -1, i) == LUA_TSTRING; ++i) {
        choice_names_.emplace_back(lua_tostring(lua_, -1));
        all.append(i > 1 ? "|" : "").append(choice_names_.back());
        lua_pop(lua_, 1);
      }
      lua_pop(lua_, 1);
    } else if (found != LUA_TNIL) {
      luaL_error(lua_, "parameter '%s' has choices that are no list of texts", row_.path);
    }
    lua_pop(lua_, 1);
    return keep(std::move(all));
  }

  double value(const char* key, double otherwise) {
    const int found = lua_getfield(lua_, -1, key);
    const double out =
        found == LUA_TNIL ? (row_.type == ParameterType::choice && std::string_view(key) == "min" ? 0.0 : otherwise) : read_value(key);
    lua_pop(lua_, 1);
    return out;
  }

  double read_value(const char* key) {
    switch (row_.type) {
      case ParameterType::boolean:
        if (lua_isboolean(lua_, -1)) return lua_toboolean(lua_, -1);
        break;
      case ParameterType::choice:
        for (std::size_t c = 0; lua_type(lua_, -1) == LUA_TSTRING && c < choice_names_.size(); ++c) {
          if (choice_names_[c] == lua_tostring(lua_, -1)) return static_cast<double>(c);
        }
        break;
      case ParameterType::payer:
      case ParameterType::purpose:
      case ParameterType::role: {
        const std::span<const std::string_view> names = names_for(row_.type);
        for (std::size_t n = 0; lua_type(lua_, -1) == LUA_TSTRING && n < names.size(); ++n) {
          if (names[n] == lua_tostring(lua_, -1)) return static_cast<double>(n);
        }
        luaL_error(lua_, "parameter '%s': '%s' must be one of the program's own, as \"%s\"; a scenario may give it one that it names",
                   row_.path, key, names.front().data());
        break;
      }
      case ParameterType::year_month: {
        int year = 0;
        int month = 0;
        int end = 0;
        const char* const text = lua_type(lua_, -1) == LUA_TSTRING ? lua_tostring(lua_, -1) : "";
        if (std::sscanf(text, "%4d-%2d%n", &year, &month, &end) == 2 && text[end] == '\0' && month >= 1 && month <= 12 && year >= 0) {
          return YearMonth(year, month).count;
        }
        break;
      }
      default:
        if (lua_type(lua_, -1) == LUA_TNUMBER) return lua_tonumber(lua_, -1);
    }
    static constexpr std::array<const char*, 6> kWanted{
        "a number", "a number", "true or false", "one of its choices", "a text as \"2020-04\"", "a number, in yuan"};
    luaL_error(lua_, "parameter '%s': '%s' must be %s", row_.path, key,
               row_.type <= ParameterType::money ? kWanted[static_cast<std::size_t>(row_.type)] : "a number");
    return 0.0;
  }

  lua_State* lua_;
  Card& card_;
  lua_Integer number_;
  bool is_column_;
  ParameterRow row_{};
  std::vector<std::string> choice_names_;
};

std::string text_of_card(lua_State* lua, const char* key, bool needed) {
  const int found = lua_getfield(lua, 1, key);
  if (found != LUA_TSTRING && (found != LUA_TNIL || needed)) luaL_error(lua, "rule{...} has no text as its '%s'", key);
  std::string out = found == LUA_TNIL ? "" : lua_tostring(lua, -1);
  lua_pop(lua, 1);
  return out;
}

void check_keys_of_card(lua_State* lua) {
  lua_pushnil(lua);
  while (lua_next(lua, 1) != 0) {
    lua_pop(lua, 1);
    const std::string_view key = lua_type(lua, -1) == LUA_TSTRING ? lua_tostring(lua, -1) : luaL_typename(lua, -1);
    bool known = false;
    for (const std::string_view each : {"version", "zh", "en", "clauses", "keeps", "names", "parameters", "figures", "targets"})
      known = known || each == key;
    if (!known)
      luaL_error(lua, "rule{...} has the unknown key '%s'; keys are version, zh, en, clauses, keeps, names, parameters, figures, targets",
                 key.data());
  }
}

void read_rows(lua_State* lua, Card& card) {
  const int found = lua_getfield(lua, 1, "parameters");
  if (found == LUA_TTABLE) {
    for (lua_Integer i = 1; lua_rawgeti(lua, -1, i) != LUA_TNIL; ++i) {
      if (!lua_istable(lua, -1)) luaL_error(lua, "parameter %d is no table", static_cast<int>(i));
      if (i > kMostParameters) luaL_error(lua, "a rule has at most %d parameters", static_cast<int>(kMostParameters));
      card.rows.push_back(RowReader(lua, card, i).read());
      lua_pop(lua, 1);
    }
    lua_pop(lua, 1);
  } else if (found != LUA_TNIL) {
    luaL_error(lua, "'parameters' is no list of tables");
  }
  lua_pop(lua, 1);
}

void push_value(lua_State* lua, const ParameterRow& row, const EldercastValue& all);

/// Numbers from 1 on, numbers by year, or rows by name whose cells have the names of their columns.
void push_cells(lua_State* lua, const ParameterRow& row, const EldercastValue& value) {
  lua_createtable(lua, 0, static_cast<int>(value.count));
  for (std::uint32_t i = 0; i < value.count; ++i) {
    const EldercastValue& cell = value.cells[i];
    if (row.type == ParameterType::table) {
      lua_createtable(lua, 0, static_cast<int>(cell.count));
      for (std::uint32_t c = 0; c < cell.count && c < row.column_count; ++c) {
        push_value(lua, row.columns[c], cell.cells[c]);
        lua_setfield(lua, -2, row.columns[c].path);
      }
      lua_setfield(lua, -2, cell.text);
    } else {
      lua_pushnumber(lua, cell.number);
      lua_rawseti(lua, -2, row.type == ParameterType::by_year ? lua_Integer{cell.year} : lua_Integer{i} + 1);
    }
  }
}

void push_value(lua_State* lua, const ParameterRow& row, const EldercastValue& all) {
  const double value = all.number;
  switch (row.type) {
    case ParameterType::text:
    case ParameterType::clause:
    case ParameterType::payer:
    case ParameterType::purpose:
    case ParameterType::role:
      lua_pushstring(lua, all.text);
      return;
    case ParameterType::list:
    case ParameterType::by_year:
    case ParameterType::table:
      push_cells(lua, row, all);
      return;
    case ParameterType::number:
      lua_pushnumber(lua, value);
      return;
    case ParameterType::boolean:
      lua_pushboolean(lua, value != 0.0 ? 1 : 0);
      return;
    case ParameterType::choice: {
      std::string_view rest = row.choices;
      for (auto skip = static_cast<std::size_t>(value); skip > 0; --skip) rest.remove_prefix(std::min(rest.find('|'), rest.size() - 1) + 1);
      rest = rest.substr(0, rest.find('|'));
      lua_pushlstring(lua, rest.data(), rest.size());
      return;
    }
    case ParameterType::money:
      lua_pushinteger(lua, yuan(value).value);
      return;
    case ParameterType::integer:
    case ParameterType::year_month:
      lua_pushinteger(lua, static_cast<lua_Integer>(value));
      return;
  }
}

/// Sets the value on top of the stack in the table below it, in tables of their own for the parts of a path.
void set_by_path(lua_State* lua, std::string_view path) {
  lua_pushvalue(lua, -2);
  for (std::size_t dot = path.find('.'); dot != std::string_view::npos; dot = path.find('.')) {
    lua_pushlstring(lua, path.data(), dot);
    if (lua_rawget(lua, -2) != LUA_TTABLE) {
      lua_pop(lua, 1);
      lua_newtable(lua);
      lua_pushlstring(lua, path.data(), dot);
      lua_pushvalue(lua, -2);
      lua_rawset(lua, -4);
    }
    lua_remove(lua, -2);
    path.remove_prefix(dot + 1);
  }
  lua_pushlstring(lua, path.data(), path.size());
  lua_pushvalue(lua, -3);
  lua_rawset(lua, -3);
  lua_pop(lua, 2);
}

int rule(lua_State* lua) {
  Head& head = *static_cast<Head*>(lua_touserdata(lua, lua_upvalueindex(1)));
  if (head.card) return luaL_error(lua, "rule{...} stands here a second time");
  luaL_checktype(lua, 1, LUA_TTABLE);
  check_keys_of_card(lua);
  Card card;
  card.version = text_of_card(lua, "version", true);
  card.zh = text_of_card(lua, "zh", true);
  card.en = text_of_card(lua, "en", true);
  card.clauses = text_of_card(lua, "clauses", false);
  card.keeps = text_of_card(lua, "keeps", false);
  card.names = text_of_card(lua, "names", false);
  read_rows(lua, card);
  read_figures(lua, card);
  read_targets(lua, card);
  if (head.values && head.values->size() != card.rows.size()) return luaL_error(lua, "has other parameters than when it was read");
  lua_newtable(lua);
  for (std::size_t i = 0; i < card.rows.size(); ++i) {
    const ParameterRow& row = card.rows[i];
    ParameterValue usual = !is_scalar(row.type) ? 0.0 : std::isnan(row.fallback) ? row.min : row.fallback;
    const bool named = is_named(row.type);
    usual.text = named ? names_for(row.type)[static_cast<std::size_t>(usual.number)].data() : row.fallback_text;
    push_value(lua, row, head.values ? (*head.values)[i] : usual);
    set_by_path(lua, row.path);
  }
  head.card = std::move(card);
  return 1;
}

}  // namespace

void make_rule_function(lua_State* lua, Head& head) {
  lua_pushlightuserdata(lua, &head);
  lua_pushcclosure(lua, &rule, 1);
  lua_setglobal(lua, "rule");
}

}  // namespace eldercast::script
