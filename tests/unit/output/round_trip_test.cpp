#include <cmath>
#include <cstdlib>
#include <filesystem>

#include "output/answer/answer.hpp"
#include "output/file/cube_access.hpp"
#include "output/file/inspect.hpp"
#include "output/file/results_reader.hpp"
#include "output/file/results_writer.hpp"
#include "support/catch.hpp"
#include "synthetic.hpp"
#include "temporary_folder.hpp"

using namespace eldercast;

namespace {

const test::Extent kExtent{};

void write(const std::string& path, const test::Extent& extent, int replicates, int detail, int failed = -1) {
  const Description description = test::make_description(extent);
  ResultsWriter writer(path, test::make_scenario(extent), test::make_run_info(replicates));
  for (int i = 0; i < replicates; ++i) {
    Outcome outcome = test::numbered_outcome(description, i, i < detail);
    if (i == failed) {
      outcome.failure = "funding/x in 2020-05: 不是数字";
      outcome.headline = {};
    }
    writer.append(std::move(outcome));
  }
  writer.finish();
}

void check_equal(const Outcome& found, const Outcome& wanted) {
  for (const DatasetRow& row : dataset_table()) {
    if (row.level() != Level::headline) continue;
    INFO(row.path());
    std::visit([&](auto member) { CHECK((cube_of(found, member) == cube_of(wanted, member))); }, row.source);
  }
}

}  // namespace

TEST_CASE("headline cubes, scenario and attributes come back as they were written") {
  const test::TemporaryFolder folder;
  const Description description = test::make_description(kExtent);
  write(folder.file("a.h5"), kExtent, 3, 1);
  const ResultsReader reader(folder.file("a.h5"));
  const std::vector<Outcome> outcomes = reader.read_outcomes();
  REQUIRE(outcomes.size() == 3);
  for (int i = 0; i < 3; ++i) {
    const auto at = static_cast<std::size_t>(i);
    CHECK(outcomes[at].replicate == i);
    CHECK(outcomes[at].failure.empty());
    CHECK(outcomes[at].clauses == description.clauses);
    check_equal(outcomes[at], test::numbered_outcome(description, i, false));
  }
  CHECK(reader.attributes().seed == 20200316);
  CHECK(reader.attributes().replicates == 3);
  CHECK(reader.attributes().program_version == "0.1.0");
  const Description& found = reader.description();
  CHECK(found.towns == description.towns);
  CHECK(found.settlements == description.settlements);
  CHECK(found.facilities == description.facilities);
  CHECK(found.projects == description.projects);
  CHECK(found.services == description.services);
  CHECK(found.rules == description.rules);
  CHECK(found.clauses == description.clauses);
  CHECK(found.data_gaps == description.data_gaps);
  CHECK(found.resolved_text == description.resolved_text);
  CHECK(found.digest == description.digest);
  CHECK(found.start == description.start);
  CHECK(found.end == description.end);
  CHECK(found.bed_stay_months == description.bed_stay_months);
  REQUIRE(found.origins.size() == 2);
  CHECK(found.origins[0].low == 1.2);
  CHECK_FALSE(found.origins[1].high.has_value());
  CHECK(found.origins[1].source == "年鉴");
}

TEST_CASE("postings come back with their replicate, clause and missing ids") {
  const test::TemporaryFolder folder;
  const Description description = test::make_description(kExtent);
  write(folder.file("a.h5"), kExtent, 3, 2);
  const std::vector<Outcome> outcomes = ResultsReader(folder.file("a.h5")).read_outcomes(Postings::read);
  CHECK(outcomes[1].has_detail);
  CHECK_FALSE(outcomes[2].has_detail);
  const std::vector<BookedPosting> wanted = test::numbered_outcome(description, 1, true).detail.postings;
  REQUIRE(outcomes[1].detail.postings.size() == wanted.size());
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const BookedPosting& found = outcomes[1].detail.postings[i];
    CHECK(found.month_accrued == wanted[i].month_accrued);
    CHECK(found.month_paid == wanted[i].month_paid);
    CHECK(found.town == wanted[i].town);
    CHECK(found.facility == wanted[i].facility);
    CHECK(found.service == wanted[i].service);
    CHECK(found.rule == wanted[i].rule);
    CHECK(found.payer == wanted[i].payer);
    CHECK(found.purpose == wanted[i].purpose);
    CHECK(found.clause == wanted[i].clause);
    CHECK(found.amount == wanted[i].amount);
  }
}

