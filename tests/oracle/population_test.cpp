#include <cmath>
#include <vector>

#include "engine/population/people.hpp"
#include "oracle/month_scan.hpp"
#include "support/catch.hpp"
#include "support/scenarios.hpp"

using namespace eldercast;
using test::PopulationEnd;

namespace {

class NobodyListens final : public StandingListener {
 public:
  void changed(std::size_t, std::span<const StandingChange>, Month) override {}
  void moved(std::span<const StandingChange>, Month) override {}
};

PopulationEnd live(const District& district, People& people, std::uint32_t replicate, const HealthFactors* health = nullptr) {
  people.start(stream_key(11, replicate));
  NobodyListens nobody;
  PopulationEnd end;
  for (int m = 0; m < district.scenario().months(); ++m) {
    people.live(Month{m}, nobody, health);
    end.deaths += people.flows()[LifeFlow::died];
  }
  for (std::size_t s = 0; s < district.scenario().settlements.size(); ++s) {
    for (std::size_t n = 0; n < kCount<Need>; ++n) {
      end.residents.cells[n] += people.residents()(s, n);
      if (district.kind_of(s) == TownKind::street) end.in_streets += people.residents()(s, n);
    }
  }
  return end;
}

std::vector<double> parts(const PopulationEnd& end) {
  return {end.residents[Need::independent], end.residents[Need::partial], end.residents[Need::full], end.deaths, end.in_streets};
}

struct Moments {
  double mean = 0;
  double variance = 0;
};

std::vector<Moments> moments(const std::vector<std::vector<double>>& runs) {
  std::vector<Moments> result(runs.front().size());
  const auto n = static_cast<double>(runs.size());
  for (std::size_t i = 0; i < result.size(); ++i) {
    for (const std::vector<double>& run : runs) result[i].mean += run[i] / n;
    for (const std::vector<double>& run : runs) result[i].variance += (run[i] - result[i].mean) * (run[i] - result[i].mean) / (n - 1);
  }
  return result;
}

}  // namespace

namespace {

void check_agreement(const std::shared_ptr<const Scenario>& scenario, std::span<const HealthChange> said = {}) {
  const District district(scenario);
  People people(district);
  HealthFactors health(scenario->towns.size());
  health.set(said);
  std::mt19937_64 random(3);
  constexpr int kRuns = 400;
  std::vector<std::vector<double>> kernel;
  std::vector<std::vector<double>> scan;
  for (std::uint32_t r = 0; r < kRuns; ++r) {
    kernel.push_back(parts(live(district, people, r, &health)));
    scan.push_back(parts(test::scan_months(district, random, said)));
  }
  const std::vector<Moments> by_kernel = moments(kernel);
  const std::vector<Moments> by_scan = moments(scan);
  const std::vector<double> expected = parts(test::expected_states(district, said));
  for (std::size_t i = 0; i < expected.size(); ++i) {
    INFO("quantity " << i << ": kernel " << by_kernel[i].mean << ", scan " << by_scan[i].mean << ", closed form " << expected[i]);
    // Four and a half standard errors: one false alarm in some thirty thousand checks.
    CHECK(std::abs(by_kernel[i].mean - expected[i]) < 4.5 * std::sqrt(by_kernel[i].variance / kRuns));
    CHECK(std::abs(by_scan[i].mean - expected[i]) < 4.5 * std::sqrt(by_scan[i].variance / kRuns));
    // The ratio of two variances of 400 runs has a standard error of about 0.1.
    CHECK(by_kernel[i].variance / by_scan[i].variance == Approx(1.0).margin(0.45));
  }
}

/// The toy under shocks on every hazard, some of which hold together.
std::shared_ptr<const Scenario> shaken_toy() {
  Scenario scenario = *test::scenario("scenarios/toy/toy.toml");
  const auto shock = [&](ShockOn on, int from, int to, double factor) {
    scenario.shocks.push_back({"s", on, {}, {}, scenario.start + from, scenario.start + to, factor});
  };
  shock(ShockOn::deaths, 5, 20, 3);
  shock(ShockOn::deaths, 15, 30, 2);
  shock(ShockOn::worsening, 0, 47, 2.5);
  shock(ShockOn::arrivals, 12, 35, 2);
  shock(ShockOn::departures, 20, 47, 0);
  return std::make_shared<const Scenario>(std::move(scenario));
}

}  // namespace

TEST_CASE("the event-driven kernel, the month-by-month scan and the closed form agree") {
  check_agreement(test::scenario("scenarios/toy/toy.toml"));
}

