#pragma once
/// What each town can advance for building: own money that comes in every year and carries over, and bridging credit up to a limit. Grants
/// are paid after the fact, so that a project can start only when these, support and the operator's share cover its cost.
#include <span>
#include <vector>

#include "api/calendar.hpp"
#include "api/ids.hpp"
#include "api/money.hpp"
#include "model/scenario.hpp"

namespace eldercast {

class TownFunds {
 public:
  /// `programme` is the budget of all projects of each town. Own money of a year is FinanceParameters::town_share of it and comes in every
  /// January (and in the first month of the run); credit is FinanceParameters::credit_share of it.
  TownFunds(const FinanceParameters& finance, std::span<const Fen> programme);

  /// Full credit, no own money yet.
  void start();
  /// A year's own money comes in, `factor` thousandths of it.
  void receive_year(TownId town, std::int32_t factor);
  /// From now on the town may use `factor` thousandths of its credit; what is in use stays in use.
  void limit_credit(TownId town, std::int32_t factor);
  /// Whether own money and free credit cover the amount.
  [[nodiscard]] bool can_cover(TownId town, Fen amount) const;
  /// Sets the amount aside: own money first, the rest on credit.
  void commit(TownId town, Fen amount);
  /// A grant that repays the town: credit first.
  void repay(TownId town, Fen amount);
  /// Credit in use.
  [[nodiscard]] Fen credit(TownId town) const { return towns_[town.index()].credit; }

 private:
  struct Town {
    Fen yearly;
    Fen limit;
    Fen own;
    Fen credit;
    std::int32_t usable = 1000;  ///< thousandths of the limit
  };
  std::vector<Town> towns_;
};

}  // namespace eldercast
