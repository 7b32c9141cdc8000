/// Everybody's demand at the start of a replicate: the part of the book that passes over all residents.
#include <algorithm>
#include <cmath>

#include "engine/demand/demand_book.hpp"
#include "model/require.hpp"

namespace eldercast {
namespace {

/// Row of the bands at the start.
std::size_t bands_row(SettlementKind kind, std::uint8_t needs) { return index_of(kind) << kCount<Need> | needs; }

}  // namespace

void DemandBook::prepare_bands() {
  for (std::size_t at = 0; at < kDemandClasses; ++at) {
    const auto kind = static_cast<SettlementKind>(at / (kCount<Need> * kCount<PriorityGroup>));
    for (std::uint8_t needs = 1; needs < 1U << kCount<Need>; ++needs) {
      if ((needs >> index_of(need_of(static_cast<DemandClass>(at))) & 1U) == 0) continue;
      for (std::size_t p = 0; p < shares_.services(); ++p) {
        Band& band = bands_of_block_(bands_row(kind, needs), p);
        band.width = std::max(band.width, shares_.wanting(p)[at]);
      }
    }
  }
}

Cube<std::int32_t, 3> DemandBook::expected_seekers() const {
  Cube<std::int32_t, 3> expected(wanting_.sizes()[0], wanting_.sizes()[1], wanting_.sizes()[2]);
  for (std::size_t t = 0; t < expected.sizes()[0]; ++t) {
    for (std::size_t at = 0; at < kDemandClasses; ++at) {
      for (std::size_t p = 0; p < shares_.services(); ++p) {
        const double persons = shares_.seeking(p)[at] * 0x1p-32 * district_->classes_at_start()(t, at);
        expected(t, shares_.service_at(p), group_of(static_cast<DemandClass>(at))) += static_cast<std::int32_t>(std::ceil(persons));
      }
    }
  }
  return expected;
}

void DemandBook::place_initial_seekers() {
  place_seated();
  for (std::size_t block = 0; block < district_->base().slots() / kBlock; ++block) {
    if (district_->needs_in_block(block) == 0) continue;
    place_block(block);
    if (newcomers_.size() >= kAddedTogether) add_newcomers(Month{-1});
  }
  add_newcomers(Month{-1});
}

/// Those seated at the start seek a bed whatever their number.
void DemandBook::place_seated() {
  for (const SeatedResident& resident : district_->seated()) {
    const DemandClass at = district_->class_at_start(resident.slot);
    const TownId town = district_->town_of(district_->home_of_block(resident.slot / kBlock));
    ++wanting_(town, district_->bed_service(), group_of(at));
    place(resident.slot, at, district_->bed_service());
  }
}

/// Draws for the sixteen residents and all services; most numbers lie above the bound of the block.
void DemandBook::place_block(std::size_t block) {
  const std::uint32_t home = district_->home_of_block(block);
  const TownId town = district_->town_of(home);
  const std::size_t row = bands_row(district_->settlement_kind_of(home), district_->needs_in_block(block));
  keys_[0] = neighbours(&district_->base().identity[block * kBlock].bits, district_->key_of_settlement(home), 0);
  draw_services();
  for (std::size_t position = 0; position < shares_.services(); ++position) bands_[position] = bands_of_block_(row, position);
  if (const ServiceId bed = district_->bed_service(); bed.valid()) {
    const std::size_t position = shares_.position_of(bed);
    bands_[position] = {};
    place_bed_hits(block, lanes_in(numbers_at(position), {0, district_->seating().bound_of(town)}), numbers_at(position));
  }
  find_lanes(words_, bands_, found_);
  place_hits(block, town);
}

/// No branch depends on a number: none could be foreseen.
void DemandBook::place_hits(std::size_t block, TownId town) {
  const DemandClass* const classes = &class_of_[block * kBlock];
  std::size_t seekers = 0;
  for_each_found([&](std::size_t position, std::size_t lane, std::uint32_t number) {
    const std::size_t row = row_of(classes[lane]);
    wanting_(town, shares_.service_at(position), group_of(classes[lane])) += static_cast<int>(number < shares_.wanting(position)[row]);
    hits_[seekers] = {number, static_cast<std::uint8_t>(position), static_cast<std::uint8_t>(lane)};
    seekers += static_cast<std::size_t>(number < shares_.seeking(position)[row]);
  });
  for (const Hit& hit : std::span(hits_).first(seekers)) {
    place(static_cast<std::uint32_t>(block * kBlock + hit.lane), classes[hit.lane], shares_.service_at(hit.position));
  }
}

/// The same for beds, where those who are seated leave the others another share.
void DemandBook::place_bed_hits(std::size_t block, std::uint32_t hits, const Lanes& drawn) {
  const TownId town = district_->town_of(district_->home_of_block(block));
  const auto& others = district_->seating().others_of(town);
  for_each_bit(hits, [&](std::size_t lane) {
    const auto slot = static_cast<std::uint32_t>(block * kBlock + lane);
    const DemandClass at = class_of_[slot];
    if (at == kNotCounted || drawn[lane] >= others[at].wanting || district_->seating().is_seated(slot)) return;
    ++wanting_(town, district_->bed_service(), group_of(at));
    if (drawn[lane] < others[at].seeking) place(slot, at, district_->bed_service());
  });
}

void DemandBook::place(std::uint32_t slot, DemandClass at, ServiceId service) {
  const bool hardship = district_->base().traits[slot].has(Traits::kHardship);
  newcomers_.push_back({slot, service, {true, district_->home_of_block(slot / kBlock), need_of(at), group_of(at), hardship}});
}

void DemandBook::seat_initial_residents() {
  for (const SeatedResident& resident : district_->seated()) {
    const SeekerId seeker = find(resident.slot, district_->bed_service());
    require(seeker.valid(), "seat_initial_residents: a seated resident does not seek a bed");
    allocation_.seat(seeker, resident.facility, resident.resource);
    count_person(resident.slot, 1);
    draw_stay(seeker, Month{-1});
  }
}

}  // namespace eldercast
