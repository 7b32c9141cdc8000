#pragma once
/// What the program says in Chinese of help and mistakes: tables of English sentences as the code writes them, with their Chinese beside.
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "scenario/source/diagnostic.hpp"
#include "text/phrasebook.hpp"

namespace eldercast {

/// Every text of --help: commands, options, lines below them.
[[nodiscard]] std::span<const Phrase> help_words();
/// Mistakes of the command line, of files and of runs.
[[nodiscard]] std::span<const Phrase> usage_words();
/// Mistakes of scenarios and their tables.
[[nodiscard]] std::span<const Phrase> scenario_words();
/// What stands in sentences: "a whole number", "12 to 20".
[[nodiscard]] std::span<const Phrase> part_words();

/// A text in Chinese, from the tables and from what parameters of scenarios are called; nothing where they do not have it. Names in front
/// of a colon stay ("x.h5: does not exist"), and so do lines behind the first.
[[nodiscard]] std::optional<std::string> chinese(std::string_view english);

/// A text in Chinese; as it is where there is none.
[[nodiscard]] std::string in_chinese(std::string_view english);

/// Problems in Chinese. A message without a Chinese text stands in English behind the sentence of its code.
[[nodiscard]] ProblemWords chinese_problems();

}  // namespace eldercast
