#include "model/people/initial_state.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <utility>

#include "model/base/keys.hpp"
#include "model/base/require.hpp"

namespace eldercast {
namespace {

constexpr std::uint64_t kSeated = key_of("seated");

/// Somebody who may live in an institution at the start.
struct Applicant {
  double eagerness = 0;  ///< smaller is seated first: the uniform number over the share of its cell that seeks a bed
  std::uint64_t key = 0;
  std::uint32_t slot = 0;
  bool seated = false;

  friend bool operator<(const Applicant& a, const Applicant& b) { return std::tuple(a.eagerness, a.key) < std::tuple(b.eagerness, b.key); }
};

/// Applicants in order. Only as many as are looked at are sorted: homes have few places.
class Applicants {
 public:
  void add(const Applicant& applicant) { all_.push_back(applicant); }
  /// Whether there is an applicant at position `i`; from then on it can be looked at.
  bool has(std::size_t i) {
    while (i >= sorted_ && sorted_ < all_.size()) sort_more();
    return i < sorted_;
  }
  Applicant& operator[](std::size_t i) { return all_[i]; }

 private:
  void sort_more() {
    const auto from = all_.begin() + static_cast<std::ptrdiff_t>(sorted_);
    sorted_ = std::min(all_.size(), std::max<std::size_t>(64, 2 * sorted_));
    const auto to = all_.begin() + static_cast<std::ptrdiff_t>(sorted_);
    if (to != all_.end()) std::nth_element(from, to, all_.end());
    std::sort(from, to);
  }

