#pragma once
/// What is said of a value that is not what is wanted: what was given, and what it must be.

struct lua_State;

namespace eldercast::script {

/// Raises an error about the value on top of the stack; `name` is that of the field, `wanted` goes on after "it must be".
[[noreturn]] void refuse_value(lua_State* lua, const char* name, const char* wanted);
/// The same where a number is wanted: one in quotes is one without them.
[[noreturn]] void refuse_number(lua_State* lua, const char* name, const char* wanted);

}  // namespace eldercast::script
