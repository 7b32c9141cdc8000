#include "study/schedule/schedule_search.hpp"

#include <algorithm>
#include <cmath>

#include "output/statistics.hpp"
#include "study/schedule/greedy.hpp"

namespace eldercast {
namespace {

class Search {
 public:
  Search(const Choices& choices, Judge& judge, const SearchOptions& options)
      : choices_(choices), judge_(judge), options_(options), screen_(std::min(options.screen, options.replicates)) {
    nothing_.assign(choices.movable.size(), PlannedOpening{});
    out_.plan = choices.plan_openings();
  }

  SearchResult run() {
    choose();
    improve();
    judge_.evaluator().limit(Evaluator::Limit::none);
    out_.best = out_.local.openings;
    out_.greedy_gain = judge_.gain(out_.plan, out_.greedy, options_.replicates);
    out_.best_gain = judge_.gain(out_.plan, out_.best, options_.replicates);
    out_.best_excess = judge_.excess(out_.best, options_.replicates);
    put_in_order();
    return std::move(out_);
  }

 private:
  struct Chosen {
    Openings openings;
    std::vector<BlockInYear> steps;
  };

  void say(std::string_view what, std::size_t replicates) const {
    if (options_.phase) options_.phase(what, static_cast<std::int64_t>(replicates));
  }

  [[nodiscard]] Openings openings_of(std::span<const BlockInYear> blocks, Elements taken) const {
    Openings out = nothing_;
    for (const std::size_t e : taken) static_cast<void>(put(out, blocks[e]));
    return out;
  }

  /// Evaluates each of the blocks added to nothing, all together.
  void screen(std::span<const BlockInYear> blocks, Elements elements) {
    std::vector<Openings> all{nothing_};
    for (const std::size_t e : elements) all.push_back(openings_of(blocks, std::span(&e, 1)));
    judge_.evaluator().prepare(all, screen_);
  }

  /// Village points of a town are one block where their gains for a month open cannot be told apart: the best from the worst, on the
  /// screening replicates.
  [[nodiscard]] bool alike(const Block& points) {
    std::vector<std::vector<double>> alone;
    for (const std::size_t i : points) {
      Openings one = nothing_;
      one[i] = first_opening(i);
      alone.push_back(judge_.gains(nothing_, one, screen_));
      for (double& gain : alone.back()) gain /= months_open(one[i]);
    }
    const auto [worst, best] =
        std::minmax_element(alone.begin(), alone.end(), [](const auto& a, const auto& b) { return mean(a) < mean(b); });
    const Difference apart = paired_difference(*worst, *best);
    return std::isnan(apart.mean_low) || apart.mean_low <= 0;
  }

  /// Single choices, those that are alike together, and whole programmes of towns.
  [[nodiscard]] std::vector<Block> blocks() {
    const std::vector<Block> singles = single_blocks(choices_);
    const std::vector<BlockInYear> alone = in_years(choices_, singles);
    std::vector<std::size_t> first;
    for (std::size_t e = 0; e < alone.size(); ++e) {
      if (alone[e].instead_of == GreedyProblem::kFirst) first.push_back(e);
    }
    say("projects alone", (first.size() + 1) * static_cast<std::size_t>(screen_));
    screen(alone, first);
    for (const Block& points : point_blocks(choices_)) {
      if (alike(points)) out_.grouped.push_back(points);
    }
    return with_groups(choices_, out_.grouped);
  }

  [[nodiscard]] GreedyProblem problem_of(const std::vector<BlockInYear>& blocks) {
    GreedyProblem problem;
    for (const BlockInYear& block : blocks) {
      problem.costs.push_back(block.cost);
      problem.instead_of.push_back(block.instead_of);
    }
    problem.gain = [&, this](Elements taken, std::size_t element) {
      const Openings before = openings_of(blocks, taken);
      Openings after = before;
      static_cast<void>(put(after, blocks[element]));
      return judge_.worth(before, after, screen_);
    };
    problem.lifts = [&, this](std::size_t taken, std::size_t other) {
      return complement(choices_, blocks[taken].block, blocks[other].block);
    };
    problem.prepare = [&, this](Elements first) { screen(blocks, first); };
    return problem;
  }

