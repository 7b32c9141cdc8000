#pragma once
/// One Lua machine with limits: what a script does in it can take neither more memory nor more steps than it may, and every error comes out
/// with the file and the line.
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

struct lua_State;
struct lua_Debug;

namespace eldercast::script {

/// Memory of one machine.
inline constexpr std::size_t kMostBytes = std::size_t{32} << 20U;
/// Longest text that a script may make: what works on a text counts as one step.
inline constexpr std::size_t kLongestText = std::size_t{64} << 10U;
/// Steps of the machine in one call; a rule of the plan takes some ten thousand. In a large district it may take some for each facility.
inline constexpr std::int64_t kMostSteps = 20'000'000;
inline constexpr std::int64_t kStepsAFacility = 20'000;

/// A script failed. The text begins with "file:line: ".
class ScriptError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct Context;

class Machine {
 public:
  /// A machine with nothing in it. `name` is the script's file name, as errors show it. Throws ScriptError where there is no memory.
  explicit Machine(std::string name);
  ~Machine();
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;

  /// The machine in which a function of ours is called.
  [[nodiscard]] static Machine& of(lua_State* lua);

  /// Does work that may raise errors of Lua. Throws ScriptError.
  void protect(const std::function<void(lua_State*)>& work);
  /// Runs the text of a script as a function without arguments. Text only: compiled code of Lua is refused, since it is trusted blindly.
  void run(std::string_view text);
  /// Calls the function at `reference` of the registry with the values at two other references. Throws ScriptError.
  void call(int reference, int first, int second, std::int64_t most_steps);

  /// Counts steps that a function of ours takes; raises an error of Lua when there are none left.
  void charge(std::int64_t steps);

  /// What functions of ours work on; set by whoever calls.
  Context* context = nullptr;

 private:
  struct Close {
    void operator()(lua_State* lua) const;
  };
  static void* allocate(void* machine, void* memory, std::size_t old_size, std::size_t new_size);
  static void count(lua_State* lua, lua_Debug* where);
  static int place(lua_State* lua);

  [[nodiscard]] bool find_place();
  void finish(int status, int base);

  std::string name_;
  std::string chunk_;  ///< the name as Lua takes it
  std::size_t bytes_ = 0;
  std::int64_t steps_left_ = kMostSteps;
  std::int64_t most_steps_ = kMostSteps;
  std::array<char, 160> place_{};  ///< "file:line" where memory was refused
  std::unique_ptr<lua_State, Close> lua_;
};

}  // namespace eldercast::script
