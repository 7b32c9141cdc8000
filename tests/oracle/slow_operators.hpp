#pragma once
/// Social operators of the slow engine: the account of every month is kept, and looked through anew each time.
#include <cstdint>
#include <optional>
#include <vector>

#include "api/views.hpp"
#include "engine/random/keyed.hpp"
#include "model/district.hpp"

namespace eldercast::test {

/// What a facility costs in a month whether used or not, and what of it the margins of beds in use leave open, fen.
[[nodiscard]] std::int64_t slow_fixed(const District& district, const FacilityState& facility);
[[nodiscard]] std::int64_t slow_uncovered(const District& district, const FacilityState& facility);

/// Whether a facility that the government has run since month `since` has been put out to tender by the end of `month`; `number`: which of
/// its drawn numbers says so.
[[nodiscard]] bool slow_tendered(const District& district, StreamKey stream, const FacilityState& facility, int month, int since,
                                 int number);

class SlowOperators {
 public:
  SlowOperators(const District& district, StreamKey stream);

  /// Facilities that towns give up in a month, having had no operator for a year.
  [[nodiscard]] std::vector<int> given_up(int month, const std::vector<FacilityState>& facilities) const;
  /// Whether the operator of a facility leaves in a month; notes it.
  bool leaves(int month, int facility, const FacilityState& state);
  /// Whether an operator takes a facility that is tendered; notes it.
  bool takes(int month, int facility, bool town_pays);
  /// Month in which the last operator of a facility left.
  [[nodiscard]] std::optional<int> left(int facility) const { return accounts_[static_cast<std::size_t>(facility)].left; }
  /// The month's accounts, with what rules gave each facility.
  void account(int month, const std::vector<FacilityState>& facilities, const std::vector<std::int64_t>& given);
  /// What an operator asks of its town for this month, if it asks.
  [[nodiscard]] std::optional<std::int64_t> asks(int facility, const FacilityState& state) const;
  /// Thousandths of its hours that a facility is open; `town_pays`: by town, whether it has own money.
  [[nodiscard]] int hours(int facility, const FacilityState& state, const std::vector<bool>& town_pays) const;
  void answer(int facility, bool paid) { accounts_[static_cast<std::size_t>(facility)].paid = paid; }

 private:
  struct Account {
    std::vector<std::int64_t> cost;  ///< of each month, none while closed
    std::vector<std::int64_t> loss;
    double share = 0;  ///< loss / cost of a year, with those of the hub and the spokes that it runs
    double bears = 0;
    int patience = 0;
    std::uint32_t lasts = 0;
    bool paid = false;
    int since = 0;
    std::optional<int> left;
  };
  [[nodiscard]] double share_of(const std::vector<std::size_t>& together) const;

  const District& district_;
  std::vector<Account> accounts_;
};

}  // namespace eldercast::test
