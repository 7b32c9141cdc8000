#include <CLI/CLI.hpp>

#include <memory>
#include <optional>

#include "app/commands/commands.hpp"
#include "app/options/language_option.hpp"
#include "app/terminal/checksum_note.hpp"
#include "app/terminal/terminal.hpp"
#include "output/answer/answer.hpp"
#include "output/file/results_reader.hpp"

namespace eldercast {
namespace {

struct SummaryCommand {
  std::string file;
  std::optional<Language> language;
  bool full = false;
  bool json = false;
};

Exit show(const SummaryCommand& command) {
  const ResultsReader reader(command.file);
  note_missing_checksum(command.file);
  const Summary summary = summarise(reader.description(), reader.read_outcomes());
  if (command.json) {
    print_data(render_json(summary));
    return Exit::done;
  }
  const AnswerOptions options{language_of(command.language), colour_on_stdout(), text_width(), command.file};
  print_data(command.full ? render_whole_answer(summary, options) : render_answer(summary, options));
  return Exit::done;
}

}  // namespace

void add_summary(CLI::App& program, Action& action) {
  auto command = std::make_shared<SummaryCommand>();
  CLI::App* sub = program.add_subcommand("summary", "The answer of a run once more: in sentences, or whole");
  sub->add_option("result", command->file, "Results file (HDF5)")->required()->type_name("RESULT");
  CLI::Option* full = sub->add_flag("--full", command->full, "All of it: targets, services, beds, money, staff, what is left out");
  sub->add_flag("--json", command->json, "Print it as JSON")->excludes(full);
  add_language_option(*sub, command->language);
  sub->footer("Examples:\n  eldercast summary results/baseline.h5\n  eldercast summary results/baseline.h5 --full --lang zh");
  sub->callback([command, &action] { action = [command] { return show(*command); }; });
}

}  // namespace eldercast
