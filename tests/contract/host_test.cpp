#include <algorithm>
#include <array>
#include <cstdlib>
#include <thread>

#include "broken_plugins/temporary_folder.hpp"
#include "engine/host/plugin_host.hpp"
#include "support/catch.hpp"

using namespace eldercast;
namespace fs = std::filesystem;

namespace {

RuleRefusal refusal_of(std::variant<RuleDescription, RuleRefusal> found) {
  REQUIRE(std::holds_alternative<RuleRefusal>(found));
  return std::get<RuleRefusal>(found);
}

}  // namespace

TEST_CASE("a rule is found by its id, with its texts and rows, and a second search gives the same rows") {
  PluginHost host({ELDERCAST_TEST_PLUGINS});
  const auto found = host.find("funding/construction_grants");
  REQUIRE(std::holds_alternative<RuleDescription>(found));
  const auto& rule = std::get<RuleDescription>(found);
  CHECK(rule.id == "funding/construction_grants");
  CHECK(rule.version == "1.1.0");
  CHECK(rule.clauses == "F2 F3");
  REQUIRE(rule.rows.size() == 9);
  CHECK(std::string(rule.rows[0].path) == "street_centre_yuan");
  CHECK(std::get<RuleDescription>(host.find("funding/construction_grants")).rows.data() == rule.rows.data());
}

TEST_CASE("the file of a rule is known once the rule is found") {
  PluginHost host({ELDERCAST_TEST_PLUGINS});
  CHECK_FALSE(host.file_of("medical/nursing_beds").has_value());
  (void)host.find("medical/nursing_beds");
  CHECK(host.file_of("medical/nursing_beds") == fs::path(ELDERCAST_TEST_PLUGINS) / "medical_nursing_beds.so");
}

TEST_CASE("rows outlive the host that loaded them") {
  std::span<const ParameterRow> rows;
  {
    PluginHost host({ELDERCAST_TEST_PLUGINS});
    rows = std::get<RuleDescription>(host.find("funding/construction_grants")).rows;
  }
  CHECK(std::string(rows[1].path) == "station_city_yuan");
}

TEST_CASE("a rule object outlives the host that made it") {
  RulePtr rule;
  {
    PluginHost host({ELDERCAST_TEST_PLUGINS});
    REQUIRE(std::holds_alternative<RuleDescription>(host.find("medical/nursing_beds")));
    rule = host.make("medical/nursing_beds", std::vector<RuleValue>{24240, 24275, 0.5, 8000});
  }
  CHECK(rule != nullptr);
}

TEST_CASE("a mistyped id is refused with the folders that were searched and the id that was meant") {
  PluginHost host({ELDERCAST_TEST_PLUGINS, "/nowhere/plugins"});
  const auto refusal = refusal_of(host.find("funding/constuction_grant"));
  CHECK(refusal.code == "plugin.not-found");
  CHECK(refusal.message == "there is no rule 'funding/constuction_grant' in the plugin folders '" ELDERCAST_TEST_PLUGINS
                           "', '/nowhere/plugins' (no such folder)");
  CHECK(refusal.help == "did you mean 'funding/construction_grants'?");
}

TEST_CASE("a rule asked for with the wrong kind or without one is suggested with its own") {
  PluginHost host({ELDERCAST_TEST_PLUGINS});
  CHECK(refusal_of(host.find("funding/nursing_beds")).help == "did you mean 'medical/nursing_beds'?");
  const auto bare = refusal_of(host.find("nursing_beds"));
  CHECK(bare.code == "plugin.not-found");
  CHECK(bare.message == "'nursing_beds' is not the id of a rule: an id is <kind>/<name> with the kinds funding, staffing, medical");
  CHECK(bare.help == "did you mean 'medical/nursing_beds'?");
}

TEST_CASE("an id that nothing is near to lists the rules that are there") {
  PluginHost host({ELDERCAST_TEST_PLUGINS});
  CHECK_THAT(refusal_of(host.find("staffing/zzz")).help, Catch::Matchers::StartsWith("the rules found are funding/construction_grants, "));
}

