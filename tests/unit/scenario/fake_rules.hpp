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

/// A rule that pays as the scenario says, needs names, and judges a figure of its own.
struct Rate {
  double value = 0;
  ByYear by_year;
  static constexpr auto kColumns = parameter_table(std::array{
      parameter<&Rate::value>("value", {.max = 100, .fallback = 0, .zh = "数值", .en = "Its value", .instead = "by_year"}),
      parameter<&Rate::by_year>("by_year", {.max = 100, .fallback = 0, .zh = "逐年", .en = "Its value by year"}),
  });
};
struct Helper {
  Payer payer = Payer::city;
  Role role = Role::carer;
  std::int32_t wanted = 0;
  NamedRows<Rate> rates;
};
inline constexpr auto kHelper = parameter_table(std::array{
    parameter<&Helper::payer>("payer", {.fallback = 2, .zh = "出资方", .en = "Who pays"}),
    parameter<&Helper::role>("role", {.fallback = 0, .zh = "岗位", .en = "Of whom"}),
    parameter<&Helper::wanted>("wanted", {.min = 1, .max = 100, .fallback = 10, .zh = "目标", .en = "How many"}),
    parameter<&Helper::rates>("rate", {.unit = "rows", .max = 10, .fallback = 0, .zh = "费率", .en = "Rates"}),
});

inline RuleCatalog fake_rules() {
  using Found = std::variant<RuleDescription, RuleRefusal>;
  const auto find = [](std::string_view id) -> Found {
    if (id == "funding/flat_grant") return RuleDescription{std::string(id), "1.0.0", "定额补助", "Flat grant", "F2", kFlatGrant};
    if (id == "staffing/strict") return RuleDescription{std::string(id), "1.0.0", "严格", "Strict", "", kStrict};
    if (id == "staffing/helper") {
      RuleDescription out{std::string(id), "1.0.0", "帮手", "Helper", "H1", kHelper};
      out.needs = {{"payer", "charity_federation"}, {"role", "nurse"}};
      out.keeps_roles = {"nurse"};
      out.figures = {{"nurses", "persons", "护士", "nurses", FigureKind::state}};
      out.targets = {{"enough", "nurses", "护士足够", "enough nurses", "H1", "wanted", "", 2020, false}};
      return out;
    }
    if (id == "medical/old_clinic") {
      return RuleRefusal{"plugin.abi", "'libmedical_old_clinic.so' was built for plugin ABI 0, this program speaks ABI 1",
                         "rebuild it with the headers of this program"};
    }
    return RuleRefusal{"plugin.not-found", "no rule '" + std::string(id) + "' in the folders that are searched", ""};
  };
  return {find, [] { return std::vector<std::string>{"funding/flat_grant", "medical/old_clinic", "staffing/strict"}; }};
}

}  // namespace eldercast::test
