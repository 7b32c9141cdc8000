/// A library that uses payers, purposes and a role which the scenario names, and has targets of its own (named/rule.cpp).
#include "broken_plugins/temporary_folder.hpp"
#include "engine/replicate_runner.hpp"
#include "model/district.hpp"
#include "model/targets.hpp"
#include "output/answer/target_report.hpp"
#include "output/file/results_reader.hpp"
#include "output/file/results_writer.hpp"
#include "scenario/reader.hpp"
#include "support/catch.hpp"

using namespace eldercast;

namespace {

const std::vector<std::string> kNames{"names.role.nurse.zh=护士",       "names.role.nurse.en=nurse",        "names.payer.charity.zh=慈善会",
                                      "names.payer.charity.en=charity", "names.payer.club.zh=协会",         "names.payer.club.en=club",
                                      "names.purpose.respite.zh=喘息",  "names.purpose.respite.en=respite", "staffing.named.enabled=true"};

struct Ran {
  std::string told;
  std::shared_ptr<const Scenario> scenario;
  std::vector<Outcome> outcomes;
};

Ran run(std::vector<std::string> more = {}, std::vector<std::string> sets = kNames) {
  sets.insert(sets.end(), more.begin(), more.end());
  PluginHost host({ELDERCAST_TEST_PLUGINS, ELDERCAST_TEST_NAMED});
  const RuleCatalog catalog = host.catalog();
  ReadResult read = read_scenario("scenarios/toy/toy.toml", {sets, &catalog});
  if (!read.scenario) return {read.diagnostics.render(false), nullptr, {}};
  Ran out;
  out.scenario = std::make_shared<const Scenario>(std::move(*read.scenario));
  RunOptions options;
  options.replicates = 2;
  options.full_detail_replicates = 1;
  const District district = compile_district(out.scenario, options);
  ReplicateRunner(district, rules_of(*out.scenario, host), options).run([&](Outcome&& outcome) {
    out.outcomes.push_back(std::move(outcome));
  });
  return out;
}

constexpr auto kNurse = static_cast<Role>(kCount<Role>);
constexpr auto kCharity = static_cast<Payer>(kCount<Payer>);
constexpr auto kRespite = static_cast<Purpose>(kCount<Purpose>);
constexpr std::size_t kLast = 47;

}  // namespace

TEST_CASE("a role that the scenario names is hired, trained and let go like the program's own") {
  const Ran ran = run();
  INFO(ran.told);
  REQUIRE(ran.scenario);
  REQUIRE(ran.outcomes.front().failure.empty());
  const Headline& h = ran.outcomes.front().headline;
  // Two a month, and towns lose one as soon as they have more than eight.
  CHECK(h.staff(0, kNurse, StaffCount::in_post) == 2);
  CHECK(h.staff(kLast, kNurse, StaffCount::in_post) > 8);
  CHECK(h.staff(kLast, kNurse, StaffCount::in_post) < 96);
  CHECK(h.staff(kLast, kNurse, StaffCount::graduates) == 96);
  CHECK(h.staff(kLast, kNurse, StaffCount::in_training) == 48);
  CHECK(h.staff(kLast, kNurse, StaffCount::posts) == 0);
}

TEST_CASE("money of a payer that the scenario names is beside the plan's own, and a name changes nothing else") {
  const Ran with = run();
  const Ran without = run({}, {});
  REQUIRE(with.outcomes.front().failure.empty());
  const Headline& h = with.outcomes.front().headline;
  const Headline& plain = without.outcomes.front().headline;
  CHECK(h.accrued_fen(0, kCharity, kRespite) == 200);
  CHECK(h.accrued_fen(0, Payer::city, kRespite) == 200);
  for (std::size_t month = 0; month <= kLast; ++month) {
    for (std::size_t payer = 0; payer < kCount<Payer>; ++payer) {
      for (std::size_t purpose = 0; purpose < kCount<Purpose>; ++purpose) {
        REQUIRE(h.accrued_fen(month, payer, purpose) == plain.accrued_fen(month, payer, purpose));
      }
    }
  }
  CHECK(h.demand == plain.demand);
  CHECK(plain.accrued_fen.sizes()[1] == kCount<Payer>);
}

