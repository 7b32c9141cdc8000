#pragma once
/// A sound rule of one parameter, from which the broken plugins differ in one point each.
#include "api/plugin.hpp"

namespace broken {

struct SmallRule : eldercast::FundingRule {
  struct Parameters {
    double share;
  };
  static constexpr auto kRows = eldercast::parameter_table<1>({{
      eldercast::parameter<&Parameters::share>("share", {.fallback = 0.5, .zh = "比例", .en = "A share"}),
  }});
  explicit SmallRule(const Parameters& /*parameters*/) {}
};

inline constexpr eldercast::PluginText kText{"1.0.0", "坏插件", "A broken plugin", ""};

/// One posting of `amount` to the first town.
inline eldercast::Posting posting_of(eldercast::Fen amount) {
  eldercast::Posting posting;
  posting.town = eldercast::TownId(0);
  posting.amount = amount;
  posting.clause = "F2";
  return posting;
}

}  // namespace broken
