#include "engine/script/said.hpp"

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "api/parameter.hpp"
#include "engine/rules/flow_checks.hpp"
#include "engine/script/context.hpp"
#include "engine/script/lua.hpp"
#include "engine/script/lua_machine.hpp"
#include "engine/script/refusal.hpp"
#include "engine/script/seen.hpp"
#include "text/suggest.hpp"

namespace eldercast::script {
namespace {

// One field of a flow from the value on top of the stack.

lua_Integer whole_number(lua_State* lua, const char* name, const char* wanted) {
  int is_whole = 0;
  const lua_Integer value = lua_type(lua, -1) == LUA_TNUMBER ? lua_tointegerx(lua, -1, &is_whole) : 0;
  if (is_whole == 0) refuse_number(lua, name, wanted);
  return value;
}

void set(lua_State* lua, Fen& field, const char* name) { field.value = whole_number(lua, name, "whole fen; yuan(x) makes fen of yuan"); }
void set(lua_State* lua, std::int32_t& field, const char* name) {
  const lua_Integer value = whole_number(lua, name, "a whole number");
  if (value < INT32_MIN || value > INT32_MAX) refuse_value(lua, name, "a number that is possible");
  field = static_cast<std::int32_t>(value);
}
void set(lua_State* lua, std::int64_t& field, const char* name) { field = whole_number(lua, name, "a whole number"); }
void set(lua_State* lua, double& field, const char* name) {
  if (lua_type(lua, -1) != LUA_TNUMBER) refuse_number(lua, name, "a number");
  field = lua_tonumber(lua, -1);
}
void set(lua_State* lua, bool& field, const char* name) {
  if (!lua_isboolean(lua, -1)) refuse_value(lua, name, "true or false");
  field = lua_toboolean(lua, -1) != 0;
}

void set_row(lua_State* lua, std::uint32_t& field, Table table, const char* name) {
  const RowRef* const row = row_at(lua, -1);
  if (row == nullptr || row->table != table) {
    const std::string kind = kTableNames[static_cast<std::size_t>(table)];
    std::string wanted = "a " + kind + " of the month that the phase got";
    const bool has_it = row != nullptr && ((table == Table::town && (row->table == Table::facility || row->table == Table::project)) ||
                                           (table == Table::facility && row->table == Table::project));
    if (has_it) wanted += std::string("; the ") + kTableNames[static_cast<std::size_t>(row->table)] + " has one: ." + kind;
    if (lua_isinteger(lua, -1)) wanted += table == Table::facility ? ", as month.facilities[1]" : ", as month." + kind + "s[1]";
    refuse_value(lua, name, wanted.c_str());
  }
  field = row->index;
}
void set(lua_State* lua, TownId& field, const char* name) { set_row(lua, field.value, Table::town, name); }
void set(lua_State* lua, FacilityId& field, const char* name) { set_row(lua, field.value, Table::facility, name); }
void set(lua_State* lua, ProjectId& field, const char* name) { set_row(lua, field.value, Table::project, name); }
void set(lua_State* lua, ServiceId& field, const char* name) { set_row(lua, field.value, Table::service, name); }

/// The position of the text on top of the stack among names.
std::size_t position_among(lua_State* lua, std::span<const std::string_view> names, const char* name) {
  if (lua_type(lua, -1) == LUA_TSTRING) {
    const std::string_view text = lua_tostring(lua, -1);
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (names[i] == text) return i;
    }
  }
  std::string wanted = "one of";
  for (const std::string_view each : names) wanted.append(each == names.front() ? " " : ", ").append(each);
  refuse_value(lua, name, wanted.c_str());
}
template <class Enum>
requires std::is_enum_v<Enum>
void set(lua_State* lua, Enum& field, const char* name) { field = static_cast<Enum>(position_among(lua, Names<Enum>::kText, name)); }
/// The program's own and those that the scenario names.
template <class Enum>
void set_named(lua_State* lua, Enum& field, const ViewRows<NamedState>& names, const char* name) {
  if (lua_type(lua, -1) == LUA_TSTRING) {
    const std::string_view text = lua_tostring(lua, -1);
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (text != names[i].id) continue;
      field = static_cast<Enum>(i);
      return;
    }
  }
  std::vector<std::string> known;
  for (const NamedState& each : names) known.emplace_back(each.id);
  std::string wanted = "one of";
  for (const std::string& each : known) wanted.append(each == known.front() ? " " : ", ").append(each);
  const std::vector<std::string> near =
      lua_type(lua, -1) == LUA_TSTRING ? nearest_ids(lua_tostring(lua, -1), known) : std::vector<std::string>();
  wanted.append(near.empty() ? "; a scenario names others in tables [names." + std::string(name) + ".<id>]"
                             : "; did you mean '" + near.front() + "'?");
  refuse_value(lua, name, wanted.c_str());
}
void set(lua_State* lua, Payer& field, const char* name) { set_named(lua, field, Machine::of(lua).context->view->payers, name); }
void set(lua_State* lua, Purpose& field, const char* name) { set_named(lua, field, Machine::of(lua).context->view->purposes, name); }
void set(lua_State* lua, Role& field, const char* name) { set_named(lua, field, Machine::of(lua).context->view->roles, name); }