TEST_CASE("a payer is taken from the parameter and from the text that the rule looks up") {
  const Ran ran = run({"staffing.named.payer=club"});
  REQUIRE(ran.outcomes.front().failure.empty());
  const Headline& h = ran.outcomes.front().headline;
  CHECK(h.accrued_fen(0, static_cast<Payer>(kCount<Payer> + 1), kRespite) == 200);
  CHECK(h.accrued_fen(0, Payer::city, kRespite) == 0);
  const Ran wrong = run({"staffing.named.who=charty"});
  CHECK_THAT(wrong.outcomes.front().failure,
             Catch::Matchers::EndsWith("threw: the scenario has no payer 'charty'; did you mean 'charity'?"));
  const Ran unknown = run({"staffing.named.who=someone_else_entirely"});
  CHECK_THAT(unknown.outcomes.front().failure,
             Catch::Matchers::EndsWith(
                 "the scenario has no payer 'someone_else_entirely'; it names one in a table [names.payer.someone_else_entirely]"));
}

TEST_CASE("a scenario that does not name what the rule needs is refused") {
  const Ran ran = run({}, {"staffing.named.enabled=true", "names.payer.charty.zh=慈", "names.payer.charty.en=c"});
  CHECK_THAT(ran.told, contains_text("rule 'staffing/named' needs the payer 'charity', which the scenario does not name"));
  CHECK_THAT(ran.told, contains_text("the nearest that there is is 'charty'"));
  CHECK_THAT(ran.told, contains_text("name it in a table [names.role.nurse]"));
}

TEST_CASE("targets of a rule are judged by its figures at the end of the year") {
  const Ran ran = run();
  const Headline& h = ran.outcomes.front().headline;
  constexpr std::size_t kEnough = kCount<Target>;
  constexpr std::size_t kFew = kCount<Target> + 1;
  REQUIRE(h.targets.sizes()[1] == kCount<Target> + 2);
  for (std::size_t month = 0; month <= kLast; ++month) {
    // A figure as it stands; and a sum of what the calendar year has so far.
    REQUIRE(h.targets(month, kEnough) == h.rule_figures(month, 0));
    REQUIRE(h.targets(month, kFew) == 2 * static_cast<int>(month % 12 + 1));
  }
  CHECK(h.town_targets(3, 0, kEnough) == -1);
  const TargetReport report = target_report(describe(*ran.scenario), ran.outcomes);
  const TargetLine& enough = report.lines[kEnough];
  CHECK(enough.about.id == "staffing/named.enough");
  CHECK(enough.about.due == YearMonth(2021, 12));
  CHECK(enough.met == 1.0);
  CHECK(enough.basis.by == DecidedBy::model);
  CHECK(report.lines[kFew].met == 0.0);
  const Ran more = run({"staffing.named.wanted=24", "staffing.named.year=2019"});
  const TargetReport other = target_report(describe(*more.scenario), more.outcomes);
  // 24 nurses after twelve months, two of whom every town that has nine has lost; 24 hired in the year are few enough.
  CHECK(other.lines[kEnough].met == (more.outcomes.front().headline.rule_figures(11, 0) >= 24 ? 1.0 : 0.0));
  CHECK(other.lines[kFew].met == 1.0);
}

TEST_CASE("a results file keeps names and targets of rules") {
  const Ran ran = run();
  const test::TemporaryFolder folder("names");
  const std::string path = (folder.path() / "names.h5").string();
  const Description description = describe(*ran.scenario);
  RunInfo info;
  info.replicates = 2;
  {
    ResultsWriter writer(path, *ran.scenario, info);
    for (Outcome outcome : ran.outcomes) writer.append(std::move(outcome));
    writer.finish();
  }
  const ResultsReader reader(path);
  CHECK(reader.description().names == description.names);
  CHECK(reader.description().own_targets == description.own_targets);
  const std::vector<Outcome> read = reader.read_outcomes(Postings::read);
  CHECK(read.front().headline.accrued_fen == ran.outcomes.front().headline.accrued_fen);
  CHECK(read.front().headline.targets == ran.outcomes.front().headline.targets);
  CHECK(std::any_of(read.front().detail.postings.begin(), read.front().detail.postings.end(),
                    [](const BookedPosting& one) { return one.payer == kCharity && one.purpose == kRespite; }));
}
