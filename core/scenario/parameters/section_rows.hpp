#pragma once
/// The rows themselves. Private to sections.cpp.
#include <array>

#include "api/ids.hpp"
#include "api/parameter.hpp"
#include "model/scenario.hpp"

namespace eldercast::rows {

inline constexpr double kFirstMonth = YearMonth(1950, 1).count;
inline constexpr double kLastMonth = YearMonth(2150, 12).count;
inline constexpr double kMostPeople = 100'000'000;
inline constexpr double kNoLimitYuan = static_cast<double>(kNoLimit.value) / kFenPerYuan;

// Clang-format would break each row differently; a row is one line here.
// clang-format off
inline constexpr auto kScenario = parameter_table(std::array{
    parameter<&Scenario::start>("start", {.unit = "month", .min = kFirstMonth, .max = kLastMonth, .zh = "首个模拟月", .en = "First simulated month"}),
    parameter<&Scenario::end>("end", {.unit = "month", .min = kFirstMonth, .max = kLastMonth, .zh = "末个模拟月", .en = "Last simulated month"}),
    parameter<&Scenario::replicates>("replicates", {.unit = "1", .min = 1, .max = 100'000, .fallback = 100, .zh = "重复次数", .en = "Number of replicates", .source = "enough for stable 5th and 95th percentiles"}),
    parameter<&Scenario::draw_parameters>("draw_parameters", {.fallback = 0, .zh = "同时抽取不确定参数", .en = "A run draws all parameters that have a range, one draw for two replicates, so that intervals hold what is not known of them; off: chance alone", .source = "choice of the program"}),
    parameter<&Scenario::full_detail_replicates>("full_detail_replicates", {.unit = "1", .min = 0, .max = 1'000, .fallback = 1, .zh = "保存全部细节的重复次数", .en = "Replicates that keep every detail", .source = "one is enough to look into a run"}),
});

inline constexpr auto kPopulation = parameter_table(std::array{
    parameter<&PopulationParameters::first_census>("first_census", {.unit = "month", .min = kFirstMonth, .max = kLastMonth, .zh = "第一次普查月份", .en = "Month of the first census"}),
    parameter<&PopulationParameters::second_census>("second_census", {.unit = "month", .min = kFirstMonth, .max = kLastMonth, .zh = "第二次普查月份", .en = "Month of the second census"}),
    parameter<&PopulationParameters::mortality_multiplier_male>("mortality_multiplier.male", {.unit = "ratio", .min = 0.1, .max = 10, .zh = "男性死亡率系数", .en = "Factor on the death rates of men"}),
    parameter<&PopulationParameters::mortality_multiplier_female>("mortality_multiplier.female", {.unit = "ratio", .min = 0.1, .max = 10, .zh = "女性死亡率系数", .en = "Factor on the death rates of women"}),
    parameter<&PopulationParameters::street_share_60plus>("share_60plus.street", {.unit = "share", .min = 0.001, .max = 1, .zh = "街道老年人占比（相对尺度）", .en = "Share aged 60 and over in streets; only its ratio to the towns' counts"}),
    parameter<&PopulationParameters::town_share_60plus>("share_60plus.town", {.unit = "share", .min = 0.001, .max = 1, .zh = "镇老年人占比（相对尺度）", .en = "Share aged 60 and over in towns; only its ratio to the streets' counts"}),
    parameter<&PopulationParameters::living_alone_share>("living_alone_share", {.unit = "share of 60+", .zh = "独居老年人占比", .en = "Share living alone"}),
    parameter<&PopulationParameters::left_behind_share>("left_behind_share", {.unit = "share of village residents 60+", .zh = "农村留守老年人占比", .en = "Share left behind in villages"}),
    parameter<&PopulationParameters::hardship_share>("hardship_share", {.unit = "share of 60+", .zh = "特困老年人占比", .en = "Share in special hardship"}),
    parameter<&PopulationParameters::arrival_headroom>("arrival_headroom", {.unit = "ratio", .min = 1, .max = 20, .fallback = 2, .zh = "迁入候选人倍数", .en = "Candidates kept ready for each expected arrival", .source = "technical reserve"}),
});

inline constexpr auto kNetwork = parameter_table(std::array{
    parameter<&NetworkParameters::detour_factor>("detour_factor", {.unit = "ratio", .min = 1, .max = 5, .zh = "绕行系数", .en = "Way on the ground over the straight line"}),
    parameter<&NetworkParameters::walk_m_per_s>("walk_m_per_s", {.unit = "m/s", .min = 0.1, .max = 3, .zh = "步行速度", .en = "Walking speed"}),
    parameter<&NetworkParameters::road_km_per_h>("road_km_per_h", {.unit = "km/h", .min = 1, .max = 120, .zh = "道路行驶速度", .en = "Speed on roads"}),
    parameter<&NetworkParameters::spread_share>("spread_share", {.unit = "ratio", .min = 0, .max = 1, .fallback = 0.7, .zh = "社区村分布半径比", .en = "Radius of the ring of settlements over that of a circle of the town's area", .source = "0.71 is the mean distance in a disc of even density"}),
    parameter<&NetworkParameters::circle_minutes>("circle_minutes", {.unit = "minutes", .min = 0, .max = 600, .fallback = 15, .zh = "服务圈半径", .en = "Longest way inside the 15-minute circle", .clause = "Q1", .source = "plan 江津府办发〔2020〕38号, 二(四)"}),
    parameter<&NetworkParameters::overflow_minutes>("overflow_minutes", {.unit = "minutes", .min = 0, .max = 600, .zh = "跨镇街入住最长路程", .en = "Longest way by road to a bed of another town"}),
    parameter<&NetworkParameters::street_spokes_max>("street_spokes_max", {.unit = "stations", .min = 0, .max = 1'000, .zh = "街道中心托管站点上限", .en = "Most stations that a street centre takes on", .clause = "O1"}),
    parameter<&NetworkParameters::street_spokes_per_month>("street_spokes_per_month", {.unit = "stations", .min = 1, .max = 1'000, .zh = "街道中心每月新托管站点", .en = "Stations taken on in a month", .clause = "O1"}),
});

inline constexpr auto kSchedule = parameter_table(std::array{
    parameter<&ScheduleParameters::timing>("timing", {.fallback = 0, .choices = "durations|printed_year", .zh = "建成时间的确定方式", .en = "How opening months are found: from durations, or the printed year as it stands", .source = "choice of the program"}),
    parameter<&ScheduleParameters::first_month>("first_month", {.unit = "calendar month", .min = 1, .max = 12, .zh = "年内最早建成月", .en = "First calendar month in which facilities of a year are planned to open"}),
    parameter<&ScheduleParameters::last_month>("last_month", {.unit = "calendar month", .min = 1, .max = 12, .zh = "年内最晚建成月", .en = "Last calendar month in which they are planned to open"}),
    parameter<&ScheduleParameters::opening_skew>("opening_skew", {.unit = "power", .min = 0.2, .max = 20, .fallback = 1, .zh = "建成月向年末集中程度", .en = "How late in these months openings are planned: their part x has x to this power of the openings, 1 is evenly", .source = "the plan gives years only"}),
    parameter<&ScheduleParameters::earlier_months>("earlier_months", {.unit = "months", .min = 0, .max = 120, .fallback = 0, .zh = "全部提前月数", .en = "Months by which every opening is aimed at earlier, none begun before the run for it", .source = "the plan as it stands"}),
    parameter<&ScheduleParameters::candidates_built>("candidates_built", {.unit = "projects", .min = 0, .max = 100000, .fallback = 0, .zh = "另建备选设施数", .en = "How many of the table of candidates are built beside the plan, the first ones", .source = "the plan as it stands"}),
    parameter<&ScheduleParameters::candidates_offered>("candidates_offered", {.unit = "projects", .min = 0, .max = 100000, .fallback = 0, .zh = "可供选择的备选设施数", .en = "How many candidates after those may be chosen by a search for a schedule", .source = "the plan as it stands"}),
    parameter<&ScheduleParameters::never_built_share>("never_built_share", {.unit = "share of projects", .zh = "最终未建占比", .en = "Share of projects that are never built"}),
    parameter<&ScheduleParameters::ramp_up_months>("ramp_up_months", {.unit = "months", .min = 0, .max = 120, .zh = "开放至满负荷月数", .en = "Months from opening to full capacity"}),
});

inline constexpr auto kMonths = parameter_table(std::array{
    parameter<&Spread::median>("median", {.unit = "months", .min = 0.1, .max = 240, .zh = "中位数", .en = "Median"}),
    parameter<&Spread::low>("low", {.unit = "months", .min = 0.1, .max = 240, .zh = "第10百分位", .en = "Tenth percentile"}),
    parameter<&Spread::high>("high", {.unit = "months", .min = 0.1, .max = 240, .zh = "第90百分位", .en = "Ninetieth percentile"}),
});

inline constexpr auto kRatio = parameter_table(std::array{
    parameter<&Spread::median>("median", {.unit = "ratio", .min = 0.1, .max = 10, .zh = "中位数", .en = "Median"}),
    parameter<&Spread::low>("low", {.unit = "ratio", .min = 0.1, .max = 10, .zh = "第10百分位", .en = "Tenth percentile"}),
    parameter<&Spread::high>("high", {.unit = "ratio", .min = 0.1, .max = 10, .zh = "第90百分位", .en = "Ninetieth percentile"}),
});

inline constexpr auto kCommonRatio = parameter_table(std::array{
    parameter<&Spread::median>("median", {.unit = "ratio", .min = 0.1, .max = 10, .fallback = 1, .zh = "中位数", .en = "Median", .source = "nothing is learnt of the others"}),
    parameter<&Spread::low>("low", {.unit = "ratio", .min = 0.1, .max = 10, .fallback = 1, .zh = "第10百分位", .en = "Tenth percentile", .source = "nothing is learnt of the others"}),
    parameter<&Spread::high>("high", {.unit = "ratio", .min = 0.1, .max = 10, .fallback = 1, .zh = "第90百分位", .en = "Ninetieth percentile", .source = "nothing is learnt of the others"}),
});

inline constexpr auto kStaff = parameter_table(std::array{
    parameter<&StaffParameters::carers_at_start>("carers_at_start", {.unit = "persons", .min = 0, .max = 1'000'000, .zh = "期初护理员", .en = "Carers at the start"}),
    parameter<&StaffParameters::minutes_per_month>("minutes_per_month", {.unit = "minutes", .min = 1, .max = 44'640, .zh = "护理员月工时", .en = "Working time of a carer in a month"}),
    parameter<&StaffParameters::residents_per_carer_nursing>("residents_per_carer.nursing", {.unit = "residents", .min = 0.1, .max = 100, .zh = "每名护理员照护失能床位", .en = "Nursing beds staffed by one carer"}),
    parameter<&StaffParameters::residents_per_carer_other>("residents_per_carer.other", {.unit = "residents", .min = 0.1, .max = 100, .zh = "每名护理员照护其他床位", .en = "Other beds staffed by one carer"}),
    parameter<&StaffParameters::day_places_per_carer>("day_places_per_carer", {.unit = "places", .min = 0.1, .max = 100, .zh = "每名护理员日间照料位", .en = "Day places staffed by one carer"}),
    parameter<&StaffParameters::visits_per_day_street>("visits_per_day.street", {.unit = "visits", .min = 0.1, .max = 50, .zh = "街道每日上门次数", .en = "Visits of one carer a day in streets"}),
    parameter<&StaffParameters::visits_per_day_town>("visits_per_day.town", {.unit = "visits", .min = 0.1, .max = 50, .zh = "镇每日上门次数", .en = "Visits of one carer a day in towns"}),
    parameter<&StaffParameters::visit_minutes>("visit_minutes", {.unit = "minutes", .min = 1, .max = 600, .zh = "每次上门时长", .en = "Length of a visit"}),
    parameter<&StaffParameters::bath_minutes>("bath_minutes", {.unit = "minutes", .min = 1, .max = 600, .fallback = 45, .zh = "每次助浴工时", .en = "Working time of a carer for a bath", .source = "assumption, no source found: a bath with undressing and dressing"}),
    parameter<&StaffParameters::certified_share_at_start>("certified_share_at_start", {.unit = "share of carers", .fallback = 0, .zh = "期初护理员持证率", .en = "Carers with a certificate at the start", .clause = "W2", .source = "neutral: nothing unless the scenario says so"}),
    parameter<&StaffParameters::points_need_helpers>("points_need_helpers", {.fallback = 0, .zh = "村级点须有助老员", .en = "A village point is as open as its hours of helpers and volunteers go; off when no rule keeps helpers", .clause = "O2", .source = "choice of the program"}),
    parameter<&StaffParameters::helpers_per_point_at_start>("helpers_per_point_at_start", {.unit = "persons", .min = 0, .max = 100, .fallback = 0, .zh = "期初每个村级点助老员", .en = "Helpers in post for each point at the start", .clause = "O2", .source = "neutral: nothing unless the scenario says so"}),
    parameter<&StaffParameters::point_hours_per_month>("point_hours_per_month", {.unit = "hours", .min = 1, .max = 744, .fallback = 40, .zh = "村级点所需月工时", .en = "Hours of helpers and volunteers that keep a point fully open", .clause = "O2", .source = "assumption, parameters_extra.csv workforce/model_helper_hours 40 (20-80)"}),
    parameter<&StaffParameters::helper_hours_per_month>("helper_hours_per_month", {.unit = "hours", .min = 0, .max = 744, .fallback = 40, .zh = "助老员月工时", .en = "Working time of a helper in a month", .clause = "O2", .source = "assumption, parameters_extra.csv workforce/model_helper_hours 40 (20-80)"}),
    parameter<&StaffParameters::volunteer_hours_per_month>("volunteer_hours_per_month", {.unit = "hours", .min = 0, .max = 744, .fallback = 3, .zh = "志愿者月工时", .en = "Hours of a volunteer in a month", .clause = "W2", .source = "assumption, parameters_extra.csv workforce/model_volunteer_hours 3 (1-6)"}),
    parameter<&StaffParameters::visitors_apart>("visitors_apart", {.fallback = 0, .zh = "上门人员单列", .en = "Carers who visit homes are hired for that alone, and those of beds never visit", .clause = "O3", .source = "choice of the program"}),
    parameter<&StaffParameters::shortage_cuts_delivery>("shortage_cuts_delivery", {.fallback = 0, .zh = "人员不足减少服务量", .en = "Less is delivered where fewer places are staffed than used, nothing where a hub does not work", .source = "choice of the program"}),
    parameter<&StaffParameters::working_days>("working_days", {.unit = "days", .min = 1, .max = 31, .zh = "每月服务天数", .en = "Days of a month on which day care and visits are given"}),
});

inline constexpr auto kFinance = parameter_table(std::array{
    parameter<&FinanceParameters::own_funds>("own_funds", {.fallback = 0, .choices = "cover_the_rest|limited", .zh = "自有资金方式", .en = "Whether towns always find what support leaves open, or only the shares below", .source = "choice of the program"}),
    parameter<&FinanceParameters::town_share>("town_share", {.unit = "share of the programme's cost a year", .zh = "镇街每年自筹占比", .en = "Own money of a town in a year, as a share of the cost of all its projects, when limited"}),
    parameter<&FinanceParameters::credit_share>("credit_share", {.unit = "share of the programme's cost", .zh = "垫资额度占比", .en = "Bridging credit of a town at one time, as a share of the cost of all its projects, when limited"}),
    parameter<&FinanceParameters::operator_share>("operator_share", {.unit = "share of cost", .zh = "运营方出资占比", .en = "Share of a project's cost that the operator pays, when limited"}),
    parameter<&FinanceParameters::credit_interest>("credit_interest_per_year", {.unit = "per year", .min = 0, .max = 1, .fallback = 0, .zh = "垫资年利率", .en = "Interest on bridging credit in use", .source = "neutral: nothing unless the scenario says so"}),
    parameter<&FinanceParameters::town_money>("town_yuan_per_year", {.unit = "yuan a year", .min = 0, .max = 1e9, .fallback = 0, .zh = "镇年度养老资金", .en = "Own money of a town for elderly care besides a share of its programme, when limited", .source = "neutral: nothing unless the scenario says so"}),
    parameter<&FinanceParameters::street_money>("street_yuan_per_year", {.unit = "yuan a year", .min = 0, .max = 1e9, .fallback = 0, .zh = "街道年度养老资金", .en = "The same of a street", .source = "neutral: nothing unless the scenario says so"}),
    parameter<&FinanceParameters::money_by_population>("money_by_population_share", {.unit = "share", .fallback = 0, .zh = "随人口分配部分", .en = "Part of both that follows the residents of all ages among towns of a kind", .source = "neutral: nothing unless the scenario says so"}),
    parameter<&FinanceParameters::money_spread>("money_spread", {.unit = "log standard deviation", .min = 0, .max = 2, .fallback = 0, .zh = "镇街间财力差异", .en = "Standard deviation of the logarithm of both between towns, drawn once", .source = "neutral: nothing unless the scenario says so"}),
    parameter<&FinanceParameters::money_growth>("money_growth_per_year", {.unit = "per year", .min = -0.9, .max = 1, .fallback = 0, .zh = "财力年增长", .en = "Yearly growth of own money of towns and of the district's limit", .source = "neutral: nothing unless the scenario says so"}),
    parameter<&FinanceParameters::carry_over>("carry_over_share", {.unit = "share", .fallback = 1, .zh = "结转下年占比", .en = "Part of own money left at the end of a year that may be used in the next, when limited", .source = "neutral: nothing lapses unless the scenario says so"}),
    parameter<&FinanceParameters::running_from_own>("running_from_own", {.fallback = 0, .zh = "运行支出占用自有资金", .en = "What towns pay besides building comes out of the same own money, when limited", .source = "choice of the program"}),
    parameter<&FinanceParameters::city_limit>("city_yuan_per_year", {.unit = "yuan a year", .min = 0, .max = kNoLimitYuan, .fallback = kNoLimitYuan, .zh = "市级补助年度额度", .en = "What the city pays in a year of all that rules say; the rest waits its turn", .clause = "F2", .source = "neutral: no limit unless the scenario says one"}),
    parameter<&FinanceParameters::district_limit>("district_yuan_per_year", {.unit = "yuan a year", .min = 0, .max = kNoLimitYuan, .fallback = kNoLimitYuan, .zh = "区级财政年度额度", .en = "The same of the district's budget, beyond the lottery fund and beyond what it owes for people in special hardship", .clause = "F3", .source = "neutral: no limit unless the scenario says one"}),
    parameter<&FinanceParameters::upkeep_per_m2>("upkeep_yuan_per_m2_month", {.unit = "yuan/m2 a month", .min = 0, .max = 10'000, .fallback = 0, .zh = "每平方米月运行费", .en = "Rent, power, water and repairs of a facility of the plan", .source = "neutral: nothing unless the scenario says so"}),
    parameter<&FinanceParameters::bed_upkeep>("bed_upkeep_yuan_month", {.unit = "yuan a month", .min = 0, .max = 100'000, .fallback = 0, .zh = "每张床位月固定成本", .en = "Fixed cost of a bed of a centre, used or not", .source = "neutral: nothing unless the scenario says so"}),
});

/// One cell of a PerEnum, which a pointer to member cannot name.
template <BedType kType>
void assign_bed_cost(void* target, const ParameterValue& value) {
  static_cast<FinanceParameters*>(target)->bed_cost[kType] = yuan(value.number);
}
template <BedType kType>
consteval ParameterRow bed_cost_row(const char* path, const char* zh, const char* en) {
  return {path, "yuan a month", ParameterType::money, 0.0, 1e6, 0.0, kUnset, kUnset, "", zh, en, "", "neutral: nothing unless the scenario says so", &assign_bed_cost<kType>};
}
inline constexpr auto kBedCost = parameter_table(std::array{
    bed_cost_row<BedType::nursing>("nursing", "护理型床位可变成本", "What an occupied nursing bed costs beyond the fixed cost of the house"),
    bed_cost_row<BedType::other>("other", "其他床位可变成本", "What another occupied bed costs beyond the fixed cost of the house"),
});

inline constexpr auto kOperation = parameter_table(std::array{
    parameter<&OperationParameters::social_at_start_urban>("social_at_start.urban", {.unit = "share of facilities", .fallback = 0, .zh = "期初城市设施社会化运营率", .en = "Stations and street centres run by social operators at the start", .clause = "G3u", .source = "neutral: nothing unless the scenario says so"}),
    parameter<&OperationParameters::social_at_start_rural>("social_at_start.rural", {.unit = "share of facilities", .fallback = 0, .zh = "期初农村设施社会化运营率", .en = "Points and town centres run by social operators at the start", .clause = "G3r", .source = "neutral: nothing unless the scenario says so"}),
    parameter<&OperationParameters::social_at_start_homes>("social_at_start.care_homes", {.unit = "share of homes", .fallback = 0, .zh = "期初养老机构社会化运营率", .en = "Care homes run by social operators at the start", .source = "neutral: nothing unless the scenario says so"}),
    parameter<&OperationParameters::social_new_urban>("social_new.urban", {.unit = "share of facilities", .fallback = 0, .zh = "新建城市设施社会化运营率", .en = "Stations and street centres given to social operators at opening", .clause = "O0", .source = "neutral: nothing unless the scenario says so"}),
    parameter<&OperationParameters::social_new_rural>("social_new.rural", {.unit = "share of facilities", .fallback = 0, .zh = "新建农村设施社会化运营率", .en = "Points and town centres given to social operators at opening", .clause = "G3r", .source = "neutral: nothing unless the scenario says so"}),
    parameter<&OperationParameters::handover_from>("handover_from", {.unit = "month", .min = kFirstMonth, .max = kLastMonth, .fallback = YearMonth(2020, 4).count, .zh = "开始移交社会运营的月份", .en = "First month in which facilities run by government are tendered", .clause = "G3u", .source = "the month after the plan of 16 March 2020"}),
    parameter<&OperationParameters::handover_per_year_urban>("handover_per_year.urban", {.unit = "per year", .min = 0, .max = 1, .fallback = 0, .zh = "城市设施每年移交占比", .en = "Share of urban facilities still run by government that is tendered in a year", .clause = "G3u", .source = "neutral: nothing unless the scenario says so"}),
    parameter<&OperationParameters::handover_per_year_rural>("handover_per_year.rural", {.unit = "per year", .min = 0, .max = 1, .fallback = 0, .zh = "农村设施每年移交占比", .en = "Share of rural facilities still run by government that is tendered in a year", .clause = "G3r", .source = "neutral: nothing unless the scenario says so"}),
    parameter<&OperationParameters::tender_months>("tender_months", {.unit = "months", .min = 0, .max = 60, .fallback = 3, .zh = "招标至移交月数", .en = "Months from tender to hand-over", .clause = "G3u", .source = "assumption, parameters_extra.csv operation/model_operator_tender_months 3 (2-6)"}),
    parameter<&OperationParameters::platform_from>("platform_from", {.unit = "month", .min = kFirstMonth, .max = kLastMonth, .fallback = YearMonth(2020, 4).count, .zh = "信息平台启用月份", .en = "First month of the information platform", .clause = "G7", .source = "the month after the plan of 16 March 2020"}),
    parameter<&OperationParameters::platform_months>("platform_months", {.unit = "months", .min = 0, .max = 60, .fallback = 3, .zh = "接入平台所需月数", .en = "Months from opening, or from the platform's start, to connection", .clause = "G7", .source = "assumption, no source found"}),
    parameter<&OperationParameters::platform_share>("platform_share", {.unit = "share of facilities", .fallback = 0, .zh = "最终接入平台占比", .en = "Share of facilities that connect at all", .clause = "G7", .source = "neutral: nothing unless the scenario says so"}),
    parameter<&OperationParameters::home_site_m2_per_bed>("home_site_m2_per_bed", {.unit = "m2", .min = 0, .max = 10'000, .fallback = 0, .zh = "养老机构每床占地", .en = "Land of a care home for each bed", .clause = "L1", .source = "neutral: nothing unless the scenario says so"}),
    parameter<&OperationParameters::operators_decide>("operators_decide", {.fallback = 0, .zh = "运营方自主决策", .en = "Social operators look at their accounts: take a facility, stay or leave", .clause = "G3u", .source = "choice of the program"}),
    parameter<&OperationParameters::exit_loss_share>("exit_loss_share", {.unit = "share of yearly cost", .min = 0, .max = 10, .fallback = 0.15, .zh = "退出亏损阈值", .en = "Yearly loss above which an operator neither takes a facility nor stays", .clause = "G3u", .source = "assumption, finance.csv operation/model_exit_loss_share 0.15 (0.05-0.3)"}),
    parameter<&OperationParameters::patience_months>("patience_months", {.unit = "months", .min = 1, .max = 240, .fallback = 24, .zh = "亏损容忍月数", .en = "Months that an operator runs a facility before losses make it leave", .clause = "G3u", .source = "assumption, finance.csv operation/model_operator_patience_years 2 (1-4)"}),
    parameter<&OperationParameters::top_up_share>("top_up_share", {.unit = "share of the loss", .fallback = 0, .zh = "镇街补足亏损占比", .en = "Of the loss that an operator does not bear, what its town pays while it has own money left", .clause = "G3u", .source = "neutral: nothing unless the scenario says so"}),
    parameter<&OperationParameters::hours_in_loss>("hours_in_loss", {.unit = "share of hours", .min = 0.05, .max = 1, .fallback = 1, .zh = "亏损超过可承受且无人补贴时保留的开放时间比例", .en = "Part of its hours that a facility is open while its operator loses more than it bears and the town does not pay, and after it has left until the town pays", .source = "neutral: nothing unless the scenario says so"}),
    parameter<&OperationParameters::own_income_share>("own_income_share", {.unit = "share of fixed cost", .fallback = 0, .zh = "自有收入占比", .en = "Part of a facility's fixed cost that fees and sales other than those of beds bring", .source = "neutral: nothing unless the scenario says so"}),
    parameter<&OperationParameters::closes_per_year>("closes_per_year", {.unit = "per year", .fallback = 0, .zh = "无运营方年关停率", .en = "Share of facilities left by their operator for a year that the town gives up in a year", .source = "neutral: nothing unless the scenario says so"}),
});

inline constexpr auto kMend = parameter_table(std::array{
    parameter<&MendParameters::helper_yuan_per_year>("helper_yuan_per_year", {.unit = "yuan", .min = 0, .max = 1e7, .fallback = 0, .zh = "增配助老员年成本", .en = "One more helper at a village point", .source = "neutral: nothing unless the scenario says so"}),
    parameter<&MendParameters::carer_yuan_per_year>("carer_yuan_per_year", {.unit = "yuan", .min = 0, .max = 1e7, .fallback = 0, .zh = "增配护理员年成本", .en = "One more carer elsewhere", .source = "neutral: nothing unless the scenario says so"}),
    parameter<&MendParameters::hub_yuan_per_year>("hub_yuan_per_year", {.unit = "yuan", .min = 0, .max = 1e7, .fallback = 0, .zh = "由中心托管年成本", .en = "A spoke run by a working hub", .source = "neutral: nothing unless the scenario says so"}),
    parameter<&MendParameters::station_yuan_per_year>("station_yuan_per_year", {.unit = "yuan", .min = 0, .max = 1e7, .fallback = 0, .zh = "改建为服务站年成本", .en = "A full station in place of a point", .source = "neutral: nothing unless the scenario says so"}),
});

inline constexpr auto kIncomes = parameter_table(std::array{
    parameter<&IncomeParameters::employee_pension_share>("employee_pension_share", {.unit = "share of 60+", .fallback = 0, .zh = "领取职工养老金占比", .en = "Share with a pension of the employee scheme", .source = "neutral: nothing unless the scenario says so"}),
    parameter<&IncomeParameters::employee_pension_yuan>("employee_pension_yuan", {.unit = "yuan a month", .min = 0, .max = 1e6, .fallback = 0, .zh = "职工月养老金", .en = "Pension of the employee scheme", .source = "neutral: nothing unless the scenario says so"}),
    parameter<&IncomeParameters::resident_pension_share>("resident_pension_share", {.unit = "share of 60+", .fallback = 0, .zh = "领取城乡居民养老金占比", .en = "Share with a pension of the resident scheme", .source = "neutral: nothing unless the scenario says so"}),
    parameter<&IncomeParameters::resident_pension_yuan>("resident_pension_yuan", {.unit = "yuan a month", .min = 0, .max = 1e6, .fallback = 0, .zh = "城乡居民月养老金", .en = "Pension of the resident scheme", .source = "neutral: nothing unless the scenario says so"}),
});

inline constexpr auto kAllocation = parameter_table(std::array{
    parameter<&AllocationParameters::method>("method", {.fallback = 0, .choices = "priority|optimal", .zh = "入住与派位方式", .en = "How free places are given: one person after the other, nearest place first, or all of a month at once by minimum-cost flow", .clause = "G6", .source = "choice of the program: what a queue does"}),
    parameter<&AllocationParameters::reseat_months>("reseat_months", {.unit = "months", .min = 0, .max = 120, .fallback = 0, .zh = "重新派位间隔（0为不重派，不含床位）", .en = "With the method optimal: every so many months those who hold places of services without beds may be given others, so that ways are least and more people find one; 0: never", .source = "choice of the program: nobody is moved"}),
    parameter<&AllocationParameters::later_choice_minutes>("later_choice_minutes", {.unit = "minutes", .min = 0, .max = 600, .fallback = 60, .zh = "非首选床位折算分钟", .en = "With the method optimal: minutes of way that a place of the first choice is worth over one of the next choice", .source = "choice of the program: rather an hour farther than in a nursing bed that others need"}),
    parameter<&AllocationParameters::nursing_beds_for_all>("nursing_beds_for_all", {.fallback = 0, .zh = "护理型床位可供所有人", .en = "Who takes a bed takes a nursing bed when no other is free", .clause = "M1", .source = "choice of the program"}),
    parameter<&AllocationParameters::settled_start>("settled_start", {.fallback = 0, .zh = "期初已达稳态", .en = "Who seeks something before the first month has been given what stands free and staffed then, until nothing is left to give: the first month brings no more than any other", .source = "choice of the program"}),
    parameter<&AllocationParameters::price_elasticity>("price_elasticity", {.unit = "ratio", .min = 0, .max = 5, .fallback = 0, .zh = "价格弹性", .en = "Rise of seeking for a fall of the price that users pay, both as shares of what they are without any cover", .source = "neutral: nothing unless the scenario says so"}),
    parameter<&AllocationParameters::bed_stay_months>("bed_stay_months", {.unit = "months", .min = 0.1, .max = 600, .zh = "平均入住月数", .en = "Mean stay in a bed, for the average-flow baseline"}),
});

/// One cell of a PerEnum, which a pointer to member cannot name.
template <Need kNeed>
void assign_leaving(void* target, const ParameterValue& value) {
  static_cast<AllocationParameters*>(target)->bed_leaving_per_month[kNeed] = value.number;
}
template <Need kNeed>
consteval ParameterRow leaving_row(const char* path, const char* zh, const char* en) {
  return {path, "per month", ParameterType::number, 0.0, 1.0, kUnset, kUnset, kUnset, "", zh, en, "", "", &assign_leaving<kNeed>};
}
inline constexpr auto kBedLeaving = parameter_table(std::array{
    leaving_row<Need::independent>("independent", "自理老年人月离院率", "Independent residents leaving a bed alive"),
    leaving_row<Need::partial>("partial", "半失能老年人月离院率", "Partly disabled residents leaving a bed alive"),
    leaving_row<Need::full>("full", "失能老年人月离院率", "Disabled residents leaving a bed alive"),
    parameter<&AllocationParameters::bed_leaving_hardship_per_month>("hardship", {.unit = "per month", .zh = "特困自理老年人月离院率", .en = "Independent residents in special hardship leaving a bed alive"}),
});

inline constexpr auto kTargets = parameter_table(std::array{
    parameter<&TargetParameters::basically>("basically", {.unit = "share", .zh = "“基本实现”占比", .en = "Share of settlements that counts as basically all"}),
    parameter<&TargetParameters::communities_year>("communities_year", {.unit = "year", .min = 1950, .max = 2150, .zh = "社区全覆盖年份", .en = "Year by whose end communities are covered", .clause = "G1"}),
    parameter<&TargetParameters::villages_year>("villages_year", {.unit = "year", .min = 1950, .max = 2150, .zh = "村全覆盖年份", .en = "Year by whose end villages are covered", .clause = "G2"}),
    parameter<&TargetParameters::urban_social_share>("urban_social_share", {.unit = "share", .fallback = 0.9, .zh = "城市设施社会化运营率目标", .en = "Urban facilities run by social operators", .clause = "G3u", .source = "plan 江津府办发〔2020〕38号, 一"}),
    parameter<&TargetParameters::rural_social_share>("rural_social_share", {.unit = "share", .fallback = 0.6, .zh = "农村设施社会化运营率目标", .en = "Rural facilities run by social operators", .clause = "G3r", .source = "plan 江津府办发〔2020〕38号, 一"}),
    parameter<&TargetParameters::land_m2_per_resident>("land_m2_per_resident", {.unit = "m2", .min = 0, .max = 1'000, .fallback = 0.2, .zh = "人均养老服务设施用地目标", .en = "Land for elderly care per resident of all ages", .clause = "L1", .source = "plan 江津府办发〔2020〕38号, 二(一)"}),
    parameter<&TargetParameters::nursing_bed_share>("nursing_bed_share", {.unit = "share", .fallback = 0.5, .zh = "护理型床位占比目标", .en = "Nursing beds among all beds", .clause = "M1", .source = "plan 江津府办发〔2020〕38号, 二(五)"}),
    parameter<&TargetParameters::integrated_facilities>("integrated_facilities", {.unit = "facilities", .min = 0, .max = 10'000, .fallback = 5, .zh = "医养一体化机构目标", .en = "Facilities with a clinic of their own", .clause = "M2", .source = "plan 江津府办发〔2020〕38号, 二(五)"}),
    parameter<&TargetParameters::carers_trained>("carers_trained", {.unit = "persons", .min = 0, .max = kMostPeople, .fallback = 500, .zh = "培训护理员目标", .en = "Carers trained", .clause = "W1", .source = "plan 江津府办发〔2020〕38号, 二(六)"}),
    parameter<&TargetParameters::supervisors_trained>("supervisors_trained", {.unit = "persons", .min = 0, .max = kMostPeople, .fallback = 50, .zh = "培训护理主管目标", .en = "Care supervisors trained", .clause = "W1", .source = "plan 江津府办发〔2020〕38号, 二(六)"}),
    parameter<&TargetParameters::directors_trained>("directors_trained", {.unit = "persons", .min = 0, .max = kMostPeople, .fallback = 3, .zh = "培训院长目标", .en = "Directors trained", .clause = "W1", .source = "plan 江津府办发〔2020〕38号, 二(六)"}),
    parameter<&TargetParameters::lottery_share>("lottery_share", {.unit = "share", .fallback = 0.8, .zh = "福彩公益金用于养老占比目标", .en = "Lottery welfare fund spent on elderly care", .clause = "F1", .source = "plan 江津府办发〔2020〕38号, 三(二)"}),
    parameter<&TargetParameters::beds_per_1000>("beds_per_1000", {.unit = "beds per 1,000 people 60+", .min = 0, .max = 1'000, .zh = "每千名老年人床位数", .en = "Beds of the fixed-ratio baseline"}),
});

inline constexpr auto kStandard = parameter_table(std::array{
    parameter<&FacilityStandard::floor_area_m2>("floor_area_m2", {.unit = "m2", .min = 0, .max = 1'000'000, .zh = "建筑面积", .en = "Floor area"}),
    parameter<&FacilityStandard::site_area_m2>("site_area_m2", {.unit = "m2", .min = 0, .max = 1'000'000, .zh = "占地面积", .en = "Site area"}),
    parameter<&FacilityStandard::beds>("beds", {.unit = "beds", .min = 0, .max = 10'000, .zh = "床位", .en = "Beds"}),
    parameter<&FacilityStandard::nursing_share>("nursing_share", {.unit = "share of beds", .zh = "护理型床位占比", .en = "Share of nursing beds at opening"}),
    parameter<&FacilityStandard::day_places>("day_places", {.unit = "places", .min = 0, .max = 10'000, .zh = "日间照料位", .en = "Day places"}),
    parameter<&FacilityStandard::activity_places>("activity_places", {.unit = "persons a month", .min = 0, .max = 100'000, .zh = "活动容量", .en = "People who can take part in activities in a month"}),
    parameter<&FacilityStandard::health_places>("health_places", {.unit = "persons", .min = 0, .max = 100'000, .fallback = 0, .zh = "健康管理容量", .en = "People under health management", .clause = "Q2", .source = "neutral: nothing unless the scenario says so"}),
    parameter<&FacilityStandard::baths_per_day>("baths_per_day", {.unit = "baths", .min = 0, .max = 10'000, .fallback = 0, .zh = "每日助浴能力", .en = "Baths on a working day", .clause = "Q2", .source = "neutral: nothing unless the scenario says so"}),
    parameter<&FacilityStandard::meals_per_day>("meals_per_day", {.unit = "meals", .min = 0, .max = 100'000, .fallback = 0, .zh = "厨房每日供餐能力", .en = "Meals of the kitchen on a working day", .clause = "Q2", .source = "neutral: nothing unless the scenario says so"}),
    parameter<&FacilityStandard::call_lines>("call_lines", {.unit = "lines", .min = 0, .max = 100'000, .fallback = 0, .zh = "紧急呼叫容量", .en = "Emergency-call lines answered from here", .clause = "Q2", .source = "neutral: nothing unless the scenario says so"}),
    parameter<&FacilityStandard::short_stay_beds>("short_stay_beds", {.unit = "beds", .min = 0, .max = 10'000, .fallback = 0, .zh = "短托床位", .en = "Beds for short stays, beside the others", .clause = "Q2", .source = "neutral: nothing unless the scenario says so"}),
    parameter<&FacilityStandard::management>("management_yuan_per_month", {.unit = "yuan", .min = 0, .max = 1e7, .fallback = 0, .zh = "每月管理人员薪酬", .en = "Pay of those who run it", .source = "neutral: nothing unless the scenario says so"}),
    parameter<&FacilityStandard::visit_carers>("visit_carers", {.unit = "persons", .min = 0, .max = 10'000, .zh = "上门服务人员", .en = "Carers who visit homes from here"}),
    parameter<&FacilityStandard::building_per_m2>("building_yuan_per_m2", {.unit = "yuan/m2", .min = 0, .max = 1'000'000, .zh = "每平方米建设费", .en = "Building cost of a square metre"}),
    parameter<&FacilityStandard::equipment>("equipment_yuan", {.unit = "yuan", .min = 0, .max = 1e9, .zh = "设备费", .en = "Equipment"}),
    parameter<&FacilityStandard::beds_included>("beds_included", {.unit = "beds", .min = 0, .max = 100'000, .fallback = 100'000, .zh = "已含床位", .en = "Beds that floor area and equipment provide for", .source = "neutral: all of them unless the scenario says so"}),
    parameter<&FacilityStandard::m2_per_further_bed>("m2_per_further_bed", {.unit = "m2", .min = 0, .max = 1'000, .fallback = 0, .zh = "每增一床面积", .en = "Floor area of each bed beyond them", .source = "neutral: nothing unless the scenario says so"}),
    parameter<&FacilityStandard::further_bed>("further_bed_yuan", {.unit = "yuan", .min = 0, .max = 1e7, .fallback = 0, .zh = "每增一床设备费", .en = "Equipment of each bed beyond them", .source = "neutral: nothing unless the scenario says so"}),
});
// clang-format on

}  // namespace eldercast::rows
