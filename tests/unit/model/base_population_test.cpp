#include <algorithm>
#include <set>

#include "support/catch.hpp"
#include "support/scenarios.hpp"

using namespace eldercast;

namespace {

void check_margins(const std::string& file) {
  const auto scenario = test::scenario(file);
  const District district(scenario);
  const BasePopulation& base = district.base();
  Cube<std::int64_t, 2> by_sex_and_age(kCount<Sex>, kOldestAge + 1);
  std::vector<std::int64_t> town_60plus(scenario->towns.size());
  std::int64_t arrivals = 0;
  std::set<std::pair<std::uint32_t, std::uint32_t>> identities;
  for (std::uint32_t slot = 0; slot < base.slots(); ++slot) {
    if (base.traits[slot].has(Traits::kPadding)) continue;
    const std::uint32_t home = district.home_of_block(slot / kBlock);
    CHECK(identities.insert({home, base.identity[slot].bits}).second);
    if (base.traits[slot].has(Traits::kArrival)) {
      ++arrivals;
      continue;
    }
    const int age = age_at_end_of(scenario->start - 1, base.identity[slot].birth());
    ++by_sex_and_age(base.identity[slot].sex(), age);
    if (age >= 60) ++town_60plus[district.town_of(home).index()];
  }
  CHECK(by_sex_and_age == base.by_sex_and_age);
  CHECK(town_60plus == base.town_60plus);
  CHECK(arrivals == base.arrival_candidates);
}

}  // namespace

TEST_CASE("the base population equals its integer margins exactly, everybody is somebody else") {
  check_margins("scenarios/toy/toy.toml");
  check_margins("scenarios/jiangjin/baseline.toml");
}

TEST_CASE("everybody who can be sixty within the run is there, and nobody else") {
  const auto scenario = test::scenario("scenarios/jiangjin/baseline.toml");
  const District district(scenario);
  const BasePopulation& base = district.base();
  YearMonth youngest(1900, 1);
  for (std::uint32_t slot = 0; slot < base.slots(); ++slot) {
    if (!base.traits[slot].has(Traits::kPadding)) youngest = std::max(youngest, base.identity[slot].birth());
  }
  CHECK(youngest == scenario->end - 720);
}

TEST_CASE("institutions are seeded within their beds, special hardship first") {
  const auto scenario = test::scenario("scenarios/jiangjin/baseline.toml");
  const District district(scenario);
  std::vector<PerEnum<Resource, std::int32_t>> used(scenario->existing.size());
  std::vector<std::int32_t> hardship(scenario->existing.size());
  std::set<std::uint32_t> slots;
  for (const InstitutionResident& resident : district.seated()) {
    CHECK(slots.insert(resident.slot).second);
    ++used[resident.facility.index()][resident.resource];
    hardship[resident.facility.index()] += district.base().traits[resident.slot].has(Traits::kHardship) ? 1 : 0;
  }
  std::int32_t all = 0;
  for (std::size_t f = 0; f < used.size(); ++f) {
    const ExistingFacility& home = scenario->existing[f];
    if (home.kind != FacilityKind::care_home) continue;
    const auto residents = static_cast<std::int32_t>(std::lround(home.beds * home.occupancy));
    CHECK(used[f][Resource::nursing_bed] + used[f][Resource::other_bed] == residents);
    CHECK(used[f][Resource::nursing_bed] <= home.nursing_beds);
    CHECK(hardship[f] == std::lround(residents * home.hardship_share));
    all += residents;
  }
  CHECK(all == 2313);
}

TEST_CASE("the share that seeks a bed stays what the table says although some are seated") {
  const auto scenario = test::scenario("scenarios/jiangjin/baseline.toml");
  const District district(scenario);
  // The thresholds for the drawn number and the number made of it agree at and beside every edge.
  for (std::uint32_t slot = 0; slot < district.base().slots(); slot += 97) {
    const Traits traits = district.base().traits[slot];
    const int age = age_at_end_of(scenario->start - 1, district.base().identity[slot].birth());
    if (traits.has(Traits::kPadding) || traits.has(Traits::kArrival) || age < 60) continue;
    const std::uint32_t home = district.home_of_block(slot / kBlock);
    const PriorityGroup group = district.groups().of(traits.need(), traits, age >= 80);
    const DemandCell& cell = district.demand().at(district.bed_service().index(), scenario->settlements[home].kind, traits.need(), group);
    const InitialState::OfOthers& others = district.initial_state().others_of(district.town_of(home))[district.class_at_start(slot)];
    const bool seated = district.initial_state().is_seated(slot);
    const InitialState::OfOthers drawn = seated ? InitialState::OfOthers{0xFFFFFFFFU, 0xFFFFFFFFU} : others;
    for (const std::uint32_t edge : {drawn.seeking, drawn.wanting}) {
      for (const std::int64_t step : {-1, 0, 1}) {
        const std::int64_t number = std::int64_t{edge} + step;
        if (number < 0 || number > 0xFFFFFFFE) continue;
        const auto u = static_cast<std::uint32_t>(number);
        CHECK((district.bed_uniform(slot, u) < cell.seeking) == (u < drawn.seeking));
        CHECK((district.bed_uniform(slot, u) < cell.wanting) == (u < drawn.wanting));
      }
    }
  }
}
