#include "engine/population/people.hpp"
#include "oracle/plain_lives.hpp"
#include "support/catch.hpp"
#include "support/scenarios.hpp"

using namespace eldercast;

namespace {

/// Follows what the kernel tells.
class Follower final : public StandingListener {
 public:
  explicit Follower(const People& people, std::size_t slots) {
    for (std::uint32_t slot = 0; slot < slots; ++slot) standings_.push_back(people.standing(slot));
  }
  void changed(std::size_t, std::span<const StandingChange> changes, Month) override { follow(changes); }
  void moved(std::span<const StandingChange> changes, Month) override { follow(changes); }
  [[nodiscard]] const Standing& at(std::uint32_t slot) const { return standings_[slot]; }

 private:
  void follow(std::span<const StandingChange> changes) {
    for (const StandingChange& change : changes) {
      REQUIRE(standings_[change.slot].counted == change.before.counted);
      // Nobody is told of the birthdays of those who have not arrived yet.
      if (change.before.counted) REQUIRE(standings_[change.slot] == change.before);
      standings_[change.slot] = change.after;
    }
  }

  std::vector<Standing> standings_;
};

/// No zone has so many individuals: the district is one.
constexpr std::size_t kWhole = SIZE_MAX;

/// Every life of a district, in the kernel and plainly, month by month.
void compare_lives(const char* file, std::uint32_t replicate, std::uint32_t step, std::size_t residents_a_zone,
                   const test::PlainHealth& health = {}) {
  const District district(test::scenario(file));
  const StreamKey stream = stream_key(5, replicate);
  const auto slots = static_cast<std::uint32_t>(district.base().slots());
  const int months = district.scenario().months();
  std::vector<std::uint32_t> looked_at;
  std::vector<std::vector<test::PlainState>> plain;
  for (std::uint32_t slot = 0; slot < slots; slot += step) {
    if (district.base().traits[slot].has(Traits::kPadding)) continue;
    looked_at.push_back(slot);
    plain.push_back(test::plain_life(district, slot, stream, health));
  }
  People people(district, Zones(district.scenario(), district.base().first_slot, residents_a_zone));
  people.start(stream);
  Follower told(people, slots);
  HealthFactors factors(district.scenario().towns.size());
  std::size_t different = 0;
  for (int m = 0; m < months; ++m) {
    factors.set(m >= health.from ? health.changes : std::vector<HealthChange>());
    people.live(Month{m}, told, &factors);
    for (std::size_t i = 0; i < looked_at.size(); ++i) {
      const Standing now = people.standing(looked_at[i]);
      REQUIRE(told.at(looked_at[i]).counted == now.counted);
      if (now.counted) REQUIRE(told.at(looked_at[i]) == now);
      const test::PlainState& wanted = plain[i][static_cast<std::size_t>(m)];
      if (now.counted != wanted.resident) ++different;
      if (now.counted && (now.settlement != wanted.settlement || now.need != wanted.need)) ++different;
    }
  }
  CHECK(looked_at.size() > 1000);
  CHECK(different == 0);
}

}  // namespace

TEST_CASE("the kernel gives every resident of the toy the plain life, event by event") {
  for (const std::uint32_t replicate : {0U, 1U, 2U}) compare_lives("scenarios/toy/toy.toml", replicate, 1, kWhole);
}

TEST_CASE("and where every town is a zone of its own") { compare_lives("scenarios/toy/toy.toml", 4, 1, 1); }

namespace {

/// Everything at once: likelier and less likely, of a town, of a need, added up and beyond the bounds.
test::PlainHealth everything_changed() {
  return {7,
          {{.event = HealthEvent::death, .per_mille = 700},
           {.event = HealthEvent::death, .per_mille = -900, .town = TownId(1), .need = ForNeed::full},
           {.event = HealthEvent::worsening, .per_mille = -400},
           {.event = HealthEvent::worsening, .per_mille = 1000, .town = TownId(0)},
           {.event = HealthEvent::improvement, .per_mille = 1000, .need = ForNeed::partial},
           {.event = HealthEvent::improvement, .per_mille = 1000},
           {.event = HealthEvent::improvement, .per_mille = -1000, .town = TownId(2), .need = ForNeed::partial}}};
}

}  // namespace

TEST_CASE("and where rules change what happens to health, from one month on") {
  for (const std::uint32_t replicate : {0U, 1U}) compare_lives("scenarios/toy/toy.toml", replicate, 1, kWhole, everything_changed());
  compare_lives("scenarios/toy/toy.toml", 2, 1, 1, everything_changed());
  compare_lives("scenarios/jiangjin/baseline.toml", 3, 17, 50'000, everything_changed());
}

TEST_CASE("and every seventeenth of Jiangjin") {
  compare_lives("scenarios/jiangjin/baseline.toml", 3, 17, kWhole);
  compare_lives("scenarios/jiangjin/baseline.toml", 4, 17, 50'000);
}
