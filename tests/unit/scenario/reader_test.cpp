// Whole readings: precedence, extends, --set, order, origins, the resolved text, limits.
#include <algorithm>
#include <regex>
#include <set>

#include "scenario/parameters/parameter_value.hpp"
#include "scenario/parameters/sections.hpp"
#include "support/catch.hpp"
#include "unit/scenario/workshop.hpp"

using namespace eldercast;
using test::Workshop;

namespace {

Scenario read_good(const Workshop& shop, const std::string& name = "base.toml", std::vector<std::string> sets = {}) {
  ReadResult result = shop.read(name, std::move(sets));
  INFO(result.diagnostics.render(false));
  REQUIRE(result.scenario.has_value());
  CHECK_FALSE(result.diagnostics.has_errors());
  return *result.scenario;
}

std::string codes(const ReadResult& result) {
  std::string all;
  for (const Diagnostic& item : result.diagnostics.sorted()) all += (all.empty() ? "" : " ") + item.code;
  return all;
}

const ParameterOrigin& origin(const Scenario& scenario, const std::string& id) {
  const auto found =
      std::find_if(scenario.origins.begin(), scenario.origins.end(), [&](const ParameterOrigin& item) { return item.id == id; });
  REQUIRE(found != scenario.origins.end());
  return *found;
}

std::string without_comments(const std::string& text) { return std::regex_replace(text, std::regex(" *#[^\"\n]*\n"), "\n"); }

}  // namespace

TEST_CASE("option before text before table before fallback") {
  const Workshop shop;
  CHECK(read_good(shop).network.detour_factor == 1.4);  // data/parameters.csv
  shop.change("base.toml", "street_spokes_max = 10", "street_spokes_max = 10\ndetour_factor = 2");
  CHECK(read_good(shop).network.detour_factor == 2.0);
  const Scenario scenario = read_good(shop, "base.toml", {"network.detour_factor=3.5", "schedule.timing=durations"});
  CHECK(scenario.network.detour_factor == 3.5);
  CHECK(scenario.schedule.timing == Timing::durations);
  shop.change("data/parameters.csv", "network.spread_share,", "network.detour_factor_,");
  CHECK(shop.read().diagnostics.has_errors());
  shop.change("data/parameters.csv", "network.detour_factor_,0.7,0.5,0.9,ratio,assumption,invented,,\n", "");
  CHECK(read_good(shop).network.spread_share == 0.7);  // fallback of the row
}

TEST_CASE("every nested parameter reaches its own field") {
  const Workshop shop;
  const Scenario s = read_good(
      shop, "base.toml",
      {"schedule.prepare_months.town_centre.low=1.25", "schedule.build_months.village_point.high=4.5", "schedule.slip_ratio.high=1.75",
       "allocation.bed_leaving_per_month.partial=0.125", "allocation.bed_leaving_per_month.hardship=0.0625",
       "standards.town_centre.equipment_yuan=1234.56", "standards.street_centre.beds=77", "population.share_60plus.town=0.3",
       "staff.residents_per_carer.other=9", "scenario.seed=9223372036854775807",
       "allocation.priority=['full', 'others', 'partial', 'aged_80_plus', 'living_alone', 'special_hardship']"});
  CHECK(s.schedule.prepare_months[FacilityKind::town_centre].low == 1.25);
  CHECK(s.schedule.build_months[FacilityKind::village_point].high == 4.5);
  CHECK(s.schedule.slip_ratio.high == 1.75);
  CHECK(s.schedule.cost_ratio.high == 1.0);
  CHECK(s.allocation.bed_leaving_per_month[Need::partial] == 0.125);
  CHECK(s.allocation.bed_leaving_hardship_per_month == 0.0625);
  CHECK(s.standards[FacilityKind::town_centre].equipment == Fen{123456});
  CHECK(s.standards[FacilityKind::street_centre].beds == 77);
  CHECK(s.population.town_share_60plus == 0.3);
  CHECK(s.staff.residents_per_carer_other == 9);
  CHECK(s.seed == 9223372036854775807U);
  CHECK(s.allocation.rank[PriorityGroup::full] == 0);
  CHECK(s.allocation.rank[PriorityGroup::others] == 1);
  CHECK(s.allocation.rank[PriorityGroup::special_hardship] == 5);
}

