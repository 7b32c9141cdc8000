#include "model/people/event_tables.hpp"

#include <algorithm>
#include <cmath>

namespace eldercast {
namespace {

constexpr double kTwo32 = 4294967296.0;
constexpr std::size_t kAges = kOldestAge - kYoungestAge + 1;

double sum_of(const Hazards& hazards) {
  double sum = 0;
  for (const double hazard : hazards) sum += hazard;
  return sum;
}

struct ClassParts {
  TownKind kind;
  Need need;
  Sex sex;
};

ClassParts parts_of(std::size_t resident_class) {
  return {static_cast<TownKind>(resident_class / (kCount<Need> * kCount<Sex>)),
          static_cast<Need>(resident_class / kCount<Sex> % kCount<Need>), static_cast<Sex>(resident_class % kCount<Sex>)};
}

}  // namespace

std::uint32_t to_threshold(double probability) {
  const double scaled = std::floor(probability * kTwo32 + 0.5);
  return scaled >= kTwo32 ? 0xFFFFFFFFU : scaled <= 0 ? 0U : static_cast<std::uint32_t>(scaled);
}

Hazards life_hazards(const LifeRates& rates, double net_move, TownKind kind, Need need, Sex sex, int age) {
  return {rates.death(sex, age, need), rates.transition(sex, age, need, other_need(need, 0)),
          rates.transition(sex, age, need, other_need(need, 1)), rates.move(kind, age), std::max(0.0, -net_move)};
}

HazardFactors hazard_factors(const Scenario& scenario, YearMonth month) {
  HazardFactors out;
  for (const Shock& shock : scenario.shocks) {
    if (month < shock.from || shock.to < month) continue;
    if (shock.on == ShockOn::deaths) out.deaths *= shock.factor;
    if (shock.on == ShockOn::worsening) out.worsening *= shock.factor;
    if (shock.on == ShockOn::arrivals) out.arrivals *= shock.factor;
    if (shock.on == ShockOn::departures) out.departures *= shock.factor;
  }
  return out;
}

Hazards shaken(Hazards hazards, Need need, const HazardFactors& factors) {
  hazards[static_cast<std::size_t>(LifeEvent::death)] *= factors.deaths;
  if (other_need(need, 0) > need) hazards[static_cast<std::size_t>(LifeEvent::first_change)] *= factors.worsening;
  if (other_need(need, 1) > need) hazards[static_cast<std::size_t>(LifeEvent::second_change)] *= factors.worsening;
  hazards[static_cast<std::size_t>(LifeEvent::departure)] *= factors.departures;
  return hazards;
}

double mean_arrivals(const Scenario& scenario) {
  double sum = 0;
  for (int m = 0; m < scenario.months(); ++m) sum += hazard_factors(scenario, scenario.start + m).arrivals;
  return sum / scenario.months();
}

EventTables::EventTables(const Scenario& scenario, const LifeRates& rates, const Cohorts& cohorts)
    : start_(scenario.start),
      oldest_(cohorts.oldest_birth()),
      months_(scenario.months()),
      births_(static_cast<std::size_t>(cohorts.births())),
      cumulative_(kClasses * births_ * static_cast<std::size_t>(months_)),
      group_of_birth_(births_) {
  PerEnum<Sex, std::array<double, Cohorts::kGroups>> net{};
  for (std::size_t b = 0; b < births_; ++b) {
    const YearMonth birth = oldest_ + static_cast<int>(b);
    group_of_birth_[b] = static_cast<std::uint8_t>(cohorts.group(birth));
    for (const Sex sex : {Sex::male, Sex::female}) net[sex][group_of_birth_[b]] = cohorts.net_move(sex, birth);
  }
  for (int m = 0; m < months_; ++m) {
    HazardFactors factors = hazard_factors(scenario, start_ + m);
    factors.arrivals = 1;
    const auto known = std::find(regimes_.begin(), regimes_.end(), factors);
    regime_of_month_.push_back(static_cast<std::uint16_t>(known - regimes_.begin()));
    if (known == regimes_.end()) regimes_.push_back(factors);
  }
  causes_.resize(regimes_.size() * kClasses * Cohorts::kGroups * kAges);
  std::vector<double> total(causes_.size());
  for (std::size_t k = 0; k < kClasses; ++k) {
    const auto [kind, need, sex] = parts_of(k);
    for (std::size_t g = 0; g < Cohorts::kGroups; ++g) {
      for (int age = kYoungestAge; age <= kOldestAge; ++age) {
        const Hazards normal = life_hazards(rates, net[sex][g], kind, need, sex, age);
        for (std::size_t r = 0; r < regimes_.size(); ++r) {
          const Hazards hazards = shaken(normal, need, regimes_[r]);
          const std::size_t row = cause_row(r, k, g, age);
          total[row] = sum_of(hazards);
          double cumulative = 0;
          for (std::size_t c = 0; c < causes_[row].size(); ++c) {
            cumulative += hazards[c];
            causes_[row][c] = to_threshold(total[row] > 0 ? cumulative / total[row] : 0.0);
          }
        }
      }
    }
    for (std::size_t b = 0; b < births_; ++b) {
      const YearMonth birth = oldest_ + static_cast<int>(b);
      double hazard = 0;
      for (int m = 0; m < months_; ++m) {
        const std::size_t regime = regime_of_month_[static_cast<std::size_t>(m)];
        hazard += total[cause_row(regime, k, group_of_birth_[b], (start_ + m - birth) / 12)] / 12.0;
        cumulative_[(static_cast<std::size_t>(m) * kClasses + k) * births_ + b] = to_threshold(-std::expm1(-hazard));
      }
    }
  }
  compile_arrivals(scenario);
}

void EventTables::compile_arrivals(const Scenario& scenario) {
  double passed = 0;
  for (int m = 0; m < months_; ++m) {
    passed += hazard_factors(scenario, start_ + m).arrivals;
    arrival_.push_back(to_threshold(passed / months_ / scenario.population.arrival_headroom));
  }
}

std::size_t EventTables::cause_row(std::size_t regime, std::size_t resident_class, std::size_t cohort_group, int age) const {
  const auto position = static_cast<std::size_t>(std::clamp(age, kYoungestAge, kOldestAge) - kYoungestAge);
  return ((regime * kClasses + resident_class) * Cohorts::kGroups + cohort_group) * kAges + position;
}

int EventTables::event_month(std::size_t resident_class, YearMonth birth, int from, std::uint32_t u) const {
  const auto by = [&](int month) { return passed_by(resident_class, birth, month); };
  const std::uint32_t passed = from == 0 ? 0U : by(from - 1);
  const auto target = static_cast<std::uint32_t>(passed + (((std::uint64_t{1} << 32U) - passed) * u >> 32U));
  const std::uint32_t last = by(months_ - 1);
  if (target >= last) return months_;
  // Within a run a curve is nearly straight, so that the line between its ends leads to within a step or two of the month.
  const float along = static_cast<float>(target - passed) / static_cast<float>(last - passed);
  int month = std::min(from + static_cast<int>(along * static_cast<float>(months_ - from)), months_ - 1);
  while (by(month) <= target) ++month;
  while (month > from && by(month - 1) > target) --month;
  return month;
}

std::uint32_t EventTables::chance(std::size_t resident_class, YearMonth birth, int month) const {
  const std::uint32_t before = month == 0 ? 0U : passed_by(resident_class, birth, month - 1);
  const std::uint64_t now = passed_by(resident_class, birth, month) - before;
  return static_cast<std::uint32_t>((now << 32U) / ((std::uint64_t{1} << 32U) - before));
}

const std::array<std::uint32_t, 4>& EventTables::causes(std::size_t resident_class, YearMonth birth, int month) const {
  const auto group = group_of_birth_[static_cast<std::size_t>(birth - oldest_)];
  return causes_[cause_row(regime_of_month_[static_cast<std::size_t>(month)], resident_class, group, (start_ + month - birth) / 12)];
}

std::uint32_t EventTables::highest_chance(int month) const {
  std::uint32_t highest = 0;
  for (std::size_t k = 0; k < kClasses; ++k) {
    for (std::size_t b = 0; b < births_; ++b) highest = std::max(highest, chance(k, oldest_ + static_cast<int>(b), month));
  }
  return highest;
}

LifeEvent EventTables::cause(std::size_t resident_class, YearMonth birth, int month, std::uint32_t u) const {
  const std::array<std::uint32_t, 4>& shares = causes(resident_class, birth, month);
  // The largest u would fall beyond a share of 1 and pick a cause that has no hazard.
  const std::uint32_t within = std::min(u, 0xFFFFFFFEU);
  int cause = 0;
  for (const std::uint32_t share : shares) cause += static_cast<int>(within >= share);
  return static_cast<LifeEvent>(cause);
}

int EventTables::arrival_month(std::uint32_t u) const {
  return static_cast<int>(std::upper_bound(arrival_.begin(), arrival_.end(), u) - arrival_.begin());
}

}  // namespace eldercast
