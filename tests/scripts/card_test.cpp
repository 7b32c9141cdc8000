#include "engine/host/describe.hpp"
#include "scripts/small_script.hpp"

using namespace eldercast;
using namespace eldercast::test;

namespace {

/// A script whose head has these parameters, and which posts what `amount` is.
std::string with_parameters(const std::string& parameters, const std::string& amount = "1") {
  return "local p = rule{version = \"1.2.0\", zh = \"试\", en = \"Tries\", clauses = \"X1\", parameters = {" + parameters +
         "}}\nfunction pay(month, out) out.posting{amount = " + amount + "} end\n";
}

/// A script with a figure, two numbers and the target `t` with this more.
std::string with_target(const std::string& more) {
  return "rule{version = \"1\", zh = \"a\", en = \"b\", clauses = \"X1\", figures = {{id = \"f\", zh = \"a\", en = \"b\"}}, parameters = {"
         "{path = \"a\", min = 1, max = 9, default = 2}, {path = \"zero\", type = \"integer\", max = 9, default = 2}}, "
         "targets = {{id = \"t\", zh = \"a\", en = \"b\", " +
         more + "}}}\nfunction pay() end\n";
}

std::int64_t posted(const std::string& parameters, const std::vector<RuleValue>& values, const std::string& amount) {
  SmallScript script(with_parameters(parameters, amount));
  const RulePtr rule = script.make(values);
  SmallDistrict district = two_towns();
  MonthFlows flows;
  run_month(static_cast<FundingRule&>(*rule), district.view(0), flows);
  return flows.postings.flows().front().amount.value;
}

}  // namespace

TEST_CASE("the head is the card") {
  SmallScript script(
      with_parameters(R"({path = "grant.per_m2", type = "money", unit = "CNY/m2", min = 0, max = 500, default = 80, low = 60, high = 120,
      zh = "补助", en = "Grant", clause = "X1", source = "assumption"},
    {path = "from", type = "year_month", default = "2020-04"}, {path = "who", type = "choice", choices = {"street", "town"}, default = "town"})"));
  REQUIRE_FALSE(script.refusal());
  const RuleDescription& rule = script.description();
  CHECK(rule.id == "funding/small");
  CHECK(rule.version == "1.2.0");
  CHECK(rule.clauses == "X1");
  REQUIRE(rule.rows.size() == 3);
  CHECK(rule.rows[0].type == ParameterType::money);
  CHECK(rule.rows[0].high == 120);
  CHECK(std::string(rule.rows[0].zh) == "补助");
  CHECK(rule.rows[1].fallback == YearMonth(2020, 4).count);
  CHECK(std::string(rule.rows[2].choices) == "street|town");
  CHECK(rule.rows[2].fallback == 1);
  CHECK(rule.rows[2].max == 1);
  CHECK(parameter_lines(rule.rows).front().key == "grant.per_m2");
}

TEST_CASE("rows outlive the host that read them, as long as a description does") {
  RuleDescription rule;
  {
    SmallScript script(with_parameters("{path = \"share\", default = 0.5}"));
    rule = script.description();
  }
  CHECK(std::string(rule.rows[0].path) == "share");
}

TEST_CASE("a script gets the values of its parameters, each as its kind") {
  CHECK(posted("{path = \"a\", type = \"money\", max = 100, default = 3}", {12.34}, "p.a") == 1234);
  CHECK(posted("{path = \"a.b\", type = \"integer\", max = 9, default = 3}, {path = \"a.c\", default = 1}", {7, 0.5}, "p.a.b") == 7);
  CHECK(posted("{path = \"a\", type = \"boolean\", default = false}", {1}, "p.a and 5 or 6") == 5);
  CHECK(posted("{path = \"a\", type = \"choice\", choices = {\"x\", \"yy\", \"z\"}, default = \"x\"}", {1}, "p.a == \"yy\" and 5 or 6") ==
        5);
  CHECK(posted("{path = \"a\", type = \"choice\", choices = {\"x\", \"yy\", \"z\"}, default = \"x\"}", {2}, "p.a == \"z\" and 5 or 6") ==
        5);
  CHECK(posted("{path = \"a\", type = \"year_month\", default = \"2020-01\"}", {24240}, "p.a") == 24240);
  CHECK(posted("{path = \"a\", default = 0.5}", {0.25}, "yuan(p.a)") == 25);
}

