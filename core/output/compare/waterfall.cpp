#include "output/compare/waterfall.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <random>

namespace eldercast {

namespace {

using Made = std::vector<bool>;

/// Runs each set of changes once.
class Coalitions {
 public:
  Coalitions(const FigureValues& none, const ValuesWith& values_with) : none_(none), values_with_(values_with) {}

  const FigureValues& at(const Made& made) {
    if (std::find(made.begin(), made.end(), true) == made.end()) return none_;
    const auto [entry, fresh] = known_.try_emplace(made);
    if (fresh) entry->second = values_with_(made);
    return entry->second;
  }
  [[nodiscard]] int runs() const { return static_cast<int>(known_.size()); }

 private:
  const FigureValues& none_;
  const ValuesWith& values_with_;
  std::map<Made, FigureValues> known_;
};

/// All orders of few changes, random ones in pairs of many. The generator is the standard's, whose numbers are the same everywhere.
std::vector<std::vector<std::size_t>> orders_of(std::size_t changes) {
  std::vector<std::size_t> order(changes);
  std::iota(order.begin(), order.end(), 0U);
  std::vector<std::vector<std::size_t>> out;
  if (changes <= kExactChanges) {
    do out.push_back(order);
    while (std::next_permutation(order.begin(), order.end()));
    return out;
  }
  std::mt19937_64 generator(1953);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same orders every time are wanted
  while (std::ssize(out) < kOrders) {
    for (std::size_t i = changes - 1; i > 0; --i) std::swap(order[i], order[generator() % (i + 1)]);
    out.push_back(order);
    out.emplace_back(order.rbegin(), order.rend());
  }
  return out;
}

/// Adds `scale` times (to - from).
void add_change(std::vector<double>& sum, const std::vector<double>& from, const std::vector<double>& to, double scale) {
  for (std::size_t r = 0; r < sum.size(); ++r) sum[r] += scale * (to[r] - from[r]);
}

/// The difference of a run that has `change` more than nothing in each replicate.
Difference difference_of(const std::vector<double>& change) { return paired_difference(std::vector<double>(change.size(), 0.0), change); }

std::vector<double> less(const std::vector<double>& to, const std::vector<double>& from) {
  std::vector<double> out(to.size(), 0.0);
  add_change(out, from, to, 1);
  return out;
}

}  // namespace

int waterfall_runs(std::size_t changes) {
  return changes <= kExactChanges ? (1 << changes) - 1 : kOrders * static_cast<int>(changes - 1) + 1;
}

Waterfall waterfall(const std::vector<Figure>& figures, const FigureValues& a, const FigureValues& b, std::vector<std::string> changes,
                    const ValuesWith& values_with) {
  const std::size_t count = changes.size();
  const std::vector<std::vector<std::size_t>> orders = orders_of(count);
  Coalitions coalitions(a, values_with);
  // Change, figure, replicate.
  const std::size_t replicates = a.empty() ? 0 : a.front().size();
  std::vector<FigureValues> shares(count, FigureValues(figures.size(), std::vector<double>(replicates, 0.0)));
  for (const std::vector<std::size_t>& order : orders) {
    Made made(count, false);
    const FigureValues* before = &coalitions.at(made);
    for (const std::size_t change : order) {
      made[change] = true;
      const FigureValues* after = &coalitions.at(made);
      for (std::size_t f = 0; f < figures.size(); ++f)
        add_change(shares[change][f], (*before)[f], (*after)[f], 1.0 / static_cast<double>(orders.size()));
      before = after;
    }
  }
  Waterfall out;
  out.exact = count <= kExactChanges;
  out.orders = static_cast<int>(orders.size());
  const FigureValues& all = coalitions.at(Made(count, true));
  for (std::size_t f = 0; f < figures.size(); ++f) {
    WaterfallFigure one;
    one.figure = figures[f];
    one.total = paired_difference(a[f], b[f]);
    for (std::size_t change = 0; change < count; ++change) {
      Made only(count, false);
      only[change] = true;
      one.steps.push_back({paired_difference(a[f], coalitions.at(only)[f]), difference_of(shares[change][f])});
    }
    one.remainder = difference_of(less(b[f], all[f]));
    out.figures.push_back(std::move(one));
  }
  out.runs = coalitions.runs();
  out.changes = std::move(changes);
  return out;
}

}  // namespace eldercast
