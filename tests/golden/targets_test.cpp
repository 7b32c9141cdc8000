#include <cmath>

#include "golden/support.hpp"
#include "model/targets.hpp"
#include "support/catch.hpp"

using namespace eldercast;
using test::cached;

namespace {

constexpr int kYears = 4;

/// A share as the targets store it.
std::int32_t share(std::int64_t part, std::int64_t whole) { return whole == 0 ? -1 : static_cast<std::int32_t>(part * 10'000 / whole); }

struct Run {
  std::shared_ptr<const Scenario> scenario = test::scenario(test::kBaseline);
  const Outcome& outcome = cached(test::kBaseline, {}, 1, 1).front();
  const Headline& h = outcome.headline;

  [[nodiscard]] int end(int year) const { return test::month_of(*scenario, 2019 + year, 12); }
  [[nodiscard]] std::int32_t target(int year, Target target) const { return h.targets(end(year), target); }
  [[nodiscard]] FacilityKind kind(std::size_t facility) const {
    return facility < scenario->existing.size() ? scenario->existing[facility].kind
                                                : scenario->projects[facility - scenario->existing.size()].kind;
  }
  [[nodiscard]] TownKind town_kind(std::size_t facility) const {
    const SettlementId place = facility < scenario->existing.size() ? scenario->existing[facility].settlement
                                                                    : scenario->projects[facility - scenario->existing.size()].settlement;
    return scenario->towns[scenario->settlements[place.index()].town.index()].kind;
  }
  [[nodiscard]] bool open(int year, std::size_t facility) const {
    return outcome.detail.facility_status(end(year), facility) == static_cast<std::uint8_t>(FacilityStatus::open);
  }
};

}  // namespace

TEST_CASE("coverage targets are the covered settlements over all of them") {
  const Run run;
  for (int y = 0; y < kYears; ++y) {
    const auto covered = [&](SettlementKind kind, CoverageReading reading) { return run.h.settlements_covered(run.end(y), kind, reading); };
    CHECK(run.target(y, Target::g1_own) == share(covered(SettlementKind::community, CoverageReading::own), 109));
    CHECK(run.target(y, Target::g1_with_centre) == share(covered(SettlementKind::community, CoverageReading::with_centre), 109));
    CHECK(run.target(y, Target::g2_own) == share(covered(SettlementKind::village, CoverageReading::own), 173));
    CHECK(run.target(y, Target::g2_with_centre) == share(covered(SettlementKind::village, CoverageReading::with_centre), 173));
  }
}

TEST_CASE("the low end of the 15-minute circle is the residents of settlements with a facility, the high end no less") {
  const Run run;
  for (int y = 0; y < kYears; ++y) {
    std::int64_t inside = 0;
    std::int64_t all = 0;
    for (std::size_t s = 0; s < run.scenario->settlements.size(); ++s) {
      const std::int32_t residents = run.outcome.detail.settlement_residents(run.end(y), s);
      all += residents;
      inside += run.h.settlement_covered(y, s, CoverageReading::with_centre) != 0 ? residents : 0;
    }
    CHECK(run.target(y, Target::q1_circle_low) == share(inside, all));
    CHECK(run.target(y, Target::q1_circle_high) >= run.target(y, Target::q1_circle_low));
    // Room can only be found where something is open within reach.
    CHECK(run.target(y, Target::g5_basic_services) <= share(run.h.residents_covered(run.end(y), CoverageStrength::nominal), all));
  }
}

TEST_CASE("spokes without a working hub are those on paper for want of one") {
  const Run run;
  for (int y = 0; y < kYears; ++y) {
    std::map<TownKind, std::pair<std::int64_t, std::int64_t>> attached;
    for (std::size_t f = 0; f < run.h.facility_paper.sizes()[1]; ++f) {
      if (!is_spoke(run.kind(f)) || !run.open(y, f)) continue;
      auto& [working, all] = attached[run.town_kind(f)];
      ++all;
      working += (run.h.facility_paper(y, f) & bit_of(PaperReason::no_hub)) == 0 ? 1 : 0;
    }
    CHECK(run.target(y, Target::o1_street_spokes) == share(attached[TownKind::street].first, attached[TownKind::street].second));
    CHECK(run.target(y, Target::o2_town_spokes) == share(attached[TownKind::town].first, attached[TownKind::town].second));
    CHECK(run.target(y, Target::l2_centres) == share(run.h.facilities_open(run.end(y), FacilityKind::street_centre) +
                                                         run.h.facilities_open(run.end(y), FacilityKind::town_centre),
                                                     30));
  }
}

TEST_CASE("beds, services and courses are measured as they are recorded") {
  const Run run;
  for (int y = 0; y < kYears; ++y) {
    const int month = run.end(y);
    const std::int64_t nursing = run.h.beds(month, BedType::nursing, BedCount::open);
    CHECK(run.target(y, Target::m1_nursing_beds) == share(nursing, nursing + run.h.beds(month, BedType::other, BedCount::open)));
    std::int64_t served = 0;
    std::int64_t seeking = 0;
    std::int64_t home_beds = 0;
    for (std::size_t s = 0; s < run.scenario->services.size(); ++s) {
      for (std::size_t g = 0; g < kCount<PriorityGroup>; ++g) {
        served += run.h.demand(month, s, g, DemandCount::served);
        seeking += run.h.demand(month, s, g, DemandCount::seeking);
        if (run.scenario->services[s].id == "home_care_bed") home_beds += run.h.demand(month, s, g, DemandCount::served);
      }
    }
    CHECK(run.target(y, Target::q2_delivered) == share(served, seeking));
    CHECK(run.target(y, Target::o3_home_beds) == home_beds);
    CHECK(run.target(y, Target::w1_carers) == run.h.staff(month, Role::carer, StaffCount::graduates));
    CHECK(run.target(y, Target::w1_supervisors) == run.h.staff(month, Role::supervisor, StaffCount::graduates));
    CHECK(run.target(y, Target::w1_directors) == run.h.staff(month, Role::director, StaffCount::graduates));
    CHECK(run.target(y, Target::w2_certified) ==
          share(run.h.staff(month, Role::carer, StaffCount::certified), run.h.staff(month, Role::carer, StaffCount::in_post)));
    CHECK(run.target(y, Target::g6_priority) == 0);
  }
}

TEST_CASE("the toy's land per resident is that worked by hand") {
  const Outcome& outcome = cached("scenarios/toy/toy.toml", {}, 1, 0).front();
  // A street centre of 1,500 m2, four stations of 300, two town centres of 2,500, three points of 120; its care homes have no land.
  const std::int64_t land = 1'500 + 4 * 300 + 2 * 2'500 + 3 * 120;
  // Towns grow geometrically from November 2010 to November 2020, and on: 145 months to December 2022.
  std::int64_t residents = 0;
  const auto scenario = test::scenario("scenarios/toy/toy.toml");
  for (const Town& town : scenario->towns) {
    residents += std::llround(town.population_2010 * std::pow(town.population_2020 / town.population_2010, 145.0 / 120.0));
  }
  CHECK(outcome.headline.targets(47, Target::l1_land) == share(land, residents));
  CHECK(outcome.headline.targets(47, Target::l2_centres) == 10'000);
}

TEST_CASE("a target's numbers of the towns make the district's, and towns without anything to measure say so") {
  const Run run;
  for (const Target target : {Target::m2_integrated, Target::o3_home_beds}) {
    std::int64_t sum = 0;
    for (std::size_t t = 0; t < 30; ++t) sum += run.h.town_targets(3, t, target);
    CHECK(sum == run.target(3, target));
  }
  int streets = 0;
  for (std::size_t t = 0; t < 30; ++t) {
    const bool street = run.scenario->towns[t].kind == TownKind::street;
    streets += street ? 1 : 0;
    if (!street) CHECK(run.h.town_targets(3, t, Target::o0_run_by_institutions) == -1);
    CHECK(run.h.town_targets(3, t, Target::w1_carers) == -1);
  }
  CHECK(streets == 5);
}

TEST_CASE("a share of the lottery money that is kept exactly is told exactly, however its months are rounded") {
  const Outcome& outcome = cached(test::kBaseline, {"funding.lottery_fund.yearly_income_yuan=7812347"}, 1).front();
  for (int month = 0; month < 12 * kYears; ++month) CHECK(outcome.headline.targets(month, Target::f1_elderly_care) == 8'000);
}
