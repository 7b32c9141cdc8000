#pragma once
/// Social operators look at their accounts: they take what is tendered, stay, or leave.
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "api/views.hpp"
#include "engine/money/running_costs.hpp"
#include "engine/random/keyed.hpp"
#include "engine/shock/shocks.hpp"
#include "model/district.hpp"

namespace eldercast {

/// The account of a facility is that of the last twelve months in which it was open: cost is what it costs whether used or not
/// (RunningCosts::fixed); loss is what RunningCosts::uncovered leaves, less what rules give for running it and as awards, and less
/// OperationParameters::own_income_share of the cost. A hub and the spokes that it runs, all in the hands of social operators, have one
/// account together.
///
/// An operator bears a loss of exit_loss_share of the cost for patience_months, both times a factor of its own facility: log-normal, the
/// first with a tenth percentile of 1/3 and a ninetieth of 2, the second of 1/2 and 2. Where its town pays
/// OperationParameters::top_up_share of what it does not bear it stays, and takes what is tendered; else it takes nothing that loses more,
/// and keeps shorter hours. The account is one of all hours: what shorter ones save is not known.
class Operators {
 public:
  explicit Operators(const District& district);

  /// No accounts yet; who runs what stands in `facilities`.
  void start(StreamKey stream, std::span<const FacilityState> facilities);
  /// Writes the month into the accounts; after the month's money. `subsidies`: by facility, what rules gave it.
  void account(const RunningCosts& running, std::span<const Fen> subsidies, std::span<const FacilityState> facilities);
  /// What each operator who loses more than it bears asks of its town for this month, a twelfth of a year's.
  struct Ask {
    FacilityId facility;
    Fen amount;
  };
  [[nodiscard]] std::span<const Ask> asks(std::span<const FacilityState> facilities);
  /// The town has paid what the operator asked this month, or not.
  void answer(FacilityId facility, bool paid) { accounts_[facility.index()].topped_up = paid; }
  /// Those who have borne losses long enough, and were not paid for them last month, leave: the town's government runs their facility from
  /// now on. Returns them.
  [[nodiscard]] std::span<const FacilityId> leave(Month month, std::span<FacilityState> facilities);
  /// Facilities that have had no operator for a year since one left, and that the town gives up this month.
  [[nodiscard]] std::span<const FacilityId> given_up(Month month, std::span<const FacilityState> facilities);
  /// Whether the town has own money with which it can promise to pay what operators do not bear.
  void town_pays(TownId town, bool pays) { town_pays_[town.index()] = pays; }
  /// Whether an operator takes the facility, which stands in `town`, at this month's tender: it bears the loss, or the town pays for it.
  /// What has no account yet is taken.
  [[nodiscard]] bool takes(FacilityId facility, TownId town) const;
  /// Thousandths of its hours that a facility is open: fewer while it loses more than its operator bears and the town does not pay for it,
  /// and, once the operator has left, while the town has no own money for it (OperationParameters::hours_in_loss).
  [[nodiscard]] PerMille hours(FacilityId facility, const FacilityState& state) const;
  /// An operator begins.
  void begin(FacilityId facility, Month month) { accounts_[facility.index()].since = month; }
  /// Month in which the last operator left; kNever: none did.
  [[nodiscard]] Month left_in(FacilityId facility) const { return accounts_[facility.index()].left; }

 private:
  static constexpr int kMonths = 12;
  struct Account {
    std::array<Fen, kMonths> costs{};
    std::array<Fen, kMonths> losses{};
    Fen cost;
    Fen loss;
    std::int32_t months = 0;  ///< in which it was open
    double share = 0;         ///< loss / cost, of the hub with its spokes where they have one account
    double bears = 0;
    std::int32_t patience = 0;
    bool topped_up = false;
    Month since{0};
    Month left = kNever;
    std::uint32_t lasts = 0;  ///< number that is compared with the share given up so far
  };
  static void write(Account& account, Fen cost, Fen loss);
  void share_accounts(std::span<const FacilityState> facilities);

  const District* district_;
  std::vector<Account> accounts_;
  std::vector<bool> town_pays_;
  PerMille hours_in_loss_ = kNormal;
  std::vector<std::uint32_t> given_up_by_;  ///< by months without an operator: cumulative thresholds
  std::vector<FacilityId> found_;
  std::vector<Ask> asks_;
};

}  // namespace eldercast
