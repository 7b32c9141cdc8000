#include <CLI/CLI.hpp>

#include "app/commands/commands.hpp"
#include "app/options/scenario_options.hpp"
#include "app/provenance.hpp"
#include "app/terminal/man_page.hpp"
#include "app/terminal/terminal.hpp"
#include "app/terminal/usage.hpp"
#include "output/figures/figure_list.hpp"
#include "output/file/schema_page.hpp"
#include "scenario/parameters/sections.hpp"

namespace eldercast {

void add_docs(CLI::App& program, Action& action) {
  CLI::App* sub = program.add_subcommand("docs", "Print a page that the program generates from its own tables");
  auto page = std::make_shared<std::string>();
  sub->add_option("page", *page, "schema (of results files), parameters (of scenarios and rules) or man (the manual page)")
      ->required()
      ->check(one_of(std::vector<std::string>{"schema", "parameters", "figures", "man"}))
      ->type_name("PAGE");
  sub->footer(
      "Examples:\n"
      "  eldercast docs man | man -l -\n"
      "  eldercast docs parameters > docs/reference/parameters.md");
  sub->callback([page, &program, &action] {
    action = [page, &program] {
      if (*page == "man") {
        print_data(man_page(program, program_version()));
      } else if (*page == "figures") {
        print_data(figures_page());
      } else if (*page == "schema") {
        print_data(schema_page());
      } else {
        print_data(parameters_page(make_host({})->catalog()));
      }
      return Exit::done;
    };
  });
}

}  // namespace eldercast
