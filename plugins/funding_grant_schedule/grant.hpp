#pragma once
/// One grant as a bureau writes it: for whom, how much, at most how much, when.
#include <array>
#include <cstdint>

#include "api/plugin.hpp"

namespace eldercast::grant_schedule {

/// A band of floor areas, from its least area to that of the next band.
struct Band {
  std::int32_t from_m2 = 0;
  Fen lump;    ///< to a facility whose area lies in the band
  Fen per_m2;  ///< for each square metre that lies in the band, of larger facilities too
};

enum class From : std::uint8_t { city, district };
/// The first is any kind of the plan; the others in the order of FacilityKind.
enum class ForKind : std::uint8_t { any, street_centre, community_station, town_centre, village_point };
enum class ForTown : std::uint8_t { any, street, town };
enum class ForOperator : std::uint8_t { any, government, social };
enum class After : std::uint8_t { opening, evaluation, start };
enum class Paid : std::uint8_t { once, each_month };
enum class Beyond : std::uint8_t { queue, pro_rata };

inline constexpr std::size_t kBands = 3;

struct Grant {
  From payer = From::city;
  ForKind kind = ForKind::any;
  ForTown town_kind = ForTown::any;
  ForOperator run_by = ForOperator::any;
  After after = After::opening;
  Paid paid = Paid::once;
  Beyond beyond = Beyond::queue;
  YearMonth first_month;
  YearMonth last_month;
  Fen lump;
  std::array<Band, kBands> bands;
  Fen per_bed;
  Fen per_nursing_bed;
  std::int32_t beds_at_most = 0;
  double cost_share_at_most = 0;
  Fen facility_at_most;
  Fen year_at_most;
  std::int32_t paid_after_months = 0;

  /// Whether anything is given at all.
  [[nodiscard]] bool gives() const;
  /// Whether a facility in a town of this kind may get it, months and evaluation apart.
  [[nodiscard]] bool fits(const FacilityState& facility, TownKind town_kind) const;
  /// What a facility gets before the cap of the year. `cost`: of its project; 0 where it has none, then no share of it caps.
  [[nodiscard]] Fen amount(const FacilityState& facility, Fen cost) const;
  /// What its floor area alone brings.
  [[nodiscard]] Fen by_area(std::int32_t area_m2) const;
};

}  // namespace eldercast::grant_schedule
