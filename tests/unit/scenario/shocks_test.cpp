// Dated shocks: values, merging, options, the resolved text.
#include <catch2/catch.hpp>

#include "unit/scenario/workshop.hpp"

using namespace eldercast;

namespace {

const std::string kText =
    "schema = 1\nextends = \"base.toml\"\n[shock.late]\non = \"building\"\ntown = \"T2\"\nkind = \"village_point\"\nfrom = \"2020-02\"\n"
    "to = \"2020-04\"\nfactor = 0.25\n[shock.early]\non = \"carers_hired\"\nfrom = \"2019-03\"\nto = \"2019-03\"\nfactor = 0\n";

Scenario good(const ReadResult& result) {
  INFO(result.diagnostics.render(false));
  REQUIRE(result.scenario);
  return *result.scenario;
}

void check_late(const Shock& late) {
  CHECK(late.id == "late");
  CHECK(late.on == ShockOn::building);
  CHECK(late.town == TownId(1));
  CHECK(late.kind == FacilityKind::village_point);
  CHECK(late.from == YearMonth(2020, 2));
  CHECK(late.to == YearMonth(2020, 4));
}

}  // namespace

TEST_CASE("shocks are read, sorted by name, and written out again") {
  const test::Workshop shop;
  shop.write("s.toml", kText);
  const Scenario first = good(shop.read("s.toml"));
  REQUIRE(first.shocks.size() == 2);
  CHECK(first.shocks[0].id == "early");
  CHECK_FALSE(first.shocks[0].town);
  CHECK_FALSE(first.shocks[0].kind);
  check_late(first.shocks[1]);
  shop.write("resolved.toml", first.resolved_text);
  const Scenario second = good(shop.read("resolved.toml"));
  REQUIRE(second.shocks.size() == 2);
  check_late(second.shocks[1]);
  CHECK(second.shocks[1].factor == 0.25);
}

TEST_CASE("shocks merge, and options change them") {
  const test::Workshop shop;
  shop.write("s.toml", kText);
  shop.write("t.toml", "schema = 1\nextends = \"s.toml\"\n[shock.early]\nenabled = false\n");
  const Scenario scenario = good(shop.read("t.toml", {"shock.late.factor=0.5", "shock.late.town=T3"}));
  REQUIRE(scenario.shocks.size() == 1);
  CHECK(scenario.shocks[0].factor == 0.5);
  CHECK(scenario.shocks[0].town == TownId(2));
  CHECK(shop.read("s.toml", {"shock.lat.factor=0.5"}).diagnostics.render(false).find("did you mean 'late'?") != std::string::npos);
}
