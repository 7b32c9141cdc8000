#pragma once
/// The C interface of Lua 5.4, as the library that is compiled as C++ has it: an error of Lua is an exception there, so that destructors of
/// ours run. Debian 12 names its functions as C does, Debian 13 as C++ does; the build finds out which.
#ifdef ELDERCAST_LUA_NAMES_OF_CPP
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#else
#include <lua.hpp>
#endif
