#include "engine/script/seen.hpp"

#include <string>
#include <string_view>

#include "api/parameter.hpp"
#include "api/sub_key.hpp"
#include "engine/script/context.hpp"
#include "engine/script/lua.hpp"
#include "engine/script/lua_machine.hpp"

namespace eldercast::script {
namespace {

const MonthView& view_of(lua_State* lua) {
  const Context* const context = Machine::of(lua).context;
  if (context == nullptr || context->view == nullptr) luaL_error(lua, "a view can be looked at inside of a phase only");
  return *context->view;
}

template <class Row>
ViewRows<Row> rows_of(const MonthView& view) {
  if constexpr (std::is_same_v<Row, TownState>) return view.towns;
  if constexpr (std::is_same_v<Row, FacilityState>) return view.facilities;
  if constexpr (std::is_same_v<Row, ProjectState>) return view.projects;
  if constexpr (std::is_same_v<Row, ServiceState>) return view.services;
  if constexpr (std::is_same_v<Row, TrainingState>) return std::span(&view.training, 1);
  if constexpr (std::is_same_v<Row, LotteryFundState>) return std::span(&view.lottery_fund, 1);
}

std::size_t size_of(Table table, const MonthView& view) {
  switch (table) {
    case Table::town:
      return view.towns.size();
    case Table::facility:
      return view.facilities.size();
    case Table::project:
      return view.projects.size();
    case Table::service:
      return view.services.size();
    case Table::training:
    case Table::lottery_fund:
      return 1;
  }
  return 0;
}

// One value of a field.

void push_text(lua_State* lua, std::string_view text) { lua_pushlstring(lua, text.data(), text.size()); }
void push(lua_State* lua, bool value) { lua_pushboolean(lua, value ? 1 : 0); }
void push(lua_State* lua, std::int32_t value) { lua_pushinteger(lua, value); }
void push(lua_State* lua, std::uint64_t key) { lua_pushinteger(lua, static_cast<lua_Integer>(key)); }
void push(lua_State* lua, Fen value) { lua_pushinteger(lua, value.value); }
void push(lua_State* lua, Month value) { lua_pushinteger(lua, value.value); }
void push(lua_State* lua, const char* text) { lua_pushstring(lua, text); }
void push(lua_State* lua, FacilityStatus status) {
  static constexpr std::string_view kNames[] = {"planned", "open", "closed"};
  push_text(lua, kNames[static_cast<std::size_t>(status)]);
}
void push(lua_State* lua, ProjectStatus status) {
  static constexpr std::string_view kNames[] = {"planned", "preparing", "building", "open", "cancelled"};
  push_text(lua, kNames[static_cast<std::size_t>(status)]);
}
template <class Enum>
requires std::is_enum_v<Enum>
void push(lua_State* lua, Enum value) { push_text(lua, name_of(value)); }
void push(lua_State* lua, TownId id) { id.valid() ? push_row(lua, {Table::town, id.value}) : lua_pushnil(lua); }
void push(lua_State* lua, FacilityId id) { id.valid() ? push_row(lua, {Table::facility, id.value}) : lua_pushnil(lua); }
void push(lua_State* lua, SettlementId id) { id.valid() ? lua_pushinteger(lua, id.value + lua_Integer{1}) : lua_pushnil(lua); }

// Cells that are named by an enumeration: facility.capacity.nursing_bed.

using PushCell = void (*)(lua_State* lua, const MonthView& view, std::size_t row, std::size_t cell);
struct Cells {
  PushCell push;
  std::uint32_t row;
  bool of_roles;
};

template <class Enum>
constexpr const char* kCellsOf = nullptr;
template <>
constexpr const char* kCellsOf<Need> = "cells by need";
template <>
constexpr const char* kCellsOf<AgeGroup> = "cells by age group";
template <>
constexpr const char* kCellsOf<Role> = "cells by role";
template <>
constexpr const char* kCellsOf<Resource> = "cells by resource";
template <>
constexpr const char* kCellsOf<PriorityGroup> = "cells by priority group";

template <auto Member>
using OwnerOf = decltype(eldercast::detail::owner_type(Member));

template <auto Member>
void push_cell(lua_State* lua, const MonthView& view, std::size_t row, std::size_t cell) {
  push(lua, (rows_of<OwnerOf<Member>>(view)[row].*Member).cells[cell]);
}

template <auto Member, class Enum, class T>
void push_field(lua_State* lua, const PerEnum<Enum, T>& /*cells*/, std::uint32_t row) {
  auto* const made = static_cast<Cells*>(lua_newuserdatauv(lua, sizeof(Cells), 0));
  *made = {&push_cell<Member>, row, std::is_same_v<Enum, Role>};
  luaL_setmetatable(lua, kCellsOf<Enum>);
}
template <auto Member, class T>
void push_field(lua_State* lua, const T& value, std::uint32_t /*row*/) {
  push(lua, value);
}

/// A field by its name. `push` gets a row that exists.
struct Field {
  const char* name;
  void (*push)(lua_State* lua, const MonthView& view, std::uint32_t row);
};

template <auto Member>
constexpr Field field(const char* name) {
  return {name, [](lua_State* lua, const MonthView& view, std::uint32_t row) {
            push_field<Member>(lua, rows_of<OwnerOf<Member>>(view)[row].*Member, row);
          }};
}

constexpr Field kTown[] = {field<&TownState::key>("key"),
                           field<&TownState::kind>("kind"),
                           field<&TownState::residents>("residents"),
                           field<&TownState::residents_by_need>("residents_by_need"),
                           field<&TownState::staff>("staff"),
                           field<&TownState::certified>("certified"),
                           field<&TownState::posts>("posts"),
                           field<&TownState::residents_by_age>("residents_by_age"),
                           field<&TownState::stayed_a_year>("stayed_a_year")};
constexpr Field kFacility[] = {field<&FacilityState::key>("key"),
                               field<&FacilityState::kind>("kind"),
                               field<&FacilityState::town>("town"),
                               field<&FacilityState::settlement>("settlement"),
                               field<&FacilityState::status>("status"),
                               field<&FacilityState::from_project>("from_project"),
                               field<&FacilityState::hub_working>("hub_working"),
                               field<&FacilityState::opened>("opened"),
                               field<&FacilityState::floor_area_m2>("floor_area_m2"),
                               field<&FacilityState::run_by>("run_by"),
                               field<&FacilityState::arrangement>("arrangement"),
                               field<&FacilityState::grade>("grade"),
                               field<&FacilityState::evaluated>("evaluated"),
                               field<&FacilityState::on_platform>("on_platform"),
                               field<&FacilityState::capacity>("capacity"),
                               field<&FacilityState::staffed>("staffed"),
                               field<&FacilityState::used>("used")};
constexpr Field kProject[] = {field<&ProjectState::key>("key"),
                              field<&ProjectState::facility>("facility"),
                              field<&ProjectState::kind>("kind"),
                              field<&ProjectState::town>("town"),
                              field<&ProjectState::status>("status"),
                              field<&ProjectState::planned_year>("planned_year"),
                              field<&ProjectState::scheduled_start>("scheduled_start"),
                              field<&ProjectState::cost>("cost"),
                              field<&ProjectState::offered>("offered")};
constexpr Field kService[] = {field<&ServiceState::id>("id"),
                              field<&ServiceState::given_at>("given_at"),
                              field<&ServiceState::takes>("takes"),
                              field<&ServiceState::price>("price"),
                              field<&ServiceState::units_per_month>("units_per_month"),
                              field<&ServiceState::served>("served"),
                              field<&ServiceState::waiting>("waiting")};
constexpr Field kTraining[] = {field<&TrainingState::in_training>("in_training"), field<&TrainingState::graduates>("graduates")};
constexpr Field kLotteryFund[] = {field<&LotteryFundState::balance>("balance"), field<&LotteryFundState::income>("income"),
                                  field<&LotteryFundState::elsewhere>("elsewhere"), field<&LotteryFundState::drawn>("drawn")};

std::span<const Field> fields_of(Table table) {
  switch (table) {
    case Table::town:
      return kTown;
    case Table::facility:
      return kFacility;
    case Table::project:
      return kProject;
    case Table::service:
      return kService;
    case Table::training:
      return kTraining;
    case Table::lottery_fund:
      return kLotteryFund;
  }
  return {};
}

/// The position that belongs to the name at 2 in the table that is the first upvalue; raises an error that names what there is.
lua_Integer position_of_name(lua_State* lua, const char* whose) {
  // Names have positions, positions have names.
  lua_pushvalue(lua, 2);
  if (lua_rawget(lua, lua_upvalueindex(1)) == LUA_TNUMBER) return lua_tointeger(lua, -1);
  std::string names;
  for (lua_Integer i = 1; lua_rawgeti(lua, lua_upvalueindex(1), i) == LUA_TSTRING; ++i) {
    names.append(i > 1 ? ", " : "").append(lua_tostring(lua, -1));
    lua_pop(lua, 1);
  }
  if (lua_type(lua, 2) == LUA_TNUMBER) {
    luaL_error(lua, "a %s has no place %s, it has names: %s", whose, luaL_tolstring(lua, 2, nullptr), names.c_str());
  }
  const char* const asked = lua_type(lua, 2) == LUA_TSTRING ? lua_tostring(lua, 2) : luaL_typename(lua, 2);
  luaL_error(lua, "a %s has no '%s'; it has %s", whose, asked, names.c_str());
  return 0;
}

int index_row(lua_State* lua) {
  const RowRef row = *static_cast<const RowRef*>(lua_touserdata(lua, 1));
  const lua_Integer position = position_of_name(lua, kTableNames[static_cast<std::size_t>(row.table)]);
  const MonthView& view = view_of(lua);
  if (row.index >= size_of(row.table, view)) return luaL_error(lua, "this row is not in the district any more");
  const Field& field = fields_of(row.table)[static_cast<std::size_t>(position)];
  if (RunObserver* const observer = Machine::of(lua).context->reads) {
    observer->read(kTableNames[static_cast<std::size_t>(row.table)], row.index, field.name);
  }
  field.push(lua, view, row.index);
  return 1;
}

int index_cells(lua_State* lua) {
  const Cells cells = *static_cast<const Cells*>(lua_touserdata(lua, 1));
  // Roles that the scenario names stand behind the program's.
  if (cells.of_roles && lua_type(lua, 2) == LUA_TSTRING) {
    const MonthView& view = view_of(lua);
    const std::string_view asked = lua_tostring(lua, 2);
    for (std::size_t r = kCount<Role>; r < view.roles.size(); ++r) {
      if (asked != view.roles[r].id) continue;
      cells.push(lua, view, cells.row, r);
      return 1;
    }
  }
  const lua_Integer position = position_of_name(lua, "set of cells");
  cells.push(lua, view_of(lua), cells.row, static_cast<std::size_t>(position));
  return 1;
}

/// A list of all rows of a table: by position from 1, services by their id as well.
int index_list(lua_State* lua) {
  const Table table = *static_cast<const Table*>(lua_touserdata(lua, 1));
  const MonthView& view = view_of(lua);
  const std::size_t size = size_of(table, view);
  if (lua_isinteger(lua, 2)) {
    const lua_Integer at = lua_tointeger(lua, 2);
    if (at < 1 || static_cast<std::size_t>(at) > size) return 0;
    push_row(lua, {table, static_cast<std::uint32_t>(at - 1)});
    return 1;
  }
  if (table == Table::service && lua_type(lua, 2) == LUA_TSTRING) {
    const std::string_view id = lua_tostring(lua, 2);
    for (std::size_t s = 0; s < size; ++s) {
      if (id != view.services[s].id) continue;
      push_row(lua, {table, static_cast<std::uint32_t>(s)});
      return 1;
    }
    return 0;
  }
  return luaL_error(lua, "a list of the view has whole numbers from 1 as its places, not a %s", luaL_typename(lua, 2));
}

int length_of_list(lua_State* lua) {
  lua_pushinteger(lua, static_cast<lua_Integer>(size_of(*static_cast<const Table*>(lua_touserdata(lua, 1)), view_of(lua))));
  return 1;
}

int refuse_writing(lua_State* lua) { return luaL_error(lua, "a view can only be read"); }

int text_of_row(lua_State* lua) {
  const RowRef row = *static_cast<const RowRef*>(lua_touserdata(lua, 1));
  lua_pushfstring(lua, "%s %d", kTableNames[static_cast<std::size_t>(row.table)], static_cast<int>(row.index) + 1);
  return 1;
}

// The month.

std::uint32_t counter_at(lua_State* lua, int argument) {
  const lua_Integer counter = luaL_checkinteger(lua, argument);
  luaL_argcheck(lua, counter >= 0 && counter <= lua_Integer{UINT32_MAX}, argument, "a counter is 0 to 4294967295");
  return static_cast<std::uint32_t>(counter);
}

int draw(lua_State* lua) {
  lua_pushinteger(lua, view_of(lua).draws(key_at_argument(lua, 1), counter_at(lua, 2)));
  return 1;
}

int chance(lua_State* lua) {
  const double share = luaL_checknumber(lua, 1);
  luaL_argcheck(lua, share == share, 1, "a chance that is not a number");
  lua_pushboolean(lua, view_of(lua).draws.chance(share, key_at_argument(lua, 2), counter_at(lua, 3)) ? 1 : 0);
  return 1;
}

int key_of_decision(lua_State* lua) {
  const lua_Integer n = luaL_checkinteger(lua, 2);
  lua_pushinteger(lua, static_cast<lua_Integer>(sub_key(key_at_argument(lua, 1), static_cast<std::uint64_t>(n))));
  return 1;
}

void push_list(lua_State* lua, Table table) {
  *static_cast<Table*>(lua_newuserdatauv(lua, sizeof(Table), 0)) = table;
  luaL_setmetatable(lua, "list");
}

/// A new list of texts.
void push_names(lua_State* lua, const ViewRows<NamedState>& names) {
  lua_createtable(lua, static_cast<int>(names.size()), 0);
  for (std::size_t i = 0; i < names.size(); ++i) {
    lua_pushstring(lua, names[i].id);
    lua_rawseti(lua, -2, static_cast<lua_Integer>(i) + 1);
  }
}

constexpr Field kMonth[] = {
    {"month", [](lua_State* lua, const MonthView& view, std::uint32_t) { push(lua, view.month); }},
    {"last", [](lua_State* lua, const MonthView& view, std::uint32_t) { push(lua, view.last); }},
    {"calendar", [](lua_State* lua, const MonthView& view, std::uint32_t) { push(lua, view.calendar.count); }},
    {"year", [](lua_State* lua, const MonthView& view, std::uint32_t) { push(lua, view.calendar.year()); }},
    {"month_of_year", [](lua_State* lua, const MonthView& view, std::uint32_t) { push(lua, view.calendar.month()); }},
    {"towns", [](lua_State* lua, const MonthView&, std::uint32_t) { push_list(lua, Table::town); }},
    {"facilities", [](lua_State* lua, const MonthView&, std::uint32_t) { push_list(lua, Table::facility); }},
    {"projects", [](lua_State* lua, const MonthView&, std::uint32_t) { push_list(lua, Table::project); }},
    {"services", [](lua_State* lua, const MonthView&, std::uint32_t) { push_list(lua, Table::service); }},
    {"training",
     [](lua_State* lua, const MonthView&, std::uint32_t) {
       push_row(lua, {Table::training, 0});
     }},
    {"lottery_fund",
     [](lua_State* lua, const MonthView&, std::uint32_t) {
       push_row(lua, {Table::lottery_fund, 0});
     }},
    {"payers", [](lua_State* lua, const MonthView& view, std::uint32_t) { push_names(lua, view.payers); }},
    {"purposes", [](lua_State* lua, const MonthView& view, std::uint32_t) { push_names(lua, view.purposes); }},
    {"roles", [](lua_State* lua, const MonthView& view, std::uint32_t) { push_names(lua, view.roles); }},
    {"draw", [](lua_State* lua, const MonthView&, std::uint32_t) { lua_pushcfunction(lua, &draw); }},
    {"chance", [](lua_State* lua, const MonthView&, std::uint32_t) { lua_pushcfunction(lua, &chance); }},
    {"sub_key", [](lua_State* lua, const MonthView&, std::uint32_t) { lua_pushcfunction(lua, &key_of_decision); }},
};

int index_month(lua_State* lua) {
  const lua_Integer position = position_of_name(lua, "month");
  const MonthView& view = view_of(lua);
  if (RunObserver* const observer = Machine::of(lua).context->reads) observer->read("month", 0, kMonth[position].name);
  kMonth[position].push(lua, view, 0);
  return 1;
}

/// A kind of value that answers to names: the table name -> position is what `index` finds as its first upvalue, with the names in order.
template <class Names, class NameOf>
void make_kind(lua_State* lua, const char* kind, const Names& names, NameOf name_of_entry, lua_CFunction index) {
  luaL_newmetatable(lua, kind);
  lua_newtable(lua);
  lua_Integer position = 0;
  for (const auto& entry : names) {
    push_text(lua, name_of_entry(entry));
    lua_pushvalue(lua, -1);
    lua_pushinteger(lua, position);
    lua_rawset(lua, -4);
    lua_rawseti(lua, -2, ++position);
  }
  lua_pushcclosure(lua, index, 1);
  lua_setfield(lua, -2, "__index");
  lua_pushcfunction(lua, &refuse_writing);
  lua_setfield(lua, -2, "__newindex");
  lua_pop(lua, 1);
}

template <class Enum>
void make_cells(lua_State* lua) {
  make_kind(
      lua, kCellsOf<Enum>, Names<Enum>::kText, [](std::string_view name) { return name; }, &index_cells);
}

/// One address for each table: where its rows are kept in the registry.
constexpr char kRowCache[kTables] = {};

}  // namespace

void make_views(lua_State* lua) {
  const auto name = [](const Field& field) { return std::string_view(field.name); };
  for (std::size_t t = 0; t < kTables; ++t) {
    make_kind(lua, kTableNames[t], fields_of(static_cast<Table>(t)), name, &index_row);
    luaL_getmetatable(lua, kTableNames[t]);
    lua_pushcfunction(lua, &text_of_row);
    lua_setfield(lua, -2, "__tostring");
    lua_pop(lua, 1);
    lua_newtable(lua);
    lua_rawsetp(lua, LUA_REGISTRYINDEX, &kRowCache[t]);
  }
  make_cells<Need>(lua);
  make_cells<AgeGroup>(lua);
  make_cells<Role>(lua);
  make_cells<Resource>(lua);
  make_cells<PriorityGroup>(lua);
  make_kind(lua, "month", kMonth, name, &index_month);
  make_kind(lua, "list", std::span<const Field>(), name, &index_list);
  luaL_getmetatable(lua, "list");
  lua_pushcfunction(lua, &length_of_list);
  lua_setfield(lua, -2, "__len");
  lua_pop(lua, 1);
}

void push_month(lua_State* lua) {
  lua_newuserdatauv(lua, 0, 0);
  luaL_setmetatable(lua, "month");
}

void push_row(lua_State* lua, RowRef row) {
  lua_rawgetp(lua, LUA_REGISTRYINDEX, &kRowCache[static_cast<std::size_t>(row.table)]);
  const lua_Integer at = lua_Integer{row.index} + 1;
  if (lua_rawgeti(lua, -1, at) == LUA_TNIL) {
    lua_pop(lua, 1);
    *static_cast<RowRef*>(lua_newuserdatauv(lua, sizeof(RowRef), 0)) = row;
    luaL_setmetatable(lua, kTableNames[static_cast<std::size_t>(row.table)]);
    lua_pushvalue(lua, -1);
    lua_rawseti(lua, -3, at);
  }
  lua_remove(lua, -2);
}

const RowRef* row_at(lua_State* lua, int index) {
  // All userdata are ours, and only rows have this size.
  static_assert(sizeof(RowRef) != sizeof(Cells) && sizeof(RowRef) != sizeof(Table));
  const bool is_row = lua_type(lua, index) == LUA_TUSERDATA && lua_rawlen(lua, index) == sizeof(RowRef);
  return is_row ? static_cast<const RowRef*>(lua_touserdata(lua, index)) : nullptr;
}

std::uint64_t key_at_argument(lua_State* lua, int argument) {
  if (lua_isinteger(lua, argument)) return static_cast<std::uint64_t>(lua_tointeger(lua, argument));
  if (const RowRef* row = row_at(lua, argument); row != nullptr && row->table < Table::service) {
    const MonthView& view = view_of(lua);
    if (row->table == Table::town) return view.towns[row->index].key;
    return row->table == Table::facility ? view.facilities[row->index].key : view.projects[row->index].key;
  }
  luaL_argerror(lua, argument, "what is drawn for: a town, a facility, a project or its key");
  return 0;
}

}  // namespace eldercast::script
