#include "output/file/dimension.hpp"

#include <array>
#include <cstdlib>

#include "output/figures/sample.hpp"
#include "output/file/column_sources.hpp"
#include "output/render/words.hpp"

namespace eldercast {
namespace {

using Texts = std::vector<std::string>;
using Numbers = std::vector<std::int32_t>;
using Flags = std::vector<std::uint8_t>;

/// Coordinates of an enumeration: its text names.
template <class Enum>
Column names(const Description& /*unused*/) {
  return Texts(Names<Enum>::kText.begin(), Names<Enum>::kText.end());
}

/// Coordinates of payers, purposes and roles: those that the scenario names come last.
template <class Enum>
Column all_names(const Description& description) {
  return spellings_of<Enum>(description.names);
}
template <class Enum, std::string Text::*Language>
Column all_words(const Description& description) {
  Texts out;
  for (const Enum one : all_of<Enum>(description.names)) out.push_back(words_of(one, description.names).*Language);
  return out;
}
Column public_payers(const Description& description) {
  Flags out;
  for (const Payer payer : all_of<Payer>(description.names)) out.push_back(is_public(payer, description.names) ? 1 : 0);
  return out;
}

template <class Enum>
Column chinese(const Description& /*unused*/) {
  constexpr auto kNames = zh_names(Enum{});
  return Texts(kNames.begin(), kNames.end());
}

/// The codes of the towns in which facilities or projects stand.
template <auto Table>
Column town_codes(const Description& description) {
  Texts out;
  for (const auto& line : description.*Table)
    out.push_back(description.towns[description.settlements[line.settlement.index()].town.index()].code);
  return out;
}

Column gone_months(const Description& description) {
  Numbers out;
  for (const FacilityLine& one : description.facilities) out.push_back(one.gone ? *one.gone - description.start : -1);
  return out;
}
void take_gone_months(const Column& column, Description& out) {
  std::size_t row = 0;
  for (FacilityLine& one : out.facilities) {
    const std::int32_t month = std::get<Numbers>(column).at(row++);
    if (month >= 0 && month < out.months()) one.gone = out.start + month;
  }
}

Column months(const Description& description) {
  Texts out;
  for (int month = 0; month < description.months(); ++month) out.push_back(text_of(description.start + month));
  return out;
}

Column years(const Description& description) {
  Numbers out;
  for (int year = 0; year < description.years(); ++year) out.push_back(description.start.year() + year);
  return out;
}

/// "2019-01/02"; a last month that stands alone is "2023-01".
Column periods(const Description& description) {
  Texts out;
  for (int first = 0; first < description.months(); first += 2) {
    const std::string second = first + 1 < description.months() ? "/" + text_of(description.start + (first + 1)).substr(5) : "";
    out.push_back(text_of(description.start + first) + second);
  }
  return out;
}

Column period_ends(const Description& description) {
  Texts out;
  for (int period = 0; period < description.periods(); ++period) {
    out.push_back(text_of(description.start + description.last_month_of_period(period)));
  }
  return out;
}

/// A member of every target.
template <auto Member>
Column judged(const Description& description) {
  return column_of<Member>(judged_targets(description));
}

Column progress_units(const Description& /*unused*/) { return Texts{"facilities", "facilities", "CNY", "persons", "persons", "places"}; }

/// First day of each month in days since 1970-01-01 (civil calendar; the algorithm counts years from March).
Column month_starts(const Description& description) {
  Numbers out;
  for (int i = 0; i < description.months(); ++i) {
    const YearMonth when = description.start + i;
    const int year = when.month() > 2 ? when.year() : when.year() - 1;
    const int month_from_march = (when.month() + 9) % 12;
    const int days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month_from_march + 2) / 5;
    out.push_back(days - 719468);
  }
  return out;
}

/// The engine calls "no clause" by the empty text, which would be a coordinate that nobody can see.
Column clauses(const Description& description) {
  Texts out;
  for (const std::string& clause : description.clauses) out.push_back(clause.empty() ? std::string(kNoClause) : clause);
  return out;
}

constexpr ColumnSource kGone{gone_months, take_gone_months};
template <Need kNeed>
constexpr auto kFee = [](auto& line) -> auto& {
  return line.fee_yuan_month[kNeed];
};
constexpr auto kUnitText = [](const JudgedTarget& target) { return unit_text(target.unit); };
constexpr auto kScale = [](const JudgedTarget& target) { return scale_of(target.unit); };
constexpr auto kDueText = [](const JudgedTarget& target) { return text_of(target.due); };
constexpr auto kTowns = &Description::towns;
constexpr auto kSettlements = &Description::settlements;
constexpr auto kFacilities = &Description::facilities;
constexpr auto kProjects = &Description::projects;
constexpr auto kServices = &Description::services;
constexpr auto kRuleFigures = &Description::rule_figures;
constexpr auto kOrigins = &Description::origins;
constexpr auto kTables = &Description::tables;

constexpr auto kDimensions = std::to_array<DimensionRow>({
    {Dim::replicate, "replicate", "replicate number, from 0", "重复模拟编号", nullptr},
    {Dim::detail_replicate, "detail_replicate", "number of a replicate that is kept in detail", "保留明细的重复模拟编号", nullptr},
    {Dim::month, "month", "calendar month", "月份", months},
    {Dim::year, "year", "calendar year", "年份", years},
    {Dim::town, "town", "official code of the street or town", "镇街代码", keyed<kTowns, &TownLine::code>},
    {Dim::settlement, "settlement", "official code of the community or village", "社区或村代码",
     keyed<kSettlements, &SettlementLine::code>},
    {Dim::facility, "facility", "facility id; existing facilities first, then one a project", "设施编号",
     keyed<kFacilities, &FacilityLine::id>},
    {Dim::project, "project", "project id", "建设项目编号", keyed<kProjects, &ProjectLine::id>},
    {Dim::posting, "posting", "posting number, in the order of booking", "记账编号", nullptr},
    {Dim::service, "service", "service id", "服务编号", keyed<kServices, &ServiceLine::id>},
    {Dim::rule, "rule", "rule id", "规则编号", list<&Description::rules>},
    {Dim::rule_figure, "rule_figure", "figure that a rule says of its own", "规则自定指标", keyed<kRuleFigures, &RuleFigureLine::id>},
    {Dim::clause, "clause", "clause of the plan; none: money booked under no clause", "条款", clauses},
    {Dim::priority_group, "priority_group", "priority group", "优先群体", names<PriorityGroup>},
    {Dim::need, "need", "level of need for care", "自理能力", names<Need>},
    {Dim::sex, "sex", "sex", "性别", names<Sex>},
    {Dim::age_group, "age_group", "five-year age group", "年龄组", names<AgeGroup>},
    {Dim::life_flow, "life_flow", "what happened to residents", "人口变动", names<LifeFlow>},
    {Dim::facility_kind, "facility_kind", "kind of facility", "设施类别", names<FacilityKind>},
    {Dim::settlement_kind, "settlement_kind", "kind of settlement", "社区或村", names<SettlementKind>},
    {Dim::reading, "reading", "own: has a facility of its own; with_centre: or a centre stands in it", "覆盖口径", names<CoverageReading>},
    {Dim::strength, "strength", "strength of coverage", "覆盖强度", names<CoverageStrength>},
    {Dim::demand_count, "demand_count",
     "nested demand counts; served: something was given in the month, holding: a place is held and nothing was", "需求口径",
     names<DemandCount>},
    {Dim::bed_type, "bed_type", "bed type", "床位类别", names<BedType>},
    {Dim::bed_count, "bed_count", "which beds are counted", "床位口径", names<BedCount>},
    {Dim::shortfall_cause, "shortfall_cause", "why a bed is missing", "床位缺口原因", names<ShortfallCause>},
    {Dim::role, "role", "role of staff", "岗位", all_names<Role>},
    {Dim::staff_count, "staff_count", "which staff are counted", "人员口径", names<StaffCount>},
    {Dim::payer, "payer", "who pays", "出资方", all_names<Payer>},
    {Dim::purpose, "purpose", "what the money is for", "用途", all_names<Purpose>},
    {Dim::resource, "resource", "what a facility offers a month", "服务资源", names<Resource>},
    {Dim::target, "target", "target of the plan, those with several readings once a reading; targets of rules", "规划目标和规则自设目标",
     judged<&JudgedTarget::id>},
    {Dim::volume, "volume", "sought or delivered", "服务量口径", names<Volume>},
    {Dim::fund_count, "fund_count", "income, what was committed, and what is left at month end", "资金口径", names<FundCount>},
    {Dim::period, "period", "two months of the progress report", "两月报告期", periods},
    {Dim::progress, "progress", "row of the progress report", "进度指标", names<Progress>},
    {Dim::facility_flow, "facility_flow", "what happened to facilities", "设施变动", names<FacilityFlow>},
    {Dim::wait_for, "wait_for", "whose money, or which word, a project waits for", "等待原因", names<WaitFor>},
    {Dim::town_money, "town_money", "what moved in a town's own money", "自有资金口径", names<TownMoney>},
    {Dim::parameter, "parameter", "parameter id", "参数编号", keyed<kOrigins, &ParameterOrigin::id>},
    {Dim::gap, "gap", "known gap of the data", "数据缺口", list<&Description::data_gaps>},
    {Dim::data_table, "data_table", "table of the scenario", "数据表", keyed<kTables, &DataTable::name>},
});

constexpr auto kLabels = std::to_array<LabelRow>({
    {Dim::month, "start", "days since 1970-01-01", "first day of the month", "当月首日", month_starts},
    {Dim::town, "name_zh", "1", "Chinese name of the town", "镇街名称", kept<kTowns, &TownLine::name_zh>},
    {Dim::town, "name_en", "1", "English name of the town", "镇街英文名", kept<kTowns, &TownLine::name_en>},
    {Dim::town, "kind", "1", "street or town", "街道或镇", kept<kTowns, &TownLine::kind>},
    {Dim::town, "lon", "degrees_east", "longitude of the town seat", "镇街驻地经度", kept<kTowns, &TownLine::lon>},
    {Dim::town, "lat", "degrees_north", "latitude of the town seat", "镇街驻地纬度", kept<kTowns, &TownLine::lat>},
    {Dim::settlement, "name_zh", "1", "Chinese name of the settlement", "社区或村名称", kept<kSettlements, &SettlementLine::name_zh>},
    {Dim::settlement, "name_en", "1", "English name of the settlement", "社区或村英文名", kept<kSettlements, &SettlementLine::name_en>},
    {Dim::settlement, "kind", "1", "community or village", "社区或村", kept<kSettlements, &SettlementLine::kind>},
    {Dim::settlement, "town", "1", "code of the settlement's town", "所属镇街代码",
     linked<kSettlements, &SettlementLine::town, kTowns, &TownLine::code>},
    {Dim::facility, "kind", "1", "kind of facility", "设施类别", kept<kFacilities, &FacilityLine::kind>},
    {Dim::facility, "settlement", "1", "code of the settlement in which it stands", "所在社区或村代码",
     linked<kFacilities, &FacilityLine::settlement, kSettlements, &SettlementLine::code>},
    {Dim::facility, "town", "1", "code of the town in which it stands", "所在镇街代码", town_codes<kFacilities>},
    {Dim::facility, "siting_assumed", "1", "1: the town is printed, the settlement follows the siting rule", "选址为假定",
     kept<kFacilities, &FacilityLine::siting_assumed>},
    {Dim::facility, "gone", "month number", "month from which a plan has it no more, closed or merged, 0: the scenario's first; -1: never",
     "计划停止的月份", kGone},
    {Dim::project, "kind", "1", "kind of facility", "设施类别", kept<kProjects, &ProjectLine::kind>},
    {Dim::project, "settlement", "1", "code of the settlement in which it stands", "所在社区或村代码",
     linked<kProjects, &ProjectLine::settlement, kSettlements, &SettlementLine::code>},
    {Dim::project, "town", "1", "code of the town in which it stands", "所在镇街代码", town_codes<kProjects>},
    {Dim::project, "planned_year", "1", "year printed in the plan", "计划年份", kept<kProjects, &ProjectLine::planned_year>},
    {Dim::project, "built", "1", "1: reported as built", "已建成", kept<kProjects, &ProjectLine::built>},
    {Dim::project, "confidence", "1", "share of the readings of the printed table that agree with the year", "年份可信度",
     kept<kProjects, &ProjectLine::confidence>},
    {Dim::service, "name_zh", "1", "Chinese name of the service", "服务名称", kept<kServices, &ServiceLine::name_zh>},
    {Dim::service, "name_en", "1", "English name of the service", "服务英文名", kept<kServices, &ServiceLine::name_en>},
    {Dim::service, "unit", "1", "unit of the service", "计量单位", kept<kServices, &ServiceLine::unit>},
    {Dim::service, "in_bed", "1", "1: given in a bed of a facility", "占用机构床位", kept<kServices, &ServiceLine::bed>},
    {Dim::service, "needs_hub", "1", "1: at a spoke only with a working hub", "须依托中心", kept<kServices, &ServiceLine::needs_hub>},
    {Dim::service, "is_list", "1", "1: being on a list, and no care", "仅为签约名额", kept<kServices, &ServiceLine::list>},
    {Dim::service, "fee_independent", "CNY a month", "what an independent user pays before any cover; 0: nothing, or not given",
     "自理老人月费", kept<kServices, kFee<Need::independent>>},
    {Dim::service, "fee_partial", "CNY a month", "the same for a user in partial need", "半失能老人月费",
     kept<kServices, kFee<Need::partial>>},
    {Dim::service, "fee_full", "CNY a month", "the same for a user in full need", "失能老人月费", kept<kServices, kFee<Need::full>>},
    {Dim::rule_figure, "name_zh", "1", "Chinese name", "中文名", kept<kRuleFigures, &RuleFigureLine::name_zh>},
    {Dim::rule_figure, "name_en", "1", "English name", "英文名", kept<kRuleFigures, &RuleFigureLine::name_en>},
    {Dim::rule_figure, "unit", "1", "unit of the figure", "计量单位", kept<kRuleFigures, &RuleFigureLine::unit>},
    {Dim::rule_figure, "kind", "1", "sum: a year is the sum of its months; state: its last month", "年度口径",
     kept<kRuleFigures, &RuleFigureLine::kind>},
    {Dim::priority_group, "name_zh", "1", "Chinese name", "中文名", chinese<PriorityGroup>},
    {Dim::need, "name_zh", "1", "Chinese name", "中文名", chinese<Need>},
    {Dim::sex, "name_zh", "1", "Chinese name", "中文名", chinese<Sex>},
    {Dim::age_group, "name_zh", "1", "Chinese name", "中文名", chinese<AgeGroup>},
    {Dim::life_flow, "name_zh", "1", "Chinese name", "中文名", chinese<LifeFlow>},
    {Dim::facility_kind, "name_zh", "1", "Chinese name", "中文名", chinese<FacilityKind>},
    {Dim::settlement_kind, "name_zh", "1", "Chinese name", "中文名", chinese<SettlementKind>},
    {Dim::reading, "name_zh", "1", "Chinese name", "中文名", chinese<CoverageReading>},
    {Dim::strength, "name_zh", "1", "Chinese name", "中文名", chinese<CoverageStrength>},
    {Dim::demand_count, "name_zh", "1", "Chinese name", "中文名", chinese<DemandCount>},
    {Dim::bed_type, "name_zh", "1", "Chinese name", "中文名", chinese<BedType>},
    {Dim::bed_count, "name_zh", "1", "Chinese name", "中文名", chinese<BedCount>},
    {Dim::shortfall_cause, "name_zh", "1", "Chinese name", "中文名", chinese<ShortfallCause>},
    {Dim::role, "name_zh", "1", "Chinese name", "中文名", all_words<Role, &Text::zh>},
    {Dim::role, "name_en", "1", "English name", "英文名", all_words<Role, &Text::en>},
    {Dim::staff_count, "name_zh", "1", "Chinese name", "中文名", chinese<StaffCount>},
    {Dim::payer, "name_zh", "1", "Chinese name", "中文名", all_words<Payer, &Text::zh>},
    {Dim::payer, "name_en", "1", "English name", "英文名", all_words<Payer, &Text::en>},
    {Dim::payer, "public", "1", "1: counts as public money", "是否为公共资金", public_payers},
    {Dim::purpose, "name_zh", "1", "Chinese name", "中文名", all_words<Purpose, &Text::zh>},
    {Dim::purpose, "name_en", "1", "English name", "英文名", all_words<Purpose, &Text::en>},
    {Dim::resource, "name_zh", "1", "Chinese name", "中文名", chinese<Resource>},
    {Dim::target, "name_en", "1", "English name of the target", "目标英文名", judged<&JudgedTarget::en>},
    {Dim::target, "name_zh", "1", "Chinese name of the target", "目标名称", judged<&JudgedTarget::zh>},
    {Dim::target, "clause", "1", "clause of the plan", "条款", judged<&JudgedTarget::clause>},
    {Dim::target, "unit", "1", "share, m2_per_resident or count", "目标单位", judged<kUnitText>},
    {Dim::target, "scale", "1", "stored number of one unit: 10000 for shares and land, 1 for counts", "存储倍数", judged<kScale>},
    {Dim::target, "threshold", "target_unit", "value that meets the target, in its unit (a share as 0.95); NaN: the plan prints none",
     "目标值", judged<&JudgedTarget::threshold>},
    {Dim::target, "strict", "target_unit", "value that meets its stricter reading; NaN: there is none", "严格目标值",
     judged<&JudgedTarget::strict>},
    {Dim::target, "at_most", "1", "1: met when the value is not above the threshold", "是否为上限", judged<&JudgedTarget::at_most>},
    {Dim::target, "due", "1", "month at whose end the target is due", "目标期限", judged<kDueText>},
    {Dim::target, "figure", "1", "figure of a rule that is judged; empty: measured by the model", "所评判的规则指标",
     judged<&JudgedTarget::figure>},
    {Dim::gap, "zh", "1", "the same in Chinese", "中文", list<&Description::data_gaps_zh>},
    {Dim::volume, "name_zh", "1", "Chinese name", "中文名", chinese<Volume>},
    {Dim::fund_count, "name_zh", "1", "Chinese name", "中文名", chinese<FundCount>},
    {Dim::period, "end", "1", "last month of the period", "报告期末月", period_ends},
    {Dim::progress, "name_zh", "1", "Chinese name", "中文名", chinese<Progress>},
    {Dim::progress, "unit", "1", "unit of the row", "单位", progress_units},
    {Dim::facility_flow, "name_zh", "1", "Chinese name", "中文名", chinese<FacilityFlow>},
    {Dim::wait_for, "name_zh", "1", "Chinese name", "中文名", chinese<WaitFor>},
    {Dim::town_money, "name_zh", "1", "Chinese name", "中文名", chinese<TownMoney>},
    {Dim::parameter, "value", "1", "value used, in parameter_unit", "取值", kept<kOrigins, &ParameterOrigin::value>},
    {Dim::parameter, "low", "1", "low end of the plausible range; NaN: none", "合理下限", kept<kOrigins, &ParameterOrigin::low>},
    {Dim::parameter, "high", "1", "high end of the plausible range; NaN: none", "合理上限", kept<kOrigins, &ParameterOrigin::high>},
    {Dim::parameter, "unit", "1", "unit of the value", "单位", kept<kOrigins, &ParameterOrigin::unit>},
    {Dim::parameter, "quality", "1", "measured, published_estimate or assumption", "数据质量", kept<kOrigins, &ParameterOrigin::quality>},
    {Dim::parameter, "source", "1", "where the value comes from", "来源", kept<kOrigins, &ParameterOrigin::source>},
    {Dim::data_table, "path", "1", "where resolved_text looks for the table", "数据表路径", kept<kTables, &DataTable::path>},
    {Dim::data_table, "text", "1", "the whole table as it was read", "数据表全文", kept<kTables, &DataTable::text>},
});

consteval bool in_enumerator_order() {
  for (std::size_t i = 0; i < kDimensions.size(); ++i) {
    if (static_cast<std::size_t>(kDimensions[i].dim) != i) return false;
  }
  return kDimensions.size() == static_cast<std::size_t>(Dim::data_table) + 1;
}
static_assert(in_enumerator_order());

}  // namespace

std::span<const DimensionRow> dimension_table() { return kDimensions; }
const DimensionRow& dimension(Dim dim) { return kDimensions[static_cast<std::size_t>(dim)]; }
std::span<const LabelRow> label_table() { return kLabels; }

std::string label_name(const LabelRow& row) { return std::string(dimension(row.dim).name) + "_" + std::string(row.suffix); }

std::string_view unit_text(TargetUnit unit) {
  constexpr std::array<std::string_view, 3> kTexts{"share", "m2_per_resident", "count"};
  return kTexts[static_cast<std::size_t>(unit)];
}

std::size_t size_of(Dim dim, const Description& description) {
  const DimensionRow& row = dimension(dim);
  if (row.coordinates.make == nullptr) std::abort();
  return length(row.coordinates(description));
}

}  // namespace eldercast
