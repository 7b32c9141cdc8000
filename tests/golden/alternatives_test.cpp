#include "golden/support.hpp"

#include "support/catch.hpp"

using namespace eldercast;
using test::cached;
using test::mean;

namespace {

const std::vector<Outcome>& baseline() { return cached(test::kBaseline); }
const std::vector<Outcome>& alternative(const std::string& name) { return cached("scenarios/jiangjin/" + name + ".toml"); }

constexpr int kEnd2020 = 23;
constexpr int kEnd2022 = 47;

double communities_2020(const Headline& h) { return h.settlements_covered(kEnd2020, SettlementKind::community, CoverageReading::own); }
double villages_2022(const Headline& h) { return h.settlements_covered(kEnd2022, SettlementKind::village, CoverageReading::own); }
double staffed_beds(const Headline& h) {
  return h.beds(kEnd2022, BedType::nursing, BedCount::staffed) + h.beds(kEnd2022, BedType::other, BedCount::staffed);
}
double occupied_beds(const Headline& h) {
  return h.beds(kEnd2022, BedType::nursing, BedCount::occupied) + h.beds(kEnd2022, BedType::other, BedCount::occupied);
}
double peak(const Headline& h) {
  return static_cast<double>(*std::max_element(h.prefinancing_fen.cells().begin(), h.prefinancing_fen.cells().end()));
}
template <Payer kPayer>
double paid_by(const Headline& h) {
  return static_cast<double>(test::accrued(h, kPayer));
}

}  // namespace

TEST_CASE("without lottery money the district's budget pays more and fewer communities are covered in time") {
  CHECK(mean(alternative("no_lottery"), paid_by<Payer::lottery_fund>) == 0);
  CHECK(mean(alternative("no_lottery"), paid_by<Payer::district_budget>) > mean(baseline(), paid_by<Payer::district_budget>));
  CHECK(mean(alternative("no_lottery"), communities_2020) < mean(baseline(), communities_2020));
}

TEST_CASE("halved city grants leave towns to advance more, and nothing else changes where towns always find the money") {
  const std::vector<Outcome>& off = cached(test::kLinksOff);
  const std::vector<Outcome>& halved = cached(
      test::kLinksOff, {"funding.construction_grants.street_centre_yuan=1000000", "funding.construction_grants.station_city_yuan=100000",
                        "funding.construction_grants.town_package_yuan=500000"});
  CHECK(mean(halved, paid_by<Payer::city>) * 2 == Approx(mean(off, paid_by<Payer::city>)));
  CHECK(mean(halved, peak) > 1.1 * mean(off, peak));
  CHECK(test::changed(off, halved).count("/district/demand") == 0);
}

TEST_CASE("halved city grants let fewer centres open in the baseline, and less be given") {
  const auto centres = [](const Headline& h) { return h.facilities_open(kEnd2022, FacilityKind::town_centre); };
  const auto cared = [](const Headline& h) {
    std::int64_t months = 0;
    for (int m = 0; m <= kEnd2022; ++m) months += h.residents_covered(m, CoverageStrength::cared);
    return months;
  };
  CHECK(mean(alternative("city_grants_halved"), centres) <= mean(baseline(), centres));
  CHECK(mean(alternative("city_grants_halved"), cared) < mean(baseline(), cared));
}

TEST_CASE("grants paid at the start leave towns to advance less") {
  CHECK(mean(alternative("grants_at_start"), peak) < 0.95 * mean(baseline(), peak));
}

TEST_CASE("when the district pays all the city pays nothing and towns advance less") {
  CHECK(mean(alternative("district_pays_all"), paid_by<Payer::city>) == 0);
  CHECK(mean(alternative("district_pays_all"), paid_by<Payer::district_budget>) > 1.2 * mean(baseline(), paid_by<Payer::district_budget>));
  CHECK(mean(alternative("district_pays_all"), peak) < mean(baseline(), peak));
}

