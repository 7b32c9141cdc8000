#include "scenario/tables/columns.hpp"

#include <array>

#include "api/ids.hpp"
#include "model/observation.hpp"
#include "model/scenario.hpp"

namespace eldercast {
namespace {

template <class Enum>
std::vector<std::string_view> words() {
  return {Names<Enum>::kText.begin(), Names<Enum>::kText.end()};
}
std::vector<std::string_view> yes_no() { return {"yes", "no"}; }
std::vector<std::string_view> siting() { return {"assumed", "printed"}; }
std::vector<std::string_view> qualities() { return {"measured", "published_estimate", "assumption"}; }
std::vector<std::string_view> status() { return {"built", "planned"}; }

constexpr auto kFilled = ColumnNeed::filled;
constexpr auto kEmpty = ColumnNeed::empty;
constexpr auto kAbsent = ColumnNeed::absent;
constexpr std::string_view kShareText = "number, 0 to 1";
constexpr std::string_view kAgeText = "whole number, 0 to 130";
constexpr std::string_view kYuanText = "number, 0 to 1000000";

// clang-format off
constexpr ColumnRow kQuality{"quality", kEmpty, "text", nullptr, "`measured`, `published_estimate` or `assumption`; not read, for people", "数据质量：实测、公开估计或假设；仅供阅读"};
constexpr ColumnRow kSource{"source", kEmpty, "text", nullptr, "Where the row comes from; not read, it travels into the results", "数据来源；随结果保存"};
constexpr ColumnRow kSex{"sex", kFilled, "", &words<Sex>, "Sex", "性别"};
constexpr ColumnRow kAgeFrom{"age_from", kFilled, kAgeText, nullptr, "Youngest age of the group, in whole years", "年龄组下限（周岁）"};
constexpr ColumnRow kAgeTo{"age_to", kEmpty, kAgeText, nullptr, "Oldest age of the group; empty: and over", "年龄组上限；空白表示“及以上”"};
constexpr ColumnRow kArea{"floor_area_m2", kAbsent, "whole number, 1 to 1000000", nullptr, "Floor area, m²; without it that of the standard of its kind", "建筑面积（平方米）；缺省取该类设施标准"};
constexpr ColumnRow kCloses{"closes", kAbsent, "month, as 2020-04", nullptr, "Month in which it is given up; empty: never", "停止服务的月份；空白表示不停"};

constexpr std::array kTowns{
    ColumnRow{"code", kFilled, "text", nullptr, "Name by which other tables speak of the town; no two the same", "镇街代码，其他表据此引用，不得重复"},
    ColumnRow{"name_zh", kFilled, "text", nullptr, "Chinese name", "中文名称"},
    ColumnRow{"name_en", kFilled, "text", nullptr, "English name", "英文名称"},
    ColumnRow{"kind", kFilled, "", &words<TownKind>, "Street (urban) or town (rural): which standards and targets hold", "街道或镇，决定适用的标准和目标"},
    ColumnRow{"population_2010", kFilled, "number, 1 to 100000000", nullptr, "People of all ages at the first census (`population.first_census`), whatever its year; only relations between towns matter", "首次普查时的全部人口；只有各镇街之间的比例起作用"},
    ColumnRow{"population_2020", kFilled, "number, 1 to 100000000", nullptr, "People of all ages at the second census. **A new town needs its people in `census` as well**: the census is the total of the district, which towns share", "第二次普查时的全部人口。**新增镇街时，普查表也要相应增加**：普查表是全区总数，由各镇街按比例分配"},
    ColumnRow{"area_km2", kFilled, "number, 0.01 to 1000000", nullptr, "Area, km²: how far assumed places lie apart", "面积（平方公里），用于推定点位间距"},
    ColumnRow{"lon", kFilled, "number, -180 to 180", nullptr, "Longitude of the seat, degrees (WGS84)", "驻地经度（WGS84）"},
    ColumnRow{"lat", kFilled, "number, -90 to 90", nullptr, "Latitude of the seat, degrees (WGS84)", "驻地纬度（WGS84）"},
    kQuality, kSource,
    ColumnRow{"residents_60_plus", kAbsent, "number, 1 to 100000000", nullptr, "People aged 60 and over at the second census, where they are counted; empty: the town shares what these leave of the census by its people and `population.share_60plus`", "第二次普查时 60 岁及以上人数（有统计数时填写）；空白时，按人口和 `population.share_60plus` 分配全区其余老年人"},
    ColumnRow{"order", kAbsent, "whole number, 1 to 10000000", nullptr, "Place in tables and pages; without it that of the codes", "在表格和报告中的排列次序；缺省按代码"},
};
constexpr std::array kSettlements{
    ColumnRow{"code", kFilled, "text", nullptr, "Name by which other tables speak of the settlement; no two the same", "社区（村）代码，不得重复"},
    ColumnRow{"name_zh", kFilled, "text", nullptr, "Chinese name", "中文名称"},
    ColumnRow{"town", kFilled, "code of `towns`", nullptr, "Town that it belongs to; every town has at least one", "所属镇街；每个镇街至少有一个社区或村"},
    ColumnRow{"kind", kFilled, "", &words<SettlementKind>, "Community (urban) or village (rural)", "社区或行政村"},
    ColumnRow{"weight", kFilled, "number, 0.000001 to 1000000", nullptr, "Its part of the town's people, in relation to the other settlements of the town", "在本镇街人口中的权重，只看相互比例"},
    ColumnRow{"lon", kEmpty, "number, -180 to 180", nullptr, "Longitude, degrees; with an empty one a place near the seat is assumed", "经度；空白时在驻地附近推定"},
    ColumnRow{"lat", kEmpty, "number, -90 to 90", nullptr, "Latitude, degrees; both or none", "纬度；与经度同填或同空"},
    ColumnRow{"name_en", kAbsent, "text", nullptr, "English name; without it the Chinese one", "英文名称；缺省用中文名称"},
};
constexpr std::array kCensus{
    kSex,
    ColumnRow{"age_from", kFilled, kAgeText, nullptr, "Youngest age: 0, 5, 10 ... 85", "年龄组下限：0、5、10……85"},
    ColumnRow{"age_to", kEmpty, kAgeText, nullptr, "Four years more; empty in the last group, 85 and over", "年龄组上限（下限加 4）；末组“85 岁及以上”留空"},
    ColumnRow{"population_first", kFilled, "whole number, 0 to 1000000000", nullptr, "People of the whole district at the first census", "首次普查全区人数"},
    ColumnRow{"population_second", kFilled, "whole number, 0 to 1000000000", nullptr, "People of the whole district at the second census", "第二次普查全区人数"},
    kSource,
};
constexpr std::array kAgeShape{
    kSex,
    ColumnRow{"age", kFilled, "whole number, 0 to 100", nullptr, "Single year of age, 45 to 100; 100 stands for all older ones", "单岁年龄，45 至 100（含以上）"},
    ColumnRow{"weight", kFilled, "number, 0.000000001 to 1000000000000", nullptr, "Its part of the five-year group; only relations matter", "在五岁组内的权重，只看相互比例"},
    kSource,
};
constexpr std::array kMortality{
    kSex, kAgeFrom, kAgeTo,
    ColumnRow{"rate_per_year", kFilled, "number, 0.000000001 to 10", nullptr, "Deaths a person-year", "年死亡率"},
    kSource,
};
constexpr std::array kDisability{
    kSex, kAgeFrom, kAgeTo,
    ColumnRow{"share_partial", kFilled, kShareText, nullptr, "Part of the group that is partly disabled", "半失能比例"},
    ColumnRow{"share_full", kFilled, kShareText, nullptr, "Part that is disabled", "失能比例"},
    ColumnRow{"independent_to_partial", kFilled, kShareText, nullptr, "Probability that an independent person who lives through the year is partly disabled at its end", "自理转半失能的年概率（存活者）"},
    ColumnRow{"independent_to_full", kFilled, kShareText, nullptr, "The same, from independent to disabled", "自理转失能的年概率"},
    ColumnRow{"partial_to_independent", kFilled, kShareText, nullptr, "From partly disabled back to independent", "半失能转自理的年概率"},
    ColumnRow{"partial_to_full", kFilled, kShareText, nullptr, "From partly disabled to disabled", "半失能转失能的年概率"},
    ColumnRow{"full_to_partial", kFilled, kShareText, nullptr, "From disabled back to partly disabled", "失能转半失能的年概率"},
    ColumnRow{"death_ratio_partial", kFilled, "number, 0.01 to 100", nullptr, "Death rate of the partly disabled over that of the independent", "半失能与自理老年人死亡率之比"},
    ColumnRow{"death_ratio_full", kFilled, "number, 0.01 to 100", nullptr, "Death rate of the disabled over that of the independent", "失能与自理老年人死亡率之比"},
    kQuality, kSource,
};
constexpr std::array kMoves{
    ColumnRow{"kind", kFilled, "", &words<TownKind>, "Kind of town that residents leave", "迁出地类型"},
    kAgeFrom, kAgeTo,
    ColumnRow{"rate_per_year", kFilled, kShareText, nullptr, "Moves to a street of the district a person-year", "迁往区内街道的年率"},
    ColumnRow{"low", kEmpty, kShareText, nullptr, "Low end of what is plausible; not used", "合理下限，仅供阅读"},
    ColumnRow{"high", kEmpty, kShareText, nullptr, "High end; not used", "合理上限，仅供阅读"},
    kQuality, kSource,
};
constexpr std::array kExisting{
    ColumnRow{"id", kFilled, "text", nullptr, "Name of the facility, never used twice and never changed: results hang on it", "设施标识，不得重复或更改"},
    ColumnRow{"kind", kFilled, "", &words<FacilityKind>, "Kind of facility", "设施类型"},
    ColumnRow{"settlement", kFilled, "code of `settlements`", nullptr, "Where it stands", "所在社区（村）"},
    ColumnRow{"siting", kFilled, "", &siting, "Whether the settlement is printed somewhere or assumed", "点位是有据可查还是推定"},
    ColumnRow{"beds", kEmpty, "whole number, 0 to 100000", nullptr, "Beds; of a `care_home` only, empty for other kinds", "床位数；仅养老机构填写"},
    ColumnRow{"nursing_beds", kEmpty, "whole number, 0 to 100000", nullptr, "Nursing beds among them; of a `care_home` only", "其中护理型床位；仅养老机构填写"},
    ColumnRow{"occupancy", kEmpty, kShareText, nullptr, "Part of the beds that is taken on the first day; of a `care_home` only", "期初入住率；仅养老机构填写"},
    ColumnRow{"hardship_share", kEmpty, kShareText, nullptr, "Part of its residents in special hardship; of a `care_home` only", "入住者中特困人员比例；仅养老机构填写"},
    kQuality, kSource, kArea, kCloses,
};
constexpr std::array kProjects{
    ColumnRow{"id", kFilled, "text", nullptr, "Name of the project, never used twice and never changed: results hang on it", "项目标识，不得重复或更改"},
    ColumnRow{"kind", kFilled, "", &words<FacilityKind>, "Kind of facility; no `care_home`, which is not built by the plan", "设施类型（养老机构不在建设计划内）"},
    ColumnRow{"settlement", kFilled, "code of `settlements`", nullptr, "Where it is built: centres and stations in the kind of place that they are for", "建设地点"},
    ColumnRow{"siting", kFilled, "", &siting, "Whether the settlement is printed in the plan or assumed", "点位是计划载明还是推定"},
    ColumnRow{"planned_year", kFilled, "whole number, 1900 to 2200", nullptr, "Year in which the plan wants it open; within the run", "计划建成年份，须在模拟期内"},
    ColumnRow{"status", kFilled, "", &status, "`built`: reported as done, opens in its year whatever is drawn", "built 表示已报告建成，按年开放"},
    ColumnRow{"converts", kEmpty, "id of `existing`", nullptr, "Care home that a town centre takes over with its beds and residents", "由镇中心整合的养老机构"},
    ColumnRow{"confidence", kFilled, kShareText, nullptr, "How sure the row is a right reading of the plan; shown, not used", "对该行判读的把握程度，仅供展示"},
    kSource, kArea, kCloses,
};
constexpr std::array kBuild{
    ColumnRow{"project", kFilled, "id of `projects`", nullptr, "Project", "项目"},
    ColumnRow{"opens", kEmpty, "month, as 2020-04", nullptr, "Month in which it opens; empty: it is not built", "开放月份；空白表示不建"},
    ColumnRow{"size_percent", kAbsent, "whole number, 10 to 1000", nullptr, "Size in per cent of the standard of its kind (100)", "相对标准的规模（%），缺省 100"},
};
constexpr std::array kChanges{
    ColumnRow{"month", kFilled, "month, as 2020-04", nullptr, "First month in which it holds. What is not open yet changes when it opens", "生效月份；届时尚未开放的，开放时生效"},
    ColumnRow{"facility", kFilled, "id of `existing` or `projects`", nullptr, "What changes; only facilities of `existing` move", "发生变动的设施；只有期初设施可以搬迁"},
    ColumnRow{"kind", kFilled, "", &words<ChangeKind>, "`close`: it is no more. `beds`: it has fewer beds, the share of nursing beds kept. `hours`: it is open for a part of its hours, and so has that part of all places but beds. `merge`: its places and those who live there go over to another facility of its kind, or to a centre. `move`: it stands in another settlement. Whoever loses a place waits and is placed again by priority", "close 关停；beds 减少床位（护理型比例不变）；hours 缩短开放时间，床位以外的名额同比例减少；merge 并入另一设施；move 迁址。失去名额者按优先次序重新安置"},
    ColumnRow{"value", kEmpty, "whole number", nullptr, "`beds`: how many it has from then on, fewer than before. `hours`: per cent of its hours, 1 to 100. Empty for the others", "beds：其后的床位数；hours：开放时间百分比（1 至 100）；其他填空"},
    ColumnRow{"target", kEmpty, "id of a facility, code of `settlements`", nullptr, "`merge`: the facility that takes over. `move`: the settlement. Empty for the others", "merge：接收的设施；move：迁往的社区（村）；其他填空"},
    kSource,
};
constexpr std::array kServices{
    ColumnRow{"id", kFilled, "text", nullptr, "Name of the service, by which `demand` and rules speak of it", "服务标识"},
    ColumnRow{"name_zh", kFilled, "text", nullptr, "Chinese name", "中文名称"},
    ColumnRow{"name_en", kFilled, "text", nullptr, "English name", "英文名称"},
    ColumnRow{"unit", kFilled, "text", nullptr, "What is counted: meal, bath, day", "计量单位"},
    ColumnRow{"given_at", kFilled, "", &words<GivenAt>, "Where people get it: a centre (hub), a station or point (spoke), either, a bed, their home", "提供地点：中心、站点、两者皆可、床位、家中"},
    ColumnRow{"needs_hub", kFilled, "", &yes_no, "A station or point gives it only while a working centre has taken it on", "站点须有运转的中心带动才能提供"},
    ColumnRow{"needs_arrangement", kFilled, "", &yes_no, "Given only at facilities with a medical arrangement", "须有医养协作安排"},
    ColumnRow{"eligible", kFilled, "", &words<Need>, "Needs that may have it, between blanks", "符合条件的能力等级，以空格分隔"},
    ColumnRow{"takes_independent", kEmpty, "", &words<Resource>, "What an independent user takes, best first, between blanks; services that take the same resource share it, in the order of the rows", "自理者占用的资源，按优先次序，以空格分隔；占用同一资源的服务按行次先后共用"},
    ColumnRow{"takes_partial", kEmpty, "", &words<Resource>, "What a partly disabled user takes", "半失能者占用的资源"},
    ColumnRow{"takes_full", kEmpty, "", &words<Resource>, "What a disabled user takes", "失能者占用的资源"},
    ColumnRow{"amount_per_month", kFilled, "whole number, 1 to 1000000", nullptr, "Units of the resource that a user takes a month", "每人每月占用的资源量"},
    ColumnRow{"units_per_month", kFilled, "whole number, 1 to 1000000", nullptr, "Units of the service that a user pays for a month", "每人每月计费的服务量"},
    ColumnRow{"reach_minutes", kFilled, "number, 0 to 1440", nullptr, "How far people go for it, or staff to them, minutes one way", "单程可及时间（分钟）"},
    ColumnRow{"overflow", kFilled, "", &yes_no, "Who finds no place in the own town may take one of another", "本镇街无名额时可跨镇街"},
    ColumnRow{"price_yuan", kFilled, kYuanText, nullptr, "Price of a unit for an independent user", "自理者单价（元）"},
    ColumnRow{"price_partial_yuan", kFilled, kYuanText, nullptr, "Price for a partly disabled user", "半失能者单价（元）"},
    ColumnRow{"price_full_yuan", kFilled, kYuanText, nullptr, "Price for a disabled user", "失能者单价（元）"},
    ColumnRow{"payer", kFilled, "", &words<Payer>, "Who pays what no cover pays", "无其他支付时的支付方"},
    ColumnRow{"payer_hardship", kFilled, "", &words<Payer>, "Who pays for people in special hardship", "特困人员的支付方"},
    kQuality, kSource,
};
constexpr std::array kDemand{
    ColumnRow{"service", kFilled, "id of `services`", nullptr, "Service", "服务"},
    ColumnRow{"need", kEmpty, "", &words<Need>, "Need that the row is about; empty: every need", "能力等级；空白表示全部"},
    ColumnRow{"group", kEmpty, "", &words<PriorityGroup>, "Priority group; empty: every group. The most specific row holds", "优先群体；空白表示全部，以最具体的行为准"},
    ColumnRow{"settlement_kind", kEmpty, "", &words<SettlementKind>, "Kind of settlement; empty: both", "社区或村；空白表示两者"},
    ColumnRow{"want", kFilled, kShareText, nullptr, "Part of the eligible who would like it", "有意愿的比例"},
    ColumnRow{"want_low", kEmpty, kShareText, nullptr, "Low end of what is plausible", "意愿比例下限"},
    ColumnRow{"want_high", kEmpty, kShareText, nullptr, "High end", "意愿比例上限"},
    ColumnRow{"realised_use", kFilled, kShareText, nullptr, "Part of those who seek it in a month, at the prices of the table", "有意愿者中实际寻求的比例"},
    ColumnRow{"realised_low", kEmpty, kShareText, nullptr, "Low end of what is plausible", "实际寻求比例下限"},
    ColumnRow{"realised_high", kEmpty, kShareText, nullptr, "High end", "实际寻求比例上限"},
    kQuality, kSource,
};
constexpr std::array kObserved{
    ColumnRow{"month", kFilled, "month, as 2021-06", nullptr, "Month of the observation; figures are those of its end", "观察月份"},
    ColumnRow{"what", kFilled, "", &words<ObservedWhat>, "What was observed: the first three of a project, the others of a town or the district", "观察内容：前三项指项目，其余指镇街或全区"},
    ColumnRow{"place", kEmpty, "text", nullptr, "Id of the project; code or Chinese name of the town; empty: the district", "项目标识、镇街代码或名称；空白表示全区"},
    ColumnRow{"value", kEmpty, "number, 0 to 10000000; yuan to 10000000000000", nullptr, "The figure; empty for a project", "数值；项目留空"},
    ColumnRow{"source", kFilled, "text", nullptr, "Where it comes from", "数据来源"},
    ColumnRow{"note", kAbsent, "text", nullptr, "A word for people", "备注"},
};
constexpr std::array kParameters{
    ColumnRow{"id", kFilled, "id of a parameter", nullptr, "Key of a parameter of the scenario, as [parameters](parameters.md) lists them", "参数标识"},
    ColumnRow{"value", kFilled, "as the parameter wants it", nullptr, "Its value", "取值"},
    ColumnRow{"low", kEmpty, "as the parameter wants it", nullptr, "Low end of what is plausible: studies and uncertain runs draw from low to high", "合理下限，供不确定性分析抽取"},
    ColumnRow{"high", kEmpty, "as the parameter wants it", nullptr, "High end; both or none", "合理上限；与下限同填或同空"},
    ColumnRow{"unit", kEmpty, "text", nullptr, "Unit, as the parameter has it", "单位"},
    ColumnRow{"quality", kFilled, "", &qualities, "How the value is known", "数据质量：实测、公开估计、假设"},
    kSource,
    ColumnRow{"evidence", kEmpty, "text", nullptr, "Row of a table of evidence, for people", "证据索引，仅供阅读"},
    ColumnRow{"note", kEmpty, "text", nullptr, "A word for people", "备注"},
};

constexpr std::array kTables{
    TableRow{"towns", false, "Streets and towns of the district.", "区内各街道、镇。", kTowns},
    TableRow{"settlements", false, "Communities and villages, each of one town.", "社区和行政村。", kSettlements},
    TableRow{"census", false, "People of the whole district by sex and five-year age group, at two censuses.", "全区两次普查分性别、五岁组人口。", kCensus},
    TableRow{"age_shape", false, "How people spread over the single years inside a five-year group.", "五岁组内单岁分布。", kAgeShape},
    TableRow{"mortality", false, "Death rates by sex and age.", "分性别、年龄死亡率。", kMortality},
    TableRow{"disability", false, "Shares of need by age, and how need changes in a year.", "分年龄失能比例及年度变化。", kDisability},
    TableRow{"moves", false, "Moves from towns to streets of the district.", "由镇迁往街道的迁移率。", kMoves},
    TableRow{"existing", false, "Facilities that are open on the first day.", "期初已开放的设施。", kExisting},
    TableRow{"projects", false, "Facilities that the plan builds, one row each.", "计划建设的设施，每行一个。", kProjects},
    TableRow{"services", false, "Services that residents can get.", "可提供的服务。", kServices},
    TableRow{"demand", false, "Who would like a service, and who really seeks it.", "服务意愿与实际寻求。", kDemand},
    TableRow{"parameters", false, "All other numbers, each with its range and source.", "其他全部参数，附区间与来源。", kParameters},
    TableRow{"candidates", true, "Facilities that the plan does not build and a schedule may choose, with the columns of `projects`.", "计划之外、可供建设方案选用的设施，各列同 projects。", kProjects},
    TableRow{"build", true, "Months in which projects open, instead of drawn ones.", "指定各项目开放月份（代替抽取）。", kBuild},
    TableRow{"changes", true, "Dated changes of facilities: what closes, shrinks, merges or moves by plan.", "设施变动计划：关停、缩减、合并、搬迁。", kChanges},
    TableRow{"observed", true, "What has happened so far, for a plan under way.", "已发生的情况，用于执行中的计划。", kObserved},
};
// clang-format on

}  // namespace

std::span<const TableRow> table_rows() { return kTables; }

}  // namespace eldercast
