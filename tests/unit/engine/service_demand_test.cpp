#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>
#include <vector>

#include "engine/demand/service_demand.hpp"
#include "support/catch.hpp"
#include "unit/engine/toy.hpp"

using namespace eldercast;

namespace {

using enum PriorityGroup;

/// The toy with twenty times its people, reach and rooms without limit, so that whoever seeks a service is admitted when places are
/// opened, and nobody in a home at the start. Three tenths of those who want a service would use it.
std::shared_ptr<const Scenario> large(const std::function<void(Scenario&)>& more = {}) {
  return test::toy([&](Scenario& scenario) {
    for (CensusGroup& group : scenario.census) {
      group.population_first *= 20;
      group.population_second *= 20;
    }
    for (Town& town : scenario.towns) {
      town.population_2010 *= 20;
      town.population_2020 *= 20;
    }
    for (Service& service : scenario.services) {
      service.reach_minutes = 10'000;
      service.needs_hub = false;
    }
    for (DemandRow& row : scenario.demand) row.realised_use = 0.3;
    for (ExistingFacility& facility : scenario.existing) facility.occupancy = 0;
    if (more) more(scenario);
  });
}

/// District and people are the same for all tests that change nothing of them.
const District& large_district() {
  static const District district(large());
  return district;
}

/// A book and the people that it counts, at the start.
class Life {
 public:
  explicit Life(const District& district = large_district()) : Life(district, Zones(district.scenario())) {}
  Life(const District& district, const Zones& zones)
      : facilities(test::everything_open(district, 1'000'000)), book(district, zones), district_(&district), people_(district, zones) {
    open_places(0);
    start_again();
    factors = DemandFactors(district.scenario().services.size());
  }
  Life(const Life&) = delete;
  Life& operator=(const Life&) = delete;

  void start_again() {
    for (FacilityState& facility : facilities) facility.used = {};
    people_.start(stream_key(1, 0));
    book.start(stream_key(1, 0), people_, facilities);
  }
  void open_places(std::int32_t each) {
    for (FacilityState& facility : facilities) {
      for (std::int32_t& staffed : facility.staffed) staffed = each;
    }
  }
  /// Changes a service's factor for every group.
  void rescale(std::string_view service, PerMille factor, Month month = Month{0}) {
    factors.set(id(service), factors_of_all(factor));
    book.rescale(factors, month);
  }
  void live(int from, int to) {
    for (int m = from; m <= to; ++m) {
      book.come_back(Month{m});
      people_.live(Month{m}, book);
    }
  }

  [[nodiscard]] Standing standing(std::uint32_t slot) const { return people_.standing(slot); }
  [[nodiscard]] ServiceId id(std::string_view service) const { return test::service_named(district_->scenario(), service); }
  [[nodiscard]] int sought(std::string_view service, PriorityGroup group) const {
    int persons = 0;
    for (std::size_t t = 0; t < district_->scenario().towns.size(); ++t) {
      persons += book.allocation().seeking(TownId(t), id(service), group);
    }
    return persons;
  }
  [[nodiscard]] int sought(std::string_view service) const {
    int persons = 0;
    for (std::size_t g = 0; g < kCount<PriorityGroup>; ++g) persons += sought(service, static_cast<PriorityGroup>(g));
    return persons;
  }
  [[nodiscard]] int wanted(std::string_view service, PriorityGroup group) const {
    int persons = 0;
    for (std::size_t t = 0; t < district_->scenario().towns.size(); ++t) persons += book.wanting(TownId(t), id(service), group);
    return persons;
  }
  /// Seekers, wanting, eligible and served by town, service and group.
  [[nodiscard]] std::vector<std::vector<std::int32_t>> counts(std::string_view but_for = "") const {
    std::vector<std::vector<std::int32_t>> out;
    for (std::size_t t = 0; t < district_->scenario().towns.size(); ++t) {
      for (std::size_t s = 0; s < district_->scenario().services.size(); ++s) {
        if (district_->scenario().services[s].id == but_for) continue;
        for (std::size_t g = 0; g < kCount<PriorityGroup>; ++g) {
          const auto group = static_cast<PriorityGroup>(g);
          out.push_back({book.allocation().seeking(TownId(t), ServiceId(s), group), book.wanting(TownId(t), ServiceId(s), group),
                         book.eligible(TownId(t), ServiceId(s), group), book.allocation().served(TownId(t), ServiceId(s), group)});
        }
      }
    }
    return out;
  }
  using Seekers = std::set<std::tuple<std::uint32_t, std::size_t, PriorityGroup, std::size_t>>;
  /// Everybody who seeks and waits: resident, service, group, settlement. Opens all places to find out, so that it comes last.
  Seekers everybody(std::string_view but_for = "") {
    open_places(1'000'000);
    book.admit(Month{20});
    Seekers out;
    for (const SeekerId seeker : book.allocation().admitted()) {
      const SeekerFacts& facts = book.allocation().seeker(seeker).facts;
      if (district_->scenario().services[facts.service.index()].id == but_for) continue;
      REQUIRE(out.emplace(facts.slot, facts.service.index(), facts.group, facts.settlement.index()).second);
    }
    return out;
  }
  [[nodiscard]] std::int64_t used() const {
    std::int64_t sum = 0;
    for (const FacilityState& facility : facilities) {
      for (const std::int32_t amount : facility.used) sum += amount;
    }
    return sum;
  }

