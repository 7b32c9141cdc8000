#include "study/meet/meet.hpp"

#include <algorithm>
#include <cmath>

#include "output/statistics.hpp"
#include "study/meet/smallest_size.hpp"

namespace eldercast {
namespace {

class Finder {
 public:
  Finder(const std::vector<Lever>& levers, const MeetOptions& options, Trials& trials)
      : levers_(levers), options_(options), trials_(trials) {}

  GoalResult answer(std::size_t goal) {
    goal_ = goal;
    const Goal& wanted = trials_.goals()[goal];
    GoalResult out{wanted.id, wanted.name_zh, wanted.name_en, wanted.unit, wanted.at_most, wanted.threshold, wanted.due, {}, false, {}, {}};
    out.today = judge(goal, {});
    out.met_already = holds(out.today, options_);
    if (out.met_already) return out;
    for (std::size_t lever = 0; lever < levers_.size(); ++lever) out.levers.push_back(one_lever(lever));
    if (!options_.pairs) return out;
    for (std::size_t a = 0; a < levers_.size(); ++a) {
      for (std::size_t b = a + 1; b < levers_.size(); ++b) {
        if (worth_a_pair(out.levers[a], out.levers[b])) out.pairs.push_back(pair(a, b));
      }
    }
    return out;
  }

  [[nodiscard]] bool holds_today(std::size_t goal) { return holds(judge(goal, {}), options_); }
  /// False where there is nothing to measure.
  [[nodiscard]] bool missed_today(std::size_t goal) { return trials_.judged(goal, {}, Chance::fresh) > 0 && !holds_today(goal); }

 private:
  [[nodiscard]] JudgedShare judge(std::size_t goal, const Pulls& pulls) {
    JudgedShare out;
    out.share = trials_.share(goal, pulls, Chance::fresh);
    out.replicates = trials_.judged(goal, pulls, Chance::fresh);
    out.interval = out.replicates == 0 ? ShareInterval{kUnknown, kUnknown} : share_interval(out.share, out.replicates);
    out.mean_value = trials_.mean_value(goal, pulls, Chance::fresh);
    return out;
  }

  /// What the levers state beside the books, at `yuan(cost)` of each.
  template <class Yuan>
  [[nodiscard]] double stated(const Pulls& pulls, Chance chance, Yuan yuan) {
    double sum = 0;
    for (const Pull& pull : pulls) {
      const Lever& lever = levers_[pull.lever];
      if (!lever.stated) continue;
      const double amount = lever.stated->per == CostPer::size
                                ? lever.size_at(pull.step)
                                : paired_difference(trials_.at({}, chance).carer_months, trials_.at(pulls, chance).carer_months).mean;
      sum += amount * yuan(*lever.stated);
    }
    return sum;
  }

  [[nodiscard]] AnswerCost cost(const Pulls& pulls, Chance chance) {
    AnswerCost out;
    out.books = paired_difference(trials_.at({}, chance).yuan, trials_.at(pulls, chance).yuan);
    out.stated = stated(pulls, chance, [](const StatedCost& one) { return one.yuan; });
    out.stated_low = stated(pulls, chance, [](const StatedCost& one) { return one.low; });
    out.stated_high = stated(pulls, chance, [](const StatedCost& one) { return one.high; });
    return out;
  }

  [[nodiscard]] Answer answer_at(const Pulls& pulls) {
    Answer out;
    for (const Pull& pull : pulls) out.levers.push_back({pull.lever, levers_[pull.lever].size_at(pull.step)});
    out.searched = trials_.share(goal_, pulls, Chance::search);
    out.fresh = judge(goal_, pulls);
    out.cost = cost(pulls, Chance::fresh);
    out.care = paired_difference(trials_.at({}, Chance::fresh).cared_months, trials_.at(pulls, Chance::fresh).cared_months);
    for (std::size_t other = 0; other < trials_.goals().size(); ++other) {
      if (other == goal_) continue;
      const bool before = holds_today(other);
      const bool after = holds(judge(other, pulls), options_);
      if (after && !before) out.also_meets.push_back(trials_.goals()[other].id);
      if (before && !after) out.no_longer.push_back(trials_.goals()[other].id);
    }
    return out;
  }

  /// Whether the lever at a step changes what the goal measures, in any replicate.
  [[nodiscard]] bool moves(std::size_t lever, int step) {
    const std::vector<double>& without = trials_.at({}, Chance::search).values[goal_];
    const std::vector<double>& with = trials_.at({{lever, step}}, Chance::search).values[goal_];
    return !std::equal(without.begin(), without.end(), with.begin(), with.end(),
                       [](double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); });
  }

