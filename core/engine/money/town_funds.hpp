#pragma once
/// What each town has for elderly care: own money that comes in every year and carries over in part, and bridging credit up to a limit.
/// Grants are paid after the fact, so that a project can start only when these, support and the operator's share cover its cost.
#include <cstdint>
#include <span>
#include <vector>

#include "api/calendar.hpp"
#include "api/ids.hpp"
#include "api/money.hpp"
#include "engine/outcome.hpp"
#include "model/scenario.hpp"

namespace eldercast {

class TownFunds {
 public:
  /// `programme` is the budget of all projects of each town. Own money of a year is FinanceParameters::town_share of it, and what start()
  /// says besides; it comes in every January (and in the first month of the run), growing by money_growth a year. Credit is
  /// FinanceParameters::credit_share of the programme. `years`: calendar years of the run.
  TownFunds(const FinanceParameters& finance, std::span<const Fen> programme, int years = 1);

  /// Full credit, no own money yet. `income`: own money of the first calendar year besides the share of the programme, by town; empty:
  /// none.
  void start(std::span<const Fen> income = {});
  /// Calendar year `year` of the run begins: of what is left of own money carry_over may be used further.
  void open_year(int year);
  /// A year's own money comes in, `factor` thousandths of it.
  void receive_year(TownId town, std::int32_t factor);
  /// From now on the town may use `factor` thousandths of its credit; what is in use stays in use.
  void limit_credit(TownId town, std::int32_t factor);
  /// Whether own money and free credit cover the amount.
  [[nodiscard]] bool can_cover(TownId town, Fen amount) const { return missing(town, amount).value <= 0; }
  /// By how much they do not; 0 or less where they do.
  [[nodiscard]] Fen missing(TownId town, Fen amount) const;
  /// Sets the amount aside for building: own money first, the rest on credit.
  void commit(TownId town, Fen amount);
  /// A grant that repays the town: credit first.
  void repay(TownId town, Fen amount);
  /// Building was cheaper than what was set aside for it.
  void give_back(TownId town, Fen amount);
  /// The town pays something else than building, whether it can or not: own money may fall below zero.
  void spend(TownId town, Fen amount);
  /// Own money left; below 0 where the town has paid more than it had.
  [[nodiscard]] Fen own(TownId town) const { return towns_[town.index()].own; }
  /// Credit in use.
  [[nodiscard]] Fen credit(TownId town) const { return towns_[town.index()].credit; }

  /// What moved, by calendar year, town and TownMoney; what is left stands as of now.
  [[nodiscard]] const Cube<std::int64_t, 3>& book();

 private:
  struct Town {
    Fen share;  ///< of the programme, a year
    Fen limit;
    Fen income;  ///< besides, a year
    Fen own;
    Fen credit;
    std::int32_t usable = 1000;  ///< thousandths of the limit
  };
  void enter(TownId town, TownMoney item, Fen amount) { book_(year_, town, item) += amount.value; }
  void take_back(Town& town, Fen amount);
  void write_left();

  double growth_;
  double carry_over_;
  int year_ = 0;
  std::vector<Town> towns_;
  Cube<std::int64_t, 3> book_;  ///< year, town, TownMoney
};

}  // namespace eldercast