void set(lua_State* lua, Relieves& field, const char* name) {
  static constexpr std::string_view kNames[] = {"nobody", "town_government", "operator"};
  field = static_cast<Relieves>(position_among(lua, kNames, name));
}

/// A text that outlives the call: one that the card declares, or one that is kept with the rule.
void set(lua_State* lua, const char*& field, const char* name) {
  constexpr std::size_t kMostReasons = 1000;
  if (lua_type(lua, -1) != LUA_TSTRING) refuse_value(lua, name, "a text");
  const std::string_view text = lua_tostring(lua, -1);
  Context& context = *Machine::of(lua).context;
  for (const std::string& clause : context.clauses) {
    if (clause == text) {
      field = clause.c_str();
      return;
    }
  }
  if (context.reasons.size() >= kMostReasons)
    luaL_error(lua, "'%s' has had %d different texts: it must be one of few", name, int{kMostReasons});
  field = context.reasons.emplace(text).first->c_str();
}

/// A field of a flow by its name. Required: a flow without it says nothing.
template <class Flow>
struct Part {
  const char* name;
  bool required;
  void (*set)(lua_State* lua, Flow& flow, const char* name);
};
template <auto Member>
constexpr auto part(const char* name, bool required = false) {
  using Flow = decltype(eldercast::detail::owner_type(Member));
  return Part<Flow>{name, required, [](lua_State* lua, Flow& flow, const char* its_name) { set(lua, flow.*Member, its_name); }};
}
constexpr bool kRequired = true;

template <class Flow>
constexpr Part<Flow> kParts[1] = {};
template <>
constexpr Part<Support> kParts<Support>[] = {part<&Support::project>("project", kRequired), part<&Support::payer>("payer"),
                                             part<&Support::amount>("amount", kRequired), part<&Support::clause>("clause"),
                                             part<&Support::lottery_fund_first>("lottery_fund_first")};
template <>
constexpr Part<Hold> kParts<Hold>[] = {part<&Hold::project>("project", kRequired), part<&Hold::reason>("reason", kRequired)};
template <>
constexpr Part<ProjectChoice> kParts<ProjectChoice>[] = {part<&ProjectChoice::project>("project", kRequired),
                                                         part<&ProjectChoice::reason>("reason", kRequired)};
template <>
constexpr Part<FundIncome> kParts<FundIncome>[] = {part<&FundIncome::amount>("amount", kRequired),
                                                   part<&FundIncome::elsewhere>("elsewhere"), part<&FundIncome::carried>("carried")};
template <>
constexpr Part<Cover> kParts<Cover>[] = {part<&Cover::service>("service", kRequired),
                                         part<&Cover::group>("group", kRequired),
                                         part<&Cover::payer>("payer"),
                                         part<&Cover::users_share>("users_share"),
                                         part<&Cover::per_unit>("per_unit", kRequired),
                                         part<&Cover::needs_arrangement>("needs_arrangement"),
                                         part<&Cover::lottery_fund_first>("lottery_fund_first"),
                                         part<&Cover::clause>("clause")};
template <>
constexpr Part<StaffFlow> kParts<StaffFlow>[] = {part<&StaffFlow::town>("town", kRequired), part<&StaffFlow::role>("role"),
                                                 part<&StaffFlow::hired>("hired"), part<&StaffFlow::left>("left")};
template <>
constexpr Part<DistrictHires> kParts<DistrictHires>[] = {
    part<&DistrictHires::role>("role"), part<&DistrictHires::hired>("hired", kRequired), part<&DistrictHires::certified>("certified")};
template <>
constexpr Part<TrainingFlow> kParts<TrainingFlow>[] = {
    part<&TrainingFlow::role>("role"), part<&TrainingFlow::entered>("entered"), part<&TrainingFlow::graduated>("graduated"),
    part<&TrainingFlow::dropped_out>("dropped_out"), part<&TrainingFlow::certified_in_post>("certified_in_post")};
