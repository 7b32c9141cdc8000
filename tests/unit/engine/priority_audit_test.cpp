#include <random>
#include <vector>

#include "engine/allocate/allocation.hpp"
#include "oracle/small_district.hpp"
#include "support/catch.hpp"

using namespace eldercast;

namespace {

using enum PriorityGroup;

int between(std::mt19937& random, int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); }

std::vector<FacilityState> states_of(const Network& network) {
  std::vector<FacilityState> facilities;
  for (const NetworkFacility& facility : network.facilities()) {
    FacilityState state;
    state.kind = facility.kind;
    state.town = facility.town;
    state.settlement = facility.settlement;
    state.status = FacilityStatus::open;
    state.hub_working = true;
    state.capacity = facility.capacity;
    state.staffed = facility.capacity;
    facilities.push_back(state);
  }
  return facilities;
}

/// A town with a community at its seat and a village some way off, a home at each; and a second town far away. The bed service reaches
/// the own settlement alone: 3 beds in the home at the seat, 1 nursing bed among them, and 2 in the village's.
struct TwoTowns {
  TwoTowns() : scenario(made()), network(scenario), facilities(states_of(network)), allocation(scenario, network) {
    allocation.start(facilities);
  }

  SeekerId wait(PriorityGroup group, Need need = Need::partial, std::size_t settlement = kSeat) {
    const std::uint32_t slot = next_slot++;
    return allocation.add({slot, SettlementId(settlement), ServiceId(std::size_t{0}), need, group, false}, slot, Month{0});
  }
  [[nodiscard]] bool served(SeekerId id) const { return allocation.seeker(id).at.valid(); }
  /// What people of a need would take, from now on: admission may have known otherwise.
  void let_take(Need need, std::vector<Resource> resources) { scenario.services[0].takes[need] = std::move(resources); }

  static constexpr std::size_t kSeat = 0;
  static constexpr std::size_t kVillage = 1;
  static constexpr std::size_t kOtherTown = 2;

  static Scenario made() {
    Scenario scenario;
    scenario.towns.push_back({"A", "", "", TownKind::town, 0, 0, 10, 106, 29});
    scenario.towns.push_back({"B", "", "", TownKind::town, 0, 0, 10, 107, 29});
    const auto settlement = [&](const char* code, std::size_t town, double lon) {
      Settlement row;
      row.code = code;
      row.town = TownId(town);
      row.lon = lon;
      row.lat = 29;
      scenario.settlements.push_back(row);
    };
    settlement("A-seat", 0, 106);
    settlement("A-village", 0, 106.1);
    settlement("B-seat", 1, 107);
    const auto home = [&](const char* id, std::size_t at, std::int32_t beds, std::int32_t nursing) {
      ExistingFacility row;
      row.id = id;
      row.settlement = SettlementId(at);
      row.beds = beds;
      row.nursing_beds = nursing;
      scenario.existing.push_back(row);
    };
    home("home-seat", kSeat, 3, 1);
    home("home-village", kVillage, 2, 0);
    home("home-other", kOtherTown, 1, 0);
    Service bed;
    bed.id = "bed";
    bed.given_at = GivenAt::bed;
    bed.reach_minutes = 5;
    bed.takes[Need::independent] = {Resource::other_bed};
    bed.takes[Need::partial] = {Resource::other_bed};
    bed.takes[Need::full] = {Resource::nursing_bed};
    scenario.services.push_back(bed);
    for (std::size_t g = 0; g < kCount<PriorityGroup>; ++g) scenario.allocation.rank.cells[g] = static_cast<std::int32_t>(g);
    return scenario;
  }

  Scenario scenario;
  Network network;
  std::vector<FacilityState> facilities;
  Allocation allocation;
  std::uint32_t next_slot = 0;
};

/// A random district that lives through some months.
class Months {
 public:
  explicit Months(std::uint32_t seed)
      : random_(seed),
        scenario_(test::small_district(random_)),
        network_(scenario_),
        facilities_(states_of(network_)),
        allocation_(scenario_, network_, seed % 2 == 0 ? Zones(scenario_) : test::zone_a_town(scenario_)) {
    allocation_.start(facilities_);
  }

