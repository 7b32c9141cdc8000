// Payers, purposes and roles that a scenario names, and what rules have to do with them.
#include "model/targets.hpp"
#include "support/catch.hpp"
#include "unit/scenario/workshop.hpp"

using namespace eldercast;
using test::Workshop;

namespace {

constexpr const char* kNames = R"(
[names.payer.charity_federation]
zh = "区慈善总会"
en = "charity federation"

[names.payer.red_cross]
zh = "红十字会"
en = "Red Cross"
public = true

[names.purpose.respite]
zh = "喘息服务"
en = "respite"

[names.role.nurse]
zh = "护士"
en = "nurse"

[staffing.helper]
payer = "red_cross"
role = "nurse"
)";

void add_names(const Workshop& shop) { shop.write("base.toml", shop.text("base.toml") + kNames); }

}  // namespace

TEST_CASE("what a scenario names follows what the program has, in the order of the text") {
  const Workshop shop;
  add_names(shop);
  const ReadResult read = shop.read();
  INFO(read.diagnostics.render(false));
  REQUIRE(read.scenario);
  const OwnNames& names = read.scenario->names;
  CHECK(count_of<Payer>(names) == kCount<Payer> + 2);
  CHECK(name_of(static_cast<Payer>(kCount<Payer>), names) == "charity_federation");
  CHECK(name_of(static_cast<Payer>(kCount<Payer> + 1), names) == "red_cross");
  CHECK(name_of(Payer::operator_, names) == "operator");
  CHECK_FALSE(names.payers[0].is_public);
  CHECK(names.payers[1].is_public);
  CHECK(names.purposes.front().zh == "喘息服务");
  CHECK(names.roles.front().en == "nurse");
}

TEST_CASE("a parameter of a rule takes what the scenario names, as number and as text") {
  const Workshop shop;
  add_names(shop);
  const ReadResult read = shop.read();
  REQUIRE(read.scenario);
  const RuleSpec& rule = read.scenario->rules.back();
  REQUIRE(rule.id == "staffing/helper");
  CHECK(rule.values[0].number == kCount<Payer> + 1);
  CHECK(rule.values[0].text == "red_cross");
  CHECK(rule.values[1].number == kCount<Role>);
  const ReadResult silent = shop.read("base.toml", {"staffing.helper.payer=city"});
  REQUIRE(silent.scenario);
  CHECK(silent.scenario->rules.back().values[0].number == 0);
  CHECK(silent.scenario->rules.back().values[0].text == "city");
}

TEST_CASE("a target of a rule is due and asks for what the scenario says") {
  const Workshop shop;
  add_names(shop);
  const ReadResult read = shop.read("base.toml", {"staffing.helper.wanted=25"});
  REQUIRE(read.scenario);
  const std::vector<JudgedTarget> targets = judged_targets(*read.scenario);
  REQUIRE(targets.size() == kCount<Target> + 1);
  CHECK(targets.back().id == "staffing/helper.enough");
  CHECK(targets.back().threshold == 25.0);
  CHECK(targets.back().due == YearMonth(2020, 12));
  CHECK(targets.back().figure == "staffing/helper.nurses");
  CHECK(targets.back().figure_unit == "persons");
  CHECK(targets.front().id == "G1.own");
}

TEST_CASE("the resolved text names them again") {
  const Workshop shop;
  add_names(shop);
  const ReadResult first = shop.read();
  REQUIRE(first.scenario);
  shop.write("again.toml", first.scenario->resolved_text);
  const ReadResult again = shop.read("again.toml");
  INFO(again.diagnostics.render(false));
  REQUIRE(again.scenario);
  CHECK(again.scenario->names == first.scenario->names);
  CHECK(again.scenario->rules.back().values == first.scenario->rules.back().values);
}

TEST_CASE("an option names a payer, and a text that extends another one adds to its names") {
  const Workshop shop;
  add_names(shop);
  shop.write("more.toml", "schema = 1\nextends = \"base.toml\"\n[names.payer.club]\nzh = \"协会\"\nen = \"club\"\n");
  const ReadResult more = shop.read("more.toml", {"names.purpose.food.zh=餐", "names.purpose.food.en=food"});
  INFO(more.diagnostics.render(false));
  REQUIRE(more.scenario);
  CHECK(more.scenario->names.payers.back().id == "club");
  CHECK(more.scenario->names.purposes.back().id == "food");
}
