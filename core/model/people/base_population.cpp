#include "model/people/base_population.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "model/base/keys.hpp"
#include "model/base/require.hpp"
#include "model/people/margins.hpp"
#include "model/people/town_people.hpp"

namespace eldercast {
namespace {

constexpr double kGoldenRatio = 0.6180339887498949;

/// Keys of what is drawn for a person, mixed as combine() does it.
constexpr std::uint64_t kNeed = mix64(key_of("need"));
constexpr std::uint64_t kAlone = mix64(key_of("living alone"));
constexpr std::uint64_t kLeftBehind = mix64(key_of("left behind"));
constexpr std::uint64_t kHardship = mix64(key_of("special hardship"));

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
  /// The same for numbers that never fall: `at` is the position of the last one, and the search goes on from there.
  [[nodiscard]] std::size_t pick_from(std::size_t at, double u) const {
    while (at + 1 < sums_.size() && sums_[at] <= u * sums_.back()) ++at;
    return at;
  }

 private:
  std::vector<double> sums_;
};

/// People of an age range by town and column; a column is a sex and a single year of age.
struct AgeRange {
  int from = 0;
  int to = 0;
  Cube<std::int64_t, 2> people;

  [[nodiscard]] std::size_t years() const { return static_cast<std::size_t>(to - from) + 1; }
  [[nodiscard]] Sex sex(std::size_t column) const { return column < years() ? Sex::male : Sex::female; }
  [[nodiscard]] int age(std::size_t column) const { return from + static_cast<int>(column % years()); }
};

/// Somebody who may arrive.
struct Candidate {
  std::uint32_t settlement = 0;
  Sex sex = Sex::male;
  std::uint32_t birth = 0;
};

/// Everything that the steps share.
class Maker {
 public:
  Maker(const Scenario& scenario, const LifeRates& rates, const Cohorts& cohorts)
      : scenario_(scenario),
        cohorts_(cohorts),
        rates_(rates),
        before_start_(scenario.start - 1),
        births_(static_cast<std::size_t>(cohorts.births())),
        settlements_of_(scenario.towns.size()),
        candidates_of_(scenario.towns.size()) {
    for (std::size_t s = 0; s < scenario.settlements.size(); ++s) {
      settlements_of_[scenario.settlements[s].town.index()].push_back(static_cast<std::uint32_t>(s));
    }
    for (const std::vector<std::uint32_t>& members : settlements_of_) {
      std::vector<double> weights(members.size());
      std::transform(members.begin(), members.end(), weights.begin(), [&](std::uint32_t s) { return scenario.settlements[s].weight; });
      settlement_shares_.emplace_back(std::move(weights));
    }
  }

  /// Towns are dealt and settled a few at a time, so that only their people are ever held twice.
  BasePopulation make(const Executor& together) {
    BasePopulation base;
    base.by_sex_and_age = Cube<std::int64_t, 2>(kCount<Sex>, kOldestAge + 1);
    ranges_.push_back(fit(base, 60, kOldestAge));
    base.town_60plus = last_town_margin_;
    ranges_.push_back(fit(base, 0, 59));
    deal_candidates(base);
    prepare_settling();
    reserve(base);
    std::vector<TownPeople> few(std::min(kTownsTogether, scenario_.towns.size()));
    for (std::size_t first = 0; first < scenario_.towns.size(); first += few.size()) {
      const std::size_t towns = std::min(few.size(), scenario_.towns.size() - first);
      together(towns, [&](std::size_t i) { few[i] = people_of(base, first + i); });
      for (std::size_t i = 0; i < towns; ++i) append(base, first + i, few[i]);
      together(towns, [&](std::size_t i) { copy(few[i], base); });
    }
    return base;
  }

 private:
  /// Enough for many threads, too few to matter in memory.
  static constexpr std::size_t kTownsTogether = 64;

