#pragma once
/// The rules of a run, and how a replicate calls them: in listed order, each one's flows checked and recorded apart.
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "api/rules.hpp"
#include "engine/host/plugin_host.hpp"
#include "engine/random/keyed.hpp"
#include "engine/rules/flow_checks.hpp"
#include "engine/rules/run_observer.hpp"
#include "engine/rules/watchdog.hpp"
#include "model/rule_catalog.hpp"
#include "model/scenario.hpp"

namespace eldercast {

/// One rule of a run: how to make its object, the clauses under which it may book money, and the stocks that it keeps.
struct RuleEntry {
  std::string id;
  std::vector<std::string> clauses;
  std::vector<Stock> keeps;
  std::function<RulePtr()> make;
  std::vector<std::string> figures = {};      ///< of its own
  std::vector<std::string> keeps_roles = {};  ///< of the roles that the scenario names
};

/// The rules that a scenario lists, found through the host. The scenario has been checked with the same host, so that every rule is there;
/// `host` outlives the result.
[[nodiscard]] std::vector<RuleEntry> rules_of(const Scenario& scenario, PluginHost& host);

/// All clauses of the rules, without repetition, in order of appearance.
[[nodiscard]] std::vector<std::string> clauses_of(std::span<const RuleEntry> rules);

/// A cover and the rule that said it.
struct RuleCover {
  RuleId rule;
  Cover cover;
};

/// A rule failed: it threw, said something that no rule may say, or wrote too much. The text names rule and month.
class RuleFailure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The random numbers of one rule in one replicate.
struct RuleDraws {
  StreamKey stream;
  std::uint64_t rule_key = 0;
};

/// Calls the rule objects of one replicate at a time. What they say has passed all checks (flow_checks.hpp) before it is handed on; its
/// clauses are texts of the rule's entry. Every method throws RuleFailure.
class RuleRunner {
 public:
  /// Room lent to rules for one call: what the next runner uses again.
  struct Memory {
    void resize(std::size_t room);

    std::vector<Support> supports;
    std::vector<Hold> holds;
    std::vector<StaffFlow> staff;
    std::vector<DistrictHires> hires;
    std::vector<TrainingFlow> training;
    std::vector<FundIncome> incomes;
    std::vector<Cover> covers;
    std::vector<BedConversion> conversions;
    std::vector<MedicalArrangement> arrangements;
    std::vector<DemandChange> changes;
    std::vector<HealthChange> health;
    std::vector<Posting> postings;
    std::vector<Evaluation> evaluations;
    std::vector<StaffChange> staff_changes;
    std::vector<PriceChange> prices;
    std::vector<Closing> closings;
    std::vector<CapacityChange> capacities;
    std::vector<ProjectChoice> choices;
    std::vector<FigureValue> figures;
  };

  /// A rule may write `room` flows of one kind in one call. The watchdog outlives the object.
  RuleRunner(std::span<const RuleEntry> rules, std::size_t room, Watchdog& watchdog, Memory memory = {});
  [[nodiscard]] Memory release() && { return std::move(rooms_); }

  /// New rule objects for replicate `number` of a run.
  void start(StreamKey stream, std::int32_t number = 0);

  struct RuleSupport {
    RuleId rule;
    Support support;
  };
  struct Authorised {
    std::vector<RuleSupport> supports;
    std::vector<Hold> holds;
    FundIncome fund_income;
    std::vector<RuleCover> covers;
    std::vector<PriceChange> prices;
    std::vector<Closing> closings;
    std::vector<CapacityChange> capacities;
    std::vector<ProjectChoice> choices;
  };
  /// What the funding rules say of the projects that ask to start.
  [[nodiscard]] const Authorised& authorise(MonthView view);
  struct StaffFlows {
    std::vector<StaffFlow> staff;
    std::vector<DistrictHires> district_hires;
    std::vector<TrainingFlow> training;
    std::vector<StaffChange> changes;
  };
  [[nodiscard]] const StaffFlows& staff(MonthView view);
  struct Arranged {
    std::vector<BedConversion> conversions;
    std::vector<MedicalArrangement> arrangements;
    std::vector<RuleCover> covers;
    std::vector<DemandChange> demand_changes;
    std::vector<HealthChange> health_changes;
  };
  [[nodiscard]] const Arranged& arrange(MonthView view);
  struct RulePosting {
    RuleId rule;
    Posting posting;
  };
  /// A value of a figure by its position among the figures of all rules, in the order of the rules.
  struct PlacedFigure {
    std::size_t figure = 0;
    TownId town;
    std::int64_t value = 0;
  };
  struct Paid {
    std::vector<RulePosting> postings;
    std::vector<Evaluation> evaluations;
    std::vector<PlacedFigure> figures;
  };
  [[nodiscard]] const Paid& pay(MonthView view);

 private:
  template <class Kind, class Call>
  void each(MonthPhase phase, const MonthView& view, Call call);
  template <class Call>
  void observed(std::size_t rule, MonthPhase phase, const MonthView& view, Call call);
  template <class Flow, class Keep>
  void take(std::size_t rule, const MonthView& view, const Slots<Flow>& slots, const char* name, Keep keep);
  [[nodiscard]] std::size_t place_of_figure(std::size_t rule, const char* figure) const;
  [[nodiscard]] const char* own_text(std::size_t rule, const char* clause) const;
  [[noreturn]] void refuse(std::size_t rule, const MonthView& view, const std::string& what) const;

  std::vector<RuleEntry> entries_;
  WatchLease watch_;
  bool guards_views_;
  RunObserver* observer_;
  std::vector<bool> traced_;  ///< by rule, in this replicate
  std::vector<RulePtr> rules_;
  std::vector<RuleDraws> draws_;
  Authorised authorised_;
  StaffFlows staff_flows_;
  Arranged arranged_;
  Paid paid_;
  FlowTotals totals_;
  std::size_t room_;
  Memory rooms_;
};

}  // namespace eldercast