TEST_CASE("a script that refuses its parameters does so when it is made, with its line") {
  SmallScript script(with_parameters("{path = \"a\", default = 0.5}") + "assert(p.a > 0.1, \"a is too small\")\n");
  CHECK_NOTHROW(script.make({0.5}));
  CHECK_THROWS_WITH(script.make({0.05}), "rule 'funding/small' cannot be made: funding_small.lua:3: a is too small");
}

TEST_CASE("a script gets texts, lists, numbers by year and tables with named rows") {
  SmallScript script(R"(local p = rule{version = "1", zh = "试", en = "Tries", clauses = "X1", parameters = {
  {path = "word", type = "text", default = "four"}, {path = "under", type = "clause", default = "X2"},
  {path = "list", type = "list", max = 10, default = {}}, {path = "years", type = "by_year", max = 10, default = {}},
  {path = "rows", type = "table", max = 9, default = {}, columns = {{path = "n", type = "integer", max = 9}, {path = "t", type = "text", default = ""}}}}}
function pay(month, out)
  local sum = #p.word * 1000
  for i, value in ipairs(p.list) do sum = sum + i * math.tointeger(value) end
  for year, value in pairs(p.years) do sum = sum + (year - 2000) * math.tointeger(value) * 100 end
  local names = ""
  for name, row in pairs(p.rows) do names = names .. name; sum = sum + row.n * 100000 + #row.t end
  out.posting{amount = sum, clause = p.under}
  if names ~= "" and names ~= "ab" then error(names) end
end)");
  const auto amount_of = [&](const std::vector<RuleValue>& values) {
    const RulePtr rule = script.make(values);
    SmallDistrict district = two_towns();
    MonthFlows flows;
    run_month(dynamic_cast<FundingRule&>(*rule), district.view(0), flows);
    REQUIRE(flows.postings.flows().size() == 1);
    return flows.postings.flows().front().amount.value;
  };
  std::vector<RuleValue> values;
  for (const ParameterRow& row : script.description().rows) values.push_back(fallback_of(row));
  CHECK(amount_of(values) == 4000);
  values[2].cells = {RuleValue(3), RuleValue(5)};
  CHECK(amount_of(values) == 4013);
  values[3].cells = {RuleValue(2), RuleValue(1)};
  values[3].cells[0].year = 2020;
  values[3].cells[1].year = 2021;
  CHECK(amount_of(values) == 4013 + 4000 + 2100);
  RuleValue row;
  row.text = "b";
  row.cells = {RuleValue(2), RuleValue()};
  row.cells[1].text = "xyz";
  values[4].cells = {row, row};
  values[4].cells[1].text = "a";
  CHECK(amount_of(values) == 10113 + 2 * 200'003);
  CHECK(clauses_of(script.description(), values) == std::vector<std::string>{"X1", "X2"});
}

