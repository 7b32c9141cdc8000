// What is known of the past: projects as observed, and the rest drawn given it, against throwing runs away.
#include <cmath>
#include <map>
#include <vector>

#include "engine/build/building_site.hpp"
#include "engine/build/conditioned_delay.hpp"
#include "support/catch.hpp"
#include "unit/engine/toy.hpp"

using namespace eldercast;

namespace {

constexpr int kTimes = 20'000;

/// Months in which projects opened, -1: not in the run; each starts as soon as it asks.
std::vector<std::int32_t> openings_of(const District& district, BuildingSite& site, std::uint32_t replicate) {
  const Scenario& scenario = district.scenario();
  std::vector<FacilityState> facilities(district.network().facilities().size());
  Shocks shocks(scenario);
  shocks.start(stream_key(1, replicate), district.spreads());
  site.start(stream_key(1, replicate), facilities, {}, {}, &shocks);
  for (int m = 0; m < scenario.months(); ++m) {
    for (std::size_t p = 0; p < scenario.projects.size(); ++p) {
      if (site.asks(ProjectId(p), Month{m})) site.authorise(ProjectId(p), Month{m});
    }
    site.build(Month{m}, shocks, facilities);
  }
  std::vector<std::int32_t> out;
  for (std::size_t p = 0; p < scenario.projects.size(); ++p) out.push_back(site.opened_in(ProjectId(p)));
  return out;
}

/// The toy with nothing reported as built, wide delays, a tenth never built, and slow building in its second year.
void uncertain(Scenario& scenario) {
  for (Project& project : scenario.projects) project.built = false;
  scenario.schedule.timing = Timing::durations;
  scenario.schedule.never_built_share = 0.1;
  scenario.schedule.slip_ratio = {1.3, 0.9, 2};
  scenario.shocks = {{"slow", ShockOn::building, {}, {}, scenario.start + 10, scenario.start + 15, 0.5}};
}

std::shared_ptr<const Scenario> knowing(int as_of, const std::vector<Observation>& observed) {
  return test::toy([&](Scenario& scenario) {
    uncertain(scenario);
    scenario.as_of = scenario.start + as_of;
    scenario.observed = observed;
  });
}

Observation seen(const Scenario& scenario, ObservedWhat what, std::size_t project, int month) {
  return {what, scenario.start + month, ProjectId(project), {}, 1};
}

}  // namespace

TEST_CASE("a delay that is known to be longer, or within bounds, is drawn as if the others had been thrown away") {
  const SplitLognormal table;
  const Spread prepare{2.5, 1, 5};
  const Spread build{4, 2.5, 8};
  const Spread slip{1.2, 1, 1.8};
  ConditionedDelay delay(table, prepare, build, slip);
  for (const DelayKnown known : {DelayKnown{}, DelayKnown{9, {}, 0, {}}, DelayKnown{5, 6, 0, {}}, DelayKnown{8, {}, 2, 4}}) {
    double kept = 0;
    double kept_sum = 0;
    double kept_squares = 0;
    double kept_prepare = 0;
    double drawn_sum = 0;
    double drawn_prepare = 0;
    for (std::uint32_t i = 0; i < kTimes * 10; ++i) {
      const auto words = draw(stream_key(3, i), entity(1), DrawFor::project, 0);
      const double s = table.at(slip, words[3]);
      const double p = table.at(prepare, words[1]) * s;
      const double all = p + table.at(build, words[2]) * s;
      const bool fits = all > known.after && (!known.until || all <= *known.until) && p >= known.prepared_from &&
                        (!known.prepared_before || p < *known.prepared_before);
      if (!fits) continue;
      kept += 1;
      kept_sum += all;
      kept_squares += all * all;
      kept_prepare += p;
    }
    for (std::uint32_t i = 0; i < kTimes; ++i) {
      const auto words = draw(stream_key(4, i), entity(1), DrawFor::project, 0);
      const auto drawn = delay.draw(known, words[1], words[2], words[3]);
      REQUIRE(drawn);
      const double all = drawn->prepare_months + drawn->build_months;
      REQUIRE(all > known.after - 1e-9);
      if (known.until) REQUIRE(all <= *known.until + 1e-9);
      drawn_sum += all;
      drawn_prepare += drawn->prepare_months;
    }
    const double mean_kept = kept_sum / kept;
    const double sd = std::sqrt(kept_squares / kept - mean_kept * mean_kept);
    const double error = 4 * sd * std::sqrt(1 / kept + 1.0 / kTimes);
    CHECK(drawn_sum / kTimes == Approx(mean_kept).margin(error));
    CHECK(drawn_prepare / kTimes == Approx(kept_prepare / kept).margin(error));
    CHECK(delay.share(known) == Approx(kept / (kTimes * 10)).margin(0.004));
  }
  CHECK_FALSE(delay.draw({500, {}, 0, {}}, 1, 1, 1));
  CHECK(delay.share({500, {}, 0, {}}) == 0);
}

