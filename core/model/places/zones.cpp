#include "model/places/zones.hpp"

#include <utility>

namespace eldercast {

void run_serially(std::size_t jobs, const std::function<void(std::size_t)>& work) {
  for (std::size_t job = 0; job < jobs; ++job) work(job);
}

Zones::Zones(const Scenario& scenario)
    : zones_{{0, 0, scenario.towns.size(), 0, scenario.settlements.size()}}, of_town_(scenario.towns.size()), together_(run_serially) {}

Zones::Zones(const Scenario& scenario, std::span<const std::uint32_t> first_slot, std::size_t residents, Executor together)
    : of_town_(scenario.towns.size()), together_(std::move(together)) {
  Zone zone;
  for (std::size_t t = 0; t < scenario.towns.size(); ++t) {
    const auto here = [&](std::size_t settlement) { return scenario.settlements[settlement].town == TownId(t); };
    while (zone.end_settlement < scenario.settlements.size() && here(zone.end_settlement)) ++zone.end_settlement;
    zone.end_town = t + 1;
    of_town_[t] = static_cast<std::uint32_t>(zone.number);
    const bool full = first_slot[zone.end_settlement] - first_slot[zone.first_settlement] >= residents;
    if (!full && zone.end_town < scenario.towns.size()) continue;
    zones_.push_back(zone);
    zone = {zone.number + 1, zone.end_town, zone.end_town, zone.end_settlement, zone.end_settlement};
  }
}

}  // namespace eldercast
