#pragma once
/// What --help prints.
#include "output/render/language.hpp"

namespace CLI {
class App;
}

namespace eldercast {

/// Makes --help of the program and of every command that is added later speak this language, in lines that fit the screen (text_width();
/// examples are broken as a shell reads them). Texts that the book of words does not have stay English.
void set_help_page(CLI::App& program, Language language);

}  // namespace eldercast
