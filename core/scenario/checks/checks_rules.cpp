#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "scenario/checks/checks.hpp"

namespace eldercast {
namespace {

/// Who keeps a stock already.
struct Keeper {
  std::string who;   ///< "rule 'staffing/care_workforce'", or the program
  std::string note;  ///< what stands at the place
  Place place;
  std::string help;
};

std::optional<Keeper> built_in(Stock stock, const Scenario& scenario, const ValueIndex& values) {
  const ReadValue* on = values.find("staff.built_in_carers");
  if (stock != Stock::carer || on == nullptr || !scenario.staff.built_in_carers) return std::nullopt;
  const bool written = on->from != ReadValue::From::fallback;
  return Keeper{"the program's own stock of carers",
                written ? "built_in_carers is set" : "built_in_carers is true where nothing is written",
                values.place("staff.built_in_carers"), "write built_in_carers = false in [staff]"};
}

}  // namespace

void check_stocks(const std::vector<ReadRule>& rules, const Scenario& scenario, const ValueIndex& values, Diagnostics& diagnostics) {
  for (std::size_t s = 0; s < kCount<Stock>; ++s) {
    const auto stock = static_cast<Stock>(s);
    std::optional<Keeper> keeper = built_in(stock, scenario, values);
    for (const ReadRule& rule : rules) {
      if (std::find(rule.keeps.begin(), rule.keeps.end(), stock) == rule.keeps.end()) continue;
      if (keeper) {
        diagnostics.add({"scenario.stock",
                         rule.place,
                         fmt::format("rule '{}' keeps the stock '{}', and so does {}: everything about it would happen twice", rule.id,
                                     name_of(stock), keeper->who),
                         {{keeper->note, keeper->place}},
                         keeper->help});
        continue;
      }
      keeper = Keeper{fmt::format("rule '{}'", rule.id), fmt::format("'{}' is listed", rule.id), rule.place,
                      "leave one of the two out, or write enabled = false in its table"};
    }
  }
}

}  // namespace eldercast
