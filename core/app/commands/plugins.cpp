#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>

#include "app/commands/commands.hpp"
#include "app/options/language_option.hpp"
#include "app/options/scenario_options.hpp"
#include "app/refused_command.hpp"
#include "app/rule_documents.hpp"
#include "app/rule_template.hpp"
#include "app/shipped.hpp"
#include "app/terminal/terminal.hpp"
#include "app/terminal/usage.hpp"
#include "engine/host/who_writes.hpp"
#include "files/file_error.hpp"
#include "files/whole_file.hpp"
#include "output/render/json_numbers.hpp"
#include "study/contract/suite.hpp"
#include "text/characters.hpp"
#include "text/shell_word.hpp"

namespace eldercast {
namespace {

struct PluginsCommand {
  std::vector<std::string> plugin_dirs;
  std::string kind;
  std::string name;
  std::string folder;
  bool lua = false;
  std::string id;
  std::string file;
  int rule_limit = 60;
  bool json = false;
  std::optional<Language> language;
};

Exit list(const PluginsCommand& command) {
  const std::unique_ptr<PluginHost> host = make_host(command.plugin_dirs);
  nlohmann::ordered_json rules = nlohmann::ordered_json::array();
  const std::vector<PluginHost::Listing> found = host->list();
  bool all_usable = true;
  for (const PluginHost::Listing& rule : found) {
    all_usable = all_usable && !rule.refusal;
    rules.push_back({{"id", rule.id},
                     {"version", rule.version},
                     {"zh", rule.zh},
                     {"en", rule.en},
                     {"file", rule.file.string()},
                     {"state", rule.state}});
  }
  if (command.json) {
    print_data(json_text({{"format", "eldercast-plugins"}, {"version", 1}, {"rules", rules}}));
  } else {
    print_data(printable_lines(document_text(rules_document(found), text_form(command.language))));
  }
  return all_usable ? Exit::done : Exit::plugin;
}

[[noreturn]] void refuse_rule(const RuleRefusal& refusal) {
  print_problem(refusal.code, refusal.message, refusal.help);
  throw Refusal{Exit::plugin};
}

Exit check(const PluginsCommand& command) {
  // Nothing of a library runs in this process before another one has tried it.
  const PluginHost::Listing rule = check_plugin(command.file);
  if (const auto who = who_else_writes(command.file)) warn_of_writers(fmt::format("'{}' {}", command.file, *who));
  if (rule.refusal) refuse_rule(*rule.refusal);
  const TextForm form = text_form(command.language);
  Document head;
  head.say(worded("{} {}：可用", "{} {}: usable", rule.id, rule.version));
  head.say(rule.zh, rule.en, 4);
  print_data(printable_lines(document_text(head, form)));
  const std::unique_ptr<PluginHost> host = make_host({});
  const std::variant<RuleDescription, RuleRefusal> found = host->use(command.file);
  if (const auto* refusal = std::get_if<RuleRefusal>(&found)) refuse_rule(*refusal);
  contract::CheckOptions options;
  options.watch.limit = std::chrono::seconds(command.rule_limit);
  if (const auto scenarios = shipped_scenarios()) options.scenario = *scenarios / "toy/toy.toml";
  const contract::Report report = contract::check_contract(*host, std::get<RuleDescription>(found), options);
  print_data(printable_lines(document_text(contract_document(report), form)));
  if (report.kept()) return Exit::done;
  print_problem("plugin.contract", fmt::format("'{}' does not keep the contract of a rule", command.file),
                "each broken promise stands above");
  return Exit::plugin;
}

Exit describe(const PluginsCommand& command) {
  const std::unique_ptr<PluginHost> host = make_host(command.plugin_dirs);
  const std::variant<RuleDescription, RuleRefusal> found = host->find(command.id);
  if (const auto* refusal = std::get_if<RuleRefusal>(&found)) refuse_rule(*refusal);
  print_data(printable_lines(document_text(rule_document(std::get<RuleDescription>(found)), text_form(command.language))));
  return Exit::done;
}

/// Writes the folder of a new rule; nothing that is there is touched.
Exit make_new(const PluginsCommand& command) {
  const std::string both = command.kind + "_" + command.name;
  const std::filesystem::path folder = command.folder.empty() ? both : command.folder;
  std::error_code error;
  if (std::filesystem::exists(folder) && !(std::filesystem::is_directory(folder) && std::filesystem::is_empty(folder, error))) {
    throw FileError(folder.string(), "exists and is not an empty folder", "name a new one with --to");
  }
  std::filesystem::create_directories(folder, error);
  if (error) throw FileError(folder.string(), "cannot be made: " + error.message(), "name another one with --to");
  for (const TemplateFile& file : rule_template(command.kind, command.name, command.lua, language_of(command.language)))
    write_whole(folder / file.name, file.text);
  const std::string place = shell_path(folder.string());
  const std::string made = fmt::format("{}/{}", folder.string(), command.lua ? both + ".lua" : "plugin.cpp");
  const std::string next = command.lua
                               ? fmt::format("eldercast plugins check {}", shell_path((folder / (both + ".lua")).string()))
                               : fmt::format("cmake -S {0} -B {0}/build && cmake --build {0}/build && ctest --test-dir {0}/build", place);
  const bool zh = language_of(command.language) == Language::zh;
  print_data(printable_lines(
      zh ? fmt::format("{} 是一条可运行的规则。下一步：\n  {}\n  然后阅读 {}/README.md，改成自己的规则\n", made, next, place)
         : fmt::format("{} is a rule that runs. Next:\n  {}\n  then read {}/README.md and make it yours\n", made, next, place)));
  return Exit::done;
}

/// A name that may stand in a scenario, a file and a function.
CLI::Validator name_of_a_rule() {
  return {[](std::string& text) -> std::string {
            const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
            const bool good = !text.empty() && text[0] >= 'a' && text[0] <= 'z' && std::all_of(text.begin(), text.end(), fits) &&
                              text.find("__") == std::string::npos && text.back() != '_' && text.size() <= 40;
            return good ? "" : "the name of a rule is lower snake case of at most 40 letters, as area_grant";
          },
          ""};
}

}  // namespace

void add_plugins(CLI::App& program, Action& action) {
  CLI::App* sub = program.add_subcommand("plugins", "List, describe, check and begin rules for money, staff and medical care");
  sub->require_subcommand(1);
  sub->footer(
      "Examples:\n"
      "  eldercast plugins list\n"
      "  eldercast plugins describe funding/construction_grants\n"
      "  eldercast plugins new funding area_grant --lua");
  auto command = std::make_shared<PluginsCommand>();
  CLI::App* list_sub = sub->add_subcommand("list", "All rules of the searched folders, refused ones with the reason");
  add_plugin_dir_option(*list_sub, command->plugin_dirs);
  list_sub->add_flag("--json", command->json, "Print the list as JSON");
  add_language_option(*list_sub, command->language);
  list_sub->footer("Examples:\n  eldercast plugins list\n  eldercast plugins list --plugin-dir funding_area_grant");
  list_sub->callback([command, &action] { action = [command] { return list(*command); }; });
  CLI::App* check_sub =
      sub->add_subcommand("check", "Whether a rule keeps its contract: what it may say, order of tables, rules and replicates, threads");
  check_sub->add_option("file", command->file, "Library or script of a rule")->required()->type_name("FILE");
  check_sub->add_option("--rule-limit", command->rule_limit, "Seconds after which a rule that does not return is named (default 60)")
      ->check(CLI::Range(1, 86400));
  add_language_option(*check_sub, command->language);
  check_sub->footer("Examples:\n  eldercast plugins check funding_area_grant.lua\nExit codes: 0 kept, 3 refused or broken.");
  check_sub->callback([command, &action] { action = [command] { return check(*command); }; });
  CLI::App* new_sub = sub->add_subcommand("new", "A folder with a rule that builds, passes its own test and runs, to be made one's own");
  new_sub->add_option("kind", command->kind, "funding, staffing or medical")
      ->required()
      ->type_name("KIND")
      ->check(one_of({"funding", "staffing", "medical"}));
  new_sub->add_option("name", command->name, "Name of the rule, lower snake case")->required()->type_name("NAME")->check(name_of_a_rule());
  new_sub->add_flag("--lua", command->lua, "A script in Lua, which needs no compiler");
  new_sub->add_option("--to", command->folder, "The new folder (default: KIND_NAME)")->type_name("DIR");
  add_language_option(*new_sub, command->language);
  new_sub->footer(
      "Examples:\n  eldercast plugins new funding area_grant --lua\n  eldercast plugins new medical discharge --to rules/discharge");
  new_sub->callback([command, &action] { action = [command] { return make_new(*command); }; });
  CLI::App* describe_sub = sub->add_subcommand("describe", "What a rule does, its clauses and parameters");
  add_plugin_dir_option(*describe_sub, command->plugin_dirs);
  describe_sub->add_option("rule", command->id, "Rule, for instance funding/construction_grants")->required()->type_name("RULE");
  add_language_option(*describe_sub, command->language);
  describe_sub->footer("Examples:\n  eldercast plugins describe funding/construction_grants");
  describe_sub->callback([command, &action] { action = [command] { return describe(*command); }; });
}

}  // namespace eldercast
