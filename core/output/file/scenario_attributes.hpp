#pragma once
/// The numbers of a scenario that stand as attributes of /scenario, by name: the one list that is written and read. Internal to
/// core/output.

#include "output/description.hpp"

namespace eldercast {

/// Calls `action(name, number)` for every number; `AnyDescription` is Description or const Description.
template <class AnyDescription, class Action>
void each_scenario_number(AnyDescription& description, Action action) {
  auto& targets = description.targets;
  action("targets_basically", targets.basically);
  action("targets_communities_year", targets.communities_year);
  action("targets_villages_year", targets.villages_year);
  action("targets_urban_social_share", targets.urban_social_share);
  action("targets_rural_social_share", targets.rural_social_share);
  action("targets_land_m2_per_resident", targets.land_m2_per_resident);
  action("targets_nursing_bed_share", targets.nursing_bed_share);
  action("targets_integrated_facilities", targets.integrated_facilities);
  action("targets_carers_trained", targets.carers_trained);
  action("targets_supervisors_trained", targets.supervisors_trained);
  action("targets_directors_trained", targets.directors_trained);
  action("targets_lottery_share", targets.lottery_share);
  action("targets_beds_per_1000", targets.beds_per_1000);
  action("bed_stay_months", description.bed_stay_months);
  auto& mend = description.mend;
  action("mend_helper_yuan_per_year", mend.helper_yuan_year);
  action("mend_carer_yuan_per_year", mend.carer_yuan_year);
  action("mend_hub_yuan_per_year", mend.hub_yuan_year);
  action("mend_station_yuan_per_year", mend.station_yuan_year);
  auto& incomes = description.incomes;
  action("incomes_employee_pension_share", incomes.employee_share);
  action("incomes_employee_pension_yuan", incomes.employee_yuan_month);
  action("incomes_resident_pension_share", incomes.resident_share);
  action("incomes_resident_pension_yuan", incomes.resident_yuan_month);
}

}  // namespace eldercast