TEST_CASE("a doubled running incentive costs twice as much and lowers the occupancy at which centres cover their cost") {
  const auto f4 = [](const std::vector<Outcome>& outcomes) {
    double sum = 0;
    for (const Outcome& outcome : outcomes) {
      const auto clause =
          static_cast<std::size_t>(std::find(outcome.clauses.begin(), outcome.clauses.end(), "F4") - outcome.clauses.begin());
      for (std::size_t y = 0; y < 4; ++y) sum += static_cast<double>(outcome.headline.clause_accrued_fen(y, clause));
    }
    return sum;
  };
  const std::vector<Outcome>& off = cached(test::kLinksOff);
  const std::vector<Outcome>& doubled =
      cached(test::kLinksOff, {"funding.running_incentives.up_to_500_m2_yuan=4000", "funding.running_incentives.up_to_1000_m2_yuan=6000",
                               "funding.running_incentives.over_1000_m2_yuan=8000", "funding.running_incentives.village_point_yuan=1000"});
  CHECK(f4(doubled) == 2 * f4(off));
  CHECK(f4(alternative("running_incentive_doubled")) > 1.9 * f4(baseline()));
  for (std::size_t r = 0; r < off.size(); ++r) {
    for (std::size_t t = 0; t < 30; ++t) {
      CHECK(doubled[r].headline.hub_break_even_per_mille(t) <= off[r].headline.hub_break_even_per_mille(t));
    }
  }
}

TEST_CASE("an allowance keeps and brings carers, who staff more beds") {
  const auto carers = [](const Headline& h) { return h.staff(kEnd2022, Role::carer, StaffCount::in_post); };
  CHECK(mean(alternative("carers_allowance"), carers) > 1.05 * mean(baseline(), carers));
  CHECK(mean(alternative("carers_allowance"), staffed_beds) > 1.03 * mean(baseline(), staffed_beds));
}

TEST_CASE("long-term-care insurance two years earlier pays more and relieves residents") {
  CHECK(mean(alternative("ltci_2020"), paid_by<Payer::long_term_care_insurance>) >
        2 * mean(baseline(), paid_by<Payer::long_term_care_insurance>));
  CHECK(mean(alternative("ltci_2020"), paid_by<Payer::resident>) < mean(baseline(), paid_by<Payer::resident>));
}

TEST_CASE("more nursing beds raise their share") {
  const auto share = [](const Headline& h) { return h.targets(kEnd2022, Target::m1_nursing_beds); };
  CHECK(mean(alternative("more_nursing_beds"), share) > mean(baseline(), share) + 500);
}

TEST_CASE("stations on time and nothing in villages cover communities and leave villages out") {
  CHECK(mean(alternative("urban_only"), communities_2020) == 105);
  CHECK(mean(alternative("urban_only"), villages_2022) == 63);
  CHECK(mean(alternative("urban_only"), villages_2022) < mean(baseline(), villages_2022));
}

TEST_CASE("places given all at once shorten ways and the waiting for beds, and pass nobody over") {
  const auto minutes = [](const Headline& h) {
    std::int64_t sum = 0;
    for (std::size_t s = 0; s < h.travel_minutes.sizes()[1]; ++s) sum += h.travel_minutes(3, s);
    return sum;
  };
  const auto shortfall_months = [](const Headline& h) {
    std::int64_t sum = 0;
    for (const std::int32_t persons : h.bed_shortfall.cells()) sum += persons;
    return sum;
  };
  const auto passed_over = [](const Headline& h) {
    std::int64_t sum = 0;
    for (std::size_t m = 0; m < 48; ++m) sum += h.targets(m, Target::g6_priority);
    return sum;
  };
  CHECK(mean(alternative("optimal"), minutes) < 0.85 * mean(baseline(), minutes));
  CHECK(mean(alternative("optimal"), shortfall_months) < mean(baseline(), shortfall_months));
  CHECK(mean(alternative("optimal"), passed_over) == 0);
  // Who lives here and what is built are the same.
  const std::set<std::string> changed = test::changed(baseline(), alternative("optimal"));
  for (const char* const same : {"/district/residents", "/district/life_flows", "/district/facilities_open", "/towns/residents"}) {
    CHECK_FALSE(changed.contains(same));
  }
}

