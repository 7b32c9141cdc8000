/// The running incentive is shipped in both languages: plugins/funding_running_incentives holds the library's sources and the script.
#include <tuple>

#include "engine/replicate_runner.hpp"
#include "model/district.hpp"
#include "scenario/reader.hpp"
#include "support/catch.hpp"
#include "support/numbers.hpp"

using namespace eldercast;

namespace {

constexpr const char* kRule = "funding/running_incentives";

/// A scenario of which the rules of the first of these folders are taken first.
std::vector<std::vector<std::int64_t>> books(const std::vector<std::filesystem::path>& folders, const std::string& file,
                                             const std::vector<std::string>& sets, int threads) {
  PluginHost host(folders);
  const RuleCatalog catalog = host.catalog();
  ReadResult read = read_scenario(file, {sets, &catalog});
  if (!read.scenario) throw std::runtime_error(read.diagnostics.render(false));
  const auto scenario = std::make_shared<const Scenario>(std::move(*read.scenario));
  const std::vector<RuleEntry> rules = rules_of(*scenario, host);
  RunOptions options;
  options.replicates = 3;
  options.full_detail_replicates = 3;
  options.arena = Arena(threads);
  const District district = compile_district(scenario, options);
  std::vector<std::vector<std::int64_t>> out;
  ReplicateRunner(district, rules, options).run([&](Outcome&& outcome) {
    CHECK(outcome.failure.empty());
    out.push_back(test::numbers(outcome));
  });
  return out;
}

const std::vector<std::filesystem::path> kNative{ELDERCAST_TEST_PLUGINS};
const std::vector<std::filesystem::path> kScript{std::filesystem::path(ELDERCAST_TEST_PLUGIN_SOURCES) / "funding_running_incentives",
                                                 ELDERCAST_TEST_PLUGINS};

const std::vector<std::filesystem::path> kExamples{std::filesystem::path(ELDERCAST_TEST_PLUGIN_SOURCES).parent_path() / "docs/howto/rules",
                                                   ELDERCAST_TEST_PLUGINS};

}  // namespace

TEST_CASE("a grant in a line has the books of the script, to the fen") {
  const auto script = books(kExamples, "scenarios/jiangjin/baseline.toml", {"funding.area_grant.enabled=true"}, 2);
  const auto formula =
      books(kExamples, "scenarios/jiangjin/baseline.toml",
            {"funding.formula.enabled=true", "funding.formula.number.rate.value=300", "funding.formula.number.rate.unit=\"yuan/m2\"",
             "funding.formula.grant.X1.when=\"from_project and opened_now\"", "funding.formula.grant.X1.amount=\"rate * floor_area\"",
             "funding.formula.grant.X1.paid=once", "funding.formula.grant.X1.first_month=\"2020-01\"",
             "funding.formula.grant.X1.year_at_most_yuan.2020=1000000", "funding.formula.grant.X1.lottery_fund_first=false"},
            2);
  CHECK(script == formula);
  CHECK(script != books(kExamples, "scenarios/jiangjin/baseline.toml", {}, 2));
}

TEST_CASE("the twins have the same card, row for row") {
  PluginHost native(kNative);
  PluginHost script(kScript);
  const auto a = std::get<RuleDescription>(native.find(kRule));
  const auto b = std::get<RuleDescription>(script.find(kRule));
  REQUIRE(script.file_of(kRule)->extension() == ".lua");
  CHECK(a.version == b.version);
  CHECK(a.zh == b.zh);
  CHECK(a.en == b.en);
  CHECK(a.clauses == b.clauses);
  REQUIRE(a.rows.size() == b.rows.size());
  const auto same = [](double x, double y) { return x == y || (x != x && y != y); };
  for (std::size_t i = 0; i < a.rows.size(); ++i) {
    const ParameterRow& x = a.rows[i];
    const ParameterRow& y = b.rows[i];
    INFO(x.path);
    CHECK(std::tuple(std::string(x.path), x.type, std::string(x.unit), std::string(x.zh), std::string(x.en)) ==
          std::tuple(std::string(y.path), y.type, std::string(y.unit), std::string(y.zh), std::string(y.en)));
    CHECK(std::pair(std::string(x.clause), std::string(x.source)) == std::pair(std::string(y.clause), std::string(y.source)));
    CHECK((x.min == y.min && x.max == y.max && same(x.fallback, y.fallback) && same(x.low, y.low) && same(x.high, y.high)));
  }
}

TEST_CASE("the twins give the same books to the fen, on any number of threads") {
  for (const char* file : {"scenarios/toy/toy.toml", "scenarios/jiangjin/baseline.toml"}) {
    for (const std::vector<std::string>& sets :
         {std::vector<std::string>{"funding.running_incentives.enabled=true"},
          {"funding.running_incentives.enabled=true", "funding.running_incentives.town_centres_count=false",
           "funding.running_incentives.qualifying_share=0.41", "funding.running_incentives.first_month=2020-11",
           "funding.running_incentives.up_to_500_m2_yuan=1234.56"}}) {
      INFO(file);
      const auto wanted = books(kNative, file, sets, 1);
      CHECK((books(kScript, file, sets, 1) == wanted));
      CHECK((books(kScript, file, sets, 2) == wanted));
    }
  }
}
