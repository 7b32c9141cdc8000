/// Dated changes of facilities: what shrinks, merges or moves, and where those are who held its places.
#include <functional>

#include "support/catch.hpp"
#include "unit/engine/toy.hpp"

using namespace eldercast;

namespace {

constexpr int kMonth = 2;  // March 2019: no project of the toy has opened

struct Row {
  std::string facility;
  ChangeKind kind;
  std::int32_t value = 0;
  std::string target = {};
  int later = 0;  ///< months after kMonth
};

/// The toy with changes that hold from kMonth on, and whatever else `also` says.
std::shared_ptr<const Scenario> changed(const std::vector<Row>& rows, const std::function<void(Scenario&)>& also = {}) {
  return test::toy([&](Scenario& scenario) {
    for (const Row& row : rows) {
      FacilityChange change{scenario.start + kMonth + row.later, test::existing_named(scenario, row.facility), row.kind, row.value, {}, {}};
      if (row.kind == ChangeKind::merge) change.into = test::existing_named(scenario, row.target);
      if (row.kind == ChangeKind::move) change.to = test::settlement_named(scenario, row.target);
      scenario.changes.push_back(change);
    }
    if (also) also(scenario);
  });
}

/// Where a facility of the start stands.
std::string address(const Scenario& scenario, const std::string& id) {
  for (const ExistingFacility& facility : scenario.existing) {
    if (facility.id == id) return scenario.settlements[facility.settlement.index()].code;
  }
  return "";
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
  const auto moved = changed({{"point-birch-01", ChangeKind::move, 0, "T2V2"}});
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
  const auto moved = changed({{"home-cedar-rural-1", ChangeKind::move, 0, "T1C2"}});
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
    scenario.changes.push_back({scenario.start, FacilityId(scenario.existing.size() + centre.index()), ChangeKind::beds, 4, {}, {}});
  });
  const Headline a = outcome_of(changed({})).headline;
  const Headline b = outcome_of(late).headline;
  const int before = test::month_of(*late, 2019, 12);
  const int after = test::month_of(*late, 2020, 12);
  CHECK(beds(b, before, BedCount::open) == beds(a, before, BedCount::open));
  CHECK(beds(b, after, BedCount::open) == beds(a, after, BedCount::open) - 6);
}

TEST_CASE("a facility that moves to where it stands is as one that does not move, to the last number") {
  for (const std::string id : {"home-alder-private-1", "home-cedar-rural-1", "point-birch-01", "station-alder-1"}) {
    INFO(id);
    const auto plain = changed({});
    const Outcome a = outcome_of(plain);
    const Outcome b = outcome_of(changed({{id, ChangeKind::move, 0, address(*plain, id)}}));
    CHECK(a.headline == b.headline);
    CHECK(a.detail == b.detail);
  }
}

TEST_CASE("a facility that moves is one facility, with the number in which rules know it and the key by which it is drawn for") {
  const auto moved = changed({{"point-birch-01", ChangeKind::move, 0, "T2V2"}});
  const District district(moved);
  CHECK(district.network().facilities().size() == moved->existing.size() + moved->projects.size());
  const Detail detail = outcome_of(moved).detail;
  const std::size_t point = test::existing_named(*moved, "point-birch-01").index();
  for (int month = 0; month < moved->months(); ++month) {
    CHECK(detail.facility_status(month, point) == static_cast<std::uint8_t>(FacilityStatus::open));
  }
}

TEST_CASE("a point that moves and comes back covers its old village again, and is the same but for the months between") {
  constexpr int kBack = 3;
  const auto plain = changed({});
  const Headline a = outcome_of(plain).headline;
  const Headline b =
      outcome_of(changed({{"point-birch-01", ChangeKind::move, 0, "T2V2"}, {"point-birch-01", ChangeKind::move, 0, "T2V1", kBack}}))
          .headline;
  CHECK(b.settlement_covered == a.settlement_covered);
  CHECK(b.facilities_open == a.facilities_open);
  CHECK(b.facilities_social == a.facilities_social);
  CHECK(b.staff == a.staff);
  for (int month = 0; month < plain->months(); ++month) {
    const auto reach = [&](const Headline& h) { return h.residents_covered(month, CoverageStrength::effective); };
    INFO(month);
    if (month < kMonth || month >= kMonth + kBack) CHECK(reach(a) == reach(b));
  }
}