TEST_CASE("no two parameters have one id, and every id is found again") {
  std::set<std::string> ids;
  for (const Section& section : scenario_sections()) {
    for (const ParameterRow& row : section.rows) {
      const std::string id = parameter_id(section, row);
      CHECK(ids.insert(id).second);
      const auto address = find_parameter(id);
      REQUIRE(address);
      CHECK(address->row == &row);
      CHECK(address->section == &section);
    }
  }
  CHECK(ids.size() > 100);
  CHECK_FALSE(find_parameter("schedule"));
  CHECK_FALSE(find_parameter("schedule.slip_ratio"));
  CHECK_FALSE(find_parameter("standards.care_home.beds"));
}

TEST_CASE("a file overrides what it extends key by key, at any depth") {
  const Workshop shop;
  shop.write("middle.toml", "schema = 1\nextends = \"base.toml\"\n[schedule.slip_ratio]\nhigh = 1.5\n[scenario]\nid = \"middle\"\n");
  shop.write("top/last.toml", "schema = 1\nextends = \"../middle.toml\"\n[schedule.slip_ratio]\nmedian = 1.25\n[scenario]\ngaps = []\n");
  const Scenario s = read_good(shop, "top/last.toml");
  CHECK(s.id == "middle");
  CHECK(s.schedule.slip_ratio.low == 1.0);
  CHECK(s.schedule.slip_ratio.median == 1.25);
  CHECK(s.schedule.slip_ratio.high == 1.5);
  CHECK(s.data_gaps.empty());
  CHECK(s.towns.size() == 3);
}

TEST_CASE("rules keep the order of their first writing and their values the order of the rows") {
  const Workshop shop;
  shop.write("more.toml",
             "schema = 1\nextends = \"base.toml\"\n[staffing.strict]\nshare = 0.25\n[funding.flat_grant]\nmode = \"monthly\"\nfrom = "
             "\"2021-03\"\n");
  const Scenario s = read_good(shop, "more.toml", {"funding.flat_grant.pass.share=0.5"});
  REQUIRE(s.rules.size() == 2);
  CHECK(s.rules[0].id == "funding/flat_grant");
  CHECK(s.rules[0].values == std::vector<RuleValue>{1000, YearMonth(2021, 3).count, 5, 0.5, 0, 1});
  CHECK(s.rules[1].id == "staffing/strict");
  CHECK(s.rules[1].values == std::vector<RuleValue>{0.25});
}

TEST_CASE("a rule that is not enabled is not even looked for") {
  const Workshop shop;
  shop.write("less.toml",
             "schema = 1\nextends = \"base.toml\"\n[funding.flat_grant]\nenabled = false\n[medical.old_clinic]\nenabled = false\n");
  CHECK(read_good(shop, "less.toml").rules.empty());
  const Scenario back = read_good(shop, "less.toml", {"funding.flat_grant.enabled=true"});
  REQUIRE(back.rules.size() == 1);
  CHECK(codes(shop.read("less.toml", {"medical.old_clinic.enabled=true"})) == "plugin.abi");
}

TEST_CASE("options: TOML values, bare words, and what is refused") {
  const Workshop shop;
  CHECK(read_good(shop, "base.toml", {"scenario.id=my-run", "scenario.name_zh=江津区", "scenario.start=2019-01"}).name_zh == "江津区");
  CHECK(read_good(shop, "base.toml", {"scenario.name_en=\"a # b = c\""}).name_en == "a # b = c");
  for (const char* bad : {"", "=", "a", "scenario=1", "scenario.id=", "scenario.id=a b", "scenario.id=[1", "scenario.id=\"x",
                          "scenario.id='x'\nscenario.seed=1", ".id=1", "scenario.id.=1", "scenario. id=1", "scenario.id=\xBD"}) {
    INFO(bad);
    CHECK(codes(shop.read("base.toml", {bad})) == "scenario.set");
  }
  CHECK(codes(shop.read("base.toml", {"scenario.seed=1", "scenario.seed=1"})) == "scenario.set");
  CHECK(codes(shop.read("base.toml", {"schedule.slip_ratio=1"})) == "scenario.type");
  CHECK(codes(shop.read("base.toml", {"schedule.slip_ratio.median=2019-01-01"})) == "scenario.type");
}

