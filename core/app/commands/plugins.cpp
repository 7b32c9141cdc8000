#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <nlohmann/json.hpp>

#include "app/commands/commands.hpp"
#include "app/options/scenario_options.hpp"
#include "app/terminal/terminal.hpp"
#include "engine/host/describe.hpp"
#include "engine/host/who_writes.hpp"
#include "output/json_numbers.hpp"
#include "text/characters.hpp"

namespace eldercast {
namespace {

struct PluginsCommand {
  std::vector<std::string> plugin_dirs;
  std::string id;
  std::string file;
  bool json = false;
};

Exit list(const PluginsCommand& command) {
  const std::unique_ptr<PluginHost> host = make_host(command.plugin_dirs);
  nlohmann::ordered_json rules = nlohmann::ordered_json::array();
  std::string text;
  bool all_usable = true;
  for (const PluginHost::Listing& rule : host->list()) {
    all_usable = all_usable && !rule.refusal;
    rules.push_back({{"id", rule.id},
                     {"version", rule.version},
                     {"zh", rule.zh},
                     {"en", rule.en},
                     {"file", rule.file.string()},
                     {"state", rule.state}});
    text += fmt::format("{:<34} {:<8} {}\n    {} {}\n    {}\n", rule.id, rule.version, rule.state, rule.zh, rule.en, rule.file.string());
  }
  if (command.json) {
    print_data(json_text({{"format", "eldercast-plugins"}, {"version", 1}, {"rules", rules}}));
  } else {
    print_data(text.empty() ? "no rules found\n" : text);
  }
  return all_usable ? Exit::done : Exit::plugin;
}

Exit check(const PluginsCommand& command) {
  const PluginHost::Listing rule = check_plugin(command.file);
  if (const auto who = who_else_writes(command.file)) warn_of_writers(fmt::format("'{}' {}", command.file, *who));
  if (rule.refusal) {
    print_problem(rule.refusal->code, rule.refusal->message, rule.refusal->help);
    return Exit::plugin;
  }
  print_data(printable_lines(fmt::format("{} {}: usable\n    {} {}\n", rule.id, rule.version, rule.zh, rule.en)));
  return Exit::done;
}

Exit describe(const PluginsCommand& command) {
  const std::unique_ptr<PluginHost> host = make_host(command.plugin_dirs);
  const std::variant<RuleDescription, RuleRefusal> found = host->find(command.id);
  if (const auto* refusal = std::get_if<RuleRefusal>(&found)) {
    print_problem(refusal->code, refusal->message, refusal->help);
    return Exit::plugin;
  }
  print_data(describe_rule(std::get<RuleDescription>(found)));
  return Exit::done;
}

}  // namespace

void add_plugins(CLI::App& program, Action& action) {
  CLI::App* sub = program.add_subcommand("plugins", "List and describe the rules for money, staff and medical care");
  sub->require_subcommand(1);
  auto command = std::make_shared<PluginsCommand>();
  CLI::App* list_sub = sub->add_subcommand("list", "All rules of the searched folders, refused ones with the reason");
  add_plugin_dir_option(*list_sub, command->plugin_dirs);
  list_sub->add_flag("--json", command->json, "Print the list as JSON");
  list_sub->callback([command, &action] { action = [command] { return list(*command); }; });
  CLI::App* check_sub = sub->add_subcommand("check", "What is wrong with one library, without running it in this program");
  check_sub->add_option("file", command->file, "Library of a rule")->required()->type_name("FILE.so");
  check_sub->callback([command, &action] { action = [command] { return check(*command); }; });
  CLI::App* describe_sub = sub->add_subcommand("describe", "What a rule does, its clauses and parameters");
  add_plugin_dir_option(*describe_sub, command->plugin_dirs);
  describe_sub->add_option("rule", command->id, "Rule, for instance funding/construction_grants")->required()->type_name("RULE");
  describe_sub->callback([command, &action] { action = [command] { return describe(*command); }; });
}

}  // namespace eldercast
