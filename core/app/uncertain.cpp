#include "app/uncertain.hpp"

#include <fmt/format.h>

#include <chrono>
#include <optional>

#include "app/commands/study_commands.hpp"
#include "app/options/language_option.hpp"
#include "app/provenance.hpp"
#include "app/terminal/progress.hpp"
#include "app/terminal/stop_signal.hpp"
#include "app/terminal/terminal.hpp"
#include "output/answer/answer.hpp"
#include "output/file/results_writer.hpp"

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
int report_failures(const UncertainRows& rows) {
  int failed = 0;
  for (const Outcome& outcome : rows.outcomes) {
    if (outcome.failure.empty()) continue;
    if (failed++ == 0) print_problem("run.replicate-failed", fmt::format("replicate {}: {}", outcome.replicate, outcome.failure));
  }
  if (failed > 0) print_talk(fmt::format("  {} of {} rows failed and are left out\n", failed, rows.outcomes.size()));
  return failed;
}

}  // namespace

Exit run_with_uncertainty(const UncertainCommand& command, const Scenario& scenario, const Scenario& recorded, PluginHost& host) {
  const auto began = std::chrono::steady_clock::now();
  const StopOnSignal stop;
  UncertainRequest request = command.request;
  request.stop = &stop.flag();
  ProgressLine progress(command.split ? "rows" : "replicates", static_cast<std::int64_t>(request.points) * request.replicates,
                        command.quiet);
  request.row_done = [&] { progress.step(); };
  auto made = run_uncertain(request, scenario, host);
  progress.clear();
  if (const StudyMistake* mistake = std::get_if<StudyMistake>(&made)) return report_mistake(*mistake);
  const UncertainRows& rows = std::get<UncertainRows>(made);
  if (stop.flag().load()) {
    print_talk("interrupted; no results were written\n");
    return Exit::interrupted;
  }
  report_held(rows.held);
  const int failed = report_failures(rows);
  if (!command.output.empty()) write_rows(command, recorded, host, rows);
  Description description = describe(recorded);
  description.uncertain_parameters = static_cast<std::int32_t>(rows.parameters.size());
  description.replicates_a_draw = rows.replicates;
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
    const int threads = command.request.arena.threads();
    print_talk(fmt::format("{} replicates in {:.1f} s on {} thread{}", rows.outcomes.size(), seconds, threads, threads == 1 ? "" : "s"));
    print_talk(command.output.empty() ? "\n" : fmt::format("; results in {}\n", command.output));
  }
  return failed == 0 ? Exit::done : command.split ? Exit::failed_cases : Exit::plugin;
}

}  // namespace eldercast
