#pragma once
/// What the program says in Chinese of help and mistakes: tables of English sentences as the code writes them, with their Chinese beside.
#include <span>
#include <string>
#include <string_view>

#include "text/phrasebook.hpp"

namespace eldercast {

/// Every text of --help: commands, options, lines below them.
[[nodiscard]] std::span<const Phrase> help_words();

/// All tables as one book.
[[nodiscard]] const Phrasebook& chinese();

/// A text in Chinese; as it is where the book has none.
[[nodiscard]] std::string in_chinese(std::string_view english);

}  // namespace eldercast
