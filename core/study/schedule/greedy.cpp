#include "study/schedule/greedy.hpp"

#include <queue>

namespace eldercast {
namespace {

constexpr double kAsGoodAsNew = std::numeric_limits<double>::infinity();

/// What is known of an element: its worth by `gain` and the number of steps that had been taken when that was asked.
struct Bound {
  double worth = kAsGoodAsNew;
  double gain = 0;
  std::size_t element = 0;
  std::size_t asked_at = std::numeric_limits<std::size_t>::max();
  std::size_t version = 0;  ///< of the element; older bounds are void

  /// Of equal worth the lower element comes first.
  friend bool operator<(const Bound& a, const Bound& b) { return a.worth < b.worth || (a.worth == b.worth && a.element > b.element); }
};

class Greedy {
 public:
  Greedy(const GreedyProblem& problem, std::vector<GreedyStep>& steps)
      : problem_(problem), steps_(steps), versions_(problem.costs.size(), 0), out_(problem.costs.size(), false) {}

  void run() {
    std::vector<std::size_t> first;
    for (std::size_t e = 0; e < problem_.costs.size(); ++e) {
      if (problem_.instead_of.empty() || problem_.instead_of[e] == GreedyProblem::kFirst) first.push_back(e);
    }
    if (problem_.prepare) problem_.prepare(first);
    for (const std::size_t e : first) push(e, kAsGoodAsNew);
    while (!queue_.empty()) {
      const Bound top = queue_.top();
      queue_.pop();
      if (top.version != versions_[top.element] || out_[top.element]) continue;
      if (!problem_.may(taken_, top.element)) {
        give_up(top);
      } else if (top.asked_at != taken_.size()) {
        ask(top.element);
      } else if (top.gain > 0) {
        take(top);
      } else {
        return;
      }
    }
  }

 private:
  void push(std::size_t element, double worth) {
    queue_.push({worth, 0, element, std::numeric_limits<std::size_t>::max(), versions_[element]});
  }

  void ask(std::size_t element) {
    const double gain = problem_.gain(taken_, element);
    const double worth = problem_.per_cost ? gain / problem_.costs[element] : gain;
    queue_.push({worth, gain, element, taken_.size(), versions_[element]});
  }

  /// An element that cannot be taken any more makes room for those that wait behind it.
  void give_up(const Bound& bound) {
    out_[bound.element] = true;
    for (std::size_t e = 0; e < problem_.instead_of.size(); ++e) {
      if (problem_.instead_of[e] == bound.element) push(e, bound.worth);
    }
  }

  void take(const Bound& bound) {
    taken_.push_back(bound.element);
    out_[bound.element] = true;
    steps_.push_back({bound.element, bound.gain, problem_.costs[bound.element]});
    std::vector<std::size_t> again;
    // What is behind the element has no use: its projects are built. may() says so when its turn comes.
    give_up(bound);
    if (!problem_.lazy) {
      for (; !queue_.empty(); queue_.pop()) again.push_back(queue_.top().element);
    } else if (problem_.lifts) {
      for (std::size_t e = 0; e < problem_.costs.size(); ++e) {
        if (!out_[e] && waits(e) && problem_.lifts(bound.element, e)) again.push_back(e);
      }
    }
    for (const std::size_t e : again) {
      if (out_[e]) continue;
      ++versions_[e];
      push(e, kAsGoodAsNew);
    }
  }

  /// Whether the element is in the queue: from the start, or because the one before it is out.
  [[nodiscard]] bool waits(std::size_t element) const {
    if (problem_.instead_of.empty() || problem_.instead_of[element] == GreedyProblem::kFirst) return true;
    return out_[problem_.instead_of[element]];
  }

  const GreedyProblem& problem_;
  std::vector<GreedyStep>& steps_;
  std::priority_queue<Bound> queue_;
  std::vector<std::size_t> taken_;
  std::vector<std::size_t> versions_;
  std::vector<bool> out_;
};

}  // namespace

void choose_greedily(const GreedyProblem& problem, std::vector<GreedyStep>& steps) { Greedy(problem, steps).run(); }

}  // namespace eldercast
