#include "fields.hpp"

namespace eldercast::formula {
namespace {

Type counted(const char* unit) { return {Kind::number, *parse_unit(unit), {}}; }
Type truth() { return {Kind::truth, {}, {}}; }
template <class Enum>
Type word() {
  return {Kind::word, {}, Names<Enum>::kText};
}

template <auto Member>
double of_town(const Seen& seen) {
  return static_cast<double>(seen.town->*Member);
}
template <Need kNeed>
double residents(const Seen& seen) {
  return seen.town->residents_by_need[kNeed];
}
template <AgeGroup kFirst, AgeGroup kLast>
double of_ages(const Seen& seen) {
  std::int32_t persons = 0;
  for (std::size_t g = index_of(kFirst); g <= index_of(kLast); ++g) persons += seen.town->residents_by_age.cells[g];
  return persons;
}
template <Role kRole>
double staff(const Seen& seen) {
  return seen.town->staff[kRole];
}
template <auto Member>
double of_facility(const Seen& seen) {
  return static_cast<double>(seen.facility->*Member);
}
template <PerEnum<Resource, std::int32_t> FacilityState::*Member, Resource kResource>
double places(const Seen& seen) {
  return (seen.facility->*Member)[kResource];
}
template <PerEnum<Resource, std::int32_t> FacilityState::*Member>
double beds(const Seen& seen) {
  return (seen.facility->*Member)[Resource::nursing_bed] + (seen.facility->*Member)[Resource::other_bed];
}

constexpr auto kCapacity = &FacilityState::capacity;

const std::vector<Field>& all_fields() {
  static const std::vector<Field> fields{
      {"year", counted("1"), false, [](const Seen& s) -> double { return s.month->calendar.year(); }},
      {"month_of_year", counted("1"), false, [](const Seen& s) -> double { return s.month->calendar.month(); }},
      {"months_of_run", counted("month"), false, [](const Seen& s) -> double { return s.month->month.value; }},
      {"town_kind", word<TownKind>(), false, &of_town<&TownState::kind>},
      {"residents", counted("person"), false, &of_town<&TownState::residents>},
      {"residents_independent", counted("person"), false, &residents<Need::independent>},
      {"residents_partial", counted("person"), false, &residents<Need::partial>},
      {"residents_full", counted("person"), false, &residents<Need::full>},
      {"residents_60_69", counted("person"), false, &of_ages<AgeGroup::from_60, AgeGroup::from_65>},
      {"residents_70_79", counted("person"), false, &of_ages<AgeGroup::from_70, AgeGroup::from_75>},
      {"residents_80_plus", counted("person"), false, &of_ages<AgeGroup::from_80, AgeGroup::from_85>},
      {"carers", counted("person"), false, &staff<Role::carer>},
      {"certified_carers", counted("person"), false, &of_town<&TownState::certified>},
      {"carer_posts", counted("person"), false, &of_town<&TownState::posts>},
      {"supervisors", counted("person"), false, &staff<Role::supervisor>},
      {"directors", counted("person"), false, &staff<Role::director>},
      {"helpers", counted("person"), false, &staff<Role::helper>},
      {"volunteers", counted("person"), false, &staff<Role::volunteer>},
      {"kind", word<FacilityKind>(), true, &of_facility<&FacilityState::kind>},
      {"run_by", word<RunBy>(), true, &of_facility<&FacilityState::run_by>},
      {"arrangement", word<Arrangement>(), true, &of_facility<&FacilityState::arrangement>},
      {"grade", word<Grade>(), true, &of_facility<&FacilityState::grade>},
      {"from_project", truth(), true, &of_facility<&FacilityState::from_project>},
      {"hub_working", truth(), true, &of_facility<&FacilityState::hub_working>},
      {"on_platform", truth(), true, &of_facility<&FacilityState::on_platform>},
      {"opened_now", truth(), true, [](const Seen& s) -> double { return s.facility->opened == s.month->month ? 1 : 0; }},
      {"evaluated_now", truth(), true, [](const Seen& s) -> double { return s.facility->evaluated == s.month->month ? 1 : 0; }},
      {"open_for", counted("month"), true,
       [](const Seen& s) -> double { return s.facility->opened == kNever ? 0 : s.month->month - s.facility->opened; }},
      {"floor_area", counted("m2"), true, &of_facility<&FacilityState::floor_area_m2>},
      {"beds", counted("bed"), true, &beds<kCapacity>},
      {"nursing_beds", counted("bed"), true, &places<kCapacity, Resource::nursing_bed>},
      {"staffed_beds", counted("bed"), true, &beds<&FacilityState::staffed>},
      {"occupied_beds", counted("bed"), true, &beds<&FacilityState::used>},
      {"day_places", counted("place"), true, &places<kCapacity, Resource::day_place>},
      {"used_day_places", counted("place"), true, &places<&FacilityState::used, Resource::day_place>},
      {"meals", counted("meal"), true, &places<&FacilityState::used, Resource::meal>},
      {"cost", counted("yuan"), true, [](const Seen& s) -> double { return static_cast<double>(s.cost.value); }},
  };
  return fields;
}

}  // namespace

std::vector<const Field*> fields_for(Each each) {
  std::vector<const Field*> out;
  for (const Field& field : all_fields()) {
    if (each != Each::town || !field.of_facility) out.push_back(&field);
  }
  return out;
}

}  // namespace eldercast::formula
