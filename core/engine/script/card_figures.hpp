#pragma once
/// Figures of a rule's own and the targets that judge them, as the head of a script says them. `rule{...}` is at 1 of the stack; may raise
/// errors of Lua.
#include "engine/script/card.hpp"

namespace eldercast::script {

void read_figures(lua_State* lua, Card& card);
/// After the figures.
void read_targets(lua_State* lua, Card& card);

}  // namespace eldercast::script
