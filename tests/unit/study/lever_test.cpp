// Levers and what they share with packs: what is read, how a size changes the scenario, and what the user sees when something is wrong.
#include <filesystem>
#include <fstream>
#include <random>

#include "scenario/reader.hpp"
#include "scenario/source/toml_writer.hpp"
#include "study/meet/lever.hpp"
#include "study/stress/pack.hpp"
#include "support/catch.hpp"
#include "support/scenarios.hpp"

using namespace eldercast;

namespace {

const std::string kToy = "scenarios/toy/toy.toml";
const std::string kHead =
    "schema = 1\nid = \"l\"\nname_zh = \"措施\"\nname_en = \"Lever\"\nquestion = \"What if?\"\nunit_zh = \"人\"\nunit_en = \"more\"\n"
    "size_max = 10\nstep = 0.5\n";

std::optional<Lever> read(const std::string& text, Diagnostics& diagnostics) {
  const std::filesystem::path file =
      std::filesystem::temp_directory_path() / ("eldercast-lever-" + std::to_string(std::random_device{}()) + ".toml");
  std::ofstream(file, std::ios::binary) << text;
  std::optional<Lever> lever = read_lever(file, "l.toml", diagnostics);
  std::filesystem::remove(file);
  return lever;
}

Lever good(const std::string& text) {
  Diagnostics diagnostics;
  std::optional<Lever> lever = read(text, diagnostics);
  INFO(diagnostics.render(false));
  REQUIRE(lever);
  return *lever;
}

std::string problems(const std::string& text) {
  Diagnostics diagnostics;
  CHECK_FALSE(read(text, diagnostics));
  return diagnostics.render(false);
}

ReadResult read_toy(const Lever& lever, double size, const std::vector<std::string>& sets = {}) {
  const RuleCatalog catalog = test::host().catalog();
  ReadResult refused;
  TomlValue layer = layer_of(lever, size, *test::scenario(kToy, sets), catalog, refused.diagnostics);
  if (refused.diagnostics.has_errors()) return refused;
  return read_scenario(kToy, {sets, &catalog, {std::move(layer)}});
}

Scenario toy_with(const Lever& lever, double size, const std::vector<std::string>& sets = {}) {
  ReadResult result = read_toy(lever, size, sets);
  INFO(result.diagnostics.render(false));
  REQUIRE(result.scenario);
  return *result.scenario;
}

const std::string kCost =
    "[cost]\nper = \"carer_month\"\nyuan = 4_550\nlow = 3300\nhigh = 5850\nquality = \"assumption\"\nsource = \"own\"\n";

}  // namespace

TEST_CASE("a lever has its size in steps and what the books do not know") {
  const Lever lever = good(kHead + "[parameter]\n\"staff.carers_at_start\" = { add = 2 }\n" + kCost);
  CHECK(lever.id == "l");
  CHECK(lever.unit_zh == "人");
  CHECK(lever.steps() == 20);
  CHECK(lever.size_at(0) == 0);
  CHECK(lever.size_at(3) == 1.5);
  CHECK(lever.size_at(20) == 10);
  REQUIRE(lever.stated);
  CHECK(lever.stated->per == CostPer::carer_month);
  CHECK(lever.stated->yuan == 4550);
  CHECK(lever.stated->low == 3300);
  CHECK(lever.stated->high == 5850);
  CHECK_FALSE(good(kHead + "[parameter]\n\"staff.carers_at_start\" = { add = 2 }\n").stated);
}

TEST_CASE("a size adds to the value that the scenario has, up to a limit where one is given") {
  const Lever lever =
      good(kHead +
           "[parameter]\n\"staff.carers_at_start\" = { add = 2 }\n\"population.living_alone_share\" = { until = 0.3, add = 0.1 }\n"
           "\"schedule.never_built_share\" = { add = -0.01, until = 0.02 }\n");
  const double alone = test::scenario(kToy)->population.living_alone_share;
  REQUIRE(alone < 0.2);
  const std::vector<std::string> sets{"staff.carers_at_start=40", "schedule.never_built_share=0.05"};
  for (const auto& [size, carers, share, never] :
       {std::tuple{0.5, 41, alone + 0.05, 0.045}, {1.0, 42, alone + 0.1, 0.04}, {10.0, 60, 0.3, 0.02}}) {
    const Scenario scenario = toy_with(lever, size, sets);
    CHECK(scenario.staff.carers_at_start == carers);
    CHECK(scenario.population.living_alone_share == Approx(share));
    CHECK(scenario.schedule.never_built_share == Approx(never));
  }
  // A scenario that is beyond the limit stays where it is.
  CHECK(toy_with(lever, 4, {"schedule.never_built_share=0.01"}).schedule.never_built_share == Approx(0.01));
  CHECK(toy_with(lever, 0, sets).digest == test::scenario(kToy, sets)->digest);
}

