#include "staffing_training_pipeline/rule.hpp"
#include "support/catch.hpp"
#include "unit/plugins/small_district.hpp"

using namespace eldercast;
using namespace eldercast::test;
using training_pipeline::TrainingPipeline;

namespace {

TrainingPipeline::Parameters everybody_graduates() {
  auto parameters = defaults_of<TrainingPipeline>();
  parameters.pass_share = 1.0;
  parameters.new_entrant_share = 1.0;
  parameters.graduate_turnover_per_year = 0.0;
  return parameters;
}

SmallDistrict one_town() {
  SmallDistrict district;
  district.add_town(1000);
  return district;
}

Fen sum_of(std::span<const Posting> postings) {
  Fen sum;
  for (const auto& posting : postings) sum += posting.amount;
  return sum;
}

TrainingFlow flow_of(const MonthFlows& flows, Role role) {
  for (const auto& flow : flows.training.flows()) {
    if (flow.role == role) return flow;
  }
  return {.role = role};
}

std::int32_t hired_of(const MonthFlows& flows, Role role) {
  std::int32_t hired = 0;
  for (const auto& flow : flows.hires.flows()) {
    if (flow.role == role) hired += flow.hired;
  }
  return hired;
}

std::int32_t certified_of(const MonthFlows& flows, Role role) {
  std::int32_t certified = 0;
  for (const auto& flow : flows.hires.flows()) {
    if (flow.role == role) certified += flow.certified;
  }
  return certified;
}

struct Totals {
  PerEnum<Role, TrainingFlow> flows;
  PerEnum<Role, std::int32_t> hired;
};

Totals run_through(TrainingPipeline& rule, SmallDistrict& district, YearMonth last) {
  Totals totals;
  for (YearMonth when = district.start; when <= last; when = when + 1) {
    MonthFlows flows;
    run_month(rule, district.view(when), flows);
    for (const Role role : {Role::carer, Role::supervisor, Role::director}) {
      const auto flow = flow_of(flows, role);
      totals.flows[role].entered += flow.entered;
      totals.flows[role].graduated += flow.graduated;
      totals.flows[role].dropped_out += flow.dropped_out;
      totals.hired[role] += hired_of(flows, role);
    }
  }
  return totals;
}

}  // namespace

