#include "app/terminal/option_words.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace eldercast {

std::string value_name(const CLI::Option& option) {
  if (option.get_items_expected_max() == 0) return "";
  const std::string type = option.get_type_name();
  const std::string name = type.substr(0, type.find(':'));
  return name == "INT" || name == "UINT" ? "N" : name == "FLOAT" ? "X" : name;
}

std::string range_of(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  const std::size_t open = type.find(" in [");
  const std::size_t dash = type.find(" - ", open);
  const std::size_t close = type.find(']', dash);
  if (open == std::string::npos || dash == std::string::npos || close == std::string::npos) return "";
  return fmt::format("; from {} to {}", type.substr(open + 5, dash - open - 5), type.substr(dash + 3, close - dash - 3));
}

std::string option_names(const CLI::Option& option) {
  std::string names;
  for (const std::string& name : option.get_snames()) names += fmt::format("{}-{}", names.empty() ? "" : ", ", name);
  for (const std::string& name : option.get_lnames()) names += fmt::format("{}--{}", names.empty() ? "" : ", ", name);
  const std::string value = value_name(option);
  return names + (names.empty() || value.empty() ? "" : " ") + value;
}

std::string positional_words(const CLI::App& command) {
  std::string words;
  for (const CLI::Option* option : command.get_options()) {
    if (!option->get_positional()) continue;
    const std::string name = value_name(*option) + (option->get_items_expected_max() > 1 ? "..." : "");
    words += option->get_required() ? " " + name : " [" + name + "]";
  }
  return words;
}

}  // namespace eldercast
