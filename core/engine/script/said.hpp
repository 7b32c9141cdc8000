#pragma once
/// What a script says: one function for each kind of flow of a phase, `out.posting{amount = 100, payer = "city"}`. Every field is checked
/// when it is said, so that an error has the line that said it.
#include <cstddef>

struct lua_State;

namespace eldercast::script {

/// The phases in which rules are asked, as Saying has them.
enum class Phase : unsigned char { authorise, staff, arrange, pay };
inline constexpr std::size_t kPhases = 4;
inline constexpr const char* kPhaseNames[kPhases] = {"authorise", "staff", "arrange", "pay"};

/// Makes the kinds of values that a phase gets as its second argument. Once for a machine; may raise errors of Lua, as push_out().
void make_outs(lua_State* lua);
void push_out(lua_State* lua, Phase phase);

}  // namespace eldercast::script