  /// The people of a town, settlement by settlement, each filled up to whole blocks.
  struct TownPeople {
    std::vector<Identity> identity;
    std::vector<Traits> traits;
    std::vector<std::size_t> end_of_settlement;
    std::size_t first_slot = 0;       ///< in the base population
    Cube<std::int32_t, 2> residents;  ///< settlement of the town, need
    Cube<std::int32_t, 2> by_birth;   ///< sex, birth month
  };
  struct Person {
    Identity identity;
    Traits traits;
  };
  /// So many of a town by settlement, sex, birth month, and whether they have still to arrive.
  using Dealt = Cube<std::uint32_t, 4>;

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
  [[nodiscard]] std::size_t position(YearMonth birth) const { return static_cast<std::size_t>(birth - cohorts_.oldest_birth()); }

  [[nodiscard]] std::vector<double> town_weights() const { return town_weights_60plus(scenario_, before_start_ + 1); }

  /// People of the ages [age_from, age_to]: margins and fitted table.
  AgeRange fit(BasePopulation& base, int age_from, int age_to) {
    AgeRange range{age_from, age_to, {}};
    std::vector<double> columns;
    for (std::size_t column = 0; column < 2 * range.years(); ++column) {
      const std::vector<double> weights = birth_weights(range.sex(column), range.age(column));
      columns.push_back(std::accumulate(weights.begin(), weights.end(), 0.0));
    }
    const auto total = static_cast<std::int64_t>(std::llround(std::accumulate(columns.begin(), columns.end(), 0.0)));
    const std::vector<std::int64_t> column_margin = largest_remainder(columns, total);
    last_town_margin_ = largest_remainder(town_weights(), total);
    range.people = Cube<std::int64_t, 2>(scenario_.towns.size(), columns.size());
    if (total == 0) return range;

    Cube<double, 2> seed(scenario_.towns.size(), columns.size());
    std::fill(seed.cells().begin(), seed.cells().end(), 1.0);
    range.people = round_to_margins(fit_margins(seed, last_town_margin_, column_margin), last_town_margin_, column_margin);
    for (std::size_t column = 0; column < columns.size(); ++column) {
      base.by_sex_and_age(range.sex(column), range.age(column)) = column_margin[column];
    }
    return range;
  }

  void deal_candidates(BasePopulation& base) {
    const Cumulative towns(town_weights());
    for (const Sex sex : {Sex::male, Sex::female}) {
      double owed = 0;
      std::uint64_t j = 0;
      for (YearMonth birth = cohorts_.oldest_birth(); birth < cohorts_.end_birth(); birth = birth + 1) {
        owed += scenario_.population.arrival_headroom * expected_arrivals(scenario_, rates_, cohorts_, sex, birth);
        for (; owed >= 0.5; owed -= 1.0, ++j) {
          const std::uint64_t key = combine(combine(key_of("arrival"), j), index_of(sex));
          const std::size_t town = towns.pick(unit_interval(key));
          const std::size_t settlement = settlement_shares_[town].pick(unit_interval(mix64(key)));
          candidates_of_[town].push_back({static_cast<std::uint32_t>(settlement), sex, static_cast<std::uint32_t>(position(birth))});
          ++base.arrival_candidates;
        }
      }
    }
  }

  /// What depends on sex and birth month alone.
  void prepare_settling() {
    for (const AgeRange& range : ranges_) {
      for (std::size_t column = 0; column < range.people.sizes()[1]; ++column) {
        birth_shares_.emplace_back(birth_weights(range.sex(column), range.age(column)));
      }
    }
    // Those who arrive bring the need of the middle of the run.
    const int half_run = scenario_.months() / 2;
    for (const Sex sex : {Sex::male, Sex::female}) {
      for (std::size_t b = 0; b < births_; ++b) {
        const YearMonth birth = cohorts_.oldest_birth() + static_cast<int>(b);
        for (const int later : {0, half_run}) {
          const int age = age_at_end_of(before_start_ + later, birth);
          needs_.push_back({rates_.prevalence(sex, age, Need::full), rates_.prevalence(sex, age, Need::partial)});
        }
      }
    }
  }

