#pragma once
/// The option --lang, which means the same in every command that prints for people, and how wide such a text may be.
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "output/render/document.hpp"
#include "output/render/language.hpp"

namespace CLI {
class App;
}

namespace eldercast {

/// Declares it. `language` stays absent unless it is given.
void add_language_option(CLI::App& command, std::optional<Language>& language);

/// What was asked for, else Chinese where the environment (LC_ALL, LC_MESSAGES, LANG, the first that is set) names it in UTF-8 or in no
/// encoding, else English.
[[nodiscard]] Language language_of(const std::optional<Language>& asked);

/// The same before the words behind the program's name are understood, for help and mistakes of usage: of a --lang among them the last
/// value that is one counts, and what is none is as if it were not there.
[[nodiscard]] Language language_in(const std::vector<std::string>& words);

/// The form of what is printed on stdout: its language and width, and every row where it is no terminal.
[[nodiscard]] TextForm text_form(const std::optional<Language>& asked);

/// Columns that a text on stdout may take: of a terminal those of its window, 40 to 100; elsewhere those that COLUMNS says, else 80.
[[nodiscard]] std::size_t text_width();

}  // namespace eldercast
