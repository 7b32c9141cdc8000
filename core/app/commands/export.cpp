#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <map>
#include <optional>

#include "app/commands/commands.hpp"
#include "app/options/language_option.hpp"
#include "app/refused_command.hpp"
#include "app/result_kind.hpp"
#include "app/spreadsheets.hpp"
#include "app/tables_file.hpp"
#include "app/terminal/checksum_note.hpp"
#include "app/terminal/usage.hpp"
#include "files/whole_file.hpp"
#include "output/batches/study_tables.hpp"
#include "output/export/sheets.hpp"
#include "output/export/workbook.hpp"
#include "output/file/results_reader.hpp"

namespace eldercast {
namespace {

struct ExportCommand {
  std::string file;
  std::string output;
  std::optional<Language> language;
  CsvFor reader = CsvFor::programs;
  bool raw = false;
  bool overwrite = false;
};

/// The tables of a file, and what stands on the first sheet of their workbook.
struct Exported {
  WorkbookTitle title;
  std::vector<Table> tables;
};

Exported run_tables(const std::string& file) {
  const ResultsReader reader(file);
  note_missing_checksum(file);
  const Description& description = reader.description();
  const ResultAttributes& about = reader.attributes();
  std::vector<Outcome> outcomes = reader.read_outcomes();
  reader.read_page_detail(outcomes);
  return {
      {description.name_zh, description.name_en,
       fmt::format("{} – {}, {} replicates, seed {}", text_of(description.start), text_of(description.end), about.replicates, about.seed),
       about.scenario_digest, "eldercast " + about.program_version},
      sheets_of(description, outcomes)};
}

Exported tables_in(const std::string& file) {
  switch (kind_of_result(file)) {
    case ResultKind::study: {
      const StudyFigures study = read_study_figures(file);
      note_missing_checksum(file);
      return {study_title(study), study_tables(study)};
    }
    case ResultKind::meet: {
      const MeetResult result = read_meet_json(read_document(file), file);
      return {meet_title(result), tables_of(document_of(result))};
    }
    case ResultKind::schedule: {
      const ScheduleResult result = read_schedule(file, read_document(file));
      return {schedule_title(result), tables_of(document_of(result))};
    }
    case ResultKind::run:
      break;
  }
  return run_tables(file);
}

Exit run(const ExportCommand& command) {
  if (command.raw && (names_workbook(command.output) || command.reader == CsvFor::excel))
    refuse("--raw is for CSV files that programs read", "leave it out: whatever a name looks like, no spreadsheet calculates with it");
  const Exported exported = tables_in(command.file);
  write_tables(command.output, exported.title, exported.tables, command.overwrite, language_of(command.language),
               command.raw ? CsvFor::raw : command.reader);
  return Exit::done;
}

}  // namespace

void add_export(CLI::App& program, Action& action) {
  CLI::App* sub = program.add_subcommand("export", "Results for spreadsheets: an Excel workbook, or tidy CSV files");
  auto command = std::make_shared<ExportCommand>();
  sub->add_option("result", command->file, "Results of a run, a merged study, meet.json, or the JSON of a schedule")
      ->required()
      ->type_name("RESULT");
  sub->add_option("-o,--output", command->output, "A name that ends in .xlsx, or a folder for CSV files")
      ->required()
      ->type_name("FILE.xlsx|DIR");
  sub->add_option("--for", command->reader, "CSV for programs (default), or for excel: with a byte-order mark")
      ->transform(one_of(std::map<std::string, CsvFor>{{"programs", CsvFor::programs}, {"excel", CsvFor::excel}}))
      ->type_name("READER");
  sub->add_flag("--raw", command->raw, "CSV with texts as they are: none that looks like a formula gets an apostrophe before it");
  sub->add_flag("--overwrite", command->overwrite, "Replace files of that name that eldercast wrote");
  add_language_option(*sub, command->language);
  sub->footer(
      "Examples:\n"
      "  eldercast export results/jiangjin-baseline.h5 -o jiangjin.xlsx\n"
      "  eldercast export results/jiangjin-baseline.h5 -o tables --for excel\n"
      "  eldercast export screening.h5 -o screening.xlsx\n"
      "  eldercast export scenarios/jiangjin/answers/meet.json -o answers.xlsx\n"
      "compare, stress and sensitivity write such files themselves: eldercast compare A.h5 B.h5 -o NAME.xlsx");
  sub->callback([command, &action] { action = [command] { return run(*command); }; });
}

}  // namespace eldercast
