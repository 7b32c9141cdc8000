#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>
#include <utility>

#include "engine/host/plugin_host.hpp"
#include "study/contract/trial_district.hpp"
#include "support/catch.hpp"
#include "unit/plugins/small_district.hpp"

using namespace eldercast;
using namespace eldercast::test;

namespace {

constexpr int kMonths = contract::kTrialMonths;

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

/// The tables on which `plugins check` tries rules.
SmallDistrict small(contract::TrialDistrict tables) {
  SmallDistrict district;
  district.start = contract::kTrialStart;
  district.last = Month{kMonths - 1};
  district.towns = std::move(tables.towns);
  district.facilities = std::move(tables.facilities);
  district.projects = std::move(tables.projects);
  district.services = std::move(tables.services);
  district.lottery_fund = tables.lottery_fund;
  district.training = tables.training;
  district.payers = std::move(tables.payers);
  district.purposes = std::move(tables.purposes);
  district.roles = std::move(tables.roles);
  return district;
}
SmallDistrict mixed_district() { return small(contract::trial_district()); }
/// The same district with its tables, services too, listed backwards.
SmallDistrict backwards_district() { return small(contract::backwards(contract::trial_district())); }

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
  for (const auto& f : flows.fund_income.flows())
    all.emplace_back(month, "fund income", 0, 0, f.amount.value, f.elsewhere.value + f.carried.value);
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
  for (const auto& f : flows.health_changes.flows())
    all.emplace_back(month, "health", keys.of(f.town), index_of(f.event), f.per_mille, index_of(f.need));
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
    const auto back = run_through(*host.make(description.id, values), description.id, backwards_district());
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
