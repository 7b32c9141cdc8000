#include <CLI/CLI.hpp>

#include "app/commands.hpp"
#include "app/load.hpp"
#include "app/terminal.hpp"
#include "output/schema_page.hpp"
#include "scenario/sections.hpp"

namespace eldercast {

void add_docs(CLI::App& program, Action& action) {
  CLI::App* sub = program.add_subcommand("docs", "Print a page that the program generates from its own tables");
  auto page = std::make_shared<std::string>();
  sub->add_option("page", *page, "schema (of results files) or parameters (of scenarios and rules)")
      ->required()
      ->check(CLI::IsMember({"schema", "parameters"}))
      ->type_name("PAGE");
  sub->callback([page, &action] {
    action = [page] {
      const std::unique_ptr<PluginHost> host = make_host({});
      print_data(*page == "schema" ? schema_page() : parameters_page(host->catalog()));
      return Exit::done;
    };
  });
}

}  // namespace eldercast