TEST_CASE("settlements stand by town and code, whatever the order of their rows") {
  const Workshop shop;
  std::string table = shop.text("data/settlements.csv");
  const std::size_t first = table.find('\n') + 1;
  const std::size_t second = table.find('\n', first) + 1;
  const std::string moved = table.substr(first, second - first);
  shop.write("data/settlements.csv", table.erase(first, second - first) + moved);
  const Scenario s = read_good(shop);
  REQUIRE(s.settlements.size() == 8);
  CHECK(
      std::is_sorted(s.settlements.begin(), s.settlements.end(), [](const Settlement& a, const Settlement& b) { return a.town < b.town; }));
  CHECK(s.settlements[0].code == "T1C1");
  CHECK(s.settlements[1].code == "T1C2");
  for (const ExistingFacility& facility : s.existing) REQUIRE(facility.settlement.valid());
  CHECK(s.settlements[s.existing[0].settlement.index()].code == "T1C1");
  CHECK(s.settlements[s.projects[0].settlement.index()].code == "T1C1");
}

TEST_CASE("towns stand by the column order, then by code as people count") {
  const Workshop shop;
  const auto codes_with = [&](const std::string& table) {
    shop.write("data/towns.csv", table);
    std::string codes;
    for (const Town& town : read_good(shop).towns) codes += town.code + " ";
    return codes;
  };
  const std::string table = shop.text("data/towns.csv");
  const std::size_t first = table.find("\nT1,") + 1;
  const std::size_t second = table.find('\n', first) + 1;
  const std::string moved = table.substr(first, second - first);
  std::string turned = table;
  CHECK(codes_with(turned.erase(first, second - first) + moved) == "T1 T2 T3 ");
  std::string ordered = table;
  ordered.insert(ordered.find("code,"), "order,");
  for (const auto& [town, order] : {std::pair{"\nT1,", "\n,T1,"}, {"\nT2,", "\n7,T2,"}, {"\nT3,", "\n3,T3,"}}) {
    ordered.replace(ordered.find(town), 4, order);
  }
  CHECK(codes_with(ordered) == "T3 T2 T1 ");
}

TEST_CASE("codes that a spreadsheet has rounded are told once, as the cause") {
  const Workshop shop;
  std::string table = shop.text("data/settlements.csv");
  for (const char* code : {"T1C1", "T1C2", "T2C1"}) table.replace(table.find(code), 4, "5.00116E+11");
  shop.write("data/settlements.csv", table);
  const std::vector<Diagnostic> found = shop.read().diagnostics.sorted();
  REQUIRE(found.size() == 1);
  CHECK(found.front().code == "scenario.code");
}

TEST_CASE("a scenario without services is refused") {
  const Workshop shop;
  for (const char* name : {"data/services.csv", "data/demand.csv"}) {
    const std::string table = shop.text(name);
    const std::size_t header = table.find(name == std::string("data/services.csv") ? "id," : "service,");
    shop.write(name, table.substr(header, table.find('\n', header) + 1 - header));
  }
  const std::vector<Diagnostic> found = shop.read().diagnostics.sorted();
  REQUIRE_FALSE(found.empty());
  CHECK(found.front().message == "the table of services has no rows");
}

TEST_CASE("tables reach their fields") {
  const Workshop shop;
  const Scenario s = read_good(shop);
  REQUIRE(s.towns.size() == 3);
  CHECK(s.towns[0].kind == TownKind::street);
  CHECK(s.towns[1].population_2020 == 1700);
  CHECK(s.existing[1].id == "home-alder-private-1");
  CHECK(s.existing[1].nursing_beds == 3);
  CHECK_FALSE(s.existing[1].siting_assumed);
  CHECK(s.projects[0].built);
  CHECK(s.projects[2].converts == "home-birch-rural-1");
  const Service& bed = s.services.back();
  CHECK(bed.given_at == GivenAt::bed);
  CHECK(bed.takes[Need::partial] == std::vector<Resource>{Resource::other_bed, Resource::nursing_bed});
  CHECK(bed.price[Need::full] == yuan(std::int64_t{2000}));
  CHECK(s.demand[0].settlement_kind == SettlementKind::community);
  CHECK_FALSE(s.demand[0].need);
}

