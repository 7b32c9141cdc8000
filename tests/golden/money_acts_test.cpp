#include <functional>

#include "golden/support.hpp"
#include "output/explain/clause_chain.hpp"
#include "support/catch.hpp"

using namespace eldercast;
using test::cached;
using test::mean;

/// Each clause with money: what becomes of coverage, care, beds or staff when its money is taken away or doubled, with all random numbers
/// shared.
namespace {

constexpr int kReplicates = 6;
constexpr int kOften = 24;
constexpr int kEnd = 47;

using Sets = std::vector<std::string>;

const std::vector<Outcome>& with(const Sets& sets) { return cached(test::kBaseline, sets, kReplicates); }
const std::vector<Outcome>& baseline() { return with({}); }
/// For money that is small beside an operator's account.
const std::vector<Outcome>& often(const Sets& sets) { return cached(test::kBaseline, sets, kOften); }

/// Facilities of the plan open, added up over the months.
double open_months(const Headline& h) {
  std::int64_t sum = 0;
  for (int month = 0; month <= kEnd; ++month) {
    for (std::size_t k = 0; k < kCount<FacilityKind>; ++k) {
      if (static_cast<FacilityKind>(k) != FacilityKind::care_home) sum += h.facilities_open(month, k);
    }
  }
  return static_cast<double>(sum);
}
double communities(const Headline& h) { return h.settlements_covered(23, SettlementKind::community, CoverageReading::own); }
double centres(const Headline& h) {
  return h.facilities_open(kEnd, FacilityKind::street_centre) + h.facilities_open(kEnd, FacilityKind::town_centre);
}
double social(const Headline& h) {
  double sum = 0;
  for (std::size_t k = 0; k < kCount<FacilityKind>; ++k) {
    if (static_cast<FacilityKind>(k) != FacilityKind::care_home) sum += h.facilities_social(kEnd, k);
  }
  return sum;
}
double waited(const Headline& h) {
  double sum = 0;
  for (const std::int32_t projects : h.projects_waiting.cells()) sum += projects;
  return sum;
}
double cared_months(const Headline& h) {
  double sum = 0;
  for (int month = 0; month <= kEnd; ++month) sum += h.residents_covered(month, CoverageStrength::cared);
  return sum;
}
double carers(const Headline& h) { return h.staff(kEnd, Role::carer, StaffCount::in_post); }

/// Care of a service delivered in the whole run, in its units.
std::function<double(const Headline&)> delivered(const std::string& id) {
  const auto scenario = test::scenario(test::kBaseline);
  const auto found = std::find_if(scenario->services.begin(), scenario->services.end(), [&](const Service& s) { return s.id == id; });
  const auto s = static_cast<std::size_t>(found - scenario->services.begin());
  return [s](const Headline& h) {
    double sum = 0;
    for (int month = 0; month <= kEnd; ++month) sum += h.volume(month, s, Volume::delivered);
    return sum;
  };
}

/// Population is untouched by money, exactly.
void check_same_people(const std::vector<Outcome>& a) {
  for (std::size_t r = 0; r < a.size(); ++r) {
    CHECK(a[r].headline.residents == baseline()[r].headline.residents);
    CHECK(a[r].headline.life_flows == baseline()[r].headline.life_flows);
    CHECK(a[r].headline.residents_by_age == baseline()[r].headline.residents_by_age);
  }
}

/// The mean of a number falls or rises from one run to the next, and does so strictly.
template <class Value>
void check_rising(const std::vector<Outcome>& less, const std::vector<Outcome>& more, Value value) {
  CHECK(mean(less, value) < mean(more, value));
}

/// The chain that `explain` tells of a clause leads to the datasets in which the effect was seen.
void check_told(const std::string& clause, const std::vector<std::string>& paths) {
  const ClauseChain* chain = chain_of(clause);
  REQUIRE(chain != nullptr);
  const std::string told = std::string(chain->decides) + " " + std::string(chain->gets);
  for (const std::string& path : paths) {
    INFO(clause << " " << path);
    CHECK(told.find("/district/" + path) != std::string::npos);
  }
}

/// Those who seek anything but a place on a doctor's list, added up over the months, whoever they are.
double seeking_months(const Headline& h) {
  const auto scenario = test::scenario(test::kBaseline);
  double sum = 0;
  for (std::size_t s = 0; s < scenario->services.size(); ++s) {
    if (scenario->services[s].id == "family_doctor") continue;
    for (int month = 0; month <= kEnd; ++month) {
      for (std::size_t g = 0; g < kCount<PriorityGroup>; ++g) sum += h.demand(month, s, g, DemandCount::seeking);
    }
  }
  return sum;
}

Sets city_grants(double times) {
  return {"funding.construction_grants.street_centre_yuan=" + std::to_string(static_cast<int>(2'000'000 * times)),
          "funding.construction_grants.station_city_yuan=" + std::to_string(static_cast<int>(200'000 * times)),
          "funding.construction_grants.town_package_yuan=" + std::to_string(static_cast<int>(1'000'000 * times))};
}
Sets running_incentives(int times) {
  return {"funding.running_incentives.up_to_500_m2_yuan=" + std::to_string(2'000 * times),
          "funding.running_incentives.up_to_1000_m2_yuan=" + std::to_string(3'000 * times),
          "funding.running_incentives.over_1000_m2_yuan=" + std::to_string(4'000 * times),
          "funding.running_incentives.village_point_yuan=" + std::to_string(500 * times)};
}
Sets awards(int times) {
  return {"funding.performance_awards.excellent_award_yuan=" + std::to_string(20'000 * times),
          "funding.performance_awards.good_award_yuan=" + std::to_string(10'000 * times)};
}

Sets reliefs_twice() {
  const std::string rule = "funding.tax_and_utility_relief.";
  return {rule + "rent_yuan_per_m2=16", rule + "utility_saving_share=0.4", rule + "vat_relief_yuan_per_used_bed_month=240",
          rule + "insurance_yuan_per_bed_year=240"};
}

}  // namespace

TEST_CASE("F1: without lottery money fewer communities are covered in time, and more of it than is asked for changes nothing") {
  const auto& without = with({"funding.lottery_fund.yearly_income_yuan=0"});
  check_rising(without, baseline(), communities);
  check_rising(without, baseline(), cared_months);
  check_rising(baseline(), without, waited);
  CHECK(mean(with({"funding.lottery_fund.yearly_income_yuan=20000000"}), open_months) >= mean(baseline(), open_months));
  check_told("F1", {"settlements_covered", "residents_covered", "projects_waiting"});
  check_same_people(without);
}

TEST_CASE("F2: the city's grants move openings, centres, care and waiting, halved, doubled and taken away") {
  const auto& none = with(city_grants(0));
  const auto& half = with(city_grants(0.5));
  const auto& twice = with(city_grants(2));
  for (const auto& [less, more] : {std::pair{&none, &half}, {&half, &baseline()}, {&baseline(), &twice}}) {
    check_rising(*less, *more, open_months);
    check_rising(*less, *more, centres);
    check_rising(*less, *more, cared_months);
    check_rising(*less, *more, delivered("home_visits"));
    check_rising(*more, *less, waited);
    check_same_people(*less);
  }
  check_told("F2", {"facilities_open", "residents_covered", "service_volume", "projects_waiting"});
}

TEST_CASE("F2: paid at the start, grants open facilities earlier and let less wait") {
  const auto& start = with({"funding.construction_grants.paid_at_start=true"});
  check_rising(baseline(), start, open_months);
  check_rising(baseline(), start, communities);
  check_rising(baseline(), start, delivered("home_visits"));
  CHECK(mean(start, waited) < 0.6 * mean(baseline(), waited));
}

TEST_CASE("F2: a smaller sum of the city a year lets what is earned wait, and towns with it") {
  const auto& little = with({"finance.city_yuan_per_year=3000000"});
  check_rising(little, baseline(), open_months);
  check_rising(baseline(), little, waited);
  double for_the_city = 0;
  for (const Outcome& outcome : little) {
    for (int month = 0; month <= kEnd; ++month) for_the_city += outcome.headline.projects_waiting(month, WaitFor::city);
  }
  CHECK(for_the_city > 0);
}

TEST_CASE("F3: the district's grant moves centres and care, and so does its share of what grants leave open") {
  const auto& none = with({"funding.construction_grants.station_district_yuan=0"});
  const auto& twice = with({"funding.construction_grants.station_district_yuan=200000"});
  for (const auto& [less, more] : {std::pair{&none, &baseline()}, {&baseline(), &twice}}) {
    check_rising(*less, *more, open_months);
    check_rising(*less, *more, cared_months);
    check_rising(*more, *less, waited);
  }
  const auto& rest = with({"funding.construction_grants.district_pays_rest_share=0.5"});
  check_rising(baseline(), rest, centres);
  check_rising(baseline(), rest, cared_months);
  check_same_people(rest);
  check_told("F3", {"facilities_open", "residents_covered", "projects_waiting"});
}

TEST_CASE("F4: the running incentive keeps operators, and what towns save on running lets projects start") {
  const auto& none = with(running_incentives(0));
  const auto& twice = with(running_incentives(2));
  for (const auto& [less, more] : {std::pair{&none, &baseline()}, {&baseline(), &twice}}) {
    check_rising(*less, *more, social);
    check_same_people(*less);
  }
  check_rising(none, twice, open_months);
  check_rising(twice, none, waited);
  check_rising(none, baseline(), cared_months);
  check_told("F4", {"facilities_social", "facilities_open", "residents_covered", "projects_waiting"});
}

TEST_CASE("F5: awards keep operators, and with them hours and care, and towns that have them open more") {
  const auto& none = often(awards(0));
  const auto& once = often({});
  const auto& twice = often(awards(2));
  const auto& tenfold = often(awards(10));
  for (const auto& [less, more] : {std::pair{&none, &once}, {&once, &twice}, {&twice, &tenfold}}) {
    check_rising(*less, *more, social);
    check_rising(*less, *more, cared_months);
    check_rising(*less, *more, delivered("basic_activities"));
  }
  check_rising(once, tenfold, open_months);
  check_rising(once, tenfold, delivered("home_visits"));
  check_same_people(with(awards(0)));
  check_same_people(with(awards(2)));
  check_told("F5", {"facilities_social", "facilities_open", "residents_covered", "service_volume"});
}

TEST_CASE("F5: with operators who keep all hours, and awards that reach no town, awards reach nothing that people get") {
  const Sets off{"operation.hours_in_loss=1", "funding.performance_awards.to_towns=false"};
  Sets none = awards(0);
  none.insert(none.end(), off.begin(), off.end());
  CHECK(mean(with(off), cared_months) == mean(with(none), cared_months));
  CHECK(mean(with(off), open_months) == mean(with(none), open_months));
  check_rising(with(none), with(off), social);
}

TEST_CASE("F6: reliefs keep operators, and with them the hours of stations and points") {
  const auto& none = often({"funding.tax_and_utility_relief.enabled=false"});
  const auto& once = often({});
  const auto& twice = often(reliefs_twice());
  const auto& cheap = often({"funding.tax_and_utility_relief.utility_saving_share=1"});
  for (const auto& [less, more] : {std::pair{&none, &once}, {&once, &twice}, {&once, &cheap}}) {
    check_rising(*less, *more, social);
    check_rising(*less, *more, cared_months);
    check_rising(*less, *more, delivered("basic_activities"));
    check_rising(*less, *more, delivered("health_management"));
  }
  check_same_people(with({"funding.tax_and_utility_relief.enabled=false"}));
  check_same_people(with(reliefs_twice()));
  check_told("F6", {"facilities_social", "residents_covered", "service_volume"});
}

TEST_CASE("F7: what the district buys is used more") {
  const auto& twice = with({"funding.service_purchase.price_share=1", "funding.service_purchase.full_share=1"});
  const auto& none = with({"funding.service_purchase.yearly_budget_yuan=0"});
  check_rising(none, twice, seeking_months);
  check_rising(baseline(), twice, seeking_months);
  check_rising(none, twice, delivered("emergency_call"));
  for (const auto* less : {&none, &baseline()}) {
    check_rising(*less, twice, cared_months);
    check_rising(*less, twice, delivered("meals"));
  }
  check_same_people(none);
  check_same_people(twice);
  check_told("F7", {"demand", "residents_covered", "service_volume"});
}

TEST_CASE("M3: insurance that pays from 2020 on, or never, moves those who seek care at home") {
  const auto& early = with({"medical.care_insurance.ltci_start=\"2020-01\""});
  const auto& never = with({"medical.care_insurance.ltci_start=\"2099-01\""});
  check_rising(never, baseline(), seeking_months);
  check_rising(baseline(), early, seeking_months);
  check_rising(never, baseline(), cared_months);
  check_rising(baseline(), early, cared_months);
  check_rising(baseline(), early, delivered("home_visits"));
  check_same_people(early);
  check_same_people(never);
  check_told("M3", {"demand", "residents_covered", "service_volume"});
}

TEST_CASE("W2: an allowance keeps and brings carers, who give more care") {
  const auto& twice = with({"staffing.care_workforce.allowance_yuan_per_month=400"});
  const auto& once = with({"staffing.care_workforce.allowance_yuan_per_month=200"});
  for (const auto& [less, more] : {std::pair{&baseline(), &once}, {&once, &twice}}) {
    check_rising(*less, *more, carers);
    check_rising(*less, *more, delivered("home_visits"));
    check_rising(*less, *more, cared_months);
    check_rising(*less, *more, delivered("residential_bed"));
  }
  check_same_people(once);
  check_same_people(twice);
  check_told("W2", {"staff", "residents_covered", "service_volume"});
}

TEST_CASE("with all links off money moves payers and nothing else") {
  const std::string off = "scenarios/jiangjin/links_off.toml";
  const std::set<std::string> changed = test::changed(cached(off), cached(off, city_grants(0.5)));
  for (const std::string& path : changed) {
    INFO(path);
    CHECK((path.find("accrued") != std::string::npos || path.find("paid") != std::string::npos ||
           path.find("prefinancing") != std::string::npos || path.find("two_monthly") != std::string::npos));
  }
}

TEST_CASE("own money of towns: what is left is what was left, received and repaid, less building, running and what lapsed") {
  for (const Outcome& outcome : cached(test::kBaseline, {}, 2, 2)) {
    const Detail& detail = outcome.detail;
    for (std::size_t t = 0; t < 30; ++t) {
      std::int64_t before = 0;
      for (std::size_t y = 0; y < 4; ++y) {
        const auto of = [&](TownMoney item) { return detail.town_money_fen(y, t, item); };
        const std::int64_t left = of(TownMoney::left) - of(TownMoney::credit);
        REQUIRE(left == before + of(TownMoney::received) + of(TownMoney::repaid) - of(TownMoney::building) - of(TownMoney::running) -
                            of(TownMoney::lapsed));
        before = left;
      }
    }
  }
}

TEST_CASE("city and district never pay more than a year's money of what rules say, and what waits is what is due and unpaid") {
  const Sets sets{"finance.city_yuan_per_year=3000000", "finance.district_yuan_per_year=1500000", "finance.money_growth_per_year=0"};
  for (const Outcome& outcome : cached(test::kBaseline, sets, 2, 2)) {
    std::map<std::pair<Payer, int>, std::int64_t> of_year;
    std::int64_t earned = 0;
    for (const BookedPosting& posting : outcome.detail.postings) {
      if (!posting.rule.valid() || (posting.payer != Payer::city && posting.payer != Payer::district_budget)) continue;
      of_year[{posting.payer, posting.month_paid / 12}] += posting.amount.value;
      earned += posting.amount.value;
      CHECK(posting.month_paid >= posting.month_accrued);
    }
    CHECK(earned > 0);
    for (const auto& [who, fen] : of_year) {
      CHECK(fen <= (who.first == Payer::city ? 300'000'000 : 150'000'000));
    }
    std::int64_t waiting = 0;
    for (int year = 0; year < 4; ++year) waiting += outcome.headline.grants_waiting_fen(year, Payer::city);
    CHECK(waiting > 0);
  }
}

TEST_CASE("months that projects waited are the same by month, by town and by project") {
  for (const Outcome& outcome : cached(test::kBaseline, {}, 2, 2)) {
    const auto sum = [](const auto& cells) {
      std::int64_t all = 0;
      for (const auto cell : cells) all += cell;
      return all;
    };
    const std::int64_t all = sum(outcome.headline.projects_waiting.cells());
    CHECK(all > 0);
    CHECK(all == sum(outcome.headline.town_projects_waited.cells()));
    CHECK(all == sum(outcome.detail.project_waited.cells()));
    CHECK(all == sum(outcome.detail.project_waited_for.cells()));
  }
}

TEST_CASE("more beds of a centre are never free") {
  const auto cost = [](const Sets& sets) {
    double sum = 0;
    for (const std::int64_t fen : cached(test::kBaseline, sets, 2, 2).front().detail.project_cost_fen.cells()) {
      sum += static_cast<double>(fen);
    }
    return sum;
  };
  CHECK(cost({"standards.street_centre.beds=45"}) > 1.001 * cost({}));
  CHECK(cost({"standards.street_centre.beds=20"}) == cost({}));
}
