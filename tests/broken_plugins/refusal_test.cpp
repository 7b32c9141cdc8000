#include <array>

#include "broken_plugins/temporary_folder.hpp"
#include "engine/host/plugin_host.hpp"
#include "support/catch.hpp"
#include "unit/plugins/small_district.hpp"

using namespace eldercast;
namespace fs = std::filesystem;

namespace {

fs::path folder_of(const std::string& name) { return fs::path(ELDERCAST_TEST_BROKEN) / name; }

std::string file_of(const std::string& name) { return "'" + (folder_of(name) / ("funding_" + name + ".so")).string() + "'"; }

RuleRefusal refusal_of(PluginHost& host, const std::string& id) {
  const auto found = host.find(id);
  REQUIRE(std::holds_alternative<RuleRefusal>(found));
  return std::get<RuleRefusal>(found);
}

RuleRefusal refusal_of_case(const std::string& name) {
  PluginHost host({folder_of(name)});
  return refusal_of(host, "funding/" + name);
}

/// The rule of a case that loads, made with its default.
RulePtr made(const std::string& name) {
  PluginHost host({folder_of(name)});
  const auto found = host.find("funding/" + name);
  if (const auto* refusal = std::get_if<RuleRefusal>(&found)) FAIL(refusal->message);
  return host.make("funding/" + name, std::array{RuleValue(0.5)});
}

}  // namespace

TEST_CASE("a library without a card is refused before it is loaded") {
  const auto refusal = refusal_of_case("no_card");
  CHECK(refusal.code == "plugin.no-card");
  CHECK(refusal.message == file_of("no_card") + " offers no rule: it exports no function eldercast_plugin__<kind>__<id>__abi<N>__<layout>");
  CHECK(refusal.help == "end its source with ELDERCAST_PLUGIN(...) of api/plugin.hpp, or move the file out of the plugin folder");
}

TEST_CASE("a library of a newer program is refused, since it may say what this one does not know") {
  const auto refusal = refusal_of_case("newer_minor");
  CHECK(refusal.code == "plugin.abi");
  CHECK(refusal.message == file_of("newer_minor") + " was built for plugin interface 4.11, this program speaks 4.3");
  CHECK(refusal.help == "install the newer program, or build it again with the headers of this one (include/eldercast)");
}

TEST_CASE("another interface is refused, naming both numbers") {
  const auto refusal = refusal_of_case("old_abi");
  CHECK(refusal.code == "plugin.abi");
  CHECK(refusal.message == file_of("old_abi") + " was built for plugin interface 0, this program speaks 4");
  CHECK(refusal.help == "build it again with the headers installed beside this program (include/eldercast)");
}

TEST_CASE("another layout is refused, naming both") {
  const auto refusal = refusal_of_case("other_layout");
  CHECK(refusal.code == "plugin.layout");
  CHECK(refusal.message == file_of("other_layout") + " was built with the layout ilp32_big, this program with " ELDERCAST_LAYOUT_TEXT);
  CHECK(refusal.help == "build it again for this kind of machine");
}

TEST_CASE("a file that offers another rule than its name says is refused, naming both") {
  const auto refusal = refusal_of_case("id_mismatch");
  CHECK(refusal.code == "plugin.id-mismatch");
  CHECK(refusal.message == file_of("id_mismatch") + " offers the rule 'funding/another_name', its file name says 'funding/id_mismatch'");
  CHECK(refusal.help == "name the file funding_another_name.so");
}

TEST_CASE("a file with two rules is refused") {
  const auto refusal = refusal_of_case("two_cards");
  CHECK(refusal.code == "plugin.card");
  CHECK_THAT(refusal.message, Catch::Matchers::StartsWith(file_of("two_cards") + " offers 2 rules (funding/"));
  CHECK_THAT(refusal.message, Catch::Matchers::EndsWith("), a plugin file offers one"));
}

TEST_CASE("a library that cannot be loaded is refused with the loader's own reason") {
  const auto refusal = refusal_of_case("undefined_symbol");
  CHECK(refusal.code == "plugin.load");
  CHECK(refusal.message == file_of("undefined_symbol") + " cannot be loaded: undefined symbol: eldercast_missing_on_purpose");
}

TEST_CASE("a card that is too short is refused without reading past its end") {
  const auto refusal = refusal_of_case("small_card");
  CHECK(refusal.code == "plugin.card");
  CHECK(refusal.message ==
        file_of("small_card") + " describes its rule wrongly: its card has 4 bytes, the least of this interface has 128");
}

TEST_CASE("every wrong row is named") {
  const auto refusal = refusal_of_case("wrong_rows");
  CHECK(refusal.code == "plugin.card");
  CHECK(refusal.message ==
        file_of("wrong_rows") +
            " describes its rule wrongly: parameter 'empty' has an empty range, 2 to 1; parameter 'outside' has the "
            "default 1.5, outside its range 0 to 1; parameter 'crossed' has low 0.9 above high 0.1; parameter 'wide' has "
            "low to high 0.1 to 2, outside its range 0 to 1; parameter 'half' has only one of low and high; row 6 has the "
            "path 'Not A Path', which is not lower snake case; parameter 'empty' stands in rows 1 and 7; row 8 lacks a "
            "text; parameter 'mode' has 2 choices, which does not fit its type and range");
  CHECK(refusal.help == "correct the table of parameters and build the plugin again");
}

