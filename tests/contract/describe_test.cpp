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

TEST_CASE("each parameter is told with its unit, range and default") {
  std::vector<std::string> told;
  for (const ParameterLine& line : parameter_lines(rule().rows))
    told.push_back(line.key + "; " + line.unit + "; " + line.range + "; " + line.fallback + "; " + line.low_high);
  CHECK(told == std::vector<std::string>{"share; 1; 0 to 1; 0.25; 0.1 to 0.5", "amount_yuan; CNY; 0 to 100000000; required; ",
                                         "on; 1; true or false; true; ", "from; year-month; 2019-01 to 2022-12; 2020-04; ",
                                         "deep.mode; 1; plain strict; strict; "});
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
