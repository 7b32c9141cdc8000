#include <set>
#include <sstream>

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
