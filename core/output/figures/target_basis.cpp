#include "output/figures/target_basis.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "output/file/resolved_entries.hpp"

namespace eldercast {

namespace {

bool is_hub_kind(FacilityKind kind) { return kind == FacilityKind::street_centre || kind == FacilityKind::town_centre; }

int settlements_of(const Description& description, SettlementKind kind) {
  return static_cast<int>(std::count_if(description.settlements.begin(), description.settlements.end(),
                                        [&](const SettlementLine& place) { return place.kind == kind; }));
}

/// A plan that has nothing for so many settlements, or has it too late, cannot cover enough of them in time.
TargetBasis by_plan(const Description& description, const SettlementReading& counted, YearMonth due) {
  const int all = settlements_of(description, counted.kind);
  const std::vector<bool> has = within_plan(description, counted.reading, due);
  int reached = 0;
  for (std::size_t s = 0; s < has.size(); ++s) reached += has[s] && description.settlements[s].kind == counted.kind ? 1 : 0;
  if (all == 0 || reached >= description.targets.basically * all - 1e-9) return {};
  const double percent = 100.0 * reached / all;
  return {DecidedBy::input,
          "data.projects",
          {fmt::format("到{}年，计划和现有设施只涉及{}个中的{}个（{:.1f}%）", due.year(), all, reached, percent),
           fmt::format("plan and stock reach {} of {} by {} ({:.1f}%)", reached, all, due.year(), percent)},
          false};
}

std::string share_text(double share) { return fmt::format("{:.3g}%", 100 * share); }

/// The numbers that a run had: where a parameter is drawn the mean of what was drawn, else the scenario's.
class RunNumbers {
 public:
  explicit RunNumbers(const Description& description) : numbers_(description.resolved_text), drawn_(description.drawn) {}

  [[nodiscard]] const ResolvedNumbers& written() const { return numbers_; }
  [[nodiscard]] const DrawnParameter* drawn(const std::string& id) const {
    const auto found = std::find_if(drawn_.begin(), drawn_.end(), [&](const DrawnParameter& one) { return one.id == id; });
    return found == drawn_.end() ? nullptr : &*found;
  }
  [[nodiscard]] std::optional<double> find(const std::string& id) const {
    const DrawnParameter* one = drawn(id);
    return one != nullptr ? std::optional(one->mean) : numbers_.find(id);
  }
  /// "platform_share 88.4%, mean of draws from 70% to 100%"; in Chinese by its name.
  template <class Shown>
  [[nodiscard]] Text said(const std::string& id, const std::string& zh, Shown shown) const {
    const std::string name = id.substr(id.rfind('.') + 1) + " ";
    const DrawnParameter* one = drawn(id);
    if (one == nullptr) return {zh + shown(*find(id)), name + shown(*find(id))};
    return {fmt::format("{}{}（在{}至{}中抽取的均值）", zh, shown(one->mean), shown(one->low), shown(one->high)),
            fmt::format("{}{}, mean of draws from {} to {}", name, shown(one->mean), shown(one->low), shown(one->high))};
  }

