#pragma once
/// What is to be met: a target of the plan, or a figure with a number of one's own.
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "engine/outcome.hpp"
#include "output/description.hpp"
#include "study/plan/varied.hpp"

namespace eldercast {

struct Goal {
  std::string id;  ///< "W1.carers", "bed_shortfall<=50@2022"
  std::string name_zh;
  std::string name_en;
  std::string unit;  ///< as of a figure: "1" is a share, "CNY" yuan
  bool at_most = false;
  double threshold = 0;
  YearMonth due;                                 ///< last month that it looks at
  std::function<double(const Headline&)> value;  ///< NaN: nothing to measure

  [[nodiscard]] bool met(double measured) const;
};

/// The targets with a threshold that fall due within the run, in the order of the table of targets.
[[nodiscard]] std::vector<Goal> target_goals(const Description& description);

/// "W1.carers": a target of the plan with its own threshold; or FIGURE<=NUMBER, FIGURE>=NUMBER, each with @YEAR for one year (without it a
/// flow counts over the whole run, a stock at its end). Shares are written as 0.95, money in yuan. The mistake names what is nearest.
[[nodiscard]] std::variant<Goal, StudyMistake> read_goal(const std::string& text, const Description& description);

/// A number of a goal or figure as screens and pages show it: shares in per cent, yuan in 万元.
[[nodiscard]] std::string amount_text(const std::string& unit, double value);
/// ">= 500", "<= 5.0%".
[[nodiscard]] std::string rule_text(bool at_most, const std::string& unit, double threshold);

}  // namespace eldercast