  std::vector<FacilityState> facilities;
  ServiceDemand book;
  DemandFactors factors{0};

 private:
  const District* district_;
  People people_;
};

constexpr const char* kServices[] = {"basic_activities", "day_care", "home_visits", "residential_bed"};

}  // namespace

TEST_CASE("a factor of 1 changes nothing of who seeks what") {
  Life life;
  Life untouched;
  const auto before = life.counts();
  for (const char* service : kServices) life.rescale(service, kNormal);
  CHECK((life.counts() == before));
  CHECK((life.everybody() == untouched.everybody()));
}

TEST_CASE("a factor that goes up and comes down again leaves exactly the same seekers") {
  for (const PerMille there : {0, 400, 999, 1500, 2700, 5000}) {
    INFO("by way of " << there);
    Life life;
    Life untouched;
    const auto before = life.counts();
    for (const char* service : kServices) life.rescale(service, there);
    CHECK((life.counts() != before));
    for (const char* service : kServices) life.rescale(service, kNormal);
    CHECK((life.counts() == before));
    CHECK((life.everybody() == untouched.everybody()));
  }
}

TEST_CASE("a higher factor adds seekers to those who seek already, a lower one takes some of them") {
  for (const char* service : kServices) {
    INFO(service);
    Life low;
    Life normal;
    Life high;
    low.rescale(service, 500);
    high.rescale(service, 2000);
    const Life::Seekers few = low.everybody();
    const Life::Seekers some = normal.everybody();
    const Life::Seekers many = high.everybody();
    CHECK(few.size() < some.size());
    CHECK(some.size() < many.size());
    CHECK(std::includes(some.begin(), some.end(), few.begin(), few.end()));
    CHECK(std::includes(many.begin(), many.end(), some.begin(), some.end()));
  }
}

TEST_CASE("a factor of 2 gives about twice the seekers, a factor of a half about half") {
  for (const char* service : {"basic_activities", "day_care", "home_visits"}) {
    INFO(service);
    Life life;
    const int before = life.sought(service);
    REQUIRE(before > 150);
    // Both numbers are binomial: four standard deviations of the people added.
    const double four = 4 * std::sqrt(static_cast<double>(before));
    life.rescale(service, 2000);
    CHECK(life.sought(service) == Approx(2 * before).margin(2 * four));
    life.rescale(service, 500);
    CHECK(life.sought(service) == Approx(before / 2.0).margin(four));
    life.rescale(service, 0);
    CHECK(life.sought(service) == 0);
  }
}

TEST_CASE("however high the factor, only those who want a service seek it, and in the end all of them") {
  for (const char* service : kServices) {
    INFO(service);
    Life life;
    for (const PerMille factor : {1500, 3000, 3300}) {
      life.rescale(service, factor);
      for (std::size_t g = 0; g < kCount<PriorityGroup>; ++g) {
        const auto group = static_cast<PriorityGroup>(g);
        CHECK(life.sought(service, group) <= life.wanted(service, group));
      }
    }
    // Three tenths of those who want it seek it: from a factor of 10/3 on they all do.
    life.rescale(service, 3400);
    int sought = 0;
    for (std::size_t g = 0; g < kCount<PriorityGroup>; ++g) {
      const auto group = static_cast<PriorityGroup>(g);
      CHECK(life.sought(service, group) == life.wanted(service, group));
      sought += life.sought(service, group);
    }
    life.rescale(service, 5000);
    CHECK(life.sought(service) == sought);
  }
}

TEST_CASE("a factor counts from the scenario's shares, not from the last factor") {
  Life stepwise;
  Life at_once;
  for (const PerMille factor : {1300, 700, 2000, 1600}) stepwise.rescale("home_visits", factor);
  at_once.rescale("home_visits", 1600);
  CHECK((stepwise.counts() == at_once.counts()));
  CHECK((stepwise.everybody() == at_once.everybody()));
}

