#include "app/terminal/man_page.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <span>
#include <vector>

#include "app/terminal/manual_facts.hpp"
#include "app/terminal/option_words.hpp"

namespace eldercast {
namespace {

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

std::string list(const char* heading, std::span<const ManualFact> facts) {
  std::string out = fmt::format(".SH {}\n", heading);
  for (const ManualFact& fact : facts) out += tagged(".B " + escaped(fact.name), escaped(fact.text));
  return out;
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
