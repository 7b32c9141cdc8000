#include "study/stress/breaking.hpp"

#include <algorithm>

namespace eldercast {
namespace {

bool holds(const std::optional<double>& share) { return share && *share >= kHolds; }

class Search {
 public:
  Search(const Evaluate& evaluate, std::vector<Evaluated> known) : evaluate_(evaluate), evaluated_(std::move(known)) {
    std::sort(evaluated_.begin(), evaluated_.end(), [](const Evaluated& a, const Evaluated& b) { return a.severity < b.severity; });
  }

  const Evaluated& at(double severity) {
    const auto after = std::lower_bound(evaluated_.begin(), evaluated_.end(), severity,
                                        [](const Evaluated& one, double wanted) { return one.severity < wanted; });
    if (after != evaluated_.end() && after->severity == severity) return *after;
    return *evaluated_.insert(after, {severity, evaluate_(severity)});
  }

  /// The lowest break of a target that the severities looked at show.
  [[nodiscard]] Breaking breaking(std::size_t target) const {
    Breaking out;
    out.judged = evaluated_.front().shares[target].has_value();
    out.holds_at_zero = holds(evaluated_.front().shares[target]);
    if (!out.holds_at_zero) return out;
    for (const Evaluated& one : evaluated_) {
      if (!holds(one.shares[target])) {
        out.breaks_at = one.severity;
        break;
      }
      out.holds_at = one.severity;
    }
    return out;
  }

  /// The widest bracket of all targets.
  [[nodiscard]] Breaking widest() const {
    Breaking out;
    double width = 0;
    for (std::size_t t = 0; t < evaluated_.front().shares.size(); ++t) {
      const Breaking one = breaking(t);
      if (!one.breaks_at || *one.breaks_at - one.holds_at <= width) continue;
      width = *one.breaks_at - one.holds_at;
      out = one;
    }
    return out;
  }

  [[nodiscard]] std::vector<Evaluated> take() { return std::move(evaluated_); }
  [[nodiscard]] std::size_t targets() const { return evaluated_.front().shares.size(); }

 private:
  const Evaluate& evaluate_;
  std::vector<Evaluated> evaluated_;
};

}  // namespace

Breakings find_breaks(double severity_max, const Evaluate& evaluate, std::vector<Evaluated> evaluated) {
  Search search(evaluate, std::move(evaluated));
  search.at(0);
  search.at(severity_max);
  const double wanted = severity_max / kBreakSteps;
  for (Breaking next = search.widest(); next.breaks_at && *next.breaks_at - next.holds_at > wanted; next = search.widest()) {
    search.at(next.holds_at + (*next.breaks_at - next.holds_at) / 2);
  }
  Breakings out;
  for (std::size_t t = 0; t < search.targets(); ++t) out.targets.push_back(search.breaking(t));
  out.evaluated = search.take();
  return out;
}

}  // namespace eldercast
