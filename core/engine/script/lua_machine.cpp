#include "engine/script/lua_machine.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "engine/script/lua.hpp"

namespace eldercast::script {
namespace {

/// Steps between two looks at the count.
constexpr int kStride = 1000;
constexpr int kMostCalls = 10'000;  ///< of a script inside each other
/// Bytes that are asked for as one step.
constexpr std::size_t kBytesAStep = 64;

int do_work(lua_State* lua) {
  (*static_cast<const std::function<void(lua_State*)>*>(lua_touserdata(lua, 1)))(lua);
  return 0;
}

}  // namespace

void Machine::Close::operator()(lua_State* lua) const { lua_close(lua); }

Machine::Machine(std::string name) : name_(std::move(name)), chunk_("=" + name_) {
  lua_State* const lua = lua_newstate(&Machine::allocate, this);
  if (lua == nullptr) throw ScriptError(name_ + ": there is no memory for a machine");
  lua_.reset(lua);
  *static_cast<Machine**>(lua_getextraspace(lua)) = this;
  lua_sethook(lua, &Machine::count, LUA_MASKCOUNT, kStride);
}

Machine::~Machine() = default;

Machine& Machine::of(lua_State* lua) { return **static_cast<Machine**>(lua_getextraspace(lua)); }

/// As lua_Alloc. A refusal makes Lua collect what is not used any more, ask again, and then raise an error.
void* Machine::allocate(void* machine, void* memory, std::size_t old_size, std::size_t new_size) {
  Machine& self = *static_cast<Machine*>(machine);
  // Without memory, the size is the kind of what is made.
  const bool is_text = memory == nullptr && old_size == LUA_TSTRING;
  if (memory == nullptr) old_size = 0;
  if (new_size == 0) {
    std::free(memory);
    self.bytes_ -= old_size;
    return nullptr;
  }
  if (new_size > old_size) {
    self.steps_left_ -= static_cast<std::int64_t>((new_size - old_size) / kBytesAStep);
    if (new_size - old_size > kMostBytes - self.bytes_ || (is_text && new_size > kLongestText)) {
      static_cast<void>(self.find_place());
      return nullptr;
    }
  }
  void* const out = std::realloc(memory, new_size);
  if (out != nullptr) self.bytes_ += new_size - old_size;
  return out;
}

/// Depth is looked at here, long before the memory for it ends: where a refused allocation may ask for the place differs between versions
/// of Lua, and in the middle of a growing stack it may not.
void Machine::count(lua_State* lua, lua_Debug* /*where*/) {
  lua_Debug deep{};
  if (lua_getstack(lua, kMostCalls, &deep) != 0) {
    lua_pushfstring(lua, "calls itself without end: more than %d calls deep", kMostCalls);
    lua_error(lua);
  }
  of(lua).charge(kStride);
}

void Machine::charge(std::int64_t steps) {
  steps_left_ -= steps;
  if (steps_left_ >= 0) return;
  lua_pushfstring(lua_.get(), "takes more than %I steps in one call: it does not come to an end, or does too much",
                  static_cast<LUAI_UACINT>(most_steps_));
  lua_error(lua_.get());
}

/// Where the script is: the innermost of its functions.
bool Machine::find_place() {
  if (lua_ == nullptr) return false;
  lua_Debug at{};
  for (int level = 0; lua_getstack(lua_.get(), level, &at) != 0; ++level) {
    if (lua_getinfo(lua_.get(), "Sl", &at) == 0 || at.currentline <= 0 || chunk_ != at.source) continue;
    std::snprintf(place_.data(), place_.size(), "%s:%d", name_.c_str(), at.currentline);
    return true;
  }
  return false;
}

/// Handler of errors: puts the place before a message that has none.
int Machine::place(lua_State* lua) {
  Machine& self = of(lua);
  if (lua_type(lua, 1) != LUA_TSTRING) {
    lua_pushfstring(lua, "raised an error that is no text, but a %s", luaL_typename(lua, 1));
    lua_replace(lua, 1);
  }
  const char* const message = lua_tostring(lua, 1);
  const bool has_place = std::strncmp(message, self.name_.c_str(), self.name_.size()) == 0 && message[self.name_.size()] == ':';
  if (!has_place && self.find_place()) lua_pushfstring(lua, "%s: %s", self.place_.data(), message);
  return 1;
}

void Machine::finish(int status, int base) {
  lua_State* const lua = lua_.get();
  if (status == LUA_OK) {
    lua_settop(lua, base);
    return;
  }
  std::string what = lua_type(lua, -1) == LUA_TSTRING ? lua_tostring(lua, -1) : "failed";
  if (status == LUA_ERRMEM) {
    what = fmt::format("{}: takes more than {} MB of memory, makes a text of more than {} KB, or calls itself without end",
                       place_[0] == '\0' ? name_ : place_.data(), kMostBytes >> 20U, kLongestText >> 10U);
  }
  if (!what.starts_with(name_ + ":")) what = name_ + ": " + what;
  lua_settop(lua, base);
  throw ScriptError(what);
}

void Machine::protect(const std::function<void(lua_State*)>& work) {
  lua_State* const lua = lua_.get();
  const int base = lua_gettop(lua);
  steps_left_ = most_steps_ = kMostSteps;
  place_ = {};
  lua_pushcfunction(lua, &Machine::place);
  lua_pushcfunction(lua, &do_work);
  lua_pushlightuserdata(lua, const_cast<std::function<void(lua_State*)>*>(&work));
  finish(lua_pcall(lua, 1, 0, base + 1), base);
}

void Machine::run(std::string_view text) {
  protect([&](lua_State* lua) {
    if (luaL_loadbufferx(lua, text.data(), text.size(), chunk_.c_str(), "t") != LUA_OK) lua_error(lua);
    lua_call(lua, 0, 0);
  });
}

void Machine::call(int reference, int first, int second, std::int64_t most_steps) {
  lua_State* const lua = lua_.get();
  const int base = lua_gettop(lua);
  steps_left_ = most_steps_ = most_steps;
  place_ = {};
  lua_pushcfunction(lua, &Machine::place);
  for (const int value : {reference, first, second}) lua_rawgeti(lua, LUA_REGISTRYINDEX, value);
  finish(lua_pcall(lua, 2, 0, base + 1), base);
}

}  // namespace eldercast::script
