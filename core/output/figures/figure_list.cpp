#include "output/figures/figure_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "output/render/chinese.hpp"

namespace eldercast {

namespace {

struct Definition {
  std::string_view begin;  ///< of ids
  std::string_view zh;
  std::string_view en;
};

constexpr auto kDefinitions = std::to_array<Definition>({
    {"covered.", "有自己开放的站或点的社区或村；with_centre：或其中有中心",
     "communities or villages with an open station or point of their own; with_centre: or a centre that stands in them"},
    {"residents_covered.nominal", "可及开放设施（基本活动）的居民", "residents in reach of an open facility for basic activities"},
    {"residents_covered.effective", "可及运转中心的居民", "residents in reach of one whose hub works"},
    {"residents_covered.used", "有任一服务名额的居民，含家庭医生签约",
     "residents who hold a place of any service, a family doctor's list too"},
    {"residents_covered.cared", "当月得到照护的居民，不含家庭医生签约",
     "residents to whom care was given in the month, family doctors' lists left out"},
    {"served_months", "居民有任一服务名额的月数，含家庭医生签约",
     "months in which a resident holds a place of any service, a family doctor's list too"},
    {"cared_months", "居民得到照护的月数，不含家庭医生签约",
     "months in which care was given to a resident, family doctors' lists left out"},
    {"facilities_open", "规划中开放的设施，不含养老机构", "facilities of the plan that are open; care homes left out"},
    {"facilities_social", "由社会运营方运营的开放设施", "open facilities that social operators run"},
    {"facility_flows", "运营方接手或退出、关停或重新开放的设施",
     "facilities that operators took over or left, that closed or opened again"},
    {"seeking.", "寻求该服务的人，无论是否得到", "persons who seek the service, served or not"},
    {"served.", "有该服务名额的人", "persons who hold a place of the service"},
    {"waiting.", "寻求该服务而没有名额的人", "persons who seek the service and hold no place of it"},
    {"delivered.", "提供的服务量", "units of the service that were given"},
    {"holding.", "有名额而当月未得到服务的人", "persons who hold a place of the service and were given nothing in the month"},
    {"waiting", "等待者，各项服务合计：等待两项者计两次", "persons who wait, added up over services: who waits for two counts twice"},
    {"travel", "所有获服务者单程路程的分钟数合计", "minutes one way between home and place, added up over all who are served"},
    {"way", "获服务者平均单程分钟数；远处的人得不到服务时也会变短，并非改善",
     "mean minutes one way between home and place of those who are served; fewer are no gain where people who live far get nothing"},
    {"beds.", "开放、有护理员、有人住的床位", "beds that are open, that have carers, that are occupied"},
    {"bed_shortfall_months", "居民寻求床位而没有的月数", "months in which a resident seeks a bed and has none"},
    {"bed_shortfall", "寻求床位而没有的人", "persons who seek a bed and have none"},
    {"displaced", "因设施关停而失去名额的人", "persons who held a place of a facility that closed"},
    {"staff.posts", "开放名额所需的护理员", "carers that the open places would need"},
    {"staff.", "在岗人数", "persons in post"},
    {"money.public", "各级政府（含镇街）、福彩公益金和保险应计的费用，无论何时支付",
     "what governments (towns too), the lottery fund and insurances owe for the time, whenever it is paid"},
    {"money.", "该承担方应计的费用，无论何时支付", "what the payer owes for the time, whenever it is paid"},
    {"recurrent.", "与期末相同的一年的费用：运行、服务、津贴和利息按最后一月的十二倍，奖励和培训按最后十二个月，不含建设",
     "what a year costs that is like the end of this one: twelve times the last month for running, services, allowances and interest, the "
     "last "
     "twelve months for awards and training, nothing for building"},
    {"care_cost.", "从起始到该年末的应计费用（含建设）除以提供照护的人年（cared_months）",
     "what is owed from the start of the run to the end of the year, building too, divided by the years of care that were given "
     "(cared_months)"},
    {"purpose.", "各方用于此用途的应计费用，无论何时支付", "what all payers owe for this purpose, whenever it is paid"},
    {"rule.", "规则自定的指标，名称和单位见 plugins describe",
     "what a rule says of its own; its card has name and unit (plugins describe)"},
    {"clause.", "各方在该条款下的应计费用，无论何时支付", "what all payers owe under this clause of the plan, whenever it is paid"},
    {"break_even", "中心收费抵得上成本所需的入住率；各开放中心的中位数",
     "share of its beds that must be occupied so that a centre's fees cover its cost; the middle one of the open centres"},
    {"never_break_even", "床位住满收费仍不抵成本的开放中心", "open centres whose fees would not cover their cost with every bed occupied"},
    {"prefinancing_peak", "镇街已付而未获补助偿还的建设费最高月末余额",
     "highest month-end balance of building money that towns have paid and no grant has repaid"},
    {"lottery_fund", "福彩公益金月末结余", "money that the lottery welfare fund holds at the end of the month"},
    {"projects_waited.", "到期而未开工的项目月数，按等待原因",
     "months in which projects were due and did not start, by what they waited for"},
    {"building_pace", "项目各项延误的倍数，由 scenario.as_of 之前的观测得出；否则为1",
     "what all delays of projects are multiplied by, as learnt from what was observed until scenario.as_of; 1 without that"},
    {"grants_waiting.", "已到期而超出承担方当年资金的款项", "money that was earned and due and lies beyond the payer's sum of the year"},
    {"target.", "规划目标的值，口径同 eldercast targets", "the value of a target of the plan, as `eldercast targets` judges it"},
    {"residents.in_need", "60岁及以上的半失能和失能居民", "residents aged 60 and over who are partly or fully disabled"},
    {"residents", "60岁及以上居民", "residents aged 60 and over"},
    {"people.", "发生该变化的60岁及以上居民", "residents aged 60 and over to whom it happened"},
});

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

Text kind_of(Over over) {
  switch (over) {
    case Over::sum:
      return {"全程合计", "sum over the run"};
    case Over::peak:
      return {"全程峰值", "highest of the run"};
    case Over::end:
      break;
  }
  return {"期末值", "at the end"};
}

Text better_of(Better better) {
  switch (better) {
    case Better::more:
      return {"越多越好", "more"};
    case Better::less:
      return {"越少越好", "less"};
    case Better::neither:
      break;
  }
  return {"", ""};
}

bool holds(const Figure& figure, const std::string& word) {
  const Text definition = definition_of(figure.id);
  for (const std::string& text : {figure.id, figure.name_zh, figure.name_en, definition.zh, definition.en}) {
    if (lower(text).find(word) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

Text definition_of(std::string_view id) {
  const Definition* best = nullptr;
  for (const Definition& one : kDefinitions) {
    const bool whole = !one.begin.ends_with('.');
    const bool fits = whole ? id == one.begin || id.starts_with(std::string(one.begin) + ".") : id.starts_with(one.begin);
    if (fits && (best == nullptr || one.begin.size() > best->begin.size())) best = &one;
  }
  return best == nullptr ? Text() : Text{std::string(best->zh), std::string(best->en)};
}

std::vector<Figure> figures_with(const Description& description, std::string_view word) {
  const std::string wanted = lower(word);
  std::vector<Figure> out = figures_of(description);
  out.erase(std::remove_if(out.begin(), out.end(), [&](const Figure& figure) { return !holds(figure, wanted); }), out.end());
  return out;
}

std::string figures_text(const std::vector<Figure>& figures, Language language, std::size_t width) {
  std::string out;
  for (const Figure& figure : figures) {
    const std::string unit = language == Language::zh ? chinese_unit(figure.unit) : figure.unit;
    out += wrapped_text(fmt::format("{}  {}{}{}", figure.id, unit,
                                    unit.empty()               ? ""
                                    : language == Language::zh ? "，"
                                                               : ", ",
                                    in(language, kind_of(figure.over))),
                        width) +
           "\n";
    const std::string& name = language == Language::zh ? figure.name_zh : figure.name_en;
    out += wrapped_text(fmt::format("    {}: {}", name, in(language, definition_of(figure.id))), width, 4) + "\n";
  }
  return out;
}

Description any_district() {
  Description out;
  out.start = YearMonth(2019, 1);
  out.end = YearMonth(2022, 12);
  out.services.push_back({"SERVICE", "某项服务", "A service", "unit", false, false, false, {}});
  out.clauses = {"", "CLAUSE"};
  out.rule_figures.push_back({"RULE.FIGURE", "its unit", "规则自定指标", "a figure of a rule's own", FigureKind::sum});
  return out;
}

std::string figures_page() {
  std::string out =
      "# Figures\n\nMade by the program (`eldercast docs figures`); do not edit. The numbers that `compare`, `stress`, `study`, "
      "`sensitivity` and\n"
      "`run --uncertain` speak of, each as one number a replicate and calendar year. SERVICE stands for every service, CLAUSE for every "
      "clause of\n"
      "the scenario, RULE.FIGURE for every figure that a rule says of its own. Of money nothing is better; a sum or a highest of the run "
      "is that of its years.\n\n"
      "| figure | 名称 | unit | whole run | better | towns | what it counts |\n|---|---|---|---|---|---|---|\n";
  for (const Figure& figure : figures_of(any_district())) {
    out += fmt::format("| `{}` | {} | {} | {} | {} | {} | {} |\n", figure.id, figure.name_zh, figure.unit, kind_of(figure.over).en,
                       better_of(figure.better).en, figure.town ? "yes" : "", definition_of(figure.id).en);
  }
  return out;
}

std::span<const std::string_view> main_figures() {
  static constexpr std::string_view kMain[] = {
      "cared_months",    "served_months", "covered.community.own", "covered.village.own",  "residents_covered.used",
      "facilities_open", "beds.staffed",  "beds.occupied",         "bed_shortfall_months", "staff.carer",
      "money.all",       "money.public",  "money.town_government"};
  return kMain;
}

}  // namespace eldercast
