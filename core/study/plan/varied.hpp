#pragma once
/// Which parameters a study varies, over which range: what a user asks for, checked against the scenario and its rules.
#include <limits>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "model/rule_catalog.hpp"
#include "model/scenario.hpp"
#include "study/design/axis.hpp"

namespace eldercast {

/// A parameter that moves in proportion to another one: low and high of a distribution whose median is varied.
struct Follower {
  std::string id;
  double base = 0;  ///< its value in the scenario
};

/// A parameter that a study varies.
struct VariedParameter {
  std::string id;  ///< as --set takes it
  std::string unit;
  std::string name_zh;
  std::string name_en;
  Axis axis;
  std::vector<double> values;  ///< of a grid: explicit values; empty: `axis.levels` equally spaced ones
  std::vector<Follower> followers;

  /// The nearest value that the parameter can have: whole numbers, whole fen.
  [[nodiscard]] double usable(double value) const;
  /// The texts that --set takes for a usable value of this parameter: its own, then those of its followers.
  [[nodiscard]] std::vector<std::string> settings(double value) const;
};

/// Why a request cannot be met; `help` may be empty.
struct StudyMistake {
  std::string message;
  std::string help;
};

/// Every numeric parameter of the scenario and of the rules that it lists, with the value that holds and its low and high where data or
/// plugin give them (else both are the accepted range's ends and `ranged` is false).
struct SweepableParameter {
  VariedParameter parameter;
  bool ranged = false;
  bool decided = false;  ///< the scenario says that somebody decides it: it is drawn only where it is named
  double min = -std::numeric_limits<double>::infinity();  ///< the accepted range
  double max = std::numeric_limits<double>::infinity();
};
/// Why the parameter cannot have the value; nothing if it can.
[[nodiscard]] std::optional<StudyMistake> refused_value(const SweepableParameter& parameter, double value);
[[nodiscard]] std::vector<SweepableParameter> sweepable_parameters(const Scenario& scenario, const RuleCatalog& rules);

/// Whether it is the low or high of a distribution, which goes with its median.
[[nodiscard]] bool follows_median(const std::string& id, const std::vector<SweepableParameter>& known);

/// The parameter of an id, or what was probably meant.
[[nodiscard]] std::variant<SweepableParameter, StudyMistake> find_sweepable(const std::string& id,
                                                                            const std::vector<SweepableParameter>& known);

/// Reads a request: "ID" (the range of the data), "ID=LOW..HIGH", or "ID=V1,V2,..." (values of a grid). Values must lie in the accepted
/// range of the parameter.
[[nodiscard]] std::variant<VariedParameter, StudyMistake> read_request(const std::string& request,
                                                                       const std::vector<SweepableParameter>& known);

/// Lets low and high of a distribution follow its median where the median is varied and they are not: a median beyond them makes no
/// distribution.
void add_followers(std::vector<VariedParameter>& parameters, const std::vector<SweepableParameter>& known);

/// The axes of a design over the parameters. A parameter with explicit values is an axis over their positions: whole numbers from 0.
[[nodiscard]] std::vector<Axis> design_axes(const std::vector<VariedParameter>& parameters);

}  // namespace eldercast