TEST_CASE("a month moves by months, over the turn of the year") {
  const Lever lever = good(kHead + "[parameter]\n\"operation.platform_from\" = { add = -1 }\n");
  const YearMonth planned = test::scenario(kToy)->operation.platform_from;
  CHECK(toy_with(lever, 4).operation.platform_from == planned - 4);
  CHECK(toy_with(lever, 10).operation.platform_from == planned - 10);
  const ReadResult refused = read_toy(good(kHead + "[parameter]\n\"operation.platform_from\" = { times = 2 }\n"), 1);
  CHECK(refused.diagnostics.render(false) ==
        "l.toml:11:29: error[lever.type]: 'operation.platform_from' is a month: it takes { add = number of months }\n"
        "   11 | \"operation.platform_from\" = { times = 2 }\n"
        "      |                             ^^^^^^^^^^^^^\n");
}

TEST_CASE("packs may add and move months as levers do") {
  const std::filesystem::path file =
      std::filesystem::temp_directory_path() / ("eldercast-pack-add-" + std::to_string(std::random_device{}()) + ".toml");
  std::ofstream(file, std::ios::binary)
      << "schema = 1\nid = \"p\"\nname_zh = \"包\"\nname_en = \"Pack\"\nquestion = \"What if?\"\nseverity_max = 2\n"
         "[parameter]\n\"staff.carers_at_start\" = { add = -3 }\n";
  Diagnostics diagnostics;
  const std::optional<Pack> pack = read_pack(file, "p.toml", diagnostics);
  std::filesystem::remove(file);
  REQUIRE(pack);
  const RuleCatalog catalog = test::host().catalog();
  const TomlValue layer = layer_of(*pack, 2, *test::scenario(kToy, {"staff.carers_at_start=41"}), catalog, diagnostics);
  CHECK(settings_of(layer) == std::vector<std::string>{"staff.carers_at_start=35"});
}

TEST_CASE("what is wrong with a lever is told in exactly these words") {
  CHECK(problems("schema = 2\n") ==
        "l.toml:1:10: error[lever.schema]: schema 2 is not supported; this program reads schema 1\n"
        "    1 | schema = 2\n"
        "      |          ^\n"
        "  help: begin the file with: schema = 1\n");
  CHECK(problems("schema = 1\nid = \"l\"\nname_zh = \"措\"\nname_en = \"L\"\nquestion = \"?\"\nunit_zh = \"人\"\nunti_en = \"more\"\n"
                 "size_max = 10\nstep = 3\n") ==
        "l.toml:1:1: error[lever.required]: unit_en is required\n"
        "    1 | schema = 1\n"
        "      | ^^^^^^^^^^\n"
        "l.toml:1:1: error[lever.empty]: the lever changes nothing\n"
        "    1 | schema = 1\n"
        "      | ^^^^^^^^^^\n"
        "  help: add a table [shock.<name>] or [parameter]\n"
        "l.toml:7:1: error[lever.unknown-key]: 'unti_en' is not a key of a lever\n"
        "    7 | unti_en = \"more\"\n"
        "      | ^^^^^^^\n"
        "  help: did you mean 'unit_en'?\n"
        "l.toml:9:8: error[lever.range]: size_max must be a whole number of steps\n"
        "    9 | step = 3\n"
        "      |        ^\n");
  CHECK(
      problems(kHead + "[parameter]\n\"staff.carers_at_start\" = { add = 2, to = 3 }\n" +
               "[cost]\nper = \"carer_moth\"\nyuan = 9\nlow = 3\nhigh = 5\nquality = \"guess\"\nsorce = \"own\"\n") ==
      "l.toml:1:1: error[lever.required]: cost.source is required\n"
      "    1 | schema = 1\n"
      "      | ^^^^^^^^^^\n"
      "l.toml:11:27: error[lever.type]: parameter 'staff.carers_at_start' must be { times = number }, { to = number } or { add = number }\n"
      "   11 | \"staff.carers_at_start\" = { add = 2, to = 3 }\n"
      "      |                           ^^^^^^^^^^^^^^^^^^^\n"
      "  help: write for instance \"staff.carers_at_start\" = { times = 0.8 }, { to = 300 }, { add = -10 } or { add = -10, until = 300 }\n"
      "l.toml:13:7: error[lever.type]: 'carer_moth' is not a choice of cost.per\n"
      "   13 | per = \"carer_moth\"\n"
      "      |       ^^^^^^^^^^^^\n"
      "  help: did you mean 'carer_month'?\n"
      "l.toml:14:8: error[lever.range]: cost.yuan = 9 must be between 3 and 5\n"
      "   14 | yuan = 9\n"
      "      |        ^\n"
      "l.toml:17:11: error[lever.type]: 'guess' is not a choice of cost.quality\n"
      "   17 | quality = \"guess\"\n"
      "      |           ^^^^^^^\n"
      "  help: valid names: measured, published_estimate, assumption\n"
      "l.toml:18:1: error[lever.unknown-key]: 'sorce' is not a key of the table [cost]\n"
      "   18 | sorce = \"own\"\n"
      "      | ^^^^^\n"
      "  help: did you mean 'source'?\n");
  CHECK(problems("schema = 1\n[parameter\n").find("error[scenario.syntax]") != std::string::npos);
}

