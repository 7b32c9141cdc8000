#include "study/backcast/backcast.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <utility>

#include "engine/population/people.hpp"
#include "output/statistics.hpp"

namespace eldercast {
namespace {

constexpr int kFirstAge = 50;
constexpr std::array kSexes{Sex::male, Sex::female};

/// A district of one settlement with the people of the start table and nothing else.
std::shared_ptr<const Scenario> only_people(const Scenario& rates, const BackcastRequest& request, const PerEnum<Sex, NetMoves>& net) {
  auto out = std::make_shared<Scenario>();
  out->start = request.start.date;
  out->end = request.end.date - 1;
  out->population = rates.population;
  out->population.net_moves = net;
  out->population.first_census = request.start.date - 120;
  out->population.second_census = request.start.date;
  out->allocation = rates.allocation;
  out->age_shape = rates.age_shape;
  out->mortality = rates.mortality;
  out->disability = rates.disability;
  std::int64_t all = 0;
  for (const Sex sex : kSexes) {
    for (int age = 0; age <= PeopleCounts::kOpenAge; age += 5) {
      CensusGroup group;
      group.sex = sex;
      group.age_from = age;
      if (age < PeopleCounts::kOpenAge) group.age_to = age + 4;
      group.population_second = request.start.at(sex, age);
      all += group.population_second;
      out->census.push_back(group);
    }
  }
  // A town, so that nobody moves to a street of the district.
  Town town;
  town.code = "backcast";
  town.kind = TownKind::town;
  town.population_2010 = town.population_2020 = std::max(1.0, static_cast<double>(all));
  town.area_km2 = 1;
  out->towns.push_back(town);
  out->population.town_share_60plus = 1;
  Settlement settlement;
  settlement.code = "backcast-1";
  settlement.town = TownId(std::size_t{0});
  out->settlements.push_back(settlement);
  return out;
}

class NobodyListens final : public StandingListener {
 public:
  void changed(std::size_t, std::span<const StandingChange>, Month) override {}
  void moved(std::span<const StandingChange>, Month) override {}
};

/// Adds up who lives at the end of a run, and with which need.
class Tally {
 public:
  explicit Tally(const District& district) : district_(district) {}

  void add(const People& people, Grown& grown, double weight) const {
    const YearMonth last = district_.scenario().end;
    for (std::uint32_t slot = 0; slot < district_.base().slots(); ++slot) {
      const Standing standing = people.standing(slot);
      if (!standing.counted) continue;
      const Identity who = people.identity(slot);
      const int age = age_at_end_of(last, who.birth());
      const auto group = static_cast<std::size_t>(std::min((age - 60) / 5, static_cast<int>(kCount<AgeGroup>) - 1));
      grown.people[who.sex()][group] += weight;
      NeedShares& need = grown.need[group];
      for (const Need one : {Need::partial, Need::full}) {
        const std::size_t i = index_of(one) - index_of(Need::partial);
        need.simulated[i] += standing.need == one ? weight : 0.0;
        need.table[i] += weight * district_.rates().prevalence(who.sex(), age, one);
      }
    }
  }

 private:
  const District& district_;
};

Grown grow(const BackcastRequest& request, const District& district) {
  Grown grown;
  People people(district);
  NobodyListens listener;
  const Tally tally(district);
  std::vector<double> totals;
  for (std::int32_t r = 0; r < request.replicates; ++r) {
    people.start(stream_key(request.seed, static_cast<std::uint32_t>(r)));
    for (int m = 0; m < district.scenario().months(); ++m) people.live(Month{m}, listener);
    const double before = total(grown.people);
    tally.add(people, grown, 1.0 / request.replicates);
    totals.push_back((total(grown.people) - before) * request.replicates);
    if (request.run_done) request.run_done();
  }
  const Estimate spread = estimate(std::move(totals));
  grown.low = spread.low;
  grown.high = spread.high;
  for (std::size_t group = 0; group < kCount<AgeGroup>; ++group) {
    const double people_of_group = grown.people[Sex::male][group] + grown.people[Sex::female][group];
    for (auto* shares : {&grown.need[group].simulated, &grown.need[group].table}) {
      for (double& share : *shares) share = people_of_group > 0 ? share / people_of_group : 0.0;
    }
  }
  return grown;
}

/// What the closed run leaves unexplained, as a constant rate of moves of each cohort.
PerEnum<Sex, NetMoves> unexplained(const OldPeople& counted, const OldPeople& closed, int years) {
  PerEnum<Sex, NetMoves> net{};
  for (const Sex sex : kSexes) {
    for (std::size_t g = 0; g < net[sex].size(); ++g) {
      const int age_at_end = kFirstAge + 5 * static_cast<int>(g) + years;
      if (age_at_end < 60) continue;
      const auto group = static_cast<std::size_t>(std::min((age_at_end - 60) / 5, static_cast<int>(kCount<AgeGroup>) - 1));
      if (counted[sex][group] > 0 && closed[sex][group] > 0) net[sex][g] = std::log(counted[sex][group] / closed[sex][group]) / years;
    }
  }
  return net;
}

/// Expected people aged 60 and over at the end without moves, with all death rates times `factor`.
double expected_closed(const District& district, double factor) {
  const Scenario& scenario = district.scenario();
  double sum = 0;
  for (const Sex sex : kSexes) {
    for (int i = 0; i < district.cohorts().births(); ++i) {
      const YearMonth birth = district.cohorts().oldest_birth() + i;
      if (scenario.end - birth < 720) continue;
      double hazard = 0;
      for (YearMonth m = scenario.start; m <= scenario.end; m = m + 1) hazard += district.rates().death(sex, (m - birth) / 12) / 12.0;
      sum += district.cohorts().at_start(sex, birth) * std::exp(-factor * hazard);
    }
  }
  return sum;
}

double factor_for(const District& district, double wanted) {
  double low = 0.2;
  double high = 5.0;
  if (expected_closed(district, low) < wanted || expected_closed(district, high) > wanted) return std::numeric_limits<double>::quiet_NaN();
  for (int i = 0; i < 50; ++i) {
    const double middle = 0.5 * (low + high);
    (expected_closed(district, middle) > wanted ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

}  // namespace

double total(const OldPeople& people) {
  double sum = 0;
  for (const Sex sex : kSexes) {
    for (const double one : people[sex]) sum += one;
  }
  return sum;
}

Backcast run_backcast(const BackcastRequest& request, const Scenario& scenario) {
  Backcast out;
  out.start = request.start.date;
  out.end = request.end.date;
  out.replicates = request.replicates;
  out.multiplier_male = scenario.population.mortality_multiplier_male;
  out.multiplier_female = scenario.population.mortality_multiplier_female;
  for (const Sex sex : kSexes) {
    for (std::size_t g = 0; g < kCount<AgeGroup>; ++g) {
      out.counted[sex][g] = static_cast<double>(request.end.at(sex, 60 + 5 * static_cast<int>(g)));
    }
  }
  {
    const District district(only_people(scenario, request, {}));
    out.closed = grow(request, district);
    out.persons = district.base().slots();
    out.mortality_factor = factor_for(district, total(out.counted));
  }
  out.net = unexplained(out.counted, out.closed.people, (request.end.date - request.start.date) / 12);
  const District district(only_people(scenario, request, out.net));
  out.moving = grow(request, district);
  return out;
}

}  // namespace eldercast
