#pragma once
/// The demand table turned round for passes over residents: by class, the services in the order in which they draw.
#include <cstdint>
#include <span>
#include <vector>

#include "engine/shock/shocks.hpp"
#include "model/cube.hpp"
#include "model/demand.hpp"

namespace eldercast {

/// One bit a service, by position.
using ServiceBits = std::uint64_t;

/// Every service has a position, the rank of its id, so that the order of the scenario's table never matters. Four positions share one
/// draw: the number of position p is word p % 4 of draw p / 4.
class ShareTable {
 public:
  static constexpr std::size_t kPerDraw = 4;
  static constexpr std::size_t kMostServices = 64;

  /// `shares` outlives the table. The scenario has at most kMostServices services.
  ShareTable(const Scenario& scenario, const DemandTable& shares);

  [[nodiscard]] std::size_t services() const { return service_at_.size(); }
  [[nodiscard]] std::size_t draws() const { return (services() + kPerDraw - 1) / kPerDraw; }
  [[nodiscard]] std::size_t position_of(ServiceId service) const { return position_of_[service.index()]; }
  [[nodiscard]] ServiceId service_at(std::size_t position) const { return service_at_[position]; }

  /// Thresholds by position: who wants a service has a number below, who seeks it one below the other.
  [[nodiscard]] std::span<const std::uint32_t> wanting(DemandClass at) const { return row(wanting_, at); }
  [[nodiscard]] std::span<const std::uint32_t> seeking(DemandClass at) const { return row(seeking_, at); }
  /// Whether the class may have the service at all.
  [[nodiscard]] bool eligible(ServiceId service, DemandClass at) const { return shares_->at(service.index(), at).eligible; }

  /// Seekers of all services as in the demand table.
  void reset();
  /// Seekers of a service: so many thousandths of the table's, by group, but never more than want it.
  void scale(ServiceId service, std::span<const PerMille, kCount<PriorityGroup>> factors);

 private:
  [[nodiscard]] std::span<const std::uint32_t> row(const std::vector<std::uint32_t>& cells, DemandClass at) const {
    return std::span(cells).subspan(at * services(), services());
  }

  const DemandTable* shares_;
  std::vector<std::size_t> position_of_;
  std::vector<ServiceId> service_at_;
  std::vector<std::uint32_t> wanting_;  ///< class, position
  std::vector<std::uint32_t> seeking_;  ///< the same, as it holds now
};

/// Positions at which the number lies below the threshold.
[[nodiscard]] inline ServiceBits below(const std::uint32_t* numbers, std::span<const std::uint32_t> thresholds) {
  ServiceBits bits = 0;
  for (std::size_t p = 0; p < thresholds.size(); ++p) bits |= static_cast<ServiceBits>(numbers[p] < thresholds[p]) << p;
  return bits;
}

/// Calls `visit` with the position of every bit.
template <class Visit>
void for_each_bit(ServiceBits bits, Visit visit) {
  for (; bits != 0; bits &= bits - 1) visit(static_cast<std::size_t>(__builtin_ctzll(bits)));
}

}  // namespace eldercast
