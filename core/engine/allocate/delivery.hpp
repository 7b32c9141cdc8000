#pragma once
/// What reaches those who hold a place: all of a service, a part of it, or nothing. A place held is not care given.
#include <cstdint>
#include <span>
#include <vector>

#include "api/views.hpp"
#include "engine/shock/shocks.hpp"
#include "model/base/cube.hpp"
#include "model/district.hpp"

namespace eldercast {

class Delivery {
 public:
  explicit Delivery(const District& district);

  /// What facilities give in a month, of what their users would take. A facility gives the part of a service that shocks leave, times (with
  /// StaffParameters::shortage_cuts_delivery) staffed / used where fewer places are staffed than used, and nothing where its hub does not
  /// work and the service needs one. Nobody is sent out of a bed: beds are given in full.
  void month(Month month, const Shocks& shocks, std::span<const FacilityState> facilities);

  /// Part of a service that reaches its users in a town, in thousandths: the mean over the town's facilities, weighted by use.
  [[nodiscard]] PerMille of(TownId town, ServiceId service) const { return of_town_(town, service); }
  /// Whether anybody holds a place at which nothing is given this month.
  [[nodiscard]] bool stops() const { return stops_; }
  [[nodiscard]] bool stops(FacilityId facility, ServiceId service) const { return stopped_(facility, service) != 0; }

 private:
  void give(ServiceId service, Resource resource, Month month, const Shocks& shocks, std::span<const FacilityState> facilities);
  [[nodiscard]] PerMille part(ServiceId service, Resource resource, const FacilityState& facility) const;

  const District* district_;
  bool stops_ = false;
  Cube<PerMille, 2> of_town_;       ///< town, service
  Cube<std::uint8_t, 2> stopped_;   ///< facility, service
  std::vector<std::int64_t> used_;  ///< scratch: by town
  std::vector<std::int64_t> given_;
};

}  // namespace eldercast
