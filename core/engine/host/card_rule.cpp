#include "engine/host/card_rule.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace eldercast {
namespace {

/// Words of a failure of the library, thrown on this side of the border.
struct NotAnException {};
void throw_failure(const EldercastFailure& failure) {
  if (failure.failed == 2) throw NotAnException{};
  if (failure.failed != 0) throw std::runtime_error(std::string(failure.text, ::strnlen(failure.text, sizeof failure.text)));
}

/// A rule of a library, called across the border.
class Across {
 public:
  Across(const EldercastCard& card, void* rule) : card_(&card), rule_(rule) {}
  Across(const Across&) = delete;
  Across& operator=(const Across&) = delete;
  ~Across() { card_->destroy(rule_); }

  template <class... Flow>
  void call(RulePhase phase, const MonthView& view, const std::pair<SlotNumber, Slots<Flow>&>&... out) const {
    std::array<EldercastSlot*, kSlots> slots{};
    (lend(slots, out.first, out.second), ...);
    const EldercastMonth month{view.month.value,
                               view.calendar.count,
                               view.last.value,
                               0,
                               view.towns.across(),
                               view.facilities.across(),
                               view.projects.across(),
                               view.services.across(),
                               {&view.training, 1, sizeof view.training},
                               {&view.lottery_fund, 1, sizeof view.lottery_fund},
                               view.draws.drawn_by(),
                               view.draws.host(),
                               view.payers.across(),
                               view.purposes.across(),
                               view.roles.across()};
    EldercastFailure failure;
    failure.failed = 0;
    const EldercastCall call{static_cast<std::uint32_t>(phase), kSlots, &month, slots.data(), &failure};
    card_->call(rule_, &call);
    throw_failure(failure);
  }

 private:
  static constexpr std::size_t kSlots = kSlotNumbers;

  template <class Flow>
  void lend(std::array<EldercastSlot*, kSlots>& slots, SlotNumber number, Slots<Flow>& out) const {
    EldercastSlot& slot = out.across();
    // A library that knows shorter flows leaves the rest as it finds it.
    if (card_->abi_minor < ELDERCAST_ABI_MINOR) std::fill_n(static_cast<Flow*>(slot.rows), slot.room, Flow{});
    slots[static_cast<std::size_t>(number)] = &slot;
  }

  const EldercastCard* card_;
  void* rule_;
};

template <class Kind>
class RuleAcross : public Kind {
 public:
  RuleAcross(const EldercastCard& card, void* rule) : across_(card, rule) {}
  void pay(const MonthView& month, PaySlots out) override {
    across_.call<Posting, Evaluation, FigureValue>(RulePhase::pay, month, {SlotNumber::posting, out.postings},
                                                   {SlotNumber::evaluation, out.evaluations}, {SlotNumber::figure, out.figures});
  }

 protected:
  Across across_;
};

class FundingAcross final : public RuleAcross<FundingRule> {
 public:
  using RuleAcross::RuleAcross;
  void authorise(const MonthView& month, AuthoriseSlots out) override {
    across_.call<Support, Hold, FundIncome, Cover, PriceChange, Closing, CapacityChange, ProjectChoice>(
        RulePhase::authorise, month, {SlotNumber::support, out.supports}, {SlotNumber::hold, out.holds},
        {SlotNumber::fund_income, out.fund_income}, {SlotNumber::cover, out.covers}, {SlotNumber::price_change, out.prices},
        {SlotNumber::closing, out.closings}, {SlotNumber::capacity_change, out.capacities}, {SlotNumber::choice, out.choices});
  }
};

class StaffingAcross final : public RuleAcross<StaffingRule> {
 public:
  using RuleAcross::RuleAcross;
  void staff(const MonthView& month, StaffSlots out) override {
    across_.call<StaffFlow, DistrictHires, TrainingFlow, StaffChange>(
        RulePhase::staff, month, {SlotNumber::staff, out.staff}, {SlotNumber::district_hires, out.district_hires},
        {SlotNumber::training, out.training}, {SlotNumber::staff_change, out.changes});
  }
};

class MedicalAcross final : public RuleAcross<MedicalRule> {
 public:
  using RuleAcross::RuleAcross;
  void arrange(const MonthView& month, ArrangeSlots out) override {
    across_.call<BedConversion, MedicalArrangement, Cover, DemandChange, HealthChange>(
        RulePhase::arrange, month, {SlotNumber::bed_conversion, out.conversions}, {SlotNumber::arrangement, out.arrangements},
        {SlotNumber::cover, out.covers}, {SlotNumber::demand_change, out.demand_changes}, {SlotNumber::health_change, out.health_changes});
  }
};

class CardRule final : public RuleFile {
 public:
  CardRule(LoadedCard loaded, const CardName& name, std::shared_ptr<const void> owner)
      : owner_(std::move(owner)), loaded_(std::make_shared<const LoadedCard>(std::move(loaded))) {
    const EldercastCard& card = loaded_->card;
    description_ = {name.rule(), card.version, card.zh, card.en, card.clauses, loaded_->rows, {}, loaded_};
    description_.needs = *needs_of(names_of(card));
    Kept kept = *kept_of(card.keeps, description_.needs);
    description_.keeps = std::move(kept.stocks);
    description_.keeps_roles = std::move(kept.roles);
    description_.figures = loaded_->figures;
    description_.targets = loaded_->targets;
    if (card.check == nullptr) return;
    description_.check = [own = loaded_](std::span<const RuleValue> values) { return problems_of(own->card, values); };
  }

  [[nodiscard]] const RuleDescription& description() const override { return description_; }
  [[nodiscard]] RulePtr make(std::span<const RuleValue> values) const override {
    const EldercastCard& card = loaded_->card;
    const LentValues lent(values);
    EldercastFailure failure;
    failure.failed = 0;
    void* const made = card.create(lent.all().data(), card.row_count, &failure);
    throw_failure(failure);
    const auto own = [](Rule* rule) { return RulePtr{rule, RuleDeleter{[](Rule* ended) { delete ended; }}}; };
    if (made == nullptr) return own(nullptr);
    const std::string_view kind = card.kind;
    if (kind == "funding") return own(new FundingAcross(card, made));
    if (kind == "staffing") return own(new StaffingAcross(card, made));
    return own(new MedicalAcross(card, made));
  }

 private:
  static std::vector<RuleValueProblem> problems_of(const EldercastCard& card, std::span<const RuleValue> values) {
    std::vector<RuleValueProblem> out;
    const LentValues lent(values);
    const EldercastProblems problems{
        &out, [](void* host, const EldercastProblem* problem) {
          static_cast<std::vector<RuleValueProblem>*>(host)->push_back(
              {problem->parameter, problem->row, problem->column, problem->offset, problem->length, problem->message, problem->help});
        }};
    card.check(lent.all().data(), card.row_count, &problems);
    return out;
  }

  std::shared_ptr<const void> owner_;
  std::shared_ptr<const LoadedCard> loaded_;
  RuleDescription description_;
};

}  // namespace

std::shared_ptr<const RuleFile> rule_of_card(LoadedCard card, const CardName& name, std::shared_ptr<const void> owner) {
  return std::make_shared<const CardRule>(std::move(card), name, std::move(owner));
}

}  // namespace eldercast
