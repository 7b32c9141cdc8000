#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/commands/commands.hpp"
#include "app/options/language_option.hpp"
#include "app/options/scenario_options.hpp"
#include "app/provenance.hpp"
#include "app/refused_command.hpp"
#include "app/shipped.hpp"
#include "app/terminal/commands_page.hpp"
#include "app/terminal/man_page.hpp"
#include "app/terminal/terminal.hpp"
#include "app/terminal/usage.hpp"
#include "app/words/error_codes.hpp"
#include "files/file_error.hpp"
#include "output/figures/figure_list.hpp"
#include "output/file/schema.hpp"
#include "output/reference/reference_pages.hpp"
#include "scenario/parameters/sections.hpp"
#include "scenario/shock_reader.hpp"
#include "scenario/tables/columns.hpp"

namespace eldercast {
namespace {

std::string page_of(std::string_view word, const CLI::App& program) {
  if (word == "man") return man_page(program, program_version());
  if (word == "commands") return commands_page(program);
  if (word == "schema") return schema_page();
  if (word == "parameters") return parameters_page(make_host({})->catalog());
  if (word == "tables") return tables_page();
  if (word == "figures") return figures_page();
  if (word == "targets") return targets_page();
  if (word == "shocks") return shocks_page();
  if (word == "errors") return errors_page();
  return glossary_page();
}

constexpr std::array<std::string_view, 11> kPages{"schema", "parameters", "tables",   "figures",  "targets", "services",
                                                  "shocks", "errors",     "commands", "glossary", "man"};

/// The services of the shipped scenario, which show what a service may be.
Exit print_services() {
  const auto scenarios = shipped_scenarios();
  if (!scenarios)
    throw FileError("scenarios", "the shipped scenarios are not beside the program",
                    "run eldercast from its build tree or an installed prefix");
  ScenarioOptions options;
  options.file = (*scenarios / "jiangjin/baseline.toml").string();
  const auto host = make_host({});
  print_data(services_page(*unless_refused(load_scenario(options, *host))));
  return Exit::done;
}

struct FiguresCommand {
  std::string word;
  std::optional<Language> language;
};

Exit show(const FiguresCommand& command) {
  const std::vector<Figure> figures = figures_with(any_district(), command.word);
  if (figures.empty())
    refuse(fmt::format("no figure has '{}' in its id, name or definition", command.word), "leave the word out to see all");
  print_data(figures_text(figures, language_of(command.language), text_width()));
  return Exit::done;
}

}  // namespace

void add_docs(CLI::App& program, Action& action) {
  CLI::App* sub = program.add_subcommand("docs", "Print a page that the program generates from its own tables");
  auto page = std::make_shared<std::string>();
  sub->add_option(
         "page", *page,
         "schema (of results files), parameters (of scenarios and rules), tables (that go in), figures, targets, services, shocks, "
         "errors, commands, glossary, or man (the manual page)")
      ->required()
      ->check(one_of(std::vector<std::string>(kPages.begin(), kPages.end())))
      ->type_name("PAGE");
  sub->footer(
      "Examples:\n"
      "  eldercast docs man | man -l -\n"
      "  eldercast docs tables\n"
      "  eldercast docs parameters > docs/reference/parameters.md");
  sub->callback([page, &program, &action] {
    action = [page, &program] {
      if (*page == "services") return print_services();
      print_data(page_of(*page, program));
      return Exit::done;
    };
  });
}

void add_figures(CLI::App& program, Action& action) {
  auto command = std::make_shared<FiguresCommand>();
  CLI::App* sub = program.add_subcommand("figures", "The figures that comparisons and studies speak of: unit, kind, what each counts");
  sub->add_option("word", command->word, "Only those whose id, name or definition has this")->type_name("WORD");
  add_language_option(*sub, command->language);
  sub->footer(
      "SERVICE stands for every service of the scenario, CLAUSE for every clause.\nExamples:\n  eldercast figures\n  eldercast figures "
      "bed");
  sub->callback([command, &action] { action = [command] { return show(*command); }; });
}

}  // namespace eldercast
