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

// Clang-format would break each row differently; a row is one line here.
// clang-format off
inline constexpr auto kScenario = parameter_table(std::array{
    parameter<&Scenario::start>("start", {.unit = "month", .min = kFirstMonth, .max = kLastMonth, .zh = "首个模拟月", .en = "First simulated month"}),
    parameter<&Scenario::end>("end", {.unit = "month", .min = kFirstMonth, .max = kLastMonth, .zh = "末个模拟月", .en = "Last simulated month"}),
    parameter<&Scenario::replicates>("replicates", {.unit = "1", .min = 1, .max = 100'000, .fallback = 100, .zh = "重复次数", .en = "Number of replicates", .source = "enough for stable 5th and 95th percentiles"}),
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
    parameter<&NetworkParameters::overflow_minutes>("overflow_minutes", {.unit = "minutes", .min = 0, .max = 600, .zh = "跨镇街入住最长路程", .en = "Longest way by road to a bed of another town"}),
    parameter<&NetworkParameters::street_spokes_max>("street_spokes_max", {.unit = "stations", .min = 0, .max = 1'000, .zh = "街道中心托管站点上限", .en = "Most stations that a street centre takes on", .clause = "O1"}),
    parameter<&NetworkParameters::street_spokes_per_month>("street_spokes_per_month", {.unit = "stations", .min = 1, .max = 1'000, .zh = "街道中心每月新托管站点", .en = "Stations taken on in a month", .clause = "O1"}),
});

inline constexpr auto kSchedule = parameter_table(std::array{
    parameter<&ScheduleParameters::timing>("timing", {.fallback = 0, .choices = "durations|printed_year", .zh = "建成时间的确定方式", .en = "How opening months are found: from durations, or the printed year as it stands", .source = "choice of the program"}),
    parameter<&ScheduleParameters::first_month>("first_month", {.unit = "calendar month", .min = 1, .max = 12, .zh = "年内最早建成月", .en = "First calendar month in which facilities of a year are planned to open"}),
    parameter<&ScheduleParameters::last_month>("last_month", {.unit = "calendar month", .min = 1, .max = 12, .zh = "年内最晚建成月", .en = "Last calendar month in which they are planned to open"}),
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

inline constexpr auto kStaff = parameter_table(std::array{
    parameter<&StaffParameters::built_in_carers>("built_in_carers", {.fallback = 1, .zh = "使用内置护理员存量", .en = "Carers are kept by the simple stock of the program; off when a staffing rule keeps them", .source = "choice of the program"}),
    parameter<&StaffParameters::carers_at_start>("carers_at_start", {.unit = "persons", .min = 0, .max = 1'000'000, .zh = "期初护理员", .en = "Carers at the start"}),
    parameter<&StaffParameters::carer_turnover_per_year>("carer_turnover_per_year", {.unit = "per year", .min = 0, .max = 0.99, .zh = "护理员年流失率", .en = "Share of carers that leave within a year"}),
    parameter<&StaffParameters::market_hires_per_month>("market_hires_per_month", {.unit = "persons a month", .min = 0, .max = 100'000, .zh = "每月市场招聘", .en = "Carers hired from the market in a month"}),
    parameter<&StaffParameters::minutes_per_month>("minutes_per_month", {.unit = "minutes", .min = 1, .max = 44'640, .zh = "护理员月工时", .en = "Working time of a carer in a month"}),
    parameter<&StaffParameters::residents_per_carer_nursing>("residents_per_carer.nursing", {.unit = "residents", .min = 0.1, .max = 100, .zh = "每名护理员照护失能床位", .en = "Nursing beds staffed by one carer"}),
    parameter<&StaffParameters::residents_per_carer_other>("residents_per_carer.other", {.unit = "residents", .min = 0.1, .max = 100, .zh = "每名护理员照护其他床位", .en = "Other beds staffed by one carer"}),
    parameter<&StaffParameters::day_places_per_carer>("day_places_per_carer", {.unit = "places", .min = 0.1, .max = 100, .zh = "每名护理员日间照料位", .en = "Day places staffed by one carer"}),
    parameter<&StaffParameters::visits_per_day_street>("visits_per_day.street", {.unit = "visits", .min = 0.1, .max = 50, .zh = "街道每日上门次数", .en = "Visits of one carer a day in streets"}),
    parameter<&StaffParameters::visits_per_day_town>("visits_per_day.town", {.unit = "visits", .min = 0.1, .max = 50, .zh = "镇每日上门次数", .en = "Visits of one carer a day in towns"}),
    parameter<&StaffParameters::visit_minutes>("visit_minutes", {.unit = "minutes", .min = 1, .max = 600, .zh = "每次上门时长", .en = "Length of a visit"}),
    parameter<&StaffParameters::working_days>("working_days", {.unit = "days", .min = 1, .max = 31, .zh = "每月服务天数", .en = "Days of a month on which day care and visits are given"}),
});

inline constexpr auto kFinance = parameter_table(std::array{
    parameter<&FinanceParameters::own_funds>("own_funds", {.fallback = 0, .choices = "cover_the_rest|limited", .zh = "自有资金方式", .en = "Whether towns always find what support leaves open, or only the shares below", .source = "choice of the program"}),
    parameter<&FinanceParameters::town_share>("town_share", {.unit = "share of cost", .zh = "镇街自筹占比", .en = "Share of a project's cost that the town can pay, when limited"}),
    parameter<&FinanceParameters::credit_share>("credit_share", {.unit = "share of cost", .zh = "垫资占比", .en = "Share that contractors or the operator carry until the grant, when limited"}),
    parameter<&FinanceParameters::operator_share>("operator_share", {.unit = "share of cost", .zh = "运营方出资占比", .en = "Share that the operator pays, when limited"}),
});

inline constexpr auto kAllocation = parameter_table(std::array{
    parameter<&AllocationParameters::bed_stay_months>("bed_stay_months", {.unit = "months", .min = 0.1, .max = 600, .zh = "平均入住月数", .en = "Mean stay in a bed, for the average-flow baseline"}),
});

/// One cell of a PerEnum, which a pointer to member cannot name.
template <Need kNeed>
void assign_leaving(void* target, double value) {
  static_cast<AllocationParameters*>(target)->bed_leaving_per_month[kNeed] = value;
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
    parameter<&TargetParameters::beds_per_1000>("beds_per_1000", {.unit = "beds per 1,000 people 60+", .min = 0, .max = 1'000, .zh = "每千名老年人床位数", .en = "Beds of the fixed-ratio baseline"}),
});

inline constexpr auto kStandard = parameter_table(std::array{
    parameter<&FacilityStandard::floor_area_m2>("floor_area_m2", {.unit = "m2", .min = 0, .max = 1'000'000, .zh = "建筑面积", .en = "Floor area"}),
    parameter<&FacilityStandard::site_area_m2>("site_area_m2", {.unit = "m2", .min = 0, .max = 1'000'000, .zh = "占地面积", .en = "Site area"}),
    parameter<&FacilityStandard::beds>("beds", {.unit = "beds", .min = 0, .max = 10'000, .zh = "床位", .en = "Beds"}),
    parameter<&FacilityStandard::nursing_share>("nursing_share", {.unit = "share of beds", .zh = "护理型床位占比", .en = "Share of nursing beds at opening"}),
    parameter<&FacilityStandard::day_places>("day_places", {.unit = "places", .min = 0, .max = 10'000, .zh = "日间照料位", .en = "Day places"}),
    parameter<&FacilityStandard::activity_places>("activity_places", {.unit = "persons a month", .min = 0, .max = 100'000, .zh = "活动容量", .en = "People who can take part in activities in a month"}),
    parameter<&FacilityStandard::visit_carers>("visit_carers", {.unit = "persons", .min = 0, .max = 10'000, .zh = "上门服务人员", .en = "Carers who visit homes from here"}),
    parameter<&FacilityStandard::building_per_m2>("building_yuan_per_m2", {.unit = "yuan/m2", .min = 0, .max = 1'000'000, .zh = "每平方米建设费", .en = "Building cost of a square metre"}),
    parameter<&FacilityStandard::equipment>("equipment_yuan", {.unit = "yuan", .min = 0, .max = 1e9, .zh = "设备费", .en = "Equipment"}),
});
// clang-format on

}  // namespace eldercast::rows