TEST_CASE("only the service whose factor changes moves") {
  for (const char* service : kServices) {
    INFO(service);
    Life life;
    Life untouched;
    const auto before = life.counts(service);
    const int sought = life.sought(service);
    life.rescale(service, 1700);
    CHECK((life.counts(service) == before));
    CHECK(life.sought(service) > sought);
    CHECK((life.everybody(service) == untouched.everybody(service)));
  }
}

TEST_CASE("a factor of one group moves that group alone") {
  for (const PriorityGroup changed : {special_hardship, full, partial, aged_80_plus, living_alone, others}) {
    INFO(name_of(changed));
    Life life;
    std::vector<int> before;
    for (std::size_t g = 0; g < kCount<PriorityGroup>; ++g) before.push_back(life.sought("home_visits", static_cast<PriorityGroup>(g)));
    SeekerFactors of_group = factors_of_all(kNormal);
    for (auto& of_need : of_group) of_need[changed] = 2500;
    life.factors.set(life.id("home_visits"), of_group);
    life.book.rescale(life.factors, Month{0});
    for (std::size_t g = 0; g < kCount<PriorityGroup>; ++g) {
      const auto group = static_cast<PriorityGroup>(g);
      if (group == changed) CHECK(life.sought("home_visits", group) > before[g]);
      if (group != changed) CHECK(life.sought("home_visits", group) == before[g]);
    }
  }
}

TEST_CASE("a change of one town and need moves those alone, wherever they move to") {
  const District& district = large_district();
  const TownId there(1);
  // Fewer and more, of everybody and of one need: those of the town as if all were changed, all others as if nobody were.
  for (const std::int32_t per_mille : {-600, 800}) {
    for (const ForNeed need : {ForNeed::all, ForNeed::partial}) {
      Life everywhere;
      Life nowhere;
      Life one_town(district, Zones(district.scenario(), district.base().first_slot, 1));
      const auto change = [&](Life& life, std::int32_t by, TownId town, Month month) {
        std::vector<DemandChange> changes;
        for (const char* service : kServices) {
          if (by != 0)
            changes.push_back({.service = life.id(service), .per_mille = by, .group = ForGroup::all, .town = town, .need = need});
        }
        life.factors.follow(changes, [](ServiceId, PriorityGroup) { return kNormal; });
        life.book.rescale(life.factors, month);
      };
      const auto agrees = [&] {
        int different = 0;
        for (std::size_t t = 0; t < district.scenario().towns.size(); ++t) {
          const Life& wanted = TownId(t) == there ? everywhere : nowhere;
          for (const char* service : kServices) {
            for (std::size_t g = 0; g < kCount<PriorityGroup>; ++g) {
              const auto sought = [&](const Life& life) {
                return life.book.allocation().seeking(TownId(t), life.id(service), static_cast<PriorityGroup>(g));
              };
              different += static_cast<int>(sought(one_town) != sought(wanted));
            }
          }
        }
        return different == 0;
      };
      nowhere.live(0, 5), everywhere.live(0, 5), one_town.live(0, 5);
      change(everywhere, per_mille, {}, Month{6});
      change(one_town, per_mille, there, Month{6});
      CHECK(one_town.counts() != nowhere.counts());
      CHECK(agrees());
      nowhere.live(6, 23), everywhere.live(6, 23), one_town.live(6, 23);
      CHECK(agrees());
      change(one_town, 0, there, Month{24});
      CHECK((one_town.counts() == nowhere.counts()));
      CHECK((one_town.everybody() == nowhere.everybody()));
    }
  }
}

TEST_CASE("what people want and may have does not move with the factor, nor are those who come with it new seekers") {
  Life life;
  std::vector<std::int32_t> before;
  for (const auto& cell : life.counts()) before.insert(before.end(), {cell[1], cell[2]});
  for (const char* service : kServices) life.rescale(service, 2000);
  std::vector<std::int32_t> after;
  for (const auto& cell : life.counts()) after.insert(after.end(), {cell[1], cell[2]});
  CHECK(after == before);
  for (const char* service : kServices) CHECK(life.book.new_seekers(life.id(service)) == 0);
}

