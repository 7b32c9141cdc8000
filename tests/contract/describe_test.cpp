#include "engine/host/describe.hpp"

#include "support/catch.hpp"

using namespace eldercast;

namespace {

enum class Mode : std::uint8_t { plain, strict };

struct Parameters {
  double share;
  Fen amount;
  bool on;
  YearMonth from;
  Mode mode;
};

constexpr auto kRows = parameter_table<5>({{
    parameter<&Parameters::share>(
        "share",
        {.fallback = 0.25, .low = 0.1, .high = 0.5, .zh = "比例", .en = "A share | of all", .clause = "F9", .source = "somewhere"}),
    parameter<&Parameters::amount>("amount_yuan", {.unit = "CNY", .max = 100'000'000, .zh = "金额", .en = "An amount"}),
    parameter<&Parameters::on>("on", {.fallback = 1, .zh = "开关", .en = "A switch"}),
    parameter<&Parameters::from>("from", {.unit = "year-month",
                                          .min = YearMonth(2019, 1).count,
                                          .max = YearMonth(2022, 12).count,
                                          .fallback = YearMonth(2020, 4).count,
                                          .zh = "起始月",
                                          .en = "First month"}),
    parameter<&Parameters::mode>("deep.mode", {.fallback = 1, .choices = "plain|strict", .zh = "方式", .en = "A mode"}),
}});

RuleDescription rule() { return {"funding/sample", "2.1.0", "样例规则", "A sample rule", "F9", kRows}; }

}  // namespace

TEST_CASE("a rule is described in full on a terminal") {
  CHECK(describe_rule(rule()) == R"(funding/sample 2.1.0
  样例规则
  A sample rule
  clauses: F9

parameters of [funding.sample]
  key          unit        range               default   low-high
  share        1           0 to 1              0.25      0.1 to 0.5
      比例
      A share | of all
      clause F9
      source: somewhere
  amount_yuan  CNY         0 to 100000000      required
      金额
      An amount
  on           1           true or false       true
      开关
      A switch
  from         year-month  2019-01 to 2022-12  2020-04
      起始月
      First month
  deep.mode    1           plain strict        strict
      方式
      A mode
)");
}

TEST_CASE("a rule without parameters says so") {
  auto bare = rule();
  bare.rows = {};
  bare.clauses.clear();
  CHECK(describe_rule(bare) == R"(funding/sample 2.1.0
  样例规则
  A sample rule
  clauses: none

no parameters; [funding.sample] in a scenario switches it on
)");
}

TEST_CASE("the table of a page has one row a parameter, and a bar in a text does not break it") {
  const auto page = rule_page_markdown(rule());
  CHECK_THAT(page, Catch::Matchers::StartsWith("| key | unit | range | default | low to high | 中文 | English | clause | source |\n|---|"));
  CHECK_THAT(page, contains_text("| `share` | 1 | 0 to 1 | 0.25 | 0.1 to 0.5 | 比例 | A share \\| of all | F9 | somewhere |\n"));
  CHECK_THAT(page, contains_text("| `deep.mode` | 1 | plain strict | strict |  | 方式 | A mode |  |  |\n"));
}

TEST_CASE("values are written as a scenario writes them") {
  CHECK(parameter_value_text(kRows[1], 2'000'000) == "2000000");
  CHECK(parameter_value_text(kRows[0], 0.92) == "0.92");
  CHECK(parameter_value_text(kRows[2], 0) == "false");
  CHECK(parameter_value_text(kRows[3], YearMonth(2020, 12).count) == "2020-12");
  CHECK(parameter_value_text(kRows[4], 0) == "plain");
  CHECK(parameter_value_text(kRows[0], kUnset).empty());
}
