#include "output/reference/reference_pages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "model/targets.hpp"
#include "output/render/words.hpp"

namespace eldercast {
namespace {

/// What is measured, and what it is held against, in the order of the targets.
struct Measured {
  std::string_view value;
  std::string_view threshold;
};
// clang-format off
constexpr std::array<Measured, kCount<Target>> kMeasured{{
    {"communities covered / communities", "`targets.basically`; strictly: all"},
    {"communities covered / communities", "`targets.basically`; strictly: all"},
    {"villages covered / villages", "`targets.basically`; strictly: all"},
    {"villages covered / villages", "`targets.basically`; strictly: all"},
    {"those with a social operator among street centres and stations", "`targets.urban_social_share`"},
    {"those with a social operator among town centres and points", "`targets.rural_social_share`"},
    {"facilities with a medical arrangement / facilities", "all"},
    {"residents of settlements that have, within reach of basic activities in their town, an open facility with a free staffed activity place / residents", "all"},
    {"people who were admitted although somebody of a higher group waited for a place that suits and is in reach", "none"},
    {"facilities on the information platform / facilities", "all"},
    {"facilities evaluated within the last 12 months / facilities", "all"},
    {"facilities that got money under F4 this month / facilities", "all"},
    {"site area of all open facilities, care homes with `operation.home_site_m2_per_bed` a bed / residents of all ages", "`targets.land_m2_per_resident`"},
    {"streets and towns with an open centre / streets and towns", "all"},
    {"open street centres run by a social operator / open street centres", "all"},
    {"open stations and points of streets that a working hub has taken on / open stations and points of streets", "all"},
    {"the same, of towns", "all"},
    {"users of home care beds", "the plan prints none"},
    {"residents of settlements in which a facility stands / residents", "all"},
    {"the same, or with a facility of the own town within `network.circle_minutes` / residents", "all"},
    {"served / seeking, summed over all services", "the plan prints none"},
    {"nursing beds / beds, of all open facilities with care homes", "`targets.nursing_bed_share`"},
    {"facilities with a clinic of their own", "`targets.integrated_facilities`"},
    {"open centres with a medical arrangement / open centres", "all"},
    {"graduates since the start of the run", "`targets.carers_trained`"},
    {"graduates since the start of the run", "`targets.supervisors_trained`"},
    {"graduates since the start of the run", "`targets.directors_trained`"},
    {"carers with a certificate / carers in post", "the plan prints none"},
    {"income of the lottery fund kept for elderly care / all its income, since the start", "`targets.lottery_share`"},
}};
// clang-format on

std::string_view unit_text(TargetUnit unit) {
  switch (unit) {
    case TargetUnit::share:
      return "share";
    case TargetUnit::m2_per_resident:
      return "m² a resident";
    case TargetUnit::count:
      return "count";
  }
  return "";
}

std::string takes_text(const Service& service) {
  std::vector<Resource> all;
  for (const std::vector<Resource>& takes : service.takes) {
    for (const Resource resource : takes) {
      if (std::find(all.begin(), all.end(), resource) == all.end()) all.push_back(resource);
    }
  }
  std::string text;
  for (const Resource resource : all) text += fmt::format("{}`{}`", text.empty() ? "" : ", ", name_of(resource));
  return text;
}

std::string eligible_text(const Service& service) {
  std::string text;
  for (std::size_t i = 0; i < kCount<Need>; ++i) {
    const auto need = static_cast<Need>(i);
    if (service.eligible[need]) text += fmt::format("{}{}", text.empty() ? "" : ", ", name_of(need));
  }
  return text;
}

// clang-format off
constexpr std::array kGlossary{
    GlossaryRow{"district", "区县", "the area of one scenario", "一个情景所覆盖的区域"},
    GlossaryRow{"town (kind `street`, `town`)", "镇街（街道、镇）", "the units of a district; \"town\" alone means both kinds", "区县下辖的街道和镇，统称镇街"},
    GlossaryRow{"settlement (kind `community`, `village`)", "社区、村", "the units of a town", "镇街下辖的社区和行政村"},
    GlossaryRow{"resident", "老年居民", "a person aged 60 or over who lives in the district", "居住在本区的 60 岁及以上人口"},
    GlossaryRow{"need: `independent`, `partial`, `full`", "能力等级：自理、半失能、失能", "how much help a resident needs", "老年人所需照护程度"},
    GlossaryRow{"facility", "养老服务设施", "a street centre, community station, town centre, village point or care home", "街道养老服务中心、社区养老服务站、镇养老服务中心、村级互助养老点、养老机构的统称"},
    GlossaryRow{"centre (hub)", "中心", "a street or town centre; it can run stations and points", "街道或镇养老服务中心，可带动站点"},
    GlossaryRow{"station, point (spoke)", "站点", "a community station or a village point; it leans on a centre", "社区养老服务站、村级互助养老点，由中心带动"},
    GlossaryRow{"working hub", "有效带动", "a centre that is open, staffed and has taken the station or point on", "中心已开放、有人员，并已带动该站点"},
    GlossaryRow{"care home", "养老机构", "a home with beds outside the plan of building", "不在建设计划内的敬老院、养老院等"},
    GlossaryRow{"project", "建设项目", "a facility that is planned or being built", "计划建设或正在建设的设施"},
    GlossaryRow{"slip", "延误", "months by which a project opens later than planned", "项目晚于计划开放的月数"},
    GlossaryRow{"operator, social operator", "运营机构、社会化运营", "who runs a facility; a social operator is not the government", "设施的运营方；社会化运营指由非政府主体运营"},
    GlossaryRow{"service", "服务", "something that residents can get, with a unit, a price and those who may pay", "老年人可获得的服务项目，有单位、价格和支付方"},
    GlossaryRow{"place", "名额", "what one user takes of a facility: a bed, a day place, a place on a doctor's list. It counts when it is staffed. (Where people live is a settlement, never a place.)", "设施可供一名使用者占用的床位、日托等名额；有人员时才算数"},
    GlossaryRow{"bed: nursing bed, other bed", "床位：护理型床位、其他床位", "a nursing bed suits the disabled", "护理型床位适合失能老年人"},
    GlossaryRow{"staffed", "有人员", "with the carers that it needs", "按标准配足护理员"},
    GlossaryRow{"priority group", "优先群体", "who is served first: special hardship, full need, partial need, aged 80 and over, living alone, others", "优先保障次序：特困、失能、半失能、80 岁及以上、独居、其他"},
    GlossaryRow{"special hardship", "特困人员", "people whom the state supports entirely", "由政府供养的特困老年人"},
    GlossaryRow{"eligible ≥ wanting ≥ seeking = served + waiting", "符合条件 ≥ 有意愿 ≥ 实际寻求 = 已获服务 + 等待", "the five counts of demand for a service", "服务需求的五级计数"},
    GlossaryRow{"bed shortfall", "床位缺口（缺床人数）", "people who seek a bed at the end of a month and have none", "月末寻求床位而未得者"},
    GlossaryRow{"coverage: own, with centre", "设施覆盖：自有设施、含中心所在地", "a settlement has an open station or point of its own; or that, or a centre stands in it", "社区（村）有自己的站点；或另计中心所在地"},
    GlossaryRow{"reach: nominal, effective, used, cared", "可及：名义覆盖、有效覆盖、实际使用、实际照护", "a resident lives near an open facility; near one with a working hub; is given something in the month; is given more than a place on a doctor's list", "附近有开放设施；附近设施有中心带动；当月得到服务；当月得到家庭医生签约以外的服务"},
    GlossaryRow{"on paper", "名存实亡", "open, but without staff, without a working hub, or without users", "已开放但无人员、无中心依托或无人使用"},
    GlossaryRow{"mend", "补救措施", "the cheapest first step for a facility that is covered on paper only", "针对名存实亡设施的最省办法"},
    GlossaryRow{"carer", "养老护理员", "who cares for people in beds, day places and homes", "从事照护的护理员"},
    GlossaryRow{"helper", "助老员", "who keeps a village point open", "维持村级互助养老点开放的人员"},
    GlossaryRow{"payer", "支付方", "city, lottery fund, district budget, towns, medical insurance, long-term-care insurance, operators, older people", "市级补助、福彩公益金、区级财政、镇街、医疗保险、长期护理保险、运营机构、老年人"},
    GlossaryRow{"grant", "建设补助", "money for building that is paid after the facility has opened (reward in place of subsidy)", "建成后拨付的补助（以奖代补）"},
    GlossaryRow{"advance", "垫资", "building money that a town has paid and that a grant will repay", "镇街已支付、待补助到位偿还的建设资金"},
    GlossaryRow{"highest balance of towns", "垫资和自筹峰值", "the highest month-end sum of building money that towns have paid and nobody has repaid: advances and what they pay for good", "各月末镇街垫资与自筹建设费之和的最高值"},
    GlossaryRow{"clause", "条款", "a sentence of the plan with a short name, as G1 or F2", "计划文件中的条款，以 G1、F2 等编号"},
    GlossaryRow{"posting", "记账流水", "one flow of money: month, town, payer, purpose, amount", "一笔资金：月份、镇街、支付方、用途、金额"},
    GlossaryRow{"accrued, paid", "应付、实付", "when money is owed, and when it flows", "发生额与实际支付额"},
    GlossaryRow{"rule", "规则", "a part of the program that decides about money, staff or medical care; scenarios switch rules on and set their amounts", "决定资金、人员或医养的模块，由情景启用并设定标准"},
    GlossaryRow{"scenario", "情景", "a TOML file with its tables: a district, a plan, assumptions", "一个 TOML 文件及其数据表：区县、计划和假设"},
    GlossaryRow{"parameter", "参数", "one number of a scenario, with unit, range and source", "情景中的一个数值，附单位、区间和来源"},
    GlossaryRow{"assumption", "假设", "a value without a measurement behind it; low and high say what is plausible", "无实测依据的取值，附合理区间"},
    GlossaryRow{"seed", "随机种子", "the number that decides all chance of a run; the same seed gives the same run", "决定全部随机数；种子相同则结果相同"},
    GlossaryRow{"replicate", "重复模拟", "one run of chance", "一次完整的随机模拟"},
    GlossaryRow{"90% interval", "90% 区间（预测区间）", "five in a hundred replicates lie below it, five above", "5% 的重复低于下限，5% 高于上限"},
    GlossaryRow{"draw of parameters", "参数抽取", "values drawn from the ranges of all uncertain parameters, once for every two replicates of the baseline", "从参数区间随机取值"},
    GlossaryRow{"target: met, open, missed", "目标：达标、未定、未达标", "met: at least 90% of the replicates meet it when it is due; missed: at most 10%; open: between", "到期时至少 90% 的重复达到为达标，至多 10% 为未达标，其间为未定"},
    GlossaryRow{"figure", "指标", "a number with a name, one for each replicate and year, as `served_months`", "有名称的数值，每次重复、每年一个"},
    GlossaryRow{"comparison, paired", "对比、配对", "the difference of two runs of one seed, taken inside each replicate, so that it shows the change and not luck", "同一种子的两次模拟逐次相减，差异来自所作改变而非偶然"},
    GlossaryRow{"shock, pack, severity", "冲击、压力包、强度", "something that makes more or less happen for some months; several in a file; how hard they are", "使某事在若干月内多于或少于正常；若干冲击的组合；其强弱"},
    GlossaryRow{"lever", "措施", "what there could be more of: carers, beds, money, months", "可加大的投入：人员、床位、资金、时间"},
    GlossaryRow{"case, study", "参数点、批量研究", "one set of parameters; many cases of one scenario", "一组参数；同一情景的许多组"},
};
// clang-format on

}  // namespace

std::string targets_page() {
  std::string page =
      "# Targets\n\n"
      "Made by the program (`eldercast docs targets`); do not edit. What is measured for each target of a plan, every month for the "
      "district "
      "and at each year's end for towns. Shares are cut, not rounded, to 1/10,000.\n"
      "*Facilities* are the open facilities of the plan: all kinds but care homes. A target is judged by its value in the month in which "
      "it "
      "is due: December of `targets.communities_year` for the two of G1,\n"
      "December of `targets.villages_year` for all others. What the clauses say, and where each lives in the program: "
      "[clauses](clauses.md). "
      "When a target counts as met: [targets and verdicts](../explanation/targets.md).\n\n"
      "| target | clause | 名称 | name | value | unit | held against |\n|---|---|---|---|---|---|---|\n";
  for (const TargetRow& row : target_table()) {
    const Measured& measured = kMeasured[index_of(row.target)];
    page += fmt::format("| `{}` | {} | {} | {} | {} | {} | {} |\n", name_of(row.target), row.clause, row.zh, row.en, measured.value,
                        unit_text(row.unit), measured.threshold);
  }
  return page;
}

std::string services_page(const Scenario& scenario) {
  std::string page =
      "# Services and resources\n\n"
      "Made by the program (`eldercast docs services`); do not edit. Services are rows of a scenario's table "
      "[services](input-tables.md#services); what they take is one of eleven resources, which the program knows.\n"
      "Services that take the same resource share it, in the order of the rows: the first has what it needs before the second. A resource "
      "of "
      "one's own needs code.\n\n"
      "## Resources\n\n| resource | 中文 |\n|---|---|\n";
  for (std::size_t i = 0; i < kCount<Resource>; ++i) {
    const auto resource = static_cast<Resource>(i);
    page += fmt::format("| `{}` | {} |\n", name_of(resource), chinese_of(resource));
  }
  page += fmt::format(
      "\n## Services of {}\n\n"
      "| service | name | 名称 | for | takes | a month | given at | minutes | other towns | needs a hub | needs an arrangement |\n"
      "|---|---|---|---|---|---|---|---|---|---|---|\n",
      scenario.name_en);
  for (const Service& service : scenario.services) {
    page += fmt::format("| `{}` | {} | {} | {} | {} | {} {} | {} | {:g} | {} | {} | {} |\n", service.id, service.name_en, service.name_zh,
                        eligible_text(service), takes_text(service), service.units_per_month, service.unit, name_of(service.given_at),
                        service.reach_minutes, service.overflow ? "yes" : "", service.needs_hub ? "yes" : "",
                        service.needs_arrangement ? "yes" : "");
  }
  return page;
}

std::span<const GlossaryRow> glossary() { return kGlossary; }

std::string glossary_page() {
  std::string page =
      "# Glossary 词汇表\n\n"
      "Made by the program (`eldercast docs glossary`); do not edit. One word for one thing, in scenarios, results, reports and documents. "
      "一物一词，情景、结果、报告和文档通用。\n\n"
      "| word | 中文 | means | 含义 |\n|---|---|---|---|\n";
  for (const GlossaryRow& row : kGlossary) page += fmt::format("| {} | {} | {} | {} |\n", row.en, row.zh, row.means_en, row.means_zh);
  return page +
         "\nMoney is whole fen inside the program and in results files (with a scale factor, so that readers that know it show yuan), yuan "
         "in "
         "scenarios, 10,000 yuan (万元) on screens and in reports. Areas are m², distances km, months `2020-05`.\n";
}

}  // namespace eldercast
