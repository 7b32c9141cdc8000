#pragma once
/// A rule written in Lua: a text whose head is the card and whose functions are the phases. The functions get the month (seen.hpp) and what
/// they may say (said.hpp): `function pay(month, out) ... end`.
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "api/rules.hpp"
#include "engine/script/card.hpp"
#include "engine/script/lua_machine.hpp"

namespace eldercast::script {

/// Largest text of a script.
inline constexpr std::size_t kLargestScript = std::size_t{1} << 20U;

class Script {
 public:
  /// Runs the head with the defaults of its parameters. `kind` is "funding", "staffing" or "medical"; `name` stands in errors. Throws
  /// ScriptError: what is no Lua, fails, takes too much, has no card, has no phase of its kind or one of another kind.
  Script(std::string kind, std::string name, std::string text);

  [[nodiscard]] const Card& card() const { return *head_.card; }
  /// Names of global functions that are no phase: one that is nearly a phase's name is a slip.
  [[nodiscard]] const std::vector<std::string>& other_functions() const { return other_functions_; }
  /// The phases that a rule of this kind may have.
  [[nodiscard]] static std::vector<std::string> phases_of(const std::string& kind);

  /// A rule with a machine of its own, from checked values in the order of the rows: what a script keeps in variables begins anew with
  /// each. Throws ScriptError.
  [[nodiscard]] std::unique_ptr<Rule> make(std::span<const EldercastValue> values, const std::vector<std::string>& clauses,
                                           const std::vector<Stock>& keeps, const std::vector<std::string>& keeps_roles = {}) const;

 private:
  std::string kind_;
  std::string name_;
  std::string text_;
  Head head_;
  std::vector<std::string> other_functions_;
};

}  // namespace eldercast::script
