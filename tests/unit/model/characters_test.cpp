// UTF-8, columns of a terminal, and what no terminal may be sent.
#include "text/characters.hpp"
#include "support/catch.hpp"

using namespace eldercast;

namespace {

int width_of(std::string_view text) {
  int columns = 0;
  for (std::size_t at = 0; at < text.size();) columns += display_width(next_code_point(text, at));
  return columns;
}

}  // namespace

TEST_CASE("a code point is read as it was written, and a bad byte alone") {
  for (const char32_t code_point : {U'a', U'\u00E9', U'\u6C5F', U'\U0001F600'}) {
    std::string text;
    append_code_point(text, code_point);
    std::size_t at = 0;
    bool valid = false;
    CHECK(next_code_point(text, at, valid) == code_point);
    CHECK(valid);
    CHECK(at == text.size());
  }
  std::size_t at = 0;
  bool valid = true;
  CHECK(next_code_point("\xE6\xB1", at, valid) == 0xFFFD);
  CHECK(at == 1);
  CHECK_FALSE(valid);
}

TEST_CASE("wide characters and emoji take two columns, marks that combine none") {
  CHECK(width_of("江津区") == 6);
  CHECK(width_of("（一）〇𠮷") == 10);
  CHECK(width_of("😀🏠✅⭐") == 8);
  CHECK(width_of("…—·█▁ü") == 6);
  CHECK(width_of("e\xCC\x81") == 1);                 // e and a combining acute accent
  CHECK(width_of("\xE0\xBD\x80\xE0\xBD\xB4") == 1);  // Tibetan ka with the vowel u below
  CHECK(width_of("\xD8\xA8\xD9\x8E") == 1);          // Arabic beh with fatha
  CHECK(width_of("a\xE2\x80\x8D"
                 "b") == 2);                         // a joiner
  CHECK(width_of("\xEF\xB8\x8F\xEF\xBB\xBF") == 0);  // variation selector, byte order mark
  CHECK(width_of("\x1b\x07\x7f\xC2\x9B") == 0);
}

TEST_CASE("what a terminal acts on is replaced, and everything else stays") {
  const std::string replaced = "\xEF\xBF\xBD";
  CHECK(printable("a\x1b[31mb\nc") == "a" + replaced + "[31mb" + replaced + "c");
  CHECK(printable_lines("a\x1b[31mb\n\tc") == "a" + replaced + "[31mb\n\tc");
  CHECK(printable("\xC2\x9B\xE2\x80\xA8") == replaced + replaced);  // C1, line separator
  CHECK(printable("\xE2\x80\xAE右\xE2\x81\xA6左\xE2\x81\xA9") == replaced + "右" + replaced + "左" + replaced);
  CHECK(printable("<b>\"'=1+1 江津 😀") == "<b>\"'=1+1 江津 😀");
  CHECK(printable("\xFF") == replaced);
}

TEST_CASE("a name is one line") {
  CHECK(plain_line("甲\r\n街\t道\n") == "甲 街 道 ");
  CHECK(plain_line("甲\x1b[2J") == "甲\xEF\xBF\xBD[2J");
}

TEST_CASE("a message quotes the beginning of a long text, in whole characters") {
  CHECK(cut_to("abc", 3) == "abc");
  CHECK(cut_to("abcd", 3) == "abc…");
  CHECK(cut_to("江津区", 4) == "江…");
  CHECK(cut_to("江津区", 0) == "…");
  CHECK(piece("a\x1b\n") == "a\uFFFD\uFFFD");
  CHECK(piece(std::string(20'000'000, 'x')).size() < 300);
}
