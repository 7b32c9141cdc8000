#include "engine/rules/flow_checks.hpp"

#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "engine/rules/rule_set.hpp"
#include "support/catch.hpp"
#include "unit/plugins/small_district.hpp"

using namespace eldercast;
using test::SmallDistrict;

namespace {

/// A flow that is wrong in one field alone.
template <class Flow>
using Spoil = std::function<void(Flow&)>;

template <class Flow, class Other>
void put(const std::vector<Flow>& flows, Slots<Other>& slots) {
  if constexpr (std::is_same_v<Flow, Other>) {
    for (const Flow& flow : flows) slots.push(flow);
  }
}

/// Rules that say the same flows in every phase that has room for them.
template <class Flow>
struct FundingSays : FundingRule {
  explicit FundingSays(std::vector<Flow> said) : flows(std::move(said)) {}
  void authorise(const MonthView& /*month*/, AuthoriseSlots out) override {
    put(flows, out.supports), put(flows, out.holds), put(flows, out.fund_income), put(flows, out.covers);
    put(flows, out.prices), put(flows, out.closings), put(flows, out.capacities), put(flows, out.choices);
  }
  void pay(const MonthView& /*month*/, PaySlots out) override {
    put(flows, out.postings), put(flows, out.evaluations), put(flows, out.figures);
  }
  std::vector<Flow> flows;
};
template <class Flow>
struct StaffingSays : StaffingRule {
  explicit StaffingSays(std::vector<Flow> said) : flows(std::move(said)) {}
  void staff(const MonthView& /*month*/, StaffSlots out) override {
    put(flows, out.staff), put(flows, out.district_hires), put(flows, out.training), put(flows, out.changes);
  }
  std::vector<Flow> flows;
};
template <class Flow>
struct MedicalSays : MedicalRule {
  explicit MedicalSays(std::vector<Flow> said) : flows(std::move(said)) {}
  void arrange(const MonthView& /*month*/, ArrangeSlots out) override {
    put(flows, out.conversions), put(flows, out.arrangements), put(flows, out.covers), put(flows, out.demand_changes),
        put(flows, out.health_changes);
  }
  std::vector<Flow> flows;
};

SmallDistrict one_of_each() {
  SmallDistrict district;
  const TownId town = district.add_town(1000);
  const FacilityId home = district.add(FacilityKind::care_home, town, false, -1);
  district.projects.push_back({.key = 1, .facility = home, .town = town, .scheduled_start = Month{0}, .cost = {}, .offered = true});
  district.projects.push_back({.key = 2, .facility = home, .town = town, .scheduled_start = Month{0}, .cost = {}});
  district.services.emplace_back();
  return district;
}

/// What the runner says of a rule that says these flows in `months` months of one replicate; empty when it takes them.
template <class SaysRule, class Flow>
std::string answer_to(const std::vector<Flow>& flows, std::vector<Stock> keeps = {Stock::carer, Stock::lottery_fund}, int months = 1) {
  SmallDistrict district = one_of_each();
  const RuleEntry entry{"test/says",
                        {"F2", "W2"},
                        std::move(keeps),
                        [&] { return RulePtr(new SaysRule(flows), RuleDeleter{[](Rule* rule) { delete rule; }}); },
                        {"own"}};
  Watchdog watchdog;
  RuleRunner runner(std::span(&entry, 1), 20'000, watchdog);
  try {
    runner.start(stream_key(1, 0));
    for (int month = 0; month < months; ++month) {
      static_cast<void>(runner.authorise(district.view(month)));
      static_cast<void>(runner.staff(district.view(month)));
      static_cast<void>(runner.arrange(district.view(month)));
      static_cast<void>(runner.pay(district.view(month)));
    }
  } catch (const RuleFailure& failure) {
    return failure.what();
  }
  return {};
}

/// Every check of the table is reached by one of `spoils`, in the order of the table, and the sound flow passes. `reached`: first checks of
/// the table that another test reaches.
template <class SaysRule, class Flow>
void check_table(const Flow& sound, const std::vector<Spoil<Flow>>& spoils, std::vector<std::string> reached = {}) {
  CHECK(answer_to<SaysRule>(std::vector{sound}).empty());
  for (const Spoil<Flow>& spoil : spoils) {
    Flow flow = sound;
    spoil(flow);
    const std::string answer = answer_to<SaysRule>(std::vector{sound, flow});
    CHECK_THAT(answer, Catch::Matchers::StartsWith("test/says, 2019-01: "));
    for (const FlowCheck<Flow>& check : flow_checks<Flow>()) {
      if (answer.substr(20).starts_with(check.refusal) && (reached.empty() || reached.back() != check.refusal)) {
        reached.emplace_back(check.refusal);
      }
    }
  }
  std::vector<std::string> all;
  for (const FlowCheck<Flow>& check : flow_checks<Flow>()) all.emplace_back(check.refusal);
  CHECK(reached == all);
}

constexpr const char* kUnkeptIncome = "gives the lottery fund an income, which its card does not say that it keeps";
const TownId kTown(0);
const FacilityId kFacility(0);
const ProjectId kProject(0);
const ServiceId kService(0);
const Fen kTooMuch{kLargestFen + 1};
constexpr std::int32_t kTooMany = kMostPersons + 1;

template <class Enum>
constexpr Enum beyond() {
  return static_cast<Enum>(kCount<Enum>);
}

Posting sound_posting() {
  Posting posting;
  posting.town = kTown;
  posting.amount = Fen{kLargestFen};
  posting.paid_after_months = kLongestDelayMonths;
  posting.clause = "F2";
  return posting;
}

}  // namespace

TEST_CASE("every field of a support, a hold and an income of the lottery fund is checked") {
  check_table<FundingSays<Support>, Support>(
      {.project = kProject, .payer = Payer::city, .amount = Fen{kLargestFen}, .clause = "F2"},
      {[](auto& f) { f.project = ProjectId(2); }, [](auto& f) { f.project = {}; }, [](auto& f) { f.payer = beyond<Payer>(); },
       [](auto& f) { f.amount = kTooMuch; }, [](auto& f) { f.amount = Fen{-1}; }, [](auto& f) { f.amount = yuan(std::nan("")); },
       [](auto& f) { f.clause = "F9"; }, [](auto& f) { f.clause = nullptr; }, [](auto& f) { f.lottery_fund_first = true; }});
  check_table<FundingSays<Hold>, Hold>({.project = kProject},
                                       {[](auto& f) { f.project = ProjectId(2); }, [](auto& f) { f.reason = nullptr; }});
  check_table<FundingSays<ProjectChoice>, ProjectChoice>(
      {.project = kProject},
      {[](auto& f) { f.project = ProjectId(2); }, [](auto& f) { f.project = ProjectId(1); }, [](auto& f) { f.reason = nullptr; }});
  check_table<FundingSays<FundIncome>, FundIncome>(
      {.amount = Fen{5}, .elsewhere = Fen{5}, .carried = Fen{5}},
      {[](auto& f) { f.amount = Fen{-1}; }, [](auto& f) { f.elsewhere = kTooMuch; }, [](auto& f) { f.carried = Fen{-1}; }},
      {kUnkeptIncome});
}

TEST_CASE("every field of a cover is checked, whichever phase says it") {
  const Cover sound{.service = kService, .users_share = 1.0, .per_unit = Fen{kLargestFen}, .clause = "W2"};
  const std::vector<Spoil<Cover>> spoils{
      [](auto& f) { f.service = ServiceId(1); },  [](auto& f) { f.group = beyond<PriorityGroup>(); },
      [](auto& f) { f.payer = beyond<Payer>(); }, [](auto& f) { f.users_share = std::numeric_limits<double>::quiet_NaN(); },
      [](auto& f) { f.users_share = -0.1; },      [](auto& f) { f.users_share = 1.1; },
      [](auto& f) { f.per_unit = Fen{-1}; },      [](auto& f) { f.per_unit = kTooMuch; },
      [](auto& f) { f.clause = "F9"; },           [](auto& f) { f.payer = Payer::city, f.lottery_fund_first = true; },
  };
  check_table<FundingSays<Cover>, Cover>(sound, spoils);
  check_table<MedicalSays<Cover>, Cover>(sound, spoils);
}

TEST_CASE("every field of the flows of staff is checked, a role out of range among them") {
  check_table<StaffingSays<StaffFlow>, StaffFlow>(
      {.town = kTown, .role = Role::carer, .hired = kMostPersons, .left = 0},
      {[](auto& f) { f.town = TownId(1); }, [](auto& f) { f.town = {}; }, [](auto& f) { f.role = beyond<Role>(); },
       [](auto& f) { f.role = static_cast<Role>(200); }, [](auto& f) { f.hired = -1; }, [](auto& f) { f.hired = kTooMany; },
       [](auto& f) { f.left = -1; }, [](auto& f) { f.left = kTooMany; }, [](auto& f) { f.role = Role::helper, f.left = 1; }});
  check_table<StaffingSays<DistrictHires>, DistrictHires>(
      {.role = Role::director, .hired = 7, .certified = 7},
      {[](auto& f) { f.role = static_cast<Role>(40); }, [](auto& f) { f.hired = -1, f.certified = -1; },
       [](auto& f) { f.hired = kTooMany; }, [](auto& f) { f.certified = 8; }, [](auto& f) { f.certified = -1; }});
  check_table<StaffingSays<TrainingFlow>, TrainingFlow>(
      {.role = Role::family_carer, .entered = 1},
      {[](auto& f) { f.role = beyond<Role>(); }, [](auto& f) { f.entered = -1; }, [](auto& f) { f.graduated = kTooMany; },
       [](auto& f) { f.dropped_out = -1; }, [](auto& f) { f.certified_in_post = kTooMany; }});
}

TEST_CASE("every field of the medical flows is checked") {
  check_table<MedicalSays<BedConversion>, BedConversion>(
      {.facility = kFacility, .beds = 1},
      {[](auto& f) { f.facility = FacilityId(1); }, [](auto& f) { f.beds = -1; }, [](auto& f) { f.beds = kTooMany; }});
  check_table<MedicalSays<MedicalArrangement>, MedicalArrangement>(
      {.facility = kFacility, .kind = Arrangement::in_house},
      {[](auto& f) { f.facility = {}; }, [](auto& f) { f.kind = beyond<Arrangement>(); }, [](auto& f) { f.doctor_places = -1; }});
  check_table<MedicalSays<DemandChange>, DemandChange>(
      {.service = kService, .per_mille = 4000},
      {[](auto& f) { f.service = ServiceId(1); }, [](auto& f) { f.per_mille = 4001; }, [](auto& f) { f.per_mille = -1001; },
       [](auto& f) { f.group = beyond<ForGroup>(); }, [](auto& f) { f.town = TownId(1); }, [](auto& f) { f.need = beyond<ForNeed>(); }});
  check_table<MedicalSays<HealthChange>, HealthChange>(
      {.event = HealthEvent::improvement, .per_mille = 1000},
      {[](auto& f) { f.event = beyond<HealthEvent>(); }, [](auto& f) { f.per_mille = 1001; }, [](auto& f) { f.per_mille = -1001; },
       [](auto& f) { f.town = TownId(1); }, [](auto& f) { f.need = beyond<ForNeed>(); }});
}

TEST_CASE("every field of what rules change of prices, places and staff, and of their figures, is checked") {
  check_table<StaffingSays<StaffChange>, StaffChange>(
      {.town = {}, .role = Role::helper, .left_per_mille = -1000, .hired_per_mille = 4000},
      {[](auto& f) { f.town = TownId(1); }, [](auto& f) { f.role = beyond<Role>(); }, [](auto& f) { f.left_per_mille = -1001; },
       [](auto& f) { f.hired_per_mille = 4001; }});
  check_table<FundingSays<PriceChange>, PriceChange>({.service = kService, .per_mille = 4000},
                                                     {[](auto& f) { f.service = {}; }, [](auto& f) { f.per_mille = 4001; }});
  check_table<FundingSays<Closing>, Closing>({.facility = kFacility, .reason = "empty"},
                                             {[](auto& f) { f.facility = {}; }, [](auto& f) { f.reason = nullptr; }});
  check_table<FundingSays<CapacityChange>, CapacityChange>(
      {.facility = kFacility, .resource = Resource::meal, .places = -5},
      {[](auto& f) { f.facility = FacilityId(1); }, [](auto& f) { f.resource = beyond<Resource>(); }, [](auto& f) { f.places = kTooMany; },
       [](auto& f) { f.places = -kTooMany; }});
  check_table<FundingSays<FigureValue>, FigureValue>({.figure = "own", .town = {}, .value = -3},
                                                     {[](auto& f) { f.figure = "another"; }, [](auto& f) { f.figure = nullptr; },
                                                      [](auto& f) { f.town = TownId(1); }, [](auto& f) { f.value = 2'000'000'000'000; }});
}

TEST_CASE("every field of a posting and an evaluation is checked, a negative amount among them") {
  check_table<FundingSays<Posting>, Posting>(
      sound_posting(),
      {[](auto& f) { f.town = TownId(1); }, [](auto& f) { f.facility = FacilityId(1); }, [](auto& f) { f.service = ServiceId(1); },
       [](auto& f) { f.payer = beyond<Payer>(); }, [](auto& f) { f.purpose = beyond<Purpose>(); }, [](auto& f) { f.amount = Fen{-1}; },
       [](auto& f) { f.amount = kTooMuch; }, [](auto& f) { f.amount = kNotMoney; }, [](auto& f) { f.paid_after_months = -1; },
       [](auto& f) { f.paid_after_months = 121; }, [](auto& f) { f.relieves = static_cast<Relieves>(3); }, [](auto& f) { f.clause = "F9"; },
       [](auto& f) { f.clause = nullptr; }, [](auto& f) { f.lottery_fund_first = true; }});
  check_table<FundingSays<Evaluation>, Evaluation>(
      {.facility = kFacility, .grade = Grade::good},
      {[](auto& f) { f.facility = FacilityId(1); }, [](auto& f) { f.grade = beyond<Grade>(); }});
}

TEST_CASE("a posting may belong to no town, facility or service") {
  Posting nowhere = sound_posting();
  nowhere.town = {};
  nowhere.clause = "";
  CHECK(answer_to<FundingSays<Posting>>(std::vector{nowhere}).empty());
}

TEST_CASE("only the rule that keeps a stock lets persons leave it or gives the lottery fund its income") {
  using Staff = StaffingSays<StaffFlow>;
  const std::vector<StaffFlow> leaves{{.town = kTown, .role = Role::carer, .hired = 0, .left = 1}};
  CHECK(answer_to<Staff>(leaves, {Stock::carer}).empty());
  CHECK(answer_to<Staff>(leaves, {Stock::helper}) ==
        "test/says, 2019-01: loses persons of a role, which its card does not say that it keeps: carer");
  const std::vector<FundIncome> income{{.amount = Fen{1}, .elsewhere = {}, .carried = {}}};
  CHECK(answer_to<FundingSays<FundIncome>>(income, {}) == std::string("test/says, 2019-01: ") + kUnkeptIncome);
}

TEST_CASE("flows that are possible one by one are refused when their sum is not, in one month or over the run") {
  const std::vector<Posting> postings(10'000, sound_posting());
  CHECK(answer_to<FundingSays<Posting>>(postings).empty());
  CHECK(answer_to<FundingSays<Posting>>(postings, {}, 2) == "test/says, 2019-02: says more money than all rules together may in one run");
  const std::vector<StaffFlow> hired(60, {.town = kTown, .role = Role::carer, .hired = kMostPersons, .left = 0});
  CHECK(answer_to<StaffingSays<StaffFlow>>(hired).empty());
  CHECK(answer_to<StaffingSays<StaffFlow>>(hired, {}, 2) ==
        "test/says, 2019-02: moves more persons, beds and places than all rules together may in one run");
  const std::vector<DemandChange> changes(250, {.service = kService, .per_mille = -1000});
  CHECK(answer_to<MedicalSays<DemandChange>>(changes, {}, 5).empty());
  const std::vector<DemandChange> more(300, {.service = kService, .per_mille = 4000});
  CHECK(answer_to<MedicalSays<DemandChange>>(more) ==
        "test/says, 2019-01: changes demand by more than all rules together may in one month");
}

TEST_CASE("every field of every flow is known to this test") {
  // A field that is added does not compile here before somebody has thought of its check.
  [[maybe_unused]] const auto& [project, payer, amount, clause, fund_first] = Support{};
  [[maybe_unused]] const auto& [held, reason] = Hold{};
  [[maybe_unused]] const auto& [income, elsewhere, carried] = FundIncome{};
  [[maybe_unused]] const auto& [service, group, covers, share, per_unit, arranged, cover_clause, cover_fund] = Cover{};
  [[maybe_unused]] const auto& [staff_town, staff_role, hired, left] = StaffFlow{};
  [[maybe_unused]] const auto& [hires_role, all_hired, certified] = DistrictHires{};
  [[maybe_unused]] const auto& [course, entered, graduated, dropped_out, in_post] = TrainingFlow{};
  [[maybe_unused]] const auto& [bed_facility, beds] = BedConversion{};
  [[maybe_unused]] const auto& [partner, kind, places] = MedicalArrangement{};
  [[maybe_unused]] const auto& [demanded, per_mille, of_group, demanding_town, of_need] = DemandChange{};
  [[maybe_unused]] const auto& [event, likelier, event_town, event_need] = HealthChange{};
  [[maybe_unused]] const auto& [changed_town, changed_role, leave_more, hire_more] = StaffChange{};
  [[maybe_unused]] const auto& [priced, price_change] = PriceChange{};
  [[maybe_unused]] const auto& [closed, closed_why] = Closing{};
  [[maybe_unused]] const auto& [chosen, chosen_why] = ProjectChoice{};
  [[maybe_unused]] const auto& [grown, grown_resource, more_places] = CapacityChange{};
  [[maybe_unused]] const auto& [figure, figure_town, value] = FigureValue{};
  [[maybe_unused]] const auto& [town, facility, of_service, of_payer, purpose, fen, months, relieves, of_clause, first] = Posting{};
  [[maybe_unused]] const auto& [evaluated, grade] = Evaluation{};
  CHECK(fen == Fen{});
}

TEST_CASE("money that is no number stays no number, whatever is done with it") {
  const double nan = std::nan("");
  for (const Fen amount :
       {yuan(nan), yuan(1e300), yuan(-1e300), yuan(INT64_MAX), yuan(INT64_MIN), yuan(nan) + yuan(std::int64_t{1}),
        yuan(std::int64_t{1}) - yuan(nan), -yuan(nan), yuan(nan) * 2, yuan(nan) * 0, Fen{INT64_MAX} + Fen{1}, Fen{INT64_MAX} * 2}) {
    CHECK_FALSE(amount.is_money());
    CHECK(amount < Fen{});
  }
  constexpr double kKnownToTheCompiler = std::numeric_limits<double>::quiet_NaN();
  static_assert(!yuan(kKnownToTheCompiler).is_money());
  Fen sum = yuan(nan);
  sum += yuan(std::int64_t{5});
  CHECK_FALSE(sum.is_money());
  CHECK(yuan(1.006) == Fen{101});
  CHECK(yuan(-2.0) == Fen{-200});
}

TEST_CASE("a chance that is no number is refused, not never") {
  SmallDistrict district = one_of_each();
  CHECK_THROWS_WITH(district.view(0).draws.chance(std::nan(""), 1, 1), "asked for a chance that is not a number");
}
