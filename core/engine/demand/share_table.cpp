#include "engine/demand/share_table.hpp"

#include <algorithm>

namespace eldercast {

ShareTable::ShareTable(const Scenario& scenario, const DemandThresholds& shares)
    : shares_(&shares),
      towns_(scenario.towns.size()),
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
  scale_towns({});
}

ClassThresholds ShareTable::scaled_shares(ServiceId service, const SeekerFactors& factors) const {
  ClassThresholds out{};
  for (std::size_t at = 0; at < kDemandClasses; ++at) {
    const auto its_class = static_cast<DemandClass>(at);
    const DemandCell& cell = shares_->at(service.index(), its_class);
    const std::int64_t seeking = scaled(cell.seeking, factors[need_of(its_class)][group_of(its_class)]);
    out[at] = static_cast<std::uint32_t>(std::min<std::int64_t>(seeking, cell.wanting));
  }
  return out;
}

void ShareTable::scale_towns(std::span<const DemandFactors::OfTown> towns) {
  own_.clear();
  own_row_.assign(towns.empty() ? 0 : services() * towns_, 0);
  for (const auto& [service, town, factors] : towns) {
    own_.push_back(scaled_shares(service, factors));
    own_row_[position_of(service) * towns_ + town.index()] = static_cast<std::uint32_t>(own_.size());
  }
}

}  // namespace eldercast