TEST_CASE("without any rule the help says where folders come from") {
  PluginHost host({});
  const auto refusal = refusal_of(host.find("funding/construction_grants"));
  CHECK(refusal.message == "there is no rule 'funding/construction_grants': no plugin folder is searched");
  CHECK(refusal.help == "no rule was found at all; name a folder with --plugin-dir or in ELDERCAST_PLUGIN_PATH");
}

TEST_CASE("an id never becomes a path out of the plugin folders") {
  const test::TemporaryFolder folder("escape");
  fs::create_directories(folder.path() / "funding_");
  fs::copy_file(fs::path(ELDERCAST_TEST_PLUGINS) / "funding_construction_grants.so", folder.path() / "evil.so");
  PluginHost host({folder.path()});
  for (const auto* id : {"funding//../evil", "funding/../evil", "../evil/x", "funding/", "/x", "", "Funding/construction_grants",
                         "funding/construction_grants.so"}) {
    INFO(id);
    CHECK(refusal_of(host.find(id)).code == "plugin.not-found");
  }
}

TEST_CASE("a folder named twice, or a second name of one file, is no duplicate") {
  const test::TemporaryFolder folder("twice");
  fs::create_symlink(fs::path(ELDERCAST_TEST_PLUGINS) / "medical_nursing_beds.so", folder.path() / "medical_nursing_beds.so");
  PluginHost host({ELDERCAST_TEST_PLUGINS, fs::path(ELDERCAST_TEST_PLUGINS) / ".", folder.path()});
  CHECK(std::holds_alternative<RuleDescription>(host.find("medical/nursing_beds")));
}

TEST_CASE("the catalog of the scenario reader finds and lists rules without loading them") {
  PluginHost host({ELDERCAST_TEST_PLUGINS});
  const auto catalog = host.catalog();
  const auto ids = catalog.known_ids();
  CHECK(std::is_sorted(ids.begin(), ids.end()));
  CHECK(std::find(ids.begin(), ids.end(), "staffing/training_pipeline") != ids.end());
  CHECK(std::holds_alternative<RuleDescription>(catalog.find("staffing/training_pipeline")));
}

TEST_CASE("making a rule that was not found, or with the wrong number of values, names the rule") {
  PluginHost host({ELDERCAST_TEST_PLUGINS});
  CHECK_THROWS_WITH(host.make("medical/nursing_beds", {}), "rule 'medical/nursing_beds' cannot be made: it is not loaded");
  (void)host.find("medical/nursing_beds");
  CHECK_THROWS_WITH(host.make("medical/nursing_beds", std::vector<RuleValue>{1, 2}),
                    "rule 'medical/nursing_beds' cannot be made: it has 4 parameters, 2 values were given");
  CHECK_THROWS_WITH(host.make("medical/nursing_beds", std::vector<RuleValue>{24240, 24239, 0.5, 8000}),
                    "rule 'medical/nursing_beds' cannot be made: last_month is before first_month");
}

TEST_CASE("rules are found and made from several threads at once") {
  PluginHost host({ELDERCAST_TEST_PLUGINS});
  std::vector<std::thread> threads;
  std::array<int, 4> made{};
  for (std::size_t t = 0; t < made.size(); ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 100; ++i) {
        if (!std::holds_alternative<RuleDescription>(host.find("medical/nursing_beds"))) return;
        if (host.make("medical/nursing_beds", std::vector<RuleValue>{24240, 24275, 0.5, 8000})) ++made[t];
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(made == std::array<int, 4>{100, 100, 100, 100});
}

TEST_CASE("folders are searched in the order: options, environment, build tree, installed") {
  const std::vector<fs::path> options{"/option/one", "two"};
  ::setenv("ELDERCAST_PLUGIN_PATH", "/env/a::/env/b:", 1);
  const auto folders = default_plugin_folders("/opt/eldercast/bin/eldercast", options);
  ::unsetenv("ELDERCAST_PLUGIN_PATH");
  CHECK(folders ==
        std::vector<fs::path>{"/option/one", "two", "/env/a", "/env/b", "/opt/eldercast/plugins", "/opt/eldercast/lib/eldercast/plugins"});
  CHECK(default_plugin_folders("/x/bin/eldercast", {}) == std::vector<fs::path>{"/x/plugins", "/x/lib/eldercast/plugins"});
}
