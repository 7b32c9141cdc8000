#include "rule.hpp"

#include <algorithm>
#include <cmath>

namespace eldercast::helpers_and_volunteers {
namespace {

/// What a draw decides; part of its key.
enum class Decides : std::uint64_t { pass = 1, leave = 2 };

std::uint64_t person_key(Decides what, std::uint64_t town, std::int32_t number) {
  std::uint64_t key = town;
  for (const std::uint64_t part : {static_cast<std::uint64_t>(what), static_cast<std::uint64_t>(number)}) {
    // splitmix64 (Steele, Lea, Flood 2014): a bijection, so that different parts seldom meet in one key.
    key += 0x9E3779B97F4A7C15ULL + part;
    key = (key ^ (key >> 30)) * 0xBF58476D1CE4E5B9ULL;
    key = (key ^ (key >> 27)) * 0x94D049BB133111EBULL;
    key ^= key >> 31;
  }
  return key;
}

std::int32_t how_many(const MonthView& month, Decides what, std::uint64_t town, std::int32_t heads, double share, std::uint32_t counter) {
  std::int32_t count = 0;
  for (std::int32_t head = 0; head < heads; ++head) {
    if (month.draws.chance(share, person_key(what, town, head), counter)) ++count;
  }
  return count;
}

std::int32_t rounded(double persons) { return static_cast<std::int32_t>(std::lround(persons)); }

}  // namespace

HelpersAndVolunteers::HelpersAndVolunteers(const Parameters& parameters)
    : parameters_(parameters),
      // Twelve months of this leave 1 - turnover_per_year of those who were there.
      leaving_per_month_(1.0 - std::pow(1.0 - parameters.turnover_per_year, 1.0 / 12.0)) {}

void HelpersAndVolunteers::staff(const MonthView& month, StaffSlots out) {
  look_at(month);
  const auto since_first = month.calendar - parameters_.first_month;
  if (since_first < 0) return;
  if (since_first % 3 == 0) {
    entered_at_district_ = 0;
    for (auto& plan : towns_) plan.entered_in_quarter = 0;
  }
  TrainingFlow helpers{.role = Role::helper};
  for (std::size_t i = 0; i < towns_.size(); ++i) helpers_leave_and_graduate(month, i, helpers, out);
  take_in(month, helpers);
  if (helpers.entered != 0 || helpers.graduated != 0 || helpers.dropped_out != 0) out.training.push(helpers);
  recruit_volunteers(month, out);
  if (since_first % 3 == 0) train_family_carers(out);
}

void HelpersAndVolunteers::look_at(const MonthView& month) {
  if (towns_.empty()) {
    towns_.resize(month.towns.size());
    order_.reserve(towns_.size());
    // One course a month, so that the months to come ask for no memory.
    for (auto& plan : towns_) plan.courses.reserve(static_cast<std::size_t>(parameters_.course_months) + 1);
  }
  for (auto& plan : towns_) {
    plan.points = 0;
    plan.hubs = 0;
    plan.entered = 0;
    plan.family_carers = 0;
  }
  for (const auto& facility : month.facilities) {
    if (facility.status != FacilityStatus::open || !facility.town.valid()) continue;
    auto& plan = towns_[facility.town.index()];
    if (facility.kind == FacilityKind::village_point) ++plan.points;
    if (is_hub(facility.kind) && facility.hub_working) ++plan.hubs;
  }
}

void HelpersAndVolunteers::helpers_leave_and_graduate(const MonthView& month, std::size_t town, TrainingFlow& flow, StaffSlots out) {
  const auto& state = month.towns[town];
  auto& plan = towns_[town];
  const auto in_post = state.staff[Role::helper];
  plan.helpers = in_post;
  const auto left = how_many(month, Decides::leave, state.key, in_post, leaving_per_month_, static_cast<std::uint32_t>(month.month.value));
  std::int32_t passed = 0;
  std::erase_if(plan.courses, [&](const Course& course) {
    if (course.entered + parameters_.course_months > month.calendar) return false;
    const auto graduates =
        how_many(month, Decides::pass, state.key, course.heads, parameters_.pass_share, static_cast<std::uint32_t>(course.entered.count));
    passed += graduates;
    flow.graduated += graduates;
    flow.dropped_out += course.heads - graduates;
    plan.in_training -= course.heads;
    return true;
  });
  const auto posts = rounded(plan.points * parameters_.helpers_per_point);
  const auto hired = std::clamp(posts - in_post + left, 0, passed);
  plan.unfilled = std::max(0, posts - (in_post - left + hired) - plan.in_training);
  if (hired > 0 || left > 0) out.staff.push({.town = TownId(town), .role = Role::helper, .hired = hired, .left = left});
}

void HelpersAndVolunteers::take_in(const MonthView& month, TrainingFlow& flow) {
  order_.clear();
  for (std::size_t i = 0; i < towns_.size(); ++i) {
    auto& plan = towns_[i];
    if (plan.hubs == 0) {
      if (plan.unfilled > 0) order_.push_back(i);
      continue;
    }
    const auto room = std::max(0, plan.hubs * parameters_.helpers_per_hub_quarter - plan.entered_in_quarter);
    const auto heads = std::min(room, plan.unfilled);
    plan.entered_in_quarter += heads;
    enter(plan, month.calendar, heads, flow);
  }
  std::sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) {
    if (towns_[a].unfilled != towns_[b].unfilled) return towns_[a].unfilled > towns_[b].unfilled;
    return month.towns[a].key < month.towns[b].key;
  });
  for (const std::size_t i : order_) {
    const auto heads = std::min(parameters_.district_helpers_per_quarter - entered_at_district_, towns_[i].unfilled);
    entered_at_district_ += heads;
    enter(towns_[i], month.calendar, heads, flow);
  }
}

