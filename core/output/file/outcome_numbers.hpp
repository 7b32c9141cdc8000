#pragma once
/// All that a replicate says as one list of numbers: what the table of datasets and the columns of postings name, whatever they name.
#include <algorithm>
#include <cstdint>
#include <variant>
#include <vector>

#include "engine/outcome.hpp"
#include "output/file/schema.hpp"

namespace eldercast {

/// all_orders_of_rules: only what does not stand in the order in which a scenario lists its rules.
enum class NumbersOf : std::uint8_t { everything, all_orders_of_rules };

/// Every cell of every dataset of the outcome, then every column of every posting. Too long to be shown where two differ.
inline std::vector<std::int64_t> outcome_numbers(const Outcome& outcome, NumbersOf which = NumbersOf::everything) {
  std::vector<std::int64_t> all;
  const auto add = [&](auto member) {
    const auto& cells = [&]() -> const auto& {
      if constexpr (level_of(decltype(member){}) == Level::headline) {
        return (outcome.headline.*member).cells();
      } else {
        return (outcome.detail.*member).cells();
      }
    }
    ();
    all.insert(all.end(), cells.begin(), cells.end());
  };
  for (const DatasetRow& row : dataset_table()) {
    const bool by_rule = std::any_of(row.dims.begin(), row.dims.end(),
                                     [](Dim dim) { return dim == Dim::clause || dim == Dim::rule || dim == Dim::rule_figure; });
    if (by_rule && which == NumbersOf::all_orders_of_rules) continue;
    if (row.level() == Level::headline || outcome.has_detail) std::visit(add, row.source);
  }
  if (!outcome.has_detail || which == NumbersOf::all_orders_of_rules) return all;
  for (const BookedPosting& posting : outcome.detail.postings) {
    for (const PostingColumn& column : posting_columns())
      all.push_back(column.value == nullptr ? outcome.replicate : column.value(posting));
  }
  return all;
}

}  // namespace eldercast
