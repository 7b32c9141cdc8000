#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/commands/commands.hpp"
#include "app/options/language_option.hpp"
#include "app/options/scenario_options.hpp"
#include "app/options/threads_option.hpp"
#include "app/outcomes.hpp"
#include "app/refused_command.hpp"
#include "app/terminal/progress.hpp"
#include "app/terminal/stop_signal.hpp"
#include "app/terminal/talk.hpp"
#include "app/terminal/terminal.hpp"
#include "app/terminal/usage.hpp"
#include "files/part_file.hpp"
#include "scenario/parameters/parameter_value.hpp"
#include "study/monthly/monthly.hpp"
#include "text/suggest.hpp"

namespace eldercast {
namespace {

constexpr int kMonthsOfAPeriod = 2;

struct MonthlyCommand {
  ScenarioOptions scenario;
  std::string town;
  std::int32_t replicates = 40;
  int dates = 3;
  int threads = 0;
  std::string output;
  bool overwrite = false;
  bool json = false;
  bool quiet = false;
};

/// The last month of which something is told.
std::optional<YearMonth> last_told(const Scenario& scenario) {
  std::optional<YearMonth> out;
  for (const Observation& row : scenario.observed) out = std::max(out.value_or(row.month), row.month);
  return out;
}

/// Nothing known, then one date a period up to the report's.
std::vector<std::optional<YearMonth>> dates_until(const Scenario& scenario, YearMonth as_of, int dates) {
  std::vector<std::optional<YearMonth>> out{std::nullopt};
  for (int i = dates - 1; i >= 0; --i) {
    const YearMonth date = as_of - i * kMonthsOfAPeriod;
    if (date >= scenario.start) out.emplace_back(date);
  }
  return out;
}

std::optional<TownId> town_named(const Scenario& scenario, const std::string& typed) {
  for (std::size_t t = 0; t < scenario.towns.size(); ++t) {
    const Town& town = scenario.towns[t];
    if (typed == town.code || typed == town.name_zh || typed == town.name_en) return TownId(t);
  }
  return std::nullopt;
}

Exit monthly(const MonthlyCommand& command) {
  const std::unique_ptr<PluginHost> host = make_host(command.scenario.plugin_dirs);
  const auto scenario = unless_refused(load_scenario(command.scenario, *host));
  const std::optional<YearMonth> as_of = scenario->as_of ? scenario->as_of : last_told(*scenario);
  if (!as_of)
    refuse("the scenario tells nothing of the past",
           "name a table: data.observed = \"observed.csv\"; docs/howto/monthly.md says what stands in it");
  if (*as_of < scenario->start || *as_of > scenario->end)
    refuse(fmt::format("{} is not within the run", year_month_text(*as_of)), "give a month of the run with --as-of");
  MonthlyView view;
  if (!command.town.empty()) {
    view.town = town_named(*scenario, command.town);
    std::vector<Candidate> names;
    for (const Town& town : scenario->towns) names.push_back({town.name_zh, town.name_en});
    if (!view.town) refuse(fmt::format("there is no town '{}'", command.town), suggestion(command.town, names));
  }
  const auto dates = dates_until(*scenario, *as_of, command.dates);
  const StopOnSignal stop;
  const RunOptions options = plain_run(scenario->seed, command.replicates, command.threads, &stop.flag());
  if (!fits_into_memory(*scenario, static_cast<int>(std::min<std::int64_t>(options.arena.threads(), options.replicates)),
                        options.replicates)) {
    return Exit::run_failed;
  }
  const Existing existing = command.overwrite ? Existing::replace_ours : Existing::refuse;
  const OwnKind own_monthly = own_text("monthly table", kMonthlyHeader);
  if (!command.output.empty()) expect_publishable(command.output, existing, own_monthly);
  const Language language = language_of(command.scenario.language);
  ProgressLine progress(replicates_talk(), std::int64_t{command.replicates} * static_cast<std::int64_t>(dates.size()), command.quiet,
                        language);
  bool stopped = false;
  bool failed = false;
  const MonthlyReport report = make_monthly(scenario, dates, [&](const std::shared_ptr<const Scenario>& told) {
    std::vector<Outcome> outcomes = outcomes_of(told, *host, options, [&] { progress.step(); });
    stopped = stopped || std::ssize(outcomes) < command.replicates;
    for (const Outcome& outcome : outcomes) failed = failed || !outcome.failure.empty();
    return outcomes;
  });
  progress.clear();
  if (stopped) {
    print_talk(interrupted_talk(), language);
    return Exit::interrupted;
  }
  if (!command.output.empty()) publish_text(command.output, monthly_csv(report), existing, own_monthly);
  print_data(command.json ? render_json(report) : document_text(document_of(report, view), text_form(command.scenario.language)));
  return failed ? Exit::plugin : Exit::done;
}

}  // namespace

void add_monthly(CLI::App& program, Action& action) {
  CLI::App* sub =
      program.add_subcommand("monthly", "The report of a plan under way: plan, actual, forecast, and the chance of each target");
  auto command = std::make_shared<MonthlyCommand>();
  add_scenario_options(*sub, command->scenario);
  sub->add_option("--town", command->town, "The periods of this town, by code or name (default: the district, and all towns)")
      ->type_name("TOWN");
  sub->add_option("--dates", command->dates, "Dates, two months apart, as of which targets are forecast (default 3)")
      ->check(CLI::Range(1, 60));
  sub->add_option("--replicates", command->replicates, "Replicates as of each date (default 40)")->check(CLI::Range(1, 100000));
  add_threads_option(*sub, command->threads);
  sub->add_option("-o,--output", command->output, "Write every town, period and figure to this table (CSV)")->type_name("FILE");
  sub->add_flag("--overwrite", command->overwrite, "Replace a table that this command wrote");
  sub->add_flag("--json", command->json, "Print the report as JSON");
  add_language_option(*sub, command->scenario.language);
  sub->add_flag("-q,--quiet", command->quiet, "No progress");
  sub->footer(
      "Examples:\n"
      "  eldercast monthly scenarios/jiangjin/as_of_2021.toml\n"
      "  eldercast monthly scenarios/jiangjin/as_of_2021.toml --as-of 2021-04 --town 白沙镇\n"
      "What to observe, and how it binds the forecast: docs/howto/monthly.md.");
  sub->callback([command, &action] { action = [command] { return monthly(*command); }; });
}

}  // namespace eldercast
