#pragma once
/// Dated shocks, compiled for the month loop: how much of the normal is left, by month and place.
#include <vector>

#include "api/calendar.hpp"
#include "api/ids.hpp"
#include "engine/random/keyed.hpp"
#include "model/base/split_lognormal.hpp"
#include "model/scenario.hpp"

namespace eldercast {

/// Whole thousandths, so that nothing in the month loop depends on the order of floating-point operations.
using PerMille = std::int32_t;
inline constexpr PerMille kNormal = 1000;

/// `amount` times `factor`, rounded down.
[[nodiscard]] constexpr std::int64_t scaled(std::int64_t amount, PerMille factor) { return amount * factor / kNormal; }

/// What a month asks about. A town, kind or facility that does not matter for a question is left out; shocks limited to one do not hold
/// then.
struct ShockPlace {
  TownId town = {};
  const FacilityKind* kind = nullptr;
  FacilityId facility = {};
};

class Shocks {
 public:
  explicit Shocks(const Scenario& scenario);

  /// Draws the sizes of this replicate's shocks. A shock with a spread s moves its distance from normal by chance: factor = 1 + (given - 1)
  /// x exp(s z), kept between 0 and 10, for each town and calendar year. z is standard normal, sqrt(t) z(year) + sqrt(y) z(town) +
  /// sqrt(1 - t - y) z(town, year), with t = Shock::town_correlation and y = Shock::year_correlation. Questions without a town have the
  /// deviates of a town of their own. Nothing is drawn for a shock without spread.
  void start(StreamKey stream, const SplitLognormal& spreads);

  /// The part of the normal that is left: the product of the shocks that hold in the month, at the place; kNormal when there are none.
  [[nodiscard]] PerMille factor(ShockOn on, Month month, const ShockPlace& place = {}) const;
  /// Beds of a facility that shocks on facilities take away beside the factor: their sum.
  [[nodiscard]] std::int32_t beds_lost(Month month, const ShockPlace& place) const;
  /// Whether anything of this sort is shaken in the month.
  [[nodiscard]] bool any(ShockOn on, Month month) const;

 private:
  struct Dated {
    ShockOn on;
    TownId town;  ///< not valid: everywhere
    bool every_kind;
    FacilityKind kind;
    FacilityId facility;  ///< not valid: every one
    Month from;
    Month to;
    PerMille factor;
    std::int32_t beds_lost;
    std::vector<PerMille> drawn;  ///< by town (the first one: no town) and calendar year of the run; empty: `factor`
  };
  [[nodiscard]] static bool holds(const Dated& shock, ShockOn on, Month month, const ShockPlace& place);
  [[nodiscard]] PerMille size_of(const Dated& shock, Month month, TownId town) const;
  void draw_sizes(const Shock& shock, StreamKey stream, const SplitLognormal& spreads, std::vector<PerMille>& sizes) const;

  std::vector<Shock> given_;
  std::vector<Dated> shocks_;
  std::vector<std::uint64_t> town_keys_;
  YearMonth start_;
  int years_ = 0;
};

}  // namespace eldercast
