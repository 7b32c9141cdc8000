/// Who begins or ceases to seek when shares change.
#include <algorithm>

#include "engine/demand/zone_demand.hpp"

namespace eldercast {

/// One pass over the residents for the services of one draw. Numbers outside of the band between the lowest and the highest threshold that
/// changed are passed without a look at the resident.
void ZoneDemand::rescale(std::size_t draw, Month month) {
  const BasePopulation& base = district().base();
  const std::size_t end = base.first_slot[zone_.end_settlement] / kBlock;
  std::array<LaneKeys, 2> keys;
  std::array<LaneWords, 2> words;
  for (std::size_t first = base.first_slot[zone_.first_settlement] / kBlock; first < end; first += keys.size()) {
    const std::size_t sets = std::min(keys.size(), end - first);
    for (std::size_t k = 0; k < sets; ++k) {
      const std::uint32_t key = district().key_of_settlement(district().home_of_block(first + k));
      keys[k] = neighbours(&base.identity[(first + k) * kBlock].bits, key, static_cast<std::uint32_t>(draw));
    }
    draw_lanes(tables_->stream, std::span(keys).first(sets), DrawFor::service, words);
    for (std::size_t k = 0; k < sets; ++k) rescale_block(first + k, draw, words[k]);
    if (newcomers_.size() >= kAddedTogether) add_newcomers(month);
  }
  rescale_seated(draw);
  add_newcomers(month);
}

void ZoneDemand::rescale_block(std::size_t block, std::size_t draw, const LaneWords& words) {
  std::uint64_t found = 0;
  find_lanes({&words, 1}, std::span(tables_->rescaled).subspan(kWords * draw, kWords), {&found, 1});
  for_each_bit(found, [&](std::size_t bit) {
    const std::size_t word = bit / kLanes;
    const std::size_t lane = bit % kLanes;
    const ServiceId service = tables_->shares.service_at(kWords * draw + word);
    const auto slot = static_cast<std::uint32_t>(block * kBlock + lane);
    if (service == district().bed_service() && district().initial_state().is_seated(slot)) return;
    rescale_found({slot, service, tables_->uniform(slot, service, words[word][lane])});
  });
}

/// Whatever the number drawn for somebody seated at the start, the one for beds may lie between the thresholds.
void ZoneDemand::rescale_seated(std::size_t draw) {
  const ServiceId bed = district().bed_service();
  if (!bed.valid()) return;
  const std::size_t position = tables_->shares.position_of(bed);
  if (position / kWords != draw || tables_->rescaled[position].width == 0) return;
  for (const InstitutionResident& resident : district().initial_state().seated_in(zone_.first_town, zone_.end_town)) {
    rescale_found({resident.slot, bed, tables_->uniform(resident.slot, bed, drawn(resident.slot, bed))});
  }
}

void ZoneDemand::rescale_found(const Rescaled& resident) {
  if (sought(resident) == seeks(resident)) return;
  const Standing standing = tables_->people->standing(resident.slot);
  if (zone_.has(SettlementId(std::size_t{standing.settlement}))) {
    rescale(resident, standing);
  } else {
    rescaled_elsewhere_.push_back(resident);
  }
}

bool ZoneDemand::sought(const Rescaled& resident) const { return seeks(resident, tables_->shares_before); }

bool ZoneDemand::seeks(const Rescaled& resident) const { return seeks(resident, tables_->shares); }

bool ZoneDemand::seeks(const Rescaled& resident, const ShareTable& shares) const {
  // Where somebody lives is looked up only where it matters: it costs a look at the resident.
  const TownId town = shares.has_towns() ? town_of(tables_->people->standing(resident.slot).settlement) : TownId(0);
  return resident.number < shares.seeking(shares.position_of(resident.service), town)[row_of(tables_->class_of[resident.slot])];
}

void ZoneDemand::rescale(const Rescaled& resident, const Standing& standing) {
  const SeekerNumber seeker = find(resident.slot, resident.service);
  if (seeker.valid() && !seeks(resident)) remove(seeker);
  // A step of the level, not a flow: those who come with it are not counted as new seekers.
  if (!seeker.valid() && seeks(resident)) newcomers_.push_back({resident.slot, resident.service, standing});
}

}  // namespace eldercast
