#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <charconv>
#include <optional>

#include "app/commands/commands.hpp"
#include "app/options/language_option.hpp"
#include "app/refused_command.hpp"
#include "app/terminal/checksum_note.hpp"
#include "app/terminal/terminal.hpp"
#include "app/terminal/usage.hpp"
#include "output/answer/answer.hpp"
#include "output/answer/paper_report.hpp"
#include "output/answer/progress_report.hpp"
#include "output/answer/target_report.hpp"
#include "output/answer/target_towns.hpp"
#include "output/answer/town_report.hpp"
#include "output/explain/picked_cells.hpp"
#include "output/file/inspect.hpp"
#include "output/file/results_reader.hpp"
#include "study/monthly/monthly.hpp"
#include "text/suggest.hpp"

namespace eldercast {
namespace {

struct ScreenCommand {
  std::string file;
  std::string town;
  std::string period;
  std::string which;  ///< target or clause
  std::optional<Language> language;
  std::optional<int> year;
  TownOrder order = TownOrder::scenario;
  std::string target;  ///< id; empty: none
  bool towns = false;
  bool full = false;
  bool json = false;

  [[nodiscard]] Language spoken() const { return language_of(language); }
};

Exit show_summary(const ScreenCommand& command) {
  const ResultsReader reader(command.file);
  note_missing_checksum(command.file);
  const Summary summary = summarise(reader.description(), reader.read_outcomes());
  const AnswerOptions options{command.spoken(), colour_on_stdout(), text_width(), command.file};
  print_data(command.json ? render_json(summary) : command.full ? render_whole_answer(summary, options) : render_answer(summary, options));
  return Exit::done;
}

Exit show_datasets(const ScreenCommand& command) {
  note_missing_checksum(command.file);
  print_data(command.json ? inspect_json(command.file) : document_text(inspect_document(command.file), text_form(command.language)));
  return Exit::done;
}

Exit show_targets(const ScreenCommand& command) {
  const ResultsReader reader(command.file);
  note_missing_checksum(command.file);
  TargetReport report = target_report(reader.description(), reader.read_outcomes());
  if (!command.which.empty()) report = only(std::move(report), command.which);
  if (report.replicates > 0 && report.lines.empty()) {
    std::vector<Candidate> names;
    for (const TargetRow& row : target_table()) names.push_back({std::string(name_of(row.target)), std::string(row.en)});
    refuse(fmt::format("there is no target '{}'", command.which), suggestion(command.which, names));
  }
  const bool towns = command.towns || !command.which.empty();
  print_data(command.json ? render_json(report) : render_text(report, towns, command.spoken(), text_width()));
  return Exit::done;
}

Exit show_paper(const ScreenCommand& command) {
  const ResultsReader reader(command.file);
  note_missing_checksum(command.file);
  const PaperReport report = paper_report(reader.description(), reader.read_outcomes());
  print_data(command.json ? render_json(report) : render_text(report, command.spoken(), text_width()));
  return Exit::done;
}

Exit show_target_by_town(const ScreenCommand& command, const ResultsReader& reader) {
  const std::string id = command.target == "G1" || command.target == "G2" ? command.target + ".own" : command.target;
  const std::vector<JudgedTarget> targets = judged_targets(reader.description());
  const auto found = std::find_if(targets.begin(), targets.end(), [&](const JudgedTarget& one) { return one.id == id; });
  if (found == targets.end()) {
    std::vector<Candidate> own;
    for (const JudgedTarget& one : targets) {
      if (!one.figure.empty()) own.push_back({one.id, one.zh});
    }
    refuse(fmt::format("the run has no target '{}'", id), own.empty() ? "no rule of it has targets of its own" : suggestion(id, own));
  }
  const std::string why = by_town_mistake(reader.description(), found->target);
  if (!why.empty()) refuse(fmt::format("{} cannot be told by town: {}", id, why), "eldercast targets shows all");
  print_data(render_text(target_towns(reader.description(), reader.read_outcomes(), found->target), command.spoken(), text_width()));
  return Exit::done;
}

Exit show_towns(const ScreenCommand& command) {
  const ResultsReader reader(command.file);
  note_missing_checksum(command.file);
  if (!command.target.empty()) return show_target_by_town(command, reader);
  const Description& description = reader.description();
  std::optional<int> year;
  if (command.year) {
    year = *command.year - description.start.year();
    if (*year < 0 || *year >= description.years()) {
      refuse(fmt::format("{} is not a year of the run", *command.year),
             fmt::format("give one from {} to {}", description.start.year(), description.end.year()));
    }
  }
  TownReport report = town_report(description, reader.read_outcomes(), year);
  sort_rows(report, command.order);
  print_data(command.json ? render_json(report) : render_text(report, command.spoken(), text_width()));
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
    if (found.empty()) refuse(fmt::format("there is no town '{}'", command.town), town_help(description, command.town));
    if (found.size() > 1) refuse(ambiguous(Dim::town, command.town, found, description));
    query.town = TownId(found.front());
  }
  if (!command.period.empty()) {
    const std::optional<YearMonth> month = month_of(command.period);
    if (month) query.period = period_of(description, *month);
    if (!query.period) {
      refuse(fmt::format("'{}' is not a period of the run", command.period),
             fmt::format("give a month from {} to {}", text_of(description.start), text_of(description.end)));
    }
  }
  const std::vector<Outcome> outcomes = reader.read_outcomes();
  const std::optional<Scenario> past = stored_past(description);
  // A run whose past is known has three columns, plan, actual and forecast; its JSON stays that of every run.
  if (past && !command.json && !(query.town && query.period)) {
    MonthlyReport known{description.name_zh,
                        description.name_en,
                        *past->as_of,
                        progress_report(description, outcomes, query).replicates,
                        monthly_rows(*past, description, outcomes),
                        {},
                        past->schedule.common_slip,
                        learnt_pace(*past, description, outcomes)};
    const MonthlyView view{query.town, command.period.empty() ? std::nullopt : month_of(command.period)};
    print_data(document_text(document_of(known, view), text_form(command.language)));
    return Exit::done;
  }
  const ProgressReport report = progress_report(description, outcomes, query);
  print_data(command.json ? render_json(report) : render_text(report, command.spoken(), text_width()));
  return Exit::done;
}

CLI::App* add_command(CLI::App& program, Action& action, const char* name, const char* about, const std::shared_ptr<ScreenCommand>& command,
                      Exit (*show)(const ScreenCommand&)) {
  CLI::App* sub = program.add_subcommand(name, about);
  sub->add_option("result", command->file, "Results file (HDF5)")->required()->type_name("RESULT");
  sub->add_flag("--json", command->json, "Print it as JSON");
  add_language_option(*sub, command->language);
  sub->callback([command, show, &action] { action = [command, show] { return show(*command); }; });
  return sub;
}

}  // namespace