TEST_CASE("every number says where it comes from") {
  const Workshop shop;
  const Scenario s = read_good(shop, "base.toml", {"network.walk_m_per_s=0.8"});
  const ParameterOrigin& table = origin(s, "network.detour_factor");
  CHECK(table.value == 1.4);
  CHECK(table.low == 1.2);
  CHECK(table.high == 1.8);
  CHECK(table.quality == "assumption");
  CHECK(table.source == "invented");
  const ParameterOrigin& option = origin(s, "network.walk_m_per_s");
  CHECK(option.value == 0.8);
  CHECK(option.low == 0.7);
  CHECK(option.quality == "scenario");
  CHECK(option.source == "--set 'network.walk_m_per_s=0.8'");
  const ParameterOrigin& text = origin(s, "schedule.never_built_share");
  CHECK(text.quality == "scenario");
  CHECK(text.source.ends_with("base.toml:38"));
}

TEST_CASE("the resolved text stands beside the data and gives the same scenario") {
  const Workshop shop;
  shop.write("alt/alt.toml",
             "schema = 1\nextends = \"../base.toml\"\n[scenario]\nname_zh = \"引号\\\"与\\\\\"\n[staffing.strict]\nshare = "
             "0.1\n[network]\ndetour_factor = 1.2345678901234567\n");
  const Scenario first = read_good(shop, "alt/alt.toml", {"scenario.seed=77", "funding.flat_grant.audited=false"});
  shop.write("resolved.toml", first.resolved_text);
  const Scenario second = read_good(shop, "resolved.toml");
  CHECK(without_comments(second.resolved_text) == without_comments(first.resolved_text));
  CHECK(second.seed == 77);
  CHECK(second.name_zh == "引号\"与\\");
  CHECK(second.network.detour_factor == first.network.detour_factor);
  REQUIRE(second.rules.size() == 2);
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(second.rules[i].id == first.rules[i].id);
    CHECK(second.rules[i].values == first.rules[i].values);
  }
  CHECK(second.allocation.rank == first.allocation.rank);
  CHECK(second.data_gaps == first.data_gaps);
  // Values with an origin are all of them numbers; compared one by one they cover every section.
  REQUIRE(second.origins.size() == first.origins.size());
  for (std::size_t i = 0; i < first.origins.size(); ++i) CHECK(second.origins[i].value == first.origins[i].value);
  CHECK(first.resolved_text.find("seed = 77  # --set\n") != std::string::npos);
  CHECK(first.resolved_text.find("detour_factor = 1.2345678901234567  # alt/alt.toml:8\n") != std::string::npos);
  CHECK(first.resolved_text.find("lag_months = 5  # default of the program\n") != std::string::npos);
}

TEST_CASE("the digest depends on values and data, not on the place of the folder") {
  const Workshop here;
  const Workshop there;
  const std::string digest = read_good(here).digest;
  CHECK(digest.size() == 64);
  CHECK(read_good(there).digest == digest);
  CHECK(read_good(here, "base.toml", {"scenario.seed=2"}).digest != digest);
  there.change("data/towns.csv", "1850", "1851");
  CHECK(read_good(there).digest != digest);
}

