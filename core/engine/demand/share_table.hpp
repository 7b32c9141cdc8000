#pragma once
/// The demand table turned round for passes over residents: by service in the order in which they draw, then by class.
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/random/lanes.hpp"
#include "engine/shock/shocks.hpp"
#include "model/base/cube.hpp"
#include "model/people/demand_thresholds.hpp"

namespace eldercast {

/// Thresholds of one service by class; that of people who are not counted is zero.
using ClassThresholds = std::array<std::uint32_t, kDemandClasses + 1>;

/// Row of a class in ClassThresholds.
[[nodiscard]] constexpr std::size_t row_of(DemandClass at) { return at == kNotCounted ? kDemandClasses : at; }

/// Every service has a position, the rank of its id, so that the order of the scenario's table never matters. The number of position
/// p is word p % kWords of draw p / kWords.
class ShareTable {
 public:
  /// `shares` outlives the table.
  ShareTable(const Scenario& scenario, const DemandThresholds& shares);

  [[nodiscard]] std::size_t services() const { return service_at_.size(); }
  [[nodiscard]] std::size_t draws() const { return (services() + kWords - 1) / kWords; }
  [[nodiscard]] std::size_t position_of(ServiceId service) const { return position_of_[service.index()]; }
  [[nodiscard]] ServiceId service_at(std::size_t position) const { return service_at_[position]; }

  /// Who wants the service has a number below the threshold of the class, who seeks it one below the other.
  [[nodiscard]] const ClassThresholds& wanting(std::size_t position) const { return wanting_[position]; }
  [[nodiscard]] const ClassThresholds& seeking(std::size_t position) const { return seeking_[position]; }
  /// By position, filled up to whole draws: up to the largest threshold of wanting. A number outside means nothing for the service.
  [[nodiscard]] std::span<const Band> bands() const { return bands_; }
  /// Whether the class may have the service at all.
  [[nodiscard]] bool eligible(ServiceId service, DemandClass at) const { return shares_->at(service.index(), at).eligible; }

  /// Seekers of all services as in the demand table.
  void reset();
  /// Seekers of a service: so many thousandths of the table's, by group, but never more than want it.
  void scale(ServiceId service, std::span<const PerMille, kCount<PriorityGroup>> factors);

 private:
  const DemandThresholds* shares_;
  std::vector<std::size_t> position_of_;
  std::vector<ServiceId> service_at_;
  std::vector<ClassThresholds> wanting_;
  std::vector<ClassThresholds> seeking_;  ///< as it holds now
  std::vector<Band> bands_;
};

}  // namespace eldercast
