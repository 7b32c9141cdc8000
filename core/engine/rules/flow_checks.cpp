#include "engine/rules/flow_checks.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

namespace eldercast {
namespace {

template <class Tag, class Row>
bool exists(Id<Tag> id, const ViewRows<Row>& table) {
  return id.index() < table.size();
}
template <class Tag, class Row>
bool exists_or_none(Id<Tag> id, const ViewRows<Row>& table) {
  return !id.valid() || exists(id, table);
}

template <class Enum>
bool known(Enum value) {
  return index_of(value) < kCount<Enum>;
}

bool possible(Fen amount) { return amount.value >= 0 && amount.value <= kLargestFen; }
bool possible_change(std::int32_t per_mille) { return per_mille >= -1000 && per_mille <= 4000; }
bool possible(std::int32_t heads) { return heads >= 0 && heads <= kMostPersons; }

bool declared(const char* clause, const FlowContext& context) {
  if (clause == nullptr) return false;
  const std::string_view text = clause;
  return text.empty() || std::find(context.clauses.begin(), context.clauses.end(), text) != context.clauses.end();
}
std::string quoted(const char* text) {
  if (text == nullptr) return "no text at all";
  std::string out(1, '\'');
  out.append(text).push_back('\'');
  return out;
}

bool keeps(Stock stock, const FlowContext& context) {
  return std::find(context.keeps.begin(), context.keeps.end(), stock) != context.keeps.end();
}

bool keeps_role(Role role, const FlowContext& context) {
  if (index_of(role) < kCount<Role>) return keeps(stock_of(role), context);
  const auto& own = context.keeps_roles;
  return std::find(own.begin(), own.end(), std::string_view(context.view.roles[index_of(role)].id)) != own.end();
}

/// The lottery fund pays in place of the district's budget and of nobody else.
bool fund_may_pay(bool lottery_fund_first, Payer payer) { return !lottery_fund_first || payer == Payer::district_budget; }

constexpr auto kSupport = std::to_array<FlowCheck<Support>>({
    {"supports a project that does not exist", [](const Support& f, const FlowContext& c) { return exists(f.project, c.view.projects); }},
    {"supports a project from an unknown payer",
     [](const Support& f, const FlowContext& c) { return index_of(f.payer) < c.view.payers.size(); }},
    {"supports a project with an impossible amount", [](const Support& f, const FlowContext&) { return possible(f.amount); }},
    {"supports a project under a clause that its card does not declare",
     [](const Support& f, const FlowContext& c) { return declared(f.clause, c); }, [](const Support& f) { return quoted(f.clause); }},
    {"asks the lottery fund to support a project for another payer than the district's budget",
     [](const Support& f, const FlowContext&) { return fund_may_pay(f.lottery_fund_first, f.payer); }},
});

constexpr auto kHold = std::to_array<FlowCheck<Hold>>({
    {"holds a project that does not exist", [](const Hold& f, const FlowContext& c) { return exists(f.project, c.view.projects); }},
    {"holds a project without a text as its reason", [](const Hold& f, const FlowContext&) { return f.reason != nullptr; }},
});

constexpr auto kChoice = std::to_array<FlowCheck<ProjectChoice>>({
    {"chooses a project that does not exist",
     [](const ProjectChoice& f, const FlowContext& c) { return exists(f.project, c.view.projects); }},
    {"chooses a project that is not offered beside the plan",
     [](const ProjectChoice& f, const FlowContext& c) { return c.view.projects[f.project.index()].offered; }},
    {"chooses a project without a text as its reason", [](const ProjectChoice& f, const FlowContext&) { return f.reason != nullptr; }},
});

constexpr auto kFundIncome = std::to_array<FlowCheck<FundIncome>>({
    {"gives the lottery fund an income, which its card does not say that it keeps",
     [](const FundIncome&, const FlowContext& c) { return keeps(Stock::lottery_fund, c); }},
    {"gives the lottery fund an impossible income", [](const FundIncome& f, const FlowContext&) { return possible(f.amount); }},
    {"says an impossible income of the lottery fund for other things",
     [](const FundIncome& f, const FlowContext&) { return possible(f.elsewhere); }},
    {"carries an impossible sum into the lottery fund", [](const FundIncome& f, const FlowContext&) { return possible(f.carried); }},
});

constexpr auto kCover = std::to_array<FlowCheck<Cover>>({
    {"covers a service that does not exist", [](const Cover& f, const FlowContext& c) { return exists(f.service, c.view.services); }},
    {"covers a price for an unknown group", [](const Cover& f, const FlowContext&) { return known(f.group); }},
    {"covers a price from an unknown payer", [](const Cover& f, const FlowContext& c) { return index_of(f.payer) < c.view.payers.size(); }},
    // A NaN is not inside either.
    {"covers a price for an impossible share of users",
     [](const Cover& f, const FlowContext&) { return f.users_share >= 0.0 && f.users_share <= 1.0; }},
    {"covers a price with an impossible amount", [](const Cover& f, const FlowContext&) { return possible(f.per_unit); }},
    {"covers a price under a clause that its card does not declare",
     [](const Cover& f, const FlowContext& c) { return declared(f.clause, c); }, [](const Cover& f) { return quoted(f.clause); }},
    {"asks the lottery fund to cover a price for another payer than the district's budget",
     [](const Cover& f, const FlowContext&) { return fund_may_pay(f.lottery_fund_first, f.payer); }},
});

constexpr auto kStaffFlow = std::to_array<FlowCheck<StaffFlow>>({
    {"changes the staff of a town that does not exist",
     [](const StaffFlow& f, const FlowContext& c) { return exists(f.town, c.view.towns); }},
    {"changes the staff of an unknown role",
     [](const StaffFlow& f, const FlowContext& c) { return index_of(f.role) < c.view.roles.size(); }},
    {"hires an impossible number of persons for a town", [](const StaffFlow& f, const FlowContext&) { return possible(f.hired); }},
    {"loses an impossible number of persons", [](const StaffFlow& f, const FlowContext&) { return possible(f.left); }},
    {"loses persons of a role, which its card does not say that it keeps",
     [](const StaffFlow& f, const FlowContext& c) { return f.left == 0 || keeps_role(f.role, c); },
     [](const StaffFlow& f) {
       return name_of(f.role).empty() ? "the scenario's own number " + std::to_string(index_of(f.role) - kCount<Role> + 1)
                                      : std::string(name_of(f.role));
     }},
});

constexpr auto kDistrictHires = std::to_array<FlowCheck<DistrictHires>>({
    {"hires persons of an unknown role",
     [](const DistrictHires& f, const FlowContext& c) { return index_of(f.role) < c.view.roles.size(); }},
    {"hires an impossible number of persons for the district",
     [](const DistrictHires& f, const FlowContext&) { return possible(f.hired); }},
    {"hires more persons with a certificate than persons, or fewer than none",
     [](const DistrictHires& f, const FlowContext&) { return f.certified >= 0 && f.certified <= f.hired; }},
});

constexpr auto kTrainingFlow = std::to_array<FlowCheck<TrainingFlow>>({
    {"trains persons of an unknown role",
     [](const TrainingFlow& f, const FlowContext& c) { return index_of(f.role) < c.view.roles.size(); }},
    {"lets an impossible number of persons enter a course", [](const TrainingFlow& f, const FlowContext&) { return possible(f.entered); }},
    {"lets an impossible number of persons graduate", [](const TrainingFlow& f, const FlowContext&) { return possible(f.graduated); }},
    {"lets an impossible number of persons drop out", [](const TrainingFlow& f, const FlowContext&) { return possible(f.dropped_out); }},
    {"certifies an impossible number of persons", [](const TrainingFlow& f, const FlowContext&) { return possible(f.certified_in_post); }},
});

constexpr auto kBedConversion = std::to_array<FlowCheck<BedConversion>>({
    {"converts beds of a facility that does not exist",
     [](const BedConversion& f, const FlowContext& c) { return exists(f.facility, c.view.facilities); }},
    {"converts an impossible number of beds", [](const BedConversion& f, const FlowContext&) { return possible(f.beds); }},
});

constexpr auto kMedicalArrangement = std::to_array<FlowCheck<MedicalArrangement>>({
    {"arranges medical care at a facility that does not exist",
     [](const MedicalArrangement& f, const FlowContext& c) { return exists(f.facility, c.view.facilities); }},
    {"makes an unknown medical arrangement", [](const MedicalArrangement& f, const FlowContext&) { return known(f.kind); }},
    {"makes an impossible number of doctors' places",
     [](const MedicalArrangement& f, const FlowContext&) { return possible(f.doctor_places); }},
});

constexpr auto kDemandChange = std::to_array<FlowCheck<DemandChange>>({
    {"changes the demand for a service that does not exist",
     [](const DemandChange& f, const FlowContext& c) { return exists(f.service, c.view.services); }},
    {"changes demand by an impossible amount", [](const DemandChange& f, const FlowContext&) { return possible_change(f.per_mille); }},
    {"changes the demand of an unknown group", [](const DemandChange& f, const FlowContext&) { return known(f.group); }},
    {"changes the demand of a town that does not exist",
     [](const DemandChange& f, const FlowContext& c) { return exists_or_none(f.town, c.view.towns); }},
    {"changes the demand of an unknown need", [](const DemandChange& f, const FlowContext&) { return known(f.need); }},
});

constexpr auto kHealthChange = std::to_array<FlowCheck<HealthChange>>({
    {"changes how likely something unknown happens", [](const HealthChange& f, const FlowContext&) { return known(f.event); }},
    {"changes by an impossible amount how likely something happens",
     [](const HealthChange& f, const FlowContext&) { return f.per_mille >= -1000 && f.per_mille <= 1000; },
     [](const HealthChange& f) { return std::to_string(f.per_mille) + " thousandths; -1000 to 1000 are possible"; }},
    {"changes the health of a town that does not exist",
     [](const HealthChange& f, const FlowContext& c) { return exists_or_none(f.town, c.view.towns); }},
    {"changes the health of an unknown need", [](const HealthChange& f, const FlowContext&) { return known(f.need); }},
});

constexpr auto kStaffChange = std::to_array<FlowCheck<StaffChange>>({
    {"changes who leaves in a town that does not exist",
     [](const StaffChange& f, const FlowContext& c) { return exists_or_none(f.town, c.view.towns); }},
    {"changes who leaves of an unknown role",
     [](const StaffChange& f, const FlowContext& c) { return index_of(f.role) < c.view.roles.size(); }},
    {"changes by an impossible amount how many leave",
     [](const StaffChange& f, const FlowContext&) { return possible_change(f.left_per_mille); }},
    {"changes by an impossible amount how many are hired",
     [](const StaffChange& f, const FlowContext&) { return possible_change(f.hired_per_mille); }},
});

constexpr auto kPriceChange = std::to_array<FlowCheck<PriceChange>>({
    {"changes the price of a service that does not exist",
     [](const PriceChange& f, const FlowContext& c) { return exists(f.service, c.view.services); }},
    {"changes a price by an impossible amount", [](const PriceChange& f, const FlowContext&) { return possible_change(f.per_mille); }},
});

constexpr auto kClosing = std::to_array<FlowCheck<Closing>>({
    {"closes a facility that does not exist", [](const Closing& f, const FlowContext& c) { return exists(f.facility, c.view.facilities); }},
    {"closes a facility without a text as its reason", [](const Closing& f, const FlowContext&) { return f.reason != nullptr; }},
});

constexpr auto kCapacityChange = std::to_array<FlowCheck<CapacityChange>>({
    {"changes the places of a facility that does not exist",
     [](const CapacityChange& f, const FlowContext& c) { return exists(f.facility, c.view.facilities); }},
    {"changes places of an unknown kind", [](const CapacityChange& f, const FlowContext&) { return known(f.resource); }},
    {"changes places by an impossible number",
     [](const CapacityChange& f, const FlowContext&) { return f.places >= -kMostPersons && f.places <= kMostPersons; }},
});

constexpr auto kFigureValue = std::to_array<FlowCheck<FigureValue>>({
    {"says a figure that its card does not declare",
     [](const FigureValue& f, const FlowContext& c) {
       return f.figure != nullptr && std::find(c.figures.begin(), c.figures.end(), std::string_view(f.figure)) != c.figures.end();
     },
     [](const FigureValue& f) { return quoted(f.figure); }},
    {"says a figure of a town that does not exist",
     [](const FigureValue& f, const FlowContext& c) { return exists_or_none(f.town, c.view.towns); }},
    {"says an impossible value of a figure",
     [](const FigureValue& f, const FlowContext&) { return f.value >= -kLargestFigure && f.value <= kLargestFigure; },
     [](const FigureValue& f) { return std::to_string(f.value); }},
});

constexpr auto kPosting = std::to_array<FlowCheck<Posting>>({
    {"posts money for a town that does not exist",
     [](const Posting& f, const FlowContext& c) { return exists_or_none(f.town, c.view.towns); }},
    {"posts money for a facility that does not exist",
     [](const Posting& f, const FlowContext& c) { return exists_or_none(f.facility, c.view.facilities); }},
    {"posts money for a service that does not exist",
     [](const Posting& f, const FlowContext& c) { return exists_or_none(f.service, c.view.services); }},
    {"posts money of an unknown payer", [](const Posting& f, const FlowContext& c) { return index_of(f.payer) < c.view.payers.size(); }},
    {"posts money for an unknown purpose",
     [](const Posting& f, const FlowContext& c) { return index_of(f.purpose) < c.view.purposes.size(); }},
    {"posts a negative amount", [](const Posting& f, const FlowContext&) { return f.amount.value >= 0 || !f.amount.is_money(); },
     [](const Posting& f) {
       return std::to_string(f.amount.value) + " fen; what somebody else goes without is said by Posting::relieves";
     }},
    {"posts an impossible amount", [](const Posting& f, const FlowContext&) { return possible(f.amount); },
     [](const Posting& f) { return f.amount.is_money() ? std::to_string(f.amount.value) + " fen" : std::string("not a number"); }},
    {"posts money that is paid at an impossible time",
     [](const Posting& f, const FlowContext&) { return f.paid_after_months >= 0 && f.paid_after_months <= kLongestDelayMonths; },
     [](const Posting& f) {
       return "after " + std::to_string(f.paid_after_months) + " months; 0 to " + std::to_string(kLongestDelayMonths) + " are possible";
     }},
    {"posts money that relieves nobody known", [](const Posting& f, const FlowContext&) { return f.relieves <= Relieves::operator_; }},
    {"posts money under a clause that its card does not declare",
     [](const Posting& f, const FlowContext& c) { return declared(f.clause, c); }, [](const Posting& f) { return quoted(f.clause); }},
    {"asks the lottery fund to pay for another payer than the district's budget",
     [](const Posting& f, const FlowContext&) { return fund_may_pay(f.lottery_fund_first, f.payer); }},
});

constexpr auto kEvaluation = std::to_array<FlowCheck<Evaluation>>({
    {"evaluates a facility that does not exist",
     [](const Evaluation& f, const FlowContext& c) { return exists(f.facility, c.view.facilities); }},
    {"gives an unknown grade", [](const Evaluation& f, const FlowContext&) { return known(f.grade); }},
});

}  // namespace

template <>
std::span<const FlowCheck<Support>> flow_checks() {
  return kSupport;
}
template <>
std::span<const FlowCheck<Hold>> flow_checks() {
  return kHold;
}
template <>
std::span<const FlowCheck<ProjectChoice>> flow_checks() {
  return kChoice;
}
template <>
std::span<const FlowCheck<FundIncome>> flow_checks() {
  return kFundIncome;
}
template <>
std::span<const FlowCheck<Cover>> flow_checks() {
  return kCover;
}
template <>
std::span<const FlowCheck<StaffFlow>> flow_checks() {
  return kStaffFlow;
}
template <>
std::span<const FlowCheck<DistrictHires>> flow_checks() {
  return kDistrictHires;
}
template <>
std::span<const FlowCheck<TrainingFlow>> flow_checks() {
  return kTrainingFlow;
}
template <>
std::span<const FlowCheck<BedConversion>> flow_checks() {
  return kBedConversion;
}
template <>
std::span<const FlowCheck<MedicalArrangement>> flow_checks() {
  return kMedicalArrangement;
}
template <>
std::span<const FlowCheck<DemandChange>> flow_checks() {
  return kDemandChange;
}
template <>
std::span<const FlowCheck<HealthChange>> flow_checks() {
  return kHealthChange;
}
template <>
std::span<const FlowCheck<StaffChange>> flow_checks() {
  return kStaffChange;
}
template <>
std::span<const FlowCheck<PriceChange>> flow_checks() {
  return kPriceChange;
}
template <>
std::span<const FlowCheck<Closing>> flow_checks() {
  return kClosing;
}
template <>
std::span<const FlowCheck<CapacityChange>> flow_checks() {
  return kCapacityChange;
}
template <>
std::span<const FlowCheck<FigureValue>> flow_checks() {
  return kFigureValue;
}
template <>
std::span<const FlowCheck<Posting>> flow_checks() {
  return kPosting;
}
template <>
std::span<const FlowCheck<Evaluation>> flow_checks() {
  return kEvaluation;
}

const char* FlowTotals::add_fen(Fen amount) {
  fen_ += amount.value;
  return fen_ > kMostFen ? "says more money than all rules together may in one run" : nullptr;
}

const char* FlowTotals::add_heads(std::int64_t heads) {
  heads_ += heads;
  return heads_ > kMostHeads ? "moves more persons, beds and places than all rules together may in one run" : nullptr;
}

const char* FlowTotals::add(const DemandChange& flow) {
  per_mille_ += std::abs(flow.per_mille);
  return per_mille_ > kMostPerMille ? "changes demand by more than all rules together may in one month" : nullptr;
}

const char* FlowTotals::add(const HealthChange& flow) {
  per_mille_ += std::abs(flow.per_mille);
  return per_mille_ > kMostPerMille ? "changes health by more than all rules together may in one month" : nullptr;
}

const char* FlowTotals::add(const StaffChange& flow) {
  per_mille_ += std::abs(flow.left_per_mille) + std::abs(flow.hired_per_mille);
  return per_mille_ > kMostPerMille ? "changes who leaves by more than all rules together may in one month" : nullptr;
}

const char* FlowTotals::add(const PriceChange& flow) {
  per_mille_ += std::abs(flow.per_mille);
  return per_mille_ > kMostPerMille ? "changes prices by more than all rules together may in one month" : nullptr;
}

const char* FlowTotals::add(const FigureValue& flow) {
  figures_ += std::abs(flow.value);
  return figures_ > kMostOfFigures ? "says figures beyond what all rules together may in one run" : nullptr;
}

}  // namespace eldercast