  void month(int m) {
    for (FacilityState& facility : facilities_) {
      facility.hub_working = between(random_, 0, 2) > 0;
      for (std::size_t r = 0; r < kCount<Resource>; ++r) facility.staffed.cells[r] = between(random_, 0, facility.capacity.cells[r]);
    }
    for (int k = between(random_, 0, 30); k > 0; --k) arrive(m);
    std::vector<SeekerId> stay;
    for (SeekerId id : seekers_) {
      const int fate = between(random_, 0, 9);
      if (fate == 0) {
        allocation_.remove(id);
        continue;
      }
      if (fate == 1) {
        const auto need = static_cast<Need>(between(random_, 0, 2));
        const auto group = static_cast<PriorityGroup>(between(random_, 0, 5));
        id = allocation_.change(id, need, group, SettlementId(any_settlement()), Month{m});
      }
      stay.push_back(id);
    }
    seekers_ = stay;
    check_waiting();
    allocation_.admit();
    check_waiting();
  }

  [[nodiscard]] int violations() { return allocation_.priority_violations(); }
  [[nodiscard]] std::size_t admitted() const { return allocation_.admitted().size(); }

 private:
  /// People who wait at this moment, as the seekers themselves say it, summed over settlements of each town and service.
  void check_waiting() {
    Cube<std::int32_t, 2> waiting(scenario_.settlements.size(), scenario_.services.size());
    std::fill(waiting.cells().begin(), waiting.cells().end(), 99);
    allocation_.waiting_by_settlement(waiting);
    Cube<std::int32_t, 2> expected(scenario_.settlements.size(), scenario_.services.size());
    for (const SeekerId id : seekers_) {
      const Seeker& seeker = allocation_.seeker(id);
      if (!seeker.at.valid()) ++expected(seeker.facts.settlement, seeker.facts.service);
    }
    REQUIRE(waiting == expected);
    for (std::size_t t = 0; t < scenario_.towns.size(); ++t) {
      for (std::size_t s = 0; s < scenario_.services.size(); ++s) {
        std::int32_t of_town = 0;
        for (std::size_t at = 0; at < scenario_.settlements.size(); ++at) {
          if (scenario_.settlements[at].town == TownId(t)) of_town += waiting(at, s);
        }
        std::int32_t seeking_less_served = 0;
        for (std::size_t g = 0; g < kCount<PriorityGroup>; ++g) {
          const auto group = static_cast<PriorityGroup>(g);
          seeking_less_served += allocation_.seeking(TownId(t), ServiceId(s), group) - allocation_.served(TownId(t), ServiceId(s), group);
        }
        REQUIRE(of_town == seeking_less_served);
      }
    }
  }

  [[nodiscard]] std::size_t any_settlement() {
    return static_cast<std::size_t>(between(random_, 0, static_cast<int>(scenario_.settlements.size()) - 1));
  }
  void arrive(int m) {
    const std::uint32_t slot = next_slot_++;
    seekers_.push_back(allocation_.add(
        {slot, SettlementId(any_settlement()), ServiceId(static_cast<std::size_t>(between(random_, 0, 2))),
         static_cast<Need>(between(random_, 0, 2)), static_cast<PriorityGroup>(between(random_, 0, 5)), between(random_, 0, 1) == 0},
        static_cast<std::uint64_t>(between(random_, 0, 3)), Month{m}));
  }

  std::mt19937 random_;
  Scenario scenario_;
  Network network_;
  std::vector<FacilityState> facilities_;
  Allocation allocation_;
  std::vector<SeekerId> seekers_;
  std::uint32_t next_slot_ = 0;
};

}  // namespace