template <>
constexpr Part<BedConversion> kParts<BedConversion>[] = {part<&BedConversion::facility>("facility", kRequired),
                                                         part<&BedConversion::beds>("beds", kRequired)};
template <>
constexpr Part<MedicalArrangement> kParts<MedicalArrangement>[] = {part<&MedicalArrangement::facility>("facility", kRequired),
                                                                   part<&MedicalArrangement::kind>("kind"),
                                                                   part<&MedicalArrangement::doctor_places>("doctor_places")};
template <>
constexpr Part<DemandChange> kParts<DemandChange>[] = {
    part<&DemandChange::service>("service", kRequired), part<&DemandChange::per_mille>("per_mille", kRequired),
    part<&DemandChange::group>("group"), part<&DemandChange::town>("town"), part<&DemandChange::need>("need")};
template <>
constexpr Part<HealthChange> kParts<HealthChange>[] = {part<&HealthChange::event>("event", kRequired),
                                                       part<&HealthChange::per_mille>("per_mille", kRequired),
                                                       part<&HealthChange::town>("town"), part<&HealthChange::need>("need")};
template <>
constexpr Part<StaffChange> kParts<StaffChange>[] = {part<&StaffChange::town>("town"), part<&StaffChange::role>("role"),
                                                     part<&StaffChange::left_per_mille>("left_per_mille"),
                                                     part<&StaffChange::hired_per_mille>("hired_per_mille")};
template <>
constexpr Part<PriceChange> kParts<PriceChange>[] = {part<&PriceChange::service>("service", kRequired),
                                                     part<&PriceChange::per_mille>("per_mille", kRequired)};
template <>
constexpr Part<Closing> kParts<Closing>[] = {part<&Closing::facility>("facility", kRequired), part<&Closing::reason>("reason", kRequired)};
template <>
constexpr Part<CapacityChange> kParts<CapacityChange>[] = {part<&CapacityChange::facility>("facility", kRequired),
                                                           part<&CapacityChange::resource>("resource", kRequired),
                                                           part<&CapacityChange::places>("places", kRequired)};
template <>
constexpr Part<FigureValue> kParts<FigureValue>[] = {part<&FigureValue::figure>("figure", kRequired), part<&FigureValue::town>("town"),
                                                     part<&FigureValue::value>("value", kRequired)};
template <>
constexpr Part<Posting> kParts<Posting>[] = {part<&Posting::town>("town"),
                                             part<&Posting::facility>("facility"),
                                             part<&Posting::service>("service"),
                                             part<&Posting::payer>("payer"),
                                             part<&Posting::purpose>("purpose"),
                                             part<&Posting::amount>("amount", kRequired),
                                             part<&Posting::paid_after_months>("paid_after_months"),
                                             part<&Posting::relieves>("relieves"),
                                             part<&Posting::clause>("clause"),
                                             part<&Posting::lottery_fund_first>("lottery_fund_first")};
template <>
constexpr Part<Evaluation> kParts<Evaluation>[] = {part<&Evaluation::facility>("facility", kRequired),
                                                   part<&Evaluation::grade>("grade", kRequired)};

template <class Flow>
constexpr const char* kNameOf = "";
template <>
constexpr const char* kNameOf<Support> = "support";
template <>
constexpr const char* kNameOf<Hold> = "hold";
template <>
constexpr const char* kNameOf<ProjectChoice> = "choice";
template <>
constexpr const char* kNameOf<FundIncome> = "fund_income";
template <>
constexpr const char* kNameOf<Cover> = "cover";
template <>
constexpr const char* kNameOf<StaffFlow> = "staff";
template <>
constexpr const char* kNameOf<DistrictHires> = "district_hires";
template <>
constexpr const char* kNameOf<TrainingFlow> = "training";
template <>
constexpr const char* kNameOf<BedConversion> = "bed_conversion";
template <>
constexpr const char* kNameOf<MedicalArrangement> = "arrangement";
template <>
constexpr const char* kNameOf<DemandChange> = "demand_change";
template <>
constexpr const char* kNameOf<HealthChange> = "health_change";
template <>
constexpr const char* kNameOf<StaffChange> = "staff_change";
template <>
constexpr const char* kNameOf<PriceChange> = "price_change";
template <>
constexpr const char* kNameOf<Closing> = "closing";
template <>
constexpr const char* kNameOf<CapacityChange> = "capacity_change";
template <>
constexpr const char* kNameOf<FigureValue> = "figure";
template <>
constexpr const char* kNameOf<Posting> = "posting";
template <>
constexpr const char* kNameOf<Evaluation> = "evaluation";

