/// The command line: options in, an exit code out. Everything else lives in the other folders.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <exception>
#include <filesystem>
#include <sstream>
#include <stdexcept>
#include <system_error>

#include "app/commands/commands.hpp"
#include "app/options/help_page.hpp"
#include "app/options/language_option.hpp"
#include "app/provenance.hpp"
#include "app/refused_command.hpp"
#include "app/terminal/command_times.hpp"
#include "app/terminal/exit_codes.hpp"
#include "app/terminal/stop_signal.hpp"
#include "app/terminal/streams.hpp"
#include "app/terminal/terminal.hpp"
#include "app/terminal/usage.hpp"
#include "engine/rules/sudden_end.hpp"
#include "files/file_error.hpp"
#include "files/part_file.hpp"
#include "text/characters.hpp"

namespace eldercast {
namespace {

constexpr const char* kAbout =
    "eldercast tells a district whether its elderly-care plan will work: it grows the ageing\n"
    "population town by town, opens facilities by the build schedule, gives residents places as\n"
    "far as beds and carers go, and lets rules decide money, staff and medical care.";

constexpr const char* kFirstSteps =
    "First steps:\n"
    "  eldercast run scenarios/jiangjin/baseline.toml   simulate the plan\n"
    "  eldercast init mydistrict                        a district of your own\n"
    "  eldercast validate mydistrict/district.toml      everything that is missing\n"
    "  eldercast plugins list                           which rules are there\n"
    "  eldercast COMMAND --help                         options and examples";

int report_usage(const CLI::App& program, const CLI::ParseError& error, const std::vector<std::string>& words) {
  // Help and version are no errors: they end here too.
  if (error.get_exit_code() == 0) {
    std::ostringstream text;
    const int code = program.exit(error, text, text);
    print_data(text.str());
    return code;
  }
  const UsageProblem problem = usage_problem(program, error, words);
  print_problem("usage", problem.message, problem.help);
  return static_cast<int>(Exit::usage_or_scenario);
}

int program_main(int argc, char** argv) {
  set_last_act(&remove_parts);
  CLI::App program(kAbout, "eldercast");
  program.set_version_flag("--version", version_text());
  program.require_subcommand(1);
  const std::vector<std::string> words(argv + 1, argv + argc);
  speak(language_in(words));
  set_help_page(program, spoken());
  program.footer(kFirstSteps);
  Action action;
  add_run(program, action);
  add_rerun(program, action);
  add_explain(program, action);
  add_backcast(program, action);
  add_calibrate(program, action);
  add_forecast(program, action);
  add_score(program, action);
  add_monthly(program, action);
  add_compare(program, action);
  add_stress(program, action);
  add_meet(program, action);
  add_schedule(program, action);
  add_whatif(program, action);
  add_study(program, action);
  add_sensitivity(program, action);
  add_validate(program, action);
  add_inspect(program, action);
  add_summary(program, action);
  add_figures(program, action);
  add_targets(program, action);
  add_progress(program, action);
  add_towns(program, action);
  add_paper(program, action);
  add_export(program, action);
  add_report(program, action);
  add_init(program, action);
  add_plugins(program, action);
  add_docs(program, action);
  add_completion(program, action);
  tell_times(program);
  if (words.empty()) {
    print_talk(program.help());
    return static_cast<int>(Exit::usage_or_scenario);
  }
  try {
    try {
      program.parse(argc, argv);
      refuse_empty_values(program);
    } catch (const CLI::ParseError& error) {
      return report_usage(program, error, words);
    }
    return static_cast<int>(action());
  } catch (const Refusal& refusal) {
    return static_cast<int>(refusal.exit);
  } catch (const FileError& error) {
    print_problem("file", fmt::format("{}: {}", plain_line(error.path()), error.reason()), error.help());
    return static_cast<int>(Exit::file);
  } catch (const std::filesystem::filesystem_error& error) {
    print_problem("file", fmt::format("{}: {}", plain_line(error.path1().string()), error.code().message()));
    return static_cast<int>(Exit::file);
  } catch (const std::system_error& error) {
    // What the standard library throws when a thread cannot be started.
    const bool no_thread = error.code() == std::errc::resource_unavailable_try_again;
    if (!no_thread) print_problem("run", error.what());
    if (no_thread)
      print_problem("run.threads", "this machine allows no more threads", "use fewer --threads, or raise the limit: ulimit -u");
    return static_cast<int>(Exit::run_failed);
  } catch (const std::bad_alloc&) {
    print_problem("run.memory", "there is not enough memory for this run");
    return static_cast<int>(Exit::run_failed);
  } catch (const std::runtime_error& error) {
    print_problem("run", error.what());
    return static_cast<int>(Exit::run_failed);
  } catch (const std::exception& error) {
    // Nothing that a user can do wrong ends here.
    print_problem("internal", fmt::format("the program has made a mistake of its own ({})", error.what()),
                  "please report it with the command and its files; SECURITY.md says to whom");
    return static_cast<int>(Exit::run_failed);
  }
}

}  // namespace
}  // namespace eldercast

int main(int argc, char** argv) {
  eldercast::keep_standard_streams();
  eldercast::take_signals();
  return eldercast::program_main(argc, argv);
}
