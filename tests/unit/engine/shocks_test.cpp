#include <cmath>
#include <vector>

#include "engine/shock/shocks.hpp"
#include "support/catch.hpp"

using namespace eldercast;

namespace {

constexpr TownId kFirst(std::size_t{0});
constexpr TownId kSecond(std::size_t{1});
constexpr FacilityKind kStation = FacilityKind::community_station;
constexpr FacilityKind kPoint = FacilityKind::village_point;

Scenario with(std::vector<Shock> shocks) {
  Scenario scenario;
  scenario.start = YearMonth(2020, 1);
  scenario.end = YearMonth(2021, 12);
  scenario.shocks = std::move(shocks);
  return scenario;
}

Shock shock(ShockOn on, double factor, YearMonth from = YearMonth(2020, 2), YearMonth to = YearMonth(2020, 4)) {
  return {"s", on, {}, {}, from, to, factor};
}

}  // namespace

TEST_CASE("a shock holds from its first month to its last, both included, and for its own sort alone") {
  const Shocks shocks(with({shock(ShockOn::building, 0.25)}));
  const std::vector<PerMille> expected{1000, 250, 250, 250, 1000};
  for (int m = 0; m < 5; ++m) {
    CHECK(shocks.factor(ShockOn::building, Month{m}) == expected[static_cast<std::size_t>(m)]);
    CHECK(shocks.any(ShockOn::building, Month{m}) == (m >= 1 && m <= 3));
    for (const ShockOn other :
         {ShockOn::bed_admission, ShockOn::community_services, ShockOn::home_services, ShockOn::carers_hired, ShockOn::carers_leaving}) {
      CHECK(shocks.factor(other, Month{m}) == 1000);
      CHECK_FALSE(shocks.any(other, Month{m}));
    }
  }
}

TEST_CASE("a shock may begin before the run and last beyond it") {
  const Shocks shocks(with({shock(ShockOn::home_services, 0.5, YearMonth(2019, 6), YearMonth(2030, 1))}));
  CHECK(shocks.factor(ShockOn::home_services, Month{0}) == 500);
  CHECK(shocks.factor(ShockOn::home_services, Month{23}) == 500);
}

TEST_CASE("a shock of one month holds in that month") {
  const Shocks shocks(with({shock(ShockOn::building, 0, YearMonth(2020, 3), YearMonth(2020, 3))}));
  CHECK(shocks.factor(ShockOn::building, Month{1}) == 1000);
  CHECK(shocks.factor(ShockOn::building, Month{2}) == 0);
  CHECK(shocks.factor(ShockOn::building, Month{3}) == 1000);
}

TEST_CASE("a shock of one town does not hold elsewhere, nor for questions without a town") {
  Shock local = shock(ShockOn::community_services, 0.4);
  local.town = kSecond;
  const Shocks shocks(with({local}));
  CHECK(shocks.factor(ShockOn::community_services, Month{2}, {kSecond}) == 400);
  CHECK(shocks.factor(ShockOn::community_services, Month{2}, {kSecond, &kStation}) == 400);
  CHECK(shocks.factor(ShockOn::community_services, Month{2}, {kFirst}) == 1000);
  CHECK(shocks.factor(ShockOn::community_services, Month{2}) == 1000);
  CHECK(shocks.any(ShockOn::community_services, Month{2}));
}

TEST_CASE("a shock of one kind of facility does not hold for others, nor for questions without a kind") {
  Shock of_kind = shock(ShockOn::building, 0.4);
  of_kind.kind = kStation;
  const Shocks shocks(with({of_kind}));
  CHECK(shocks.factor(ShockOn::building, Month{2}, {kFirst, &kStation}) == 400);
  CHECK(shocks.factor(ShockOn::building, Month{2}, {kFirst, &kPoint}) == 1000);
  CHECK(shocks.factor(ShockOn::building, Month{2}, {kFirst}) == 1000);
  CHECK(shocks.factor(ShockOn::building, Month{2}) == 1000);
}

TEST_CASE("shocks that hold together multiply, in whichever order they stand") {
  Shock local = shock(ShockOn::building, 0.5, YearMonth(2020, 3), YearMonth(2020, 6));
  local.town = kFirst;
  const Shock everywhere = shock(ShockOn::building, 0.6);
  for (const auto& order : {std::vector{local, everywhere}, std::vector{everywhere, local}}) {
    const Shocks shocks(with(order));
    CHECK(shocks.factor(ShockOn::building, Month{1}, {kFirst}) == 600);
    CHECK(shocks.factor(ShockOn::building, Month{2}, {kFirst}) == 300);
    CHECK(shocks.factor(ShockOn::building, Month{2}, {kSecond}) == 600);
    CHECK(shocks.factor(ShockOn::building, Month{4}, {kFirst}) == 500);
    CHECK(shocks.factor(ShockOn::building, Month{6}, {kFirst}) == 1000);
  }
}

TEST_CASE("factors are whole thousandths, above the normal too") {
  CHECK(Shocks(with({shock(ShockOn::building, 0.3336)})).factor(ShockOn::building, Month{1}) == 334);
  CHECK(Shocks(with({shock(ShockOn::carers_leaving, 2.5)})).factor(ShockOn::carers_leaving, Month{1}) == 2500);
  CHECK(scaled(7, 500) == 3);
  CHECK(scaled(7, 2500) == 17);
  CHECK(scaled(7, kNormal) == 7);
  CHECK(scaled(4'000'000'000'000, 999) == 3'996'000'000'000);
}

