/// The table of dated changes of facilities.
#include "support/catch.hpp"
#include "unit/scenario/workshop.hpp"

using namespace eldercast;

namespace {

std::shared_ptr<const Scenario> with_changes(const std::string& rows) {
  const test::Workshop workshop;
  workshop.write("data/changes.csv", "month,facility,kind,value,target,source\n" + rows);
  workshop.change("base.toml", "[data]\n", "[data]\nchanges = \"data/changes.csv\"\n");
  ReadResult result = workshop.read();
  INFO(result.diagnostics.render(false));
  REQUIRE(result.scenario);
  return std::make_shared<const Scenario>(std::move(*result.scenario));
}

}  // namespace

TEST_CASE("changes stand in the order of their months, and what moves is the same facility as before") {
  const auto scenario = with_changes(
      "2021-01,point-birch-01,hours,50,,invented\n"
      "2020-01,point-birch-01,move,,T2V2,invented\n"
      "2020-06,home-alder-private-1,beds,4,,invented\n");
  REQUIRE(scenario->changes.size() == 3);
  REQUIRE(scenario->existing.size() == 5);
  const SettlementId there = scenario->changes[0].to;
  REQUIRE(there.valid());
  CHECK(scenario->settlements[there.index()].code == "T2V2");
  CHECK(scenario->changes[0] == FacilityChange{YearMonth(2020, 1), FacilityId(std::size_t{2}), ChangeKind::move, 0, {}, there});
  CHECK(scenario->changes[1] == FacilityChange{YearMonth(2020, 6), FacilityId(std::size_t{1}), ChangeKind::beds, 4, {}, {}});
  CHECK(scenario->changes[2] == FacilityChange{YearMonth(2021, 1), FacilityId(std::size_t{2}), ChangeKind::hours, 50, {}, {}});
}

TEST_CASE("rows of one month keep the order of the table: a station is merged into one that closes after that") {
  const auto scenario = with_changes(
      "2020-01,station-alder-2,merge,,station-alder-1,invented\n"
      "2020-01,station-alder-1,close,,,invented\n");
  REQUIRE(scenario->changes.size() == 2);
  CHECK(scenario->changes[0].kind == ChangeKind::merge);
  CHECK(scenario->changes[1].kind == ChangeKind::close);
}

TEST_CASE("a change to no fewer beds than there are is refused: what grows is built") {
  const test::Workshop workshop;
  workshop.write("data/changes.csv",
                 "month,facility,kind,value,target,source\n"
                 "2020-06,home-alder-private-1,beds,9,,invented\n"
                 "2020-01,home-alder-private-1,beds,10,,invented\n");
  workshop.change("base.toml", "[data]\n", "[data]\nchanges = \"data/changes.csv\"\n");
  const ReadResult result = workshop.read();
  CHECK_FALSE(result.scenario);
  const std::string told = result.diagnostics.render(false);
  CHECK_THAT(told, contains_text("changes.csv:3:35: error[scenario.change]: 10 beds are no fewer than the 10 that it has"));
  CHECK_THAT(told, !contains_text("changes.csv:2"));
}