 private:
  ResolvedNumbers numbers_;
  const std::vector<DrawnParameter>& drawn_;
};

/// The value is a parameter by another name.
TargetBasis restates(const RunNumbers& numbers, const std::string& id, const std::string& zh) {
  if (!numbers.find(id)) return {};
  const Text said = numbers.said(id, zh, share_text);
  return {DecidedBy::assumption, id, {"取决于设定：" + said.zh, "set by an input: " + said.en}};
}

/// All of many facilities are asked for, and an assumption lets each be one with a share below one.
TargetBasis all_asked(const RunNumbers& numbers, const std::string& id, const std::string& zh, bool complement = false) {
  const std::optional<double> value = numbers.find(id);
  if (!value) return {};
  const double share = complement ? 1 - *value : *value;
  if (share >= 1) return {};
  const Text said = numbers.said(id, zh, share_text);
  return {DecidedBy::input,
          id,
          {fmt::format("要求100%，而情景的假定只允许{}：{}", share_text(share), said.zh),
           fmt::format("asks for 100%, an assumption of the scenario allows {}: {}", share_text(share), said.en)},
          true};
}

/// As many as the courses of a role take in and pass, up to the number that is asked for.
TargetBasis by_courses(const RunNumbers& numbers, const std::string& intake_of_role) {
  const std::string intake = "staffing.training_pipeline." + intake_of_role;
  const std::string pass = "staffing.training_pipeline.pass_share";
  if (!numbers.find(intake) || !numbers.find(pass)) return {};
  const Text heads = numbers.said(intake, "每月入班人数", [](double value) { return fmt::format("{:.3g}", value); });
  const Text share = numbers.said(pass, "培训合格率", share_text);
  return {DecidedBy::assumption,
          intake,
          {fmt::format("取决于培训班规模：{} × {}", heads.zh, share.zh),
           fmt::format("set by the size of courses: {} × {}", heads.en, share.en)}};
}

TargetBasis basis_of(Target target, const Description& description, const RunNumbers& numbers) {
  if (const auto counted = settlement_reading(target)) return by_plan(description, *counted, row_of(target).due(description.targets));
  switch (target) {
    case Target::g3_urban:
    case Target::o0_run_by_institutions:
      // Where operators look at their accounts, what they are offered is no longer what they run.
      if (numbers.written().on("operation.operators_decide")) return {};
      return restates(numbers, "operation.social_new.urban", "新建城市设施社会化运营率");
    case Target::g4_medical:
      return all_asked(numbers, "medical.health_partnerships.never_signs_share", "不会签约的设施比例", true);
    case Target::g6_priority:
      return {DecidedBy::assumption, "", {"由分配规则决定", "set by the rule of allocation"}};
    case Target::g7_platform:
      return all_asked(numbers, "operation.platform_share", "最终接入平台的设施比例");
    case Target::g7_policies:
      return all_asked(numbers, "funding.running_incentives.qualifying_share", "符合激励条件的设施比例");
    case Target::m1_nursing_beds:
      return restates(numbers, "medical.nursing_beds.target_share", "护理型床位占比目标");
    case Target::w1_carers:
      return by_courses(numbers, "carer_intake_per_month");
    case Target::w1_supervisors:
      return by_courses(numbers, "supervisor_intake_per_quarter");
    case Target::w1_directors:
      return by_courses(numbers, "director_intake_per_year");
    case Target::f1_elderly_care:
      return restates(numbers, "funding.lottery_fund.elderly_care_share", "公益金用于养老的比例");
    default:
      return {};
  }
}

}  // namespace

std::optional<SettlementReading> settlement_reading(Target target) {
  switch (target) {
    case Target::g1_own:
      return SettlementReading{SettlementKind::community, CoverageReading::own};
    case Target::g1_with_centre:
      return SettlementReading{SettlementKind::community, CoverageReading::with_centre};
    case Target::g2_own:
      return SettlementReading{SettlementKind::village, CoverageReading::own};
    case Target::g2_with_centre:
      return SettlementReading{SettlementKind::village, CoverageReading::with_centre};
    default:
      return std::nullopt;
  }
}

std::vector<bool> within_plan(const Description& description, CoverageReading reading, YearMonth by) {
  std::vector<bool> out(description.settlements.size(), false);
  const std::size_t existing = description.facilities.size() - description.projects.size();
  for (std::size_t f = 0; f < description.facilities.size(); ++f) {
    const FacilityLine& facility = description.facilities[f];
    const bool in_time = f < existing || description.projects[f - existing].planned_year <= by.year();
    const bool counts =
        facility.kind != FacilityKind::care_home && (reading == CoverageReading::with_centre || !is_hub_kind(facility.kind));
    const bool stays = !facility.gone || *facility.gone > by;
    if (counts && in_time && stays) out[facility.settlement.index()] = true;
  }
  return out;
}

std::vector<TargetBasis> target_bases(const Description& description) {
  const RunNumbers numbers(description);
  std::vector<TargetBasis> out;
  for (const JudgedTarget& row : judged_targets(description)) out.push_back(basis_of(row.target, description, numbers));
  return out;
}

Text verdict_words(TargetVerdict verdict) {
  switch (verdict) {
    case TargetVerdict::met:
      return {"达标", "met"};
    case TargetVerdict::open:
      return {"未定", "open"};
    case TargetVerdict::missed:
      return {"不达标", "missed"};
    case TargetVerdict::not_judged:
      break;
  }
  return {"不评判", "not judged"};
}

}  // namespace eldercast
