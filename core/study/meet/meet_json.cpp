#include "output/render/json_numbers.hpp"
#include "scenario/parameters/parameter_value.hpp"
#include "study/meet/meet.hpp"

namespace eldercast {
namespace {

Json interval_of(double low, double high) { return {json_of(low), json_of(high)}; }

Json as_json(const Lever& lever) {
  Json stated = nullptr;
  if (lever.stated) {
    stated = {{"per", std::string(name_of(lever.stated->per))},
              {"yuan", lever.stated->yuan},
              {"low", lever.stated->low},
              {"high", lever.stated->high},
              {"quality", lever.stated->quality},
              {"source", lever.stated->source}};
  }
  return {{"lever", lever.id},
          {"name_zh", lever.name_zh},
          {"name_en", lever.name_en},
          {"question", lever.question},
          {"question_zh", lever.question_zh},
          {"unit_zh", lever.unit_zh},
          {"unit_en", lever.unit_en},
          {"size_max", lever.size_max},
          {"step", lever.step},
          {"stated_cost", std::move(stated)}};
}

Json as_json(const JudgedShare& judged) {
  return {{"share", json_of(judged.share)},
          {"replicates", judged.replicates},
          {"interval", interval_of(judged.interval.low, judged.interval.high)},
          {"mean_value", json_of(judged.mean_value)}};
}

Json as_json(const AnswerCost& cost) {
  return {{"yuan", json_of(cost.total())},
          {"books", json_of(cost.books.mean)},
          {"books_interval", interval_of(cost.books.low, cost.books.high)},
          {"books_mean_interval", interval_of(cost.books.mean_low, cost.books.mean_high)},
          {"stated", cost.stated},
          {"stated_range", {cost.stated_low, cost.stated_high}}};
}

Json as_json(const std::optional<Answer>& answer, const MeetResult& result) {
  if (!answer) return nullptr;
  Json levers = Json::array();
  for (const PulledLever& one : answer->levers) levers.push_back({{"lever", result.levers[one.lever].id}, {"size", one.size}});
  return {{"levers", std::move(levers)},
          {"searched_share", json_of(answer->searched)},
          {"fresh", as_json(answer->fresh)},
          {"cost", as_json(answer->cost)},
          {"care",
           {{"person_months", json_of(answer->care.mean)}, {"mean_interval", interval_of(answer->care.mean_low, answer->care.mean_high)}}},
          {"also_meets", answer->also_meets},
          {"no_longer_meets", answer->no_longer},
          {"scenario", answer->file.empty() ? Json(nullptr) : Json(answer->file)}};
}

Json as_json(const LeverResult& one, const MeetResult& result) {
  Json looked = Json::array();
  for (const SizeLooked& at : one.looked) looked.push_back({{"size", at.size}, {"share", json_of(at.share)}});
  return {{"lever", result.levers[one.lever].id},
          {"verdict", std::string(name_of(one.verdict))},
          {"best", {{"size", one.best.size}, {"share", json_of(one.best.share)}, {"mean_value", json_of(one.best_value)}}},
          {"looked_at", std::move(looked)},
          {"answer", as_json(one.answer, result)}};
}

Json as_json(const PairResult& pair, const MeetResult& result) {
  Json frontier = Json::array();
  for (const PairPoint& point : pair.frontier) {
    frontier.push_back(
        {{"a", point.a}, {"b", point.b ? Json(*point.b) : Json(nullptr)}, {"share", json_of(point.share)}, {"yuan", json_of(point.cost)}});
  }
  return {{"a", result.levers[pair.a].id},
          {"b", result.levers[pair.b].id},
          {"verdict", std::string(name_of(pair.verdict))},
          {"frontier", std::move(frontier)},
          {"answer", as_json(pair.answer, result)}};
}

Json as_json(const GoalResult& goal, const MeetResult& result) {
  Json levers = Json::array();
  for (const LeverResult& one : goal.levers) levers.push_back(as_json(one, result));
  Json pairs = Json::array();
  for (const PairResult& one : goal.pairs) pairs.push_back(as_json(one, result));
  Json cheapest = nullptr;
  if (const Answer* best = cheapest_answer(goal)) {
    cheapest = Json::array();
    for (const PulledLever& one : best->levers) cheapest.push_back(result.levers[one.lever].id);
  }
  return {{"target", goal.id},
          {"name_zh", goal.name_zh},
          {"name_en", goal.name_en},
          {"unit", goal.unit},
          {"at_most", goal.at_most},
          {"threshold", goal.threshold},
          {"due", year_month_text(goal.due)},
          {"today", as_json(goal.today)},
          {"met_already", goal.met_already},
          {"levers", std::move(levers)},
          {"pairs", std::move(pairs)},
          {"cheapest", std::move(cheapest)}};
}

}  // namespace

std::string render_json(const MeetResult& result) {
  Json levers = Json::array();
  for (const Lever& lever : result.levers) levers.push_back(as_json(lever));
  Json goals = Json::array();
  for (const GoalResult& goal : result.goals) goals.push_back(as_json(goal, result));
  const Json out{{"format", "eldercast-meet"},
                 {"version", 1},
                 {"scenario", result.scenario_id},
                 {"scenario_zh", result.scenario_zh},
                 {"scenario_en", result.scenario_en},
                 {"start", year_month_text(result.start)},
                 {"end", year_month_text(result.end)},
                 {"draws", result.draws},
                 {"seed", json_of_large(result.seed)},
                 {"replicates", result.fresh_replicates},
                 {"search_seed", json_of_large(result.search_seed)},
                 {"search_replicates", result.search_replicates},
                 {"probability", result.probability},
                 {"surely", result.surely},
                 {"money", {{"figure", result.money}, {"name_zh", result.money_zh}, {"name_en", result.money_en}}},
                 {"replicates_run", result.replicates_run},
                 {"levers", std::move(levers)},
                 {"targets", std::move(goals)}};
  return json_text(out);
}

}  // namespace eldercast
