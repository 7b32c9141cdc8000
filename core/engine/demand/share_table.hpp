#pragma once
/// The demand table turned round for passes over residents: by service in the order in which they draw, then by class.
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/demand/demand_factors.hpp"
#include "engine/random/lanes.hpp"
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
  /// The same in a town, which may have shares of its own.
  [[nodiscard]] const ClassThresholds& seeking(std::size_t position, TownId town) const {
    if (own_row_.empty()) return seeking_[position];
    const std::uint32_t row = own_row_[position * towns_ + town.index()];
    return row == 0 ? seeking_[position] : own_[row - 1];
  }
  [[nodiscard]] bool has_towns() const { return !own_row_.empty(); }
  /// By position, filled up to whole draws: up to the largest threshold of wanting. A number outside means nothing for the service.
  [[nodiscard]] std::span<const Band> bands() const { return bands_; }
  /// Whether the class may have the service at all.
  [[nodiscard]] bool eligible(ServiceId service, DemandClass at) const { return shares_->at(service.index(), at).eligible; }

  /// Seekers of all services as in the demand table.
  void reset();
  /// Seekers of a service: so many thousandths of the table's, but never more than want it.
  void scale(ServiceId service, const SeekerFactors& factors) { seeking_[position_of(service)] = scaled_shares(service, factors); }
  /// The same in some towns, in place of those that had shares of their own before.
  void scale_towns(std::span<const DemandFactors::OfTown> towns);

 private:
  [[nodiscard]] ClassThresholds scaled_shares(ServiceId service, const SeekerFactors& factors) const;

  const DemandThresholds* shares_;
  std::size_t towns_;
  std::vector<std::size_t> position_of_;
  std::vector<ServiceId> service_at_;
  std::vector<ClassThresholds> wanting_;
  std::vector<ClassThresholds> seeking_;  ///< as it holds now
  std::vector<ClassThresholds> own_;      ///< of a service in a town
  std::vector<std::uint32_t> own_row_;    ///< by position and town: one more than the place in own_, or 0; empty: no town has any
  std::vector<Band> bands_;
};

}  // namespace eldercast
