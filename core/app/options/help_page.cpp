#include "app/options/help_page.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/options/language_option.hpp"
#include "app/terminal/option_words.hpp"
#include "app/words/chinese_words.hpp"
#include "output/render/table.hpp"
#include "text/width.hpp"

namespace eldercast {
namespace {

constexpr std::size_t kMargin = 2;
constexpr std::size_t kWidestName = 26;  ///< a longer one has a line of its own

struct Row {
  std::string name;
  std::string text;
};

/// The names of options that another one needs or does not stand, in one order on every machine.
std::string names_of(const std::set<CLI::Option*>& options, std::string_view between) {
  std::set<std::string> names;
  for (const CLI::Option* option : options) names.insert(option->get_name());
  return fmt::format("{}", fmt::join(names, between));
}

/// Where an example is broken: before the last option that lets what is before it fit, else before the last word; 0 if nowhere.
std::size_t break_of(const std::string& line, std::size_t width) {
  constexpr std::size_t kMark = 2;  // " \\"
  for (const std::string_view before : {" -", " "}) {
    for (std::size_t at = line.rfind(before); at != std::string::npos && at > line.find_first_not_of(' ');
         at = line.rfind(before, at - 1)) {
      const bool quoted = std::count(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(at), '"') % 2 == 1;
      if (!quoted && display_width(line.substr(0, at)) + kMark <= width) return at;
    }
  }
  return 0;
}

/// An example as lines that fit, which a shell puts together again.
std::string broken_example(std::string line, std::size_t width) {
  std::string out;
  while (display_width(line) > width) {
    const std::size_t at = break_of(line, width);
    if (at == 0) break;
    out += line.substr(0, at) + " \\\n";
    line = "     " + line.substr(at);
  }
  return out + line;
}

class HelpPage final : public CLI::FormatterBase {
 public:
  explicit HelpPage(Language language) : language_(language) {}

  std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode /*mode*/) const override {
    std::vector<Row> positionals;
    std::vector<Row> options;
    for (const CLI::Option* option : app->get_options()) {
      (option->get_positional() ? positionals : options).push_back({option_names(*option), text_of(*option)});
    }
    std::vector<Row> commands;
    for (const CLI::App* sub : app->get_subcommands([](const CLI::App*) { return true; })) {
      commands.push_back({sub->get_name(), told(sub->get_description())});
    }
    const std::string what = commands.empty() ? positional_words(*app) : " " + told("COMMAND");
    std::string about = app->get_description();
    std::replace(about.begin(), about.end(), '\n', ' ');
    return wrapped_text(told(about), text_width()) + "\n" + told("Usage: ") + name + what + " [" + told("OPTIONS") + "]\n" +
           block("Positionals:", positionals) + block("Options:", options) + block("Subcommands:", commands) + footer(app->get_footer());
  }

 private:
  [[nodiscard]] std::string told(std::string_view english) const {
    return language_ == Language::zh ? in_chinese(english) : std::string(english);
  }

  [[nodiscard]] std::string text_of(const CLI::Option& option) const {
    const std::string_view between = language_ == Language::zh ? "、" : ", ";
    std::string text = told(option.get_description()) + told(range_of(option));
    if (!option.get_needs().empty()) text += told("; needs " + names_of(option.get_needs(), between));
    if (!option.get_excludes().empty()) text += told("; not with " + names_of(option.get_excludes(), between));
    return text + (option.get_required() ? told(" (required)") : "");
  }

  [[nodiscard]] std::string block(std::string_view heading, const std::vector<Row>& rows) const {
    if (rows.empty()) return "";
    std::size_t widest = 0;
    for (const Row& row : rows) {
      if (const std::size_t width = display_width(row.name); width <= kWidestName) widest = std::max(widest, width);
    }
    const std::string indent(kMargin + widest + kMargin, ' ');
    std::string out = "\n" + told(heading) + "\n";
    for (const Row& row : rows) {
      const bool alone = display_width(row.name) > widest;
      out += std::string(kMargin, ' ') + (alone ? row.name + "\n" + indent : pad_right(row.name, widest + kMargin));
      for (const char c : wrapped_text(row.text, text_width() - indent.size())) out += c == '\n' ? "\n" + indent : std::string(1, c);
      out += "\n";
    }
    return out;
  }

  /// The lines below: an example stays as it is but for what is said beside it.
  [[nodiscard]] std::string footer(const std::string& text) const {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      const std::string line = text.substr(at, end - at);
      const std::size_t beside = line.rfind("   ");
      out += (out.empty() ? "\n" : "") +
             (!line.starts_with(' ')        ? wrapped_text(told(line), text_width(), kMargin)
              : beside == std::string::npos ? broken_example(line, text_width())
                                            : line.substr(0, beside + 3) + told(line.substr(beside + 3))) +
             "\n";
      at = end + 1;
    }
    return out;
  }

  Language language_;
};

}  // namespace

void set_help_page(CLI::App& program, Language language) { program.formatter(std::make_shared<HelpPage>(language)); }

}  // namespace eldercast
