#include "engine/rules/rule_set.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <optional>
#include <utility>

#include "engine/rules/view_guard.hpp"
#include "model/base/keys.hpp"
#include "model/base/require.hpp"

namespace eldercast {
namespace {

std::uint32_t draw_for_rule(const void* host, std::uint64_t entity_key, std::uint32_t counter) {
  const auto& draws = *static_cast<const RuleDraws*>(host);
  return draw(draws.stream, entity(combine(draws.rule_key, entity_key)), DrawFor::rule, counter)[0];
}

}  // namespace

std::vector<RuleEntry> rules_of(const Scenario& scenario, PluginHost& host) {
  std::vector<RuleEntry> entries;
  for (const RuleSpec& spec : scenario.rules) {
    const std::variant<RuleDescription, RuleRefusal> found = host.find(spec.id);
    const auto* description = std::get_if<RuleDescription>(&found);
    require(description != nullptr, "rules_of: a rule of a checked scenario is not there");
    entries.push_back({spec.id,
                       clauses_of(*description, spec.values),
                       description->keeps,
                       [&host, spec] { return host.make(spec.id, spec.values); },
                       {},
                       {}});
    entries.back().keeps_roles = description->keeps_roles;
    for (const RuleFigure& figure : spec.figures) entries.back().figures.push_back(figure.id);
  }
  return entries;
}

std::vector<std::string> clauses_of(std::span<const RuleEntry> rules) {
  std::vector<std::string> clauses;
  for (const RuleEntry& rule : rules) {
    for (const std::string& clause : rule.clauses) {
      if (std::find(clauses.begin(), clauses.end(), clause) == clauses.end()) clauses.push_back(clause);
    }
  }
  return clauses;
}

RuleRunner::RuleRunner(std::span<const RuleEntry> rules, std::size_t room, Watchdog& watchdog, Memory memory)
    : entries_(rules.begin(), rules.end()),
      watch_(watchdog.watch()),
      guards_views_(watchdog.guards_views()),
      observer_(watchdog.observer()),
      traced_(rules.size()),
      room_(room),
      rooms_(std::move(memory)) {
  rooms_.resize(room);
}

void RuleRunner::Memory::resize(std::size_t room) {
  supports.resize(room);
  holds.resize(room);
  staff.resize(room);
  hires.resize(room);
  training.resize(room);
  incomes.resize(room);
  covers.resize(room);
  conversions.resize(room);
  arrangements.resize(room);
  changes.resize(room);
  health.resize(room);
  postings.resize(room);
  evaluations.resize(room);
  staff_changes.resize(room);
  prices.resize(room);
  closings.resize(room);
  capacities.resize(room);
  choices.resize(room);
  figures.resize(room);
}

void RuleRunner::start(StreamKey stream, std::int32_t number) {
  rules_.clear();
  draws_.clear();
  totals_.start();
  for (const RuleEntry& entry : entries_) {
    draws_.push_back({stream, key_of(entry.id)});
    try {
      const WatchedCall call(*watch_, entry.id.c_str(), 0);
      rules_.push_back(entry.make());
    } catch (const std::exception& error) {
      throw RuleFailure(error.what());
    } catch (...) {
      throw RuleFailure(entry.id + ": could not be made: it threw something that is not a std::exception");
    }
    const std::size_t rule = rules_.size() - 1;
    traced_[rule] = observer_ != nullptr && observer_->traces(rule, number);
    auto* const telling = traced_[rule] ? dynamic_cast<TellsReads*>(rules_.back().get()) : nullptr;
    if (telling != nullptr) telling->tell_reads(observer_);
  }
}

void RuleRunner::refuse(std::size_t rule, const MonthView& view, const std::string& what) const {
  char month[16];
  std::snprintf(month, sizeof month, "%04d-%02d", view.calendar.year(), view.calendar.month());
  throw RuleFailure(entries_[rule].id + ", " + month + ": " + what);
}

/// Calls one phase of every rule of a kind, each with its own random numbers and a view of its own, whose tables all share.
template <class Kind, class Call>
void RuleRunner::each(MonthPhase phase, const MonthView& view, Call call) {
  for (std::size_t r = 0; r < rules_.size(); ++r) {
    auto* const rule = dynamic_cast<Kind*>(rules_[r].get());
    if (rule == nullptr) continue;
    MonthView own = view;
    own.draws = Draws(&draw_for_rule, &draws_[r]);
    const auto before = guards_views_ ? std::optional<ViewGuard>(view) : std::nullopt;
    try {
      const WatchedCall watched(*watch_, entries_[r].id.c_str(), view.calendar.count);
      observed(r, phase, view, [&] { call(r, *rule, std::as_const(own)); });
    } catch (const RuleFailure&) {
      throw;
    } catch (const std::exception& error) {
      refuse(r, view, std::string("threw: ") + error.what());
    } catch (...) {
      refuse(r, view, "threw something that is not a std::exception");
    }
    const char* written = before ? before->written(view) : nullptr;
    if (written != nullptr) refuse(r, view, std::string("wrote into the table of ") + written + ", which it may only read");
  }
}

/// Tells the time that a call takes, and that it begins and ends where calls are told one by one.
template <class Call>
void RuleRunner::observed(std::size_t rule, MonthPhase phase, const MonthView& view, Call call) {
  if (observer_ == nullptr) return call();
  if (traced_[rule]) observer_->call_begins(phase, view);
  const auto start = std::chrono::steady_clock::now();
  call();
  const auto time = std::chrono::steady_clock::now() - start;
  observer_->rule_took(rule, phase, time);
  if (traced_[rule]) observer_->call_ends(time);
}

/// The rule's own copy of a declared clause: the text that the rule gave may go.
const char* RuleRunner::own_text(std::size_t rule, const char* clause) const {
  const auto own = std::find(entries_[rule].clauses.begin(), entries_[rule].clauses.end(), clause);
  return own == entries_[rule].clauses.end() ? "" : own->c_str();
}

std::size_t RuleRunner::place_of_figure(std::size_t rule, const char* figure) const {
  std::size_t before = 0;
  for (std::size_t r = 0; r < rule; ++r) before += entries_[r].figures.size();
  const std::vector<std::string>& own = entries_[rule].figures;
  return before + static_cast<std::size_t>(std::find(own.begin(), own.end(), figure) - own.begin());
}

/// Hands every flow that a rule has written to `keep`, checked.
template <class Flow, class Keep>
void RuleRunner::take(std::size_t rule, const MonthView& view, const Slots<Flow>& slots, const char* name, Keep keep) {
  if (slots.overflowed()) refuse(rule, view, "wrote more than " + std::to_string(room_) + " " + name);
  const FlowContext context{view, entries_[rule].clauses, entries_[rule].keeps, entries_[rule].figures, entries_[rule].keeps_roles};
  for (Flow flow : slots.flows()) {
    if (const auto refusal = refusal_of(flow, context)) refuse(rule, view, *refusal);
    if (const char* too_much = totals_.add(flow); too_much != nullptr) refuse(rule, view, too_much);
    if constexpr (requires { flow.clause; }) flow.clause = own_text(rule, flow.clause);
    if (traced_[rule]) observer_->said(flow);
    keep(flow);
  }
}

const RuleRunner::Authorised& RuleRunner::authorise(MonthView view) {
  totals_.start_month();
  authorised_.supports.clear();
  authorised_.holds.clear();
  authorised_.covers.clear();
  authorised_.fund_income = {};
  authorised_.prices.clear();
  authorised_.closings.clear();
  authorised_.capacities.clear();
  authorised_.choices.clear();
  each<FundingRule>(MonthPhase::authorise, view, [&](std::size_t r, FundingRule& rule, const MonthView& seen) {
    Slots<Support> supports(rooms_.supports);
    Slots<Hold> holds(rooms_.holds);
    Slots<FundIncome> income(rooms_.incomes);
    Slots<Cover> covers(rooms_.covers);
    Slots<PriceChange> prices(rooms_.prices);
    Slots<Closing> closings(rooms_.closings);
    Slots<CapacityChange> capacities(rooms_.capacities);
    Slots<ProjectChoice> choices(rooms_.choices);
    rule.authorise(seen, {supports, holds, income, covers, prices, closings, capacities, choices});
    take(r, view, supports, "supports", [&](const Support& flow) { authorised_.supports.push_back({RuleId(r), flow}); });
    take(r, view, holds, "holds", [&](const Hold& flow) { authorised_.holds.push_back(flow); });
    take(r, view, income, "incomes of the lottery fund", [&](const FundIncome& flow) {
      authorised_.fund_income.amount += flow.amount;
      authorised_.fund_income.elsewhere += flow.elsewhere;
      authorised_.fund_income.carried += flow.carried;
    });
    take(r, view, covers, "covers", [&](const Cover& flow) { authorised_.covers.push_back({RuleId(r), flow}); });
    take(r, view, prices, "changes of prices", [&](const PriceChange& flow) { authorised_.prices.push_back(flow); });
    take(r, view, closings, "closings", [&](const Closing& flow) { authorised_.closings.push_back(flow); });
    take(r, view, capacities, "changes of places", [&](const CapacityChange& flow) { authorised_.capacities.push_back(flow); });
    take(r, view, choices, "choices", [&](const ProjectChoice& flow) { authorised_.choices.push_back(flow); });
  });
  return authorised_;
}

const RuleRunner::StaffFlows& RuleRunner::staff(MonthView view) {
  staff_flows_.staff.clear();
  staff_flows_.district_hires.clear();
  staff_flows_.training.clear();
  staff_flows_.changes.clear();
  each<StaffingRule>(MonthPhase::staff, view, [&](std::size_t r, StaffingRule& rule, const MonthView& seen) {
    Slots<StaffFlow> staff(rooms_.staff);
    Slots<DistrictHires> hires(rooms_.hires);
    Slots<TrainingFlow> training(rooms_.training);
    Slots<StaffChange> changes(rooms_.staff_changes);
    rule.staff(seen, {staff, hires, training, changes});
    take(r, view, staff, "staff flows", [&](const StaffFlow& flow) { staff_flows_.staff.push_back(flow); });
    take(r, view, hires, "district hires", [&](const DistrictHires& flow) { staff_flows_.district_hires.push_back(flow); });
    take(r, view, training, "training flows", [&](const TrainingFlow& flow) { staff_flows_.training.push_back(flow); });
    take(r, view, changes, "changes of staff", [&](const StaffChange& flow) { staff_flows_.changes.push_back(flow); });
  });
  return staff_flows_;
}

const RuleRunner::Arranged& RuleRunner::arrange(MonthView view) {
  arranged_.conversions.clear();
  arranged_.arrangements.clear();
  arranged_.covers.clear();
  arranged_.demand_changes.clear();
  arranged_.health_changes.clear();
  each<MedicalRule>(MonthPhase::arrange, view, [&](std::size_t r, MedicalRule& rule, const MonthView& seen) {
    Slots<BedConversion> conversions(rooms_.conversions);
    Slots<MedicalArrangement> arrangements(rooms_.arrangements);
    Slots<Cover> covers(rooms_.covers);
    Slots<DemandChange> changes(rooms_.changes);
    Slots<HealthChange> health(rooms_.health);
    rule.arrange(seen, {conversions, arrangements, covers, changes, health});
    take(r, view, conversions, "bed conversions", [&](const BedConversion& flow) { arranged_.conversions.push_back(flow); });
    take(r, view, arrangements, "medical arrangements", [&](const MedicalArrangement& flow) { arranged_.arrangements.push_back(flow); });
    take(r, view, covers, "covers", [&](const Cover& flow) { arranged_.covers.push_back({RuleId(r), flow}); });
    take(r, view, changes, "changes of demand", [&](const DemandChange& flow) { arranged_.demand_changes.push_back(flow); });
    take(r, view, health, "changes of health", [&](const HealthChange& flow) { arranged_.health_changes.push_back(flow); });
  });
  return arranged_;
}

const RuleRunner::Paid& RuleRunner::pay(MonthView view) {
  paid_.postings.clear();
  paid_.evaluations.clear();
  paid_.figures.clear();
  each<Rule>(MonthPhase::pay, view, [&](std::size_t r, Rule& rule, const MonthView& seen) {
    Slots<Posting> postings(rooms_.postings);
    Slots<Evaluation> evaluations(rooms_.evaluations);
    Slots<FigureValue> figures(rooms_.figures);
    rule.pay(seen, {postings, evaluations, figures});
    take(r, view, postings, "postings", [&](const Posting& flow) { paid_.postings.push_back({RuleId(r), flow}); });
    take(r, view, evaluations, "evaluations", [&](const Evaluation& flow) { paid_.evaluations.push_back(flow); });
    take(r, view, figures, "values of figures", [&](const FigureValue& flow) {
      paid_.figures.push_back({place_of_figure(r, flow.figure), flow.town, flow.value});
    });
  });
  return paid_;
}

}  // namespace eldercast
