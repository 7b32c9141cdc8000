#pragma once
/// The card in a script's head: `local p = rule{version = "1.0.0", ...}` says what the rule is, and gives the values of its parameters.
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "api/ids.hpp"
#include "api/parameter.hpp"
#include "model/rule_value.hpp"

struct lua_State;

namespace eldercast::script {

/// What the head says, unchecked but for the types of its values. Rows point at `texts`.
struct Card {
  std::string version;
  std::string zh;
  std::string en;
  std::string clauses;
  std::string keeps;
  std::string names;  ///< that a scenario has to name
  std::deque<std::string> texts;
  struct Figure {
    std::string id;
    std::string unit;
    std::string zh;
    std::string en;
    FigureKind kind = FigureKind::sum;
  };
  std::vector<Figure> figures;
  std::vector<RuleTarget> targets;
  std::vector<ParameterRow> rows;
  std::deque<std::vector<ParameterRow>> columns;  ///< of tables
};

/// What the function `rule` works on while a script's head runs.
struct Head {
  std::optional<Card> card;                               ///< filled by the function
  std::optional<std::span<const EldercastValue>> values;  ///< of the parameters in the order of the rows; without: the defaults
};

/// Puts the function `rule` among the globals; may raise errors of Lua. `head` outlives the runs of the script.
void make_rule_function(lua_State* lua, Head& head);

}  // namespace eldercast::script
