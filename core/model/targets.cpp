#include "model/targets.hpp"

namespace eldercast {
namespace {

using Parameters = TargetParameters;

std::optional<double> none(const Parameters& /*unused*/) { return std::nullopt; }
std::optional<double> whole(const Parameters& /*unused*/) { return 1.0; }
std::optional<double> basically(const Parameters& targets) { return targets.basically; }
std::optional<double> no_violation(const Parameters& /*unused*/) { return 0.0; }
template <double Parameters::*Member>
std::optional<double> share(const Parameters& targets) {
  return targets.*Member;
}
template <std::int32_t Parameters::*Member>
std::optional<double> count(const Parameters& targets) {
  return targets.*Member;
}
YearMonth communities(const Parameters& targets) { return {targets.communities_year, 12}; }
YearMonth villages(const Parameters& targets) { return {targets.villages_year, 12}; }

// clang-format off
constexpr std::array kTable{
    TargetRow{Target::g1_own, "G1", TargetUnit::share, false, "社区设施覆盖率（自有）", "communities with an open station of their own", &basically, &whole, &communities},
    TargetRow{Target::g1_with_centre, "G1", TargetUnit::share, false, "社区设施覆盖率（含中心所在地）", "communities with a station, or a centre in it", &basically, &whole, &communities},
    TargetRow{Target::g2_own, "G2", TargetUnit::share, false, "行政村设施覆盖率（自有）", "villages with an open point of their own", &basically, &whole, &villages},
    TargetRow{Target::g2_with_centre, "G2", TargetUnit::share, false, "行政村设施覆盖率（含中心所在地）", "villages with a point, or a centre in it", &basically, &whole, &villages},
    TargetRow{Target::g3_urban, "G3u", TargetUnit::share, false, "城市设施社会化运营率", "open street centres and stations run by social operators", &share<&Parameters::urban_social_share>, &none, &villages},
    TargetRow{Target::g3_rural, "G3r", TargetUnit::share, false, "农村设施社会化运营率", "open town centres and points run by social operators", &share<&Parameters::rural_social_share>, &none, &villages},
    TargetRow{Target::g4_medical, "G4", TargetUnit::share, false, "具备医养服务能力的设施", "open facilities with a medical arrangement", &whole, &none, &villages},
    TargetRow{Target::g5_basic_services, "G5", TargetUnit::share, false, "基本养老服务可及的老年人", "residents 60+ in reach of basic services with room", &whole, &none, &villages},
    TargetRow{Target::g6_priority, "G6", TargetUnit::count, true, "优先保障被越位人次", "admissions ahead of a higher priority group", &no_violation, &none, &villages},
    TargetRow{Target::g7_platform, "G7", TargetUnit::share, false, "接入信息平台的设施", "open facilities on the information platform", &whole, &none, &villages},
    TargetRow{Target::g7_supervision, "G7", TargetUnit::share, false, "接受年度评价的设施", "open facilities evaluated within twelve months", &whole, &none, &villages},
    TargetRow{Target::g7_policies, "G7", TargetUnit::share, false, "享受运营补助的设施", "open facilities that receive the running incentive", &whole, &none, &villages},
    TargetRow{Target::l1_land, "L1", TargetUnit::m2_per_resident, false, "人均养老服务设施用地", "land for elderly care per resident of all ages, m2", &share<&Parameters::land_m2_per_resident>, &none, &villages},
    TargetRow{Target::l2_centres, "L2", TargetUnit::share, false, "建有中心的镇街", "streets and towns with an open centre", &whole, &none, &villages},
    TargetRow{Target::o0_run_by_institutions, "O0", TargetUnit::share, false, "街道中心由养老机构运营", "open street centres run by care institutions", &whole, &none, &villages},
    TargetRow{Target::o1_street_spokes, "O1", TargetUnit::share, false, "街道中心带站", "open stations and points of streets attached to a working centre", &whole, &none, &villages},
    TargetRow{Target::o2_town_spokes, "O2", TargetUnit::share, false, "镇中心带点", "open stations and points of towns attached to a working centre", &whole, &none, &villages},
    TargetRow{Target::o3_home_beds, "O3", TargetUnit::count, false, "家庭养老床位", "home care beds in use", &none, &none, &villages},
    TargetRow{Target::q1_circle_low, "Q1", TargetUnit::share, false, "一刻钟服务圈（下限）", "residents within 15 minutes, low end", &whole, &none, &villages},
    TargetRow{Target::q1_circle_high, "Q1", TargetUnit::share, false, "一刻钟服务圈（上限）", "residents within 15 minutes, high end", &whole, &none, &villages},
    TargetRow{Target::q2_delivered, "Q2", TargetUnit::share, false, "有需求者获得服务", "seekers who are served, all services", &none, &none, &villages},
    TargetRow{Target::m1_nursing_beds, "M1", TargetUnit::share, false, "护理型床位占比", "nursing beds among open beds", &share<&Parameters::nursing_bed_share>, &none, &villages},
    TargetRow{Target::m2_integrated, "M2", TargetUnit::count, false, "社区医养一体化机构", "facilities with a clinic of their own", &count<&Parameters::integrated_facilities>, &none, &villages},
    TargetRow{Target::m3_centres, "M3", TargetUnit::share, false, "中心医养协作", "open centres with a medical arrangement", &whole, &none, &villages},
    TargetRow{Target::w1_carers, "W1", TargetUnit::count, false, "培训养老护理员", "carers trained", &count<&Parameters::carers_trained>, &none, &villages},
    TargetRow{Target::w1_supervisors, "W1", TargetUnit::count, false, "培训养老护理主管", "care supervisors trained", &count<&Parameters::supervisors_trained>, &none, &villages},
    TargetRow{Target::w1_directors, "W1", TargetUnit::count, false, "培训养老管理院长", "directors trained", &count<&Parameters::directors_trained>, &none, &villages},
    TargetRow{Target::w2_certified, "W2", TargetUnit::share, false, "护理员持证率", "carers in post with a certificate", &none, &none, &villages},
    TargetRow{Target::f1_elderly_care, "F1", TargetUnit::share, false, "福彩公益金用于养老", "lottery welfare fund that is kept for elderly care", &share<&Parameters::lottery_share>, &none, &villages},
};
// clang-format on

consteval bool in_enumerator_order() {
  for (std::size_t i = 0; i < kTable.size(); ++i) {
    if (static_cast<std::size_t>(kTable[i].target) != i) return false;
  }
  return kTable.size() == kCount<Target>;
}
static_assert(in_enumerator_order());

}  // namespace

std::vector<OwnTargetLine> own_target_lines(const Scenario& scenario) {
  std::vector<OwnTargetLine> out;
  for (const RuleSpec& rule : scenario.rules) {
    for (const OwnTarget& target : rule.targets) {
      const RuleFigure& figure = rule.figures[target.figure];
      out.push_back({target.id, target.clause, target.zh, target.en, rule.id + "." + figure.id, figure.unit, target.at_most,
                     target.threshold, target.due});
    }
  }
  return out;
}

std::vector<JudgedTarget> judged_targets(const TargetParameters& targets, std::span<const OwnTargetLine> own) {
  std::vector<JudgedTarget> out;
  out.reserve(kTable.size() + own.size());
  for (const TargetRow& row : kTable) {
    out.push_back({row.target, std::string(name_of(row.target)), std::string(row.clause), row.unit, row.at_most, std::string(row.zh),
                   std::string(row.en), row.threshold(targets), row.strict(targets), row.due(targets), "", ""});
  }
  for (const OwnTargetLine& line : own) {
    out.push_back({static_cast<Target>(out.size()), line.id, line.clause, TargetUnit::count, line.at_most, line.name_zh, line.name_en,
                   line.threshold, std::nullopt, line.due, line.figure, line.unit});
  }
  return out;
}

std::vector<JudgedTarget> judged_targets(const Scenario& scenario) { return judged_targets(scenario.targets, own_target_lines(scenario)); }

std::span<const TargetRow> target_table() { return kTable; }
const TargetRow& row_of(Target target) { return kTable[index_of(target)]; }

}  // namespace eldercast
