#include <CLI/CLI.hpp>

#include "app/commands/commands.hpp"
#include "app/options/language_option.hpp"
#include "app/terminal/terminal.hpp"
#include "study/forecast/score.hpp"

namespace eldercast {
namespace {

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
  if (diagnostics.has_errors()) {
    print_problems(diagnostics);
    return Exit::usage_or_scenario;
  }
  print_data(command.json ? render_json(scores) : document_text(document_of(scores), text_form(command.language)));
  return Exit::done;
}

}  // namespace

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
