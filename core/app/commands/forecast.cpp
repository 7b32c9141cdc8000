#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <optional>

#include "app/commands/commands.hpp"
#include "app/options/language_option.hpp"
#include "app/refused_command.hpp"
#include "app/terminal/progress.hpp"
#include "app/terminal/terminal.hpp"
#include "app/terminal/usage.hpp"
#include "files/part_file.hpp"
#include "scenario/parameters/parameter_value.hpp"
#include "study/forecast/forecast.hpp"
#include "study/forecast/score.hpp"

namespace eldercast {
namespace {

constexpr const char* kFirstForecast = "2020-06";
constexpr const char* kLastForecast = "2023-05";
constexpr std::int64_t kWorldsShown = 100;
constexpr std::uint64_t kForecastSeed = 20200524;  ///< the day of the count of stages

struct ForecastCommand {
  std::string folder;
  std::string as_of;
  std::string from = kFirstForecast;
  std::string to = kLastForecast;
  std::string naive;
  std::int64_t worlds = 50'000;
  std::uint64_t seed = kForecastSeed;
  std::string output;
  bool overwrite = false;
  bool quiet = false;
  std::optional<Language> language;
};

struct Span {
  YearMonth as_of;
  YearMonth first;
  YearMonth last;
};

Span span_of(const ForecastCommand& command) {
  const auto as_of = parse_year_month(command.as_of);
  const auto first = parse_year_month(command.from);
  const auto last = parse_year_month(command.to);
  constexpr int kLongest = 120;
  if (!as_of || !first || !last) refuse("--as-of, --from and --to are months", "write them as 2020-05");
  if (*last < *first || *last - *first >= kLongest)
    refuse(fmt::format("from {} to {} is no span of up to ten years", command.from, command.to), "");
  return {*as_of, *first, *last};
}

Exit forecast(const ForecastCommand& command) {
  const Span span = span_of(command);
  Diagnostics diagnostics;
  const auto tables = read_forecast_tables(command.folder, span.as_of, diagnostics);
  if (!tables) refuse(diagnostics);
  const Existing existing = command.overwrite ? Existing::replace_ours : Existing::refuse;
  const OwnKind own_forecast = own_text("forecast file", kForecastHeader);
  if (!command.output.empty()) expect_publishable(command.output, existing, own_forecast);
  ForecastRequest request;
  request.first = span.first;
  request.last = span.last;
  request.worlds = command.worlds;
  request.seed = command.seed;
  ProgressLine progress({"%", "hundredths"}, kWorldsShown, command.quiet, language_of(command.language));
  request.step = [&] { progress.step(); };
  const Forecast made = command.naive.empty() ? make_forecast(*tables, request)
                                              : naive_forecast(*tables, request, command.naive == "plan" ? Naive::plan : Naive::pace);
  progress.clear();
  if (!command.output.empty()) publish_text(command.output, forecast_csv(made), existing, own_forecast);
  print_data(document_text(document_of(made), text_form(command.language)));
  return Exit::done;
}

struct ScoreCommand {
  std::string outcomes;
  std::vector<std::string> forecasts;
  bool json = false;
  std::optional<Language> language;
};

Exit score(const ScoreCommand& command) {
  Diagnostics diagnostics;
  const auto outcomes = read_outcome_rows(command.outcomes, diagnostics);
  std::vector<ForecastScore> scores;
  for (const std::string& file : command.forecasts) {
    const auto forecast = read_forecast(file, diagnostics);
    if (forecast && outcomes) scores.push_back(score_forecast(std::filesystem::path(file).stem().string(), *forecast, *outcomes));
  }
  if (diagnostics.has_errors()) refuse(diagnostics);
  print_data(command.json ? render_json(scores) : document_text(document_of(scores), text_form(command.language)));
  return Exit::done;
}

}  // namespace

void add_forecast(CLI::App& program, Action& action) {
  CLI::App* sub = program.add_subcommand("forecast", "Open facilities of a city month by month, from what was known on a date");
  auto command = std::make_shared<ForecastCommand>();
  sub->add_option("folder", command->folder, "Folder with kinds.csv, plans.csv, stages.csv, counts.csv and parameters.csv")
      ->required()
      ->type_name("FOLDER");
  sub->add_option("--as-of", command->as_of, "Leave out every row that became known after this month")->required()->type_name("YYYY-MM");
  sub->add_option("--from", command->from, "First month forecast")->type_name("YYYY-MM")->capture_default_str();
  sub->add_option("--to", command->to, "Last month forecast")->type_name("YYYY-MM")->capture_default_str();
  sub->add_option("--naive", command->naive, "A simple forecast instead: the plan on time, or the last pace continued")
      ->type_name("plan|pace")
      ->check(one_of(std::vector<std::string>{"plan", "pace"}));
  sub->add_option("--worlds", command->worlds, "Worlds drawn")->check(CLI::Range(100, 1'000'000))->capture_default_str();
  sub->add_option("--seed", command->seed, "Seed of the worlds")->capture_default_str();
  sub->add_option("-o,--output", command->output, "Write the quantiles to this file (CSV)")->type_name("FILE");
  sub->add_flag("--overwrite", command->overwrite, "Replace a forecast file that stands there");
  add_language_option(*sub, command->language);
  sub->add_flag("-q,--quiet", command->quiet, "No progress");
  sub->footer(
      "Examples:\n"
      "  eldercast forecast scenarios/chongqing --as-of 2020-05 -o forecast_2020-05.csv\n"
      "How it is reasoned, and how such forecasts are scored: docs/trust/forecasts/README.md.");
  sub->callback([command, &action] { action = [command] { return forecast(*command); }; });
}

void add_score(CLI::App& program, Action& action) {
  CLI::App* sub = program.add_subcommand("score", "How good forecasts were: coverage of their intervals, CRPS and bias");
  auto command = std::make_shared<ScoreCommand>();
  sub->add_option("outcomes", command->outcomes, "What came: kind,month,value,source")->required()->type_name("OUTCOMES");
  sub->add_option("forecasts", command->forecasts, "Forecast files, the simple ones beside them")->required()->type_name("FORECAST");
  sub->add_flag("--json", command->json, "Print the answer as JSON");
  add_language_option(*sub, command->language);
  sub->footer(
      "Examples:\n"
      "  eldercast forecast scenarios/chongqing --as-of 2020-05 --naive plan -o plan.csv\n"
      "  eldercast score outcomes.csv docs/trust/forecasts/forecast_2020-05.csv plan.csv");
  sub->callback([command, &action] { action = [command] { return score(*command); }; });
}

}  // namespace eldercast
