#include "engine/demand/service_demand.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "model/base/require.hpp"

namespace eldercast {

ServiceDemand::ServiceDemand(const District& district, Zones zones, Memory memory)
    : district_(&district),
      allocation_(district.scenario(), district.network(), std::move(zones), std::move(memory.allocation)),
      tables_(district, std::move(memory.tables)),
      factors_(district.scenario().services.size()) {
  undelivered_.holding = Cube<std::int32_t, 3>(district.scenario().towns.size(), tables_.shares.services(), kCount<PriorityGroup>);
  require(tables_.shares.services() <= kMostServices, "ServiceDemand: more services than a byte and a draw can tell apart");
  const Zones& cut = allocation_.zones();
  zones_.reserve(cut.size());
  memory.zones.resize(cut.size());
  for (std::size_t s = 0; s < cut.size(); ++s) {
    zones_.emplace_back(tables_, allocation_.books(s), cut[s], std::move(memory.zones[s]));
  }
  if (district.scenario().allocation.method == AllocationMethod::optimal) {
    optimal_ = std::make_unique<OptimalAdmission>(district.scenario(), district.network());
  }
  expected_ = expected_seekers();
}

ServiceDemand::Memory ServiceDemand::release() && {
  Memory memory{std::move(allocation_).release(), std::move(tables_).release(), {}};
  for (ZoneDemand& zone : zones_) memory.zones.push_back(std::move(zone).release());
  return memory;
}

Cube<std::int32_t, 3> ServiceDemand::expected_seekers() const {
  const ShareTable& shares = tables_.shares;
  Cube<std::int32_t, 3> expected(district_->scenario().towns.size(), shares.services(), kCount<PriorityGroup>);
  for (std::size_t t = 0; t < expected.sizes()[0]; ++t) {
    for (std::size_t at = 0; at < kDemandClasses; ++at) {
      for (std::size_t p = 0; p < shares.services(); ++p) {
        const double persons = shares.seeking(p)[at] * 0x1p-32 * district_->classes_at_start()(t, at);
        expected(t, shares.service_at(p), group_of(static_cast<DemandClass>(at))) += static_cast<std::int32_t>(std::ceil(persons));
      }
    }
  }
  return expected;
}

void ServiceDemand::start(StreamKey stream, const People& people, std::span<FacilityState> facilities) {
  allocation_.start(facilities, expected_);
  tables_.start(stream, people);
  factors_ = DemandFactors(district_->scenario().services.size());
  allocation_.zones().each([&](std::size_t s) { zones_[s].start(); });
}

ZoneDemand& ServiceDemand::zone_of(const Standing& standing) {
  return zones_[allocation_.zones().of(district_->town_of(standing.settlement))];
}

void ServiceDemand::changed(std::size_t zone, std::span<const StandingChange> changes, Month month) {
  zones_[zone].change(changes, month, zones_[zone]);
}

/// Few move: one after the other.
void ServiceDemand::moved(std::span<const StandingChange> changes, Month month) {
  for (std::size_t i = 0; i < changes.size(); ++i) {
    zone_of(changes[i].after).change(changes.subspan(i, 1), month, zone_of(changes[i].before));
  }
}

void ServiceDemand::come_back(Month month) {
  allocation_.zones().each([&](std::size_t s) { zones_[s].come_back(month); });
  for (ZoneDemand& zone : zones_) {
    for (const ZoneDemand::Away& away : zone.away_elsewhere()) {
      const Standing standing = tables_.people->standing(away.slot);
      zone_of(standing).come_back(away, standing, month);
    }
    zone.away_elsewhere().clear();
  }
}

void ServiceDemand::leave_beds(Month month) {
  allocation_.zones().each([&](std::size_t s) { zones_[s].leave_beds(month); });
}

std::size_t ServiceDemand::admit(Month month) {
  allocation_.settle();
  if (optimal_ != nullptr) {
    const std::int32_t every = district_->scenario().allocation.reseat_months;
    optimal_->admit(allocation_, every > 0 && month.value > 0 && month.value % every == 0);
  } else {
    allocation_.admit();
  }
  allocation_.zones().each([&](std::size_t s) { zones_[s].note_admitted(month); });
  std::size_t persons = 0;
  for (std::size_t s = 0; s < zones_.size(); ++s) persons += allocation_.books(s).admitted().size();
  return persons;
}

void ServiceDemand::rescale(const DemandFactors& factors, Month month) {
  if (factors == factors_) return;
  ShareTable& shares = tables_.shares;
  const ShareTable& before = tables_.shares_before = shares;
  std::fill(tables_.rescaled.begin(), tables_.rescaled.end(), Band{});
  for (std::size_t s = 0; s < shares.services(); ++s) {
    if (factors.of_service()[s] == factors_.of_service()[s]) continue;
    shares.scale(ServiceId(s), factors.of_service()[s]);
    const std::size_t position = shares.position_of(ServiceId(s));
    note_rescaled(ServiceId(s), before.seeking(position), shares.seeking(position));
  }
  shares.scale_towns(factors.of_town());
  for (const DemandFactors* some : {&std::as_const(factors_), &factors}) {
    for (const auto& [service, town, own] : some->of_town()) {
      const std::size_t position = shares.position_of(service);
      note_rescaled(service, before.seeking(position, town), shares.seeking(position, town));
    }
  }
  for (std::size_t d = 0; d < shares.draws(); ++d) {
    const std::span<const Band> bands = std::span(tables_.rescaled).subspan(kWords * d, kWords);
    if (std::any_of(bands.begin(), bands.end(), [](const Band& band) { return band.width > 0; })) rescale_draw(d, month);
  }
  factors_ = factors;
  allocation_.settle();
}

/// Numbers between these shares mean something else than before, somewhere.
void ServiceDemand::note_rescaled(ServiceId service, const ClassThresholds& before, const ClassThresholds& after) {
  Band& band = tables_.rescaled[tables_.shares.position_of(service)];
  std::uint32_t low = band.width > 0 ? band.low : 0xFFFFFFFFU;
  std::uint32_t high = band.low + band.width;
  for (std::size_t at = 0; at < kDemandClasses; ++at) {
    if (before[at] == after[at]) continue;
    low = std::min({low, before[at], after[at]});
    high = std::max({high, before[at], after[at]});
  }
  if (low >= high) return;
  // A resident's number for a bed is made from the drawn one, which is never the larger of the two; those seated at the start apart.
  band = service == district_->bed_service() ? Band{0, high} : Band{low, high - low};
}

void ServiceDemand::rescale_draw(std::size_t draw, Month month) {
  allocation_.zones().each([&](std::size_t s) { zones_[s].rescale(draw, month); });
  for (ZoneDemand& zone : zones_) {
    for (const ZoneDemand::Rescaled& resident : zone.rescaled_elsewhere()) {
      const Standing standing = tables_.people->standing(resident.slot);
      zone_of(standing).rescale(resident, standing);
      zone_of(standing).add_newcomers(month);
    }
    zone.rescaled_elsewhere().clear();
  }
}

std::int32_t ServiceDemand::eligible(TownId town, ServiceId service, PriorityGroup group) const {
  std::int32_t persons = 0;
  for (std::size_t at = index_of(group); at < kDemandClasses; at += kCount<PriorityGroup>) {
    if (tables_.shares.eligible(service, static_cast<DemandClass>(at))) persons += tables_.persons(town, at);
  }
  return persons;
}

std::int32_t ServiceDemand::new_seekers(ServiceId service) const {
  std::int32_t persons = 0;
  for (const ZoneDemand& zone : zones_) persons += zone.new_seekers(service);
  return persons;
}

std::int32_t ServiceDemand::persons_served() const {
  std::int32_t persons = 0;
  for (const ZoneDemand& zone : zones_) persons += zone.persons_served();
  return persons;
}

void ServiceDemand::evict(FacilityId facility, Month month, std::span<std::int32_t> displaced) {
  for (ZoneDemand& zone : zones_) zone.evict(facility, month, displaced);
  allocation_.settle();
}

void ServiceDemand::evict_beyond(FacilityId facility, Resource resource, std::int32_t places, Month month,
                                 std::span<std::int32_t> displaced) {
  Fewer one{facility, resource, places, 0};
  evict_beyond(std::span(&one, 1), month, displaced);
}

void ServiceDemand::evict_beyond(std::span<Fewer> fewer, Month month, std::span<std::int32_t> displaced) {
  if (fewer.empty()) return;
  const auto& rank = district_->scenario().allocation.rank;
  using Holder = std::tuple<std::int32_t, std::uint64_t, std::uint32_t, std::uint8_t, std::size_t, SeekerNumber>;
  std::vector<std::vector<Holder>> holders(fewer.size());
  // By facility, from one of its first to behind its last.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> of_facility(district_->network().facilities().size());
  for (std::size_t i = 0; i < fewer.size(); ++i) {
    auto& [first, end] = of_facility[fewer[i].facility.index()];
    if (end == 0) first = static_cast<std::uint32_t>(i);
    end = static_cast<std::uint32_t>(i + 1);
  }
  for (std::size_t z = 0; z < zones_.size(); ++z) {
    const std::span<const Seeker> seekers = allocation_.books(z).seekers();
    for (std::size_t s = 0; s < seekers.size(); ++s) {
      if (!seekers[s].at.valid()) continue;
      const auto& [first, end] = of_facility[seekers[s].at.index()];
      for (std::size_t i = first; i < end; ++i) {
        if (seekers[s].holds != fewer[i].resource) continue;
        const SeekerFacts& facts = seekers[s].facts;
        holders[i].emplace_back(rank[facts.group], seated_key(seekers[s].key), facts.slot, static_cast<std::uint8_t>(facts.service.index()),
                                z, SeekerNumber(s));
      }
    }
  }
  const auto amount = [&](const Holder& holder) { return district_->scenario().services[std::get<3>(holder)].amount_per_month; };
  for (std::size_t i = 0; i < fewer.size(); ++i) {
    std::int32_t used = 0;
    for (const Holder& holder : holders[i]) used += amount(holder);
    fewer[i].evicted = 0;
    if (used <= fewer[i].places) continue;
    std::sort(holders[i].begin(), holders[i].end());
    for (; used > fewer[i].places; holders[i].pop_back()) {
      used -= amount(holders[i].back());
      zones_[std::get<4>(holders[i].back())].evict(std::get<5>(holders[i].back()), month, displaced);
      ++fewer[i].evicted;
    }
  }
  allocation_.settle();
}

std::int32_t ServiceDemand::persons_cared() const {
  std::int32_t persons = 0;
  for (const ZoneDemand& zone : zones_) persons += zone.persons_cared();
  return persons;
}

const Undelivered& ServiceDemand::undelivered(const Delivery& delivery) {
  std::fill(undelivered_.holding.cells().begin(), undelivered_.holding.cells().end(), 0);
  undelivered_.persons = undelivered_.cared = 0;
  if (!delivery.stops()) return undelivered_;
  for (ZoneDemand& zone : zones_) zone.add_undelivered(delivery, undelivered_);
  return undelivered_;
}

}  // namespace eldercast