TEST_CASE("a rule of another kind than the name says is refused") {
  const auto refusal = refusal_of_case("wrong_kind");
  CHECK(refusal.code == "plugin.card");
  CHECK(refusal.message ==
        file_of("wrong_kind") + " describes its rule wrongly: its card says kind 'staffing', its exported name says 'funding'");
}

TEST_CASE("a rule without version and names is refused") {
  const auto refusal = refusal_of_case("no_texts");
  CHECK(refusal.code == "plugin.card");
  CHECK(refusal.message ==
        file_of("no_texts") + " describes its rule wrongly: its version is empty; its Chinese name is empty; its English name is empty");
}

TEST_CASE("a rule that keeps something that is no stock is refused") {
  const auto refusal = refusal_of_case("wrong_stock");
  CHECK(refusal.code == "plugin.card");
  CHECK(refusal.message ==
        file_of("wrong_stock") +
            " describes its rule wrongly: it keeps 'carer nurses', which are not all stocks of: carer supervisor director helper volunteer "
            "family_carer lottery_fund, or roles among its names");
}

TEST_CASE("of two files with one id the first is used, even if it is refused") {
  const test::TemporaryFolder other("duplicate");
  fs::copy_file(folder_of("wrong_stock") / "funding_wrong_stock.so", other.path() / "funding_sound.so");
  PluginHost host({other.path(), folder_of("sound")});
  CHECK(refusal_of(host, "funding/sound").code == "plugin.id-mismatch");
  const auto rows = host.list();
  REQUIRE(rows.size() == 2);
  const auto& second = rows[0].refusal ? rows[1] : rows[0];
  CHECK(second.file == folder_of("sound") / "funding_sound.so");
  CHECK(second.state == "not used: '" + (other.path() / "funding_sound.so").string() + "' is found first");
  PluginHost turned({folder_of("sound"), other.path()});
  CHECK(std::holds_alternative<RuleDescription>(turned.find("funding/sound")));
}

TEST_CASE("an exception while a rule is made comes out with the rule's name") {
  const std::array values{RuleValue(0.5)};
  for (const auto& [name, reason] :
       {std::pair{"throws_in_create", "no such share"}, std::pair{"throws_a_number", "it threw something that is not a std::exception"},
        std::pair{"makes_nothing", "its plugin returned no rule"}}) {
    PluginHost host({folder_of(name)});
    const auto id = std::string("funding/") + name;
    REQUIRE(std::holds_alternative<RuleDescription>(host.find(id)));
    CHECK_THROWS_WITH(host.make(id, values), "rule '" + id + "' cannot be made: " + reason);
  }
}

TEST_CASE("a rule that throws in pay does so as a std::exception that its caller can read") {
  const auto rule = made("throws_in_pay");
  test::SmallDistrict district;
  district.add_town(1);
  test::Room<Posting> room;
  test::Room<Evaluation> evaluations;
  test::Room<FigureValue> figures;
  CHECK_NOTHROW(rule->pay(district.view(0), {room.slots(), evaluations.slots(), figures.slots()}));
  CHECK_THROWS_WITH(rule->pay(district.view(2), {room.slots(), evaluations.slots(), figures.slots()}), "the till is locked");
}

TEST_CASE("writing past the lent room is recorded and harms nothing") {
  const auto rule = made("writes_too_much");
  test::SmallDistrict district;
  district.add_town(1);
  test::Room<Posting> room;
  test::Room<Evaluation> evaluations;
  test::Room<FigureValue> figures;
  rule->pay(district.view(0), {room.slots(), evaluations.slots(), figures.slots()});
  CHECK(room.slots().overflowed());
  CHECK(room.flows().size() == 256);
}

TEST_CASE("a list shows usable and refused files with the reason") {
  PluginHost host({folder_of("sound"), folder_of("old_abi"), folder_of("id_mismatch")});
  const auto rows = host.list();
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].id == "funding/id_mismatch");
  CHECK(rows[0].refusal->code == "plugin.id-mismatch");
  CHECK(rows[1].id == "funding/old_abi");
  CHECK(rows[1].state == "refused [plugin.abi]: " + file_of("old_abi") + " was built for plugin interface 0, this program speaks 4");
  CHECK(rows[2].id == "funding/sound");
  CHECK(rows[2].kind == "funding");
  CHECK(rows[2].version == "1.0.0");
  CHECK(rows[2].state == "usable");
}

TEST_CASE("a refused rule does not stop another one of the same folders") {
  PluginHost host({folder_of("old_abi"), folder_of("sound")});
  CHECK(std::holds_alternative<RuleRefusal>(host.find("funding/old_abi")));
  CHECK(std::holds_alternative<RuleDescription>(host.find("funding/sound")));
}
