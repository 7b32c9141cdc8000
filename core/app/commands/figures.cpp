#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <memory>
#include <optional>

#include "app/commands/commands.hpp"
#include "app/options/language_option.hpp"
#include "app/refusal.hpp"
#include "app/terminal/terminal.hpp"
#include "output/figures/figure_list.hpp"

namespace eldercast {
namespace {

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
