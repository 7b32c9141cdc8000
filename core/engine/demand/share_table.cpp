#include "engine/demand/share_table.hpp"

#include <algorithm>

namespace eldercast {

ShareTable::ShareTable(const Scenario& scenario, const DemandThresholds& shares)
    : shares_(&shares),
      position_of_(scenario.services.size()),
      service_at_(scenario.services.size()),
      wanting_(scenario.services.size()),
      seeking_(scenario.services.size()),
      bands_(draws() * kWords) {
  const std::vector<Service>& services = scenario.services;
  for (std::size_t s = 0; s < services.size(); ++s) service_at_[s] = ServiceId(s);
  std::sort(service_at_.begin(), service_at_.end(),
            [&](ServiceId a, ServiceId b) { return services[a.index()].id < services[b.index()].id; });
  for (std::size_t p = 0; p < service_at_.size(); ++p) position_of_[service_at_[p].index()] = p;
  reset();
  for (std::size_t p = 0; p < service_at_.size(); ++p) bands_[p] = {0, *std::max_element(wanting_[p].begin(), wanting_[p].end())};
}

void ShareTable::reset() {
  for (std::size_t p = 0; p < services(); ++p) {
    for (std::size_t at = 0; at < kDemandClasses; ++at) {
      const DemandCell& cell = shares_->at(service_at_[p].index(), static_cast<DemandClass>(at));
      wanting_[p][at] = cell.wanting;
      seeking_[p][at] = cell.seeking;
    }
  }
}

void ShareTable::scale(ServiceId service, std::span<const PerMille, kCount<PriorityGroup>> factors) {
  for (std::size_t at = 0; at < kDemandClasses; ++at) {
    const DemandCell& cell = shares_->at(service.index(), static_cast<DemandClass>(at));
    const std::int64_t seeking = scaled(cell.seeking, factors[index_of(group_of(static_cast<DemandClass>(at)))]);
    seeking_[position_of(service)][at] = static_cast<std::uint32_t>(std::min<std::int64_t>(seeking, cell.wanting));
  }
}

}  // namespace eldercast
