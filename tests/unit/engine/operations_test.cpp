#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "engine/operate/operations.hpp"
#include "model/base/keys.hpp"
#include "support/catch.hpp"
#include "unit/engine/toy.hpp"

using namespace eldercast;

namespace {

using enum FacilityKind;

/// Nobody is social at the start or later, nothing is tendered, nothing connects, unless a test says so. The run begins in January 2019.
std::shared_ptr<const Scenario> operated(const std::function<void(OperationParameters&)>& change) {
  return test::toy([&](Scenario& scenario) {
    OperationParameters operation;
    operation.handover_from = scenario.start;
    operation.platform_from = scenario.start;
    operation.platform_share = 0;
    change(operation);
    scenario.operation = operation;
  });
}

FacilityState facility(FacilityKind kind, int number = 0, bool from_project = false, Month opened = Month{-1}) {
  FacilityState state;
  state.key = key_of("facility " + std::to_string(number));
  state.kind = kind;
  state.from_project = from_project;
  state.status = FacilityStatus::open;
  state.opened = opened;
  return state;
}

std::vector<FacilityState> many(FacilityKind kind, int count) {
  std::vector<FacilityState> out;
  for (int k = 0; k < count; ++k) out.push_back(facility(kind, k));
  return out;
}

double social_share(const std::vector<FacilityState>& facilities) {
  const auto social = std::count_if(facilities.begin(), facilities.end(), [](const FacilityState& f) { return f.run_by == RunBy::social; });
  return static_cast<double>(social) / static_cast<double>(facilities.size());
}

/// First month of the run in which `holds` is true of the facility, -1 if it never is; the facility opens when its month comes.
template <class Holds>
int first_month(const District& district, FacilityState state, Holds holds) {
  Operations operations(district);
  std::vector<FacilityState> facilities{state};
  operations.start(stream_key(1, 0), facilities);
  for (int m = 0; m < district.scenario().months(); ++m) {
    facilities[0].status = m >= state.opened.value ? FacilityStatus::open : FacilityStatus::planned;
    operations.month(Month{m}, facilities);
    if (holds(facilities[0])) return m;
  }
  return -1;
}

int handed_over_in(const District& district, const FacilityState& state) {
  return first_month(district, state, [](const FacilityState& f) { return f.run_by == RunBy::social; });
}
int on_platform_in(const District& district, const FacilityState& state) {
  return first_month(district, state, [](const FacilityState& f) { return f.on_platform; });
}

}  // namespace

TEST_CASE("shares of social operators of 0 and 1 are nobody and everybody, each for its own facilities") {
  struct Row {
    double OperationParameters::*share;
    std::vector<FacilityKind> kinds;
    bool from_project;
  };
  const std::vector<Row> rows{{&OperationParameters::social_at_start_urban, {street_centre, community_station}, false},
                              {&OperationParameters::social_at_start_rural, {town_centre, village_point}, false},
                              {&OperationParameters::social_at_start_homes, {care_home}, false},
                              {&OperationParameters::social_new_urban, {street_centre, community_station}, true},
                              {&OperationParameters::social_new_rural, {town_centre, village_point}, true}};
  for (const Row& row : rows) {
    const District district(operated([&](OperationParameters& operation) { operation.*row.share = 1; }));
    Operations operations(district);
    std::vector<FacilityState> facilities;
    for (const bool from_project : {false, true}) {
      for (const FacilityKind kind : {street_centre, community_station, town_centre, village_point, care_home}) {
        for (int k = 0; k < 20; ++k) facilities.push_back(facility(kind, k, from_project));
      }
    }
    operations.start(stream_key(1, 0), facilities);
    for (const FacilityState& f : facilities) {
      const bool of_row = std::find(row.kinds.begin(), row.kinds.end(), f.kind) != row.kinds.end() &&
                          (f.kind == care_home || f.from_project == row.from_project);
      CHECK((f.run_by == RunBy::social) == of_row);
    }
  }
}

