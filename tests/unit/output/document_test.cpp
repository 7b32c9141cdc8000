/// Documents: what screens show of them, and the tables that files get.
#include <sstream>

#include "output/render/document.hpp"
#include "output/render/fitted_text.hpp"
#include "support/catch.hpp"
#include "text/width.hpp"

using namespace eldercast;

namespace {

/// A table of a part: which part is for files alone, the amount has an interval.
Table table_of_part(const std::string& part, int rows) {
  Table out{"amounts", "数额", "各项数额", "Amounts", {}, {}, {}};
  out.columns = {{"part", "部分", "part", "", CellFormat::text, false, ShownIn::files},
                 {"name", "名称", "name", "", CellFormat::text},
                 {"amount", "数额", "amount", "persons", CellFormat::whole, true}};
  for (int i = 0; i < rows; ++i)
    out.rows.push_back({part, Text{"第" + std::to_string(i) + "项", "item " + std::to_string(i)}, Estimate{10.0 + i, 10, 5, 20}});
  return out;
}

Document two_parts() {
  Document out;
  out.title = {"标题", "Title"};
  out.begin("第一部分", "Part one");
  out.say("一句话。", "A sentence that is long enough to need more than one line on a screen of forty columns.", 2);
  out.add(table_of_part("one", 3));
  out.begin("第二部分", "Part two");
  out.add(table_of_part("two", 30));
  return out;
}

}  // namespace

TEST_CASE("a document is lines of one language that keep to the width") {
  for (const Language language : {Language::zh, Language::en}) {
    const std::string text = document_text(two_parts(), {language, 40, true});
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) CHECK(display_width(line) <= 40);
    CHECK_THAT(text, contains_text(language == Language::zh ? "第二部分" : "Part two"));
    CHECK(text.find(language == Language::zh ? "Part" : "部分") == std::string::npos);
  }
  CHECK_THAT(document_text(two_parts(), {Language::en, 40, true}), contains_text("\n  A sentence that"));
}

TEST_CASE("a terminal shows the first rows of a long table and says how many more there are, a pipe shows all") {
  Document document = two_parts();
  std::get<Table>(document.blocks.back()).rows_on_terminals = 10;
  const std::string some = document_text(document, {Language::en, 80, false});
  CHECK_THAT(some, contains_text("item 9"));
  CHECK(some.find("item 10") == std::string::npos);
  CHECK_THAT(some, contains_text("and 20 more rows"));
  CHECK_THAT(document_text(document, {Language::en, 80, true}), contains_text("item 29"));
}

TEST_CASE("tables of one key are one table in files, and tables for screens are in none") {
  Document document = two_parts();
  Table seen = table_of_part("three", 2);
  seen.shown = ShownIn::screens;
  document.add(seen);
  Table kept = table_of_part("four", 1);
  kept.shown = ShownIn::files;
  document.add(kept);
  const std::vector<Table> tables = tables_of(document);
  REQUIRE(tables.size() == 1);
  const Table files = table_for_files(tables.front());
  CHECK(files.rows.size() == 34);
  CHECK(std::get<std::string>(files.rows.front()[0]) == "one");
  CHECK(std::get<std::string>(files.rows.back()[0]) == "four");
  REQUIRE(files.columns.size() == 5);
  CHECK(files.columns[3].key == "amount_low");
  CHECK_THAT(document_text(document, {Language::en, 80, true}), contains_text("item 1"));
}

TEST_CASE("tables without rows are not shown") {
  Document document;
  document.add(table_of_part("one", 0));
  CHECK(document_text(document, {}).empty());
  CHECK(tables_of(document).empty());
}

TEST_CASE("a paragraph has the parts that must stand there, and of the others those that a reader misses most while there is room") {
  const std::vector<SpareParagraph> said{
      {{{"甲", "what must be said"}, 0}, {{"乙", "; " + std::string(30, 'x')}, 2}, {{"丙", "; short"}, 1}},
      {{{"丁。", "Ends in a stop."}, 0}}};
  const auto text = [&](std::size_t lines, bool whole = false) { return fitted_text(said, {Language::en, 30, whole}, lines); };
  CHECK(text(2) == "what must be said; short.\nEnds in a stop.\n");
  CHECK(text(0) == "what must be said.\nEnds in a stop.\n");
  CHECK(lines_in(text(9)) > 2);
  CHECK(text(0, true) == text(9));
  CHECK(fitted_text(said, {Language::zh, 30, true}, 0) == "甲乙丙。\n丁。\n");
}

TEST_CASE("a list of names breaks behind its Chinese commas") {
  CHECK(wrapped_text("finance.town_share、standards.beds、x", 20) == "finance.town_share、\nstandards.beds、x");
}
