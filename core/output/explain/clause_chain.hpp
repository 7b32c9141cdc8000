#pragma once
/// The clauses of the plan that move money, each with its chain: what it pays, which decision that money is part of, and what people get
/// of it. One row a clause.
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "output/explain/explanation.hpp"

namespace eldercast {

/// Lists are words separated by spaces; a path may be followed by what is picked of it: "/district/service_volume?volume=delivered".
struct ClauseChain {
  std::string_view clause;
  std::string_view rule;        ///< that carries it out
  std::string_view parameters;  ///< of the rule: the amounts; beginnings of their names
  std::string_view how;         ///< from the money to the decision and on, one or two sentences
  std::string_view how_zh;
  std::string_view decides;  ///< datasets in which the decision shows
  std::string_view gets;     ///< datasets of what people get
};

[[nodiscard]] std::span<const ClauseChain> clause_chains();
/// The chain of a clause, in whatever case it is typed; none for a clause that moves no money.
[[nodiscard]] const ClauseChain* chain_of(std::string_view clause);

/// A chain with the numbers of a run.
struct ClauseExplanation {
  const ClauseChain* chain = nullptr;
  bool has_rule = false;  ///< the run lists the rule
  std::string scenario;
  std::string digest;
  std::vector<ParameterBehind> parameters;
  std::vector<PickedCells> money;  ///< accrued and paid by year
  std::vector<PickedCells> decides;
  std::vector<PickedCells> gets;
};

/// `picks` of a time and of other dimensions hold for every dataset that has them.
[[nodiscard]] ClauseExplanation explain_clause(const ResultsReader& reader, const ClauseChain& chain, const std::vector<Pick>& picks,
                                               const RuleCatalog& rules);
[[nodiscard]] Document document_of(const ClauseExplanation& explanation);
/// "format": "eldercast-clause", "version": 1.
[[nodiscard]] std::string render_json(const ClauseExplanation& explanation);

}  // namespace eldercast
