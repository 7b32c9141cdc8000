#include <array>

#include "scenario/source/csv.hpp"
#include "scenario/source/csv_cells.hpp"
#include "support/catch.hpp"

using namespace eldercast;

namespace {

constexpr std::array<std::string_view, 3> kColumns{"code", "name", "value"};

struct Parsed {
  Diagnostics diagnostics;
  std::optional<CsvTable> table;
};

Parsed parse(const std::string& text) {
  Parsed parsed;
  parsed.table = CsvTable::parse(std::make_shared<const SourceText>("t.csv", "t.csv", text), kColumns, parsed.diagnostics);
  return parsed;
}

std::string first_code(const Parsed& parsed) { return parsed.diagnostics.has_errors() ? parsed.diagnostics.sorted().front().code : ""; }

}  // namespace

TEST_CASE("quotes, commas, line ends and comments of CSV") {
  const Parsed parsed = parse(
      "# a comment, with \"quotes\n# another\n\nvalue,code,name\r\n1,a,\"x, y\"\r\n2,b,\"say "
      "\"\"hi\"\"\"\r\n\r\n3,c,\"two\nlines\"\r\n4,,last");
  REQUIRE(parsed.table);
  CHECK_FALSE(parsed.diagnostics.has_errors());
  const CsvTable& table = *parsed.table;
  REQUIRE(table.rows() == 4);
  CHECK(table.text(0, "code") == "a");
  CHECK(table.text(0, "name") == "x, y");
  CHECK(table.text(1, "name") == "say \"hi\"");
  CHECK(table.text(2, "name") == "two\nlines");
  CHECK(table.text(3, "code").empty());
  CHECK(table.text(3, "name") == "last");
  CHECK(text_of(table.place(2, "value")) == "t.csv:8:1");
  CHECK(text_of(table.place(3, "value")) == "t.csv:10:1");  // behind a cell of two lines
}

TEST_CASE("a cell knows its line and column in characters") {
  const Parsed parsed = parse(
      "\xEF\xBB\xBF"
      "code,name,value\na,江津区,12\n");
  REQUIRE(parsed.table);
  const Place place = parsed.table->place(0, "value");
  CHECK(text_of(place) == "t.csv:2:7");
  CHECK(place.length == 2);
  CHECK(parsed.table->place(0, "name").length == 3);
}

TEST_CASE("what a CSV text must not be") {
  CHECK(first_code(parse("")) == "scenario.csv-header");
  CHECK(first_code(parse("# only a comment\n")) == "scenario.csv-header");
  CHECK(first_code(parse("code,name\n")) == "scenario.csv-header");
  CHECK(first_code(parse("code,name,value,more\n")) == "scenario.csv-header");
  CHECK(first_code(parse("code,name,value,value\n")) == "scenario.csv-header");
  CHECK(first_code(parse("code,name,value\na,b\n")) == "scenario.csv-row");
  CHECK(first_code(parse("code,name,value\na,b,c,d\n")) == "scenario.csv-row");
  CHECK(first_code(parse("code,name,value\na,b\rc,d\n")) == "scenario.csv-row");
  CHECK(first_code(parse(std::string("code,name,value\na,b\0,d\n", 23))) == "scenario.csv-row");
  CHECK(first_code(parse("code,name,value\na,\"b,c\n")) == "scenario.csv-quote");
  CHECK(first_code(parse("code,name,value\na,\"b\"x,c\n")) == "scenario.csv-quote");
  CHECK(first_code(parse("code,name,value\na,b\"x,c\n")) == "scenario.csv-quote");
  CHECK(first_code(parse("code,name,value\n# a comment below the header\n")) == "scenario.csv-row");
}

TEST_CASE("a bad row is left out and the others are read") {
  const Parsed parsed = parse("code,name,value\na,b,1\nbad\nc,d,2\n");
  REQUIRE(parsed.table);
  CHECK(parsed.table->rows() == 2);
  CHECK_FALSE(parsed.table->complete());
  CHECK(parsed.diagnostics.count() == 1);
}

TEST_CASE("typed cells accept exactly what they say") {
  const auto number_code = [](const std::string& cell) {
    Parsed parsed = parse("code,name,value\na,b," + cell + "\n");
    Diagnostics diagnostics;
    CellReader cells(*parsed.table, 0, diagnostics);
    static_cast<void>(cells.number("value", {0, 100}));
    CHECK(cells.ok() == !diagnostics.has_errors());
    return diagnostics.has_errors() ? diagnostics.sorted().front().code : std::string("ok");
  };
  for (const char* good : {"0", "1.5", "100", "1e2", ".5"}) CHECK(number_code(good) == "ok");
  for (const char* bad : {"+1", "1 ", " 1", "1.5x", "0x10", "nan", "inf", "1e999", "一", "\"1,5\""})
    CHECK(number_code(bad) == "scenario.number");
  for (const char* far : {"-1", "100.1"}) CHECK(number_code(far) == "scenario.range");
  CHECK(number_code("") == "scenario.required");
}

