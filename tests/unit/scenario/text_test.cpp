// Characters, places, carets, suggestions, SHA-256.
#include "scenario/source/diagnostic.hpp"
#include "scenario/source/sha256.hpp"
#include "support/catch.hpp"
#include "text/suggest.hpp"
#include "text/utf8.hpp"

using namespace eldercast;

namespace {

SourceRef source(const std::string& text, bool option = false) {
  return std::make_shared<const SourceText>(option ? "--set '" + text + "'" : "dir/file.toml", "dir/file.toml", text, option);
}

Diagnostic problem(const std::string& code, const Place& place, const std::string& message) {
  Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.place = place;
  diagnostic.message = message;
  return diagnostic;
}

std::string shown(const Place& place) { return render(problem("scenario.test", place, "message"), false); }

}  // namespace

TEST_CASE("invalid UTF-8 is found at its first byte") {
  CHECK_FALSE(find_invalid_utf8("abc 江津 \xF0\x9F\x98\x80"));
  CHECK(find_invalid_utf8("ab\xBD") == 2U);
  CHECK(find_invalid_utf8("江\xBD\xAD") == 3U);
  CHECK(find_invalid_utf8("\xC0\x80") == 0U);           // overlong
  CHECK(find_invalid_utf8("a\xED\xA0\x80") == 1U);      // surrogate
  CHECK(find_invalid_utf8("a\xF4\x90\x80\x80") == 1U);  // above U+10FFFF
  CHECK(find_invalid_utf8("a\xE6\xB1") == 1U);          // cut off
}

TEST_CASE("nothing that a terminal acts on is printed") {
  CHECK(printable("a\x1b[31mb") == "a\xEF\xBF\xBD[31mb");
  CHECK(printable("\xC2\x9B") == "\xEF\xBF\xBD");          // C1 control
  CHECK(printable("\xE2\x80\xAE江") == "\xEF\xBF\xBD江");  // right-to-left override
}

TEST_CASE("columns count characters, carets count terminal columns") {
  const SourceRef text = source("x\nname = \"江津区\", 12 # 注\n");
  // Two columns for each of three Chinese characters: the caret stands under 12.
  CHECK(shown({text, 2, 15, 2}) ==
        "dir/file.toml:2:15: error[scenario.test]: message\n"
        "    2 | name = \"江津区\", 12 # 注\n"
        "      |                  ^^\n");
  CHECK(shown({text, 2, 9, 3}) ==
        "dir/file.toml:2:9: error[scenario.test]: message\n"
        "    2 | name = \"江津区\", 12 # 注\n"
        "      |         ^^^^^^\n");
}

TEST_CASE("a caret stands behind a line that ends early, and no line has no picture") {
  CHECK(shown({source("ab\n"), 1, 3, 1}) == "dir/file.toml:1:3: error[scenario.test]: message\n    1 | ab\n      |   ^\n");
  CHECK(shown({source("ab\n"), 0, 1, 1}) == "dir/file.toml: error[scenario.test]: message\n");
}

TEST_CASE("a long line is cut around its caret") {
  const std::string text = shown({source(std::string(300, 'x') + "BAD" + std::string(300, 'y')), 1, 301, 3});
  CHECK(text.find("| ..." + std::string(40, 'x') + "BADyyy") != std::string::npos);
  CHECK(text.find("| " + std::string(43, ' ') + "^^^\n") != std::string::npos);
  for (std::size_t begin = 0; begin < text.size(); begin = text.find('\n', begin) + 1) {
    CHECK(text.find('\n', begin) - begin < 140);
  }
}

TEST_CASE("an option has a column but no line number") {
  CHECK(shown({source("a.b=1", true), 1, 5, 1}) == "--set 'a.b=1':5: error[scenario.test]: message\n      | a.b=1\n      |     ^\n");
}

TEST_CASE("a byte order mark is not part of the first column") {
  const SourceRef text = source("\xEF\xBB\xBFschema = 1\n");
  CHECK(text->line(1) == "schema = 1");
  CHECK(place_at(text, 0).column == 1);
}

