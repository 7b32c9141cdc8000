#include "engine/demand/demand_tables.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace eldercast {
namespace {

/// Cumulative probability of having left by the end of each month of a stay, at a constant monthly share.
std::vector<std::uint32_t> leaving_thresholds(double share_per_month, int months) {
  std::vector<std::uint32_t> thresholds;
  for (int m = 1; m <= months; ++m) thresholds.push_back(to_threshold(1.0 - std::pow(1.0 - share_per_month, m)));
  return thresholds;
}

Cube<Band, 2> bands_of(const ShareTable& shares) {
  Cube<Band, 2> bands(kCount<SettlementKind> << kCount<Need>, shares.services());
  for (std::size_t at = 0; at < kDemandClasses; ++at) {
    const std::size_t kind = at / (kCount<Need> * kCount<PriorityGroup>);
    for (std::size_t needs = 1; needs < 1U << kCount<Need>; ++needs) {
      if ((needs >> index_of(need_of(static_cast<DemandClass>(at))) & 1U) == 0) continue;
      for (std::size_t p = 0; p < shares.services(); ++p) {
        Band& band = bands(kind << kCount<Need> | needs, p);
        band.width = std::max(band.width, shares.wanting(p)[at]);
      }
    }
  }
  return bands;
}

}  // namespace

DemandTables::DemandTables(const District& its_district, Memory memory)
    : district(&its_district),
      shares(its_district.scenario(), its_district.demand()),
      shares_before(shares),
      class_of(std::move(memory.class_of)),
      first_seeker(std::move(memory.first_seeker)),
      services_used(std::move(memory.services_used)),
      wanting(its_district.scenario().towns.size(), shares.services(), kCount<PriorityGroup>),
      rescaled(shares.draws() * kWords),
      bands_at_start(bands_of(shares)) {
  for (const Service& service : district->scenario().services) {
    const auto only_lists = [](const std::vector<Resource>& takes) {
      return std::all_of(takes.begin(), takes.end(), [](Resource resource) { return resource == Resource::doctor_place; });
    };
    is_list.push_back(static_cast<std::uint8_t>(std::all_of(service.takes.begin(), service.takes.end(), only_lists)));
  }
  const AllocationParameters& stays = district->scenario().allocation;
  const int months = district->scenario().months();
  for (const double share : stays.bed_leaving_per_month) leaving_by_month.push_back(leaving_thresholds(share, months));
  leaving_by_month.push_back(leaving_thresholds(stays.bed_leaving_hardship_per_month, months));
}

DemandTables::Memory DemandTables::release() && { return {std::move(class_of), std::move(first_seeker), std::move(services_used)}; }

void DemandTables::start(StreamKey its_stream, const People& its_people) {
  stream = its_stream;
  people = &its_people;
  shares.reset();
  persons = district->classes_at_start();
  const std::size_t slots = district->base().slots();
  const auto renew = [&](auto& by_slot) {
    // What stands there need not be kept where more room is needed.
    by_slot.clear();
    by_slot.resize(slots);
  };
  renew(class_of);
  renew(first_seeker);
  renew(services_used);
  std::fill(wanting.cells().begin(), wanting.cells().end(), 0);
}

void DemandTables::start_slots(const Zone& zone) {
  const std::uint32_t first = district->base().first_slot[zone.first_settlement];
  const std::uint32_t slots = district->base().first_slot[zone.end_settlement] - first;
  std::copy_n(district->classes_of_slots().data() + first, slots, class_of.data() + first);
  std::fill_n(first_seeker.data() + first, slots, kNoLink);
  std::fill_n(services_used.data() + first, slots, std::uint16_t{0});
}

DemandClass DemandTables::class_of_standing(const Standing& standing) const {
  if (!standing.counted) return kNotCounted;
  return demand_class(district->settlement_kind_of(standing.settlement), standing.need, standing.group);
}

}  // namespace eldercast
