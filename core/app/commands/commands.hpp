#pragma once
/// The commands. Each adds its options to the program and, when chosen, leaves what to do in `action`.
#include <functional>

#include "app/terminal/exit_codes.hpp"

namespace CLI {
class App;
}

namespace eldercast {

using Action = std::function<Exit()>;

void add_run(CLI::App& program, Action& action);
void add_backcast(CLI::App& program, Action& action);
void add_calibrate(CLI::App& program, Action& action);
void add_forecast(CLI::App& program, Action& action);
void add_monthly(CLI::App& program, Action& action);
void add_score(CLI::App& program, Action& action);
void add_explain(CLI::App& program, Action& action);
void add_rerun(CLI::App& program, Action& action);
void add_compare(CLI::App& program, Action& action);
void add_stress(CLI::App& program, Action& action);
void add_meet(CLI::App& program, Action& action);
void add_schedule(CLI::App& program, Action& action);
void add_whatif(CLI::App& program, Action& action);
void add_validate(CLI::App& program, Action& action);
void add_inspect(CLI::App& program, Action& action);
void add_study(CLI::App& program, Action& action);
void add_sensitivity(CLI::App& program, Action& action);
void add_figures(CLI::App& program, Action& action);
void add_summary(CLI::App& program, Action& action);
void add_targets(CLI::App& program, Action& action);
void add_progress(CLI::App& program, Action& action);
void add_towns(CLI::App& program, Action& action);
void add_paper(CLI::App& program, Action& action);
void add_export(CLI::App& program, Action& action);
void add_report(CLI::App& program, Action& action);
void add_init(CLI::App& program, Action& action);
void add_completion(CLI::App& program, Action& action);
void add_plugins(CLI::App& program, Action& action);
void add_docs(CLI::App& program, Action& action);

}  // namespace eldercast
