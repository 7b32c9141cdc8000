#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/commands/commands.hpp"
#include "app/commands/repeatable.hpp"
#include "app/options/language_option.hpp"
#include "app/options/scenario_options.hpp"
#include "app/refused_command.hpp"
#include "app/terminal/checksum_note.hpp"
#include "app/terminal/terminal.hpp"
#include "app/terminal/usage.hpp"
#include "output/explain/clause_chain.hpp"
#include "output/explain/explanation.hpp"

namespace eldercast {
namespace {

struct ExplainCommand {
  std::string result;
  std::string path;
  std::string town;
  std::string month;
  std::vector<std::string> at;
  std::vector<std::string> plugin_dirs;
  bool json = false;
  bool full = false;
  std::optional<Language> language;
};

/// "2022-12", or a year.
bool looks_like_a_month(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789-") == std::string::npos && (text.size() == 7 || text.size() == 4);
}

std::vector<Pick> picks_of(const ExplainCommand& command) {
  std::vector<Pick> out;
  // Both stand without a name: what looks like a month is one, wherever it stands.
  for (const std::string* one : {&command.town, &command.month}) {
    if (!one->empty()) out.emplace_back(looks_like_a_month(*one) ? "month" : "town", *one);
  }
  for (const std::string& text : command.at) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
      refuse(fmt::format("--at {} does not name a dimension", text), "write it as --at payer=city");
    out.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return out;
}

Exit explain_number(const ExplainCommand& command) try {
  const std::vector<Pick> picks = picks_of(command);
  const ResultsReader reader(command.result);
  note_missing_checksum(command.result);
  const std::unique_ptr<PluginHost> host = make_host(command.plugin_dirs);
  if (const ClauseChain* chain = chain_of(command.path)) {
    const ClauseExplanation clause = explain_clause(reader, *chain, picks, host->catalog());
    print_data(command.json ? render_json(clause) : document_text(document_of(clause), text_form(command.language)));
    return Exit::done;
  }
  const Explanation explanation = explain(reader, {command.path, picks}, host->catalog());
  print_data(command.json ? render_json(explanation) : document_text(document_of(explanation, command.full), text_form(command.language)));
  return Exit::done;
} catch (const PickMistake& mistake) {
  refuse(mistake);
}

}  // namespace

void add_explain(CLI::App& program, Action& action) {
  CLI::App* sub = program.add_subcommand("explain", "Say where a number of a results file comes from");
  auto command = std::make_shared<ExplainCommand>();
  sub->add_option("result", command->result, "Results file (HDF5)")->required()->type_name("RESULT");
  sub->add_option("path", command->path,
                  "Dataset, as `eldercast inspect` lists it: /district/bed_shortfall; a target: G2.own; or a clause that moves money: F4")
      ->required()
      ->type_name("PATH");
  sub->add_option("town", command->town, "Town: code, Chinese or English name");
  sub->add_option("month", command->month, "Month, 2022-12, or year (default: the last)");
  repeatable(sub->add_option("--at", command->at, "One coordinate of another dimension: --at payer=city (repeatable)"), "DIM=NAME");
  add_plugin_dir_option(*sub, command->plugin_dirs);
  sub->add_flag("--json", command->json, "Print it as JSON, nothing cut short");
  sub->add_flag("--full", command->full, "Every parameter of the scenario and of the rules behind it");
  add_language_option(*sub, command->language);
  sub->footer(
      "Examples:\n"
      "  eldercast explain results/baseline.h5 /district/bed_shortfall 2022-12\n"
      "  eldercast explain results/baseline.h5 G2.own\n"
      "  eldercast explain results/baseline.h5 F4\n"
      "  eldercast explain results/baseline.h5 /towns/accrued 白沙镇 2021 --at payer=city");
  sub->callback([command, &action] { action = [command] { return explain_number(*command); }; });
}

}  // namespace eldercast
