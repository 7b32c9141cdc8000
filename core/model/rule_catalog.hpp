#pragma once
/// What the scenario reader needs to know about the rules that can be loaded, without knowing how they are loaded.
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "api/ids.hpp"
#include "api/parameter.hpp"
#include "model/rule_value.hpp"

namespace eldercast {

/// What a rule finds wrong with a text among its values, at its place there (EldercastProblem).
struct RuleValueProblem {
  std::size_t parameter = 0;
  std::size_t row = 0;
  std::size_t column = 0;
  std::size_t offset = 0;
  std::size_t length = 0;
  std::string message;
  std::string help;
};

/// A payer, a purpose or a role that a scenario has to name for a rule.
struct NeededName {
  std::string kind;  ///< "payer", "purpose" or "role"
  std::string id;

  friend bool operator==(const NeededName&, const NeededName&) = default;
};

/// A rule that can be used. The rows live as long as any copy of the description.
struct RuleDescription {
  std::string id;  ///< "funding/construction_grants"
  std::string version;
  std::string zh;
  std::string en;
  std::string clauses;  ///< clause ids separated by spaces
  std::span<const ParameterRow> rows;
  std::vector<Stock> keeps = {};           ///< stocks of which it alone says who leaves
  std::shared_ptr<const void> owner = {};  ///< of the rows, where they are not part of the program
  std::vector<RuleFigure> figures = {};    ///< of its own
  /// What the rule itself says of values that fit their rows; empty: nothing.
  std::function<std::vector<RuleValueProblem>(std::span<const RuleValue>)> check = {};
  std::vector<RuleTarget> targets = {};       ///< of its own
  std::vector<NeededName> needs = {};         ///< that the scenario has to name
  std::vector<std::string> keeps_roles = {};  ///< of them, the roles of which it alone says who leaves
};

/// The clauses under which a rule with these values may book money: those of its card and those that its values name.
[[nodiscard]] std::vector<std::string> clauses_of(const RuleDescription& rule, std::span<const RuleValue> values);

/// Why a rule cannot be used.
struct RuleRefusal {
  std::string code;     ///< stable, "plugin.not-found", "plugin.abi"...
  std::string message;  ///< names both sides
  std::string help;     ///< what to do; may be empty
};

/// Access to the rules of the folders that are searched.
struct RuleCatalog {
  std::function<std::variant<RuleDescription, RuleRefusal>(std::string_view id)> find;
  std::function<std::vector<std::string>()> known_ids;  ///< sorted, for suggestions
};

}  // namespace eldercast