void HelpersAndVolunteers::enter(TownPlan& plan, YearMonth when, std::int32_t heads, TrainingFlow& flow) const {
  if (heads == 0) return;
  plan.courses.push_back({when, heads});
  plan.in_training += heads;
  plan.entered = heads;
  flow.entered += heads;
}

void HelpersAndVolunteers::recruit_volunteers(const MonthView& month, StaffSlots out) const {
  const auto part = [&](std::int32_t whole) { return (whole + parameters_.volunteer_months - 1) / parameters_.volunteer_months; };
  for (std::size_t i = 0; i < towns_.size(); ++i) {
    const auto there = month.towns[i].staff[Role::volunteer];
    const auto target = rounded(towns_[i].points * parameters_.volunteers_per_point);
    const auto hired = std::clamp(target - there, 0, part(target));
    const auto left = std::clamp(there - target, 0, part(there));
    if (hired > 0 || left > 0) out.staff.push({.town = TownId(i), .role = Role::volunteer, .hired = hired, .left = left});
  }
}

void HelpersAndVolunteers::train_family_carers(StaffSlots out) {
  std::int32_t trained = 0;
  for (auto& plan : towns_) {
    plan.family_carers = plan.hubs * parameters_.family_carers_per_hub_quarter;
    trained += plan.family_carers;
  }
  if (trained > 0) out.training.push({.role = Role::family_carer, .entered = trained, .graduated = trained});
}

void HelpersAndVolunteers::pay(const MonthView& month, PaySlots out) {
  if (month.calendar < parameters_.first_month) return;
  for (std::size_t i = 0; i < towns_.size(); ++i) {
    const auto post = [&](Payer payer, Purpose purpose, Fen amount, const char* clause) {
      if (amount == Fen{}) return;
      out.postings.push({.town = TownId(i),
                         .facility = {},
                         .service = {},
                         .payer = payer,
                         .purpose = purpose,
                         .amount = amount,
                         .paid_after_months = 0,
                         .clause = clause});
    };
    post(Payer::town_government, Purpose::allowance, parameters_.allowance * towns_[i].helpers, "O2");
    post(Payer::district_budget, Purpose::training, parameters_.course * towns_[i].entered, "W2");
    post(Payer::district_budget, Purpose::training, parameters_.family_course * towns_[i].family_carers, "W2");
  }
}

}  // namespace eldercast::helpers_and_volunteers