TEST_CASE("a past that is a run's own stays exactly as observed, and what is not open opens later") {
  const auto truth = test::toy(uncertain);
  const District district(truth);
  BuildingSite site(district);
  for (const std::uint32_t replicate : {0U, 1U, 2U}) {
    const std::vector<std::int32_t> opened = openings_of(district, site, replicate);
    for (const int as_of : {5, 14, 20}) {
      std::vector<Observation> observed;
      for (std::size_t p = 0; p < opened.size(); ++p) {
        if (opened[p] >= 0) observed.push_back(seen(*truth, ObservedWhat::opened, p, opened[p]));
      }
      // Rows of later months stand in the table and are not looked at.
      const District told(knowing(as_of, observed));
      BuildingSite later(told);
      for (std::uint32_t other = 100; other < 120; ++other) {
        const std::vector<std::int32_t> now = openings_of(told, later, other);
        for (std::size_t p = 0; p < opened.size(); ++p) {
          if (opened[p] >= 0 && opened[p] <= as_of) {
            CHECK(now[p] == opened[p]);
          } else {
            CHECK((now[p] == -1 || now[p] > as_of));
          }
        }
      }
    }
  }
}

TEST_CASE("what follows is distributed as in the runs that are left when all others are thrown away") {
  constexpr int kAsOf = 17;
  const auto plan = test::toy(uncertain);
  const District free(plan);
  BuildingSite site(free);
  const District told(knowing(kAsOf, {}));
  BuildingSite conditioned(told);
  const std::size_t projects = plan->projects.size();
  std::vector<std::map<std::int32_t, double>> kept(projects);
  std::vector<std::map<std::int32_t, double>> drawn(projects);
  std::vector<double> left(projects);
  for (std::uint32_t r = 0; r < kTimes; ++r) {
    const auto opened = openings_of(free, site, r);
    const auto given = openings_of(told, conditioned, r + kTimes);
    for (std::size_t p = 0; p < projects; ++p) {
      drawn[p][given[p]] += 1.0 / kTimes;
      if (opened[p] >= 0 && opened[p] <= kAsOf) continue;
      left[p] += 1;
      kept[p][opened[p]] += 1;
    }
  }
  int compared = 0;
  for (std::size_t p = 0; p < projects; ++p) {
    if (left[p] < 300) continue;
    for (int month = -1; month < plan->months(); ++month) {
      const double share = kept[p][month] / left[p];
      const double error = 4.5 * std::sqrt((share * (1 - share) + 1 / left[p]) * (1 / left[p] + 1.0 / kTimes));
      INFO(plan->projects[p].id << " opens in month " << month << ", " << left[p] << " runs left");
      CHECK(drawn[p][month] == Approx(share).margin(error));
      ++compared;
    }
  }
  CHECK(compared > 100);
}

TEST_CASE("works that were seen to begin, and what was given up") {
  constexpr int kAsOf = 16;
  const auto plan = test::toy(uncertain);
  const std::size_t station = test::project_named(*plan, "station-birch-1").index();
  const auto with = [&](ObservedWhat what, int month) { return knowing(kAsOf, {seen(*plan, what, station, month)}); };
  const District begun(with(ObservedWhat::begun, 14));
  const District given_up(with(ObservedWhat::cancelled, 14));
  BuildingSite site(begun);
  BuildingSite none(given_up);
  for (std::uint32_t r = 0; r < 200; ++r) {
    const std::int32_t opened = openings_of(begun, site, r)[station];
    CHECK((opened == -1 || opened > kAsOf));
    CHECK(openings_of(given_up, none, r)[station] == -1);
    std::vector<FacilityState> facilities(begun.network().facilities().size());
    const Shocks shocks(begun.scenario());
    site.start(stream_key(1, r), facilities, {}, {}, &shocks);
    for (int m = 0; m <= kAsOf; ++m) {
      for (std::size_t p = 0; p < plan->projects.size(); ++p) {
        if (site.asks(ProjectId(p), Month{m})) site.authorise(ProjectId(p), Month{m});
      }
      site.build(Month{m}, shocks, facilities);
      const bool building = site.projects()[station].status == ProjectStatus::building;
      CHECK(building == (m >= 14));
    }
  }
}
