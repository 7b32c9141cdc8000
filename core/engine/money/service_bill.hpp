#pragma once
/// Who pays for services: users, those who pay for residents in special hardship, and whoever covers a part of a price. Also what covers do
/// to the price that users see.
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "api/slots.hpp"
#include "api/views.hpp"
#include "engine/allocate/allocation.hpp"
#include "engine/allocate/delivery.hpp"
#include "engine/rules/rule_set.hpp"
#include "engine/shock/shocks.hpp"
#include "model/base/cube.hpp"
#include "model/district.hpp"

namespace eldercast {

class ServiceBill {
 public:
  explicit ServiceBill(const District& district);

  /// The covers of a month; the span must live until the month is billed.
  void set_covers(std::span<const RuleCover> covers);

  /// Prices of the month over those of the scenario, by service; kNormal at the start. Before the covers of the month.
  void set_prices(std::span<const PerMille> prices) { prices_.assign(prices.begin(), prices.end()); }
  /// How much less than the scenario's price of a service a user of the group pays on average, in thousandths of it: what covers pay, and
  /// what the price is less; negative where it is more. For special hardship 0: these users see no price.
  [[nodiscard]] PerMille covered(ServiceId service, PriorityGroup group) const { return covered_(service, group); }

  using Book = std::function<void(const Posting&, RuleId)>;
  /// The month's postings for services, one a town, service and payer at most. A user's price is what the service costs for the user's need
  /// times the units of a month, times what was delivered. Covers pay their share of the bill of all users of a group and need, at most the
  /// price; where covers together exceed that bill each is cut in proportion, so that their order never matters. The rest is paid by the
  /// user, or by Service::payer_hardship for residents in special hardship.
  void bill(const Allocation& allocation, const Delivery& delivery, std::span<const FacilityState> facilities, const Book& book);

 private:
  /// A fraction in whole numbers.
  struct Part {
    std::int64_t part = 0;
    std::int64_t whole = 1;
  };
  /// What some users of one need owe together.
  struct Bill {
    Fen price;
    std::int64_t units = 0;
    PerMille delivered = kNormal;
    Part under_arrangement;

    [[nodiscard]] Fen total() const { return Fen{price.value * units * delivered / kNormal}; }
  };

  void bill_users(TownId town, ServiceId service, const Allocation& allocation, PerMille delivered,
                  std::span<const FacilityState> facilities);
  [[nodiscard]] Fen take_covers(ServiceId service, PriorityGroup group, const Bill& bill);
  [[nodiscard]] bool asks_for_arrangement(ServiceId service) const;
  [[nodiscard]] Part under_arrangement(TownId town, ServiceId service, Need need, std::span<const FacilityState> facilities) const;

  [[nodiscard]] Fen price(ServiceId service, Need need) const;

  const District* district_;
  std::vector<PerMille> prices_;
  std::span<const RuleCover> covers_;
  Cube<PerMille, 2> covered_;
  std::vector<std::vector<std::size_t>> covers_of_;  ///< by service: positions among the covers
  std::vector<Fen> by_cover_;                        ///< of the town and service being billed, in the order of covers_of_
  std::vector<Fen> taken_;                           ///< scratch of take_covers
  Fen by_users_;
  Fen by_hardship_payer_;
};

}  // namespace eldercast