  std::vector<Applicant> all_;
  std::size_t sorted_ = 0;
};

}  // namespace

ClassesAtStart::ClassesAtStart(const Scenario& scenario, const Inhabitants& inhabitants, const PriorityGroups& groups,
                               const Executor& together)
    : of_slot(inhabitants.base.slots()), needs_in_block(inhabitants.home_of_block.size()), persons(scenario.towns.size(), kDemandClasses) {
  const BasePopulation& base = inhabitants.base;
  together(scenario.towns.size(), [&](std::size_t town) {
    for (std::uint32_t slot = inhabitants.first_slot_of_town[town]; slot < inhabitants.first_slot_of_town[town + 1]; ++slot) {
      const Status status = base.status(slot);
      of_slot[slot] = kNotCounted;
      if (!status.is_resident()) continue;
      const Traits traits = base.traits[slot];
      const PriorityGroup group = groups.of(traits.need(), traits, status.has(Status::kEighty));
      of_slot[slot] = demand_class(inhabitants.settlement_kind[inhabitants.home_of_block[slot / kBlock]], traits.need(), group);
      needs_in_block[slot / kBlock] = static_cast<std::uint8_t>(needs_in_block[slot / kBlock] | 1U << index_of(traits.need()));
      ++persons(town, of_slot[slot]);
    }
  });
}

InitialStateInputs::InitialStateInputs(const Scenario& scenario, const DemandThresholds& demand, const Network& network)
    : existing(scenario.existing) {
  bed = eldercast::bed_service(scenario);
  if (!bed.valid()) return;
  takes = scenario.services[bed.index()].takes;
  for (std::size_t at = 0; at < kDemandClasses; ++at) cells.push_back(demand.at(bed.index(), static_cast<DemandClass>(at)));
  for (std::size_t f = 0; f < existing.size(); ++f) {
    towns.push_back(network.facilities()[f].town);
    capacities.push_back(network.facilities()[f].capacity);
  }
}

InitialState::InitialState(InitialStateInputs inputs, std::shared_ptr<const Inhabitants> inhabitants,
                           std::shared_ptr<const ClassesAtStart> classes, const Executor& together)
    : inputs_(std::move(inputs)), inhabitants_(std::move(inhabitants)), classes_(std::move(classes)) {
  if (!inputs_.bed.valid()) return;
  seat_residents(together);
  compile_cells();
}

/// Town by town: the residents of a town stand together.
void InitialState::seat_residents(const Executor& together) {
  const std::size_t towns = classes_->persons.sizes()[0];
  std::vector<std::vector<std::size_t>> homes_of(towns);
  for (std::size_t f = 0; f < inputs_.existing.size(); ++f) {
    if (inputs_.existing[f].kind == FacilityKind::care_home) homes_of[inputs_.towns[f].index()].push_back(f);
  }
  // Those with the largest share in special hardship choose first, whatever the order of the table.
  for (std::vector<std::size_t>& homes : homes_of) {
    std::sort(homes.begin(), homes.end(), [&](std::size_t a, std::size_t b) {
      const ExistingFacility& one = inputs_.existing[a];
      const ExistingFacility& other = inputs_.existing[b];
      return std::tie(other.hardship_share, one.id) < std::tie(one.hardship_share, other.id);
    });
  }
  std::vector<std::vector<InstitutionResident>> seated(towns);
  together(towns, [&](std::size_t t) {
    if (!homes_of[t].empty())
      seated[t] = seat_town(homes_of[t], inhabitants_->first_slot_of_town[t], inhabitants_->first_slot_of_town[t + 1]);
  });
  first_seated_.push_back(0);
  for (const std::vector<InstitutionResident>& of_town : seated) {
    seated_.insert(seated_.end(), of_town.begin(), of_town.end());
    first_seated_.push_back(seated_.size());
  }
}

std::span<const InstitutionResident> InitialState::seated_in(std::size_t first_town, std::size_t end_town) const {
  if (seated_.empty()) return {};
  return std::span(seated_).subspan(first_seated_[first_town], first_seated_[end_town] - first_seated_[first_town]);
}

std::vector<InstitutionResident> InitialState::seat_town(const std::vector<std::size_t>& homes, std::uint32_t from,
                                                         std::uint32_t to) const {
  const BasePopulation& base = inhabitants_->base;
  std::vector<InstitutionResident> seated;
  std::array<Applicants, 2> applicants;  // others, and those in special hardship
  for (std::uint32_t slot = from; slot < to; ++slot) {
    if (classes_->of_slot[slot] == kNotCounted) continue;
    const DemandCell& cell = inputs_.cells[classes_->of_slot[slot]];
    if (cell.seeking == 0) continue;
    const std::uint32_t home = inhabitants_->home_of_block[slot / kBlock];
    const std::uint64_t key = combine(combine(inhabitants_->settlement_key[home], base.identity[slot].bits), kSeated);
    applicants[base.traits[slot].has(Traits::kHardship)].add({unit_interval(key) / cell.seeking, key, slot});
  }
  for (const std::size_t f : homes) {
    const ExistingFacility& home = inputs_.existing[f];
    PerEnum<Resource, std::int32_t> free = inputs_.capacities[f];
    const auto residents = static_cast<std::int32_t>(std::lround(home.beds * home.occupancy));
    const auto in_hardship = static_cast<std::int32_t>(std::lround(residents * home.hardship_share));
    for (const bool hardship : {true, false}) {
      std::int32_t wanted = hardship ? in_hardship : residents - in_hardship;
      Applicants& queue = applicants[hardship];
      for (std::size_t i = 0; wanted > 0 && queue.has(i); ++i) {
        if (queue[i].seated) continue;
        for (const Resource resource : inputs_.takes[base.traits[queue[i].slot].need()]) {
          if (free[resource] == 0) continue;
          --free[resource];
          --wanted;
          queue[i].seated = true;
          seated.push_back({queue[i].slot, FacilityId(f), resource});
          break;
        }
      }
    }
  }
  return seated;
}

void InitialState::compile_cells() {
  is_seated_.resize(inhabitants_->base.slots());
  others_.resize(classes_->persons.sizes()[0]);
  bound_.resize(others_.size());
  Cube<std::int32_t, 2> seated(others_.size(), kDemandClasses);
  for (const InstitutionResident& resident : seated_) {
    is_seated_[resident.slot] = true;
    ++seated(town_of(resident.slot), classes_->of_slot[resident.slot]);
  }
  for (std::size_t t = 0; t < others_.size(); ++t) {
    for (std::size_t at = 0; at < kDemandClasses; ++at) {
      const std::int64_t people = classes_->persons(t, at);
      if (people == 0) continue;
      const DemandCell& demand = inputs_.cells[at];
      OfOthers& others = others_[t][at];
      const double seekers = demand.seeking * 0x1p-32 * static_cast<double>(people);
      const std::int64_t others_number = people - seated(t, at);
      if (others_number > 0) others.seeking = to_threshold((seekers - seated(t, at)) / static_cast<double>(others_number));
      others.wanting = first_that_wants_not(demand, others.seeking);
      bound_[t] = std::max({bound_[t], others.wanting, others.seeking});
    }
  }
}

/// The smallest drawn number of somebody not seated that makes no one want a bed.
std::uint32_t InitialState::first_that_wants_not(const DemandCell& demand, std::uint32_t seeking_others) {
  std::uint64_t low = 0;
  std::uint64_t high = std::uint64_t{1} << 32U;
  while (low < high) {
    const std::uint64_t middle = (low + high) / 2;
    if (number_of_others(demand.seeking, seeking_others, static_cast<std::uint32_t>(middle)) < demand.wanting) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(low, 0xFFFFFFFFU));
}

std::uint32_t InitialState::number_of_others(std::uint32_t seeking, std::uint32_t seeking_others, std::uint32_t drawn) {
  constexpr std::uint64_t kWhole = std::uint64_t{1} << 32U;
  const std::uint64_t share = seeking;
  const std::uint64_t others = seeking_others;
  if (drawn < others) return static_cast<std::uint32_t>(share * drawn / others);
  return static_cast<std::uint32_t>(share + (kWhole - share) * (drawn - others) / (kWhole - others));
}

std::uint32_t InitialState::bed_uniform(std::uint32_t slot, std::uint32_t drawn) const {
  const DemandClass at = classes_->of_slot[slot];
  if (at == kNotCounted) return drawn;
  const std::uint32_t seeking = inputs_.cells[at].seeking;
  if (is_seated_[slot]) return static_cast<std::uint32_t>(std::uint64_t{seeking} * drawn >> 32U);
  return number_of_others(seeking, others_[town_of(slot)][at].seeking, drawn);
}

}  // namespace eldercast
