#pragma once
/// The end of a command whose mistake has been told: main() makes its exit code of it.
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "app/terminal/exit_codes.hpp"

namespace eldercast {

class Diagnostics;

struct Refusal {
  Exit exit = Exit::usage_or_scenario;
};

/// Says on stderr what is wrong with a command line that was understood, and what to do. Throws Refusal.
[[noreturn]] void refuse(const std::string& message, const std::string& help);
template <class Mistake>
requires requires(const Mistake& mistake) { mistake.help; }
[[noreturn]] void refuse(const Mistake& mistake) { refuse(mistake.message, mistake.help); }
/// The same of files: every problem at its place.
[[noreturn]] void refuse(const Diagnostics& diagnostics);

/// What was made; throws Refusal where there is an exit code in its place, because what is wrong was told.
template <class Value>
[[nodiscard]] Value unless_refused(std::variant<Value, Exit> made) {
  if (const Exit* exit = std::get_if<Exit>(&made)) throw Refusal{*exit};
  return std::get<Value>(std::move(made));
}
inline void unless_refused(const std::optional<Exit>& refused) {
  if (refused) throw Refusal{*refused};
}

}  // namespace eldercast