TEST_CASE("a failed replicate keeps its reason and takes part in nothing, wherever it stands") {
  const int failed = GENERATE(0, 1, 2);
  const test::TemporaryFolder folder;
  const Description description = test::make_description(kExtent);
  write(folder.file("a.h5"), kExtent, 3, 0, failed);
  const ResultsReader reader(folder.file("a.h5"));
  const std::vector<Outcome> outcomes = reader.read_outcomes();
  CHECK(reader.attributes().replicates_failed == 1);
  for (int i = 0; i < 3; ++i) {
    const Outcome& outcome = outcomes[static_cast<std::size_t>(i)];
    CHECK(outcome.failure == (i == failed ? "funding/x in 2020-05: 不是数字" : ""));
    check_equal(outcome, i == failed ? Outcome{} : test::numbered_outcome(description, i, false));
  }
  const Summary summary = summarise(reader.description(), outcomes);
  CHECK(summary.replicates == 2);
  CHECK(summary.replicates_failed == 1);
}

TEST_CASE("a run in which every replicate failed still leaves a file that says so") {
  const test::TemporaryFolder folder;
  write(folder.file("a.h5"), kExtent, 1, 0, 0);
  const ResultsReader reader(folder.file("a.h5"));
  CHECK(reader.read_outcomes().at(0).failure == "funding/x in 2020-05: 不是数字");
  CHECK_THAT(render_answer(summarise(reader.description(), reader.read_outcomes()), {}), contains_text("no replicate ended well"));
}

TEST_CASE("a scenario without projects and facilities is written and read") {
  test::Extent extent;
  extent.existing = 0;
  extent.projects = 0;
  const test::TemporaryFolder folder;
  write(folder.file("a.h5"), extent, 2, 1);
  const ResultsReader reader(folder.file("a.h5"));
  CHECK(reader.description().facilities.empty());
  CHECK(reader.read_outcomes(Postings::read).at(0).detail.postings.size() == 10);
}

TEST_CASE("the summary of a file is the summary of the run") {
  const test::TemporaryFolder folder;
  const Description description = test::make_description(kExtent);
  const Scenario scenario = test::make_scenario(kExtent);
  std::vector<Outcome> outcomes;
  ResultsWriter writer(folder.file("a.h5"), scenario, test::make_run_info(4));
  for (int i = 0; i < 4; ++i) {
    outcomes.push_back(test::lifelike_outcome(description, i, i == 0));
    writer.append(Outcome(outcomes.back()));
  }
  writer.finish();
  const ResultsReader reader(folder.file("a.h5"));
  const Summary of_run = summarise(scenario, outcomes);
  const Summary of_file = summarise(reader.description(), reader.read_outcomes());
  CHECK(render_json(of_run) == render_json(of_file));
  CHECK_THAT(document_text(inspect_document(folder.file("a.h5")), {}), contains_text("eldercast summary") && contains_text("/mean/towns"));
  CHECK_THAT(inspect_json(folder.file("a.h5")), contains_text("\"eldercast-inspect\""));
}

TEST_CASE("outcomes that do not fit are refused as mistakes of the program") {
  const test::TemporaryFolder folder;
  const Description description = test::make_description(kExtent);
  ResultsWriter writer(folder.file("a.h5"), test::make_scenario(kExtent), test::make_run_info(2));
  CHECK_THROWS_WITH(writer.append(test::numbered_outcome(description, 1, false)), "replicate 1 appended where 0 was due");
  Outcome small = test::numbered_outcome(description, 0, false);
  small.headline.demand = Cube<std::int32_t, 4>(1, 1, 1, 1);
  CHECK_THROWS_WITH(writer.append(std::move(small)), contains_text("/district/demand: the outcome has sizes 1 x 1 x 1 x 1"));
  CHECK_THROWS_WITH(writer.finish(), contains_text("announced"));
}

TEST_CASE("postings at a clause that is not there, and clauses that change, are refused") {
  const test::TemporaryFolder folder;
  const Description description = test::make_description(kExtent);
  ResultsWriter writer(folder.file("a.h5"), test::make_scenario(kExtent), test::make_run_info(2));
  Outcome stray = test::numbered_outcome(description, 0, true);
  stray.detail.postings[0].clause = 9;
  CHECK_THROWS_WITH(writer.append(std::move(stray)), contains_text("a clause that is not there"));
  ResultsWriter other(folder.file("b.h5"), test::make_scenario(kExtent), test::make_run_info(2));
  other.append(test::numbered_outcome(description, 0, false));
  Outcome changed = test::numbered_outcome(description, 1, false);
  changed.clauses[1] = "F9";
  CHECK_THROWS_WITH(other.append(std::move(changed)), contains_text("other clauses"));
}

TEST_CASE("two writings of the same outcomes differ in provenance only") {
  const test::TemporaryFolder folder;
  write(folder.file("a.h5"), kExtent, 2, 1);
  write(folder.file("b.h5"), kExtent, 2, 1);
  const std::string compare = "h5diff -v --exclude-path /provenance " + folder.file("a.h5") + " " + folder.file("b.h5") + " > /dev/null";
  if (std::system("command -v h5diff > /dev/null") != 0) {
    WARN("h5diff is not installed");
    return;
  }
  CHECK(std::system(compare.c_str()) == 0);
}
