#include "output/reference/reference_pages.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

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

}  // namespace eldercast