template <class Flow>
std::string names_of_parts() {
  std::string names;
  for (const Part<Flow>& each : kParts<Flow>) names.append(names.empty() ? "" : ", ").append(each.name);
  return names;
}

/// Reads the table at 1. The first upvalue has the positions of the fields by name.
template <class Flow>
Flow read_flow(lua_State* lua) {
  luaL_checktype(lua, 1, LUA_TTABLE);
  Flow flow;
  unsigned given = 0;
  lua_pushnil(lua);
  while (lua_next(lua, 1) != 0) {
    lua_pushvalue(lua, -2);
    lua_rawget(lua, lua_upvalueindex(1));
    if (!lua_isinteger(lua, -1)) {
      lua_pop(lua, 2);
      const char* const key = lua_type(lua, -1) == LUA_TSTRING ? lua_tostring(lua, -1) : luaL_typename(lua, -1);
      luaL_error(lua, "%s has no field '%s'; its fields are %s", kNameOf<Flow>, key, names_of_parts<Flow>().c_str());
    }
    const auto position = static_cast<std::size_t>(lua_tointeger(lua, -1));
    lua_pop(lua, 1);
    kParts<Flow>[position].set(lua, flow, kParts<Flow>[position].name);
    given |= 1U << position;
    lua_pop(lua, 1);
  }
  for (std::size_t i = 0; i < std::size(kParts<Flow>); ++i) {
    if (kParts<Flow>[i].required && (given >> i & 1U) == 0) luaL_error(lua, "%s lacks '%s'", kNameOf<Flow>, kParts<Flow>[i].name);
  }
  return flow;
}

// Where a phase keeps its flows.

Slots<Support>& slots_of(const AuthoriseSlots& out, const Support*) { return out.supports; }
Slots<Hold>& slots_of(const AuthoriseSlots& out, const Hold*) { return out.holds; }
Slots<FundIncome>& slots_of(const AuthoriseSlots& out, const FundIncome*) { return out.fund_income; }
Slots<Cover>& slots_of(const AuthoriseSlots& out, const Cover*) { return out.covers; }
Slots<StaffFlow>& slots_of(const StaffSlots& out, const StaffFlow*) { return out.staff; }
Slots<DistrictHires>& slots_of(const StaffSlots& out, const DistrictHires*) { return out.district_hires; }
Slots<TrainingFlow>& slots_of(const StaffSlots& out, const TrainingFlow*) { return out.training; }
Slots<BedConversion>& slots_of(const ArrangeSlots& out, const BedConversion*) { return out.conversions; }
Slots<MedicalArrangement>& slots_of(const ArrangeSlots& out, const MedicalArrangement*) { return out.arrangements; }
Slots<Cover>& slots_of(const ArrangeSlots& out, const Cover*) { return out.covers; }
Slots<DemandChange>& slots_of(const ArrangeSlots& out, const DemandChange*) { return out.demand_changes; }
Slots<HealthChange>& slots_of(const ArrangeSlots& out, const HealthChange*) { return out.health_changes; }
Slots<StaffChange>& slots_of(const StaffSlots& out, const StaffChange*) { return out.changes; }
Slots<PriceChange>& slots_of(const AuthoriseSlots& out, const PriceChange*) { return out.prices; }
Slots<Closing>& slots_of(const AuthoriseSlots& out, const Closing*) { return out.closings; }
Slots<ProjectChoice>& slots_of(const AuthoriseSlots& out, const ProjectChoice*) { return out.choices; }
Slots<CapacityChange>& slots_of(const AuthoriseSlots& out, const CapacityChange*) { return out.capacities; }
Slots<FigureValue>& slots_of(const PaySlots& out, const FigureValue*) { return out.figures; }
Slots<Posting>& slots_of(const PaySlots& out, const Posting*) { return out.postings; }
Slots<Evaluation>& slots_of(const PaySlots& out, const Evaluation*) { return out.evaluations; }

template <class Out, class Flow>
int say(lua_State* lua) {
  Context& context = *Machine::of(lua).context;
  const Out* const out = std::get_if<Out>(&context.out);
  if (out == nullptr) return luaL_error(lua, "what a phase got is used outside of that phase");
  const Flow flow = read_flow<Flow>(lua);
  if (const auto refusal =
          refusal_of(flow, FlowContext{*context.view, context.clauses, context.keeps, context.figures, context.keeps_roles})) {
    return luaL_error(lua, "%s", refusal->c_str());
  }
  Slots<Flow>& slots = slots_of(*out, static_cast<const Flow*>(nullptr));
  slots.push(flow);
  if (slots.overflowed()) return luaL_error(lua, "says more than %d of these in one call", static_cast<int>(slots.flows().size()));
  return 0;
}

