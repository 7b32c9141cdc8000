#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <map>

#include "app/commands/commands.hpp"
#include "app/provenance.hpp"
#include "app/terminal/checksum_note.hpp"
#include "app/terminal/terminal.hpp"
#include "app/terminal/usage.hpp"
#include "output/export/sheets.hpp"
#include "output/export/workbook.hpp"
#include "output/file/results_reader.hpp"

namespace eldercast {
namespace {

struct ExportCommand {
  std::string file;
  std::string output;
  CsvFor reader = CsvFor::programs;
  bool raw = false;
  bool overwrite = false;
};

Exit run(const ExportCommand& command) {
  const bool workbook = command.output.ends_with(".xlsx");
  if (command.raw && (workbook || command.reader == CsvFor::excel))
    return usage("--raw is for CSV files that programs read",
                 "leave it out: whatever a name looks like, no spreadsheet calculates with it");
  const ResultsReader reader(command.file);
  note_missing_checksum(command.file);
  const Description& description = reader.description();
  const std::vector<Table> sheets = sheets_of(description, reader.read_outcomes());
  if (!workbook) {
    write_csv_folder(command.output, sheets, command.raw ? CsvFor::raw : command.reader, command.overwrite);
    print_talk(fmt::format("{} tables in {}\n", sheets.size(), command.output));
    return Exit::done;
  }
  const ResultAttributes& about = reader.attributes();
  const std::size_t cut = write_workbook(
      command.output,
      {description.name_zh, description.name_en,
       fmt::format("{} – {}, {} replicates, seed {}", text_of(description.start), text_of(description.end), about.replicates, about.seed),
       about.scenario_digest, "eldercast " + about.program_version},
      sheets, command.overwrite);
  print_talk(fmt::format("{} sheets in {}\n", sheets.size() + 1, command.output));
  if (cut > 0)
    print_talk(fmt::format("note: {} too long for a cell of a workbook and cut there; CSV files have all of it\n",
                           cut == 1 ? "a text is" : fmt::format("{} texts are", cut)));
  return Exit::done;
}

}  // namespace

void add_export(CLI::App& program, Action& action) {
  CLI::App* sub = program.add_subcommand("export", "Results for spreadsheets: an Excel workbook, or tidy CSV files");
  auto command = std::make_shared<ExportCommand>();
  sub->add_option("result", command->file, "Results file (HDF5)")->required()->type_name("RESULT");
  sub->add_option("-o,--output", command->output, "A name that ends in .xlsx, or a folder for CSV files")
      ->required()
      ->type_name("FILE.xlsx|DIR");
  sub->add_option("--for", command->reader, "CSV for programs (default), or for excel: with a byte-order mark")
      ->transform(one_of(std::map<std::string, CsvFor>{{"programs", CsvFor::programs}, {"excel", CsvFor::excel}}))
      ->type_name("READER");
  sub->add_flag("--raw", command->raw, "CSV with texts as they are: none that looks like a formula gets an apostrophe before it");
  sub->add_flag("--overwrite", command->overwrite, "Replace files of that name that eldercast wrote");
  sub->footer(
      "Examples:\n"
      "  eldercast export results/jiangjin-baseline.h5 -o jiangjin.xlsx\n"
      "  eldercast export results/jiangjin-baseline.h5 -o tables --for excel");
  sub->callback([command, &action] { action = [command] { return run(*command); }; });
}

}  // namespace eldercast
