#include <map>
#include <random>

#include "engine/allocate/allocation.hpp"
#include "oracle/slow_allocation.hpp"
#include "oracle/small_district.hpp"
#include "support/catch.hpp"

using namespace eldercast;
using test::SlowAllocation;

namespace {

int between(std::mt19937& random, int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); }

/// A fast and a slow allocation that live through the same random months.
class Twins {
 public:
  explicit Twins(std::uint32_t seed)
      : random_(seed),
        scenario_(test::small_district(random_)),
        network_(scenario_),
        fast_(scenario_, network_, seed % 2 == 0 ? Zones(scenario_) : test::zone_a_town(scenario_)),
        slow_(scenario_) {
    for (const NetworkFacility& facility : network_.facilities()) {
      FacilityState state;
      state.kind = facility.kind;
      state.town = facility.town;
      state.settlement = facility.settlement;
      state.capacity = facility.capacity;
      facilities_.push_back(state);
    }
    fast_.start(facilities_);
  }

  void month(int m) {
    for (FacilityState& facility : facilities_) change_facility(facility);
    for (int k = between(random_, 0, 25); k > 0; --k) arrive(m);
    std::vector<int> slots;
    for (const auto& [slot, id] : ids_) slots.push_back(slot);
    for (const int slot : slots) {
      if (between(random_, 0, 9) == 0)
        leave(slot);
      else if (between(random_, 0, 5) == 0)
        change(slot, m);
    }
    fast_.admit();
    slow_.admit(facilities_);
  }

  void check() {
    const auto towns = scenario_.towns.size();
    for (const auto& [slot, id] : ids_) {
      const Seeker& seeker = fast_.seeker(id);
      const test::SlowPerson& person = slow_.people.at(slot);
      REQUIRE(seeker.at.valid() == person.facility.has_value());
      if (!seeker.at.valid()) continue;
      REQUIRE(static_cast<int>(seeker.at.index()) == *person.facility);
      REQUIRE(seeker.holds == person.holds);
    }
    for (std::size_t f = 0; f < facilities_.size(); ++f) {
      for (std::size_t r = 0; r < kCount<Resource>; ++r) {
        REQUIRE(facilities_[f].used.cells[r] == slow_.used(static_cast<int>(f), static_cast<Resource>(r)));
        REQUIRE(facilities_[f].used.cells[r] <= facilities_[f].capacity.cells[r]);
      }
    }
    Cube<std::int32_t, 2> shortfall(towns, kCount<ShortfallCause>);
    fast_.bed_shortfall(shortfall);
    REQUIRE(shortfall == slow_.bed_shortfall(facilities_));
    for (std::size_t t = 0; t < towns; ++t) {
      for (std::size_t s = 0; s < scenario_.services.size(); ++s) check_counts(TownId(t), ServiceId(s), shortfall);
    }
    check_no_place_wasted();
  }

 private:
  void change_facility(FacilityState& facility) {
    // Beds may be closed to newcomers for want of staff, but nobody is sent away.
    facility.status = facility.status == FacilityStatus::planned && between(random_, 0, 2) == 0 ? FacilityStatus::open : facility.status;
    facility.hub_working = facility.status == FacilityStatus::open && between(random_, 0, 1) == 0;
    for (std::size_t r = 0; r < kCount<Resource>; ++r) {
      facility.staffed.cells[r] = facility.status == FacilityStatus::open ? between(random_, 0, facility.capacity.cells[r]) : 0;
    }
  }
  void arrive(int m) {
    test::SlowPerson person;
    person.settlement = between(random_, 0, static_cast<int>(scenario_.settlements.size()) - 1);
    person.service = between(random_, 0, static_cast<int>(scenario_.services.size()) - 1);
    person.need = static_cast<Need>(between(random_, 0, 2));
    person.group = static_cast<PriorityGroup>(between(random_, 0, 5));
    person.hardship = between(random_, 0, 1) == 0;
    // Few values, so that ties happen.
    person.tie = static_cast<std::uint64_t>(between(random_, 0, 3));
    person.since = m;
    const int slot = next_slot_++;
    slow_.people[slot] = person;
    ids_[slot] = fast_.add({static_cast<std::uint32_t>(slot), SettlementId(static_cast<std::size_t>(person.settlement)),
                            ServiceId(static_cast<std::size_t>(person.service)), person.need, person.group, person.hardship},
                           person.tie, Month{m});
  }
  void leave(int slot) {
    fast_.remove(ids_.at(slot));
    slow_.people.erase(slot);
    ids_.erase(slot);
  }
  void change(int slot, int m) {
    const auto need = static_cast<Need>(between(random_, 0, 2));
    const auto group = static_cast<PriorityGroup>(between(random_, 0, 5));
    const int settlement = between(random_, 0, 2) == 0 ? between(random_, 0, static_cast<int>(scenario_.settlements.size()) - 1)
                                                       : slow_.people.at(slot).settlement;
    ids_.at(slot) = fast_.change(ids_.at(slot), need, group, SettlementId(static_cast<std::size_t>(settlement)), Month{m});
    slow_.change(slot, need, group, settlement, m);
  }

