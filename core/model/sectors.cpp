#include "model/sectors.hpp"

#include <utility>

namespace eldercast {

void in_turn(std::size_t jobs, const std::function<void(std::size_t)>& work) {
  for (std::size_t job = 0; job < jobs; ++job) work(job);
}

Sectors::Sectors(const Scenario& scenario)
    : sectors_{{0, 0, scenario.towns.size(), 0, scenario.settlements.size()}}, of_town_(scenario.towns.size()), together_(in_turn) {}

Sectors::Sectors(const Scenario& scenario, std::span<const std::uint32_t> first_slot, std::size_t residents, Together together)
    : of_town_(scenario.towns.size()), together_(std::move(together)) {
  Sector sector;
  for (std::size_t t = 0; t < scenario.towns.size(); ++t) {
    const auto here = [&](std::size_t settlement) { return scenario.settlements[settlement].town == TownId(t); };
    while (sector.end_settlement < scenario.settlements.size() && here(sector.end_settlement)) ++sector.end_settlement;
    sector.end_town = t + 1;
    of_town_[t] = static_cast<std::uint32_t>(sector.number);
    const bool full = first_slot[sector.end_settlement] - first_slot[sector.first_settlement] >= residents;
    if (!full && sector.end_town < scenario.towns.size()) continue;
    sectors_.push_back(sector);
    sector = {sector.number + 1, sector.end_town, sector.end_town, sector.end_settlement, sector.end_settlement};
  }
}

}  // namespace eldercast
