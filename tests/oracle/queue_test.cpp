// The allocation as a queue that textbooks solve: one home of c beds, Poisson arrivals of one group, exponential stays.
#include <cmath>
#include <random>
#include <vector>

#include "engine/allocate/allocation.hpp"
#include "support/catch.hpp"

using namespace eldercast;

namespace {

constexpr int kBeds = 8;
constexpr double kOffered = 6.0;  ///< arrival rate times mean stay
constexpr int kBatches = 25;
constexpr int kArrivalsOfBatch = 8000;

/// Share of blocked arrivals (Erlang 1917), by the usual recursion over the number of beds.
double erlang_b(int beds, double offered) {
  double blocked = 1;
  for (int c = 1; c <= beds; ++c) blocked = offered * blocked / (c + offered * blocked);
  return blocked;
}
/// Share of arrivals that wait.
double erlang_c(int beds, double offered) {
  const double blocked = erlang_b(beds, offered);
  const double load = offered / beds;
  return blocked / (1 - load * (1 - blocked));
}

/// One home of kBeds staffed beds and a clock that runs from event to event.
class Home {
 public:
  explicit Home(std::uint32_t seed) : random_(seed), scenario_(one_home()), network_(scenario_), allocation_(scenario_, network_) {
    facilities_.resize(1);
    facilities_[0].town = network_.facilities()[0].town;
    facilities_[0].settlement = network_.facilities()[0].settlement;
    facilities_[0].status = FacilityStatus::open;
    facilities_[0].capacity = network_.facilities()[0].capacity;
    facilities_[0].staffed = facilities_[0].capacity;
    allocation_.start(facilities_);
  }

  /// Runs to the next arrival, lets people leave on the way, and says whether the one who came got a bed at once. `waiting` grows by the
  /// time that people waited on the way.
  bool next_arrival(double& waiting, double& clock) {
    for (;;) {
      const double leave_rate = static_cast<double>(in_beds_.size());
      const double step = exponential(kOffered + leave_rate);
      waiting += step * static_cast<double>(in_queue_);
      clock += step;
      if (std::uniform_real_distribution<double>(0, kOffered + leave_rate)(random_) < kOffered) break;
      const std::size_t who = std::uniform_int_distribution<std::size_t>(0, in_beds_.size() - 1)(random_);
      allocation_.remove(in_beds_[who]);
      in_beds_.erase(in_beds_.begin() + static_cast<std::ptrdiff_t>(who));
      admit();
    }
    last_ = allocation_.add({next_, SettlementId(std::size_t{0}), ServiceId(std::size_t{0}), Need::full, PriorityGroup::full, false}, next_,
                            Month{0});
    ++next_;
    ++in_queue_;
    admit();
    return allocation_.seeker(last_).at.valid();
  }
  void send_away() {
    allocation_.remove(last_);
    --in_queue_;
  }

 private:
  double exponential(double rate) { return std::exponential_distribution<double>(rate)(random_); }
  void admit() {
    allocation_.admit();
    for (const SeekerId id : allocation_.admitted()) in_beds_.push_back(id);
    in_queue_ -= static_cast<int>(allocation_.admitted().size());
  }
  static Scenario one_home() {
    Scenario scenario;
    scenario.towns.push_back({"T", "", "", TownKind::town, 0, 0, 10, 106, 29});
    scenario.settlements.push_back({"S", "", "", TownId(std::size_t{0}), SettlementKind::community, 1, {}, {}});
    Service bed;
    bed.id = "bed";
    bed.given_at = GivenAt::bed;
    bed.reach_minutes = 1000;
    for (std::vector<Resource>& takes : bed.takes) takes = {Resource::other_bed};
    scenario.services.push_back(bed);
    ExistingFacility home;
    home.id = "home";
    home.settlement = SettlementId(std::size_t{0});
    home.beds = kBeds;
    scenario.existing.push_back(home);
    return scenario;
  }

  std::mt19937 random_;
  Scenario scenario_;
  Network network_;
  std::vector<FacilityState> facilities_;
  Allocation allocation_;
  std::vector<SeekerId> in_beds_;
  SeekerId last_;
  std::uint32_t next_ = 0;
  int in_queue_ = 0;
};

/// Whether the mean of batches lies within four standard errors of what theory says: one false alarm in some ten thousand.
void check_mean(const std::vector<double>& batches, double expected) {
  double mean = 0;
  for (const double one : batches) mean += one / static_cast<double>(batches.size());
  double variance = 0;
  for (const double one : batches) variance += (one - mean) * (one - mean) / static_cast<double>(batches.size() - 1);
  const double error = std::sqrt(variance / static_cast<double>(batches.size()));
  INFO("mean of batches " << mean << " +- " << error << ", theory " << expected);
  CHECK(std::abs(mean - expected) < 4 * error);
  CHECK(error < 0.05 * expected);
}

}  // namespace

TEST_CASE("those who go away when no bed is free are the share of Erlang's loss formula") {
  Home home(1);
  std::vector<double> blocked;
  double waiting = 0;
  double clock = 0;
  for (int batch = -1; batch < kBatches; ++batch) {
    int sent_away = 0;
    for (int i = 0; i < kArrivalsOfBatch; ++i) {
      if (home.next_arrival(waiting, clock)) continue;
      home.send_away();
      ++sent_away;
    }
    if (batch >= 0) blocked.push_back(static_cast<double>(sent_away) / kArrivalsOfBatch);
  }
  CHECK(waiting == 0);
  check_mean(blocked, erlang_b(kBeds, kOffered));
}

TEST_CASE("those who wait are the share, and the queue the length, of Erlang's delay formula") {
  Home home(2);
  std::vector<double> waits;
  std::vector<double> lengths;
  for (int batch = -1; batch < kBatches; ++batch) {
    int had_to_wait = 0;
    double waiting = 0;
    double clock = 0;
    for (int i = 0; i < kArrivalsOfBatch; ++i) had_to_wait += home.next_arrival(waiting, clock) ? 0 : 1;
    if (batch < 0) continue;
    waits.push_back(static_cast<double>(had_to_wait) / kArrivalsOfBatch);
    lengths.push_back(waiting / clock);
  }
  check_mean(waits, erlang_c(kBeds, kOffered));
  const double load = kOffered / kBeds;
  check_mean(lengths, erlang_c(kBeds, kOffered) * load / (1 - load));
}