TEST_CASE("people who may be given nearer places go less far, and as many are served") {
  const std::vector<Outcome>& reseated = cached("scenarios/jiangjin/optimal.toml", {"allocation.reseat_months=12"});
  const auto minutes = [](const Headline& h) {
    std::int64_t sum = 0;
    for (std::size_t s = 0; s < h.travel_minutes.sizes()[1]; ++s) sum += h.travel_minutes(3, s);
    return sum;
  };
  CHECK(mean(reseated, minutes) < mean(alternative("optimal"), minutes));
  const auto served = [](const Headline& h) { return h.residents_covered(kEnd2022, CoverageStrength::used); };
  CHECK(mean(reseated, served) > 0.995 * mean(alternative("optimal"), served));
}

TEST_CASE("faster ageing leaves more residents and more who seek a bed") {
  const auto residents = [](const Headline& h) {
    return h.residents(kEnd2022, Need::independent) + h.residents(kEnd2022, Need::partial) + h.residents(kEnd2022, Need::full);
  };
  CHECK(mean(alternative("ageing_faster"), residents) > 1.01 * mean(baseline(), residents));
}

TEST_CASE("the outbreak delays stations and stops what is delivered for two months") {
  CHECK(mean(alternative("outbreak_2020"), communities_2020) < mean(baseline(), communities_2020));
  const auto scenario = test::scenario(test::kBaseline);
  const auto day_care = static_cast<std::size_t>(
      std::find_if(scenario->services.begin(), scenario->services.end(), [](const Service& s) { return s.id == "day_care"; }) -
      scenario->services.begin());
  const int march = test::month_of(*scenario, 2020, 3);
  const auto delivered = [&](const Headline& h) { return h.volume(march, day_care, Volume::delivered); };
  CHECK(mean(alternative("outbreak_2020"), delivered) == 0);
  CHECK(mean(baseline(), delivered) > 0);
  const auto admitted = [&](const Headline& h) { return occupied_beds(h); };
  CHECK(mean(alternative("outbreak_2020"), admitted) <= mean(baseline(), admitted) + 20);
}

TEST_CASE("money held back delays projects, and the delay shows in coverage") {
  const std::vector<Outcome>& off = cached(test::kLinksOff);
  const std::vector<Outcome>& held = cached(
      test::kLinksOff, {"finance.own_funds=\"limited\"", "finance.town_share=0.1", "finance.credit_share=0.1", "finance.operator_share=0"});
  CHECK(mean(held, communities_2020) < mean(off, communities_2020) - 5);
  CHECK(mean(held, peak) < mean(off, peak));
}

TEST_CASE("half the carers leave beds empty beside people who wait for them") {
  const std::vector<Outcome>& half =
      cached(test::kBaseline, {"staff.carers_at_start=225", "staffing.care_workforce.market_hires_per_month=6"});
  CHECK(mean(half, staffed_beds) < mean(baseline(), staffed_beds));
  CHECK(mean(half, occupied_beds) < mean(baseline(), occupied_beds));
  const auto no_staff = [](const Headline& h) { return h.bed_shortfall(kEnd2022, ShortfallCause::no_staff); };
  CHECK(mean(half, no_staff) > 2 * mean(baseline(), no_staff));
  const auto open = [](const Headline& h) {
    return h.beds(kEnd2022, BedType::nursing, BedCount::open) + h.beds(kEnd2022, BedType::other, BedCount::open);
  };
  CHECK(mean(half, open) == mean(baseline(), open));
}
