#include <random>

#include "oracle/random_district.hpp"
#include "oracle/slow_engine.hpp"
#include "oracle/slow_payments.hpp"
#include "support/catch.hpp"
#include "support/scenarios.hpp"

using namespace eldercast;

namespace {

/// How often things that must not be left untested happened.
struct Seen {
  std::int64_t served = 0;
  std::int64_t waiting = 0;
  std::int64_t opened = 0;
  std::int64_t interest_fen = 0;
  std::int64_t by_operator_fen = 0;
  std::int64_t no_staff = 0;
  std::int64_t out_of_reach = 0;
  std::int64_t holding = 0;
  std::int64_t waited = 0;
  std::int64_t displaced = 0;
  std::int64_t left = 0;
  std::int64_t taken_over = 0;
  std::int64_t waited_for_others = 0;
  std::int64_t grants_waiting = 0;
};

/// Says what oracle_grants() says.
class OracleGrants final : public FundingRule {
 public:
  void pay(const MonthView& month, PaySlots out) override {
    for (const Posting& posting : test::oracle_grants(month.month, {month.facilities.begin(), month.facilities.end()}))
      out.postings.push(posting);
  }
};

Headline fast_run(const std::shared_ptr<const Scenario>& scenario, std::uint32_t seed, bool grants) {
  std::vector<RuleEntry> rules = rules_of(*scenario, test::host());
  if (grants) {
    rules.push_back(
        {"funding/oracle", {"T1"}, {}, [] { return RulePtr(new OracleGrants, RuleDeleter{[](Rule* rule) { delete rule; }}); }, {}});
  }
  RunOptions options;
  options.seed = seed;
  options.replicates = 1;
  // In one piece, or every town a zone of its own, on one thread or several.
  options.arena = Arena(1 + static_cast<int>(seed % 3));
  options.residents_a_zone = seed % 2;
  const District district = compile_district(scenario, options);
  Headline headline;
  ReplicateRunner(district, rules, options).run([&](Outcome&& outcome) {
    REQUIRE(outcome.failure.empty());
    headline = std::move(outcome.headline);
  });
  return headline;
}

template <class Cells>
std::int64_t sum(const Cells& cells) {
  std::int64_t out = 0;
  for (const auto cell : cells) out += cell;
  return out;
}

void compare(const Headline& fast, const Headline& slow) {
  REQUIRE(fast.residents == slow.residents);
  REQUIRE(fast.facilities_open == slow.facilities_open);
  REQUIRE(fast.new_seekers == slow.new_seekers);
  REQUIRE(fast.demand == slow.demand);
  REQUIRE(fast.beds == slow.beds);
  REQUIRE(fast.bed_shortfall == slow.bed_shortfall);
  REQUIRE(fast.town_carers == slow.town_carers);
  REQUIRE(fast.town_demand == slow.town_demand);
  REQUIRE(fast.town_beds == slow.town_beds);
  for (std::size_t m = 0; m < fast.staff.sizes()[0]; ++m) {
    REQUIRE(fast.staff(m, Role::carer, StaffCount::in_post) == slow.staff(m, Role::carer, StaffCount::in_post));
    REQUIRE(fast.staff(m, Role::carer, StaffCount::posts) == slow.staff(m, Role::carer, StaffCount::posts));
    REQUIRE(fast.staff(m, Role::helper, StaffCount::in_post) == slow.staff(m, Role::helper, StaffCount::in_post));
  }
  REQUIRE(fast.displaced == slow.displaced);
  REQUIRE(fast.facility_flows == slow.facility_flows);
  REQUIRE(fast.facilities_social == slow.facilities_social);
  REQUIRE(fast.accrued_fen == slow.accrued_fen);
  REQUIRE(fast.paid_fen == slow.paid_fen);
  REQUIRE(fast.grants_waiting_fen == slow.grants_waiting_fen);
  REQUIRE(fast.town_accrued_fen == slow.town_accrued_fen);
  REQUIRE(fast.prefinancing_fen == slow.prefinancing_fen);
  REQUIRE(fast.projects_waiting == slow.projects_waiting);
  REQUIRE(fast.town_projects_waited == slow.town_projects_waited);
  for (std::size_t m = 0; m < fast.staff.sizes()[0]; ++m) {
    REQUIRE(fast.residents_covered(m, CoverageStrength::used) == slow.residents_covered(m, CoverageStrength::used));
  }
}

}  // namespace

TEST_CASE(
    "the engine with floods, planned changes and two rules agrees with the slow one on random small districts, to the fen and the person") {
  const auto base = test::scenario("scenarios/toy/toy.toml");
  Seen seen;
  for (std::uint32_t seed = 0; seed < 120; ++seed) {
    INFO("district " << seed);
    std::mt19937 random(seed);
    const auto scenario = test::random_district(random, *base);
    const District district(scenario);
    const bool grants = seed % 4 > 0;
    const Headline slow = test::slow_run(district, seed, 0, grants);
    const Headline fast = fast_run(scenario, seed, grants);
    compare(fast, slow);
    for (std::size_t m = 0; m < fast.demand.sizes()[0]; ++m) {
      for (std::size_t s = 0; s < fast.demand.sizes()[1]; ++s) {
        for (std::size_t g = 0; g < kCount<PriorityGroup>; ++g) {
          seen.served += fast.demand(m, s, g, DemandCount::served);
          seen.waiting += fast.demand(m, s, g, DemandCount::waiting);
          seen.holding += fast.demand(m, s, g, DemandCount::holding);
        }
      }
      seen.interest_fen += fast.accrued_fen(m, Payer::town_government, Purpose::interest);
      seen.by_operator_fen += fast.accrued_fen(m, Payer::operator_, Purpose::construction);
      seen.no_staff += fast.bed_shortfall(m, ShortfallCause::no_staff);
      seen.out_of_reach += fast.bed_shortfall(m, ShortfallCause::out_of_reach);
    }
    seen.displaced += sum(fast.displaced.cells());
    seen.waited += sum(fast.town_projects_waited.cells());
    seen.grants_waiting += sum(fast.grants_waiting_fen.cells());
    for (std::size_t y = 0; y < fast.facility_flows.sizes()[0]; ++y) {
      seen.left += fast.facility_flows(y, FacilityFlow::left);
      seen.taken_over += fast.facility_flows(y, FacilityFlow::taken_over);
    }
    for (std::size_t m = 0; m < fast.demand.sizes()[0]; ++m) {
      seen.waited_for_others += fast.projects_waiting(m, WaitFor::city) + fast.projects_waiting(m, WaitFor::district);
    }
    seen.opened += sum(fast.facilities_open.cells());
  }
  CHECK(seen.served > 10000);
  CHECK(seen.waiting > 10000);
  CHECK(seen.opened > 1000);
  CHECK(seen.interest_fen > 0);
  CHECK(seen.by_operator_fen > 0);
  CHECK(seen.no_staff > 0);
  CHECK(seen.out_of_reach > 0);
  CHECK(seen.holding > 0);
  CHECK(seen.waited > 20);
  CHECK(seen.displaced > 100);
  CHECK(seen.left > 20);
  CHECK(seen.taken_over > 20);
  CHECK(seen.waited_for_others > 5);
  CHECK(seen.grants_waiting > 0);
}
