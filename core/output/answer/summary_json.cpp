#include "output/answer/paper_report.hpp"
#include "output/answer/summary.hpp"
#include "output/figures/sample.hpp"
#include "output/render/json_numbers.hpp"

namespace eldercast {

namespace {

/// One key an enumerator, `value_of(cell)` behind it.
template <class Enum, class T>
Json by_enum(const PerEnum<Enum, T>& values, Json (*value_of)(const T&)) {
  Json out = Json::object();
  for (std::size_t i = 0; i < kCount<Enum>; ++i) {
    const auto key = static_cast<Enum>(i);
    out[std::string(name_of(key))] = value_of(values[key]);
  }
  return out;
}

/// The same of payers and roles, which a scenario may name.
template <class Enum, class T>
Json by_name(const PerEnum<Enum, T>& values, const OwnNames& names, Json (*value_of)(const T&)) {
  Json out = Json::object();
  for (const Enum key : all_of<Enum>(names)) out[std::string(name_of(key, names))] = value_of(values[key]);
  return out;
}

Json plain(const Estimate& value) { return json_of(value); }
Json share(const double& value) { return json_of(value); }
Json money(const SummaryMoney& value) { return {{"accrued", json_of(value.accrued)}, {"paid", json_of(value.paid)}}; }
Json met(const SummaryTarget::Met& value) { return {{"strict", json_of(value.strict)}, {"basically", json_of(value.basically)}}; }
Json readings(const PerEnum<CoverageReading, Estimate>& value) { return by_enum(value, plain); }
Json staff_counts(const PerEnum<StaffCount, Estimate>& value) { return by_enum(value, plain); }
Json series(const std::vector<double>& values) { return values; }
Json number(const int& value) { return value; }

Json year_json(const SummaryYear& year) {
  return {{"year", year.year},
          {"settlements_covered", by_enum(year.settlements_covered, readings)},
          {"residents_covered_share", by_enum(year.residents_covered, plain)},
          {"residents", json_of(year.residents)},
          {"residents_by_need", by_enum(year.residents_by_need, plain)}};
}

Json target_json(const SummaryTarget& target) {
  return {{"id", target.id},
          {"settlement_kind", name_of(target.kind)},
          {"year", target.year},
          {"assessed", target.assessed},
          {"share_of_replicates", target.assessed ? by_enum(target.met, met) : Json(nullptr)}};
}

Json demand_json(const std::vector<SummaryDemand>& lines) {
  Json out = Json::array();
  for (const SummaryDemand& line : lines) {
    out.push_back({{"id", line.id},
                   {"name_zh", line.name_zh},
                   {"name_en", line.name_en},
                   {"list", line.list},
                   {"counts", by_enum(line.counts, plain)}});
    if (line.way_minutes) out.back()["way_minutes"] = json_of(*line.way_minutes);
  }
  return out;
}

Json bed_counts(const PerEnum<BedCount, Estimate>& value) { return by_enum(value, plain); }

Json beds_json(const SummaryBeds& beds) {
  return {{"by_type", by_enum(beds.by_type, bed_counts)},
          {"vacant_by_type", by_enum(beds.vacant_by_type, plain)},
          {"vacant_where_nobody_is_short", json_of(beds.vacant_elsewhere)},
          {"open", json_of(beds.open)},
          {"staffed", json_of(beds.staffed)},
          {"occupied", json_of(beds.occupied)},
          {"vacant", json_of(beds.vacant)},
          {"occupancy", json_of(beds.occupancy)},
          {"shortfall", json_of(beds.shortfall)},
          {"shortfall_by_cause", by_enum(beds.shortfall_by_cause, plain)},
          {"fixed_ratio", {{"beds_per_1000", beds.beds_per_1000}, {"gap", json_of(beds.fixed_ratio_gap)}}},
          {"average_flow",
           {{"new_seekers_per_month", json_of(beds.new_seekers_per_month)},
            {"stay_months", beds.stay_months},
            {"gap", json_of(beds.average_flow_gap)}}}};
}

Json rule_figures_json(const Summary& summary) {
  Json out = Json::array();
  for (const SummaryRuleFigure& one : summary.rule_figures) {
    out.push_back({{"figure", one.line.id},
                   {"name_zh", one.line.name_zh},
                   {"name_en", one.line.name_en},
                   {"unit", one.line.unit},
                   {"over_the_run", name_of(one.line.kind)},
                   {"value", json_of(one.value)}});
  }
  return out;
}

Json budget_json(const Summary& summary) {
  Json clauses = Json::array();
  for (const SummaryClause& line : summary.by_clause) clauses.push_back({{"clause", line.clause}, {"money", money(line.money)}});
  return {{"unit", "CNY"},
          {"total", money(summary.money)},
          {"by_payer", by_name(summary.by_payer, summary.names, money)},
          {"by_clause", clauses},
          {"prefinancing_peak", json_of(summary.prefinancing_peak)},
          {"grants_waiting_peak", json_of(summary.grants_waiting_peak)},
          {"towns_for_good", json_of(summary.towns_for_good)},
          {"lottery_fund",
           {{"received", json_of(summary.lottery_fund.received)},
            {"committed", json_of(summary.lottery_fund.committed)},
            {"left", json_of(summary.lottery_fund.left)},
            {"part_left", json_of(summary.lottery_fund.part_left)}}},
          {"project_months_waited", by_enum(summary.projects_waited, json_of)},
          {"largest_town", summary.largest_town.zh},
          {"largest_town_en", summary.largest_town.en},
          {"largest_town_peak", json_of(summary.largest_town_peak)}};
}

Json uncovered_json(const Summary& summary) {
  Json out = Json::array();
  for (const SummaryUncovered& place : summary.uncovered) {
    out.push_back({{"town_zh", place.town.zh},
                   {"town_en", place.town.en},
                   {"settlement_zh", place.settlement.zh},
                   {"settlement_en", place.settlement.en},
                   {"kind", name_of(place.kind)},
                   {"share_without", by_enum(place.share_without, share)}});
  }
  return out;
}

/// What the scenario names, in both languages.
Json names_json(const OwnNames& names) {
  Json out = Json::object();
  for (const auto& [kind, list] : {std::pair{"payer", &names.payers}, {"purpose", &names.purposes}, {"role", &names.roles}}) {
    out[kind] = Json::array();
    for (const OwnName& one : *list) {
      out[kind].push_back({{"id", one.id}, {"name_zh", one.zh}, {"name_en", one.en}});
      if (list == &names.payers) out[kind].back()["public"] = one.is_public;
    }
  }
  return out;
}

Json gaps_json(const Summary& summary, Language language) {
  Json out = Json::array();
  for (const Text& gap : summary.data_gaps) out.push_back(in(language, gap));
  return out;
}

}  // namespace

std::string render_json(const Summary& summary) {
  Json years = Json::array();
  for (const SummaryYear& year : summary.years) years.push_back(year_json(year));
  Json settlement_targets = Json::array();
  for (const SummaryTarget& target : summary.settlement_targets) settlement_targets.push_back(target_json(target));
  Json out{{"format", "eldercast-summary"},
           {"version", 3},
           {"scenario",
            {{"id", summary.scenario_id},
             {"name_zh", summary.name_zh},
             {"name_en", summary.name_en},
             {"digest", summary.digest},
             {"start", text_of(summary.start)},
             {"end", text_of(summary.end)},
             {"seed", json_of_large(summary.seed)}}},
           {"replicates", summary.replicates},
           {"replicates_failed", summary.replicates_failed},
           {"uncertain_parameters", summary.uncertain_parameters},
           {"variance_of_parameters", {{"money", json_of(summary.doubt.money)}, {"bed_shortfall", json_of(summary.doubt.shortfall)}}},
           {"first_failure", summary.first_failure},
           {"settlements", by_enum(summary.settlements, number)},
           {"basically", summary.basically},
           {"years", years},
           {"trend",
            {{"months_a_point", summary.trend.months_a_point},
             {"settlements_covered", by_enum(summary.trend.covered, series)},
             {"bed_shortfall", summary.trend.bed_shortfall}}},
           {"settlement_targets", settlement_targets},
           {"targets", targets_json(summary.targets)},
           {"bed_service", summary.bed_service},
           {"bed_demand_by_group", demand_json(summary.bed_demand_by_group)},
           {"demand_by_service", demand_json(summary.demand_by_service)},
           {"beds", beds_json(summary.beds)},
           {"budget", budget_json(summary)},
           {"rule_figures", rule_figures_json(summary)},
           {"recurrent",
            {{"unit", "CNY a year"},
             {"from_year", summary.recurrent.from_year},
             {"total", json_of(summary.recurrent.total)},
             {"public", plain(summary.recurrent.public_money)},
             {"by_payer", by_name(summary.recurrent.by_payer, summary.names, plain)}}},
           {"break_even",
            {{"centres", json_of(summary.break_even.centres)},
             {"median_occupancy", json_of(summary.break_even.median)},
             {"never_by_beds_alone", json_of(summary.break_even.never)}}},
           {"paper", paper_json(summary.paper)},
           {"staff", by_name(summary.staff, summary.names, staff_counts)},
           {"siting_assumed", summary.siting_assumed},
           {"without_own_facility_count", json_of(summary.uncovered_count)},
           {"without_own_facility", uncovered_json(summary)},
           {"data_gaps", gaps_json(summary, Language::en)},
           {"data_gaps_zh", gaps_json(summary, Language::zh)}};
  if (summary.names != OwnNames()) out["names"] = names_json(summary.names);
  return json_text(out);
}

}  // namespace eldercast