  void reserve(BasePopulation& base) const {
    const std::vector<std::int64_t>& cells = base.by_sex_and_age.cells();
    const auto people = static_cast<std::size_t>(std::accumulate(cells.begin(), cells.end(), base.arrival_candidates));
    const std::size_t most = people + kBlock * scenario_.settlements.size();
    require(most < 0xFFFFFFFFU, "make_base_population: more people than slots can number");
    base.identity.reserve(most);
    base.traits.reserve(most);
    base.sixty_born_by = before_start_ - 12 * 60;
    base.eighty_born_by = before_start_ - 12 * 80;
    base.first_slot.push_back(0);
    base.residents = Cube<std::int32_t, 2>(scenario_.settlements.size(), kCount<Need>);
    base.by_birth = Cube<std::int32_t, 2>(kCount<Sex>, births_);
    base.of_town = Cube<std::int32_t, 2>(scenario_.towns.size(), births_);
  }

  /// Deals the people of one town evenly over birth months and, independently, over settlements, sex by sex and age by age.
  [[nodiscard]] Dealt deal(std::size_t town) const {
    Dealt dealt(settlements_of_[town].size(), kCount<Sex>, births_, 2);
    const std::uint64_t town_key = key_of(scenario_.towns[town].code);
    auto births = birth_shares_.begin();
    for (const AgeRange& range : ranges_) {
      for (std::size_t column = 0; column < range.people.sizes()[1]; ++column, ++births) {
        const Sex sex = range.sex(column);
        const int age = range.age(column);
        const std::int64_t people = range.people(town, column);
        const double offset = unit_interval(combine(town_key, static_cast<std::uint64_t>(age * 2) + index_of(sex)));
        std::size_t month = 0;
        for (std::int64_t j = 0; j < people; ++j) {
          month = births->pick_from(month, (static_cast<double>(j) + 0.5) / static_cast<double>(people));
          double golden = offset + static_cast<double>(j) * kGoldenRatio;
          golden -= std::floor(golden);
          ++dealt(settlement_shares_[town].pick(golden), sex, position(birth_month(age, month)), false);
        }
      }
    }
    for (const Candidate& candidate : candidates_of_[town]) ++dealt(candidate.settlement, candidate.sex, candidate.birth, true);
    return dealt;
  }

  /// `base` is looked at for who is 60 and 80.
  [[nodiscard]] TownPeople people_of(const BasePopulation& base, std::size_t town) const {
    const Dealt dealt = deal(town);
    TownPeople people;
    people.residents = Cube<std::int32_t, 2>(settlements_of_[town].size(), kCount<Need>);
    people.by_birth = Cube<std::int32_t, 2>(kCount<Sex>, births_);
    for (std::size_t k = 0; k < settlements_of_[town].size(); ++k) {
      for (const std::vector<Person>& of_need : settle(dealt, town, k)) {
        for (const auto& [identity, traits] : of_need) {
          people.identity.push_back(identity);
          people.traits.push_back(traits);
          const Status status = base.status(identity, traits);
          if (status.has(Status::kPresent)) ++people.by_birth(identity.sex(), position(identity.birth()));
          if (status.is_resident()) ++people.residents(k, traits.need());
        }
      }
      while (people.identity.size() % kBlock != 0) {
        people.identity.emplace_back();
        people.traits.push_back(Traits{Traits::kPadding});
      }
      people.end_of_settlement.push_back(people.identity.size());
    }
    return people;
  }

