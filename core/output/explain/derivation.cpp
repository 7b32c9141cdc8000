#include "output/explain/derivation.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace eldercast {
namespace {

constexpr auto kStories = std::to_array<Derivation>({
    {"/district/residents",
     "Everybody is an individual: the censuses give the start; deaths, changes of need and moves are drawn events, birthdays bring those "
     "who turn 60.",
     "每位老年人都是个体：普查给出起点；死亡、需求变化和迁移为抽取的事件，生日带来新满60岁者。", "people.md",
     "/district/life_flows /district/residents_by_age", "population.", "census age_shape mortality disability moves towns", ""},
    {"/district/residents_by_age", "The residents of /district/residents by sex and five-year group.",
     "即 /district/residents，按性别和五岁组。", "people.md", "/district/residents /district/life_flows", "population.",
     "census age_shape mortality disability moves towns", ""},
    {"/district/life_flows",
     "Events of the month, counted as they happen: residents are those of the month before plus turned_60 and arrived less died and "
     "departed. A rule may make deaths and changes of need more or less likely (health_change); none that ships does.",
     "当月实际发生的事件：人数等于上月加满60岁者和迁入者，减死亡和迁出者。规则可改变死亡和需求变化的可能性（health_"
     "change），自带规则均不改变。",
     "people.md", "/district/residents", "population.mortality population.first_census population.second_census",
     "census age_shape mortality disability moves towns", ""},
    {"/district/facilities_open", "Existing facilities and projects that have opened.", "现有设施和已开放的项目。", "building.md",
     "/district/settlements_covered /district/projects_waiting /district/facility_flows",
     "schedule. finance.own_funds finance.town_share finance.credit_share", "existing projects changes", "funding/"},
    {"/district/settlements_covered",
     "A settlement is covered when a facility of its own is open; with the reading with_centre also when a centre stands in it.",
     "村社自有设施开放即为覆盖；按“含中心”口径，有中心在其中也算。", "coverage.md", "/district/facilities_open", "schedule.",
     "existing projects settlements", "funding/"},
    {"/district/residents_covered",
     "Residents in reach of an open facility; of one with a working hub; residents who hold at least one service.",
     "可及开放设施的居民；可及运转中心的居民；至少占有一项服务的居民。", "coverage.md",
     "/district/residents /district/facilities_open /district/staff /district/facilities_social", "network. staff. operation.",
     "services settlements", "funding/ staffing/ medical/"},
    {"/district/demand",
     "Eligible by need and group; wanting and seeking where a resident's lasting uniform number is below want, and below want times use; "
     "served are those who hold a place after the queues are worked off and get something in the month, holding those who get nothing.",
     "按需求和群体判断资格；居民固有的均匀随机数低于意愿者为有意，低于意愿乘使用率者为求助；获服务者为清理排队后占有名额且当月得到服务的人"
     "，占有者为当月未得到服务的人。",
     "demand.md", "/district/residents /district/new_seekers /district/beds /district/staff",
     "allocation.price_elasticity population.living_alone_share population.left_behind_share population.hardship_share allocation.",
     "services demand", "medical/ funding/service_purchase"},
    {"/district/new_seekers", "Residents whom need, group or factor of demand first makes seek the service in the month.",
     "当月因需求、群体或需求因素首次求助的居民。", "demand.md", "/district/demand /district/life_flows",
     "allocation.price_elasticity population.living_alone_share population.left_behind_share population.hardship_share", "services demand",
     "medical/ funding/service_purchase"},
    {"/district/beds", "Beds of open facilities; those that the carers in post can staff; those taken.",
     "开放设施的床位；在岗护理员可照护的床位；已占用的床位。", "allocation.md", "/district/facilities_open /district/staff",
     "standard. staff.residents_per_carer schedule.ramp_up_months", "existing projects", "staffing/ medical/nursing_beds"},
    {"/district/bed_shortfall",
     "Residents who seek a bed and hold none at month end, split by what is missing: a bed, a carer for a bed, or reach.",
     "月末求助床位而没有的居民，按所缺之物划分：床位、护理员或距离。", "allocation.md",
     "/district/beds /district/demand?bed /district/staff", "allocation. network.overflow_minutes staff.residents_per_carer",
     "demand services", "staffing/ medical/"},
    {"/district/staff", "In post: those of the month before plus hired less left. Posts: what the open places would need.",
     "在岗：上月加招录减离职。岗位：开放名额所需人数。", "staff.md", "/district/facilities_open /district/beds", "staff.", "", "staffing/"},
    {"/district/accrued", "The sum of the postings that accrue in the month.", "当月应计的记账之和。", "money.md",
     "/district/clause_accrued /district/paid", "finance. standard.", "services", "funding/ staffing/ medical/", PostedBy::accrued},
    {"/district/paid", "The sum of the postings that are paid in the month.", "当月支付的记账之和。", "money.md",
     "/district/accrued /district/clause_paid", "finance. standard.", "services", "funding/ staffing/ medical/", PostedBy::paid},
    {"/district/prefinancing", "Construction money that towns have paid, less what grants have repaid, added up since the start.",
     "镇街垫付的建设资金减补助已偿还部分，自开始累计。", "money.md", "/district/accrued /district/paid", "finance. schedule.cost_ratio",
     "projects", "funding/construction_grants"},
    {"/district/clause_accrued", "The sum of the postings under the clause that accrue in the year.", "当年该条款下应计的记账之和。",
     "money.md", "/district/accrued", "finance.", "", "funding/ staffing/ medical/", PostedBy::accrued},
    {"/district/clause_paid", "The sum of the postings under the clause that are paid in the year.", "当年该条款下支付的记账之和。",
     "money.md", "/district/paid", "finance.", "", "funding/ staffing/ medical/", PostedBy::paid},
    {"/district/service_volume",
     "Sought: seekers times what one takes a month. Delivered: the same of those who hold a place, as far as shocks, staff "
     "and hubs let facilities give it.",
     "求助量：求助人数乘每人每月用量。提供量：占有名额者的同一数量，以冲击、人员和中心容许者为限。", "demand.md",
     "/district/demand /district/staff /district/facilities_open", "staff.working_days operation.hours_in_loss", "services demand",
     "funding/ staffing/ medical/"},
    {"/district/travel",
     "From home to the facility (of services at home: the way of staff), by the way as it was when each place was given.",
     "从家到设施的路程（上门服务为工作人员的路程），按分配名额时的路况。", "allocation.md", "/district/demand", "allocation. network.",
     "services settlements", "staffing/ medical/"},
    {"/district/lottery_fund",
     "A balance that is booked once: income of the month, what was drawn on it, what is left; what the fund had before the run stands in "
     "the "
     "balance alone.",
     "记一次的余额：当月收入、支取、结余；期初结余只计入结余。", "money.md", "/district/accrued", "", "", "funding/lottery_fund"},
    {"/district/facilities_social", "Open facilities whose operator is a social one at month end.", "月末由社会力量运营的开放设施。",
     "operation.md", "/district/facilities_open /district/facility_flows", "operation.", "existing projects", "funding/", PostedBy::nothing,
     ChangesTold::all},
    {"/district/facility_flows",
     "Operators take over what is tendered and leave what loses too much; facilities close by plan, by shock, or given up by the town.",
     "运营方承接招标的设施，亏损过多则退出；设施按计划、因冲击或被镇街放弃而关闭。", "operation.md",
     "/district/facilities_social /district/displaced", "operation. shock.", "existing projects changes", "funding/", PostedBy::nothing,
     ChangesTold::all},
    {"/district/rule_figures", "What rules say of their own, added up over the towns and what is said of the district as a whole.",
     "规则自有的指标：各镇街之和加全区所报。", "time-and-chance.md", "/towns/rule_figures", "", "", "funding/ staffing/ medical/"},
    {"/district/displaced",
     "Holders of places that went in the year, because their facility closed, shrank, merged, moved or lost a part to a shock; they waited "
     "from then on.",
     "当年因设施关停、缩减、合并、搬迁或冲击而失去名额的人；此后等待。", "allocation.md", "/district/facility_flows /district/demand",
     "operation. shock.", "existing projects changes", "funding/", PostedBy::nothing, ChangesTold::displacing},
    {"/district/projects_waiting",
     "Projects that are due and do not start: held by a rule, or because own money and credit of the town do not reach; then by whose "
     "money, earned or offered and not yet paid, would have reached.",
     "到期而未开工的项目：被规则暂停，或镇街自有资金和信用不足；再按已获得或已许诺而未支付、本可补足的资金归属划分。", "money.md",
     "/towns/projects_waited /district/grants_waiting /detail/town_own_money", "finance.", "projects", "funding/"},
    {"/district/building_pace",
     "The multiple of all delays that projects have in common, drawn after scenario.as_of given what was observed of them; 1000 before, "
     "and "
     "in a run as of no date.",
     "项目共有的延误倍数，按 scenario.as_of 之前的观察抽取；此前及无观察日期的运行为1000。", "building.md", "/projects/opened", "schedule.",
     "projects observed", ""},
    {"/district/grants_waiting", "What is due and beyond the payer's money of the year, added up at year end.",
     "到期而超出付款方年度资金的补助，年末合计。", "money.md", "/district/accrued /district/paid",
     "finance.city_yuan_per_year finance.district_yuan_per_year", "", "funding/"},
    {"/towns/projects_waited", "As /district/projects_waiting, months of the town's projects in the year.",
     "即 /district/projects_waiting，当年该镇街项目的月数。", "money.md", "/detail/town_own_money /district/projects_waiting", "finance.",
     "projects", "funding/"},
    {"/detail/town_own_money",
     "Left less credit at year end: that of the year before plus received and repaid, less building, running and what lapsed.",
     "年末结余减信用：上年加收到和偿还，减建设、运行和失效部分。", "money.md", "/towns/projects_waited /towns/accrued", "finance.",
     "towns projects", "funding/"},
    {"/towns/residents", "As /district/residents, of those who live in the town at year end.",
     "即 /district/residents，年末居住在该镇街者。", "people.md", "/towns/demand", "population.",
     "census age_shape mortality disability moves towns settlements", ""},
    {"/towns/facilities_open", "As /district/facilities_open, in the town at year end.", "即 /district/facilities_open，年末该镇街。",
     "building.md", "/towns/settlements_covered", "schedule. finance.own_funds finance.town_share", "existing projects", "funding/"},
    {"/towns/settlements_covered", "As /district/settlements_covered, of the town at year end.",
     "即 /district/settlements_covered，年末该镇街。", "coverage.md", "/towns/facilities_open", "schedule.",
     "existing projects settlements", "funding/"},
    {"/towns/demand", "As /district/demand, of residents of the town at year end, all groups together.",
     "即 /district/demand，年末该镇街居民，各群体合计。", "demand.md", "/towns/residents /towns/beds /towns/carers",
     "allocation.price_elasticity population.living_alone_share population.left_behind_share population.hardship_share", "services demand",
     "medical/ funding/service_purchase"},
    {"/towns/beds", "As /district/beds, of facilities in the town at year end.", "即 /district/beds，年末该镇街设施。", "allocation.md",
     "/towns/facilities_open /towns/carers", "standard. staff.residents_per_carer", "existing projects", "staffing/"},
    {"/towns/bed_shortfall", "As /district/bed_shortfall, of residents of the town at year end.",
     "即 /district/bed_shortfall，年末该镇街居民。", "allocation.md", "/towns/beds /towns/demand?bed /towns/carers",
     "allocation. network.overflow_minutes", "demand services", "staffing/ medical/"},
    {"/towns/carers", "Carers in post in facilities of the town at year end.", "年末该镇街设施在岗护理员。", "staff.md", "/towns/beds",
     "staff.", "", "staffing/"},
    {"/towns/accrued", "The sum of the postings of the town that accrue in the year.", "当年该镇街应计的记账之和。", "money.md",
     "/district/accrued", "finance. standard.", "services", "funding/ staffing/ medical/", PostedBy::accrued},
    {"/detail/town_prefinancing", "Construction money that the town has paid, less what grants have repaid, added up since the start.",
     "该镇街垫付的建设资金减补助已偿还部分，自开始累计。", "money.md", "/district/prefinancing /towns/prefinancing_peak",
     "finance. schedule.cost_ratio", "projects", "funding/construction_grants"},
    {"/towns/hub_occupied", "Occupied of the open beds of the town's centre, in per mille, rounded down.",
     "该镇街中心已占用床位占开放床位的千分比，向下取整。", "allocation.md", "/towns/beds /towns/carers",
     "standard. staff.residents_per_carer", "existing projects", "staffing/ medical/nursing_beds"},
    {"/towns/prefinancing_peak", "The highest month-end balance of the year of what the town has advanced for building.",
     "当年该镇街建设垫资的最高月末余额。", "money.md", "/towns/accrued /towns/prefinancing_peak_month", "finance. schedule.cost_ratio",
     "projects", "funding/construction_grants"},
    {"/towns/two_monthly", "The rows of the progress table of clause S1 at the end of the period.", "期末按S1条款的进度表各行。",
     "coverage.md", "/towns/facilities_open /towns/carers", "", "projects", "funding/ staffing/"},
    {"/towns/prefinancing_peak_month", "The month of the run in which the town has advanced most.", "全程中该镇街垫资最多的月份。",
     "money.md", "/towns/prefinancing_peak", "finance.", "projects", "funding/construction_grants"},
    {"/towns/rule_figures", "What rules say of their own of the town: added up over the year, or as it was said in its last month.",
     "规则对镇街所报的自有指标，按年合计或取年末值。", "time-and-chance.md", "/district/rule_figures", "", "",
     "funding/ staffing/ medical/"},
    {"/towns/hub_break_even",
     "Fixed cost less what the centre got in reliefs and incentives, over the margin of its beds if all were taken.",
     "固定成本减中心所得减免和奖补，除以床位全部住满时的毛利。", "money.md", "/towns/beds", "finance.upkeep finance.bed standard.",
     "services", "funding/running_incentives funding/tax_and_utility_relief"},
    {"/settlements/covered", "Whether the settlement has an open facility at year end, by both readings.",
     "年末该村社有无开放设施，两种口径。", "coverage.md", "", "schedule.", "existing projects settlements", "funding/"},
    {"/settlements/unserved", "Residents of the settlement who seek the service and wait at the end of the run.",
     "期末该村社求助该服务而等待的居民。", "demand.md", "", "network. staff.", "services demand", "staffing/ medical/"},
    {"/facilities/paper", "Bits: no staff for any place, no working hub where its services need one, nobody served.",
     "位标志：任何名额均无人员、服务所需的中心不运转、无人使用。", "coverage.md", "", "staff. mend.", "projects existing", "staffing/"},
    {"/targets/value", "What the target of the plan measures at month end; the page has the formula of each.",
     "该目标在月末所衡量的数值；各目标公式见该页。", "targets.md", "/district/settlements_covered /district/beds /district/staff",
     "targets.", "", "funding/ staffing/ medical/"},
    {"/targets/by_town", "The same, measured in the town at year end.", "同上，年末在该镇街衡量。", "targets.md",
     "/towns/settlements_covered /towns/beds", "targets.", "", "funding/ staffing/ medical/"},
    {"/detail/settlement_residents", "Residents of the settlement aged 60 and over at month end in this replicate.",
     "本次模拟中月末该村社60岁及以上居民。", "people.md", "/district/residents", "population.",
     "census age_shape mortality disability moves towns settlements", ""},
    {"/detail/settlement_in_reach", "Whether basic activities are open within reach of the settlement at month end.",
     "月末该村社可及范围内有无基本活动。", "places.md", "/district/facilities_open", "network.", "services settlements", ""},
    {"/detail/facility_status", "Whether the facility is planned, open or closed at month end.", "月末设施为计划、开放或关闭。",
     "building.md", "/district/facilities_open", "schedule. shock.", "projects existing changes", "funding/", PostedBy::nothing,
     ChangesTold::all},
    {"/detail/facility_events",
     "Bits of what happened to the facility in the month: by plan, by a shock, by a rule, by its operator's or its town's decision.",
     "当月设施变动的位标志：按计划、因冲击、由规则、由运营方或镇街决定。", "operation.md",
     "/district/facility_flows /detail/facility_displaced", "operation. shock.", "existing projects changes", "funding/", PostedBy::nothing,
     ChangesTold::all},
    {"/detail/facility_displaced",
     "Persons who lost a place at the facility in the month, once for each service; they waited from then on.",
     "当月在该设施失去名额的人次；此后等待。", "operation.md", "/detail/facility_events /district/displaced", "operation. shock.",
     "existing projects changes", "funding/", PostedBy::nothing, ChangesTold::displacing},
    {"/detail/facility_capacity",
     "The standard of its kind, less what has not ramped up yet, with beds that rules have converted, less what changes and shocks have "
     "taken.",
     "该类设施标准，减尚未投用部分，含规则改造的床位，减变动和冲击所失部分。", "building.md", "/detail/facility_status",
     "standard. schedule.ramp_up_months", "projects existing changes", "medical/nursing_beds"},
    {"/detail/facility_staffed", "The part of the capacity for which staff is in post.", "有人员在岗的那部分能力。", "staff.md",
     "/detail/facility_capacity /district/staff", "staff.", "", "staffing/"},
    {"/detail/facility_used", "The part of the staffed capacity that residents hold at month end.", "月末居民占用的、有人员的那部分能力。",
     "allocation.md", "/detail/facility_staffed /district/demand", "allocation.", "services demand", ""},
    {"/projects/opened", "Authorised when it is due and its money is found; then prepared and built in drawn durations, which may slip.",
     "到期且资金落实即批准；随后筹备和建设，工期为抽取值，可能拖延。", "building.md", "/projects/waited /projects/cost",
     "schedule. finance.own_funds", "projects", "funding/"},
    {"/projects/waited", "Months in which the project was due and a rule held it or its money was not found.",
     "项目到期而被规则暂停或资金未落实的月数。", "building.md", "/projects/opened", "finance.", "projects", "funding/"},
    {"/projects/waited_for", "The months of /projects/waited by what was missing.", "/projects/waited 的月数，按所缺之物划分。", "money.md",
     "/projects/waited /district/projects_waiting", "finance.", "projects", "funding/"},
    {"/projects/cost", "Floor area times the price of building plus equipment, times a drawn overrun and shocks on cost.",
     "建筑面积乘造价加设备，再乘抽取的超支和费用冲击。", "building.md", "/projects/opened", "standard. schedule.cost_ratio", "projects",
     ""},
});

}  // namespace

std::span<const Derivation> derivations() { return kStories; }

std::vector<std::string> words_in(std::string_view list, char separator) {
  std::vector<std::string> out;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(separator), list.size());
    if (end > 0) out.emplace_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return out;
}

const Derivation& derivation_of(std::string_view path) {
  const auto found = std::find_if(kStories.begin(), kStories.end(), [&](const Derivation& story) { return story.path == path; });
  if (found == kStories.end()) std::abort();
  return *found;
}

const Derivation& derivation_of_own_target() {
  static constexpr Derivation kOwnTarget{"/targets/value",
                                         "A target of a rule: what the rule says of the figure that is judged, as it stands, or of a sum "
                                         "what the calendar year has so far; 0 to 2147483647.",
                                         "规则自设目标：规则所报指标的当月值；合计类指标为当年累计；记录范围0至2147483647。",
                                         "targets.md",
                                         "/district/rule_figures",
                                         "",
                                         "",
                                         "funding/ staffing/ medical/"};
  return kOwnTarget;
}

}  // namespace eldercast
