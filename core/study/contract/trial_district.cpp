#include "study/contract/trial_district.hpp"

#include <algorithm>

#include "model/own_names.hpp"

namespace eldercast::contract {
namespace {

ServiceState service(const char* id, GivenAt given_at, Resource takes, std::int32_t units, std::int64_t price_yuan) {
  ServiceState made;
  made.id = id;
  made.given_at = given_at;
  made.takes[takes] = true;
  made.units_per_month = units;
  for (auto& price : made.price) price = yuan(price_yuan);
  std::int32_t persons = 10;
  for (auto& group : made.served) group = persons += 7;
  for (auto& group : made.waiting) group = persons -= 5;
  return made;
}

std::vector<ServiceState> some_services() {
  auto bed = service("residential_bed", GivenAt::bed, Resource::nursing_bed, 1, 2000);
  bed.takes[Resource::other_bed] = true;
  return {bed, service("home_visits", GivenAt::home, Resource::visit_minutes, 2, 34),
          service("meals", GivenAt::hub_or_spoke, Resource::meal, 20, 12),
          service("short_stay", GivenAt::hub, Resource::short_stay_day, 5, 120),
          service("family_doctor", GivenAt::hub_or_spoke, Resource::doctor_place, 1, 10)};
}

/// Puts towns and facilities into a district under construction.
class Builder {
 public:
  TownId town(TownKind kind, std::int32_t residents) {
    TownState town;
    town.key = 7000 + district_.towns.size();
    town.kind = kind;
    town.residents = residents;
    town.residents_by_need[Need::independent] = residents - 500;
    town.residents_by_need[Need::partial] = 400;
    town.residents_by_need[Need::full] = 100;
    town.staff[Role::carer] = 40;
    town.staff[Role::supervisor] = 30;
    town.staff[Role::director] = 5;
    town.staff[Role::helper] = 3;
    town.staff[Role::volunteer] = 2;
    town.certified = 12;
    town.posts = 60;
    std::int32_t rest = residents;
    for (auto& of_age : town.residents_by_age) rest -= of_age = residents / 8;
    town.residents_by_age[AgeGroup::from_60] += rest;
    town.stayed_a_year = 30;
    district_.towns.push_back(town);
    return TownId(district_.towns.size() - 1);
  }

  FacilityState& facility(FacilityKind kind, TownId town, bool from_project, int opened) {
    FacilityState facility;
    facility.key = 9000 + district_.facilities.size();
    facility.kind = kind;
    facility.town = town;
    facility.from_project = from_project;
    facility.opened = Month{opened};
    facility.floor_area_m2 = 300;
    return district_.facilities.emplace_back(facility);
  }

  void home(TownId town, std::int32_t beds, std::int32_t used) {
    FacilityState& home = facility(FacilityKind::care_home, town, false, 0);
    home.floor_area_m2 = 1500;
    home.capacity[Resource::nursing_bed] = beds / 5;
    home.capacity[Resource::other_bed] = beds - beds / 5;
    home.staffed = home.capacity;
    home.used[Resource::other_bed] = used;
  }

  TrialDistrict finish() && {
    for (std::size_t i = 0; i < district_.facilities.size(); ++i) vary(district_.facilities[i], i);
    for (std::size_t i = 0; i < district_.facilities.size(); ++i) add_project(i);
    district_.services = some_services();
    district_.lottery_fund.balance = yuan(std::int64_t{3'000'000});
    return std::move(district_);
  }

 private:
  /// Every kind of arrangement and operator, and some use, so that no rule finds all facilities alike.
  static void vary(FacilityState& facility, std::size_t i) {
    facility.run_by = i % 3 == 0 ? RunBy::government : RunBy::social;
    facility.arrangement = static_cast<Arrangement>((i * 3 + 3) % 7 % kCount<Arrangement>);
    facility.hub_working = i % 5 != 4;
    facility.on_platform = i % 2 == 0;
    if (facility.kind == FacilityKind::care_home) return;
    facility.capacity[Resource::activity_place] = 100;
    if (facility.kind != FacilityKind::village_point) facility.capacity[Resource::day_place] = 20;
    if (is_hub(facility.kind)) {
      facility.floor_area_m2 = 1200;
      facility.capacity[Resource::nursing_bed] = 20;
      facility.capacity[Resource::other_bed] = 10;
    }
    facility.staffed = facility.capacity;
    for (std::size_t r = 0; r < kCount<Resource>; ++r) {
      facility.used.cells[r] = facility.staffed.cells[r] * static_cast<int>(i % 4) / 4;
    }
  }

