#pragma once
/// The card of a library as this program has it, whatever minor number of the interface the library was built for.
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "api/plugin.hpp"
#include "model/rule_catalog.hpp"

namespace eldercast {

/// A card of this program's length. What the library does not know yet has the value that says nothing.
struct LoadedCard {
  EldercastCard card{};
  std::vector<ParameterRow> rows;
  std::deque<std::vector<ParameterRow>> columns;  ///< that rows of tables point at
  std::vector<RuleFigure> figures;
  std::vector<RuleTarget> targets;
};

/// What a card says that a scenario has to name; nothing where the library knows no such word.
[[nodiscard]] inline std::string_view names_of(const EldercastCard& card) { return card.names == nullptr ? "" : card.names; }

/// Copies a card, reading no further than the library says that it reaches; or what is wrong with its lengths.
[[nodiscard]] std::variant<LoadedCard, std::string> copy_card(const EldercastCard& theirs);

}  // namespace eldercast
