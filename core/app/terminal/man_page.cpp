#include "app/terminal/man_page.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <vector>

namespace eldercast {
namespace {

constexpr std::string_view kExitCodes[][2] = {
    {"0", "done"},
    {"1", "the run failed"},
    {"2", "the command line or the scenario is not valid; a missing scenario file, too"},
    {"3", "a rule was refused, or failed in a replicate"},
    {"4", "a results or output file cannot be read or written"},
    {"6", "a study finished with failed cases"},
    {"75", "a study was stopped and can be resumed"},
    {"130", "interrupted"},
};

constexpr std::string_view kEnvironment[][2] = {
    {"ELDERCAST_PLUGIN_PATH", "folders that are searched for rules behind those of --plugin-dir, between colons"},
    {"NO_COLOR", "if set and not empty, nothing is coloured"},
    {"TERM", "dumb: nothing is coloured, and progress is told in whole lines"},
};

constexpr std::string_view kFiles[][2] = {
    {"PREFIX/lib/eldercast/plugins", "the rules that come with the program"},
    {"PREFIX/share/eldercast/scenarios", "the scenarios that come with it: jiangjin, and toy, which can be checked by hand"},
    {"NAME.eldercast.part", "a file that is being written; it gets its name when it is whole"},
};

/// Text that roff sets as it stands.
std::string escaped(std::string_view text) {
  std::string out;
  bool line_start = true;
  for (const char c : text) {
    if (line_start && (c == '.' || c == '\'')) out += "\\&";
    line_start = c == '\n';
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else if (c == '"') {
      out += "\\(dq";
    } else if (c == '\'') {
      out += "\\(aq";
    } else if (c == '~') {
      out += "\\(ti";
    } else {
      out += c;
    }
  }
  return out;
}

std::string tagged(const std::string& tag, const std::string& text) { return ".TP\n" + tag + "\n" + text + "\n"; }

template <std::size_t N>
std::string list(const char* heading, const std::string_view (&rows)[N][2]) {
  std::string out = fmt::format(".SH {}\n", heading);
  for (const auto& row : rows) out += tagged(".B " + escaped(row[0]), escaped(row[1]));
  return out;
}

/// "FILE" of "FILE", "INT" of "INT:INT in [1 - 1024]"; empty for a flag.
std::string value_name(const CLI::Option& option) {
  if (option.get_items_expected_max() == 0) return "";
  const std::string type = option.get_type_name();
  const std::string name = type.substr(0, type.find(':'));
  return name == "INT" || name == "UINT" ? "N" : name == "FLOAT" ? "X" : name;
}

/// "from 1 to 1024", if the option has such a check.
std::string range_of(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  const std::size_t open = type.find(" in [");
  const std::size_t dash = type.find(" - ", open);
  const std::size_t close = type.find(']', dash);
  if (open == std::string::npos || dash == std::string::npos || close == std::string::npos) return "";
  return fmt::format("; from {} to {}", type.substr(open + 5, dash - open - 5), type.substr(dash + 3, close - dash - 3));
}

std::string option_tag(const CLI::Option& option) {
  std::string names;
  for (const std::string& name : option.get_snames()) names += (names.empty() ? "" : ", ") + ("\\fB\\-" + escaped(name) + "\\fR");
  for (const std::string& name : option.get_lnames()) names += (names.empty() ? "" : ", ") + (R"(\fB\-\-)" + escaped(name) + "\\fR");
  const std::string value = value_name(option);
  return value.empty() ? names : names + " \\fI" + escaped(value) + "\\fR";
}

bool is_help(const CLI::Option& option) { return option.check_lname("help"); }

std::string options_text(const CLI::App& app) {
  std::string out;
  for (const CLI::Option* option : app.get_options()) {
    if (is_help(*option)) continue;
    const std::string tag = option->get_positional() ? "\\fI" + escaped(value_name(*option)) + "\\fR" : option_tag(*option);
    const char* required = option->get_required() && !option->get_positional() ? " (required)" : "";
    out += tagged(tag, escaped(option->get_description() + range_of(*option) + required));
  }
  return out;
}

std::string verbatim(std::string_view text) { return ".PP\n.nf\n" + escaped(text) + "\n.fi\n"; }

void add_command(const CLI::App& app, const std::string& path, std::string& out) {
  const std::vector<const CLI::App*> inner = app.get_subcommands([](const CLI::App*) { return true; });
  if (inner.empty()) {
    std::string usage = "eldercast " + path;
    for (const CLI::Option* option : app.get_options()) {
      if (option->get_positional()) usage += " " + value_name(*option);
    }
    out += fmt::format(".SS {} [OPTIONS]\n{}.\n{}", escaped(usage), escaped(app.get_description()), options_text(app));
    if (!app.get_footer().empty()) out += verbatim(app.get_footer());
    return;
  }
  for (const CLI::App* sub : inner) add_command(*sub, path.empty() ? sub->get_name() : path + " " + sub->get_name(), out);
}

}  // namespace

std::string man_page(const CLI::App& program, const std::string& version) {
  std::string out = fmt::format(
      ".TH ELDERCAST 1 \"\" \"eldercast {}\" \"User commands\"\n"
      ".SH NAME\neldercast \\- simulate whether a district's elderly\\-care plan will work\n"
      ".SH SYNOPSIS\n.B eldercast\n.I COMMAND\n[\\fIOPTIONS\\fR]\n.br\n.B eldercast\n.I COMMAND\n.B \\-\\-help\n"
      ".SH DESCRIPTION\n{}\n",
      escaped(version), escaped(program.get_description()));
  out +=
      ".PP\nData goes to standard output, talk and progress to standard error. Every command knows \\fB\\-h\\fR, \\fB\\-\\-help\\fR.\n"
      ".SH OPTIONS\n" +
      options_text(program) + ".SH COMMANDS\n";
  add_command(program, "", out);
  out += list("EXIT STATUS", kExitCodes) + list("ENVIRONMENT", kEnvironment) + list("FILES", kFiles);
  return out + ".SH EXAMPLES\n" + verbatim(program.get_footer());
}

}  // namespace eldercast
