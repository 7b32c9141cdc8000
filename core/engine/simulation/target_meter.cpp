#include "engine/simulation/target_meter.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/operate/operations.hpp"
#include "model/people/town_people.hpp"

namespace eldercast {
namespace {

/// A facility that is larger than its standard stands on more land, in proportion to its floors; a home's land stays as it is.
std::int64_t land_m2(const NetworkFacility& standard, const FacilityState& facility) {
  if (standard.converts.valid() || standard.floor_area_m2 == 0) return standard.site_area_m2;
  return std::int64_t{standard.site_area_m2} * facility.floor_area_m2 / standard.floor_area_m2;
}

/// Facilities of the plan: everything but the care homes that stand beside it.
bool of_plan(FacilityKind kind) { return kind != FacilityKind::care_home; }

/// Targets that the district has and its towns do not.
bool by_town(Target target) {
  switch (target) {
    case Target::g6_priority:
    case Target::w1_carers:
    case Target::w1_supervisors:
    case Target::w1_directors:
    case Target::f1_elderly_care:
      return false;
    default:
      return true;
  }
}

std::int32_t value_of(TargetUnit unit, std::int64_t part, std::int64_t whole) {
  if (whole == 0) return -1;
  if (unit == TargetUnit::count) return static_cast<std::int32_t>(part);
  return static_cast<std::int32_t>(part * scale_of(unit) / whole);
}

}  // namespace

std::size_t own_targets_of(const Scenario& scenario) {
  std::size_t out = 0;
  for (const RuleSpec& rule : scenario.rules) out += rule.targets.size();
  return out;
}

TargetMeter::TargetMeter(const District& district)
    : district_(&district),
      basic_(basic_service(district.scenario())),
      population_(district.scenario().months(), district.scenario().towns.size()),
      part_(kCount<Target>, district.scenario().towns.size()),
      whole_(kCount<Target>, district.scenario().towns.size()) {
  const Scenario& scenario = district.scenario();
  std::size_t figures = 0;
  for (const RuleSpec& rule : scenario.rules) {
    for (const OwnTarget& target : rule.targets) {
      own_.push_back({figures + target.figure, rule.figures[target.figure].kind == FigureKind::sum});
    }
    figures += rule.figures.size();
  }
  const auto home_bed = std::find_if(scenario.services.begin(), scenario.services.end(),
                                     [](const Service& service) { return service.id == kHomeBedService; });
  if (home_bed != scenario.services.end()) home_bed_ = ServiceId(static_cast<std::size_t>(home_bed - scenario.services.begin()));
  for (int m = 0; m < scenario.months(); ++m) {
    for (std::size_t t = 0; t < scenario.towns.size(); ++t) {
      population_(m, t) = std::llround(town_population(scenario.towns[t], scenario.population, scenario.start + m));
    }
  }
}

void TargetMeter::count(Target target, TownId town, bool holds, std::int64_t weight) {
  whole_(target, town) += weight;
  part_(target, town) += holds ? weight : 0;
}

void TargetMeter::measure(const MonthEnd& end, int year, Headline& headline) {
  std::fill(part_.cells().begin(), part_.cells().end(), 0);
  std::fill(whole_.cells().begin(), whole_.cells().end(), 0);
  measure_facilities(end);
  measure_settlements(end);
  measure_demand(end);
  measure_staff(end);
  for (const TargetRow& row : target_table()) {
    std::int64_t part = 0;
    std::int64_t whole = 0;
    for (std::size_t t = 0; t < district_->scenario().towns.size(); ++t) {
      part += part_(row.target, t);
      whole += whole_(row.target, t);
      if (year >= 0) {
        headline.town_targets(year, t, row.target) =
            by_town(row.target) ? value_of(row.unit, part_(row.target, t), whole_(row.target, t)) : -1;
      }
    }
    headline.targets(end.month, row.target) = value_of(row.unit, part, whole);
  }
  measure_own(end.month, year, headline);
}

/// Beyond what is stored no threshold lies, so that a number that is cut is judged as it would be.
void TargetMeter::measure_own(Month month, int year, Headline& headline) const {
  const int months_of_year = (district_->scenario().start + month.value).month();
  for (std::size_t i = 0; i < own_.size(); ++i) {
    const std::size_t at = kCount<Target> + i;
    const int first = own_[i].of_year ? std::max(0, month.value - months_of_year + 1) : month.value;
    std::int64_t value = 0;
    for (int m = first; m <= month.value; ++m) value += headline.rule_figures(m, own_[i].figure);
    headline.targets(month, at) = static_cast<std::int32_t>(std::clamp<std::int64_t>(value, 0, std::numeric_limits<std::int32_t>::max()));
    for (std::size_t t = 0; year >= 0 && t < district_->scenario().towns.size(); ++t) headline.town_targets(year, t, at) = -1;
  }
}

void TargetMeter::measure_facilities(const MonthEnd& end) {
  for (std::size_t f = 0; f < end.facilities.size(); ++f) {
    if (end.facilities[f].status == FacilityStatus::open) measure_facility(end, FacilityId(f));
  }
  for (std::size_t t = 0; t < district_->scenario().towns.size(); ++t) {
    const TownId town(t);
    const FacilityId hub = district_->network().hub(town);
    count(Target::l2_centres, town, hub.valid() && end.facilities[hub.index()].status == FacilityStatus::open);
    whole_(Target::l1_land, town) = population_(end.month, t);
    whole_(Target::m2_integrated, town) = 1;
  }
}

void TargetMeter::measure_facility(const MonthEnd& end, FacilityId id) {
  const FacilityState& facility = end.facilities[id.index()];
  const TownId town = facility.town;
  part_(Target::l1_land, town) += land_m2(district_->network().facilities()[id.index()], facility);
  count(Target::m1_nursing_beds, town, true, facility.capacity[Resource::nursing_bed]);
  count(Target::m1_nursing_beds, town, false, facility.capacity[Resource::other_bed]);
  if (!of_plan(facility.kind)) return;

  const bool social = facility.run_by == RunBy::social;
  const bool arranged = facility.arrangement != Arrangement::none;
  count(is_urban(facility.kind) ? Target::g3_urban : Target::g3_rural, town, social);
  count(Target::g4_medical, town, arranged);
  count(Target::g7_platform, town, facility.on_platform);
  count(Target::g7_supervision, town, facility.evaluated >= Month{0} && end.month - facility.evaluated < 12);
  count(Target::g7_policies, town, end.treasury.received_incentive(id));
  part_(Target::m2_integrated, town) += static_cast<std::int64_t>(facility.arrangement == Arrangement::in_house);
  if (facility.kind == FacilityKind::street_centre) count(Target::o0_run_by_institutions, town, social);
  if (is_hub(facility.kind)) count(Target::m3_centres, town, arranged);
  if (is_spoke(facility.kind)) {
    const bool street = district_->scenario().towns[town.index()].kind == TownKind::street;
    count(street ? Target::o1_street_spokes : Target::o2_town_spokes, town, facility.hub_working);
  }
}

bool TargetMeter::has_room(SettlementId settlement, std::span<const FacilityState> facilities) const {
  if (!basic_.valid()) return false;
  const Service& service = district_->scenario().services[basic_.index()];
  for (const NearbyFacility& near : district_->network().own(settlement, basic_)) {
    const FacilityState& facility = facilities[near.facility.index()];
    if (facility.status != FacilityStatus::open || facility.settlement != near.site) continue;
    for (const Resource resource : service.takes[Need::independent]) {
      if (facility.staffed[resource] >= facility.used[resource] + service.amount_per_month) return true;
    }
  }
  return false;
}

bool TargetMeter::in_circle(SettlementId settlement, std::span<const FacilityState> facilities) const {
  const std::span<const Site> near = district_->network().circle(settlement);
  return std::any_of(near.begin(), near.end(), [&](const Site& site) {
    const FacilityState& facility = facilities[site.facility.index()];
    return facility.status == FacilityStatus::open && facility.settlement == site.settlement;
  });
}

void TargetMeter::measure_settlements(const MonthEnd& end) {
  const Scenario& scenario = district_->scenario();
  for (std::size_t s = 0; s < scenario.settlements.size(); ++s) {
    const TownId town = district_->town_of(s);
    const bool community = scenario.settlements[s].kind == SettlementKind::community;
    count(community ? Target::g1_own : Target::g2_own, town, end.own[s] != 0);
    count(community ? Target::g1_with_centre : Target::g2_with_centre, town, end.with_centre[s] != 0);
    std::int64_t residents = 0;
    for (std::size_t n = 0; n < kCount<Need>; ++n) residents += end.people.residents()(s, n);
    const bool inside = end.with_centre[s] != 0;
    count(Target::g5_basic_services, town, has_room(SettlementId(s), end.facilities), residents);
    count(Target::q1_circle_low, town, inside, residents);
    count(Target::q1_circle_high, town, inside || in_circle(SettlementId(s), end.facilities), residents);
  }
}

void TargetMeter::measure_demand(const MonthEnd& end) {
  const Scenario& scenario = district_->scenario();
  const Allocation& allocation = end.demand.allocation();
  for (std::size_t t = 0; t < scenario.towns.size(); ++t) {
    const TownId town(t);
    for (std::size_t s = 0; s < scenario.services.size(); ++s) {
      for (std::size_t g = 0; g < kCount<PriorityGroup>; ++g) {
        const auto group = static_cast<PriorityGroup>(g);
        const std::int32_t served = allocation.served(town, ServiceId(s), group) - end.undelivered.holding(town, s, group);
        part_(Target::q2_delivered, town) += served;
        whole_(Target::q2_delivered, town) += allocation.seeking(town, ServiceId(s), group);
        if (ServiceId(s) == home_bed_) part_(Target::o3_home_beds, town) += served;
      }
    }
    whole_(Target::o3_home_beds, town) = 1;
  }
  part_(Target::g6_priority, 0) = end.demand.priority_violations();
  whole_(Target::g6_priority, 0) = 1;
}

void TargetMeter::measure_staff(const MonthEnd& end) {
  const PerEnum<Role, std::int32_t>& graduates = end.workforce.training().graduates;
  for (const auto& [target, role] :
       {std::pair{Target::w1_carers, Role::carer}, {Target::w1_supervisors, Role::supervisor}, {Target::w1_directors, Role::director}}) {
    part_(target, 0) = graduates[role];
    whole_(target, 0) = 1;
  }
  for (std::size_t t = 0; t < district_->scenario().towns.size(); ++t) {
    part_(Target::w2_certified, t) = end.workforce.certified(TownId(t));
    whole_(Target::w2_certified, t) = end.workforce.in_post(TownId(t), Role::carer);
  }
  const LotteryFundState& fund = end.treasury.lottery_fund();
  const std::int64_t income = (fund.income + fund.elsewhere).value;
  // To the nearest, for the fen that are lost where a year's income is cut into months must not decide a share that is kept exactly.
  const std::int64_t scale = scale_of(TargetUnit::share);
  part_(Target::f1_elderly_care, 0) = income == 0 ? 0 : (fund.income.value * scale + income / 2) / income;
  whole_(Target::f1_elderly_care, 0) = income == 0 ? 0 : scale;
}

}  // namespace eldercast
