#pragma once
/// What is wrong with a command line, and what was probably meant.
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "app/terminal/exit_codes.hpp"
#include "text/suggest.hpp"

namespace eldercast {

struct UsageProblem {
  std::string message;
  std::string help;
};

/// The message of a parse error, with the nearest command or option where a word is none, the nearest value where it is no choice, and the
/// command's help to read otherwise. `words` are the arguments behind the program's name.
[[nodiscard]] UsageProblem usage_problem(const CLI::App& program, const CLI::ParseError& error, const std::vector<std::string>& words);

/// Says on stderr what is wrong with a command line that was understood, and what to do.
Exit usage(const std::string& message, const std::string& help);
template <class Mistake>
requires requires(const Mistake& mistake) { mistake.help; }
Exit usage(const Mistake& mistake) { return usage(mistake.message, mistake.help); }

/// An option or argument that is given, but with nothing in it, is a mistake of a script and never a wish for the default. Throws
/// CLI::ValidationError.
void refuse_empty_values(const CLI::App& parsed);

/// The text of a validator for a value that is none of `names`; usage_problem() takes it apart again.
[[nodiscard]] std::string not_a_choice(std::string_view value, const std::vector<std::string>& names);

/// An option's values by name. What is no name is an error with the nearest one.
template <class Value>
[[nodiscard]] CLI::Validator one_of(const std::map<std::string, Value>& values) {
  return {[values](std::string& text) -> std::string {
            const auto found = values.find(text);
            if (found == values.end()) {
              std::vector<std::string> names;
              for (const auto& [name, value] : values) names.push_back(name);
              return not_a_choice(text, names);
            }
            // CLI11 reads an enumerator from its number.
            text = std::to_string(static_cast<int>(found->second));
            return {};
          },
          ""};
}

/// An option whose value is one of these words.
[[nodiscard]] CLI::Validator one_of(const std::vector<std::string>& words);

}  // namespace eldercast
