#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/commands/commands.hpp"
#include "app/commands/repeatable.hpp"
#include "app/options/language_option.hpp"
#include "app/options/scenario_options.hpp"
#include "app/refused_command.hpp"
#include "app/shipped.hpp"
#include "app/terminal/progress.hpp"
#include "app/terminal/terminal.hpp"
#include "app/terminal/usage.hpp"
#include "files/file_error.hpp"
#include "study/backcast/backcast.hpp"

namespace eldercast {
namespace {

struct BackcastCommand {
  std::string start;
  std::string end;
  ScenarioOptions rates;
  std::int32_t replicates = 10;
  bool json = false;
  bool quiet = false;
  std::optional<Language> language;
};

constexpr const char* kShippedRates = "jiangjin/backcast.toml";
constexpr int kYoungestAtStart = 50;
constexpr int kYoungestAtEnd = 60;

BackcastRequest read_request(const BackcastCommand& command) {
  Diagnostics diagnostics;
  const auto start = read_counts(command.start, kYoungestAtStart, diagnostics);
  const auto end = read_counts(command.end, kYoungestAtEnd, diagnostics);
  if (!start || !end) refuse(diagnostics);
  const int months = end->date - start->date;
  if (months < 60 || months > 360 || months % 60 != 0) {
    refuse(fmt::format("{} lies {} months after {}", command.end, months, command.start),
           "five-year groups can be compared after 5, 10 ... 30 years");
  }
  BackcastRequest request;
  request.start = *start;
  request.end = *end;
  request.replicates = command.replicates;
  return request;
}

Exit backcast(BackcastCommand command) {
  if (command.rates.file.empty()) {
    const auto shipped = shipped_scenarios();
    if (!shipped) throw FileError(kShippedRates, "is not beside the program", "name rates with --scenario FILE");
    command.rates.file = (*shipped / kShippedRates).string();
  }
  BackcastRequest request = read_request(command);
  const std::unique_ptr<PluginHost> host = make_host(command.rates.plugin_dirs);
  const auto rates = unless_refused(load_scenario(command.rates, *host));
  ProgressLine progress({"次运行", "runs"}, 2 * std::int64_t{command.replicates}, command.quiet, language_of(command.language));
  request.run_done = [&] { progress.step(); };
  const Backcast made = run_backcast(request, *rates);
  progress.clear();
  print_data(command.json ? render_json(made) : document_text(document_of(made), text_form(command.language)));
  return Exit::done;
}

}  // namespace

void add_backcast(CLI::App& program, Action& action) {
  CLI::App* sub = program.add_subcommand("backcast", "Grow the people of one count to the date of another and compare");
  auto command = std::make_shared<BackcastCommand>();
  sub->add_option("start", command->start, "People at the start: date,sex,age_from,age_to,population,source")
      ->required()
      ->type_name("START");
  sub->add_option("end", command->end, "People at the end, in the same form")->required()->type_name("END");
  sub->add_option("--scenario", command->rates.file, "Death rates, needs and age shape (default: the shipped jiangjin/backcast.toml)")
      ->type_name("SCENARIO");
  repeatable(sub->add_option("--set", command->rates.sets, "Change one value: --set population.mortality_multiplier.male=1 (repeatable)"),
             "KEY=VALUE");
  add_plugin_dir_option(*sub, command->rates.plugin_dirs);
  sub->add_option("--replicates", command->replicates, "Replicates of each of the two runs (default 10)")->check(CLI::Range(1, 10000));
  sub->add_flag("--json", command->json, "Print the answer as JSON");
  add_language_option(*sub, command->language);
  sub->add_flag("-q,--quiet", command->quiet, "No progress");
  sub->footer(
      "Examples:\n"
      "  eldercast backcast scenarios/jiangjin/backcast/jiangjin_2010.csv scenarios/jiangjin/backcast/jiangjin_2020.csv\n"
      "What the shipped tables give, and why: docs/trust/validation.md.");
  sub->callback([command, &action] { action = [command] { return backcast(*command); }; });
}

}  // namespace eldercast
