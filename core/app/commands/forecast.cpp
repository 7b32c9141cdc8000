#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <optional>

#include "app/commands/commands.hpp"
#include "app/options/language_option.hpp"
#include "app/terminal/progress.hpp"
#include "app/terminal/terminal.hpp"
#include "app/terminal/usage.hpp"
#include "files/part_file.hpp"
#include "scenario/parameters/parameter_value.hpp"
#include "study/forecast/forecast.hpp"

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

/// The three months, or the exit code after the mistake was told.
struct Span {
  YearMonth as_of;
  YearMonth first;
  YearMonth last;
};

std::optional<Span> span_of(const ForecastCommand& command) {
  const auto as_of = parse_year_month(command.as_of);
  const auto first = parse_year_month(command.from);
  const auto last = parse_year_month(command.to);
  constexpr int kLongest = 120;
  if (!as_of || !first || !last) {
    usage("--as-of, --from and --to are months", "write them as 2020-05");
    return std::nullopt;
  }
  if (*last < *first || *last - *first >= kLongest) {
    usage(fmt::format("from {} to {} is no span of up to ten years", command.from, command.to), "");
    return std::nullopt;
  }
  return Span{*as_of, *first, *last};
}

Existing existing_of(const ForecastCommand& command) { return command.overwrite ? Existing::replace_ours : Existing::refuse; }

OwnKind own_forecast() { return own_text("forecast file", kForecastHeader); }

Exit forecast(const ForecastCommand& command) {
  const auto span = span_of(command);
  if (!span) return Exit::usage_or_scenario;
  Diagnostics diagnostics;
  const auto tables = read_forecast_tables(command.folder, span->as_of, diagnostics);
  if (!tables) {
    print_problems(diagnostics);
    return Exit::usage_or_scenario;
  }
  if (!command.output.empty()) expect_publishable(command.output, existing_of(command), own_forecast());
  ForecastRequest request;
  request.first = span->first;
  request.last = span->last;
  request.worlds = command.worlds;
  request.seed = command.seed;
  ProgressLine progress({"%", "hundredths"}, kWorldsShown, command.quiet, language_of(command.language));
  request.step = [&] { progress.step(); };
  const Forecast made = command.naive.empty() ? make_forecast(*tables, request)
                                              : naive_forecast(*tables, request, command.naive == "plan" ? Naive::plan : Naive::pace);
  progress.clear();
  if (!command.output.empty()) {
    publish_text(command.output, forecast_csv(made), existing_of(command), own_forecast());
  }
  print_data(document_text(document_of(made), text_form(command.language)));
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

}  // namespace eldercast
