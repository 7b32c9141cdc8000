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

std::vector<std::string> kept_by(const ReadRule& rule) {
  std::vector<std::string> out = rule.keeps_roles;
  for (const Stock stock : rule.keeps) out.emplace_back(name_of(stock));
  return out;
}

}  // namespace

void check_stocks(const std::vector<ReadRule>& rules, Diagnostics& diagnostics) {
  std::vector<std::string> stocks(Names<Stock>::kText.begin(), Names<Stock>::kText.end());
  for (const ReadRule& rule : rules) {
    for (const std::string& role : rule.keeps_roles) {
      if (std::find(stocks.begin(), stocks.end(), role) == stocks.end()) stocks.push_back(role);
    }
  }
  for (const std::string& stock : stocks) {
    std::optional<Keeper> keeper;
    for (const ReadRule& rule : rules) {
      const std::vector<std::string> kept = kept_by(rule);
      if (std::find(kept.begin(), kept.end(), stock) == kept.end()) continue;
      if (keeper) {
        diagnostics.add({"scenario.stock",
                         rule.place,
                         fmt::format("rule '{}' keeps the stock '{}', and so does rule '{}': everything about it would happen twice",
                                     rule.id, stock, keeper->id),
                         {{fmt::format("'{}' is listed", keeper->id), keeper->place}},
                         "leave one of the two out, or write enabled = false in its table"});
        continue;
      }
      keeper = Keeper{rule.id, rule.place};
    }
  }
}

}  // namespace eldercast
