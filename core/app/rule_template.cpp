#include "app/rule_template.hpp"

#include <string_view>
#include <utility>

namespace eldercast {
namespace {

/// What stands in the texts below for the rule's own words.
using Words = std::vector<std::pair<std::string_view, std::string>>;

std::string filled(std::string text, const Words& words) {
  for (const auto& [mark, word] : words) {
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + word.size()))
      text.replace(at, mark.size(), word);
  }
  return text;
}

std::string camel(std::string_view name) {
  std::string out;
  bool upper = true;
  for (const char c : name) {
    if (c != '_') out += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    upper = c == '_';
  }
  return out;
}

/// "my rule" of my_rule.
std::string in_words(std::string name) {
  for (char& c : name) c = c == '_' ? ' ' : c;
  return name;
}

constexpr const char* kLua = R"(-- What @KIND@/@NAME@ does, in a sentence. How rules are written: share/doc/eldercast/plugins.md.
local p = rule{
  version = "0.1.0",
  zh = "@NAME@：@ZH@",
  en = "@WORDS@: @EN@",
  clauses = "X1", -- words of your own: what is paid stands under them in every result
  parameters = {
    {path = "@PATH@", type = "@TYPE@", unit = "@UNIT@", min = 0, max = @MAX@, default = @DEFAULT@, low = @LOW@, high = @HIGH@,
     zh = "@ZH_ROW@", en = "@EN_ROW@", clause = "X1", source = "assumption: an example"},
  },
}
@LUA_BODY@)";

constexpr const char* kLuaFunding = R"(
-- An example to begin from: every facility of the plan gets an amount in the month in which it opens.
function pay(month, out)
  for _, facility in ipairs(month.facilities) do
    if facility.from_project and facility.status == "open" and facility.opened == month.month then
      out.posting{town = facility.town, facility = facility, payer = "district_budget", purpose = "construction",
        amount = p.amount_yuan, relieves = "town_government", clause = "X1"}
    end
  end
end
)";

constexpr const char* kLuaStaffing = R"(
-- An example to begin from: every carer in post gets an amount each December.
function pay(month, out)
  if month.month_of_year ~= 12 then return end
  for _, town in ipairs(month.towns) do
    local carers = town.staff.carer
    if carers > 0 then
      out.posting{town = town, payer = "district_budget", purpose = "allowance", amount = carers * p.amount_yuan, clause = "X1"}
    end
  end
end
)";

constexpr const char* kLuaMedical = R"(
-- An example to begin from: more of those who want meals seek them.
function arrange(month, out)
  local meals = month.services.meals
  if meals then out.demand_change{service = meals, per_mille = p.more_per_mille} end
end
)";

constexpr const char* kCpp = R"(/// What @KIND@/@NAME@ does, in a sentence. How rules are written: share/doc/eldercast/plugins.md.
@HASH@include <api/plugin.hpp>

@HASH@include <string_view>

namespace {

using namespace eldercast;

class @CLASS@ final : public @BASE@ {
 public:
  struct Parameters {
    @FIELD_TYPE@ @FIELD@;
  };
  static constexpr auto kRows = parameter_table<1>({{
      parameter<&Parameters::@FIELD@>("@PATH@", {.unit = "@UNIT@",
                                                 .min = 0,
                                                 .max = @MAX@,
                                                 .fallback = @DEFAULT@,
                                                 .low = @LOW@,
                                                 .high = @HIGH@,
                                                 .zh = "@ZH_ROW@",
                                                 .en = "@EN_ROW@",
                                                 .clause = "X1",
                                                 .source = "assumption: an example"}),
  }});

  explicit @CLASS@(const Parameters& parameters) : parameters_(parameters) {}
@CPP_BODY@
 private:
  Parameters parameters_;
};

}  // namespace

// X1 is a word of your own: what is paid stands under it in every result.
ELDERCAST_PLUGIN(@KIND@, @NAME@, @CLASS@, (eldercast::PluginText{.version = "0.1.0", .zh = "@NAME@：@ZH@", .en = "@WORDS@: @EN@", .clauses = "X1"}))
)";

