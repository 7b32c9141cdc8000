#pragma once
/// Grants as rows of the scenario, and numbers that they share.
#include <array>
#include <cstdint>

#include "api/plugin.hpp"
#include "fields.hpp"

namespace eldercast::formula {

enum class Paid : std::uint8_t { once, each_month };
enum class Beyond : std::uint8_t { queue, pro_rata, lost };
enum class Relieved : std::uint8_t { usual, nobody, town_government, operator_ };

inline constexpr const char* kQuestion = "a question of the scenario, not of the plan";

/// A row of `grant`: its name is that of the row.
struct Grant {
  Each each = Each::facility;
  std::string when;
  std::string amount;
  Payer payer = Payer::district_budget;
  Purpose purpose = Purpose::construction;
  Clause clause;
  Paid paid = Paid::once;
  Fen at_most;
  ByYear year_at_most_yuan;
  Beyond beyond = Beyond::queue;
  YearMonth first_month;
  YearMonth last_month;
  std::int32_t paid_after_months = 0;
  Relieved relieves = Relieved::usual;
  bool lottery_fund_first = true;

  static constexpr double kMostYuan = 1e11;
  static constexpr auto kColumns = parameter_table(std::array{
      parameter<&Grant::each>("each", {.max = 2,
                                       .fallback = 0,
                                       .choices = "facility|town|project",
                                       .zh = "计算对象",
                                       .en = "For what it is reckoned: open facilities, towns, or projects before they start",
                                       .source = kQuestion}),
      parameter<&Grant::when>("when", {.unit = "formula",
                                       .max = 2000,
                                       .fallback = 0,
                                       .zh = "条件",
                                       .en = "Formula that says whether it is due",
                                       .source = kQuestion,
                                       .fallback_text = "true"}),
      parameter<&Grant::amount>(
          "amount", {.unit = "formula", .max = 2000, .zh = "金额", .en = "Formula of the amount, in yuan", .source = kQuestion}),
      parameter<&Grant::payer>("payer", {.fallback = 2, .zh = "出资方", .en = "Who pays", .source = kQuestion}),
      parameter<&Grant::purpose>("purpose", {.fallback = 0, .zh = "用途", .en = "What for", .source = kQuestion}),
      parameter<&Grant::clause>("clause",
                                {.max = 100, .fallback = 0, .zh = "条款", .en = "Clause under which results tell it", .source = kQuestion}),
      parameter<&Grant::paid>("paid", {.max = 1,
                                       .choices = "once|each_month",
                                       .zh = "一次性或按月",
                                       .en = "In the first month in which it is due, or in each",
                                       .source = kQuestion}),
      parameter<&Grant::at_most>("at_most_yuan", {.unit = "CNY",
                                                  .max = kMostYuan,
                                                  .fallback = kMostYuan,
                                                  .zh = "单个上限",
                                                  .en = "At most so much each time",
                                                  .source = kQuestion}),
      parameter<&Grant::year_at_most_yuan>("year_at_most_yuan",
                                           {.unit = "CNY",
                                            .max = kMostYuan,
                                            .fallback = 0,
                                            .zh = "年度总额上限（各年同一数，或按年；首个年份之前为零）",
                                            .en = "At most so much in a calendar year: one number for all years, or by "
                                                  "year, each until the next and nothing before the first",
                                            .source = kQuestion}),
      parameter<&Grant::beyond>("beyond", {.max = 2,
                                           .fallback = 0,
                                           .choices = "queue|pro_rata|lost",
                                           .zh = "超出年度上限",
                                           .en = "What the year's money does not reach: waits its turn, is cut in proportion, or is lost",
                                           .source = kQuestion}),
      parameter<&Grant::first_month>("first_month", {.unit = "year-month",
                                                     .min = YearMonth(1950, 1).count,
                                                     .max = YearMonth(2150, 12).count,
                                                     .fallback = YearMonth(1950, 1).count,
                                                     .zh = "首月",
                                                     .en = "First month in which it is due",
                                                     .source = kQuestion}),
      parameter<&Grant::last_month>("last_month", {.unit = "year-month",
                                                   .min = YearMonth(1950, 1).count,
                                                   .max = YearMonth(2150, 12).count,
                                                   .fallback = YearMonth(2150, 12).count,
                                                   .zh = "末月",
                                                   .en = "Last month in which it is due",
                                                   .source = kQuestion}),
      parameter<&Grant::paid_after_months>(
          "paid_after_months",
          {.unit = "months", .max = 120, .fallback = 0, .zh = "到账月数", .en = "From falling due to payment", .source = kQuestion}),
      parameter<&Grant::relieves>(
          "relieves", {.max = 3,
                       .fallback = 0,
                       .choices = "usual|nobody|town_government|operator",
                       .zh = "减轻谁的负担",
                       .en = "Who would have borne it; usual: of construction the town, of running whoever runs it, else nobody",
                       .source = kQuestion}),
      parameter<&Grant::lottery_fund_first>(
          "lottery_fund_first",
          {.fallback = 1, .zh = "先用福彩公益金", .en = "The district's budget draws on the lottery fund first (F1)", .source = kQuestion}),
  });
};

/// A row of `number`.
struct Number {
  double value = 0;
  ByYear by_year;
  std::string unit;

  static constexpr double kMost = 1e12;
  static constexpr auto kColumns = parameter_table(std::array{
      parameter<&Number::value>("value", {.unit = "its unit",
                                          .min = -kMost,
                                          .max = kMost,
                                          .fallback = 0,
                                          .zh = "数值",
                                          .en = "Its value",
                                          .source = kQuestion,
                                          .instead = "by_year"}),
      parameter<&Number::by_year>("by_year", {.unit = "its unit",
                                              .min = -kMost,
                                              .max = kMost,
                                              .fallback = 0,
                                              .zh = "逐年数值（首个年份之前为零）",
                                              .en = "Its value by year, each until the next and 0 before the first; in place of value",
                                              .source = kQuestion}),
      parameter<&Number::unit>("unit", {.unit = "unit",
                                        .max = 100,
                                        .fallback = 0,
                                        .zh = "单位",
                                        .en = "Unit, as yuan/m2; 1 for a plain number",
                                        .source = kQuestion,
                                        .fallback_text = "1"}),
  });
};

struct Parameters {
  NamedRows<Grant> grants;
  NamedRows<Number> numbers;
};

inline constexpr std::size_t kGrantRow = 0;
inline constexpr std::size_t kNumberRow = 1;
inline constexpr auto kRows = parameter_table(std::array{
    parameter<&Parameters::grants>(
        "grant", {.unit = "rows", .max = 100, .fallback = 0, .zh = "补助", .en = "Grants, a row each", .source = kQuestion}),
    parameter<&Parameters::numbers>(
        "number", {.unit = "rows", .max = 100, .fallback = 0, .zh = "共用数值", .en = "Numbers that formulas name", .source = kQuestion}),
});

}  // namespace eldercast::formula