void add_summary(CLI::App& program, Action& action) {
  const auto command = std::make_shared<ScreenCommand>();
  CLI::App* sub = program.add_subcommand("summary", "The answer of a run once more: in sentences, or whole");
  sub->add_option("result", command->file, "Results file (HDF5)")->required()->type_name("RESULT");
  CLI::Option* full = sub->add_flag("--full", command->full, "All of it: targets, services, beds, money, staff, what is left out");
  sub->add_flag("--json", command->json, "Print it as JSON")->excludes(full);
  add_language_option(*sub, command->language);
  sub->footer("Examples:\n  eldercast summary results/baseline.h5\n  eldercast summary results/baseline.h5 --full --lang zh");
  sub->callback([command, &action] { action = [command] { return show_summary(*command); }; });
}

void add_inspect(CLI::App& program, Action& action) {
  add_command(program, action, "inspect", "Say what a results file holds, dataset by dataset (the answer: summary)",
              std::make_shared<ScreenCommand>(), &show_datasets)
      ->footer("Examples:\n  eldercast inspect results/jiangjin-baseline.h5\n  eldercast inspect screening.h5 --json");
}

void add_targets(CLI::App& program, Action& action) {
  const auto command = std::make_shared<ScreenCommand>();
  CLI::App* sub = add_command(program, action, "targets",
                              "Every target of the plan: how far, met or not, how surely; of one also when, and what is in the way",
                              command, &show_targets);
  sub->add_option("target", command->which, "Only this target (G2.own) or clause (G2), with the towns and settlements that fall short")
      ->type_name("TARGET");
  sub->add_flag("--towns", command->towns, "List every town and settlement that falls short");
  sub->footer(
      "Examples:\n  eldercast targets results/jiangjin-baseline.h5\n  eldercast targets results/jiangjin-baseline.h5 G2\n"
      "  eldercast targets results/jiangjin-baseline.h5 --towns --lang zh");
}

void add_progress(CLI::App& program, Action& action) {
  const auto command = std::make_shared<ScreenCommand>();
  CLI::App* sub = add_command(program, action, "progress", "The two-monthly progress table of the district, a town or all towns", command,
                              &show_progress);
  sub->add_option("--town", command->town, "Only this town, by code or name")->type_name("TOWN");
  sub->add_option("--period", command->period, "All towns at the end of the period of this month, for instance 2021-11")
      ->type_name("YYYY-MM");
  sub->footer(
      "Examples:\n  eldercast progress results/jiangjin-baseline.h5 --town 白沙镇\n"
      "  eldercast progress results/jiangjin-baseline.h5 --period 2021-11");
}

/// A target of the plan; those of rules, as funding/area_grant.reached, are known when the file has been read.
CLI::Validator target_id() {
  std::vector<std::string> words{"G1", "G2"};
  for (const TargetRow& row : target_table()) words.emplace_back(name_of(row.target));
  std::sort(words.begin(), words.end());
  const CLI::Validator of_plan = one_of(words);
  return {[of_plan](std::string& text) { return text.find('/') == std::string::npos ? of_plan(text) : std::string(); }, ""};
}

void add_towns(CLI::App& program, Action& action) {
  const auto command = std::make_shared<ScreenCommand>();
  CLI::App* sub = add_command(program, action, "towns", "One line a town: coverage, beds, carers, money, break-even of its centre", command,
                              &show_towns);
  sub->add_option("--year", command->year, "At the end of this year (default: the run's end)")->type_name("YEAR");
  sub->add_option("--target", command->target, "How likely each town misses this target, why, and what would mend it; G2 is G2.own")
      ->check(target_id())
      ->type_name("TARGET");
  std::map<std::string, TownOrder> orders;
  for (std::size_t i = 0; i < kCount<TownOrder>; ++i) orders.emplace(name_of(static_cast<TownOrder>(i)), static_cast<TownOrder>(i));
  sub->add_option("--sort", command->order, "Order: residents, covered (least first), short, carers, money, advanced")
      ->transform(one_of(orders))
      ->type_name("BY");
  sub->footer(
      "Examples:\n  eldercast towns results/jiangjin-baseline.h5 --sort short\n"
      "  eldercast towns results/jiangjin-baseline.h5 --target G2");
}

void add_paper(CLI::App& program, Action& action) {
  add_command(program, action, "paper", "Facilities that are covered on paper only, and the cheapest mend of each",
              std::make_shared<ScreenCommand>(), &show_paper)
      ->footer("Examples:\n  eldercast paper results/jiangjin-baseline.h5");
}

}  // namespace eldercast
