/// Dated changes of facilities: what shrinks, merges or moves, and where those are who held its places.
#include "support/catch.hpp"
#include "unit/engine/toy.hpp"

using namespace eldercast;

namespace {

constexpr int kMonth = 2;  // March 2019: no project of the toy has opened

struct Row {
  std::string facility;
  ChangeKind kind;
  std::int32_t value = 0;
  std::string into = {};
  int later = 0;  ///< months after kMonth
};

/// The toy with changes that hold from kMonth on.
std::shared_ptr<const Scenario> changed(const std::vector<Row>& rows, const std::string& site_of = {}, const std::string& settlement = {}) {
  return test::toy([&](Scenario& scenario) {
    const auto at = [&](const std::string& id) {
      for (std::size_t f = 0; f < scenario.existing.size(); ++f) {
        if (scenario.existing[f].id == id) return FacilityId(f);
      }
      return FacilityId();
    };
    if (!site_of.empty()) {
      ExistingFacility site = scenario.existing[at(site_of).index()];
      site.id += "@" + settlement;
      site.occupancy = 0;
      site.site_of_move = true;
      for (std::size_t s = 0; s < scenario.settlements.size(); ++s) {
        if (scenario.settlements[s].code == settlement) site.settlement = SettlementId(s);
      }
      scenario.existing.push_back(site);
    }
    for (const Row& row : rows) {
      scenario.changes.push_back(
          {scenario.start + kMonth + row.later, at(row.facility), row.kind, row.value, row.into.empty() ? FacilityId() : at(row.into)});
    }
  });
}

Outcome outcome_of(const std::shared_ptr<const Scenario>& scenario) { return test::run(scenario, 1, 1, 1, 1).front(); }

std::int32_t beds(const Headline& h, int month, BedCount count) {
  return h.beds(month, BedType::nursing, count) + h.beds(month, BedType::other, count);
}

std::int32_t persons_served(const Headline& h, int month, ServiceId service) {
  std::int32_t persons = 0;
  for (std::size_t g = 0; g < kCount<PriorityGroup>; ++g) persons += h.demand(month, service, g, DemandCount::served);
  return persons;
}

std::int32_t displaced(const Headline& h, const Scenario& scenario) {
  std::int32_t sum = 0;
  for (std::size_t s = 0; s < scenario.services.size(); ++s) sum += h.displaced(0, s);
  return sum;
}

}  // namespace

TEST_CASE("a home with fewer beds keeps its share of nursing beds, and those beyond are placed again by priority") {
  const auto plain = changed({});
  const auto less = changed({{"home-alder-private-1", ChangeKind::beds, 4}});
  const Headline a = outcome_of(plain).headline;
  const Headline b = outcome_of(less).headline;
  // Three homes of ten beds, three of each for nursing; 3/10 of four are 1.2.
  CHECK(beds(a, kMonth - 1, BedCount::open) == 30);
  CHECK(beds(b, kMonth - 1, BedCount::open) == 30);
  CHECK(beds(b, kMonth, BedCount::open) == 24);
  CHECK(b.beds(kMonth, BedType::nursing, BedCount::open) == 7);
  CHECK(displaced(b, *less) > 0);
  CHECK(beds(b, kMonth, BedCount::occupied) <= 24);
  CHECK(b.residents == a.residents);
  CHECK(b.life_flows == a.life_flows);
}

TEST_CASE("a station that is hardly open serves fewer, and those who lose their place seek another") {
  const auto plain = changed({});
  const auto hardly = changed({{"station-alder-1", ChangeKind::hours, 1}});
  const ServiceId activities = test::service_named(*plain, "basic_activities");
  REQUIRE(activities.valid());
  REQUIRE(plain->standards[FacilityKind::community_station].activity_places < 100);
  const auto served = [&](const Headline& h, int month) { return persons_served(h, month, activities); };
  const Headline a = outcome_of(plain).headline;
  const Headline b = outcome_of(hardly).headline;
  CHECK(served(b, kMonth - 1) == served(a, kMonth - 1));
  CHECK(served(b, kMonth) < served(a, kMonth));
  CHECK(b.displaced(0, activities) > 0);
  CHECK(beds(b, kMonth, BedCount::open) == beds(a, kMonth, BedCount::open));
}

