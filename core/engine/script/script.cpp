#include "engine/script/script.hpp"

#include <algorithm>
#include <array>

#include "engine/script/context.hpp"
#include "engine/script/lua.hpp"
#include "engine/script/said.hpp"
#include "engine/script/sandbox.hpp"
#include "engine/script/seen.hpp"

namespace eldercast::script {
namespace {

constexpr int kAbsent = LUA_NOREF;

/// A machine in which the head of a script has run.
struct Running {
  Running(const std::string& name, const std::string& text, Head& head) : machine(name) {
    machine.protect([&](lua_State* lua) {
      make_globals(lua);
      make_views(lua);
      make_outs(lua);
      make_rule_function(lua, head);
    });
    machine.context = &context;
    machine.run(text);
    // The head is over.
    machine.protect([](lua_State* lua) {
      lua_pushnil(lua);
      lua_setglobal(lua, "rule");
    });
    if (!head.card) throw ScriptError(name + ":1: has no card: it begins with rule{...}");
  }

  Context context;
  Machine machine;
};

/// References to the functions of the phases and to what they get, in the registry.
struct References {
  explicit References(Machine& machine) {
    machine.protect([this](lua_State* lua) {
      push_month(lua);
      month = luaL_ref(lua, LUA_REGISTRYINDEX);
      for (std::size_t p = 0; p < kPhases; ++p) {
        functions[p] = lua_getglobal(lua, kPhaseNames[p]) == LUA_TFUNCTION ? luaL_ref(lua, LUA_REGISTRYINDEX) : kAbsent;
        push_out(lua, static_cast<Phase>(p));
        outs[p] = luaL_ref(lua, LUA_REGISTRYINDEX);
      }
    });
  }

  int month = kAbsent;
  std::array<int, kPhases> functions{};
  std::array<int, kPhases> outs{};
};

/// The rule object behind the three kinds.
class Player {
 public:
  Player(const std::string& name, const std::string& text, std::span<const EldercastValue> values, std::vector<std::string> clauses,
         std::vector<Stock> keeps, std::vector<std::string> keeps_roles)
      : head_{{}, values}, running_(name, text, head_), references_(running_.machine) {
    for (const Card::Figure& figure : head_.card->figures) running_.context.figures.push_back(figure.id);
    head_ = {};
    running_.context.clauses = std::move(clauses);
    running_.context.keeps = std::move(keeps);
    running_.context.keeps_roles = std::move(keeps_roles);
  }

  void tell_reads(RunObserver* observer) { running_.context.reads = observer; }

  template <class Slots>
  void play(Phase phase, const MonthView& view, const Slots& slots) {
    const auto p = static_cast<std::size_t>(phase);
    if (references_.functions[p] == kAbsent) return;
    Context& context = running_.context;
    const Leave leave{context};
    context.view = &view;
    context.out.emplace<Slots>(slots);
    const auto facilities = static_cast<std::int64_t>(view.facilities.size());
    running_.machine.call(references_.functions[p], references_.month, references_.outs[p],
                          std::max(kMostSteps, kStepsAFacility * facilities));
  }

 private:
  /// What was lent for the call goes back, also when it fails.
  struct Leave {
    Context& context;
    ~Leave() {
      context.view = nullptr;
      context.out.emplace<std::monostate>();
    }
  };

  Head head_;
  Running running_;
  References references_;
};

class ScriptFunding final : public FundingRule, public TellsReads {
 public:
  template <class... Arguments>
  explicit ScriptFunding(const Arguments&... arguments) : player_(arguments...) {}
  void authorise(const MonthView& month, AuthoriseSlots out) override { player_.play(Phase::authorise, month, out); }
  void pay(const MonthView& month, PaySlots out) override { player_.play(Phase::pay, month, out); }

  void tell_reads(RunObserver* observer) override { player_.tell_reads(observer); }

 private:
  Player player_;
};

class ScriptStaffing final : public StaffingRule, public TellsReads {
 public:
  template <class... Arguments>
  explicit ScriptStaffing(const Arguments&... arguments) : player_(arguments...) {}
  void staff(const MonthView& month, StaffSlots out) override { player_.play(Phase::staff, month, out); }
  void pay(const MonthView& month, PaySlots out) override { player_.play(Phase::pay, month, out); }

  void tell_reads(RunObserver* observer) override { player_.tell_reads(observer); }

 private:
  Player player_;
};

class ScriptMedical final : public MedicalRule, public TellsReads {
 public:
  template <class... Arguments>
  explicit ScriptMedical(const Arguments&... arguments) : player_(arguments...) {}
  void arrange(const MonthView& month, ArrangeSlots out) override { player_.play(Phase::arrange, month, out); }
  void pay(const MonthView& month, PaySlots out) override { player_.play(Phase::pay, month, out); }

  void tell_reads(RunObserver* observer) override { player_.tell_reads(observer); }

 private:
  Player player_;
};

/// Names of the functions among the globals that were not there before the script ran, in order.
std::vector<std::string> functions_of(Machine& machine) {
  std::vector<std::string> names;
  machine.protect([&](lua_State* lua) {
    lua_pushglobaltable(lua);
    lua_pushnil(lua);
    while (lua_next(lua, -2) != 0) {
      if (lua_type(lua, -2) == LUA_TSTRING && lua_isfunction(lua, -1) && !lua_iscfunction(lua, -1))
        names.emplace_back(lua_tostring(lua, -2));
      lua_pop(lua, 1);
    }
  });
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

std::vector<std::string> Script::phases_of(const std::string& kind) {
  if (kind == "funding") return {"authorise", "pay"};
  return {kind == "staffing" ? "staff" : "arrange", "pay"};
}

Script::Script(std::string kind, std::string name, std::string text)
    : kind_(std::move(kind)), name_(std::move(name)), text_(std::move(text)) {
  Running running(name_, text_, head_);
  const std::vector<std::string> own = phases_of(kind_);
  std::size_t phases = 0;
  for (std::string& function : functions_of(running.machine)) {
    const bool is_phase = std::find(std::begin(kPhaseNames), std::end(kPhaseNames), function) != std::end(kPhaseNames);
    if (std::find(own.begin(), own.end(), function) != own.end()) {
      ++phases;
    } else if (is_phase) {
      throw ScriptError(name_ + ": a " + kind_ + " rule is not asked in the phase '" + function + "'; its phases are " + own[0] + " and " +
                        own[1]);
    } else {
      other_functions_.push_back(std::move(function));
    }
  }
  if (phases == 0)
    throw ScriptError(name_ + ": does nothing: it has neither a function " + own[0] + "(month, out) nor " + own[1] + "(month, out)");
}

std::unique_ptr<Rule> Script::make(std::span<const EldercastValue> values, const std::vector<std::string>& clauses,
                                   const std::vector<Stock>& keeps, const std::vector<std::string>& keeps_roles) const {
  if (kind_ == "funding") return std::make_unique<ScriptFunding>(name_, text_, values, clauses, keeps, keeps_roles);
  if (kind_ == "staffing") return std::make_unique<ScriptStaffing>(name_, text_, values, clauses, keeps, keeps_roles);
  return std::make_unique<ScriptMedical>(name_, text_, values, clauses, keeps, keeps_roles);
}

}  // namespace eldercast::script