  LeverResult one_lever(std::size_t at) {
    const Lever& lever = levers_[at];
    LeverResult out;
    out.lever = at;
    const Smallest found = find_smallest(lever.steps(), options_.parts, options_.probability, [&](int step) {
      return trials_.share(goal_, {{at, step}}, Chance::search);
    });
    // Where the scenario itself met it by the search's luck, no other size has been looked at.
    bool changes = found.looked.size() == 1 && moves(at, lever.steps());
    for (const Looked& one : found.looked) {
      out.looked.push_back({lever.size_at(one.step), one.share});
      changes = changes || moves(at, one.step);
    }
    set_best(out, found, at);
    if (!changes) return out;
    out.verdict = Verdict::not_at_any_size;
    if (!found.meets) return out;
    const auto holds_at = [&](int step) { return holds(judge(goal_, {{at, step}}), options_); };
    const std::optional<int> step = first_that_holds(std::max(*found.meets, 1), lever.steps(), holds_at);
    out.verdict = step ? Verdict::meets : Verdict::not_on_fresh_chance;
    if (step) out.answer = answer_at({{at, *step}});
    return out;
  }

  void set_best(LeverResult& out, const Smallest& found, std::size_t at) {
    const Looked best = found.best();
    out.best = {best.step < 0 ? 0 : levers_[at].size_at(best.step), best.share};
    // Where no replicate meets it at any size, how near it comes still tells sizes apart.
    double nearest = kUnknown;
    const Goal& goal = trials_.goals()[goal_];
    for (const Looked& one : found.looked) {
      if (one.share != best.share) continue;
      const double value = trials_.mean_value(goal_, {{at, one.step}}, Chance::search);
      if (!std::isnan(nearest) && (goal.at_most ? value >= nearest : value <= nearest)) continue;
      nearest = value;
      out.best.size = levers_[at].size_at(one.step);
    }
    out.best_value = nearest;
  }

  [[nodiscard]] bool worth_a_pair(const LeverResult& a, const LeverResult& b) const {
    return a.verdict != Verdict::changes_nothing && b.verdict != Verdict::changes_nothing &&
           shared_parameters(levers_[a.lever], levers_[b.lever]).empty();
  }

  PairResult pair(std::size_t a, std::size_t b) {
    PairResult out;
    out.a = a;
    out.b = b;
    const auto pulls = [&](int step_a, int step_b) { return pulled({{a, step_a}, {b, step_b}}); };
    const std::vector<FrontierPoint> frontier = find_frontier(
        levers_[a].steps(), levers_[b].steps(), options_.parts, options_.probability,
        [&](int i, int j) { return trials_.share(goal_, pulls(i, j), Chance::search); },
        [&](int i, int j) { return cost(pulls(i, j), Chance::search).total(); });
    for (const FrontierPoint& point : frontier) {
      const std::optional<double> size_b = point.b ? std::optional(levers_[b].size_at(*point.b)) : std::nullopt;
      out.frontier.push_back({levers_[a].size_at(point.a), size_b, point.share, point.cost});
    }
    const FrontierPoint* best = cheapest(frontier);
    if (best == nullptr) return out;
    const auto holds_at = [&](int step) { return holds(judge(goal_, pulls(best->a, step)), options_); };
    const std::optional<int> step = first_that_holds(*best->b, levers_[b].steps(), holds_at);
    out.verdict = step ? Verdict::meets : Verdict::not_on_fresh_chance;
    if (step) out.answer = answer_at(pulls(best->a, *step));
    return out;
  }

  const std::vector<Lever>& levers_;
  const MeetOptions& options_;
  Trials& trials_;
  std::size_t goal_ = 0;
};

}  // namespace

bool holds(const JudgedShare& judged, const MeetOptions& options) {
  const double share = options.surely ? judged.interval.low : judged.share;
  return share >= options.probability - 1e-9;
}

const Answer* cheapest_answer(const GoalResult& goal) {
  const Answer* best = nullptr;
  const auto look = [&](const std::optional<Answer>& answer) {
    if (answer && (best == nullptr || answer->cost.total() < best->cost.total())) best = &*answer;
  };
  for (const LeverResult& one : goal.levers) look(one.answer);
  for (const PairResult& one : goal.pairs) look(one.answer);
  return best;
}

MeetResult meet(const std::vector<Lever>& levers, const std::vector<std::size_t>& asked, const MeetOptions& options, Trials& trials) {
  Finder finder(levers, options, trials);
  std::vector<std::size_t> goals = asked;
  if (goals.empty()) {
    for (std::size_t goal = 0; goal < trials.goals().size(); ++goal) {
      if (finder.missed_today(goal)) goals.push_back(goal);
    }
  }
  MeetResult out;
  out.probability = options.probability;
  out.surely = options.surely;
  for (const std::size_t goal : goals) out.goals.push_back(finder.answer(goal));
  out.replicates_run = trials.replicates_run();
  return out;
}

}  // namespace eldercast
