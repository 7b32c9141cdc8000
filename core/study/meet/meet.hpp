#pragma once
/// What it would take: for a target that is missed, the smallest size of each lever that meets it with a probability, the cheapest pair of
/// two, and what they cost.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "output/figures/paired.hpp"
#include "output/render/document.hpp"
#include "output/statistics.hpp"
#include "study/meet/lever.hpp"
#include "study/meet/trials.hpp"

namespace eldercast {

struct MeetOptions {
  double probability = 0.9;  ///< share of the replicates that is to meet a target
  bool surely = false;       ///< the lower end of the share's interval has to reach it, not the share itself
  bool pairs = false;        ///< also two levers at a time
  int parts = 4;             ///< steps looked at first, evenly spread
};

/// How often a goal is met on fresh chance.
struct JudgedShare {
  double share = 0;
  int replicates = 0;      ///< with something to measure
  ShareInterval interval;  ///< see share_interval()
  double mean_value = 0;   ///< of what the goal measures
};

/// What an answer costs over the whole run, in yuan, on fresh chance.
struct AnswerCost {
  Difference books;       ///< the figure of money with the levers less without, within replicates
  double stated = 0;      ///< what the levers state beside the books
  double stated_low = 0;  ///< the same at the ends of what they hold plausible
  double stated_high = 0;
  [[nodiscard]] double total() const { return books.mean + stated; }
};

struct PulledLever {
  std::size_t lever = 0;  ///< position in MeetResult::levers
  double size = 0;
};

/// Sizes that meet a goal.
struct Answer {
  std::vector<PulledLever> levers;  ///< one or two
  double searched = 0;              ///< share on the chance that it was found with
  JudgedShare fresh;
  AnswerCost cost;
  Difference care;                      ///< person-months of care (figure cared_months) with the levers less without, on fresh chance
  std::vector<std::string> also_meets;  ///< ids of targets that hold with it and not without
  std::vector<std::string> no_longer;   ///< that hold without it and not with it
  std::string file;                     ///< name of the scenario that was written; empty: none
};

enum class Verdict : std::uint8_t { meets, not_at_any_size, not_on_fresh_chance, changes_nothing };
template <>
struct Names<Verdict> {
  static constexpr std::array<std::string_view, 4> kText{"meets", "not_at_any_size", "not_on_fresh_chance", "changes_nothing"};
};

struct SizeLooked {
  double size = 0;
  double share = 0;  ///< on the search's chance; NaN: nothing to judge
};

struct LeverResult {
  std::size_t lever = 0;
  Verdict verdict = Verdict::changes_nothing;
  std::vector<SizeLooked> looked;  ///< by rising size
  SizeLooked best;                 ///< the greatest share looked at
  double best_value = 0;           ///< mean of what the goal measures there
  std::optional<Answer> answer;
};

struct PairPoint {
  double a = 0;
  std::optional<double> b;  ///< smallest size that meets beside `a`; absent: none
  double share = 0;         ///< there, or the greatest along this `a`
  double cost = 0;          ///< yuan, on the search's chance; NaN: none
};

struct PairResult {
  std::size_t a = 0;
  std::size_t b = 0;
  Verdict verdict = Verdict::not_at_any_size;
  std::vector<PairPoint> frontier;  ///< by rising `a`
  std::optional<Answer> answer;     ///< of the cheapest point
};

struct GoalResult {
  std::string id;
  std::string name_zh;
  std::string name_en;
  std::string unit;
  bool at_most = false;
  double threshold = 0;
  YearMonth due;
  JudgedShare today;  ///< of the scenario itself
  bool met_already = false;
  std::vector<LeverResult> levers;
  std::vector<PairResult> pairs;
};

/// The answer that costs least, or null.
[[nodiscard]] const Answer* cheapest_answer(const GoalResult& goal);

struct MeetResult {
  std::string scenario_id;
  std::string scenario_zh;
  std::string scenario_en;
  YearMonth start;
  YearMonth end;
  std::uint64_t seed = 0;  ///< of the fresh chance: the scenario's own
  std::uint64_t search_seed = 0;
  int search_replicates = 0;
  int fresh_replicates = 0;
  std::int32_t draws = 0;  ///< of the parameters that the fresh replicates share; 0: none
  double probability = 0.9;
  bool surely = false;
  std::string money;  ///< id of the figure that counts as cost
  std::string money_zh;
  std::string money_en;
  std::vector<Lever> levers;
  std::vector<GoalResult> goals;
  std::size_t replicates_run = 0;
};

/// Whether a share meets what was asked for.
[[nodiscard]] bool holds(const JudgedShare& judged, const MeetOptions& options);

/// Answers for the goals at the positions `asked` of trials.goals(), or, if it is empty, for all that can be judged and do not hold today.
///
/// A size is found on the search's chance by find_smallest() and then judged on fresh chance, whose replicates had no part in choosing it;
/// where it does not hold there, first_that_holds() goes on upwards. A pair is tried if both levers change what the goal measures and no
/// parameter is changed by both: find_frontier(), and the cheapest point is judged the same way, upwards in the second lever. All goals
/// share what has been run. Fills everything of the result but names, seeds, numbers of replicates, levers and files.
[[nodiscard]] MeetResult meet(const std::vector<Lever>& levers, const std::vector<std::size_t>& asked, const MeetOptions& options,
                              Trials& trials);

/// What levers ask.
[[nodiscard]] Document levers_document(const std::vector<Lever>& levers);
/// Each target with what meets it, what does not, and every size that was looked at.
[[nodiscard]] Document document_of(const MeetResult& result);
/// "format" is "eldercast-meet", "version" 1.
[[nodiscard]] std::string render_json(const MeetResult& result);
/// What render_json() wrote. Throws FileError, with `name` for the file, if the text is anything else.
[[nodiscard]] MeetResult read_meet_json(const std::string& text, const std::string& name);

}  // namespace eldercast
