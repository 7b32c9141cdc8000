// Tables as spreadsheets write them: encodings, line ends, what is refused.
#include <array>

#include "scenario/source/csv.hpp"
#include "scenario/source/file_text.hpp"
#include "support/catch.hpp"
#include "text/utf8.hpp"
#include "unit/scenario/workshop.hpp"

using namespace eldercast;

namespace {

constexpr std::array<std::string_view, 3> kColumns{"code", "name", "value"};

/// The header and two rows: the name in this encoding, then a cell of two lines.
std::string table_of(const std::string& name) { return "code,name,value\r\na," + name + ",12\r\nb,\"" + name + "\r\nx, y\",3\r\n"; }

const std::string kUtf8 = "江津区";
const std::string kGb = "\xBD\xAD\xBD\xF2\xC7\xF8";

struct Read {
  Diagnostics diagnostics;
  SourceRef source;
};

Read read(const std::string& bytes) {
  const test::Workshop shop;
  shop.write("t.csv", bytes);
  Read read;
  const Place asked{std::make_shared<const SourceText>("s.toml", "s.toml", ""), 0, 1, 1};
  read.source = read_table_text(shop.folder() / "t.csv", "t.csv", asked, read.diagnostics);
  return read;
}

std::string problem(const std::string& bytes) {
  const Read found = read(bytes);
  if (found.source) return "none";
  const Diagnostic first = found.diagnostics.sorted().front();
  return text_of(first.place) + " " + first.code + " " + first.message;
}

}  // namespace

TEST_CASE("a table reads alike in every encoding") {
  const std::string mark = "\xEF\xBB\xBF";
  const std::string gb_mark = "\x84\x31\x95\x33";
  for (const std::string& bytes : {table_of(kUtf8), mark + table_of(kUtf8), table_of(kGb), gb_mark + table_of(kGb)}) {
    Read found = read(bytes);
    REQUIRE(found.source);
    const auto table = CsvTable::parse(found.source, kColumns, found.diagnostics);
    REQUIRE(table);
    CHECK_FALSE(found.diagnostics.has_errors());
    REQUIRE(table->rows() == 2);
    CHECK(table->text(0, "name") == kUtf8);
    CHECK(table->text(1, "name") == kUtf8 + "\r\nx, y");
    CHECK(text_of(table->place(0, "value")) == "t.csv:2:7");
    CHECK(text_of(table->place(1, "code")) == "t.csv:3:1");
  }
  CHECK(read(table_of(kGb)).source->bytes() == table_of(kGb));
}

TEST_CASE("characters of four bytes are converted") {
  const auto converted = from_gb18030("\x95\x32\x82\x36x");
  REQUIRE(converted);
  CHECK(converted->text == "\xF0\xA0\x80\x80x");
}

TEST_CASE("bytes that are neither have a line and a column in characters") {
  CHECK(problem("code,name,value\na," + kGb + "\xFF,1\n") == "t.csv:2:6 scenario.encoding byte 0xFF is neither UTF-8 nor GB18030 text");
  CHECK(problem("code,name,value\na," + kGb + "\xBD") == "t.csv:2:6 scenario.encoding byte 0xBD is neither UTF-8 nor GB18030 text");
  CHECK(problem("\xEF\xBB\xBF" + table_of(kGb)).find("is not UTF-8 text") != std::string::npos);
  CHECK(problem(table_of(kUtf8) + "c," + kGb + ",1\n") == "t.csv:5:3 scenario.encoding byte 0xBD is not UTF-8 text");
  CHECK(problem(std::string("\xFF\xFE"
                            "c\0",
                            4)) == "t.csv scenario.encoding the table is UTF-16 text, which is not read");
}

TEST_CASE("Big5, Shift-JIS and EUC-KR are not taken for GB18030") {
  const auto refused = [](const std::string& name, const char* encoding) {
    const std::string message = problem("code,name,value\n" + name + "\n");
    CHECK(message.find("scenario.encoding") != message.npos);
    CHECK(message.find(encoding) != message.npos);
  };
  refused("\xA4\x6A\xAA\x46\xB5\xF3,\xB7\x73\xB5\xD8\xC2\xED", "Big5");       // 大東街, 新華鎮
  refused("\x91\xE5\x93\x8C\x92\xAC,\x90\x56\x89\xD8\x92\xAC", "Shift-JIS");  // 大東町, 新華町
  refused("\xB1\xE8\xB3\xB2\xB1\xB8,\xBC\xAD\xC3\xCA\xB5\xBF", "EUC-KR");     // 강남구, 서초동
}

TEST_CASE("rare and traditional characters of GB18030 are read") {
  CHECK(problem("a,\xBD\xAD\xBD\xF2\xC7\xF8\x89\x82\xD5\xF2\n") == "none");                  // 江津区, a rare one, 镇
  CHECK(problem("a,\xC5\x5F\x9E\xB3\xD0\xC2\xD6\xF1\x96\x7C\xB4\xE5\n") == "none");          // 臺灣新竹東村
  CHECK(problem("a,\xB4\xF3\xB4\xE5\xB0\xD7\xC9\xB3\xBD\xD6\xB5\xC0\xB6\xAB\n") == "none");  // 大村白沙街道东
}
