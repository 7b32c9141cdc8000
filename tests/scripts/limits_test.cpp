#include <thread>

#include "scripts/small_script.hpp"

using namespace eldercast;
using namespace eldercast::test;

namespace {

/// A body that does this in `pay`, on line 3 of the script.
std::string in_pay(const std::string& statement) { return "function pay(month, out)\n" + statement + "\nend\n"; }

}  // namespace

TEST_CASE("what would never end is named with its line") {
  for (const char* const endless :
       {"while true do end", "repeat local x = {} until false", "for i = 1, math.huge do end", "local function f() return f() end f()",
        "local t = {} while true do t[#t % 8 + 1] = {t} end", "for i = 1, 1e9 do local s = (\"x\"):rep(60000) end",
        "local t = {} for i = 1, 300000 do t[i] = i end for i = 1, 300000 do table.insert(t, 1, 1) end",
        "local a, b = (\"x\"):rep(65000), (\"x\"):rep(64999) .. \"y\" while a < b do end"}) {
    INFO(endless);
    const std::string failure = failure_of(in_pay(endless));
    CHECK_THAT(failure, StartsWith("funding_small.lua:3: takes more than 20000000 steps in one call"));
  }
  CHECK_THAT(failure_of("while true do end"), contains_text("cannot be used: funding_small.lua:2: takes more than"));
}

TEST_CASE("what would take all memory is named with its line") {
  for (const char* const greedy :
       {"local t = {} for i = 1, 1e9 do t[i] = i end", "local t = {} while true do t = {t, t, {}} end",
        "local s = \"x\" while true do s = s .. s end", "local s = table.concat({(\"x\"):rep(60000), (\"x\"):rep(60000)})",
        "local t = {} for i = 1, 1e6 do t[i] = (\"x\"):rep(100) .. i end"}) {
    INFO(greedy);
    CHECK_THAT(failure_of(in_pay(greedy)),
               StartsWith("funding_small.lua:3: takes more than 32 MB of memory, makes a text of more than 64 KB"));
  }
  CHECK(failure_of(in_pay("return (\"x\"):rep(1e9)")) == "funding_small.lua:3: makes too long a text");
}

TEST_CASE("what calls itself too deeply is named with its line") {
  CHECK_THAT(failure_of(in_pay("local function f(x) return 1 + f(x) end f(1)")),
             StartsWith("funding_small.lua:3: calls itself without end: more than 10000 calls deep"));
  CHECK_THAT(failure_of(in_pay("local function f() table.sort({1, 2}, function() f() return true end) return 1 end f()")),
             StartsWith("funding_small.lua:3: C stack overflow"));
  std::string nested;
  for (int i = 0; i < 5000; ++i) nested += "(";
  CHECK_THAT(failure_of(in_pay("return " + nested)), contains_text("funding_small.lua: C stack overflow"));
}

TEST_CASE("nothing outside can be reached") {
  for (const char* const name : {"io",
                                 "os",
                                 "debug",
                                 "load",
                                 "loadstring",
                                 "loadfile",
                                 "dofile",
                                 "require",
                                 "package",
                                 "collectgarbage",
                                 "coroutine",
                                 "pcall",
                                 "xpcall",
                                 "setmetatable",
                                 "getmetatable",
                                 "rawset",
                                 "rawget",
                                 "rawequal",
                                 "next",
                                 "print",
                                 "warn",
                                 "utf8",
                                 "_G",
                                 "math.random",
                                 "math.randomseed",
                                 "math.exp",
                                 "math.sin",
                                 "math.log",
                                 "string.dump",
                                 "string.find",
                                 "string.gsub",
                                 "string.gmatch",
                                 "string.match",
                                 "string.pack",
                                 "(\"\").dump",
                                 "(\"\").find"}) {
    INFO(name);
    CHECK_NOTHROW(play(in_pay("assert(" + std::string(name) + " == nil)")));
  }
  CHECK_THAT(failure_of(in_pay("pcall(function() end)")), StartsWith("funding_small.lua:3: attempt to call a nil value (global 'pcall')"));
}

TEST_CASE("compiled code of Lua is no script") {
  CHECK_THAT(failure_of("", std::string("\x1bLua\x54\x00\x19\x93", 8)), contains_text("attempt to load a binary chunk"));
}

TEST_CASE("nothing shows where a value lies in memory") {
  for (const char* const look :
       {"return tostring({})", "return tostring(pay)", "return string.format(\"%s\", {})", "return string.format(\"%p\", \"x\")",
        "return string.format(\"%5.2p\", \"x\")", "return (\"%s\"):format(pay)"}) {
    INFO(look);
    CHECK_THAT(failure_of(in_pay(look)), StartsWith("funding_small.lua:3: "));
  }
  CHECK_NOTHROW(
      play(in_pay("assert(tostring(month.towns[2]) == \"town 2\" and (\"%d%%\"):format(5) == \"5%\" and tostring(1 // 1) == \"1\")")));
}