  /// Greedy choices by gain per yuan, by gain per share of what is scarce (Toyoda 1975), and by gain. With one budget the first or the last
  /// is never far from the best where gains are submodular (Leskovec et al. 2007); with money and openings any of the three may be the best
  /// start.
  void choose() {
    out_.greedy = nothing_;
    out_.local.openings = nothing_;
    try {
      const std::vector<BlockInYear> elements = in_years(choices_, blocks());
      GreedyProblem problem = problem_of(elements);
      problem.may = [&](Elements taken, std::size_t element) {
        Openings openings = openings_of(elements, taken);
        return put(openings, elements[element]) && feasible(choices_, options_.limits, openings);
      };
      say("greedy choice, gain per yuan", 0);
      choose(problem, elements);
      problem.costs = shares_of(elements);
      say("greedy choice, gain per share of money and openings", 0);
      choose(problem, elements);
      problem.per_cost = false;
      say("greedy choice, gain", 0);
      choose(problem, elements);
      out_.greedy_finished = true;
    } catch (const BudgetSpent&) {
      // What was chosen until then stays a start.
    }
  }

  /// What each element takes of all money and all openings of the years that have any, added up.
  [[nodiscard]] std::vector<double> shares_of(const std::vector<BlockInYear>& elements) const {
    Fen money;
    double openings = 0;
    for (std::size_t year = 0; year < options_.limits.money.size(); ++year) {
      if (options_.limits.money[year] == Fen{}) continue;
      money += options_.limits.money[year];
      openings += options_.limits.openings[year];
    }
    std::vector<double> out;
    for (const BlockInYear& one : elements) {
      const double of_money = one.cost * 100 / static_cast<double>(std::max(money, Fen{1}).value);
      out.push_back(of_money + static_cast<double>(one.block.size()) / std::max(openings, 1.0));
    }
    return out;
  }

  void choose(const GreedyProblem& problem, const std::vector<BlockInYear>& elements) {
    std::vector<GreedyStep> steps;
    const auto keep = [&] {
      Chosen chosen{nothing_, {}};
      for (const GreedyStep& step : steps) {
        static_cast<void>(put(chosen.openings, elements[step.element]));
        chosen.steps.push_back(elements[step.element]);
      }
      chosen_.push_back(std::move(chosen));
    };
    try {
      choose_greedily(problem, steps);
    } catch (const BudgetSpent&) {
      keep();
      throw;
    }
    keep();
  }

  /// The best start on all replicates: the plan if it keeps the limits, nothing built, or a greedy choice. These few replicates are run
  /// whatever the budget says.
  void pick_start() {
    std::vector<Openings> starts{nothing_};
    for (const Chosen& chosen : chosen_) starts.push_back(chosen.openings);
    out_.greedy = *std::max_element(starts.begin(), starts.end(), [&](const Openings& a, const Openings& b) { return better(b, a); });
    out_.local.openings = out_.greedy;
    const bool plan_keeps = feasible(choices_, options_.limits, out_.plan);
    if (plan_keeps && !better(out_.greedy, out_.plan)) {
      out_.local.openings = out_.plan;
      out_.started_from_plan = true;
    }
  }

  [[nodiscard]] bool better(const Openings& a, const Openings& b) { return judge_.worth(b, a, options_.replicates) > 0; }

  void improve() {
    judge_.evaluator().limit(Evaluator::Limit::none);
    pick_start();
    judge_.evaluator().limit(Evaluator::Limit::all);
    LocalProblem problem;
    for (const Choice& choice : choices_.movable) {
      problem.openings.push_back(choice.openings);
      problem.sizes.push_back(choice.sizes);
    }
    problem.groups = town_blocks(choices_);
    for (Block& points : point_blocks(choices_)) problem.groups.push_back(std::move(points));
    problem.may = [&](const Openings& openings) { return feasible(choices_, options_.limits, openings); };
    say("local search", 0);
    const std::vector<double> rates = monthly_gains(out_.local.openings);
    problem.promise = [&](const Openings& openings, const Move& move) { return promise(rates, openings, move); };
    problem.improvement = [&](const Openings& incumbent, const Openings& candidate) {
      return judge_.race(incumbent, candidate, options_.replicates);
    };
    out_.local = search_locally(problem, out_.local.openings);
  }

