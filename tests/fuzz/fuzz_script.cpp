#include <memory>

#include "engine/script/script.hpp"
#include "fuzz/place.hpp"
#include "study/contract/trial_district.hpp"

using namespace eldercast;

namespace {

constexpr std::size_t kRoom = 64;

/// Slots that own their room.
template <class Flow>
struct Room {
  std::vector<Flow> room = std::vector<Flow>(kRoom);
  Slots<Flow> slots{room};
};

std::uint32_t some_number(const void* /*host*/, std::uint64_t entity, std::uint32_t counter) {
  return static_cast<std::uint32_t>(entity * 0x9E3779B9U + counter);
}

void ask(Rule& rule, const MonthView& view) {
  Room<Support> supports;
  Room<Hold> holds;
  Room<FundIncome> income;
  Room<Cover> covers;
  Room<StaffFlow> staff;
  Room<DistrictHires> hires;
  Room<TrainingFlow> training;
  Room<BedConversion> conversions;
  Room<MedicalArrangement> arrangements;
  Room<DemandChange> changes;
  Room<HealthChange> health;
  Room<Posting> postings;
  Room<Evaluation> evaluations;
  Room<PriceChange> prices;
  Room<Closing> closings;
  Room<CapacityChange> capacities;
  Room<ProjectChoice> choices;
  Room<StaffChange> staff_changes;
  Room<FigureValue> figures;
  if (auto* funding = dynamic_cast<FundingRule*>(&rule))
    funding->authorise(
        view, {supports.slots, holds.slots, income.slots, covers.slots, prices.slots, closings.slots, capacities.slots, choices.slots});
  if (auto* staffing = dynamic_cast<StaffingRule*>(&rule))
    staffing->staff(view, {staff.slots, hires.slots, training.slots, staff_changes.slots});
  if (auto* medical = dynamic_cast<MedicalRule*>(&rule)) {
    medical->arrange(view, {conversions.slots, arrangements.slots, covers.slots, changes.slots, health.slots});
  }
  rule.pay(view, {postings.slots, evaluations.slots, figures.slots});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  for (const char* kind : {"funding", "staffing", "medical"}) {
    try {
      const script::Script script(kind, "fuzz.lua", std::string(test::bytes_of(data, size)));
      std::vector<RuleValue> values;
      for (const ParameterRow& row : script.card().rows) values.push_back(is_scalar(row.type) ? RuleValue(row.max) : fallback_of(row));
      const LentValues lent(values);
      const std::unique_ptr<Rule> rule = script.make(lent.all(), {"X1"}, {Stock::carer});
      contract::TrialDistrict district = contract::trial_district();
      for (const int month : {0, 59}) {
        district.reach(month);
        MonthView view = district.view(month);
        view.draws = Draws(&some_number, nullptr);
        ask(*rule, view);
      }
    } catch (const script::ScriptError&) {
    }
  }
  return 0;
}