  /// Gives the people of the town's settlement `k` identities and traits: by need, in order of sex and birth month.
  [[nodiscard]] PerEnum<Need, std::vector<Person>> settle(const Dealt& dealt, std::size_t town, std::size_t k) const {
    const Settlement& settlement = scenario_.settlements[settlements_of_[town][k]];
    const std::uint64_t key = settlement_key(settlement);
    const bool village = settlement.kind == SettlementKind::village;
    PerEnum<Need, std::vector<Person>> settled;
    for (const Sex sex : {Sex::male, Sex::female}) {
      for (std::size_t b = 0; b < births_; ++b) {
        for (const bool arrival : {false, true}) {
          // Arrivals count from half way, so that one more resident of the base leaves their identities as they were.
          const std::uint32_t first = arrival ? Identity::kOrdinals / 2 : 0;
          const std::uint32_t people = dealt(k, sex, b, arrival);
          for (std::uint32_t ordinal = first; ordinal < first + people; ++ordinal) {
            const Identity identity(sex, cohorts_.oldest_birth() + static_cast<int>(b), ordinal);
            const Traits traits =
                traits_of(combine(key, identity.bits), village, needs_[(index_of(sex) * births_ + b) * 2 + arrival], arrival);
            settled[traits.need()].push_back({identity, traits});
          }
        }
      }
    }
    return settled;
  }

  /// All but the people themselves: their slots stay as they are until copy().
  void append(BasePopulation& base, std::size_t town, TownPeople& people) const {
    const auto first = static_cast<std::uint32_t>(base.slots());
    people.first_slot = first;
    base.identity.resize(first + people.identity.size());
    base.traits.resize(first + people.traits.size());
    for (std::size_t k = 0; k < settlements_of_[town].size(); ++k) {
      const std::uint32_t s = settlements_of_[town][k];
      require(base.first_slot.size() == s + 1, "make_base_population: settlements do not stand by town");
      base.first_slot.push_back(first + static_cast<std::uint32_t>(people.end_of_settlement[k]));
      for (std::size_t n = 0; n < kCount<Need>; ++n) base.residents(s, n) = people.residents(k, n);
    }
    for (std::size_t i = 0; i < base.by_birth.cells().size(); ++i) base.by_birth.cells()[i] += people.by_birth.cells()[i];
    for (const Sex sex : {Sex::male, Sex::female}) {
      for (std::size_t b = 0; b < births_; ++b) base.of_town(town, b) += people.by_birth(sex, b);
    }
  }

  static void copy(const TownPeople& people, BasePopulation& base) {
    const auto first = static_cast<std::ptrdiff_t>(people.first_slot);
    std::copy(people.identity.begin(), people.identity.end(), base.identity.begin() + first);
    std::copy(people.traits.begin(), people.traits.end(), base.traits.begin() + first);
  }

  struct NeedShares {
    double full = 0;
    double partial = 0;
  };

  [[nodiscard]] Traits traits_of(std::uint64_t key, bool village, const NeedShares& needs, bool arrival) const {
    const PopulationParameters& shares = scenario_.population;
    const auto number = [&](std::uint64_t what) { return unit_interval(mix64(key ^ what)); };
    const double u = number(kNeed);
    const Need need = u < needs.full ? Need::full : u < needs.full + needs.partial ? Need::partial : Need::independent;
    Traits traits{static_cast<std::uint8_t>(need)};
    if (number(kAlone) < shares.living_alone_share) traits.bits |= Traits::kAlone;
    if (village && number(kLeftBehind) < shares.left_behind_share) traits.bits |= Traits::kLeftBehind;
    if (number(kHardship) < shares.hardship_share) traits.bits |= Traits::kHardship;
    if (arrival) traits.bits |= Traits::kArrival;
    return traits;
  }

  const Scenario& scenario_;
  const Cohorts& cohorts_;
  const LifeRates& rates_;
  YearMonth before_start_;
  std::size_t births_;
  std::vector<std::vector<std::uint32_t>> settlements_of_;
  std::vector<Cumulative> settlement_shares_;
  std::vector<std::vector<Candidate>> candidates_of_;  ///< by town; settlements counted inside of it
  std::vector<std::int64_t> last_town_margin_;
  std::vector<AgeRange> ranges_;
  std::vector<Cumulative> birth_shares_;  ///< by range and column: birth months
  std::vector<NeedShares> needs_;         ///< sex, birth month, arrival
};

}  // namespace

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

BasePopulation make_base_population(const Scenario& scenario, const LifeRates& rates, const Cohorts& cohorts, const Executor& together) {
  return Maker(scenario, rates, cohorts).make(together);
}

}  // namespace eldercast
