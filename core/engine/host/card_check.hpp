#pragma once
/// What a plugin's card promises, checked before anybody trusts it.
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/plugin.hpp"
#include "model/rule_catalog.hpp"

namespace eldercast {

struct LoadedCard;

/// What the name of a plugin's exported function says: eldercast_plugin__<kind>__<id>__abi<N>__<layout>.
struct CardName {
  std::string symbol;
  std::string kind;
  std::string id;
  std::string abi;  ///< decimal number as text: a stranger's may be of any length
  std::string layout;

  /// "kind/id".
  [[nodiscard]] std::string rule() const { return kind + "/" + id; }
};

/// The three kinds, in the order in which they are listed.
inline constexpr std::string_view kRuleKinds[] = {"funding", "staffing", "medical"};

/// The parts of an exported name, or nothing when it is not a card's.
[[nodiscard]] std::optional<CardName> parse_card_name(std::string_view symbol);

/// What a card's `names` says that a scenario has to name, "payer.charity role.nurse"; or nothing when a word is none of this kind.
[[nodiscard]] std::optional<std::vector<NeededName>> needs_of(std::string_view words);

/// What a card's `keeps` names: stocks of the program, and roles among those that it needs.
struct Kept {
  std::vector<Stock> stocks;
  std::vector<std::string> roles;
};
/// Nothing when one of the words is neither.
[[nodiscard]] std::optional<Kept> kept_of(std::string_view words, std::span<const NeededName> needs);

/// Everything that is wrong with rows of parameters.
[[nodiscard]] std::vector<std::string> row_problems(std::span<const ParameterRow> rows);

/// What is wrong with the texts that every card has, a library's or a script's.
[[nodiscard]] std::vector<std::string> text_problems(std::string_view version, std::string_view zh, std::string_view en,
                                                     std::string_view keeps, std::string_view names);

/// Everything that is wrong with targets of a rule's own. `clauses` as the card has them.
[[nodiscard]] std::vector<std::string> target_problems(std::span<const RuleTarget> targets, std::span<const RuleFigure> figures,
                                                       std::span<const ParameterRow> rows, std::string_view clauses);

/// Everything that is wrong with a loaded card and its rows, one clause each; empty when the card can be used.
[[nodiscard]] std::vector<std::string> card_problems(const LoadedCard& loaded, const CardName& name);

}  // namespace eldercast
