// The common pace of a district: learnt by weights, against throwing runs away; and what it does to projects that are not open.
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <random>
#include <vector>

#include "engine/build/building_site.hpp"
#include "engine/build/common_pace.hpp"
#include "support/catch.hpp"
#include "unit/engine/toy.hpp"

using namespace eldercast;

namespace {

constexpr Spread kCommon{1, 0.7, 1.5};
constexpr int kAsOf = 12;

/// A split log-normal by the standard library, with nothing of the engine's tables.
double drawn(std::mt19937_64& random, const Spread& spread) {
  const double z = std::normal_distribution<double>()(random);
  return spread.median * std::exp(z / 1.2815515655446 * std::log(z < 0 ? spread.median / spread.low : spread.high / spread.median));
}

struct Moments {
  double weight = 0;
  double sum = 0;
  double squares = 0;

  void add(double value, double times = 1) {
    weight += times;
    sum += times * value;
    squares += times * value * value;
  }
  [[nodiscard]] double mean() const { return sum / weight; }
  [[nodiscard]] double deviation() const { return std::sqrt(squares / weight - mean() * mean()); }
};

void uncertain(Scenario& scenario) {
  for (Project& project : scenario.projects) project.built = false;
  scenario.schedule.timing = Timing::durations;
  scenario.schedule.never_built_share = 0.1;
  scenario.schedule.slip_ratio = {1.3, 0.9, 2};
}

/// The toy as of the month kAsOf.
std::shared_ptr<const Scenario> told(const Spread& common, const std::vector<Observation>& observed, int as_of = kAsOf) {
  return test::toy([&](Scenario& scenario) {
    uncertain(scenario);
    scenario.schedule.common_slip = common;
    scenario.as_of = scenario.start + as_of;
    scenario.observed = observed;
  });
}

struct Run {
  std::vector<std::int32_t> opened;  ///< by project; -1: not in the run
  std::vector<Fen> spent;
  std::vector<Fen> cost;
  double pace = 1;

  friend bool operator==(const Run&, const Run&) = default;
};

/// Every project starts as soon as it asks.
Run run(const District& district, BuildingSite& site, std::uint32_t replicate) {
  const Scenario& scenario = district.scenario();
  std::vector<FacilityState> facilities(district.network().facilities().size());
  Shocks shocks(scenario);
  shocks.start(stream_key(1, replicate), district.spreads());
  site.start(stream_key(1, replicate), facilities, {}, {}, &shocks);
  Run out;
  out.spent.resize(scenario.projects.size());
  for (const ConstructionCost& cost : site.costs_before_start()) out.spent[cost.project.index()] += cost.amount;
  for (int m = 0; m < scenario.months(); ++m) {
    for (std::size_t p = 0; p < scenario.projects.size(); ++p) {
      if (site.asks(ProjectId(p), Month{m})) site.authorise(ProjectId(p), Month{m});
    }
    site.build(Month{m}, shocks, facilities);
    for (const ConstructionCost& cost : site.costs()) out.spent[cost.project.index()] += cost.amount;
  }
  for (std::size_t p = 0; p < scenario.projects.size(); ++p) {
    out.opened.push_back(site.opened_in(ProjectId(p)));
    out.cost.push_back(site.projects()[p].cost);
  }
  out.pace = site.pace();
  return out;
}

int open_by(const Run& run, int month) {
  int open = 0;
  for (const std::int32_t opened : run.opened) open += opened >= 0 && opened <= month ? 1 : 0;
  return open;
}

/// What a run shows by the month kAsOf, each opening moved by some months.
std::vector<Observation> seen_in(const Scenario& scenario, const Run& run, int later) {
  std::vector<Observation> out;
  for (std::size_t p = 0; p < run.opened.size(); ++p) {
    if (run.opened[p] < 0) continue;
    const int month = run.opened[p] + later;
    if (month >= 0 && month <= scenario.months() - 1) out.push_back({ObservedWhat::opened, scenario.start + month, ProjectId(p), {}, 1});
  }
  return out;
}

}  // namespace