  void add_project(std::size_t i) {
    const FacilityState& facility = district_.facilities[i];
    if (!facility.from_project) return;
    ProjectState project;
    project.key = facility.key + 100'000;
    project.facility = FacilityId(i);
    project.kind = facility.kind;
    project.town = facility.town;
    project.planned_year = 2019 + facility.opened.value / 12;
    project.scheduled_start = Month{facility.opened.value - 2};
    project.cost = yuan(std::int64_t{900'000});
    // One that nobody builds unless a rule says so.
    project.offered = facility.opened.value > kTrialMonths;
    if (project.offered) project.scheduled_start = kNever;
    district_.projects.push_back(project);
  }

  TrialDistrict district_;
};

}  // namespace

void TrialDistrict::reach(int month) {
  for (FacilityState& facility : facilities) {
    if (facility.status == FacilityStatus::planned && facility.opened.value <= month) facility.status = FacilityStatus::open;
  }
}

MonthView TrialDistrict::view(int month) const {
  return {.month = Month{month},
          .calendar = kTrialStart + month,
          .last = Month{kTrialMonths - 1},
          .towns = towns,
          .facilities = facilities,
          .projects = projects,
          .services = services,
          .training = training,
          .lottery_fund = lottery_fund,
          .draws = Draws(nullptr, nullptr),
          .payers = payers,
          .purposes = purposes,
          .roles = roles};
}

namespace {

template <class Enum>
std::vector<NamedState> named_for(std::span<const NeededName> needs, std::string_view kind) {
  std::vector<NamedState> out;
  for (const std::string_view name : Names<Enum>::kText) out.push_back({name.data()});
  for (const NeededName& need : needs) {
    constexpr std::size_t kMost = kCount<Enum> + kMostOwn<Enum>;
    if (need.kind == kind && out.size() < kMost) out.push_back({need.id.c_str()});
  }
  return out;
}

}  // namespace

TrialDistrict trial_district(std::span<const NeededName> needs) {
  Builder district;
  const TownId street = district.town(TownKind::street, 9000);
  const TownId town = district.town(TownKind::town, 4000);
  const TownId far_town = district.town(TownKind::town, 2500);
  district.home(street, 120, 35);
  district.home(town, 75, 20);
  district.home(far_town, 31, 11);
  district.facility(FacilityKind::community_station, street, false, 0);
  district.facility(FacilityKind::street_centre, street, true, 14);
  for (int i = 0; i < 12; ++i) district.facility(FacilityKind::community_station, i % 2 == 0 ? street : town, true, 3 + 2 * i);
  district.facility(FacilityKind::town_centre, town, true, 20);
  district.facility(FacilityKind::town_centre, far_town, true, 20);
  for (int i = 0; i < 4; ++i) district.facility(FacilityKind::village_point, far_town, true, 25 + i);
  district.facility(FacilityKind::village_point, town, false, 0);
  district.facility(FacilityKind::village_point, far_town, true, kTrialMonths + 24);
  TrialDistrict out = std::move(district).finish();
  out.payers = named_for<Payer>(needs, "payer");
  out.purposes = named_for<Purpose>(needs, "purpose");
  out.roles = named_for<Role>(needs, "role");
  for (TownState& any : out.towns) {
    for (std::size_t r = kCount<Role>; r < out.roles.size(); ++r) any.staff.cells[r] = 7;
  }
  return out;
}

TrialDistrict backwards(TrialDistrict district) {
  const auto turned = [](auto id, std::size_t size) { return decltype(id)(size - 1 - id.index()); };
  for (FacilityState& facility : district.facilities) facility.town = turned(facility.town, district.towns.size());
  for (ProjectState& project : district.projects) {
    project.town = turned(project.town, district.towns.size());
    project.facility = turned(project.facility, district.facilities.size());
  }
  std::reverse(district.towns.begin(), district.towns.end());
  std::reverse(district.facilities.begin(), district.facilities.end());
  std::reverse(district.projects.begin(), district.projects.end());
  std::reverse(district.services.begin(), district.services.end());
  return district;
}

}  // namespace eldercast::contract