TEST_CASE("every wrong head is refused with what is wrong") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"function pay() end", "funding_small.lua:1: has no card: it begins with rule{...}"},
      {"rule{", "funding_small.lua:1: unexpected symbol near <eof>"},
      {"rule{}", "funding_small.lua:1: rule{...} has no text as its 'version'"},
      {"rule{version = 1, zh = \"a\", en = \"b\"}", "rule{...} has no text as its 'version'"},
      {kHead + kHead + "function pay() end", "funding_small.lua:2: rule{...} stands here a second time"},
      {kHead, "does nothing: it has neither a function authorise(month, out) nor pay(month, out)"},
      {kHead + "function staff() end", "a funding rule is not asked in the phase 'staff'; its phases are authorise and pay"},
      {kHead + "function pay() end function autorise() end", "it has a function 'autorise', which nobody calls: did you mean 'authorise'?"},
      {"rule{version = \"\", zh = \"a\", en = \"b\"} function pay() end", "its version is empty"},
      {"rule{version = \"1\", zh = \"a\", en = \"b\", keeps = \"cooks\"} function pay() end",
       "it keeps 'cooks', which are not all stocks of"},
      {"rule{version = \"1\", zh = \"a\", en = \"b\", clause = \"F2\"}", "rule{...} has the unknown key 'clause'; keys are version"},
      {with_parameters("5"), "parameter 1 is no table"},
      {with_parameters("{}"), "parameter 1 has no text as its 'path'"},
      {with_parameters("{path = \"Not A Path\", default = 1}"), "row 1 has the path 'Not A Path', which is not lower snake case"},
      {with_parameters("{path = \"a\", defualt = 1}"), "parameter 1 has the unknown key 'defualt'; keys are path, type"},
      {with_parameters("{path = \"a\", type = \"word\"}"), "parameter 'a' has the type 'word'; types are number, integer"},
      {with_parameters("{path = \"a\", type = \"text\", default = 5}"), "parameter 'a': 'default' must be a text"},
      {with_parameters("{path = \"a\", type = \"list\", default = {5}}"), "parameter 'a': 'default' must be the empty table {}"},
      {with_parameters("{path = \"a\", type = \"table\"}"), "parameter 'a' has 0 columns, which does not fit its type"},
      {with_parameters("{path = \"a\", type = \"table\", columns = {{path = \"b\", columns = {}}}}"), "column 'b' has columns itself"},
      {with_parameters("{path = \"a\", type = \"table\", columns = {{path = \"b.c\"}}}"), "has a column 'b.c' with a dot in its name"},
      {"rule{version = \"1\", zh = \"a\", en = \"b\", figures = {{id = \"x\"}}}", "a figure has no text as its 'zh'"},
      {"rule{version = \"1\", zh = \"a\", en = \"b\", keeps = \"nurse\"} function pay() end",
       "it keeps 'nurse', which are not all stocks of"},
      {"rule{version = \"1\", zh = \"a\", en = \"b\", names = \"nurse\"} function pay() end",
       "it has the names 'nurse': each is payer.<id>"},
      {"rule{version = \"1\", zh = \"a\", en = \"b\", names = \"payer.city\"} function pay() end", "it has the names 'payer.city'"},
      {with_parameters("{path = \"a\", type = \"payer\", default = \"charity\"}"),
       "parameter 'a': 'default' must be one of the program's own, as \"city\""},
      {with_target("figure = \"f\", at_least = \"a\", at_most = \"a\", due = 2022"), "needs one of at_least and at_most"},
      {with_target("figure = \"f\", at_least = \"a\""), "'due' must be a year, or the path of the parameter that says it"},
      {with_target("figure = \"f\", at_least = \"a\", due = 2022, unit = \"1\""), "a target has the unknown key 'unit'"},
      {with_target("figure = \"g\", at_least = \"a\", due = 2022"), "target 't' judges 'g', which is none of its figures"},
      {with_target("figure = \"f\", at_least = \"b\", due = 2022"), "target 't' has the value 'b', which is no parameter"},
      {with_target("figure = \"f\", at_least = \"zero\", due = 2022"),
       "target 't' has the value 'zero', whose range is not within 1 to 2000000000"},
      {with_target("figure = \"f\", at_least = \"a\", due = \"a\""),
       "target 't' is due in 'a', which is no integer parameter within 1950 to 2150"},
      {with_target("figure = \"f\", at_least = \"a\", due = 22"), "target 't' is due in the year 22; 1950 to 2150 are possible"},
      {with_target("figure = \"f\", at_least = \"a\", due = 2022, clause = \"F2\""),
       "target 't' has the clause 'F2', which the card does not declare"},
      {with_parameters("{path = \"a\", default = 2}"), "parameter 'a' has the default 2, outside its range 0 to 1"},
      {with_parameters("{path = \"a\", default = 0 / 0, min = 2}"), "parameter 'a' has an empty range, 2 to 1"},
      {with_parameters("{path = \"a\", default = \"x\"}"), "parameter 'a': 'default' must be a number"},
      {with_parameters("{path = \"a\", type = \"year_month\", default = \"2020-4-1\"}"), "'default' must be a text as \"2020-04\""},
      {with_parameters("{path = \"a\", type = \"choice\", choices = {\"x\"}, default = \"y\"}"), "'default' must be one of its choices"},
      {with_parameters("{path = \"a\", type = \"choice\", default = \"y\"}"), "'default' must be one of its choices"},
      {with_parameters("{path = \"a\", default = 1}, {path = \"a\", default = 1}"), "parameter 'a' stands in rows 1 and 2"},
      {with_parameters("{path = \"a\", default = 1, low = 1}"), "parameter 'a' has only one of low and high"},
  };
  for (const auto& [text, said] : cases) {
    INFO(text);
    const SmallScript script(text);
    REQUIRE(script.refusal());
    CHECK_THAT(script.refusal()->message, contains_text(said));
  }
}