TEST_CASE("a lever of a parameter that the scenario does not have is told at its place") {
  const ReadResult refused = read_toy(good(kHead + "[parameter]\n\"staff.carers_at_strat\" = { add = 9 }\n"), 1);
  CHECK(refused.diagnostics.render(false) ==
        "l.toml:11:1: error[lever.unknown-parameter]: 'staff.carers_at_strat' is not a number of the scenario that a lever can change\n"
        "   11 | \"staff.carers_at_strat\" = { add = 9 }\n"
        "      | ^^^^^^^^^^^^^^^^^^^^^^^\n"
        "  help: did you mean 'staff.carers_at_start'? (persons, 0 to 1000000)\n");
}

TEST_CASE("levers that change one parameter cannot be pulled together") {
  const Lever a = good(kHead + "[parameter]\n\"staff.carers_at_start\" = { add = 2 }\n\"network.detour_factor\" = { add = 0.1 }\n");
  const Lever b = good(kHead + "[parameter]\n\"network.detour_factor\" = { times = 1.1 }\n");
  const Lever c = good(kHead + "[shock.sites]\non = \"building\"\nfrom = \"2020-02\"\nto = \"2020-06\"\nfactor = 1.1\n");
  CHECK(shared_parameters(a, b) == std::vector<std::string>{"network.detour_factor"});
  CHECK(shared_parameters(a, c).empty());
}

TEST_CASE("every shipped lever can be read with its scenario at its first step and at its largest size") {
  for (const std::string scenario : {"scenarios/jiangjin/baseline.toml", "scenarios/toy/toy.toml"}) {
    const RuleCatalog catalog = test::host().catalog();
    const auto base = test::scenario(scenario);
    const std::filesystem::path folder = lever_folder(scenario);
    REQUIRE_FALSE(pack_names(folder).empty());
    for (const std::string& name : pack_names(folder)) {
      Diagnostics diagnostics;
      const std::optional<Lever> lever = read_lever(folder / (name + ".toml"), name, diagnostics);
      INFO(name << "\n" << diagnostics.render(false));
      REQUIRE(lever);
      CHECK(lever->id == name);
      for (const double size : {lever->step, lever->size_max}) {
        TomlValue layer = layer_of(*lever, size, *base, catalog, diagnostics);
        const ReadResult by_layer = read_scenario(scenario, {{}, &catalog, {layer}});
        INFO(by_layer.diagnostics.render(false));
        REQUIRE(by_layer.scenario);
        CHECK(by_layer.scenario->digest != base->digest);
        // The search sets the same values one by one, and an answer is the same as a text.
        const ReadResult by_options = read_scenario(scenario, {settings_of(layer), &catalog, {}});
        INFO(by_options.diagnostics.render(false));
        REQUIRE(by_options.scenario);
      }
      CHECK_FALSE(diagnostics.has_errors());
    }
  }
}
