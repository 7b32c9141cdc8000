#include "study/meet/meet_helps.hpp"

#include <fmt/format.h>

#include "output/answer/answer.hpp"
#include "output/render/text_cells.hpp"
#include "study/meet/meet_words.hpp"

namespace eldercast {

BriefHelps helps_of(const MeetResult& result) {
  BriefHelps out;
  out.drawn = result.draws > 0;
  for (const GoalResult& goal : result.goals) {
    if (goal.met_already) continue;
    BriefHelp help;
    help.target = {goal.name_zh, goal.name_en};
    if (const Answer* best = cheapest_answer(goal)) {
      help.way = answer_words(*best, result, true);
      const Text cost = money_text(best->cost.total());
      const std::string met = percent_text(best->fresh.share);
      help.result = {fmt::format("{}%的模拟达到，费用{}", met, cost.zh), fmt::format("met in {}%, {}", met, cost.en)};
    }
    out.list.push_back(std::move(help));
  }
  return out;
}

}  // namespace eldercast
