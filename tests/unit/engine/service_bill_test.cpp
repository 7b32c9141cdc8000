#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "engine/money/service_bill.hpp"
#include "support/catch.hpp"
#include "unit/engine/toy.hpp"

using namespace eldercast;

namespace {

using enum PriorityGroup;
constexpr TownId kAlder(std::size_t{0});
constexpr TownId kBirch(std::size_t{1});

/// Visits cost 10 yuan for independent, 20 for partial and 33.75 for full need, two a month. Three beds of Birch have a price of 2,000
/// yuan.
std::shared_ptr<const Scenario> priced(const std::function<void(Scenario&)>& more = {}) {
  return test::toy([&](Scenario& scenario) {
    Service& visits = scenario.services[test::service_named(scenario, "home_visits").index()];
    visits.price[Need::independent] = yuan(10.0);
    visits.price[Need::partial] = yuan(20.0);
    visits.price[Need::full] = yuan(33.75);
    visits.units_per_month = 2;
    if (more) more(scenario);
  });
}

/// Users seated by hand, and the bill for them.
class Books {
 public:
  explicit Books(std::shared_ptr<const Scenario> scenario)
      : district_(std::move(scenario)),
        facilities(test::everything_open(district_, 1'000'000)),
        allocation_(district_.scenario(), district_.network()),
        bill(district_),
        delivery(district_),
        visits(test::service_named(district_.scenario(), "home_visits")),
        day_care(test::service_named(district_.scenario(), "day_care")),
        beds(test::service_named(district_.scenario(), "residential_bed")) {
    allocation_.start(facilities);
  }

  void serve(int users, ServiceId service, Need need, PriorityGroup group, const std::string& facility, bool hardship = false) {
    const FacilityId at = test::facility_named(district_, facility);
    for (int k = 0; k < users; ++k) {
      const SeekerId id = allocation_.add({next_slot_++, facilities[at.index()].settlement, service, need, group, hardship}, 0, Month{0});
      allocation_.seat(id, at, district_.scenario().services[service.index()].takes[need].front());
    }
  }

  struct Line {
    Posting posting;
    RuleId rule;
  };
  std::vector<Line> lines(const std::vector<RuleCover>& covers, Month month = Month{0}) {
    const Shocks shocks(district_.scenario());
    bill.set_covers(covers);
    delivery.month(month, shocks, facilities);
    std::vector<Line> out;
    bill.bill(allocation_, delivery, facilities, [&](const Posting& posting, RuleId rule) { out.push_back({posting, rule}); });
    return out;
  }
  /// Fen by payer.
  std::map<Payer, std::int64_t> paid(const std::vector<RuleCover>& covers, Month month = Month{0}) {
    std::map<Payer, std::int64_t> out;
    for (const Line& line : lines(covers, month)) out[line.posting.payer] += line.posting.amount.value;
    return out;
  }

  District district_;
  std::vector<FacilityState> facilities;
  Allocation allocation_;
  ServiceBill bill;
  Delivery delivery;
  ServiceId visits;
  ServiceId day_care;
  ServiceId beds;

 private:
  std::uint32_t next_slot_ = 0;
};

RuleCover cover(ServiceId service, PriorityGroup group, double per_unit_yuan, double users_share = 1.0,
                Payer payer = Payer::district_budget) {
  Cover said;
  said.service = service;
  said.group = group;
  said.payer = payer;
  said.users_share = users_share;
  said.per_unit = yuan(per_unit_yuan);
  said.clause = "V1";
  return {RuleId(std::size_t{4}), said};
}

using Paid = std::map<Payer, std::int64_t>;

}  // namespace

TEST_CASE("users pay the price of their need for every unit of the month") {
  Books books(priced());
  books.serve(3, books.visits, Need::independent, others, "centre-alder");
  books.serve(2, books.visits, Need::full, full, "centre-alder");
  const auto lines = books.lines({});
  REQUIRE(lines.size() == 1);
  const Posting& posting = lines.front().posting;
  // 3 x 2 x 10 + 2 x 2 x 33.75 = 195.
  CHECK(posting.amount == yuan(195.0));
  CHECK(posting.payer == Payer::resident);
  CHECK(posting.purpose == Purpose::service);
  CHECK(posting.town == kAlder);
  CHECK(posting.service == books.visits);
  CHECK_FALSE(posting.facility.valid());
  CHECK(std::string(posting.clause).empty());
  CHECK_FALSE(posting.lottery_fund_first);
  CHECK_FALSE(lines.front().rule.valid());
}