constexpr const char* kCppFunding = R"(
  /// An example to begin from: every facility of the plan gets an amount in the month in which it opens.
  void pay(const MonthView& month, PaySlots out) override {
    for (std::size_t i = 0; i < month.facilities.size(); ++i) {
      const FacilityState& facility = month.facilities[i];
      if (!facility.from_project || facility.status != FacilityStatus::open || facility.opened != month.month) continue;
      Posting posting;
      posting.town = facility.town;
      posting.facility = FacilityId(i);
      posting.payer = Payer::district_budget;
      posting.purpose = Purpose::construction;
      posting.amount = parameters_.amount;
      posting.relieves = Relieves::town_government;
      posting.clause = "X1";
      out.postings.push(posting);
    }
  }
)";

constexpr const char* kCppStaffing = R"(
  /// Nobody is hired and nobody leaves by this rule.
  void staff(const MonthView& /*month*/, StaffSlots /*out*/) override {}

  /// An example to begin from: every carer in post gets an amount each December.
  void pay(const MonthView& month, PaySlots out) override {
    if (month.calendar.month() != 12) return;
    for (std::size_t i = 0; i < month.towns.size(); ++i) {
      const std::int32_t carers = month.towns[i].staff[Role::carer];
      if (carers == 0) continue;
      Posting posting;
      posting.town = TownId(i);
      posting.payer = Payer::district_budget;
      posting.purpose = Purpose::allowance;
      posting.amount = parameters_.amount * carers;
      posting.clause = "X1";
      out.postings.push(posting);
    }
  }
)";

constexpr const char* kCppMedical = R"(
  /// An example to begin from: more of those who want meals seek them.
  void arrange(const MonthView& month, ArrangeSlots out) override {
    for (std::size_t i = 0; i < month.services.size(); ++i) {
      if (std::string_view(month.services[i].id) != "meals") continue;
      out.demand_changes.push({.service = ServiceId(i), .per_mille = parameters_.more});
    }
  }
)";

constexpr const char* kCMake = R"(cmake_minimum_required(VERSION 3.25)
project(@NAME@ LANGUAGES CXX)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

find_package(eldercast REQUIRED)
eldercast_add_plugin(KIND @KIND@ ID @NAME@ SOURCES plugin.cpp)

enable_testing()
add_test(NAME contract COMMAND ${eldercast_PROGRAM} plugins check $<TARGET_FILE:plugin_@KIND@_@NAME@>)
)";

constexpr const char* kReadmeLua = R"(# @KIND@/@NAME@

The rule is `@KIND@_@NAME@.lua`. In this folder:

```sh
eldercast plugins check @KIND@_@NAME@.lua                  # does it keep its contract?
eldercast plugins describe @KIND@/@NAME@ --plugin-dir .
eldercast run SCENARIO.toml --plugin-dir . --set @KIND@.@NAME@.enabled=true
eldercast compare SCENARIO.toml --plugin-dir . --with @KIND@.@NAME@.enabled=true
```

In a scenario it is switched on by a table:

```toml
[@KIND@.@NAME@]
@PATH@ = @DEFAULT@
```
)";

constexpr const char* kReadmeCpp = R"(# @KIND@/@NAME@

The rule is `plugin.cpp`. In this folder:

```sh
cmake -S . -B build                       # -DCMAKE_PREFIX_PATH=PREFIX where eldercast is installed in a place of its own
cmake --build build
ctest --test-dir build                    # does it keep its contract?
eldercast plugins describe @KIND@/@NAME@ --plugin-dir build/plugins
eldercast run SCENARIO.toml --plugin-dir build/plugins --set @KIND@.@NAME@.enabled=true
eldercast compare SCENARIO.toml --plugin-dir build/plugins --with @KIND@.@NAME@.enabled=true
```

In a scenario it is switched on by a table:

```toml
[@KIND@.@NAME@]
@PATH@ = @DEFAULT@
```
)";

constexpr const char* kReadmeLuaZh = R"(# @KIND@/@NAME@

规则写在 `@KIND@_@NAME@.lua` 中。在本目录执行：

```sh
eldercast plugins check @KIND@_@NAME@.lua                  # 是否遵守规则约定？
eldercast plugins describe @KIND@/@NAME@ --plugin-dir .
eldercast run 情景.toml --plugin-dir . --set @KIND@.@NAME@.enabled=true
eldercast compare 情景.toml --plugin-dir . --with @KIND@.@NAME@.enabled=true
```

在情景中写入下表即启用：

