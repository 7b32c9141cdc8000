/// Demand of a zone at the start of a replicate: what passes over all its residents.
#include <algorithm>

#include "engine/demand/zone_demand.hpp"
#include "model/base/require.hpp"

namespace eldercast {

void ZoneDemand::start() {
  tables_->start_slots(zone_);
  next_seeker_.clear();
  next_seeker_.reserve(books_->room());
  std::fill(new_seekers_.begin(), new_seekers_.end(), 0);
  std::fill(leaves_of_month_.begin(), leaves_of_month_.end(), kNoLink);
  leaves_.clear();
  away_.clear();
  newcomers_.clear();
  moved_in_.clear();
  away_elsewhere_.clear();
  rescaled_elsewhere_.clear();
  persons_served_ = 0;
  persons_cared_ = 0;
  const std::span<const InstitutionResident> seated = district().initial_state().seated_in(zone_.first_town, zone_.end_town);
  place_seated(seated);
  const std::vector<std::uint32_t>& first_slot = district().base().first_slot;
  for (std::size_t block = first_slot[zone_.first_settlement] / kBlock; block < first_slot[zone_.end_settlement] / kBlock; ++block) {
    if (district().needs_in_block(block) == 0) continue;
    place_block(block);
    if (newcomers_.size() >= kAddedTogether) add_newcomers(Month{-1});
  }
  add_newcomers(Month{-1});
  for (const InstitutionResident& resident : seated) seat(resident);
}

/// Those seated at the start seek a bed whatever their number.
void ZoneDemand::place_seated(std::span<const InstitutionResident> seated) {
  for (const InstitutionResident& resident : seated) {
    const DemandClass at = district().class_at_start(resident.slot);
    const TownId town = town_of(district().home_of_block(resident.slot / kBlock));
    ++tables_->wanting(town, district().bed_service(), group_of(at));
    place(resident.slot, at, district().bed_service());
  }
}

/// Draws for the sixteen residents and all services; most numbers lie above the bound of the block.
void ZoneDemand::place_block(std::size_t block) {
  const std::uint32_t home = district().home_of_block(block);
  const TownId town = district().town_of(home);
  keys_[0] = neighbours(&district().base().identity[block * kBlock].bits, district().key_of_settlement(home), 0);
  draw_services();
  const std::span<const Band> bands = tables_->bands_of_block(district().settlement_kind_of(home), district().needs_in_block(block));
  std::copy(bands.begin(), bands.end(), bands_.begin());
  if (const ServiceId bed = district().bed_service(); bed.valid()) {
    const std::size_t position = tables_->shares.position_of(bed);
    bands_[position] = {};
    place_bed_hits(block, lanes_in(numbers_at(position), {0, district().initial_state().bound_of(town)}), numbers_at(position));
  }
  find_lanes(words_, bands_, found_);
  place_hits(block, town);
}

/// No branch depends on a number: none could be foreseen.
void ZoneDemand::place_hits(std::size_t block, TownId town) {
  const DemandClass* const classes = &tables_->class_of[block * kBlock];
  std::size_t seekers = 0;
  for_each_found([&](std::size_t position, std::size_t lane, std::uint32_t number) {
    const std::size_t row = row_of(classes[lane]);
    tables_->wanting(town, tables_->shares.service_at(position), group_of(classes[lane])) +=
        static_cast<int>(number < tables_->shares.wanting(position)[row]);
    hits_[seekers] = {number, static_cast<std::uint8_t>(position), static_cast<std::uint8_t>(lane)};
    seekers += static_cast<std::size_t>(number < tables_->shares.seeking(position)[row]);
  });
  for (const Hit& hit : std::span(hits_).first(seekers)) {
    place(static_cast<std::uint32_t>(block * kBlock + hit.lane), classes[hit.lane], tables_->shares.service_at(hit.position));
  }
}

/// The same for beds, where those who are seated leave the others another share.
void ZoneDemand::place_bed_hits(std::size_t block, std::uint32_t hits, const Lanes& drawn) {
  const TownId town = district().town_of(district().home_of_block(block));
  const auto& others = district().initial_state().others_of(town);
  for_each_bit(hits, [&](std::size_t lane) {
    const auto slot = static_cast<std::uint32_t>(block * kBlock + lane);
    const DemandClass at = tables_->class_of[slot];
    if (at == kNotCounted || drawn[lane] >= others[at].wanting || district().initial_state().is_seated(slot)) return;
    ++tables_->wanting(town, district().bed_service(), group_of(at));
    if (drawn[lane] < others[at].seeking) place(slot, at, district().bed_service());
  });
}

void ZoneDemand::place(std::uint32_t slot, DemandClass at, ServiceId service) {
  const bool hardship = district().base().traits[slot].has(Traits::kHardship);
  newcomers_.push_back({slot, service, {true, district().home_of_block(slot / kBlock), need_of(at), group_of(at), hardship}});
}

void ZoneDemand::seat(const InstitutionResident& resident) {
  const SeekerNumber seeker = find(resident.slot, district().bed_service());
  require(seeker.valid(), "ZoneDemand: a seated resident does not seek a bed");
  books_->seat(seeker, resident.facility, resident.resource);
  count_person(resident.slot, district().bed_service(), 1);
  draw_stay(seeker, Month{-1});
}

}  // namespace eldercast
