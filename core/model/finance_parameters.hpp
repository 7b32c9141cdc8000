#pragma once
/// Who has how much money, what running and mending cost, and what residents live on.
#include <cstdint>

#include "api/ids.hpp"
#include "api/money.hpp"

namespace eldercast {

enum class OwnFunds : std::uint8_t { cover_the_rest, limited };
/// More than anybody pays in a year.
inline constexpr Fen kNoLimit{100'000'000'000'000};

struct FinanceParameters {
  OwnFunds own_funds = OwnFunds::cover_the_rest;
  double town_share = 0;           ///< of the cost of a town's whole programme: own money a year, when limited
  double credit_share = 0;         ///< of the same: bridging credit at one time, when limited
  double operator_share = 0;       ///< of a project's cost, when limited
  double credit_interest = 0;      ///< a year, on bridging credit in use
  Fen town_money;                  ///< own money of a town a year besides, when limited; of one as large as the mean of its kind
  Fen street_money;                ///< the same of a street
  double money_by_population = 0;  ///< part of both that follows the residents of all ages
  double money_spread = 0;         ///< standard deviation of the logarithm of both between towns
  double money_growth = 0;         ///< of own money and of the district's limit, a year
  double carry_over = 1;           ///< part of own money left at the end of a year that may be used in the next
  bool running_from_own = false;   ///< what towns pay besides building comes out of the same money, when limited
  Fen city_limit = kNoLimit;       ///< what the city pays of all that rules say, a year
  Fen district_limit = kNoLimit;   ///< the same of the district's budget
  Fen upkeep_per_m2;               ///< rent, power, water and repairs, a month
  Fen bed_upkeep;                  ///< fixed cost of a bed of the plan, used or not, a month
  PerEnum<BedType, Fen> bed_cost;  ///< what an occupied bed costs a month beyond the fixed cost of the house
};

/// What it costs a year to mend a facility that is covered on paper only.
struct MendParameters {
  double helper_yuan_per_year = 0;   ///< one more helper at a village point
  double carer_yuan_per_year = 0;    ///< one more carer elsewhere
  double hub_yuan_per_year = 0;      ///< visits and management of a spoke by a working hub
  double station_yuan_per_year = 0;  ///< a full station in place of a point, building spread over its life
};

/// What residents live on: pensions of the two schemes, beside which fees are put. They change nothing in a run: what people can pay is
/// inside the realised use of the demand table.
struct IncomeParameters {
  double employee_pension_share = 0;  ///< of residents aged 60 and over
  double employee_pension_yuan = 0;   ///< a month
  double resident_pension_share = 0;  ///< of residents aged 60 and over; the rest has no pension
  double resident_pension_yuan = 0;   ///< a month
};

}  // namespace eldercast
