#include "scenario/parameters/sections.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "scenario/parameters/parameter_value.hpp"
#include "scenario/parameters/section_rows.hpp"

namespace eldercast {
namespace {

template <auto Member>
void* part(Scenario& scenario) {
  return &(scenario.*Member);
}
void* whole(Scenario& scenario) { return &scenario; }
template <Spread ScheduleParameters::*kSpread>
void* spread(Scenario& scenario) {
  return &(scenario.schedule.*kSpread);
}
template <PerEnum<FacilityKind, Spread> ScheduleParameters::*kSpreads, FacilityKind kKind>
void* spread_of(Scenario& scenario) {
  return &(scenario.schedule.*kSpreads)[kKind];
}
template <FacilityKind kKind>
void* standard(Scenario& scenario) {
  return &scenario.standards[kKind];
}

constexpr auto kPrepare = &ScheduleParameters::prepare_months;
constexpr auto kBuild = &ScheduleParameters::build_months;
using enum FacilityKind;

// clang-format off
constexpr std::array kSections{
    Section{"scenario", "情景", "The run", rows::kScenario, &whole},
    Section{"population", "人口", "Population", rows::kPopulation, &part<&Scenario::population>},
    Section{"network", "服务网络", "Network", rows::kNetwork, &part<&Scenario::network>},
    Section{"schedule", "建设进度", "Schedule", rows::kSchedule, &part<&Scenario::schedule>},
    Section{"schedule.prepare_months.street_centre", "街道中心前期月数", "Months from decision to start on site, street centre", rows::kMonths, &spread_of<kPrepare, street_centre>},
    Section{"schedule.prepare_months.community_station", "社区站前期月数", "Months from decision to start on site, community station", rows::kMonths, &spread_of<kPrepare, community_station>},
    Section{"schedule.prepare_months.town_centre", "镇中心前期月数", "Months from decision to start on site, town centre", rows::kMonths, &spread_of<kPrepare, town_centre>},
    Section{"schedule.prepare_months.village_point", "村点前期月数", "Months from decision to start on site, village point", rows::kMonths, &spread_of<kPrepare, village_point>},
    Section{"schedule.build_months.street_centre", "街道中心建设月数", "Months from start on site to opening, street centre", rows::kMonths, &spread_of<kBuild, street_centre>},
    Section{"schedule.build_months.community_station", "社区站建设月数", "Months from start on site to opening, community station", rows::kMonths, &spread_of<kBuild, community_station>},
    Section{"schedule.build_months.town_centre", "镇中心建设月数", "Months from start on site to opening, town centre", rows::kMonths, &spread_of<kBuild, town_centre>},
    Section{"schedule.build_months.village_point", "村点建设月数", "Months from start on site to opening, village point", rows::kMonths, &spread_of<kBuild, village_point>},
    Section{"schedule.slip_ratio", "工期延误比", "Actual over planned time", rows::kRatio, &spread<&ScheduleParameters::slip_ratio>},
    Section{"schedule.common_slip", "全区共同工期系数", "Pace common to all projects, over that of slip_ratio; read only as of a date", rows::kCommonRatio, &spread<&ScheduleParameters::common_slip>},
    Section{"schedule.cost_ratio", "造价超支比", "Final over budgeted cost", rows::kRatio, &spread<&ScheduleParameters::cost_ratio>},
    Section{"staff", "人员", "Staff", rows::kStaff, &part<&Scenario::staff>},
    Section{"finance", "资金", "Finance", rows::kFinance, &part<&Scenario::finance>},
    Section{"finance.bed_cost_yuan_month", "床位可变成本", "Variable cost of a bed", rows::kBedCost, &part<&Scenario::finance>},
    Section{"operation", "运营", "Operation", rows::kOperation, &part<&Scenario::operation>},
    Section{"mend", "补短板", "Mending what is covered on paper only", rows::kMend, &part<&Scenario::mend>},
    Section{"incomes", "收入", "Pensions, beside which reports put the fees", rows::kIncomes, &part<&Scenario::incomes>},
    Section{"allocation", "分配", "Allocation", rows::kAllocation, &part<&Scenario::allocation>},
    Section{"allocation.bed_leaving_per_month", "月离院率", "Leaving a bed alive", rows::kBedLeaving, &part<&Scenario::allocation>},
    Section{"targets", "目标", "Targets", rows::kTargets, &part<&Scenario::targets>},
    Section{"standards.street_centre", "街道中心建设标准", "Standard of a street centre", rows::kStandard, &standard<street_centre>},
    Section{"standards.community_station", "社区站建设标准", "Standard of a community station", rows::kStandard, &standard<community_station>},
    Section{"standards.town_centre", "镇中心建设标准", "Standard of a town centre", rows::kStandard, &standard<town_centre>},
    Section{"standards.village_point", "村点建设标准", "Standard of a village point", rows::kStandard, &standard<village_point>},
};
// clang-format on

/// The part of a path below a table, or nothing. The root is "".
std::optional<std::string_view> below(std::string_view path, std::string_view table) {
  if (table.empty()) return path;
  if (path.size() <= table.size() || !path.starts_with(table) || path[table.size()] != '.') return std::nullopt;
  return path.substr(table.size() + 1);
}

}  // namespace

std::span<const Section> scenario_sections() { return kSections; }

std::string parameter_id(const Section& section, const ParameterRow& row) { return fmt::format("{}.{}", section.id, row.path); }

std::optional<ParameterAddress> find_parameter(std::string_view id) {
  for (const Section& section : kSections) {
    const auto path = below(id, section.id);
    if (!path) continue;
    for (const ParameterRow& row : section.rows) {
      if (*path == row.path) return ParameterAddress{&section, &row};
    }
  }
  return std::nullopt;
}

void KeyTree::add(const std::string& path, const ParameterRow* row) {
  values_.emplace(path, row);
  for (std::size_t dot = path.find('.'); dot != std::string::npos; dot = path.find('.', dot + 1)) tables_.insert(path.substr(0, dot));
}

std::vector<Candidate> KeyTree::children(std::string_view table) const {
  std::map<std::string, std::string> names;
  for (const auto& [path, row] : values_) {
    const auto rest = below(path, table);
    if (!rest) continue;
    const bool own = rest->find('.') == std::string_view::npos;
    names.emplace(std::string(rest->substr(0, rest->find('.'))), own && row != nullptr ? accepted(*row) : "");
  }
  std::vector<Candidate> candidates;
  for (const auto& [name, label] : names) candidates.push_back({name, label});
  return candidates;
}

std::vector<Candidate> KeyTree::ending_in(std::string_view tail) const {
  std::vector<Candidate> candidates;
  const std::string end = fmt::format(".{}", tail);
  for (const auto& [path, row] : values_) {
    if (path.ends_with(end)) candidates.push_back({path, ""});
  }
  return candidates;
}

const std::vector<std::string_view>& data_tables() {
  static const std::vector<std::string_view> names{"towns", "settlements", "census",   "age_shape", "mortality", "disability",
                                                   "moves", "existing",    "projects", "services",  "demand",    "parameters"};
  return names;
}

const std::vector<std::string_view>& optional_data_tables() {
  static const std::vector<std::string_view> names{"build", "candidates", "changes", "observed"};
  return names;
}

KeyTree scenario_keys() {
  KeyTree keys;
  for (const char* path : {"schema", "extends", "scenario.id", "scenario.name_zh", "scenario.name_en", "scenario.seed", "scenario.gaps",
                           "scenario.gaps_zh", "scenario.as_of", "scenario.decided", "allocation.priority"}) {
    keys.add(path, nullptr);
  }
  for (const std::string_view name : data_tables()) keys.add(fmt::format("data.{}", name), nullptr);
  for (const std::string_view name : optional_data_tables()) keys.add(fmt::format("data.{}", name), nullptr);
  for (const Section& section : kSections) {
    for (const ParameterRow& row : section.rows) keys.add(parameter_id(section, row), &row);
  }
  return keys;
}

KeyTree rule_keys(const std::string& path, std::span<const ParameterRow> rule_rows) {
  KeyTree keys;
  keys.add(path + ".enabled", nullptr);
  for (const ParameterRow& row : rule_rows) keys.add(fmt::format("{}.{}", path, row.path), &row);
  return keys;
}

}  // namespace eldercast
