/// A library that was built for the oldest promised border works in this program.
#include <fstream>

#include "broken_plugins/temporary_folder.hpp"
#include "engine/replicate_runner.hpp"
#include "model/district.hpp"
#include "scenario/reader.hpp"
#include "support/catch.hpp"
#include "support/numbers.hpp"

using namespace eldercast;

namespace {

constexpr const char* kToy = "scenarios/toy/toy.toml";

struct Ran {
  std::string told;
  std::string failure;
  std::vector<std::string> clauses;
  std::int64_t under_its_clause = 0;
  std::vector<std::int64_t> numbers;
};

Ran run(const std::vector<std::string>& sets) {
  PluginHost host({ELDERCAST_TEST_PLUGINS, ELDERCAST_TEST_OLDEST});
  const RuleCatalog catalog = host.catalog();
  ReadResult read = read_scenario(kToy, {sets, &catalog});
  if (!read.scenario) return {read.diagnostics.render(false), {}, {}, 0, {}};
  const auto scenario = std::make_shared<const Scenario>(std::move(*read.scenario));
  const std::vector<RuleEntry> rules = rules_of(*scenario, host);
  RunOptions options;
  options.replicates = 1;
  const District district = compile_district(scenario, options);
  Ran out;
  ReplicateRunner(district, rules, options).run([&](Outcome&& outcome) {
    out.failure = outcome.failure;
    out.clauses = outcome.clauses;
    for (std::size_t c = 0; c < outcome.clauses.size() && outcome.failure.empty(); ++c) {
      if (outcome.clauses[c] != "X9" && outcome.clauses[c] != "its_own") continue;
      for (std::size_t year = 0; year * outcome.clauses.size() < outcome.headline.clause_accrued_fen.cells().size(); ++year) {
        out.under_its_clause += outcome.headline.clause_accrued_fen(year, c);
      }
    }
    out.numbers = test::numbers(outcome);
  });
  return out;
}

const std::string kOn = "funding.oldest_border.enabled=true";

}  // namespace

TEST_CASE("a library of the oldest border is loaded, looks, and is heard") {
  const Ran with = run({kOn});
  CHECK(with.told.empty());
  CHECK(with.failure.empty());
  CHECK(with.under_its_clause > 0);
  CHECK(with.numbers == run({kOn}).numbers);
  CHECK(with.numbers != run({}).numbers);
}

TEST_CASE("values that are more than a number cross the border") {
  const Ran plain = run({kOn});
  const Ran named = run({kOn, "funding.oldest_border.clause=its_own"});
  CHECK(std::find(named.clauses.begin(), named.clauses.end(), "its_own") != named.clauses.end());
  CHECK(named.under_its_clause == plain.under_its_clause);
  const Ran listed = run({kOn, "funding.oldest_border.list=[1, 2]"});
  CHECK(listed.under_its_clause > plain.under_its_clause);
  const Ran by_year = run({kOn, "funding.oldest_border.cap.2020=1"});
  CHECK(by_year.under_its_clause > listed.under_its_clause);
  const Ran rows = run({kOn, "funding.oldest_border.rows.first.share=0.25", "funding.oldest_border.rows.first.word=word"});
  CHECK(rows.under_its_clause > listed.under_its_clause);
}

TEST_CASE("what a library of the oldest border throws is named with its month") {
  const Ran thrown = run({kOn, "funding.oldest_border.list=[1, 2, 3]"});
  CHECK_THAT(thrown.failure, Catch::Matchers::EndsWith("threw: three is too many"));
  CHECK_THAT(thrown.failure, Catch::Matchers::StartsWith("funding/oldest_border, "));
}

TEST_CASE("what a rule says of its texts is shown at its place") {
  const Ran marked = run({kOn, "funding.oldest_border.rows.first.word=\"so!\""});
  CHECK(marked.told ==
        "--set 'funding.oldest_border.rows.first.word=\"so!\"':42: error[scenario.rule-value]: funding.oldest_border.rows.first.word: a "
        "word has "
        "no mark\n      | funding.oldest_border.rows.first.word=\"so!\"\n      |                                          ^\n  help: leave "
        "it out\n");
}

TEST_CASE("a table of rows is checked cell by cell, with the nearest names") {
  const std::string told = run({kOn, "funding.oldest_border.rows.first.shar=0.25", "funding.oldest_border.rows.other.share=7",
                                "funding.oldest_border.cap.20=1", "funding.oldest_border.list=[1, 11]"})
                               .told;
  CHECK_THAT(told, contains_text("'shar' is not a column of funding.oldest_border.rows.first"));
  CHECK_THAT(told, contains_text("did you mean 'share'"));
  CHECK_THAT(told, contains_text("funding.oldest_border.rows.other.share = 7 must be between 0 and 1"));
  CHECK_THAT(told, contains_text("funding.oldest_border.cap: '20' is not a year"));
  CHECK_THAT(told, contains_text("funding.oldest_border.list = 11 must be between 0 and 10"));
}
