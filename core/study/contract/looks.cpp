#include "study/contract/looks.hpp"

namespace eldercast::contract {
namespace {

// Values are altered by much, so that thresholds notice.

void alter(bool& value) { value = !value; }
void alter(std::int32_t& value) { value = value * 2 + 3; }
void alter(Fen& value) { value = value * 2 + Fen{300}; }
void alter(Month& value) { value = value + -13; }
template <class Enum>
requires std::is_enum_v<Enum>
void alter(Enum& value) {
  std::size_t count = 3;
  if constexpr (requires { Names<Enum>::kText; }) count = kCount<Enum>;
  value = static_cast<Enum>((static_cast<std::size_t>(value) + 1) % count);
}
template <class Enum, class T>
void alter(PerEnum<Enum, T>& cells) {
  // Cells of roles that the scenario names stand behind the others.
  for (T& cell : cells.cells) alter(cell);
}

struct Field {
  const char* name;
  void (*alter)(TrialDistrict& district);
};

template <auto Table, auto Member>
constexpr Field field(const char* name) {
  return {name, [](TrialDistrict& district) {
            for (auto& row : district.*Table) alter(row.*Member);
          }};
}
template <auto Single, auto Member>
constexpr Field single(const char* name) {
  return {name, [](TrialDistrict& district) { alter(district.*Single.*Member); }};
}

constexpr auto kTowns = &TrialDistrict::towns;
constexpr auto kFacilities = &TrialDistrict::facilities;
constexpr auto kProjects = &TrialDistrict::projects;
constexpr auto kServices = &TrialDistrict::services;
constexpr Field kFields[] = {field<kTowns, &TownState::kind>("towns.kind"),
                             field<kTowns, &TownState::residents>("towns.residents"),
                             field<kTowns, &TownState::residents_by_need>("towns.residents_by_need"),
                             field<kTowns, &TownState::staff>("towns.staff"),
                             field<kTowns, &TownState::certified>("towns.certified"),
                             field<kTowns, &TownState::posts>("towns.posts"),
                             field<kTowns, &TownState::residents_by_age>("towns.residents_by_age"),
                             field<kTowns, &TownState::stayed_a_year>("towns.stayed_a_year"),
                             field<kFacilities, &FacilityState::kind>("facilities.kind"),
                             field<kFacilities, &FacilityState::status>("facilities.status"),
                             field<kFacilities, &FacilityState::from_project>("facilities.from_project"),
                             field<kFacilities, &FacilityState::hub_working>("facilities.hub_working"),
                             field<kFacilities, &FacilityState::opened>("facilities.opened"),
                             field<kFacilities, &FacilityState::floor_area_m2>("facilities.floor_area_m2"),
                             field<kFacilities, &FacilityState::run_by>("facilities.run_by"),
                             field<kFacilities, &FacilityState::arrangement>("facilities.arrangement"),
                             field<kFacilities, &FacilityState::grade>("facilities.grade"),
                             field<kFacilities, &FacilityState::evaluated>("facilities.evaluated"),
                             field<kFacilities, &FacilityState::on_platform>("facilities.on_platform"),
                             field<kFacilities, &FacilityState::capacity>("facilities.capacity"),
                             field<kFacilities, &FacilityState::staffed>("facilities.staffed"),
                             field<kFacilities, &FacilityState::used>("facilities.used"),
                             field<kProjects, &ProjectState::kind>("projects.kind"),
                             field<kProjects, &ProjectState::status>("projects.status"),
                             field<kProjects, &ProjectState::planned_year>("projects.planned_year"),
                             field<kProjects, &ProjectState::scheduled_start>("projects.scheduled_start"),
                             field<kProjects, &ProjectState::cost>("projects.cost"),
                             field<kProjects, &ProjectState::offered>("projects.offered"),
                             field<kServices, &ServiceState::given_at>("services.given_at"),
                             field<kServices, &ServiceState::takes>("services.takes"),
                             field<kServices, &ServiceState::price>("services.price"),
                             field<kServices, &ServiceState::units_per_month>("services.units_per_month"),
                             field<kServices, &ServiceState::served>("services.served"),
                             field<kServices, &ServiceState::waiting>("services.waiting"),
                             single<&TrialDistrict::training, &TrainingState::in_training>("training.in_training"),
                             single<&TrialDistrict::training, &TrainingState::graduates>("training.graduates"),
                             single<&TrialDistrict::lottery_fund, &LotteryFundState::balance>("lottery_fund.balance"),
                             single<&TrialDistrict::lottery_fund, &LotteryFundState::income>("lottery_fund.income"),
                             single<&TrialDistrict::lottery_fund, &LotteryFundState::elsewhere>("lottery_fund.elsewhere"),
                             single<&TrialDistrict::lottery_fund, &LotteryFundState::drawn>("lottery_fund.drawn")};

}  // namespace

std::vector<Look> looks_of(const RuleEntry& rule, std::span<const NeededName> needs, Watchdog& watchdog, std::uint64_t seed) {
  const std::vector<std::string> plain = Trial(rule, watchdog, seed, trial_district(needs)).finish().lines();
  std::vector<Look> looks;
  for (const Field& field : kFields) {
    Look look{field.name, {}};
    for (std::size_t p = 0; p < kAsked; ++p) {
      const auto change = [&](Asked phase, TrialDistrict& district) {
        if (phase == static_cast<Asked>(p)) field.alter(district);
      };
      bool moved = true;
      try {
        moved = Trial(rule, watchdog, seed, trial_district(needs), change).finish().lines() != plain;
      } catch (const RuleFailure&) {
        // A district that cannot be is no fault of the rule, but it has looked.
      }
      if (moved) look.phases.push_back(static_cast<Asked>(p));
    }
    if (!look.phases.empty()) looks.push_back(std::move(look));
  }
  if (Trial(rule, watchdog, seed + 1, trial_district(needs)).finish().lines() != plain) looks.push_back({"draws", {}});
  return looks;
}

}  // namespace eldercast::contract
