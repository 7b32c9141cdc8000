/// Floods that leave a part of a facility: what is lost, who loses it, and that it comes back.
#include "engine/operate/lost_places.hpp"

#include "support/catch.hpp"
#include "unit/engine/toy.hpp"

using namespace eldercast;

namespace {

constexpr int kMonth = 2;  // March 2019: no project of the toy has opened
constexpr int kMonths = 3;

/// A flood from kMonth on.
std::shared_ptr<const Scenario> flooded(double factor, std::int32_t beds_lost, const std::string& facility,
                                        const std::function<void(Scenario&)>& also = {}) {
  return test::toy([&](Scenario& scenario) {
    Shock flood;
    flood.id = "flood";
    flood.on = ShockOn::facilities;
    flood.from = scenario.start + kMonth;
    flood.to = flood.from + (kMonths - 1);
    flood.factor = factor;
    flood.beds_lost = beds_lost;
    flood.facility = test::existing_named(scenario, facility);
    scenario.shocks.push_back(flood);
    if (also) also(scenario);
  });
}

struct Places {
  std::int32_t nursing;
  std::int32_t other;
  std::int32_t activity;
  friend bool operator==(const Places&, const Places&) = default;
};

Places places(const Outcome& outcome, const Scenario& scenario, const std::string& facility, int month) {
  const std::size_t f = test::existing_named(scenario, facility).index();
  const auto of = [&](Resource resource) { return outcome.detail.facility_capacity(month, f, static_cast<std::size_t>(resource)); };
  return {of(Resource::nursing_bed), of(Resource::other_bed), of(Resource::activity_place)};
}

Outcome outcome_of(const std::shared_ptr<const Scenario>& scenario) { return test::run(scenario, 1, 1, 1, 1).front(); }

const std::string kHome = "home-alder-private-1";

}  // namespace

TEST_CASE("a flood that leaves a part takes beds for its months, nursing beds in proportion, and gives them back") {
  const auto scenario = flooded(0.45, 0, kHome);
  const Outcome outcome = outcome_of(scenario);
  CHECK(places(outcome, *scenario, kHome, kMonth - 1) == Places{3, 7, 0});
  // 45% of ten beds are four, and three tenths of four 1.2.
  for (int month = kMonth; month < kMonth + kMonths; ++month) CHECK(places(outcome, *scenario, kHome, month) == Places{1, 3, 0});
  CHECK(places(outcome, *scenario, kHome, kMonth + kMonths) == Places{3, 7, 0});
}

TEST_CASE("beds lost are counted before the factor, of each facility, and never more than there are") {
  const auto some = flooded(1, 6, kHome);
  CHECK(places(outcome_of(some), *some, kHome, kMonth) == Places{1, 3, 0});
  const auto both = flooded(0.5, 6, kHome);
  CHECK(places(outcome_of(both), *both, kHome, kMonth) == Places{1, 1, 0});
  const auto all = flooded(1, 500, kHome);
  const Outcome empty = outcome_of(all);
  CHECK(places(empty, *all, kHome, kMonth) == Places{0, 0, 0});
  CHECK(places(empty, *all, kHome, kMonth + kMonths) == Places{3, 7, 0});
  CHECK(empty.headline.facility_flows(0, FacilityFlow::closed) == 0);
}

TEST_CASE("who loses a bed to a flood is placed again, people in special hardship first, and nobody is born or dies of it") {
  const auto scenario = flooded(0.2, 0, kHome);
  const Headline a = outcome_of(test::toy()).headline;
  const Headline b = outcome_of(scenario).headline;
  const ServiceId bed = bed_service(*scenario);
  CHECK(b.displaced(0, bed) > 0);
  std::int32_t shortfall_before = 0;
  std::int32_t shortfall_after = 0;
  for (std::size_t c = 0; c < kCount<ShortfallCause>; ++c) {
    shortfall_before += a.bed_shortfall(kMonth, c);
    shortfall_after += b.bed_shortfall(kMonth, c);
  }
  CHECK(shortfall_after >= shortfall_before);
  CHECK(b.demand(kMonth, bed, PriorityGroup::special_hardship, DemandCount::waiting) <=
        b.demand(kMonth, bed, PriorityGroup::others, DemandCount::waiting));
  CHECK(b.residents == a.residents);
  CHECK(b.life_flows == a.life_flows);
  CHECK(b.settlement_covered == a.settlement_covered);
}

TEST_CASE("half a station has half of its places, open all the time") {
  const auto plain = test::toy();
  const auto scenario = flooded(0.5, 0, "station-alder-1");
  const Outcome a = outcome_of(plain);
  const Outcome b = outcome_of(scenario);
  const std::int32_t whole = places(a, *plain, "station-alder-1", kMonth).activity;
  REQUIRE(whole > 1);
  CHECK(places(b, *scenario, "station-alder-1", kMonth).activity == whole / 2);
  CHECK(places(b, *scenario, "station-alder-1", kMonth + kMonths).activity == whole);
  CHECK(b.headline.facilities_open == a.headline.facilities_open);
}

TEST_CASE("beds taken away by plan during a flood are taken from the whole, and a house under a new roof has its loss along") {
  const auto scenario = flooded(0.5, 0, kHome, [](Scenario& changed) {
    const FacilityId home = test::existing_named(changed, kHome);
    changed.changes.push_back({changed.start + (kMonth + 1), home, ChangeKind::beds, 6, {}, {}});
    changed.changes.push_back({changed.start + (kMonth + 2), home, ChangeKind::move, 0, {}, test::settlement_named(changed, "T2C1")});
  });
  const Outcome outcome = outcome_of(scenario);
  CHECK(places(outcome, *scenario, kHome, kMonth) == Places{2, 3, 0});
  CHECK(places(outcome, *scenario, kHome, kMonth + 1) == Places{1, 2, 0});
  CHECK(places(outcome, *scenario, kHome, kMonth + 2) == Places{1, 2, 0});
  CHECK(places(outcome, *scenario, kHome, kMonth + kMonths) == Places{2, 4, 0});
}

TEST_CASE("a flood that leaves everything changes nothing, to the last number") {
  CHECK(outcome_of(flooded(1, 0, kHome)).headline == outcome_of(test::toy()).headline);
}
