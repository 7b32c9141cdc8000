// The search for breaks, against evaluators whose answer is known.
#include <cmath>
#include <set>

#include "study/stress/breaking.hpp"
#include "support/catch.hpp"

using namespace eldercast;

namespace {

/// One target a break: a share that falls evenly from 1 and passes one half there.
Evaluate falling(const std::vector<double>& breaks, std::multiset<double>& asked) {
  return [breaks, &asked](double severity) {
    asked.insert(severity);
    SharesMet out;
    for (const double at : breaks) out.emplace_back(std::max(0.0, 1 - severity / (2 * at)));
    return out;
  };
}

}  // namespace

TEST_CASE("the break of a falling share is found to within a thirty-second of the largest severity, with few runs") {
  for (const double severity_max : {1.0, 3.0, 8.0}) {
    for (const double part : {0.01, 0.31, 0.5, 0.77, 0.999}) {
      std::multiset<double> asked;
      const double truth = part * severity_max;
      const Breakings found = find_breaks(severity_max, falling({truth}, asked));
      const Breaking& one = found.targets.front();
      INFO("break at " << truth << " of " << severity_max);
      REQUIRE(one.breaks_at);
      CHECK(one.holds_at <= truth + 1e-9);
      CHECK(*one.breaks_at >= truth - 1e-9);
      CHECK(*one.breaks_at - one.holds_at <= severity_max / 32 + 1e-12);
      CHECK(asked.size() <= 2 + 5);
    }
  }
}

TEST_CASE("targets share what has been run, and nothing is run twice") {
  std::multiset<double> asked;
  const Breakings found = find_breaks(1, falling({0.3, 0.31, 0.7, 5}, asked));
  CHECK(std::set<double>(asked.begin(), asked.end()).size() == asked.size());
  CHECK(asked.size() == found.evaluated.size());
  CHECK(asked.size() <= 2 + 5 + 4);
  CHECK(found.targets[0].breaks_at == found.targets[1].breaks_at);
  CHECK_FALSE(found.targets[3].breaks_at);
  CHECK(found.targets[3].holds_at == 1);
  CHECK(std::is_sorted(found.evaluated.begin(), found.evaluated.end(),
                       [](const Evaluated& a, const Evaluated& b) { return a.severity < b.severity; }));
}

TEST_CASE("severities that are known already are not run again") {
  std::multiset<double> asked;
  const Evaluate evaluate = falling({0.4}, asked);
  const std::vector<Evaluated> known{{1, evaluate(1)}, {0, evaluate(0)}};
  asked.clear();
  CHECK(find_breaks(1, evaluate, known).targets[0].breaks_at);
  CHECK(asked.count(0) == 0);
  CHECK(asked.count(1) == 0);
}

TEST_CASE("a target that fails at severity 0, or is not judged, is not searched") {
  int runs = 0;
  const Breakings found = find_breaks(2, [&](double) {
    ++runs;
    return SharesMet{0.4, std::nullopt, 0.5};
  });
  CHECK(runs == 2);
  CHECK(found.targets[0].judged);
  CHECK_FALSE(found.targets[0].holds_at_zero);
  CHECK_FALSE(found.targets[1].judged);
  CHECK(found.targets[2].holds_at_zero);
  CHECK_FALSE(found.targets[2].breaks_at);
}

TEST_CASE("where a share falls and rises again, the lowest break that the runs show is said") {
  // Fails from 0.6 to 0.7 and from 0.9 on.
  const Evaluate evaluate = [](double s) { return SharesMet{(s >= 0.6 && s < 0.7) || s >= 0.9 ? 0.0 : 1.0}; };
  // Nothing looked at lies in the first gap: the break at 0.9 is found.
  const Breaking upper = find_breaks(1, evaluate).targets[0];
  CHECK(*upper.breaks_at >= 0.9);
  CHECK(upper.holds_at < 0.9);
  // A run inside the gap is enough to find the lower one.
  const Breaking lower = find_breaks(1, evaluate, {{0.65, evaluate(0.65)}}).targets[0];
  CHECK(*lower.breaks_at >= 0.6);
  CHECK(*lower.breaks_at <= 0.6 + 1.0 / 32);
  CHECK(lower.holds_at < 0.6);
  // It holds at the largest severity, and still breaks below.
  const Evaluate rises = [](double s) { return SharesMet{s > 0.4 && s < 0.6 ? 0.0 : 1.0}; };
  CHECK(find_breaks(1, rises, {{0.5, rises(0.5)}}).targets[0].breaks_at);
  CHECK_FALSE(find_breaks(1, rises).targets[0].breaks_at);
}
