#include "engine/demand/share_table.hpp"

#include <algorithm>
#include <numeric>

#include "model/require.hpp"

namespace eldercast {

ShareTable::ShareTable(const Scenario& scenario, const DemandTable& shares)
    : shares_(&shares), position_of_(scenario.services.size()), service_at_(scenario.services.size()) {
  const std::vector<Service>& services = scenario.services;
  require(services.size() <= kMostServices, "ShareTable: more services than bits");
  for (std::size_t s = 0; s < services.size(); ++s) service_at_[s] = ServiceId(s);
  std::sort(service_at_.begin(), service_at_.end(),
            [&](ServiceId a, ServiceId b) { return services[a.index()].id < services[b.index()].id; });
  for (std::size_t p = 0; p < service_at_.size(); ++p) position_of_[service_at_[p].index()] = p;
  wanting_.resize(kDemandClasses * services.size());
  seeking_.resize(wanting_.size());
  reset();
}

void ShareTable::reset() {
  for (std::size_t at = 0; at < kDemandClasses; ++at) {
    for (std::size_t p = 0; p < services(); ++p) {
      const DemandCell& cell = shares_->at(service_at_[p].index(), static_cast<DemandClass>(at));
      wanting_[at * services() + p] = cell.wanting;
      seeking_[at * services() + p] = cell.seeking;
    }
  }
}

void ShareTable::scale(ServiceId service, std::span<const PerMille, kCount<PriorityGroup>> factors) {
  for (std::size_t at = 0; at < kDemandClasses; ++at) {
    const DemandCell& cell = shares_->at(service.index(), static_cast<DemandClass>(at));
    const std::int64_t seeking = scaled(cell.seeking, factors[index_of(group_of(static_cast<DemandClass>(at)))]);
    seeking_[at * services() + position_of(service)] = static_cast<std::uint32_t>(std::min<std::int64_t>(seeking, cell.wanting));
  }
}

}  // namespace eldercast
