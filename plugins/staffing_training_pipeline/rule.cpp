#include "rule.hpp"

#include <algorithm>
#include <cmath>

namespace eldercast::training_pipeline {
namespace {

/// What a draw decides; part of its key.
enum class Decides : std::uint64_t { pass = 1, hire = 2, leave = 3 };

constexpr Role kRoles[] = {Role::carer, Role::supervisor, Role::director};

/// The key of a draw of one person: numbered within a course (`place` is the month of entry) or a town (`place` is its key).
std::uint64_t person_key(Decides what, Role role, std::uint64_t place, std::int32_t number) {
  std::uint64_t key = place;
  for (const std::uint64_t part : {static_cast<std::uint64_t>(what), std::uint64_t{index_of(role)}, static_cast<std::uint64_t>(number)}) {
    // splitmix64 (Steele, Lea, Flood 2014): a bijection, so that different parts seldom meet in one key.
    key += 0x9E3779B97F4A7C15ULL + part;
    key = (key ^ (key >> 30)) * 0xBF58476D1CE4E5B9ULL;
    key = (key ^ (key >> 27)) * 0x94D049BB133111EBULL;
    key ^= key >> 31;
  }
  return key;
}

/// How many of `heads` persons meet a chance of `share` each.
std::int32_t how_many(const MonthView& month, Decides what, Role role, std::uint64_t place, std::int32_t heads, double share,
                      std::uint32_t counter) {
  std::int32_t count = 0;
  for (std::int32_t head = 0; head < heads; ++head) {
    if (month.draws.chance(share, person_key(what, role, place, head), counter)) ++count;
  }
  return count;
}

}  // namespace

TrainingPipeline::TrainingPipeline(const Parameters& parameters)
    : first_month_(parameters.first_month),
      pass_share_(parameters.pass_share),
      new_entrant_share_(parameters.new_entrant_share),
      // Twelve months of this leave 1 - graduate_turnover_per_year of those who were there.
      leaving_per_month_(1.0 - std::pow(1.0 - parameters.graduate_turnover_per_year, 1.0 / 12.0)) {
  courses_[Role::carer] = {parameters.carer_intake_per_month, 1, parameters.carer_course_months, parameters.carer_target,
                           parameters.carer_course};
  courses_[Role::supervisor] = {parameters.supervisor_intake_per_quarter, 3, parameters.supervisor_course_months,
                                parameters.supervisor_target, parameters.supervisor_course};
  courses_[Role::director] = {parameters.director_intake_per_year, 12, parameters.director_course_months, parameters.director_target,
                              parameters.director_course};
}

void TrainingPipeline::staff(const MonthView& month, StaffSlots out) {
  PerEnum<Role, TrainingFlow> flows;
  for (const Role role : kRoles) flows[role].role = role;
  graduate(month, flows, out);
  turn_over(month, out);
  take_in(month, flows);
  for (const auto& flow : flows) {
    if (flow.entered != 0 || flow.graduated != 0 || flow.dropped_out != 0) out.training.push(flow);
  }
}

void TrainingPipeline::graduate(const MonthView& month, PerEnum<Role, TrainingFlow>& flows, StaffSlots out) {
  PerEnum<Role, std::int32_t> hired;
  std::erase_if(cohorts_, [&](const Cohort& cohort) {
    if (cohort.ends > month.calendar) return false;
    const auto course = static_cast<std::uint64_t>(cohort.entered.count);
    const auto passed = how_many(month, Decides::pass, cohort.role, course, cohort.heads, pass_share_, 0);
    flows[cohort.role].graduated += passed;
    flows[cohort.role].dropped_out += cohort.heads - passed;
    in_training_[cohort.role] -= cohort.heads;
    graduates_[cohort.role] += passed;
    // The higher courses lead to a post; a carer may have had one before.
    const bool carers = cohort.role == Role::carer;
    const auto new_in_post = carers ? how_many(month, Decides::hire, cohort.role, course, passed, new_entrant_share_, 0) : passed;
    hired[cohort.role] += new_in_post;
    flows[cohort.role].certified_in_post += carers ? passed - new_in_post : 0;
    return true;
  });
  for (const Role role : kRoles) {
    if (hired[role] > 0) out.district_hires.push({.role = role, .hired = hired[role], .certified = role == Role::carer ? hired[role] : 0});
  }
}

void TrainingPipeline::turn_over(const MonthView& month, StaffSlots out) const {
  const auto counter = static_cast<std::uint32_t>(month.month.value);
  for (std::size_t i = 0; i < month.towns.size(); ++i) {
    const auto& town = month.towns[i];
    for (const Role role : {Role::supervisor, Role::director}) {
      const auto left = how_many(month, Decides::leave, role, town.key, town.staff[role], leaving_per_month_, counter);
      if (left > 0) out.staff.push({.town = TownId(i), .role = role, .hired = 0, .left = left});
    }
  }
}

void TrainingPipeline::take_in(const MonthView& month, PerEnum<Role, TrainingFlow>& flows) {
  entered_ = {};
  const auto since_first = month.calendar - first_month_;
  const bool anybody = std::any_of(month.towns.begin(), month.towns.end(), [](const TownState& town) { return town.residents > 0; });
  if (since_first < 0 || !anybody) return;
  for (const Role role : kRoles) {
    const auto& course = courses_[role];
    if (since_first % course.every_months != 0) continue;
    const auto room = course.target - in_training_[role] - graduates_[role];
    const auto heads = std::clamp(room, std::int32_t{0}, course.intake);
    if (heads == 0) continue;
    cohorts_.push_back({role, month.calendar, month.calendar + course.months, heads});
    in_training_[role] += heads;
    entered_[role] = heads;
    flows[role].entered = heads;
  }
}

void TrainingPipeline::pay(const MonthView& /*month*/, PaySlots out) {
  for (const Role role : kRoles) {
    const Fen amount = courses_[role].cost * entered_[role];
    if (amount == Fen{}) continue;
    out.postings.push({.town = {},
                       .facility = {},
                       .service = {},
                       .payer = Payer::district_budget,
                       .purpose = Purpose::training,
                       .amount = amount,
                       .paid_after_months = 0,
                       .clause = "W1"});
  }
}

}  // namespace eldercast::training_pipeline
