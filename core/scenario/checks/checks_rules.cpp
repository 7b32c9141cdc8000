#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "scenario/checks/checks.hpp"

namespace eldercast {
namespace {

/// The rule that keeps a stock already.
struct Keeper {
  std::string id;
  Place place;
};

}  // namespace

void check_stocks(const std::vector<ReadRule>& rules, Diagnostics& diagnostics) {
  for (std::size_t s = 0; s < kCount<Stock>; ++s) {
    const auto stock = static_cast<Stock>(s);
    std::optional<Keeper> keeper;
    for (const ReadRule& rule : rules) {
      if (std::find(rule.keeps.begin(), rule.keeps.end(), stock) == rule.keeps.end()) continue;
      if (keeper) {
        diagnostics.add({"scenario.stock",
                         rule.place,
                         fmt::format("rule '{}' keeps the stock '{}', and so does rule '{}': everything about it would happen twice",
                                     rule.id, name_of(stock), keeper->id),
                         {{fmt::format("'{}' is listed", keeper->id), keeper->place}},
                         "leave one of the two out, or write enabled = false in its table"});
        continue;
      }
      keeper = Keeper{rule.id, rule.place};
    }
  }
}

}  // namespace eldercast
