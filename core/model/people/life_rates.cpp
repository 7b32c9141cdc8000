#include "model/people/life_rates.hpp"

#include <algorithm>
#include <cmath>

#include "model/base/require.hpp"

namespace eldercast {
namespace {

constexpr double kTiny = 1e-12;

enum class Below : std::uint8_t { constant, extrapolate };

/// A piecewise log-linear curve through (mid-point age, value) pairs in rising order of age.
class BandCurve {
 public:
  explicit BandCurve(Below below) : below_(below) {}

  void add(int age_from, std::optional<int> age_to, double value) {
    // An open band is taken as five years wide.
    const double width = age_to ? *age_to - age_from + 1 : 5;
    ages_.push_back(age_from + width / 2);
    logs_.push_back(std::log(std::max(value, kTiny)));
  }

  /// Value at the middle of a single year of age.
  [[nodiscard]] double at(int age) const {
    require(!ages_.empty(), "BandCurve: no bands");
    const double x = age + 0.5;
    if (x >= ages_.back() || ages_.size() == 1) return std::exp(logs_.back());
    if (x <= ages_.front() && below_ == Below::constant) return std::exp(logs_.front());
    const auto next = std::upper_bound(ages_.begin() + 1, ages_.end() - 1, x);
    const auto i = static_cast<std::size_t>(next - ages_.begin());
    const double part = (x - ages_[i - 1]) / (ages_[i] - ages_[i - 1]);
    return std::exp(logs_[i - 1] + part * (logs_[i] - logs_[i - 1]));
  }

 private:
  Below below_;
  std::vector<double> ages_;
  std::vector<double> logs_;
};

template <class Band>
std::vector<Band> sorted_bands(const std::vector<Band>& all, Sex sex) {
  std::vector<Band> bands;
  std::copy_if(all.begin(), all.end(), std::back_inserter(bands), [&](const Band& band) { return band.sex == sex; });
  std::sort(bands.begin(), bands.end(), [](const Band& a, const Band& b) { return a.age_from < b.age_from; });
  return bands;
}

BandCurve curve(const std::vector<DisabilityBand>& bands, double DisabilityBand::*field) {
  BandCurve result(Below::extrapolate);
  for (const DisabilityBand& band : bands) result.add(band.age_from, band.age_to, band.*field);
  return result;
}

NeedMatrix multiply(const NeedMatrix& a, const NeedMatrix& b) {
  NeedMatrix c{};
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) {
      for (std::size_t k = 0; k < 3; ++k) c[i][j] += a[i][k] * b[k][j];
    }
  }
  return c;
}

}  // namespace

NeedMatrix matrix_logarithm(const NeedMatrix& p) {
  NeedMatrix x = p;
  for (std::size_t i = 0; i < 3; ++i) x[i][i] -= 1.0;
  NeedMatrix power = x;
  NeedMatrix sum{};
  constexpr int kTerms = 400;
  for (int k = 1; k <= kTerms; ++k) {
    const double weight = (k % 2 == 1 ? 1.0 : -1.0) / k;
    for (std::size_t i = 0; i < 3; ++i) {
      for (std::size_t j = 0; j < 3; ++j) sum[i][j] += weight * power[i][j];
    }
    power = multiply(power, x);
  }
  return sum;
}

LifeRates::LifeRates(const Scenario& scenario) {
  for (const Sex sex : {Sex::male, Sex::female}) {
    BandCurve deaths(Below::constant);
    for (const MortalityBand& band : sorted_bands(scenario.mortality, sex)) deaths.add(band.age_from, band.age_to, band.rate_per_year);
    const double multiplier =
        sex == Sex::male ? scenario.population.mortality_multiplier_male : scenario.population.mortality_multiplier_female;

    const std::vector<DisabilityBand> bands = sorted_bands(scenario.disability, sex);
    const BandCurve partial = curve(bands, &DisabilityBand::share_partial);
    const BandCurve full = curve(bands, &DisabilityBand::share_full);
    const BandCurve ip = curve(bands, &DisabilityBand::independent_to_partial);
    const BandCurve i_f = curve(bands, &DisabilityBand::independent_to_full);
    const BandCurve pi = curve(bands, &DisabilityBand::partial_to_independent);
    const BandCurve pf = curve(bands, &DisabilityBand::partial_to_full);
    const BandCurve fp = curve(bands, &DisabilityBand::full_to_partial);
    const BandCurve ratio_partial = curve(bands, &DisabilityBand::death_ratio_partial);
    const BandCurve ratio_full = curve(bands, &DisabilityBand::death_ratio_full);

    for (int age = kYoungestAge; age <= kOldestAge; ++age) {
      AgeRates rates;
      rates.death_all = deaths.at(age) * multiplier;
      rates.prevalence = {1.0 - partial.at(age) - full.at(age), partial.at(age), full.at(age)};
      const std::array<double, 3> ratio{1.0, ratio_partial.at(age), ratio_full.at(age)};
      double mean = 0;
      for (std::size_t n = 0; n < 3; ++n) mean += rates.prevalence[n] * ratio[n];
      for (std::size_t n = 0; n < 3; ++n) rates.death[n] = rates.death_all * ratio[n] / mean;

      NeedMatrix year{{{1.0 - ip.at(age) - i_f.at(age), ip.at(age), i_f.at(age)},
                       {pi.at(age), 1.0 - pi.at(age) - pf.at(age), pf.at(age)},
                       {0.0, fp.at(age), 1.0 - fp.at(age)}}};
      rates.transition = matrix_logarithm(year);
      for (std::size_t i = 0; i < 3; ++i) {
        for (std::size_t j = 0; j < 3; ++j) rates.transition[i][j] = i == j ? 0.0 : std::max(0.0, rates.transition[i][j]);
      }
      by_age_[sex].push_back(rates);
    }
  }
  const bool has_streets =
      std::any_of(scenario.towns.begin(), scenario.towns.end(), [](const Town& town) { return town.kind == TownKind::street; });
  for (const TownKind kind : {TownKind::street, TownKind::town}) {
    move_[kind].assign(kOldestAge - kYoungestAge + 1, 0.0);
    if (!has_streets) continue;
    for (const MoveBand& band : scenario.moves) {
      if (band.kind != kind) continue;
      for (int age = std::max(kYoungestAge, band.age_from); age <= std::min(kOldestAge, band.age_to.value_or(kOldestAge)); ++age) {
        move_[kind][static_cast<std::size_t>(age - kYoungestAge)] = band.rate_per_year;
      }
    }
  }
}

double LifeRates::move(TownKind kind, int age) const {
  return move_[kind][static_cast<std::size_t>(std::clamp(age, kYoungestAge, kOldestAge) - kYoungestAge)];
}

const LifeRates::AgeRates& LifeRates::at(Sex sex, int age) const {
  return by_age_[sex][static_cast<std::size_t>(std::clamp(age, kYoungestAge, kOldestAge) - kYoungestAge)];
}

}  // namespace eldercast
