// Do the intervals that every table shows hold what they say? The toy is run over and over with other seeds.
#include <cmath>
#include <iostream>

#include "output/statistics.hpp"
#include "support/catch.hpp"
#include "support/scenarios.hpp"

using namespace eldercast;

namespace {

constexpr int kRuns = 60;
constexpr int kReplicates = 100;  ///< of a run: what its interval is made of
constexpr int kFurther = 40;      ///< replicates that come after it
constexpr int kMonth = 35;

/// A handful of figures of a replicate: people, beds, money, coverage, carers.
std::vector<double> figures(const Outcome& outcome) {
  const Headline& h = outcome.headline;
  double money = 0;
  for (std::size_t payer = 0; payer < kCount<Payer>; ++payer) {
    for (int m = 0; m <= kMonth; ++m) money += static_cast<double>(h.accrued_fen(m, payer, Purpose::service));
  }
  double residents = 0;
  for (std::size_t need = 0; need < kCount<Need>; ++need) residents += h.residents(kMonth, need);
  return {residents,
          static_cast<double>(h.residents(kMonth, Need::full)),
          static_cast<double>(h.beds(kMonth, BedType::nursing, BedCount::occupied)),
          static_cast<double>(h.beds(kMonth, BedType::other, BedCount::occupied)),
          static_cast<double>(h.residents_covered(kMonth, CoverageStrength::used)),
          money};
}

/// The figures of every replicate of every run: runs x replicates x figures.
const std::vector<std::vector<std::vector<double>>>& toy_runs() {
  static const std::vector<std::vector<std::vector<double>>> kAll = [] {
    const auto scenario = test::scenario("scenarios/toy/toy.toml");
    std::vector<std::vector<std::vector<double>>> runs;
    for (int run = 0; run < kRuns; ++run) {
      runs.emplace_back();
      for (const Outcome& one : test::run(scenario, kReplicates + kFurther, 2, 1000 + static_cast<std::uint64_t>(run), 0)) {
        runs.back().push_back(figures(one));
      }
    }
    return runs;
  }();
  return kAll;
}

std::vector<double> of_figure(const std::vector<std::vector<double>>& run, std::size_t figure, int from, int to) {
  std::vector<double> out;
  for (int r = from; r < to; ++r) out.push_back(run[static_cast<std::size_t>(r)][figure]);
  return out;
}

std::size_t count_of_figures() { return toy_runs().front().front().size(); }

}  // namespace

TEST_CASE("the 90% interval of a run holds about 90% of further replicates") {
  double all = 0;
  for (std::size_t figure = 0; figure < count_of_figures(); ++figure) {
    int inside = 0;
    for (const auto& run : toy_runs()) {
      const Estimate interval = estimate(of_figure(run, figure, 0, kReplicates));
      for (const double further : of_figure(run, figure, kReplicates, kReplicates + kFurther)) {
        inside += interval.low <= further && further <= interval.high ? 1 : 0;
      }
    }
    const double share = static_cast<double>(inside) / (kRuns * kFurther);
    INFO("figure " << figure << ": " << share);
    std::cout << "figure " << figure << ": " << share << "\n";
    // Of a continuous figure 0.9 x 99 / 101 = 0.882 are expected; whole numbers at an end count as inside and add some per cent.
    CHECK(share > 0.86);
    CHECK(share < 0.97);
    all += share / static_cast<double>(count_of_figures());
  }
  std::cout << "all figures: " << all << "\n";
  CHECK(all == Approx(0.90).margin(0.03));
}

TEST_CASE("the 90% interval of a mean holds the true mean about nine times of ten") {
  double all = 0;
  for (std::size_t figure = 0; figure < count_of_figures(); ++figure) {
    std::vector<double> everything;
    for (const auto& run : toy_runs()) {
      for (const double value : of_figure(run, figure, 0, kReplicates + kFurther)) everything.push_back(value);
    }
    const double truth = mean(everything);
    int inside = 0;
    for (const auto& run : toy_runs()) {
      const std::vector<double> values = of_figure(run, figure, 0, kReplicates);
      constexpr double kStudent99 = 1.6604;  // 95th percentile of Student's t with 99 degrees of freedom
      const double half = kStudent99 * std::sqrt(variance(values) / kReplicates);
      inside += std::abs(mean(values) - truth) <= half ? 1 : 0;
    }
    const double share = static_cast<double>(inside) / kRuns;
    INFO("figure " << figure << ": " << share);
    std::cout << "figure " << figure << ": " << share << "\n";
    // A share of 60 runs has a standard error of 0.039.
    CHECK(share > 0.9 - 4 * 0.039);
    all += share / static_cast<double>(count_of_figures());
  }
  std::cout << "all figures: " << all << "\n";
  CHECK(all == Approx(0.90).margin(0.06));
}

TEST_CASE("one replicate says nothing about the next one, nor one run about another") {
  const auto n = static_cast<double>(kRuns * (kReplicates + kFurther - 1));
  for (std::size_t figure = 0; figure < count_of_figures(); ++figure) {
    std::vector<double> here;
    std::vector<double> next;
    std::vector<double> other;
    for (std::size_t run = 0; run < toy_runs().size(); ++run) {
      const std::vector<double> values = of_figure(toy_runs()[run], figure, 0, kReplicates + kFurther);
      const std::vector<double> others = of_figure(toy_runs()[(run + 1) % toy_runs().size()], figure, 0, kReplicates + kFurther);
      for (std::size_t r = 0; r + 1 < values.size(); ++r) {
        here.push_back(values[r]);
        next.push_back(values[r + 1]);
        other.push_back(others[r]);
      }
    }
    const double spread = variance(here);
    for (const auto* with : {&next, &other}) {
      const double centre = mean(here);
      const double centre_with = mean(*with);
      double product = 0;
      for (std::size_t i = 0; i < here.size(); ++i) product += (here[i] - centre) * ((*with)[i] - centre_with) / n;
      INFO("figure " << figure << ": correlation " << product / spread);
      CHECK(std::abs(product / spread) < 4.5 / std::sqrt(n));
    }
  }
}
