#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <charconv>
#include <optional>
#include <variant>

#include "app/commands/commands.hpp"
#include "app/terminal/checksum_note.hpp"
#include "app/terminal/terminal.hpp"
#include "app/terminal/usage.hpp"
#include "output/explain/picked_cells.hpp"
#include "output/paper_report.hpp"
#include "output/progress_report.hpp"
#include "output/results_reader.hpp"
#include "output/target_report.hpp"
#include "output/town_report.hpp"
#include "text/suggest.hpp"

namespace eldercast {
namespace {

struct ScreenCommand {
  std::string file;
  std::string town;
  std::string period;
  bool towns = false;
  bool json = false;
};

Exit show_targets(const ScreenCommand& command) {
  const ResultsReader reader(command.file);
  note_missing_checksum(command.file);
  const TargetReport report = target_report(reader.description(), reader.read_outcomes());
  print_data(command.json ? render_json(report) : render_text(report, command.towns));
  return Exit::done;
}

Exit show_paper(const ScreenCommand& command) {
  const ResultsReader reader(command.file);
  note_missing_checksum(command.file);
  const PaperReport report = paper_report(reader.description(), reader.read_outcomes());
  print_data(command.json ? render_json(report) : render_text(report));
  return Exit::done;
}

Exit show_towns(const ScreenCommand& command) {
  const ResultsReader reader(command.file);
  note_missing_checksum(command.file);
  const TownReport report = town_report(reader.description(), reader.read_outcomes());
  print_data(command.json ? render_json(report) : render_text(report));
  return Exit::done;
}

std::string town_help(const Description& description, const std::string& typed) {
  std::vector<Candidate> candidates;
  for (const TownLine& town : description.towns) candidates.push_back({town.code, town.name_zh});
  std::vector<Candidate> english;
  for (const TownLine& town : description.towns) english.push_back({town.name_en, town.name_zh});
  return nearest(typed, candidates).empty() && !nearest(typed, english).empty() ? suggestion(typed, english)
                                                                                : suggestion(typed, candidates);
}

/// "2021-11", or the name of a period as the table prints it.
std::optional<YearMonth> month_of(const std::string& typed) {
  int year = 0;
  int month = 0;
  const char* end = typed.data() + typed.size();
  const auto [dash, year_error] = std::from_chars(typed.data(), end, year);
  if (year_error != std::errc{} || dash == end || *dash != '-') return std::nullopt;
  const auto [rest, month_error] = std::from_chars(dash + 1, end, month);
  if (month_error != std::errc{} || (rest != end && *rest != '/') || month < 1 || month > 12 || year < 0 || year > 9999)
    return std::nullopt;
  return YearMonth(year, month);
}

Exit show_progress(const ScreenCommand& command) {
  const ResultsReader reader(command.file);
  note_missing_checksum(command.file);
  const Description& description = reader.description();
  ProgressQuery query;
  if (!command.town.empty()) {
    const std::vector<std::size_t> found = positions_of(Dim::town, command.town, description);
    if (found.empty()) return usage(fmt::format("there is no town '{}'", command.town), town_help(description, command.town));
    if (found.size() > 1) return usage(ambiguous(Dim::town, command.town, found, description));
    query.town = TownId(found.front());
  }
  if (!command.period.empty()) {
    const std::optional<YearMonth> month = month_of(command.period);
    if (month) query.period = period_of(description, *month);
    if (!query.period) {
      return usage(fmt::format("'{}' is not a period of the run", command.period),
                   fmt::format("give a month from {} to {}", text_of(description.start), text_of(description.end)));
    }
  }
  const ProgressReport report = progress_report(description, reader.read_outcomes(), query);
  print_data(command.json ? render_json(report) : render_text(report));
  return Exit::done;
}

CLI::App* add_command(CLI::App& program, Action& action, const char* name, const char* about, const std::shared_ptr<ScreenCommand>& command,
                      Exit (*show)(const ScreenCommand&)) {
  CLI::App* sub = program.add_subcommand(name, about);
  sub->add_option("result", command->file, "Results file (HDF5)")->required()->type_name("RESULT");
  sub->add_flag("--json", command->json, "Print it as JSON");
  sub->callback([command, show, &action] { action = [command, show] { return show(*command); }; });
  return sub;
}

}  // namespace

void add_targets(CLI::App& program, Action& action) {
  const auto command = std::make_shared<ScreenCommand>();
  CLI::App* sub = add_command(program, action, "targets", "Every target of the plan: met or not, when, how surely, what is in the way",
                              command, &show_targets);
  sub->add_flag("--towns", command->towns, "List every town and settlement that falls short");
}

void add_progress(CLI::App& program, Action& action) {
  const auto command = std::make_shared<ScreenCommand>();
  CLI::App* sub = add_command(program, action, "progress", "The two-monthly progress table of the district, a town or all towns", command,
                              &show_progress);
  sub->add_option("--town", command->town, "Only this town, by code or name")->type_name("TOWN");
  sub->add_option("--period", command->period, "All towns at the end of the period of this month, for instance 2021-11")
      ->type_name("YYYY-MM");
}

void add_towns(CLI::App& program, Action& action) {
  add_command(program, action, "towns", "One line a town: coverage, beds, carers, money advanced and when, break-even of its centre",
              std::make_shared<ScreenCommand>(), &show_towns);
}

void add_paper(CLI::App& program, Action& action) {
  add_command(program, action, "paper", "Facilities that are covered on paper only, and the cheapest mend of each",
              std::make_shared<ScreenCommand>(), &show_paper);
}

}  // namespace eldercast
