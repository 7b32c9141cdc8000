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
  std::string_view text;
};

constexpr auto kDefinitions = std::to_array<Definition>({
    {"covered.", "communities or villages with an open station or point of their own; with_centre: or a centre that stands in them"},
    {"residents_covered.nominal", "residents in reach of an open facility for basic activities"},
    {"residents_covered.effective", "residents in reach of one whose hub works"},
    {"residents_covered.used", "residents who hold a place of any service, a family doctor's list too"},
    {"residents_covered.cared", "residents to whom care was given in the month, family doctors' lists left out"},
    {"served_months", "months in which a resident holds a place of any service, a family doctor's list too"},
    {"cared_months", "months in which care was given to a resident, family doctors' lists left out"},
    {"facilities_open", "facilities of the plan that are open; care homes left out"},
    {"facilities_social", "open facilities that social operators run"},
    {"facility_flows", "facilities that operators took over or left, that closed or opened again"},
    {"seeking.", "persons who seek the service, served or not"},
    {"served.", "persons who hold a place of the service"},
    {"waiting.", "persons who seek the service and hold no place of it"},
    {"delivered.", "units of the service that were given"},
    {"holding.", "persons who hold a place of the service and were given nothing in the month"},
    {"waiting", "persons who wait, added up over services: who waits for two counts twice"},
    {"travel", "minutes one way between home and place, added up over all who are served"},
    {"way", "mean minutes one way between home and place of those who are served; fewer are no gain where people who live far get nothing"},
    {"beds.", "beds that are open, that have carers, that are occupied"},
    {"bed_shortfall_months", "months in which a resident seeks a bed and has none"},
    {"bed_shortfall", "persons who seek a bed and have none"},
    {"displaced", "persons who held a place of a facility that closed"},
    {"staff.posts", "carers that the open places would need"},
    {"staff.", "persons in post"},
    {"money.public", "what governments (towns too), the lottery fund and insurances owe for the time, whenever it is paid"},
    {"money.", "what the payer owes for the time, whenever it is paid"},
    {"recurrent.",
     "what a year costs that is like the end of this one: twelve times the last month for running, services, allowances and interest, the "
     "last "
     "twelve months for awards and training, nothing for building"},
    {"care_cost.",
     "what is owed from the start of the run to the end of the year, building too, divided by the years of care that were given "
     "(cared_months)"},
    {"purpose.", "what all payers owe for this purpose, whenever it is paid"},
    {"rule.", "what a rule says of its own; its card has name and unit (plugins describe)"},
    {"clause.", "what all payers owe under this clause of the plan, whenever it is paid"},
    {"break_even", "share of its beds that must be occupied so that a centre's fees cover its cost; the middle one of the open centres"},
    {"never_break_even", "open centres whose fees would not cover their cost with every bed occupied"},
    {"prefinancing_peak", "highest month-end balance of building money that towns have paid and no grant has repaid"},
    {"lottery_fund", "money that the lottery welfare fund holds at the end of the month"},
    {"projects_waited.", "months in which projects were due and did not start, by what they waited for"},
    {"building_pace",
     "what all delays of projects are multiplied by, as learnt from what was observed until scenario.as_of; 1 without that"},
    {"grants_waiting.", "money that was earned and due and lies beyond the payer's sum of the year"},
    {"target.", "the value of a target of the plan, as `eldercast targets` judges it"},
    {"residents.in_need", "residents aged 60 and over who are partly or fully disabled"},
    {"residents", "residents aged 60 and over"},
    {"people.", "residents aged 60 and over to whom it happened"},
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
  for (const std::string_view text :
       {std::string_view(figure.id), std::string_view(figure.name_zh), std::string_view(figure.name_en), definition_of(figure.id)}) {
    if (lower(text).find(word) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

std::string_view definition_of(std::string_view id) {
  const Definition* best = nullptr;
  for (const Definition& one : kDefinitions) {
    const bool whole = !one.begin.ends_with('.');
    const bool fits = whole ? id == one.begin || id.starts_with(std::string(one.begin) + ".") : id.starts_with(one.begin);
    if (fits && (best == nullptr || one.begin.size() > best->begin.size())) best = &one;
  }
  return best == nullptr ? std::string_view() : best->text;
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
    out += wrapped_text(fmt::format("    {}: {}", name, definition_of(figure.id)), width, 4) + "\n";
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
                       better_of(figure.better).en, figure.town ? "yes" : "", definition_of(figure.id));
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
