#include <set>
#include <sstream>

#include "output/explain/clause_chain.hpp"
#include "output/explain/derivation.hpp"
#include "output/file/resolved_entries.hpp"
#include "output/file/schema.hpp"
#include "support/catch.hpp"

using namespace eldercast;

namespace {

std::set<std::string> words(std::string_view text) {
  std::istringstream stream{std::string(text)};
  std::set<std::string> out;
  for (std::string word; stream >> word;) out.insert(word.substr(0, word.find('?')));
  return out;
}

}  // namespace

TEST_CASE("every dataset of the schema has one story, and stories speak of nothing else") {
  std::set<std::string> paths;
  for (const DatasetRow& row : dataset_table()) paths.insert(row.path());
  std::set<std::string> told;
  for (const Derivation& story : derivations()) {
    INFO(story.path);
    CHECK(told.insert(std::string(story.path)).second);
    CHECK(story.made.size() > 20);
    for (const std::string& behind : words(story.behind)) {
      INFO(behind);
      CHECK(paths.count(behind) == 1);
      CHECK(behind != story.path);
    }
  }
  CHECK(told == paths);
}

TEST_CASE("money that is a sum of postings says which month of the posting counts") {
  for (const DatasetRow& row : dataset_table()) {
    const bool sum = row.name.find("accrued") != std::string_view::npos || row.name == "paid" || row.name == "clause_paid";
    INFO(row.path());
    CHECK((derivation_of(row.path()).postings != PostedBy::nothing) == sum);
  }
}

TEST_CASE("values of a resolved text are found with their tables and places") {
  const auto entries = resolved_entries(
      "schema = 1\n# a remark\n\n[schedule.slip_ratio]\nmedian = 1.5  # --set\n"
      "[scenario]\ngaps = [\"one = two  # three\"]  # toy.toml:15\n");
  REQUIRE(entries.size() == 2);
  CHECK(entries[0].id == "schedule.slip_ratio.median");
  CHECK(entries[0].value == "1.5");
  CHECK(entries[0].origin == "--set");
  CHECK(entries[1].id == "scenario.gaps");
  CHECK(entries[1].value == "[\"one = two  # three\"]");
  CHECK(entries[1].origin == "toy.toml:15");
}

TEST_CASE("chains of clauses speak of datasets of the schema, and are found however the clause is typed") {
  std::set<std::string> paths;
  for (const DatasetRow& row : dataset_table()) paths.insert(row.path());
  std::set<std::string> clauses;
  for (const ClauseChain& chain : clause_chains()) {
    INFO(chain.clause);
    CHECK(clauses.insert(std::string(chain.clause)).second);
    for (const std::string_view list : {chain.decides, chain.gets}) {
      for (const std::string& path : words(list)) {
        INFO(path);
        CHECK(paths.count(path) == 1);
      }
    }
  }
  CHECK(clauses == std::set<std::string>{"F1", "F2", "F3", "F4", "F5", "F6", "F7", "M3", "W2"});
  CHECK(chain_of("w2") == chain_of("W2"));
  CHECK(chain_of("G1") == nullptr);
}

TEST_CASE("a row of a table is found by what its cells hold, the latest that is not later, quotes and remarks or not") {
  const DataTable table{"changes", "data/changes.csv",
                        "# a remark, with a comma\nmonth,facility,kind,value\n2020-01,home,beds,9\n2020-06,home,beds,\"7\"\n"
                        "2020-06,other,beds,7\n2021-01,home,beds,5\n"};
  CHECK(row_saying(table, {{"facility", "home"}, {"kind", "beds"}}, "2020-12") == "data/changes.csv:4");
  CHECK(row_saying(table, {{"facility", "home"}, {"kind", "beds"}}, "2020-03") == "data/changes.csv:3");
  CHECK(row_saying(table, {{"value", "7"}}) == "data/changes.csv:5");
  CHECK(row_saying(table, {{"facility", "nobody"}}).empty());
  const DataTable tabs{"changes", "c.tsv", "month\tfacility\n2020-01\thome\r\n"};
  CHECK(row_saying(tabs, {{"facility", "home"}}) == "c.tsv:2");
}