TEST_CASE("a script is found, listed and checked as a library is") {
  SmallScript script(kHead + "function pay() end\n");
  const auto rows = script.host().list();
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].state == "usable");
  CHECK(rows[0].version == "1.0.0");
  CHECK(script.host().file_of("funding/small") == script.file());
  CHECK(check_plugin(script.file()).state == "usable");
  const auto misnamed = script.file().parent_path() / "grant.lua";
  std::filesystem::copy_file(script.file(), misnamed);
  CHECK(check_plugin(misnamed).refusal->code == "plugin.id-mismatch");
  std::filesystem::resize_file(script.file(), (std::size_t{1} << 20U) + 1);
  CHECK(check_plugin(script.file()).refusal->code == "plugin.unreadable");
}

TEST_CASE("a script has targets of its own, and a payer as a parameter is its text") {
  SmallScript script(R"(local p = rule{version = "1", zh = "试", en = "Tries", clauses = "X1", names = "payer.charity",
    parameters = {{path = "wanted", type = "integer", min = 1, max = 9, default = 2}, {path = "by", type = "integer", min = 2000, max = 2100, default = 2021},
                  {path = "who", type = "payer", default = "district_budget"}, {path = "what", type = "purpose"}},
    figures = {{id = "paid", unit = "yuan", zh = "已付", en = "paid"}},
    targets = {{id = "enough", figure = "paid", at_least = "wanted", due = 2022, clause = "X1", zh = "足够", en = "enough"},
               {id = "little", figure = "paid", at_most = "wanted", due = "by", zh = "不多", en = "little"}}}
    function pay(month, out) out.posting{amount = 1, payer = p.who, purpose = p.what} end)");
  if (const auto refused = script.refusal()) FAIL(refused->message);
  const RuleDescription& rule = script.description();
  REQUIRE(rule.targets.size() == 2);
  CHECK(rule.targets[0] == RuleTarget{"enough", "paid", "足够", "enough", "X1", "wanted", "", 2022, false});
  CHECK(rule.targets[1] == RuleTarget{"little", "paid", "不多", "little", "", "wanted", "by", 0, true});
  CHECK(rule.rows[2].type == ParameterType::payer);
  CHECK(rule.rows[2].fallback == 2);
  SmallDistrict district = two_towns();
  const Payer charity = district.name_payer("charity");
  RuleValue who(static_cast<double>(index_of(charity)));
  who.text = "charity";
  const RulePtr made = script.make({2, 2021, who, named_value(ParameterType::purpose, 4)});
  MonthFlows flows;
  run_month(static_cast<FundingRule&>(*made), district.view(0), flows);
  CHECK(flows.postings.flows().front().payer == charity);
  CHECK(flows.postings.flows().front().purpose == Purpose::award);
}