TEST_CASE("tables are gone through and sorted in a fixed order") {
  CHECK_NOTHROW(play(in_pay(R"(
    local t = {b = 1, a = 2, [10] = 3, [2] = 4, [month.towns[2]] = 5, [month.towns[1]] = 6}
    local seen = ""
    for key, value in pairs(t) do seen = seen .. tostring(key) .. "=" .. value .. " " end
    assert(seen == "2=4 10=3 a=2 b=1 town 1=6 town 2=5 ", seen))")));
  CHECK_NOTHROW(play(in_pay(R"(
    local list = {}
    for i = 1, 500 do list[i] = {rank = i * 7919 % 5, at = i} end
    table.sort(list, function(a, b) return a.rank < b.rank end)
    for i = 2, 500 do
      local a, b = list[i - 1], list[i]
      assert(a.rank < b.rank or (a.rank == b.rank and a.at < b.at))
    end
    local words = {"b", "c", "a"}
    table.sort(words)
    assert(table.concat(words) == "abc"))")));
  CHECK_THAT(failure_of(in_pay("for k in pairs({[true] = 1}) do end")),
             StartsWith("funding_small.lua:3: pairs goes over whole numbers, texts and rows of views; here a key is a boolean"));
  CHECK_THAT(failure_of(in_pay("table.sort({1, {}})")), StartsWith("funding_small.lua:3: attempt to compare"));
  CHECK_NOTHROW(play(in_pay("table.sort({3, 1, 2}, function() return true end)")));
}

TEST_CASE("errors of all kinds have the line") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"local x = nil + 1", "funding_small.lua:3: attempt to perform arithmetic on a nil value"},
      {"local x = 1 // 0", "funding_small.lua:3: attempt to divide by zero"},
      {"error(\"no such share\")", "funding_small.lua:3: no such share"},
      {"error(\"no such share\", 0)", "funding_small.lua:3: no such share"},
      {"error({})", "funding_small.lua:3: raised an error that is no text, but a table"},
      {"assert(false, \"no money\")", "funding_small.lua:3: no money"},
      {"assert(nil)", "funding_small.lua:3: assertion failed!"},
      {"month.year = 2", "funding_small.lua:3: a view can only be read"},
      {"month.towns[1].residents = 2", "funding_small.lua:3: a view can only be read"},
      {"month.towns[3] = 2", "funding_small.lua:3: a view can only be read"},
      {"out.posting = 2", "funding_small.lua:3: what a rule says is called: out.posting{...}"},
      {"return month.towns[3].residents", "funding_small.lua:3: attempt to index a nil value (field 'integer index')"},
      {"return month.towns.x", "funding_small.lua:3: a list of the view has whole numbers from 1 as its places, not a string"},
      {"return month.yeer", "funding_small.lua:3: a month has no 'yeer'; it has month, last, calendar, year"},
      {"return month.towns[1].peple", "funding_small.lua:3: a town has no 'peple'; it has key, kind, residents"},
      {"return month.towns[1][{}]", "funding_small.lua:3: a town has no 'table'; it has key, kind"},
      {"return month.towns[1][1]", "funding_small.lua:3: a town has no place 1, it has names: key, kind"},
      {"return month.towns[1].residents_by_age[1]", "funding_small.lua:3: a set of cells has no place 1, it has names: 60-64, 65-69"},
      {"return month.towns[1].staff.cook", "funding_small.lua:3: a set of cells has no 'cook'; it has carer, supervisor"},
      {"return month.chance(0 / 0, month.towns[1], 0)", "funding_small.lua:3: bad argument #1 to 'chance' (a chance that is not a number)"},
      {"return month.draw({}, 0)", "funding_small.lua:3: bad argument #1 to 'draw' (what is drawn for"},
      {"return month.draw(month.services[1], 0)", "funding_small.lua:3: bad argument #1 to 'draw' (what is drawn for"},
      {"return month.draw(month.towns[1], -1)", "funding_small.lua:3: bad argument #2 to 'draw' (a counter is 0 to 4294967295)"},
      {"return yuan(0 / 0)", "funding_small.lua:3: yuan("},
      {"return yuan(1e300)", "funding_small.lua:3: yuan(1e+300) is no amount of money"},
      {"return year_month(2020, 13)", "funding_small.lua:3: bad argument #2 to 'year_month' (a month is 1 to 12)"},
      {"rule{version = \"1\", zh = \"a\", en = \"b\"}", "funding_small.lua:3: attempt to call a nil value (global 'rule')"},
  };
  for (const auto& [statement, said] : cases) {
    INFO(statement);
    CHECK_THAT(failure_of(in_pay(statement)), StartsWith(said));
  }
}

TEST_CASE("a rule goes on after a call that failed, and another one is not touched") {
  SmallScript script(kHead +
                     "function pay(month, out)\n  if month.month == 1 then while true do end end\n  out.posting{amount = 5}\nend\n");
  const RulePtr rule = script.make();
  const RulePtr other = script.make();
  SmallDistrict district = two_towns();
  const auto paid = [&](Rule& who, int month) {
    MonthFlows flows;
    run_month(static_cast<FundingRule&>(who), district.view(month), flows);
    return flows.postings.flows().size();
  };
  CHECK(paid(*rule, 0) == 1);
  CHECK_THROWS_AS(paid(*rule, 1), std::runtime_error);
  CHECK(paid(*other, 0) == 1);
  CHECK(paid(*rule, 2) == 1);
}

TEST_CASE("what a script keeps in variables begins anew with every rule object, on any thread") {
  SmallScript script(kHead + "local count = 0\nfunction pay(month, out)\n  count = count + 1\n  out.posting{amount = count}\nend\n");
  const auto paid = [&script] {
    const RulePtr rule = script.make();
    SmallDistrict district = two_towns();
    std::int64_t last = 0;
    for (int month = 0; month < 50; ++month) {
      MonthFlows flows;
      run_month(static_cast<FundingRule&>(*rule), district.view(month), flows);
      last = flows.postings.flows().front().amount.value;
    }
    return last;
  };
  std::vector<std::thread> threads;
  std::array<std::int64_t, 4> results{};
  for (std::int64_t& result : results) threads.emplace_back([&result, &paid] { result = paid(); });
  for (std::thread& thread : threads) thread.join();
  for (const std::int64_t result : results) CHECK(result == 50);
}
