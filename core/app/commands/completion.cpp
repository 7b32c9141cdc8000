#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <string>
#include <vector>

#include "app/commands/commands.hpp"
#include "app/terminal/terminal.hpp"
#include "app/terminal/usage.hpp"

namespace eldercast {
namespace {

/// A command with its words, as the shells need it.
struct Node {
  std::string path;                                           ///< "study plan"; empty: the program
  std::vector<std::pair<std::string, std::string>> commands;  ///< name, first line of help
  std::vector<std::pair<std::string, std::string>> options;   ///< "--output", help
};

/// Text for a single-quoted shell word.
std::string escaped(std::string text) {
  text = text.substr(0, text.find('\n'));
  std::string out;
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out;
}

void collect(const CLI::App& app, const std::string& path, std::vector<Node>& out) {
  Node node{path, {}, {}};
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) node.options.emplace_back("--" + name, escaped(option->get_description()));
    for (const std::string& name : option->get_snames()) node.options.emplace_back("-" + name, escaped(option->get_description()));
  }
  const std::vector<const CLI::App*> inner = app.get_subcommands([](const CLI::App*) { return true; });
  for (const CLI::App* sub : inner) node.commands.emplace_back(sub->get_name(), escaped(sub->get_description()));
  out.push_back(std::move(node));
  for (const CLI::App* sub : inner) collect(*sub, path.empty() ? sub->get_name() : path + " " + sub->get_name(), out);
}

std::string words_of(const std::vector<std::pair<std::string, std::string>>& list) {
  std::string out;
  for (const auto& [name, help] : list) out += (out.empty() ? "" : " ") + name;
  return out;
}

/// The loop of both shells: `road` is the command that the words before the cursor lead to, `commands` and `options` are what it takes.
std::string walk(const std::vector<Node>& nodes, std::string_view head, std::string_view word, std::string_view first) {
  std::string cases;
  for (const Node& node : nodes) {
    cases += fmt::format("    '{}') commands='{}'; options='{}' ;;\n", node.path, words_of(node.commands), words_of(node.options));
  }
  return fmt::format(
      "  for (({}); do\n"
      "    word={}\n"
      "    ((i == {})) || [[ \" $commands \" != *\" $word \"* ]] || road=\"${{road:+$road }}$word\"\n"
      "    case \"$road\" in\n"
      "{}"
      "    esac\n"
      "  done\n",
      head, word, first, cases);
}

/// One word a line, so that names with spaces stay whole.
std::string bash(const std::vector<Node>& nodes) {
  return "_eldercast() {\n"
         "  local cur=${COMP_WORDS[COMP_CWORD]} road= commands options word i\n" +
         walk(nodes, "i = 0; i < COMP_CWORD; i++)", "${COMP_WORDS[i]}", "0") +
         "  COMPREPLY=()\n"
         "  if [[ $cur == -* ]]; then\n"
         "    mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$cur\")\n"
         "  elif [[ -n $commands ]]; then\n"
         "    mapfile -t COMPREPLY < <(compgen -W \"$commands\" -- \"$cur\")\n"
         "  else\n"
         "    cur=${cur#[\\\"\\']}\n"
         "    mapfile -t COMPREPLY < <(compgen -f -- \"${cur//\\\\/}\")\n"
         "  fi\n"
         "}\n"
         "complete -o filenames -F _eldercast eldercast\n";
}

/// As a file of fpath it is the body of the function when it is first called, and has to complete at once; sourced it only says for whom.
std::string zsh(const std::vector<Node>& nodes) {
  return "#compdef eldercast\n"
         "_eldercast() {\n"
         "  local road= commands= options= word=\n"
         "  integer i\n" +
         walk(nodes, "i = 1; i < CURRENT; i++)", "$words[i]", "1") +
         "  if [[ $PREFIX == -* ]]; then\n"
         "    compadd -- ${=options}\n"
         "  elif [[ -n $commands ]]; then\n"
         "    compadd -- ${=commands}\n"
         "  else\n"
         "    _files\n"
         "  fi\n"
         "}\n"
         "if [[ $funcstack[1] == _eldercast ]]; then\n"
         "  _eldercast \"$@\"\n"
         "else\n"
         "  compdef _eldercast eldercast\n"
         "fi\n";
}

std::string fish(const std::vector<Node>& nodes) {
  std::string out = "# Options stand after their command; files are offered where no command is wanted.\n";
  for (const Node& node : nodes) {
    const std::string seen = node.path.substr(0, node.path.find(' '));
    const std::string when = node.path.empty()   ? "__fish_use_subcommand"
                             : node.path == seen ? fmt::format("__fish_seen_subcommand_from {}", seen)
                                                 : fmt::format("__fish_seen_subcommand_from {}; and __fish_seen_subcommand_from {}", seen,
                                                               node.path.substr(seen.size() + 1));
    for (const auto& [name, help] : node.commands) out += fmt::format("complete -c eldercast -n '{}' -f -a {} -d '{}'\n", when, name, help);
    for (const auto& [name, help] : node.options) {
      const bool is_long = name.rfind("--", 0) == 0;
      out += fmt::format("complete -c eldercast -n '{}' {} {} -d '{}'\n", when, is_long ? "-l" : "-s", name.substr(is_long ? 2 : 1), help);
    }
  }
  return out;
}

}  // namespace

void add_completion(CLI::App& program, Action& action) {
  CLI::App* sub = program.add_subcommand("completion", "A completion script for your shell");
  auto shell = std::make_shared<std::string>();
  sub->add_option("shell", *shell, "bash, zsh or fish")
      ->required()
      ->check(one_of(std::vector<std::string>{"bash", "zsh", "fish"}))
      ->type_name("SHELL");
  sub->footer(
      "Examples:\n"
      "  eldercast completion bash > /etc/bash_completion.d/eldercast\n"
      "  eldercast completion fish > ~/.config/fish/completions/eldercast.fish");
  sub->callback([shell, &program, &action] {
    action = [shell, &program] {
      std::vector<Node> nodes;
      collect(program, "", nodes);
      print_data(*shell == "bash" ? bash(nodes) : *shell == "zsh" ? zsh(nodes) : fish(nodes));
      return Exit::done;
    };
  });
}

}  // namespace eldercast
