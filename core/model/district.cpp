#include "model/district.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "model/keys.hpp"
#include "model/require.hpp"

namespace eldercast {
namespace {

/// Slots of residents whose birthday of `age` falls into each month of the run.
SlotsByMonth birthdays(const BasePopulation& base, const Scenario& scenario, int age) {
  SlotsByMonth result;
  const auto months = static_cast<std::size_t>(scenario.months());
  std::vector<std::vector<std::uint32_t>> by_month(months);
  for (std::uint32_t slot = 0; slot < base.slots(); ++slot) {
    if (base.traits[slot].has(Traits::kPadding)) continue;
    const int month = base.identity[slot].birth() + 12 * age - scenario.start;
    if (month >= 0 && month < scenario.months()) by_month[static_cast<std::size_t>(month)].push_back(slot);
  }
  result.first.push_back(0);
  for (const std::vector<std::uint32_t>& slots : by_month) {
    result.slots.insert(result.slots.end(), slots.begin(), slots.end());
    result.first.push_back(static_cast<std::uint32_t>(result.slots.size()));
  }
  return result;
}

}  // namespace

District::District(std::shared_ptr<const Scenario> scenario)
    : scenario_(std::move(scenario)),
      rates_(*scenario_),
      cohorts_(*scenario_, rates_),
      base_(make_base_population(*scenario_, rates_, cohorts_)),
      events_(*scenario_, rates_, cohorts_),
      groups_(scenario_->allocation.rank),
      demand_(*scenario_),
      network_(*scenario_) {
  const auto bed = std::find_if(scenario_->services.begin(), scenario_->services.end(),
                                [](const Service& service) { return service.given_at == GivenAt::bed; });
  if (bed != scenario_->services.end()) bed_service_ = ServiceId(static_cast<std::size_t>(bed - scenario_->services.begin()));
  compile_settlements();
  compile_blocks();
  compile_classes();
  turning_60_ = birthdays(base_, *scenario_, 60);
  turning_80_ = birthdays(base_, *scenario_, 80);
  seat_residents();
  compile_bed_cells();
  compile_moves();
}

void District::compile_settlements() {
  for (const Settlement& settlement : scenario_->settlements) {
    settlement_key_.push_back(settlement_key(settlement));
    kind_of_settlement_.push_back(scenario_->towns[settlement.town.index()].kind);
    settlement_kind_.push_back(settlement.kind);
    town_of_settlement_.push_back(settlement.town);
  }
  std::vector<std::uint32_t> keys = settlement_key_;
  std::sort(keys.begin(), keys.end());
  require(std::adjacent_find(keys.begin(), keys.end()) == keys.end(), "District: two settlement codes have the same key");
}

void District::compile_blocks() {
  home_of_block_.resize(base_.slots() / kBlock);
  bound_of_block_.assign(home_of_block_.size(), 0);
  for (std::uint32_t s = 0; s < scenario_->settlements.size(); ++s) {
    for (std::uint32_t slot = base_.first_slot[s]; slot < base_.first_slot[s + 1]; ++slot) {
      home_of_block_[slot / kBlock] = s;
      const Traits traits = base_.traits[slot];
      if (traits.has(Traits::kPadding)) continue;
      const Identity identity = base_.identity[slot];
      const std::uint32_t bound =
          traits.has(Traits::kArrival)
              ? events_.arrival_threshold()
              : events_.by_month(class_of(kind_of_settlement_[s], traits.need(), identity.sex()), identity.birth()).back();
      bound_of_block_[slot / kBlock] = std::max(bound_of_block_[slot / kBlock], bound);
    }
  }
}

void District::compile_classes() {
  class_at_start_.assign(base_.slots(), kNotCounted);
  needs_in_block_.assign(home_of_block_.size(), 0);
  classes_at_start_ = Cube<std::int32_t, 2>(scenario_->towns.size(), kDemandClasses);
  for (std::uint32_t slot = 0; slot < base_.slots(); ++slot) {
    if (!base_.status[slot].is_resident()) continue;
    const Traits traits = base_.traits[slot];
    const std::uint32_t home = home_of_block_[slot / kBlock];
    const PriorityGroup group = groups_.of(traits.need(), traits, base_.status[slot].has(Status::kEighty));
    class_at_start_[slot] = demand_class(settlement_kind_[home], traits.need(), group);
    needs_in_block_[slot / kBlock] = static_cast<std::uint8_t>(needs_in_block_[slot / kBlock] | 1U << index_of(traits.need()));
    ++classes_at_start_(town_of(home), class_at_start_[slot]);
  }
}

void District::seat_residents() {
  if (!bed_service_.valid()) return;
  const ServiceId bed = bed_service_;
  const Service* const service = &scenario_->services[bed.index()];

  struct Applicant {
    double eagerness = 0;  ///< smaller is seated first: the uniform number over the share of its cell that seeks a bed
    std::uint64_t key = 0;
    std::uint32_t slot = 0;
    bool hardship = false;
    bool seated = false;
  };
  std::vector<std::vector<Applicant>> of_town(scenario_->towns.size());
  for (std::uint32_t slot = 0; slot < base_.slots(); ++slot) {
    if (class_at_start_[slot] == kNotCounted) continue;
    const DemandCell& cell = demand_.at(bed.index(), class_at_start_[slot]);
    if (cell.seeking == 0) continue;
    const std::uint32_t home = home_of_block_[slot / kBlock];
    const std::uint64_t key = combine(combine(settlement_key_[home], base_.identity[slot].bits), key_of("seated"));
    of_town[town_of(home).index()].push_back(
        {unit_interval(key) / cell.seeking, key, slot, base_.traits[slot].has(Traits::kHardship), false});
  }
  for (std::vector<Applicant>& applicants : of_town) {
    std::sort(applicants.begin(), applicants.end(),
              [](const Applicant& a, const Applicant& b) { return std::tuple(a.eagerness, a.key) < std::tuple(b.eagerness, b.key); });
  }

  for (std::size_t f = 0; f < scenario_->existing.size(); ++f) {
    const ExistingFacility& home = scenario_->existing[f];
    if (home.kind != FacilityKind::care_home) continue;
    PerEnum<Resource, std::int32_t> free = network_.facilities()[f].capacity;
    auto residents = static_cast<std::int32_t>(std::lround(home.beds * home.occupancy));
    auto in_hardship = static_cast<std::int32_t>(std::lround(residents * home.hardship_share));
    const auto seat_some = [&](std::int32_t& wanted, bool hardship) {
      for (Applicant& applicant : of_town[network_.facilities()[f].town.index()]) {
        if (wanted == 0) return;
        if (applicant.seated || applicant.hardship != hardship) continue;
        for (const Resource resource : service->takes[base_.traits[applicant.slot].need()]) {
          if (free[resource] == 0) continue;
          --free[resource];
          --wanted;
          applicant.seated = true;
          seated_.push_back({applicant.slot, FacilityId(f), resource});
          break;
        }
      }
    };
    residents -= in_hardship;
    seat_some(in_hardship, true);
    seat_some(residents, false);
  }
}

void District::compile_bed_cells() {
  if (!bed_service_.valid()) return;
  is_seated_.resize(base_.slots());
  for (const SeatedResident& resident : seated_) is_seated_[resident.slot] = true;
  bed_cells_.resize(scenario_->towns.size() * kDemandClasses);
  std::vector<std::int64_t> seated(bed_cells_.size());
  for (const SeatedResident& resident : seated_) ++seated[static_cast<std::size_t>(&bed_cell_of(resident.slot) - bed_cells_.data())];
  for (std::size_t cell = 0; cell < bed_cells_.size(); ++cell) {
    const std::int64_t people = classes_at_start_.cells()[cell];
    const DemandCell& demand = demand_.at(bed_service_.index(), static_cast<DemandClass>(cell % kDemandClasses));
    if (people == 0) continue;
    bed_cells_[cell].seeking = demand.seeking;
    const double seekers = bed_cells_[cell].seeking * 0x1p-32 * static_cast<double>(people);
    const std::int64_t others = people - seated[cell];
    if (others > 0)
      bed_cells_[cell].seeking_others = to_threshold((seekers - static_cast<double>(seated[cell])) / static_cast<double>(others));
    std::uint64_t low = 0;
    std::uint64_t high = std::uint64_t{1} << 32U;
    while (low < high) {
      const std::uint64_t middle = (low + high) / 2;
      if (number_of_others(bed_cells_[cell], static_cast<std::uint32_t>(middle)) < demand.wanting) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    bed_cells_[cell].wanting_others = static_cast<std::uint32_t>(std::min<std::uint64_t>(low, 0xFFFFFFFFU));
  }
}

std::uint32_t District::number_of_others(const BedCell& cell, std::uint32_t drawn) {
  constexpr std::uint64_t kWhole = std::uint64_t{1} << 32U;
  const std::uint64_t share = cell.seeking;
  const std::uint64_t others = cell.seeking_others;
  if (drawn < others) return static_cast<std::uint32_t>(share * drawn / others);
  return static_cast<std::uint32_t>(share + (kWhole - share) * (drawn - others) / (kWhole - others));
}

std::uint32_t District::bed_uniform(std::uint32_t slot, std::uint32_t drawn) const {
  if (class_at_start_[slot] == kNotCounted) return drawn;
  const BedCell& cell = bed_cell_of(slot);
  if (is_seated_[slot]) return static_cast<std::uint32_t>(std::uint64_t{cell.seeking} * drawn >> 32U);
  return number_of_others(cell, drawn);
}

DemandCell District::bed_demand_at_start(std::uint32_t slot) const {
  require(class_at_start_[slot] != kNotCounted, "bed_demand_at_start: not in the district at the start");
  const BedCell& cell = bed_cell_of(slot);
  DemandCell thresholds = demand_.at(bed_service_.index(), class_at_start_[slot]);
  thresholds.wanting = is_seated_[slot] ? 0xFFFFFFFFU : cell.wanting_others;
  thresholds.seeking = is_seated_[slot] ? 0xFFFFFFFFU : cell.seeking_others;
  return thresholds;
}

void District::compile_moves() {
  const auto slots_in = [&](std::uint32_t s) { return static_cast<double>(base_.first_slot[s + 1] - base_.first_slot[s]); };
  double total = 0;
  for (std::uint32_t s = 0; s < scenario_->settlements.size(); ++s) {
    if (kind_of_settlement_[s] == TownKind::street) total += slots_in(s);
  }
  double sum = 0;
  for (std::uint32_t s = 0; s < scenario_->settlements.size(); ++s) {
    if (kind_of_settlement_[s] != TownKind::street || slots_in(s) == 0) continue;
    sum += slots_in(s);
    destinations_.push_back(s);
    destination_thresholds_.push_back(to_threshold(sum / total));
  }
}

std::uint32_t District::move_destination(std::uint32_t u) const {
  require(!destinations_.empty(), "move_destination: the district has no streets");
  const auto at = std::upper_bound(destination_thresholds_.begin(), destination_thresholds_.end() - 1, u);
  return destinations_[static_cast<std::size_t>(at - destination_thresholds_.begin())];
}

}  // namespace eldercast
