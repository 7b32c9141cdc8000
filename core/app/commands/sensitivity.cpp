#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <filesystem>

#include "app/commands/repeatable.hpp"
#include "app/commands/study_commands.hpp"
#include "app/options/language_option.hpp"
#include "app/tables_file.hpp"
#include "app/terminal/checksum_note.hpp"
#include "app/terminal/terminal.hpp"
#include "files/file_error.hpp"
#include "study/sensitivity/sensitivity_report.hpp"
#include "text/shell_word.hpp"

namespace eldercast {
namespace {

struct SensitivityCommand {
  std::string file;
  std::vector<std::string> figures;
  std::string output;
  int most = 12;
  bool overwrite = false;
  bool json = false;
  std::optional<Language> language;
};

Exit run(const SensitivityCommand& command) {
  if (std::filesystem::is_directory(command.file)) {
    throw FileError(command.file, "is the folder of a study",
                    fmt::format("merge it first: eldercast study merge {} -o FILE", shell_path(command.file)));
  }
  const StudyFigures study = read_study_figures(command.file);
  note_missing_checksum(command.file);
  std::vector<FigureRequest> requests;
  for (const std::string& text : command.figures) requests.push_back(unless_mistaken(read_figure_request(text, study)));
  if (requests.empty()) requests = usual_figures(study);
  const SensitivityReport report = unless_mistaken(sensitivity_report(study, requests));
  const Document document = document_of(report, static_cast<std::size_t>(command.most));
  if (names_tables(command.output)) {
    const WorkbookTitle title{"敏感性：" + report.scenario_zh, "Sensitivity: " + report.scenario,
                              fmt::format("{}, {} cases x {} replicates", report.design, report.cases, report.replicates),
                              study.plan_digest, made_by()};
    write_tables(command.output, title, tables_of(document), command.overwrite, language_of(command.language));
  } else if (!command.output.empty()) {
    write_array_file(command.output, sensitivity_file(report), command.overwrite ? Existing::replace_ours : Existing::refuse);
  }
  print_data(command.json ? render_json(report) : document_text(document, text_form(command.language)));
  return Exit::done;
}

}  // namespace

void add_sensitivity(CLI::App& program, Action& action) {
  CLI::App* sub = program.add_subcommand("sensitivity", "What drives the figures of a study: Morris, Sobol, tornado");
  auto command = std::make_shared<SensitivityCommand>();
  sub->add_option("study", command->file, "Merged study of design morris, saltelli or tornado")->required()->type_name("STUDY");
  repeatable(sub->add_option("--figure", command->figures, "A figure, for instance cared_months or target.G4@2021 (repeatable)"),
             "ID[@YEAR]");
  sub->add_option("--most", command->most, "Show this many parameters of each figure (default 12)")->check(CLI::Range(1, 10'000));
  sub->add_option("-o,--output", command->output, "Write all indices: NAME.xlsx a workbook, FOLDER/ CSV files, else an HDF5 file")
      ->type_name("FILE");
  sub->add_flag("--overwrite", command->overwrite, "Replace FILE if eldercast wrote it");
  sub->add_flag("--json", command->json, "Print all indices as JSON");
  add_language_option(*sub, command->language);
  sub->footer(
      "Examples:\n"
      "  eldercast study plan scenarios/jiangjin/baseline.toml -o screening --design morris --points 10 --vary-all\n"
      "  eldercast study run screening && eldercast study merge screening -o screening.h5\n"
      "  eldercast sensitivity screening.h5 --figure cared_months --figure covered.village.own@2021");
  sub->callback([command, &action] { action = [command] { return run(*command); }; });
}

}  // namespace eldercast