TEST_CASE("services have one bill for each town, and nobody who waits is billed") {
  Books books(priced());
  books.serve(1, books.visits, Need::partial, partial, "centre-alder");
  books.serve(2, books.visits, Need::partial, partial, "centre-birch");
  books.serve(1, books.beds, Need::full, full, "home-birch-rural-1");
  books.allocation_.add({999, SettlementId(std::size_t{0}), books.visits, Need::full, full, false}, 0, Month{0});
  std::map<std::pair<TownId, ServiceId>, std::int64_t> bills;
  for (const auto& line : books.lines({})) bills[{line.posting.town, line.posting.service}] += line.posting.amount.value;
  CHECK(bills == std::map<std::pair<TownId, ServiceId>, std::int64_t>{
                     {{kAlder, books.visits}, 4'000}, {{kBirch, books.visits}, 8'000}, {{kBirch, books.beds}, 200'000}});
}

TEST_CASE("another payer pays for residents in special hardship") {
  Books books(priced());
  books.serve(2, books.visits, Need::full, special_hardship, "centre-alder", true);
  books.serve(1, books.visits, Need::full, full, "centre-alder", true);
  books.serve(1, books.visits, Need::full, full, "centre-alder");
  CHECK(books.paid({}) == Paid{{Payer::district_budget, 3 * 6'750}, {Payer::resident, 6'750}});
}

TEST_CASE("a cover pays its part of the price for its share of a group's users") {
  Books books(priced());
  books.serve(4, books.visits, Need::full, full, "centre-alder");
  books.serve(1, books.visits, Need::partial, partial, "centre-alder");
  // Half of 4 users x 2 visits x 10 yuan = 40 of 4 x 67.50; nothing for the user of another group.
  const auto lines = books.lines({cover(books.visits, full, 10, 0.5, Payer::city)});
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].posting.payer == Payer::resident);
  CHECK(lines[0].posting.amount == yuan(230.0 + 40.0));
  CHECK(lines[1].posting.payer == Payer::city);
  CHECK(lines[1].posting.amount == yuan(40.0));
  CHECK(std::string(lines[1].posting.clause) == "V1");
  CHECK(lines[1].rule == RuleId(std::size_t{4}));
  CHECK_FALSE(lines[1].posting.lottery_fund_first);
  RuleCover from_fund = cover(books.visits, full, 10);
  from_fund.cover.lottery_fund_first = true;
  CHECK(books.lines({from_fund})[1].posting.lottery_fund_first);
}

TEST_CASE("a cover of one service pays nothing of another, and no cover at all brings the full bill back") {
  Books books(priced());
  books.serve(2, books.visits, Need::full, full, "centre-alder");
  CHECK(books.paid({cover(books.beds, full, 10)}) == Paid{{Payer::resident, 13'500}});
  CHECK(books.paid({cover(books.visits, full, 10)}) == Paid{{Payer::resident, 9'500}, {Payer::district_budget, 4'000}});
  CHECK(books.paid({}) == Paid{{Payer::resident, 13'500}});
}

TEST_CASE("a cover above the price pays the price of each need, not more") {
  Books books(priced());
  books.serve(1, books.visits, Need::full, special_hardship, "centre-alder", true);
  books.serve(1, books.visits, Need::independent, aged_80_plus, "centre-alder");
  books.serve(1, books.visits, Need::full, aged_80_plus, "centre-alder");
  // 30 yuan: of 10 it pays 10, of 33.75 it pays 30.
  CHECK(books.paid({cover(books.visits, aged_80_plus, 30, 1.0, Payer::city)}) ==
        Paid{{Payer::city, 2'000 + 6'000}, {Payer::district_budget, 6'750}, {Payer::resident, 750}});
  CHECK(books.paid({cover(books.visits, aged_80_plus, 500, 1.0, Payer::city)}) ==
        Paid{{Payer::city, 2'000 + 6'750}, {Payer::district_budget, 6'750}});
}

TEST_CASE("covers that exceed the price together are cut in proportion, in whichever order they stand") {
  Books books(priced());
  books.serve(4, books.visits, Need::full, full, "centre-alder");
  const RuleCover city = cover(books.visits, full, 30, 1.0, Payer::city);
  const RuleCover insurance = cover(books.visits, full, 15, 1.0, Payer::medical_insurance);
  // 30 + 15 = 45 of 33.75: 22.50 and 11.25 a visit.
  const Paid expected{{Payer::city, 4 * 2 * 2'250}, {Payer::medical_insurance, 4 * 2 * 1'125}};
  CHECK(books.paid({city, insurance}) == expected);
  CHECK(books.paid({insurance, city}) == expected);
  // Executor below the price nothing is cut.
  const RuleCover small = cover(books.visits, full, 3.75, 1.0, Payer::medical_insurance);
  CHECK(books.paid({city, small}) == Paid{{Payer::city, 24'000}, {Payer::medical_insurance, 3'000}});
  // Each is cut to the price before they share it: 50 and 33.75 of 33.75 pay half each.
  const RuleCover dear = cover(books.visits, full, 50, 1.0, Payer::city);
  const RuleCover whole = cover(books.visits, full, 33.75, 1.0, Payer::medical_insurance);
  CHECK(books.paid({dear, whole}) == Paid{{Payer::city, 13'500}, {Payer::medical_insurance, 13'500}});
}

TEST_CASE("a cover relieves the payer who pays for special hardship as it relieves users") {
  Books books(priced());
  books.serve(2, books.visits, Need::full, special_hardship, "centre-alder", true);
  CHECK(books.paid({cover(books.visits, special_hardship, 13.75, 1.0, Payer::city)}) ==
        Paid{{Payer::city, 2 * 2 * 1'375}, {Payer::district_budget, 2 * 2 * 2'000}});
}

TEST_CASE("a cover that needs an arrangement pays only for users of facilities that have one") {
  Books books(priced());
  // Of 8 users in Birch 6 are at the centre, 2 at the home; only the home has an arrangement.
  books.serve(6, books.beds, Need::full, full, "centre-birch");
  books.serve(2, books.beds, Need::full, full, "home-birch-rural-1");
  books.serve(1, books.beds, Need::full, full, "home-cedar-rural-1");
  RuleCover arranged = cover(books.beds, full, 100, 1.0, Payer::medical_insurance);
  arranged.cover.needs_arrangement = true;
  CHECK(books.paid({arranged}) == Paid{{Payer::resident, 9 * 200'000}});
  books.facilities[test::facility_named(books.district_, "home-birch-rural-1").index()].arrangement = Arrangement::agreement;
  CHECK(books.paid({arranged}) == Paid{{Payer::medical_insurance, 2 * 10'000}, {Payer::resident, 9 * 200'000 - 20'000}});
  books.facilities[test::facility_named(books.district_, "home-cedar-rural-1").index()].arrangement = Arrangement::in_house;
  CHECK(books.paid({arranged})[Payer::medical_insurance] == 3 * 10'000);
  arranged.cover.users_share = 0.5;
  books.facilities[test::facility_named(books.district_, "centre-birch").index()].arrangement = Arrangement::co_located;
  CHECK(books.paid({arranged})[Payer::medical_insurance] == 45'000);
  arranged.cover.needs_arrangement = false;
  books.facilities = test::everything_open(books.district_, 0);
  CHECK(books.paid({arranged})[Payer::medical_insurance] == 45'000);
}

TEST_CASE("a service that is given only under an arrangement has all its users under one") {
  Books books(
      priced([](Scenario& scenario) { scenario.services[test::service_named(scenario, "home_visits").index()].needs_arrangement = true; }));
  books.serve(2, books.visits, Need::full, full, "centre-alder");
  RuleCover arranged = cover(books.visits, full, 10, 1.0, Payer::medical_insurance);
  arranged.cover.needs_arrangement = true;
  CHECK(books.paid({arranged})[Payer::medical_insurance] == 4'000);
}

TEST_CASE("what a shock keeps from users is not billed") {
  Books books(priced([](Scenario& scenario) {
    scenario.shocks.push_back({"a", ShockOn::home_services, kAlder, {}, scenario.start + 1, scenario.start + 2, 0.5});
    scenario.shocks.push_back(
        {"b", ShockOn::community_services, {}, FacilityKind::community_station, scenario.start + 1, scenario.start + 1, 0});
    scenario.shocks.push_back({"c", ShockOn::bed_admission, {}, {}, scenario.start + 1, scenario.start + 1, 0});
    Service& care = scenario.services[test::service_named(scenario, "day_care").index()];
    for (Fen& price : care.price) price = yuan(30.0);
    care.units_per_month = 10;
  }));
  books.serve(4, books.visits, Need::full, full, "centre-alder");
  books.serve(4, books.visits, Need::full, full, "centre-birch");
  // Three at the centre and one at a station: the station gives nothing, so that 3 of 4 places are delivered.
  books.serve(3, books.day_care, Need::full, full, "centre-alder");
  books.serve(1, books.day_care, Need::full, full, "station-alder-1");
  books.serve(1, books.beds, Need::full, full, "home-birch-rural-1");
  books.serve(1, books.beds, Need::partial, partial, "home-birch-rural-1");
  const auto bills = [&](Month month) {
    std::map<std::pair<TownId, ServiceId>, std::int64_t> out;
    for (const auto& line : books.lines({}, month)) out[{line.posting.town, line.posting.service}] += line.posting.amount.value;
    return out;
  };
  const std::int64_t visits = 4 * 2 * 3'375;
  using Bills = std::map<std::pair<TownId, ServiceId>, std::int64_t>;
  CHECK(bills(Month{0}) == Bills{{{kAlder, books.visits}, visits},
                                 {{kBirch, books.visits}, visits},
                                 {{kAlder, books.day_care}, 4 * 10 * 3'000},
                                 {{kBirch, books.beds}, 400'000}});
  CHECK(books.delivery.of(kAlder, books.visits) == 1000);
  CHECK(bills(Month{1}) == Bills{{{kAlder, books.visits}, visits / 2},
                                 {{kBirch, books.visits}, visits},
                                 {{kAlder, books.day_care}, 3 * 10 * 3'000},
                                 {{kBirch, books.beds}, 400'000}});
  CHECK(books.delivery.of(kAlder, books.visits) == 500);
  CHECK(books.delivery.of(kBirch, books.visits) == 1000);
  CHECK(books.delivery.of(kAlder, books.day_care) == 750);
  CHECK(books.delivery.of(kBirch, books.beds) == 1000);
  CHECK(bills(Month{2})[{kAlder, books.visits}] == visits / 2);
  CHECK(bills(Month{2})[{kAlder, books.day_care}] == 4 * 10 * 3'000);
  CHECK(bills(Month{3})[{kAlder, books.visits}] == visits);
}

TEST_CASE("a cover pays its part of what a shock leaves") {
  Books books(priced([](Scenario& scenario) {
    scenario.shocks.push_back({"a", ShockOn::home_services, {}, {}, scenario.start, scenario.start, 0.5});
  }));
  books.serve(4, books.visits, Need::full, full, "centre-alder");
  CHECK(books.paid({cover(books.visits, full, 30, 1.0, Payer::city)}) ==
        Paid{{Payer::city, 2 * 2 * 3'000}, {Payer::resident, 2 * 2 * 375}});
}

TEST_CASE("the part of the price that is covered is what users see, by group") {
  Books books(priced());
  const auto covered = [&](const std::vector<RuleCover>& covers, PriorityGroup group) {
    books.bill.set_covers(covers);
    return books.bill.covered(books.visits, group);
  };
  // Full need sees 33.75, the aged 10.
  CHECK(covered({}, full) == 0);
  CHECK(covered({cover(books.visits, full, 6.75)}, full) == 200);
  CHECK(covered({cover(books.visits, full, 13.5, 0.5)}, full) == 200);
  CHECK(covered({cover(books.visits, full, 6.75)}, aged_80_plus) == 0);
  CHECK(covered({cover(books.beds, full, 6.75)}, full) == 0);
  CHECK(covered({cover(books.visits, aged_80_plus, 6.75)}, aged_80_plus) == 675);
  CHECK(covered({cover(books.visits, aged_80_plus, 500)}, aged_80_plus) == 1000);
  CHECK(covered({cover(books.visits, full, 6.75), cover(books.visits, full, 13.5)}, full) == 600);
  CHECK(covered({cover(books.visits, full, 20), cover(books.visits, full, 20)}, full) == 1000);
  CHECK(covered({cover(books.visits, special_hardship, 10)}, special_hardship) == 0);
}

TEST_CASE("who pays adds up to price times units times users, to the fen, whatever the covers") {
  std::mt19937 random(5);
  const auto between = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
  for (int round = 0; round < 60; ++round) {
    Books books(priced());
    const std::vector<ServiceId> services{books.visits, books.day_care, books.beds};
    std::map<std::pair<TownId, ServiceId>, std::int64_t> expected;
    for (int k = between(1, 12); k > 0; --k) {
      const ServiceId service = services[static_cast<std::size_t>(between(0, 2))];
      const auto need = static_cast<Need>(between(0, 2));
      const char* facility = between(0, 1) == 0 ? "centre-alder" : "centre-birch";
      const int users = between(1, 5);
      books.serve(users, service, need, static_cast<PriorityGroup>(between(0, 5)), facility, between(0, 3) == 0);
      const Service& row = books.district_.scenario().services[service.index()];
      expected[{std::string(facility) == "centre-alder" ? kAlder : kBirch, service}] += row.price[need].value * row.units_per_month * users;
    }
    std::vector<RuleCover> covers;
    for (int k = between(0, 8); k > 0; --k) {
      RuleCover said = cover(services[static_cast<std::size_t>(between(0, 2))], static_cast<PriorityGroup>(between(0, 5)),
                             between(0, 4000) / 100.0, between(0, 1000) / 1000.0, static_cast<Payer>(between(0, 6)));
      said.cover.needs_arrangement = between(0, 3) == 0;
      covers.push_back(said);
    }
    books.facilities[test::facility_named(books.district_, "centre-birch").index()].arrangement = Arrangement::agreement;
    const auto lines = books.lines(covers);
    std::map<std::pair<TownId, ServiceId>, std::int64_t> billed;
    for (const auto& line : lines) {
      REQUIRE(line.posting.amount.value > 0);
      billed[{line.posting.town, line.posting.service}] += line.posting.amount.value;
    }
    REQUIRE(billed == expected);
    // Nor does the order of the covers change what anybody pays.
    const Paid in_order = books.paid(covers);
    std::reverse(covers.begin(), covers.end());
    REQUIRE(books.paid(covers) == in_order);
  }
}

TEST_CASE("a cover under an arrangement reaches one user of three exactly") {
  Books books(priced());
  books.serve(2, books.beds, Need::full, full, "centre-birch");
  books.serve(1, books.beds, Need::full, full, "home-birch-rural-1");
  books.facilities[test::facility_named(books.district_, "home-birch-rural-1").index()].arrangement = Arrangement::agreement;
  RuleCover arranged = cover(books.beds, full, 100, 1.0, Payer::medical_insurance);
  arranged.cover.needs_arrangement = true;
  CHECK(books.paid({arranged})[Payer::medical_insurance] == 10'000);
}

TEST_CASE("a cover under an arrangement looks at what a user's own need takes") {
  Books books(priced());
  books.serve(1, books.beds, Need::independent, others, "home-birch-rural-1");
  books.facilities[test::facility_named(books.district_, "home-birch-rural-1").index()].arrangement = Arrangement::agreement;
  RuleCover arranged = cover(books.beds, others, 100, 1.0, Payer::medical_insurance);
  arranged.cover.needs_arrangement = true;
  CHECK(books.paid({arranged})[Payer::medical_insurance] == 10'000);
}

TEST_CASE("half of what is delivered is billed, however users are spread over groups") {
  Books books(priced([](Scenario& scenario) {
    scenario.shocks.push_back({"a", ShockOn::home_services, {}, {}, scenario.start, scenario.start, 0.5});
  }));
  for (int g = 0; g < 6; ++g) books.serve(1, books.visits, Need::full, static_cast<PriorityGroup>(g), "centre-alder");
  CHECK(books.paid({})[Payer::resident] == 6 * 6'750 / 2);
}