TEST_CASE("a station that is open at all hours again has what it had, whatever it was open before") {
  const auto plain = changed({});
  const auto back = changed({{"station-alder-1", ChangeKind::hours, 33},
                             {"station-alder-1", ChangeKind::hours, 1, {}, 1},
                             {"station-alder-1", ChangeKind::hours, 100, {}, 2}});
  const ServiceId activities = test::service_named(*plain, "basic_activities");
  const auto served = [&](const Headline& h, int month) { return persons_served(h, month, activities); };
  const Headline a = outcome_of(plain).headline;
  const Headline b = outcome_of(back).headline;
  CHECK(served(b, kMonth + 1) < served(a, kMonth + 1));
  CHECK(served(b, kMonth + 3) == served(a, kMonth + 3));
}

TEST_CASE("a home that is merged hands its beds and residents to the other") {
  const auto merged = changed({{"home-cedar-rural-1", ChangeKind::merge, 0, "home-birch-rural-1"}});
  const Headline a = outcome_of(changed({})).headline;
  const Headline b = outcome_of(merged).headline;
  CHECK(beds(b, kMonth, BedCount::open) == beds(a, kMonth, BedCount::open));
  CHECK(b.facilities_open(kMonth, FacilityKind::care_home) == a.facilities_open(kMonth, FacilityKind::care_home) - 1);
  CHECK(b.facility_flows(0, FacilityFlow::closed) == 1);
  CHECK(displaced(b, *merged) == 0);
  // Nobody leaves for it; beds of Cedar stand in Birch from then on.
  CHECK(beds(b, kMonth, BedCount::occupied) >= beds(a, kMonth - 1, BedCount::occupied) - 3);
  CHECK(b.town_beds(0, TownId(std::size_t{2}), BedCount::open) == 0);
  CHECK(b.town_beds(0, TownId(std::size_t{1}), BedCount::open) == 20);
  CHECK(b.residents == a.residents);
}

TEST_CASE("a point that moves covers its new village and no longer the old one") {
  const auto moved = changed({{"point-birch-01", ChangeKind::move, 0, "point-birch-01@T2V2"}}, "point-birch-01", "T2V2");
  const Headline a = outcome_of(changed({})).headline;
  const Headline b = outcome_of(moved).headline;
  CHECK(b.facilities_open(kMonth - 1, FacilityKind::village_point) == 1);
  CHECK(b.facilities_open(kMonth, FacilityKind::village_point) == 1);
  CHECK(b.settlements_covered(kMonth, SettlementKind::village, CoverageReading::own) ==
        a.settlements_covered(kMonth, SettlementKind::village, CoverageReading::own));
  const auto covered = [&](const Headline& h, const std::string& code) {
    for (std::size_t s = 0; s < moved->settlements.size(); ++s) {
      if (moved->settlements[s].code == code) return int{h.settlement_covered(0, s, CoverageReading::own)};
    }
    return -1;
  };
  CHECK(covered(a, "T2V1") == 1);
  CHECK(covered(b, "T2V1") == 0);
  CHECK(covered(b, "T2V2") == 1);
  CHECK(b.facility_flows(0, FacilityFlow::closed) == 0);
  CHECK(b.residents == a.residents);
}

TEST_CASE("a home that moves takes its residents along, to another town, too") {
  const auto moved = changed({{"home-cedar-rural-1", ChangeKind::move, 0, "home-cedar-rural-1@T1C2"}}, "home-cedar-rural-1", "T1C2");
  const Headline a = outcome_of(changed({})).headline;
  const Headline b = outcome_of(moved).headline;
  CHECK(beds(b, kMonth, BedCount::open) == beds(a, kMonth, BedCount::open));
  CHECK(displaced(b, *moved) == 0);
  CHECK(b.town_beds(0, TownId(std::size_t{2}), BedCount::open) == 0);
  CHECK(b.town_beds(0, TownId(std::size_t{0}), BedCount::open) == a.town_beds(0, TownId(std::size_t{0}), BedCount::open) + 10);
}

TEST_CASE("a change of what is not open waits until it is") {
  const auto late = test::toy([](Scenario& scenario) {
    const ProjectId centre = test::project_named(scenario, "centre-birch");
    scenario.changes.push_back({scenario.start, FacilityId(scenario.existing.size() + centre.index()), ChangeKind::beds, 4, {}});
  });
  const Headline a = outcome_of(changed({})).headline;
  const Headline b = outcome_of(late).headline;
  const int before = test::month_of(*late, 2019, 12);
  const int after = test::month_of(*late, 2020, 12);
  CHECK(beds(b, before, BedCount::open) == beds(a, before, BedCount::open));
  CHECK(beds(b, after, BedCount::open) == beds(a, after, BedCount::open) - 6);
}
