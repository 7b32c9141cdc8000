#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "output/render/text_cells.hpp"
#include "scenario/parameters/parameter_value.hpp"
#include "study/meet/meet.hpp"
#include "text/width.hpp"

namespace eldercast {
namespace {

constexpr std::size_t kName = 35;
constexpr std::size_t kSize = 24;
constexpr std::size_t kShare = 17;
constexpr std::size_t kCost = kColumns - 2 - kName - kSize - kShare;

void add(std::string& out, std::string_view text) {
  const std::string cut = shorten(text, kColumns);
  out += cut.substr(0, cut.find_last_not_of(' ') + 1) + "\n";
}

std::string judged_text(const JudgedShare& judged) {
  if (judged.replicates == 0) return "-";
  return fmt::format("{}% [{:.0f}, {:.0f}]", percent_text(judged.share), 100 * judged.interval.low, 100 * judged.interval.high);
}

std::string cost_text(double yuan) {
  const double amount = yuan / kYuanPer10000;
  return std::abs(amount) < 10 ? fmt::format("{:.1f}", amount) : grouped_text(amount);
}

/// "12 (4.0 stated)": books and stated together, and the part that the levers state.
std::string cost_text(const AnswerCost& cost) {
  std::string out = cost_text(cost.total());
  if (cost.stated != 0) out += fmt::format(" ({} stated)", cost_text(cost.stated));
  return out;
}

std::string size_text(const Lever& lever, double size) { return fmt::format("{:.6g} {}", size, lever.unit_en); }

void add_answer(std::string& out, const Answer& answer, const MeetResult& result, bool is_cheapest) {
  for (std::size_t i = 0; i < answer.levers.size(); ++i) {
    const Lever& lever = result.levers[answer.levers[i].lever];
    const std::string name = (i == 0 ? (is_cheapest ? "* " : "  ") : "    + ") + lever.id + " " + lever.name_zh;
    std::string line =
        pad_right(shorten(name, kName + 1), kName + 2) + pad_right(shorten(size_text(lever, answer.levers[i].size), kSize - 1), kSize);
    if (i + 1 == answer.levers.size()) line += pad_left(judged_text(answer.fresh), kShare) + pad_left(cost_text(answer.cost), kCost);
    add(out, line);
  }
  if (!answer.no_longer.empty()) add(out, "    no longer met with it: " + list_text(answer.no_longer, kColumns - 27));
  if (!answer.also_meets.empty()) add(out, "    also met with it: " + list_text(answer.also_meets, kColumns - 22));
}

/// How near a lever comes that does not answer.
std::string failing_text(const LeverResult& one, const GoalResult& goal) {
  if (one.verdict == Verdict::not_on_fresh_chance) return "enough replicates only of those that it was searched with";
  if (one.best.size == 0) return "not at any size: none brings it nearer";
  const std::string share = std::isnan(one.best.share) ? "-" : percent_text(one.best.share) + "%";
  return fmt::format("not at any size: at most {}, mean {}, at {:.6g}", share, amount_text(goal.unit, one.best_value), one.best.size);
}

/// Levers that do not answer, one line each, and those that have nothing to do with the goal together.
void add_failing(std::string& out, const GoalResult& goal, const MeetResult& result) {
  std::vector<std::string> nothing;
  for (const LeverResult& one : goal.levers) {
    const Lever& lever = result.levers[one.lever];
    if (one.verdict == Verdict::changes_nothing) nothing.push_back(lever.id);
    if (one.verdict != Verdict::not_at_any_size && one.verdict != Verdict::not_on_fresh_chance) continue;
    add(out, pad_right(shorten("  " + lever.id + " " + lever.name_zh, kName + 1), kName + 2) + failing_text(one, goal));
  }
  if (nothing.size() == goal.levers.size()) {
    add(out, "  no lever changes anything of it");
  } else if (!nothing.empty()) {
    const std::string heading = fmt::format("  {} change nothing of it: ", nothing.size());
    add(out, heading + list_text(nothing, kColumns - heading.size()));
  }
}

void add_pairs(std::string& out, const GoalResult& goal, const MeetResult& result, const Answer* best) {
  if (goal.pairs.empty()) return;
  add(out, "  PAIRS 两项并用, the cheapest point of each");
  std::vector<std::string> none;
  std::vector<std::string> alone;
  for (const PairResult& pair : goal.pairs) {
    const std::string name = result.levers[pair.a].id + " + " + result.levers[pair.b].id;
    if (!pair.answer) {
      double best_share = 0;
      for (const PairPoint& point : pair.frontier) best_share = std::max(best_share, std::isnan(point.share) ? 0 : point.share);
      none.push_back(fmt::format("{} (at most {}%)", name, percent_text(best_share)));
    } else if (pair.answer->levers.size() < 2) {
      alone.push_back(name);
    } else {
      add_answer(out, *pair.answer, result, &*pair.answer == best);
    }
  }
  if (!alone.empty()) add(out, "  no cheaper than one of the two alone: " + list_text(alone, kColumns - 39));
  if (!none.empty()) add(out, "  not met by: " + list_text(none, kColumns - 14));
}

void add_goal(std::string& out, const GoalResult& goal, const MeetResult& result) {
  add(out, "");
  add(out, fmt::format("TARGET 目标 {} {}  {}", goal.id, goal.name_zh, goal.name_en));
  add(out, fmt::format("  {} by {}; today met in {}, mean {}", rule_text(goal.at_most, goal.unit, goal.threshold),
                       year_month_text(goal.due), judged_text(goal.today), amount_text(goal.unit, goal.today.mean_value)));
  if (goal.met_already) {
    add(out, "  met already: nothing is to be changed");
    return;
  }
  const Answer* best = cheapest_answer(goal);
  if (best != nullptr) {
    add(out, "  " + pad_right("lever 措施", kName) + pad_right("smallest size 最小力度", kSize) + pad_left("met in [90%]", kShare) +
                 pad_left("cost 万元", kCost));
  }
  for (const LeverResult& one : goal.levers) {
    if (one.answer) add_answer(out, *one.answer, result, &*one.answer == best);
  }
  add_failing(out, goal, result);
  add_pairs(out, goal, result, best);
}

}  // namespace

std::string render_levers(const std::vector<Lever>& levers) {
  std::string out;
  for (const Lever& lever : levers) {
    add(out, fmt::format("{}: {}  {}", lever.id, lever.name_zh, lever.name_en));
    add(out, "  " + lever.question);
    std::string size =
        fmt::format("  0 to {:.6g} {} ({}), by {:.6g}; cost in the books", lever.size_max, lever.unit_en, lever.unit_zh, lever.step);
    if (lever.stated)
      size += fmt::format(" and {} yuan a {} ({})", grouped_text(lever.stated->yuan),
                          lever.stated->per == CostPer::size ? "unit" : "carer-month", lever.stated->quality);
    add(out, size);
  }
  return out;
}

std::string render_text(const MeetResult& result) {
  std::string out;
  add(out, fmt::format("MEET 达标  {}  {}", result.scenario_zh, result.scenario_en));
  add(out, fmt::format("{} to {}; wanted: met in {}{:.4g}% of the replicates", year_month_text(result.start), year_month_text(result.end),
                       result.surely ? "surely " : "", 100 * result.probability));
  add(out, fmt::format("sizes searched with {} replicates, judged on {} others (seed {}); cost: {}", result.search_replicates,
                       result.fresh_replicates, result.seed, result.money));
  for (const GoalResult& goal : result.goals) add_goal(out, goal, result);
  if (result.goals.empty()) add(out, "Every target that can be judged holds already.");
  add(out, "");
  add(out, fmt::format("* costs least. {} replicates were run.", grouped_text(static_cast<double>(result.replicates_run))));
  return out;
}

}  // namespace eldercast