```toml
[@KIND@.@NAME@]
@PATH@ = @DEFAULT@
```
)";

constexpr const char* kReadmeCppZh = R"(# @KIND@/@NAME@

规则写在 `plugin.cpp` 中。在本目录执行：

```sh
cmake -S . -B build                       # eldercast 装在自选目录时加 -DCMAKE_PREFIX_PATH=目录
cmake --build build
ctest --test-dir build                    # 是否遵守规则约定？
eldercast plugins describe @KIND@/@NAME@ --plugin-dir build/plugins
eldercast run 情景.toml --plugin-dir build/plugins --set @KIND@.@NAME@.enabled=true
eldercast compare 情景.toml --plugin-dir build/plugins --with @KIND@.@NAME@.enabled=true
```

在情景中写入下表即启用：

```toml
[@KIND@.@NAME@]
@PATH@ = @DEFAULT@
```
)";

/// What differs from kind to kind.
struct Example {
  const char* base;
  const char* lua_body;
  const char* cpp_body;
  const char* zh;
  const char* en;
  Words row;
};

Example example_of(std::string_view kind) {
  if (kind == "funding") {
    return {"FundingRule",
            kLuaFunding,
            kCppFunding,
            "规划设施开业时获得一笔补助",
            "an amount for every facility of the plan that opens",
            {{"@PATH@", "amount_yuan"},
             {"@FIELD@", "amount"},
             {"@FIELD_TYPE@", "Fen"},
             {"@TYPE@", "money"},
             {"@UNIT@", "CNY"},
             {"@MAX@", "10000000"},
             {"@DEFAULT@", "100000"},
             {"@LOW@", "50000"},
             {"@HIGH@", "200000"},
             {"@ZH_ROW@", "每个设施的金额"},
             {"@EN_ROW@", "What a facility gets"}}};
  }
  if (kind == "staffing") {
    return {"StaffingRule",
            kLuaStaffing,
            kCppStaffing,
            "每年十二月向在岗护理员发放一笔金额",
            "an amount for every carer in post each December",
            {{"@PATH@", "amount_yuan"},
             {"@FIELD@", "amount"},
             {"@FIELD_TYPE@", "Fen"},
             {"@TYPE@", "money"},
             {"@UNIT@", "CNY"},
             {"@MAX@", "100000"},
             {"@DEFAULT@", "1000"},
             {"@LOW@", "500"},
             {"@HIGH@", "2000"},
             {"@ZH_ROW@", "每名护理员每年金额"},
             {"@EN_ROW@", "What a carer gets, a year"}}};
  }
  return {"MedicalRule",
          kLuaMedical,
          kCppMedical,
          "更多人寻求助餐",
          "more people seek meals",
          {{"@PATH@", "more_per_mille"},
           {"@FIELD@", "more"},
           {"@FIELD_TYPE@", "std::int32_t"},
           {"@TYPE@", "integer"},
           {"@UNIT@", "1/1000"},
           {"@MAX@", "1000"},
           {"@DEFAULT@", "100"},
           {"@LOW@", "50"},
           {"@HIGH@", "200"},
           {"@ZH_ROW@", "寻求助餐的增加"},
           {"@EN_ROW@", "More of those who want meals seek them"}}};
}

}  // namespace

std::vector<TemplateFile> rule_template(const std::string& kind, const std::string& name, bool lua, Language language) {
  const bool zh = language == Language::zh;
  const Example example = example_of(kind);
  Words words{{"@HASH@", "#"},      {"@LUA_BODY@", example.lua_body}, {"@CPP_BODY@", example.cpp_body}, {"@KIND@", kind},
              {"@NAME@", name},     {"@CLASS@", camel(name)},         {"@BASE@", example.base},         {"@EN@", example.en},
              {"@ZH@", example.zh}, {"@WORDS@", in_words(name)}};
  words.insert(words.end(), example.row.begin(), example.row.end());
  if (lua) return {{kind + "_" + name + ".lua", filled(kLua, words)}, {"README.md", filled(zh ? kReadmeLuaZh : kReadmeLua, words)}};
  return {{"plugin.cpp", filled(kCpp, words)},
          {"CMakeLists.txt", filled(kCMake, words)},
          {"README.md", filled(zh ? kReadmeCppZh : kReadmeCpp, words)}};
}

}  // namespace eldercast
