#pragma once
/// The three kinds of rules. Each replicate makes its own rule object; it may keep state of its own beside the engine's stocks. A rule
/// sees constant views and writes flows into slots; it has no clock, files, threads or random numbers other than MonthView::draws.
/// Several replicates run at the same time: whatever rule objects share (static data) is shared by threads.
/// An exception or a flow that slots.hpp does not allow ends the replicate, not the program. A crash, a call of exit() or abort(), or a
/// call that does not return ends the program, since nobody can say what is left whole. Rule and month are named each time.
#include "api/slots.hpp"
#include "api/views.hpp"

namespace eldercast {

struct AuthoriseSlots {
  Slots<Support>& supports;
  Slots<Hold>& holds;
  Slots<FundIncome>& fund_income;
  Slots<Cover>& covers;
  Slots<PriceChange>& prices;
  Slots<Closing>& closings;
  Slots<CapacityChange>& capacities;
  Slots<ProjectChoice>& choices;
};

struct StaffSlots {
  Slots<StaffFlow>& staff;
  Slots<DistrictHires>& district_hires;
  Slots<TrainingFlow>& training;
  Slots<StaffChange>& changes;
};

struct ArrangeSlots {
  Slots<BedConversion>& conversions;
  Slots<MedicalArrangement>& arrangements;
  Slots<Cover>& covers;
  Slots<DemandChange>& demand_changes;
  Slots<HealthChange>& health_changes;
};

struct PaySlots {
  Slots<Posting>& postings;
  Slots<Evaluation>& evaluations;
  Slots<FigureValue>& figures;
};

/// What all kinds share: every kind may post money.
class Rule {
 public:
  Rule() = default;
  Rule(const Rule&) = delete;
  Rule& operator=(const Rule&) = delete;
  virtual ~Rule() = default;
  /// Phase `pay`, the last before recording: the flows that accrue this month, and figures of the rule's own.
  virtual void pay(const MonthView& /*month*/, PaySlots /*out*/) {}
};

class FundingRule : public Rule {
 public:
  /// Phase `authorise`, the first: income of the lottery fund, prices and covers of them, closings and places of facilities, candidates
  /// that are chosen, and a word on the projects that are planned and due (scheduled_start <= month). A rule that says nothing abstains.
  virtual void authorise(const MonthView& /*month*/, AuthoriseSlots /*out*/) {}
};

class StaffingRule : public Rule {
 public:
  /// Phase `staff`: hires, leavers and course movements of this month, and how many more or fewer leave than their keeper says.
  virtual void staff(const MonthView& month, StaffSlots out) = 0;
};

class MedicalRule : public Rule {
 public:
  /// Phase `arrange`: medical arrangements, bed conversions, covers of prices, changes of demand and of what happens to
  /// residents' health, all of this month.
  virtual void arrange(const MonthView& month, ArrangeSlots out) = 0;
};

}  // namespace eldercast
