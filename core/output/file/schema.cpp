#include "output/file/schema.hpp"

#include <type_traits>

namespace eldercast {
namespace {

constexpr auto kDatasets = std::to_array<DatasetRow>({
    {"district", "residents", DimList(Dim::month, Dim::need), "persons", "residents aged 60 and over", "60岁及以上居民", false, "1.0",
     &Headline::residents},
    {"district", "residents_by_age", DimList(Dim::month, Dim::sex, Dim::age_group), "persons", "residents by sex and age",
     "按性别和年龄分的居民", false, "1.0", &Headline::residents_by_age},
    {"district", "life_flows", DimList(Dim::month, Dim::life_flow), "persons", "what happened to residents in the month", "当月人口变动",
     false, "1.0", &Headline::life_flows},
    {"district", "facilities_open", DimList(Dim::month, Dim::facility_kind), "facilities", "open facilities", "已开放设施", false, "1.0",
     &Headline::facilities_open},
    {"district", "settlements_covered", DimList(Dim::month, Dim::settlement_kind, Dim::reading), "settlements",
     "settlements with an open facility", "有设施覆盖的社区和村", false, "1.0", &Headline::settlements_covered},
    {"district", "residents_covered", DimList(Dim::month, Dim::strength), "persons", "residents covered, at four strengths", "覆盖居民",
     false, "1.0", &Headline::residents_covered},
    {"district", "demand", DimList(Dim::month, Dim::service, Dim::priority_group, Dim::demand_count), "persons",
     "residents by service, priority group and demand count", "各服务各群体的需求人数", false, "1.0", &Headline::demand},
    {"district", "new_seekers", DimList(Dim::month, Dim::service), "persons", "residents who began to seek the service in the month",
     "当月新增寻求服务人数", false, "1.0", &Headline::new_seekers},
    {"district", "beds", DimList(Dim::month, Dim::bed_type, Dim::bed_count), "beds", "beds at month end", "月末床位", false, "1.0",
     &Headline::beds},
    {"district", "bed_shortfall", DimList(Dim::month, Dim::shortfall_cause), "persons",
     "distinct residents who seek a bed and have none at month end", "月末床位缺口人数", false, "1.0", &Headline::bed_shortfall},
    {"district", "staff", DimList(Dim::month, Dim::role, Dim::staff_count), "persons", "staff at month end", "月末人员", false, "1.0",
     &Headline::staff},
    {"district", "accrued", DimList(Dim::month, Dim::payer, Dim::purpose), "CNY", "money accrued in the month", "当月应付金额", true, "1.0",
     &Headline::accrued_fen},
    {"district", "paid", DimList(Dim::month, Dim::payer, Dim::purpose), "CNY", "money paid in the month", "当月实付金额", true, "1.0",
     &Headline::paid_fen},
    {"district", "prefinancing", DimList(Dim::month), "CNY",
     "construction money that town governments have paid, net of what grants repaid", "镇街垫资余额", true, "1.0",
     &Headline::prefinancing_fen},
    {"district", "clause_accrued", DimList(Dim::year, Dim::clause), "CNY", "money accrued in the year by clause", "按条款全年应付金额",
     true, "1.0", &Headline::clause_accrued_fen},
    {"district", "clause_paid", DimList(Dim::year, Dim::clause), "CNY", "money paid in the year by clause", "按条款全年实付金额", true,
     "1.0", &Headline::clause_paid_fen},
    {"district", "service_volume", DimList(Dim::month, Dim::service, Dim::volume), "units of service_unit",
     "what those who seek a service would take in the month, and what was delivered", "当月服务量", false, "1.1", &Headline::volume},
    {"district", "travel", DimList(Dim::year, Dim::service), "person-minutes",
     "one way between home and place, added up over all who are served at year end", "年末全部在享服务者的单程路程时间合计", false, "1.3",
     &Headline::travel_minutes},
    {"district", "lottery_fund", DimList(Dim::month, Dim::fund_count), "CNY", "the lottery welfare fund's money for elderly care",
     "福彩公益金（养老）", true, "1.1", &Headline::lottery_fund_fen},
    {"district", "facilities_social", DimList(Dim::month, Dim::facility_kind), "facilities", "open facilities run by a social operator",
     "社会化运营设施", false, "2.0", &Headline::facilities_social},
    {"district", "facility_flows", DimList(Dim::year, Dim::facility_flow), "facilities",
     "facilities taken over or left by a social operator, closed, or opened again in the year", "全年设施变动", false, "2.0",
     &Headline::facility_flows},
    {"district", "displaced", DimList(Dim::year, Dim::service), "persons",
     "persons whose place went in the year: their facility closed, shrank, merged or moved", "全年因设施关停、缩减、合并、搬迁失去名额人数",
     false, "2.0", &Headline::displaced},
    {"district", "rule_figures", DimList(Dim::month, Dim::rule_figure), "rule_figure_unit",
     "figures that rules say of their own, whole district", "规则自定指标", false, "2.0", &Headline::rule_figures},
    {"district", "projects_waiting", DimList(Dim::month, Dim::wait_for), "projects",
     "projects that are due and do not start, by what they wait for", "到期未开工项目（按等待原因）", false, "2.0",
     &Headline::projects_waiting},
    {"district", "grants_waiting", DimList(Dim::year, Dim::payer), "CNY",
     "earned and due at year end, but beyond what the payer may pay in the year", "超出年度额度待付金额", true, "2.0",
     &Headline::grants_waiting_fen},
    {"district", "building_pace", DimList(Dim::year), "per mille",
     "delays of building as a multiple of the scenario's at year end: as learnt from what was observed until scenario.as_of, 1000 before",
     "年末建设延误倍数（按已观察情况推断）", false, "2.2", &Headline::building_pace_per_mille},
    {"towns", "residents", DimList(Dim::year, Dim::town, Dim::need), "persons", "residents aged 60 and over at year end",
     "年末60岁及以上居民", false, "1.0", &Headline::town_residents},
    {"towns", "facilities_open", DimList(Dim::year, Dim::town, Dim::facility_kind), "facilities", "open facilities at year end",
     "年末已开放设施", false, "1.0", &Headline::town_facilities_open},
    {"towns", "settlements_covered", DimList(Dim::year, Dim::town, Dim::settlement_kind, Dim::reading), "settlements",
     "settlements with an open facility at year end", "年末有设施覆盖的社区和村", false, "1.0", &Headline::town_settlements_covered},
    {"towns", "demand", DimList(Dim::year, Dim::town, Dim::service, Dim::demand_count), "persons",
     "residents by service and demand count at year end", "年末各服务需求人数", false, "1.0", &Headline::town_demand},
    {"towns", "beds", DimList(Dim::year, Dim::town, Dim::bed_count), "beds", "beds at year end", "年末床位", false, "1.0",
     &Headline::town_beds},
    {"towns", "hub_occupied", DimList(Dim::year, Dim::town), "per mille",
     "occupied of the open beds of the town's centre at year end; missing: no open centre with beds", "年末中心床位入住率", false, "1.2",
     &Headline::hub_occupied_per_mille, MeanOf::known},
    {"towns", "bed_shortfall", DimList(Dim::year, Dim::town, Dim::shortfall_cause), "persons",
     "distinct residents who seek a bed and have none at year end", "年末床位缺口人数", false, "1.0", &Headline::town_bed_shortfall},
    {"towns", "carers", DimList(Dim::year, Dim::town), "persons", "carers in post at year end", "年末在岗护理员", false, "1.0",
     &Headline::town_carers},
    {"towns", "accrued", DimList(Dim::year, Dim::town, Dim::payer), "CNY", "money accrued in the year", "全年应付金额", true, "1.0",
     &Headline::town_accrued_fen},
    {"towns", "prefinancing_peak", DimList(Dim::year, Dim::town), "CNY", "highest month-end balance advanced by the town in the year",
     "全年镇街垫资峰值", true, "1.0", &Headline::town_prefinancing_peak_fen},
    {"towns", "projects_waited", DimList(Dim::year, Dim::town, Dim::wait_for), "project-months",
     "months in which the town's projects were due and did not start, by what they waited for", "全年项目等待月数（按等待原因）", false,
     "2.0", &Headline::town_projects_waited},
    {"towns", "two_monthly", DimList(Dim::period, Dim::town, Dim::progress), "units of progress_unit",
     "two-monthly progress at the end of the period; money paid since the start", "两月进度", false, "1.1", &Headline::town_progress},
    {"towns", "prefinancing_peak_month", DimList(Dim::town), "month number",
     "month of the highest balance advanced by the town in the run, 0: the scenario's first; missing: it advances nothing",
     "镇街垫资峰值月份", false, "1.1", &Headline::town_prefinancing_peak_month, MeanOf::known},
    {"towns", "rule_figures", DimList(Dim::year, Dim::town, Dim::rule_figure), "rule_figure_unit",
     "figures that rules say of their own, by town: the sum of the year, or the value of its last month", "规则自定指标（镇街）", false,
     "2.0", &Headline::town_rule_figures},
    {"towns", "hub_break_even", DimList(Dim::town), "per mille",
     "occupancy at which the centre's fees cover its cost; above 1000: never by beds alone; missing: no open centre", "中心保本入住率",
     false, "1.1", &Headline::hub_break_even_per_mille, MeanOf::known},
    {"settlements", "covered", DimList(Dim::year, Dim::settlement, Dim::reading), "1", "1: covered at year end", "年末是否覆盖", false,
     "1.0", &Headline::settlement_covered},
    {"settlements", "unserved", DimList(Dim::settlement, Dim::service), "persons", "residents who wait for the service at the run's end",
     "期末等待服务的居民", false, "1.1", &Headline::settlement_unserved},
    {"facilities", "paper", DimList(Dim::year, Dim::facility), "1",
     "why an open facility is covered on paper only at year end, as a sum of bits: 1 nobody to staff it, 2 no working hub, 4 nobody uses "
     "it; "
     "0: in use, or not open",
     "年末仅有名义覆盖的原因（位值之和）", false, "1.1", &Headline::facility_paper, MeanOf::none},
    {"targets", "value", DimList(Dim::month, Dim::target), "1 / target_scale of target_unit",
     "what each target of the plan measures; divide by target_scale", "各项目标指标值", false, "1.1", &Headline::targets, MeanOf::known},
    {"targets", "by_town", DimList(Dim::year, Dim::town, Dim::target), "1 / target_scale of target_unit",
     "the same in every town at year end; missing: nothing to measure there, or not measured by town", "各镇街年末目标指标值", false, "1.1",
     &Headline::town_targets, MeanOf::known},
    {"detail", "settlement_residents", DimList(Dim::month, Dim::settlement), "persons", "residents aged 60 and over", "60岁及以上居民",
     false, "1.0", &Detail::settlement_residents},
    {"detail", "settlement_in_reach", DimList(Dim::month, Dim::settlement), "1", "1: basic activities are within reach", "基本活动是否可达",
     false, "1.0", &Detail::settlement_in_reach},
    {"detail", "facility_status", DimList(Dim::month, Dim::facility), "1", "0 planned, 1 open, 2 closed", "设施状态", false, "1.0",
     &Detail::facility_status},
    {"detail", "facility_events", DimList(Dim::month, Dim::facility), "1",
     "why the facility changed in the month, as a sum of bits: by plan 1 its own row closes it, 2 a row of changes closes it, 4 fewer "
     "beds, "
     "8 fewer hours, 16 merged, 32 moved; by a shock 64 shut, 128 a part of its places lost, 256 open again; 512 closed by a rule; by "
     "decision 1024 taken over, 2048 left by its operator, 4096 given up by the town, 8192 short hours; 0: nothing",
     "设施当月变动原因（位值之和）", false, "2.1", &Detail::facility_events, MeanOf::none},
    {"detail", "facility_displaced", DimList(Dim::month, Dim::facility), "persons",
     "persons who lost a place at the facility in the month, counted once for each service", "当月在该设施失去名额的人次", false, "2.1",
     &Detail::facility_displaced},
    {"detail", "facility_capacity", DimList(Dim::month, Dim::facility, Dim::resource), "units of the resource",
     "what the facility has, a month", "设施容量", false, "1.0", &Detail::facility_capacity},
    {"detail", "facility_staffed", DimList(Dim::month, Dim::facility, Dim::resource), "units of the resource",
     "the part that can be used with the carers in post", "有人员的容量", false, "1.0", &Detail::facility_staffed},
    {"detail", "facility_used", DimList(Dim::month, Dim::facility, Dim::resource), "units of the resource", "the part that is used",
     "已使用容量", false, "1.0", &Detail::facility_used},
    {"detail", "town_own_money", DimList(Dim::year, Dim::town, Dim::town_money), "CNY",
     "own money of the town in the year; nothing where towns always find the money", "镇街自有资金", true, "2.0", &Detail::town_money_fen},
    {"detail", "town_prefinancing", DimList(Dim::month, Dim::town), "CNY",
     "construction money that the town has paid, net of what grants repaid, at the end of the month", "镇街垫资余额", true, "1.2",
     &Detail::town_prefinancing_fen},
    {"projects", "opened", DimList(Dim::project), "month number", "month of opening, 0: the scenario's first; missing: not in the run",
     "开放月份", false, "1.0", &Detail::project_opened, MeanOf::known},
    {"projects", "waited", DimList(Dim::project), "months", "months in which the project was due and held, or not covered by money",
     "到期但因审批或资金未能开工的月数", false, "1.1", &Detail::project_waited},
    {"projects", "waited_for", DimList(Dim::project, Dim::wait_for), "months", "the same months by what the project waited for",
     "等待月数（按等待原因）", false, "2.0", &Detail::project_waited_for},
    {"projects", "cost", DimList(Dim::project), "CNY", "final cost of the project", "项目最终造价", true, "1.0", &Detail::project_cost_fen},
});

constexpr auto kGroups = std::to_array<GroupRow>({
    {"district", Level::headline, "the district by month", "全区月度结果"},
    {"towns", Level::headline, "towns by year", "镇街年度结果"},
    {"settlements", Level::headline, "settlements by year", "社区村年度结果"},
    {"facilities", Level::headline, "facilities by year", "设施年度结果"},
    {"targets", Level::headline, "targets of the plan by month, and by town and year", "规划目标"},
    {"detail", Level::detail, "settlements and facilities by month", "社区村与设施月度明细"},
    {"projects", Level::detail, "projects", "建设项目"},
});

/// Stands for a member of any type in the counting below.
struct AnyMember {
  template <class T>
  operator T() const;  // NOLINT: declared only, implicit by purpose
};

/// Number of members of an aggregate: as many initialisers as it takes.
template <class Aggregate, class... Members>
consteval std::size_t member_count() {
  if constexpr (requires { Aggregate{Members{}..., AnyMember{}}; }) {
    return member_count<Aggregate, Members..., AnyMember>();
  } else {
    return sizeof...(Members);
  }
}

consteval std::size_t rows_of(Level level) {
  std::size_t count = 0;
  for (const DatasetRow& row : kDatasets) count += row.level() == level ? 1 : 0;
  return count;
}

consteval bool all_different() {
  for (std::size_t i = 0; i < kDatasets.size(); ++i) {
    for (std::size_t j = i + 1; j < kDatasets.size(); ++j) {
      const bool same_place = kDatasets[i].group == kDatasets[j].group && kDatasets[i].name == kDatasets[j].name;
      if (same_place || kDatasets[i].source == kDatasets[j].source) return false;
    }
  }
  return true;
}

template <class Member>
struct MemberTraits;
template <class T, std::size_t Rank, class Owner>
struct MemberTraits<Cube<T, Rank> Owner::*> {
  using Element = T;
  static constexpr std::size_t kRank = Rank;
};

constexpr std::size_t rank_of(const Source& source) {
  return std::visit([](auto member) { return MemberTraits<decltype(member)>::kRank; }, source);
}

consteval bool ranks_agree() {
  for (const DatasetRow& row : kDatasets) {
    if (row.dims.count != rank_of(row.source)) return false;
  }
  return true;
}

consteval bool groups_agree() {
  for (const DatasetRow& row : kDatasets) {
    bool found = false;
    for (const GroupRow& group : kGroups) found = found || (group.name == row.group && group.level == row.level());
    if (!found) return false;
  }
  return true;
}

static_assert(groups_agree(), "a row stands in a group that is not in the table of groups, or is of another level");
static_assert(all_different(), "two rows share a path or a member");
static_assert(ranks_agree(), "a row names more or fewer dimensions than its cube has");
static_assert(rows_of(Level::headline) == member_count<Headline>(), "a member of Headline has no row");
static_assert(rows_of(Level::detail) == member_count<Detail>() - 1, "a member of Detail other than the postings has no row");

template <class Tag>
std::int64_t number_of(Id<Tag> id) {
  return id.valid() ? static_cast<std::int64_t>(id.value) : -1;
}
std::int64_t number_of(Fen money) { return money.value; }
template <class Value>
std::int64_t number_of(Value value) {
  return static_cast<std::int64_t>(value);
}

template <class Tag>
void set(std::int64_t cell, Id<Tag>& id) {
  id = cell < 0 ? Id<Tag>{} : Id<Tag>(static_cast<std::size_t>(cell));
}
void set(std::int64_t cell, Fen& money) { money = Fen{cell}; }
template <class Value>
void set(std::int64_t cell, Value& value) {
  value = static_cast<Value>(cell);
}

using Element = PostingColumn::Element;

/// A column that holds a member of the posting.
template <auto Member>
constexpr PostingColumn posted(std::string_view name, Element element, Dim points_at, std::string_view units, std::string_view long_name,
                               std::string_view long_name_zh) {
  return {name,
          element,
          units,
          long_name,
          long_name_zh,
          units == "CNY",
          points_at,
          [](const BookedPosting& posting) { return number_of(posting.*Member); },
          [](std::int64_t cell, BookedPosting& posting) { set(cell, posting.*Member); }};
}

constexpr auto kPostingColumns = std::to_array<PostingColumn>({
    {"replicate", Element::int32, "1", "replicate number", "重复模拟编号", false},
    posted<&BookedPosting::month_accrued>("month_accrued", Element::int16, Dim::posting, "month number",
                                          "month in which it was earned, 0: the scenario's first", "应付月份"),
    posted<&BookedPosting::month_paid>("month_paid", Element::int16, Dim::posting, "month number",
                                       "month in which it is paid; may lie after the run", "实付月份"),
    posted<&BookedPosting::town>("town_index", Element::int16, Dim::town, "1", "position in town", "镇街序号"),
    posted<&BookedPosting::facility>("facility_index", Element::int32, Dim::facility, "1", "position in facility", "设施序号"),
    posted<&BookedPosting::service>("service_index", Element::int16, Dim::service, "1", "position in service", "服务序号"),
    posted<&BookedPosting::rule>("rule_index", Element::int16, Dim::rule, "1", "position in rule; -1: booked by the engine itself",
                                 "规则序号"),
    posted<&BookedPosting::clause>("clause_index", Element::int32, Dim::clause, "1", "position in clause", "条款序号"),
    posted<&BookedPosting::payer>("payer_index", Element::int8, Dim::payer, "1", "position in payer", "出资方序号"),
    posted<&BookedPosting::purpose>("purpose_index", Element::int8, Dim::purpose, "1", "position in purpose", "用途序号"),
    posted<&BookedPosting::amount>("amount", Element::int64, Dim::posting, "CNY", "amount", "金额"),
});

constexpr std::array kPostingTables{Dim::town, Dim::facility, Dim::service, Dim::rule, Dim::clause, Dim::payer, Dim::purpose};
constexpr std::array kScenarioTables{Dim::town,        Dim::settlement, Dim::facility, Dim::project,   Dim::service, Dim::rule,
                                     Dim::rule_figure, Dim::clause,     Dim::target,   Dim::parameter, Dim::gap,     Dim::data_table};

}  // namespace

std::string_view DatasetRow::element() const {
  return std::visit(
      [](auto member) -> std::string_view {
        using Cell = typename MemberTraits<decltype(member)>::Element;
        if constexpr (std::is_same_v<Cell, std::int32_t>) return "int32";
        if constexpr (std::is_same_v<Cell, std::int64_t>) return "int64";
        if constexpr (std::is_same_v<Cell, std::uint8_t>) return "uint8";
      },
      source);
}

std::int64_t headline_bytes(const Description& description) {
  std::size_t bytes = 0;
  for (const DatasetRow& row : kDatasets) {
    if (row.level() != Level::headline) continue;
    std::size_t cells = 1;
    for (const Dim dim : row.dims) cells *= size_of(dim, description);
    bytes += cells * std::visit([](auto member) { return sizeof(typename MemberTraits<decltype(member)>::Element); }, row.source);
  }
  return static_cast<std::int64_t>(bytes);
}

std::string DatasetRow::path() const { return "/" + std::string(group) + "/" + std::string(name); }

std::span<const GroupRow> group_table() { return kGroups; }
std::span<const DatasetRow> dataset_table() { return kDatasets; }
std::span<const PostingColumn> posting_columns() { return kPostingColumns; }
std::span<const Dim> posting_tables() { return kPostingTables; }
std::span<const Dim> scenario_tables() { return kScenarioTables; }

std::string_view element_name(PostingColumn::Element element) {
  constexpr std::array<std::string_view, 4> kNames{"int8", "int16", "int32", "int64"};
  return kNames[static_cast<std::size_t>(element)];
}

}  // namespace eldercast
