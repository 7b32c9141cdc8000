#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>

#include "engine/host/plugin_host.hpp"
#include "support/catch.hpp"
#include "unit/plugins/small_district.hpp"

using namespace eldercast;
using namespace eldercast::test;

namespace {

constexpr int kMonths = 60;

struct LoadedRuleToTest {
  RuleDescription description;
  std::vector<RuleValue> values;  ///< every default
};

std::vector<LoadedRuleToTest> all_rules(PluginHost& host) {
  std::vector<LoadedRuleToTest> rules;
  for (const auto& id : host.known_ids()) {
    auto found = host.find(id);
    if (const auto* refusal = std::get_if<RuleRefusal>(&found)) FAIL(refusal->message);
    LoadedRuleToTest rule{std::get<RuleDescription>(found), {}};
    for (const auto& row : rule.description.rows) rule.values.push_back(fallback_of(row));
    rules.push_back(std::move(rule));
  }
  return rules;
}

void run_month_of_any(Rule& rule, std::string_view id, const MonthView& month, MonthFlows& out) {
  if (id.starts_with("funding/")) return run_month(static_cast<FundingRule&>(rule), month, out);
  if (id.starts_with("staffing/")) return run_month(static_cast<StaffingRule&>(rule), month, out);
  run_month(static_cast<MedicalRule&>(rule), month, out);
}

ServiceState service(const char* id, GivenAt given_at, Resource takes, std::int32_t units, std::int64_t price_yuan) {
  ServiceState made;
  made.id = id;
  made.given_at = given_at;
  made.takes[takes] = true;
  made.units_per_month = units;
  for (auto& price : made.price) price = yuan(price_yuan);
  std::int32_t persons = 10;
  for (auto& group : made.served) group = persons += 7;
  for (auto& group : made.waiting) group = persons -= 5;
  return made;
}

std::vector<ServiceState> some_services() {
  auto bed = service("bed", GivenAt::bed, Resource::nursing_bed, 1, 2000);
  bed.takes[Resource::other_bed] = true;
  return {bed, service("visits", GivenAt::home, Resource::visit_minutes, 2, 34),
          service("meals", GivenAt::hub_or_spoke, Resource::meal, 20, 12),
          service("health", GivenAt::hub_or_spoke, Resource::health_place, 1, 10),
          service("doctor", GivenAt::hub_or_spoke, Resource::doctor_place, 1, 10)};
}

/// Every kind of arrangement and operator, and some use, so that no rule finds all facilities alike.
void vary_facilities(std::vector<FacilityState>& facilities) {
  for (std::size_t i = 0; i < facilities.size(); ++i) {
    auto& facility = facilities[i];
    facility.run_by = i % 3 == 0 ? RunBy::government : RunBy::social;
    facility.arrangement = static_cast<Arrangement>((i * 3 + 3) % 7 % kCount<Arrangement>);
    facility.hub_working = i % 5 != 4;
    facility.on_platform = i % 2 == 0;
    if (facility.kind == FacilityKind::care_home) continue;
    facility.capacity[Resource::activity_place] = 100;
    if (facility.kind != FacilityKind::village_point) facility.capacity[Resource::day_place] = 20;
    if (is_hub(facility.kind)) {
      facility.capacity[Resource::nursing_bed] = 20;
      facility.capacity[Resource::other_bed] = 10;
    }
    facility.staffed = facility.capacity;
    for (std::size_t r = 0; r < kCount<Resource>; ++r) facility.used.cells[r] = facility.staffed.cells[r] * static_cast<int>(i % 4) / 4;
  }
}

/// A project for each facility that comes from one.
void add_projects(SmallDistrict& district) {
  for (std::size_t i = 0; i < district.facilities.size(); ++i) {
    auto& facility = district.facilities[i];
    facility.floor_area_m2 = std::max(facility.floor_area_m2, 300);
    if (!facility.from_project) continue;
    ProjectState project;
    project.key = facility.key + 100'000;
    project.facility = FacilityId(i);
    project.kind = facility.kind;
    project.town = facility.town;
    project.planned_year = 2019 + facility.opened.value / 12;
    project.scheduled_start = Month{facility.opened.value - 2};
    project.cost = yuan(std::int64_t{900'000});
    district.projects.push_back(project);
  }
}

/// A street and two towns with every kind of facility, old and planned, some beds free, some posts filled.
SmallDistrict mixed_district() {
  SmallDistrict district;
  const auto street = district.add_town(9000);
  const auto town = district.add_town(4000);
  const auto far_town = district.add_town(2500);
  district.towns[0].kind = TownKind::street;
  for (auto& each : district.towns) {
    each.residents_by_need[Need::independent] = each.residents - 500;
    each.residents_by_need[Need::partial] = 400;
    each.residents_by_need[Need::full] = 100;
    each.staff[Role::carer] = 40;
    each.staff[Role::supervisor] = 30;
    each.staff[Role::director] = 5;
    each.staff[Role::helper] = 3;
    each.staff[Role::volunteer] = 2;
    each.certified = 12;
    each.posts = 60;
  }
  const auto home = [&](TownId where, std::int32_t beds, std::int32_t used) {
    auto& facility = district[district.add(FacilityKind::care_home, where, false, 0)];
    facility.floor_area_m2 = 1500;
    facility.capacity[Resource::nursing_bed] = beds / 5;
    facility.capacity[Resource::other_bed] = beds - beds / 5;
    facility.staffed = facility.capacity;
    facility.used[Resource::other_bed] = used;
  };
  home(street, 120, 35);
  home(town, 75, 20);
  home(far_town, 31, 11);
  district.add(FacilityKind::community_station, street, false, 0);
  district.add(FacilityKind::street_centre, street, true, 14);
  for (int i = 0; i < 12; ++i) district.add(FacilityKind::community_station, i % 2 == 0 ? street : town, true, 3 + 2 * i);
  district.add(FacilityKind::town_centre, town, true, 20);
  district.add(FacilityKind::town_centre, far_town, true, 20);
  for (int i = 0; i < 4; ++i) district.add(FacilityKind::village_point, far_town, true, 25 + i);
  district.add(FacilityKind::village_point, town, false, 0);
  vary_facilities(district.facilities);
  add_projects(district);
  district.services = some_services();
  district.lottery_fund.balance = yuan(std::int64_t{3'000'000});
  return district;
}

/// The same district with its tables, services too, listed backwards.
SmallDistrict backwards(SmallDistrict district) {
  const auto turned_town = [&](TownId id) { return TownId(district.towns.size() - 1 - id.index()); };
  const auto turned_facility = [&](FacilityId id) { return FacilityId(district.facilities.size() - 1 - id.index()); };
  for (auto& facility : district.facilities) facility.town = turned_town(facility.town);
  for (auto& project : district.projects) {
    project.town = turned_town(project.town);
    project.facility = turned_facility(project.facility);
  }
  std::reverse(district.towns.begin(), district.towns.end());
  std::reverse(district.facilities.begin(), district.facilities.end());
  std::reverse(district.projects.begin(), district.projects.end());
  std::reverse(district.services.begin(), district.services.end());
  return district;
}

/// A flow with keys in place of positions: month, what, who, what of it.
using Flow = std::tuple<int, std::string, std::uint64_t, std::uint64_t, std::int64_t, std::int64_t>;

struct Keys {
  const SmallDistrict& district;

  [[nodiscard]] std::uint64_t of(TownId id) const { return id.valid() ? district.towns[id.index()].key : 0; }
  [[nodiscard]] std::uint64_t of(FacilityId id) const { return id.valid() ? district.facilities[id.index()].key : 0; }
  [[nodiscard]] std::uint64_t of(ProjectId id) const { return district.projects[id.index()].key; }
  [[nodiscard]] std::string of(ServiceId id) const { return id.valid() ? district.services[id.index()].id : ""; }
};

std::string text(std::string_view what, std::string_view detail) { return std::string(what) + " " + std::string(detail); }

void add_funding(const MonthFlows& flows, const Keys& keys, int month, std::vector<Flow>& all) {
  for (const auto& f : flows.supports.flows())
    all.emplace_back(month, text("support", f.clause), keys.of(f.project), index_of(f.payer), f.amount.value, f.lottery_fund_first);
  for (const auto& f : flows.holds.flows()) all.emplace_back(month, text("hold", f.reason), keys.of(f.project), 0, 0, 0);
  for (const auto& f : flows.fund_income.flows()) all.emplace_back(month, "fund income", 0, 0, f.amount.value, f.elsewhere.value);
  for (const auto& f : flows.covers.flows()) {
    const auto what = text(text("cover", keys.of(f.service)), name_of(f.group)) + text("", f.clause);
    const auto how = f.users_share * 1e12 + 2.0 * f.needs_arrangement + f.lottery_fund_first;
    all.emplace_back(month, what, index_of(f.group), index_of(f.payer), f.per_unit.value, std::llround(how));
  }
}

void add_staffing(const MonthFlows& flows, const Keys& keys, int month, std::vector<Flow>& all) {
  for (const auto& f : flows.staff.flows()) all.emplace_back(month, "staff", keys.of(f.town), index_of(f.role), f.hired, f.left);
  for (const auto& f : flows.hires.flows()) all.emplace_back(month, "hires", 0, index_of(f.role), f.hired, f.certified);
  for (const auto& f : flows.training.flows()) {
    all.emplace_back(month, "training", static_cast<std::uint64_t>(f.entered), index_of(f.role), f.graduated, f.dropped_out);
    all.emplace_back(month, "certified in post", 0, index_of(f.role), f.certified_in_post, 0);
  }
}

void add_medical(const MonthFlows& flows, const Keys& keys, int month, std::vector<Flow>& all) {
  for (const auto& f : flows.conversions.flows()) all.emplace_back(month, "conversion", keys.of(f.facility), 0, f.beds, 0);
  for (const auto& f : flows.arrangements.flows())
    all.emplace_back(month, "arrangement", keys.of(f.facility), index_of(f.kind), f.doctor_places, 0);
  for (const auto& f : flows.demand_changes.flows()) all.emplace_back(month, text("demand", keys.of(f.service)), 0, 0, f.per_mille, 0);
}

std::vector<Flow> flows_of(const MonthFlows& flows, const SmallDistrict& district, int month) {
  const Keys keys{district};
  std::vector<Flow> all;
  add_funding(flows, keys, month, all);
  add_staffing(flows, keys, month, all);
  add_medical(flows, keys, month, all);
  for (const auto& f : flows.postings.flows()) {
    const auto who = text(text(name_of(f.payer), name_of(f.purpose)), f.clause) + text("", keys.of(f.service));
    const auto how = f.paid_after_months * 100 + static_cast<int>(f.relieves) * 10 + f.lottery_fund_first;
    all.emplace_back(month, who, keys.of(f.facility), keys.of(f.town), f.amount.value, how);
  }
  for (const auto& f : flows.evaluations.flows()) all.emplace_back(month, "evaluation", keys.of(f.facility), index_of(f.grade), 0, 0);
  std::sort(all.begin(), all.end());
  return all;
}

std::vector<Flow> run_through(Rule& rule, std::string_view id, SmallDistrict district) {
  std::vector<Flow> all;
  for (int month = 0; month < kMonths; ++month) {
    MonthFlows flows;
    run_month_of_any(rule, id, district.view(month), flows);
    const auto here = flows_of(flows, district, month);
    all.insert(all.end(), here.begin(), here.end());
  }
  return all;
}

std::optional<std::string> insane_funding(const MonthFlows& flows, const SmallDistrict& district) {
  for (const auto& support : flows.supports.flows()) {
    if (support.amount.value < 0 || support.project.index() >= district.projects.size()) return "absurd support";
  }
  for (const auto& hold : flows.holds.flows()) {
    if (hold.project.index() >= district.projects.size()) return "hold of an unknown project";
  }
  for (const auto& income : flows.fund_income.flows()) {
    if (income.amount.value < 0 || income.elsewhere.value < 0) return "negative income of the fund";
  }
  for (const auto& cover : flows.covers.flows()) {
    if (cover.service.index() >= district.services.size()) return "cover of an unknown service";
    if (!(cover.users_share >= 0 && cover.users_share <= 1) || cover.per_unit.value < 0) return "absurd cover";
  }
  return std::nullopt;
}

std::optional<std::string> insane_medical(const MonthFlows& flows, const SmallDistrict& district) {
  for (const auto& flow : flows.conversions.flows()) {
    const auto& facility = district.facilities[flow.facility.index()];
    if (flow.beds < 0 || flow.beds > facility.capacity[Resource::other_bed] - facility.used[Resource::other_bed])
      return "absurd conversion";
  }
  for (const auto& flow : flows.arrangements.flows()) {
    if (flow.facility.index() >= district.facilities.size() || flow.doctor_places < 0) return "absurd arrangement";
  }
  for (const auto& flow : flows.demand_changes.flows()) {
    if (flow.service.index() >= district.services.size() || flow.per_mille < -1000 || flow.per_mille > 4000)
      return "absurd change of demand";
  }
  for (const auto& flow : flows.evaluations.flows()) {
    if (flow.facility.index() >= district.facilities.size()) return "evaluation of an unknown facility";
  }
  return std::nullopt;
}

/// What the engine would refuse: names of the first flow that is out of bounds.
std::optional<std::string> insane(const MonthFlows& flows, const SmallDistrict& district) {
  for (const auto& posting : flows.postings.flows()) {
    if (posting.amount.value < 0 || posting.amount > yuan(std::int64_t{1'000'000'000'000})) return "posting of an absurd amount";
    if (posting.paid_after_months < 0 || posting.paid_after_months > 120) return "posting paid at an absurd time";
    if (posting.town.valid() && posting.town.index() >= district.towns.size()) return "posting to an unknown town";
  }
  for (const auto& flow : flows.staff.flows()) {
    if (flow.hired < 0 || flow.left < 0 || flow.left > district.towns[flow.town.index()].staff[flow.role]) return "absurd staff flow";
  }
  for (const auto& flow : flows.hires.flows()) {
    if (flow.hired < 0 || flow.certified < 0 || flow.certified > flow.hired) return "absurd hires";
  }
  for (const auto& flow : flows.training.flows()) {
    if (flow.entered < 0 || flow.graduated < 0 || flow.dropped_out < 0 || flow.certified_in_post < 0) return "negative training flow";
  }
  if (auto problem = insane_funding(flows, district)) return problem;
  if (auto problem = insane_medical(flows, district)) return problem;
  return std::nullopt;
}

}  // namespace

TEST_CASE("no rule makes money out of nothing: a district without residents and facilities has no flows of money") {
  PluginHost host({ELDERCAST_TEST_PLUGINS});
  for (const auto& [description, values] : all_rules(host)) {
    SmallDistrict empty;
    empty.add_town(0);
    const auto rule = host.make(description.id, values);
    INFO(description.id);
    for (int month = 0; month < kMonths; ++month) {
      MonthFlows flows;
      run_month_of_any(*rule, description.id, empty.view(month), flows);
      CHECK(flows.postings.flows().empty());
      CHECK(flows.supports.flows().empty());
    }
  }
}

TEST_CASE("every rule does something in a district with everything") {
  PluginHost host({ELDERCAST_TEST_PLUGINS});
  for (const auto& [description, values] : all_rules(host)) {
    INFO(description.id);
    // Formulas say nothing until somebody writes one.
    if (description.id == "funding/formula") continue;
    CHECK_FALSE(run_through(*host.make(description.id, values), description.id, mixed_district()).empty());
  }
}

TEST_CASE("two objects of a rule with the same inputs give the same flows") {
  PluginHost host({ELDERCAST_TEST_PLUGINS});
  for (const auto& [description, values] : all_rules(host)) {
    const auto first = host.make(description.id, values);
    const auto second = host.make(description.id, values);
    INFO(description.id);
    CHECK(run_through(*first, description.id, mixed_district()) == run_through(*second, description.id, mixed_district()));
  }
}

TEST_CASE("the order in which towns, facilities and projects are listed changes no flow of any rule") {
  PluginHost host({ELDERCAST_TEST_PLUGINS});
  for (const auto& [description, values] : all_rules(host)) {
    const auto forwards = run_through(*host.make(description.id, values), description.id, mixed_district());
    const auto back = run_through(*host.make(description.id, values), description.id, backwards(mixed_district()));
    INFO(description.id);
    CHECK(forwards == back);
  }
}

TEST_CASE("every parameter of every rule may be anything in its range, and the flows stay sane") {
  PluginHost host({ELDERCAST_TEST_PLUGINS});
  for (const auto& [description, defaults] : all_rules(host)) {
    for (std::size_t i = 0; i < description.rows.size(); ++i) {
      for (const double extreme : {description.rows[i].min, description.rows[i].max}) {
        auto values = defaults;
        values[i] = extreme;
        INFO(description.id << " " << description.rows[i].path << " = " << extreme);
        RulePtr rule;
        try {
          rule = host.make(description.id, values);
        } catch (const std::runtime_error& problem) {
          // Parameters that do not fit each other may be refused, with the rule's name.
          CHECK_THAT(problem.what(), contains_text("'" + description.id + "'"));
          continue;
        }
        auto district = mixed_district();
        for (int month = 0; month < kMonths; ++month) {
          MonthFlows flows;
          run_month_of_any(*rule, description.id, district.view(month), flows);
          const auto problem = insane(flows, district);
          if (problem) FAIL_CHECK("month " << month << ": " << *problem);
        }
      }
    }
  }
}