TEST_CASE("the pace is weighed as if all that contradicts what was seen had been thrown away") {
  const SplitLognormal table;
  ScheduleParameters schedule;
  schedule.common_slip = kCommon;
  schedule.slip_ratio = {1.2, 1, 1.8};
  for (Spread& spread : schedule.prepare_months) spread = {2.5, 1, 5};
  for (Spread& spread : schedule.build_months) spread = {4, 2.5, 8};
  constexpr auto kKind = FacilityKind::community_station;
  // One opened in its tenth month, one works began late and it is not open, one is not open and may never be.
  const std::vector<PaceEvidence> seen{{kKind, {9, 10, 0, {}}, 0}, {kKind, {7, {}, 3, 6}, 0}, {kKind, {12, {}, 0, {}}, 0.2}};
  CommonPace pace(table, schedule);
  REQUIRE(pace.uncertain());

  std::mt19937_64 random(20200316);
  Moments kept;
  for (int i = 0; i < 1'500'000; ++i) {
    const double f = drawn(random, kCommon);
    bool fits = true;
    for (const PaceEvidence& one : seen) {
      if (one.share_never > 0 && std::uniform_real_distribution<double>()(random) < one.share_never) continue;
      const double factor = drawn(random, schedule.slip_ratio) * f;
      const double prepare = drawn(random, schedule.prepare_months[kKind]) * factor;
      const double all = prepare + drawn(random, schedule.build_months[kKind]) * factor;
      fits = fits && all > one.known.after && (!one.known.until || all <= *one.known.until) && prepare >= one.known.prepared_from &&
             (!one.known.prepared_before || prepare < *one.known.prepared_before);
    }
    if (fits) kept.add(f);
  }
  REQUIRE(kept.weight > 2'000);

  Moments weighed;
  const std::vector<double> weights = pace.weights(seen);
  for (std::size_t i = 0; i < weights.size(); ++i) weighed.add(pace.paces()[i], weights[i]);
  CHECK(weighed.weight == Approx(1));
  CHECK(weighed.mean() == Approx(kept.mean()).margin(4 * kept.deviation() / std::sqrt(kept.weight)));
  CHECK(weighed.deviation() == Approx(kept.deviation()).epsilon(0.08));

  Moments prior;
  const std::vector<double> nothing = pace.weights({});
  for (std::size_t i = 0; i < nothing.size(); ++i) prior.add(pace.paces()[i], nothing[i]);
  CHECK(weighed.mean() > prior.mean() + 0.1);
  CHECK(weighed.deviation() < prior.deviation());

  Moments from_draws;
  for (std::uint32_t i = 0; i < 4'000; ++i)
    from_draws.add(pace.paces()[pace.draw(seen, draw(stream_key(2, i), entity(0), DrawFor::common_pace, 0)[0])]);
  CHECK(from_draws.mean() == Approx(weighed.mean()).margin(4 * weighed.deviation() / std::sqrt(4'000.0)));
  CHECK(from_draws.deviation() == Approx(weighed.deviation()).epsilon(0.06));
}

TEST_CASE("one project that cannot be at a pace does not rule the pace out") {
  const SplitLognormal table;
  ScheduleParameters schedule;
  schedule.common_slip = kCommon;
  for (Spread& spread : schedule.prepare_months) spread = {2.5, 1, 5};
  for (Spread& spread : schedule.build_months) spread = {4, 2.5, 8};
  CommonPace pace(table, schedule);
  const std::vector<PaceEvidence> never_seen{{FacilityKind::village_point, {500, {}, 0, {}}, 0}};
  const std::vector<double> with = pace.weights(never_seen);
  const std::vector<double> without = pace.weights({});
  for (std::size_t i = 0; i < with.size(); ++i) CHECK(with[i] == Approx(without[i]));
}

TEST_CASE("without a width of the common pace, and without a date, nothing changes") {
  const auto plain = test::toy(uncertain);
  const auto wide = test::toy([](Scenario& scenario) {
    uncertain(scenario);
    scenario.schedule.common_slip = kCommon;
  });
  const District a(plain);
  const District b(wide);
  BuildingSite one(a);
  BuildingSite other(b);
  const std::vector<Observation> seen = seen_in(*plain, run(a, one, 3), 0);
  const District dated(told({}, seen));
  BuildingSite site(dated);
  for (std::uint32_t r = 0; r < 50; ++r) {
    CHECK(run(a, one, r) == run(b, other, r));
    CHECK(run(dated, site, r).pace == 1);
  }
}

TEST_CASE("what follows is distributed as in runs of drawn paces of which all that show something else are thrown away") {
  // Nothing opens until the eighth month: rare, and it tells of the pace.
  constexpr int kNothingBy = 8;
  constexpr int kTimes = 12'000;
  const auto plan = told(kCommon, {}, kNothingBy);
  const District conditioned(plan);
  BuildingSite site(conditioned);
  const SplitLognormal table;
  CommonPace prior(table, plan->schedule);
  std::vector<std::unique_ptr<District>> districts;
  std::vector<std::unique_ptr<BuildingSite>> sites;
  for (const double f : prior.paces()) {
    districts.push_back(std::make_unique<District>(test::toy([&](Scenario& scenario) {
      uncertain(scenario);
      scenario.schedule.slip_ratio = {1.3 * f, 0.9 * f, 2 * f};
    })));
    sites.push_back(std::make_unique<BuildingSite>(*districts.back()));
  }
  std::mt19937_64 random(7);
  const std::vector<double> weights = prior.weights({});
  std::discrete_distribution<std::size_t> any(weights.begin(), weights.end());
  constexpr std::array kMonths{12, 18, 24, 30};
  std::array<Moments, kMonths.size()> kept;
  std::array<Moments, kMonths.size()> given;
  Moments kept_pace;
  Moments given_pace;
  for (std::uint32_t r = 0; r < kTimes * 5; ++r) {
    const std::size_t i = any(random);
    const Run one = run(*districts[i], *sites[i], r);
    if (open_by(one, kNothingBy) > 0) continue;
    for (std::size_t k = 0; k < kMonths.size(); ++k) kept[k].add(open_by(one, kMonths[k]));
    kept_pace.add(prior.paces()[i]);
  }
  for (std::uint32_t r = 0; r < kTimes; ++r) {
    const Run one = run(conditioned, site, r + 1'000'000);
    for (std::size_t k = 0; k < kMonths.size(); ++k) given[k].add(open_by(one, kMonths[k]));
    given_pace.add(one.pace);
  }
  REQUIRE(kept_pace.weight > 1'000);
  const auto alike = [](const Moments& a, const Moments& b) {
    const double error = 4 * a.deviation() * std::sqrt(1 / a.weight + 1 / b.weight);
    CHECK(b.mean() == Approx(a.mean()).margin(error));
    CHECK(b.deviation() == Approx(a.deviation()).margin(error));
  };
  alike(kept_pace, given_pace);
  for (std::size_t k = 0; k < kMonths.size(); ++k) alike(kept[k], given[k]);
}

TEST_CASE("openings that come late move what follows, and early ones the other way") {
  const District free(test::toy(uncertain));
  BuildingSite any(free);
  const Run truth = run(free, any, 11);
  std::map<int, Moments> pace;
  std::map<int, Moments> open;
  for (const int later : {-2, 0, 4}) {
    const District district(told(kCommon, seen_in(free.scenario(), truth, later), 20));
    BuildingSite site(district);
    for (std::uint32_t r = 0; r < 400; ++r) {
      const Run one = run(district, site, r);
      pace[later].add(one.pace);
      open[later].add(open_by(one, 30) - open_by(one, 20));
    }
  }
  CHECK(pace[4].mean() > pace[0].mean() + 0.05);
  CHECK(pace[0].mean() > pace[-2].mean() + 0.02);
  for (const auto& [later, moments] : pace) CHECK(moments.deviation() > 0.01);
}

TEST_CASE("a learnt pace leaves what a project costs in all as it is") {
  const District free(test::toy(uncertain));
  BuildingSite any(free);
  const District district(told({1.6, 1.2, 2.2}, seen_in(free.scenario(), run(free, any, 5), 2), 15));
  BuildingSite site(district);
  int opened_later = 0;
  for (std::uint32_t r = 0; r < 200; ++r) {
    const Run one = run(district, site, r);
    for (std::size_t p = 0; p < one.opened.size(); ++p) {
      if (one.opened[p] < 0) continue;
      opened_later += one.opened[p] > 15 ? 1 : 0;
      CHECK(one.spent[p] == one.cost[p]);
    }
  }
  CHECK(opened_later > 100);
}

TEST_CASE("the pace of a replicate does not depend on the replicates before it") {
  const District free(test::toy(uncertain));
  BuildingSite any(free);
  const District district(told(kCommon, seen_in(free.scenario(), run(free, any, 5), 1), 15));
  BuildingSite used(district);
  for (std::uint32_t r = 0; r < 30; ++r) {
    BuildingSite fresh(district);
    CHECK(run(district, used, r) == run(district, fresh, r));
  }
}
