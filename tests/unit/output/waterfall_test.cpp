/// Shapley values of changes: against a slow enumeration, their sum, symmetry, what does nothing.
#include <algorithm>
#include <numeric>

#include "output/compare/waterfall.hpp"
#include "support/catch.hpp"

using namespace eldercast;

namespace {

Figure figure_named(const std::string& id) {
  Figure out;
  out.id = id;
  out.name_zh = id;
  out.name_en = id;
  out.unit = "persons";
  return out;
}

/// A game of one figure over three replicates: `worth` of a set of changes, a little more in each replicate.
template <class Worth>
FigureValues values(const std::vector<bool>& made, Worth worth) {
  std::vector<double> row;
  for (int r = 0; r < 3; ++r) row.push_back(worth(made) * (1 + 0.1 * r));
  return {row};
}

template <class Worth>
Waterfall of_game(std::size_t changes, Worth worth) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < changes; ++i) names.push_back("c" + std::to_string(i));
  const std::vector<bool> none(changes, false);
  const std::vector<bool> all(changes, true);
  return waterfall({figure_named("f")}, values(none, worth), values(all, worth), names,
                   [&](const std::vector<bool>& made) { return values(made, worth); });
}

/// Straight from the definition: over all orders.
template <class Worth>
double shapley(std::size_t change, std::size_t changes, Worth worth) {
  std::vector<std::size_t> order(changes);
  std::iota(order.begin(), order.end(), 0U);
  double sum = 0;
  double orders = 0;
  do {
    std::vector<bool> made(changes, false);
    for (const std::size_t one : order) {
      const double before = worth(made);
      made[one] = true;
      if (one == change) sum += worth(made) - before;
    }
    ++orders;
  } while (std::next_permutation(order.begin(), order.end()));
  return sum / orders;
}

/// Something without any symmetry.
double crooked(const std::vector<bool>& made) {
  double out = 0;
  for (std::size_t i = 0; i < made.size(); ++i) {
    if (!made[i]) continue;
    out += 3.0 * static_cast<double>(i + 1);
    for (std::size_t j = 0; j < i; ++j) out += made[j] ? static_cast<double>(i * 7 % 5) - 2.0 * static_cast<double>(j) : 0.0;
  }
  return out * out / 10;
}

}  // namespace

TEST_CASE("shares are Shapley values, and add up to the whole in every replicate") {
  for (const std::size_t changes : {2U, 3U, 4U}) {
    const Waterfall found = of_game(changes, crooked);
    CHECK(found.exact);
    CHECK(found.runs == waterfall_runs(changes));
    double sum = 0;
    for (std::size_t i = 0; i < changes; ++i) {
      // The mean over three replicates of worth x (1, 1.1, 1.2).
      CHECK(found.figures[0].steps[i].share.mean == Approx(1.1 * shapley(i, changes, crooked)));
      sum += found.figures[0].steps[i].share.mean;
    }
    CHECK(sum == Approx(found.figures[0].total.mean));
    CHECK(found.figures[0].remainder.zero);
  }
}

TEST_CASE("with many changes orders are drawn, shares still add up, and a change that does nothing has no share") {
  const auto worth = [](const std::vector<bool>& made) {
    std::vector<bool> others = made;
    others[3] = false;
    return crooked(others);
  };
  const Waterfall found = of_game(7, worth);
  CHECK_FALSE(found.exact);
  CHECK(found.orders == kOrders);
  CHECK(found.runs <= waterfall_runs(7));
  double sum = 0;
  for (const WaterfallStep& step : found.figures[0].steps) sum += step.share.mean;
  CHECK(sum == Approx(found.figures[0].total.mean));
  CHECK(found.figures[0].steps[3].share.zero);
  CHECK(found.figures[0].steps[3].alone.zero);
}

TEST_CASE("changes that only act together share what they bring") {
  const Waterfall found = of_game(2, [](const std::vector<bool>& made) { return made[0] && made[1] ? 10.0 : 0.0; });
  for (const WaterfallStep& step : found.figures[0].steps) {
    CHECK(step.alone.zero);
    CHECK(step.share.mean == Approx(5.5));
  }
}

TEST_CASE("what none of the changes brought is the remainder") {
  const auto worth = [](const std::vector<bool>& made) { return (made[0] ? 1.0 : 0.0) + (made[1] ? 2.0 : 0.0); };
  const std::vector<bool> none(2, false);
  const Waterfall found = waterfall({figure_named("f")}, values(none, worth), {{10, 10, 10}}, {"a", "b"},
                                    [&](const std::vector<bool>& made) { return values(made, worth); });
  CHECK(found.figures[0].total.mean == Approx(10));
  CHECK(found.figures[0].remainder.mean == Approx(10 - 3.3));
}