TEST_CASE("on random small districts nobody is passed over, and the waiting are those who seek and are not served") {
  std::size_t admitted = 0;
  for (std::uint32_t seed = 1000; seed < 1200; ++seed) {
    INFO("district " << seed);
    Months months(seed);
    for (int m = 0; m < 10; ++m) {
      months.month(m);
      REQUIRE(months.violations() == 0);
      admitted += months.admitted();
    }
  }
  CHECK(admitted > 5'000);
}

TEST_CASE("the audit counts everybody who got a place that somebody of a better rank could have had") {
  TwoTowns towns;
  // Those with full need take nursing beds alone; the one nursing bed is not staffed.
  towns.facilities[0].staffed[Resource::nursing_bed] = 0;
  const SeekerId first = towns.wait(full, Need::full);
  const SeekerId second = towns.wait(aged_80_plus);
  const SeekerId third = towns.wait(others);
  const SeekerId fourth = towns.wait(others);
  towns.allocation.admit();
  REQUIRE_FALSE(towns.served(first));
  REQUIRE(towns.served(second));
  REQUIRE(towns.served(third));
  REQUIRE_FALSE(towns.served(fourth));
  CHECK(towns.allocation.priority_violations() == 0);
  // Had those with full need taken other beds, both who got one would have passed over the first.
  towns.let_take(Need::full, {Resource::nursing_bed, Resource::other_bed});
  CHECK(towns.allocation.priority_violations() == 2);
  // The audit looks only at the last admission.
  towns.let_take(Need::full, {Resource::nursing_bed});
  towns.allocation.admit();
  towns.let_take(Need::full, {Resource::nursing_bed, Resource::other_bed});
  CHECK(towns.allocation.priority_violations() == 0);
}

TEST_CASE("the audit counts only those of a worse rank than the one who waits") {
  TwoTowns towns;
  towns.facilities[0].staffed[Resource::nursing_bed] = 0;
  towns.facilities[0].staffed[Resource::other_bed] = 2;
  const SeekerId waits = towns.wait(partial, Need::full);
  const SeekerId better = towns.wait(special_hardship);
  const SeekerId same = towns.wait(partial);
  towns.allocation.admit();
  REQUIRE_FALSE(towns.served(waits));
  REQUIRE(towns.served(better));
  REQUIRE(towns.served(same));
  towns.let_take(Need::full, {Resource::other_bed});
  CHECK(towns.allocation.priority_violations() == 0);
}

TEST_CASE("the audit blames nobody for places out of the waiting person's reach or in another town") {
  for (const std::size_t place : {TwoTowns::kVillage, TwoTowns::kOtherTown}) {
    TwoTowns towns;
    towns.facilities[0].staffed[Resource::nursing_bed] = 0;
    const SeekerId waits = towns.wait(full, Need::full, TwoTowns::kSeat);
    const SeekerId lucky = towns.wait(others, Need::partial, place);
    towns.allocation.admit();
    REQUIRE_FALSE(towns.served(waits));
    REQUIRE(towns.served(lucky));
    towns.let_take(Need::full, {Resource::other_bed});
    CHECK(towns.allocation.priority_violations() == 0);
  }
}

TEST_CASE("the audit knows that people of the village wait when those of the village are served") {
  TwoTowns towns;
  const SeekerId waits = towns.wait(full, Need::full, TwoTowns::kVillage);
  const SeekerId lucky = towns.wait(others, Need::partial, TwoTowns::kVillage);
  const SeekerId elsewhere = towns.wait(others, Need::partial, TwoTowns::kSeat);
  towns.allocation.admit();
  REQUIRE_FALSE(towns.served(waits));
  REQUIRE(towns.served(lucky));
  REQUIRE(towns.served(elsewhere));
  towns.let_take(Need::full, {Resource::other_bed});
  // Only the one in the village: the home at the seat is out of reach.
  CHECK(towns.allocation.priority_violations() == 1);
}

TEST_CASE("those who were seated without admission, who left, or who died waiting are no violation") {
  TwoTowns towns;
  towns.facilities[0].staffed[Resource::nursing_bed] = 0;
  const SeekerId seated = towns.wait(others);
  towns.allocation.seat(seated, FacilityId(std::size_t{0}), Resource::other_bed);
  const SeekerId waits = towns.wait(full, Need::full);
  const SeekerId lucky = towns.wait(others);
  towns.allocation.admit();
  REQUIRE(towns.served(lucky));
  towns.let_take(Need::full, {Resource::other_bed});
  CHECK(towns.allocation.priority_violations() == 1);
  towns.allocation.remove(waits);
  CHECK(towns.allocation.priority_violations() == 0);
}