TEST_CASE("the first three months of the courses are those of the README") {
  auto district = one_town();
  TrainingPipeline rule(everybody_graduates());
  MonthFlows march;
  run_month(rule, district.view(YearMonth(2020, 3)), march);
  CHECK(march.training.flows().empty());
  CHECK(march.postings.flows().empty());

  MonthFlows april;
  run_month(rule, district.view(YearMonth(2020, 4)), april);
  CHECK(flow_of(april, Role::carer).entered == 18);
  CHECK(flow_of(april, Role::supervisor).entered == 6);
  CHECK(flow_of(april, Role::director).entered == 1);
  CHECK(sum_of(april.postings.flows()) == yuan(std::int64_t{59'000}));
  for (const auto& posting : april.postings.flows()) {
    CHECK(posting.payer == Payer::district_budget);
    CHECK(posting.purpose == Purpose::training);
    CHECK_FALSE(posting.town.valid());
    CHECK(std::string(posting.clause) == "W1");
  }

  MonthFlows may;
  run_month(rule, district.view(YearMonth(2020, 5)), may);
  CHECK(sum_of(may.postings.flows()) == yuan(std::int64_t{27'000}));
  CHECK(may.hires.flows().empty());

  MonthFlows june;
  run_month(rule, district.view(YearMonth(2020, 6)), june);
  CHECK(flow_of(june, Role::carer).graduated == 18);
  CHECK(hired_of(june, Role::carer) == 18);
  CHECK(hired_of(june, Role::supervisor) == 6);
  CHECK(hired_of(june, Role::director) == 1);
}

TEST_CASE("intake stops at the targets of the plan: 500 carers, 50 supervisors, 3 directors") {
  auto district = one_town();
  TrainingPipeline rule(everybody_graduates());
  const auto totals = run_through(rule, district, YearMonth(2025, 12));
  CHECK(totals.flows[Role::carer].entered == 500);
  CHECK(totals.flows[Role::supervisor].entered == 50);
  CHECK(totals.flows[Role::director].entered == 3);
  CHECK(totals.flows[Role::director].graduated == 3);
}

TEST_CASE("new carers come certified, graduates who already work get their certificate in post") {
  struct Case {
    double new_entrant_share;
    std::int32_t hired;
    std::int32_t in_post;
  };
  for (const auto& [share, hired, in_post] : {Case{1.0, 18, 0}, Case{0.0, 0, 18}}) {
    auto district = one_town();
    auto parameters = everybody_graduates();
    parameters.new_entrant_share = share;
    TrainingPipeline rule(parameters);
    for (const auto when : {YearMonth(2020, 4), YearMonth(2020, 5)}) {
      MonthFlows flows;
      run_month(rule, district.view(when), flows);
      CHECK(flow_of(flows, Role::carer).certified_in_post == 0);
    }
    MonthFlows june;
    run_month(rule, district.view(YearMonth(2020, 6)), june);
    INFO("new_entrant_share " << share);
    CHECK(hired_of(june, Role::carer) == hired);
    CHECK(certified_of(june, Role::carer) == hired);
    CHECK(flow_of(june, Role::carer).certified_in_post == in_post);
  }
}

TEST_CASE("every carer who graduates is certified once, supervisors and directors are not counted among them") {
  auto district = one_town();
  TrainingPipeline rule(defaults_of<TrainingPipeline>());
  std::int32_t certified = 0;
  std::int32_t graduated = 0;
  for (YearMonth when = district.start; when <= YearMonth(2022, 12); when = when + 1) {
    MonthFlows flows;
    run_month(rule, district.view(when), flows);
    const auto carers = flow_of(flows, Role::carer);
    certified += certified_of(flows, Role::carer) + carers.certified_in_post;
    graduated += carers.graduated;
    CHECK(certified == graduated);
    for (const Role role : {Role::supervisor, Role::director}) {
      CHECK(certified_of(flows, role) == 0);
      CHECK(flow_of(flows, role).certified_in_post == 0);
    }
  }
  CHECK(graduated > 400);
}

TEST_CASE("who drops out makes room, so that the target is reached by graduates") {
  auto district = one_town();
  TrainingPipeline rule(defaults_of<TrainingPipeline>());
  const auto totals = run_through(rule, district, YearMonth(2026, 12));
  const auto& carers = totals.flows[Role::carer];
  CHECK(carers.graduated == 500);
  CHECK(carers.dropped_out > 30);
  CHECK(carers.entered == carers.graduated + carers.dropped_out);
}

TEST_CASE("by default about 491 of the 500 carers have graduated at the end of 2022") {
  auto district = one_town();
  TrainingPipeline rule(defaults_of<TrainingPipeline>());
  const auto totals = run_through(rule, district, YearMonth(2022, 12));
  const auto& carers = totals.flows[Role::carer];
  // 31 courses of 18 have ended: 558 x 0.88 = 491.04, standard deviation 7.7. Two courses are under way, cut short by the target.
  CHECK(carers.graduated + carers.dropped_out == 558);
  CHECK(carers.entered - 558 <= 36);
  CHECK(carers.graduated + (carers.entered - 558) <= 500);
  CHECK(carers.graduated == Approx(491).margin(23));
  // Half of the graduates are new: standard deviation 11.
  CHECK(totals.hired[Role::carer] == Approx(carers.graduated / 2.0).margin(33));
  CHECK(totals.hired[Role::supervisor] == totals.flows[Role::supervisor].graduated);
}

TEST_CASE("with nobody passing, courses go on and nobody is hired") {
  auto district = one_town();
  auto parameters = everybody_graduates();
  parameters.pass_share = 0.0;
  TrainingPipeline rule(parameters);
  const auto totals = run_through(rule, district, YearMonth(2021, 12));
  CHECK(totals.flows[Role::carer].entered == 21 * 18);
  CHECK(totals.flows[Role::carer].graduated == 0);
  CHECK(totals.hired[Role::carer] == 0);
}

TEST_CASE("a district without residents trains nobody and pays nothing") {
  SmallDistrict district;
  district.add_town(0);
  TrainingPipeline rule(everybody_graduates());
  MonthFlows flows;
  run_month(rule, district.view(YearMonth(2020, 4)), flows);
  CHECK(flows.training.flows().empty());
  CHECK(flows.postings.flows().empty());
}

TEST_CASE("supervisors and directors in post leave at the yearly rate, carers are left alone") {
  auto district = one_town();
  district.towns[0].staff[Role::carer] = 5000;
  district.towns[0].staff[Role::supervisor] = 10'000;
  district.towns[0].staff[Role::director] = 20;
  TrainingPipeline rule(defaults_of<TrainingPipeline>());
  auto left = std::int32_t{0};
  for (int month = 0; month < 12; ++month) {
    MonthFlows flows;
    run_month(rule, district.view(month), flows);
    for (const auto& flow : flows.staff.flows()) {
      CHECK(flow.role != Role::carer);
      CHECK(flow.hired == 0);
      CHECK(flow.left <= district.towns[0].staff[flow.role]);
      if (flow.role == Role::supervisor) {
        left += flow.left;
        district.towns[0].staff[Role::supervisor] -= flow.left;
      }
    }
  }
  // Of 10,000 supervisors 35% leave within a year: 3,500, standard deviation 48.
  CHECK(left == Approx(3500).margin(150));
}

TEST_CASE("turnover of 1 empties the posts at once and of 0 never") {
  for (const double turnover : {0.0, 1.0}) {
    auto district = one_town();
    district.towns[0].staff[Role::supervisor] = 10;
    auto parameters = everybody_graduates();
    parameters.graduate_turnover_per_year = turnover;
    TrainingPipeline rule(parameters);
    MonthFlows flows;
    run_month(rule, district.view(0), flows);
    CHECK(flows.staff.flows().size() == (turnover == 0.0 ? 0U : 1U));
    for (const auto& flow : flows.staff.flows()) CHECK(flow.left == 10);
  }
}
