#include "medical_health_partnerships/rule.hpp"
#include "support/catch.hpp"
#include "unit/plugins/small_district.hpp"

using namespace eldercast;
using namespace eldercast::test;
using health_partnerships::HealthPartnerships;

namespace {

/// Nobody has an arrangement at the start, everybody signs in the first month in which it may, by agreement.
HealthPartnerships::Parameters certain() {
  auto parameters = defaults_of<HealthPartnerships>();
  parameters.start_share_homes = parameters.start_share_stations = parameters.start_share_points = 0;
  parameters.never_signs_share = 0;
  parameters.agreement_months = 0.1;
  parameters.in_house_share_centres = parameters.in_house_share_homes = parameters.in_house_share_stations = 0;
  parameters.co_located_share_centres = 0;
  return parameters;
}

struct Many {
  Room<BedConversion> conversions;
  Room<MedicalArrangement, 4096> arrangements;
  Room<Cover> covers;
  Room<DemandChange> changes;
  Room<HealthChange> health;
  Room<Posting, 4096> postings;
  Room<Evaluation> evaluations;
  Room<FigureValue> figures;
};

Many step(HealthPartnerships& rule, SmallDistrict& district, YearMonth when) {
  Many flows;
  const auto view = district.view(when);
  rule.arrange(view,
               {flows.conversions.slots(), flows.arrangements.slots(), flows.covers.slots(), flows.changes.slots(), flows.health.slots()});
  for (const auto& flow : flows.arrangements.flows()) {
    auto& arrangement = district[flow.facility].arrangement;
    CHECK(arrangement < flow.kind);
    arrangement = flow.kind;
  }
  rule.pay(view, {flows.postings.slots(), flows.evaluations.slots(), flows.figures.slots()});
  return flows;
}

void add_many(SmallDistrict& district, FacilityKind kind, int count, bool from_project = false, int opened = 0) {
  const auto town = district.add_town(0);
  for (int i = 0; i < count; ++i) district.add(kind, town, from_project, opened);
}

Fen paid(const Many& flows, std::string_view clause, Payer payer, Purpose purpose) {
  Fen sum;
  for (const auto& posting : flows.postings.flows()) {
    if (posting.clause == clause && posting.payer == payer && posting.purpose == purpose) sum += posting.amount;
  }
  return sum;
}

}  // namespace

TEST_CASE("partnerships: what stood before the run has an arrangement with the share of its kind") {
  for (const auto& [kind, share] : {std::pair{FacilityKind::care_home, 0.45}, std::pair{FacilityKind::town_centre, 0.45},
                                    std::pair{FacilityKind::community_station, 0.3}, std::pair{FacilityKind::village_point, 0.2}}) {
    SmallDistrict district;
    add_many(district, kind, 2000);
    HealthPartnerships rule(defaults_of<HealthPartnerships>());
    const auto january = step(rule, district, district.start);
    // Standard deviation at most 22.
    CHECK(january.arrangements.flows().size() == Approx(2000 * share).margin(90));
    CHECK(paid(january, "M2", Payer::town_government, Purpose::construction) == Fen{});
    CHECK(step(rule, district, district.start + 1).arrangements.flows().empty());
  }
}

TEST_CASE("partnerships: half sign within the median of the README, some never") {
  SmallDistrict district;
  add_many(district, FacilityKind::community_station, 2000, true, 18);  // July 2020
  auto parameters = defaults_of<HealthPartnerships>();
  HealthPartnerships rule(parameters);
  std::size_t signed_up = 0;
  for (int month = 0; month <= 18; ++month) CHECK(step(rule, district, district.start + month).arrangements.flows().empty());
  for (int month = 19; month <= 22; ++month) signed_up += step(rule, district, district.start + month).arrangements.flows().size();
  // 0.95 x 0.5 of 2,000, standard deviation 22.
  CHECK(signed_up == Approx(950).margin(90));
  for (int month = 23; month < 118; ++month) {
    const auto these = step(rule, district, district.start + month);
    for (const auto& flow : these.arrangements.flows()) signed_up += flow.kind == Arrangement::agreement;
  }
  CHECK(signed_up == Approx(1900).margin(40));
}

TEST_CASE("partnerships: what stands already waits for the first month") {
  SmallDistrict district;
  add_many(district, FacilityKind::care_home, 1);
  HealthPartnerships rule(certain());
  for (YearMonth when = district.start; when <= YearMonth(2020, 4); when = when + 1)
    CHECK(step(rule, district, when).arrangements.flows().empty());
  CHECK(step(rule, district, YearMonth(2020, 5)).arrangements.flows().size() == 1);
}

