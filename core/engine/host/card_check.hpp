#pragma once
/// What a plugin's card promises, checked before anybody trusts it.
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/plugin.hpp"

namespace eldercast {

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

/// The stocks that a card's `keeps` names, or nothing when one of the words is no stock.
[[nodiscard]] std::optional<std::vector<Stock>> stocks_of(std::string_view words);

/// Everything that is wrong with rows of parameters.
[[nodiscard]] std::vector<std::string> row_problems(std::span<const ParameterRow> rows);

/// What is wrong with the texts that every card has, a library's or a script's.
[[nodiscard]] std::vector<std::string> text_problems(std::string_view version, std::string_view zh, std::string_view en,
                                                     std::string_view keeps);

/// Everything that is wrong with a loaded card and its rows, one clause each; empty when the card can be used.
[[nodiscard]] std::vector<std::string> card_problems(const EldercastCard& card, std::span<const ParameterRow> rows, const CardName& name);

}  // namespace eldercast