  void check_counts(TownId town, ServiceId service, const Cube<std::int32_t, 2>& shortfall) {
    int seeking = 0;
    int served = 0;
    int waiting = 0;
    int in_hardship = 0;
    for (const auto& [slot, person] : slow_.people) {
      if (person.service != static_cast<int>(service.index())) continue;
      if (scenario_.settlements[static_cast<std::size_t>(person.settlement)].town != town) continue;
      ++seeking;
      ++(person.facility ? served : waiting);
      in_hardship += person.facility && person.hardship ? 1 : 0;
    }
    int fast_seeking = 0;
    int fast_served = 0;
    int fast_in_hardship = 0;
    for (std::size_t g = 0; g < kCount<PriorityGroup>; ++g) {
      const auto group = static_cast<PriorityGroup>(g);
      fast_seeking += fast_.seeking(town, service, group);
      fast_served += fast_.served(town, service, group);
      for (const Need need : {Need::independent, Need::partial, Need::full}) {
        fast_in_hardship += fast_.served_in_hardship(town, service, group, need);
      }
    }
    REQUIRE(fast_.priority_violations() == 0);
    REQUIRE(fast_seeking == seeking);
    REQUIRE(fast_served == served);
    REQUIRE(fast_in_hardship == in_hardship);
    if (scenario_.services[service.index()].given_at == GivenAt::bed) {
      REQUIRE(shortfall(town, 0) + shortfall(town, 1) + shortfall(town, 2) == waiting);
    }
  }

  /// Nobody waits while a staffed place that the person would take in reach stays empty.
  void check_no_place_wasted() {
    for (const auto& [slot, id] : ids_) {
      const Seeker& seeker = fast_.seeker(id);
      if (seeker.at.valid()) continue;
      const Service& service = scenario_.services[seeker.facts.service.index()];
      for (const auto& near : {network_.own(seeker.facts.settlement, seeker.facts.service),
                               network_.overflow(seeker.facts.settlement, seeker.facts.service)}) {
        for (const NearbyFacility& candidate : near) {
          const FacilityState& facility = facilities_[candidate.facility.index()];
          if (facility.status != FacilityStatus::open || (service.needs_hub && !facility.hub_working)) continue;
          for (const Resource resource : service.takes[seeker.facts.need]) {
            REQUIRE(facility.used[resource] + service.amount_per_month > facility.staffed[resource]);
          }
        }
      }
    }
  }

  std::mt19937 random_;
  Scenario scenario_;
  Network network_;
  std::vector<FacilityState> facilities_;
  Allocation fast_;
  SlowAllocation slow_;
  std::map<int, SeekerId> ids_;
  int next_slot_ = 0;
};

/// A town with one home of `beds` other beds, all staffed, and everybody in `seekers` waiting.
std::vector<PriorityGroup> admitted_groups(int beds, const std::vector<PriorityGroup>& seekers) {
  Scenario scenario;
  scenario.towns.push_back({"T", "", "", TownKind::town, 0, 0, 10, 106, 29});
  scenario.settlements.push_back({"S", "", "", TownId(std::size_t{0}), SettlementKind::community, 1, {}, {}});
  Service bed;
  bed.id = "bed";
  bed.given_at = GivenAt::bed;
  bed.reach_minutes = 1000;
  for (std::vector<Resource>& takes : bed.takes) takes = {Resource::other_bed};
  scenario.services.push_back(bed);
  for (std::size_t g = 0; g < kCount<PriorityGroup>; ++g) scenario.allocation.rank.cells[g] = static_cast<std::int32_t>(g);
  ExistingFacility home;
  home.id = "home";
  home.settlement = SettlementId(std::size_t{0});
  home.beds = beds;
  scenario.existing.push_back(home);
  const Network network(scenario);
  std::vector<FacilityState> facilities(1);
  facilities[0].town = TownId(std::size_t{0});
  facilities[0].settlement = SettlementId(std::size_t{0});
  facilities[0].status = FacilityStatus::open;
  facilities[0].capacity = network.facilities()[0].capacity;
  facilities[0].staffed = facilities[0].capacity;
  Allocation allocation(scenario, network);
  allocation.start(facilities);
  for (std::uint32_t slot = 0; slot < seekers.size(); ++slot) {
    allocation.add({slot, SettlementId(std::size_t{0}), ServiceId(std::size_t{0}), Need::partial, seekers[slot], false}, slot, Month{0});
  }
  allocation.admit();
  std::vector<PriorityGroup> groups;
  for (const SeekerId id : allocation.admitted()) groups.push_back(allocation.seeker(id).facts.group);
  return groups;
}

}  // namespace

TEST_CASE("fast and slow allocation agree on random small districts, month by month") {
  for (std::uint32_t seed = 0; seed < 400; ++seed) {
    INFO("district " << seed);
    Twins twins(seed);
    for (int m = 0; m < 12; ++m) {
      twins.month(m);
      twins.check();
    }
  }
}

TEST_CASE("higher groups go first, then those who came earlier") {
  using enum PriorityGroup;
  CHECK(admitted_groups(2, {others, living_alone, partial, full}) == std::vector<PriorityGroup>{full, partial});
  CHECK(admitted_groups(3, {others, special_hardship}) == std::vector<PriorityGroup>{special_hardship, others});
  CHECK(admitted_groups(0, {full}).empty());
}

TEST_CASE("one more bed admits one more person, never fewer") {
  using enum PriorityGroup;
  const std::vector<PriorityGroup> seekers{others, full, partial, living_alone, aged_80_plus, others, full};
  for (int beds = 0; beds < 9; ++beds) {
    CHECK(admitted_groups(beds, seekers).size() == std::min<std::size_t>(static_cast<std::size_t>(beds), seekers.size()));
  }
}