TEST_CASE("they agree under shocks on deaths, worsening, arrivals and departures, and the shocks are felt") {
  const auto shaken = shaken_toy();
  check_agreement(shaken);
  const PopulationEnd with = test::expected_states(District(shaken));
  const PopulationEnd without = test::expected_states(District(test::scenario("scenarios/toy/toy.toml")));
  CHECK(with.deaths > 1.8 * without.deaths);
  CHECK(with.residents[Need::full] / with.residents[Need::independent] >
        1.2 * without.residents[Need::full] / without.residents[Need::independent]);
}

TEST_CASE("they agree where rules change what happens to health, and the changes are felt") {
  const auto toy = test::scenario("scenarios/toy/toy.toml");
  const std::vector<HealthChange> worse{{.event = HealthEvent::death, .per_mille = 900},
                                        {.event = HealthEvent::worsening, .per_mille = 600},
                                        {.event = HealthEvent::improvement, .per_mille = -700, .need = ForNeed::partial}};
  const std::vector<HealthChange> better{{.event = HealthEvent::death, .per_mille = -600, .need = ForNeed::full},
                                         {.event = HealthEvent::worsening, .per_mille = -500},
                                         {.event = HealthEvent::improvement, .per_mille = 1000}};
  check_agreement(toy, worse);
  check_agreement(toy, better);
  const District district(toy);
  const PopulationEnd bad = test::expected_states(district, worse);
  const PopulationEnd good = test::expected_states(district, better);
  CHECK(bad.deaths > 1.5 * good.deaths);
  CHECK(bad.residents[Need::full] > 1.3 * good.residents[Need::full]);
}

TEST_CASE("the kernel meets the closed form at Jiangjin's size") {
  const auto scenario = test::scenario("scenarios/jiangjin/baseline.toml");
  const District district(scenario);
  People people(district);
  constexpr int kRuns = 12;
  std::vector<std::vector<double>> kernel;
  for (std::uint32_t r = 0; r < kRuns; ++r) kernel.push_back(parts(live(district, people, r)));
  const std::vector<Moments> by_kernel = moments(kernel);
  const std::vector<double> expected = parts(test::expected_states(district));
  for (std::size_t i = 0; i < expected.size(); ++i) {
    INFO("quantity " << i << ": kernel " << by_kernel[i].mean << ", closed form " << expected[i]);
    CHECK(std::abs(by_kernel[i].mean - expected[i]) < 6.0 * std::sqrt(by_kernel[i].variance / kRuns));
  }
}

TEST_CASE("residents are conserved: every change is a flow") {
  const auto scenario = test::scenario("scenarios/jiangjin/baseline.toml");
  const District district(scenario);
  People people(district);
  people.start(stream_key(1, 0));
  NobodyListens nobody;
  const auto residents = [&] {
    std::int64_t all = 0;
    for (const std::int32_t n : people.residents().cells()) all += n;
    return all;
  };
  std::int64_t before = residents();
  for (int m = 0; m < scenario->months(); ++m) {
    people.live(Month{m}, nobody);
    const PerEnum<LifeFlow, std::int32_t>& flows = people.flows();
    const std::int64_t now = residents();
    CHECK(now == before + flows[LifeFlow::turned_60] + flows[LifeFlow::arrived] - flows[LifeFlow::died] - flows[LifeFlow::departed]);
    std::int64_t by_age = 0;
    for (const Sex sex : {Sex::male, Sex::female}) {
      for (std::size_t g = 0; g < kCount<AgeGroup>; ++g) by_age += people.in_age_group(sex, static_cast<AgeGroup>(g), Month{m});
    }
    CHECK(by_age == now);
    std::int64_t of_towns = 0;
    for (const std::int32_t n : people.residents_by_age().cells()) of_towns += n;
    CHECK(of_towns == now);
    for (std::size_t g = 0; g < kCount<AgeGroup>; ++g) {
      std::int32_t of_group = 0;
      for (std::size_t t = 0; t < scenario->towns.size(); ++t) of_group += people.residents_by_age()(t, g);
      const auto group = static_cast<AgeGroup>(g);
      CHECK(of_group == people.in_age_group(Sex::male, group, Month{m}) + people.in_age_group(Sex::female, group, Month{m}));
    }
    for (std::size_t t = 0; t < scenario->towns.size(); ++t) {
      std::int32_t of_town = 0;
      for (std::size_t g = 0; g < kCount<AgeGroup>; ++g) of_town += people.residents_by_age()(t, g);
      for (std::size_t s = 0; s < scenario->settlements.size(); ++s) {
        if (district.town_of(s) != TownId(t)) continue;
        for (std::size_t n = 0; n < kCount<Need>; ++n) of_town -= people.residents()(s, n);
      }
      CHECK(of_town == 0);
    }
    before = now;
  }
}