TEST_CASE("those who are served keep their places when the factor rises") {
  Life life;
  life.open_places(7'000);
  life.book.admit(Month{0});
  const auto served_before = life.counts();
  const std::int64_t used = life.used();
  const std::int32_t persons = life.book.persons_served();
  REQUIRE(persons > 100);
  for (const char* service : kServices) life.rescale(service, 2000, Month{1});
  CHECK(life.used() == used);
  CHECK(life.book.persons_served() == persons);
  const auto served_after = life.counts();
  for (std::size_t k = 0; k < served_before.size(); ++k) CHECK(served_after[k][3] == served_before[k][3]);
  // Back to the normal, nobody of the old seekers has left.
  for (const char* service : kServices) life.rescale(service, kNormal, Month{2});
  CHECK(life.used() == used);
  CHECK(life.book.persons_served() == persons);
  CHECK((life.counts() == served_before));
}

TEST_CASE("residents of homes stay in their beds when the factor rises and comes back") {
  const District with_residents(test::toy());
  REQUIRE(with_residents.seated().size() > 10);
  Life life(with_residents);
  const auto before = life.counts();
  const std::int64_t used = life.used();
  CHECK(used == static_cast<std::int64_t>(with_residents.seated().size()));
  for (const PerMille factor : {1500, 4000, 1100, 1000}) {
    life.rescale("residential_bed", factor);
    CHECK(life.used() == used);
    CHECK(life.book.persons_served() == used);
  }
  CHECK((life.counts() == before));
}

TEST_CASE("those who cease to seek give up their places") {
  Life life;
  life.open_places(1'000'000);
  life.book.admit(Month{0});
  const auto at_normal = life.used();
  for (const char* service : kServices) life.rescale(service, 500, Month{1});
  CHECK(life.used() < at_normal);
  int seeking = 0;
  int served = 0;
  for (const auto& cell : life.counts()) {
    seeking += cell[0];
    served += cell[3];
  }
  // Everybody was served, so those who are left are too.
  CHECK(served == seeking);
  for (const char* service : kServices) life.rescale(service, 0, Month{2});
  CHECK(life.used() == 0);
  CHECK(life.book.persons_served() == 0);
  for (const auto& cell : life.counts()) CHECK(cell[0] == 0);
}

TEST_CASE("years of life under another factor, and back, end with the seekers who would be there without it") {
  Life changed;
  Life normal;
  for (const char* service : kServices) changed.rescale(service, 2200);
  changed.live(0, 11);
  for (const char* service : kServices) changed.rescale(service, 600, Month{12});
  changed.live(12, 23);
  for (const char* service : kServices) changed.rescale(service, kNormal, Month{24});
  normal.live(0, 23);
  CHECK((changed.counts() == normal.counts()));
  CHECK((changed.everybody() == normal.everybody()));
}

TEST_CASE("those who have moved to another zone are in its books, and follow a factor there") {
  const District& district = large_district();
  Life whole;
  Life by_town(district, Zones(district.scenario(), district.base().first_slot, 1));
  const auto moved = [&](const Life& life) {
    int persons = 0;
    for (std::uint32_t slot = 0; slot < district.base().slots(); ++slot) {
      const Standing now = life.standing(slot);
      persons +=
          static_cast<int>(now.counted && district.town_of(now.settlement) != district.town_of(district.home_of_block(slot / kBlock)));
    }
    return persons;
  };
  for (Life* life : {&whole, &by_town}) {
    life->live(0, 11);
    for (const char* service : kServices) life->rescale(service, 2200, Month{12});
    life->live(12, 23);
    for (const char* service : kServices) life->rescale(service, 600, Month{24});
  }
  CHECK(moved(by_town) > 20);
  CHECK((by_town.counts() == whole.counts()));
  CHECK((by_town.everybody() == whole.everybody()));
}

TEST_CASE("a factor is the same as a scenario whose people use so much more of what they want") {
  const District half_as_much_again(large([](Scenario& scenario) {
    for (DemandRow& row : scenario.demand) row.realised_use *= 1.5;
  }));
  Life by_factor;
  Life by_scenario(half_as_much_again);
  for (const char* service : {"basic_activities", "day_care", "home_visits"}) by_factor.rescale(service, 1500);
  by_factor.live(0, 5);
  by_scenario.live(0, 5);
  CHECK((by_factor.counts("residential_bed") == by_scenario.counts("residential_bed")));
  CHECK((by_factor.everybody("residential_bed") == by_scenario.everybody("residential_bed")));
}

TEST_CASE("a new replicate begins with the scenario's shares, whatever the last one ended with") {
  Life reused;
  Life fresh;
  reused.rescale("home_visits", 3000);
  reused.start_again();
  CHECK((reused.counts() == fresh.counts()));
  // And knows that it does: the old factor is a change again.
  reused.rescale("home_visits", 3000);
  fresh.rescale("home_visits", 3000);
  CHECK((reused.counts() == fresh.counts()));
}
