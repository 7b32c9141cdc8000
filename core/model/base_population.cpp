#include "model/base_population.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "model/keys.hpp"
#include "model/margins.hpp"

namespace eldercast {
namespace {

constexpr double kGoldenRatio = 0.6180339887498949;

/// A person before the final order is known.
struct Draft {
  std::uint32_t settlement = 0;
  Sex sex = Sex::male;
  YearMonth birth;
  bool arrival = false;
};

/// Running sums of weights, to pick a position by a number in [0, 1).
class Cumulative {
 public:
  explicit Cumulative(std::vector<double> weights) : sums_(std::move(weights)) {
    std::partial_sum(sums_.begin(), sums_.end(), sums_.begin());
  }
  [[nodiscard]] std::size_t pick(double u) const {
    const auto at = std::upper_bound(sums_.begin(), sums_.end(), u * sums_.back());
    return std::min(static_cast<std::size_t>(at - sums_.begin()), sums_.size() - 1);
  }
  [[nodiscard]] double total() const { return sums_.empty() ? 0.0 : sums_.back(); }

 private:
  std::vector<double> sums_;
};

/// Everything that the steps share.
class Maker {
 public:
  Maker(const Scenario& scenario, const LifeRates& rates, const Cohorts& cohorts)
      : scenario_(scenario), rates_(rates), cohorts_(cohorts), before_start_(scenario.start - 1), settlements_of_(scenario.towns.size()) {
    for (std::size_t s = 0; s < scenario.settlements.size(); ++s) {
      settlements_of_[scenario.settlements[s].town.index()].push_back(static_cast<std::uint32_t>(s));
    }
    for (const std::vector<std::uint32_t>& members : settlements_of_) {
      std::vector<double> weights(members.size());
      std::transform(members.begin(), members.end(), weights.begin(), [&](std::uint32_t s) { return scenario.settlements[s].weight; });
      settlement_shares_.emplace_back(std::move(weights));
    }
  }

  BasePopulation make() {
    BasePopulation base;
    base.by_sex_and_age = Cube<std::int64_t, 2>(kCount<Sex>, kOldestAge + 1);
    fill_residents(base, 60, kOldestAge);
    base.town_60plus = last_town_margin_;
    fill_residents(base, 0, 59);
    fill_arrivals(base);
    settle(base);
    count(base);
    return base;
  }

 private:
  /// Birth months of someone aged `age` at the end of the month before the start, oldest first.
  [[nodiscard]] std::vector<double> birth_weights(Sex sex, int age) const {
    std::vector<double> weights(12);
    for (int i = 0; i < 12; ++i) {
      const YearMonth birth = birth_month(age, static_cast<std::size_t>(i));
      const bool known = birth >= cohorts_.oldest_birth() && birth < cohorts_.end_birth();
      weights[static_cast<std::size_t>(i)] = known ? cohorts_.at_start(sex, birth) : 0.0;
    }
    return weights;
  }
  [[nodiscard]] YearMonth birth_month(int age, std::size_t i) const { return before_start_ - (12 * age + 11) + static_cast<int>(i); }

  [[nodiscard]] std::vector<double> town_weights() const {
    std::vector<double> weights;
    for (const Town& town : scenario_.towns) {
      const double population = town_population(town, scenario_.population, before_start_ + 1);
      const bool street = town.kind == TownKind::street;
      weights.push_back(population * (street ? scenario_.population.street_share_60plus : scenario_.population.town_share_60plus));
    }
    return weights;
  }

  /// People of the ages [age_from, age_to]: margins, fitted table, drafts.
  void fill_residents(BasePopulation& base, int age_from, int age_to) {
    std::vector<double> columns;
    for (const Sex sex : {Sex::male, Sex::female}) {
      for (int age = age_from; age <= age_to; ++age) {
        const std::vector<double> weights = birth_weights(sex, age);
        columns.push_back(std::accumulate(weights.begin(), weights.end(), 0.0));
      }
    }
    const auto total = static_cast<std::int64_t>(std::llround(std::accumulate(columns.begin(), columns.end(), 0.0)));
    const std::vector<std::int64_t> column_margin = largest_remainder(columns, total);
    last_town_margin_ = largest_remainder(town_weights(), total);
    if (total == 0) return;

    Cube<double, 2> seed(scenario_.towns.size(), columns.size());
    std::fill(seed.cells().begin(), seed.cells().end(), 1.0);
    const Cube<std::int64_t, 2> people =
        round_to_margins(fit_margins(seed, last_town_margin_, column_margin), last_town_margin_, column_margin);

    const auto ages = static_cast<std::size_t>(age_to - age_from) + 1;
    for (std::size_t column = 0; column < columns.size(); ++column) {
      const Sex sex = column < ages ? Sex::male : Sex::female;
      const int age = age_from + static_cast<int>(column % ages);
      base.by_sex_and_age(sex, age) = column_margin[column];
      if (column_margin[column] == 0) continue;
      const Cumulative births(birth_weights(sex, age));
      for (std::size_t t = 0; t < scenario_.towns.size(); ++t) deal(t, sex, age, people(t, column), births);
    }
  }

