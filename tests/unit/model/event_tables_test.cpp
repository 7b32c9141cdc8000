// Shocks on hazards in the event tables, worked out by hand.
#include <cmath>

#include "model/district.hpp"
#include "support/catch.hpp"
#include "support/scenarios.hpp"

using namespace eldercast;

namespace {

std::shared_ptr<const Scenario> toy(const std::vector<Shock>& shocks) {
  Scenario scenario = *test::scenario("scenarios/toy/toy.toml");
  scenario.shocks = shocks;
  return std::make_shared<const Scenario>(std::move(scenario));
}

/// Sum of hazards until the end of a month, from the probability in the table.
double passed(const EventTables& tables, std::size_t resident_class, YearMonth birth, int month) {
  return -std::log1p(-static_cast<double>(tables.passed_by(resident_class, birth, month)) * 0x1p-32);
}

constexpr YearMonth kStart(2019, 1);
constexpr YearMonth kBirth(1939, 1);  // 80 at the start

}  // namespace

TEST_CASE("a month with three times the deaths has the hazard of all else and three times that of death, and no other month differs") {
  const Shock shock{"s", ShockOn::deaths, {}, {}, kStart + 6, kStart + 6, 3};
  const District calm(toy({}));
  const District shaken(toy({shock}));
  const std::size_t of_full = class_of(TownKind::town, Need::full, Sex::female);
  const double death = calm.rates().death(Sex::female, 80, Need::full) / 12;
  for (int m = 0; m < 12; ++m) {
    const double more = passed(shaken.events(), of_full, kBirth, m) - passed(calm.events(), of_full, kBirth, m);
    CHECK(more == Approx(m < 6 ? 0 : 2 * death).margin(1e-8));
  }
}

TEST_CASE("causes of a shaken month have the shares of the shaken hazards") {
  const Shock shock{"s", ShockOn::deaths, {}, {}, kStart + 6, kStart + 6, 3};
  const District shaken(toy({shock}));
  const double net = shaken.cohorts().net_move(Sex::female, kBirth);
  const Hazards hazards = life_hazards(shaken.rates(), net, TownKind::town, Need::partial, Sex::female, 80);
  const double others = hazards[1] + hazards[2] + hazards[3] + hazards[4];
  const std::size_t of_partial = class_of(TownKind::town, Need::partial, Sex::female);
  for (const auto& [month, factor] : {std::pair{5, 1.0}, {6, 3.0}, {7, 1.0}}) {
    const double share = factor * hazards[0] / (factor * hazards[0] + others);
    const auto just_below = static_cast<std::uint32_t>((share - 1e-6) * 0x1p32);
    const auto just_above = static_cast<std::uint32_t>((share + 1e-6) * 0x1p32);
    CHECK(shaken.events().cause(of_partial, kBirth, month, just_below) == LifeEvent::death);
    CHECK(shaken.events().cause(of_partial, kBirth, month, just_above) != LifeEvent::death);
  }
}

TEST_CASE("worsening shakes changes to a higher need only, departures those alone, and shocks multiply") {
  const HazardFactors factors{2, 3, 1, 5};
  const Hazards one{1, 1, 1, 1, 1};
  CHECK(shaken(one, Need::independent, factors) == Hazards{2, 3, 3, 1, 5});
  CHECK(shaken(one, Need::partial, factors) == Hazards{2, 1, 3, 1, 5});
  CHECK(shaken(one, Need::full, factors) == Hazards{2, 1, 1, 1, 5});
  const Shock first{"a", ShockOn::worsening, {}, {}, kStart, kStart + 5, 3};
  const Shock second{"b", ShockOn::worsening, {}, {}, kStart + 3, kStart + 9, 0.5};
  const auto both = toy({first, second});
  CHECK(hazard_factors(*both, kStart + 2) == HazardFactors{1, 3, 1, 1});
  CHECK(hazard_factors(*both, kStart + 4) == HazardFactors{1, 1.5, 1, 1});
  CHECK(hazard_factors(*both, kStart + 8) == HazardFactors{1, 0.5, 1, 1});
}

TEST_CASE("a shock on arrivals moves the months in which candidates come, and how many come") {
  const Shock none{"s", ShockOn::arrivals, {}, {}, kStart, kStart + 11, 0};
  const Shock twice{"t", ShockOn::arrivals, {}, {}, kStart + 12, kStart + 23, 2};
  const auto scenario = toy({none, twice});
  CHECK(mean_arrivals(*scenario) == Approx(1));
  const District shaken(scenario);
  const District calm(toy({}));
  CHECK(shaken.events().arrival_threshold() == calm.events().arrival_threshold());
  CHECK(shaken.events().arrival_month(0) == 12);
  // The last of the two shaken years: as many have come as without shocks.
  const std::uint32_t half = calm.events().arrival_threshold() / 2;
  CHECK(shaken.events().arrival_month(half - 1) == 23);
  CHECK(shaken.events().arrival_month(half + 1) == 24);
  CHECK(calm.events().arrival_month(half + 1) == 24);
  CHECK(shaken.base().identity.size() == calm.base().identity.size());
}
