#include <CLI/CLI.hpp>

#include "app/commands/commands.hpp"
#include "app/options/language_option.hpp"
#include "app/terminal/checksum_note.hpp"
#include "app/terminal/terminal.hpp"
#include "output/file/inspect.hpp"

namespace eldercast {

void add_inspect(CLI::App& program, Action& action) {
  CLI::App* sub = program.add_subcommand("inspect", "Say what a results file holds, dataset by dataset (the answer: summary)");
  struct Options {
    std::string file;
    bool json = false;
    std::optional<Language> language;
  };
  auto options = std::make_shared<Options>();
  sub->add_option("result", options->file, "Results file (HDF5)")->required()->type_name("RESULT");
  sub->add_flag("--json", options->json, "Print it as JSON");
  add_language_option(*sub, options->language);
  sub->footer("Examples:\n  eldercast inspect results/jiangjin-baseline.h5\n  eldercast inspect screening.h5 --json");
  sub->callback([options, &action] {
    action = [options] {
      note_missing_checksum(options->file);
      print_data(options->json ? inspect_json(options->file)
                               : document_text(inspect_document(options->file), text_form(options->language)));
      return Exit::done;
    };
  });
}

}  // namespace eldercast