/// A kind of flow in a phase.
struct Word {
  Phase phase;
  const char* name;
  lua_CFunction say;
  void (*put_parts)(lua_State* lua);  ///< sets the positions of fields in the table on top of the stack
};

template <class Flow>
void put_parts(lua_State* lua) {
  for (std::size_t i = 0; i < std::size(kParts<Flow>); ++i) {
    lua_pushinteger(lua, static_cast<lua_Integer>(i));
    lua_setfield(lua, -2, kParts<Flow>[i].name);
  }
}

template <class Out, class Flow>
constexpr Word word(Phase phase) {
  return {phase, kNameOf<Flow>, &say<Out, Flow>, &put_parts<Flow>};
}

constexpr Word kWords[] = {word<AuthoriseSlots, Support>(Phase::authorise),
                           word<AuthoriseSlots, Hold>(Phase::authorise),
                           word<AuthoriseSlots, FundIncome>(Phase::authorise),
                           word<AuthoriseSlots, Cover>(Phase::authorise),
                           word<AuthoriseSlots, PriceChange>(Phase::authorise),
                           word<AuthoriseSlots, Closing>(Phase::authorise),
                           word<AuthoriseSlots, CapacityChange>(Phase::authorise),
                           word<AuthoriseSlots, ProjectChoice>(Phase::authorise),
                           word<StaffSlots, StaffChange>(Phase::staff),
                           word<StaffSlots, StaffFlow>(Phase::staff),
                           word<StaffSlots, DistrictHires>(Phase::staff),
                           word<StaffSlots, TrainingFlow>(Phase::staff),
                           word<ArrangeSlots, BedConversion>(Phase::arrange),
                           word<ArrangeSlots, MedicalArrangement>(Phase::arrange),
                           word<ArrangeSlots, Cover>(Phase::arrange),
                           word<ArrangeSlots, DemandChange>(Phase::arrange),
                           word<ArrangeSlots, HealthChange>(Phase::arrange),
                           word<PaySlots, Posting>(Phase::pay),
                           word<PaySlots, Evaluation>(Phase::pay),
                           word<PaySlots, FigureValue>(Phase::pay)};

const char* kind_of_out(Phase phase) {
  static constexpr const char* kKinds[kPhases] = {"out of authorise", "out of staff", "out of arrange", "out of pay"};
  return kKinds[static_cast<std::size_t>(phase)];
}

/// Upvalues: the functions by name; the position of the phase.
int index_out(lua_State* lua) {
  lua_pushvalue(lua, 2);
  lua_rawget(lua, lua_upvalueindex(1));
  if (!lua_isnil(lua, -1)) return 1;
  const auto phase = static_cast<Phase>(lua_tointeger(lua, lua_upvalueindex(2)));
  std::string words;
  for (const Word& each : kWords) {
    if (each.phase == phase) words.append(words.empty() ? "" : ", ").append(each.name);
  }
  const char* const asked = lua_type(lua, 2) == LUA_TSTRING ? lua_tostring(lua, 2) : luaL_typename(lua, 2);
  return luaL_error(lua, "there is no '%s' in %s; a rule can say %s", asked, kPhaseNames[static_cast<std::size_t>(phase)], words.c_str());
}

int refuse_change(lua_State* lua) { return luaL_error(lua, "what a rule says is called: out.posting{...}"); }

}  // namespace

void make_outs(lua_State* lua) {
  for (std::size_t p = 0; p < kPhases; ++p) {
    const auto phase = static_cast<Phase>(p);
    luaL_newmetatable(lua, kind_of_out(phase));
    lua_newtable(lua);
    for (const Word& each : kWords) {
      if (each.phase != phase) continue;
      lua_newtable(lua);
      each.put_parts(lua);
      lua_pushcclosure(lua, each.say, 1);
      lua_setfield(lua, -2, each.name);
    }
    lua_pushinteger(lua, static_cast<lua_Integer>(p));
    lua_pushcclosure(lua, &index_out, 2);
    lua_setfield(lua, -2, "__index");
    lua_pushcfunction(lua, &refuse_change);
    lua_setfield(lua, -2, "__newindex");
    lua_pop(lua, 1);
  }
}

void push_out(lua_State* lua, Phase phase) {
  lua_newuserdatauv(lua, 0, 0);
  luaL_setmetatable(lua, kind_of_out(phase));
}

}  // namespace eldercast::script
