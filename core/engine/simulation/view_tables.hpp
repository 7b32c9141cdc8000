#pragma once
/// The tables of towns and services that rules look at: copies of what other stocks hold, brought up to date before every call.
#include <span>
#include <vector>

#include "api/views.hpp"
#include "engine/demand/service_demand.hpp"
#include "engine/population/people.hpp"
#include "engine/staff/workforce.hpp"
#include "model/district.hpp"

namespace eldercast {

class ViewTables {
 public:
  explicit ViewTables(const District& district);

  /// Fills every field that can change from the stocks as they are. The one place that does: nothing of an earlier month, phase or
  /// replicate is left.
  void refresh(const People& people, const ServiceDemand& demand, const Workforce& workforce, std::span<const FacilityState> facilities);

  /// Prices of the month over those of the scenario, by service.
  void set_prices(std::span<const PerMille> prices);

  [[nodiscard]] std::span<const TownState> towns() const { return towns_; }
  [[nodiscard]] std::span<const ServiceState> services() const { return services_; }
  /// The program's own, and then the scenario's.
  [[nodiscard]] std::span<const NamedState> payers() const { return payers_; }
  [[nodiscard]] std::span<const NamedState> purposes() const { return purposes_; }
  [[nodiscard]] std::span<const NamedState> roles() const { return roles_; }

 private:
  void refresh_residents(const People& people);
  void refresh_staff(const Workforce& workforce, std::span<const FacilityState> facilities);
  void refresh_services(const Allocation& allocation);

  const District* district_;
  std::vector<TownState> towns_;
  std::vector<ServiceState> services_;
  std::vector<NamedState> payers_;
  std::vector<NamedState> purposes_;
  std::vector<NamedState> roles_;
};

}  // namespace eldercast