  /// Deals the people of one town, sex and age evenly over birth months and, independently, over settlements.
  void deal(std::size_t town, Sex sex, int age, std::int64_t people, const Cumulative& births) {
    const double offset = unit_interval(combine(key_of(scenario_.towns[town].code), static_cast<std::uint64_t>(age * 2) + index_of(sex)));
    for (std::int64_t j = 0; j < people; ++j) {
      const double evenly = (static_cast<double>(j) + 0.5) / static_cast<double>(people);
      double golden = offset + static_cast<double>(j) * kGoldenRatio;
      golden -= std::floor(golden);
      const std::uint32_t settlement = settlements_of_[town][settlement_shares_[town].pick(golden)];
      drafts_.push_back({settlement, sex, birth_month(age, births.pick(evenly)), false});
    }
  }

  void fill_arrivals(BasePopulation& base) {
    const Cumulative towns(town_weights());
    for (const Sex sex : {Sex::male, Sex::female}) {
      double owed = 0;
      std::uint64_t j = 0;
      for (YearMonth birth = cohorts_.oldest_birth(); birth < cohorts_.end_birth(); birth = birth + 1) {
        owed += scenario_.population.arrival_headroom * expected_arrivals(scenario_, rates_, cohorts_, sex, birth);
        for (; owed >= 0.5; owed -= 1.0, ++j) {
          const std::uint64_t key = combine(combine(key_of("arrival"), j), index_of(sex));
          const std::size_t town = towns.pick(unit_interval(key));
          const std::uint32_t settlement = settlements_of_[town][settlement_shares_[town].pick(unit_interval(mix64(key)))];
          drafts_.push_back({settlement, sex, birth, true});
          ++base.arrival_candidates;
        }
      }
    }
  }

  /// Orders the drafts, gives each an identity and traits, and pads the settlements to whole blocks.
  void settle(BasePopulation& base) {
    std::stable_sort(drafts_.begin(), drafts_.end(), [](const Draft& a, const Draft& b) {
      return std::tuple(a.settlement, a.arrival, a.sex, a.birth) < std::tuple(b.settlement, b.arrival, b.sex, b.birth);
    });
    struct Person {
      Identity identity;
      Traits traits;
    };
    std::vector<Person> people;
    base.first_slot.push_back(0);
    std::size_t next = 0;
    for (std::uint32_t s = 0; s < scenario_.settlements.size(); ++s) {
      people.clear();
      std::uint32_t ordinal = 0;
      for (const Draft* before = nullptr; next < drafts_.size() && drafts_[next].settlement == s; before = &drafts_[next], ++next) {
        const Draft& draft = drafts_[next];
        const bool alike = before != nullptr &&
                           std::tuple(before->arrival, before->sex, before->birth) == std::tuple(draft.arrival, draft.sex, draft.birth);
        // Arrivals count from half way, so that one more resident of the base leaves their identities as they were.
        ordinal = alike ? ordinal + 1 : (draft.arrival ? Identity::kOrdinals / 2 : 0);
        const Identity identity(draft.sex, draft.birth, ordinal);
        people.push_back({identity, traits_of(s, identity, draft)});
      }
      std::sort(people.begin(), people.end(), [](const Person& a, const Person& b) {
        return std::tuple(a.traits.need(), a.identity.bits) < std::tuple(b.traits.need(), b.identity.bits);
      });
      for (const Person& person : people) {
        base.identity.push_back(person.identity);
        base.traits.push_back(person.traits);
        base.status.push_back(status_of(person.identity, person.traits));
      }
      while (base.identity.size() % kBlock != 0) {
        base.identity.emplace_back();
        base.traits.push_back(Traits{Traits::kPadding});
        base.status.push_back(Status{Status::kGone});
      }
      base.first_slot.push_back(static_cast<std::uint32_t>(base.identity.size()));
    }
  }