TEST_CASE("limits end in a message, not in a crash") {
  const Workshop shop;
  std::string deep = "schema = 1\nx = " + std::string(100'000, '[') + std::string(100'000, ']') + "\n";
  shop.write("deep.toml", deep);
  CHECK(codes(shop.read("deep.toml")) == "scenario.limit");
  deep = "schema = 1\na";
  for (int i = 0; i < 200'000; ++i) deep += ".a";
  shop.write("dotted.toml", deep + " = 1\n");
  CHECK(codes(shop.read("dotted.toml")) == "scenario.limit");
  shop.write("link0.toml", "schema = 1\nextends = \"base.toml\"\n");
  for (int i = 1; i < 20; ++i) {
    shop.write("link" + std::to_string(i) + ".toml", "schema = 1\nextends = \"link" + std::to_string(i - 1) + ".toml\"\n");
  }
  read_good(shop, "link14.toml");  // sixteen files
  CHECK(codes(shop.read("link15.toml")) == "scenario.limit");
  shop.write("large.toml", "");
  std::filesystem::resize_file(shop.folder() / "large.toml", 64U * 1024U * 1024U + 1U);
  CHECK(codes(shop.read("large.toml")) == "scenario.limit");
}

TEST_CASE("a link must not lead a table out of its folder") {
  const Workshop shop;
  const Workshop other;
  std::filesystem::remove(shop.folder() / "data/towns.csv");
  std::filesystem::create_symlink(other.folder() / "data/towns.csv", shop.folder() / "data/towns.csv");
  CHECK(codes(shop.read()).find("scenario.path") != std::string::npos);
}

TEST_CASE("no cut or flipped text makes the reader fall") {
  const Workshop shop;
  const std::string text = shop.text("base.toml");
  for (std::size_t cut = 0; cut < text.size(); cut += 23) {
    shop.write("cut.toml", text.substr(0, cut));
    const ReadResult result = shop.read("cut.toml");
    CHECK(result.scenario.has_value() != result.diagnostics.has_errors());
  }
  for (const char* name : {"data/settlements.csv", "data/services.csv", "data/demand.csv", "data/projects.csv"}) {
    const std::string table = shop.text(name);
    for (std::size_t at = 0; at < table.size(); at += 37) {
      for (const char replacement : {'\xFF', '"', ',', '\n', '9'}) {
        std::string broken = table;
        broken[at] = replacement;
        shop.write(name, broken);
        const ReadResult result = shop.read();
        REQUIRE(result.scenario.has_value() != result.diagnostics.has_errors());
        REQUIRE(result.diagnostics.render(false).empty() == result.scenario.has_value());
      }
    }
    shop.write(name, table);
  }
}

TEST_CASE("numbers and months as text") {
  CHECK(number_text(0.1) == "0.1");
  CHECK(number_text(2'000'000) == "2000000");
  CHECK(parse_number(number_text(1.0 / 3.0)) == 1.0 / 3.0);
  CHECK(parse_year_month("2020-04") == YearMonth(2020, 4));
  for (const char* bad : {"2020-4", "2020-00", "2020-13", "20-04", "2020/04", "-020-04", "2020--4", "2020-04-01", "1899-12"}) {
    CHECK_FALSE(parse_year_month(bad));
  }
}

TEST_CASE("the page of parameters has every parameter once, in both languages") {
  const std::string page = parameters_page(test::fake_rules());
  for (const Section& section : scenario_sections()) {
    for (const ParameterRow& row : section.rows) {
      const std::string key = "| `" + parameter_id(section, row) + "` |";
      const std::size_t at = page.find(key);
      REQUIRE(at != std::string::npos);
      CHECK(page.find(key, at + 1) == std::string::npos);
      CHECK(std::string(row.zh) != "");
      CHECK(std::string(row.en) != "");
    }
  }
  CHECK(page.find("## `[funding.flat_grant]`: Flat grant / 定额补助") != std::string::npos);
  CHECK(page.find("| `grant_yuan` | Grant | 补助 | CNY, 0 to 5000000 | required |") != std::string::npos);
}

TEST_CASE("a scenario has at most 64 services") {
  const test::Workshop shop;
  std::string services = shop.text("data/services.csv");
  // The last row again and again, under other ids.
  const std::size_t end = services.find_last_not_of('\n') + 1;
  const std::string row = services.substr(services.rfind('\n', end - 1) + 1, end - services.rfind('\n', end - 1) - 1);
  for (int i = 0; i < 61; ++i) services += "s" + std::to_string(i) + row.substr(row.find(',')) + "\n";
  shop.write("data/services.csv", services);
  // Beside it only that nobody said who wants the new ones.
  const std::string found = codes(shop.read());
  CHECK(found.find("scenario.limit") != std::string::npos);
}