TEST_CASE("partnerships: centres are of three kinds, points of one") {
  SmallDistrict district;
  add_many(district, FacilityKind::street_centre, 2000);
  auto parameters = defaults_of<HealthPartnerships>();
  parameters.start_share_homes = 1;
  HealthPartnerships rule(parameters);
  PerEnum<Arrangement, int> count;
  const auto these = step(rule, district, district.start);
  for (const auto& flow : these.arrangements.flows()) {
    ++count[flow.kind];
    CHECK(flow.doctor_places == 800);
  }
  // Standard deviations 16, 20 and 22.
  CHECK(count[Arrangement::in_house] == Approx(300).margin(65));
  CHECK(count[Arrangement::co_located] == Approx(600).margin(82));
  CHECK(count[Arrangement::agreement] == Approx(1100).margin(90));

  SmallDistrict villages;
  add_many(villages, FacilityKind::village_point, 500);
  parameters.start_share_points = 1;
  HealthPartnerships other(parameters);
  const auto january = step(other, villages, villages.start);
  CHECK(january.arrangements.flows().size() == 500);
  for (const auto& flow : january.arrangements.flows()) {
    CHECK(flow.kind == Arrangement::agreement);
    CHECK(flow.doctor_places == 150);
  }
}

TEST_CASE("partnerships: a clinic opens six months after signing and is fitted out then, agreements cost every year") {
  for (const RunBy run_by : {RunBy::social, RunBy::government}) {
    SmallDistrict district;
    add_many(district, FacilityKind::town_centre, 1, true, 20);
    district.facilities[0].run_by = run_by;
    auto parameters = certain();
    parameters.in_house_share_centres = 1;
    HealthPartnerships rule(parameters);
    const auto payer = run_by == RunBy::social ? Payer::operator_ : Payer::town_government;
    for (int month = 0; month < 48; ++month) {
      const auto flows = step(rule, district, district.start + month);
      CHECK(flows.arrangements.flows().size() == (month == 21 || month == 27 ? 1U : 0U));
      for (const auto& flow : flows.arrangements.flows()) {
        CHECK(flow.kind == (month == 21 ? Arrangement::agreement : Arrangement::in_house));
        CHECK(flow.doctor_places == (month == 21 ? 800 : 0));
      }
      CHECK(paid(flows, "M3", payer, Purpose::running) == yuan(std::int64_t{month == 21 ? 3000 : 0}));
      CHECK(paid(flows, "M2", payer, Purpose::construction) == yuan(std::int64_t{month == 27 ? 100'000 : 0}));
    }
  }
  SmallDistrict district;
  add_many(district, FacilityKind::community_station, 1, true, 20);
  HealthPartnerships rule(certain());
  for (int month = 0; month < 48; ++month) {
    const auto flows = step(rule, district, district.start + month);
    const bool due = month == 21 || month == 33 || month == 45;
    CHECK(paid(flows, "M3", Payer::town_government, Purpose::running) == yuan(std::int64_t{due ? 3000 : 0}));
  }
}

TEST_CASE("partnerships: more beds with an arrangement, more who seek one") {
  SmallDistrict district;
  add_many(district, FacilityKind::care_home, 2);
  for (auto& home : district.facilities) home.capacity[Resource::other_bed] = 100;
  district.facilities[0].arrangement = Arrangement::agreement;  // by another rule
  ServiceState bed;
  bed.given_at = GivenAt::bed;
  district.services = {ServiceState{}, bed};
  HealthPartnerships rule(certain());
  for (YearMonth when = district.start; when <= YearMonth(2020, 4); when = when + 1)
    CHECK(step(rule, district, when).changes.flows().empty());
  for (const auto when : {YearMonth(2020, 5), YearMonth(2020, 6)}) {
    const auto flows = step(rule, district, when);
    REQUIRE(flows.changes.flows().size() == 1);
    CHECK(flows.changes.flows()[0].service == ServiceId(1));
    CHECK(flows.changes.flows()[0].per_mille == 25);
  }
  for (auto& home : district.facilities) home.status = FacilityStatus::closed;
  CHECK(step(rule, district, YearMonth(2020, 7)).changes.flows().empty());
}

TEST_CASE("partnerships: home sickbeds of a town whose centre has an arrangement") {
  SmallDistrict district;
  const auto town = district.add_town(10'000);
  district.add_town(10'000);
  district.add(FacilityKind::town_centre, town, false, 0);
  auto parameters = certain();
  parameters.start_share_homes = 1;
  HealthPartnerships rule(parameters);
  CHECK(paid(step(rule, district, YearMonth(2020, 3)), "M3", Payer::medical_insurance, Purpose::service) == Fen{});
  const auto april = step(rule, district, YearMonth(2020, 4));
  CHECK(paid(april, "M3", Payer::medical_insurance, Purpose::service) == yuan(std::int64_t{2700}));
  for (const auto& posting : april.postings.flows()) CHECK(posting.town == town);
}
