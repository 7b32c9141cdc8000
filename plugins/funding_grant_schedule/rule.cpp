#include "rule.hpp"

#include <algorithm>
#include <limits>

namespace eldercast::grant_schedule {
namespace {

__extension__ using Wide = __int128;  // the product of two sums of money does not fit 64 bits

Payer payer_of(const Grant& grant) { return grant.payer == From::city ? Payer::city : Payer::district_budget; }

bool in_time(const Grant& grant, const MonthView& month) {
  return grant.first_month <= month.calendar && month.calendar <= grant.last_month;
}

}  // namespace

bool Grant::gives() const {
  const bool by_band = std::any_of(bands.begin(), bands.end(), [](const Band& band) { return band.lump > Fen{} || band.per_m2 > Fen{}; });
  return by_band || lump > Fen{} || per_bed > Fen{} || per_nursing_bed > Fen{};
}

bool Grant::fits(const FacilityState& facility, TownKind stands_in) const {
  if (facility.kind == FacilityKind::care_home) return false;
  if (kind != ForKind::any && facility.kind != static_cast<FacilityKind>(static_cast<int>(kind) - 1)) return false;
  if (town_kind != ForTown::any && stands_in != static_cast<TownKind>(static_cast<int>(town_kind) - 1)) return false;
  return run_by == ForOperator::any || facility.run_by == static_cast<RunBy>(static_cast<int>(run_by) - 1);
}

Fen Grant::by_area(std::int32_t area_m2) const {
  Fen sum;
  for (const Band& band : bands) {
    if (area_m2 < band.from_m2) continue;
    std::int32_t next = std::numeric_limits<std::int32_t>::max();
    for (const Band& other : bands) {
      if (other.from_m2 > band.from_m2) next = std::min(next, other.from_m2);
    }
    if (area_m2 < next) sum += band.lump;
    sum += band.per_m2 * (std::min(area_m2, next) - band.from_m2);
  }
  return sum;
}

Fen Grant::amount(const FacilityState& facility, Fen cost) const {
  const std::int32_t nursing = facility.capacity[Resource::nursing_bed];
  const std::int32_t beds = std::min(beds_at_most, nursing + facility.capacity[Resource::other_bed]);
  const Fen asked = lump + by_area(facility.floor_area_m2) + per_bed * beds + per_nursing_bed * std::min(nursing, beds);
  const Fen of_cost = cost > Fen{} ? yuan(static_cast<double>(cost.value) / 100.0 * cost_share_at_most) : facility_at_most;
  return std::min({asked, of_cost, facility_at_most});
}

void GrantSchedule::open_year(const MonthView& month) {
  for (State& state : states_) {
    state.settled.resize(month.facilities.size(), false);
    state.offered.resize(month.projects.size());
    if (state.year == month.calendar.year()) continue;
    state.year = month.calendar.year();
    state.spent = {};
  }
  cost_of_.assign(month.facilities.size(), Fen{});
  for (const ProjectState& project : month.projects) cost_of_[project.facility.index()] = project.cost;
}

void GrantSchedule::authorise(const MonthView& month, AuthoriseSlots out) {
  open_year(month);
  for (std::size_t g = 0; g < kGrants; ++g) {
    const Grant& grant = parameters_.grants[g];
    if (grant.after != After::start || !grant.gives()) continue;
    offer(month, grant, states_[g], out.supports);
  }
}

/// A project that has started since it was offered money took it.
void GrantSchedule::note_starts(const MonthView& month, State& state) const {
  for (std::size_t p = 0; p < month.projects.size(); ++p) {
    const ProjectState& project = month.projects[p];
    if (project.status == ProjectStatus::planned || state.offered[p] == Fen{}) continue;
    if (project.status != ProjectStatus::cancelled) state.spent += state.offered[p];
    state.offered[p] = {};
  }
}

void GrantSchedule::offer(const MonthView& month, const Grant& grant, State& state, Slots<Support>& out) const {
  note_starts(month, state);
  Fen left = grant.year_at_most - state.spent;
  for (std::size_t p = 0; p < month.projects.size(); ++p) {
    const ProjectState& project = month.projects[p];
    state.offered[p] = {};
    if (project.status != ProjectStatus::planned || project.scheduled_start > month.month || !in_time(grant, month)) continue;
    const FacilityState& facility = month.facilities[project.facility.index()];
    if (!grant.fits(facility, month.towns[project.town.index()].kind)) continue;
    const Fen amount = std::clamp(left, Fen{}, grant.amount(facility, project.cost));
    if (amount == Fen{}) continue;
    state.offered[p] = amount;
    left -= amount;
    out.push({.project = ProjectId(p),
              .payer = payer_of(grant),
              .amount = amount,
              .clause = "",
              .lottery_fund_first = grant.payer == From::district});
  }
}

void GrantSchedule::pay(const MonthView& month, PaySlots out) {
  open_year(month);
  for (std::size_t g = 0; g < kGrants; ++g) {
    const Grant& grant = parameters_.grants[g];
    State& state = states_[g];
    if (grant.after == After::start) {
      note_starts(month, state);
    } else if (grant.gives()) {
      collect(month, grant, state);
      pay_out(month, grant, state, out.postings);
    }
  }
}

bool GrantSchedule::due(const MonthView& month, const Grant& grant, const State& state, FacilityId id) const {
  const FacilityState& facility = month.facilities[id.index()];
  if (facility.status != FacilityStatus::open || !in_time(grant, month)) return false;
  if (!grant.fits(facility, month.towns[facility.town.index()].kind)) return false;
  const bool passed = grant.after != After::evaluation || facility.grade >= Grade::pass;
  if (grant.paid == Paid::each_month) return passed;
  // What stood at the start was not built for the grant.
  if (!facility.from_project || state.settled[id.index()] || !passed) return false;
  return grant.after == After::evaluation || facility.opened == month.month;
}

void GrantSchedule::collect(const MonthView& month, const Grant& grant, State& state) {
  due_.clear();
  for (std::size_t f = 0; f < month.facilities.size(); ++f) {
    if (!due(month, grant, state, FacilityId(f))) continue;
    state.settled[f] = true;
    const Fen cost = grant.paid == Paid::each_month ? Fen{} : cost_of_[f];
    if (const Fen amount = grant.amount(month.facilities[f], cost); amount > Fen{}) due_.push_back({FacilityId(f), amount});
  }
  std::sort(due_.begin(), due_.end(), [&](const Due& a, const Due& b) {
    return month.facilities[a.facility.index()].key < month.facilities[b.facility.index()].key;
  });
}

void GrantSchedule::pay_out(const MonthView& month, const Grant& grant, State& state, Slots<Posting>& out) {
  state.queue.insert(state.queue.end(), due_.begin(), due_.end());
  Fen asked;
  for (const Due& one : state.queue) asked += one.amount;
  const Fen given = std::clamp(grant.year_at_most - state.spent, Fen{}, asked);
  Fen left = given;
  for (Due& one : state.queue) {
    const Fen part =
        grant.beyond == Beyond::pro_rata
            ? Fen{static_cast<std::int64_t>(static_cast<Wide>(one.amount.value) * given.value / std::max<std::int64_t>(asked.value, 1))}
            : std::min(left, one.amount);
    left -= part;
    one.amount = grant.beyond == Beyond::pro_rata ? Fen{} : one.amount - part;
    if (part == Fen{}) continue;
    state.spent += part;
    const FacilityState& facility = month.facilities[one.facility.index()];
    const bool building = grant.paid == Paid::once;
    out.push({.town = facility.town,
              .facility = one.facility,
              .service = {},
              .payer = payer_of(grant),
              .purpose = building ? Purpose::construction : Purpose::running,
              .amount = part,
              .paid_after_months = grant.paid_after_months,
              .relieves = building || facility.run_by == RunBy::government ? Relieves::town_government : Relieves::operator_,
              .clause = "",
              .lottery_fund_first = grant.payer == From::district});
  }
  std::erase_if(state.queue, [](const Due& one) { return one.amount == Fen{}; });
}

}  // namespace eldercast::grant_schedule
