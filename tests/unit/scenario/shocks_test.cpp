// Dated shocks: values, merging, options, the resolved text.
#include "support/catch.hpp"
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

TEST_CASE("a facility, a spread and its correlations are read, written out again and taken from options") {
  const test::Workshop shop;
  shop.write("s.toml",
             "schema = 1\nextends = \"base.toml\"\n[shock.late]\non = \"building\"\nfacility = \"point-birch-02\"\nfrom = \"2020-02\"\n"
             "to = \"2020-04\"\nfactor = 0.25\nspread = 0.3\ntown_correlation = 0.5\nyear_correlation = 0.2\n");
  const Scenario first = good(shop.read("s.toml"));
  shop.write("resolved.toml", first.resolved_text);
  for (const Scenario& scenario : {first, good(shop.read("resolved.toml"))}) {
    REQUIRE(scenario.shocks.size() == 1);
    const Shock& late = scenario.shocks[0];
    REQUIRE(late.facility);
    const std::size_t position = late.facility->index() - scenario.existing.size();
    CHECK(scenario.projects[position].id == "point-birch-02");
    CHECK(late.spread == 0.3);
    CHECK(late.town_correlation == 0.5);
    CHECK(late.year_correlation == 0.2);
  }
  const Scenario moved = good(shop.read("s.toml", {"shock.late.facility=home-birch-rural-1", "shock.late.on=bed_admission"}));
  CHECK(moved.existing[moved.shocks[0].facility->index()].id == "home-birch-rural-1");
}

TEST_CASE("a layer is laid over text and options, and its mistakes are shown in its own text") {
  const test::Workshop shop;
  shop.write("s.toml", kText);
  const RuleCatalog rules = test::fake_rules();
  const auto with_layer = [&](const std::string& text) {
    Diagnostics none;
    const auto source = std::make_shared<const SourceText>("layer.toml", shop.folder() / "layer.toml", text);
    return read_scenario(shop.folder() / "s.toml", {{"shock.late.factor=0.5"}, &rules, {*parse_toml(source, 16, none)}});
  };
  const Scenario layered =
      good(with_layer("[shock.late]\nfactor = 0.75\n[shock.more]\non = \"building\"\nfrom = \"2020-01\"\nto = \"2020-01\"\nfactor = 0\n"));
  REQUIRE(layered.shocks.size() == 3);
  CHECK(layered.shocks[1].factor == 0.75);
  CHECK(layered.shocks[2].id == "more");
  CHECK(with_layer("[shock.late]\nfactor = 75\n").diagnostics.render(false) ==
        "layer.toml:2:10: error[scenario.range]: shock.late.factor = 75 must be between 0 and 10 (ratio)\n"
        "    2 | factor = 75\n"
        "      |          ^^\n");
}
