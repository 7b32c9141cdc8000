#include "engine/rules/rule_set.hpp"

#include <algorithm>
#include <cstdio>
#include <sstream>

#include "engine/staff/carers_stock.hpp"
#include "model/keys.hpp"
#include "model/require.hpp"

namespace eldercast {
namespace {

constexpr std::int64_t kLargestFen = 1'000'000'000'000'000;  ///< ten trillion yuan: far beyond any district, far below overflow
constexpr std::int32_t kMostPersons = 1'000'000;
constexpr std::int32_t kLongestDelay = 120;

std::uint32_t draw_for_rule(const void* host, std::uint64_t entity_key, std::uint32_t counter) {
  const auto& draws = *static_cast<const RuleDraws*>(host);
  return draw(draws.stream, entity(combine(draws.rule_key, entity_key)), DrawFor::rule, counter)[0];
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

}  // namespace

std::vector<RuleEntry> rules_of(const Scenario& scenario, PluginHost& host) {
  std::vector<RuleEntry> entries;
  for (const RuleSpec& spec : scenario.rules) {
    const std::variant<RuleDescription, RuleRefusal> found = host.find(spec.id);
    const auto* description = std::get_if<RuleDescription>(&found);
    require(description != nullptr, "rules_of: a rule of a checked scenario is not there");
    entries.push_back({spec.id, words_of(description->clauses), [&host, spec] { return host.make(spec.id, spec.values); }});
  }
  if (scenario.staff.built_in_carers) {
    const StaffParameters staff = scenario.staff;
    entries.push_back(
        {"engine/carers_stock", {}, [staff] { return RulePtr(new CarersStock(staff), RuleDeleter{[](Rule* rule) { delete rule; }}); }});
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

RuleRunner::RuleRunner(std::span<const RuleEntry> rules, std::size_t room, Watchdog& watchdog, RuleRunner* old)
    : entries_(rules.begin(), rules.end()), watch_(old != nullptr ? old->watch_ : &watchdog.add_watch()), room_(room) {
  if (old != nullptr) rooms_ = std::move(old->rooms_);
  rooms_.resize(room);
}

void RuleRunner::Rooms::resize(std::size_t room) {
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
  postings.resize(room);
  evaluations.resize(room);
}

void RuleRunner::start(StreamKey stream) {
  rules_.clear();
  draws_.clear();
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
  }
}

void RuleRunner::refuse(std::size_t rule, const MonthView& view, const std::string& what) const {
  char month[16];
  std::snprintf(month, sizeof month, "%04d-%02d", view.calendar.year(), view.calendar.month());
  throw RuleFailure(entries_[rule].id + ", " + month + ": " + what);
}

/// Calls one phase of every rule, each with its own random numbers.
template <class Call>
void RuleRunner::each(MonthView& view, Call call) {
  for (std::size_t r = 0; r < rules_.size(); ++r) {
    view.draws = Draws(&draw_for_rule, &draws_[r]);
    try {
      const WatchedCall watched(*watch_, entries_[r].id.c_str(), view.calendar.count);
      call(r, *rules_[r]);
    } catch (const RuleFailure&) {
      throw;
    } catch (const std::exception& error) {
      refuse(r, view, std::string("threw: ") + error.what());
    } catch (...) {
      refuse(r, view, "threw something that is not a std::exception");
    }
  }
}

template <class Flow>
std::span<const Flow> RuleRunner::checked(std::size_t rule, const MonthView& view, const Slots<Flow>& slots, const char* name) const {
  if (slots.overflowed()) refuse(rule, view, "wrote more than " + std::to_string(room_) + " " + name);
  return slots.flows();
}

void RuleRunner::check_clause(std::size_t rule, const MonthView& view, const char* text) const {
  const std::string clause = text == nullptr ? "" : text;
  const std::vector<std::string>& declared = entries_[rule].clauses;
  if (!clause.empty() && std::find(declared.begin(), declared.end(), clause) == declared.end()) {
    refuse(rule, view, "posts money under clause '" + clause + "', which its card does not declare");
  }
}

void RuleRunner::check_support(std::size_t rule, const MonthView& view, const Support& support) const {
  if (support.project.index() >= view.projects.size()) refuse(rule, view, "supports a project that does not exist");
  if (support.amount.value < 0 || support.amount.value > kLargestFen) refuse(rule, view, "supports a project with an impossible amount");
  if (index_of(support.payer) >= kCount<Payer>) refuse(rule, view, "supports a project from an unknown payer");
  check_clause(rule, view, support.clause);
}

void RuleRunner::check_cover(std::size_t rule, const MonthView& view, const Cover& cover) const {
  if (cover.service.index() >= view.services.size()) refuse(rule, view, "covers a service that does not exist");
  if (index_of(cover.group) >= kCount<PriorityGroup> || index_of(cover.payer) >= kCount<Payer>) {
    refuse(rule, view, "covers a price for an unknown group or payer");
  }
  // A NaN is not inside either.
  if (!(cover.users_share >= 0.0 && cover.users_share <= 1.0)) refuse(rule, view, "covers a price for an impossible share of users");
  if (cover.per_unit.value < 0 || cover.per_unit.value > kLargestFen) refuse(rule, view, "covers a price with an impossible amount");
  check_clause(rule, view, cover.clause);
}

const RuleRunner::Authorised& RuleRunner::authorise(MonthView view) {
  authorised_.supports.clear();
  authorised_.holds.clear();
  authorised_.covers.clear();
  authorised_.fund_income = {};
  each(view, [&](std::size_t r, Rule& rule) {
    auto* funding = dynamic_cast<FundingRule*>(&rule);
    if (funding == nullptr) return;
    Slots<Support> supports(rooms_.supports);
    Slots<Hold> holds(rooms_.holds);
    Slots<FundIncome> income(rooms_.incomes);
    Slots<Cover> covers(rooms_.covers);
    funding->authorise(view, {supports, holds, income, covers});
    for (const Support& support : checked(r, view, supports, "supports")) {
      check_support(r, view, support);
      authorised_.supports.push_back({RuleId(r), support});
    }
    for (const Hold& hold : checked(r, view, holds, "holds")) {
      if (hold.project.index() >= view.projects.size()) refuse(r, view, "holds a project that does not exist");
      authorised_.holds.push_back(hold);
    }
    for (const FundIncome& flow : checked(r, view, income, "incomes of the lottery fund")) {
      for (const Fen amount : {flow.amount, flow.elsewhere}) {
        if (amount.value < 0 || amount.value > kLargestFen) refuse(r, view, "gives the lottery fund an impossible income");
      }
      authorised_.fund_income.amount += flow.amount;
      authorised_.fund_income.elsewhere += flow.elsewhere;
    }
    for (const Cover& cover : checked(r, view, covers, "covers")) {
      check_cover(r, view, cover);
      authorised_.covers.push_back({RuleId(r), cover});
    }
  });
  return authorised_;
}

const RuleRunner::StaffFlows& RuleRunner::staff(MonthView view) {
  staff_flows_.staff.clear();
  staff_flows_.district_hires.clear();
  staff_flows_.training.clear();
  const auto persons = [](std::int32_t number) { return number >= 0 && number <= kMostPersons; };
  each(view, [&](std::size_t r, Rule& rule) {
    auto* staffing = dynamic_cast<StaffingRule*>(&rule);
    if (staffing == nullptr) return;
    Slots<StaffFlow> staff(rooms_.staff);
    Slots<DistrictHires> hires(rooms_.hires);
    Slots<TrainingFlow> training(rooms_.training);
    staffing->staff(view, {staff, hires, training});
    for (const StaffFlow& flow : checked(r, view, staff, "staff flows")) {
      if (flow.town.index() >= view.towns.size()) refuse(r, view, "changes the staff of a town that does not exist");
      if (!persons(flow.hired) || !persons(flow.left)) refuse(r, view, "hires or loses an impossible number of persons");
      staff_flows_.staff.push_back(flow);
    }
    for (const DistrictHires& flow : checked(r, view, hires, "district hires")) {
      if (!persons(flow.hired) || !persons(flow.certified) || flow.certified > flow.hired) {
        refuse(r, view, "hires an impossible number of persons");
      }
      staff_flows_.district_hires.push_back(flow);
    }
    for (const TrainingFlow& flow : checked(r, view, training, "training flows")) {
      if (!persons(flow.entered) || !persons(flow.graduated) || !persons(flow.dropped_out) || !persons(flow.certified_in_post)) {
        refuse(r, view, "trains an impossible number of persons");
      }
      staff_flows_.training.push_back(flow);
    }
  });
  return staff_flows_;
}

const RuleRunner::Arranged& RuleRunner::arrange(MonthView view) {
  arranged_.conversions.clear();
  arranged_.arrangements.clear();
  arranged_.covers.clear();
  arranged_.demand_changes.clear();
  each(view, [&](std::size_t r, Rule& rule) {
    auto* medical = dynamic_cast<MedicalRule*>(&rule);
    if (medical == nullptr) return;
    Slots<BedConversion> conversions(rooms_.conversions);
    Slots<MedicalArrangement> arrangements(rooms_.arrangements);
    Slots<Cover> covers(rooms_.covers);
    Slots<DemandChange> changes(rooms_.changes);
    medical->arrange(view, {conversions, arrangements, covers, changes});
    for (const BedConversion& flow : checked(r, view, conversions, "bed conversions")) {
      if (flow.facility.index() >= view.facilities.size()) refuse(r, view, "converts beds of a facility that does not exist");
      if (flow.beds < 0 || flow.beds > kMostPersons) refuse(r, view, "converts an impossible number of beds");
      arranged_.conversions.push_back(flow);
    }
    for (const MedicalArrangement& flow : checked(r, view, arrangements, "medical arrangements")) {
      if (flow.facility.index() >= view.facilities.size()) refuse(r, view, "arranges medical care at a facility that does not exist");
      if (index_of(flow.kind) >= kCount<Arrangement> || flow.doctor_places < 0 || flow.doctor_places > kMostPersons) {
        refuse(r, view, "makes an impossible medical arrangement");
      }
      arranged_.arrangements.push_back(flow);
    }
    for (const Cover& cover : checked(r, view, covers, "covers")) {
      check_cover(r, view, cover);
      arranged_.covers.push_back({RuleId(r), cover});
    }
    for (const DemandChange& flow : checked(r, view, changes, "changes of demand")) {
      if (flow.service.index() >= view.services.size()) refuse(r, view, "changes the demand for a service that does not exist");
      if (flow.per_mille < -1000 || flow.per_mille > 4000) refuse(r, view, "changes demand by an impossible amount");
      arranged_.demand_changes.push_back(flow);
    }
  });
  return arranged_;
}

void RuleRunner::check_posting(std::size_t rule, const MonthView& view, const Posting& posting) const {
  if (posting.town.valid() && posting.town.index() >= view.towns.size()) refuse(rule, view, "posts money for a town that does not exist");
  if (posting.facility.valid() && posting.facility.index() >= view.facilities.size()) {
    refuse(rule, view, "posts money for a facility that does not exist");
  }
  if (posting.service.valid() && posting.service.index() >= view.services.size()) {
    refuse(rule, view, "posts money for a service that does not exist");
  }
  if (posting.amount.value > kLargestFen || posting.amount.value < -kLargestFen) refuse(rule, view, "posts an impossible amount");
  if (posting.paid_after_months < 0 || posting.paid_after_months > kLongestDelay) {
    refuse(rule, view,
           "posts money that is paid after " + std::to_string(posting.paid_after_months) + " months; 0 to " +
               std::to_string(kLongestDelay) + " are possible");
  }
  if (index_of(posting.payer) >= kCount<Payer> || index_of(posting.purpose) >= kCount<Purpose> ||
      static_cast<std::size_t>(posting.relieves) > static_cast<std::size_t>(Relieves::operator_)) {
    refuse(rule, view, "posts money of an unknown payer or purpose");
  }
  check_clause(rule, view, posting.clause);
}

const RuleRunner::Paid& RuleRunner::pay(MonthView view) {
  paid_.postings.clear();
  paid_.evaluations.clear();
  each(view, [&](std::size_t r, Rule& rule) {
    Slots<Posting> postings(rooms_.postings);
    Slots<Evaluation> evaluations(rooms_.evaluations);
    rule.pay(view, {postings, evaluations});
    for (const Posting& posting : checked(r, view, postings, "postings")) {
      check_posting(r, view, posting);
      paid_.postings.push_back({RuleId(r), posting});
    }
    for (const Evaluation& flow : checked(r, view, evaluations, "evaluations")) {
      if (flow.facility.index() >= view.facilities.size()) refuse(r, view, "evaluates a facility that does not exist");
      if (index_of(flow.grade) >= kCount<Grade>) refuse(r, view, "gives an unknown grade");
      paid_.evaluations.push_back(flow);
    }
  });
  return paid_;
}

}  // namespace eldercast