TEST_CASE("a share of social operators between 0 and 1 is met by many facilities") {
  const District district(operated([](OperationParameters& operation) { operation.social_at_start_rural = 0.3; }));
  Operations operations(district);
  std::vector<FacilityState> points = many(village_point, 20'000);
  operations.start(stream_key(1, 0), points);
  // Four standard deviations of a share of 20,000 are 4 x sqrt(0.3 x 0.7 / 20,000) = 0.013.
  CHECK(social_share(points) == Approx(0.3).margin(0.013));
}

TEST_CASE("a facility is handed over a tender after the first month of tenders, never before") {
  const District district(operated([](OperationParameters& operation) {
    operation.handover_from = YearMonth(2019, 7);
    operation.handover_per_year_urban = 1;
    operation.handover_per_year_rural = 1;
    operation.tender_months = 3;
  }));
  // Everybody is tendered in July 2019, month 6, and handed over in October.
  for (const FacilityKind kind : {street_centre, community_station, town_centre, village_point}) {
    CHECK(handed_over_in(district, facility(kind)) == 9);
    CHECK(handed_over_in(district, facility(kind, 0, true, Month{2})) == 9);
    // What opens later is tendered from its opening on.
    CHECK(handed_over_in(district, facility(kind, 0, true, Month{20})) == 23);
  }
  CHECK(handed_over_in(district, facility(care_home)) == -1);
}

TEST_CASE("without a tender's lag a facility is handed over in the month in which it is tendered") {
  const District district(operated([](OperationParameters& operation) {
    operation.handover_from = YearMonth(2019, 7);
    operation.handover_per_year_urban = 1;
    operation.tender_months = 0;
  }));
  CHECK(handed_over_in(district, facility(community_station)) == 6);
  CHECK(handed_over_in(district, facility(village_point)) == -1);
}

TEST_CASE("tenders that began before the run hand over what stands at its start once they are through") {
  const District district(operated([](OperationParameters& operation) {
    operation.handover_from = YearMonth(2015, 1);
    operation.handover_per_year_rural = 1;
    operation.tender_months = 4;
  }));
  // Existing stock counts as opened in month -1.
  CHECK(handed_over_in(district, facility(village_point)) == 3);
}

TEST_CASE("hand-overs are a constant hazard that gives the yearly share in every year") {
  const District district(operated([](OperationParameters& operation) {
    operation.handover_from = YearMonth(2019, 3);
    operation.handover_per_year_urban = 0.5;
    operation.tender_months = 2;
  }));
  Operations operations(district);
  std::vector<FacilityState> stations = many(community_station, 20'000);
  operations.start(stream_key(4, 2), stations);
  double before = 0;
  for (int m = 0; m < 36; ++m) {
    operations.month(Month{m}, stations);
    const double share = social_share(stations);
    REQUIRE(share >= before);
    before = share;
    if (m < 4) REQUIRE(share == 0);
    // Month 4 is the first of hand-overs: 12 months of tenders are through in month 15, 24 in month 27; four standard deviations.
    if (m == 9) CHECK(share == Approx(1 - std::sqrt(0.5)).margin(0.013));
    if (m == 15) CHECK(share == Approx(0.5).margin(0.0142));
    if (m == 27) CHECK(share == Approx(0.75).margin(0.0123));
  }
}

TEST_CASE("no hand-over touches what is planned, and an operator stays") {
  const District district(operated([](OperationParameters& operation) {
    operation.handover_per_year_urban = 1;
    operation.tender_months = 0;
    operation.social_at_start_urban = 1;
  }));
  Operations operations(district);
  std::vector<FacilityState> facilities{facility(community_station), facility(community_station, 1, true)};
  facilities[1].status = FacilityStatus::planned;
  operations.start(stream_key(1, 0), facilities);
  for (int m = 0; m < 20; ++m) operations.month(Month{m}, facilities);
  CHECK(facilities[0].run_by == RunBy::social);
  CHECK(facilities[1].run_by == RunBy::government);
  CHECK_FALSE(facilities[1].on_platform);
}

TEST_CASE("a facility joins the platform some months after its opening or the platform's start, whichever is later") {
  const auto with_share = [](double share) {
    return operated([&](OperationParameters& operation) {
      operation.platform_from = YearMonth(2019, 5);
      operation.platform_months = 3;
      operation.platform_share = share;
    });
  };
  const District all(with_share(1));
  CHECK(on_platform_in(all, facility(village_point)) == 7);
  CHECK(on_platform_in(all, facility(care_home)) == 7);
  CHECK(on_platform_in(all, facility(village_point, 0, true, Month{1})) == 7);
  CHECK(on_platform_in(all, facility(village_point, 0, true, Month{10})) == 13);
  const District none(with_share(0));
  CHECK(on_platform_in(none, facility(village_point)) == -1);
  const District some(with_share(0.4));
  Operations operations(some);
  std::vector<FacilityState> points = many(village_point, 20'000);
  operations.start(stream_key(1, 0), points);
  operations.month(Month{7}, points);
  const auto joined = [&] { return std::count_if(points.begin(), points.end(), [](const FacilityState& f) { return f.on_platform; }); };
  const auto at_once = joined();
  CHECK(static_cast<double>(at_once) / 20'000 == Approx(0.4).margin(0.014));
  // Who has not joined by then never does.
  for (int m = 8; m < 48; ++m) operations.month(Month{m}, points);
  CHECK(joined() == at_once);
}

TEST_CASE("a social operator's facility joins the platform too") {
  const District district(operated([](OperationParameters& operation) {
    operation.social_at_start_urban = 1;
    operation.platform_share = 1;
    operation.platform_months = 2;
  }));
  CHECK(on_platform_in(district, facility(community_station)) == 2);
}

TEST_CASE("what is drawn for a facility depends on its key, not on its place in the table") {
  const District district(operated([](OperationParameters& operation) {
    operation.social_at_start_urban = 0.4;
    operation.handover_per_year_urban = 0.3;
    operation.platform_share = 0.5;
  }));
  std::vector<FacilityState> forward = many(community_station, 300);
  std::vector<FacilityState> backward(forward.rbegin(), forward.rend());
  Operations first(district);
  Operations second(district);
  first.start(stream_key(9, 3), forward);
  second.start(stream_key(9, 3), backward);
  const auto same = [&] {
    for (std::size_t k = 0; k < forward.size(); ++k) {
      const FacilityState& other = backward[forward.size() - 1 - k];
      REQUIRE(forward[k].key == other.key);
      if (forward[k].run_by != other.run_by || forward[k].on_platform != other.on_platform) return false;
    }
    return true;
  };
  CHECK(same());
  for (int m = 0; m < 12; ++m) {
    first.month(Month{m}, forward);
    second.month(Month{m}, backward);
    CHECK(same());
  }
  // The same stream gives the same facilities again, another replicate others.
  const std::vector<FacilityState> after_a_year = forward;
  std::vector<FacilityState> again = many(community_station, 300);
  first.start(stream_key(9, 3), again);
  for (int m = 0; m < 12; ++m) first.month(Month{m}, again);
  std::vector<FacilityState> other = many(community_station, 300);
  first.start(stream_key(9, 4), other);
  for (int m = 0; m < 12; ++m) first.month(Month{m}, other);
  bool equal = true;
  bool differs = false;
  for (std::size_t k = 0; k < again.size(); ++k) {
    equal = equal && again[k].run_by == after_a_year[k].run_by && again[k].on_platform == after_a_year[k].on_platform;
    differs = differs || other[k].run_by != after_a_year[k].run_by;
  }
  CHECK(equal);
  CHECK(differs);
}

TEST_CASE("a medical arrangement only gets closer, and its places on doctors' lists add up") {
  std::vector<FacilityState> facilities{facility(town_centre), facility(village_point), facility(village_point)};
  facilities[2].status = FacilityStatus::planned;
  const FacilityId centre(std::size_t{0});
  const FacilityId point(std::size_t{1});
  const FacilityId planned(std::size_t{2});
  const std::vector<MedicalArrangement> first{
      {point, Arrangement::agreement, 100}, {centre, Arrangement::in_house, 0}, {planned, Arrangement::agreement, 50}};
  Operations::apply(first, facilities);
  CHECK(facilities[0].arrangement == Arrangement::in_house);
  CHECK(facilities[1].arrangement == Arrangement::agreement);
  CHECK(facilities[1].capacity[Resource::doctor_place] == 100);
  CHECK(facilities[2].arrangement == Arrangement::none);
  CHECK(facilities[2].capacity[Resource::doctor_place] == 0);
  const std::vector<MedicalArrangement> second{
      {point, Arrangement::co_located, 20}, {centre, Arrangement::agreement, 30}, {point, Arrangement::agreement, 1}};
  Operations::apply(second, facilities);
  CHECK(facilities[0].arrangement == Arrangement::in_house);
  CHECK(facilities[0].capacity[Resource::doctor_place] == 30);
  CHECK(facilities[1].arrangement == Arrangement::co_located);
  CHECK(facilities[1].capacity[Resource::doctor_place] == 121);
}

TEST_CASE("of several evaluations of one month the lowest holds, whatever their order, and the next month begins anew") {
  const FacilityId id(std::size_t{0});
  std::vector<Evaluation> evaluations{{id, Grade::excellent}, {id, Grade::pass}, {id, Grade::good}};
  std::sort(evaluations.begin(), evaluations.end(), [](const Evaluation& a, const Evaluation& b) { return a.grade < b.grade; });
  do {
    std::vector<FacilityState> facilities{facility(village_point), facility(village_point, 1)};
    Operations::apply(evaluations, Month{0}, facilities);
    CHECK(facilities[0].grade == Grade::pass);
    CHECK(facilities[0].evaluated == Month{0});
    CHECK(facilities[1].grade == Grade::none);
    CHECK(facilities[1].evaluated < Month{0});
    Operations::apply(std::vector<Evaluation>{{id, Grade::excellent}}, Month{12}, facilities);
    CHECK(facilities[0].grade == Grade::excellent);
    CHECK(facilities[0].evaluated == Month{12});
    Operations::apply(std::vector<Evaluation>{}, Month{13}, facilities);
    CHECK(facilities[0].grade == Grade::excellent);
    CHECK(facilities[0].evaluated == Month{12});
    Operations::apply(std::vector<Evaluation>{{id, Grade::fail}}, Month{24}, facilities);
    CHECK(facilities[0].grade == Grade::fail);
  } while (std::next_permutation(evaluations.begin(), evaluations.end(),
                                 [](const Evaluation& a, const Evaluation& b) { return a.grade < b.grade; }));
}