  /// Months in which it is open, those of a larger one counting for more.
  [[nodiscard]] double months_open(const PlannedOpening& opening) const {
    return opening.built() ? static_cast<double>(choices_.last - opening.month + 1) * opening.size / kNormal : 0.0;
  }
  [[nodiscard]] PlannedOpening first_opening(std::size_t choice) const {
    return {choices_.movable[choice].openings.front(), choices_.movable[choice].sizes.front()};
  }

  /// What each choice gains for a month that it is open: of what is built by what its loss costs, of the rest by what it adds. Zero where
  /// the budget does not allow to look.
  [[nodiscard]] std::vector<double> monthly_gains(const Openings& openings) {
    std::vector<Openings> others;
    std::vector<double> months;
    for (std::size_t i = 0; i < openings.size(); ++i) {
      Openings other = openings;
      other[i] = openings[i].built() ? PlannedOpening{} : first_opening(i);
      months.push_back(months_open(openings[i]) - months_open(other[i]));
      others.push_back(std::move(other));
    }
    std::vector<double> out(openings.size(), 0);
    try {
      judge_.evaluator().prepare(others, screen_);
      for (std::size_t i = 0; i < out.size(); ++i) {
        const double mean = judge_.gain(others[i], openings, screen_).mean;
        out[i] = std::isnan(mean) || months[i] == 0 ? 0 : mean / months[i];
      }
    } catch (const BudgetSpent&) {
      std::fill(out.begin(), out.end(), 0.0);
    }
    return out;
  }

  [[nodiscard]] double promise(const std::vector<double>& rates, const Openings& openings, const Move& move) const {
    double out = 0;
    for (const Move::Part& part : move.parts) out += rates[part.item] * (months_open(part.to) - months_open(openings[part.item]));
    return out;
  }

  /// The order of worth: that of the greedy choice by gain per yuan if it is what was found, else another one among what is built, every
  /// block in its own month. What adds nothing, and what the time did not suffice for, comes last, together.
  void put_in_order() {
    Openings so_far = nothing_;
    for (const BlockInYear& block : steps_to_best()) add_step(block, so_far);
    BlockInYear rest{{}, {}, GreedyProblem::kFirst, 0};
    for (std::size_t i = 0; i < so_far.size(); ++i) {
      if (so_far[i].built() || !out_.best[i].built()) continue;
      rest.block.push_back(i);
      rest.openings.push_back(out_.best[i]);
    }
    if (!rest.block.empty()) add_step(rest, so_far);
  }

  [[nodiscard]] std::vector<BlockInYear> steps_to_best() {
    // The first choice is the one by gain per yuan.
    if (!chosen_.empty() && chosen_.front().openings == out_.best) return chosen_.front().steps;
    const std::vector<BlockInYear> elements = as_in(choices_, with_groups(choices_, out_.grouped), out_.best);
    say("order of worth", 0);
    GreedyProblem problem = problem_of(elements);
    problem.may = [&](Elements taken, std::size_t element) {
      Openings openings = openings_of(elements, taken);
      return put(openings, elements[element]);
    };
    std::vector<GreedyStep> steps;
    judge_.evaluator().limit(Evaluator::Limit::time);
    try {
      choose_greedily(problem, steps);
    } catch (const BudgetSpent&) {
      out_.order_finished = false;
    }
    judge_.evaluator().limit(Evaluator::Limit::none);
    std::vector<BlockInYear> out;
    for (const GreedyStep& step : steps) out.push_back(elements[step.element]);
    return out;
  }

  void add_step(const BlockInYear& block, Openings& so_far) {
    const Openings before = so_far;
    static_cast<void>(put(so_far, block));
    Fen cost;
    for (std::size_t k = 0; k < block.block.size(); ++k) cost += choices_.movable[block.block[k]].cost(block.openings[k]);
    out_.order.push_back({block.block, block.openings, judge_.gain(before, so_far, screen_), cost});
  }

  const Choices& choices_;
  Judge& judge_;
  const SearchOptions& options_;
  std::int32_t screen_;
  Openings nothing_;
  std::vector<Chosen> chosen_;  ///< by the greedy choices, whole or as far as they came
  SearchResult out_;
};

}  // namespace

SearchResult search_schedule(const Choices& choices, Judge& judge, const SearchOptions& options) {
  return Search(choices, judge, options).run();
}

}  // namespace eldercast