TEST_CASE("problems are sorted, and the twenty-first is only counted") {
  Diagnostics diagnostics;
  CHECK(diagnostics.render(false).empty());
  for (int line = 25; line >= 1; --line) {
    diagnostics.add(problem("scenario.test", {source(std::string(30, '\n')), line, 1, 1}, std::to_string(line)));
  }
  CHECK(diagnostics.count() == 25);
  CHECK(diagnostics.sorted().front().message == "1");
  const std::string text = diagnostics.render(false);
  CHECK(text.find("]: 20\n") != std::string::npos);
  CHECK(text.find("]: 21\n") == std::string::npos);
  CHECK(text.substr(text.size() - 15) == "... and 5 more\n");
}

TEST_CASE("a flood of problems is counted, not kept") {
  Diagnostics diagnostics;
  const SourceRef text = source("x");
  for (std::size_t i = 0; i < Diagnostics::kKept + 5; ++i) diagnostics.add(problem("scenario.test", {text, 1, 1, 1}, "m"));
  CHECK(diagnostics.sorted().size() == Diagnostics::kKept);
  CHECK(diagnostics.count() == Diagnostics::kKept + 5);
}

TEST_CASE("plugin problems are told apart") {
  Diagnostics diagnostics;
  CHECK_FALSE(diagnostics.only_plugin_errors());
  diagnostics.add(problem("plugin.abi", {source("x"), 1, 1, 1}, "m"));
  CHECK(diagnostics.only_plugin_errors());
  diagnostics.add(problem("scenario.range", {source("x"), 1, 1, 1}, "m"));
  CHECK_FALSE(diagnostics.only_plugin_errors());
  CHECK(diagnostics.has_errors());
}

TEST_CASE("edit distance counts characters, not bytes") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("kitten", "sitting") == 3);
  CHECK(edit_distance("白沙镇", "白沙") == 1);
  CHECK(edit_distance("白沙镇", "") == 3);
}

TEST_CASE("suggestions: near names, at most three, else all") {
  const std::vector<Candidate> names{{"baisha", "白沙镇"}, {"youxi", "油溪镇"}, {"lishi", "李市镇"}};
  CHECK(suggestion("Baisa", names) == "valid names: baisha, youxi, lishi");  // distance 2, allowed 5 / 3 = 1
  CHECK(suggestion("baisa", names) == "did you mean 'baisha'? (白沙镇)");
  CHECK(suggestion("白沙", names) == "did you mean 'baisha'? (白沙镇)");
  CHECK(suggestion("x", {}).empty());

  const std::vector<Candidate> alike = candidates_of(std::vector<std::string>{"aaaaaa", "aaaaab", "aaaabb", "aaaabc", "zzzzzz"});
  const std::vector<Candidate> best = nearest("aaaaac", alike);
  REQUIRE(best.size() == 3);
  CHECK(best[0].name == "aaaaaa");
  CHECK(best[1].name == "aaaaab");
  // What is called so exactly stands alone, by whichever name.
  REQUIRE(nearest("aaaaab", alike).size() == 1);
  CHECK(suggestion("Youxi", {{"T1", "油溪镇", "Youxi"}, {"T2", "李市镇", "Youxu"}}) == "did you mean 'T1'? (油溪镇, Youxi)");
  CHECK(suggestion("ab", candidates_of(std::vector<std::string>{"a", "b", "xyz"})) == "did you mean 'a' or 'b'?");

  std::vector<std::string> many;
  for (int i = 0; i < 40; ++i) many.push_back("name" + std::to_string(i));
  const std::string listed = suggestion("something else", candidates_of(many));
  CHECK(listed.substr(listed.size() - 12) == " and 10 more");
}

// Vectors of FIPS 180-2, appendix B, and the empty message.
TEST_CASE("SHA-256 of known messages") {
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256(std::string(1'000'000, 'a')) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}
