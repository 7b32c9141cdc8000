#include "app/terminal/commands_page.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <span>
#include <vector>

#include "app/terminal/manual_facts.hpp"
#include "app/terminal/option_words.hpp"

namespace eldercast {
namespace {

/// A text as the cell of a Markdown table.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out += '\\';
    if (c == '<') {
      out += "&lt;";
    } else {
      out += c;
    }
  }
  return out;
}

std::vector<const CLI::App*> inner_of(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

std::string options_of(const CLI::App& app) {
  std::string rows;
  for (const CLI::Option* option : app.get_options()) {
    if (option->check_lname("help")) continue;
    const char* required = option->get_required() && !option->get_positional() ? " (required)" : "";
    rows += fmt::format("| `{}` | {}{}{} |\n", cell(option_names(*option)), cell(option->get_description()), range_of(*option), required);
  }
  return rows.empty() ? rows : "| option | what it does |\n|---|---|\n" + rows + "\n";
}

void append_command(const CLI::App& app, const std::string& path, std::string& page) {
  const std::vector<const CLI::App*> inner = inner_of(app);
  for (const CLI::App* sub : inner) append_command(*sub, path.empty() ? sub->get_name() : path + " " + sub->get_name(), page);
  if (!inner.empty()) return;
  page += fmt::format("\n## {}\n\n{}.\n\n```text\n{}\n```\n\n{}", path, app.get_description(),
                      "eldercast " + path + positional_words(app) + " [OPTIONS]", options_of(app));
  if (!app.get_footer().empty()) page += fmt::format("```text\n{}\n```\n", app.get_footer());
}

std::string facts_table(std::string_view heading, std::string_view column, std::span<const ManualFact> facts) {
  std::string out = fmt::format("\n## {}\n\n| {} | means |\n|---|---|\n", heading, column);
  for (const ManualFact& fact : facts) out += fmt::format("| `{}` | {} |\n", fact.name, fact.text);
  return out;
}

}  // namespace

std::string commands_page(const CLI::App& program) {
  std::string page =
      "# Commands\n\n"
      "Made by the program (`eldercast docs commands`) from what its commands declare; do not edit. `eldercast COMMAND --help` shows the "
      "same, `man eldercast` too where it is installed.\n"
      "Data goes to standard output, talk and progress to standard error. Times are those of two cores of a server; `eldercast validate` "
      "measures a scenario on your machine.\n";
  page += facts_table("Exit codes", "code", kExitCodes) + facts_table("Environment", "variable", kEnvironment) +
          facts_table("Files", "file", kFiles);
  append_command(program, "", page);
  return page;
}

}  // namespace eldercast