  [[nodiscard]] Status status_of(Identity identity, Traits traits) const {
    const int age = age_at_end_of(before_start_, identity.birth());
    Status status;
    if (age >= 60) status.set(Status::kSixty);
    if (age >= 80) status.set(Status::kEighty);
    if (!traits.has(Traits::kArrival)) status.set(Status::kPresent);
    return status;
  }

  void count(BasePopulation& base) const {
    base.residents = Cube<std::int32_t, 2>(scenario_.settlements.size(), kCount<Need>);
    base.by_birth = Cube<std::int32_t, 2>(kCount<Sex>, cohorts_.births());
    for (std::uint32_t s = 0; s < scenario_.settlements.size(); ++s) {
      for (std::uint32_t slot = base.first_slot[s]; slot < base.first_slot[s + 1]; ++slot) {
        if (!base.status[slot].has(Status::kPresent)) continue;
        ++base.by_birth(base.identity[slot].sex(), base.identity[slot].birth() - cohorts_.oldest_birth());
        if (base.status[slot].is_resident()) ++base.residents(s, base.traits[slot].need());
      }
    }
  }

  [[nodiscard]] Traits traits_of(std::uint32_t settlement, Identity identity, const Draft& draft) const {
    const PopulationParameters& shares = scenario_.population;
    const std::uint64_t key = combine(settlement_key(scenario_.settlements[settlement]), identity.bits);
    const auto chance = [&](std::string_view what, double share) { return unit_interval(combine(key, key_of(what))) < share; };
    // Those who arrive bring the need of the middle of the run.
    const int half_run = draft.arrival ? scenario_.months() / 2 : 0;
    const int age = age_at_end_of(before_start_ + half_run, draft.birth);
    const double u = unit_interval(combine(key, key_of("need")));
    const double full = rates_.prevalence(draft.sex, age, Need::full);
    const double partial = rates_.prevalence(draft.sex, age, Need::partial);
    const Need need = u < full ? Need::full : u < full + partial ? Need::partial : Need::independent;

    Traits traits{static_cast<std::uint8_t>(need)};
    const bool village = scenario_.settlements[settlement].kind == SettlementKind::village;
    if (chance("living alone", shares.living_alone_share)) traits.bits |= Traits::kAlone;
    if (village && chance("left behind", shares.left_behind_share)) traits.bits |= Traits::kLeftBehind;
    if (chance("special hardship", shares.hardship_share)) traits.bits |= Traits::kHardship;
    if (draft.arrival) traits.bits |= Traits::kArrival;
    return traits;
  }

  const Scenario& scenario_;
  const LifeRates& rates_;
  const Cohorts& cohorts_;
  YearMonth before_start_;
  std::vector<std::vector<std::uint32_t>> settlements_of_;
  std::vector<Cumulative> settlement_shares_;
  std::vector<std::int64_t> last_town_margin_;
  std::vector<Draft> drafts_;
};

}  // namespace

double town_population(const Town& town, const PopulationParameters& population, YearMonth month) {
  const double years = (population.second_census - population.first_census) / 12.0;
  const double part = (month - population.first_census) / 12.0 / years;
  return town.population_2010 * std::pow(town.population_2020 / town.population_2010, part);
}

std::uint32_t settlement_key(const Settlement& settlement) { return static_cast<std::uint32_t>(key_of(settlement.code) >> 32U); }

double expected_arrivals(const Scenario& scenario, const LifeRates& rates, const Cohorts& cohorts, Sex sex, YearMonth birth) {
  const double net = cohorts.net_move(sex, birth);
  if (net <= 0) return 0;
  double log_size = 0;
  double person_months = 0;
  for (YearMonth m = scenario.start; m <= scenario.end; m = m + 1) {
    person_months += std::exp(log_size);
    log_size += (net - rates.death(sex, (m - birth) / 12)) / 12.0;
  }
  return cohorts.at_start(sex, birth) * person_months * net / 12.0;
}

BasePopulation make_base_population(const Scenario& scenario, const LifeRates& rates, const Cohorts& cohorts) {
  return Maker(scenario, rates, cohorts).make();
}

}  // namespace eldercast
