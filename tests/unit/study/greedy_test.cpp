// Greedy choice and local search against every subset and every assignment, on functions whose best is known.
#include <cmath>
#include <map>
#include <random>
#include <set>

#include "study/schedule/greedy.hpp"
#include "study/schedule/local_search.hpp"
#include "support/catch.hpp"

using namespace eldercast;

namespace {

/// Sets that cover points of different weight, with costs and one budget: submodular.
struct Cover {
  std::vector<std::set<int>> sets;
  std::vector<double> weights;
  std::vector<double> costs;
  double budget = 0;

  explicit Cover(unsigned seed, std::size_t elements = 8) {
    std::mt19937 random(seed);
    std::uniform_int_distribution<int> point(0, 11);
    std::uniform_int_distribution<int> size(1, 50);  // whole numbers: sums are exact, and ties are ties
    for (int p = 0; p < 12; ++p) weights.push_back(size(random));
    for (std::size_t e = 0; e < elements; ++e) {
      std::set<int> covered;
      for (int k = 0; k < 4; ++k) covered.insert(point(random));
      sets.push_back(covered);
      costs.push_back(size(random));
      budget += costs.back();
    }
    budget *= 0.4;
  }

  [[nodiscard]] double value(Elements taken) const {
    std::set<int> covered;
    for (const std::size_t e : taken) covered.insert(sets[e].begin(), sets[e].end());
    double out = 0;
    for (const int p : covered) out += weights[static_cast<std::size_t>(p)];
    return out;
  }
  [[nodiscard]] double cost(Elements taken) const {
    double out = 0;
    for (const std::size_t e : taken) out += costs[e];
    return out;
  }
  [[nodiscard]] double best() const {
    double out = 0;
    for (unsigned bits = 0; bits < 1U << sets.size(); ++bits) {
      std::vector<std::size_t> taken;
      for (std::size_t e = 0; e < sets.size(); ++e) {
        if ((bits >> e & 1U) != 0) taken.push_back(e);
      }
      if (cost(taken) <= budget) out = std::max(out, value(taken));
    }
    return out;
  }
};

std::vector<std::size_t> elements_of(const std::vector<GreedyStep>& steps) {
  std::vector<std::size_t> out;
  for (const GreedyStep& step : steps) out.push_back(step.element);
  return out;
}

std::vector<GreedyStep> choose(const Cover& cover, bool lazy, bool per_cost, int* asked = nullptr) {
  GreedyProblem problem;
  problem.costs = cover.costs;
  problem.may = [&](Elements taken, std::size_t e) { return cover.cost(taken) + cover.costs[e] <= cover.budget; };
  problem.gain = [&](Elements taken, std::size_t e) {
    if (asked != nullptr) ++*asked;
    std::vector<std::size_t> with(taken.begin(), taken.end());
    with.push_back(e);
    return cover.value(with) - cover.value(taken);
  };
  problem.lazy = lazy;
  problem.per_cost = per_cost;
  std::vector<GreedyStep> steps;
  choose_greedily(problem, steps);
  return steps;
}

}  // namespace

TEST_CASE("the lazy greedy choice takes what the plain one takes, and asks for fewer gains") {
  int lazy_asked = 0;
  int plain_asked = 0;
  for (unsigned seed = 0; seed < 200; ++seed) {
    const Cover cover(seed, 24);
    for (const bool per_cost : {true, false}) {
      const auto lazy = choose(cover, true, per_cost, &lazy_asked);
      const auto plain = choose(cover, false, per_cost, &plain_asked);
      INFO("seed " << seed);
      CHECK(elements_of(lazy) == elements_of(plain));
      CHECK(cover.cost(elements_of(lazy)) <= cover.budget);
    }
  }
  CHECK(lazy_asked < plain_asked * 3 / 4);
}

TEST_CASE("the better of both greedy choices is never below (1 - 1/e) / 2 of the best subset, and mostly near it") {
  double gap = 0;
  constexpr unsigned kSeeds = 200;
  for (unsigned seed = 0; seed < kSeeds; ++seed) {
    const Cover cover(seed);
    const double best = cover.best();
    const double found =
        std::max(cover.value(elements_of(choose(cover, true, true))), cover.value(elements_of(choose(cover, true, false))));
    INFO("seed " << seed);
    CHECK(found <= best + 1e-9);
    CHECK(found >= (1 - std::exp(-1.0)) / 2 * best);
    gap += 1 - found / best;
  }
  CHECK(gap / kSeeds < 0.05);
}

TEST_CASE("a spoke whose gain was nothing is asked again once its hub is taken") {
  // 0 is the hub, 1 and 2 its spokes: a spoke is worth something with the hub alone. 3 is worth a little by itself, and there is money for
  // three.
  GreedyProblem problem;
  problem.costs = {1, 1, 1, 1};
  problem.may = [](Elements taken, std::size_t) { return taken.size() < 3; };
  problem.gain = [](Elements taken, std::size_t e) {
    const bool hub = std::find(taken.begin(), taken.end(), 0U) != taken.end();
    return e == 0 ? 1.0 : e == 3 ? 0.5 : hub ? 5.0 : 0.1;
  };
  std::vector<GreedyStep> blind;
  choose_greedily(problem, blind);
  CHECK(elements_of(blind) == std::vector<std::size_t>{0, 3, 1});
  problem.lifts = [](std::size_t taken, std::size_t) { return taken == 0; };
  std::vector<GreedyStep> seeing;
  choose_greedily(problem, seeing);
  CHECK(elements_of(seeing) == std::vector<std::size_t>{0, 1, 2});
}

