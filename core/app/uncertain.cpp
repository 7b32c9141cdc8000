#include "app/uncertain.hpp"

#include <fmt/format.h>

#include <chrono>

#include "app/commands/study_commands.hpp"
#include "app/options/language_option.hpp"
#include "app/provenance.hpp"
#include "app/terminal/progress.hpp"
#include "app/terminal/stop_signal.hpp"
#include "app/terminal/talk.hpp"
#include "app/terminal/terminal.hpp"
#include "output/answer/answer.hpp"
#include "output/file/own_hdf5.hpp"
#include "output/file/results_writer.hpp"
#include "output/file/schema.hpp"

namespace eldercast {
namespace {

std::vector<UncertainParameter> columns_of(const UncertainRows& rows) {
  std::vector<UncertainParameter> out;
  for (std::size_t i = 0; i < rows.parameters.size(); ++i) {
    const VariedParameter& one = rows.parameters[i];
    UncertainParameter column{one.id, one.name_zh, one.unit, one.axis.low, one.axis.base, one.axis.high, {}};
    for (const DesignPoint& point : rows.points) {
      column.values.insert(column.values.end(), static_cast<std::size_t>(rows.replicates), point.values[i]);
    }
    out.push_back(std::move(column));
  }
  return out;
}

void write_rows(const UncertainCommand& command, const Scenario& scenario, PluginHost& host, const UncertainRows& rows) {
  const auto count = static_cast<std::int32_t>(rows.outcomes.size());
  RunInfo info = run_info(scenario, host, count, command.request.arena.threads());
  info.uncertain = columns_of(rows);
  ResultsWriter writer(command.output, scenario, std::move(info), command.existing);
  for (const Outcome& outcome : rows.outcomes) {
    Outcome copy = outcome;
    writer.append(std::move(copy));
  }
  if (command.timing) writer.set_timing(command.watcher->timing());
  writer.finish();
}

/// Says the first reason of those that failed. Returns how many did.
int report_failures(const UncertainRows& rows, Language language) {
  int failed = 0;
  for (const Outcome& outcome : rows.outcomes) {
    if (outcome.failure.empty()) continue;
    if (failed++ == 0) print_problem("run.replicate-failed", fmt::format("replicate {}: {}", outcome.replicate, outcome.failure));
  }
  if (failed > 0)
    print_talk({fmt::format("  {}行中有{}行失败，未计入\n", rows.outcomes.size(), failed),
                fmt::format("  {} of {} rows failed and are left out\n", failed, rows.outcomes.size())},
               language);
  return failed;
}

}  // namespace

Exit run_with_uncertainty(const UncertainCommand& command, const Scenario& scenario, const Scenario& recorded, PluginHost& host) {
  const auto began = std::chrono::steady_clock::now();
  if (!command.output.empty()) expect_publishable(command.output, command.existing, own_hdf5(kResultsFiletype));
  const StopOnSignal stop;
  UncertainRequest request = command.request;
  request.stop = &stop.flag();
  ProgressLine progress(command.split ? Text{"行", "rows"} : replicates_talk(),
                        static_cast<std::int64_t>(request.points) * request.replicates, command.quiet, command.language);
  request.row_done = [&] { progress.step(); };
  auto made = run_uncertain(request, scenario, host);
  progress.clear();
  if (const StudyMistake* mistake = std::get_if<StudyMistake>(&made)) return report_mistake(*mistake);
  const UncertainRows& rows = std::get<UncertainRows>(made);
  if (stop.flag().load()) {
    print_talk(interrupted_talk(), command.language);
    return Exit::interrupted;
  }
  report_held(rows.held, command.language);
  const int failed = report_failures(rows, command.language);
  if (!command.output.empty()) write_rows(command, recorded, host, rows);
  Description description = describe(recorded);
  description.uncertain_parameters = static_cast<std::int32_t>(rows.parameters.size());
  description.replicates_a_draw = rows.replicates;
  for (const UncertainParameter& one : columns_of(rows)) description.drawn.push_back({one.id, one.low, one.high, mean(one.values)});
  for (const Outcome& outcome : rows.outcomes) {
    if (outcome.failure.empty()) description.clauses = outcome.clauses;
  }
  if (command.json) {
    print_data(command.split ? render_json(rows, description) : render_json(summarise(description, rows.outcomes)));
  } else {
    print_data(render_answer(summarise(description, rows.outcomes), {command.language, colour_on_stdout(), text_width(), command.output}));
    if (command.split) print_data("\n" + document_text(document_of(rows, description), text_form(command.language)));
  }
  if (command.timing) print_talk(command.watcher->timing_text(static_cast<std::int32_t>(rows.outcomes.size())));
  if (!command.quiet) {
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    print_talk(run_talk(std::ssize(rows.outcomes), seconds, command.request.arena.threads(), command.output), command.language);
  }
  return failed == 0 ? Exit::done : command.split ? Exit::failed_cases : Exit::plugin;
}

}  // namespace eldercast
