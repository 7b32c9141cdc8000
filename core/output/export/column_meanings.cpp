#include "output/export/column_meanings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "output/figures/figure_list.hpp"
#include "output/render/chinese.hpp"

namespace eldercast {

namespace {

/// Of a column `table.key`, of the column `key` of any table, or of all columns of a table that begin with `table.prefix*`.
struct ColumnMeaning {
  std::string_view column;
  std::string_view zh;
  std::string_view en;
};

// clang-format off
constexpr auto kMeanings = std::to_array<ColumnMeaning>({
    {"figure", "指标编号，见 eldercast figures", "id of the figure, see eldercast figures"},
    {"name_zh", "中文名称", "name in Chinese"},
    {"name_en", "英文名称", "name in English"},
    {"name", "名称", "name"},
    {"unit", "本行数值的单位", "unit of the numbers of the row"},
    {"year", "年份；空白为全程", "calendar year; empty: the whole run"},
    {"month", "月份，月末的状态", "month, as it stands at its end"},
    {"value", "各次模拟的均值", "mean over the replicates"},
    {"town", "镇街代码；空白为不分镇街", "code of the town; empty: not by town"},
    {"code", "代码", "code"},
    {"town_zh", "镇街", "town"},
    {"town_en", "镇街英文名", "name of the town in English"},
    {"kind", "类型", "kind"},
    {"target", "目标编号", "id of the target"},
    {"clause", "规划条款；none 为不属于任何条款", "clause of the plan; none: under no clause"},
    {"threshold", "规划要求达到的值", "value that the plan asks for"},
    {"asked", "规划要求达到的值", "value that the plan asks for"},
    {"due", "期限", "month in which it is due"},
    {"met", "达标的模拟占比", "share of the replicates that meet the target when it is due"},
    {"targets.first_met", "首次达标月份的中位数", "month in which it is first met, median of the replicates that ever do"},
    {"targets.verdict", "达标：至少九成模拟；不达标：至多一成；其余未定", "met in at least nine of ten replicates, missed: in at most one, else open"},
    {"targets.decided_by", "由模型、设定或输入决定", "whether the model, an assumption or the input decides it"},
    {"targets.why", "不由模型决定的原因", "why it is not the model that decides"},
    {"targets.in_the_way", "届时未达标的镇街或村社平均数", "towns or settlements that fall short when it is due, mean"},
    {"targets.value_*", "该年末的均值", "mean at the end of the year"},
    {"coverage.community_covered", "有自己开放的站的社区", "communities with an open facility of their own"},
    {"coverage.village_covered", "有自己开放的点的村", "villages with an open facility of their own"},
    {"coverage.residents_nominal", "可及开放设施的老年人", "residents in reach of an open facility"},
    {"coverage.residents_effective", "可及运转中心的老年人", "residents in reach of a facility whose centre works"},
    {"coverage.residents_used", "使用任一服务的老年人，含家庭医生签约", "residents who hold a place of any service, doctors' lists too"},
    {"coverage.residents_cared", "当月得到照护的老年人，不含家庭医生签约", "residents to whom care was given in the month, doctors' lists left out"},
    {"service", "服务编号", "id of the service"},
    {"services.eligible", "按规则可以使用的人", "persons whom the rules allow it"},
    {"services.wanting", "有意愿的人", "persons who want it"},
    {"services.seeking", "实际寻求的人", "persons who seek it, served or not"},
    {"services.served", "有名额的人", "persons who hold a place of it"},
    {"services.waiting", "寻求而没有名额的人", "persons who seek it and hold no place"},
    {"services.holding", "有名额而当月未得到服务的人", "persons who hold a place and were given nothing in the month"},
    {"beds.open", "开放的床位", "beds that are open"},
    {"beds.staffed", "有护理员的床位", "open beds with carers for them"},
    {"beds.occupied", "有人住的床位", "beds that are occupied"},
    {"beds.nursing_*", "护理型床位", "the same of nursing beds"},
    {"beds.other_*", "其他床位", "the same of other beds"},
    {"beds.short_*", "寻求床位而没有的人，按原因", "persons who seek a bed and have none, by cause"},
    {"payers.*", "该承担方当年应计的费用", "what the payer owes for the year, whenever it is paid"},
    {"payer", "承担方编号", "id of the payer"},
    {"payer_zh", "承担方", "payer"},
    {"purpose", "用途编号", "id of the purpose"},
    {"purpose_zh", "用途", "purpose"},
    {"accrued", "应计：归属该期的费用，无论何时支付", "owed for the time, whenever it is paid"},
    {"paid", "该期实际支付", "paid in the time"},
    {"staff.posts", "开放名额所需的护理员", "carers whom the open places would need"},
    {"staff.*", "在岗人数", "persons in post"},
    {"residents", "60岁及以上老年人", "residents aged 60 and over"},
    {"towns.communities", "社区数", "communities"},
    {"towns.communities_covered", "有自有设施的社区", "communities with an open facility of their own"},
    {"towns.villages", "村数", "villages"},
    {"towns.villages_covered", "有自有设施的村", "villages with an open facility of their own"},
    {"towns.beds_open", "开放的床位", "beds that are open"},
    {"towns.beds_occupied", "有人住的床位", "beds that are occupied"},
    {"towns.beds_staffed", "有护理员的床位", "open beds with carers for them"},
    {"towns.bed_shortfall", "寻求床位而没有的人", "persons who seek a bed and have none"},
    {"towns.short_*", "寻求床位而没有的人，按原因", "persons who seek a bed and have none, by cause"},
    {"towns.carers", "在岗护理员", "carers in post"},
    {"towns.project_months_waited_for_money", "到期项目等待资金的月数，各项目合计", "months in which its projects were due and money was missing"},
    {"towns.accrued", "全程各方费用", "what all payers owe over the run"},
    {"towns.prefinancing_peak", "已付而未收回的建设费最高月末余额", "highest month-end balance of building money that it has paid and nobody repaid"},
    {"towns.prefinancing_peak_month", "该峰值的月份，中位数", "month of that peak, median"},
    {"towns.break_even", "中心收支相抵的入住率；高于100%：仅靠床位永不保本", "occupancy at which its centre breaks even; above 100%: never by beds alone"},
    {"progress.period", "两个月的期间", "period of two months"},
    {"progress.facilities_planned", "至期末计划开放的设施", "facilities that the plan has by the end of the period"},
    {"progress.facilities_open", "开放的设施", "facilities that are open"},
    {"progress.money_paid_yuan", "自起始累计支付", "money paid since the start"},
    {"progress.carers_in_post", "在岗护理员", "carers in post"},
    {"progress.staff_trained", "持证护理员和在岗主管、院长、助老员", "carers with a certificate, supervisors, directors and helpers in post"},
    {"progress.places_used", "在用名额", "places in use"},
    {"facility", "设施编号", "id of the facility"},
    {"settlement", "村社", "settlement"},
    {"paper.share", "期末仅为纸面覆盖的模拟占比", "share of the replicates in which it covers on paper only at the end"},
    {"paper.no_staff", "其中无人员", "of them: nobody to staff it"},
    {"paper.no_hub", "其中无运转中心", "of them: no working centre"},
    {"paper.no_users", "其中无人使用", "of them: nobody uses it"},
    {"paper.centre_closed", "其中本镇街中心未开放", "of them: the centre of its town is not open"},
    {"paper.mend", "最省的补救措施", "cheapest way to mend it"},
    {"paper.mend_cost", "该措施的年费用", "what that costs a year"},
    {"paper.persons", "因此可得到服务的等待者", "persons who wait and would be served"},
    {"settlements.people", "期末60岁及以上老年人，详存的各次模拟的均值", "residents aged 60 and over at the end, mean of the replicates that are kept in detail"},
    {"settlements.own_*", "年末有自己开放的设施的模拟占比", "share of the replicates in which it has an open facility of its own at the end of the year"},
    {"settlements.with_centre", "期末有自有设施或村社内有中心的模拟占比", "share in which it has that, or a centre that stands in it, at the end"},
    {"settlements.in_reach", "期末可及基本活动的模拟占比，限详存的模拟", "share in which basic activities are in reach at the end, of the replicates kept in detail"},
    {"settlements.used", "期末自有设施开放且非纸面覆盖的模拟占比", "share in which its own facility is open at the end and covers not on paper only"},
    {"settlements.waiting", "期末等待服务的人次，各项服务合计", "persons who wait at the end, added up over services"},
    {"settlements.planned", "自有设施的最早计划年份；空白为未列项目或原有设施", "year of the first project there; empty: none, or what stands already"},
    {"settlements.why_zh", "期末没有自有设施的原因", "why it may have none of its own at the end, in Chinese"},
    {"settlements.why_en", "期末没有自有设施的原因（英文）", "why it may have none of its own at the end"},
    {"parameter", "参数编号", "id of the parameter"},
    {"low", "范围或区间的低端", "low end of the range or interval"},
    {"high", "范围或区间的高端", "high end of the range or interval"},
    {"base", "情景的取值", "value of the scenario"},
    {"quality", "来源的可靠程度", "how sure its source is"},
    {"source", "来源", "where it comes from"},
    {"gap", "数据缺口（英文）", "gap of the data"},
    {"gap_zh", "数据缺口", "gap of the data, in Chinese"},
    {"letter", "方案记号", "letter of the run"},
    {"run", "与A比较的方案", "run that is compared with A"},
    {"digest", "情景校验值", "digest of the scenario"},
    {"a", "方案A的均值（压力测试：0级）", "mean of run A (stress: at severity 0)"},
    {"b", "方案B的均值（压力测试：所选强度）", "mean of run B (stress: at the severity chosen)"},
    {"difference", "B减A的均值", "mean of B less A"},
    {"change", "变化的均值；分解：哪项改动", "mean change; of a waterfall: which change"},
    {"mean_low", "该均值90%区间的低端", "low end of the 90% interval of that mean"},
    {"mean_high", "该均值90%区间的高端", "high end of the 90% interval of that mean"},
    {"comparison.low", "单次模拟之差的5%分位", "5th percentile of the replicates' differences"},
    {"comparison.high", "单次模拟之差的95%分位", "95th percentile of the replicates' differences"},
    {"comparison_towns.low", "单次模拟之差的5%分位", "5th percentile of the replicates' differences"},
    {"comparison_towns.high", "单次模拟之差的95%分位", "95th percentile of the replicates' differences"},
    {"alone", "只做此项改动的变化", "change with this change alone"},
    {"share", "此项改动在总变化中的份额（Shapley值）", "its part of the whole change (Shapley value)"},
    {"pack", "压力包", "pack of shocks"},
    {"severity", "强度", "severity"},
    {"at_0", "0级时达标的模拟占比", "share of the replicates that meet it at severity 0"},
    {"at_severity", "所选强度下达标的模拟占比", "share that meet it at the severity chosen"},
    {"until", "半数模拟仍达标的最高强度", "severity until which half of the replicates meet it"},
    {"breaks_at", "不足半数达标的最低强度", "severity from which fewer than half meet it"},
    {"place", "排序", "place in the order"},
    {"project", "项目编号", "id of the project"},
    {"projects", "项目", "projects"},
    {"planned_year", "计划年份", "year of the plan"},
    {"opens", "开放：排期为时间，排序为期内开放的模拟占比", "opening: of a schedule when, of a ranking the share of the replicates in which it opens"},
    {"loss", "单独延误造成的损失", "what is lost if it alone is late"},
    {"replicates", "模拟次数", "replicates"},
    {"lever", "措施编号", "id of the lever"},
    {"levers", "措施编号", "ids of the levers"},
    {"size", "措施力度；项目规模", "size of the lever, or of the project"},
    {"cost", "全程费用", "costs over the run"},
    {"stated", "其中账外费用", "of it: what the lever states beside the books"},
    {"care", "照护人月的变化", "change of person-months of care"},
    {"outcome", "结果", "what came of it"},
    {"also_meets", "随之达到的目标", "targets that are met with it"},
    {"no_longer", "不再达到的目标", "targets that are no longer met"},
    {"step", "步骤", "step"},
    {"steps", "步数", "steps"},
    {"plan", "原计划", "the plan as it is"},
    {"schedule", "新排期", "the new schedule"},
    {"kept", "须保持的目标", "whether it has to be kept"},
    {"gain", "全程增益", "gain over the run"},
    {"money", "当年可用的建设资金", "money for building in the year"},
    {"may_open", "当年可开放的数目", "how many may open in the year"},
    {"plan_opens", "原计划当年开放的数目", "how many the plan opens"},
    {"schedule_opens", "新排期当年开放的数目", "how many the schedule opens"},
    {"case", "情况编号", "number of the case"},
    {"replicate", "模拟编号", "number of the replicate"},
    {"mu_star", "基本效应绝对值的均值（Morris）", "mean of the absolute elementary effects (Morris)"},
    {"mu", "基本效应的均值", "mean of the elementary effects"},
    {"sigma", "基本效应的标准差", "their standard deviation"},
    {"noise", "其中来自偶然性", "of it: by chance"},
    {"effects", "基本效应个数", "how many effects there are"},
    {"first", "主效应（Sobol'）", "main effect (Sobol')"},
    {"total", "总效应（Sobol'）", "total effect (Sobol')"},
    {"base_points", "基点数", "base points of the design"},
    {"at_low", "参数取低值时的变化", "change with the parameter at its low end"},
    {"at_high", "参数取高值时的变化", "change with the parameter at its high end"},
    {"rows.*", "该情况下的参数取值", "value of the parameter in the case"},
    {"columns.table", "工作表或文件", "sheet or file"},
    {"columns.column", "列", "key of the column"},
    {"meaning_zh", "含义", "what it counts, in Chinese"},
    {"meaning_en", "含义（英文）", "what it counts"},
});
// clang-format on

const ColumnMeaning* find_meaning(std::string_view wanted) {
  const auto found = std::find_if(kMeanings.begin(), kMeanings.end(), [&](const ColumnMeaning& one) {
    return one.column == wanted || (one.column.ends_with('*') && wanted.starts_with(one.column.substr(0, one.column.size() - 1)));
  });
  return found == kMeanings.end() ? nullptr : &*found;
}

constexpr std::string_view kYuanSuffix = "_yuan";

}  // namespace

CellFormat sheet_format(const TableColumn& column, std::string_view unit_of_row) {
  if (column.unit != kUnitOfFigure) return column.format;
  return unit_of_row == "CNY" ? CellFormat::money : unit_of_row == "1" ? CellFormat::share : column.format;
}

std::string sheet_unit(std::string_view unit, CellFormat format) {
  if (format == CellFormat::money) return "万元 10k CNY";
  if (format == CellFormat::share) return "%";
  const std::string zh = chinese_unit(unit);
  return zh.empty() || zh == unit ? std::string(unit) : fmt::format("{} {}", zh, unit);
}

std::string sheet_unit(const TableColumn& column) {
  const bool by_row = column.unit == kUnitOfFigure || column.unit == kUnitOfInput;
  return by_row ? "随行 by row" : sheet_unit(column.unit, column.format);
}

Text meaning_of_column(std::string_view table, const TableColumn& column) {
  std::string key = column.key;
  Text end;
  for (const auto& [suffix, zh, en] :
       {std::tuple{"_low", "；5%分位", "; 5th percentile"}, std::tuple{"_high", "；95%分位", "; 95th percentile"}}) {
    if (!key.ends_with(suffix) || find_meaning(key) != nullptr) continue;
    key.resize(key.size() - std::string_view(suffix).size());
    end = {zh, en};
  }
  for (const bool with_suffix : {true, false}) {
    if (!with_suffix && !key.ends_with(kYuanSuffix)) break;
    if (!with_suffix) key.resize(key.size() - kYuanSuffix.size());
    if (const Text figure = definition_of(key); table == "rows" && !figure.en.empty()) return figure;
    for (const std::string& wanted : {std::string(table) + "." + key, key}) {
      if (const ColumnMeaning* found = find_meaning(wanted)) return {std::string(found->zh) + end.zh, std::string(found->en) + end.en};
    }
  }
  return {};
}

Table columns_table(std::span<const Table> tables, bool scaled) {
  Table out{"columns", "列说明", "各表各列的名称、单位和含义", "Name, unit and meaning of every column", {}, {}, {}};
  for (const auto& [key, zh, en] :
       {std::tuple{"table", "表", "table"}, std::tuple{"column", "列", "column"}, std::tuple{"name_zh", "中文名称", "Chinese name"},
        std::tuple{"name_en", "英文名称", "English name"}, std::tuple{"unit", "单位", "unit"},
        std::tuple{"meaning_zh", "含义", "meaning, Chinese"}, std::tuple{"meaning_en", "英文含义", "meaning"}})
    out.columns.push_back({key, zh, en, "", CellFormat::text});
  for (const Table& table : tables) {
    for (const TableColumn& column : table.columns) {
      const Text meaning = meaning_of_column(table.key, column);
      const std::string unit = scaled ? sheet_unit(column) : column.unit;
      out.rows.push_back({scaled ? table.name_zh : table.key, column.key, column.zh, column.en, unit, meaning.zh, meaning.en});
    }
  }
  return out;
}

}  // namespace eldercast
