#pragma once
/// The subcommands of `eldercast study`, by what they do: planning (command_study_plan.cpp) and working (command_study.cpp).
#include <string>
#include <vector>

#include "app/commands/commands.hpp"
#include "app/refused_command.hpp"
#include "output/render/language.hpp"
#include "study/plan/varied.hpp"

namespace eldercast {

/// Declares `plan` and `expand`.
void add_study_planning(CLI::App& study, Action& action);

/// Prints a mistake of the user, and the exit code for it.
[[nodiscard]] Exit report_mistake(const StudyMistake& mistake);

/// What was made; prints the mistake in its place and ends the command.
template <class Value>
[[nodiscard]] Value unless_mistaken(std::variant<Value, StudyMistake> made) {
  if (const StudyMistake* mistake = std::get_if<StudyMistake>(&made)) throw Refusal{report_mistake(*mistake)};
  return std::get<Value>(std::move(made));
}

/// Says which parameters were not varied because the scenario sets them outside their range.
void report_held(const std::vector<std::string>& held, Language language);

}  // namespace eldercast