TEST_CASE("whole numbers have no decimal point") {
  Parsed parsed = parse("code,name,value\n7,7.0,\n");
  Diagnostics diagnostics;
  CellReader cells(*parsed.table, 0, diagnostics);
  CHECK(cells.integer("code", {0, 10}) == 7);
  CHECK(cells.ok());
  CHECK_FALSE(cells.optional_integer("value", {0, 10}));
  CHECK(cells.ok());
  static_cast<void>(cells.integer("name", {0, 10}));
  CHECK_FALSE(cells.ok());
}

TEST_CASE("what a spreadsheet leaves of emptied cells is passed over") {
  const Parsed parsed =
      parse("\"# a comment, with commas\",,,,\nsep=,\n,,,,\ncode,,name,value,,\n,,,,,\na,,b,1\nc,,d,2,,\n   \n\"\",,,,,\ne,,f,3,,,,\n,\n");
  REQUIRE(parsed.table);
  CHECK_FALSE(parsed.diagnostics.has_errors());
  REQUIRE(parsed.table->rows() == 3);
  CHECK(parsed.table->complete());
  CHECK(parsed.table->text(2, "code") == "e");
  CHECK(parsed.table->text(2, "value") == "3");
  CHECK(text_of(parsed.table->place(1, "name")) == "t.csv:7:4");
}

TEST_CASE("a cell in a column without a name is refused") {
  CHECK(first_code(parse("code,,name,value\na,x,b,1\n")) == "scenario.csv-row");
  CHECK(first_code(parse("code,name,value,\na,b,1,x\n")) == "scenario.csv-row");
}

TEST_CASE("a separator that is no comma is named, once") {
  for (const std::string separator : {";", "\t", "|", "，", "；"}) {
    std::string text = "code,name,value\na,b,1\nc,d,2\n";
    for (std::size_t at = 0; (at = text.find(',', at)) != text.npos; at += separator.size()) text.replace(at, 1, separator);
    const Parsed whole = parse(text);
    CHECK(first_code(whole) == "scenario.csv-separator");
    CHECK(whole.diagnostics.count() == 1);
    const Parsed rows = parse("code,name,value\n" + text.substr(text.find('\n') + 1));
    CHECK(first_code(rows) == "scenario.csv-separator");
    CHECK(rows.diagnostics.count() == 1);
  }
  CHECK(first_code(parse("sep=;\ncode;name;value\n")) == "scenario.csv-separator");
}

TEST_CASE("a table of any columns needs names, each once") {
  Diagnostics diagnostics;
  const auto read = [&](const std::string& text) {
    return CsvTable::parse_any(std::make_shared<const SourceText>("t.csv", "t.csv", text), diagnostics);
  };
  const auto good = read("x,y\n1,2\n");
  REQUIRE(good);
  CHECK(good->columns() == std::vector<std::string>{"x", "y"});
  CHECK_FALSE(diagnostics.has_errors());
  CHECK_FALSE(read("x,x\n1,2\n"));
  CHECK_FALSE(read("x;y\n1;2\n"));
  CHECK_FALSE(read("# nothing\n"));
}

TEST_CASE("a cell, a row and a table have limits that are said") {
  const auto message = [](const std::string& text) {
    const Parsed parsed = parse(text);
    return parsed.diagnostics.has_errors() && !parsed.table ? parsed.diagnostics.sorted().front().message : "";
  };
  const std::string header = "code,name,value\n";
  CHECK(parse(header + "a," + std::string(kLongestCell, 'x') + ",1\n").table);
  CHECK(message(header + "a," + std::string(kLongestCell + 1, 'x') + ",1\n") == "the cell has 131073 bytes; at most 131072 are read");
  CHECK(message(header + "a,\"" + std::string(kLongestCell, 'x') + "\",1\n") == "the cell has 131074 bytes; at most 131072 are read");
  CHECK(message(header + "a,b,1" + std::string(kMostCellsARow, ',') + "\n") == "the row has more than 20000 cells");
  CHECK(parse(header + "a,b,1" + std::string(16'381, ',') + "\n").table);
}
