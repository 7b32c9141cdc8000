#include "app/words/chinese.hpp"

namespace eldercast {

const Phrasebook& chinese() {
  static const Phrasebook book{help_words()};
  return book;
}

std::string in_chinese(std::string_view english) { return chinese().told(english).value_or(std::string(english)); }

}  // namespace eldercast
