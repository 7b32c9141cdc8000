// Packs: what is read, how severity scales it, and what the user sees when something is wrong.
#include <filesystem>
#include <fstream>
#include <random>

#include "scenario/reader.hpp"
#include "study/stress/pack.hpp"
#include "support/catch.hpp"
#include "support/scenarios.hpp"

using namespace eldercast;

namespace {

const std::string kToy = "scenarios/toy/toy.toml";
const std::string kHead = "schema = 1\nid = \"p\"\nname_zh = \"包\"\nname_en = \"Pack\"\nquestion = \"What if?\"\nseverity_max = 2\n";

/// A folder that goes with the test.
class Folder {
 public:
  Folder() : path_(std::filesystem::temp_directory_path() / ("eldercast-pack-" + std::to_string(std::random_device{}()))) {
    std::filesystem::create_directories(path_);
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::filesystem::path write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
    return path_ / name;
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

Pack good(const std::string& text) {
  const Folder folder;
  Diagnostics diagnostics;
  std::optional<Pack> pack = read_pack(folder.write("p.toml", text), "p.toml", diagnostics);
  INFO(diagnostics.render(false));
  REQUIRE(pack);
  return *pack;
}

std::string problems(const std::string& text) {
  const Folder folder;
  Diagnostics diagnostics;
  CHECK_FALSE(read_pack(folder.write("p.toml", text), "p.toml", diagnostics));
  return diagnostics.render(false);
}

ReadResult read_toy(const Pack& pack, double severity, const std::vector<std::string>& sets = {}) {
  const RuleCatalog catalog = test::host().catalog();
  const auto base = test::scenario(kToy, sets);
  ReadResult refused;
  TomlValue layer = layer_of(pack, severity, *base, catalog, refused.diagnostics);
  if (refused.diagnostics.has_errors()) return refused;
  return read_scenario(kToy, {sets, &catalog, {std::move(layer)}});
}

Scenario toy_with(const Pack& pack, double severity, const std::vector<std::string>& sets = {}) {
  ReadResult result = read_toy(pack, severity, sets);
  INFO(result.diagnostics.render(false));
  REQUIRE(result.scenario);
  return *result.scenario;
}

const std::string kSites = "[shock.sites]\non = \"building\"\ntown = \"T1\"\nfrom = \"2020-02\"\nto = \"2020-06\"\nfactor = 0.4\n";

}  // namespace

TEST_CASE("a pack's shocks join those of the scenario, their factors scaled by severity and never below nothing") {
  const Pack pack = good(kHead + kSites + "[shock.hiring]\non = \"carers_hired\"\nfrom = \"2020-01\"\nto = \"2020-12\"\nfactor = 1.5\n");
  CHECK(pack.id == "p");
  CHECK(pack.question == "What if?");
  CHECK(pack.severity_max == 2);
  const std::vector<std::string> own{"shock.own.on=building", "shock.own.from=2021-01", "shock.own.to=2021-02", "shock.own.factor=0.9"};
  for (const auto& [severity, sites, hiring] : {std::tuple{1.0, 0.4, 1.5}, {0.5, 0.7, 1.25}, {2.0, 0.0, 2.0}}) {
    const Scenario scenario = toy_with(pack, severity, own);
    REQUIRE(scenario.shocks.size() == 3);
    CHECK(scenario.shocks[0].id == "own");
    CHECK(scenario.shocks[1].id == "p_hiring");
    CHECK(scenario.shocks[1].factor == Approx(hiring));
    CHECK(scenario.shocks[2].id == "p_sites");
    CHECK(scenario.shocks[2].factor == Approx(sites).margin(1e-9));
    CHECK(scenario.shocks[2].town == TownId(std::size_t{0}));
  }
}

TEST_CASE("beds that a pack takes away grow with the severity, in whole beds") {
  const Pack pack =
      good(kHead + "[shock.flood]\non = \"facilities\"\nkind = \"care_home\"\nfrom = \"2020-07\"\nto = \"2020-09\"\nbeds_lost = 5\n");
  for (const auto& [severity, beds] : {std::pair{1.0, 5}, {0.5, 3}, {2.0, 10}}) {
    const Scenario scenario = toy_with(pack, severity, {});
    REQUIRE(scenario.shocks.size() == 1);
    CHECK(scenario.shocks[0].beds_lost == beds);
    CHECK(scenario.shocks[0].factor == 1);
  }
}

TEST_CASE("at severity 0 the scenario is exactly what it is without the pack") {
  const Pack pack = good(kHead + kSites + "[parameter]\n\"staff.carers_at_start\" = { times = 0.5 }\n");
  CHECK(toy_with(pack, 0).digest == test::scenario(kToy)->digest);
  CHECK(toy_with(pack, 1).digest != test::scenario(kToy)->digest);
}

TEST_CASE("changes of parameters start from the value that the scenario has, with its options, and stay whole where it is") {
  const Pack pack = good(kHead + "[parameter]\n\"staff.carers_at_start\" = { times = 0.5 }\n\"network.detour_factor\" = { to = 2.0 }\n");
  const double detour = test::scenario(kToy)->network.detour_factor;
  for (const double severity : {0.25, 1.0, 1.5}) {
    const Scenario scenario = toy_with(pack, severity, {"staff.carers_at_start=41"});
    CHECK(scenario.staff.carers_at_start == std::lround(41 * (1 - severity / 2)));
    CHECK(scenario.network.detour_factor == Approx(detour + severity * (2 - detour)));
  }
}

TEST_CASE("parameters of rules that the scenario lists can be changed, others cannot") {
  const std::string change = "[parameter]\n\"funding.construction_grants.payment_lag_months\" = { to = 9 }\n";
  const auto scenario = test::scenario(kToy);
  const auto rule = std::find_if(scenario->rules.begin(), scenario->rules.end(),
                                 [](const RuleSpec& one) { return one.id == "funding/construction_grants"; });
  REQUIRE(rule != scenario->rules.end());
  const Scenario changed = toy_with(good(kHead + change), 1);
  const auto position = static_cast<std::size_t>(rule - scenario->rules.begin());
  CHECK(changed.rules[position].values != rule->values);
  const ReadResult refused = read_toy(good(kHead + "[parameter]\n\"staff.carers_at_strat\" = { to = 9 }\n"), 1);
  CHECK(refused.diagnostics.render(false) ==
        "p.toml:8:1: error[pack.unknown-parameter]: 'staff.carers_at_strat' is not a number of the scenario that a pack can change\n"
        "    8 | \"staff.carers_at_strat\" = { to = 9 }\n"
        "      | ^^^^^^^^^^^^^^^^^^^^^^^\n"
        "  help: did you mean 'staff.carers_at_start'? (persons, 0 to 1000000)\n");
}

TEST_CASE("a wrong shock is told at its place in the pack") {
  const ReadResult refused =
      read_toy(good(kHead + "[shock.sites]\non = \"bilding\"\nfrom = \"2020-02\"\nto = \"2020-06\"\nfactor = 0.4\n"), 1);
  CHECK(refused.diagnostics.render(false) ==
        "p.toml:8:6: error[scenario.choice]: 'bilding' is not a choice of shock.p_sites.on\n"
        "    8 | on = \"bilding\"\n"
        "      |      ^^^^^^^^^\n"
        "  help: did you mean 'building'?\n");
}

TEST_CASE("what is wrong with a pack is told in exactly these words") {
  CHECK(problems("id = \"p\"\n") ==
        "p.toml:1:1: error[pack.schema]: the file does not say which schema it is written in\n"
        "    1 | id = \"p\"\n"
        "      | ^^^^^^^^\n"
        "  help: begin the file with: schema = 1\n");
  CHECK(problems("schema = 1\nid = \"My pack\"\nname_zh = 3\nquestoin = \"?\"\nseverity_max = 0.5\n") ==
        "p.toml:1:1: error[pack.required]: name_en is required\n"
        "    1 | schema = 1\n"
        "      | ^^^^^^^^^^\n"
        "p.toml:1:1: error[pack.required]: question is required\n"
        "    1 | schema = 1\n"
        "      | ^^^^^^^^^^\n"
        "p.toml:1:1: error[pack.empty]: the pack changes nothing\n"
        "    1 | schema = 1\n"
        "      | ^^^^^^^^^^\n"
        "  help: add a table [shock.<name>] or [parameter]\n"
        "p.toml:2:6: error[pack.type]: 'My pack' is not an id for a pack\n"
        "    2 | id = \"My pack\"\n"
        "      |      ^^^^^^^^^\n"
        "  help: begin with a letter a-z and use only a-z, 0-9 and _\n"
        "p.toml:3:11: error[pack.type]: name_zh must be text that is not empty\n"
        "    3 | name_zh = 3\n"
        "      |           ^\n"
        "p.toml:4:1: error[pack.unknown-key]: 'questoin' is not a key of a pack\n"
        "    4 | questoin = \"?\"\n"
        "      | ^^^^^^^^\n"
        "  help: did you mean 'question'?\n"
        "p.toml:5:16: error[pack.range]: severity_max = 0.5 must be between 1 and 100\n"
        "    5 | severity_max = 0.5\n"
        "      |                ^^^\n");
  CHECK(
      problems(kHead + "[shock.a]\nfactor = 8\n[shock.b]\nfactor = -1\n[parameter]\n\"staff.carers_at_start\" = 7\n") ==
      "p.toml:8:10: error[pack.range]: shock.a.factor = 8 becomes 15 at severity 2, more than 10\n"
      "    8 | factor = 8\n"
      "      |          ^\n"
      "  help: lower it, or severity_max\n"
      "p.toml:10:10: error[pack.range]: shock.b.factor = -1 must not be negative\n"
      "   10 | factor = -1\n"
      "      |          ^^\n"
      "p.toml:12:27: error[pack.type]: parameter 'staff.carers_at_start' must be { times = number }, { to = number } or { add = number }\n"
      "   12 | \"staff.carers_at_start\" = 7\n"
      "      |                           ^\n"
      "  help: write for instance \"staff.carers_at_start\" = { times = 0.8 }, { to = 300 }, { add = -10 } or { add = -10, until = 300 "
      "}\n");
}

TEST_CASE("a file that is not there is told as one") {
  Diagnostics diagnostics;
  CHECK_FALSE(read_pack("nowhere/p.toml", "nowhere/p.toml", diagnostics));
  CHECK(diagnostics.render(false).find("scenario.file") != std::string::npos);
}

TEST_CASE("packs are looked for in the folder stress beside the scenario") {
  const Folder folder;
  CHECK(pack_names(folder.path()).empty());
  CHECK(pack_names(folder.path() / "nowhere").empty());
  (void)folder.write("b.toml", "");
  (void)folder.write("a.toml", "");
  (void)folder.write("README.md", "");
  CHECK(pack_names(folder.path()) == std::vector<std::string>{"a", "b"});
  CHECK(pack_folder("x/y/s.toml") == "x/y/stress");
}

TEST_CASE("every shipped pack can be read with its scenario at severity 1 and at its largest") {
  for (const std::string scenario : {"scenarios/jiangjin/baseline.toml", "scenarios/toy/toy.toml"}) {
    const RuleCatalog catalog = test::host().catalog();
    const auto base = test::scenario(scenario);
    const std::filesystem::path folder = pack_folder(scenario);
    REQUIRE_FALSE(pack_names(folder).empty());
    for (const std::string& name : pack_names(folder)) {
      Diagnostics diagnostics;
      const std::optional<Pack> pack = read_pack(folder / (name + ".toml"), name, diagnostics);
      INFO(name << "\n" << diagnostics.render(false));
      REQUIRE(pack);
      CHECK(pack->id == name);
      for (const double severity : {1.0, pack->severity_max}) {
        TomlValue layer = layer_of(*pack, severity, *base, catalog, diagnostics);
        const ReadResult read = read_scenario(scenario, {{}, &catalog, {std::move(layer)}});
        INFO(read.diagnostics.render(false));
        CHECK(read.scenario);
      }
      CHECK_FALSE(diagnostics.has_errors());
    }
  }
}