TEST_CASE("a later year is looked at once the earlier one has no money left") {
  // Elements 0 and 2 are one project each in the first year, 1 and 3 the same in the second; one fits into each year.
  GreedyProblem problem;
  problem.costs = {1, 1, 1, 1};
  problem.instead_of = {GreedyProblem::kFirst, 0, GreedyProblem::kFirst, 2};
  const auto project = [](std::size_t e) { return e / 2; };
  const auto year = [](std::size_t e) { return e % 2; };
  problem.may = [&](Elements taken, std::size_t e) {
    return std::none_of(taken.begin(), taken.end(), [&](std::size_t t) { return project(t) == project(e) || year(t) == year(e); });
  };
  problem.gain = [&](Elements, std::size_t e) { return (project(e) == 0 ? 10.0 : 8.0) - 3.0 * static_cast<double>(year(e)); };
  std::vector<GreedyStep> steps;
  choose_greedily(problem, steps);
  CHECK(elements_of(steps) == std::vector<std::size_t>{0, 3});
  CHECK(steps[1].gain == 5);
}

TEST_CASE("steps taken before a callback throws are kept") {
  const Cover cover(1);
  GreedyProblem problem;
  problem.costs = cover.costs;
  problem.may = [](Elements taken, std::size_t) {
    if (taken.size() == 2) throw std::runtime_error("enough");
    return true;
  };
  problem.gain = [&](Elements, std::size_t e) { return cover.costs[e]; };
  std::vector<GreedyStep> steps;
  CHECK_THROWS(choose_greedily(problem, steps));
  CHECK(steps.size() == 2);
}

namespace {

/// Four projects with three months each; two may open in the first month and cost decides; each month later costs its weight.
struct Assignment {
  std::vector<double> weights{5, 4, 3, 2};
  LocalProblem problem;
  int judged = 0;
  int limit = 100'000;

  Assignment() {
    for (std::size_t i = 0; i < weights.size(); ++i) problem.openings.push_back({Month{0}, Month{12}, Month{24}});
    problem.may = [](const Openings& openings) {
      std::map<int, int> count;
      for (const PlannedOpening& one : openings) ++count[one.month.value];
      return count[0] <= 1 && count[12] <= 1 && count[24] <= 1;
    };
    problem.promise = [](const Openings&, const Move&) { return 0.0; };
    problem.improvement = [this](const Openings& a, const Openings& b) -> std::optional<double> {
      if (judged++ == limit) return std::nullopt;
      return value(b) - value(a);
    };
  }
  [[nodiscard]] double value(const Openings& openings) const {
    double out = 0;
    for (std::size_t i = 0; i < openings.size(); ++i) out += openings[i].built() ? weights[i] * (36 - openings[i].month.value) : 0;
    return out;
  }
};

}  // namespace

TEST_CASE("local search exchanges months until nothing is better, and finds the best of all assignments here") {
  Assignment toy;
  const LocalResult found = search_locally(toy.problem, {{Month{24}}, {}, {Month{12}}, {Month{0}}});
  CHECK(found.finished);
  CHECK(found.openings == Openings{{Month{0}}, {Month{12}}, {Month{24}}, {}});
  double best = 0;
  const std::vector<Month> all{Month{0}, Month{12}, Month{24}, kNever};
  for (const Month a : all) {
    for (const Month b : all) {
      for (const Month c : all) {
        for (const Month d : all) {
          if (toy.problem.may({{a}, {b}, {c}, {d}})) best = std::max(best, toy.value({{a}, {b}, {c}, {d}}));
        }
      }
    }
  }
  CHECK(toy.value(found.openings) == best);
}

TEST_CASE("local search never takes a worse schedule, and keeps what it has when it is ended") {
  for (int limit = 0; limit < 40; ++limit) {
    Assignment toy;
    toy.limit = limit;
    const Openings start{{Month{24}}, {}, {Month{12}}, {Month{0}}};
    const LocalResult found = search_locally(toy.problem, start);
    CHECK(toy.value(found.openings) >= toy.value(start));
    CHECK(toy.problem.may(found.openings));
    CHECK((found.finished || toy.judged == limit + 1));
  }
}

TEST_CASE("moves shift, drop, add, swap, change sizes and move groups by a year") {
  LocalProblem problem;
  problem.openings = {{Month{0}, Month{12}}, {Month{6}, Month{18}}, {Month{3}}};
  problem.groups = {{0, 1}};
  problem.sizes = {{1000, 1500}, {1000, 1500}, {1000, 1500}};
  std::map<MoveKind, int> count;
  for (const Move& move : moves_from(problem, {{Month{0}}, {Month{6}, 1500}, {}})) ++count[move.kind];
  CHECK(count[MoveKind::shift] == 2);
  CHECK(count[MoveKind::drop] == 2);
  CHECK(count[MoveKind::add] == 1);
  CHECK(count[MoveKind::swap] == 3);
  CHECK(count[MoveKind::shift_group] == 1);
  CHECK(count[MoveKind::resize] == 2);
}
