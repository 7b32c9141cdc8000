#include "medical_care_insurance/rule.hpp"
#include "support/catch.hpp"
#include "unit/plugins/small_district.hpp"

using namespace eldercast;
using namespace eldercast::test;
using care_insurance::CareInsurance;

namespace {

ServiceState service(GivenAt given_at, Resource takes, int units, std::int64_t price_fen) {
  ServiceState made;
  made.given_at = given_at;
  made.takes[takes] = true;
  made.units_per_month = units;
  for (auto& price : made.price) price = Fen{price_fen};
  return made;
}

std::vector<Cover> covers_in(const CareInsurance::Parameters& parameters, SmallDistrict district, YearMonth when) {
  CareInsurance rule(parameters);
  MonthFlows flows;
  run_month(rule, district.view(when), flows);
  return {flows.covers.flows().begin(), flows.covers.flows().end()};
}

SmallDistrict one_centre(Arrangement arrangement) {
  SmallDistrict district;
  auto& centre = district[district.add(FacilityKind::town_centre, district.add_town(4000), true, 20)];
  centre.used[Resource::nursing_bed] = 20;
  centre.used[Resource::other_bed] = 10;
  centre.arrangement = arrangement;
  return district;
}

std::vector<std::int64_t> paid_yuan(CareInsurance& rule, SmallDistrict& district, int from, int to) {
  std::vector<std::int64_t> paid;
  for (int month = from; month <= to; ++month) {
    MonthFlows flows;
    run_month(rule, district.view(month), flows);
    Fen sum;
    for (const auto& posting : flows.postings.flows()) {
      CHECK(posting.payer == Payer::medical_insurance);
      CHECK(posting.purpose == Purpose::service);
      CHECK(posting.facility == FacilityId(0));
      CHECK(std::string(posting.clause) == "M3");
      sum += posting.amount;
    }
    paid.push_back(sum.value / 100);
  }
  return paid;
}

}  // namespace

TEST_CASE("care_insurance: long-term-care insurance pays for beds and care at home from 2022 on") {
  SmallDistrict district;
  district.add_town(4000);
  district.services = {
      service(GivenAt::bed, Resource::nursing_bed, 1, 200'000),    service(GivenAt::home, Resource::visit_minutes, 2, 3'375),
      service(GivenAt::home, Resource::visit_minutes, 1, 500'000), service(GivenAt::home, Resource::call_line, 1, 3'000),
      service(GivenAt::hub, Resource::short_stay_day, 7, 10'000),  service(GivenAt::hub, Resource::meal, 20, 1'000)};
  const auto parameters = defaults_of<CareInsurance>();
  CHECK(covers_in(parameters, district, YearMonth(2021, 12)).empty());
  const auto covers = covers_in(parameters, district, YearMonth(2022, 1));
  REQUIRE(covers.size() == 4);
  for (const auto& cover : covers) {
    CHECK(cover.group == PriorityGroup::full);
    CHECK(cover.payer == Payer::long_term_care_insurance);
    CHECK(cover.users_share == Approx(0.175));
    CHECK_FALSE(cover.needs_arrangement);
    CHECK(std::string(cover.clause) == "M3");
  }
  CHECK(covers[0].per_unit == Fen{152'000});
  CHECK(covers[1].per_unit == Fen{3'375});
  CHECK(covers[2].per_unit == Fen{121'600});
  CHECK(covers[3].per_unit == Fen{5'000});
  CHECK(covers[3].service == ServiceId(4));

  auto generous = parameters;
  generous.ltci_institution = yuan(std::int64_t{60});
  CHECK(covers_in(generous, district, YearMonth(2022, 1))[0].per_unit == Fen{155'000});
  auto nobody = parameters;
  nobody.ltci_approved_share = 0;
  CHECK(covers_in(nobody, district, YearMonth(2022, 1)).empty());
}

TEST_CASE("care_insurance: seven tenths of the family doctor's price, where there is an arrangement") {
  SmallDistrict district;
  district.add_town(4000);
  auto doctor = service(GivenAt::hub_or_spoke, Resource::doctor_place, 1, 1'000);
  doctor.price[Need::full] = Fen{3'000};
  doctor.price[Need::partial] = Fen{2'000};
  district.services = {doctor};
  const auto covers = covers_in(defaults_of<CareInsurance>(), district, YearMonth(2019, 1));
  REQUIRE(covers.size() == 5);
  for (const auto& cover : covers) {
    CHECK(cover.group != PriorityGroup::special_hardship);
    CHECK(cover.payer == Payer::medical_insurance);
    CHECK(cover.users_share == 1.0);
    CHECK(cover.needs_arrangement);
    const bool full = cover.group == PriorityGroup::full;
    CHECK(cover.per_unit == Fen{full ? 2'100 : cover.group == PriorityGroup::partial ? 1'400 : 700});
  }
}

TEST_CASE("care_insurance: a clinic is paid for a year after it opened") {
  auto district = one_centre(Arrangement::agreement);
  CareInsurance rule(defaults_of<CareInsurance>());
  CHECK(paid_yuan(rule, district, 20, 23) == std::vector<std::int64_t>(4, 0));
  district.facilities[0].arrangement = Arrangement::in_house;
  CHECK(paid_yuan(rule, district, 24, 35) == std::vector<std::int64_t>(12, 0));
  CHECK(paid_yuan(rule, district, 36, 38) == std::vector<std::int64_t>(3, 6000));
  district.facilities[0].status = FacilityStatus::closed;
  CHECK(paid_yuan(rule, district, 39, 40) == std::vector<std::int64_t>(2, 0));
}

TEST_CASE("care_insurance: facilities beside a health centre are admitted only by the switch") {
  for (const bool admitted : {false, true}) {
    auto district = one_centre(Arrangement::co_located);
    auto parameters = defaults_of<CareInsurance>();
    parameters.co_located_admitted = admitted;
    parameters.admission_months = 3;
    CareInsurance rule(parameters);
    const std::int64_t amount = admitted ? 6000 : 0;
    CHECK(paid_yuan(rule, district, 19, 24) == std::vector<std::int64_t>{0, 0, 0, 0, amount, amount});
  }
}

TEST_CASE("care_insurance: own carers of residents in full need are paid by the day from the start of the insurance on") {
  SmallDistrict district;
  const TownId town = district.add_town(4000);
  district.towns[town.index()].residents_by_need[Need::full] = 400;
  auto parameters = defaults_of<CareInsurance>();
  parameters.ltci_own_carer_share = 0.016;
  const auto posted = [&](YearMonth when) {
    CareInsurance rule(parameters);
    MonthFlows flows;
    run_month(rule, district.view(when), flows);
    return std::vector<Posting>(flows.postings.flows().begin(), flows.postings.flows().end());
  };
  CHECK(posted(YearMonth(2021, 12)).empty());
  const auto postings = posted(YearMonth(2022, 1));
  REQUIRE(postings.size() == 1);
  // 6.4 persons x 40 yuan x 30.4 days.
  CHECK(postings.front().amount == Fen{778'240});
  CHECK(postings.front().payer == Payer::long_term_care_insurance);
  CHECK(postings.front().town == town);
  CHECK(std::string(postings.front().clause) == "M3");
  parameters.ltci_own_carer_share = 0;
  CHECK(posted(YearMonth(2022, 1)).empty());
}
