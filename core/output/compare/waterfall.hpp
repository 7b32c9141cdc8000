#pragma once
/// What each of several changes brought of what they bring together.
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "output/figures/figures.hpp"
#include "output/figures/paired.hpp"
#include "output/render/document.hpp"

namespace eldercast {

/// Values of figures over the whole run: figure, replicate; NaN: nothing to measure, or the replicate failed.
using FigureValues = std::vector<std::vector<double>>;
/// The figures of a run with some of the changes, true for those that are made. Asked for once a set.
using ValuesWith = std::function<FigureValues(const std::vector<bool>& made)>;

/// What one change brought of a figure, replicate by replicate.
struct WaterfallStep {
  Difference alone;  ///< the change made and no other
  Difference share;  ///< its Shapley value
};

struct WaterfallFigure {
  Figure figure;
  Difference total;                  ///< B less A
  std::vector<WaterfallStep> steps;  ///< one a change
  Difference remainder;              ///< of the total, what none of the changes brought: other tables, keys that cannot be set alone
};

struct Waterfall {
  std::string label_a;
  std::string label_b;
  std::vector<std::string> changes;  ///< "finance.town_share=0.1"
  bool exact = true;                 ///< every set of changes was run; else so many orders of making them
  int orders = 0;
  int runs = 0;  ///< sets of changes that were run, A and B not counted
  std::vector<WaterfallFigure> figures;
};

/// Up to this many changes every set of them is run.
inline constexpr std::size_t kExactChanges = 4;
/// So many orders beyond, half of them the others backwards.
inline constexpr int kOrders = 8;

/// How many sets of changes waterfall() will run for so many changes, at most.
[[nodiscard]] int waterfall_runs(std::size_t changes);

/// The Shapley value of a change is what it adds to the changes made before it, averaged over all orders in which they can be made (Shapley
/// 1953); shares add up to what all changes bring together. Each is taken within replicates, so that intervals are of paired differences.
/// With more than kExactChanges the average is over kOrders random orders in pairs of an order and its reverse (Mitchell, Cooper, Frank and
/// Holmes 2022), the same for all figures and every time. `a` and `b` are the runs themselves; values_with is not asked for no change.
[[nodiscard]] Waterfall waterfall(const std::vector<Figure>& figures, const FigureValues& a, const FigureValues& b,
                                  std::vector<std::string> changes, const ValuesWith& values_with);

/// Figures that change for certain, what each change brings of them, alone and as its share.
[[nodiscard]] Document document_of(const Waterfall& waterfall);

}  // namespace eldercast
