#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <map>

#include "app/commands.hpp"
#include "app/provenance.hpp"
#include "app/terminal.hpp"
#include "output/page/page_file.hpp"
#include "output/report/report.hpp"
#include "output/results_reader.hpp"

namespace eldercast {
namespace {

struct ReportCommand {
  std::string file;
  std::string output;
  Language language = Language::zh;
  bool overwrite = false;
  bool drawings = false;
};

Exit run(const ReportCommand& command) {
  const ResultsReader reader(command.file);
  std::vector<Outcome> outcomes = reader.read_outcomes();
  reader.read_project_openings(outcomes);
  const ResultAttributes& about = reader.attributes();
  const std::string html =
      render_report(reader.description(), outcomes, {command.language, about.program_version, program_version(), about.schema_version});
  write_page(command.output, html, command.overwrite);
  print_talk(fmt::format("{}: {} KB; open it in a browser, print it, or send it on\n", command.output, html.size() / 1000));
  return Exit::done;
}

}  // namespace

void add_report(CLI::App& program, Action& action) {
  CLI::App* sub = program.add_subcommand("report", "Results as one page with charts, in Chinese and English, for reading and printing");
  auto command = std::make_shared<ReportCommand>();
  sub->add_option("result", command->file, "Results file (HDF5)")->required()->type_name("RESULT");
  sub->add_option("-o,--output", command->output, "Write the page to this file")->required()->type_name("FILE.html");
  sub->add_option("--lang", command->language, "Language that is shown first: zh (default) or en; the page holds both")
      ->transform(CLI::CheckedTransformer(std::map<std::string, Language>{{"zh", Language::zh}, {"en", Language::en}}));
  sub->add_flag("--overwrite", command->overwrite, "Replace a file of that name");
  sub->footer(
      "The page is one file, asks nothing of a network, and can be read without scripts.\n"
      "Examples:\n"
      "  eldercast report results/jiangjin-baseline.h5 -o jiangjin.html\n"
      "  eldercast report results/jiangjin-baseline.h5 -o jiangjin-en.html --lang en");
  sub->callback([command, &action] { action = [command] { return run(*command); }; });
}

}  // namespace eldercast
