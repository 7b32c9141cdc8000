#include "output/explain/story.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace eldercast {
namespace {

constexpr auto kStories = std::to_array<Story>({
    {"/district/residents",
     "Everybody is an individual: the censuses give the start; deaths, changes of need and moves are drawn events, birthdays bring those "
     "who turn 60.",
     "3. People", "/district/life_flows /district/residents_by_age", "population.", "census age_shape mortality disability moves towns", "",
     PostedBy::nothing},
    {"/district/residents_by_age", "The residents of /district/residents by sex and five-year group.", "3. People",
     "/district/residents /district/life_flows", "population.", "census age_shape mortality disability moves towns", "", PostedBy::nothing},
    {"/district/life_flows",
     "Events of the month, counted as they happen: residents are those of the month before plus turned_60 and arrived less died and "
     "departed.",
     "3. People", "/district/residents", "population.mortality population.first_census population.second_census",
     "census age_shape mortality disability moves towns", "", PostedBy::nothing},
    {"/district/facilities_open", "Existing facilities and projects that have opened.", "5. Building", "/district/settlements_covered",
     "schedule. finance.own_funds finance.town_share finance.credit_share", "existing projects", "funding/", PostedBy::nothing},
    {"/district/settlements_covered",
     "A settlement is covered when a facility of its own is open; with the reading with_centre also when a centre stands in it.",
     "11. Coverage", "/district/facilities_open", "schedule.", "existing projects settlements", "funding/", PostedBy::nothing},
    {"/district/residents_covered",
     "Residents in reach of an open facility; of one with a working hub; residents who hold at least one service.", "11. Coverage",
     "/district/residents /district/facilities_open /district/staff", "network. staff.", "services settlements", "staffing/ medical/",
     PostedBy::nothing},
    {"/district/demand",
     "Eligible by need and group; wanting and seeking where a resident's lasting uniform number is below want, and below want times use; "
     "served are those who hold a place after the queues are worked off.",
     "7. Services and demand", "/district/residents /district/new_seekers /district/beds /district/staff",
     "allocation.price_elasticity population.living_alone_share population.left_behind_share population.hardship_share allocation.",
     "services demand", "medical/ funding/service_purchase", PostedBy::nothing},
    {"/district/new_seekers", "Residents whom need, group or factor of demand first makes seek the service in the month.",
     "7. Services and demand", "/district/demand /district/life_flows",
     "allocation.price_elasticity population.living_alone_share population.left_behind_share population.hardship_share", "services demand",
     "medical/ funding/service_purchase", PostedBy::nothing},
    {"/district/beds", "Beds of open facilities; those that the carers in post can staff; those taken.", "8. Allocation and bed shortfall",
     "/district/facilities_open /district/staff", "standard. staff.residents_per_carer schedule.ramp_up_months", "existing projects",
     "staffing/ medical/nursing_beds", PostedBy::nothing},
    {"/district/bed_shortfall",
     "Residents who seek a bed and hold none at month end, split by what is missing: a bed, a carer for a bed, or reach.",
     "8. Allocation and bed shortfall", "/district/beds /district/demand?bed /district/staff",
     "allocation. network.overflow_minutes staff.residents_per_carer", "demand services", "staffing/ medical/", PostedBy::nothing},
    {"/district/staff", "In post: those of the month before plus hired less left. Posts: what the open places would need.", "9. Staff",
     "/district/facilities_open /district/beds", "staff.", "", "staffing/", PostedBy::nothing},
    {"/district/accrued", "The sum of the postings that accrue in the month.", "13. Money", "/district/clause_accrued /district/paid",
     "finance. standard.", "services", "funding/ staffing/ medical/", PostedBy::accrued},
    {"/district/paid", "The sum of the postings that are paid in the month.", "13. Money", "/district/accrued /district/clause_paid",
     "finance. standard.", "services", "funding/ staffing/ medical/", PostedBy::paid},
    {"/district/prefinancing", "Construction money that towns have paid, less what grants have repaid, added up since the start.",
     "13. Money", "/district/accrued /district/paid", "finance. schedule.cost_ratio", "projects", "funding/construction_grants",
     PostedBy::nothing},
    {"/district/clause_accrued", "The sum of the postings under the clause that accrue in the year.", "13. Money", "/district/accrued",
     "finance.", "", "funding/ staffing/ medical/", PostedBy::accrued},
    {"/district/clause_paid", "The sum of the postings under the clause that are paid in the year.", "13. Money", "/district/paid",
     "finance.", "", "funding/ staffing/ medical/", PostedBy::paid},
    {"/district/service_volume",
     "Sought: seekers times what one takes a month. Delivered: the same of those who hold a place, as far as shocks let facilities give "
     "it.",
     "7. Services and demand", "/district/demand", "staff.working_days", "services demand", "", PostedBy::nothing},
    {"/district/lottery_fund", "A balance that is booked once: income of the month, what was drawn on it, what is left.", "13. Money",
     "/district/accrued", "", "", "funding/lottery_fund", PostedBy::nothing},
    {"/towns/residents", "As /district/residents, of those who live in the town at year end.", "3. People", "/towns/demand", "population.",
     "census age_shape mortality disability moves towns settlements", "", PostedBy::nothing},
    {"/towns/facilities_open", "As /district/facilities_open, in the town at year end.", "5. Building", "/towns/settlements_covered",
     "schedule. finance.own_funds finance.town_share", "existing projects", "funding/", PostedBy::nothing},
    {"/towns/settlements_covered", "As /district/settlements_covered, of the town at year end.", "11. Coverage", "/towns/facilities_open",
     "schedule.", "existing projects settlements", "funding/", PostedBy::nothing},
    {"/towns/demand", "As /district/demand, of residents of the town at year end, all groups together.", "7. Services and demand",
     "/towns/residents /towns/beds /towns/carers",
     "allocation.price_elasticity population.living_alone_share population.left_behind_share population.hardship_share", "services demand",
     "medical/ funding/service_purchase", PostedBy::nothing},
    {"/towns/beds", "As /district/beds, of facilities in the town at year end.", "8. Allocation and bed shortfall",
     "/towns/facilities_open /towns/carers", "standard. staff.residents_per_carer", "existing projects", "staffing/", PostedBy::nothing},
    {"/towns/bed_shortfall", "As /district/bed_shortfall, of residents of the town at year end.", "8. Allocation and bed shortfall",
     "/towns/beds /towns/demand?bed /towns/carers", "allocation. network.overflow_minutes", "demand services", "staffing/ medical/",
     PostedBy::nothing},
    {"/towns/carers", "Carers in post in facilities of the town at year end.", "9. Staff", "/towns/beds", "staff.", "", "staffing/",
     PostedBy::nothing},
    {"/towns/accrued", "The sum of the postings of the town that accrue in the year.", "13. Money", "/district/accrued",
     "finance. standard.", "services", "funding/ staffing/ medical/", PostedBy::accrued},
    {"/towns/prefinancing_peak", "The highest month-end balance of the year of what the town has advanced for building.", "13. Money",
     "/towns/accrued /towns/prefinancing_peak_month", "finance. schedule.cost_ratio", "projects", "funding/construction_grants",
     PostedBy::nothing},
    {"/towns/two_monthly", "The rows of the progress table of clause S1 at the end of the period.", "11. Coverage",
     "/towns/facilities_open /towns/carers", "", "projects", "funding/ staffing/", PostedBy::nothing},
    {"/towns/prefinancing_peak_month", "The month of the run in which the town has advanced most.", "13. Money", "/towns/prefinancing_peak",
     "finance.", "projects", "funding/construction_grants", PostedBy::nothing},
    {"/towns/hub_break_even",
     "Fixed cost less what the centre got in reliefs and incentives, over the margin of its beds if all were taken.", "13. Money",
     "/towns/beds", "finance.upkeep finance.bed standard.", "services", "funding/running_incentives funding/tax_and_utility_relief",
     PostedBy::nothing},
    {"/settlements/covered", "Whether the settlement has an open facility at year end, by both readings.", "11. Coverage", "", "schedule.",
     "existing projects settlements", "funding/", PostedBy::nothing},
    {"/settlements/unserved", "Residents of the settlement who seek the service and wait at the end of the run.", "7. Services and demand",
     "", "network. staff.", "services demand", "staffing/ medical/", PostedBy::nothing},
    {"/facilities/paper", "Bits: no staff for any place, no working hub where its services need one, nobody served.", "11. Coverage", "",
     "staff. mend.", "projects existing", "staffing/", PostedBy::nothing},
    {"/targets/value", "What the target of the plan measures at month end; the page has the formula of each.", "12. Targets",
     "/district/settlements_covered /district/beds /district/staff", "targets.", "", "funding/ staffing/ medical/", PostedBy::nothing},
    {"/targets/by_town", "The same, measured in the town at year end.", "12. Targets", "/towns/settlements_covered /towns/beds", "targets.",
     "", "funding/ staffing/ medical/", PostedBy::nothing},
    {"/detail/settlement_residents", "Residents of the settlement aged 60 and over at month end in this replicate.", "3. People",
     "/district/residents", "population.", "census age_shape mortality disability moves towns settlements", "", PostedBy::nothing},
    {"/detail/settlement_in_reach", "Whether basic activities are open within reach of the settlement at month end.", "4. Places and ways",
     "/district/facilities_open", "network.", "services settlements", "", PostedBy::nothing},
    {"/detail/facility_status", "Whether the facility is planned, open or closed at month end.", "5. Building", "/district/facilities_open",
     "schedule.", "projects existing", "funding/", PostedBy::nothing},
    {"/detail/facility_capacity", "The standard of its kind, less what has not ramped up yet, with beds that rules have converted.",
     "5. Building", "/detail/facility_status", "standard. schedule.ramp_up_months", "projects existing", "medical/nursing_beds",
     PostedBy::nothing},
    {"/detail/facility_staffed", "The part of the capacity for which staff is in post.", "9. Staff",
     "/detail/facility_capacity /district/staff", "staff.", "", "staffing/", PostedBy::nothing},
    {"/detail/facility_used", "The part of the staffed capacity that residents hold at month end.", "8. Allocation and bed shortfall",
     "/detail/facility_staffed /district/demand", "allocation.", "services demand", "", PostedBy::nothing},
    {"/projects/opened", "Authorised when it is due and its money is found; then prepared and built in drawn durations, which may slip.",
     "5. Building", "/projects/waited /projects/cost", "schedule. finance.own_funds", "projects", "funding/", PostedBy::nothing},
    {"/projects/waited", "Months in which the project was due and a rule held it or its money was not found.", "5. Building",
     "/projects/opened", "finance.", "projects", "funding/", PostedBy::nothing},
    {"/projects/cost", "Floor area times the price of building plus equipment, times a drawn overrun and shocks on cost.", "5. Building",
     "/projects/opened", "standard. schedule.cost_ratio", "projects", "", PostedBy::nothing},
});

}  // namespace

std::span<const Story> stories() { return kStories; }

const Story& story_of(std::string_view path) {
  const auto found = std::find_if(kStories.begin(), kStories.end(), [&](const Story& story) { return story.path == path; });
  if (found == kStories.end()) std::abort();
  return *found;
}

}  // namespace eldercast
