#include "app/terminal/usage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "app/terminal/terminal.hpp"

namespace eldercast {
namespace {

/// Stands between what is wrong and its help in the text of a validator.
constexpr char kHelpBehind = '\x1F';

std::vector<const CLI::App*> commands_of(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

std::vector<std::string> options_of(const CLI::App& app) {
  std::vector<std::string> out;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) out.push_back("--" + name);
  }
  return out;
}

bool is_long_option(std::string_view word) { return word.size() > 2 && word.starts_with("--"); }

/// The command that the words lead to, as "study plan".
struct Road {
  const CLI::App* app;
  std::string path;
};

std::optional<UsageProblem> wrong_option(const Road& road, const std::string& word) {
  const std::string name = word.substr(0, word.find('='));
  const std::vector<std::string> options = options_of(*road.app);
  if (std::find(options.begin(), options.end(), name) != options.end()) return std::nullopt;
  const std::vector<Candidate> candidates = candidates_of(options);
  const std::string help = nearest(name, candidates).empty() ? fmt::format("options are listed by: eldercast{} --help", road.path)
                                                             : suggestion(name, candidates);
  return UsageProblem{fmt::format("eldercast{} has no option '{}'", road.path, name), help};
}

/// The first word that is neither a command nor an option where it stands.
std::optional<UsageProblem> wrong_word(Road& road, const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    if (word == "--") return std::nullopt;
    if (is_long_option(word)) {
      if (auto problem = wrong_option(road, word)) return problem;
      continue;
    }
    const std::vector<const CLI::App*> commands = commands_of(*road.app);
    if (commands.empty() || word.empty() || word.front() == '-') continue;
    const auto found = std::find_if(commands.begin(), commands.end(), [&](const CLI::App* one) { return one->get_name() == word; });
    if (found == commands.end()) {
      std::vector<std::string> names;
      for (const CLI::App* one : commands) names.push_back(one->get_name());
      return UsageProblem{fmt::format("eldercast{} has no command '{}'", road.path, word), suggestion(word, candidates_of(names))};
    }
    road = {*found, road.path + " " + word};
  }
  return std::nullopt;
}

}  // namespace

UsageProblem usage_problem(const CLI::App& program, const CLI::ParseError& error, const std::vector<std::string>& words) {
  Road road{&program, ""};
  if (auto problem = wrong_word(road, words)) return *problem;
  const std::string message = error.what();
  const std::size_t help = message.find(kHelpBehind);
  if (help != std::string::npos) return {message.substr(0, help), message.substr(help + 1)};
  return {message, fmt::format("eldercast{} --help", road.path)};
}

void refuse_empty_values(const CLI::App& parsed) {
  for (const CLI::Option* option : parsed.get_options()) {
    const CLI::results_t& values = option->results();
    if (option->get_items_expected_min() > 0 && std::find(values.begin(), values.end(), "") != values.end())
      throw CLI::ValidationError(option->get_name(), "is given, but empty");
  }
  for (const CLI::App* inner : parsed.get_subcommands()) refuse_empty_values(*inner);
}

std::string not_a_choice(std::string_view value, const std::vector<std::string>& names) {
  return fmt::format("'{}' is not a choice{}{}", value, kHelpBehind, suggestion(value, candidates_of(names)));
}

CLI::Validator one_of(const std::vector<std::string>& words) {
  return {[words](std::string& text) -> std::string {
            return std::find(words.begin(), words.end(), text) == words.end() ? not_a_choice(text, words) : std::string{};
          },
          ""};
}

Exit usage(const std::string& message, const std::string& help) {
  print_problem("usage", message, help);
  return Exit::usage_or_scenario;
}

}  // namespace eldercast
