#pragma once
/// Rules for tests of the reader: one with every type of parameter, one with a required parameter, one that is refused.
#include <array>
#include <string>
#include <variant>
#include <vector>

#include "api/parameter.hpp"
#include "model/rule_catalog.hpp"

namespace eldercast::test {

enum class Rhythm : std::uint8_t { monthly, yearly_in_arrears };

struct FlatGrant {
  Fen grant;
  YearMonth from;
  std::int32_t lag_months = 0;
  double pass_share = 1;
  Rhythm rhythm = Rhythm::monthly;
  bool audited = true;
};

inline constexpr auto kFlatGrant = parameter_table(std::array{
    parameter<&FlatGrant::grant>("grant_yuan", {.unit = "CNY", .min = 0, .max = 5'000'000, .zh = "补助", .en = "Grant"}),
    parameter<&FlatGrant::from>("from", {.unit = "month",
                                         .min = YearMonth(2000, 1).count,
                                         .max = YearMonth(2050, 12).count,
                                         .fallback = YearMonth(2020, 4).count,
                                         .zh = "起始月",
                                         .en = "First month"}),
    parameter<&FlatGrant::lag_months>("lag_months", {.unit = "months", .min = 0, .max = 60, .fallback = 5, .zh = "滞后", .en = "Lag"}),
    parameter<&FlatGrant::pass_share>("pass.share", {.unit = "share", .fallback = 0.92, .zh = "合格率", .en = "Share that passes"}),
    parameter<&FlatGrant::rhythm>("mode", {.fallback = 1, .choices = "monthly|yearly_in_arrears", .zh = "方式", .en = "Rhythm"}),
    parameter<&FlatGrant::audited>("audited", {.fallback = 1, .zh = "审计", .en = "Audited"}),
});

struct Strict {
  double share = 0;
};

inline constexpr auto kStrict = parameter_table(std::array{
    parameter<&Strict::share>("share", {.unit = "share", .zh = "占比", .en = "Share that must be given"}),
});

inline RuleCatalog fake_rules() {
  using Found = std::variant<RuleDescription, RuleRefusal>;
  const auto find = [](std::string_view id) -> Found {
    if (id == "funding/flat_grant") return RuleDescription{std::string(id), "1.0.0", "定额补助", "Flat grant", "F2", kFlatGrant};
    if (id == "staffing/strict") return RuleDescription{std::string(id), "1.0.0", "严格", "Strict", "", kStrict};
    if (id == "medical/old_clinic") {
      return RuleRefusal{"plugin.abi", "'libmedical_old_clinic.so' was built for plugin ABI 0, this program speaks ABI 1",
                         "rebuild it with the headers of this program"};
    }
    return RuleRefusal{"plugin.not-found", "no rule '" + std::string(id) + "' in the folders that are searched", ""};
  };
  return {find, [] { return std::vector<std::string>{"funding/flat_grant", "medical/old_clinic", "staffing/strict"}; }};
}

}  // namespace eldercast::test
