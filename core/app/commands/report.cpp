#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <map>
#include <optional>
#include <set>

#include "app/commands/commands.hpp"
#include "app/commands/repeatable.hpp"
#include "app/commands/study_commands.hpp"
#include "app/options/language_option.hpp"
#include "app/parameter_names.hpp"
#include "app/provenance.hpp"
#include "app/refused_command.hpp"
#include "app/result_kind.hpp"
#include "app/terminal/checksum_note.hpp"
#include "app/terminal/terminal.hpp"
#include "app/terminal/usage.hpp"
#include "files/file_error.hpp"
#include "files/own_file.hpp"
#include "files/regular_file.hpp"
#include "files/whole_file.hpp"
#include "output/file/results_reader.hpp"
#include "output/page/page_file.hpp"
#include "output/report/brief.hpp"
#include "output/report/comparison_report.hpp"
#include "output/report/report.hpp"
#include "study/meet/meet_helps.hpp"
#include "study/meet/meet_page.hpp"
#include "study/schedule/schedule_page.hpp"
#include "study/sensitivity/study_page.hpp"

namespace eldercast {
namespace {

constexpr std::string_view kOneMap = "--boundaries belongs to the map of one run, and this page has none";

struct ReportCommand {
  std::vector<std::string> files;
  std::string output;
  std::string boundaries;
  std::string approval;
  std::vector<std::string> figures;
  Language language = Language::zh;
  bool overwrite = false;
  bool drawings = false;
  bool brief = false;
};

Exit write(const ReportCommand& command, const std::string& html) {
  write_page(command.output, html, command.overwrite);
  const std::size_t kilobytes = html.size() / 1000;
  print_talk(worded("{}：{} KB；可用浏览器打开、打印或转发\n", "{}: {} KB; open it in a browser, print it, or send it on\n", command.output,
                    kilobytes),
             language_of({}));
  return Exit::done;
}

std::optional<Boundaries> boundaries_of(const ReportCommand& command) {
  if (command.boundaries.empty()) return std::nullopt;
  try {
    return read_boundaries(read_document(command.boundaries), command.approval);
  } catch (const BoundariesError& error) {
    throw FileError(command.boundaries, std::string("cannot be used as boundaries: ") + error.what(), error.help());
  }
}

/// Boundaries of another district, or of a part of this one, look like a map all the same.
void note_misfit(const Boundaries& boundaries, const Description& description) {
  if (boundaries.areas.empty()) return;
  std::vector<std::pair<double, double>> seats;
  for (const TownLine& town : description.towns) seats.emplace_back(town.lon, town.lat);
  const BoundaryFit fit = fit_of(boundaries, seats);
  std::vector<std::string> names;
  for (const std::size_t town : fit.outside) names.push_back(description.towns[town].name_zh);
  if (!names.empty()) {
    print_talk(fmt::format("note: the seats of {} of {} towns lie in none of the boundaries: {}\n", names.size(), seats.size(),
                           fmt::join(names, ", ")));
  }
  if (fit.empty_areas > 0) {
    print_talk(fmt::format("note: {} of {} areas of the boundaries hold the seat of no town\n", fit.empty_areas, boundaries.areas.size()));
  }
}

ReportOptions options_of(const ReportCommand& command, const ResultAttributes& about) {
  return {command.language, about.program_version, program_version(), about.schema_version, !command.drawings, boundaries_of(command)};
}

/// Runs, the first of which is A, with the options of a page about them.
struct RunsOfPage {
  std::vector<ComparedRun> runs;
  ReportOptions options;
};

RunsOfPage read_runs(const ReportCommand& command, const std::vector<std::string>& files) {
  RunsOfPage out;
  std::set<std::string> rules;
  for (const std::string& file : files) {
    const ResultsReader reader(file);
    note_missing_checksum(file);
    out.runs.push_back({file, reader.description(), reader.read_outcomes()});
    if (files.size() == 1) reader.read_page_detail(out.runs.front().outcomes);
    if (out.runs.size() == 1) out.options = options_of(command, reader.attributes());
    rules.insert(reader.description().rules.begin(), reader.description().rules.end());
  }
  out.options.names = parameter_names(std::vector<std::string>(rules.begin(), rules.end()));
  if (out.options.boundaries) note_misfit(*out.options.boundaries, out.runs.front().description);
  return out;
}

/// Of one run or of several, and of what would help where an answer of meet is among the files.
std::string brief_page(const ReportCommand& command) {
  std::vector<std::string> files;
  BriefHelps helps;
  std::size_t answers = 0;
  for (const std::string& file : command.files) {
    const ResultKind kind = kind_of_result(file);
    if (kind == ResultKind::run) files.push_back(file);
    if (kind == ResultKind::meet && ++answers == 1) helps = helps_of(read_meet_json(read_document(file), file));
  }
  if (files.empty() || answers > 1 || files.size() + answers != command.files.size())
    refuse("--brief tells of the results of one run or several, and of one meet.json beside them",
           "name RESULT, or RESULT RESULT..., and meet.json after them");
  if (files.size() > 1 && !command.boundaries.empty()) refuse(std::string(kOneMap), "leave it out");
  const RunsOfPage page = read_runs(command, files);
  const ComparedRun& first = page.runs.front();
  if (files.size() > 1) return render_comparison_brief(page.runs, page.options, helps);
  return render_brief(first.description, first.outcomes, page.options, helps);
}

std::string page_of_runs(const ReportCommand& command) {
  const RunsOfPage page = read_runs(command, command.files);
  const ComparedRun& first = page.runs.front();
  return page.runs.size() > 1 ? render_comparison_report(page.runs, page.options)
                              : render_report(first.description, first.outcomes, page.options);
}

std::string meet_page(const ReportCommand& command) {
  const std::string& file = command.files.front();
  return render_meet_page(read_meet_json(read_document(file), file), {command.language, program_version(), !command.drawings});
}

std::string schedule_page(const ReportCommand& command) {
  const std::string& file = command.files.front();
  return render_schedule_page(read_schedule(file, read_document(file)), {command.language, program_version(), !command.drawings});
}

std::string study_page(const ReportCommand& command) {
  const StudyFigures study = read_study_figures(command.files.front());
  note_missing_checksum(command.files.front());
  std::vector<FigureRequest> requests;
  for (const std::string& text : command.figures) requests.push_back(unless_mistaken(read_figure_request(text, study)));
  if (requests.empty()) requests = usual_figures(study);
  auto made = sensitivity_report(study, requests);
  std::optional<SensitivityReport> sensitivity;
  if (auto* report = std::get_if<SensitivityReport>(&made)) sensitivity = std::move(*report);
  return render_study_page(study, sensitivity, {command.language, program_version(), !command.drawings});
}

/// All files together: runs, or one file of another kind.
ResultKind kind_of_files(const ReportCommand& command) {
  for (const std::string& file : command.files) {
    const ResultKind kind = kind_of_result(file);
    if (kind == ResultKind::run) continue;
    if (command.files.size() == 1) return kind;
    refuse(fmt::format("{} is {}, and a page tells of one alone or of runs", file, words_of(kind)), "name it alone");
  }
  return ResultKind::run;
}

Exit run(const ReportCommand& command) {
  if (command.brief) return write(command, brief_page(command));
  const ResultKind kind = kind_of_files(command);
  if (!command.boundaries.empty() && (command.files.size() > 1 || kind != ResultKind::run)) refuse(std::string(kOneMap), "leave it out");
  if (!command.figures.empty() && kind != ResultKind::study) refuse("--figure belongs to a study, and this is none", "leave it out");
  switch (kind) {
    case ResultKind::study:
      return write(command, study_page(command));
    case ResultKind::meet:
      return write(command, meet_page(command));
    case ResultKind::schedule:
      return write(command, schedule_page(command));
    case ResultKind::run:
      break;
  }
  return write(command, page_of_runs(command));
}

Exit run_or_explain(const ReportCommand& command) {
  try {
    return run(command);
  } catch (const NotComparable& error) {
    return usage(fmt::format("these runs cannot be compared: {}", error.what()), "compare runs of one district over the same months");
  }
}

}  // namespace

void add_report(CLI::App& program, Action& action) {
  CLI::App* sub = program.add_subcommand("report", "Results as one page with charts, in Chinese and English, for reading and printing");
  auto command = std::make_shared<ReportCommand>();
  sub->add_option("results", command->files,
                  "Results file of a run; several, to compare the others with the first; a merged study; meet.json; or "
                  "the JSON of a schedule")
      ->required()
      ->type_name("RESULT");
  sub->add_option("-o,--output", command->output, "Write the page to this file")->required()->type_name("FILE.html");
  sub->add_option("--lang", command->language, "Language that is shown first: zh (default) or en; the page holds both")
      ->transform(one_of(std::map<std::string, Language>{{"zh", Language::zh}, {"en", Language::en}}))
      ->type_name("LANG");
  sub->add_flag("--brief", command->brief,
                "Two sheets of A4 in one language, for those who decide, of one run or of several against the first; meet.json among "
                "the files says what helps");
  CLI::Option* boundaries = sub->add_option("--boundaries", command->boundaries, "Draw these boundaries under the map (WGS84)");
  boundaries->type_name("FILE.geojson");
  sub->add_option("--approval", command->approval, "Approval number (审图号) of the boundaries, if the file does not name it")
      ->type_name("TEXT")
      ->needs(boundaries);
  repeatable(
      sub->add_option("--figure", command->figures, "Of a study: a figure, for instance cared_months or target.G4@2021 (repeatable)"),
      "ID[@YEAR]");
  sub->add_flag("--drawings", command->drawings, "Charts as drawings only: a third of the size");
  sub->add_flag("--overwrite", command->overwrite, "Replace FILE if it is a page of eldercast");
  sub->footer(
      "The page is one file, asks nothing of a network, and can be read without scripts.\n"
      "Examples:\n"
      "  eldercast report results/jiangjin-baseline.h5 -o jiangjin.html\n"
      "  eldercast report results/jiangjin-baseline.h5 results/no-lottery.h5 -o compared.html --lang en\n"
      "  eldercast report results/jiangjin-baseline.h5 scenarios/jiangjin/answers/meet.json --brief -o brief.html\n"
      "  eldercast report results/jiangjin-baseline.h5 results/no-lottery.h5 --brief -o compared-brief.html --lang en\n"
      "  eldercast report screening.h5 -o screening.html --figure bed_shortfall\n"
      "  eldercast report scenarios/jiangjin/answers/meet.json -o meet.html\n"
      "  eldercast report schedule.json -o schedule.html");
  sub->callback([command, &action] { action = [command] { return run_or_explain(*command); }; });
}

}  // namespace eldercast
