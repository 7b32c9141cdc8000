#include "app/options/language_option.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <map>
#include <string_view>

#include "app/terminal/usage.hpp"

namespace eldercast {
namespace {

constexpr std::size_t kUsual = 80;
constexpr std::size_t kNarrowest = 40;
constexpr std::size_t kWidestWindow = 100;
constexpr std::size_t kWidestAsked = 500;

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

/// Whether a locale ends in another encoding than UTF-8, as zh_CN.GB18030: what it shows of UTF-8 is no text, but ASCII is.
bool names_other_encoding(std::string_view locale) {
  const std::size_t dot = locale.find('.');
  if (dot == std::string_view::npos) return false;
  std::string encoding;
  for (const char c : locale.substr(dot + 1, locale.find('@', dot) - dot - 1)) {
    if (c != '-') encoding += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  }
  return encoding != "utf8";
}

}  // namespace

void add_language_option(CLI::App& command, std::optional<Language>& language) {
  command.add_option("--lang", language, "Language of what is printed for people: zh or en (default: that of the environment, else en)")
      ->transform(one_of(std::map<std::string, Language>{{"zh", Language::zh}, {"en", Language::en}}))
      ->type_name("LANG");
}

Language language_of(const std::optional<Language>& asked) {
  if (asked) return *asked;
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const std::string_view value = environment(name);
    if (!value.empty()) return value.starts_with("zh") && !names_other_encoding(value) ? Language::zh : Language::en;
  }
  return Language::en;
}

Language language_in(const std::vector<std::string>& words) {
  constexpr std::string_view kOption = "--lang";
  std::optional<Language> asked;
  for (std::size_t i = 0; i < words.size() && words[i] != "--"; ++i) {
    const bool joined = words[i].starts_with("--lang=");
    if (!joined && (words[i] != kOption || i + 1 == words.size())) continue;
    const std::string value = joined ? words[i].substr(kOption.size() + 1) : words[i + 1];
    if (value == "zh") asked = Language::zh;
    if (value == "en") asked = Language::en;
  }
  return language_of(asked);
}

TextForm text_form(const std::optional<Language>& asked) { return {language_of(asked), text_width(), isatty(STDOUT_FILENO) == 0}; }

std::size_t text_width() {
  if (isatty(STDOUT_FILENO) != 0) {
    winsize window{};
    const bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_col > 0;
    return known ? std::clamp<std::size_t>(window.ws_col, kNarrowest, kWidestWindow) : kUsual;
  }
  const std::string_view asked = environment("COLUMNS");
  std::size_t columns = 0;
  const auto [rest, error] = std::from_chars(asked.data(), asked.data() + asked.size(), columns);
  const bool number = error == std::errc{} && rest == asked.data() + asked.size() && columns >= kNarrowest;
  return number ? std::min(columns, kWidestAsked) : kUsual;
}

}  // namespace eldercast