TEST_CASE("a shock of one facility holds for it alone") {
  Shock one = shock(ShockOn::building, 0.3);
  one.facility = FacilityId(std::size_t{7});
  const Shocks shocks(with({one}));
  CHECK(shocks.factor(ShockOn::building, Month{2}, {kFirst, &kStation, FacilityId(std::size_t{7})}) == 300);
  CHECK(shocks.factor(ShockOn::building, Month{2}, {kFirst, &kStation, FacilityId(std::size_t{6})}) == 1000);
  CHECK(shocks.factor(ShockOn::building, Month{2}, {kFirst, &kStation}) == 1000);
}

namespace {

/// Two towns, and a shock over two years whose size is drawn.
Scenario by_chance(double factor, double spread, double towns, double years) {
  Scenario scenario = with({shock(ShockOn::building, factor, YearMonth(2020, 1), YearMonth(2021, 12))});
  for (const char* code : {"A", "B"}) {
    Town town;
    town.code = code;
    scenario.towns.push_back(town);
  }
  scenario.shocks[0].spread = spread;
  scenario.shocks[0].town_correlation = towns;
  scenario.shocks[0].year_correlation = years;
  return scenario;
}

/// The standard normal deviates behind the factors of first town and year, second town, and second year, over many replicates.
struct Deviates {
  std::vector<double> here;
  std::vector<double> other_town;
  std::vector<double> other_year;
  std::vector<double> other_both;
};
Deviates deviates(double towns, double years) {
  constexpr double kFactor = 4;
  constexpr double kSpread = 0.3;
  const SplitLognormal spreads;
  Shocks shocks(by_chance(kFactor, kSpread, towns, years));
  Deviates out;
  for (std::uint32_t r = 0; r < 4000; ++r) {
    shocks.start(stream_key(5, r), spreads);
    const auto z = [&](int month, TownId town) {
      const double factor = shocks.factor(ShockOn::building, Month{month}, {town}) / 1000.0;
      return std::log((factor - 1) / (kFactor - 1)) / kSpread;
    };
    out.here.push_back(z(3, kFirst));
    out.other_town.push_back(z(3, kSecond));
    out.other_year.push_back(z(15, kFirst));
    out.other_both.push_back(z(15, kSecond));
  }
  return out;
}

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}
double covariance(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - mean(a)) * (b[i] - mean(b));
  return sum / static_cast<double>(a.size());
}
double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  return covariance(a, b) / std::sqrt(covariance(a, a) * covariance(b, b));
}

}  // namespace

TEST_CASE("sizes drawn by chance have the median given, the spread given and the correlations given") {
  // Standard errors over 4,000 draws: 0.016 of a mean, at most 0.016 of a correlation. Factors beyond 10 are cut, z above 3.66.
  for (const auto& [towns, years] : {std::pair{0.0, 0.0}, {0.5, 0.2}, {1.0, 0.0}, {0.0, 1.0}}) {
    INFO(towns << " of all towns, " << years << " of all years");
    const Deviates z = deviates(towns, years);
    CHECK(mean(z.here) == Approx(0).margin(0.07));
    CHECK(covariance(z.here, z.here) == Approx(1).margin(0.1));
    CHECK(correlation(z.here, z.other_town) == Approx(towns).margin(0.07));
    CHECK(correlation(z.here, z.other_year) == Approx(years).margin(0.07));
    CHECK(correlation(z.here, z.other_both) == Approx(0).margin(0.07));
  }
}

TEST_CASE("without spread nothing is drawn and with it a size is the same for the same replicate and stays between none and ten times") {
  const SplitLognormal spreads;
  Shocks certain(by_chance(0.4, 0, 0, 0));
  certain.start(stream_key(1, 0), spreads);
  CHECK(certain.factor(ShockOn::building, Month{2}, {kFirst}) == 400);
  Shocks again(by_chance(0.4, 2, 0.5, 0.1));
  Shocks drawn(by_chance(0.4, 2, 0.5, 0.1));
  CHECK(drawn.factor(ShockOn::building, Month{2}, {kFirst}) == 400);
  bool stopped = false;
  for (std::uint32_t r = 0; r < 50; ++r) {
    drawn.start(stream_key(1, r), spreads);
    again.start(stream_key(1, 49 - r), spreads);
    again.start(stream_key(1, r), spreads);
    for (const TownId town : {kFirst, kSecond, TownId()}) {
      const PerMille factor = drawn.factor(ShockOn::building, Month{2}, {town});
      CHECK(factor == again.factor(ShockOn::building, Month{2}, {town}));
      CHECK((factor >= 0 && factor <= 1000));
      stopped = stopped || factor == 0;
    }
    // All months of a year have one size.
    CHECK(drawn.factor(ShockOn::building, Month{0}, {kFirst}) == drawn.factor(ShockOn::building, Month{11}, {kFirst}));
  }
  CHECK(stopped);
}

TEST_CASE("no correlation and no spread change a factor of one") {
  const SplitLognormal spreads;
  Shocks shocks(by_chance(1, 1, 0.3, 0.3));
  shocks.start(stream_key(1, 3), spreads);
  CHECK(shocks.factor(ShockOn::building, Month{4}, {kSecond}) == 1000);
}
