/// What is done with texts that somebody else may have written: JSON before it is parsed, and texts of JSON and of tables on their way out.
#include <nlohmann/json.hpp>

#include "output/export/workbook.hpp"
#include "output/render/foreign_json.hpp"
#include "output/render/json_numbers.hpp"
#include "output/render/text_cells.hpp"
#include "support/catch.hpp"

using namespace eldercast;

namespace {

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

std::string object_of(std::size_t members) {
  std::string out = "{";
  for (std::size_t i = 0; i < members; ++i) out += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\":0";
  return out + "}";
}

}  // namespace

TEST_CASE("JSON within its limits is parsed, and what is beyond them is said before") {
  CHECK_FALSE(json_excess(repeated("[", kDeepestJson) + repeated("]", kDeepestJson)));
  CHECK(json_excess(repeated("[", kDeepestJson + 1)) == "it is nested deeper than 64 levels");
  CHECK(json_excess(repeated("{\"a\":", 100'000)) == "it is nested deeper than 64 levels");
  CHECK_FALSE(json_excess(object_of(kMostMembersAnObject)));
  CHECK(json_excess(object_of(kMostMembersAnObject + 1)) == "an object has more than 1000 members");
  CHECK(json_excess("[" + repeated(object_of(1000) + ",", 1001) + "0]") == "its objects have more than 1000000 members");
  CHECK(json_excess("[" + repeated("0,", kMostJsonValues) + "0]") == "it has more than 8000000 values");
  CHECK(parse_foreign_json<nlohmann::json>("{\"a\":[1,2]}")["a"][1] == 2);
  CHECK(parse_foreign_json<nlohmann::json>(repeated("[", 100'000)).is_discarded());
}

TEST_CASE("brackets and colons inside a text of JSON count for nothing") {
  const std::string inside = repeated("[{:,", 1000);
  CHECK_FALSE(json_excess("{\"a\":\"" + inside + "\\\"" + inside + "\\\\\"}"));
  CHECK(json_excess("\"\\\\\"" + repeated("[", 100)));
  // A text that never ends is no JSON, and no reason to read behind its end.
  CHECK_FALSE(json_excess("\"abc\\"));
}

TEST_CASE("what a terminal acts on is an escape in JSON, and reads back as it was") {
  const std::string evil = "\x1b[2J\u009b31m\u202e\u2028江\x7f";
  const std::string text = json_text(Json{{"id", evil}});
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find("\u009b") == std::string::npos);
  CHECK(text.find("\u202e") == std::string::npos);
  CHECK(text.find("江") != std::string::npos);
  CHECK(Json::parse(text)["id"] == evil);
}

TEST_CASE("a text that a spreadsheet may calculate is known behind blanks and in full width") {
  for (const char* text :
       {"=1", "+1", "-1", "@x", " =1", "\t=1", "\t1", "\r1", "\n1", "　＝1", "＋1", "－1", "＠x", "\u00a0 =1", "\ufeff=1"}) {
    CHECK(like_a_formula(text));
  }
  for (const char* text : {"", " ", "a=1", "江津", "1-2", "'=1", "（=1）"}) CHECK_FALSE(like_a_formula(text));
}

TEST_CASE("a time that nobody can wait for is still a text") {
  CHECK(duration_text(1e300) == duration_text(1e15));
  CHECK(duration_text(std::numeric_limits<double>::quiet_NaN()) == duration_text(1e15));
}
