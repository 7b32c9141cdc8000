#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "output/answer/answer.hpp"
#include "output/figures/sample.hpp"
#include "output/render/text_cells.hpp"
#include "output/render/words.hpp"

namespace eldercast {

namespace {

Table table_of(const char* key, Text title, std::vector<TableColumn> columns) {
  return {key, "", std::move(title.zh), std::move(title.en), std::move(columns), {}, {}};
}

TableColumn label(const char* zh, const char* en) { return {"label", zh, en, "", CellFormat::text}; }

/// One column a year, at most four: the last ones.
std::vector<TableColumn> year_columns(const Summary& summary, const char* zh, const char* en, bool interval) {
  std::vector<TableColumn> out{label(zh, en)};
  for (const SummaryYear& year : shown_years(summary)) {
    const std::string name = std::to_string(year.year);
    out.push_back({"year_" + name, name, name, "", CellFormat::whole, false});
  }
  out.back().interval = interval;
  return out;
}

template <class CellOf>
std::vector<Cell> year_row(const Summary& summary, Text name, CellOf cell_of) {
  std::vector<Cell> out{std::move(name)};
  for (const SummaryYear& year : shown_years(summary)) out.emplace_back(cell_of(year));
  return out;
}

Table coverage(const Summary& summary, bool whole) {
  Table out =
      table_of("coverage", {"覆盖（年末）", "Coverage at the end of the year"}, year_columns(summary, "年末", "at the end of", whole));
  const auto shares = [&](const Estimate& value, bool last) -> Cell {
    return whole && last ? percent_estimate_text(value, false) : percent_text(value.mean) + "%";
  };
  for (const SettlementKind kind : all_of<SettlementKind>()) {
    if (summary.settlements[kind] == 0) continue;
    const bool community = kind == SettlementKind::community;
    for (const CoverageReading reading : all_of<CoverageReading>()) {
      if (!whole && reading != CoverageReading::own) continue;
      const bool own = reading == CoverageReading::own;
      out.rows.push_back(
          year_row(summary,
                   {fmt::format("有{}的{}（共{}）", own ? "自有设施" : "设施或中心", chinese_of(kind), summary.settlements[kind]),
                    fmt::format("{} with {}, of {}", community ? "communities" : "villages", own ? "a facility" : "a facility or a centre",
                                summary.settlements[kind])},
                   [&](const SummaryYear& year) -> Cell {
                     const Estimate& value = year.settlements_covered[kind][reading];
                     return whole && &year == &summary.years.back() ? Cell{value} : number_cell(value.mean);
                   }));
    }
  }
  const auto people = [&](CoverageStrength strength, Text name) {
    out.rows.push_back(year_row(summary, std::move(name), [&](const SummaryYear& year) {
      return shares(year.residents_covered[strength], &year == &summary.years.back());
    }));
  };
  if (whole) people(CoverageStrength::nominal, {"可及开放设施的老年人", "older people in reach of a facility"});
  people(CoverageStrength::effective, {"可及运转中心的老年人", "older people in reach of a working centre"});
  if (whole) people(CoverageStrength::used, {"使用任一服务的老年人（含家庭医生签约）", "older people served, doctors' lists too"});
  people(CoverageStrength::cared, {"得到照护的老年人（不含家庭医生签约）", "older people given care (no doctors' lists)"});
  return out;
}

Table residents(const Summary& summary) {
  Table out =
      table_of("residents", {"60岁及以上老年人", "Residents aged 60 and over"}, year_columns(summary, "年末", "at the end of", false));
  out.rows.push_back(year_row(summary, {"合计", "all"}, [](const SummaryYear& year) { return number_cell(year.residents.mean); }));
  for (const Need need : all_of<Need>()) {
    out.rows.push_back(
        year_row(summary, words_of(need), [&](const SummaryYear& year) { return number_cell(year.residents_by_need[need].mean); }));
  }
  return out;
}

Table demand(const char* key, Text title, Text what, const std::vector<SummaryDemand>& lines) {
  Table out = table_of(key, std::move(title), {{"name", what.zh, what.en, "", CellFormat::text}});
  for (const DemandCount count : {DemandCount::wanting, DemandCount::seeking, DemandCount::served, DemandCount::waiting}) {
    const Text words = words_of(count);
    out.columns.push_back({std::string(name_of(count)), words.zh, words.en, "persons", CellFormat::whole});
  }
  for (const SummaryDemand& line : lines) {
    std::vector<Cell> row{Text{line.name_zh, line.name_en}};
    for (const DemandCount count : {DemandCount::wanting, DemandCount::seeking, DemandCount::served, DemandCount::waiting})
      row.push_back(number_cell(line.counts[count].mean));
    out.rows.push_back(std::move(row));
  }
  return out;
}

Table beds(const Summary& summary) {
  const SummaryBeds& beds = summary.beds;
  Table out = table_of("beds", {"床位（期末）", "Beds at the end"},
                       {label("", ""),
                        {"value", "全部", "all", "beds", CellFormat::whole, true},
                        {"nursing", "护理型", "nursing", "beds", CellFormat::whole},
                        {"other", "其他", "other", "beds", CellFormat::whole}});
  const auto add = [&](Text name, const Estimate& all, auto of_type) {
    out.rows.push_back({std::move(name), all, number_cell(of_type(BedType::nursing)), number_cell(of_type(BedType::other))});
  };
  add({"开放", "open"}, beds.open, [&](BedType type) { return beds.by_type[type][BedCount::open].mean; });
  add({"有人员", "with carers for them"}, beds.staffed, [&](BedType type) { return beds.by_type[type][BedCount::staffed].mean; });
  add({"在住", "occupied"}, beds.occupied, [&](BedType type) { return beds.by_type[type][BedCount::occupied].mean; });
  add({"有人员而空置", "with carers, and empty"}, beds.vacant, [&](BedType type) { return beds.vacant_by_type[type].mean; });
  out.rows.push_back({Text{"其中：在无人缺床的镇街", "of them: in towns where nobody is short"}, beds.vacant_elsewhere, {}, {}});
  out.rows.push_back({Text{"需要床位而没有的人", "people who need a bed and have none"}, beds.shortfall, {}, {}});
  for (const ShortfallCause cause : all_of<ShortfallCause>()) {
    const Text words = words_of(cause);
    out.rows.push_back({Text{"其中：" + words.zh, "of them: " + words.en}, beds.shortfall_by_cause[cause], {}, {}});
  }
  return out;
}

/// Two yardsticks of planners, beside which the model says who goes without a bed, where, and why.
Table bed_benchmarks(const Summary& summary) {
  const SummaryBeds& beds = summary.beds;
  Table out = table_of(
      "bed_benchmarks",
      {"两个床位标尺：一个按全部老年人口，一个按申请人数；都不看床位在哪里、是否有人员，都不是模型的答案（模型的答案是上表的缺床人数）",
       "Two yardsticks for beds, one by all older people, one by those who apply; neither asks where beds are or who staffs them, and "
       "neither is the model's answer, which is the people without a bed above"},
      {label("", ""), {"value", "数量", "number", "beds", CellFormat::whole, true}});
  out.rows.push_back({Text{fmt::format("按每千名老人{:.4g}张床计，{}", beds.beds_per_1000, beds.fixed_ratio_gap.mean > 0 ? "缺" : "余"),
                           fmt::format("a ratio of {:.4g} beds per 1,000 would say: {}", beds.beds_per_1000,
                                       beds.fixed_ratio_gap.mean > 0 ? "too few by" : "too many by")},
                      number_cell(std::abs(beds.fixed_ratio_gap.mean))});
  out.rows.push_back({Text{fmt::format("按月均申请×{:.4g}个月入住计，{}", beds.stay_months, beds.average_flow_gap.mean > 0 ? "缺" : "余"),
                           fmt::format("new seekers a month times a stay of {:.4g} months would say: {}", beds.stay_months,
                                       beds.average_flow_gap.mean > 0 ? "too few by" : "too many by")},
                      number_cell(std::abs(beds.average_flow_gap.mean))});
  return out;
}

/// How much of what is kept for elderly care is spent: the target asks for the keeping alone.
Table lottery_fund(const Summary& summary) {
  const SummaryFund& fund = summary.lottery_fund;
  Table out = table_of("lottery_fund", {"福彩公益金（养老部分）", "Lottery welfare fund that is kept for elderly care"},
                       {label("", ""), {"value", "数额", "amount", "CNY", CellFormat::money, true}});
  if (fund.received.high == 0 && fund.left.high == 0) return out;
  out.rows.push_back({Text{"全程收入", "received over the run"}, fund.received});
  out.rows.push_back({Text{"已安排", "committed"}, fund.committed});
  const std::string part = percent_text(fund.part_left.mean);
  out.rows.push_back({Text{fmt::format("期末结余、未使用（收入的{}%；F1只看留用，不看使用）", part),
                           fmt::format("unspent at the end ({}% of what came in; F1 asks for the keeping alone)", part)},
                      fund.left});
  return out;
}

Table payers(const Summary& summary) {
  Table out = table_of("payers",
                       {"资金（全程）；此后每年：按期末水平，不含建设",
                        "Money over the run: owed for it, and paid within it; a year after: as at its end, nothing built"},
                       {label("承担方", "who pays"),
                        {"accrued", "应计", "accrued", "CNY", CellFormat::money, true},
                        {"paid", "已付", "paid", "CNY", CellFormat::money},
                        {"yearly", "此后每年", "a year after", "CNY", CellFormat::money}});
  for (const Payer payer : all_of<Payer>(summary.names)) {
    const SummaryMoney& money = summary.by_payer[payer];
    if (money.accrued.mean == 0 && money.paid.mean == 0) continue;
    out.rows.push_back(
        {words_of(payer, summary.names), money.accrued, number_cell(money.paid.mean), number_cell(summary.recurrent.by_payer[payer].mean)});
  }
  out.rows.push_back(
      {Text{"合计", "all"}, summary.money.accrued, number_cell(summary.money.paid.mean), number_cell(summary.recurrent.total.mean)});
  return out;
}

Table care_cost(const Summary& summary) {
  Table out = table_of("care_cost", {"每人年照护平均费用（全程，含建设）", "Average cost of a person-year of care, building too"},
                       {label("", ""), {"yuan", "元", "yuan", "CNY a person-year", CellFormat::whole, true}});
  out.rows.push_back({Text{"全部费用", "all costs"}, summary.care_cost});
  out.rows.push_back({Text{"公共资金", "public money"}, summary.care_cost_public});
  return out;
}

Table clauses(const Summary& summary) {
  Table out = table_of("clauses", {"资金（按条款）", "Money by clause of the plan"},
                       {label("条款", "clause"), {"accrued", "应计", "accrued", "CNY", CellFormat::money, true}});
  std::vector<SummaryClause> lines = summary.by_clause;
  std::stable_sort(lines.begin(), lines.end(),
                   [](const SummaryClause& a, const SummaryClause& b) { return a.money.accrued.mean > b.money.accrued.mean; });
  for (const SummaryClause& line : lines) {
    if (line.money.accrued.mean == 0) continue;
    const Text name = line.clause.empty()
                          ? Text{"不属于任何条款（收费、建设自筹、运行）", "no clause: fees, own building money, running costs"}
                          : Text{line.clause, line.clause};
    out.rows.push_back({name, line.money.accrued});
  }
  return out;
}

Table rule_figures(const Summary& summary) {
  Table out = table_of(
      "rule_figures", {"规则自定指标", "Figures of rules"},
      {label("指标", "figure"), label("单位", "unit"), {"value", "数值", "value", "", CellFormat::decimal, true}, label("口径", "is")});
  for (const SummaryRuleFigure& one : summary.rule_figures) {
    const bool state = one.line.kind == FigureKind::state;
    out.rows.push_back({Text{one.line.name_zh, one.line.name_en}, one.line.unit, one.value,
                        state ? Text{"期末", "at the end"} : Text{"全程合计", "over the run"}});
  }
  return out;
}

Table advances(const Summary& summary) {
  Table out = table_of("advances", {"镇街的建设资金", "What towns pay for building"},
                       {label("", ""), {"value", "数额", "amount", "CNY", CellFormat::money, true}});
  out.rows.push_back(
      {Text{"垫资峰值：等待补助的款项", "most that is advanced at one time, until grants come"}, summary.grants_waiting_peak});
  out.rows.push_back({Text{"镇街自筹、不再收回的建设费", "building paid for good, until the end"}, summary.towns_for_good});
  out.rows.push_back({Text{"两者合计的最高余额", "highest balance of both"}, summary.prefinancing_peak});
  if (!summary.largest_town.zh.empty()) {
    out.rows.push_back({Text{"其中最高的镇街：" + summary.largest_town.zh, "of one town, the highest: " + summary.largest_town.en},
                        summary.largest_town_peak});
  }
  return out;
}

Table staff(const Summary& summary) {
  Table out = table_of("staff", {"人员（期末）", "Staff at the end"},
                       {label("岗位", "role"),
                        {"in_post", "在岗", "in post", "persons", CellFormat::whole, true},
                        {"posts", "所需岗位", "posts", "persons", CellFormat::whole},
                        {"graduates", "累计结业", "trained so far", "persons", CellFormat::whole}});
  // Not every role has posts or courses.
  const auto some = [](const Estimate& value) { return value.mean == 0 ? Cell{} : number_cell(value.mean); };
  for (const Role role : all_of<Role>(summary.names)) {
    const auto& counts = summary.staff[role];
    if (counts[StaffCount::in_post].mean == 0 && counts[StaffCount::graduates].mean == 0) continue;
    out.rows.push_back(
        {words_of(role, summary.names), counts[StaffCount::in_post], some(counts[StaffCount::posts]), some(counts[StaffCount::graduates])});
  }
  return out;
}

Table viability(const Summary& summary) {
  Table out =
      table_of("viability", {"可持续性（期末）；一处设施可有几个原因", "Whether it lasts, at the end; a facility may have several reasons"},
               {label("", ""), {"value", "数值", "value", "", CellFormat::decimal, true}});
  out.rows.push_back({Text{"开放的中心", "open centres"}, summary.break_even.centres});
  if (!std::isnan(summary.break_even.median.mean)) {
    out.rows.push_back({Text{"中心保本入住率（中位）", "occupancy at which a centre breaks even, median"},
                        percent_estimate_text(summary.break_even.median, false)});
  }
  out.rows.push_back({Text{"仅靠床位永不保本的中心", "centres that beds alone never pay for"}, summary.break_even.never});
  out.rows.push_back({Text{"开放但仅为纸面覆盖的设施", "open facilities that cover on paper only"}, summary.paper.facilities});
  for (const PaperReason reason : all_of<PaperReason>()) {
    const Text words = words_of(reason);
    out.rows.push_back({Text{"其中：" + words.zh, "of them: " + words.en}, summary.paper.by_reason[reason]});
  }
  return out;
}

Table left_out(const Summary& summary) {
  Table out = table_of("left_out", {"期末可能没有自有设施的村社", "Settlements that may be without a facility of their own at the end"},
                       {label("镇街", "town"),
                        {"settlement", "村社", "settlement", "", CellFormat::text},
                        {"own", "无自有设施的概率", "chance of none", "1", CellFormat::share},
                        {"centre", "亦无中心", "and no centre", "1", CellFormat::share}});
  constexpr double kListedFrom = 0.1;
  for (const SummaryUncovered& place : summary.uncovered) {
    if (place.share_without[CoverageReading::own] < kListedFrom) continue;
    out.rows.push_back({place.town, place.settlement, number_cell(place.share_without[CoverageReading::own]),
                        number_cell(place.share_without[CoverageReading::with_centre])});
  }
  out.title_zh += fmt::format("（平均{}个{}）", grouped_text(summary.uncovered_count.mean), summary.siting_assumed ? "，名称为假定" : "");
  out.title_en +=
      fmt::format(" ({} on average{})", grouped_text(summary.uncovered_count.mean), summary.siting_assumed ? "; names are assumed" : "");
  return out;
}

Table gaps(const Summary& summary) {
  Table out = table_of("gaps", {"数据缺口", "Gaps of the data"}, {label("缺口", "gap")});
  for (const Text& gap : summary.data_gaps) out.rows.push_back({gap});
  return out;
}

}  // namespace

std::span<const SummaryYear> shown_years(const Summary& summary) {
  const std::size_t skipped = summary.years.size() > kYearsShown ? summary.years.size() - kYearsShown : 0;
  return std::span(summary.years).subspan(skipped);
}

Table coverage_by_year(const Summary& summary) { return coverage(summary, false); }

std::vector<Table> answer_tables(const Summary& summary) {
  const std::string end = text_of(summary.end);
  std::vector<Table> out{
      targets_table(summary.targets),
      coverage(summary, true),
      residents(summary),
      demand("services", {"服务（" + end + "，人）", "Services, " + end + ": people"}, {"服务", "service"}, summary.demand_by_service),
      demand("groups", {"机构床位需求（" + end + "，按优先群体，人）", "A bed in an institution by priority group, " + end + ": people"},
             {"群体", "group"}, summary.bed_demand_by_group),
      beds(summary),
      bed_benchmarks(summary),
      payers(summary),
      care_cost(summary),
      clauses(summary),
      lottery_fund(summary),
      advances(summary),
      staff(summary),
      viability(summary),
      left_out(summary),
      gaps(summary)};
  if (!summary.rule_figures.empty()) out.push_back(rule_figures(summary));
  return out;
}

}  // namespace eldercast