TEST_CASE("a home that moves away and back in the same month keeps everybody, to the last number") {
  const auto plain = changed({});
  const std::string home = "home-cedar-rural-1";
  const auto there_and_back = changed({{home, ChangeKind::move, 0, "T1C2"}, {home, ChangeKind::move, 0, address(*plain, home)}});
  CHECK(outcome_of(plain).headline == outcome_of(there_and_back).headline);
}

TEST_CASE("what closes by its own row closes where it has moved to") {
  const auto closes = changed({{"home-cedar-rural-1", ChangeKind::move, 0, "T1C2"}}, [](Scenario& scenario) {
    scenario.existing[test::existing_named(scenario, "home-cedar-rural-1").index()].closes = scenario.start + (kMonth + 2);
  });
  const Outcome b = outcome_of(closes);
  CHECK(beds(b.headline, kMonth + 1, BedCount::open) == 30);
  CHECK(beds(b.headline, kMonth + 2, BedCount::open) == 20);
  CHECK(b.headline.facility_flows(0, FacilityFlow::closed) == 1);
  CHECK(displaced(b.headline, *closes) > 0);
}

TEST_CASE("hours that are cut stay cut where a facility moves to, and come back whole") {
  const auto served = [](const std::vector<Row>& rows, int month) {
    const auto scenario = changed(rows);
    return outcome_of(scenario).detail.facility_capacity(month, test::existing_named(*scenario, "station-alder-1").index(),
                                                         static_cast<std::size_t>(Resource::activity_place));
  };
  const std::vector<Row> rows{{"station-alder-1", ChangeKind::hours, 33},
                              {"station-alder-1", ChangeKind::move, 0, "T1C2", 1},
                              {"station-alder-1", ChangeKind::hours, 100, {}, 2}};
  const std::int32_t whole = served({}, kMonth);
  CHECK(served(rows, kMonth) == whole * 33 / 100);
  CHECK(served(rows, kMonth + 1) == whole * 33 / 100);
  CHECK(served(rows, kMonth + 2) == whole);
}

TEST_CASE("a shock of one facility holds wherever it stands, one of a town while it stands there") {
  const auto flooded = [](std::optional<std::string> facility, std::optional<std::string> town) {
    return changed({{"home-cedar-rural-1", ChangeKind::move, 0, "T1C2"}}, [&](Scenario& scenario) {
      Shock flood;
      flood.id = "flood";
      flood.on = ShockOn::facilities;
      flood.from = scenario.start + kMonth;
      flood.to = flood.from + 1;
      flood.factor = 0;
      if (facility) flood.facility = test::existing_named(scenario, *facility);
      flood.kind = FacilityKind::care_home;
      for (std::size_t t = 0; town && t < scenario.towns.size(); ++t) {
        if (scenario.towns[t].code == *town) flood.town = TownId(t);
      }
      scenario.shocks.push_back(flood);
    });
  };
  const auto open = [](const std::shared_ptr<const Scenario>& scenario, int month) {
    return beds(outcome_of(scenario).headline, month, BedCount::open);
  };
  const auto by_name = flooded("home-cedar-rural-1", std::nullopt);
  CHECK(open(by_name, kMonth - 1) == 30);
  CHECK(open(by_name, kMonth + 1) == 20);
  CHECK(open(by_name, kMonth + 2) == 30);
  // A move waits until the house is open: in the month of the flood it stands in Cedar still, and is moved when it is over.
  CHECK(open(flooded(std::nullopt, "T3"), kMonth) == 20);
  CHECK(open(flooded(std::nullopt, "T3"), kMonth + 2) == 30);
  CHECK(open(flooded(std::nullopt, "T2"), kMonth) == 20);
}

TEST_CASE("what happens in one month happens in the order of the table: first merged, then closed") {
  const std::vector<Row> rows{{"home-cedar-rural-1", ChangeKind::merge, 0, "home-alder-private-1"},
                              {"home-alder-private-1", ChangeKind::close}};
  const Headline b = outcome_of(changed(rows)).headline;
  CHECK(beds(b, kMonth - 1, BedCount::open) == 30);
  CHECK(beds(b, kMonth, BedCount::open) == 10);
  CHECK(b.facility_flows(0, FacilityFlow::closed) == 2);
}
