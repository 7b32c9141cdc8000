#pragma once
/// Dated shocks, compiled for the month loop: how much of the normal is left, by month and place.
#include <vector>

#include "api/calendar.hpp"
#include "api/ids.hpp"
#include "model/scenario.hpp"

namespace eldercast {

/// Whole thousandths, so that nothing in the month loop depends on the order of floating-point operations.
using PerMille = std::int32_t;
inline constexpr PerMille kNormal = 1000;

/// `amount` times `factor`, rounded down.
[[nodiscard]] constexpr std::int64_t scaled(std::int64_t amount, PerMille factor) { return amount * factor / kNormal; }

class Shocks {
 public:
  explicit Shocks(const Scenario& scenario);

  /// The part of the normal that is left: the product of the shocks that hold in the month, at the town, for the kind of facility; kNormal
  /// when there are none. A town or kind that does not matter for a question is left out; shocks limited to one do not hold then.
  [[nodiscard]] PerMille factor(ShockOn on, Month month, TownId town = {}, const FacilityKind* kind = nullptr) const;
  /// Whether anything of this sort is shaken in the month.
  [[nodiscard]] bool any(ShockOn on, Month month) const;

 private:
  struct Dated {
    ShockOn on;
    TownId town;  ///< not valid: everywhere
    bool every_kind;
    FacilityKind kind;
    Month from;
    Month to;
    PerMille factor;
  };
  std::vector<Dated> shocks_;
};

}  // namespace eldercast
